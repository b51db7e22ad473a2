//! Probability of default, expected loss and risk-weighted assets.
use serde::Serialize;

use crate::{
    rates::{Filled, Rates},
    scale::Rating,
    sums::{Grid, Group, ratio, rounded},
    tape::{Rows, Tape},
    top::Top,
};

/// What [`Losses`] means by its figures.
pub const DEFINITION: &str = "Each loan has the default probability, the recovery and the risk weight of its rating. \
    The portfolio's default probability is Σ(w·pd)/Σw; the expected loss of a year is Σ w·pd·(1 − recovery), which is \
    PD·LGD·EAD with the exposure as EAD; risk-weighted assets are Σ w·weight. High risk is a default probability above \
    5 %.";

/// A default probability above this is high risk, in millionths: 5 %.
pub const HIGH_RISK: u32 = 50_000;

/// A loan and what it may cost.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Risky {
    /// Place in the tape.
    pub row: u32,
    /// Key of the loan.
    pub id: i64,
    /// Ten-thousandths of a unit.
    pub exposure: i64,
    /// 0–1.
    pub pd: f64,
    /// Ten-thousandths of a unit, to the nearest.
    pub expected_loss: i128,
}

/// The figures of one rating.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its loans.
    pub group: Group,
    /// 0–1.
    pub pd: f64,
    /// 0–1.
    pub recovery: f64,
    /// 1 is 100 %.
    pub weight: f64,
    /// Ten-thousandths of a unit, to the nearest.
    pub expected_loss: i128,
    /// Ten-thousandths of a unit, to the nearest.
    pub risk_weighted: i128,
}

/// What may be lost within a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Losses {
    /// Σ exposure in ten-thousandths of a unit.
    pub exposure: i128,
    /// Σ(w·pd)/Σw, 0–1.
    pub pd: Option<f64>,
    /// Σ w·pd·(1 − recovery) in ten-thousandths of a unit, to the nearest.
    pub expected_loss: i128,
    /// Expected loss / exposure, 0–1.
    pub loss_rate: f64,
    /// Σ w·weight in ten-thousandths of a unit, to the nearest.
    pub risk_weighted: i128,
    /// Risk-weighted assets / exposure.
    pub density: f64,
    /// The plain mean of the loans' recoveries, 0–1 (the contract's figure).
    pub recovery: Option<f64>,
    /// The same weighted by exposure.
    pub weighted_recovery: Option<f64>,
    /// Loans with a PD above 5 %.
    pub high_risk: Group,
    /// A line per rating that has loans, best first.
    pub ratings: Vec<Line>,
    /// The loans with the greatest expected loss.
    pub top: Vec<Risky>,
    /// Notches that the table of rates lacks and that some loan has.
    pub filled: Vec<Filled>,
    /// How such notches got their rates.
    pub gap: &'static str,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The exact sums that losses are made of, in the products of their units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Σ w.
    pub exposure: i128,
    /// Σ w·pd, in millionths.
    pub pd: i128,
    /// Σ w·pd·lgd, in 10⁻¹⁰.
    pub loss: i128,
    /// Σ w·weight, in ten-thousandths.
    pub weighted: i128,
    /// Σ w·recovery, in ten-thousandths.
    pub recovery: i128,
}

impl Sums {
    /// The sums of a grid at these rates.
    pub fn of(grid: &Grid, rates: &Rates) -> Self {
        let sum = |factor: &dyn Fn(Rating) -> u64| grid.sum(|rating| i128::from(factor(rating)));
        Self {
            exposure: grid.whole().exposure,
            pd: sum(&|rating| rates.pd(rating).into()),
            loss: sum(&|rating| u64::from(rates.pd(rating)) * u64::from(rates.lgd(rating))),
            weighted: sum(&|rating| rates.weight(rating).into()),
            recovery: sum(&|rating| rates.recovery(rating).into()),
        }
    }

    /// Σ(w·pd)/Σw, 0–1.
    pub fn pd(&self) -> Option<f64> {
        (self.exposure > 0).then(|| ratio(self.pd, self.exposure) / 1e6)
    }

    /// Σ w·pd·lgd in ten-thousandths of a unit, to the nearest.
    pub fn expected_loss(&self) -> i128 {
        rounded(self.loss, 10_000_000_000)
    }

    /// Σ w·weight in ten-thousandths of a unit, to the nearest.
    pub fn risk_weighted(&self) -> i128 {
        rounded(self.weighted, 10_000)
    }
}

/// What may be lost within a year, with the `top` loans of the greatest expected loss. Source: contract §5
/// (default-probability) and §6, page 12; EL = PD·LGD·EAD: Basel Committee, CRE35.2.
pub fn losses(tape: &Tape, rows: Rows<'_>, rates: &Rates, top: usize) -> Losses {
    let grid = Grid::of(tape, rows);
    let sums = Sums::of(&grid, rates);
    let whole = grid.whole();
    let count: i128 = Rating::ALL
        .iter()
        .map(|rating| i128::from(grid.rating(*rating).count) * i128::from(rates.recovery(*rating)))
        .sum();
    let has = |rating: Rating| grid.rating(rating).count > 0;
    Losses {
        exposure: sums.exposure,
        pd: sums.pd(),
        expected_loss: sums.expected_loss(),
        loss_rate: ratio(sums.loss, sums.exposure) / 1e10,
        risk_weighted: sums.risk_weighted(),
        density: ratio(sums.weighted, sums.exposure) / 1e4,
        recovery: (whole.count > 0).then(|| ratio(count, i128::from(whole.count)) / 1e4),
        weighted_recovery: (sums.exposure > 0).then(|| ratio(sums.recovery, sums.exposure) / 1e4),
        high_risk: grid.ratings("High risk", |rating| rates.pd(rating) > HIGH_RISK),
        ratings: grid.by_rating().into_iter().filter_map(|group| line(group, rates)).collect(),
        top: riskiest(tape, rows, rates, top),
        filled: rates.filled().iter().filter(|filled| has(filled.rating)).copied().collect(),
        gap: rates.gap().definition(),
        definition: DEFINITION,
    }
}

fn line(group: Group, rates: &Rates) -> Option<Line> {
    let rate = rates.line(Rating::parse(group.key.as_deref()?)?);
    let lgd = 10_000 - i128::from(rate.recovery);
    Some(Line {
        pd: f64::from(rate.pd) / 1e6,
        recovery: f64::from(rate.recovery) / 1e4,
        weight: f64::from(rate.weight) / 1e4,
        expected_loss: rounded(group.exposure * i128::from(rate.pd) * lgd, 10_000_000_000),
        risk_weighted: rounded(group.exposure * i128::from(rate.weight), 10_000),
        group,
    })
}

/// The loans with the greatest expected loss, greatest first.
pub fn riskiest(tape: &Tape, rows: Rows<'_>, rates: &Rates, limit: usize) -> Vec<Risky> {
    let factor: [i64; crate::scale::SLOTS] = std::array::from_fn(|notch| {
        let rating = Rating(notch as u8);
        i64::from(rates.pd(rating)) * i64::from(rates.lgd(rating))
    });
    let (exposure, rating) = (&tape.exposure[..], &tape.rating[..]);
    let mut top = Top::new(limit);
    rows.each(|row| top.see(i128::from(exposure[row]) * i128::from(factor[rating[row].index()]), row));
    let risky = |(loss, row): (i128, u32)| Risky {
        row,
        id: tape.ids[row as usize],
        exposure: exposure[row as usize],
        pd: f64::from(rates.pd(rating[row as usize])) / 1e6,
        expected_loss: rounded(loss, 10_000_000_000),
    };
    top.finish().into_iter().map(risky).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        filter::Filter,
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    #[test]
    fn the_figures_agree_with_exact_fractions() {
        let mut writer = Writer::default();
        for (id, units, name) in
            [(1, 1_000_000, "A"), (2, 2_000_000, "BB"), (3, 500_000, "CCC"), (4, 500_000, "AA")]
        {
            let rating = Rating::parse(name).unwrap();
            assert!(writer.push(&Loan { id, exposure: units * 10_000, rating, ..Loan::default() }));
        }
        let tape = writer.finish();
        let losses = losses(&tape, tape.all(), &Rates::default(), 2);
        // AA takes the line of A. Σ w·pd = 1,500 + 36,000 + 160,000 − 0 = 197,500 of 4,000,000.
        assert_eq!(losses.pd, Some(0.049_375));
        // 1,500,000·0.001·0.10 + 2,000,000·0.018·0.30 + 500,000·0.32·0.75 = 150 + 10,800 + 120,000
        assert_eq!((losses.expected_loss, losses.loss_rate), (130_950 * 10_000, 0.032_737_5));
        // 1,500,000·0.20 + 2,000,000·1.15 + 500,000·3.00 = 300,000 + 2,300,000 + 1,500,000
        assert_eq!((losses.risk_weighted, losses.density), (4_100_000 * 10_000, 1.025));
        // (0.90 + 0.70 + 0.25 + 0.90) / 4 and (0.9·1.5 + 0.7·2 + 0.25·0.5) / 4
        assert_eq!((losses.recovery, losses.weighted_recovery), (Some(0.687_5), Some(0.718_75)));
        assert_eq!((losses.high_risk.count, losses.high_risk.filter.rows(&tape)), (1, vec![2]));
        let top: Vec<_> = losses.top.iter().map(|one| (one.id, one.expected_loss)).collect();
        assert_eq!(top, [(3, 1_200_000_000), (2, 108_000_000)]);
        assert_eq!(losses.filled.len(), 1);
        assert_eq!(losses.filled[0].rating.name(), "AA");
    }

    #[test]
    fn high_risk_begins_above_five_percent() {
        let mut writer = Writer::default();
        for rating in Rating::ALL {
            assert!(writer.push(&Loan { exposure: 1, rating, ..Loan::default() }));
        }
        let tape = writer.finish();
        let by_table = losses(&tape, tape.all(), &Rates::default(), 0);
        // B+ has 4.85 %, B 7.8 %.
        assert_eq!(by_table.high_risk.filter, Filter::ratings((14..22).map(Rating)));
        let five = crate::rates::Rate { rating: Rating(14), pd: 50_000, recovery: 0, weight: 0 };
        let rates = Rates::new(&[five], crate::rates::Gap::Worse).unwrap();
        // At 5 % it is not yet; what is worse than B takes the line of D.
        let at_five = losses(&tape, tape.all(), &rates, 0).high_risk;
        assert_eq!(at_five.filter.rows(&tape), (15..22).collect::<Vec<u32>>());
    }

    proptest! {
        #[test]
        fn the_lines_add_up_to_the_whole(tape in tapes()) {
            let losses = losses(&tape, tape.all(), &Rates::default(), 3);
            let sum: i128 = losses.ratings.iter().map(|line| line.expected_loss).sum();
            // Each line is rounded on its own.
            prop_assert!((sum - losses.expected_loss).abs() <= 22);
            prop_assert!(losses.pd.is_none_or(|pd| (0.001..=1.0).contains(&pd)));
            prop_assert!(losses.loss_rate <= losses.pd.unwrap_or(0.0));
        }
    }
}
