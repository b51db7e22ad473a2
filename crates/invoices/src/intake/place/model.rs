//! When a place is looked at, and what a batch from it is called.
use chrono::{DateTime, TimeDelta, Utc};

use crate::invoice::store::Source;

/// Seconds between two rounds of the job that looks.
pub const PERIOD: i64 = 30;
/// The longest pause before a place that fails is asked again.
const LONGEST: i64 = 3_600;
/// Longest description of a batch, characters.
const DESCRIPTION: usize = 512;

/// How long after the beginning of a look the next may come: the interval, doubled with each failure in a row.
pub fn pause(interval_seconds: i64, failures: i64) -> TimeDelta {
    let interval = interval_seconds.clamp(PERIOD, LONGEST);
    let doubled = interval.saturating_mul(1 << failures.clamp(0, 12)).min(LONGEST.max(interval));
    // Rounds are never quite on time: a little early is not too early.
    TimeDelta::seconds(doubled - 5)
}

/// The place as people call it.
pub fn name(source: Source) -> &'static str {
    match source {
        Source::Upload => "an upload",
        Source::Folder => "the watched folder",
        Source::Maildir => "the mail folder",
        Source::Imap => "the mailbox",
    }
}

/// The name of a batch: the day and where it comes from.
pub fn batch_name(source: Source, at: DateTime<Utc>) -> String {
    format!("{} from {}", at.format("%Y-%m-%d %H:%M"), name(source))
}

/// The description of a batch: a line for each mail, cut where it grows too long.
pub fn description(lines: &[String]) -> Option<String> {
    let whole = lines.join("\n");
    if whole.is_empty() {
        return None;
    }
    let short = whole.chars().count() <= DESCRIPTION;
    Some(if short { whole } else { whole.chars().take(DESCRIPTION - 2).chain(" …".chars()).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_with_failures_up_to_an_hour() {
        let seconds = |interval, failures| pause(interval, failures).num_seconds();
        assert_eq!([seconds(30, 0), seconds(30, 1), seconds(30, 3), seconds(30, 99)], [25, 55, 235, 3_595]);
        assert_eq!([seconds(1, 0), seconds(600, 0), seconds(99_999, 5)], [25, 595, 3_595]);
    }

    #[test]
    fn descriptions_fit_the_contract() {
        assert_eq!(description(&[]), None);
        let long = description(&vec!["Jürgen: Rechnung".to_owned(); 90]).expect("a text");
        assert_eq!((long.chars().count(), long.ends_with('…')), (512, true));
    }
}
