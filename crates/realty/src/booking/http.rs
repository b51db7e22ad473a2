//! Bookings over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{AboveZero, FromZero, MOST};
use kernel::{Can, Created, Given, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    crowd::Arrived,
    model, sale,
    store::{BookingStatus, Model, PaymentPlan},
};
use crate::{
    day::Day,
    dealings::store::Deal,
    permissions::{Build, Buy, TakePart},
    unit::{http::Unit, store::Model as UnitRow},
};

/// A booking of a home.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Booking {
    /// The home.
    pub unit_id: i64,
    /// What is paid first.
    pub token_amount: Option<Money>,
    /// The price, accepted changes included.
    pub total_amount: Money,
    /// When it is to be registered.
    pub expected_registration_date: Option<NaiveDate>,
    /// How it is paid.
    pub payment_plan: PaymentPlan,
    /// What a bank lends.
    pub loan_amount: Option<Money>,
    /// What the customer asked for.
    pub special_requests: Option<String>,
    /// Its id.
    pub id: i64,
    /// The customer's number.
    pub customer_id: i64,
    /// Where it stands.
    pub booking_status: BookingStatus,
    /// When it was made.
    pub booking_date: DateTime<Utc>,
    /// When it was registered: from then on the home is sold.
    pub actual_registration_date: Option<NaiveDate>,
    /// Whether the bank has agreed.
    pub loan_approved: bool,
    /// Who looks after it.
    pub agent_id: Option<i64>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// The home as it is now.
    pub unit: Option<Unit>,
    /// The number for people.
    pub booking_number: String,
    /// The development.
    pub project: BookingProject,
    /// When it was cancelled.
    pub cancelled_at: Option<DateTime<Utc>>,
    /// Why.
    pub cancel_reason: Option<String>,
    /// When its agreement was written.
    pub agreement_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

/// The development of a booking.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BookingProject {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub project_name: String,
}

impl Booking {
    /// With its home and its development.
    pub fn of(row: Model, deal: &Deal, unit: Option<UnitRow>) -> Self {
        Self {
            unit_id: row.unit_id,
            token_amount: row.token_amount,
            total_amount: row.total_amount,
            expected_registration_date: row.expected_registration_date,
            payment_plan: row.payment_plan,
            loan_amount: row.loan_amount,
            special_requests: row.special_requests,
            id: row.id,
            customer_id: row.customer_id,
            booking_status: row.booking_status,
            booking_date: row.booking_date,
            actual_registration_date: row.actual_registration_date,
            loan_approved: row.loan_approved,
            agent_id: row.agent_id,
            created_at: row.created_at,
            unit: unit.map(Unit::from),
            booking_number: model::number(row.id),
            project: BookingProject { id: deal.development_id, project_name: deal.project_name.clone() },
            cancelled_at: row.cancelled_at,
            cancel_reason: row.cancel_reason,
            agreement_at: row.agreement_at,
            updated_at: row.updated_at,
        }
    }
}

/// A new booking. The home must be available, or on hold for you. Neither token nor loan may be above the price.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewBooking {
    /// You: your number as a customer, or your account's.
    #[garde(skip)]
    pub(crate) customer_id: i64,
    /// The home.
    #[garde(skip)]
    pub(crate) unit_id: i64,
    /// The price.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) total_amount: Money,
    /// What is paid first.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) token_amount: Option<Money>,
    /// When it is to be registered.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) expected_registration_date: Option<Day>,
    /// How it is paid; `installments` by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) payment_plan: Option<PaymentPlan>,
    /// What a bank lends.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) loan_amount: Option<Money>,
    /// What you ask for.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) special_requests: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "customer_id": 1, "unit_id": 1, "total_amount": 7_500_000, "token_amount": 200_000 })
}

/// What may change of a booking; what is left out stays. Another price is shared by the parts of the schedule that
/// are open; another plan makes the schedule anew as long as nothing is paid.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct BookingPatch {
    /// Where it stands: on, or cancelled.
    #[garde(skip)]
    pub(crate) booking_status: Given<BookingStatus>,
    /// When it is to be registered.
    #[garde(skip)]
    pub(crate) expected_registration_date: Given<Option<Day>>,
    /// When it was registered: confirms the booking, and the home is sold. Not later than today.
    #[garde(skip)]
    pub(crate) actual_registration_date: Given<Option<Day>>,
    /// Whether the bank has agreed.
    #[garde(skip)]
    pub(crate) loan_approved: Given<bool>,
    /// What a bank lends.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) loan_amount: Given<Option<Money>>,
    /// The price; never below what is paid.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) total_amount: Given<Money>,
    /// How it is paid.
    #[garde(skip)]
    pub(crate) payment_plan: Given<PaymentPlan>,
    /// What the customer asked for.
    #[garde(length(chars, max = 5000))]
    pub(crate) special_requests: Given<Option<String>>,
    /// Who looks after it: a number of yours.
    #[garde(skip)]
    pub(crate) agent_id: Given<Option<i64>>,
}

/// Where a booking goes.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct BookingMove {
    /// `pending`, `active`, `completed`, `cancelled`, or one of the states of a booking.
    #[garde(skip)]
    #[schemars(extend("enum" = words()))]
    pub(crate) status: String,
}

fn words() -> Vec<&'static str> {
    model::WORDS.iter().map(|(word, _)| *word).collect()
}

/// Why a booking is cancelled.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct BookingCancel {
    /// Why.
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

async fn create_booking(
    arrived: Arrived,
    can: Can<Buy>,
    body: Valid<NewBooking>,
) -> Result<Created<Booking>> {
    let body = sale::book_among(&can, arrived, body.0).await?;
    Ok(Created { location: format!("/api/bookings/{}", body.id), body })
}

async fn get_booking(can: Can<TakePart>, id: Path<i64>) -> Result<One<Booking>> {
    commands::get(&can, id.0).await.map(One)
}

async fn list_bookings_of_customer(
    can: Can<TakePart>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<Booking>> {
    let (items, total) = commands::of_customer(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

async fn move_booking(can: Can<Build>, id: Path<i64>, body: Valid<BookingMove>) -> Result<One<Booking>> {
    commands::go(&can, id.0, &body.0.status).await.map(One)
}

async fn update_booking(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<BookingPatch>,
) -> Result<One<Booking>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn cancel_booking(
    can: Can<TakePart>,
    id: Path<i64>,
    body: Valid<BookingCancel>,
) -> Result<One<Booking>> {
    commands::cancel(&can, id.0, body.0.reason).await.map(One)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/bookings", create_booking, "Book a home")
        .get("/api/bookings/{id}", get_booking, "Get a booking")
        .patch("/api/bookings/{id}", update_booking, "Change a booking")
        .patch("/api/bookings/{id}/status", move_booking, "Move a booking on")
        .post("/api/bookings/{id}/cancel", cancel_booking, "Cancel a booking")
        .get("/api/bookings/customer/{id}", list_bookings_of_customer, "List the bookings of a customer")
        .and(super::overview::http::routes())
}
