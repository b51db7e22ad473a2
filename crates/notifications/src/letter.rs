//! A notice as a mail: plain text, one reader, a link into this house.
use kernel::{App, Order, Person, Result, mail::Mail};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The job that sends a mail.
pub const SEND_MAIL: &str = "notifications.send_mail";
/// Longest subject; mail programs show less.
const SUBJECT: usize = 150;

/// A mail on its way.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    to: String,
    subject: String,
    text: String,
}

/// What a letter says.
pub struct Words<'a> {
    /// A few words.
    pub title: &'a str,
    /// A sentence or two.
    pub message: &'a str,
    /// A path of the console.
    pub link: Option<&'a str>,
}

impl Letter {
    /// To a person, from the house at this address.
    pub fn new(person: &Person, words: &Words<'_>, public_url: &str) -> Self {
        let house = public_url.trim_end_matches('/');
        let mut text = format!("Hello {},\n\n{}\n", one_line(&person.name), words.message.trim_end());
        if let Some(link) = words.link.filter(|link| link.starts_with('/') && !link.starts_with("//")) {
            text.push_str(&format!("\n{house}{}\n", one_line(link)));
        }
        text.push_str(&format!("\n-- \nChoose what reaches you by mail: {house}/settings\n"));
        let subject = one_line(words.title).chars().take(SUBJECT).collect();
        Self { to: person.email.clone(), subject, text }
    }

    /// As an order for the job that sends it.
    pub fn order(&self) -> Result<Order> {
        Order::new(SEND_MAIL, self)
    }
}

/// A line that stays one: nothing in it begins another, or another header.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_control() || ('\u{2028}'..='\u{202e}').contains(&c) { ' ' } else { c };
    text.chars().map(plain).collect::<String>().trim().to_owned()
}

/// Sends a letter. One that can never be delivered is let go: trying again would help nobody.
pub async fn send(app: &App, payload: &RawValue) -> Result<()> {
    let Letter { to, subject, text } = serde_json::from_str(payload.get())?;
    match app.mailer.send(&Mail { to, subject, text }).await {
        Err(e) if e.status.is_client_error() => {
            tracing::warn!("a notice could not be mailed: {}", e.detail);
            Ok(())
        }
        sent => sent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ann(name: &str) -> Person {
        let text = |text: &str| text.to_owned();
        Person {
            id: 1,
            handle: text("ann"),
            name: text(name),
            email: text("ann@example.com"),
            is_active: true,
            wants_mail: true,
        }
    }

    #[test]
    fn a_letter_has_a_greeting_the_words_and_a_link_home() {
        let words = Words { title: "Claim paid", message: "500.00 were paid.", link: Some("/claims/7") };
        let letter = Letter::new(&ann("Ann Lee"), &words, "https://bursar.example/");
        assert_eq!((letter.to.as_str(), letter.subject.as_str()), ("ann@example.com", "Claim paid"));
        assert_eq!(
            letter.text,
            "Hello Ann Lee,\n\n500.00 were paid.\n\nhttps://bursar.example/claims/7\n\n-- \n\
             Choose what reaches you by mail: https://bursar.example/settings\n"
        );
    }

    #[test]
    fn nothing_smuggles_a_header_or_a_foreign_link() {
        let title = "Hi\r\nBcc: eve@example.com\u{2028}x";
        let words = Words { title, message: "m", link: Some("//evil.example") };
        let letter = Letter::new(&ann("A\nSubject: b"), &words, "https://bursar.example");
        assert!(!letter.subject.contains(['\r', '\n', '\u{2028}']), "{}", letter.subject);
        assert!(letter.text.starts_with("Hello A Subject: b,\n") && !letter.text.contains("evil"));
        let long = "ä".repeat(1_000);
        let letter = Letter::new(&ann("A"), &Words { title: &long, message: "", link: None }, "");
        assert_eq!(letter.subject.chars().count(), SUBJECT);
    }
}
