//! Notices: what a module has to say to a person. The module writes the words; whoever keeps the inbox
//! hears the event and brings it to him by the channels that he chose.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{Audience, Change, Event, Result};

/// The topic under which notices travel.
pub const TOPIC: &str = "house.notice";

/// A kind of notice that a module gives, for the person who chooses how to get it.
pub struct NoticeKind {
    /// `module.what_happened`.
    pub key: &'static str,
    /// As a person reads it: "A claim of yours was decided".
    pub title: &'static str,
    /// The right without which nobody is ever told; `None` for everybody.
    pub right: Option<&'static str>,
}

/// How the inbox files it: the values of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Class {
    Transaction,
    Alert,
    Reminder,
    Kyc,
}

/// Something that a person should know.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// For whom: `users.id`.
    pub user_id: i64,
    /// One of the module's [`NoticeKind`]s, by key.
    pub kind: String,
    /// How the inbox files it.
    pub class: Class,
    /// A few words.
    pub title: String,
    /// A sentence or two, complete in itself.
    pub message: String,
    /// The address of the thing in the console: `/claims/7`.
    pub link: Option<String>,
    /// Of notices with the same key a person gets one only: "budget 7 past 80 %".
    pub once: Option<String>,
}

/// A notice under way, with the moment of what it tells.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    notice: &'a Notice,
    at: DateTime<Utc>,
}

impl Change {
    /// Tells a person, once the change is committed.
    pub fn notify(&mut self, notice: &Notice) -> Result<()> {
        let told = Told { notice, at: self.now() };
        self.emit(Event::new(TOPIC, &told, Audience::Modules)?);
        Ok(())
    }
}
