//! The figures of dashboards: a statement for each card, however many bookings there are.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::texts::Texts;
use kernel::{
    Db, Money, Result,
    db::{day_of, sum},
};
use sea_orm::{
    FromQueryResult, QuerySelect,
    entity::prelude::*,
    sea_query::{Query, SelectStatement},
};

use super::model::OnDay;
use crate::{
    booking::store::{self as bookings, BookingStatus},
    dealings::store::rows,
    development::store::{self as developments, DevelopmentStatus},
    payment::store::{self as payments, PaymentStatus},
    unit::store::UnitType,
};

/// A builder's developments together.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
#[expect(missing_docs, reason = "see http::BuilderUnits")]
pub struct Stock {
    pub projects: i64,
    pub building: i64,
    pub homes: i64,
    pub unlisted: i64,
    pub available: i64,
    pub booked: i64,
    pub sold: i64,
    pub reserved: i64,
}

/// How many developments and homes a builder has.
pub async fn stock(db: &impl ConnectionTrait, builder_id: i64) -> Result<Stock> {
    let of = |status: &str| format!("CAST(COALESCE(SUM({status}), 0) AS BIGINT) AS {status}");
    let units = |status: &str| {
        format!(
            "(SELECT COUNT(*) FROM realty_units u WHERE u.development_id = d.id AND u.status = '{status}') AS {status}"
        )
    };
    let words = ["available", "booked", "sold", "reserved"];
    let sql = format!(
        "SELECT COUNT(*) AS projects, CAST(COALESCE(SUM(under_way), 0) AS BIGINT) AS building, \
           CAST(COALESCE(SUM(total_units), 0) AS BIGINT) AS homes, \
           CAST(COALESCE(SUM(unlisted_available), 0) AS BIGINT) AS unlisted, {} \
         FROM (SELECT d.total_units, d.unlisted_available, \
             CASE WHEN d.status = 'construction' THEN 1 ELSE 0 END AS under_way, {} \
           FROM realty_developments d WHERE d.builder_id = $1) x",
        words.map(of).join(", "),
        words.map(units).join(", ")
    );
    Ok(rows(db, &sql, [builder_id.into()]).await?.pop().unwrap_or_default())
}

/// What is paid of the bookings in a builder's developments, by booking: joined, and not asked for booking by booking,
/// so that it is fast before the database has counted its tables, too.
const PAID: &str = "SELECT p.booking_id, SUM(p.amount) AS paid FROM realty_developments d \
    JOIN realty_bookings k ON k.development_id = d.id JOIN realty_payments p ON p.booking_id = k.id \
    WHERE d.builder_id = $1 AND p.payment_status = 'completed' \
    AND p.payment_type IN ('token', 'installment', 'final') GROUP BY p.booking_id";

/// How many bookings stand so, and their money.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Sold {
    /// Where they stand.
    pub booking_status: BookingStatus,
    /// How many.
    pub bookings: i64,
    /// What is paid of their prices.
    pub paid: Money,
    /// What is not.
    pub open: Money,
}

/// The bookings in a builder's developments, by where they stand.
pub async fn sold(db: &impl ConnectionTrait, builder_id: i64) -> Result<Vec<Sold>> {
    let sql = format!(
        "SELECT booking_status, COUNT(*) AS bookings, CAST(SUM(paid) AS BIGINT) AS paid, \
           CAST(SUM(CASE WHEN total_amount > paid THEN total_amount - paid ELSE 0 END) AS BIGINT) AS open \
         FROM (SELECT k.booking_status, k.total_amount, COALESCE(g.paid, 0) AS paid FROM realty_developments d \
           JOIN realty_bookings k ON k.development_id = d.id LEFT JOIN ({PAID}) g ON g.booking_id = k.id \
           WHERE d.builder_id = $1) x GROUP BY booking_status"
    );
    rows(db, &sql, [builder_id.into()]).await
}

/// What is late of all schedules together.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct Late {
    /// Of how many bookings.
    pub bookings: i64,
    /// How much.
    pub amount: Money,
}

/// What the customers of a builder are late with. Payments go to the oldest part first: what is late is what was due
/// before today and is not covered by all that was paid.
pub async fn late(db: &impl ConnectionTrait, builder_id: i64, today: NaiveDate) -> Result<Late> {
    let sql = format!(
        "SELECT COUNT(*) AS bookings, CAST(COALESCE(SUM(late), 0) AS BIGINT) AS amount FROM ( \
           SELECT q.owed - COALESCE(g.paid, 0) AS late FROM ( \
             SELECT k.id AS booking_id, SUM(o.amount) AS owed FROM realty_bookings k \
             JOIN realty_developments d ON d.id = k.development_id JOIN realty_dues o ON o.booking_id = k.id \
             WHERE d.builder_id = $1 AND k.booking_status <> 'cancelled' AND o.due_date < $2 GROUP BY k.id \
           ) q LEFT JOIN ({PAID}) g ON g.booking_id = q.booking_id \
         ) x WHERE late > 0"
    );
    Ok(rows(db, &sql, [builder_id.into(), today.into()]).await?.pop().unwrap_or_default())
}

/// A development in short.
#[derive(Clone, Debug, FromQueryResult)]
#[expect(missing_docs, reason = "see http::BuilderProject")]
pub struct Project {
    pub id: i64,
    pub project_name: String,
    pub status: DevelopmentStatus,
    pub location_city: String,
    pub total_units: i64,
    pub available_units: i64,
    pub bookings: i64,
    pub progress: f64,
    pub expected_completion_date: Option<NaiveDate>,
    pub images: Option<Texts>,
}

/// How far a development is, as a column of a statement about `d`.
fn progress(visible: bool) -> String {
    let seen = if visible { " AND p.customer_visible" } else { "" };
    format!(
        "COALESCE((SELECT SUM(p.progress_percentage * p.weight) / SUM(p.weight) FROM realty_phases p \
         WHERE p.development_id = d.id{seen}), 0.0) AS progress"
    )
}

/// The builder's latest developments.
pub async fn projects(db: &impl ConnectionTrait, builder_id: i64, most: u64) -> Result<Vec<Project>> {
    let sql = format!(
        "SELECT d.id, d.project_name, d.status, d.location_city, d.total_units, d.expected_completion_date, d.images, \
           d.unlisted_available + (SELECT COUNT(*) FROM realty_units u \
             WHERE u.development_id = d.id AND u.status = 'available') AS available_units, \
           (SELECT COUNT(*) FROM realty_bookings k \
             WHERE k.development_id = d.id AND k.booking_status <> 'cancelled') AS bookings, {} \
         FROM realty_developments d WHERE d.builder_id = $1 ORDER BY d.id DESC LIMIT {most}",
        progress(false)
    );
    rows(db, &sql, [builder_id.into()]).await
}

/// Something that happened between a builder and a customer.
#[derive(Clone, Debug, FromQueryResult)]
#[expect(missing_docs, reason = "see http::BuilderActivity")]
pub struct Activity {
    pub kind: String,
    pub id: i64,
    pub at: DateTime<Utc>,
    pub who: String,
    pub what: String,
    pub project_name: Option<String>,
    pub status: String,
    pub amount: Option<Money>,
}

/// What happened lately in a builder's developments.
pub async fn activity(
    db: &impl ConnectionTrait,
    builder_id: i64,
    user_id: i64,
    most: u64,
) -> Result<Vec<Activity>> {
    let who = "c.first_name || ' ' || c.last_name AS who";
    let home = "JOIN realty_customers c ON c.id = k.customer_id JOIN realty_units u ON u.id = k.unit_id \
                JOIN realty_developments d ON d.id = k.development_id WHERE d.builder_id = $1";
    let parts = [
        format!(
            "SELECT 'booking' AS kind, k.id, k.created_at AS at, {who}, u.unit_number AS what, d.project_name, \
             k.booking_status AS status, k.total_amount AS amount FROM realty_bookings k {home} ORDER BY k.id DESC"
        ),
        format!(
            "SELECT 'payment' AS kind, p.id, p.created_at AS at, {who}, u.unit_number AS what, d.project_name, \
             p.payment_status AS status, p.amount FROM realty_payments p \
             JOIN realty_bookings k ON k.id = p.booking_id {home} ORDER BY p.id DESC"
        ),
        format!(
            "SELECT 'change_request' AS kind, r.id, r.created_at AS at, {who}, r.request_title AS what, \
             d.project_name, r.status, r.estimated_cost AS amount FROM realty_change_requests r \
             JOIN realty_bookings k ON k.id = r.booking_id {home} ORDER BY r.id DESC"
        ),
        format!(
            "SELECT 'appointment' AS kind, a.id, a.created_at AS at, {who}, a.appointment_type AS what, \
             d.project_name, a.status, CAST(NULL AS BIGINT) AS amount FROM realty_appointments a \
             JOIN realty_customers c ON c.id = a.customer_id JOIN realty_developments d ON d.id = a.development_id \
             WHERE a.builder_id = $1 ORDER BY a.id DESC"
        ),
        format!(
            "SELECT 'message' AS kind, m.id, m.created_at AS at, {who}, m.message_type AS what, d.project_name, \
             CASE WHEN m.is_read THEN 'read' ELSE 'unread' END AS status, CAST(NULL AS BIGINT) AS amount \
             FROM realty_messages m JOIN realty_customers c ON c.user_id = m.sender_id \
             LEFT JOIN realty_developments d ON d.id = m.development_id WHERE m.recipient_id = $2 ORDER BY m.id DESC"
        ),
    ];
    let latest = |(n, part): (usize, &String)| format!("SELECT * FROM ({part} LIMIT {most}) x{n}");
    let all = parts.iter().enumerate().map(latest).collect::<Vec<_>>().join(" UNION ALL ");
    let sql = format!("SELECT * FROM ({all}) x ORDER BY at DESC, kind, id DESC LIMIT {most}");
    rows(db, &sql, [builder_id.into(), user_id.into()]).await
}

/// The bookings in a builder's developments.
fn sold_by(builder_id: i64) -> SelectStatement {
    let own = Query::select()
        .column(developments::Column::Id)
        .from(developments::Entity)
        .and_where(developments::Column::BuilderId.eq(builder_id))
        .take();
    let of = bookings::Column::DevelopmentId.in_subquery(own);
    Query::select().column(bookings::Column::Id).from(bookings::Entity).and_where(of).take()
}

#[derive(FromQueryResult)]
struct DayRow {
    day: String,
    count: i64,
    amount: Money,
}

fn on_days(found: Vec<DayRow>) -> Vec<OnDay> {
    found.into_iter().map(|row| OnDay { day: row.day, count: row.count, amount: row.amount }).collect()
}

/// Since when, as the moment at which that day begins.
fn moment(since: NaiveDate) -> DateTime<Utc> {
    since.and_time(chrono::NaiveTime::MIN).and_utc()
}

/// What was booked on which day, without what was cancelled since.
pub async fn booked(db: &Db, builder_id: i64, since: NaiveDate) -> Result<Vec<OnDay>> {
    use bookings::Column;
    let day = day_of(db, Column::BookingDate);
    let standing = Column::BookingStatus.ne(BookingStatus::Cancelled);
    let found = bookings::Entity::find()
        .select_only()
        .expr_as(day.clone(), "day")
        .column_as(Column::Id.count(), "count")
        .expr_as(sum(Column::TotalAmount), "amount")
        .filter(Column::Id.in_subquery(sold_by(builder_id)))
        .filter(standing)
        .filter(Column::BookingDate.gte(moment(since)))
        .group_by(day)
        .into_model::<DayRow>();
    Ok(on_days(found.all(db.read()).await?))
}

/// What was paid on which day.
pub async fn received(db: &Db, builder_id: i64, since: NaiveDate) -> Result<Vec<OnDay>> {
    use payments::Column;
    let day = day_of(db, Column::PaidDate);
    let found = payments::Entity::find()
        .select_only()
        .expr_as(day.clone(), "day")
        .column_as(Column::Id.count(), "count")
        .expr_as(sum(Column::Amount), "amount")
        .filter(Column::BookingId.in_subquery(sold_by(builder_id)))
        .filter(Column::PaymentStatus.eq(PaymentStatus::Completed))
        .filter(Column::PaidDate.gte(moment(since)))
        .group_by(day)
        .into_model::<DayRow>();
    Ok(on_days(found.all(db.read()).await?))
}

/// A home of a customer, with its development.
#[derive(Clone, Debug, FromQueryResult)]
#[expect(missing_docs, reason = "see http::CustomerHome")]
pub struct Home {
    pub booking_id: i64,
    pub booking_status: BookingStatus,
    pub booking_date: DateTime<Utc>,
    pub total_amount: Money,
    pub unit_id: i64,
    pub unit_number: String,
    pub unit_type: UnitType,
    pub floor_number: i64,
    pub area_sqft: f64,
    pub project_id: i64,
    pub project_name: String,
    pub project_status: DevelopmentStatus,
    pub location_city: String,
    pub expected_completion_date: Option<NaiveDate>,
    pub images: Option<Texts>,
    pub progress: f64,
    pub company_name: String,
    pub builder_user_id: i64,
}

/// The homes that a customer has booked, the latest first.
pub async fn homes(db: &impl ConnectionTrait, customer_id: i64, most: u64) -> Result<Vec<Home>> {
    let sql = format!(
        "SELECT k.id AS booking_id, k.booking_status, k.booking_date, k.total_amount, u.id AS unit_id, u.unit_number, \
           u.unit_type, u.floor_number, u.area_sqft, d.id AS project_id, d.project_name, d.status AS project_status, \
           d.location_city, d.expected_completion_date, d.images, b.company_name, b.user_id AS builder_user_id, {} \
         FROM realty_bookings k JOIN realty_units u ON u.id = k.unit_id \
         JOIN realty_developments d ON d.id = k.development_id JOIN realty_builders b ON b.id = d.builder_id \
         WHERE k.customer_id = $1 AND k.booking_status <> 'cancelled' ORDER BY k.id DESC LIMIT {most}",
        progress(true)
    );
    rows(db, &sql, [customer_id.into()]).await
}
