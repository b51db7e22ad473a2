//! Payments in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Error, Money, Result,
    db::{slice, sum},
};
use schemars::JsonSchema;
use sea_orm::{
    ExprTrait, IntoActiveModel, QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{Query, SelectStatement},
};
use serde::{Deserialize, Serialize};

use super::model;
use crate::{
    booking::store as bookings, development::store as developments, due::balance::Paid, words::words,
};

words! {
    /// What is paid.
    PaymentType { Token, Installment, Final, Maintenance, Penalty }
}

words! {
    /// How it is paid.
    PaymentMethod { Cash, Cheque, BankTransfer, Online, Loan }
}

words! {
    /// Where a payment stands.
    PaymentStatus { Pending, Completed, Failed, Refunded }
}

/// A payment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_payments")]
#[expect(missing_docs, reason = "the contract names them; see http::Payment")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub booking_id: i64,
    pub payment_type: PaymentType,
    pub amount: Money,
    pub payment_method: PaymentMethod,
    pub payment_status: PaymentStatus,
    pub transaction_id: Option<String>,
    pub due_date: Option<NaiveDate>,
    pub paid_date: Option<DateTime<Utc>>,
    pub receipt_url: Option<String>,
    pub notes: Option<String>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Payment not found")
}

/// The payment with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The payment, locked for the transaction. Lock its booking first.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// Writes a payment as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// How many payments of one booking are shown at most.
const MOST: u64 = 1000;

/// The payments of a booking by their due date, those without one last.
pub async fn of_booking(db: &impl ConnectionTrait, booking_id: i64) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::BookingId.eq(booking_id))
        .order_by_asc(Column::DueDate.is_null())
        .order_by_asc(Column::DueDate)
        .order_by_asc(Column::Id)
        .limit(MOST)
        .all(db)
        .await?)
}

/// The types that count towards the price.
fn counting() -> impl Iterator<Item = PaymentType> {
    <PaymentType as sea_orm::Iterable>::iter().filter(|kind| model::counts(*kind))
}

/// What counts towards the prices of these bookings: completed, and of a type that does.
pub async fn counted(db: &impl ConnectionTrait, bookings: &[i64]) -> Result<HashMap<i64, Vec<Paid>>> {
    let rows = Entity::find()
        .select_only()
        .columns([Column::BookingId, Column::Amount, Column::PaidDate, Column::CreatedAt])
        .filter(Column::BookingId.is_in(bookings.iter().copied()))
        .filter(Column::PaymentStatus.eq(PaymentStatus::Completed).and(Column::PaymentType.is_in(counting())))
        .order_by_asc(Column::Id)
        .into_tuple::<(i64, Money, Option<DateTime<Utc>>, DateTime<Utc>)>()
        .all(db)
        .await?;
    let mut found: HashMap<i64, Vec<Paid>> = HashMap::new();
    for (booking, amount, paid, created) in rows {
        let on = paid.unwrap_or(created).date_naive();
        found.entry(booking).or_default().push(Paid { on, amount });
    }
    Ok(found)
}

/// What was paid of a booking's token.
pub async fn token_of(db: &impl ConnectionTrait, booking_id: i64) -> Result<Money> {
    let paid = Column::PaymentStatus.eq(PaymentStatus::Completed);
    let token = Column::BookingId.eq(booking_id).and(Column::PaymentType.eq(PaymentType::Token)).and(paid);
    let total = Entity::find().select_only().expr_as(sum(Column::Amount), "total").filter(token);
    Ok(total.into_tuple::<Money>().one(db).await?.unwrap_or_default())
}

/// Which payments to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// In developments of this builder.
    pub builder_id: Option<i64>,
    /// Of this customer.
    pub customer_id: Option<i64>,
    /// Of this booking.
    pub booking_id: Option<i64>,
    /// In this development.
    pub development_id: Option<i64>,
    /// Those that stand so.
    pub status: Option<PaymentStatus>,
    /// Those of this type.
    pub kind: Option<PaymentType>,
    /// Due on this day or later.
    pub from: Option<NaiveDate>,
    /// Due on this day or before.
    pub until: Option<NaiveDate>,
}

impl Filter {
    fn bookings(&self) -> SelectStatement {
        let mut these = Query::select().column(bookings::Column::Id).from(bookings::Entity).take();
        if let Some(customer) = self.customer_id {
            these.and_where(bookings::Column::CustomerId.eq(customer));
        }
        if let Some(development) = self.development_id {
            these.and_where(bookings::Column::DevelopmentId.eq(development));
        }
        if let Some(builder) = self.builder_id {
            let own = Query::select()
                .column(developments::Column::Id)
                .from(developments::Entity)
                .and_where(developments::Column::BuilderId.eq(builder))
                .take();
            these.and_where(bookings::Column::DevelopmentId.in_subquery(own));
        }
        these
    }
}

/// A page of payments, the latest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find().filter(Column::BookingId.in_subquery(filter.bookings()));
    let wanted = [
        filter.booking_id.map(|id| Column::BookingId.eq(id)),
        filter.status.map(|status| Column::PaymentStatus.eq(status)),
        filter.kind.map(|kind| Column::PaymentType.eq(kind)),
        filter.from.map(|day| Column::DueDate.gte(day)),
        filter.until.map(|day| Column::DueDate.lte(day)),
    ];
    for condition in wanted.into_iter().flatten() {
        all = all.filter(condition);
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
