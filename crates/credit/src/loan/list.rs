//! Lists of loans, from the snapshot of their portfolio: as fast for a million as for ten.
use std::sync::Arc;

use kernel::{App, Error, Result, Slice};
use risk::tape::Tape;

use super::{
    filter::{LoanFilter, LoanOrder},
    http::{Loan, Loans},
};
use crate::{
    day,
    figure::Figure,
    snapshot::{Snapshot, choose},
    word::{LoanStatus, Notch},
};

/// One page of the loans that a filter leaves, and how many these are in all.
pub async fn page(
    app: &App,
    snapshot: Arc<Snapshot>,
    filter: LoanFilter,
    order: LoanOrder,
    Slice { skip, limit }: Slice,
) -> Result<Loans> {
    let chosen = choose(app, &snapshot, filter).await?;
    let page = move || {
        let rows = snapshot.page(&chosen, order, skip, limit);
        let loans = rows.into_iter().map(|row| loan(&snapshot, row)).collect();
        Loans { total: chosen.rows().len() as u64, skip, limit, loans }
    };
    tokio::task::spawn_blocking(page).await.map_err(Error::internal)
}

/// The loan at a row.
pub fn loan(snapshot: &Snapshot, row: u32) -> Loan {
    let (tape, at) = (snapshot.tape(), row as usize);
    let [created_at, updated_at] = snapshot.times(row);
    let word = |column: &risk::tape::Codes| column.word(column.codes[at]).map(str::to_owned);
    let ratio = |column: &[i32]| (column[at] != Tape::NONE).then(|| Figure::hundredths(column[at].into()));
    Loan {
        loan_id: snapshot.name(row).to_owned(),
        borrower: word(&tape.borrower).unwrap_or_default(),
        amount: Figure::units(tape.exposure[at]),
        rate: Figure::units(tape.rate[at].into()),
        sector: word(&tape.sector).unwrap_or_default(),
        maturity_date: day::of(tape.maturity[at]),
        credit_rating: Notch(tape.rating[at]),
        status: LoanStatus(tape.status[at]),
        country: word(&tape.country),
        debt_to_equity: ratio(&tape.debt_to_equity),
        interest_coverage: ratio(&tape.interest_coverage),
        leverage_ratio: ratio(&tape.leverage),
        id: tape.ids[at],
        portfolio_id: snapshot.portfolio(),
        created_at,
        updated_at,
    }
}
