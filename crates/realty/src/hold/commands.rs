//! Keeping homes for customers.
use std::time::Duration;

use chrono::TimeDelta;
use kernel::{Act, Caller, Can, Change, Error, Order, Result, Slice};
use sea_orm::ActiveValue::Set;
use serde::Serialize;

use super::{
    http::{Hold, HoldSearch, NewHold},
    lapse,
    store::{self, Filter, HoldEnd, Model},
};
use crate::{
    booking::{model::is_free, store as bookings},
    catalogue,
    day::spoken,
    dealings::store::{self as dealings, Site},
    events::{self, BOOKING_UPDATE, Word},
    permissions::TakePart,
    profile::store::{self as profiles, customer},
    settings::Settings,
    side::Side,
    unit::{
        self,
        store::{self as units, Model as Unit},
    },
};

/// A home is kept for somebody.
pub const PLACED: &str = "realty.hold.placed";
/// It is not any more.
pub const ENDED: &str = "realty.hold.ended";
/// How many homes a customer may hold at once by himself.
const EACH: u64 = 5;

/// 409.
pub fn not_available() -> Error {
    Error::conflict("Unit not available")
}

#[derive(Serialize)]
struct Told {
    id: i64,
    unit_id: i64,
    unit_number: String,
    project_id: i64,
    customer_id: i64,
    expires_at: chrono::DateTime<chrono::Utc>,
    ended_how: Option<HoldEnd>,
}

/// Shows an event of a hold to both.
pub fn show(
    change: &mut Change,
    row: &Model,
    (unit, site, customer): (&Unit, &Site, &customer::Model),
) -> Result<()> {
    let told = Told {
        id: row.id,
        unit_id: unit.id,
        unit_number: unit.unit_number.clone(),
        project_id: site.id,
        customer_id: row.customer_id,
        expires_at: row.expires_at,
        ended_how: row.ended_how,
    };
    let topic = if row.ended_how.is_some() { ENDED } else { PLACED };
    events::tell(change, topic, &[site.builder_user_id, customer.user_id], &told)
}

/// For how many hours a home is kept: no longer than this side may.
fn hours(settings: &Settings, side: &Side, wanted: Option<i64>) -> Result<i64> {
    let most = if side.builder_id().is_some() { settings.hold_most_hours } else { settings.hold_hours };
    let hours = wanted.unwrap_or(settings.hold_hours.min(most));
    if hours > most {
        return Err(Error::invalid("hours", format!("is more than the {most} hours that you may give")));
    }
    Ok(hours)
}

/// For whom: a customer for himself, a builder for a customer who has dealings with him.
async fn whom(can: &Can<TakePart>, side: &Side, wanted: Option<i64>) -> Result<customer::Model> {
    match side {
        Side::Customer(own) => {
            if wanted.is_some_and(|id| ![own.id, can.user_id].contains(&id)) {
                return Err(Error::forbidden("Not authorized"));
            }
            Ok(own.clone())
        }
        Side::Builder(builder) => {
            let id = wanted.ok_or_else(|| Error::invalid("customer_id", "say for whom the home is kept"))?;
            let found = profiles::customers(can.db(), &[id]).await?.remove(&id);
            let customer = found.ok_or_else(|| Error::not_found("Customer not found"))?;
            if !dealings::knows(can.db(), builder, id).await? {
                return Err(Error::forbidden(
                    "This customer has no dealings with you yet: ask him to write to you or to visit first.",
                ));
            }
            Ok(customer)
        }
    }
}

/// Keeps a home for a customer.
pub async fn place(can: &Can<TakePart>, unit_id: i64, new: NewHold) -> Result<Hold> {
    let settings = Settings::of(can.app())?;
    let side = Side::of(can, can.db()).await?;
    let unit = bookings::home(can.db(), unit_id).await?.ok_or_else(units::missing)?;
    let site = dealings::site(can.db(), unit.development_id).await?.ok_or_else(units::missing)?;
    if side.builder_id().is_some_and(|id| id != site.builder_id) {
        return Err(Error::forbidden("Not authorized"));
    }
    let hours = hours(&settings, &side, new.hours)?;
    let customer = whom(can, &side, new.customer_id).await?;
    let mut change = can.change().await?;
    let now = change.now();
    let unit = units::lock(change.db(), unit_id).await?.ok_or_else(units::missing)?;
    let before = store::open_on(change.db(), unit_id).await?;
    if before.as_ref().is_some_and(|hold| hold.expires_at > now) {
        return Err(not_available());
    }
    if !is_free(&unit, before.as_ref(), customer.id, now) {
        return Err(not_available());
    }
    if side.customer_id().is_some() && store::count_of(change.db(), customer.id, now).await? >= EACH {
        let says = format!("You hold {EACH} homes already: give one up first.");
        return Err(Error::conflict(says));
    }
    if let Some(over) = before {
        store::end(change.db(), &[over.id], HoldEnd::Lapsed, now).await?;
    }
    let row = store::ActiveModel {
        unit_id: Set(unit_id),
        customer_id: Set(customer.id),
        placed_by: Set(can.user_id),
        note: Set(new.note),
        expires_at: Set(now + TimeDelta::hours(hours)),
        created_at: Set(now),
        ..Default::default()
    };
    let row = store::insert(change.db(), row).await?;
    let wait = Duration::from_secs(hours.unsigned_abs() * 3600);
    change.enqueue(Order::new(lapse::LAPSE, &row.id)?.after(wait));
    unit::commands::settle(&mut change, &[unit_id]).await?;
    show(&mut change, &row, (&unit, &site, &customer))?;
    kept(&row, &unit, &site, &customer, &side).to(&mut change, other(&side, &site, &customer))?;
    let act = Act::new("place_hold").on(format!("hold:{}", row.id)).after(&row);
    let unit = bookings::home(change.db(), unit_id).await?;
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(Hold::of(row, now, Some(&customer), Some(&site), unit))
}

/// The account on the other side.
fn other(side: &Side, site: &Site, customer: &customer::Model) -> i64 {
    if side.builder_id().is_some() { customer.user_id } else { site.builder_user_id }
}

fn link(side: &Side, site: &Site) -> String {
    match side {
        Side::Builder(_) => format!("/developments/{}", site.id),
        Side::Customer(_) => "/builder/bookings".into(),
    }
}

fn kept(row: &Model, unit: &Unit, site: &Site, customer: &customer::Model, side: &Side) -> Word<'static> {
    let (home, until) = (format!("{} in {}", unit.unit_number, site.project_name), spoken(row.expires_at));
    let message = match side {
        Side::Builder(_) => format!("{} keeps {home} for you until {until}.", site.company_name),
        Side::Customer(_) => format!("{} holds {home} until {until}.", customer.name()),
    };
    Word { kind: BOOKING_UPDATE, title: "A home is on hold", message, link: link(side, site), once: None }
}

/// The hold with its home and development, if it concerns the caller.
async fn seen(caller: &Caller, id: i64) -> Result<(Model, Unit, Site, Side)> {
    let db = caller.db();
    let side = Side::of(caller, db).await?;
    let row = store::by_id(db, id).await?.ok_or_else(store::missing)?;
    let unit = bookings::home(db, row.unit_id).await?.ok_or_else(store::missing)?;
    let site = dealings::site(db, unit.development_id).await?.ok_or_else(store::missing)?;
    let concerns = match &side {
        Side::Builder(builder) => builder.id == site.builder_id,
        Side::Customer(customer) => customer.id == row.customer_id,
    };
    if concerns { Ok((row, unit, site, side)) } else { Err(Error::forbidden("Not authorized")) }
}

/// A hold, if it concerns the caller.
pub async fn get(can: &Can<TakePart>, id: i64) -> Result<Hold> {
    let (row, unit, site, _) = seen(can, id).await?;
    let customers = profiles::customers(can.db(), &[row.customer_id]).await?;
    let customer = customers.get(&row.customer_id);
    Ok(Hold::of(row, can.app().clock.now(), customer, Some(&site), Some(unit)))
}

/// Gives up a hold: its customer, or the builder of the home.
pub async fn release(can: &Can<TakePart>, id: i64) -> Result<()> {
    let (row, unit, site, side) = seen(can, id).await?;
    let mut change = can.change().await?;
    let now = change.now();
    units::lock(change.db(), unit.id).await?;
    let before = store::open_on(change.db(), row.unit_id).await?.filter(|open| open.id == id);
    let Some(before) = before.filter(|open| open.expires_at > now) else {
        return Err(Error::conflict("This hold is over already."));
    };
    store::end(change.db(), &[id], HoldEnd::Released, now).await?;
    let after = Model { ended_at: Some(now), ended_how: Some(HoldEnd::Released), ..before.clone() };
    unit::commands::settle(&mut change, &[unit.id]).await?;
    let customers = profiles::customers(change.db(), &[row.customer_id]).await?;
    if let Some(customer) = customers.get(&row.customer_id) {
        show(&mut change, &after, (&unit, &site, customer))?;
        let home = format!("{} in {}", unit.unit_number, site.project_name);
        let message = match side {
            Side::Builder(_) => format!("{} does not keep {home} for you any more.", site.company_name),
            Side::Customer(_) => format!("{} has given up the hold on {home}.", customer.name()),
        };
        let (title, link) = ("A hold was given up", link(&side, &site));
        Word { kind: BOOKING_UPDATE, title, message, link, once: None }
            .to(&mut change, other(&side, &site, customer))?;
    }
    let act = Act::new("release_hold").on(format!("hold:{id}")).before(&before).after(&after);
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(())
}

/// A page of the caller's holds: on a builder's homes, or of a customer.
pub async fn list(caller: &Caller, search: HoldSearch, slice: Slice) -> Result<(Vec<Hold>, u64)> {
    let (db, now) = (caller.db(), caller.app().clock.now());
    let side = Side::of(caller, db).await?;
    let filter = Filter {
        builder_id: side.builder_id(),
        customer_id: side.customer_id(),
        development_id: search.project_id,
        ended: search.ended.unwrap_or_default(),
    };
    let (rows, total) = store::page(db, &filter, now, slice.skip, slice.limit).await?;
    let homes = units::many(db, &rows.iter().map(|row| row.unit_id).collect::<Vec<_>>()).await?;
    let sites = dealings::sites(db, homes.iter().map(|unit| unit.development_id)).await?;
    let customers = rows.iter().map(|row| row.customer_id).collect::<Vec<_>>();
    let customers = profiles::customers(db, &customers).await?;
    let view = |row: Model| {
        let unit = homes.iter().find(|unit| unit.id == row.unit_id).cloned();
        let site = unit.as_ref().and_then(|unit| sites.get(&unit.development_id));
        let customer = customers.get(&row.customer_id);
        Hold::of(row, now, customer, site, unit)
    };
    Ok((rows.into_iter().map(view).collect(), total))
}
