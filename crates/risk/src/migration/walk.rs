//! What each loan did between days of observation, one loan after the other.

use crate::{history::History, scale::Rating};
use serde::{Deserialize, Serialize};

/// What counts as a default between two days of observation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Defaults {
    /// A default at any time in the period, healed or not (default studies of S&P and Moody's). A healed loan enters
    /// the next cohort with the rating that it has by then.
    #[default]
    InPeriod,
    /// Only a loan that is in default on the last day of the period.
    AtEnd,
}

/// A loan from one day of observation to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Number of the loan.
    pub loan: u32,
    /// Number of the period: 0 from the first day to the second.
    pub period: usize,
    /// Rating on the first day of the period: never withdrawn, never in default.
    pub from: Rating,
    /// Rating on the last day: a notch, D, or withdrawn.
    pub to: Rating,
}

/// Calls `look` with each step of each loan between consecutive `days` (ascending). A loan that isn't rated, or is in
/// default, on the first day of a period has no step in it.
pub fn each_step(history: &History, days: &[i32], defaults: Defaults, mut look: impl FnMut(Step)) {
    history.each_loan(|loan, rows| {
        let (day, rating) = (&history.day[rows.clone()], &history.rating[rows]);
        let mut next = 0;
        let mut from = None;
        for (k, end) in days.iter().enumerate() {
            let first = next;
            while next < day.len() && day[next] <= *end {
                next += 1;
            }
            let now = next.checked_sub(1).map(|row| rating[row]);
            if let (Some(from), Some(now)) = (from, now) {
                let hit = defaults == Defaults::InPeriod && rating[first..next].contains(&Rating::D);
                look(Step { loan, period: k - 1, from, to: if hit { Rating::D } else { now } });
            }
            from = now.filter(|r| *r < Rating::D);
        }
    });
}

/// The loans behind a cell of a matrix of cohorts: those that went `from` → `to` in `period` (in any, without one).
/// Without `to`, all that started at `from`. A loan stands once for each period in which it did so.
#[must_use]
pub fn members(
    history: &History,
    days: &[i32],
    defaults: Defaults,
    (from, to): (Option<Rating>, Option<Rating>),
    period: Option<usize>,
) -> Vec<u32> {
    let mut loans = Vec::new();
    each_step(history, days, defaults, |step| {
        let is = |wanted: Option<Rating>, found| wanted.is_none_or(|wanted| wanted == found);
        if is(from, step.from) && is(to, step.to) && period.is_none_or(|period| period == step.period) {
            loans.push(step.loan);
        }
    });
    loans
}
