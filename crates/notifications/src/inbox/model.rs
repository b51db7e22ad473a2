//! The rules of the inbox. Pure.
use kernel::notice;

use super::store::{Matter, NotificationType};

/// The kind of what a person's own program notes for him.
pub const NOTE: &str = "notifications.note";
/// The kind of what the administration writes.
pub const MESSAGE: &str = "notifications.message";

/// What a line of text is: no control characters, nothing that turns its direction, and something to see.
pub const LINE: &str = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*[^\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069][^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$";
/// What a text is: the same, of several lines.
pub const TEXT: &str =
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$";
/// What a link is: a path of this house.
pub const LINK: &str = r"^/[A-Za-z0-9][A-Za-z0-9/_.~?=&%#-]*$";

/// See [`LINE`].
pub fn line(text: &str, _: &()) -> garde::Result {
    let turns = |c: char| matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    match text.chars().any(|c| c.is_control() || turns(c)) {
        true => Err(garde::Error::new("must be one line, without control characters")),
        false => visible(text),
    }
}

/// See [`TEXT`].
pub fn text(text: &str, _: &()) -> garde::Result {
    match text.chars().any(|c| c.is_control() && !['\t', '\n', '\r'].contains(&c)) {
        true => Err(garde::Error::new("must not contain control characters")),
        false => visible(text),
    }
}

/// Of an empty text its length complains.
fn visible(text: &str) -> garde::Result {
    let seen = |c: char| c != ' ' && c != '\u{a0}' && !c.is_control();
    if text.is_empty() || text.chars().any(seen) {
        Ok(())
    } else {
        Err(garde::Error::new("must say something"))
    }
}

/// See [`LINK`].
pub fn link(text: &str, _: &()) -> garde::Result {
    let mut rest = text.chars();
    let begins = rest.next() == Some('/') && rest.next().is_some_and(|c| c.is_ascii_alphanumeric());
    let fits = |c: char| c.is_ascii_alphanumeric() || "/_.~?=&%#-".contains(c);
    if begins && rest.all(fits) { Ok(()) } else { Err(garde::Error::new("must be a path such as /claims/7")) }
}

impl From<notice::Class> for NotificationType {
    fn from(class: notice::Class) -> Self {
        match class {
            notice::Class::Transaction => Self::Transaction,
            notice::Class::Alert => Self::Alert,
            notice::Class::Reminder => Self::Reminder,
            notice::Class::Kyc => Self::Kyc,
        }
    }
}

/// How building clients file a notice. A kind that ends in one of their words is that; an answer or a message is
/// a message received; of the rest the class decides.
pub fn matter(kind: &str, class: NotificationType) -> Matter {
    let word = kind.rsplit('.').next().unwrap_or_default();
    match word {
        "booking_update" => Matter::BookingUpdate,
        "payment_due" => Matter::PaymentDue,
        "appointment_reminder" => Matter::AppointmentReminder,
        "progress_update" => Matter::ProgressUpdate,
        "message_received" => Matter::MessageReceived,
        "change_request_update" => Matter::ChangeRequestUpdate,
        _ if word.ends_with("message") || word.ends_with("answered") || word.ends_with("replied") => {
            Matter::MessageReceived
        }
        _ => match class {
            NotificationType::Transaction => Matter::PaymentDue,
            NotificationType::Alert => Matter::ProgressUpdate,
            NotificationType::Reminder => Matter::AppointmentReminder,
            NotificationType::Kyc => Matter::ChangeRequestUpdate,
        },
    }
}

/// What a link leads to: `/claims/7` to `claim` 7.
pub fn related(link: &str) -> Option<(String, i64)> {
    let mut steps = link.split(['?', '#']).next()?.rsplit('/').filter(|step| !step.is_empty());
    let id = steps.next()?.parse().ok()?;
    let plural = steps.next()?;
    let noun = match plural.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
    };
    Some((noun.replace('-', "_"), id))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_is_one_line_that_can_be_seen() {
        for good in ["Hi", "Grüße <b>&", "a\u{a0}b", " x "] {
            assert!(line(good, &()).is_ok(), "{good:?}");
        }
        for bad in
            [" ", "\u{a0}", "a\nb", "a\r\nBcc: x", "a\tb", "\u{7f}", "a\u{85}", "a\u{202e}b", "\u{2066}a"]
        {
            assert!(line(bad, &()).is_err(), "{bad:?}");
        }
        assert!(
            text("a\n\tb\r\n", &()).is_ok()
                && text("\n \t", &()).is_err()
                && text("a\u{1b}[0m", &()).is_err()
        );
    }

    #[test]
    fn a_link_stays_in_the_house() {
        for good in ["/a", "/claims/7", "/tickets/7?tab=messages#last"] {
            assert!(link(good, &()).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/",
            "//evil.example",
            "/\\evil",
            "https://evil.example",
            "javascript:alert(1)",
            "/a b",
            "/a\n",
        ] {
            assert!(link(bad, &()).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn building_clients_get_their_own_words() {
        use NotificationType::{Alert, Kyc, Reminder, Transaction};
        assert_eq!(matter("estate.payment_due", Alert), Matter::PaymentDue);
        assert_eq!(matter("estate.booking_update", Alert), Matter::BookingUpdate);
        assert_eq!(matter("support.ticket_answered", Alert), Matter::MessageReceived);
        assert_eq!(matter(MESSAGE, Kyc), Matter::MessageReceived);
        assert_eq!(matter("a.b", Transaction), Matter::PaymentDue);
        assert_eq!(matter("a.b", Alert), Matter::ProgressUpdate);
        assert_eq!(matter("a.b", Reminder), Matter::AppointmentReminder);
        assert_eq!(matter("a.b", Kyc), Matter::ChangeRequestUpdate);
    }

    #[test]
    fn links_name_what_they_lead_to() {
        assert_eq!(related("/claims/7"), Some(("claim".into(), 7)));
        assert_eq!(related("/insurance/policies/12?tab=x"), Some(("policy".into(), 12)));
        assert_eq!((related("/settings"), related("/"), related("/a/b")), (None, None, None));
    }

    proptest! {
        #[test]
        fn no_line_holds_what_a_header_could_be_made_of(said in "\\PC*|.*") {
            if line(&said, &()).is_ok() {
                prop_assert!(!said.contains(['\r', '\n', '\0']));
            }
        }
    }
}
