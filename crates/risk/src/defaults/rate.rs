//! Default rates of a period by rating on its first day.
//!
//! Sources: S&P, "Annual Global Corporate Default and Rating Transition Study" (static pools by count); Moody's,
//! D. Hamilton and R. Cantor, "Measuring corporate default rates" (2006) for the adjustment for withdrawals.

use crate::{
    history::History,
    migration::{
        matrix::wilson,
        walk::{self, Defaults},
    },
    scale::{NOTCHES, Rating},
};
use serde::Serialize;

/// What the rates mean.
pub const DEFINITION: &str = "Loans rated AAA to C on the first day; a default at any time up to the last day counts, \
     healed or not. By count: defaults/loans; by volume: their exposure; adjusted: half of the withdrawn leave the base \
     (Moody's 2006); a year: 1 − (1 − rate)^(365/days).";

/// Defaults of the loans of one rating, or of all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Base {
    /// Loans on the first day.
    pub loans: u64,
    /// Of them: in default at any time up to the last day.
    pub defaulted: u64,
    /// Of them: withdrawn by the last day, not in default.
    pub withdrawn: u64,
    /// Their exposure, in the unit of the exposures given.
    pub exposure: i128,
    /// Exposure of the defaulted.
    pub defaulted_exposure: i128,
    /// Exposure of the withdrawn.
    pub withdrawn_exposure: i128,
}

/// Rates of one rating, or of all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Line {
    /// What the rates come from.
    pub base: Base,
    /// defaulted/loans.
    pub by_count: f64,
    /// Wilson's interval of `by_count`.
    pub by_count_low: f64,
    /// Its upper end.
    pub by_count_high: f64,
    /// defaulted exposure/exposure.
    pub by_volume: f64,
    /// defaulted/(loans − withdrawn/2).
    pub adjusted_by_count: f64,
    /// defaulted exposure/(exposure − withdrawn exposure/2).
    pub adjusted_by_volume: f64,
    /// `by_count` a year.
    pub by_count_a_year: f64,
    /// `by_volume` a year.
    pub by_volume_a_year: f64,
    /// `adjusted_by_count` a year.
    pub adjusted_by_count_a_year: f64,
    /// `adjusted_by_volume` a year.
    pub adjusted_by_volume_a_year: f64,
}

/// Default rates of a period. The loans behind a figure: [`loans`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rates {
    /// First day; ratings and bases are those of its end.
    pub from: i32,
    /// Last day; its defaults count.
    pub to: i32,
    /// By rating on the first day, AAA to C.
    pub ratings: Vec<(Rating, Line)>,
    /// Investment grade.
    pub investment: Line,
    /// Below investment grade.
    pub speculative: Line,
    /// All.
    pub all: Line,
    /// What the rates mean.
    pub definition: &'static str,
}

/// A rate over `days` as a rate a year of 365 days: 1 − (1 − rate)^(365/days). The rate itself without days.
#[must_use]
pub fn a_year(rate: f64, days: i32) -> f64 {
    if days <= 0 || rate >= 1.0 {
        return rate;
    }
    -(365.0 / f64::from(days) * (-rate).ln_1p()).exp_m1()
}

/// Default rates from the end of day `from` to the end of day `to`. `exposure` is what each loan owed on the first day,
/// by its number; a loan beyond it owes nothing, so that an empty slice gives the rates by count alone.
#[must_use]
pub fn rates(history: &History, (from, to): (i32, i32), exposure: &[i64], confidence: f64) -> Rates {
    let mut bases = [Base::default(); NOTCHES];
    walk::each_step(history, &[from, to], Defaults::InPeriod, |step| {
        let owed = i128::from(exposure.get(step.loan as usize).copied().unwrap_or(0));
        let base = &mut bases[step.from.index()];
        base.loans += 1;
        base.exposure += owed;
        if step.to == Rating::D {
            base.defaulted += 1;
            base.defaulted_exposure += owed;
        } else if step.to == Rating::WITHDRAWN {
            base.withdrawn += 1;
            base.withdrawn_exposure += owed;
        }
    });
    let days = to.saturating_sub(from);
    let border = Rating::LAST_INVESTMENT_GRADE.index() + 1;
    let over = |bases: &[Base]| line(together(bases), days, confidence);
    let rated = &Rating::ALL[..NOTCHES - 1];
    Rates {
        from,
        to,
        ratings: rated.iter().map(|r| (*r, line(bases[r.index()], days, confidence))).collect(),
        investment: over(&bases[..border]),
        speculative: over(&bases[border..]),
        all: over(&bases),
        definition: DEFINITION,
    }
}

/// The loans of `rates` with this rating on the first day that ended as `to` (default, withdrawn, any notch) – all of
/// them without.
#[must_use]
pub fn loans(history: &History, days: (i32, i32), rating: Option<Rating>, to: Option<Rating>) -> Vec<u32> {
    walk::members(history, &[days.0, days.1], Defaults::InPeriod, (rating, to), Some(0))
}

fn together(bases: &[Base]) -> Base {
    bases.iter().fold(Base::default(), |sum, base| Base {
        loans: sum.loans + base.loans,
        defaulted: sum.defaulted + base.defaulted,
        withdrawn: sum.withdrawn + base.withdrawn,
        exposure: sum.exposure + base.exposure,
        defaulted_exposure: sum.defaulted_exposure + base.defaulted_exposure,
        withdrawn_exposure: sum.withdrawn_exposure + base.withdrawn_exposure,
    })
}

fn line(base: Base, days: i32, confidence: f64) -> Line {
    // Twice the base less the withdrawn, over twice the defaults, keeps everything whole until the division.
    let share = |hits: i128, of: i128| if of > 0 { (hits as f64 / of as f64).min(1.0) } else { 0.0 };
    let (loans, defaulted) = (i128::from(base.loans), i128::from(base.defaulted));
    let by_count = share(defaulted, loans);
    let by_volume = share(base.defaulted_exposure, base.exposure);
    let adjusted_by_count = share(2 * defaulted, 2 * loans - i128::from(base.withdrawn));
    let adjusted_by_volume = share(2 * base.defaulted_exposure, 2 * base.exposure - base.withdrawn_exposure);
    let (by_count_low, by_count_high) = wilson(base.defaulted, base.loans, confidence);
    Line {
        base,
        by_count,
        by_count_low,
        by_count_high,
        by_volume,
        adjusted_by_count,
        adjusted_by_volume,
        by_count_a_year: a_year(by_count, days),
        by_volume_a_year: a_year(by_volume, days),
        adjusted_by_count_a_year: a_year(adjusted_by_count, days),
        adjusted_by_volume_a_year: a_year(adjusted_by_volume, days),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(name: &str) -> Rating {
        Rating::parse_or_withdrawn(name).unwrap()
    }

    /// Ten loans at BB: two default (one heals), two are withdrawn, one of those after a default.
    fn ten() -> History {
        let start = (0..10).map(|loan| (loan, 0, r("BB")));
        History::sorted(start.chain([
            (0, 100, r("D")),
            (1, 50, r("D")),
            (1, 90, r("B")),
            (2, 70, r("NR")),
            (3, 80, r("D")),
            (3, 120, r("NR")),
            (4, 731, r("D")),
            (10, 1, r("A")),
            (5, 200, r("NR")),
        ]))
    }

    #[test]
    fn rates_are_exact_fractions() {
        let exposure: Vec<i64> = (1..=10).map(|k| k * 100).collect();
        let found = rates(&ten(), (0, 730), &exposure, 0.95);
        let line = found.ratings[r("BB").index()].1;
        assert_eq!((line.base.loans, line.base.defaulted, line.base.withdrawn), (10, 3, 2));
        // Exposures 1 to 10 hundreds: defaulted 1 + 2 + 4 = 7 of 55, withdrawn 3 + 6 = 9.
        assert_eq!((line.by_count, line.by_volume), (0.3, 7.0 / 55.0));
        assert_eq!((line.adjusted_by_count, line.adjusted_by_volume), (3.0 / 9.0, 14.0 / 101.0));
        assert!((line.by_count_a_year - (1.0 - 0.7f64.sqrt())).abs() < 1e-15);
        assert_eq!((found.all, found.speculative), (line, line));
        assert_eq!(found.investment.base, Base::default());
        assert_eq!(loans(&ten(), (0, 730), Some(r("BB")), Some(Rating::D)), [0, 1, 3]);
        assert_eq!(loans(&ten(), (0, 730), None, Some(Rating::WITHDRAWN)), [2, 5]);
    }

    #[test]
    fn without_exposures_only_counts_are_told() {
        let found = rates(&ten(), (0, 731), &[], 0.95).all;
        assert_eq!((found.by_count, found.by_volume, found.adjusted_by_volume), (0.4, 0.0, 0.0));
    }

    #[test]
    fn a_year_compounds() {
        assert!((a_year(0.0975, 730) - 0.05).abs() < 1e-15);
        assert_eq!((a_year(1.0, 30), a_year(0.2, 0)), (1.0, 0.2));
    }
}
