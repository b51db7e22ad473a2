//! Loans over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Created, Given, Gone, IfMatch, Money, One, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, export,
    filter::{LoanFilter, LoanOrder},
    list, model,
    store::Model,
};
use crate::{
    analysis::answer::{Answer, Form},
    day::Day,
    figure::{Amount, Figure, HUNDRED, MOST, UpToHundred},
    permissions::{Read, Write},
    portfolio::commands::seen,
    snapshot,
    word::{self, LoanStatus, Notch},
};

/// A loan.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Loan {
    /// Its business id, unique in the portfolio.
    pub loan_id: String,
    /// Who owes it.
    pub borrower: String,
    /// What is owed.
    pub amount: Figure,
    /// Interest a year, percent.
    pub rate: Figure,
    /// The borrower's line of business.
    pub sector: String,
    /// The day of the last payment.
    pub maturity_date: NaiveDate,
    /// One of 22 notches, AAA to D.
    pub credit_rating: Notch,
    /// How it is doing.
    pub status: LoanStatus,
    /// The borrower's country.
    pub country: Option<String>,
    /// Debt over equity.
    pub debt_to_equity: Option<Figure>,
    /// Earnings over interest.
    pub interest_coverage: Option<Figure>,
    /// Debt over earnings.
    pub leverage_ratio: Option<Figure>,
    /// Its number.
    pub id: i64,
    /// Its portfolio.
    pub portfolio_id: i64,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<Model> for Loan {
    fn from(row: Model) -> Self {
        Self {
            loan_id: row.loan_id,
            borrower: row.borrower,
            amount: Figure::units(row.amount),
            rate: Figure::units(row.rate),
            sector: row.sector,
            maturity_date: row.maturity_date,
            credit_rating: Notch(word::rating(row.credit_rating)),
            status: LoanStatus(word::status(&row.status)),
            country: row.country,
            debt_to_equity: row.debt_to_equity.map(Figure::hundredths),
            interest_coverage: row.interest_coverage.map(Figure::hundredths),
            leverage_ratio: row.leverage_ratio.map(Figure::hundredths),
            id: row.id,
            portfolio_id: row.portfolio_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A new loan. Numbers may be sent as numbers or as texts.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewLoan {
    /// Its business id, unique in the portfolio.
    #[garde(length(chars, min = 1, max = model::LONGEST_ID))]
    pub(crate) loan_id: String,
    /// Who owes it.
    #[garde(length(chars, min = 1, max = model::LONGEST_BORROWER))]
    pub(crate) borrower: String,
    /// What is owed: above 0, at most 1,000,000,000.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Amount")]
    pub(crate) amount: Money,
    /// Interest a year, percent: 0 to 100.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "UpToHundred")]
    pub(crate) rate: Money,
    /// The borrower's line of business.
    #[garde(length(chars, min = 1, max = model::LONGEST_WORD))]
    pub(crate) sector: String,
    /// The day of the last payment: today or later.
    #[garde(skip)]
    pub(crate) maturity_date: Day,
    /// One of 22 notches, AAA to D.
    #[garde(skip)]
    pub(crate) credit_rating: Notch,
    /// How it is doing, in any spelling.
    #[garde(skip)]
    pub(crate) status: LoanStatus,
    /// The borrower's country.
    #[serde(default)]
    #[garde(length(chars, max = model::LONGEST_WORD))]
    pub(crate) country: Option<String>,
    /// Debt over equity, 0 to 100; kept with two decimals.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) debt_to_equity: Option<Money>,
    /// Earnings over interest, 0 to 100; kept with two decimals.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) interest_coverage: Option<Money>,
    /// Debt over earnings, 0 to 100; kept with two decimals.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) leverage_ratio: Option<Money>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "loan_id": "L001", "borrower": "Northern Steel plc", "amount": "1000000.00", "rate": "5.50",
        "sector": "Manufacturing", "maturity_date": "2030-06-30", "credit_rating": "BBB+",
        "status": "Performing", "country": "United Kingdom", "debt_to_equity": "1.80",
    })
}

/// What may change of a loan: all but its business id. What is left out stays, and `null` clears what may be empty.
#[derive(Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct LoanPatch {
    /// Who owes it.
    #[garde(length(chars, min = 1, max = model::LONGEST_BORROWER))]
    pub(crate) borrower: Given<String>,
    /// What is owed.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Amount")]
    pub(crate) amount: Given<Money>,
    /// Interest a year, percent.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "UpToHundred")]
    pub(crate) rate: Given<Money>,
    /// The borrower's line of business.
    #[garde(length(chars, min = 1, max = model::LONGEST_WORD))]
    pub(crate) sector: Given<String>,
    /// The day of the last payment; it may have passed.
    #[garde(skip)]
    pub(crate) maturity_date: Given<Day>,
    /// One of 22 notches; a new one goes into the history of ratings under the day of the change.
    #[garde(skip)]
    pub(crate) credit_rating: Given<Notch>,
    /// How it is doing.
    #[garde(skip)]
    pub(crate) status: Given<LoanStatus>,
    /// The borrower's country.
    #[garde(length(chars, max = model::LONGEST_WORD))]
    pub(crate) country: Given<Option<String>>,
    /// Debt over equity.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) debt_to_equity: Given<Option<Money>>,
    /// Earnings over interest.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) interest_coverage: Given<Option<Money>>,
    /// Debt over earnings.
    #[garde(range(min = Money::ZERO, max = HUNDRED))]
    #[schemars(with = "Option<UpToHundred>")]
    pub(crate) leverage_ratio: Given<Option<Money>>,
}

/// Some of a portfolio's loans.
#[derive(Serialize, JsonSchema)]
pub struct Loans {
    /// How many the filter leaves in all.
    pub(crate) total: u64,
    /// How many were passed over.
    pub(crate) skip: u64,
    /// How many were asked for.
    pub(crate) limit: u64,
    /// These.
    pub(crate) loans: Vec<Loan>,
}

/// In which form a list of loans comes.
#[derive(Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct InForm {
    /// JSON, or all loans that the filter leaves as a file, whatever `skip` and `limit` say: any number as `csv`, 100,000 as
    /// `xlsx`. Its columns are those of an upload.
    #[garde(skip)]
    format: Form,
}

/// A loan in its portfolio.
#[derive(Deserialize, JsonSchema)]
pub struct Place {
    /// The portfolio.
    pub(crate) id: i64,
    /// The loan, by its number.
    pub(crate) loan: i64,
}

async fn list_loans(
    can: Can<Read>,
    id: Path<i64>,
    filter: Query<LoanFilter>,
    order: Query<LoanOrder>,
    slice: Query<Slice>,
    form: Query<InForm>,
) -> Result<Answer<Loans>> {
    let portfolio = seen(&can, id.0).await?;
    let snapshot = snapshot::of(can.app(), &portfolio).await?;
    match form.0.format.kind() {
        None => list::page(can.app(), snapshot, filter.0, order.0, slice.0).await.map(Answer::Whole),
        Some(kind) => export::file(can.app(), snapshot, filter.0, order.0, kind).await.map(Answer::File),
    }
}

async fn create_loan(can: Can<Write>, id: Path<i64>, body: Valid<NewLoan>) -> Result<Created<Loan>> {
    let body = commands::create(&can, id.0, body.0).await?;
    Ok(Created { location: format!("/api/v1/portfolios/{}/loans/{}", body.portfolio_id, body.id), body })
}

async fn get_loan(can: Can<Read>, at: Path<Place>) -> Result<One<Loan>> {
    Ok(One(commands::seen(&can, at.0.id, at.0.loan).await?.into()))
}

async fn update_loan(
    can: Can<Write>,
    at: Path<Place>,
    if_match: IfMatch,
    body: Valid<LoanPatch>,
) -> Result<One<Loan>> {
    commands::update(&can, at.0.id, at.0.loan, &if_match, body.0).await.map(One)
}

async fn patch_loan(
    can: Can<Write>,
    at: Path<Place>,
    if_match: IfMatch,
    body: Valid<LoanPatch>,
) -> Result<One<Loan>> {
    commands::update(&can, at.0.id, at.0.loan, &if_match, body.0).await.map(One)
}

async fn delete_loan(can: Can<Write>, at: Path<Place>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, at.0.id, at.0.loan, &if_match).await?;
    Ok(Gone)
}

/// The operations on loans.
pub fn routes() -> Routes {
    let (all, one) = ("/api/v1/portfolios/{id}/loans", "/api/v1/portfolios/{id}/loans/{loan}");
    Routes::new()
        .get(all, list_loans, "List the loans of a portfolio")
        .post(all, create_loan, "Enter a loan")
        .get(one, get_loan, "Get a loan")
        .put(one, update_loan, "Change a loan")
        .patch(one, patch_loan, "Change a loan")
        .delete(one, delete_loan, "Delete a loan with its ratings")
}
