//! Booking homes, and moving bookings on.
use kernel::{Act, App, Caller, Can, Change, Error, IfMatch, Money, Result, Slice, page::etag};
use serde::Serialize;

use super::{
    http::{Booking, BookingPatch},
    model::{self, Word as Move, number},
    store::{self, BookingStatus, Model, OfCustomer, PaymentPlan},
};
use crate::{
    catalogue,
    dealings::store::{self as dealings, Deal},
    due,
    events::{self, BOOKING_UPDATE, Word},
    permissions::{Build, TakePart},
    profile::store as profiles,
    settings::Settings,
    side::Side,
    unit::{self, store as units},
};

/// A home was booked.
pub const CREATED: &str = "realty.booking.created";
/// A booking moved on, or its terms changed.
pub const CHANGED: &str = "realty.booking.changed";
/// A booking ended.
pub const CANCELLED: &str = "realty.booking.cancelled";

/// What screens hear of a booking.
#[derive(Serialize)]
struct Told {
    id: i64,
    booking_number: String,
    booking_status: BookingStatus,
    unit_id: i64,
    unit_number: String,
    project_id: i64,
    customer_id: i64,
    total_amount: Money,
}

/// 409.
pub fn is_cancelled() -> Error {
    Error::conflict("This booking is cancelled.")
}

/// 403 unless the booking is the customer's own, or of a home of the builder's.
pub fn concerns(side: &Side, deal: &Deal) -> Result<()> {
    let his = match side {
        Side::Builder(builder) => builder.id == deal.builder_id,
        Side::Customer(customer) => customer.id == deal.customer_id,
    };
    if his { Ok(()) } else { Err(Error::forbidden("Not authorized")) }
}

/// The booking and what it is about, if it concerns the caller.
pub async fn seen(caller: &Caller, id: i64) -> Result<(Model, Deal)> {
    let side = Side::of(caller, caller.db()).await?;
    let (row, deal) = store::wanted(caller.db(), id).await?;
    concerns(&side, &deal)?;
    Ok((row, deal))
}

/// The same, locked for a change: its home first, so that nobody waits for another in a circle.
async fn locked(caller: &Caller, change: &Change, id: i64) -> Result<(Model, Deal, Side)> {
    let side = Side::of(caller, change.db()).await?;
    let (row, deal) = store::wanted(change.db(), id).await?;
    concerns(&side, &deal)?;
    units::lock(change.db(), row.unit_id).await?;
    Ok((store::lock(change.db(), id).await?, deal, side))
}

/// The same, where it is not known yet whom it concerns.
pub async fn tell(change: &mut Change, topic: &'static str, row: &Model) -> Result<()> {
    let Some(deal) = dealings::deal(change.db(), row.id).await? else { return Ok(()) };
    show(change, topic, row, &deal)
}

/// Shows an event of a booking to both.
pub(super) fn show(change: &mut Change, topic: &'static str, row: &Model, deal: &Deal) -> Result<()> {
    let told = Told {
        id: row.id,
        booking_number: number(row.id),
        booking_status: row.booking_status,
        unit_id: row.unit_id,
        unit_number: deal.unit_number.clone(),
        project_id: row.development_id,
        customer_id: row.customer_id,
        total_amount: row.total_amount,
    };
    events::tell(change, topic, &deal.people(), &told)
}

/// The booking as the change leaves it.
pub(super) async fn view(change: &Change, row: Model, deal: &Deal) -> Result<Booking> {
    let unit = store::home(change.db(), row.unit_id).await?;
    Ok(Booking::of(row, deal, unit))
}

/// A booking, if it concerns the caller.
pub async fn get(caller: &Caller, id: i64) -> Result<Booking> {
    let (row, deal) = seen(caller, id).await?;
    let unit = store::home(caller.db(), row.unit_id).await?;
    Ok(Booking::of(row, &deal, unit))
}

/// The bookings of a customer: his own, or for a builder those of his homes.
pub async fn of_customer(can: &Can<TakePart>, id: i64, slice: Slice) -> Result<(Vec<Booking>, u64)> {
    let db = can.db();
    let which = match Side::of(can, db).await? {
        Side::Customer(customer) if [customer.id, can.user_id].contains(&id) => {
            OfCustomer { customer_id: customer.id, builder_id: None }
        }
        Side::Customer(_) => return Err(Error::forbidden("Not authorized")),
        Side::Builder(builder) => {
            if profiles::customers(db, &[id]).await?.is_empty() {
                return Err(Error::not_found("Customer not found"));
            }
            if !dealings::knows(db, &builder, id).await? {
                return Err(Error::forbidden("Not authorized"));
            }
            OfCustomer { customer_id: id, builder_id: Some(builder.id) }
        }
    };
    let (rows, total) = store::page(db, &which, slice.skip, slice.limit).await?;
    let deals = dealings::deals(db, rows.iter().map(|row| row.id)).await?;
    let homes = units::many(db, &rows.iter().map(|row| row.unit_id).collect::<Vec<_>>()).await?;
    let view = |row: Model| {
        let unit = homes.iter().find(|unit| unit.id == row.unit_id).cloned();
        let deal = deals.get(&row.id)?;
        Some(Booking::of(row, deal, unit))
    };
    Ok((rows.into_iter().filter_map(view).collect(), total))
}

/// 422 where a token or a loan is above the price.
pub(super) fn check_amounts(total: Money, token: Option<Money>, loan: Option<Money>) -> Result<()> {
    for (field, amount) in [("token_amount", token), ("loan_amount", loan)] {
        if amount.is_some_and(|amount| amount > total) {
            return Err(Error::invalid(field, format!("is more than the price of {total}")));
        }
    }
    Ok(())
}

/// Moves a booking on, by a word of the building clients or by the state itself.
pub async fn go(can: &Can<Build>, id: i64, word: &str) -> Result<Booking> {
    let word = Move::read(word).ok_or_else(|| Error::bad_request("Invalid status"))?;
    let change = can.change().await?;
    let (before, deal, _) = locked(can, &change, id).await?;
    let Some(to) = word.leads(before.booking_status) else { return view(&change, before, &deal).await };
    let mut row = before.clone();
    set_status(&mut row, to, None, &change)?;
    finish(can, change, (before, row, deal), None).await
}

/// Sets where a booking stands, along the allowed ways.
fn set_status(row: &mut Model, to: BookingStatus, reason: Option<String>, change: &Change) -> Result<()> {
    model::step(row.booking_status, to).map_err(Error::conflict)?;
    row.booking_status = to;
    if to == BookingStatus::Cancelled {
        row.cancelled_at = Some(change.now());
        row.cancel_reason = reason;
    }
    Ok(())
}

/// Cancels a booking: the builder always, the customer until the token is paid.
pub async fn cancel(can: &Can<TakePart>, id: i64, reason: Option<String>) -> Result<Booking> {
    let change = can.change().await?;
    let (before, deal, side) = locked(can, &change, id).await?;
    let his = side.customer_id().is_some();
    if his && before.is_active() && !model::may_withdraw(before.booking_status) {
        return Err(Error::conflict("The token is paid: ask the builder to cancel this booking."));
    }
    let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
    let mut row = before.clone();
    set_status(&mut row, BookingStatus::Cancelled, reason, &change)?;
    finish(can, change, (before, row, deal), Some(&side)).await
}

/// Changes what was sent of a booking.
pub async fn update(can: &Can<Build>, id: i64, if_match: &IfMatch, patch: BookingPatch) -> Result<Booking> {
    let change = can.change().await?;
    let (before, deal, _) = locked(can, &change, id).await?;
    if_match.check(&etag(&view(&change, before.clone(), &deal).await?))?;
    if !before.is_active() {
        return Err(is_cancelled());
    }
    let mut row = before.clone();
    if let Some(day) = patch.expected_registration_date.0 {
        row.expected_registration_date = day.map(|day| day.0);
    }
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = patch.$field.0 {
                row.$field = value;
            } )*
        };
    }
    put!(loan_approved, loan_amount, total_amount, payment_plan, special_requests, agent_id);
    check_amounts(row.total_amount, None, row.loan_amount)?;
    let planned =
        |row: &Model| (row.payment_plan, row.loan_amount.filter(|_| row.payment_plan == PaymentPlan::Loan));
    if planned(&row) != planned(&before) {
        due::commands::rewrite(can.app(), &change, &row).await?;
    } else if row.total_amount != before.total_amount {
        due::commands::reprice(can.app(), &change, &before, row.total_amount).await?;
    }
    if let Some(day) = patch.actual_registration_date.0 {
        register(&mut row, day.map(|day| day.0), &change)?;
    }
    if let Some(to) = patch.booking_status.0.filter(|to| *to != row.booking_status) {
        set_status(&mut row, to, None, &change)?;
    }
    if row == before {
        return view(&change, row, &deal).await;
    }
    finish(can, change, (before, row, deal), None).await
}

/// A home that is registered is sold: its booking is confirmed by that.
fn register(row: &mut Model, day: Option<chrono::NaiveDate>, change: &Change) -> Result<()> {
    let today = change.now().date_naive();
    if day.is_some_and(|day| day > today) {
        let says = format!("lies in the future: today is {today}");
        return Err(Error::invalid("actual_registration_date", says));
    }
    row.actual_registration_date = day;
    if day.is_some() && row.booking_status != BookingStatus::BookingConfirmed {
        set_status(row, BookingStatus::BookingConfirmed, None, change)?;
    }
    Ok(())
}

/// Writes a booking that changed, lets its home follow, and tells both.
async fn finish(
    caller: &Caller,
    mut change: Change,
    (before, mut row, deal): (Model, Model, Deal),
    by: Option<&Side>,
) -> Result<Booking> {
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    unit::commands::settle(&mut change, &[row.unit_id]).await?;
    let ended = before.is_active() && !row.is_active();
    show(&mut change, if ended { CANCELLED } else { CHANGED }, &row, &deal)?;
    let by_customer = by.is_some_and(|side| side.customer_id().is_some());
    let currency = Settings::of(caller.app())?.currency.to_string();
    if let Some(message) = moved(&before, &row, &deal, &currency) {
        let (whom, link) = if by_customer {
            (deal.builder_user_id, format!("/builder/bookings/{}", row.id))
        } else {
            (deal.customer_user_id, format!("/my/home/{}", row.id))
        };
        let title = if ended { "A booking was cancelled" } else { "A booking moved on" };
        Word { kind: BOOKING_UPDATE, title, message, link, once: None }.to(&mut change, whom)?;
    }
    let verb = if ended { "cancel_booking" } else { "update_booking" };
    let act = Act::new(verb).on(format!("booking:{}", row.id)).before(&before).after(&row);
    let view = view(&change, row, &deal).await?;
    change.commit(act).await?;
    catalogue::forget(caller.app());
    Ok(view)
}

/// What the other side hears, where there is something to hear.
fn moved(before: &Model, row: &Model, deal: &Deal, currency: &str) -> Option<String> {
    let (number, home) = (number(row.id), deal.home());
    if row.booking_status != before.booking_status {
        let why = row.cancel_reason.as_ref().map(|why| format!(" The reason: {why}")).unwrap_or_default();
        return Some(match row.booking_status {
            BookingStatus::Cancelled => format!("The booking {number} of {home} is cancelled.{why}"),
            BookingStatus::BookingConfirmed => format!("The booking {number} of {home} is confirmed."),
            BookingStatus::TokenPaid => format!("The token for {home} is paid: {number} holds."),
            BookingStatus::SiteVisitScheduled => format!("A visit is arranged for {home}, {number}."),
            BookingStatus::Inquiry => format!("The booking {number} of {home} is open again."),
        });
    }
    if row.total_amount != before.total_amount {
        let (was, is) = (before.total_amount, row.total_amount);
        return Some(format!(
            "The price of {home} in the booking {number} is {is} {currency} now; it was {was}."
        ));
    }
    None
}

/// A visit to a development was arranged with a customer: what was a first interest there goes on.
pub async fn visit_arranged(change: &mut Change, customer_id: i64, development_id: i64) -> Result<()> {
    let found = store::inquiries(change.db(), customer_id, development_id).await?;
    if found.is_empty() {
        return Ok(());
    }
    let to = BookingStatus::SiteVisitScheduled;
    let ids = found.iter().map(|row| row.id).collect::<Vec<_>>();
    store::advance(change.db(), &ids, to, change.now()).await?;
    let deals = dealings::deals(change.db(), ids).await?;
    for before in &found {
        let row = Model { booking_status: to, updated_at: Some(change.now()), ..before.clone() };
        if let Some(deal) = deals.get(&row.id) {
            show(change, CHANGED, &row, deal)?;
        }
        let says = "A visit was arranged";
        change.record(
            Act::new("update_booking")
                .on(format!("booking:{}", row.id))
                .saying(says)
                .before(before)
                .after(&row),
        );
    }
    Ok(())
}

/// The token is paid: the booking, locked already, goes on by itself.
pub async fn token_paid(app: &App, change: &mut Change, before: &Model, deal: &Deal) -> Result<()> {
    if !model::may_withdraw(before.booking_status) {
        return Ok(());
    }
    let row =
        Model { booking_status: BookingStatus::TokenPaid, updated_at: Some(change.now()), ..before.clone() };
    store::advance(change.db(), &[row.id], row.booking_status, change.now()).await?;
    show(change, CHANGED, &row, deal)?;
    let currency = Settings::of(app)?.currency.to_string();
    if let Some(message) = moved(before, &row, deal, &currency) {
        let link = format!("/my/home/{}", row.id);
        let title = "A booking moved on";
        Word { kind: BOOKING_UPDATE, title, message, link, once: None }.to(change, deal.customer_user_id)?;
    }
    let says = "The token is paid";
    change.record(
        Act::new("update_booking").on(format!("booking:{}", row.id)).saying(says).before(before).after(&row),
    );
    Ok(())
}
