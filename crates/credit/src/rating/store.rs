//! Ratings over time in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Result, db::slice};
use risk::scale::Rating;
use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*, sea_query::OnConflict};

/// The rating of a loan from a day on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "credit_ratings")]
#[expect(missing_docs, reason = "the names are the contract's; see http::LoanRating")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub loan_id: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub snapshot_date: NaiveDate,
    pub credit_rating: i16,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A slice of a loan's ratings, the earliest first, and how many there are.
pub async fn page(db: &impl ConnectionTrait, loan: i64, skip: u64, limit: u64) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::LoanId.eq(loan)).order_by_asc(Column::SnapshotDate);
    slice(all, db, skip, limit).await
}

/// The rating of a loan under this day exactly.
pub async fn on(db: &impl ConnectionTrait, loan: i64, day: NaiveDate) -> Result<Option<Model>> {
    Ok(Entity::find_by_id((loan, day)).one(db).await?)
}

/// Whether a loan has no rating in its history.
pub async fn is_empty(db: &impl ConnectionTrait, loan: i64) -> Result<bool> {
    Ok(Entity::find().filter(Column::LoanId.eq(loan)).one(db).await?.is_none())
}

/// Puts ratings of a loan under their days; what stood there is replaced.
pub async fn put(
    db: &impl ConnectionTrait,
    loan: i64,
    entries: Vec<(NaiveDate, Rating)>,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = |(day, rating): (NaiveDate, Rating)| ActiveModel {
        loan_id: Set(loan),
        snapshot_date: Set(day),
        credit_rating: Set(i16::from(rating.0)),
        created_at: Set(now),
    };
    let replace = OnConflict::columns([Column::LoanId, Column::SnapshotDate])
        .update_columns([Column::CreditRating, Column::CreatedAt])
        .to_owned();
    Entity::insert_many(entries.into_iter().map(row)).on_conflict(replace).exec_without_returning(db).await?;
    Ok(())
}

/// Removes the rating of a loan under this day.
pub async fn delete(db: &impl ConnectionTrait, loan: i64, day: NaiveDate) -> Result<()> {
    Entity::delete_by_id((loan, day)).exec(db).await?;
    Ok(())
}
