//! Default probability, expected loss and risk-weighted assets.
use kernel::{Can, Path, Query, Result};
use risk::losses;
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    loan::NamedLoan,
    look::{About, AsOf, Asked, LoanGroup, Look, Most, answer},
};
use crate::{figure::Sum, loan::filter::LoanFilter, permissions::Read};

/// What may be lost within a year.
#[derive(Serialize, JsonSchema)]
pub struct DefaultProbability {
    /// Σ(w·pd)/Σw, 0–1; `null` without exposure.
    portfolio_pd: Option<f64>,
    /// Σ w·pd·(1 − recovery).
    expected_loss: Sum,
    /// Σ w·weight.
    risk_weighted_assets: Sum,
    /// The loans with the greatest expected loss, greatest first.
    top_risky_loans: Vec<RiskyLoan>,
    /// Expected loss / exposure, 0–1.
    loss_rate: f64,
    /// Risk-weighted assets / exposure.
    risk_density: f64,
    /// The plain mean of the loans' recoveries, 0–1.
    mean_recovery: Option<f64>,
    /// The same weighted by exposure.
    weighted_recovery: Option<f64>,
    /// Loans with a default probability above 5 %.
    high_risk: LoanGroup,
    /// A line per rating, best first.
    ratings: Vec<RatingLoss>,
    /// Ratings that the table of rates lacks and some loan has.
    filled: Vec<FilledRate>,
    /// How such ratings got their rates.
    gap: &'static str,
    #[serde(flatten)]
    about: About,
}

/// A loan and what it may cost.
#[derive(Serialize, JsonSchema)]
pub struct RiskyLoan {
    /// The loan.
    #[serde(flatten)]
    loan: NamedLoan,
    /// Its default probability, 0–1.
    pd: f64,
    /// What it is expected to cost within a year.
    expected_loss: Sum,
}

/// The figures of a rating.
#[derive(Serialize, JsonSchema)]
pub struct RatingLoss {
    /// Its loans.
    #[serde(flatten)]
    group: LoanGroup,
    /// Default probability, 0–1.
    pd: f64,
    /// Recovery, 0–1.
    recovery: f64,
    /// Risk weight; 1 is 100 %.
    risk_weight: f64,
    /// What they are expected to cost within a year.
    expected_loss: Sum,
    /// Exposure · weight.
    risk_weighted_assets: Sum,
}

/// A rating without a line of its own in the table of rates.
#[derive(Serialize, JsonSchema)]
pub struct FilledRate {
    /// The rating.
    rating: &'static str,
    /// The rating whose line it took.
    taken_from: &'static str,
}

fn losses(look: &Look, top: usize) -> DefaultProbability {
    let found = losses::losses(look.tape(), look.rows(), &look.rates, top);
    let risky = |one: &losses::Risky| RiskyLoan {
        loan: NamedLoan::of(look, one.row),
        pd: one.pd,
        expected_loss: Sum(one.expected_loss),
    };
    let line = |line: &losses::Line| RatingLoss {
        group: look.group(&line.group),
        pd: line.pd,
        recovery: line.recovery,
        risk_weight: line.weight,
        expected_loss: Sum(line.expected_loss),
        risk_weighted_assets: Sum(line.risk_weighted),
    };
    let filled = found
        .filled
        .iter()
        .map(|filled| FilledRate { rating: filled.rating.name(), taken_from: filled.worse.name() });
    DefaultProbability {
        portfolio_pd: found.pd,
        expected_loss: Sum(found.expected_loss),
        risk_weighted_assets: Sum(found.risk_weighted),
        top_risky_loans: found.top.iter().map(risky).collect(),
        loss_rate: found.loss_rate,
        risk_density: found.density,
        mean_recovery: found.recovery,
        weighted_recovery: found.weighted_recovery,
        high_risk: look.group(&found.high_risk),
        ratings: found.ratings.iter().map(line).collect(),
        filled: filled.collect(),
        gap: found.gap,
        about: look.about(found.definition),
    }
}

impl Table for DefaultProbability {
    const NAME: &'static str = "default-probability";
    const TITLES: &'static [&'static str] = &[
        "loan_id",
        "borrower",
        "exposure",
        "credit_rating",
        "status",
        "sector",
        "maturity_date",
        "pd",
        "expected_loss",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &RiskyLoan| {
            [one.loan.cells(), vec![one.pd.to_string(), one.expected_loss.to_string()]].concat()
        };
        self.top_risky_loans.iter().map(line).collect()
    }
}

pub(super) async fn get_default_probability(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    most: Query<Most>,
) -> Result<Answer<DefaultProbability>> {
    let (top, asked) = (most.0.of(at.0), Asked::of(id.0, which.0, at.0));
    answer(&can, asked, move |look| losses(look, top)).await
}
