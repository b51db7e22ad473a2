//! When the loans fall due.
use kernel::{Can, Path, Query, Result};
use risk::{maturity, summary::Time};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, LoanGroup, Look, answer},
    summary::level,
};
use crate::{loan::filter::LoanFilter, permissions::Read};

/// When the loans fall due.
#[derive(Serialize, JsonSchema)]
pub struct MaturityProfile {
    /// Time to maturity, weighted by exposure, over all loans; matured ones count as negative time.
    weighted_average_maturity: Option<MeanTime>,
    /// The same over the loans that have not matured.
    live_average_maturity: Option<MeanTime>,
    /// `high` when more than 30 % falls due within six months, `medium` when more than 15 %, else `low`.
    refinancing_risk: &'static str,
    /// Due 0 to 183 days ahead.
    six_months: LoanGroup,
    /// Due 0 to 365 days ahead.
    twelve_months: LoanGroup,
    /// Past their maturity.
    matured: LoanGroup,
    /// The quarters that have loans, in order; with the matured ones they part the loans.
    quarters: Vec<DueQuarter>,
    /// The quarter in which most falls due, such as `2027-Q3`.
    wall: Option<String>,
    #[serde(flatten)]
    about: About,
}

/// A weighted mean of times.
#[derive(Serialize, JsonSchema)]
pub struct MeanTime {
    /// Days.
    days: f64,
    /// Months of a twelfth of 365.25 days.
    months: f64,
    /// Years of 365.25 days.
    years: f64,
}

/// What falls due in a quarter of a year.
#[derive(Serialize, JsonSchema)]
pub struct DueQuarter {
    /// Calendar year.
    year: i32,
    /// 1 to 4.
    quarter: u8,
    /// Its loans; the key is such as `2027-Q3`.
    #[serde(flatten)]
    due: LoanGroup,
    /// The share that falls due in it or before, matured loans not counted, 0–1.
    cumulative_share: f64,
}

fn profile(look: &Look) -> MaturityProfile {
    let found = maturity::profile(look.tape(), look.rows(), look.as_of);
    let time = |time: Time| MeanTime { days: time.days, months: time.months, years: time.years };
    let quarter = |one: &maturity::Quarter| DueQuarter {
        year: one.year,
        quarter: one.quarter,
        due: look.group(&one.due),
        cumulative_share: one.cumulative,
    };
    let quarters: Vec<DueQuarter> = found.quarters.iter().map(quarter).collect();
    MaturityProfile {
        weighted_average_maturity: found.average.map(time),
        live_average_maturity: found.live_average.map(time),
        refinancing_risk: level(found.refinancing),
        six_months: look.group(&found.six_months),
        twelve_months: look.group(&found.twelve_months),
        matured: look.group(&found.matured),
        wall: found.wall.and_then(|at| quarters.get(at)?.due.key.clone()),
        quarters,
        about: look.about(found.definition),
    }
}

impl Table for MaturityProfile {
    const NAME: &'static str = "maturity";
    const TITLES: &'static [&'static str] =
        &["quarter", "loans", "exposure", "share", "weighted_rate", "cumulative_share"];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &DueQuarter| [one.due.cells(), vec![one.cumulative_share.to_string()]].concat();
        let matured = [self.matured.cells(), vec![String::new()]].concat();
        let matured = (self.matured.loans > 0).then_some(matured);
        matured.into_iter().chain(self.quarters.iter().map(line)).collect()
    }
}

pub(super) async fn get_maturity(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<MaturityProfile>> {
    answer(&can, Asked::of(id.0, which.0, at.0), profile).await
}
