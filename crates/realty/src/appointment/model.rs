//! What may become of an appointment, and when two of them clash.
use chrono::{DateTime, Datelike, Duration, Utc};

use super::store::{AppointmentStatus, AppointmentType, MeetingLocation, Model, Party};
use crate::day::spoken;

/// How long an appointment lasts where nobody says so, minutes.
pub const USUAL: i64 = 60;

/// What an appointment may become from here. What is over or called off stays as it is.
pub fn ways(from: AppointmentStatus) -> &'static [AppointmentStatus] {
    use AppointmentStatus::{Cancelled, Completed, Confirmed, Rescheduled, Scheduled};
    match from {
        Scheduled | Rescheduled => &[Confirmed, Completed, Cancelled],
        Confirmed => &[Scheduled, Completed, Cancelled],
        Completed | Cancelled => &[],
    }
}

/// The words with which a client asks for a status; `None` for words that are none.
pub fn status_of(word: &str) -> Option<AppointmentStatus> {
    match word {
        "pending" | "scheduled" => Some(AppointmentStatus::Scheduled),
        "confirmed" => Some(AppointmentStatus::Confirmed),
        "completed" => Some(AppointmentStatus::Completed),
        "cancelled" => Some(AppointmentStatus::Cancelled),
        _ => None,
    }
}

/// Why an appointment can't become `to`, where it can't.
pub fn step(from: AppointmentStatus, to: AppointmentStatus) -> Result<(), String> {
    let ways = ways(from);
    if ways.contains(&to) {
        return Ok(());
    }
    if ways.is_empty() {
        return Err(format!("This appointment is {from}: nothing can be changed any more. Make a new one."));
    }
    let possible = ways.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    Err(format!("An appointment that is {from} can't become {to}; possible: {possible}."))
}

/// Whether a side may take this step: a customer confirms what the builder proposed and calls off; the builder does
/// the rest.
pub fn allowed(side: Party, row: &Model, to: AppointmentStatus) -> Result<(), &'static str> {
    match (side, to) {
        (Party::Builder, _) | (Party::Customer, AppointmentStatus::Cancelled) => Ok(()),
        (Party::Customer, AppointmentStatus::Confirmed) if row.proposed_by == Party::Builder => Ok(()),
        (Party::Customer, AppointmentStatus::Confirmed) => {
            Err("You named the time yourself: the builder confirms it.")
        }
        (Party::Customer, _) => Err("Only the builder may do that. You may confirm his proposal, or cancel."),
    }
}

/// When it ends; `None` past the last year that can be written.
pub fn end(begins: DateTime<Utc>, minutes: i64) -> Option<DateTime<Utc>> {
    let ends = begins.checked_add_signed(Duration::minutes(minutes))?;
    (ends.year() <= 9999 && begins.year() >= 1).then_some(ends)
}

/// What people call it.
pub fn title(kind: AppointmentType) -> &'static str {
    match kind {
        AppointmentType::SiteVisit => "site visit",
        AppointmentType::Consultation => "consultation",
        AppointmentType::Documentation => "signing of papers",
        AppointmentType::Handover => "handover",
    }
}

/// Where, in words.
pub fn place(at: MeetingLocation) -> &'static str {
    match at {
        MeetingLocation::Site => "on site",
        MeetingLocation::Office => "in the builder's office",
        MeetingLocation::Online => "online",
    }
}

/// The facts in a sentence's middle: "site visit of Green Valley on 5 April 2026, 10:00 UTC (60 minutes, on site)".
pub fn facts(row: &Model, development: &str) -> String {
    format!(
        "{} for {development} on {} ({} minutes, {})",
        title(row.appointment_type),
        spoken(row.appointment_date),
        row.duration_minutes,
        place(row.meeting_location)
    )
}

/// The refusal of `row` because of `other`, as `side` may read it: people hear of their own appointments only.
pub fn clash_words(side: Party, row: &Model, other: &Model) -> String {
    let mine = match side {
        Party::Builder => other.builder_id == row.builder_id,
        Party::Customer => other.customer_id == row.customer_id,
    };
    let (from, to) = (spoken(other.appointment_date), other.ends_at.format("%H:%M UTC"));
    let whose = match (mine, side) {
        (true, _) => format!("your {} (appointment {})", title(other.appointment_type), other.id),
        (false, Party::Builder) => "another appointment of the customer".to_owned(),
        (false, Party::Customer) => "another appointment of the builder".to_owned(),
    };
    format!("That time overlaps with {whose}, {from} to {to}. Choose another time.")
}

#[cfg(test)]
mod tests {
    use AppointmentStatus::{Cancelled, Completed, Confirmed, Rescheduled, Scheduled};
    use chrono::TimeZone;
    use proptest::prelude::*;

    use super::*;

    fn row(id: i64, builder_id: i64, customer_id: i64) -> Model {
        let at = Utc.with_ymd_and_hms(2026, 4, 5, 10, 0, 0).single().expect("a time");
        Model {
            id,
            customer_id,
            development_id: 1,
            builder_id,
            appointment_type: AppointmentType::SiteVisit,
            appointment_date: at,
            ends_at: end(at, USUAL).expect("an end"),
            duration_minutes: USUAL,
            status: Scheduled,
            meeting_location: MeetingLocation::Site,
            attendees: None,
            agenda: None,
            notes: None,
            reschedule_reason: None,
            created_by: Party::Customer,
            proposed_by: Party::Customer,
            reminded_at: None,
            sequence: 0,
            created_at: at,
            updated_at: None,
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        for from in [Completed, Cancelled] {
            for to in [Scheduled, Confirmed, Completed, Cancelled, Rescheduled] {
                assert!(step(from, to).is_err(), "{from} to {to}");
            }
        }
        assert!(step(Scheduled, Confirmed).is_ok() && step(Confirmed, Completed).is_ok());
        let refused = step(Confirmed, Rescheduled).expect_err("no way");
        assert!(refused.contains("scheduled, completed, cancelled"), "{refused}");
    }

    #[test]
    fn nobody_confirms_his_own_proposal_but_the_builder() {
        let mut visit = row(1, 1, 1);
        assert!(allowed(Party::Customer, &visit, Confirmed).is_err());
        assert!(allowed(Party::Builder, &visit, Confirmed).is_ok());
        visit.proposed_by = Party::Builder;
        assert!(allowed(Party::Customer, &visit, Confirmed).is_ok());
        assert!(allowed(Party::Customer, &visit, Completed).is_err());
    }

    #[test]
    fn a_refusal_names_only_ones_own_appointments() {
        let (mine, elsewhere) = (row(7, 1, 2), row(8, 9, 1));
        let said = clash_words(Party::Builder, &row(0, 1, 1), &mine);
        assert!(
            said.contains("your site visit (appointment 7), 5 April 2026, 10:00 UTC to 11:00 UTC"),
            "{said}"
        );
        let said = clash_words(Party::Builder, &row(0, 1, 1), &elsewhere);
        assert!(said.contains("another appointment of the customer") && !said.contains('8'), "{said}");
    }

    #[test]
    fn an_end_can_be_written() {
        let last = Utc.with_ymd_and_hms(9999, 12, 31, 23, 30, 0).single().expect("a time");
        assert_eq!(end(last, 60), None);
        assert!(end(last, 5).is_some());
    }

    proptest! {
        #[test]
        fn words_and_statuses_agree(word in "[a-z]{0,12}") {
            let known = ["pending", "scheduled", "confirmed", "completed", "cancelled"];
            prop_assert_eq!(status_of(&word).is_some(), known.contains(&word.as_str()));
        }
    }
}
