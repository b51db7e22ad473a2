//! What if: rates shift, a rating defaults, a borrower changes, an economy turns.
use garde::Validate;
use kernel::{Can, Error, FieldError, Money, Path, Query, Result};
use risk::{
    scale::Rating,
    stress::{self, Scenario},
    whatif::{self, Change, State},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Table},
    concentration::Hhi,
    look::{About, AsOf, Asked, Look, answer, number, share},
    stress::{StressOutcome, outcome},
};
use crate::{
    figure::{HUNDRED, Sum},
    loan::{
        asked::Params,
        filter::{LoanFilter, Several},
    },
    permissions::Read,
    word::{LoanStatus, Notch},
};

/// A portfolio in a few figures.
#[derive(Serialize, JsonSchema)]
pub struct PortfolioState {
    /// How many loans.
    loans: u64,
    /// What they come to.
    exposure: Sum,
    /// Their mean rate, weighted by exposure, percent a year.
    weighted_rate: Option<f64>,
    /// The notch nearest to the exposure-weighted mean.
    average_rating: Option<&'static str>,
    /// The share of the exposure that performs, 0–1.
    performing_share: f64,
    /// Σ(w·pd)/Σw, 0–1.
    portfolio_pd: Option<f64>,
    /// Expected loss of a year.
    expected_loss: Sum,
    /// Risk-weighted assets.
    risk_weighted_assets: Sum,
}

impl From<&State> for PortfolioState {
    fn from(state: &State) -> Self {
        Self {
            loans: state.count,
            exposure: Sum(state.exposure),
            weighted_rate: state.weighted_rate,
            average_rating: state.rating.map(|rating| rating.name()),
            performing_share: state.performing,
            portfolio_pd: state.pd,
            expected_loss: Sum(state.expected_loss),
            risk_weighted_assets: Sum(state.risk_weighted),
        }
    }
}

const STATE: [&str; 9] = [
    "state",
    "loans",
    "exposure",
    "weighted_rate",
    "average_rating",
    "performing_share",
    "portfolio_pd",
    "expected_loss",
    "risk_weighted_assets",
];

fn states(before: &PortfolioState, after: &PortfolioState) -> Vec<Vec<String>> {
    let line = |(name, state): (&str, &PortfolioState)| {
        vec![
            name.to_owned(),
            state.loans.to_string(),
            state.exposure.to_string(),
            number(state.weighted_rate),
            state.average_rating.unwrap_or_default().to_owned(),
            state.performing_share.to_string(),
            number(state.portfolio_pd),
            state.expected_loss.to_string(),
            state.risk_weighted_assets.to_string(),
        ]
    };
    [("before", before), ("after", after)].map(line).into()
}

/// How far rates shift.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct RateShift {
    /// Basis points; 100 = 1 %.
    #[garde(range(min = -10_000, max = 10_000))]
    points: i32,
}

/// The portfolio before and after a shift of all rates.
#[derive(Serialize, JsonSchema)]
pub struct RateShifted {
    /// Basis points.
    points: i32,
    /// How a year's interest changes.
    interest_change: Sum,
    /// Before.
    before: PortfolioState,
    /// After.
    after: PortfolioState,
    #[serde(flatten)]
    about: About,
}

impl Table for RateShifted {
    const NAME: &'static str = "what-if-rate";
    const TITLES: &'static [&'static str] = &STATE;

    fn rows(&self) -> Vec<Vec<String>> {
        states(&self.before, &self.after)
    }
}

const SHIFT: &str = "Every loan's rate shifts by so many basis points; ratings, statuses and losses stay. A year's \
    interest changes by Σw · points / 10,000.";

pub(super) async fn what_if_rate(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    shift: Query<RateShift>,
) -> Result<Answer<RateShifted>> {
    let points = shift.0.points;
    let figures = move |look: &Look| {
        let [before, after] = whatif::shift(look.tape(), look.rows(), &look.rates, points);
        let interest_change = Sum(risk::sums::rounded(before.exposure * i128::from(points), 10_000));
        let about = look.about(SHIFT);
        RateShifted { points, interest_change, before: (&before).into(), after: (&after).into(), about }
    };
    answer(&can, Asked::of(id.0, which.0, at.0), figures).await
}

/// How many loans of a rating default. Which rating is told by `rating`, which here is no condition on the loans looked
/// at; `credit_rating` still is.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
pub struct DefaultOf {
    /// The share of them that does, percent; all by default.
    #[serde(default = "hundred")]
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    share: Money,
    /// The share of their exposure that comes back, percent; 40 by default.
    #[serde(default = "forty")]
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    recovery: Money,
}

fn hundred() -> Money {
    HUNDRED
}

fn forty() -> Money {
    Money::from_units(400_000)
}

/// What the default of a rating costs.
#[derive(Serialize, JsonSchema)]
pub struct RatingDefaulted {
    /// The rating.
    rating: &'static str,
    /// How many of its loans default, the largest first.
    defaults: u64,
    /// Their exposure.
    defaulted: Sum,
    /// What of it is lost.
    loss: Sum,
    /// Loss / exposure of all, 0–1.
    loss_rate: f64,
    /// Exposure of all less the loss.
    value_after: Sum,
    /// The parameters of `GET …/loans` that list the loans that default.
    filter: Option<Params>,
    /// Before.
    before: PortfolioState,
    /// After, with these loans in default at their full exposure.
    after: PortfolioState,
    #[serde(flatten)]
    about: About,
}

impl Table for RatingDefaulted {
    const NAME: &'static str = "what-if-default";
    const TITLES: &'static [&'static str] = &STATE;

    fn rows(&self) -> Vec<Vec<String>> {
        states(&self.before, &self.after)
    }
}

fn one_rating(named: Option<Several<Notch>>) -> Result<Rating> {
    match named.as_ref().map(|named| &named.0[..]) {
        Some([one]) => Ok(one.0),
        _ => {
            let says = "must name the one rating whose loans default, such as BB+";
            Err(Error::fields(vec![FieldError::new("query", "rating", says, "invalid")]))
        }
    }
}

pub(super) async fn what_if_default(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    default: Query<DefaultOf>,
) -> Result<Answer<RatingDefaulted>> {
    let DefaultOf { share: part, recovery } = default.0;
    let mut which = which.0;
    let rating = one_rating(which.rating.take())?;
    let figures = move |look: &Look| {
        let how = (share(part), share(recovery));
        let found = whatif::default_of(look.tape(), look.rows(), &look.rates, rating, how);
        RatingDefaulted {
            rating: found.rating.name(),
            defaults: found.count,
            defaulted: Sum(found.defaulted),
            loss: Sum(found.loss),
            loss_rate: found.loss_rate,
            value_after: Sum(found.value),
            filter: look.params(&found.filter),
            before: (&found.before).into(),
            after: (&found.after).into(),
            about: look.about(found.definition),
        }
    };
    answer(&can, Asked::of(id.0, which, at.0), figures).await
}

/// How a borrower changes.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
pub struct BorrowerChange {
    /// The borrower, by the exact name.
    #[garde(length(chars, min = 1, max = 255))]
    name: String,
    /// Its exposure changes by so many percent; −100 = it is gone.
    #[serde(default)]
    #[garde(range(min = Money::from_units(-1_000_000), max = Money::from_units(100_000_000)))]
    exposure: Money,
    /// All of its loans get this rating.
    #[serde(default)]
    #[garde(skip)]
    new_rating: Option<Notch>,
    /// All of its loans get this status.
    #[serde(default)]
    #[garde(skip)]
    new_status: Option<LoanStatus>,
    /// Its rates shift by so many basis points.
    #[serde(default)]
    #[garde(range(min = -10_000, max = 10_000))]
    points: i32,
}

/// The portfolio before and after a borrower has changed.
#[derive(Serialize, JsonSchema)]
pub struct BorrowerChanged {
    /// The borrower.
    borrower: String,
    /// How many loans it has among those looked at; 0 when nobody has that name.
    borrower_loans: u64,
    /// Its share of the exposure before, 0–1.
    share_before: f64,
    /// Its share after.
    share_after: f64,
    /// The index of concentration over borrowers before.
    index_before: Hhi,
    /// The same after.
    index_after: Hhi,
    /// The parameters of `GET …/loans` that list its loans.
    filter: Option<Params>,
    /// Before.
    before: PortfolioState,
    /// After.
    after: PortfolioState,
    #[serde(flatten)]
    about: About,
}

impl Table for BorrowerChanged {
    const NAME: &'static str = "what-if-borrower";
    const TITLES: &'static [&'static str] = &STATE;

    fn rows(&self) -> Vec<Vec<String>> {
        states(&self.before, &self.after)
    }
}

pub(super) async fn what_if_borrower(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    change: Query<BorrowerChange>,
) -> Result<Answer<BorrowerChanged>> {
    let BorrowerChange { name, exposure, new_rating, new_status, points } = change.0;
    let exposure =
        i32::try_from(exposure.units() / 100).map_err(|_| Error::invalid("exposure", "is too large"))?;
    let (rating, status) = (new_rating.map(|notch| notch.0), new_status.map(|status| status.0));
    let figures = move |look: &Look| {
        let change = Change { exposure, rating, status, shift: points };
        let found = whatif::borrower(look.tape(), look.rows(), &look.rates, name.trim(), change);
        let [share_before, share_after] = found.share;
        let [index_before, index_after] = found.index.map(Hhi::from);
        BorrowerChanged {
            borrower: name.trim().to_owned(),
            borrower_loans: found.loans,
            share_before,
            share_after,
            index_before,
            index_after,
            filter: look.params(&found.filter),
            before: (&found.before).into(),
            after: (&found.after).into(),
            about: look.about(found.definition),
        }
    };
    answer(&can, Asked::of(id.0, which.0, at.0), figures).await
}

/// A scenario of one's own.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct OwnScenario {
    /// The shift of all rates in basis points.
    #[garde(range(min = -10_000, max = 10_000))]
    shift: i32,
    /// The share of the loans that default, percent.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    defaults: Money,
    /// The share of the defaulted exposure that comes back, percent; 60 by default.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    recovery: Money,
}

impl Default for OwnScenario {
    fn default() -> Self {
        Self { shift: 0, defaults: Money::ZERO, recovery: Money::from_units(600_000) }
    }
}

/// What a scenario of one's own does.
#[derive(Serialize, JsonSchema)]
pub struct ScenarioOutcome {
    /// What it does.
    #[serde(flatten)]
    outcome: StressOutcome,
    #[serde(flatten)]
    about: About,
}

impl Table for ScenarioOutcome {
    const NAME: &'static str = "what-if-scenario";
    const TITLES: &'static [&'static str] = &StressOutcome::TITLES;

    fn rows(&self) -> Vec<Vec<String>> {
        vec![self.outcome.cells()]
    }
}

pub(super) async fn what_if_scenario(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    own: Query<OwnScenario>,
) -> Result<Answer<ScenarioOutcome>> {
    let OwnScenario { shift, defaults, recovery } = own.0;
    let scenario =
        Scenario { name: "Own scenario", shift, defaults: share(defaults), recovery: share(recovery) };
    let figures = move |look: &Look| ScenarioOutcome {
        outcome: outcome(look, scenario),
        about: look.about(stress::DEFINITION),
    };
    answer(&can, Asked::of(id.0, which.0, at.0), figures).await
}
