//! Which loans break their covenants.
use kernel::{Can, Path, Query, Result};
use risk::{
    covenants::{self, Limits},
    tape::Ratio,
};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    answer::{Answer, Table},
    loan::NamedLoan,
    look::{About, AsOf, Asked, LoanGroup, Look, answer},
};
use crate::{figure::Figure, loan::filter::LoanFilter, permissions::Read};

/// So many of the worst loans stand in an answer as JSON; a file holds all of them.
const WORST: usize = 500;

/// Which loans break their covenants.
#[derive(Serialize, JsonSchema)]
pub struct CovenantCompliance {
    /// The sum of the three that follow: a loan can count up to three times.
    total_breaches: u64,
    /// Loans whose debt to equity is above the limit.
    debt_to_equity_breaches: u64,
    /// Loans whose interest coverage is below the limit.
    interest_coverage_breaches: u64,
    /// Loans whose leverage is above the limit.
    leverage_breaches: u64,
    /// The loans that break one or more, worst first: the first 500.
    breached_loans: Vec<BreachedLoan>,
    /// The limit on debt to equity.
    max_debt_to_equity: Option<f64>,
    /// The limit on interest coverage.
    min_interest_coverage: Option<f64>,
    /// The limit on leverage.
    max_leverage: Option<f64>,
    /// Each of the three.
    covenants: Vec<CovenantResult>,
    /// Loans that break one or more.
    breached: LoanGroup,
    /// Loans that break exactly none, one, two, three.
    loans_by_breaches: [u64; 4],
    /// Loans to be looked at first.
    urgent: LoanGroup,
    /// Sectors with broken covenants, highest rate first.
    sectors: Vec<SectorBreaches>,
    #[serde(flatten)]
    about: About,
}

/// A loan that breaks covenants.
#[derive(Serialize, JsonSchema)]
pub struct BreachedLoan {
    /// The loan.
    #[serde(flatten)]
    loan: NamedLoan,
    /// Debt over equity.
    debt_to_equity: Option<f64>,
    /// Earnings over interest.
    interest_coverage: Option<f64>,
    /// Debt over earnings.
    leverage_ratio: Option<f64>,
    /// Which of the three break their limit.
    breaches: Vec<&'static str>,
    /// Two or more, or one by far.
    urgent: bool,
}

/// One covenant.
#[derive(Serialize, JsonSchema)]
pub struct CovenantResult {
    /// The ratio that it limits.
    covenant: &'static str,
    /// The loans that break it.
    broken: LoanGroup,
    /// The loans whose ratio is not known: they break nothing.
    unknown: LoanGroup,
}

/// A sector and its loans that break covenants.
#[derive(Serialize, JsonSchema)]
pub struct SectorBreaches {
    /// Those loans.
    #[serde(flatten)]
    broken: LoanGroup,
    /// How many loans the sector has.
    sector_loans: u64,
    /// The share of them that break a covenant, 0–1.
    rate: f64,
    /// More than half of them.
    in_trouble: bool,
}

const NAMES: [&str; 3] = ["debt_to_equity", "interest_coverage", "leverage_ratio"];

fn decimal(hundredths: Option<i32>) -> Option<f64> {
    hundredths.map(|number| f64::from(number) / 100.0)
}

fn compliance(look: &Look, limits: Limits, worst: usize) -> CovenantCompliance {
    let found = covenants::covenants(look.tape(), look.rows(), limits, worst);
    let each = |at: usize| found.each[at].broken.count;
    let broken = |one: &covenants::Broken| BreachedLoan {
        loan: NamedLoan::of(look, one.row),
        debt_to_equity: decimal(one.ratios[0]),
        interest_coverage: decimal(one.ratios[1]),
        leverage_ratio: decimal(one.ratios[2]),
        breaches: NAMES
            .into_iter()
            .zip(one.broken)
            .filter(|(_, broken)| *broken)
            .map(|(name, _)| name)
            .collect(),
        urgent: one.urgent,
    };
    let covenant = |one: &covenants::Covenant| CovenantResult {
        covenant: match one.ratio {
            Ratio::DebtToEquity => NAMES[0],
            Ratio::InterestCoverage => NAMES[1],
            Ratio::Leverage => NAMES[2],
        },
        broken: look.group(&one.broken),
        unknown: look.group(&one.unknown),
    };
    let sector = |one: &covenants::Sector| SectorBreaches {
        broken: look.group(&one.broken),
        sector_loans: one.loans,
        rate: one.rate,
        in_trouble: one.in_trouble,
    };
    CovenantCompliance {
        total_breaches: found.total,
        debt_to_equity_breaches: each(0),
        interest_coverage_breaches: each(1),
        leverage_breaches: each(2),
        breached_loans: found.worst.iter().map(broken).collect(),
        max_debt_to_equity: decimal(limits.max_debt_to_equity),
        min_interest_coverage: decimal(limits.min_interest_coverage),
        max_leverage: decimal(limits.max_leverage),
        covenants: found.each.iter().map(covenant).collect(),
        breached: look.group(&found.broken),
        loans_by_breaches: found.by_number,
        urgent: look.group(&found.urgent),
        sectors: found.sectors.iter().map(sector).collect(),
        about: look.about(found.definition),
    }
}

impl Table for CovenantCompliance {
    const NAME: &'static str = "covenant-compliance";
    const TITLES: &'static [&'static str] = &[
        "loan_id",
        "borrower",
        "exposure",
        "credit_rating",
        "status",
        "sector",
        "maturity_date",
        "debt_to_equity",
        "interest_coverage",
        "leverage_ratio",
        "breaches",
        "urgent",
    ];

    fn rows(&self) -> Vec<Vec<String>> {
        let ratio = |ratio: Option<f64>| {
            let hundredths = ratio.map(|ratio| Figure::hundredths((ratio * 100.0).round() as i64));
            hundredths.map(|figure| figure.0.to_string()).unwrap_or_default()
        };
        let line = |one: &BreachedLoan| {
            let ratios = [one.debt_to_equity, one.interest_coverage, one.leverage_ratio].map(ratio);
            [one.loan.cells(), ratios.to_vec(), vec![one.breaches.join(" "), one.urgent.to_string()]].concat()
        };
        self.breached_loans.iter().map(line).collect()
    }
}

pub(super) async fn get_covenant_compliance(
    can: Can<Read>,
    id: Path<i64>,
    which: Query<LoanFilter>,
    at: Query<AsOf>,
) -> Result<Answer<CovenantCompliance>> {
    let (limits, worst) = (which.0.limits(), at.0.most(WORST));
    answer(&can, Asked::of(id.0, which.0, at.0), move |look| compliance(look, limits, worst)).await
}
