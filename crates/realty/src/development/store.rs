//! Developments in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result};
use schemars::JsonSchema;
use sea_orm::{QuerySelect, Statement, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::model::Stock;
use crate::words::words;
use kernel::texts::Texts;

words! {
    /// What is built.
    DevelopmentType { Residential, Commercial, Mixed }
}

words! {
    /// How far it is.
    DevelopmentStatus { Planning, Construction, Completed, Delivered }
}

/// A development.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_developments")]
#[expect(missing_docs, reason = "the contract names them; see http::Development")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub builder_id: i64,
    pub project_name: String,
    pub description: Option<String>,
    pub project_type: DevelopmentType,
    pub status: DevelopmentStatus,
    pub location_address: String,
    pub location_city: String,
    /// The city in small letters: what is searched.
    pub city_key: String,
    pub location_state: String,
    pub location_zipcode: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub total_units: i64,
    pub unlisted_available: i64,
    pub price_range_min: Option<Money>,
    pub price_range_max: Option<Money>,
    pub project_area: Option<f64>,
    pub amenities: Option<Texts>,
    pub start_date: Option<NaiveDate>,
    pub expected_completion_date: Option<NaiveDate>,
    pub actual_completion_date: Option<NaiveDate>,
    pub images: Option<Texts>,
    pub floor_plans: Option<Texts>,
    pub brochure_url: Option<String>,
    pub is_featured: bool,
    pub payment_steps: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Project not found")
}

/// The development with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The development with this number, or 404.
pub async fn wanted(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    by_id(db, id).await?.ok_or_else(missing)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// The development, if it is this builder's: 404 where there is none, 403 where it is another's.
pub async fn owned(db: &impl ConnectionTrait, builder_id: i64, id: i64) -> Result<Model> {
    checked(wanted(db, id).await?, builder_id)
}

/// The same, locked for the transaction.
pub async fn owned_locked(db: &impl ConnectionTrait, builder_id: i64, id: i64) -> Result<Model> {
    checked(lock(db, id).await?, builder_id)
}

fn checked(row: Model, builder_id: i64) -> Result<Model> {
    if row.builder_id == builder_id { Ok(row) } else { Err(Error::forbidden("Not authorized")) }
}

/// Who builds a development: the profile's number, and the account's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// `realty_builders.id`.
    pub builder_id: i64,
    /// `users.id`.
    pub user_id: i64,
}

/// The builder of a development; `None` where there is no such development.
pub async fn builder_of(db: &impl ConnectionTrait, id: i64) -> Result<Option<Ownership>> {
    let sql = "SELECT b.id, b.user_id FROM realty_developments d JOIN realty_builders b ON b.id = d.builder_id \
               WHERE d.id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let row = db.query_one_raw(statement).await?;
    let owner = |row: sea_orm::QueryResult| {
        Ok::<_, DbErr>(Ownership { builder_id: row.try_get("", "id")?, user_id: row.try_get("", "user_id")? })
    };
    Ok(row.map(owner).transpose()?)
}

/// How many units of a development are entered, and how many of these are available.
pub async fn units_of(db: &impl ConnectionTrait, id: i64) -> Result<(i64, i64)> {
    let sql = "SELECT COUNT(*) AS entered, COUNT(CASE WHEN status = 'available' THEN 1 END) AS listed \
               FROM realty_units WHERE development_id = $1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let Some(row) = db.query_one_raw(statement).await? else { return Ok((0, 0)) };
    Ok((row.try_get("", "entered")?, row.try_get("", "listed")?))
}

/// How a development stands with its units.
pub async fn stock(db: &impl ConnectionTrait, row: &Model) -> Result<Stock> {
    let (entered, listed) = units_of(db, row.id).await?;
    Ok(Stock { total: row.total_units, unlisted: row.unlisted_available, entered, listed })
}

/// Writes how a development stands with its units.
pub async fn restock(db: &impl ConnectionTrait, id: i64, stock: &Stock, now: DateTime<Utc>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::TotalUnits, Expr::value(stock.total))
        .col_expr(Column::UnlistedAvailable, Expr::value(stock.unlisted))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Whether money was received for a home of this development whose booking still stands.
pub async fn paid_for(db: &impl ConnectionTrait, id: i64) -> Result<bool> {
    let sql = "SELECT 1 AS one FROM realty_bookings b JOIN realty_payments p ON p.booking_id = b.id \
               WHERE b.development_id = $1 AND b.booking_status <> 'cancelled' AND p.payment_status = 'completed' LIMIT 1";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    Ok(db.query_one_raw(statement).await?.is_some())
}

/// Removes a development with all that belongs to it.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
