//! Making, reading and taking away the addresses of calendars.
use chrono::Duration;
use kernel::{Act, App, Caller, Error, Result, db::hex};
use sha2::{Digest, Sha256};

use super::{
    http::{CalendarAddress, Ics},
    model::{self, Entry},
    store::{self, Model},
};
use crate::{
    appointment::{
        model as appointments,
        store::{self as rows, AppointmentStatus},
        view::Appointment,
    },
    profile::store as profiles,
};

/// How far back a calendar shows appointments, days.
const BACK: i64 = 90;
/// How many appointments a calendar shows.
const MOST: u64 = 1000;

fn hash(token: &str) -> String {
    hex(&Sha256::digest(token))
}

/// A new secret address; one that was there before is no good any more.
pub async fn rotate(caller: &Caller) -> Result<CalendarAddress> {
    let token = caller.app().dice.token();
    let change = caller.change().await?;
    let row = Model { user_id: caller.user_id, token_hash: hash(&token), created_at: change.now() };
    let created_at = row.created_at;
    store::put(change.db(), row).await?;
    change.commit(Act::new("create_calendar").on(format!("user:{}", caller.user_id))).await?;
    let house = caller.app().settings.server.public_url.trim_end_matches('/').to_owned();
    let url = format!("{house}/api/realty/calendar/{token}.ics");
    let webcal = url.split_once("://").map(|(_, rest)| format!("webcal://{rest}"));
    Ok(CalendarAddress { webcal_url: webcal.unwrap_or_else(|| url.clone()), url, created_at })
}

/// Takes the address away, if there is one.
pub async fn revoke(caller: &Caller) -> Result<()> {
    let change = caller.change().await?;
    if store::remove(change.db(), caller.user_id).await? {
        change.commit(Act::new("delete_calendar").on(format!("user:{}", caller.user_id))).await?;
    }
    Ok(())
}

/// The calendar with this address: 404 where it is nobody's, or of an account that may not sign in.
pub async fn read(app: &App, token: &str) -> Result<Ics> {
    let missing = || Error::not_found("Calendar not found");
    let token = token.strip_suffix(".ics").unwrap_or(token);
    let db = app.db.read();
    let row = store::by_hash(db, &hash(token)).await?.ok_or_else(missing)?;
    let person = app.people([row.user_id]).await?.remove(&row.user_id);
    let person = person.filter(|person| person.is_active).ok_or_else(missing)?;
    let builder = profiles::builder_of(db, row.user_id).await?.map(|one| one.id);
    let customer = profiles::customer_of(db, row.user_id).await?.map(|one| one.id);
    let from = app.clock.now() - Duration::days(BACK);
    let found = rows::agenda(db, builder, customer, from, MOST).await?;
    let entries = entries(app, rows::show(db, found).await?).await?;
    let text = model::feed(&format!("Appointments of {}", person.name), &entries);
    Ok(Ics { name: "appointments.ics".into(), text, method: "PUBLISH" })
}

/// Appointments as calendars show them.
pub async fn entries(app: &App, views: Vec<Appointment>) -> Result<Vec<Entry>> {
    let accounts = views.iter().flat_map(|view| {
        let customer = view.customer.as_ref().map(|one| one.user_id);
        customer.into_iter().chain(view.project.as_ref().map(|one| one.builder_user_id))
    });
    let people = app.people(accounts.collect::<Vec<_>>()).await?;
    let mail = |id: i64| people.get(&id).map(|person| person.email.clone()).unwrap_or_default();
    let house = app.settings.server.public_url.trim_end_matches('/');
    let host = house.split_once("://").map_or(house, |(_, host)| host);
    let entry = |view: Appointment| {
        let (customer, project) = (view.customer?, view.project?);
        let kind = appointments::title(view.appointment_type);
        let mut said = vec![format!("{kind} with {} and {}", project.company_name, customer.name)];
        said.extend(view.agenda.filter(|text| !text.is_empty()));
        Some(Entry {
            uid: format!("appointment-{}@{host}", view.id),
            sequence: u32::try_from(view.sequence).unwrap_or(u32::MAX),
            stamp: view.updated_at.unwrap_or(view.created_at),
            begins: view.appointment_date,
            ends: view.ends_at,
            summary: format!("{}: {}", capital(kind), project.project_name),
            description: said.join("\n"),
            location: format!("{}, {}", project.project_name, appointments::place(view.meeting_location)),
            url: format!("{house}/my/appointments"),
            confirmed: matches!(view.status, AppointmentStatus::Confirmed | AppointmentStatus::Completed),
            cancelled: view.status == AppointmentStatus::Cancelled,
            organizer: (project.company_name, mail(project.builder_user_id)),
            guest: (customer.name, mail(customer.user_id)),
        })
    };
    Ok(views.into_iter().filter_map(entry).collect())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
