//! The builder's answer to a change request, and the customer's word on it.
use kernel::{Act, Caller, Can, Error, IfMatch, Money, Result};

use super::{
    commands::{self, UPDATED, finish, locked},
    http::{ChangeRequest, ChangeRequestPatch},
    model,
    store::{self, ChangeRequestStatus, CustomerDecision, Model},
};
use crate::{due, permissions::TakePart, settings::Settings, side::Side};

/// Answers a request on a booking in a development of the caller's.
pub async fn answer(
    can: &Can<TakePart>,
    id: i64,
    if_match: &IfMatch,
    body: ChangeRequestPatch,
) -> Result<ChangeRequest> {
    if let Side::Customer(_) = Side::of(can, can.db()).await? {
        return Err(Error::forbidden("Only builders can update change requests"));
    }
    let change = can.change().await?;
    let refusal = "Not authorized to update this change request";
    let (before, deal, side) = locked(can, &change, id, if_match, refusal).await?;
    let mut row = patched(before.clone(), body);
    if row == before {
        return Ok(ChangeRequest::of(before, &deal));
    }
    model::builder_may(&before, &row).map_err(Error::conflict)?;
    if model::offers_anew(&before, &row) {
        (row.customer_decision, row.customer_decided_at) = (None, None);
    }
    let now = Some(change.now());
    let turned = |status| row.status == status && before.status != status;
    if turned(ChangeRequestStatus::Approved) && row.approval_date == before.approval_date {
        row.approval_date = now;
    }
    if turned(ChangeRequestStatus::Completed) {
        row.completion_date = row.completion_date.or(now);
        row.final_cost = row.final_cost.or(row.estimated_cost);
    }
    row.updated_at = now;
    let row = store::save(change.db(), row).await?;
    let act = Act::new("answer_change_request").before(&before).after(&row);
    let currency = &Settings::of(can.app())?.currency;
    let says = format!("{}: {}", deal.home(), words(&before, &row, &currency.to_string()));
    finish(change, &side, (row, deal), UPDATED, act, ("A change request of yours moved on", says)).await
}

fn patched(mut row: Model, body: ChangeRequestPatch) -> Model {
    macro_rules! put {
        ($($field:ident),*) => { $( if let Some(value) = body.$field.0 { row.$field = value; } )* };
    }
    put!(status, estimated_cost, estimated_timeline_days, builder_response, rejection_reason, final_cost);
    row.approval_date = body.approval_date.0.or(row.approval_date);
    row.completion_date = body.completion_date.0.or(row.completion_date);
    row
}

/// What happened to a request, in a sentence.
fn words(before: &Model, row: &Model, currency: &str) -> String {
    let title = format!("\"{}\"", row.request_title);
    let (price, days) = (model::price(row), row.estimated_timeline_days);
    let cost = if price > Money::ZERO { format!(" It costs {price} {currency}.") } else { String::new() };
    let time = days.map(|days| format!(" It takes {days} days.")).unwrap_or_default();
    let yours = if model::awaits_customer(row) { " Please accept or decline it." } else { "" };
    let said = row.builder_response.as_ref().filter(|_| row.builder_response != before.builder_response);
    let said = said.map(|said| format!(" The builder says: {said}")).unwrap_or_default();
    match row.status {
        ChangeRequestStatus::UnderReview => format!("{title} is under review.{cost}{time}{said}"),
        ChangeRequestStatus::Approved => format!("{title} is approved.{cost}{time}{yours}{said}"),
        ChangeRequestStatus::Rejected => {
            let why = row.rejection_reason.as_ref().map(|why| format!(" Why: {why}")).unwrap_or_default();
            format!("{title} is rejected.{why}{said}")
        }
        ChangeRequestStatus::Completed => format!("{title} is done.{said}"),
        ChangeRequestStatus::Submitted => format!("{title} was looked at.{cost}{time}{said}"),
    }
}

/// The customer's word on cost and time of an approved request. With a yes the cost becomes a part of his schedule.
pub async fn decide(
    caller: &Caller,
    id: i64,
    if_match: &IfMatch,
    decision: CustomerDecision,
    reason: Option<String>,
) -> Result<ChangeRequest> {
    let mut change = caller.change().await?;
    let (before, deal, side) = locked(caller, &change, id, if_match, "Not authorized").await?;
    model::customer_may(&before).map_err(Error::conflict)?;
    if deal.cancelled {
        return Err(Error::conflict("This booking is cancelled: nothing of it can be changed any more."));
    }
    let mut row = before.clone();
    row.customer_decision = Some(decision);
    row.customer_decided_at = Some(change.now());
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let price = model::price(&row);
    if decision == CustomerDecision::Accepted && price > Money::ZERO {
        let title = format!("Change: {}", row.request_title);
        due::commands::add_change(caller.app(), &mut change, row.booking_id, &title, price, row.id).await?;
    }
    let (verb, act) = match decision {
        CustomerDecision::Accepted => ("accepts", "accept_change_request"),
        CustomerDecision::Declined => ("declines", "decline_change_request"),
    };
    let why =
        reason.filter(|why| !why.trim().is_empty()).map(|why| format!(" Why: {why}")).unwrap_or_default();
    let currency = &Settings::of(caller.app())?.currency;
    let cost = if price > Money::ZERO { format!(" for {price} {currency}") } else { String::new() };
    let says = format!("{} {verb} \"{}\"{cost} ({}).{why}", deal.customer(), row.request_title, deal.home());
    let act = Act::new(act).before(&before).after(&row);
    let title =
        if decision == CustomerDecision::Accepted { "A change is accepted" } else { "A change is declined" };
    commands::finish(change, &side, (row, deal), UPDATED, act, (title, says)).await
}
