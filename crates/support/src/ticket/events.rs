//! What others may hear of tickets, and what people are told.
use kernel::{Audience, Change, Event, Grant, Notice, Result, notice::Class};
use serde::Serialize;

use super::store::{Model, Priority, Status};
use crate::permissions::Answer;

/// Somebody opened a ticket. All topics have the body [`Brief`], and come once for those who answer and once for
/// the owner, if he has an account.
pub const CREATED: &str = "support.ticket.created";
/// State, priority or assignee changed.
pub const UPDATED: &str = "support.ticket.updated";
/// Staff answered.
pub const ANSWERED: &str = "support.ticket.answered";
/// The owner replied.
pub const REPLIED: &str = "support.ticket.replied";
/// Staff made a note; the owner does not hear of it.
pub const NOTED: &str = "support.ticket.noted";
/// A ticket was removed.
pub const DELETED: &str = "support.ticket.deleted";

/// To the owner: staff answered.
pub const ANSWERED_KIND: &str = "support.ticket_answered";
/// To the owner: it is resolved.
pub const RESOLVED_KIND: &str = "support.ticket_resolved";
/// To those who answer: there is a new one.
pub const NEW_KIND: &str = "support.ticket_new";
/// To whom a ticket was given.
pub const ASSIGNED_KIND: &str = "support.ticket_assigned";
/// To the assignee: the owner replied.
pub const REPLIED_KIND: &str = "support.ticket_replied";

/// The snapshot that travels: nothing that was written in confidence.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the names are those of the ticket")]
pub struct Brief {
    pub id: i64,
    pub ticket_number: String,
    pub subject: String,
    pub status: Status,
    pub priority: Priority,
    pub user_id: Option<i64>,
    pub assignee_id: Option<i64>,
}

impl From<&Model> for Brief {
    fn from(ticket: &Model) -> Self {
        Self {
            id: ticket.id,
            ticket_number: ticket.ticket_number.clone(),
            subject: ticket.subject.clone(),
            status: ticket.status,
            priority: ticket.priority,
            user_id: ticket.user_id,
            assignee_id: ticket.assignee_id,
        }
    }
}

/// Tells those who answer, and the owner.
pub fn tell(change: &mut Change, topic: &'static str, ticket: &Model) -> Result<()> {
    let brief = Brief::from(ticket);
    change.emit(Event::new(topic, &brief, Audience::Holders(Answer::PERMISSION.key.into()))?);
    if let Some(owner) = ticket.user_id.filter(|_| topic != NOTED) {
        change.emit(Event::new(topic, &brief, Audience::User(owner))?);
    }
    Ok(())
}

/// Gives a notice about a ticket.
pub fn notify(
    change: &mut Change,
    user_id: i64,
    kind: &'static str,
    ticket: &Model,
    title: String,
    message: String,
) -> Result<()> {
    change.notify(&Notice {
        user_id,
        kind: kind.into(),
        class: Class::Alert,
        title,
        message,
        link: Some(format!("/tickets/{}", ticket.id)),
        once: (kind == NEW_KIND).then(|| format!("{NEW_KIND}/{}", ticket.id)),
    })
}
