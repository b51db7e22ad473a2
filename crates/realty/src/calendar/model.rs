//! Appointments as iCalendar (RFC 5545, RFC 5546).
use chrono::{DateTime, Duration, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// What a calendar shows of an appointment.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The same for all versions of one appointment.
    pub uid: String,
    /// Of these the latest counts.
    pub sequence: u32,
    /// When this version was made.
    pub stamp: DateTime<Utc>,
    /// From when.
    pub begins: DateTime<Utc>,
    /// Until when.
    pub ends: DateTime<Utc>,
    /// A few words.
    pub summary: String,
    /// More words.
    pub description: String,
    /// Where.
    pub location: String,
    /// Where one reads on.
    pub url: String,
    /// Whether both sides agreed.
    pub confirmed: bool,
    /// Whether it was called off.
    pub cancelled: bool,
    /// Who invites: name and mail address.
    pub organizer: (String, String),
    /// Who is invited: name and mail address.
    pub guest: (String, String),
}

/// Text without what could end a line of the format; line breaks stay.
fn plain(text: &str) -> String {
    text.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

/// A value that stands unescaped or in quotes: one line, without quotes.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() && *c != '"').collect()
}

fn person(key: &str, who: &(String, String)) -> Property {
    let (name, mail) = who;
    let mut property = Property::new(key, format!("mailto:{}", bare(mail)));
    property.add_parameter("CN", &bare(name));
    property.done()
}

fn event(entry: &Entry) -> Event {
    let status = match (entry.cancelled, entry.confirmed) {
        (true, _) => EventStatus::Cancelled,
        (false, true) => EventStatus::Confirmed,
        (false, false) => EventStatus::Tentative,
    };
    let mut guest = person("ATTENDEE", &entry.guest);
    guest.add_parameter("ROLE", "REQ-PARTICIPANT");
    guest.add_parameter("PARTSTAT", if entry.confirmed { "ACCEPTED" } else { "NEEDS-ACTION" });
    Event::new()
        .uid(&bare(&entry.uid))
        .sequence(entry.sequence)
        .timestamp(entry.stamp)
        .starts(entry.begins)
        .ends(entry.ends)
        .summary(&plain(&entry.summary))
        .description(&plain(&entry.description))
        .location(&plain(&entry.location))
        .url(&bare(&entry.url))
        .status(status)
        .append_property(person("ORGANIZER", &entry.organizer))
        .append_property(guest)
        .done()
}

fn calendar(method: &str) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Bursar//Real estate//EN"));
    calendar.append_property(("CALSCALE", "GREGORIAN"));
    calendar.append_property(("METHOD", method));
    calendar
}

/// One appointment as an invitation, or as the news that it was called off.
pub fn invitation(entry: &Entry) -> String {
    calendar(if entry.cancelled { "CANCEL" } else { "REQUEST" }).push(event(entry)).to_string()
}

/// Many appointments as a calendar that programs fetch again and again.
pub fn feed(name: &str, entries: &[Entry]) -> String {
    let mut all = calendar("PUBLISH");
    all.name(&bare(name)).ttl(&Duration::hours(1));
    all.extend(entries.iter().map(event));
    all.to_string()
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn entry() -> Entry {
        let at = |hour| Utc.with_ymd_and_hms(2026, 4, 5, hour, 0, 0).single().expect("a time");
        Entry {
            uid: "appointment-7@bursar".into(),
            sequence: 2,
            stamp: at(8),
            begins: at(10),
            ends: at(11),
            summary: "Site visit: Green Valley, Bangalore".into(),
            description: "Bring shoes;\nlook at A-101".into(),
            location: "123 Green Valley Road".into(),
            url: "https://house/my/appointments".into(),
            confirmed: false,
            cancelled: false,
            organizer: ("ABC, \"Construction\" Co.".into(), "ann@example.com".into()),
            guest: ("John Doe".into(), "john@example.com".into()),
        }
    }

    #[test]
    fn an_invitation_says_what_calendars_need() {
        let text = invitation(&entry());
        for line in [
            "METHOD:REQUEST",
            "UID:appointment-7@bursar",
            "SEQUENCE:2",
            "DTSTART:20260405T100000Z",
            "DTEND:20260405T110000Z",
            "STATUS:TENTATIVE",
            "SUMMARY:Site visit: Green Valley\\, Bangalore",
            "DESCRIPTION:Bring shoes\\;\\nlook at A-101",
            "ORGANIZER;CN=\"ABC, Construction Co.\":mailto:ann@example.com",
        ] {
            assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is missing in\n{text}");
        }
        let off = invitation(&Entry { cancelled: true, ..entry() });
        assert!(off.contains("METHOD:CANCEL") && off.contains("STATUS:CANCELLED"));
        let all = feed("Visits", &[entry(), entry()]);
        assert_eq!((all.matches("BEGIN:VEVENT").count(), all.matches("METHOD:PUBLISH").count()), (2, 1));
    }

    proptest! {
        #[test]
        fn nobody_writes_a_line_of_his_own(text in "[a-z\r\n;:,\"\\\\]{0,80}") {
            let same = |make: &dyn Fn(&mut Entry)| {
                let mut entry = entry();
                make(&mut entry);
                let text = invitation(&entry).replace("\r\n ", "");
                let lines = text.split("\r\n").map(|line| line.split([':', ';']).next().unwrap_or_default().to_owned());
                let lines = lines.collect::<Vec<_>>();
                assert!(!text.replace("\r\n", "").contains(['\r', '\n']));
                lines
            };
            let plain = same(&|_| {});
            prop_assert_eq!(&plain, &same(&|entry| entry.summary.clone_from(&text)));
            prop_assert_eq!(&plain, &same(&|entry| entry.description.clone_from(&text)));
            prop_assert_eq!(&plain, &same(&|entry| entry.location.clone_from(&text)));
            prop_assert_eq!(&plain, &same(&|entry| entry.organizer.0.clone_from(&text)));
            prop_assert_eq!(&plain, &same(&|entry| entry.guest.1.clone_from(&text)));
        }
    }
}
