//! Calculators that need no portfolio: repayment schedules, rates of return, days past due.
mod arrears;
mod returns;
mod rolled;
pub mod schedule;

use garde::Validate;
use kernel::{Result, Routes, sheet::Sheet};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::analysis::answer::{Answer, Form};

/// The operations of the calculators.
pub fn routes() -> Routes {
    schedule::routes().and(returns::routes()).and(arrears::routes())
}

/// In which form to answer.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Formed {
    /// `json` by default; `csv` and `xlsx` are the table alone, as a download.
    #[serde(default)]
    #[garde(skip)]
    format: Form,
}

/// The answer in this form; `table` makes the table of it.
async fn formed<T>(whole: T, form: &Formed, table: impl FnOnce(&T) -> Sheet) -> Result<Answer<T>> {
    let Some(kind) = form.format.kind() else { return Ok(Answer::Whole(whole)) };
    Ok(Answer::File(table(&whole).download(kind).await?))
}
