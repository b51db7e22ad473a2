//! Default rates by age, of a vintage or of a pool.
use kernel::Result;
use risk::defaults::vintage::Age;
use schemars::JsonSchema;
use serde::Serialize;

use crate::{figure::Sum, study::span::wrong};

/// The most ages that an answer tells, all vintages together.
const MOST: usize = 20_000;

/// Loans at one age.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AgeRates {
    /// 0 for the first span of life.
    pub age: u32,
    /// Loans that reached it.
    pub at_risk: u64,
    /// Of them: defaulted at it.
    pub defaulted: u64,
    /// Of them: withdrawn at it.
    pub withdrawn: u64,
    /// Of them: still running at it on the day looked at.
    pub unfinished: u64,
    /// What is owed by those that defaulted at it.
    pub defaulted_exposure: Sum,
    /// Defaulted over the loans at the start.
    pub marginal: f64,
    /// Running sum of `marginal`: the static pool's cumulative rate.
    pub cumulative: f64,
    /// The same by exposure.
    pub cumulative_by_volume: f64,
    /// Defaulted over those at risk less half of those that left.
    pub hazard: f64,
    /// 1 − ∏(1 − hazard): the cumulative rate adjusted for those that left.
    pub survival_adjusted: f64,
    /// Whether all loans that didn't end were observed through this age; static rates of other ages are too low.
    pub complete: bool,
}

impl From<&Age> for AgeRates {
    fn from(age: &Age) -> Self {
        Self {
            age: age.age,
            at_risk: age.at_risk,
            defaulted: age.defaulted,
            withdrawn: age.withdrawn,
            unfinished: age.unfinished,
            defaulted_exposure: Sum(age.defaulted_exposure),
            marginal: age.marginal,
            cumulative: age.cumulative,
            cumulative_by_volume: age.cumulative_by_volume,
            hazard: age.hazard,
            survival_adjusted: age.survival_adjusted,
            complete: age.complete,
        }
    }
}

impl AgeRates {
    /// As cells of a table, in the order of the fields.
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.age.to_string(),
            self.at_risk.to_string(),
            self.defaulted.to_string(),
            self.withdrawn.to_string(),
            self.unfinished.to_string(),
            self.defaulted_exposure.to_string(),
            self.marginal.to_string(),
            self.cumulative.to_string(),
            self.cumulative_by_volume.to_string(),
            self.hazard.to_string(),
            self.survival_adjusted.to_string(),
            self.complete.to_string(),
        ]
    }
}

/// 422 when there are more ages than an answer may tell.
pub fn few(ages: usize) -> Result<()> {
    let says = format!("makes {ages} ages, and the most are {MOST}; choose a coarser grain, or fewer loans");
    if ages > MOST { Err(wrong("age", says)) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_answer_has_an_end() {
        assert!(super::few(20_000).is_ok());
        assert!(super::few(20_001).unwrap_err().to_string().contains("coarser grain"));
    }
}
