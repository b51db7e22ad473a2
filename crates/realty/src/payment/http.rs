//! Payments over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{AboveZero, MOST};
use kernel::{
    Can, Created, Currency, Given, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid,
    extract::{Moment, time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    commands,
    store::{Model, PaymentMethod, PaymentStatus, PaymentType},
};
use crate::{
    booking::model::number,
    day::Day,
    dealings::store::Deal,
    due::http::{InterestTerms, ScheduledPayment},
    permissions::{Build, TakePart},
};

/// A payment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Payment {
    /// What is paid.
    pub payment_type: PaymentType,
    /// How much.
    pub amount: Money,
    /// How.
    pub payment_method: PaymentMethod,
    /// Until when it was asked for.
    pub due_date: Option<NaiveDate>,
    /// What was noted.
    pub notes: Option<String>,
    /// Its id.
    pub id: i64,
    /// For which booking.
    pub booking_id: i64,
    /// Where it stands.
    pub payment_status: PaymentStatus,
    /// The number by which bank or provider know it.
    pub transaction_id: Option<String>,
    /// When it was paid.
    pub paid_date: Option<DateTime<Utc>>,
    /// Where its receipt is.
    pub receipt_url: Option<String>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<Model> for Payment {
    fn from(row: Model) -> Self {
        Self {
            payment_type: row.payment_type,
            amount: row.amount,
            payment_method: row.payment_method,
            due_date: row.due_date,
            notes: row.notes,
            id: row.id,
            booking_id: row.booking_id,
            payment_status: row.payment_status,
            transaction_id: row.transaction_id,
            paid_date: row.paid_date,
            receipt_url: row.receipt_url,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A payment with what it is for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PaymentOfBooking {
    /// The payment.
    #[serde(flatten)]
    pub payment: Payment,
    /// The booking's number for people.
    pub booking_number: String,
    /// The customer's name.
    pub customer_name: String,
    /// The home's number.
    pub unit_number: String,
    /// The development.
    pub project_id: i64,
    /// Its name.
    pub project_name: String,
}

impl PaymentOfBooking {
    /// Of this deal.
    pub fn of(row: Model, deal: &Deal) -> Self {
        Self {
            booking_number: number(row.booking_id),
            customer_name: deal.customer(),
            unit_number: deal.unit_number.clone(),
            project_id: deal.development_id,
            project_name: deal.project_name.clone(),
            payment: row.into(),
        }
    }
}

/// The payments of a booking, and what became of its schedule.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingPayments {
    /// The booking.
    pub booking_id: i64,
    /// All payments, by their due dates.
    pub payments: Vec<Payment>,
    /// What is paid of the price.
    pub total_paid: Money,
    /// What is not.
    pub total_pending: Money,
    /// What is to be paid when, and what became of it: payments go to the oldest part first.
    pub payment_schedule: Vec<ScheduledPayment>,
    /// What was paid beyond the price.
    pub advance: Money,
    /// What is late.
    pub overdue: Money,
    /// What lateness costs so far; a penalty that is asked for is a payment of its own.
    pub interest: Money,
    /// How that is counted.
    pub interest_terms: InterestTerms,
    /// Of all amounts.
    pub currency: Currency,
}

/// A payment that is asked for; it begins as pending.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewPayment {
    /// For which booking.
    #[garde(skip)]
    pub(crate) booking_id: i64,
    /// What is paid. Token, instalments and the final payment count towards the price.
    #[garde(skip)]
    pub(crate) payment_type: PaymentType,
    /// How much.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) amount: Money,
    /// How.
    #[garde(skip)]
    pub(crate) payment_method: PaymentMethod,
    /// Until when.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) due_date: Option<Day>,
    /// What is to be remembered.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) notes: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "booking_id": 1, "payment_type": "token", "amount": 200_000, "payment_method": "bank_transfer",
    })
}

fn given_time_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Given<Option<DateTime<Utc>>>, D::Error> {
    #[derive(Deserialize)]
    struct At(#[serde(deserialize_with = "time")] DateTime<Utc>);
    Option::<At>::deserialize(deserializer).map(|at| Given(Some(at.map(|At(time)| time))))
}

/// What may change of a payment; what is left out stays. pending → completed or failed, completed → refunded,
/// failed → pending.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct PaymentPatch {
    /// Where it stands.
    #[garde(skip)]
    pub(crate) payment_status: Given<PaymentStatus>,
    /// The number by which bank or provider know it.
    #[garde(length(chars, max = 255))]
    pub(crate) transaction_id: Given<Option<String>>,
    /// When it was paid; now by default, and never later.
    #[serde(deserialize_with = "given_time_or_none")]
    #[garde(skip)]
    #[schemars(with = "Option<Moment>")]
    pub(crate) paid_date: Given<Option<DateTime<Utc>>>,
    /// Where its receipt is; ours by default.
    #[garde(length(chars, max = 500))]
    pub(crate) receipt_url: Given<Option<String>>,
    /// What is to be remembered.
    #[garde(length(chars, max = 5000))]
    pub(crate) notes: Given<Option<String>>,
}

/// Which payments.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct PaymentSearch {
    /// Of this booking.
    #[garde(skip)]
    pub(crate) booking_id: Option<i64>,
    /// In this development.
    #[garde(skip)]
    pub(crate) project_id: Option<i64>,
    /// Those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<PaymentStatus>,
    /// Of this type.
    #[garde(skip)]
    pub(crate) payment_type: Option<PaymentType>,
    /// Due on this day or later.
    #[garde(skip)]
    pub(crate) from: Option<Day>,
    /// Due on this day or before.
    #[garde(skip)]
    pub(crate) until: Option<Day>,
}

async fn create_payment(can: Can<Build>, body: Valid<NewPayment>) -> Result<Created<Payment>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/payments/{}", body.id), body })
}

async fn list_payments(
    can: Can<TakePart>,
    search: Query<PaymentSearch>,
    slice: Query<Slice>,
) -> Result<Listed<PaymentOfBooking>> {
    let (items, total) = commands::list(&can, search.0, slice.0).await?;
    Ok(Listed { items, total })
}

async fn get_payment(can: Can<TakePart>, id: Path<i64>) -> Result<One<Payment>> {
    let (row, _, _) = commands::seen(&can, id.0).await?;
    Ok(One(row.into()))
}

async fn update_payment(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PaymentPatch>,
) -> Result<One<Payment>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn list_booking_payments(can: Can<TakePart>, id: Path<i64>) -> Result<One<BookingPayments>> {
    commands::of_booking(&can, id.0).await.map(One)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/payments", create_payment, "Ask for a payment")
        .get("/api/payments", list_payments, "List your payments, or those of your homes")
        .get("/api/payments/{id}", get_payment, "Get a payment")
        .patch("/api/payments/{id}", update_payment, "Change a payment")
        .get(
            "/api/bookings/{id}/payments",
            list_booking_payments,
            "Get the payments and the schedule of a booking",
        )
}
