//! Arranging, moving and calling off appointments.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Listed, Result, Slice, page::etag};

use super::{
    http::{
        AppointmentFilter, AppointmentPage, AppointmentPatch, AppointmentStats, NewAppointment, Reschedule,
    },
    model,
    store::{self, AppointmentStatus, AppointmentType, Filter, MeetingLocation, Model, Party},
    view::Appointment,
};
use crate::{
    booking,
    calendar::{http::Ics, model as calendars},
    dealings::store::{self as dealings, Site},
    development::store as developments,
    events::{self, Word},
    permissions::{Build, TakePart},
    profile::store::{self as profiles, customer},
    side::{self, Side},
};

/// An appointment was made; body: the appointment.
pub const CREATED: &str = "realty.appointment.created";
/// An appointment was moved, confirmed or otherwise changed; body: the appointment.
pub const UPDATED: &str = "realty.appointment.updated";
/// An appointment was called off; body: the appointment.
pub const CANCELLED: &str = "realty.appointment.cancelled";

impl Side {
    /// Which side of a sale it is.
    pub fn party(&self) -> Party {
        match self {
            Self::Builder(_) => Party::Builder,
            Self::Customer(_) => Party::Customer,
        }
    }
}

/// 403 unless the appointment is this side's.
fn takes_part(side: &Side, row: &Model) -> Result<()> {
    match side {
        Side::Builder(builder) if builder.id == row.builder_id => Ok(()),
        Side::Customer(customer) if customer.id == row.customer_id => Ok(()),
        _ => Err(Error::forbidden("Not authorized")),
    }
}

/// The caller's own appointments.
fn own(side: &Side) -> Filter {
    Filter { builder: side.builder_id(), customer: side.customer_id(), ..Filter::default() }
}

/// With whom: a customer arranges for himself, a builder with somebody who has dealings with him.
async fn guest(
    change: &Change,
    side: &Side,
    site: &Site,
    customer_id: Option<i64>,
) -> Result<customer::Model> {
    let refused = || Error::forbidden("Not authorized");
    match (side, customer_id) {
        (Side::Customer(me), None) => Ok(me.clone()),
        (Side::Customer(me), Some(id)) if [me.id, me.user_id].contains(&id) => Ok(me.clone()),
        (Side::Customer(_), Some(_)) => Err(refused()),
        (Side::Builder(builder), _) if builder.id != site.builder_id => Err(refused()),
        (Side::Builder(_), None) => Err(Error::invalid("customer_id", "Field required")),
        (Side::Builder(builder), Some(id)) => {
            let found = profiles::customers(change.db(), &[id]).await?.remove(&id);
            let found = found.ok_or_else(|| Error::not_found("Customer not found"))?;
            if dealings::knows(change.db(), builder, id).await? {
                return Ok(found);
            }
            Err(Error::forbidden("Not authorized: this customer has no dealings with you yet."))
        }
    }
}

/// Makes an appointment: with the other side told, and the customer's inquiry moved on by a site visit.
pub async fn arrange(can: &Can<TakePart>, new: NewAppointment) -> Result<Appointment> {
    let mut change = can.change().await?;
    let side = Side::of(can, change.db()).await?;
    let site = dealings::site(change.db(), new.project_id).await?.ok_or_else(developments::missing)?;
    let customer = guest(&change, &side, &site, new.customer_id).await?;
    let minutes = new.duration_minutes.unwrap_or(model::USUAL);
    let row = Model {
        id: 0,
        customer_id: customer.id,
        development_id: site.id,
        builder_id: site.builder_id,
        appointment_type: new.appointment_type,
        appointment_date: new.appointment_date,
        ends_at: model::end(new.appointment_date, minutes).ok_or_else(too_late)?,
        duration_minutes: minutes,
        status: AppointmentStatus::Scheduled,
        meeting_location: new.meeting_location.unwrap_or(MeetingLocation::Site),
        attendees: new.attendees.map(Into::into),
        agenda: new.agenda,
        notes: None,
        reschedule_reason: None,
        created_by: side.party(),
        proposed_by: side.party(),
        reminded_at: None,
        sequence: 0,
        created_at: change.now(),
        updated_at: None,
    };
    free(&change, side.party(), &row).await?;
    let row = store::insert(change.db(), row).await?;
    if row.appointment_type == AppointmentType::SiteVisit {
        booking::commands::visit_arranged(&mut change, row.customer_id, row.development_id).await?;
    }
    let what = if side.party() == Party::Customer { "asks for a" } else { "proposes a" };
    let act = Act::new("create_appointment").after(&row);
    finish(change, &side, row, CREATED, act, what).await
}

fn too_late() -> Error {
    Error::invalid("appointment_date", "must lie between the years 1 and 9999")
}

/// 409 where one of the two has another appointment then. Nobody else arranges anything with them meanwhile.
async fn free(change: &Change, party: Party, row: &Model) -> Result<()> {
    dealings::in_line(change.db(), row.builder_id, row.customer_id).await?;
    match store::clash(change.db(), row).await? {
        None => Ok(()),
        Some(other) => Err(Error::conflict(model::clash_words(party, row, &other))),
    }
}

/// Tells both sides' screens, and the other side in words; then commits.
async fn finish(
    mut change: Change,
    side: &Side,
    row: Model,
    topic: &'static str,
    act: Act,
    what: &str,
) -> Result<Appointment> {
    let view = store::view(change.db(), row.clone()).await?;
    let (Some(customer), Some(project)) = (&view.customer, &view.project) else {
        return Err(Error::internal("an appointment without its people"));
    };
    events::tell(&mut change, topic, &[project.builder_user_id, customer.user_id], &view)?;
    let (who, other, link) = match side {
        Side::Builder(builder) => (builder.company_name.clone(), customer.user_id, "/my/appointments"),
        Side::Customer(me) => (me.name(), project.builder_user_id, "/builder/appointments"),
    };
    let facts = model::facts(&row, &project.project_name);
    let reason = row.reschedule_reason.as_ref().filter(|_| what == MOVED);
    let why = reason.map(|why| format!(" Why: {why}")).unwrap_or_default();
    Word {
        kind: events::APPOINTMENT_REMINDER,
        title: match topic {
            CREATED => "An appointment to confirm",
            CANCELLED => "An appointment was cancelled",
            _ => "An appointment has changed",
        },
        message: format!("{who} {what} {facts}.{why}"),
        link: link.into(),
        once: None,
    }
    .to(&mut change, other)?;
    change.commit(act.on(format!("appointment:{}", row.id))).await?;
    Ok(view)
}

const MOVED: &str = "has moved the";

/// The caller's appointment, locked, with his side; 412 where his copy is stale. The people come first, in the order
/// in which everything that is arranged locks them.
async fn locked(caller: &Caller, change: &Change, id: i64, if_match: &IfMatch) -> Result<(Side, Model)> {
    let side = Side::of(caller, change.db()).await?;
    let row = store::by_id(change.db(), id).await?.ok_or_else(store::missing)?;
    takes_part(&side, &row)?;
    dealings::in_line(change.db(), row.builder_id, row.customer_id).await?;
    let row = store::lock(change.db(), id).await?;
    if_match.check(&etag(&store::view(change.db(), row.clone()).await?))?;
    Ok((side, row))
}

/// The appointment, if it is the caller's.
pub async fn seen(caller: &Caller, id: i64) -> Result<Appointment> {
    let side = Side::of(caller, caller.db()).await?;
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    takes_part(&side, &row)?;
    store::view(caller.db(), row).await
}

/// A page of the caller's own, with how many of those that pass the filters stand how.
pub async fn list(caller: &Caller, asked: AppointmentFilter) -> Result<AppointmentPage> {
    let side = Side::of(caller, caller.db()).await?;
    let midnight = |day: chrono::NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let filter = Filter {
        status: asked.status,
        appointment_type: asked.appointment_type.or(asked.r#type),
        development: asked.project_id,
        from: asked.from.map(|day| midnight(day.0)),
        until: asked.to.and_then(|day| day.0.succ_opt()).map(midnight),
        ..own(&side)
    };
    let counts = store::counts(caller.db(), &filter).await?;
    let of = |status| counts.iter().filter(|(one, _)| *one == status).map(|(_, n)| n).sum();
    let stats = AppointmentStats {
        total: counts.iter().map(|(_, n)| n).sum(),
        confirmed: of(AppointmentStatus::Confirmed),
        scheduled: of(AppointmentStatus::Scheduled),
        completed: of(AppointmentStatus::Completed),
        cancelled: of(AppointmentStatus::Cancelled),
    };
    let rows = store::page(caller.db(), &filter, (asked.page - 1) * asked.limit, asked.limit).await?;
    let appointments = store::show(caller.db(), rows).await?;
    Ok(AppointmentPage {
        appointments,
        total: stats.total as u64,
        page: asked.page,
        limit: asked.limit,
        stats,
    })
}

async fn slice_of(caller: &Caller, filter: &Filter, slice: Slice) -> Result<Listed<Appointment>> {
    let rows = store::page(caller.db(), filter, slice.skip, slice.limit).await?;
    let total = store::count(caller.db(), filter).await?;
    Ok(Listed { items: store::show(caller.db(), rows).await?, total })
}

/// A customer's appointments: his own, by either of his numbers; a builder sees those with himself.
pub async fn of_customer(caller: &Caller, id: i64, slice: Slice) -> Result<Listed<Appointment>> {
    let side = Side::of(caller, caller.db()).await?;
    match &side {
        Side::Customer(me) if [me.id, me.user_id].contains(&id) => {}
        Side::Customer(_) => return Err(Error::forbidden("Not authorized")),
        Side::Builder(builder) => {
            if !profiles::customers(caller.db(), &[id]).await?.contains_key(&id) {
                return Err(Error::not_found("Customer not found"));
            }
            if !dealings::knows(caller.db(), builder, id).await? {
                return Err(Error::forbidden("Not authorized"));
            }
        }
    }
    let customer = side.customer_id().or(Some(id));
    slice_of(caller, &Filter { customer, ..own(&side) }, slice).await
}

/// The appointments of a development of the caller's.
pub async fn of_development(can: &Can<Build>, id: i64, slice: Slice) -> Result<Listed<Appointment>> {
    let builder = side::builder(can, can.db()).await?;
    developments::owned(can.db(), builder.id, id).await?;
    slice_of(can, &Filter { development: Some(id), ..Filter::default() }, slice).await
}

/// Writes agenda, notes and attendees.
pub async fn note(
    can: &Can<TakePart>,
    id: i64,
    if_match: &IfMatch,
    body: AppointmentPatch,
) -> Result<Appointment> {
    let change = can.change().await?;
    let (side, before) = locked(can, &change, id, if_match).await?;
    let mut row = before.clone();
    if let Some(agenda) = body.agenda.0 {
        row.agenda = agenda;
    }
    if let Some(notes) = body.notes.0 {
        row.notes = notes;
    }
    if let Some(attendees) = body.attendees.0 {
        row.attendees = attendees.map(Into::into);
    }
    if row == before {
        return store::view(change.db(), before).await;
    }
    row.sequence += 1;
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let act = Act::new("update_appointment").before(&before).after(&row);
    finish(change, &side, row, UPDATED, act, "has written about the").await
}

/// Confirms, completes or calls off.
pub async fn set_status(can: &Can<TakePart>, id: i64, if_match: &IfMatch, word: &str) -> Result<Appointment> {
    let to = model::status_of(word).ok_or_else(|| Error::bad_request("Invalid status"))?;
    let change = can.change().await?;
    let (side, before) = locked(can, &change, id, if_match).await?;
    if before.status == to {
        return store::view(change.db(), before).await;
    }
    model::step(before.status, to).map_err(Error::conflict)?;
    model::allowed(side.party(), &before, to).map_err(Error::forbidden)?;
    let mut row = before.clone();
    row.status = to;
    row.sequence += 1;
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let (topic, what) = match to {
        AppointmentStatus::Cancelled => (CANCELLED, "has cancelled the"),
        AppointmentStatus::Confirmed => (UPDATED, "has confirmed the"),
        AppointmentStatus::Completed => (UPDATED, "has completed the"),
        _ => (UPDATED, "has opened again the"),
    };
    let act = Act::new("set_appointment_status").before(&before).after(&row);
    finish(change, &side, row, topic, act, what).await
}

/// Moves an appointment in time or place. Its status stays.
pub async fn reschedule(
    can: &Can<TakePart>,
    id: i64,
    if_match: &IfMatch,
    body: Reschedule,
) -> Result<Appointment> {
    let change = can.change().await?;
    let (side, before) = locked(can, &change, id, if_match).await?;
    let mut row = before.clone();
    row.appointment_date = body.appointment_date.0.unwrap_or(row.appointment_date);
    row.duration_minutes = body.duration_minutes.0.unwrap_or(row.duration_minutes);
    row.meeting_location = body.meeting_location.0.unwrap_or(row.meeting_location);
    row.ends_at = model::end(row.appointment_date, row.duration_minutes).ok_or_else(too_late)?;
    if row == before {
        return store::view(change.db(), before).await;
    }
    if !store::LIVE.contains(&before.status) {
        return Err(Error::conflict(format!(
            "This appointment is {}: it can't be moved any more. Make a new one.",
            before.status
        )));
    }
    if (row.appointment_date, row.ends_at) != (before.appointment_date, before.ends_at) {
        free(&change, side.party(), &row).await?;
        row.reminded_at = None;
    }
    row.proposed_by = side.party();
    row.reschedule_reason = body.reschedule_reason.or(row.reschedule_reason);
    row.sequence += 1;
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let act = Act::new("reschedule_appointment").before(&before).after(&row);
    finish(change, &side, row, UPDATED, act, MOVED).await
}

/// The appointment for the caller's own calendar.
pub async fn invitation(caller: &Caller, id: i64) -> Result<Ics> {
    let view = seen(caller, id).await?;
    let name = format!("appointment-{}.ics", view.id);
    let entry = crate::calendar::commands::entries(caller.app(), vec![view]).await?.pop();
    let entry = entry.ok_or_else(|| Error::internal("an appointment without its people"))?;
    let method = if entry.cancelled { "CANCEL" } else { "REQUEST" };
    Ok(Ics { name, text: calendars::invitation(&entry), method })
}
