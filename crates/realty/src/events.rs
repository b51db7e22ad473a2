//! What others hear of developments and homes, and what people are told.
use kernel::{
    Audience, Change, Event, Result,
    notice::{Class, Notice, NoticeKind},
};
use serde::Serialize;

/// A booking of yours moved on.
pub const BOOKING_UPDATE: &str = "realty.booking_update";
/// A payment is due, was received, or is late.
pub const PAYMENT_DUE: &str = "realty.payment_due";
/// A visit was asked for, changed, or is near.
pub const APPOINTMENT_REMINDER: &str = "realty.appointment_reminder";
/// Your home grows.
pub const PROGRESS_UPDATE: &str = "realty.progress_update";
/// Somebody wrote to you.
pub const MESSAGE_RECEIVED: &str = "realty.message_received";
/// A change request of yours moved on.
pub const CHANGE_REQUEST_UPDATE: &str = "realty.change_request_update";

/// The kinds of notices that this module gives. Their last words are the six types of the building clients.
pub const NOTICES: &[NoticeKind] = &[
    NoticeKind { key: BOOKING_UPDATE, title: "A booking moved on", right: Some("realty:take_part") },
    NoticeKind {
        key: PAYMENT_DUE,
        title: "A payment is due, was received or is late",
        right: Some("realty:take_part"),
    },
    NoticeKind {
        key: APPOINTMENT_REMINDER,
        title: "A visit was arranged, changed or is near",
        right: Some("realty:take_part"),
    },
    NoticeKind { key: PROGRESS_UPDATE, title: "News of the construction", right: Some("realty:take_part") },
    NoticeKind {
        key: MESSAGE_RECEIVED,
        title: "Somebody wrote to you about a home",
        right: Some("realty:take_part"),
    },
    NoticeKind {
        key: CHANGE_REQUEST_UPDATE,
        title: "A change request moved on",
        right: Some("realty:take_part"),
    },
];

/// Shows a fact to the screens of these people (`users.id`) and to all modules.
pub fn tell(change: &mut Change, topic: &'static str, people: &[i64], body: &impl Serialize) -> Result<()> {
    if people.is_empty() {
        change.emit(Event::new(topic, body, Audience::Modules)?);
    }
    for person in people {
        change.emit(Event::new(topic, body, Audience::User(*person))?);
    }
    Ok(())
}

/// Tells a person, in his inbox.
pub struct Word<'a> {
    /// One of [`NOTICES`].
    pub kind: &'static str,
    /// A few words.
    pub title: &'a str,
    /// A sentence or two, with the figures in them.
    pub message: String,
    /// Where in the console.
    pub link: String,
    /// Never twice to one person.
    pub once: Option<String>,
}

impl Word<'_> {
    /// Says it.
    pub fn to(&self, change: &mut Change, user_id: i64) -> Result<()> {
        change.notify(&Notice {
            user_id,
            kind: self.kind.into(),
            class: if self.kind == PAYMENT_DUE { Class::Reminder } else { Class::Alert },
            title: self.title.into(),
            message: self.message.clone(),
            link: Some(self.link.clone()),
            once: self.once.clone(),
        })
    }
}
