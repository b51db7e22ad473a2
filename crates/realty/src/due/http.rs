//! Payment steps and demands over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{AboveZero, FromZero, MOST};
use kernel::{Can, Currency, Money, One, Path, Query, Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    balance::{DueStatus, Look},
    commands,
    ledger::Ledger,
    model::{Part, Step},
    plan,
    store::DueKind,
};
use crate::{booking::store::PaymentPlan, permissions::Build, settings::Settings};

/// A part of a schedule, and what became of it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ScheduledPayment {
    /// Its id.
    pub id: i64,
    /// Its place.
    pub position: i64,
    /// As the customer reads it.
    pub title: String,
    /// What makes it due.
    pub kind: DueKind,
    /// For which phase it waits, or waited.
    pub phase: Option<String>,
    /// The accepted change.
    pub change_request_id: Option<i64>,
    /// How much.
    pub amount: Money,
    /// Until when; `null` while it waits.
    pub due_date: Option<NaiveDate>,
    /// When it was asked for.
    pub demanded_at: Option<DateTime<Utc>>,
    /// What of it is paid.
    pub paid: Money,
    /// What is not.
    pub open: Money,
    /// Where it stands.
    pub status: DueStatus,
    /// What its lateness costs so far.
    pub interest: Money,
}

/// How lateness is counted.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct InterestTerms {
    /// Simple interest, percent a year.
    pub percent_a_year: f64,
    /// How days are counted: `actual/365`.
    pub day_count: &'static str,
    /// Days after the due date before interest begins.
    pub grace_days: i64,
    /// How each part's interest is rounded: `half-up to 0.01`.
    pub rounding: &'static str,
    /// On which day it was counted.
    pub as_of: NaiveDate,
}

impl From<&Look> for InterestTerms {
    fn from(look: &Look) -> Self {
        Self {
            percent_a_year: look.lateness.basis_points as f64 / 100.0,
            day_count: "actual/365",
            grace_days: look.lateness.grace_days,
            rounding: "half-up to 0.01",
            as_of: look.today,
        }
    }
}

/// The parts of a schedule in the order in which they are paid.
pub fn schedule(ledger: &Ledger) -> Vec<ScheduledPayment> {
    let mut lines = ledger.lines().collect::<Vec<_>>();
    lines.sort_by_key(|(due, _)| (due.due_date.is_none(), due.due_date, due.position));
    let view = |(due, line): (&super::store::Model, &super::balance::Line)| ScheduledPayment {
        id: due.id,
        position: due.position,
        title: due.title.clone(),
        kind: due.kind,
        phase: due.phase.clone(),
        change_request_id: due.change_request_id,
        amount: due.amount,
        due_date: due.due_date,
        demanded_at: due.demanded_at,
        paid: line.paid,
        open: line.open,
        status: line.status,
        interest: line.interest,
    };
    lines.into_iter().map(view).collect()
}

/// How homes of a development are paid.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PaymentSteps {
    /// The development.
    pub project_id: i64,
    /// Its own steps; empty where those of the house hold, along its phases.
    pub steps: Vec<Step>,
}

/// The steps by which homes of a development are paid, for bookings from now on. Their shares make 10,000 in all; no
/// steps: those of the house. Who pays in full at once is not concerned.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewPaymentSteps {
    /// In their order.
    #[garde(length(max = 60), dive)]
    pub(crate) steps: Vec<Step>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "steps": [
        { "title": "With the booking", "share_basis_points": 1000, "when": "booking" },
        { "title": "Foundation", "share_basis_points": 4000, "when": { "phase": "Foundation" } },
        { "title": "After a quarter", "share_basis_points": 4000, "when": { "days_after": 90 } },
        { "title": "At the keys", "share_basis_points": 1000, "when": "handover" },
    ] })
}

/// What a home would cost, part by part.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct SchedulePreview {
    /// How it is paid; `installments` by default.
    #[garde(skip)]
    pub(crate) payment_plan: Option<PaymentPlan>,
    /// The price; that of the home by default.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Option<AboveZero>")]
    pub(crate) total_amount: Option<Money>,
    /// What is paid first.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) token_amount: Option<Money>,
    /// What a bank lends.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) loan_amount: Option<Money>,
}

/// A part that a booking made today would have.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewedPayment {
    /// As the customer reads it.
    pub title: String,
    /// What makes it due.
    pub kind: DueKind,
    /// For which phase it waits.
    pub phase: Option<String>,
    /// How much.
    pub amount: Money,
    /// Until when; `null` while it waits.
    pub due_date: Option<NaiveDate>,
}

impl From<Part> for PreviewedPayment {
    fn from(part: Part) -> Self {
        Self {
            title: part.title,
            kind: part.kind,
            phase: part.phase,
            amount: part.amount,
            due_date: part.due_date,
        }
    }
}

/// The schedule that a booking made today would have.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PreviewedSchedule {
    /// The home.
    pub unit_id: i64,
    /// The price.
    pub total_amount: Money,
    /// Of all amounts.
    pub currency: Currency,
    /// The parts; they sum to the price.
    pub payment_schedule: Vec<PreviewedPayment>,
}

async fn get_payment_steps(visitor: Visitor, id: Path<i64>) -> Result<One<PaymentSteps>> {
    let steps = plan::steps(visitor.app(), id.0).await?;
    Ok(One(PaymentSteps { project_id: id.0, steps }))
}

async fn save_payment_steps(
    can: Can<Build>,
    id: Path<i64>,
    body: Valid<NewPaymentSteps>,
) -> Result<One<PaymentSteps>> {
    let steps = plan::save(&can, id.0, body.0.steps).await?;
    Ok(One(PaymentSteps { project_id: id.0, steps }))
}

async fn preview_schedule(
    visitor: Visitor,
    id: Path<i64>,
    preview: Query<SchedulePreview>,
) -> Result<One<PreviewedSchedule>> {
    let currency = Settings::of(visitor.app())?.currency.clone();
    let (total_amount, parts) = plan::preview(visitor.app(), id.0, preview.0).await?;
    let payment_schedule = parts.into_iter().map(Into::into).collect();
    Ok(One(PreviewedSchedule { unit_id: id.0, total_amount, currency, payment_schedule }))
}

async fn demand_due(can: Can<Build>, id: Path<i64>) -> Result<One<Vec<ScheduledPayment>>> {
    let ledger = commands::demand_one(&can, id.0).await?;
    Ok(One(schedule(&ledger)))
}

/// The operations.
pub fn routes() -> Routes {
    let steps = "/api/projects/{id}/payment-steps";
    Routes::new()
        .get(steps, get_payment_steps, "Get the payment steps of a development")
        .put(steps, save_payment_steps, "Write the payment steps of a development")
        .get("/api/units/{id}/payment-schedule", preview_schedule, "See what a home would cost, part by part")
        .post(
            "/api/dues/{id}/demand",
            demand_due,
            "Ask for a part that waits; the answer is the whole schedule",
        )
}
