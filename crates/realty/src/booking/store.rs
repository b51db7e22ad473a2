//! Bookings in the database.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set,
    ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, SqlErr, Statement,
    entity::prelude::*,
    sea_query::{Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use crate::{
    dealings::store::{self as dealings, Deal},
    development::store as developments,
    unit::store as units,
    words::words,
};

words! {
    /// Where a booking stands.
    BookingStatus { Inquiry, SiteVisitScheduled, TokenPaid, BookingConfirmed, Cancelled }
}

words! {
    /// How a home is paid.
    PaymentPlan { FullPayment, Installments, Loan }
}

/// A booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_bookings")]
#[expect(missing_docs, reason = "the contract names them; see http::Booking")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub customer_id: i64,
    pub unit_id: i64,
    pub development_id: i64,
    pub booking_status: BookingStatus,
    pub token_amount: Option<Money>,
    pub total_amount: Money,
    pub booking_date: DateTime<Utc>,
    pub expected_registration_date: Option<NaiveDate>,
    pub actual_registration_date: Option<NaiveDate>,
    pub payment_plan: PaymentPlan,
    pub loan_approved: bool,
    pub loan_amount: Option<Money>,
    pub special_requests: Option<String>,
    pub agent_id: Option<i64>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancel_reason: Option<String>,
    pub agreement_key: Option<String>,
    pub agreement_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

impl Model {
    /// Whether it still stands.
    pub fn is_active(&self) -> bool {
        self.booking_status != BookingStatus::Cancelled
    }
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Booking not found")
}

/// The ids of all bookings that stand, for other queries.
pub fn standing() -> SelectStatement {
    let active = Column::BookingStatus.ne(BookingStatus::Cancelled);
    Query::select().column(Column::Id).from(Entity).and_where(active).take()
}

/// The same of one development.
pub fn standing_in(development_id: i64) -> SelectStatement {
    standing().and_where(Column::DevelopmentId.eq(development_id)).take()
}

/// The booking with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The booking with this number and what it is about, or 404.
pub async fn wanted(db: &impl ConnectionTrait, id: i64) -> Result<(Model, Deal)> {
    let row = by_id(db, id).await?.ok_or_else(missing)?;
    let deal = dealings::deal(db, id).await?.ok_or_else(missing)?;
    Ok((row, deal))
}

/// A home, as it is now.
pub async fn home(db: &impl ConnectionTrait, unit_id: i64) -> Result<Option<units::Model>> {
    units::by_id(db, unit_id).await
}

/// The booking, locked for the transaction. Whoever will touch its unit, too, locks that first.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// The active bookings of a customer, the latest first.
pub async fn active_of_customer(db: &impl ConnectionTrait, customer_id: i64) -> Result<Vec<Model>> {
    let active = Column::CustomerId.eq(customer_id).and(Column::BookingStatus.ne(BookingStatus::Cancelled));
    Ok(Entity::find().filter(active).order_by_desc(Column::Id).limit(500).all(db).await?)
}

/// The accounts (`users.id`) of the customers with an active booking in a development, each once.
pub async fn customers_in(db: &impl ConnectionTrait, development_id: i64) -> Result<Vec<i64>> {
    let sql = "SELECT DISTINCT c.user_id FROM realty_bookings b JOIN realty_customers c ON c.id = b.customer_id \
               WHERE b.development_id = $1 AND b.booking_status <> 'cancelled' ORDER BY c.user_id";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [development_id.into()]);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "user_id")).collect::<Result<_, DbErr>>()?)
}

/// The active bookings of a development of which a customer is only interested yet, locked.
pub async fn inquiries(
    db: &impl ConnectionTrait,
    customer_id: i64,
    development_id: i64,
) -> Result<Vec<Model>> {
    let his = Column::CustomerId.eq(customer_id).and(Column::DevelopmentId.eq(development_id));
    let found = Entity::find().filter(his).filter(Column::BookingStatus.eq(BookingStatus::Inquiry));
    Ok(found.order_by_asc(Column::Id).limit(100).lock_exclusive().all(db).await?)
}

/// Moves these bookings to a state, in one statement.
pub async fn advance(
    db: &impl ConnectionTrait,
    ids: &[i64],
    to: BookingStatus,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::BookingStatus, Expr::value(to))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// Which bookings to show of one customer.
#[derive(Clone, Debug)]
pub struct OfCustomer {
    /// Whose.
    pub customer_id: i64,
    /// Only in developments of this builder.
    pub builder_id: Option<i64>,
}

/// A page of a customer's bookings, the latest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    which: &OfCustomer,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find().filter(Column::CustomerId.eq(which.customer_id));
    if let Some(builder_id) = which.builder_id {
        let own = Query::select()
            .column(developments::Column::Id)
            .from(developments::Entity)
            .and_where(developments::Column::BuilderId.eq(builder_id))
            .take();
        all = all.filter(Column::DevelopmentId.in_subquery(own));
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// 409: of two who wanted it, one was faster.
pub fn too_late() -> Error {
    Error::conflict("Unit not available: somebody else took it just now")
}

/// Writes a new booking. The database refuses a second active one of the same unit.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    row.insert(db).await.map_err(|e| match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => too_late(),
        _ => e.into(),
    })
}

/// Writes a booking as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// Raises or lowers the price of a booking.
pub async fn set_total(
    db: &impl ConnectionTrait,
    id: i64,
    total: Money,
    now: DateTime<Utc>,
) -> Result<Model> {
    let row = ActiveModel {
        id: Set(id),
        total_amount: Set(total),
        updated_at: Set(Some(now)),
        ..Default::default()
    };
    Ok(row.update(db).await?)
}

/// Homes whose status says that somebody has them although nobody does; the first `most` of them.
pub async fn without_anybody(db: &impl ConnectionTrait, most: u64) -> Result<Vec<i64>> {
    let sql = "SELECT id FROM realty_units u WHERE status <> COALESCE(kept_as, 'available') \
        AND NOT EXISTS (SELECT 1 FROM realty_bookings b WHERE b.unit_id = u.id AND b.booking_status <> 'cancelled') \
        AND NOT EXISTS (SELECT 1 FROM realty_holds h WHERE h.unit_id = u.id AND h.ended_at IS NULL) \
        ORDER BY id LIMIT $1";
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [most.into()]);
    let rows = db.query_all_raw(statement).await?;
    Ok(rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, DbErr>>()?)
}

/// Which of these papers belong to bookings.
pub async fn agreements_among(db: &impl ConnectionTrait, keys: &[String]) -> Result<HashSet<String>> {
    let known = Entity::find().select_only().column(Column::AgreementKey);
    let known = known.filter(Column::AgreementKey.is_in(keys.iter().map(String::as_str)));
    Ok(known.into_tuple::<String>().all(db).await?.into_iter().collect())
}
