//! Stress: what a shift of rates and a wave of defaults would cost.
use serde::Serialize;

use crate::{
    losses::Sums,
    rates::Rates,
    scale::Rating,
    sums::{self, Grid, Tally, ratio, rounded},
    tape::{Rows, Tape},
};

/// What [`Outcome`] means by its figures.
pub const DEFINITION: &str = "The rate shock moves every loan's rate by so many basis points. Of all n loans the share x \
    defaults, so n·x of them, each of the mean exposure; what doesn't come back is lost: n·x·mean(w)·(1 − recovery) = \
    x·Σw·(1 − recovery). The value after is the exposure less the loss.";

/// A scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Scenario {
    /// As people read it.
    pub name: &'static str,
    /// Shift of all rates in basis points; 100 = 1 %.
    pub shift: i32,
    /// Share of the loans that default, in ten-thousandths.
    pub defaults: u32,
    /// Share of the defaulted exposure that comes back, in ten-thousandths.
    pub recovery: u32,
}

/// A scenario of its four figures.
const fn scenario(name: &'static str, shift: i32, defaults: u32, recovery: u32) -> Scenario {
    Scenario { name, shift, defaults, recovery }
}

/// The eleven of the contract §6, page 6. Those with defaults only have a recovery of 100 % there, and so lose nothing.
pub const SCENARIOS: [Scenario; 11] = [
    scenario("Base", 0, 0, 10_000),
    scenario("Rates +100 bps", 100, 0, 10_000),
    scenario("Rates +200 bps", 200, 0, 10_000),
    scenario("Rates +300 bps", 300, 0, 10_000),
    scenario("Defaults +2 %", 0, 200, 10_000),
    scenario("Defaults +5 %", 0, 500, 10_000),
    scenario("Defaults +10 %", 0, 1_000, 10_000),
    scenario("Recovery 80 %", 0, 200, 8_000),
    scenario("Recovery 60 %", 0, 500, 6_000),
    scenario("Recovery 40 %", 0, 1_000, 4_000),
    scenario("Combined", 200, 500, 8_000),
];

/// Four states of the economy. The loss of 40 % of what defaults is the contract's (§6, page 11); shifts and shares are
/// examples that a reader may change.
pub const ECONOMIES: [Scenario; 4] = [
    scenario("Growth", 50, 50, 6_000),
    scenario("Mild recession", -50, 300, 6_000),
    scenario("Stagflation", 200, 500, 6_000),
    scenario("Severe recession", -100, 800, 6_000),
];

/// What a scenario does; amounts in ten-thousandths of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The scenario.
    pub scenario: Scenario,
    /// Σ exposure before.
    pub exposure: i128,
    /// Σ(w·rate)/Σw in percent, before.
    pub rate: Option<f64>,
    /// The same after: before + basis points / 100.
    pub rate_after: Option<f64>,
    /// How a year's interest changes, before defaults, to the nearest.
    pub interest_change: i128,
    /// n·x, which may be broken.
    pub defaults: f64,
    /// Exposure that defaults, to the nearest.
    pub defaulted: i128,
    /// What is lost of it, to the nearest.
    pub loss: i128,
    /// Loss / exposure, 0–1.
    pub loss_rate: f64,
    /// Exposure less the loss.
    pub value: i128,
    /// What the figures mean.
    pub definition: &'static str,
}

/// What the scenario does to these loans. Source: contract §6, page 6. All sums are exact until they are rounded once.
pub fn stress(whole: &Tally, scenario: Scenario) -> Outcome {
    let (defaults, lost) =
        (i128::from(scenario.defaults), 10_000 - i128::from(scenario.recovery.min(10_000)));
    let loss = rounded(whole.exposure * defaults * lost, 100_000_000);
    let rate = whole.weighted_rate();
    // One basis point is a hundred of the rate's units.
    let shifted = whole.interest + whole.exposure * i128::from(scenario.shift) * 100;
    Outcome {
        scenario,
        exposure: whole.exposure,
        rate,
        rate_after: rate.map(|_| ratio(shifted, whole.exposure) / 1e4),
        interest_change: rounded(whole.exposure * i128::from(scenario.shift), 10_000),
        defaults: whole.count as f64 * f64::from(scenario.defaults) / 1e4,
        defaulted: rounded(whole.exposure * defaults, 10_000),
        loss,
        loss_rate: ratio(defaults * lost, 100_000_000),
        value: whole.exposure - loss,
        definition: DEFINITION,
    }
}

/// What each of these scenarios does to these loans, from one pass over them.
pub fn scenarios(tape: &Tape, rows: Rows<'_>, scenarios: &[Scenario]) -> Vec<Outcome> {
    let whole = sums::whole(tape, rows);
    scenarios.iter().map(|scenario| stress(&whole, *scenario)).collect()
}

/// What the losses are when every rating falls.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Downgraded {
    /// By so many notches.
    pub notches: u8,
    /// Σ(w·pd)/Σw, 0–1.
    pub pd: Option<f64>,
    /// Ten-thousandths of a unit.
    pub expected_loss: i128,
    /// Ten-thousandths of a unit.
    pub risk_weighted: i128,
    /// Share of the exposure that is still investment grade, 0–1.
    pub investment_grade: f64,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The losses of [`crate::losses`] when every loan is rated `notches` worse, and C at worst: a downgrade is no default.
pub fn downgraded(grid: &Grid, rates: &Rates, notches: u8) -> Downgraded {
    let fallen = grid.fallen(notches);
    let sums = Sums::of(&fallen, rates);
    Downgraded {
        notches,
        pd: sums.pd(),
        expected_loss: sums.expected_loss(),
        risk_weighted: sums.risk_weighted(),
        investment_grade: fallen.ratings("Investment grade", Rating::is_investment_grade).share,
        definition: "Every loan is rated so many notches worse, C at worst; loans in default stay so. Default \
            probability, recovery and risk weight are those of the new rating.",
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    fn whole() -> Tally {
        let mut whole = Tally::default();
        for exposure in [10_000_000_000, 20_000_000_000, 30_000_000_000, 40_000_000_000] {
            whole.add(exposure, 60_000);
        }
        whole
    }

    #[test]
    fn the_contracts_scenarios_agree_with_its_formulas() {
        let outcomes: Vec<Outcome> = SCENARIOS.iter().map(|scenario| stress(&whole(), *scenario)).collect();
        // Of ten million units: 2 %·20 %, 5 %·40 %, 10 %·60 %, and 5 %·20 % when combined.
        let losses: Vec<i128> = outcomes.iter().map(|outcome| outcome.loss / 10_000).collect();
        assert_eq!(losses, [0, 0, 0, 0, 0, 0, 0, 40_000, 200_000, 600_000, 100_000]);
        let combined = &outcomes[10];
        assert_eq!((combined.rate, combined.rate_after), (Some(6.0), Some(8.0)));
        assert_eq!(combined.interest_change / 10_000, 200_000);
        assert_eq!((combined.defaults, combined.defaulted / 10_000), (0.2, 500_000));
        assert_eq!((combined.loss_rate, combined.value / 10_000), (0.01, 9_900_000));
        assert_eq!(outcomes[0].value, outcomes[0].exposure);
    }

    #[test]
    fn a_loss_is_forty_percent_in_every_economy() {
        for scenario in ECONOMIES {
            let outcome = stress(&whole(), scenario);
            assert_eq!(outcome.loss * 10, outcome.defaulted * 4);
        }
    }

    #[test]
    fn a_downgrade_ends_at_c_and_a_default_stays() {
        let mut writer = Writer::default();
        for name in ["A", "BBB-", "CC", "D"] {
            assert!(writer.push(&Loan {
                exposure: 100,
                rating: Rating::parse(name).unwrap(),
                ..Loan::default()
            }));
        }
        let tape = writer.finish();
        let grid = Grid::of(&tape, tape.all());
        let fallen = grid.fallen(3);
        for name in ["BBB", "BB-", "C", "D"] {
            assert_eq!(fallen.rating(Rating::parse(name).unwrap()).count, 1, "{name}");
        }
        let result = downgraded(&grid, &Rates::default(), 3);
        // (0.0040 + 0.0295 + 1 + 1) / 4, C taking the line of D
        assert_eq!((result.pd, result.investment_grade), (Some(0.508_375), 0.25));
    }

    proptest! {
        #[test]
        fn worse_ratings_never_cost_less(tape in tapes(), notches in 0_u8..30) {
            let grid = Grid::of(&tape, tape.all());
            let rates = Rates::default();
            let (less, more) = (downgraded(&grid, &rates, notches), downgraded(&grid, &rates, notches + 1));
            prop_assert!(less.expected_loss <= more.expected_loss && less.risk_weighted <= more.risk_weighted);
            prop_assert_eq!(downgraded(&grid, &rates, 0).expected_loss, Sums::of(&grid, &rates).expected_loss());
        }

        #[test]
        fn more_defaults_never_leave_more(tape in tapes(), defaults in 0_u32..10_000, recovery in 0_u32..10_000) {
            let whole = sums::whole(&tape, tape.all());
            let value = |defaults| stress(&whole, scenario("", 0, defaults, recovery)).value;
            prop_assert!(value(defaults) >= value(defaults + 1));
            prop_assert!(value(defaults) >= 0 && value(0) == whole.exposure);
        }
    }
}
