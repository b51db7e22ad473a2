//! Stress: what a shift of rates and a wave of defaults would cost.
use kernel::{Can, Path, Query, Result};
use risk::{
    stress::{self, ECONOMIES, Outcome, SCENARIOS, Scenario},
    sums::{self, Grid},
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, Look, answer, number},
};
use crate::{figure::Sum, loan::filter::LoanFilter, permissions::Read};

/// So many notches all ratings fall, in steps of one.
const FALLS: [u8; 3] = [1, 2, 3];

/// What the scenarios would cost.
#[derive(Serialize, JsonSchema)]
pub struct StressTest {
    /// The eleven standard scenarios.
    scenarios: Vec<StressOutcome>,
    /// Four states of the economy, in which 40 % of what defaults is lost.
    economies: Vec<StressOutcome>,
    /// What the expected losses are when every rating falls by one, two, three notches.
    downgrades: Vec<DowngradeOutcome>,
    /// What a downgrade does.
    downgrade_definition: &'static str,
    #[serde(flatten)]
    about: About,
}

/// What a scenario does.
#[derive(Serialize, JsonSchema)]
pub struct StressOutcome {
    /// The scenario, as people read it.
    name: &'static str,
    /// The shift of all rates in basis points.
    shift: i32,
    /// The share of the loans that default, percent.
    default_percent: f64,
    /// The share of the defaulted exposure that comes back, percent.
    recovery_percent: f64,
    /// The mean rate before, percent a year.
    rate: Option<f64>,
    /// The mean rate after.
    rate_after: Option<f64>,
    /// How a year's interest changes, before defaults.
    interest_change: Sum,
    /// How many loans default; may be broken.
    defaults: f64,
    /// Exposure that defaults.
    defaulted: Sum,
    /// What of it is lost.
    loss: Sum,
    /// Loss / exposure, 0–1.
    loss_rate: f64,
    /// Exposure less the loss.
    value_after: Sum,
}

/// The expected losses when every rating falls.
#[derive(Serialize, JsonSchema)]
pub struct DowngradeOutcome {
    /// By so many notches.
    notches: u8,
    /// Σ(w·pd)/Σw, 0–1.
    portfolio_pd: Option<f64>,
    /// Expected loss of a year.
    expected_loss: Sum,
    /// Risk-weighted assets.
    risk_weighted_assets: Sum,
    /// The share of the exposure that is still investment grade, 0–1.
    investment_grade: f64,
}

impl From<&Outcome> for StressOutcome {
    fn from(found: &Outcome) -> Self {
        let Scenario { name, shift, defaults, recovery } = found.scenario;
        Self {
            name,
            shift,
            default_percent: f64::from(defaults) / 100.0,
            recovery_percent: f64::from(recovery) / 100.0,
            rate: found.rate,
            rate_after: found.rate_after,
            interest_change: Sum(found.interest_change),
            defaults: found.defaults,
            defaulted: Sum(found.defaulted),
            loss: Sum(found.loss),
            loss_rate: found.loss_rate,
            value_after: Sum(found.value),
        }
    }
}

impl StressOutcome {
    /// The titles of [`StressOutcome::cells`].
    pub const TITLES: [&str; 12] = [
        "scenario",
        "shift",
        "default_percent",
        "recovery_percent",
        "rate",
        "rate_after",
        "interest_change",
        "defaults",
        "defaulted",
        "loss",
        "loss_rate",
        "value_after",
    ];

    /// As cells of a table.
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.name.to_owned(),
            self.shift.to_string(),
            self.default_percent.to_string(),
            self.recovery_percent.to_string(),
            number(self.rate),
            number(self.rate_after),
            self.interest_change.to_string(),
            self.defaults.to_string(),
            self.defaulted.to_string(),
            self.loss.to_string(),
            self.loss_rate.to_string(),
            self.value_after.to_string(),
        ]
    }
}

/// What one scenario does to the loans looked at.
pub fn outcome(look: &Look, scenario: Scenario) -> StressOutcome {
    (&stress::stress(&sums::whole(look.tape(), look.rows()), scenario)).into()
}

fn test(look: &Look) -> StressTest {
    let grid = Grid::of(look.tape(), look.rows());
    let whole = grid.whole();
    let outcomes = |all: &[Scenario]| all.iter().map(|one| (&stress::stress(&whole, *one)).into()).collect();
    let falls = FALLS.map(|notches| stress::downgraded(&grid, &look.rates, notches));
    let downgrade = |found: &stress::Downgraded| DowngradeOutcome {
        notches: found.notches,
        portfolio_pd: found.pd,
        expected_loss: Sum(found.expected_loss),
        risk_weighted_assets: Sum(found.risk_weighted),
        investment_grade: found.investment_grade,
    };
    StressTest {
        scenarios: outcomes(&SCENARIOS),
        economies: outcomes(&ECONOMIES),
        downgrades: falls.iter().map(downgrade).collect(),
        downgrade_definition: falls[0].definition,
        about: look.about(stress::DEFINITION),
    }
}

impl Table for StressTest {
    const NAME: &'static str = "stress";
    const TITLES: &'static [&'static str] = &StressOutcome::TITLES;

    fn rows(&self) -> Vec<Vec<String>> {
        self.scenarios.iter().chain(&self.economies).map(StressOutcome::cells).collect()
    }
}

pub(super) async fn get_stress(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<StressTest>> {
    answer(&can, Asked::of(id.0, which.0, at.0), test).await
}
