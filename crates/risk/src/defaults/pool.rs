//! Static pools by rating: cumulative default rates over the years, averaged over pools that began on several days.
//!
//! Source: S&P, "Annual Global Corporate Default and Rating Transition Study" (static pools, cumulative average default
//! rates); Moody's, Hamilton and Cantor (2006) for the adjustment for withdrawals.

use super::{
    lives::End,
    vintage::{Age, Grain, months_between, work_out},
};
use crate::{
    history::History,
    scale::{NOTCHES, Rating},
};
use serde::Serialize;

/// What the rates mean.
pub const DEFINITION: &str = "Static pools: on each starting day all loans rated AAA to C, by their rating on that day, \
     followed to their first default, withdrawal or the day of observation, and added up over the starting days. \
     Cumulative: defaults over loans at the start; survival-adjusted: 1 − ∏(1 − defaults/(at risk − ½·left)).";

/// The loans of one rating over all starting days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pool {
    /// The rating at the start.
    pub rating: Rating,
    /// Loans at the start, one for each starting day.
    pub loans: u64,
    /// Their exposure, in the unit given.
    pub exposure: i128,
    /// By age; complete as far as the pool that began last was observed.
    pub ages: Vec<Age>,
}

/// Pools of all ratings, AAA to C, that began on `starts` (days; those after `as_of` have no loans). `exposure` by loan,
/// as in [`super::vintage::vintages`].
#[must_use]
pub fn pools(history: &History, starts: &[i32], age: Grain, exposure: &[i64], as_of: i32) -> Vec<Pool> {
    let empty = |rating: &Rating| Pool { rating: *rating, loans: 0, exposure: 0, ages: Vec::new() };
    let mut found: Vec<Pool> = Rating::ALL[..NOTCHES - 1].iter().map(empty).collect();
    each(history, starts, as_of, |loan, rating, (start, closed), end| {
        let owed = i128::from(exposure.get(loan as usize).copied().unwrap_or(0));
        let pool = &mut found[rating.index()];
        let at = (months_between(start, closed).max(0) / age.months()) as usize;
        if pool.ages.len() <= at {
            pool.ages.resize(at + 1, Age::default());
        }
        let at = &mut pool.ages[at];
        pool.loans += 1;
        pool.exposure += owed;
        match end {
            End::Defaulted => {
                at.defaulted += 1;
                at.defaulted_exposure += owed;
            }
            End::Withdrawn => at.withdrawn += 1,
            End::Open => at.unfinished += 1,
        }
    });
    let last = starts.iter().filter(|start| **start <= as_of).max();
    let observed = last.map_or(0, |last| months_between(*last, as_of) / age.months());
    found.iter_mut().for_each(|pool| work_out(&mut pool.ages, (pool.loans, pool.exposure), observed));
    found
}

/// Calls `look` with each loan of each pool: loan, rating at the start, starting day and day of the end, and the end.
fn each(history: &History, starts: &[i32], as_of: i32, mut look: impl FnMut(u32, Rating, (i32, i32), End)) {
    history.each_loan(|loan, rows| {
        let (day, rating) = (&history.day[rows.clone()], &history.rating[rows]);
        let known = day.partition_point(|day| *day <= as_of);
        for start in starts.iter().filter(|start| **start <= as_of) {
            let next = day.partition_point(|day| day <= start);
            let Some(now) = next.checked_sub(1).map(|row| rating[row]).filter(|r| *r < Rating::D) else {
                continue;
            };
            let default = (next..known).find(|row| rating[*row] == Rating::D);
            let (closed, end) = match default {
                Some(row) => (day[row], End::Defaulted),
                None if rating[known - 1] == Rating::WITHDRAWN => (day[known - 1], End::Withdrawn),
                None => (as_of, End::Open),
            };
            look(loan, now, (*start, closed), end);
        }
    });
}

/// The loans behind a pool: those rated `rating` on the starting day that ended at `age` (of any, without) as `end`.
#[must_use]
pub fn loans(
    history: &History,
    start: i32,
    (grain, as_of): (Grain, i32),
    rating: Rating,
    (age, end): (Option<u32>, Option<End>),
) -> Vec<u32> {
    let mut found = Vec::new();
    each(history, &[start], as_of, |loan, from, (start, closed), how| {
        let at = (months_between(start, closed).max(0) / grain.months()) as u32;
        if from == rating && age.is_none_or(|age| age == at) && end.is_none_or(|end| end == how) {
            found.push(loan);
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::day;

    fn r(name: &str) -> Rating {
        Rating::parse_or_withdrawn(name).unwrap()
    }

    fn d(year: i32, month: u32) -> i32 {
        day::of(year, month, 1)
    }

    /// Four loans at BB on 2020-01-01; one defaults in the first year, one in the second, one is withdrawn in the second.
    fn four() -> History {
        let start = (0..4).map(|loan| (loan, d(2020, 1), r("BB")));
        History::sorted(start.chain([
            (0, d(2020, 7), r("D")),
            (0, d(2020, 9), r("B")),
            (1, d(2021, 3), r("B")),
            (1, d(2021, 6), r("D")),
            (2, d(2021, 9), r("NR")),
        ]))
    }

    #[test]
    fn one_pool_is_followed_by_hand() {
        let found = pools(&four(), &[d(2020, 1)], Grain::Year, &[10, 20, 30, 40], d(2023, 1));
        let pool = &found[r("BB").index()];
        assert_eq!((pool.loans, pool.exposure), (4, 100));
        let counts: Vec<_> =
            pool.ages.iter().map(|age| (age.at_risk, age.defaulted, age.withdrawn)).collect();
        assert_eq!(counts, [(4, 1, 0), (3, 1, 1), (1, 0, 0), (1, 0, 0)]);
        assert_eq!((pool.ages[0].cumulative, pool.ages[1].cumulative), (0.25, 0.5));
        assert_eq!(pool.ages[1].cumulative_by_volume, 0.3);
        // 1 − ¾·(1 − 1/2.5)
        assert!((pool.ages[1].survival_adjusted - 0.55).abs() < 1e-15);
        assert!(pool.ages[2].complete && !pool.ages[3].complete);
        assert_eq!(found.iter().map(|pool| pool.loans).sum::<u64>(), 4);
        let defaulted = (Some(1), Some(End::Defaulted));
        assert_eq!(loans(&four(), d(2020, 1), (Grain::Year, d(2023, 1)), r("BB"), defaulted), [1]);
    }

    #[test]
    fn pools_of_several_days_add_up() {
        let found = pools(&four(), &[d(2020, 1), d(2021, 1), d(2030, 1)], Grain::Year, &[], d(2023, 1));
        let (bb, b) = (&found[r("BB").index()], &found[r("B").index()]);
        // On 2021-01-01 loans 1, 2 and 3 are BB, and loan 0 is healed to B.
        assert_eq!((bb.loans, b.loans), (7, 1));
        assert_eq!((bb.ages[0].defaulted, bb.ages[1].defaulted), (2, 1));
        assert_eq!(bb.ages[0].cumulative, 2.0 / 7.0);
        assert!(bb.ages[1].complete && !bb.ages[2].complete);
    }
}
