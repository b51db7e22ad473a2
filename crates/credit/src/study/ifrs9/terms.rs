//! How stages and losses are worked out.
use garde::Validate;
use kernel::{Result, extract::flag};
use risk::{
    ifrs9::{
        ecl::{Scenario, Terms, Timing},
        stage::{Policy, Reason, Stage},
    },
    schedule::Frequency,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    calculator::schedule::{Often, Repayment},
    study::span::wrong,
    word::Entry,
};

/// The most views of the future.
const MOST_VIEWS: usize = 10;

/// When in a step a default is taken to come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum DefaultTiming {
    /// In its middle.
    #[default]
    Middle,
    /// At its end.
    End,
}

/// Where the default probabilities over time come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum PdSource {
    /// The table of rates: the same probability each year.
    #[default]
    Table,
    /// The portfolio's own yearly matrix of migration.
    Migration,
}

/// A stage of impairment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub enum StageNumber {
    /// Twelve-month losses.
    #[serde(rename = "1")]
    One,
    /// Lifetime losses: risk has increased significantly.
    #[serde(rename = "2")]
    Two,
    /// Lifetime losses: in default.
    #[serde(rename = "3")]
    Three,
}

impl StageNumber {
    /// Of a stage of figures.
    pub fn of(stage: Stage) -> Self {
        match stage {
            Stage::One => Self::One,
            Stage::Two => Self::Two,
            Stage::Three => Self::Three,
        }
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::One => "1",
            Self::Two => "2",
            Self::Three => "3",
        }
    }
}

/// Why a loan is in its stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum StageReason {
    /// Nothing against stage 1.
    Nothing,
    /// Its status is Defaulted, or Non-Performing where that counts.
    Status,
    /// It is rated D.
    RatedDefault,
    /// Long past due.
    LongPastDue,
    /// Past due.
    PastDue,
    /// It is on the watch list.
    WatchList,
    /// It lost notches since its start.
    Downgrade,
}

impl StageReason {
    /// Of a reason of figures.
    pub fn of(reason: Reason) -> Self {
        match reason {
            Reason::Nothing => Self::Nothing,
            Reason::Status => Self::Status,
            Reason::RatedDefault => Self::RatedDefault,
            Reason::LongPastDue => Self::LongPastDue,
            Reason::PastDue => Self::PastDue,
            Reason::WatchList => Self::WatchList,
            Reason::Downgrade => Self::Downgrade,
        }
    }

    /// As it is written.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Status => "status",
            Self::RatedDefault => "rated_default",
            Self::LongPastDue => "long_past_due",
            Self::PastDue => "past_due",
            Self::WatchList => "watch_list",
            Self::Downgrade => "downgrade",
        }
    }
}

/// How stages and losses are worked out.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct ImpairmentTerms {
    /// So many notches lost since the start are a significant increase of risk, 0 to 21; 0 switches the test off. 3 by
    /// default.
    #[garde(range(max = 21))]
    notches: u8,
    /// Whether the watch list is a significant increase; it is by default.
    #[serde(deserialize_with = "flag")]
    #[garde(skip)]
    watch_list: Option<bool>,
    /// Whether Non-Performing is default; it is by default.
    #[serde(deserialize_with = "flag")]
    #[garde(skip)]
    non_performing: Option<bool>,
    /// Ratings up to this one are of low risk, so that lost notches don't count; `NR` for none. BBB- by default.
    #[garde(skip)]
    low_risk: Option<Entry>,
    /// When in a step defaults come: in its middle by default.
    #[garde(skip)]
    timing: DefaultTiming,
    /// Steps a year: 1, 2, 4 or 12; 1 by default.
    #[garde(skip)]
    steps: Option<Often>,
    /// How loans are paid back till maturity; `bullet` by default.
    #[garde(skip)]
    repayment: Option<Repayment>,
    /// Days that a loan past its maturity is still taken to run, 0 to 3,650; 30 by default.
    #[garde(range(min = 0, max = 3650))]
    overdue_days: i32,
    /// Where the default probabilities come from: the table of rates by default.
    #[garde(skip)]
    pd_source: PdSource,
    /// With `pd_source=migration`: of how many years up to the day looked at the matrix is made, 1 to 100; 5 by default.
    #[garde(range(min = 1, max = 100))]
    pd_years: u32,
    /// Views of the future, with commas between them: each a weight, a factor on PD and one on LGD, such as
    /// `0.6:1:1,0.4:1.5:1.1`. One view as things stand by default; at most 10.
    #[garde(length(chars, max = 400))]
    scenarios: Option<String>,
}

impl Default for ImpairmentTerms {
    fn default() -> Self {
        Self {
            notches: 3,
            watch_list: None,
            non_performing: None,
            low_risk: None,
            timing: DefaultTiming::default(),
            steps: None,
            repayment: None,
            overdue_days: 30,
            pd_source: PdSource::default(),
            pd_years: 5,
            scenarios: None,
        }
    }
}

impl ImpairmentTerms {
    /// The limits between stages.
    pub fn policy(&self) -> Policy {
        let usual = Policy::default();
        Policy {
            notches: self.notches,
            watch_list: self.watch_list.unwrap_or(usual.watch_list),
            non_performing: self.non_performing.unwrap_or(usual.non_performing),
            low_risk: self
                .low_risk
                .map_or(usual.low_risk, |entry| Some(entry.0).filter(|one| one.is_notch())),
            ..usual
        }
    }

    /// When in a step defaults come.
    pub fn timing(&self) -> DefaultTiming {
        self.timing
    }

    /// Years before the day looked at of which probabilities are to be made; none when they are those of the table.
    pub fn own_years(&self) -> Option<u32> {
        (self.pd_source == PdSource::Migration).then_some(self.pd_years)
    }

    /// How losses are worked out.
    ///
    /// # Errors
    /// 422 for views of the future that are none.
    pub fn terms(&self) -> Result<Terms> {
        let usual = Terms::default();
        Ok(Terms {
            timing: match self.timing {
                DefaultTiming::Middle => Timing::Middle,
                DefaultTiming::End => Timing::End,
            },
            steps: self.steps.map_or(Frequency::Yearly, |often| often.0),
            repayment: self.repayment.map_or(usual.repayment, Repayment::kind),
            overdue_days: self.overdue_days,
            scenarios: self.views()?,
        })
    }

    fn views(&self) -> Result<Vec<Scenario>> {
        let text = self.scenarios.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let says = "must be up to 10 views such as 0.6:1:1,0.4:1.5:1.1: weight above 0, factor on PD 0 to 100, on LGD 0 to 10";
        let Some(text) = text else { return Ok(vec![]) };
        let views: Option<Vec<Scenario>> = text.split(',').map(view).collect();
        views.filter(|views| views.len() <= MOST_VIEWS).ok_or_else(|| wrong("scenarios", says))
    }
}

fn view(text: &str) -> Option<Scenario> {
    let numbers: Option<Vec<f64>> = text.split(':').map(|part| part.trim().parse().ok()).collect();
    let [weight, pd, lgd] = numbers?[..] else { return None };
    let sound = weight > 0.0 && weight <= 1e6 && (0.0..=100.0).contains(&pd) && (0.0..=10.0).contains(&lgd);
    sound.then_some(Scenario { weight, pd, lgd })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn views_of_the_future_are_read() {
        let read = |text: &str| {
            let terms = ImpairmentTerms { scenarios: Some(text.into()), ..ImpairmentTerms::default() };
            terms.terms().map(|terms| terms.scenarios)
        };
        let view = |weight, pd, lgd| Scenario { weight, pd, lgd };
        assert_eq!(read("0.6:1:1, 0.4:1.5:1.1").unwrap(), [view(0.6, 1.0, 1.0), view(0.4, 1.5, 1.1)]);
        assert_eq!(read(" ").unwrap(), []);
        for bad in [
            "1",
            "1:1",
            "0:1:1",
            "-1:1:1",
            "1:NaN:1",
            "1:1:11",
            "inf:1:1",
            "1:1:1:1",
            &["1:1:1"; 11].join(","),
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }
}
