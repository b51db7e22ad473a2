//! Defaults of vintages by age: static pools, and adjusted for those that left.
//!
//! Sources: S&P's static pool method (defaults over the loans that the pool began with); the life table's actuarial
//! estimator (J. Cutler and F. Ederer 1958), which Moody's uses for cumulative default rates (Hamilton and Cantor 2006).

use super::lives::{End, Lives};
use crate::day;
use serde::{Deserialize, Serialize};

/// What the rates mean.
pub const DEFINITION: &str = "Static pool: defaults at an age over the loans (exposure) that the vintage began with, and \
     their running sum. Survival-adjusted: d_k = defaults/(at risk − ½·left), 1 − ∏(1 − d_k); left are the withdrawn and \
     those not observed any longer. Ages count whole calendar months.";

/// The span of time that makes a vintage, or an age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// A calendar month.
    Month,
    /// A calendar quarter.
    #[default]
    Quarter,
    /// A calendar year.
    Year,
}

impl Grain {
    /// Months in it.
    #[must_use]
    pub fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    /// First day of the span that holds `date`.
    #[must_use]
    pub fn first(self, date: i32) -> i32 {
        self.begin(self.number(date))
    }

    /// Number of the span that holds `date`; the next span is the next number.
    fn number(self, date: i32) -> i32 {
        let (year, month, _) = day::date(date);
        (year * 12 + month as i32 - 1).div_euclid(self.months())
    }

    /// First day of a span.
    fn begin(self, number: i32) -> i32 {
        let month = number * self.months();
        day::of(month.div_euclid(12), month.rem_euclid(12) as u32 + 1, 1)
    }
}

/// A vintage at one age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Age {
    /// 0 for the first span of life.
    pub age: u32,
    /// Loans that reached this age.
    pub at_risk: u64,
    /// Of them: defaulted at it.
    pub defaulted: u64,
    /// Of them: withdrawn at it.
    pub withdrawn: u64,
    /// Of them: still running at it on the day of observation.
    pub unfinished: u64,
    /// Exposure that defaulted at it.
    pub defaulted_exposure: i128,
    /// defaulted over the loans of the vintage.
    pub marginal: f64,
    /// Running sum of `marginal`: the static pool's cumulative rate.
    pub cumulative: f64,
    /// Static pool's cumulative rate by exposure.
    pub cumulative_by_volume: f64,
    /// defaulted/(at risk − (withdrawn + unfinished)/2).
    pub hazard: f64,
    /// 1 − ∏(1 − hazard).
    pub survival_adjusted: f64,
    /// All loans of the vintage that didn't end were observed through this age; static rates of other ages are too low.
    pub complete: bool,
}

/// The loans that began in one span of time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Vintage {
    /// First day of the span.
    pub first: i32,
    /// Last day of the span.
    pub last: i32,
    /// Loans that began in it.
    pub loans: u64,
    /// Their exposure, in the unit given.
    pub exposure: i128,
    /// By age, as far as any loan was observed.
    pub ages: Vec<Age>,
}

/// Whole calendar months from one day to another: a month is full on the same day of the month.
#[must_use]
pub fn months_between(from: i32, to: i32) -> i32 {
    let ((year, month, of_month), (to_year, to_month, to_of_month)) = (day::date(from), day::date(to));
    (to_year - year) * 12 + to_month as i32 - month as i32 - i32::from(to_of_month < of_month)
}

/// All vintages, oldest first. `exposure` is what each loan owed at its beginning, by its number; a loan beyond it owes
/// nothing. `as_of` is the day of observation that `lives` were made for.
#[must_use]
pub fn vintages(lives: &Lives, (vintage, age): (Grain, Grain), exposure: &[i64], as_of: i32) -> Vec<Vintage> {
    let oldest = lives.opened.iter().min().map_or(0, |first| vintage.number(*first));
    let mut found: Vec<Vintage> = Vec::new();
    for row in 0..lives.len() {
        let place = (vintage.number(lives.opened[row]) - oldest) as usize;
        while found.len() <= place {
            let number = oldest + found.len() as i32;
            let (first, last) = (vintage.begin(number), vintage.begin(number + 1) - 1);
            found.push(Vintage { first, last, loans: 0, exposure: 0, ages: Vec::new() });
        }
        let one = &mut found[place];
        let owed = i128::from(exposure.get(lives.loan[row] as usize).copied().unwrap_or(0));
        one.loans += 1;
        one.exposure += owed;
        let at = reached(lives, row, age);
        if one.ages.len() <= at {
            one.ages.resize(at + 1, Age::default());
        }
        let at = &mut one.ages[at];
        match lives.end[row] {
            End::Defaulted => {
                at.defaulted += 1;
                at.defaulted_exposure += owed;
            }
            End::Withdrawn => at.withdrawn += 1,
            End::Open => at.unfinished += 1,
        }
    }
    found.retain(|one| one.loans > 0);
    found.iter_mut().for_each(|one| finish(one, age, as_of));
    found
}

/// The age at which a life ended.
fn reached(lives: &Lives, row: usize, age: Grain) -> usize {
    (months_between(lives.opened[row], lives.closed[row]).max(0) / age.months()) as usize
}

/// Works out the rates of a vintage from its counts.
fn finish(vintage: &mut Vintage, grain: Grain, as_of: i32) {
    // The loans that began last are the youngest.
    let observed = months_between(vintage.last, as_of.max(vintage.first).saturating_add(1)) / grain.months();
    work_out(&mut vintage.ages, (vintage.loans, vintage.exposure), observed);
}

/// Works out the rates of the ages from their counts, of so many loans with this exposure; the first `observed` ages
/// are complete.
pub(super) fn work_out(ages: &mut [Age], (loans, exposure): (u64, i128), observed: i32) {
    let (mut at_risk, mut defaulted, mut volume, mut survival) = (loans, 0, 0, 1.0);
    for (k, age) in ages.iter_mut().enumerate() {
        age.age = k as u32;
        age.at_risk = at_risk;
        defaulted += age.defaulted;
        volume += age.defaulted_exposure;
        let left = age.withdrawn + age.unfinished;
        age.marginal = age.defaulted as f64 / loans as f64;
        age.cumulative = defaulted as f64 / loans as f64;
        age.cumulative_by_volume = if exposure > 0 { volume as f64 / exposure as f64 } else { 0.0 };
        let base = 2 * at_risk - left;
        age.hazard = if base > 0 { (2.0 * age.defaulted as f64 / base as f64).min(1.0) } else { 0.0 };
        survival *= 1.0 - age.hazard;
        age.survival_adjusted = 1.0 - survival;
        age.complete = (k as i32) < observed;
        at_risk -= age.defaulted + left;
    }
}

/// The loans behind a vintage: those that ended at `age` as `end`; all of any age, or of any end, without.
#[must_use]
pub fn loans(
    lives: &Lives,
    (vintage, age): (Grain, Grain),
    first: i32,
    at: (Option<u32>, Option<End>),
) -> Vec<u32> {
    let is = |row: &usize| {
        vintage.first(lives.opened[*row]) == first
            && at.0.is_none_or(|wanted| reached(lives, *row, age) == wanted as usize)
            && at.1.is_none_or(|wanted| lives.end[*row] == wanted)
    };
    (0..lives.len()).filter(is).map(|row| lives.loan[row]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::History, scale::Rating};
    use proptest::prelude::*;

    fn d(year: i32, month: u32, of_month: u32) -> i32 {
        day::of(year, month, of_month)
    }

    /// Ten loans of the first quarter of 2023, observed on 2024-01-10.
    fn ten() -> Lives {
        let mut lives = Lives::default();
        let (opened, as_of) = (d(2023, 2, 10), d(2024, 1, 10));
        lives.push(0, (opened, d(2023, 4, 1)), End::Defaulted);
        lives.push(1, (opened, d(2023, 5, 9)), End::Withdrawn);
        lives.push(2, (opened, d(2023, 5, 10)), End::Defaulted);
        lives.push(3, (d(2023, 3, 31), d(2023, 9, 30)), End::Withdrawn);
        (4..10).for_each(|loan| lives.push(loan, (opened, as_of), End::Open));
        lives
    }

    // By hand: age 0: 10 at risk, 1 defaulted, 1 withdrawn (8 days short of a quarter doesn't count) and loan 3's five
    // whole months make age 1: hazards 1/9.5, 1/(8 − ½), 0, 0/(6 − 3).
    #[test]
    fn a_vintage_is_worked_out_by_hand() {
        let exposure: Vec<i64> = (1..=10).collect();
        let found = vintages(&ten(), (Grain::Quarter, Grain::Quarter), &exposure, d(2024, 1, 10));
        assert_eq!(found.len(), 1);
        let one = &found[0];
        assert_eq!((one.first, one.last, one.loans, one.exposure), (d(2023, 1, 1), d(2023, 3, 31), 10, 55));
        let at_risk: Vec<_> =
            one.ages.iter().map(|age| (age.at_risk, age.defaulted, age.withdrawn, age.unfinished)).collect();
        assert_eq!(at_risk, [(10, 1, 1, 0), (8, 1, 1, 0), (6, 0, 0, 0), (6, 0, 0, 6)]);
        assert_eq!(one.ages[1].cumulative, 0.2);
        assert_eq!(one.ages[1].cumulative_by_volume, 4.0 / 55.0);
        let survival = 1.0 - (1.0 - 1.0 / 9.5) * (1.0 - 1.0 / 7.5);
        assert!((one.ages[3].survival_adjusted - survival).abs() < 1e-15);
        let complete: Vec<_> = one.ages.iter().map(|age| age.complete).collect();
        assert_eq!(complete, [true, true, true, false]);
        assert_eq!(
            loans(&ten(), (Grain::Quarter, Grain::Quarter), one.first, (Some(1), Some(End::Defaulted))),
            [2]
        );
        assert_eq!(loans(&ten(), (Grain::Quarter, Grain::Quarter), one.first, (None, None)).len(), 10);
    }

    #[test]
    fn lives_come_from_ratings() {
        let r = |name| Rating::parse_or_withdrawn(name).unwrap();
        let history = History::sorted([
            (0, 5, r("A")),
            (0, 50, r("D")),
            (0, 60, r("B")),
            (1, 5, r("NR")),
            (1, 7, r("A")),
            (1, 9, r("NR")),
            (1, 11, r("BB")),
            (2, 8, r("B")),
            (2, 90, r("NR")),
            (3, 8, r("D")),
            (4, 500, r("A")),
        ]);
        let found = Lives::of(&history, 100);
        assert_eq!((found.loan.clone(), found.opened.clone()), (vec![0, 1, 2], vec![5, 7, 8]));
        assert_eq!(found.closed, [50, 100, 90]);
        assert_eq!(found.end, [End::Defaulted, End::Open, End::Withdrawn]);
    }

    #[test]
    fn months_are_full_on_the_same_day() {
        assert_eq!(months_between(d(2023, 1, 31), d(2023, 2, 28)), 0);
        assert_eq!(months_between(d(2023, 1, 31), d(2023, 3, 31)), 2);
        assert_eq!(months_between(d(2023, 12, 5), d(2024, 1, 5)), 1);
    }

    proptest! {
        #[test]
        fn cumulative_rates_never_fall_and_loans_add_up(
            rows in prop::collection::vec((18_000i32..19_000, 0i32..1_500, 0u8..3), 1..80),
        ) {
            let as_of = 20_600;
            let mut lives = Lives::default();
            for (loan, (opened, days, end)) in rows.iter().enumerate() {
                let end = [End::Open, End::Defaulted, End::Withdrawn][usize::from(*end)];
                let closed = if end == End::Open { as_of } else { opened + days };
                lives.push(loan as u32, (*opened, closed), end);
            }
            let found = vintages(&lives, (Grain::Quarter, Grain::Month), &vec![100; rows.len()], as_of);
            prop_assert_eq!(found.iter().map(|v| v.loans).sum::<u64>(), rows.len() as u64);
            for one in &found {
                let ended: u64 = one.ages.iter().map(|a| a.defaulted + a.withdrawn + a.unfinished).sum();
                prop_assert_eq!(ended, one.loans);
                for pair in one.ages.windows(2) {
                    prop_assert!(pair[1].cumulative >= pair[0].cumulative);
                    prop_assert!(pair[1].survival_adjusted >= pair[0].survival_adjusted - 1e-15);
                    prop_assert!(pair[1].at_risk <= pair[0].at_risk);
                }
                for age in &one.ages {
                    prop_assert!(age.survival_adjusted >= age.cumulative - 1e-12);
                }
            }
        }
    }
}
