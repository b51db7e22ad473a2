//! Appointments over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Given, IfMatch, Listed, One, Path, Query, Result, Routes, Slice, Valid,
    extract::{Moment, given_time, time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{AppointmentStatus, AppointmentType, MeetingLocation, Party},
    view::Appointment,
};
use crate::{
    calendar::http::Ics,
    lines::Lines,
    permissions::{Build, TakePart},
};

/// A new appointment. It must not overlap with another one of the builder or the customer that still stands.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewAppointment {
    /// The customer's number. A customer may leave it out, or name himself by his account's number.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) customer_id: Option<i64>,
    /// The development.
    #[garde(skip)]
    pub(crate) project_id: i64,
    /// What for.
    #[garde(skip)]
    pub(crate) appointment_type: AppointmentType,
    /// When it begins.
    #[serde(deserialize_with = "time")]
    #[schemars(with = "Moment")]
    #[garde(skip)]
    pub(crate) appointment_date: DateTime<Utc>,
    /// How long it lasts, minutes; an hour by default.
    #[serde(default)]
    #[garde(range(min = 5, max = 1440))]
    pub(crate) duration_minutes: Option<i64>,
    /// Where; on site by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) meeting_location: Option<MeetingLocation>,
    /// What is to be talked about.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) agenda: Option<String>,
    /// Who else comes.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) attendees: Option<Lines>,
    /// Who makes it: always the caller, whatever is said here.
    #[serde(default)]
    #[garde(skip)]
    #[expect(dead_code, reason = "the caller's role says it; the type refuses any other word")]
    pub(crate) created_by: Option<Party>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "customer_id": 1, "project_id": 1, "appointment_type": "site_visit",
        "appointment_date": "2026-12-24T10:00:00Z", "created_by": "customer",
    })
}

/// What may be written about an appointment at any time.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct AppointmentPatch {
    /// What is to be talked about.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) agenda: Given<Option<String>>,
    /// What was noted of it.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) notes: Given<Option<String>>,
    /// Who else comes.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) attendees: Given<Option<Lines>>,
}

/// Another status.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewAppointmentStatus {
    /// `pending`, `confirmed`, `completed` or `cancelled`; anything else is a 400.
    #[garde(length(chars, max = 50))]
    pub(crate) status: String,
}

/// Another time or place. The status stays; the other side is told.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Reschedule {
    /// When it begins.
    #[serde(default, deserialize_with = "given_time")]
    #[schemars(with = "Moment")]
    #[garde(skip)]
    pub(crate) appointment_date: Given<DateTime<Utc>>,
    /// How long it lasts, minutes.
    #[serde(default)]
    #[garde(range(min = 5, max = 1440))]
    pub(crate) duration_minutes: Given<i64>,
    /// Where.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) meeting_location: Given<MeetingLocation>,
    /// Why.
    #[serde(default, alias = "reason")]
    #[garde(length(chars, max = 1000))]
    pub(crate) reschedule_reason: Option<String>,
}

/// Which appointments to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct AppointmentFilter {
    /// Which page; the first is 1.
    #[serde(default = "first")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<AppointmentStatus>,
    /// Only for this.
    #[garde(skip)]
    pub(crate) appointment_type: Option<AppointmentType>,
    /// The same by a shorter name.
    #[garde(skip)]
    pub(crate) r#type: Option<AppointmentType>,
    /// Only of this development.
    #[garde(skip)]
    pub(crate) project_id: Option<i64>,
    /// Only those that begin on this day or later.
    #[garde(skip)]
    pub(crate) from: Option<crate::day::Day>,
    /// Only those that begin on this day or before.
    #[garde(skip)]
    pub(crate) to: Option<crate::day::Day>,
}

fn first() -> u64 {
    1
}

fn ten() -> u64 {
    10
}

/// How many appointments stand how, of those that pass the filters.
#[derive(Clone, Debug, Default, Serialize, JsonSchema)]
pub struct AppointmentStats {
    /// All of them.
    pub total: i64,
    /// Agreed upon.
    pub confirmed: i64,
    /// Not agreed upon yet.
    pub scheduled: i64,
    /// Over.
    pub completed: i64,
    /// Called off.
    pub cancelled: i64,
}

/// A page of appointments, the latest first.
#[derive(Serialize, JsonSchema)]
pub struct AppointmentPage {
    /// This page of them.
    pub appointments: Vec<Appointment>,
    /// How many there are in all.
    pub total: u64,
    /// Which page.
    pub page: u64,
    /// How many to a page.
    pub limit: u64,
    /// How many stand how.
    pub stats: AppointmentStats,
}

/// An appointment was called off.
#[derive(Serialize, JsonSchema)]
pub struct AppointmentCancelled {
    success: bool,
    message: &'static str,
}

async fn create_appointment(can: Can<TakePart>, body: Valid<NewAppointment>) -> Result<Created<Appointment>> {
    let body = commands::arrange(&can, body.0).await?;
    Ok(Created { location: format!("/api/appointments/{}", body.id), body })
}

async fn list_appointments(
    can: Can<TakePart>,
    filter: Query<AppointmentFilter>,
) -> Result<One<AppointmentPage>> {
    commands::list(&can, filter.0).await.map(One)
}

async fn list_customer_appointments(
    can: Can<TakePart>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<Appointment>> {
    commands::of_customer(&can, id.0, slice.0).await
}

async fn list_project_appointments(
    can: Can<Build>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<Appointment>> {
    commands::of_development(&can, id.0, slice.0).await
}

async fn get_appointment(can: Can<TakePart>, id: Path<i64>) -> Result<One<Appointment>> {
    commands::seen(&can, id.0).await.map(One)
}

async fn update_appointment(
    can: Can<TakePart>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<AppointmentPatch>,
) -> Result<One<Appointment>> {
    commands::note(&can, id.0, &if_match, body.0).await.map(One)
}

async fn set_appointment_status(
    can: Can<TakePart>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<NewAppointmentStatus>,
) -> Result<One<Appointment>> {
    commands::set_status(&can, id.0, &if_match, &body.0.status).await.map(One)
}

async fn reschedule_appointment(
    can: Can<TakePart>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<Reschedule>,
) -> Result<One<Appointment>> {
    commands::reschedule(&can, id.0, &if_match, body.0).await.map(One)
}

async fn cancel_appointment(
    can: Can<TakePart>,
    id: Path<i64>,
    if_match: IfMatch,
) -> Result<One<AppointmentCancelled>> {
    commands::set_status(&can, id.0, &if_match, "cancelled").await?;
    Ok(One(AppointmentCancelled { success: true, message: "Appointment cancelled successfully" }))
}

async fn get_invitation(can: Can<TakePart>, id: Path<i64>) -> Result<Ics> {
    commands::invitation(&can, id.0).await
}

/// The operations.
pub fn routes() -> Routes {
    let one = "/api/appointments/{id}";
    Routes::new()
        .get("/api/appointments", list_appointments, "List your appointments")
        .post("/api/appointments", create_appointment, "Arrange an appointment")
        .get(
            "/api/appointments/customer/{id}",
            list_customer_appointments,
            "List the appointments of a customer",
        )
        .get(
            "/api/appointments/project/{id}",
            list_project_appointments,
            "List the appointments of a development of yours",
        )
        .get(one, get_appointment, "Get an appointment")
        .patch(one, update_appointment, "Write about an appointment")
        .patch(format!("{one}/status"), set_appointment_status, "Confirm, complete or cancel an appointment")
        .patch(format!("{one}/reschedule"), reschedule_appointment, "Move an appointment")
        .delete(one, cancel_appointment, "Cancel an appointment")
        .get(format!("{one}/invitation"), get_invitation, "Get an appointment for your calendar")
}
