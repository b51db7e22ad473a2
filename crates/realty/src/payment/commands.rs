//! Asking for payments, and noting what became of them.
use kernel::{Act, App, Caller, Can, Change, Error, IfMatch, Money, Result, Slice, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::Serialize;

use super::{
    http::{BookingPayments, NewPayment, Payment, PaymentOfBooking, PaymentPatch, PaymentSearch},
    model,
    store::{self, Filter, Model, PaymentStatus, PaymentType},
};
use crate::{
    booking::{
        self,
        commands::{concerns, is_cancelled},
        store::{self as bookings, Model as Booking},
    },
    dealings::store::{self as dealings, Deal},
    due::{
        http::schedule,
        ledger::{looking, store::ledger},
        store as dues,
    },
    events::{self, PAYMENT_DUE, Word},
    permissions::{Build, TakePart},
    settings::Settings,
    side::{self, Side},
};

/// A payment was asked for.
pub const CREATED: &str = "realty.payment.created";
/// Something became of it.
pub const CHANGED: &str = "realty.payment.changed";

#[derive(Serialize)]
struct Told {
    id: i64,
    booking_id: i64,
    payment_type: PaymentType,
    payment_status: PaymentStatus,
    amount: Money,
}

fn show(change: &mut Change, topic: &'static str, row: &Model, deal: &Deal) -> Result<()> {
    let told = Told {
        id: row.id,
        booking_id: row.booking_id,
        payment_type: row.payment_type,
        payment_status: row.payment_status,
        amount: row.amount,
    };
    events::tell(change, topic, &deal.people(), &told)
}

/// The payment with its booking, if it concerns the caller.
pub async fn seen(caller: &Caller, id: i64) -> Result<(Model, Booking, Deal)> {
    let side = Side::of(caller, caller.db()).await?;
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    let (booking, deal) = bookings::wanted(caller.db(), row.booking_id).await?;
    concerns(&side, &deal)?;
    Ok((row, booking, deal))
}

/// Asks for a payment on a booking of one of the caller's homes.
pub async fn create(can: &Can<Build>, new: NewPayment) -> Result<Payment> {
    let mut change = can.change().await?;
    let (_, deal) = bookings::wanted(change.db(), new.booking_id).await?;
    concerns(&Side::Builder(side::builder(can, change.db()).await?), &deal)?;
    let booking = bookings::lock(change.db(), new.booking_id).await?;
    if !booking.is_active() {
        return Err(is_cancelled());
    }
    let row = store::ActiveModel {
        booking_id: Set(booking.id),
        payment_type: Set(new.payment_type),
        amount: Set(new.amount),
        payment_method: Set(new.payment_method),
        payment_status: Set(PaymentStatus::Pending),
        due_date: Set(new.due_date.map(|day| day.0)),
        notes: Set(new.notes),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    show(&mut change, CREATED, &row, &deal)?;
    asked(can.app(), &row, &deal)?.to(&mut change, deal.customer_user_id)?;
    change.commit(Act::new("create_payment").on(format!("payment:{}", row.id)).after(&row)).await?;
    Ok(row.into())
}

fn name(kind: PaymentType) -> &'static str {
    match kind {
        PaymentType::Token => "The token",
        PaymentType::Installment => "An instalment",
        PaymentType::Final => "The final payment",
        PaymentType::Maintenance => "A payment for maintenance",
        PaymentType::Penalty => "A penalty",
    }
}

fn asked(app: &App, row: &Model, deal: &Deal) -> Result<Word<'static>> {
    let currency = &Settings::of(app)?.currency;
    let until = row.due_date.map(|day| format!(" until {day}")).unwrap_or_default();
    let message = format!(
        "{} of {} {currency} for {} is asked for{until}.",
        name(row.payment_type),
        row.amount,
        deal.home()
    );
    let link = format!("/my/home/{}", row.booking_id);
    Ok(Word { kind: PAYMENT_DUE, title: "A payment is asked for", message, link, once: None })
}

fn patched(before: &Model, patch: PaymentPatch, change: &Change) -> Result<Model> {
    let mut row = before.clone();
    if let Some(status) = patch.payment_status.0 {
        model::step(before.payment_status, status).map_err(Error::conflict)?;
        row.payment_status = status;
    }
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = patch.$field.0 {
                row.$field = value;
            } )*
        };
    }
    put!(transaction_id, paid_date, receipt_url, notes);
    if row.paid_date.is_some_and(|at| at > change.now()) {
        return Err(Error::invalid("paid_date", "lies in the future"));
    }
    let paid = [PaymentStatus::Completed, PaymentStatus::Refunded].contains(&row.payment_status);
    if !paid {
        row.paid_date = None;
    } else if row.paid_date.is_none() {
        row.paid_date = Some(before.paid_date.unwrap_or(change.now()));
    }
    if row.payment_status == PaymentStatus::Completed && row.receipt_url.is_none() {
        row.receipt_url = Some(format!("/api/payments/{}/receipt", row.id));
    }
    Ok(row)
}

/// Notes what became of a payment on one of the caller's homes.
pub async fn update(can: &Can<Build>, id: i64, if_match: &IfMatch, patch: PaymentPatch) -> Result<Payment> {
    let mut change = can.change().await?;
    let found = store::by_id(change.db(), id).await?.ok_or_else(store::missing)?;
    let (_, deal) = bookings::wanted(change.db(), found.booking_id).await?;
    concerns(&Side::Builder(side::builder(can, change.db()).await?), &deal)?;
    let booking = bookings::lock(change.db(), found.booking_id).await?;
    let before = store::lock(change.db(), id).await?;
    if_match.check(&etag(&Payment::from(before.clone())))?;
    let mut row = patched(&before, patch, &change)?;
    if row == before {
        return Ok(row.into());
    }
    let moved = row.payment_status != before.payment_status;
    if moved && row.payment_status == PaymentStatus::Completed && !booking.is_active() {
        return Err(is_cancelled());
    }
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    if moved {
        follow(can.app(), &mut change, &row, (&booking, &deal)).await?;
    }
    show(&mut change, CHANGED, &row, &deal)?;
    let act = Act::new("update_payment").on(format!("payment:{id}")).before(&before).after(&row);
    change.commit(act).await?;
    Ok(row.into())
}

/// What follows when a payment is made, fails or goes back.
async fn follow(
    app: &App,
    change: &mut Change,
    row: &Model,
    (booking, deal): (&Booking, &Deal),
) -> Result<()> {
    let currency = &Settings::of(app)?.currency;
    let (title, became) = match row.payment_status {
        PaymentStatus::Completed => ("A payment was received", "was received. Thank you."),
        PaymentStatus::Failed => ("A payment failed", "failed. Please pay it another way."),
        PaymentStatus::Refunded => ("A payment was paid back", "was paid back to you."),
        PaymentStatus::Pending => ("A payment is asked for again", "is asked for again."),
    };
    let message =
        format!("{} of {} {currency} for {} {became}", name(row.payment_type), row.amount, deal.home());
    let link = format!("/my/home/{}", row.booking_id);
    Word { kind: PAYMENT_DUE, title, message, link, once: None }.to(change, deal.customer_user_id)?;
    if row.payment_status == PaymentStatus::Refunded {
        dues::forget_reminders(change.db(), row.booking_id).await?;
    }
    let token = row.payment_type == PaymentType::Token && row.payment_status == PaymentStatus::Completed;
    if token && store::token_of(change.db(), booking.id).await? >= booking.token_amount.unwrap_or_default() {
        booking::commands::token_paid(app, change, booking, deal).await?;
    }
    Ok(())
}

/// The payments of a booking and its schedule, if it concerns the caller.
pub async fn of_booking(can: &Can<TakePart>, id: i64) -> Result<BookingPayments> {
    let (booking, _) = booking::commands::seen(can, id).await?;
    let look = looking(can.app())?;
    let ledger = ledger(can.db(), id, &look).await?;
    let payments = store::of_booking(can.db(), id).await?;
    let paid = ledger.balance.paid;
    Ok(BookingPayments {
        booking_id: id,
        payments: payments.into_iter().map(Into::into).collect(),
        total_paid: paid,
        total_pending: booking.total_amount.checked_sub(paid)?.max(Money::ZERO),
        payment_schedule: schedule(&ledger),
        advance: ledger.balance.advance,
        overdue: ledger.balance.overdue,
        interest: ledger.balance.interest,
        interest_terms: (&look).into(),
        currency: Settings::of(can.app())?.currency.clone(),
    })
}

/// A page of payments: on a builder's homes, or of a customer.
pub async fn list(
    can: &Can<TakePart>,
    search: PaymentSearch,
    slice: Slice,
) -> Result<(Vec<PaymentOfBooking>, u64)> {
    let db = can.db();
    let side = Side::of(can, db).await?;
    let filter = Filter {
        builder_id: side.builder_id(),
        customer_id: side.customer_id(),
        booking_id: search.booking_id,
        development_id: search.project_id,
        status: search.status,
        kind: search.payment_type,
        from: search.from.map(|day| day.0),
        until: search.until.map(|day| day.0),
    };
    let (rows, total) = store::page(db, &filter, slice.skip, slice.limit).await?;
    let deals = dealings::deals(db, rows.iter().map(|row| row.booking_id)).await?;
    let view = |row: Model| Some(PaymentOfBooking::of(row.clone(), deals.get(&row.booking_id)?));
    Ok((rows.into_iter().filter_map(view).collect(), total))
}
