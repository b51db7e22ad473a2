//! Holds in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{ExprTrait, QueryOrder, QuerySelect, SqlErr, entity::prelude::*, sea_query::Query};
use serde::{Deserialize, Serialize};

use crate::{development::store as developments, unit::store as units, words::words};

words! {
    /// How a hold ended: its time was over, somebody gave it up, its customer booked the unit.
    HoldEnd { Lapsed, Released, Booked }
}

/// A unit kept for a customer until a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_holds")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// The unit.
    pub unit_id: i64,
    /// For whom.
    pub customer_id: i64,
    /// Who placed it: `users.id`.
    pub placed_by: i64,
    /// What was said.
    pub note: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// How.
    pub ended_how: Option<HoldEnd>,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Hold not found")
}

/// The hold with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The hold on a unit that has not ended, whether its time is over or not. Lock the unit first.
pub async fn open_on(db: &impl ConnectionTrait, unit_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::UnitId.eq(unit_id).and(Column::EndedAt.is_null())).one(db).await?)
}

/// How many units a customer holds now.
pub async fn count_of(db: &impl ConnectionTrait, customer_id: i64, now: DateTime<Utc>) -> Result<u64> {
    let standing = Column::EndedAt.is_null().and(Column::ExpiresAt.gt(now));
    Ok(Entity::find().filter(Column::CustomerId.eq(customer_id).and(standing)).count(db).await?)
}

/// Writes a new hold. The database refuses a second one on the same unit.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    row.insert(db).await.map_err(|e| match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => super::commands::not_available(),
        _ => e.into(),
    })
}

/// Ends these holds, in one statement.
pub async fn end(db: &impl ConnectionTrait, ids: &[i64], how: HoldEnd, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(now))
        .col_expr(Column::EndedHow, Expr::value(how))
        .filter(Column::Id.is_in(ids.iter().copied()).and(Column::EndedAt.is_null()))
        .exec(db)
        .await?;
    Ok(())
}

/// These units, locked in the order of their numbers.
pub async fn lock_units(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<units::Model>> {
    let these = units::Entity::find().filter(units::Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(units::Column::Id).lock_exclusive().all(db).await?)
}

/// Holds whose time is over, the first `most` of them.
pub async fn over(db: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> Result<Vec<Model>> {
    let over = Column::EndedAt.is_null().and(Column::ExpiresAt.lte(now));
    Ok(Entity::find().filter(over).order_by_asc(Column::ExpiresAt).limit(most).all(db).await?)
}

/// Those of these holds that have not ended.
pub async fn still_over(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Column::Id.is_in(ids.iter().copied()).and(Column::EndedAt.is_null());
    Ok(Entity::find().filter(these).order_by_asc(Column::Id).all(db).await?)
}

/// Which holds to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// On units of this builder.
    pub builder_id: Option<i64>,
    /// Of this customer.
    pub customer_id: Option<i64>,
    /// In this development.
    pub development_id: Option<i64>,
    /// Those that ended, too.
    pub ended: bool,
}

/// A page of holds, the latest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    now: DateTime<Utc>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut on = Query::select().column(units::Column::Id).from(units::Entity).take();
    if let Some(development) = filter.development_id {
        on.and_where(units::Column::DevelopmentId.eq(development));
    }
    if let Some(builder) = filter.builder_id {
        let own = Query::select()
            .column(developments::Column::Id)
            .from(developments::Entity)
            .and_where(developments::Column::BuilderId.eq(builder))
            .take();
        on.and_where(units::Column::DevelopmentId.in_subquery(own));
    }
    let mut all = Entity::find();
    if filter.builder_id.is_some() || filter.development_id.is_some() {
        all = all.filter(Column::UnitId.in_subquery(on));
    }
    if let Some(customer) = filter.customer_id {
        all = all.filter(Column::CustomerId.eq(customer));
    }
    if !filter.ended {
        all = all.filter(Column::EndedAt.is_null().and(Column::ExpiresAt.gt(now)));
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
