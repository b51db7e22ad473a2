//! The loans behind a figure of a study, and what each of them did.
use chrono::NaiveDate;
use kernel::{Slice, sheet::MOST_ROWS};
use risk::{filter::Filter, scale::Rating};
use schemars::JsonSchema;
use serde::Serialize;

use super::past::SOURCE;
use crate::{
    analysis::{
        answer::{Form, Table},
        look::{About, Look},
    },
    day,
    figure::Sum,
    loan::asked::Params,
    word::{Entry, LoanStatus, Notch},
};

/// What a loan did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its row on the tape.
    pub row: u32,
    /// Rating before.
    pub from: Rating,
    /// Rating after; maybe withdrawn.
    pub to: Rating,
    /// Day of the rating before.
    pub from_day: i32,
    /// Day of the rating after.
    pub to_day: i32,
}

/// A loan and what it did.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SteppedLoan {
    /// Its number.
    pub id: i64,
    /// Its business id.
    pub loan_id: String,
    /// Who owes it.
    pub borrower: String,
    /// The borrower's line of business.
    pub sector: String,
    /// What is owed now.
    pub amount: Sum,
    /// How it is rated now.
    pub credit_rating: Notch,
    /// How it is doing now.
    pub status: LoanStatus,
    /// Its rating before.
    pub from_rating: Entry,
    /// Its rating after; `NR` is no longer rated.
    pub to_rating: Entry,
    /// The day of the rating before.
    pub from: NaiveDate,
    /// The day of the rating after.
    pub to: NaiveDate,
}

/// The loans behind a figure: a loan stands there once for each step that was counted.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SteppedLoans {
    #[serde(flatten)]
    about: About,
    /// Where the ratings come from.
    ratings_source: &'static str,
    /// How many steps there are in all.
    total: u64,
    /// How many were passed over.
    skip: u64,
    /// How many were asked for.
    limit: u64,
    /// These.
    steps: Vec<SteppedLoan>,
    /// The parameters of `GET …/loans` that list the loans of all steps; `null` for more than 1,000 of them.
    filter: Option<Params>,
}

/// A page of steps: a file holds as many as an export may.
pub fn opened(look: &Look, steps: &[Step], slice: (u64, u64), definition: &'static str) -> SteppedLoans {
    let (skip, limit) = slice;
    let from = usize::try_from(skip).unwrap_or(usize::MAX);
    let page = steps.iter().skip(from).take(limit as usize).map(|step| stepped(look, step));
    let mut ids: Vec<i64> = steps.iter().map(|step| look.tape().ids[step.row as usize]).collect();
    ids.sort_unstable();
    ids.dedup();
    SteppedLoans {
        about: look.about(definition),
        ratings_source: SOURCE,
        total: steps.len() as u64,
        skip,
        limit,
        steps: page.collect(),
        filter: look.params(&Filter { ids: Some(ids), ..Filter::default() }),
    }
}

/// The slice for a form.
pub fn slice(slice: &Slice, form: Form) -> (u64, u64) {
    if form == Form::Json { (slice.skip, slice.limit) } else { (0, MOST_ROWS) }
}

fn stepped(look: &Look, step: &Step) -> SteppedLoan {
    let (tape, at) = (look.tape(), step.row as usize);
    let (id, loan_id, borrower) = look.names(step.row);
    SteppedLoan {
        id,
        loan_id,
        borrower,
        sector: tape.sector.word(tape.sector.codes[at]).unwrap_or_default().to_owned(),
        amount: Sum(tape.exposure[at].into()),
        credit_rating: Notch(tape.rating[at]),
        status: LoanStatus(tape.status[at]),
        from_rating: Entry(step.from),
        to_rating: Entry(step.to),
        from: day::of(step.from_day),
        to: day::of(step.to_day),
    }
}

impl Table for SteppedLoans {
    const NAME: &'static str = "loans";
    const TITLES: &'static [&'static str] = &[
        "id",
        "loan_id",
        "borrower",
        "sector",
        "amount",
        "credit_rating",
        "status",
        "from_rating",
        "to_rating",
        "from",
        "to",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |step: &SteppedLoan| {
            vec![
                step.id.to_string(),
                step.loan_id.clone(),
                step.borrower.clone(),
                step.sector.clone(),
                step.amount.to_string(),
                step.credit_rating.0.name().to_owned(),
                step.status.0.name().to_owned(),
                step.from_rating.0.name().to_owned(),
                step.to_rating.0.name().to_owned(),
                step.from.to_string(),
                step.to.to_string(),
            ]
        };
        self.steps.iter().map(row).collect()
    }
}
