//! Mail to those who asked without an account: plain text, to the address that they left.
use kernel::{App, Change, Order, Result, mail::Mail};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::ticket::store::Model;

/// The job that sends a mail.
pub const SEND_MAIL: &str = "support.send_mail";
/// Longest subject; mail programs show less.
const SUBJECT: usize = 150;

#[derive(Serialize, Deserialize)]
struct Letter {
    to: String,
    subject: String,
    text: String,
}

/// Mails to the stranger who opened this ticket; nothing where he left no address, or the owner has an account.
pub fn to_stranger(change: &mut Change, ticket: &Model, says: &str) -> Result<()> {
    let (None, Some(email)) = (ticket.user_id, &ticket.email) else { return Ok(()) };
    let letter = Letter { to: email.clone(), subject: subject(ticket), text: text(ticket, says) };
    change.enqueue(Order::new(SEND_MAIL, &letter)?);
    Ok(())
}

fn subject(ticket: &Model) -> String {
    let one_line = |c: char| if c.is_control() { ' ' } else { c };
    let line = format!("[{}] {}", ticket.ticket_number, ticket.subject);
    line.chars().map(one_line).take(SUBJECT).collect()
}

fn text(ticket: &Model, says: &str) -> String {
    let name = ticket.name.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
    format!(
        "Hello{name},\n\n{}\n\n-- \nThis is about your request {} of {}. Nobody reads replies to this mail: to add \
         something, write to us again and name that number.\n",
        says.trim_end(),
        ticket.ticket_number,
        ticket.created_at.format("%Y-%m-%d"),
    )
}

/// Sends a letter. One that can never be delivered is let go: trying again would help nobody.
pub async fn send(app: &App, payload: &RawValue) -> Result<()> {
    let Letter { to, subject, text } = serde_json::from_str(payload.get())?;
    match app.mailer.send(&Mail { to, subject, text }).await {
        Err(e) if e.status.is_client_error() => {
            tracing::warn!("an answer could not be mailed: {}", e.detail);
            Ok(())
        }
        sent => sent,
    }
}
