//! Which people a development, a booking or a builder brings together.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{FromQueryResult, QuerySelect, Statement, Value, entity::prelude::*, sea_query::LockType};

use crate::profile::store::{builder, customer};

/// A development and whose it is.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Site {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub project_name: String,
    /// Its builder.
    pub builder_id: i64,
    /// The builder's account.
    pub builder_user_id: i64,
    /// The builder's company.
    pub company_name: String,
}

const SITE: &str = "SELECT d.id, d.project_name, d.builder_id, b.user_id AS builder_user_id, b.company_name \
                    FROM realty_developments d JOIN realty_builders b ON b.id = d.builder_id";

/// Rows of a statement.
pub async fn rows<T: FromQueryResult>(
    db: &impl ConnectionTrait,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, values);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| T::from_query_result(row, "")).collect::<Result<_, _>>()?)
}

/// `$3, $4, $5`: places for `count` values after the first `from - 1`.
pub fn places(from: usize, count: usize) -> String {
    (from..from + count).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

/// The development with this number.
pub async fn site(db: &impl ConnectionTrait, development_id: i64) -> Result<Option<Site>> {
    Ok(rows(db, &format!("{SITE} WHERE d.id = $1"), [development_id.into()]).await?.pop())
}

/// These developments, by number.
pub async fn sites(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Site>> {
    let mut ids = ids.into_iter().collect::<Vec<_>>();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("{SITE} WHERE d.id IN ({})", places(1, ids.len()));
    let found = rows::<Site>(db, &sql, ids.into_iter().map(Value::from)).await?;
    Ok(found.into_iter().map(|site| (site.id, site)).collect())
}

/// A booking with the people on both sides.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Deal {
    /// The booking.
    pub booking_id: i64,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Whose it is.
    pub customer_id: i64,
    /// His account.
    pub customer_user_id: i64,
    /// His first name.
    pub first_name: String,
    /// His last name.
    pub last_name: String,
    /// The home's number.
    pub unit_number: String,
    /// The development.
    pub development_id: i64,
    /// Its name.
    pub project_name: String,
    /// Its builder.
    pub builder_id: i64,
    /// The builder's account.
    pub builder_user_id: i64,
}

const DEAL: &str = "SELECT k.id AS booking_id, k.booking_status = 'cancelled' AS cancelled, k.customer_id, \
    c.user_id AS customer_user_id, c.first_name, c.last_name, u.unit_number, d.id AS development_id, \
    d.project_name, d.builder_id, b.user_id AS builder_user_id \
    FROM realty_bookings k JOIN realty_customers c ON c.id = k.customer_id \
    JOIN realty_units u ON u.id = k.unit_id JOIN realty_developments d ON d.id = k.development_id \
    JOIN realty_builders b ON b.id = d.builder_id";

impl Deal {
    /// The customer's name.
    pub fn customer(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }

    /// The home: "A-101 in Green Valley Residency".
    pub fn home(&self) -> String {
        format!("{} in {}", self.unit_number, self.project_name)
    }

    /// The accounts on both sides.
    pub fn people(&self) -> [i64; 2] {
        [self.builder_user_id, self.customer_user_id]
    }
}

/// The booking with this number.
pub async fn deal(db: &impl ConnectionTrait, booking_id: i64) -> Result<Option<Deal>> {
    Ok(rows(db, &format!("{DEAL} WHERE k.id = $1"), [booking_id.into()]).await?.pop())
}

/// These bookings, by number.
pub async fn deals(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, Deal>> {
    let mut ids = ids.into_iter().collect::<Vec<_>>();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!("{DEAL} WHERE k.id IN ({})", places(1, ids.len()));
    let found = rows::<Deal>(db, &sql, ids.into_iter().map(Value::from)).await?;
    Ok(found.into_iter().map(|deal| (deal.booking_id, deal)).collect())
}

/// The bookings of a development that were not called off: whom news of it concern.
pub async fn buyers(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<Deal>> {
    let sql = format!(
        "{DEAL} WHERE k.development_id = $1 AND k.booking_status <> 'cancelled' ORDER BY k.id LIMIT 10000"
    );
    rows(db, &sql, [development_id.into()]).await
}

/// What a builder and a customer have with each other, each with the customer's number and when it last moved: a
/// booking, a visit, a home kept for him, or a message that he wrote.
const TIES: &str = "SELECT k.customer_id, k.created_at AS at \
      FROM realty_bookings k JOIN realty_developments d ON d.id = k.development_id WHERE d.builder_id = $1 \
    UNION ALL SELECT a.customer_id, a.created_at FROM realty_appointments a WHERE a.builder_id = $1 \
    UNION ALL SELECT h.customer_id, h.created_at FROM realty_holds h JOIN realty_units u ON u.id = h.unit_id \
      JOIN realty_developments d ON d.id = u.development_id WHERE d.builder_id = $1 \
    UNION ALL SELECT c.id, m.created_at FROM realty_messages m JOIN realty_customers c ON c.user_id = m.sender_id \
      WHERE m.recipient_id = $2";

#[derive(FromQueryResult)]
struct Known {
    known: bool,
}

/// Whether a customer has dealings with a builder.
pub async fn knows(db: &impl ConnectionTrait, builder: &builder::Model, customer_id: i64) -> Result<bool> {
    let sql = format!("SELECT EXISTS (SELECT 1 FROM ({TIES}) t WHERE t.customer_id = $3) AS known");
    let values = [builder.id.into(), builder.user_id.into(), customer_id.into()];
    Ok(rows::<Known>(db, &sql, values).await?.pop().is_some_and(|row| row.known))
}

/// A customer of a builder, with what they have with each other.
#[derive(Clone, Debug, FromQueryResult)]
#[expect(missing_docs, reason = "see http::Client, which shows it")]
pub struct Client {
    pub id: i64,
    pub user_id: i64,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub bookings: i64,
    pub active_bookings: i64,
    pub since: DateTime<Utc>,
    pub total: i64,
}

/// A page of the builder's customers by name, each with the number of all.
pub async fn clients(
    db: &impl ConnectionTrait,
    builder: &builder::Model,
    search: Option<&str>,
    skip: u64,
    limit: u64,
) -> Result<Vec<Client>> {
    let escaped =
        |text: &str| text.to_lowercase().replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = format!("%{}%", search.map(escaped).unwrap_or_default());
    let sql = format!(
        "SELECT c.id, c.user_id, c.first_name, c.last_name, c.phone, t.since, \
           (SELECT COUNT(*) FROM realty_bookings k JOIN realty_developments d ON d.id = k.development_id \
             WHERE k.customer_id = c.id AND d.builder_id = $1) AS bookings, \
           (SELECT COUNT(*) FROM realty_bookings k JOIN realty_developments d ON d.id = k.development_id \
             WHERE k.customer_id = c.id AND d.builder_id = $1 AND k.booking_status <> 'cancelled') \
             AS active_bookings, \
           COUNT(*) OVER () AS total \
         FROM realty_customers c \
         JOIN (SELECT customer_id, MIN(at) AS since FROM ({TIES}) x GROUP BY customer_id) t \
           ON t.customer_id = c.id \
         WHERE lower(c.first_name || ' ' || c.last_name || ' ' || c.phone) LIKE $3 ESCAPE '\\' \
         ORDER BY c.last_name, c.first_name, c.id LIMIT $4 OFFSET $5"
    );
    let values: [Value; 5] = [
        builder.id.into(),
        builder.user_id.into(),
        pattern.into(),
        (limit as i64).into(),
        (skip as i64).into(),
    ];
    rows(db, &sql, values).await
}

/// Puts everything that a builder and a customer arrange with each other in line: the builder first, then the
/// customer, so that two changes never wait for each other.
pub async fn in_line(db: &impl ConnectionTrait, builder_id: i64, customer_id: i64) -> Result<()> {
    builder::Entity::find_by_id(builder_id).lock(LockType::NoKeyUpdate).one(db).await?;
    customer::Entity::find_by_id(customer_id).lock(LockType::NoKeyUpdate).one(db).await?;
    Ok(())
}
