//! Ratings over time over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Created, Gone, Listed, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{self, Model},
};
use crate::{
    day::Day,
    loan::{commands::seen, http::Place},
    permissions::{Read, Write},
    word::{self, Entry},
};

/// The rating of a loan from a day on.
#[derive(Clone, Serialize, JsonSchema)]
pub struct LoanRating {
    /// The loan, by its number.
    pub loan_id: i64,
    /// The day from which the rating holds, until the next.
    pub snapshot_date: NaiveDate,
    /// The rating; `NR` is no longer rated.
    pub credit_rating: Entry,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
}

impl From<Model> for LoanRating {
    fn from(row: Model) -> Self {
        Self {
            loan_id: row.loan_id,
            snapshot_date: row.snapshot_date,
            credit_rating: Entry(word::rating(row.credit_rating)),
            created_at: row.created_at,
        }
    }
}

/// A rating to enter.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewRating {
    /// The day from which it holds: today or before.
    #[garde(skip)]
    pub(crate) snapshot_date: Day,
    /// The rating; `NR` is no longer rated.
    #[garde(skip)]
    pub(crate) credit_rating: Entry,
}

/// A rating of a loan.
#[derive(Deserialize, JsonSchema)]
pub struct RatingPlace {
    /// The portfolio.
    id: i64,
    /// The loan, by its number.
    loan: i64,
    /// The day.
    day: Day,
}

async fn list_ratings(can: Can<Read>, at: Path<Place>, slice: Query<Slice>) -> Result<Listed<LoanRating>> {
    let loan = seen(&can, at.0.id, at.0.loan).await?;
    let (rows, total) = store::page(can.db(), loan.id, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: rows.into_iter().map(LoanRating::from).collect(), total })
}

async fn record_rating(
    can: Can<Write>,
    at: Path<Place>,
    body: Valid<NewRating>,
) -> Result<Created<LoanRating>> {
    let Place { id, loan } = at.0;
    let body = commands::record(&can, id, loan, body.0).await?;
    let location = format!("/api/v1/portfolios/{id}/loans/{loan}/ratings");
    Ok(Created { location, body })
}

async fn delete_rating(can: Can<Write>, at: Path<RatingPlace>) -> Result<Gone> {
    commands::delete(&can, at.0.id, at.0.loan, at.0.day.0).await?;
    Ok(Gone)
}

/// The operations on ratings over time.
pub fn routes() -> Routes {
    let all = "/api/v1/portfolios/{id}/loans/{loan}/ratings";
    Routes::new()
        .get(all, list_ratings, "List the ratings of a loan over time")
        .post(all, record_rating, "Enter a rating of a loan under its day")
        .delete(format!("{all}/{{day}}"), delete_rating, "Delete a rating of a loan")
}
