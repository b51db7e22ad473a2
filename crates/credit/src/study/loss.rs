//! The distribution of losses under one common factor.
use garde::Validate;
use kernel::{Can, Path, Query, Result, Routes};
use risk::{
    capital::{Correlation, one_factor},
    vasicek::{DEFINITION, Loss},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    capital::{AssetClass, ClassTerms},
    kept::study,
    span::finite,
    studied::rounded,
};
use crate::{
    analysis::{
        answer::{Answer, Table},
        look::{About, AsOf, Asked, Look},
    },
    figure::Sum,
    loan::filter::LoanFilter,
    permissions::Read,
};

/// The levels at which the distribution is told.
const LEVELS: [f64; 14] =
    [0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.999, 0.9995, 0.9999];

/// What the inputs are.
const INPUTS: &str = "PD and LGD are those of the rating in the table of rates; loans rated D or with status Defaulted \
     lose their LGD for certain. The concentration in single names is not in it.";

/// At which level, and how loans hang together.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct LossTerms {
    /// Level of confidence: 0.5 to 0.99999; 0.999 by default.
    #[garde(range(min = 0.5, max = 0.99999))]
    level: f64,
    /// The correlation of all loans with the common factor, 0 to 0.99; that of the asset class at each PD by default.
    #[garde(range(min = 0.0, max = 0.99))]
    correlation: Option<f64>,
}

impl Default for LossTerms {
    fn default() -> Self {
        Self { level: 0.999, correlation: None }
    }
}

/// The loss at a level.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LossPoint {
    /// With this probability the loss is not greater.
    level: f64,
    /// The loss.
    loss: Sum,
    /// The loss over the exposure, 0–1.
    share: f64,
}

/// Losses of the loans looked at within a year.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LossStudy {
    #[serde(flatten)]
    about: About,
    /// What PD and LGD are.
    inputs: &'static str,
    /// The level of confidence.
    level: f64,
    /// The correlation of all loans; `null` where each has that of the asset class at its PD.
    correlation: Option<f64>,
    /// The asset class; `null` where the correlation was given.
    class: Option<AssetClass>,
    /// Σ EAD·LGD·PD.
    expected_loss: Sum,
    /// The loss at the level: credit value at risk.
    quantile: Sum,
    /// The mean loss beyond it: expected shortfall.
    shortfall: Sum,
    /// Quantile less expected loss: economic capital.
    unexpected_loss: Sum,
    /// Quantile over exposure, 0–1.
    quantile_share: f64,
    /// Losses at several levels, ascending.
    distribution: Vec<LossPoint>,
}

impl Table for LossStudy {
    const NAME: &'static str = "loss-distribution";
    const TITLES: &'static [&'static str] = &["level", "loss", "share"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |one: &LossPoint| vec![one.level.to_string(), one.loss.to_string(), one.share.to_string()];
        self.distribution.iter().map(row).collect()
    }
}

fn share(part: f64, of: f64) -> f64 {
    if of > 0.0 { part / of } else { 0.0 }
}

fn figures(look: &Look, terms: LossTerms, class: AssetClass, correlation: Correlation) -> LossStudy {
    let at = |level: f64| one_factor((look.tape(), look.rows()), &look.rates, correlation, level);
    let found = at(terms.level);
    let point = |loss: Loss| LossPoint {
        level: loss.level,
        loss: rounded(loss.quantile),
        share: share(loss.quantile, loss.exposure),
    };
    LossStudy {
        about: look.about(DEFINITION),
        inputs: INPUTS,
        level: terms.level,
        correlation: terms.correlation,
        class: terms.correlation.is_none().then_some(class),
        expected_loss: rounded(found.expected),
        quantile: rounded(found.quantile),
        shortfall: rounded(found.shortfall),
        unexpected_loss: rounded(found.unexpected),
        quantile_share: share(found.quantile, found.exposure),
        distribution: LEVELS.into_iter().map(|level| point(at(level))).collect(),
    }
}

async fn study_loss_distribution(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    (terms, class): (Query<LossTerms>, Query<ClassTerms>),
    at: Query<AsOf>,
) -> Result<Answer<LossStudy>> {
    let (terms, class) = (terms.0, class.0);
    finite("level", terms.level)?;
    let correlation = match terms.correlation {
        Some(rho) => finite("correlation", rho).map(|()| Correlation::Fixed(rho))?,
        None => Correlation::Basel(class.class()?),
    };
    study(&can, Asked::of(id.0, which.0, at.0), (terms, class), move |look| {
        Ok(figures(look, terms, class.name(), correlation))
    })
    .await
}

/// The operation.
pub fn routes() -> Routes {
    let path = "/api/v1/portfolios/{id}/analytics/loss-distribution";
    Routes::new().get(path, study_loss_distribution, "Study the distribution of losses")
}
