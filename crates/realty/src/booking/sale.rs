//! Booking a home. Of many who want it at once exactly one gets it.
use kernel::{Act, App, Can, Change, Error, Money, Result};
use sea_orm::ActiveValue::Set;

use super::{
    commands::{CREATED, check_amounts, show, view},
    crowd::{self, Arrived},
    http::{Booking, NewBooking},
    model::{self, number},
    store::{self, BookingStatus, Model, PaymentPlan},
};
use crate::{
    catalogue,
    dealings::store::{self as dealings, Deal},
    development::store as developments,
    due,
    events::{BOOKING_UPDATE, Word},
    hold::store::{self as holds, HoldEnd},
    permissions::Buy,
    profile::store::customer::Model as Customer,
    settings::Settings,
    side,
    unit::{
        self,
        store::{self as units, Model as Unit},
    },
};

/// Books a home for the caller, where nobody else is about.
pub async fn book(can: &Can<Buy>, new: NewBooking) -> Result<Booking> {
    book_among(can, Arrived::now(), new).await
}

/// Books a home for the caller, who may be one of many.
pub async fn book_among(can: &Can<Buy>, arrived: Arrived, new: NewBooking) -> Result<Booking> {
    check_amounts(new.total_amount, new.token_amount, new.loan_amount)?;
    let place = crowd::join(can.app(), new.unit_id, arrived);
    let customer = side::customer(can, can.db()).await?;
    if ![customer.id, can.user_id].contains(&new.customer_id) {
        return Err(Error::forbidden("Not authorized"));
    }
    let unit = store::home(can.db(), new.unit_id).await?.ok_or_else(units::missing)?;
    let hold = holds::open_on(can.db(), unit.id).await?;
    if !model::is_free(&unit, hold.as_ref(), customer.id, can.app().clock.now()) {
        let late = place.is_taken();
        return Err(if late { store::too_late() } else { Error::bad_request("Unit not available") });
    }
    let mut change = can.change().await?;
    let unit = taken(&change, unit.id, &customer).await?;
    let row = insert(&change, &customer, &unit, new).await?;
    let development = developments::wanted(change.db(), unit.development_id).await?;
    due::commands::write(can.app(), &change, &development, &row).await?;
    unit::commands::settle(&mut change, &[unit.id]).await?;
    let deal = dealings::deal(change.db(), row.id).await?.ok_or_else(store::missing)?;
    show(&mut change, CREATED, &row, &deal)?;
    booked(can.app(), &row, &deal, unit.price)?.to(&mut change, deal.builder_user_id)?;
    let act = Act::new("create_booking").on(format!("booking:{}", row.id)).after(&row);
    let view = view(&change, row, &deal).await?;
    // Before the commit: as soon as anybody can see that the unit is gone, the crowd knows why.
    place.take();
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(view)
}

/// The unit, locked and free for this customer; whatever hold was on it is over.
async fn taken(change: &Change, unit_id: i64, customer: &Customer) -> Result<Unit> {
    let now = change.now();
    let unit = units::lock(change.db(), unit_id).await?.ok_or_else(units::missing)?;
    let hold = holds::open_on(change.db(), unit.id).await?;
    if !model::is_free(&unit, hold.as_ref(), customer.id, now) {
        return Err(store::too_late());
    }
    if let Some(hold) = hold {
        let his = hold.customer_id == customer.id && hold.expires_at > now;
        let how = if his { HoldEnd::Booked } else { HoldEnd::Lapsed };
        holds::end(change.db(), &[hold.id], how, now).await?;
    }
    Ok(unit)
}

async fn insert(change: &Change, customer: &Customer, unit: &Unit, new: NewBooking) -> Result<Model> {
    let row = store::ActiveModel {
        customer_id: Set(customer.id),
        unit_id: Set(unit.id),
        development_id: Set(unit.development_id),
        booking_status: Set(BookingStatus::Inquiry),
        token_amount: Set(new.token_amount),
        total_amount: Set(new.total_amount),
        booking_date: Set(change.now()),
        expected_registration_date: Set(new.expected_registration_date.map(|day| day.0)),
        payment_plan: Set(new.payment_plan.unwrap_or(PaymentPlan::Installments)),
        loan_approved: Set(false),
        loan_amount: Set(new.loan_amount),
        special_requests: Set(new.special_requests),
        created_at: Set(change.now()),
        ..Default::default()
    };
    store::insert(change.db(), row).await
}

fn booked(app: &App, row: &Model, deal: &Deal, price: Money) -> Result<Word<'static>> {
    let currency = &Settings::of(app)?.currency;
    let list = if row.total_amount == price {
        String::new()
    } else {
        format!(", where the list price is {price} {currency}")
    };
    let plan = match row.payment_plan {
        PaymentPlan::FullPayment => "in full",
        PaymentPlan::Installments => "in instalments",
        PaymentPlan::Loan => "with a loan",
    };
    Ok(Word {
        kind: BOOKING_UPDATE,
        title: "A home was booked",
        message: format!(
            "{} booked {} for {} {currency}{list}, to be paid {plan}. The number is {}.",
            deal.customer(),
            deal.home(),
            row.total_amount,
            number(row.id)
        ),
        link: format!("/builder/bookings/{}", row.id),
        once: None,
    })
}
