//! A loan as analyses name it.
use chrono::NaiveDate;
use risk::filter::Filter;
use schemars::JsonSchema;
use serde::Serialize;

use super::look::Look;
use crate::{day, figure::Sum, loan::asked::Params};

/// A loan that a figure names.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NamedLoan {
    /// Its business id.
    pub loan_id: String,
    /// Who owes it.
    pub borrower: String,
    /// What is owed.
    pub exposure: Sum,
    /// Its number.
    pub id: i64,
    /// Its rating.
    pub credit_rating: &'static str,
    /// How it is doing.
    pub status: &'static str,
    /// The borrower's line of business.
    pub sector: String,
    /// The day of the last payment.
    pub maturity_date: NaiveDate,
    /// The parameters of `GET …/loans` that list it.
    pub filter: Option<Params>,
}

impl NamedLoan {
    /// The loan at a row.
    pub fn of(look: &Look, row: u32) -> Self {
        let (tape, at) = (look.tape(), row as usize);
        let (id, loan_id, borrower) = look.names(row);
        let own = Filter { ids: Some(vec![id]), ..Filter::default() };
        Self {
            loan_id,
            borrower,
            exposure: Sum(tape.exposure[at].into()),
            id,
            credit_rating: tape.rating[at].name(),
            status: tape.status[at].name(),
            sector: tape.sector.word(tape.sector.codes[at]).unwrap_or_default().to_owned(),
            maturity_date: day::of(tape.maturity[at]),
            filter: look.params(&own),
        }
    }

    /// As cells of a table: business id, borrower, exposure, rating, status, sector, maturity.
    pub fn cells(&self) -> Vec<String> {
        vec![
            self.loan_id.clone(),
            self.borrower.clone(),
            self.exposure.to_string(),
            self.credit_rating.to_owned(),
            self.status.to_owned(),
            self.sector.clone(),
            self.maturity_date.to_string(),
        ]
    }
}
