//! Change requests over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid,
    amount::{FromZero, MOST},
    extract::{Moment, given_time},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer, commands, model,
    store::{ChangeRequestStatus, ChangeRequestType, CustomerDecision, Filter, Model},
};
use crate::{
    dealings::store::Deal,
    lines::Lines,
    permissions::{Buy, TakePart},
};

/// What a customer wants otherwise in his home.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChangeRequest {
    /// What is to be otherwise.
    pub request_type: ChangeRequestType,
    /// In a few words.
    pub request_title: String,
    /// All of it.
    pub request_description: String,
    /// How it is now.
    pub current_specification: Option<String>,
    /// How it should be.
    pub requested_specification: Option<String>,
    /// Plans and pictures, as addresses.
    pub attachments: Option<Vec<String>>,
    /// Its id.
    pub id: i64,
    /// On which booking.
    pub booking_id: i64,
    /// What it will cost, says the builder.
    pub estimated_cost: Option<Money>,
    /// How many days it will take.
    pub estimated_timeline_days: Option<i64>,
    /// Where it stands.
    pub status: ChangeRequestStatus,
    /// What the builder says.
    pub builder_response: Option<String>,
    /// Why it was rejected.
    pub rejection_reason: Option<String>,
    /// When it was approved.
    pub approval_date: Option<DateTime<Utc>>,
    /// When it was done.
    pub completion_date: Option<DateTime<Utc>>,
    /// What it costs in the end.
    pub final_cost: Option<Money>,
    /// When it was filed.
    pub created_at: DateTime<Utc>,
    /// The customer's word on cost and time.
    pub customer_decision: Option<CustomerDecision>,
    /// When he gave it.
    pub customer_decided_at: Option<DateTime<Utc>>,
    /// Whether it waits for his word.
    pub awaits_customer: bool,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// The number of the home.
    pub unit_number: String,
    /// The development.
    pub project_id: i64,
    /// Its name.
    pub project_name: String,
    /// The customer.
    pub customer_id: i64,
    /// His account.
    pub customer_user_id: i64,
    /// His name.
    pub customer_name: String,
}

impl ChangeRequest {
    /// With what it is about.
    pub fn of(row: Model, deal: &Deal) -> Self {
        Self {
            awaits_customer: model::awaits_customer(&row),
            request_type: row.request_type,
            request_title: row.request_title,
            request_description: row.request_description,
            current_specification: row.current_specification,
            requested_specification: row.requested_specification,
            attachments: row.attachments.map(|texts| texts.0),
            id: row.id,
            booking_id: row.booking_id,
            estimated_cost: row.estimated_cost,
            estimated_timeline_days: row.estimated_timeline_days,
            status: row.status,
            builder_response: row.builder_response,
            rejection_reason: row.rejection_reason,
            approval_date: row.approval_date,
            completion_date: row.completion_date,
            final_cost: row.final_cost,
            created_at: row.created_at,
            customer_decision: row.customer_decision,
            customer_decided_at: row.customer_decided_at,
            updated_at: row.updated_at,
            unit_number: deal.unit_number.clone(),
            project_id: deal.development_id,
            project_name: deal.project_name.clone(),
            customer_id: deal.customer_id,
            customer_user_id: deal.customer_user_id,
            customer_name: deal.customer(),
        }
    }
}

/// A new change request on a booking that stands.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewChangeRequest {
    /// On which booking.
    #[garde(skip)]
    pub(crate) booking_id: i64,
    /// What is to be otherwise.
    #[garde(skip)]
    pub(crate) request_type: ChangeRequestType,
    /// In a few words.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) request_title: String,
    /// All of it.
    #[garde(length(chars, min = 1, max = 10_000))]
    pub(crate) request_description: String,
    /// How it is now.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) current_specification: Option<String>,
    /// How it should be.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) requested_specification: Option<String>,
    /// Plans and pictures, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) attachments: Option<Lines>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "booking_id": 1, "request_type": "layout", "request_title": "Open kitchen",
        "request_description": "Please leave out the wall between kitchen and living room.",
    })
}

/// The builder's answer; what is left out stays. The ways: submitted → under_review → approved or rejected,
/// approved → completed. What costs something is completed with the customer's word only; once he accepted it, the
/// cost stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangeRequestPatch {
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<ChangeRequestStatus>,
    /// What it will cost.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) estimated_cost: Given<Option<Money>>,
    /// How many days it will take.
    #[serde(default)]
    #[garde(range(min = 0, max = 36_500))]
    pub(crate) estimated_timeline_days: Given<Option<i64>>,
    /// What the builder says.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) builder_response: Given<Option<String>>,
    /// Why it is rejected.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) rejection_reason: Given<Option<String>>,
    /// When it was approved; now by default.
    #[serde(default, deserialize_with = "given_time")]
    #[schemars(with = "Moment")]
    #[garde(skip)]
    pub(crate) approval_date: Given<DateTime<Utc>>,
    /// When it was done; now by default.
    #[serde(default, deserialize_with = "given_time")]
    #[schemars(with = "Moment")]
    #[garde(skip)]
    pub(crate) completion_date: Given<DateTime<Utc>>,
    /// What it costs in the end.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) final_cost: Given<Option<Money>>,
}

/// Why the offer is declined.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct DeclineChangeRequest {
    /// For the builder.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

/// Which requests to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangeRequestFilter {
    /// Only on this booking.
    #[garde(skip)]
    booking_id: Option<i64>,
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<ChangeRequestStatus>,
}

async fn create_change_request(
    can: Can<TakePart>,
    body: Valid<NewChangeRequest>,
) -> Result<Created<ChangeRequest>> {
    let body = commands::submit(&can, body.0).await?;
    Ok(Created { location: format!("/api/change-requests/{}", body.id), body })
}

async fn list_change_requests(
    can: Can<TakePart>,
    filter: Query<ChangeRequestFilter>,
    slice: Query<Slice>,
) -> Result<Listed<ChangeRequest>> {
    let filter = Filter { booking: filter.0.booking_id, status: filter.0.status };
    commands::list(&can, filter, slice.0).await
}

async fn get_change_request(can: Can<TakePart>, id: Path<i64>) -> Result<One<ChangeRequest>> {
    commands::seen(&can, id.0).await.map(One)
}

async fn update_change_request(
    can: Can<TakePart>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ChangeRequestPatch>,
) -> Result<One<ChangeRequest>> {
    answer::answer(&can, id.0, &if_match, body.0).await.map(One)
}

async fn accept_change_request(
    can: Can<Buy>,
    id: Path<i64>,
    if_match: IfMatch,
) -> Result<One<ChangeRequest>> {
    answer::decide(&can, id.0, &if_match, CustomerDecision::Accepted, None).await.map(One)
}

async fn decline_change_request(
    can: Can<Buy>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<DeclineChangeRequest>,
) -> Result<One<ChangeRequest>> {
    answer::decide(&can, id.0, &if_match, CustomerDecision::Declined, body.0.reason).await.map(One)
}

async fn withdraw_change_request(can: Can<Buy>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::withdraw(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let one = "/api/change-requests/{id}";
    Routes::new()
        .get("/api/change-requests", list_change_requests, "List your change requests")
        .post("/api/change-requests", create_change_request, "Ask for a change of a home")
        .get(one, get_change_request, "Get a change request")
        .patch(one, update_change_request, "Answer a change request")
        .delete(one, withdraw_change_request, "Withdraw a change request that nobody has looked at")
        .post(format!("{one}/accept"), accept_change_request, "Accept cost and time of a change")
        .post(format!("{one}/decline"), decline_change_request, "Decline cost and time of a change")
}
