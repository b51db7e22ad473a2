//! The loans by the day on which they mature: from it come the profile of maturities, the cash flow and the horizons.
use std::collections::BTreeMap;

use crate::{
    sums::Tally,
    tape::{Rows, Tape},
};

/// Days kept as a dense array: a hundred years.
const DENSE: i32 = 36_525;

/// Tallies by day of maturity, counted from `as_of`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// The day on which one stands.
    pub as_of: i32,
    matured: Tally,
    /// Σ exposure × days since maturity, over the loans that have matured.
    overdue: i128,
    days: Vec<Tally>,
    later: BTreeMap<i32, Tally>,
}

impl Calendar {
    /// One pass over the loans. Those with a last day before `as_of` have matured.
    pub fn of(tape: &Tape, rows: Rows<'_>, as_of: i32) -> Self {
        let mut calendar = Self {
            as_of,
            matured: Tally::default(),
            overdue: 0,
            days: vec![Tally::default(); DENSE as usize],
            later: BTreeMap::new(),
        };
        let (exposure, rate, maturity) = (&tape.exposure[..], &tape.rate[..], &tape.maturity[..]);
        rows.each(|row| {
            let ahead = i64::from(maturity[row]) - i64::from(as_of);
            if let Some(day) = calendar.days.get_mut(ahead as usize) {
                day.add(exposure[row], rate[row]);
            } else if ahead < 0 {
                calendar.matured.add(exposure[row], rate[row]);
                calendar.overdue += i128::from(exposure[row]) * i128::from(-ahead);
            } else {
                calendar.later.entry(maturity[row]).or_default().add(exposure[row], rate[row]);
            }
        });
        let used = calendar.days.iter().rposition(|day| day.count > 0).map_or(0, |last| last + 1);
        calendar.days.truncate(used);
        calendar
    }

    /// Loans whose last day lies before `as_of`.
    pub fn matured(&self) -> &Tally {
        &self.matured
    }

    /// The days from `as_of` on that have loans, as days ahead, ascending.
    pub fn ahead(&self) -> impl Iterator<Item = (i64, &Tally)> {
        let near = self.days.iter().enumerate().map(|(day, tally)| (day as i64, tally));
        let far = self.later.iter().map(|(day, tally)| (i64::from(*day) - i64::from(self.as_of), tally));
        near.filter(|(_, tally)| tally.count > 0).chain(far)
    }

    /// Loans that mature from `from` to `to` days ahead, both included, `from` ≥ 0.
    pub fn within(&self, from: i64, to: i64) -> Tally {
        let near = self.days.iter().take((to.max(-1) + 1) as usize).skip(from.max(0) as usize);
        let sum = near.fold(Tally::default(), Tally::with);
        let later = self.ahead().skip_while(|(day, _)| *day < self.days.len() as i64);
        let later = later.filter(|(day, _)| (from..=to).contains(day));
        later.fold(sum, |sum, (_, tally)| sum.with(tally))
    }

    /// Loans that have not matured.
    pub fn live(&self) -> Tally {
        self.ahead().fold(Tally::default(), |sum, (_, tally)| sum.with(tally))
    }

    /// Σ exposure × days ahead over the loans that have not matured.
    pub fn weighted_days(&self) -> i128 {
        self.ahead().map(|(day, tally)| tally.exposure * i128::from(day)).sum()
    }

    /// Σ exposure × days ahead over all loans; the days of matured ones are negative.
    pub fn all_weighted_days(&self) -> i128 {
        self.weighted_days() - self.overdue
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tape::{Loan, Writer};

    #[test]
    fn near_far_and_past_days_are_all_there() {
        let mut writer = Writer::default();
        for (maturity, exposure) in
            [(90, 1), (100, 2), (130, 4), (100 + DENSE, 8), (i32::MAX, 16), (i32::MIN, 32)]
        {
            assert!(writer.push(&Loan { maturity, exposure, ..Loan::default() }));
        }
        let tape = writer.finish();
        let calendar = Calendar::of(&tape, tape.all(), 100);
        assert_eq!(calendar.matured().exposure, 33);
        assert_eq!(calendar.live().exposure, 30);
        assert_eq!(calendar.within(0, 29).exposure, 2);
        assert_eq!(calendar.within(0, 30).exposure, 6);
        assert_eq!(calendar.within(30, i64::from(DENSE)).exposure, 12);
        assert_eq!(calendar.within(1, 29).count, 0);
        assert_eq!(calendar.within(0, i64::MAX - 1).exposure, 30);
        let far = 4 * 30 + 8 * i128::from(DENSE) + 16 * (i128::from(i32::MAX) - 100);
        assert_eq!(calendar.weighted_days(), far);
        assert_eq!(calendar.all_weighted_days(), far - 10 + 32 * (i128::from(i32::MIN) - 100));
    }
}
