//! What binds the units of a development, for its builder.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{Money, Result};
use sea_orm::{FromQueryResult, QueryOrder, QuerySelect, Statement, entity::prelude::*};

use crate::unit::{
    commands::MOST,
    store::{Column, Entity, Model},
};

/// The units of a development, from the ground up.
pub async fn units(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Column::DevelopmentId.eq(development_id));
    let all = all.order_by_asc(Column::FloorNumber).order_by_asc(Column::UnitNumber);
    Ok(all.limit(MOST.unsigned_abs()).all(db).await?)
}

/// The booking or the hold of a unit.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Bond {
    /// The unit.
    pub unit_id: i64,
    /// The booking; `None` where it is a hold.
    pub booking_id: Option<i64>,
    /// The hold.
    pub hold_id: Option<i64>,
    /// How far the booking is.
    pub booking_status: Option<String>,
    /// What it comes to.
    pub total_amount: Option<Money>,
    /// Until when the hold lasts.
    pub expires_at: Option<DateTime<Utc>>,
    /// Whose it is.
    pub customer_id: i64,
    /// His first name.
    pub first_name: String,
    /// His last name.
    pub last_name: String,
}

/// What binds the units of a development, by unit. A booking goes before a hold.
pub async fn bonds(db: &impl ConnectionTrait, development_id: i64) -> Result<HashMap<i64, Bond>> {
    let sql = "SELECT h.unit_id, h.id AS hold_id, h.expires_at, c.id AS customer_id, c.first_name, c.last_name \
        FROM realty_units u JOIN realty_holds h ON h.unit_id = u.id AND h.ended_at IS NULL \
            JOIN realty_customers c ON c.id = h.customer_id WHERE u.development_id = $1";
    let holds = all(db, sql, development_id).await?;
    let sql = "SELECT b.unit_id, b.id AS booking_id, b.booking_status, b.total_amount, c.id AS customer_id, c.first_name, c.last_name \
        FROM realty_bookings b JOIN realty_customers c ON c.id = b.customer_id \
        WHERE b.development_id = $1 AND b.booking_status <> 'cancelled'";
    let bookings = all(db, sql, development_id).await?;
    Ok(holds.into_iter().chain(bookings).map(|bond| (bond.unit_id, bond)).collect())
}

async fn all(db: &impl ConnectionTrait, sql: &str, development_id: i64) -> Result<Vec<Bond>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [development_id.into()]);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| Bond::from_query_result(row, "")).collect::<Result<_, _>>()?)
}
