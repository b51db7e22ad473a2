//! How loans ended. Pure.
use risk::{defaults::lives::End, history::History, scale::Rating};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::study::opened::Step;

/// How a loan ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Ended {
    /// In default.
    Defaulted,
    /// No longer rated: repaid, sold, matured.
    Withdrawn,
    /// It goes on.
    Open,
}

impl Ended {
    /// The same for figures.
    pub fn end(self) -> End {
        match self {
            Self::Defaulted => End::Defaulted,
            Self::Withdrawn => End::Withdrawn,
            Self::Open => End::Open,
        }
    }
}

/// What became of a loan after the day `start`, up to `as_of`: its first default, or its last rating.
pub fn fate(history: &History, row: u32, start: i32, as_of: i32) -> Step {
    let entries = history.of(row);
    let known =
        |day: i32| entries.start + history.day[entries.clone()].partition_point(|other| *other <= day);
    let (next, end) = (known(start), known(as_of));
    let rating = |entry: usize| history.rating.get(entry).copied().unwrap_or(Rating::WITHDRAWN);
    let from = rating(next.saturating_sub(1).max(entries.start));
    let default = (next..end).find(|entry| history.rating[*entry] == Rating::D);
    let (to, to_day) = match default {
        Some(entry) => (Rating::D, history.day[entry]),
        None => {
            let last = end.saturating_sub(1).max(entries.start);
            let to = rating(last);
            (to, if to.is_notch() { as_of } else { history.day.get(last).copied().unwrap_or(as_of) })
        }
    };
    Step { row, from, to, from_day: start, to_day }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fate_is_the_first_default_or_the_last_rating() {
        let history = History::sorted([
            (3, 1, Rating(5)),
            (3, 5, Rating::D),
            (3, 9, Rating(7)),
            (4, 2, Rating(6)),
            (4, 8, Rating::WITHDRAWN),
        ]);
        let told = |row, start, as_of| {
            let step = fate(&history, row, start, as_of);
            (step.from.0, step.to.0, step.to_day)
        };
        assert_eq!(told(3, 1, 20), (5, 21, 5));
        assert_eq!(told(3, 2, 4), (5, 5, 4));
        assert_eq!(told(3, 9, 20), (7, 7, 20));
        assert_eq!(told(4, 3, 20), (6, 255, 8));
        assert_eq!(told(4, 3, 7), (6, 6, 7));
    }
}
