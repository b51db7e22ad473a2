//! Asking for changes.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Listed, Result, Slice, page::etag};

use super::{
    http::{ChangeRequest, NewChangeRequest},
    store::{self, ChangeRequestStatus, Filter, Model},
};
use crate::{
    booking,
    dealings::store::{self as dealings, Deal},
    events::{self, Word},
    file,
    permissions::{Buy, TakePart},
    side::Side,
};

/// A request was filed; body: the request.
pub const CREATED: &str = "realty.change_request.created";
/// A request was answered, accepted or declined; body: the request.
pub const UPDATED: &str = "realty.change_request.updated";
/// A request was withdrawn; body: the request.
pub const WITHDRAWN: &str = "realty.change_request.withdrawn";

/// Whether the booking is this side's.
pub fn is_party(side: &Side, deal: &Deal) -> bool {
    match side {
        Side::Builder(builder) => builder.id == deal.builder_id,
        Side::Customer(customer) => customer.id == deal.customer_id,
    }
}

/// Files a request on a booking that stands.
pub async fn submit(can: &Can<TakePart>, new: NewChangeRequest) -> Result<ChangeRequest> {
    let change = can.change().await?;
    let side = Side::of(can, change.db()).await?;
    let deal = dealings::deal(change.db(), new.booking_id).await?;
    let deal = deal.ok_or_else(booking::store::missing)?;
    if !is_party(&side, &deal) {
        return Err(Error::forbidden("Not authorized to create change request for this booking"));
    }
    if deal.cancelled {
        return Err(Error::conflict("This booking is cancelled: nothing of it can be changed any more."));
    }
    if let Some(attachments) = &new.attachments {
        let other = deal.people().into_iter().find(|id| *id != can.user_id).unwrap_or(can.user_id);
        file::commands::share(&change, can.user_id, other, &attachments.0).await?;
    }
    let row = Model {
        id: 0,
        booking_id: deal.booking_id,
        request_type: new.request_type,
        request_title: new.request_title,
        request_description: new.request_description,
        current_specification: new.current_specification,
        requested_specification: new.requested_specification,
        estimated_cost: None,
        estimated_timeline_days: None,
        status: ChangeRequestStatus::Submitted,
        builder_response: None,
        rejection_reason: None,
        approval_date: None,
        completion_date: None,
        final_cost: None,
        attachments: new.attachments.map(Into::into),
        customer_decision: None,
        customer_decided_at: None,
        created_at: change.now(),
        updated_at: None,
    };
    let row = store::insert(change.db(), row).await?;
    let act = Act::new("create_change_request").after(&row);
    let title = &row.request_title;
    let says = match &side {
        Side::Customer(me) => format!("{} asks for a change of {}: {title}.", me.name(), deal.home()),
        Side::Builder(me) => {
            format!("{} has noted a change of {} for you: {title}.", me.company_name, deal.home())
        }
    };
    finish(change, &side, (row, deal), CREATED, act, ("A change is asked for", says)).await
}

/// Tells both sides' screens, and the other side in words; then commits.
pub async fn finish(
    mut change: Change,
    side: &Side,
    (row, deal): (Model, Deal),
    topic: &'static str,
    act: Act,
    (title, message): (&str, String),
) -> Result<ChangeRequest> {
    let view = ChangeRequest::of(row, &deal);
    events::tell(&mut change, topic, &deal.people(), &view)?;
    let (other, link) = match side {
        Side::Builder(_) => (deal.customer_user_id, "/my/changes"),
        Side::Customer(_) => (deal.builder_user_id, "/builder/changes"),
    };
    Word { kind: events::CHANGE_REQUEST_UPDATE, title, message, link: link.into(), once: None }
        .to(&mut change, other)?;
    change.commit(act.on(format!("change_request:{}", view.id))).await?;
    Ok(view)
}

/// A page of the caller's.
pub async fn list(caller: &Caller, filter: Filter, slice: Slice) -> Result<Listed<ChangeRequest>> {
    let side = Side::of(caller, caller.db()).await?;
    let (rows, total) = store::page(caller.db(), &side, filter, slice.skip, slice.limit).await?;
    Ok(Listed { items: store::show(caller.db(), rows).await?, total })
}

/// The request, if the caller may see it.
pub async fn seen(caller: &Caller, id: i64) -> Result<ChangeRequest> {
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    let side = Side::of(caller, caller.db()).await?;
    let deal = dealings::deal(caller.db(), row.booking_id).await?.ok_or_else(store::missing)?;
    if !is_party(&side, &deal) {
        return Err(Error::forbidden("Not authorized to view this change request"));
    }
    Ok(ChangeRequest::of(row, &deal))
}

/// The request, locked, with its booking and the caller's side; 403 with `refusal` where it is not his, 412 where
/// his copy is stale.
pub async fn locked(
    caller: &Caller,
    change: &Change,
    id: i64,
    if_match: &IfMatch,
    refusal: &'static str,
) -> Result<(Model, Deal, Side)> {
    let row = store::lock(change.db(), id).await?;
    let side = Side::of(caller, change.db()).await?;
    let deal = dealings::deal(change.db(), row.booking_id).await?.ok_or_else(store::missing)?;
    if !is_party(&side, &deal) {
        return Err(Error::forbidden(refusal));
    }
    if_match.check(&etag(&ChangeRequest::of(row.clone(), &deal)))?;
    Ok((row, deal, side))
}

/// Takes a request back that the builder has not looked at yet.
pub async fn withdraw(can: &Can<Buy>, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let (row, deal, side) = locked(can, &change, id, if_match, "Not authorized").await?;
    if row.status != ChangeRequestStatus::Submitted {
        return Err(Error::conflict(format!(
            "This request is {}: it can't be withdrawn any more.",
            row.status
        )));
    }
    store::remove(change.db(), id).await?;
    let act = Act::new("withdraw_change_request").before(&row);
    let says =
        format!("{} has withdrawn a request for {}: {}.", deal.customer(), deal.home(), row.request_title);
    let word = ("A change is not asked for any more", says);
    finish(change, &side, (row, deal), WITHDRAWN, act, word).await.map(drop)
}
