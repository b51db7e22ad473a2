//! What a study of impairment tells.
use chrono::Months;
use kernel::sheet::MOST_ROWS;
use risk::{
    filter::Filter,
    ifrs9::{
        curve::Curve,
        ecl::{self, Losses},
        stage::{self, Reason, Stage, Staging},
    },
    scale::Rating,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    own,
    terms::{DefaultTiming, ImpairmentTerms, StageNumber, StageReason},
};
use crate::{
    analysis::{
        answer::Table,
        look::{About, Look},
    },
    day,
    figure::Sum,
    loan::asked::Params,
    study::{
        past::{SOURCE, starts},
        studied::ratings_of_all,
    },
    word::{Entry, LoanStatus, Notch},
};

/// Losses of some loans.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImpairmentFigures {
    /// How many loans.
    loans: u64,
    /// What they owe.
    exposure: Sum,
    /// Expected losses of the next twelve months.
    twelve_months: Sum,
    /// Expected losses till maturity.
    lifetime: Sum,
    /// What their stages ask for: the loss allowance.
    allowance: Sum,
    /// Allowance over exposure, 0–1.
    coverage: f64,
}

impl From<&ecl::Group> for ImpairmentFigures {
    fn from(group: &ecl::Group) -> Self {
        Self {
            loans: group.loans,
            exposure: Sum(group.exposure),
            twelve_months: Sum(group.twelve_months),
            lifetime: Sum(group.lifetime),
            allowance: Sum(group.allowance),
            coverage: group.coverage,
        }
    }
}

/// The loans of a stage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StageLine {
    /// The stage.
    stage: StageNumber,
    #[serde(flatten)]
    figures: ImpairmentFigures,
}

/// The loans that are in their stage for one reason.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReasonLine {
    /// The reason.
    reason: StageReason,
    /// The stage that it leads to.
    stage: StageNumber,
    /// How many loans.
    loans: u64,
    /// What they owe.
    exposure: Sum,
    /// Their allowance.
    allowance: Sum,
}

/// Stages and expected losses. The loans behind a figure: `GET …/analytics/ifrs9/loans` with the same parameters, and
/// `stage` or `reason`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImpairmentStudy {
    #[serde(flatten)]
    about: About,
    /// What the stages mean. Days past due are not known here, and so count as none.
    staging: &'static str,
    /// Where the probabilities of default come from.
    probabilities: &'static str,
    /// Where the ratings at the start come from.
    ratings_source: &'static str,
    /// When in a step defaults come.
    timing: DefaultTiming,
    /// Stages 1, 2 and 3.
    stages: Vec<StageLine>,
    /// Reasons that some loan has.
    reasons: Vec<ReasonLine>,
    /// All loans.
    all: ImpairmentFigures,
}

impl Table for ImpairmentStudy {
    const NAME: &'static str = "ifrs9";
    const TITLES: &'static [&'static str] =
        &["stage", "loans", "exposure", "twelve_months", "lifetime", "allowance", "coverage"];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |name: &str, figures: &ImpairmentFigures| {
            vec![
                name.to_owned(),
                figures.loans.to_string(),
                figures.exposure.to_string(),
                figures.twelve_months.to_string(),
                figures.lifetime.to_string(),
                figures.allowance.to_string(),
                figures.coverage.to_string(),
            ]
        };
        let stages = self.stages.iter().map(|line| row(line.stage.name(), &line.figures));
        stages.chain([row("All", &self.all)]).collect()
    }
}

/// Stages and losses of the loans looked at, and their ratings at their starts.
fn worked_out(look: &Look, asked: &ImpairmentTerms, terms: &ecl::Terms) -> (Staging, Losses, Vec<Rating>) {
    let starts = starts(look.tape(), look.rows(), &look.history, look.as_of);
    let staging = stage::staging(look.tape(), look.rows(), &[], &starts, &asked.policy());
    let curve = own(look, asked).unwrap_or_else(|| Curve::constant(&look.rates));
    let losses = ecl::losses((look.tape(), look.rows()), &staging, (&look.rates, &curve), look.as_of, terms);
    (staging, losses, starts)
}

/// The probabilities of the portfolio's own past, where they were asked for: of all its loans, whatever the filter.
fn own(look: &Look, asked: &ImpairmentTerms) -> Option<Curve> {
    let to = day::of(look.as_of);
    let back = |years: u32| to.checked_sub_months(Months::new(12 * years));
    let days = (0..=asked.own_years()?).rev().filter_map(back).map(day::number).collect::<Vec<_>>();
    own::curve(&ratings_of_all(look), &days, &look.rates)
}

/// The stages of the loans looked at, and what they ask for.
pub fn impairment(look: &Look, asked: &ImpairmentTerms, terms: &ecl::Terms) -> ImpairmentStudy {
    let (staging, losses, _) = worked_out(look, asked, terms);
    let mut allowances = [0_i128; Reason::ALL.len()];
    for (reason, allowance) in staging.per_row.iter().zip(&losses.per_row) {
        allowances[*reason as usize] += i128::from(*allowance);
    }
    let stages = [StageNumber::One, StageNumber::Two, StageNumber::Three].into_iter().zip(&losses.stages);
    let line = |reason: &Reason| ReasonLine {
        reason: StageReason::of(*reason),
        stage: StageNumber::of(reason.stage()),
        loans: staging.reasons[*reason as usize].loans,
        exposure: Sum(staging.reasons[*reason as usize].exposure),
        allowance: Sum(allowances[*reason as usize]),
    };
    ImpairmentStudy {
        about: look.about(losses.definition),
        staging: staging.definition,
        probabilities: losses.probabilities,
        ratings_source: SOURCE,
        timing: asked.timing(),
        stages: stages.map(|(stage, group)| StageLine { stage, figures: group.into() }).collect(),
        reasons: Reason::ALL.iter().map(line).filter(|line| line.loans > 0).collect(),
        all: (&losses.all).into(),
    }
}

/// A loan in its stage.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StagedLoan {
    /// Its number.
    id: i64,
    /// Its business id.
    loan_id: String,
    /// Who owes it.
    borrower: String,
    /// What is owed.
    amount: Sum,
    /// How it is rated now.
    credit_rating: Notch,
    /// How it was rated at its start; `NR` when that is not known.
    start_rating: Entry,
    /// How it is doing.
    status: LoanStatus,
    /// Its stage.
    stage: StageNumber,
    /// Why it is there.
    reason: StageReason,
    /// What its stage asks for.
    allowance: Sum,
}

/// Loans in their stages, the greatest allowance first.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct StagedLoans {
    #[serde(flatten)]
    about: About,
    /// How many there are in all.
    total: u64,
    /// How many were passed over.
    skip: u64,
    /// How many were asked for.
    limit: u64,
    /// These.
    listed: Vec<StagedLoan>,
    /// The parameters of `GET …/loans` that list all of them; `null` for more than 1,000.
    filter: Option<Params>,
}

impl Table for StagedLoans {
    const NAME: &'static str = "ifrs9-loans";
    const TITLES: &'static [&'static str] = &[
        "id",
        "loan_id",
        "borrower",
        "amount",
        "credit_rating",
        "start_rating",
        "status",
        "stage",
        "reason",
        "allowance",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let row = |loan: &StagedLoan| {
            vec![
                loan.id.to_string(),
                loan.loan_id.clone(),
                loan.borrower.clone(),
                loan.amount.to_string(),
                loan.credit_rating.0.name().to_owned(),
                loan.start_rating.0.name().to_owned(),
                loan.status.0.name().to_owned(),
                loan.stage.name().to_owned(),
                loan.reason.name().to_owned(),
                loan.allowance.to_string(),
            ]
        };
        self.listed.iter().map(row).collect()
    }
}

/// Which loans are wanted, and which page of them.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Only this stage.
    pub stage: Option<StageNumber>,
    /// Only this reason.
    pub reason: Option<StageReason>,
    /// How many to pass over, and how many to tell.
    pub slice: (u64, u64),
}

/// The loans of a stage or a reason.
pub fn staged(look: &Look, asked: &ImpairmentTerms, terms: &ecl::Terms, wanted: Wanted) -> StagedLoans {
    let (staging, losses, starts) = worked_out(look, asked, terms);
    let mut found: Vec<(i64, u32, Reason)> = Vec::new();
    let mut loans = staging.per_row.iter().zip(&losses.per_row);
    look.rows().each(|row| {
        let Some((reason, allowance)) = loans.next() else { return };
        let stage: Stage = reason.stage();
        if wanted.stage.is_none_or(|only| only == StageNumber::of(stage))
            && wanted.reason.is_none_or(|only| only == StageReason::of(*reason))
        {
            found.push((*allowance, row as u32, *reason));
        }
    });
    found.sort_unstable_by_key(|(allowance, row, _)| (std::cmp::Reverse(*allowance), *row));
    let (skip, limit) = wanted.slice;
    let page =
        found.iter().skip(usize::try_from(skip).unwrap_or(usize::MAX)).take(limit.min(MOST_ROWS) as usize);
    let loan = |(allowance, row, reason): &(i64, u32, Reason)| {
        let (id, loan_id, borrower) = look.names(*row);
        let (tape, at) = (look.tape(), *row as usize);
        StagedLoan {
            id,
            loan_id,
            borrower,
            amount: Sum(tape.exposure[at].into()),
            credit_rating: Notch(tape.rating[at]),
            start_rating: Entry(starts[at]),
            status: LoanStatus(tape.status[at]),
            stage: StageNumber::of(reason.stage()),
            reason: StageReason::of(*reason),
            allowance: Sum((*allowance).into()),
        }
    };
    let ids = found.iter().map(|(_, row, _)| look.tape().ids[*row as usize]).collect();
    StagedLoans {
        about: look.about(losses.definition),
        total: found.len() as u64,
        skip,
        limit,
        listed: page.map(loan).collect(),
        filter: look.params(&Filter { ids: Some(ids), ..Filter::default() }),
    }
}
