//! The rules of tickets. Pure.
use chrono::{DateTime, Duration, Utc};
use kernel::{Error, Result, db::hex};
use serde::Serialize;

use super::store::{Side, Status};

/// What a line of text is: no control characters, nothing that turns its direction, and something to see.
pub const LINE: &str = r"^[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*[^\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069][^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*$";
/// What a text is: the same, of several lines.
pub const TEXT: &str =
    r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*[^\x00-\x20\x7f-\xa0][^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$";
/// How long a ticket may wait for its first answer before it counts as forgotten.
pub const PATIENCE: Duration = Duration::hours(24);

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

/// `TKT-` and eight characters, from four random bytes.
pub fn number(bytes: [u8; 4]) -> String {
    format!("TKT-{}", hex(&bytes).to_uppercase())
}

/// Where a ticket stands, and since when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State {
    /// Where.
    pub status: Status,
    /// When its owner first got an answer.
    pub first_answered_at: Option<DateTime<Utc>>,
    /// When it was last resolved; empty while it is open.
    pub resolved_at: Option<DateTime<Utc>>,
}

/// Whether a ticket in this state still wants something of somebody.
pub fn is_open(status: Status) -> bool {
    matches!(status, Status::Open | Status::InProgress)
}

/// Where a ticket usually goes next.
pub fn next(status: Status) -> &'static [Status] {
    match status {
        Status::Open => &[Status::InProgress, Status::Resolved, Status::Closed],
        Status::InProgress => &[Status::Resolved, Status::Closed],
        Status::Resolved => &[Status::Closed, Status::Open],
        Status::Closed => &[Status::Open],
    }
}

impl State {
    /// Moved by an administrator, who may move it anywhere: the times stay right.
    pub fn moved(self, status: Status, now: DateTime<Utc>) -> Self {
        let resolved_at = if is_open(status) { None } else { self.resolved_at.or(Some(now)) };
        Self { status, resolved_at, ..self }
    }

    /// After somebody said something on it that both sides read.
    pub fn said(self, by: Side, now: DateTime<Utc>) -> Result<Self> {
        match (by, self.status) {
            (Side::Owner, Status::Closed) => {
                Err(Error::bad_request("This ticket is closed. Please open a new one."))
            }
            (Side::Owner, Status::Resolved) => Ok(self.moved(Status::Open, now)),
            (Side::Owner, _) => Ok(self),
            (Side::Staff, status) => {
                let answered = Self { first_answered_at: self.first_answered_at.or(Some(now)), ..self };
                Ok(if status == Status::Open { answered.moved(Status::InProgress, now) } else { answered })
            }
        }
    }
}

/// Seconds from one moment to a later one.
pub fn seconds(from: DateTime<Utc>, to: Option<DateTime<Utc>>) -> Option<i64> {
    to.map(|to| (to - from).num_seconds().max(0))
}

/// How long something usually takes.
#[derive(Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
#[schemars(rename = "TicketTimes")]
pub struct Times {
    /// Of how many.
    pub count: usize,
    /// Half of them took no longer.
    pub median_seconds: Option<i64>,
    /// Nine of ten took no longer.
    pub p90_seconds: Option<i64>,
}

impl Times {
    /// Of these.
    pub fn of(mut all: Vec<i64>) -> Self {
        all.sort_unstable();
        // The nearest rank: a time that one of them really took.
        let rank = |percent: usize| all.get((all.len() * percent).div_ceil(100).saturating_sub(1)).copied();
        Self { count: all.len(), median_seconds: rank(50), p90_seconds: rank(90) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Status; 4] = [Status::Open, Status::InProgress, Status::Resolved, Status::Closed];

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_000_000 + seconds, 0).expect("a moment")
    }

    fn new() -> State {
        State { status: Status::Open, first_answered_at: None, resolved_at: None }
    }

    #[test]
    fn numbers_are_eight_upper_case_digits() {
        assert_eq!(number([0xa1, 0xb2, 0xc3, 0x04]), "TKT-A1B2C304");
        assert_eq!(number([0; 4]), "TKT-00000000");
    }

    #[test]
    fn a_ticket_goes_its_usual_way() {
        let answered = new().said(Side::Staff, at(60)).expect("answered");
        assert_eq!((answered.status, answered.first_answered_at), (Status::InProgress, Some(at(60))));
        let again = answered.said(Side::Staff, at(90)).expect("answered");
        assert_eq!(again, answered);
        let resolved = again.moved(Status::Resolved, at(100));
        assert_eq!(resolved.resolved_at, Some(at(100)));
        let closed = resolved.moved(Status::Closed, at(200));
        assert_eq!((closed.status, closed.resolved_at), (Status::Closed, Some(at(100))));
        assert!(closed.said(Side::Owner, at(300)).is_err());
        let reopened = resolved.said(Side::Owner, at(300)).expect("reopened");
        assert_eq!((reopened.status, reopened.resolved_at), (Status::Open, None));
        assert_eq!(reopened.first_answered_at, Some(at(60)));
    }

    #[test]
    fn lines_and_texts_hold_no_control_characters() {
        assert!(line("Grüße <script>", &()).is_ok() && text("a\r\n\tb", &()).is_ok());
        for bad in [" ", "\u{a0}", "a\nBcc: b", "a\u{0}", "\u{1b}[2J", "a\u{202e}b", "a\u{2028}b"] {
            assert!(line(bad, &()).is_err(), "{bad:?}");
        }
        assert!(text("\n", &()).is_err() && text("a\u{8}", &()).is_err() && text("a\u{9f}", &()).is_err());
    }

    #[test]
    fn times_are_those_that_some_took() {
        assert_eq!(Times::of(vec![]), Times { count: 0, median_seconds: None, p90_seconds: None });
        assert_eq!(Times::of(vec![7]), Times { count: 1, median_seconds: Some(7), p90_seconds: Some(7) });
        let ten = Times::of((1..=10).rev().collect());
        assert_eq!((ten.median_seconds, ten.p90_seconds), (Some(5), Some(9)));
    }

    proptest! {
        #[test]
        fn resolved_has_a_time_and_open_has_none(moves in prop::collection::vec((0..6_usize, 0..1_000_i64), 0..20)) {
            let mut state = new();
            let mut first = None;
            for (what, when) in moves {
                state = match what {
                    4 => state.said(Side::Owner, at(when)).unwrap_or(state),
                    5 => state.said(Side::Staff, at(when)).expect("staff may"),
                    to => state.moved(ALL[to], at(when)),
                };
                if what == 5 {
                    first = first.or(Some(at(when)));
                }
                prop_assert_eq!(state.resolved_at.is_some(), !is_open(state.status));
                prop_assert_eq!(state.first_answered_at, first);
            }
        }

        #[test]
        fn percentiles_lie_within(all in prop::collection::vec(0..1_000_000_i64, 1..200)) {
            let times = Times::of(all.clone());
            let (median, p90) = (times.median_seconds.expect("some"), times.p90_seconds.expect("some"));
            prop_assert!(median <= p90 && all.contains(&median) && all.contains(&p90));
            prop_assert!(all.iter().filter(|t| **t <= median).count() * 2 >= all.len());
            prop_assert!(all.iter().filter(|t| **t <= p90).count() * 10 >= all.len() * 9);
        }
    }
}
