//! Units in the database.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::{Error, Money, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{Condition, QueryOrder, QuerySelect, SqlErr, Statement, entity::prelude::*};
use serde::{Deserialize, Serialize};

use kernel::texts::Texts;

/// What kind of home.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text")]
#[expect(missing_docs, reason = "the names say it")]
pub enum UnitType {
    #[serde(rename = "1BHK")]
    #[sea_orm(string_value = "1BHK")]
    OneBhk,
    #[serde(rename = "2BHK")]
    #[sea_orm(string_value = "2BHK")]
    TwoBhk,
    #[serde(rename = "3BHK")]
    #[sea_orm(string_value = "3BHK")]
    ThreeBhk,
    // A query in which nobody escaped the plus has a blank there.
    #[serde(rename = "4BHK+", alias = "4BHK ")]
    #[sea_orm(string_value = "4BHK+")]
    FourBhkPlus,
    #[serde(rename = "studio")]
    #[sea_orm(string_value = "studio")]
    Studio,
    #[serde(rename = "penthouse")]
    #[sea_orm(string_value = "penthouse")]
    Penthouse,
}

/// Whether a unit is to be had.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum UnitStatus {
    #[default]
    Available,
    Booked,
    Sold,
    Reserved,
}

/// Which way it looks.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum FacingDirection {
    North,
    South,
    East,
    West,
    Northeast,
    Northwest,
    Southeast,
    Southwest,
}

macro_rules! named {
    ($($kind:ty),*) => { $(
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&sea_orm::ActiveEnum::to_value(self))
            }
        } )*
    };
}

named!(UnitType, UnitStatus, FacingDirection);

/// A unit.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_units")]
#[expect(missing_docs, reason = "the contract names them; see http::Unit")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub development_id: i64,
    pub unit_number: String,
    pub unit_type: UnitType,
    pub floor_number: i64,
    pub stack: Option<String>,
    pub area_sqft: f64,
    pub price: Money,
    /// Follows from bookings, holds and `kept_as`: see [`settle`].
    pub status: UnitStatus,
    /// The builder's own word, where he keeps the unit back or sold it elsewhere.
    pub kept_as: Option<UnitStatus>,
    pub facing: Option<FacingDirection>,
    pub balconies: i64,
    pub bathrooms: i64,
    pub parking_spaces: i64,
    pub floor_plan_url: Option<String>,
    pub features: Option<Texts>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Unit not found")
}

/// The unit with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The unit with this number, locked for the transaction: whoever changes its booking or its hold holds it first.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// These units, in order of their numbers.
pub async fn many(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).all(db).await?)
}

/// Makes the stored status of these units what follows from their bookings and holds: an active booking (not
/// cancelled) means `sold` once it is registered and `booked` before; else a hold that has not ended means
/// `reserved`; else the builder's own word counts, or it is `available`. Tells whether anything changed.
///
/// Part of every change of a booking or a hold. A hold whose time is over counts until it is ended: end it first. In
/// a command call [`super::commands::settle`], which tells the screens too.
pub async fn settle(db: &impl ConnectionTrait, unit_ids: &[i64]) -> Result<bool> {
    if unit_ids.is_empty() {
        return Ok(false);
    }
    let places = (1..=unit_ids.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let follows = "CASE \
        WHEN EXISTS (SELECT 1 FROM realty_bookings b WHERE b.unit_id = realty_units.id \
            AND b.booking_status <> 'cancelled' AND b.actual_registration_date IS NOT NULL) THEN 'sold' \
        WHEN EXISTS (SELECT 1 FROM realty_bookings b WHERE b.unit_id = realty_units.id \
            AND b.booking_status <> 'cancelled') THEN 'booked' \
        WHEN EXISTS (SELECT 1 FROM realty_holds h WHERE h.unit_id = realty_units.id \
            AND h.ended_at IS NULL) THEN 'reserved' \
        ELSE COALESCE(kept_as, 'available') END";
    let sql =
        format!("UPDATE realty_units SET status = {follows} WHERE id IN ({places}) AND status <> {follows}");
    let values = unit_ids.iter().map(|id| Value::from(*id));
    let done =
        db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), &sql, values)).await?;
    Ok(done.rows_affected() > 0)
}

/// 409: another unit of the development has the number.
pub fn taken(unit_number: &str) -> Error {
    Error::conflict(format!("This development has a unit {unit_number} already. Choose another number."))
}

/// A number that is taken, in words.
pub fn explained(e: DbErr, unit_number: &str) -> Error {
    match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(unit_number),
        _ => e.into(),
    }
}

/// Which units to list. Equal questions are equal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(missing_docs, reason = "see http::UnitQuery")]
pub struct Filter {
    pub status: Option<UnitStatus>,
    pub unit_type: Option<UnitType>,
    pub floor_number: Option<i64>,
    pub facing: Option<FacingDirection>,
    pub min_price: Option<Money>,
    pub max_price: Option<Money>,
}

/// A slice of the units of a development, from the ground up, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    development_id: i64,
    filter: &Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let condition = Condition::all()
        .add(Column::DevelopmentId.eq(development_id))
        .add_option(filter.status.map(|status| Column::Status.eq(status)))
        .add_option(filter.unit_type.map(|kind| Column::UnitType.eq(kind)))
        .add_option(filter.floor_number.map(|floor| Column::FloorNumber.eq(floor)))
        .add_option(filter.facing.map(|facing| Column::Facing.eq(facing)))
        .add_option(filter.min_price.map(|price| Column::Price.gte(price)))
        .add_option(filter.max_price.map(|price| Column::Price.lte(price)));
    let all = Entity::find().filter(condition);
    let order = all.order_by_asc(Column::FloorNumber).order_by_asc(Column::UnitNumber);
    slice(order.order_by_asc(Column::Id), db, skip, limit).await
}

/// Whether a unit has an active booking, whether any booking ever, and whether a hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ties {
    /// The booking that is not cancelled.
    pub booking: Option<i64>,
    /// Whether there ever was one.
    pub booked_before: bool,
    /// Whether it is on hold.
    pub held: bool,
}

/// What binds a unit.
pub async fn ties(db: &impl ConnectionTrait, id: i64) -> Result<Ties> {
    let sql = "SELECT \
        (SELECT MAX(id) FROM realty_bookings WHERE unit_id = $1 AND booking_status <> 'cancelled') AS booking, \
        (SELECT COUNT(*) FROM realty_bookings WHERE unit_id = $1) AS bookings, \
        (SELECT COUNT(*) FROM realty_holds WHERE unit_id = $1 AND ended_at IS NULL) AS holds";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    let Some(row) = db.query_one_raw(statement).await? else { return Err(missing()) };
    let (bookings, holds): (i64, i64) = (row.try_get("", "bookings")?, row.try_get("", "holds")?);
    Ok(Ties { booking: row.try_get("", "booking")?, booked_before: bookings > 0, held: holds > 0 })
}

/// Removes a unit.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// The numbers of a development's units.
pub async fn numbers(db: &impl ConnectionTrait, development_id: i64) -> Result<HashSet<String>> {
    let all = Entity::find().select_only().column(Column::UnitNumber);
    let all = all.filter(Column::DevelopmentId.eq(development_id)).into_tuple::<String>();
    Ok(all.all(db).await?.into_iter().collect())
}

/// Writes many new units. In halves where they are many: a statement takes so many values only.
pub async fn insert_all(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    while rows.peek().is_some() {
        Entity::insert_many(rows.by_ref().take(1_000)).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Shows this plan of a unit, if the unit is of this development; tells whether it is.
pub async fn show_plan(
    db: &impl ConnectionTrait,
    development_id: i64,
    id: i64,
    url: &str,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = Entity::update_many()
        .col_expr(Column::FloorPlanUrl, Expr::value(url))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.eq(id))
        .filter(Column::DevelopmentId.eq(development_id))
        .exec(db)
        .await?;
    Ok(done.rows_affected > 0)
}
