//! Migration by cohort: where the loans of each rating stand one period later.

use super::{
    matrix::{Square, wilson},
    walk::Defaults,
};
use crate::{
    history::History,
    scale::{NOTCHES, Rating, SLOTS},
};
use serde::{Deserialize, Serialize};

/// What becomes of loans whose rating is withdrawn in the period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawn {
    /// They have a column of their own, and stay in the base.
    OwnColumn,
    /// They leave the base: shares of those that are still rated or in default ("NR-adjusted").
    #[default]
    Removed,
}

impl Withdrawn {
    /// What the shares mean.
    #[must_use]
    pub fn definition(self) -> &'static str {
        match self {
            Self::OwnColumn => {
                "Cohort method: share of the loans with a rating on the first day that have each rating on the last \
                 day, over all periods together; withdrawn ratings are a column of their own."
            }
            Self::Removed => {
                "Cohort method: share of the loans with a rating on the first day that have each rating on the last \
                 day, over all periods together; loans whose rating was withdrawn leave the base."
            }
        }
    }
}

/// How many loans went from where to where, per period. Steps are those of [`super::walk::each_step`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts {
    days: Vec<i32>,
    /// Period, from, to: [`SLOTS`]² cells a period.
    cells: Vec<u32>,
}

/// Cells of one period.
const AREA: usize = SLOTS * SLOTS;

/// Slot of a loan that has no rating yet, or none that counts.
const NOWHERE: usize = 30;

impl Counts {
    /// The days of observation.
    #[must_use]
    pub fn days(&self) -> &[i32] {
        &self.days
    }

    /// Number of periods: one less than days.
    #[must_use]
    pub fn periods(&self) -> usize {
        self.days.len().saturating_sub(1)
    }

    /// Loans that went `from` → `to` in a period; `to` may be withdrawn.
    #[must_use]
    pub fn cell(&self, period: usize, from: Rating, to: Rating) -> u64 {
        let place = period * AREA + from.index() * SLOTS + to.index();
        self.cells.get(place).copied().map_or(0, u64::from)
    }

    /// Loans that went `from` → `to`, over all periods.
    #[must_use]
    pub fn sum(&self, from: Rating, to: Rating) -> u64 {
        (0..self.periods()).map(|period| self.cell(period, from, to)).sum()
    }
}

/// The most days of observation: a century of months.
pub const MOST_DAYS: usize = 1_201;

/// Counts steps between consecutive `days`, which are put in order first. None for more than [`MOST_DAYS`] of them, or
/// when they span more than two centuries (73,050 days).
///
/// One pass, no branch on the data but for defaults, nothing looked up but a small table of days.
#[must_use]
pub fn count(history: &History, days: &[i32], defaults: Defaults) -> Option<Counts> {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let span = days.last().zip(days.first()).map_or(0, |(last, first)| i64::from(*last) - i64::from(*first));
    if days.len() > MOST_DAYS || span > 73_050 {
        return None;
    }
    let calendar = Calendar::new(&days);
    let ends = days.len();
    // One period more in front, for what is known on the first day already; it is cut off at the end.
    let mut cells = vec![0_u32; (ends + 1) * AREA];
    let mut healed = vec![0_u32; (ends + 1) * SLOTS];
    let mut low = history.day.first().map_or(0, |first| calendar.next(*first));
    let (mut from, mut hit) = (NOWHERE, usize::MAX);
    let mut look = |rating: Rating, last: bool, next: usize| {
        let high = if last { ends } else { next };
        let now = rating.index();
        let mut to = now;
        if now == Rating::D.index() && defaults == Defaults::InPeriod {
            hit = low;
        }
        if hit == low {
            to = Rating::D.index();
            healed[low * SLOTS + now] += u32::from(high > low && now != to);
        }
        // The rating holds on the days low … high−1; only how it came about is counted here.
        cells[low * AREA + from * SLOTS + to] += u32::from(high > low);
        let rated = if now < Rating::D.index() { now } else { NOWHERE };
        from = if high > low { rated } else { from };
        from = if last { NOWHERE } else { from };
        hit = if last { usize::MAX } else { hit };
        low = next;
    };
    // Each entry with the one after it; the last of all stands alone.
    let after = history.loan.iter().zip(&history.day).skip(1);
    for ((loan, rating), (next, day)) in history.loan.iter().zip(&history.rating).zip(after) {
        look(*rating, next != loan, calendar.next(*day));
    }
    if let Some(rating) = history.rating.last() {
        look(*rating, true, 0);
    }
    stay(&mut cells, &healed, ends);
    cells.drain(..AREA);
    cells.truncate(ends.saturating_sub(1) * AREA);
    Some(Counts { days, cells })
}

/// Adds the loans that had no entry in a period: all that stood at a rating on its first day, less those that moved.
fn stay(cells: &mut [u32], healed: &[u32], ends: usize) {
    let mut standing = [0_u32; SLOTS];
    for end in 0..ends {
        let area = &mut cells[end * AREA..(end + 1) * AREA];
        for notch in 0..Rating::D.index() {
            let moved: u32 = area[notch * SLOTS..(notch + 1) * SLOTS].iter().sum();
            let arrived: u32 = (0..SLOTS).map(|from| area[from * SLOTS + notch]).sum();
            let stayed = standing[notch] - moved;
            area[notch * SLOTS + notch] += stayed;
            standing[notch] = stayed + arrived + healed[end * SLOTS + notch];
        }
    }
}

/// Per day the number of days of observation before it.
struct Calendar {
    first: i32,
    /// The day after the last one.
    end: i32,
    before: Vec<u16>,
}

impl Calendar {
    fn new(days: &[i32]) -> Self {
        let (Some(first), Some(last)) = (days.first().copied(), days.last().copied()) else {
            return Self { first: 0, end: 0, before: vec![0] };
        };
        let mut before = Vec::with_capacity((last - first) as usize + 2);
        for (k, day) in days.iter().enumerate() {
            before.resize((day - first) as usize + 1, k as u16);
        }
        before.push(days.len() as u16);
        Self { first, end: last.saturating_add(1), before }
    }

    /// The first day of observation on or after `day`.
    #[inline(always)]
    fn next(&self, day: i32) -> usize {
        let place = (day.clamp(self.first, self.end) - self.first) as usize;
        usize::from(self.before[place])
    }
}

/// One rating and where its loans went.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The rating on the first day of a period.
    pub from: Rating,
    /// Loans with it, one for each period.
    pub loans: u64,
    /// Of them: withdrawn by the end.
    pub withdrawn: u64,
    /// What the shares are of: `loans`, less `withdrawn` when those are removed.
    pub base: u64,
    /// Loans by rating on the last day: AAA to D.
    pub counts: [u64; NOTCHES],
    /// `counts` over `base`; nothing without a base.
    pub shares: [f64; NOTCHES],
    /// Lower ends of Wilson's intervals of the shares.
    pub low: [f64; NOTCHES],
    /// Upper ends.
    pub high: [f64; NOTCHES],
    /// Share of the withdrawn in the base; 0 when they are removed.
    pub withdrawn_share: f64,
}

/// A matrix of migration. The loans behind a cell: [`super::walk::members`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matrix {
    /// The days of observation.
    pub days: Vec<i32>,
    /// AAA to C; loans in default on the first day don't count.
    pub lines: Vec<Line>,
    /// Level of the intervals.
    pub confidence: f64,
    /// What the shares mean.
    pub definition: &'static str,
}

/// The matrix of all periods together: Σ counts over Σ base (the average over periods weighted by loans).
#[must_use]
pub fn matrix(counts: &Counts, withdrawn: Withdrawn, confidence: f64) -> Matrix {
    let lines = Rating::ALL.iter().filter(|from| **from != Rating::D).map(|from| {
        let to = Rating::ALL.map(|to| counts.sum(*from, to));
        let gone = counts.sum(*from, Rating::WITHDRAWN);
        let kept: u64 = to.iter().sum();
        let base = if withdrawn == Withdrawn::Removed { kept } else { kept + gone };
        let share = |hits: u64| if base == 0 { 0.0 } else { hits as f64 / base as f64 };
        let ends = to.map(|hits| wilson(hits, base, confidence));
        Line {
            from: *from,
            loans: kept + gone,
            withdrawn: gone,
            base,
            counts: to,
            shares: to.map(share),
            low: ends.map(|(low, _)| low),
            high: ends.map(|(_, high)| high),
            withdrawn_share: if withdrawn == Withdrawn::Removed { 0.0 } else { share(gone) },
        }
    });
    Matrix {
        days: counts.days.clone(),
        lines: lines.collect(),
        confidence,
        definition: withdrawn.definition(),
    }
}

impl Matrix {
    /// The shares as a square for powers: withdrawn loans removed, D absorbing; a rating that no loan had stays as it is.
    #[must_use]
    pub fn square(&self) -> Square {
        let mut square = Square::identity();
        for (row, line) in square.0.iter_mut().zip(&self.lines) {
            let kept: u64 = line.counts.iter().sum();
            if kept > 0 {
                *row = line.counts.map(|hits| hits as f64 / kept as f64);
            }
        }
        square
    }
}

#[cfg(test)]
mod tests;
