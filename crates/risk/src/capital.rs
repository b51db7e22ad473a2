//! Capital of a portfolio on its tape: by the internal ratings-based approach, and under one common factor.

use crate::{
    basel::{self, Class, Exposure, Floors, Rules},
    filter::Filter,
    rates::Rates,
    scale::{NOTCHES, Rating, SLOTS},
    status::Status,
    tape::{Rows, Tape},
    vasicek::{self, Bucket, Loss},
};
use serde::Serialize;

/// What the figures by rating mean, besides [`basel::DEFINITION`].
pub const DEFINITION: &str = "PD and LGD are those of the rating in the table of rates; EAD is the exposure; M is the time \
     to maturity in years of 365 days, 1 to 5; rated D or with status Defaulted means PD 1, with the given share of LGD as \
     best estimate of loss.";

/// How the capital of a tape is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Terms {
    /// Asset class of all looked-at loans; ask once for each class.
    pub class: Class,
    /// Floors and scaling.
    pub rules: Rules,
    /// Best estimate of loss of a defaulted loan as a share of its LGD, 0 to 1; 1 leaves no capital for it.
    pub best_estimate: f64,
    /// The day from which maturity counts.
    pub as_of: i32,
}

/// Loans of a rating and their capital; amounts in ten-thousandths of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The rating; D holds all loans in default, whatever their rating.
    pub rating: Rating,
    /// Loans.
    pub loans: u64,
    /// Σ exposure.
    pub exposure: i128,
    /// Mean effective maturity in years, weighted by exposure.
    pub maturity: f64,
    /// PD used, after the floor.
    pub pd: f64,
    /// LGD used, after the floor.
    pub lgd: f64,
    /// Asset correlation; 0 in default.
    pub correlation: f64,
    /// PD·LGD·EAD, best estimate in default.
    pub expected_loss: f64,
    /// K·EAD with the scaling.
    pub capital: f64,
    /// 12.5·capital.
    pub rwa: f64,
    /// RWA/EAD.
    pub risk_weight: f64,
    /// The loans behind the line: those of any of these filters.
    pub filters: Vec<Filter>,
}

/// Capital of a portfolio; amounts in ten-thousandths of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Capital {
    /// By rating, best first; ratings without a loan are left out.
    pub lines: Vec<Line>,
    /// All of it.
    pub all: basel::Capital,
    /// What PD, LGD and M are.
    pub definition: &'static str,
}

/// Exact sums of one rating.
#[derive(Clone, Copy, Default)]
struct Sums {
    loans: u64,
    exposure: i128,
    /// Σ exposure·days, with days between one year and five.
    days: i128,
}

/// Capital by the internal ratings-based approach: one pass that sums whole numbers by rating, then the functions of
/// CRE31 per rating. The maturity adjustment is linear in M, so that the sums give what each loan would.
#[must_use]
pub fn irb((tape, rows): (&Tape, Rows<'_>), rates: &Rates, terms: &Terms) -> Capital {
    let mut sums = [Sums::default(); SLOTS];
    let (exposure, maturity) = (&tape.exposure[..], &tape.maturity[..]);
    rows.each(|row| {
        let defaulted = tape.status[row] == Status::Defaulted;
        let sum = &mut sums[if defaulted { Rating::D } else { tape.rating[row] }.index()];
        let days = maturity[row].saturating_sub(terms.as_of).clamp(365, 5 * 365);
        sum.loans += 1;
        sum.exposure += i128::from(exposure[row]);
        sum.days += i128::from(exposure[row]) * i128::from(days);
    });
    let lines: Vec<Line> = Rating::ALL
        .iter()
        .filter(|rating| sums[rating.index()].loans > 0)
        .map(|rating| line(*rating, &sums[rating.index()], rates, terms))
        .collect();
    let total = |of: fn(&Line) -> f64| lines.iter().map(of).sum::<f64>();
    let (ead, rwa) = (total(|line| line.exposure as f64), total(|line| line.rwa));
    let all = basel::Capital {
        ead,
        expected_loss: total(|line| line.expected_loss),
        capital: total(|line| line.capital),
        rwa,
        risk_weight: if ead > 0.0 { rwa / ead } else { 0.0 },
        definition: basel::DEFINITION,
    };
    Capital { lines, all, definition: DEFINITION }
}

fn line(rating: Rating, sums: &Sums, rates: &Rates, terms: &Terms) -> Line {
    let default = rating == Rating::D;
    let lgd = f64::from(rates.lgd(rating)) / 1e4;
    let ead = sums.exposure as f64;
    let maturity = if sums.exposure > 0 { sums.days as f64 / 365.0 / ead } else { 1.0 };
    let one = Exposure {
        class: terms.class,
        ead,
        pd: if default { 1.0 } else { f64::from(rates.pd(rating)) / 1e6 },
        lgd,
        maturity,
        best_estimate: lgd * terms.best_estimate,
    };
    let found = basel::capital(&[one], terms.rules);
    let pd = if terms.rules.floors == Floors::None { one.pd } else { one.pd.max(terms.class.pd_floor()) };
    let floor = if terms.rules.floors == Floors::PdAndLgd { terms.class.lgd_floor() } else { 0.0 };
    Line {
        rating,
        loans: sums.loans,
        exposure: sums.exposure,
        maturity,
        pd,
        lgd: lgd.max(floor),
        correlation: if pd < 1.0 { terms.class.correlation(pd) } else { 0.0 },
        expected_loss: found.expected_loss,
        capital: found.capital,
        rwa: found.rwa,
        risk_weight: found.risk_weight,
        filters: filters(rating),
    }
}

/// The loans of a line: D also takes every loan with status Defaulted, and the other lines have none of those.
fn filters(rating: Rating) -> Vec<Filter> {
    let others = Status::ALL.into_iter().filter(|status| *status != Status::Defaulted).collect();
    let paying = Filter { statuses: Some(others), ..Filter::rating(rating) };
    if rating == Rating::D { vec![paying, Filter::status(Status::Defaulted)] } else { vec![paying] }
}

/// The correlation of loans with the common factor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Correlation {
    /// The same for all, 0 to below 1.
    Fixed(f64),
    /// That of the Basel asset class at each PD.
    Basel(Class),
}

/// Losses under one common factor at a level of confidence ([`vasicek::losses`]), in ten-thousandths of a unit. Loans in
/// default lose their LGD for certain. By rating: sums of exposure, then 22 buckets.
#[must_use]
pub fn one_factor(
    (tape, rows): (&Tape, Rows<'_>),
    rates: &Rates,
    correlation: Correlation,
    level: f64,
) -> Loss {
    let mut sums = [0_i128; SLOTS];
    rows.each(|row| {
        let defaulted = tape.status[row] == Status::Defaulted;
        sums[if defaulted { Rating::D } else { tape.rating[row] }.index()] += i128::from(tape.exposure[row]);
    });
    let buckets: Vec<Bucket> = Rating::ALL[..NOTCHES]
        .iter()
        .map(|rating| {
            let pd = if *rating == Rating::D { 1.0 } else { f64::from(rates.pd(*rating)) / 1e6 };
            let rho = match correlation {
                Correlation::Fixed(rho) => rho,
                Correlation::Basel(class) => class.correlation(pd),
            };
            let lgd = f64::from(rates.lgd(*rating)) / 1e4;
            Bucket { exposure: sums[rating.index()] as f64, pd, lgd, rho }
        })
        .collect();
    vasicek::losses(&buckets, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const AS_OF: i32 = 20_000;

    fn tape(loans: &[(i64, i32, u8, usize)]) -> Tape {
        Tape {
            ids: (0..loans.len() as i64).collect(),
            exposure: loans.iter().map(|loan| loan.0).collect(),
            maturity: loans.iter().map(|loan| AS_OF + loan.1).collect(),
            rating: loans.iter().map(|loan| Rating(loan.2)).collect(),
            status: loans.iter().map(|loan| Status::ALL[loan.3]).collect(),
            ..Tape::default()
        }
    }

    fn terms(floors: Floors) -> Terms {
        let rules = Rules { floors, scaling: 1.0 };
        Terms { class: Class::Corporate, rules, best_estimate: 0.5, as_of: AS_OF }
    }

    #[test]
    fn default_is_rating_or_status_and_the_filters_find_both() {
        let mut tape = tape(&[(100, 400, 5, 0), (200, 400, 5, 3), (300, 400, 21, 0)]);
        let none = crate::tape::Codes::of(["", "", ""]);
        (tape.sector, tape.country, tape.borrower) = (none.clone(), none.clone(), none);
        tape.rate = vec![0; 3];
        let found = irb((&tape, tape.all()), &Rates::default(), &terms(Floors::Pd));
        let lines: Vec<_> = found.lines.iter().map(|line| (line.rating.name(), line.exposure)).collect();
        assert_eq!(lines, [("A", 100), ("D", 500)]);
        // LGD 90 %, half of it as best estimate: K = 0.45 of 500.
        assert!((found.lines[1].capital - 225.0).abs() < 1e-9);
        let listed: Vec<Vec<u32>> = found
            .lines
            .iter()
            .map(|line| line.filters.iter().flat_map(|filter| filter.rows(&tape)).collect())
            .collect();
        assert_eq!(listed, [vec![0], vec![2, 1]]);
    }

    // A: PD 0.1 %, LGD 10 %: weight of annex 5 at LGD 45 % is 29.65 %, so 6.59 % here; EL 0.01 %.
    #[test]
    fn one_rating_has_the_weight_of_the_published_table() {
        let tape = tape(&[(1_000_000, 1_000, 5, 0), (1_000_000, 825, 5, 0)]);
        let found = irb((&tape, tape.all()), &Rates::default(), &terms(Floors::Pd));
        assert!((found.lines[0].maturity - 2.5).abs() < 1e-12);
        assert!((found.all.risk_weight - 0.2965 * 10.0 / 45.0).abs() < 2e-5);
        assert!((found.all.expected_loss - 200.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn the_sums_give_what_each_loan_gives(
            loans in prop::collection::vec((1i64..1_000_000, -100i32..4_000, 0u8..22, 0usize..4), 1..40),
        ) {
            let (tape, rates, terms) = (tape(&loans), Rates::default(), terms(Floors::Pd));
            let found = irb((&tape, tape.all()), &rates, &terms);
            let each: Vec<Exposure> = loans.iter().map(|(exposure, days, notch, status)| {
                let rating = if *status == 3 { Rating::D } else { Rating(*notch) };
                let lgd = f64::from(rates.lgd(rating)) / 1e4;
                Exposure {
                    class: terms.class,
                    ead: *exposure as f64,
                    pd: f64::from(rates.pd(rating)) / 1e6,
                    lgd,
                    maturity: f64::from(*days) / 365.0,
                    best_estimate: lgd * 0.5,
                }
            }).collect();
            let plain = basel::capital(&each, terms.rules);
            prop_assert!((found.all.rwa - plain.rwa).abs() <= 1e-9 * plain.rwa.max(1.0));
            prop_assert!((found.all.expected_loss - plain.expected_loss).abs() <= 1e-9 * plain.ead);
            let loss = one_factor((&tape, tape.all()), &rates, Correlation::Basel(terms.class), 0.999);
            prop_assert!(loss.shortfall >= loss.quantile - 1e-6 && loss.quantile <= loss.exposure);
        }
    }
}
