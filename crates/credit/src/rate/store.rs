//! Default rates in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Result, db::slice};
use risk::rates::Rate;
use sea_orm::{
    ActiveValue::Set,
    Condition, QueryOrder,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict, Query},
};

use crate::word;

/// The rates of a notch from a day on, until its next line.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_rates")]
#[expect(missing_docs, reason = "the names are the contract's; see http::RateLine")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub credit_rating: i16,
    #[sea_orm(primary_key, auto_increment = false)]
    pub valid_from: NaiveDate,
    /// In millionths.
    pub default_probability: i64,
    /// In ten-thousandths.
    pub recovery_rate: i64,
    /// In ten-thousandths.
    pub risk_weight: i64,
    /// Whose version it is: a handle.
    pub set_by: String,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<&Model> for Rate {
    fn from(row: &Model) -> Self {
        // The CHECKs of the table keep all three within u32.
        let whole = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
        Self {
            rating: word::rating(row.credit_rating),
            pd: whole(row.default_probability),
            recovery: whole(row.recovery_rate),
            weight: whole(row.risk_weight),
        }
    }
}

/// The lines that hold on `day`, one a notch at most, best first.
pub async fn on(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Model>> {
    let newest = Query::select()
        .column(Column::CreditRating)
        .expr(Column::ValidFrom.max())
        .from(Entity)
        .and_where(Column::ValidFrom.lte(day))
        .group_by_col(Column::CreditRating)
        .to_owned();
    let key = sea_orm::sea_query::Expr::tuple([
        sea_orm::sea_query::Expr::col(Column::CreditRating),
        sea_orm::sea_query::Expr::col(Column::ValidFrom),
    ]);
    let find = Entity::find().filter(key.in_subquery(newest));
    Ok(find.order_by_asc(Column::CreditRating).all(db).await?)
}

/// The lines that begin on `day` exactly.
pub async fn beginning(db: &impl ConnectionTrait, day: NaiveDate) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ValidFrom.eq(day)).order_by_asc(Column::CreditRating).all(db).await?)
}

/// A slice of all lines there ever were, the newest version first, and how many there are.
pub async fn history(
    db: &impl ConnectionTrait,
    notch: Option<i16>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let which = Condition::all().add_option(notch.map(|notch| Column::CreditRating.eq(notch)));
    let all = Entity::find().filter(which).order_by_desc(Column::ValidFrom);
    slice(all.order_by_asc(Column::CreditRating), db, skip, limit).await
}

/// Puts the lines of a version under their day; those of the same notch and day are replaced.
pub async fn put(
    db: &impl ConnectionTrait,
    day: NaiveDate,
    lines: &[Rate],
    by: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = |line: &Rate| ActiveModel {
        credit_rating: Set(i16::from(line.rating.notch())),
        valid_from: Set(day),
        default_probability: Set(line.pd.into()),
        recovery_rate: Set(line.recovery.into()),
        risk_weight: Set(line.weight.into()),
        set_by: Set(by.to_owned()),
        created_at: Set(now),
    };
    let replace = OnConflict::columns([Column::CreditRating, Column::ValidFrom])
        .update_columns([
            Column::DefaultProbability,
            Column::RecoveryRate,
            Column::RiskWeight,
            Column::SetBy,
            Column::CreatedAt,
        ])
        .to_owned();
    Entity::insert_many(lines.iter().map(row)).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}
