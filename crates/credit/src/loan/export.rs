//! Loans as a file: what a filter leaves, in the order of the list and with the columns of an upload, so that it can be
//! loaded again.
use std::sync::Arc;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures::{StreamExt, stream};
use kernel::{
    App, Error, FieldError, Result,
    sheet::{self, Kind, MOST_ROWS, Sheet},
};
use tokio::task::spawn_blocking;

use super::{
    filter::{LoanFilter, LoanOrder},
    http::Loan,
    list::loan,
};
use crate::{
    figure::Figure,
    load::loans::NAMES,
    snapshot::{Snapshot, choose},
};

/// So many loans are written at once.
const STEP: usize = 20_000;

/// All loans that a filter leaves. A CSV may have any number of them and is sent while it is made.
///
/// # Errors
/// 422 where a spreadsheet would have more than [`MOST_ROWS`] rows.
pub async fn file(
    app: &App,
    snapshot: Arc<Snapshot>,
    filter: LoanFilter,
    order: LoanOrder,
    kind: Kind,
) -> Result<Response> {
    let chosen = choose(app, &snapshot, filter).await?;
    let total = chosen.rows().len() as u64;
    if kind == Kind::Xlsx && total > MOST_ROWS {
        let says =
            format!("can hold at most {MOST_ROWS} of these {total} loans as xlsx: filter them, or take csv");
        return Err(Error::fields(vec![FieldError::new("query", "format", says, "invalid")]));
    }
    let all = snapshot.clone();
    let rows = spawn_blocking(move || all.page(&chosen, order, 0, total)).await.map_err(Error::internal)?;
    if kind == Kind::Csv {
        return Ok(sent(lines(snapshot, rows)));
    }
    let rows = spawn_blocking(move || cells(&snapshot, &rows)).await.map_err(Error::internal)?;
    Sheet { name: "loans", titles: &NAMES, rows }.download(kind).await
}

/// The lines of a CSV, some thousand at a time.
fn lines(snapshot: Arc<Snapshot>, rows: Vec<u32>) -> Body {
    let head = stream::once(async { sheet::head(&NAMES) });
    let rows: Arc<[u32]> = rows.into();
    let steps = stream::iter((0..rows.len()).step_by(STEP));
    let rest = steps.then(move |from| {
        let (snapshot, rows) = (snapshot.clone(), rows.clone());
        let step = move || sheet::lines(&cells(&snapshot, &rows[from..rows.len().min(from + STEP)]));
        async move { spawn_blocking(step).await.map_err(Error::internal)? }
    });
    Body::from_stream(head.chain(rest))
}

fn sent(body: Body) -> Response {
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let name = HeaderValue::from_static("attachment; filename=\"loans.csv\"");
    ([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response()
}

fn cells(snapshot: &Snapshot, rows: &[u32]) -> Vec<Vec<String>> {
    rows.iter().map(|row| cells_of(loan(snapshot, *row)).into()).collect()
}

/// A loan in the order of [`NAMES`].
fn cells_of(loan: Loan) -> [String; NAMES.len()] {
    let ratio = |ratio: Option<Figure>| ratio.map(|ratio| ratio.0.to_string()).unwrap_or_default();
    [
        loan.loan_id,
        loan.borrower,
        loan.amount.0.to_string(),
        loan.rate.0.to_string(),
        loan.sector,
        loan.maturity_date.to_string(),
        loan.credit_rating.0.name().to_owned(),
        loan.status.0.name().to_owned(),
        loan.country.unwrap_or_default(),
        ratio(loan.debt_to_equity),
        ratio(loan.interest_coverage),
        ratio(loan.leverage_ratio),
    ]
}
