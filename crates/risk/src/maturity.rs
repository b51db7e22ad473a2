//! When the loans fall due, and how much must be refinanced soon.
use serde::Serialize;

use crate::{
    calendar::Calendar,
    day,
    filter::{Band, Filter},
    summary::{Time, matured},
    sums::{Group, Level, Tally, exceeds},
    tape::{Rows, Tape},
};

/// What [`Profile`] means by its figures.
pub const DEFINITION: &str = "A loan falls due in the calendar quarter of its maturity, counted from the day looked \
    at; loans past it are a group of their own. The next six months are 0 to 183 days ahead and the next twelve 0 to \
    365, both ends included. The risk of refinancing is high when more than 30 % of all exposure falls due in the next \
    six months, medium when more than 15 %.";

/// One quarter of a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quarter {
    /// Calendar year.
    pub year: i32,
    /// 1 to 4.
    pub quarter: u8,
    /// The loans that fall due in it; the key is `2027-Q3`.
    pub due: Group,
    /// Share of the exposure that falls due in it or before, matured loans not counted.
    pub cumulative: f64,
}

/// When the loans fall due.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Profile {
    /// The day on which one stands, in days since 1970-01-01.
    pub as_of: i32,
    /// Σ(w·days)/Σw over all loans, matured ones with negative days.
    pub average: Option<Time>,
    /// The same over the loans that have not matured.
    pub live_average: Option<Time>,
    /// Loans with a last day before `as_of`.
    pub matured: Group,
    /// 0 to 183 days ahead.
    pub six_months: Group,
    /// 0 to 365 days ahead.
    pub twelve_months: Group,
    /// How much must be refinanced in the next six months.
    pub refinancing: Level,
    /// The quarters that have loans, ascending; the first begins on `as_of`. With the matured ones they part the loans.
    pub quarters: Vec<Quarter>,
    /// Place in `quarters` of the one with the greatest exposure: the wall of maturities.
    pub wall: Option<usize>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The profile of maturities on the day `as_of`. Source: contract §6, page 2.
pub fn profile(tape: &Tape, rows: Rows<'_>, as_of: i32) -> Profile {
    of(&Calendar::of(tape, rows, as_of))
}

/// The profile of a calendar.
pub fn of(calendar: &Calendar) -> Profile {
    let as_of = calendar.as_of;
    let live = calendar.live();
    let total = live.exposure + calendar.matured().exposure;
    let within = |key: &str, days: i32| {
        let band = Band::between(as_of, as_of.saturating_add(days));
        Group::of(Some(key), &calendar.within(0, i64::from(days)), total, Filter::maturity(band))
    };
    let six_months = within("Next 6 months", 183);
    let quarters = quarters(calendar, total);
    let wall = (0..quarters.len()).rev().max_by_key(|at| quarters[*at].due.exposure);
    Profile {
        as_of,
        average: Time::of(calendar.all_weighted_days(), total),
        live_average: Time::of(calendar.weighted_days(), live.exposure),
        matured: matured(calendar, total),
        refinancing: match six_months.exposure {
            due if exceeds(due, total, 3_000) => Level::High,
            due if exceeds(due, total, 1_500) => Level::Medium,
            _ => Level::Low,
        },
        six_months,
        twelve_months: within("Next 12 months", 365),
        quarters,
        wall,
        definition: DEFINITION,
    }
}

fn quarters(calendar: &Calendar, total: i128) -> Vec<Quarter> {
    let mut sums: Vec<(i32, Tally)> = Vec::new();
    let mut last = i64::MIN;
    for (ahead, tally) in calendar.ahead() {
        let today = (i64::from(calendar.as_of) + ahead) as i32;
        if i64::from(today) <= last
            && let Some((_, sum)) = sums.last_mut()
        {
            sum.join(tally);
            continue;
        }
        let quarter = day::quarter(today);
        last = i64::from(day::first_of_quarter(quarter + 1)) - 1;
        sums.push((quarter, *tally));
    }
    let mut so_far = 0;
    let quarter = |(quarter, tally): (i32, Tally)| {
        let (year, nth) = (quarter.div_euclid(4), quarter.rem_euclid(4) as u8 + 1);
        let first = day::first_of_quarter(quarter).max(calendar.as_of);
        let filter = Filter::maturity(Band::between(first, day::first_of_quarter(quarter + 1) - 1));
        so_far += tally.exposure;
        let due = Group::of(Some(&format!("{year}-Q{nth}")), &tally, total, filter);
        Quarter { year, quarter: nth, due, cumulative: crate::sums::ratio(so_far, total) }
    };
    sums.into_iter().map(quarter).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    fn tape(loans: &[(i32, i64)]) -> Tape {
        let mut writer = Writer::default();
        for (maturity, exposure) in loans.iter().copied() {
            assert!(writer.push(&Loan { maturity, exposure, ..Loan::default() }));
        }
        writer.finish()
    }

    #[test]
    fn the_ends_of_the_horizons_are_in_them() {
        let today = day::of(2026, 2, 15);
        let tape = tape(&[(today - 1, 1), (today, 2), (today + 183, 4), (today + 184, 8), (today + 366, 16)]);
        let profile = profile(&tape, tape.all(), today);
        assert_eq!((profile.six_months.exposure, profile.twelve_months.exposure), (6, 14));
        assert_eq!(profile.matured.exposure, 1);
        // 6/31 = 19.4 %
        assert_eq!(profile.refinancing, Level::Medium);
        let quarters: Vec<_> = profile.quarters.iter().filter_map(|one| one.due.key.as_deref()).collect();
        assert_eq!(quarters, ["2026-Q1", "2026-Q3", "2027-Q1"]);
        assert_eq!(profile.wall, Some(2));
        // (−1·1 + 0·2 + 183·4 + 184·8 + 366·16) / 31
        assert_eq!(profile.average.unwrap().days, 8_059.0 / 31.0);
    }

    #[test]
    fn refinancing_is_high_above_thirty_percent_and_not_at_it() {
        let level = |soon| {
            let tape = tape(&[(10, soon), (1_000, 1_000 - soon)]);
            profile(&tape, tape.all(), 0).refinancing
        };
        assert_eq!([level(301), level(300), level(151), level(150)].map(|level| level as u8), [2, 1, 1, 0]);
    }

    proptest! {
        #[test]
        fn quarters_and_the_matured_part_the_loans(tape in tapes(), as_of in -200..1_000) {
            let profile = profile(&tape, tape.all(), as_of);
            let due = profile.quarters.iter().map(|quarter| &quarter.due);
            for group in due.chain([&profile.matured, &profile.six_months, &profile.twelve_months]) {
                let rows = group.filter.rows(&tape);
                prop_assert_eq!(rows.len() as u64, group.count);
                prop_assert_eq!(tape.total(Rows::These(&rows)), group.exposure);
            }
            let sum: i128 = profile.quarters.iter().map(|quarter| quarter.due.exposure).sum();
            prop_assert_eq!(sum + profile.matured.exposure, tape.total(tape.all()));
            prop_assert!(profile.quarters.is_sorted_by_key(|quarter| (quarter.year, quarter.quarter)));
        }
    }
}
