//! Opening tickets, talking on them, deciding over them.
use std::time::Duration;

use chrono::{DateTime, Utc};
use kernel::{
    Act, Actor, App, Caller, Can, Change, Error, Grant, IfMatch, Origin, Result, limit::Rule, module::Fields,
    page::etag,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde_json::value::to_raw_value;

use super::{
    events::{self, Brief, notify, tell},
    http::{ChangeTicket, NewMessage, NewTicket, View},
    model::{self, State},
    store::{self, Model, Side, Status, messages},
};
use crate::{
    letter,
    permissions::{Answer, Ask, Manage},
    settings::Settings,
};

/// Whether a caller is one of those who answer.
pub fn is_staff(caller: &Caller) -> bool {
    Answer::PERMISSION.granted_to(caller.role)
}

/// Counts a request: people by their account, strangers by their address.
pub async fn allow(app: &App, caller: Option<&Caller>, origin: &Origin) -> Result<()> {
    let (settings, period) = (Settings::of(app)?, Duration::from_secs(600));
    let rule = |name, burst| Rule { name, burst, period };
    match caller {
        Some(caller) => app.spend(&rule("support", settings.signed_in), &caller.user_id.to_string()).await,
        None => app.spend(&rule("support-anonymous", settings.anonymous), &origin.network()).await,
    }
}

/// Opens a ticket, in the name of whoever is signed in, or of nobody.
pub async fn open(app: &App, caller: Option<&Caller>, origin: &Origin, new: NewTicket) -> Result<Model> {
    let staff = app.holders::<Answer>().await?;
    let mut change = match caller {
        Some(caller) => caller.change().await?,
        None => Change::begin(app, Actor::of("anonymous", "Anonymous", origin)).await?,
    };
    let now = change.now();
    // Whoever is signed in needs to leave no name: it would only be another than his own.
    let stranger = |field: Option<String>| field.filter(|_| caller.is_none());
    let row = store::ActiveModel {
        user_id: Set(caller.map(|caller| caller.user_id)),
        subject: Set(new.subject),
        message: Set(new.message),
        status: Set(Status::Open),
        priority: Set(new.priority),
        name: Set(stranger(new.name)),
        email: Set(stranger(new.email)),
        last_from: Set(Side::Owner),
        created_at: Set(now),
        updated_at: Set(now),
        ..Default::default()
    };
    let ticket = store::file(change.db(), row, || model::number(app.dice.bytes())).await?;
    tell(&mut change, events::CREATED, &ticket)?;
    for person in staff.iter().filter(|person| Some(person.id) != ticket.user_id) {
        let who = caller.map_or("Somebody without an account", |caller| caller.name.as_str());
        let title = format!("New ticket {}", ticket.ticket_number);
        let says = format!("{who} opened the ticket {}: {}.", ticket.ticket_number, quoted(&ticket.subject));
        notify(&mut change, person.id, events::NEW_KIND, &ticket, title, says)?;
    }
    change.commit(Act::new("create_ticket").on(&ticket.ticket_number).after(&Brief::from(&ticket))).await?;
    Ok(ticket)
}

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn state(ticket: &Model) -> State {
    State {
        status: ticket.status,
        first_answered_at: ticket.first_answered_at,
        resolved_at: ticket.resolved_at,
    }
}

/// A row that changes a ticket to this state, now.
fn set(id: i64, state: State, now: DateTime<Utc>) -> store::ActiveModel {
    store::ActiveModel {
        id: Set(id),
        status: Set(state.status),
        first_answered_at: Set(state.first_answered_at),
        resolved_at: Set(state.resolved_at),
        updated_at: Set(now),
        ..Default::default()
    }
}

/// Says something on a ticket. What staff says answers it, what its owner says may open it again; an internal note
/// changes nothing.
pub async fn say(caller: &Can<Ask>, id: i64, new: NewMessage) -> Result<messages::Model> {
    let staff = is_staff(caller);
    if new.internal && !staff {
        return Err(Error::forbidden("Only those who answer tickets write internal notes."));
    }
    if !staff {
        allow(caller.app(), Some(caller), &caller.origin).await?;
    }
    let mut change = caller.change().await?;
    let before = store::seen(change.db(), caller.user_id, staff, id, true).await?;
    let now = change.now();
    let own = before.user_id == Some(caller.user_id);
    let side = if staff && (new.internal || !own) { Side::Staff } else { Side::Owner };
    let message = messages::ActiveModel {
        ticket_id: Set(id),
        user_id: Set(Some(caller.user_id)),
        author: Set(caller.name.clone()),
        staff: Set(side == Side::Staff),
        internal: Set(new.internal),
        message: Set(new.message),
        created_at: Set(now),
        ..Default::default()
    };
    let mut row = if new.internal {
        set(id, state(&before), now)
    } else {
        store::ActiveModel { last_from: Set(side), ..set(id, state(&before).said(side, now)?, now) }
    };
    if side == Side::Staff && !new.internal && before.assignee_id.is_none() {
        // Whoever answers first takes it.
        row.assignee_id = Set(Some(caller.user_id));
    }
    let message = message.insert(change.db()).await?;
    let ticket = row.update(change.db()).await?;
    let act = Act::new(if new.internal { "note_on_ticket" } else { "reply_to_ticket" });
    if new.internal {
        tell(&mut change, events::NOTED, &ticket)?;
    } else {
        spread(&mut change, caller, &ticket, side, &message.message)?;
    }
    let act = act.on(&ticket.ticket_number).before(&Brief::from(&before)).after(&Brief::from(&ticket));
    change.commit(act).await?;
    Ok(message)
}

/// Brings what one side said to the other.
fn spread(change: &mut Change, caller: &Caller, ticket: &Model, side: Side, said: &str) -> Result<()> {
    let (name, number) = (&caller.name, &ticket.ticket_number);
    if side == Side::Staff {
        tell(change, events::ANSWERED, ticket)?;
        letter::to_stranger(change, ticket, said)?;
        if let Some(owner) = ticket.user_id {
            let says = format!("{name} answered your ticket {}: {}", quoted(&ticket.subject), cut(said));
            notify(change, owner, events::ANSWERED_KIND, ticket, format!("Ticket {number} answered"), says)?;
        }
        return Ok(());
    }
    tell(change, events::REPLIED, ticket)?;
    match ticket.assignee_id.filter(|id| *id != caller.user_id) {
        Some(assignee) => {
            let says = format!("{name} replied on the ticket {}: {}", quoted(&ticket.subject), cut(said));
            notify(change, assignee, events::REPLIED_KIND, ticket, format!("Reply on {number}"), says)
        }
        None => Ok(()),
    }
}

/// The beginning of a long text.
fn cut(text: &str) -> String {
    let mut short = text.chars().take(500).collect::<String>();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Decides over a ticket: its state, its priority, who answers it. What is left out stays.
pub async fn decide(
    admin: &Can<Manage>,
    id: i64,
    if_match: Option<&IfMatch>,
    body: ChangeTicket,
) -> Result<Model> {
    if let Some(Some(assignee)) = body.assignee_id.0 {
        let staff = admin.app().holders::<Answer>().await?;
        if staff.iter().all(|person| person.id != assignee) {
            return Err(Error::bad_request("A ticket is given only to somebody who may answer tickets."));
        }
    }
    let mut change = admin.change().await?;
    let before = store::by_id(change.db(), id, true).await?;
    fresh(admin, if_match, &before).await?;
    let now = change.now();
    let after = state(&before).moved(body.status.0.unwrap_or(before.status), now);
    let mut row = set(id, after, now);
    if let Some(priority) = body.priority.0 {
        row.priority = Set(priority);
    }
    if let Some(assignee) = body.assignee_id.0 {
        row.assignee_id = Set(assignee);
    }
    let ticket = row.update(change.db()).await?;
    tell(&mut change, events::UPDATED, &ticket)?;
    decided(&mut change, admin, &before, &ticket)?;
    let act = Act::new("update_ticket").on(&ticket.ticket_number);
    change.commit(act.before(&Brief::from(&before)).after(&Brief::from(&ticket))).await?;
    Ok(ticket)
}

/// Refuses whoever decided over an older copy.
async fn fresh(admin: &Caller, if_match: Option<&IfMatch>, now: &Model) -> Result<()> {
    match if_match {
        Some(if_match) => if_match.check(&etag(&View::one(admin.app(), now).await?)),
        None => Ok(()),
    }
}

/// Tells whom a decision concerns.
fn decided(change: &mut Change, admin: &Caller, before: &Model, ticket: &Model) -> Result<()> {
    let (number, subject) = (&ticket.ticket_number, quoted(&ticket.subject));
    if ticket.status == Status::Resolved && before.status != Status::Resolved {
        let says =
            format!("Your ticket {subject} is resolved. If it is not, reply on it, and it is open again.");
        if let Some(owner) = ticket.user_id.filter(|owner| *owner != admin.user_id) {
            notify(change, owner, events::RESOLVED_KIND, ticket, format!("Ticket {number} resolved"), says)?;
        }
        letter::to_stranger(change, ticket, &format!("Your request {subject} is resolved."))?;
    }
    match ticket.assignee_id.filter(|id| before.assignee_id != Some(*id) && *id != admin.user_id) {
        Some(assignee) => {
            let says = format!("{} gave you the ticket {subject} to answer.", admin.name);
            notify(change, assignee, events::ASSIGNED_KIND, ticket, format!("Ticket {number} is yours"), says)
        }
        None => Ok(()),
    }
}

/// Removes a ticket with its conversation.
pub async fn remove(admin: &Can<Manage>, id: i64, if_match: Option<&IfMatch>) -> Result<()> {
    let mut change = admin.change().await?;
    let ticket = store::by_id(change.db(), id, true).await?;
    fresh(admin, if_match, &ticket).await?;
    store::remove(change.db(), id).await?;
    tell(&mut change, events::DELETED, &ticket)?;
    change.commit(Act::new("delete_ticket").on(&ticket.ticket_number).before(&Brief::from(&ticket))).await
}

/// What the dashboard shows of one's own tickets.
pub async fn summary(caller: &Caller) -> Result<Fields> {
    let counts = store::counts(caller.db(), Some(caller.user_id)).await?;
    let open = counts.iter().filter(|(status, _, _)| model::is_open(*status)).map(|(_, _, n)| n).sum::<i64>();
    Ok(vec![("open_tickets", to_raw_value(&open)?)])
}
