//! Writing papers; agreements are kept.
use futures::TryStreamExt;
use kernel::{Act, App, Caller, Can, Error, Order, Result, sheet::Served};

use super::{agreement::Agreement, demand::Demand, http::WrittenAgreement, receipt::Receipt};
use crate::{
    booking::{
        self,
        commands::{concerns, is_cancelled},
        model::number,
        store::{self as bookings, Model as Booking},
    },
    dealings::store::Deal,
    development::store as developments,
    due::{
        self,
        balance::DueStatus,
        ledger::{looking, store::ledger},
        store as dues,
    },
    events::{BOOKING_UPDATE, Word},
    payment::{self, store::PaymentStatus},
    permissions::{Build, TakePart},
    profile::store::{self as profiles, builder, customer},
    settings::Settings,
    side::Side,
};

/// The job that removes a paper that nobody needs any more.
pub const REMOVE: &str = "realty.remove_letter";

/// Where agreements are kept.
const FOLDER: &str = "realty/agreements";

/// Removes the bytes of a paper.
pub async fn remove(app: &App, payload: &serde_json::value::RawValue) -> Result<()> {
    let key: String = serde_json::from_str(payload.get())?;
    app.storage.delete(&key).await
}

/// The job that looks for papers without a booking.
pub const SWEEP: &str = "realty.sweep_letters";

/// Removes agreements whose bookings are gone, with an account or a development. What was written within the hour may
/// be on its way to its booking.
pub async fn sweep(app: &App) -> Result<()> {
    let before = app.clock.now() - chrono::TimeDelta::hours(1);
    let mut old = app.storage.older_than(FOLDER, before)?;
    while let Some(keys) = old.try_next().await? {
        let known = bookings::agreements_among(app.db.read(), &keys).await?;
        let lost: Vec<_> = keys.into_iter().filter(|key| !known.contains(key)).collect();
        app.storage.delete_all(&lost).await?;
    }
    Ok(())
}

async fn people(caller: &Caller, deal: &Deal) -> Result<(builder::Model, customer::Model)> {
    let builder = profiles::builders(caller.db(), &[deal.builder_id]).await?.remove(&deal.builder_id);
    let customer = profiles::customers(caller.db(), &[deal.customer_id]).await?.remove(&deal.customer_id);
    Ok((builder.ok_or_else(bookings::missing)?, customer.ok_or_else(bookings::missing)?))
}

async fn written(write: impl FnOnce() -> Result<Vec<u8>> + Send + 'static) -> Result<Vec<u8>> {
    tokio::task::spawn_blocking(write).await.map_err(Error::internal)?
}

fn lateness(app: &App) -> Result<(f64, i64)> {
    let settings = Settings::of(app)?;
    Ok((settings.late_interest_percent, settings.late_grace_days))
}

async fn agreement(caller: &Caller, booking: Booking, deal: &Deal) -> Result<Agreement> {
    let (builder, customer) = people(caller, deal).await?;
    let db = caller.db();
    Ok(Agreement {
        unit: bookings::home(db, booking.unit_id).await?.ok_or_else(bookings::missing)?,
        development: developments::wanted(db, booking.development_id).await?,
        dues: dues::of_booking(db, booking.id).await?,
        booking,
        builder,
        customer,
        currency: Settings::of(caller.app())?.currency.clone(),
        lateness: lateness(caller.app())?,
        made: caller.app().clock.now(),
    })
}

/// Writes the agreement of a booking as it is now, and keeps it in place of an earlier one.
pub async fn generate(can: &Can<Build>, id: i64) -> Result<WrittenAgreement> {
    let app = can.app();
    let (booking, deal) = booking::commands::seen(can, id).await?;
    if !booking.is_active() {
        return Err(is_cancelled());
    }
    let agreement = agreement(can, booking, &deal).await?;
    let bytes = written(move || agreement.write()).await?;
    let key = format!("{FOLDER}/{id}-{}.pdf", kernel::db::hex(&app.dice.bytes::<16>()));
    app.storage.put(&key, bytes.into()).await?;
    match keep(can, id, &key, &deal).await {
        Ok(written) => Ok(written),
        Err(e) => {
            app.storage.delete(&key).await.ok(); // nobody knows of it
            Err(e)
        }
    }
}

async fn keep(can: &Can<Build>, id: i64, key: &str, deal: &Deal) -> Result<WrittenAgreement> {
    let mut change = can.change().await?;
    let before = bookings::lock(change.db(), id).await?;
    if !before.is_active() {
        return Err(is_cancelled());
    }
    let now = change.now();
    let row = Booking { agreement_key: Some(key.to_owned()), agreement_at: Some(now), ..before.clone() };
    let row = bookings::save(change.db(), row).await?;
    if let Some(old) = &before.agreement_key {
        change.enqueue(Order::new(REMOVE, old)?);
    }
    Word {
        kind: BOOKING_UPDATE,
        title: "Your agreement is ready",
        message: format!("The agreement of {} ({}) can be read now.", deal.home(), number(id)),
        link: format!("/my/home/{id}"),
        once: None,
    }
    .to(&mut change, deal.customer_user_id)?;
    booking::commands::tell(&mut change, booking::commands::CHANGED, &row).await?;
    change.commit(Act::new("write_agreement").on(format!("booking:{id}")).after(&row)).await?;
    Ok(WrittenAgreement {
        booking_id: id,
        agreement_url: format!("/api/bookings/{id}/download-agreement"),
        generated_at: now,
    })
}

/// The agreement that was written last.
pub async fn download(can: &Can<TakePart>, id: i64) -> Result<Served> {
    let (booking, _) = booking::commands::seen(can, id).await?;
    let none = || Error::not_found("There is no agreement yet: the builder has not written it.");
    let key = booking.agreement_key.ok_or_else(none)?;
    let bytes = can.app().storage.get(&key).await?.to_vec();
    Ok(Served { name: format!("{}.pdf", number(id)), bytes })
}

/// The receipt of a payment.
pub async fn receipt(can: &Can<TakePart>, id: i64) -> Result<Served> {
    let (payment, booking, deal) = payment::commands::seen(can, id).await?;
    let paid = [PaymentStatus::Completed, PaymentStatus::Refunded].contains(&payment.payment_status);
    if !paid {
        let says =
            format!("This payment is {}: there is a receipt once it is completed.", payment.payment_status);
        return Err(Error::conflict(says));
    }
    let (builder, customer) = people(can, &deal).await?;
    let ledger = ledger(can.db(), booking.id, &looking(can.app())?).await?;
    let receipt = Receipt {
        payment,
        deal,
        builder,
        customer,
        price: booking.total_amount,
        paid: ledger.balance.paid,
        currency: Settings::of(can.app())?.currency.clone(),
        made: can.app().clock.now(),
    };
    Ok(Served { name: format!("RC-{id:03}.pdf"), bytes: written(move || receipt.write()).await? })
}

/// The letter that asks for a part of a schedule.
pub async fn demand(can: &Can<TakePart>, due_id: i64) -> Result<Served> {
    let db = can.db();
    let side = Side::of(can, db).await?;
    let due = dues::by_id(db, due_id).await?.ok_or_else(due::store::missing)?;
    let (booking, deal) = bookings::wanted(db, due.booking_id).await?;
    concerns(&side, &deal)?;
    let until = due.due_date.ok_or_else(|| Error::conflict("This part waits: it was not asked for yet."))?;
    let ledger = ledger(db, booking.id, &looking(can.app())?).await?;
    let line = ledger.line(due_id).copied().ok_or_else(due::store::missing)?;
    let late = ledger.lines().filter(|(other, line)| other.id != due_id && line.status == DueStatus::Overdue);
    let late = late.map(|(due, line)| (due.clone(), *line)).collect();
    let (builder, customer) = people(can, &deal).await?;
    let letter = Demand {
        due,
        until,
        line,
        late,
        deal,
        builder,
        customer,
        currency: Settings::of(can.app())?.currency.clone(),
        lateness: lateness(can.app())?,
        made: can.app().clock.now(),
    };
    Ok(Served { name: format!("demand-{due_id}.pdf"), bytes: written(move || letter.write()).await? })
}
