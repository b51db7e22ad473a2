//! What comes in, month by month.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Path, Query, Result};
use risk::cashflow::{self, Ends, Interest, Step};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    answer::{Answer, Table},
    look::{About, AsOf, Asked, Look, answer},
};
use crate::{
    day,
    figure::Sum,
    loan::{asked::Params, filter::LoanFilter},
    permissions::Read,
};

/// How far, and by which convention.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct CashFlowTerms {
    /// How many months of 30 days.
    #[garde(range(min = 1, max = 1_200))]
    months: u32,
    /// `both` ends of a step belong to it, so that a loan that matures on a border is counted in two steps; or only the
    /// `first`.
    #[garde(skip)]
    ends: StepEnds,
    /// `constant`: all loans pay interest in every step; `outstanding`: those that have not matured.
    #[garde(skip)]
    interest: InterestOn,
}

impl Default for CashFlowTerms {
    fn default() -> Self {
        Self { months: 24, ends: StepEnds::Both, interest: InterestOn::Constant }
    }
}

/// Which ends belong to a step.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum StepEnds {
    Both,
    First,
}

/// On what interest is paid.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum InterestOn {
    Constant,
    Outstanding,
}

/// What comes in.
#[derive(Serialize, JsonSchema)]
pub struct CashFlow {
    /// The months of 30 days, in order.
    months: Vec<CashFlowMonth>,
    /// The month in which most comes in.
    peak_month: Option<u32>,
    /// Σ interest.
    total_interest: Sum,
    /// Σ principal.
    total_principal: Sum,
    /// The principal that is counted in two months, because both ends belong to a month.
    counted_twice: Sum,
    #[serde(flatten)]
    about: About,
}

/// What a month of 30 days brings.
#[derive(Serialize, JsonSchema)]
pub struct CashFlowMonth {
    /// 1 for the first.
    month: u32,
    /// Its first day.
    from: NaiveDate,
    /// Its last day.
    to: NaiveDate,
    /// Interest.
    interest: Sum,
    /// What is paid back.
    principal: Sum,
    /// Both.
    total: Sum,
    /// Both, of this month and all before.
    cumulative: Sum,
    /// How many loans are paid back.
    loans_due: u64,
    /// The parameters of `GET …/loans` that list these.
    filter: Option<Params>,
}

fn projection(look: &Look, months: u32, how: (Ends, Interest)) -> CashFlow {
    let found = cashflow::projection(look.tape(), look.rows(), look.as_of, months, how);
    let month = |step: &Step| CashFlowMonth {
        month: step.month,
        from: day::of(step.from),
        to: day::of(step.to),
        interest: Sum(step.interest),
        principal: Sum(step.principal.exposure),
        total: Sum(step.total),
        cumulative: Sum(step.cumulative),
        loans_due: step.principal.count,
        filter: look.params(&step.principal.filter),
    };
    CashFlow {
        months: found.steps.iter().map(month).collect(),
        peak_month: found.peak.and_then(|at| Some(found.steps.get(at)?.month)),
        total_interest: Sum(found.interest),
        total_principal: Sum(found.principal),
        counted_twice: Sum(found.twice),
        about: look.about(found.definition),
    }
}

impl Table for CashFlow {
    const NAME: &'static str = "cash-flow";
    const TITLES: &'static [&'static str] =
        &["month", "from", "to", "interest", "principal", "total", "cumulative", "loans_due"];

    fn rows(&self) -> Vec<Vec<String>> {
        let line = |one: &CashFlowMonth| {
            vec![
                one.month.to_string(),
                one.from.to_string(),
                one.to.to_string(),
                one.interest.to_string(),
                one.principal.to_string(),
                one.total.to_string(),
                one.cumulative.to_string(),
                one.loans_due.to_string(),
            ]
        };
        self.months.iter().map(line).collect()
    }
}

pub(super) async fn get_cash_flow(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
    terms: Query<CashFlowTerms>,
) -> Result<Answer<CashFlow>> {
    let ends = match terms.0.ends {
        StepEnds::Both => Ends::Both,
        StepEnds::First => Ends::First,
    };
    let interest = match terms.0.interest {
        InterestOn::Constant => Interest::Constant,
        InterestOn::Outstanding => Interest::Outstanding,
    };
    let months = terms.0.months;
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| projection(look, months, (ends, interest))).await
}
