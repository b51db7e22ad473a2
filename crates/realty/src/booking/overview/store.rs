//! A builder's bookings in the database.
use kernel::{Money, Result};
use sea_orm::{Statement, entity::prelude::*};

use crate::{
    booking::model::id_in,
    booking::store::{BookingStatus, Entity, Model},
    dealings::store::places,
};

/// Which bookings.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Whose developments.
    pub builder_id: i64,
    /// Only this one.
    pub development_id: Option<i64>,
    /// What is looked for.
    pub search: Option<String>,
}

/// How many bookings stand so, and their money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// Where they stand.
    pub booking_status: BookingStatus,
    /// How many.
    pub bookings: u64,
    /// What is paid of their prices.
    pub paid: Money,
    /// What is not.
    pub open: Money,
}

const FROM: &str = "FROM realty_bookings b JOIN realty_developments d ON d.id = b.development_id \
    JOIN realty_customers c ON c.id = b.customer_id JOIN realty_units u ON u.id = b.unit_id";

/// The conditions, and the values for their places.
fn conditions(filter: &Filter) -> (String, Vec<Value>) {
    let mut text = "WHERE d.builder_id = $1".to_owned();
    let mut values: Vec<Value> = vec![filter.builder_id.into()];
    if let Some(development) = filter.development_id {
        values.push(development.into());
        text += &format!(" AND b.development_id = ${}", values.len());
    }
    let search = filter.search.as_deref().map(str::trim).filter(|search| !search.is_empty());
    if let Some(search) = search {
        let escaped = search.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        values.push(format!("%{escaped}%").into());
        let n = values.len();
        values.push(id_in(search).unwrap_or_default().into());
        text += &format!(
            " AND (lower(c.first_name || ' ' || c.last_name) LIKE ${n} ESCAPE '\\' \
             OR lower(u.unit_number) LIKE ${n} ESCAPE '\\' OR lower(d.project_name) LIKE ${n} ESCAPE '\\' \
             OR b.id = ${})",
            n + 1
        );
    }
    (text, values)
}

/// A page of bookings, the latest first; in any state where none is named.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    states: &[BookingStatus],
    skip: u64,
    limit: u64,
) -> Result<Vec<Model>> {
    let (mut text, mut values) = conditions(filter);
    if !states.is_empty() {
        text += &format!(" AND b.booking_status IN ({})", places(values.len() + 1, states.len()));
        values.extend(states.iter().map(|state| Value::from(state.to_string())));
    }
    let sql = format!("SELECT b.* {FROM} {text} ORDER BY b.id DESC LIMIT {limit} OFFSET {skip}");
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    Ok(Entity::find().from_raw_sql(statement).all(db).await?)
}

/// How many bookings there are in each state, with their money.
pub async fn counts(db: &impl ConnectionTrait, filter: &Filter) -> Result<Vec<Count>> {
    let (text, values) = conditions(filter);
    let paid = "COALESCE((SELECT SUM(p.amount) FROM realty_payments p WHERE p.booking_id = b.id \
                AND p.payment_status = 'completed' AND p.payment_type IN ('token', 'installment', 'final')), 0)";
    let sql = format!(
        "SELECT booking_status, COUNT(*) AS bookings, CAST(SUM(paid) AS BIGINT) AS paid, \
         CAST(SUM(CASE WHEN total_amount > paid THEN total_amount - paid ELSE 0 END) AS BIGINT) AS open \
         FROM (SELECT b.booking_status, b.total_amount, {paid} AS paid {FROM} {text}) x GROUP BY booking_status"
    );
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let count = |row: &sea_orm::QueryResult| {
        Ok::<_, DbErr>(Count {
            booking_status: row.try_get("", "booking_status")?,
            bookings: row.try_get::<i64>("", "bookings")?.unsigned_abs(),
            paid: Money::from_units(row.try_get("", "paid")?),
            open: Money::from_units(row.try_get("", "open")?),
        })
    };
    Ok(db.query_all_raw(statement).await?.iter().map(count).collect::<Result<_, _>>()?)
}

/// How many of them are in these states; all where none is named.
pub fn among(counts: &[Count], states: &[BookingStatus]) -> u64 {
    let these = |count: &&Count| states.is_empty() || states.contains(&count.booking_status);
    counts.iter().filter(these).map(|count| count.bookings).sum()
}
