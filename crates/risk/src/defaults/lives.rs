//! Each loan's life: when it began, when it ended, and how.

use crate::{history::History, scale::Rating};
use serde::Serialize;

/// How a life ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum End {
    /// It still runs on the day of observation.
    #[default]
    Open,
    /// In default, for the first time.
    Defaulted,
    /// Repaid, sold, or no longer rated.
    Withdrawn,
}

/// Lives as columns of the same length, one entry a loan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lives {
    /// Number of the loan.
    pub loan: Vec<u32>,
    /// First day.
    pub opened: Vec<i32>,
    /// Last day: of the default or the withdrawal; the day of observation while it runs.
    pub closed: Vec<i32>,
    /// How it ended.
    pub end: Vec<End>,
}

impl Lives {
    /// The lives of a history up to `as_of`: from the first notch better than D to the first default, or else to a
    /// withdrawal that nothing follows. Loans that begin later, or begin in default, have none.
    #[must_use]
    pub fn of(history: &History, as_of: i32) -> Self {
        let mut lives = Self::default();
        history.each_loan(|loan, rows| {
            let known = rows.clone().take_while(|row| history.day[*row] <= as_of).count();
            let rows = rows.start..rows.start + known;
            let Some(first) = rows.clone().find(|row| history.rating[*row].is_notch()) else { return };
            if history.rating[first] == Rating::D {
                return;
            }
            let default = rows.clone().find(|row| history.rating[*row] == Rating::D);
            let last = rows.end - 1;
            let (closed, end) = match default {
                Some(row) => (history.day[row], End::Defaulted),
                None if history.rating[last] == Rating::WITHDRAWN => (history.day[last], End::Withdrawn),
                None => (as_of, End::Open),
            };
            lives.push(loan, (history.day[first], closed), end);
        });
        lives
    }

    /// Adds a life: first and last day, and how it ended.
    pub fn push(&mut self, loan: u32, (opened, closed): (i32, i32), end: End) {
        self.loan.push(loan);
        self.opened.push(opened);
        self.closed.push(closed);
        self.end.push(end);
    }

    /// How many lives there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.loan.len()
    }

    /// No life at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.loan.is_empty()
    }
}
