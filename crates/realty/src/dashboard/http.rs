//! Dashboards over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Can, Currency, Money, One, Result, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::{builder, customer, model::MonthOfSales};
use crate::{
    appointment::view::Appointment,
    booking::{overview::http::NextDue, store::BookingStatus},
    development::store::DevelopmentStatus,
    permissions::{Build, Buy},
    unit::store::UnitType,
    update::http::ConstructionUpdate,
};

/// The figures at the top of a builder's dashboard.
#[derive(Serialize, JsonSchema)]
pub struct BuilderFigures {
    /// How many developments there are.
    pub total_projects: i64,
    /// How many of them are being built.
    pub projects_under_construction: i64,
    /// Bookings of which the token is paid.
    pub active_bookings: i64,
    /// Bookings before that.
    pub pending_bookings: i64,
    /// Bookings that were cancelled.
    pub cancelled_bookings: i64,
    /// Appointments that are to come.
    pub appointments: u64,
    /// What was paid for homes so far.
    pub revenue: Money,
    /// What is still to be paid for them.
    pub pending_amount: Money,
    /// What of it is late.
    pub overdue_amount: Money,
    /// Of how many bookings.
    pub overdue_bookings: i64,
    /// Change requests that wait for your answer.
    pub change_requests: u64,
    /// Messages that you have not read.
    pub unread_messages: u64,
}

/// How many homes a builder has, by their status.
#[derive(Serialize, JsonSchema)]
pub struct BuilderUnits {
    /// All, those that are not entered one by one, too.
    pub total: i64,
    /// On offer.
    pub available: i64,
    /// Kept back, or kept for somebody.
    pub reserved: i64,
    /// Booked.
    pub booked: i64,
    /// Sold.
    pub sold: i64,
}

/// A development of a builder in short.
#[derive(Serialize, JsonSchema)]
pub struct BuilderProject {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub project_name: String,
    /// How far it is, in a word.
    pub status: DevelopmentStatus,
    /// Where.
    pub location_city: String,
    /// How many homes it has.
    pub total_units: i64,
    /// How many are on offer.
    pub available_units: i64,
    /// How many bookings of it stand.
    pub bookings: i64,
    /// How far it is, percent.
    pub progress: f64,
    /// When it should be done.
    pub expected_completion_date: Option<NaiveDate>,
    /// A picture.
    pub image: Option<String>,
}

/// Something that happened between you and a customer.
#[derive(Serialize, JsonSchema)]
pub struct BuilderActivity {
    /// `booking`, `payment`, `change_request`, `appointment` or `message`.
    pub kind: String,
    /// Its id.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The customer's name.
    pub who: String,
    /// The home's number, the request's title, or the kind of appointment or message.
    pub what: String,
    /// In which development.
    pub project_name: Option<String>,
    /// Where it stands.
    pub status: String,
    /// How much it is about.
    pub amount: Option<Money>,
}

/// What a builder sees first.
#[derive(Serialize, JsonSchema)]
pub struct BuilderDashboard {
    /// The figures at the top.
    pub stats: BuilderFigures,
    /// Of all amounts.
    pub currency: Currency,
    /// Homes by status.
    pub units: BuilderUnits,
    /// The latest developments.
    pub recent_projects: Vec<BuilderProject>,
    /// What is to come, the next first.
    pub upcoming_appointments: Vec<Appointment>,
    /// What happened, the latest first.
    pub recent_activity: Vec<BuilderActivity>,
    /// The last twelve months, the oldest first.
    pub months: Vec<MonthOfSales>,
}

/// A home of yours.
#[derive(Serialize, JsonSchema)]
pub struct CustomerHome {
    /// The booking.
    pub booking_id: i64,
    /// Its number for people.
    pub booking_number: String,
    /// Where it stands.
    pub booking_status: BookingStatus,
    /// When you booked.
    pub booking_date: DateTime<Utc>,
    /// The home.
    pub unit_id: i64,
    /// Its number.
    pub unit_number: String,
    /// What kind of home.
    pub unit_type: UnitType,
    /// On which floor.
    pub floor_number: i64,
    /// How large it is, square feet.
    pub area_sqft: f64,
    /// The development.
    pub project_id: i64,
    /// Its name.
    pub project_name: String,
    /// How far it is, in a word.
    pub project_status: DevelopmentStatus,
    /// Where.
    pub location_city: String,
    /// When it should be done.
    pub expected_completion_date: Option<NaiveDate>,
    /// A picture.
    pub image: Option<String>,
    /// How far it is, percent.
    pub progress: f64,
    /// Who builds it.
    pub company_name: String,
    /// The builder's account, for messages.
    pub builder_user_id: i64,
    /// The price.
    pub total_amount: Money,
    /// What of it is paid.
    pub paid_amount: Money,
    /// What is not.
    pub pending_amount: Money,
    /// What is late.
    pub overdue_amount: Money,
    /// What is to be paid next.
    pub next_due: Option<NextDue>,
}

/// The figures at the top of a customer's dashboard.
#[derive(Serialize, JsonSchema)]
pub struct CustomerFigures {
    /// How many homes you have booked.
    pub homes: u64,
    /// Their prices together.
    pub total_amount: Money,
    /// What of it is paid.
    pub paid_amount: Money,
    /// What is not.
    pub pending_amount: Money,
    /// What is late.
    pub overdue_amount: Money,
    /// Appointments that are to come.
    pub appointments: u64,
    /// Changes whose cost waits for your word.
    pub changes_to_decide: u64,
    /// Messages that you have not read.
    pub unread_messages: u64,
}

/// What a customer sees first.
#[derive(Serialize, JsonSchema)]
pub struct CustomerDashboard {
    /// The figures at the top.
    pub stats: CustomerFigures,
    /// Of all amounts.
    pub currency: Currency,
    /// Your homes, the latest first.
    pub homes: Vec<CustomerHome>,
    /// What is to be paid next, of all homes.
    pub next_due: Option<NextDue>,
    /// What is to come, the next first.
    pub upcoming_appointments: Vec<Appointment>,
    /// News of your developments, the latest first.
    pub recent_updates: Vec<ConstructionUpdate>,
}

async fn get_builder_dashboard(can: Can<Build>) -> Result<One<BuilderDashboard>> {
    builder::dashboard(&can).await.map(One)
}

async fn get_customer_dashboard(can: Can<Buy>) -> Result<One<CustomerDashboard>> {
    customer::dashboard(&can).await.map(One)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/builder/dashboard", get_builder_dashboard, "See your developments at a glance")
        .get("/api/customer/dashboard", get_customer_dashboard, "See your homes at a glance")
}
