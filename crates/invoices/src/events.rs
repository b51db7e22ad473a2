//! What screens and other modules hear of invoices, and what people are told.
use kernel::{
    Audience, Change, Event, Grant, Result,
    notice::{Class, Notice, NoticeKind},
};
use serde::Serialize;

use crate::permissions::Manage;

/// A batch was opened, changed or deleted.
pub const BATCH_CHANGED: &str = "invoices.batch.changed";
/// How far a batch is; for screens only.
pub const BATCH_PROGRESS: &str = "invoices.batch.progress";
/// Invoices came in, changed, were decided or deleted.
pub const INVOICE_CHANGED: &str = "invoices.invoice.changed";
/// A stage of an invoice began or ended; for screens only.
pub const STAGE: &str = "invoices.invoice.stage";
/// A vendor was changed by a person.
pub const VENDOR_CHANGED: &str = "invoices.vendor.changed";

/// Somebody handed you an invoice.
pub const ASSIGNED: &str = "invoices.assigned";
/// An invoice of yours was decided by somebody else.
pub const DECIDED: &str = "invoices.decided";
/// Somebody wrote about an invoice of yours.
pub const COMMENTED: &str = "invoices.commented";
/// An invoice needs a second approval.
pub const SECOND_APPROVAL: &str = "invoices.second_approval";

/// Files or mails came in by themselves that are no invoices.
pub const NOT_TAKEN: &str = "invoices.not_taken";

/// The kinds of notices that this module gives.
pub const NOTICES: &[NoticeKind] = &[
    NoticeKind { key: ASSIGNED, title: "An invoice was assigned to you", right: Some("invoices:read") },
    NoticeKind { key: DECIDED, title: "An invoice of yours was decided", right: Some("invoices:read") },
    NoticeKind {
        key: COMMENTED,
        title: "Somebody wrote about an invoice of yours",
        right: Some("invoices:read"),
    },
    NoticeKind {
        key: SECOND_APPROVAL,
        title: "An invoice waits for a second approval",
        right: Some("invoices:manage"),
    },
    NoticeKind {
        key: NOT_TAKEN,
        title: "Something came in that is no invoice",
        right: Some("invoices:upload"),
    },
];

/// For the screens of the owner, and of everyone who sees all invoices.
pub fn audience(owner: i64) -> Audience {
    Audience::UserAndHolders(owner, Manage::PERMISSION.key.into())
}

/// Shows a fact about something of `owner`.
pub fn tell(change: &mut Change, topic: &'static str, owner: i64, body: &impl Serialize) -> Result<()> {
    change.emit(Event::new(topic, body, audience(owner))?);
    Ok(())
}

/// Tells a person, in his inbox.
pub fn notify(
    change: &mut Change,
    user_id: i64,
    kind: &'static str,
    title: &str,
    message: String,
    invoice: i64,
) -> Result<()> {
    change.notify(&Notice {
        user_id,
        kind: kind.into(),
        class: Class::Alert,
        title: title.into(),
        message,
        link: Some(format!("/invoices/{invoice}")),
        once: None,
    })
}
