//! The loans of a portfolio in memory, as columns: what every figure and every list of loans is made from.
//!
//! [`of`] gives the snapshot of a portfolio as it is now: from memory where nothing has changed; else what has changed
//! since is read and put in; after a start the file in storage comes first. A portfolio's revision, which the caller
//! has just read with the portfolio itself, tells what "now" is, so that every server sees its own and the others'
//! changes at once.
//!
//! ```text
//! let portfolio = portfolio::commands::seen(&can, id).await?;      // 404, 403
//! let snapshot = snapshot::of(can.app(), &portfolio).await?;       // Arc<Snapshot>
//! let history = snapshot.history(can.app()).await?;                // Arc<History>, dense by row of the tape
//! tokio::task::spawn_blocking(move || {
//!     let chosen = snapshot.chosen(&loan_filter);                  // every LoanFilter is understood
//!     risk::summary::summary(snapshot.tape(), chosen.rows(), today, 10)
//! })
//! ```
mod columns;
mod file;
mod kept;
mod line;
mod order;
mod past;
mod shelf;
pub mod store;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::{DateTime, Utc};
use kernel::{App, Error, Result};
use risk::{
    filter::{Filter, containing},
    history::History,
    tape::{Rows, Tape},
};
use tokio::sync::OnceCell;

use crate::loan::filter::{LoanFilter, LoanOrder, LoanSort, Order as Direction};
use columns::Columns;
use order::Order;
use past::Past;
pub use shelf::{forget, is_near, of, prepare};

/// So many answers to filters are remembered.
const ANSWERS: usize = 8;
/// So many orders there are.
const ORDERS: usize = LoanSort::ALL.len();

/// The loans of a portfolio as of a revision. Nothing of it changes; a later revision is another snapshot.
#[derive(Debug, Default)]
pub struct Snapshot {
    portfolio: i64,
    revision: i64,
    columns: Columns,
    orders: [OnceLock<Order>; ORDERS],
    /// The rows that filters have chosen, the latest last.
    answers: Mutex<Vec<(String, Arc<[u32]>)>>,
    history: OnceCell<Arc<History>>,
    /// Ratings of an earlier revision, to begin with.
    past: Option<Past>,
}

/// Some of a snapshot's loans.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// All, so many.
    All(u32),
    /// Those of these rows, ascending.
    These(Arc<[u32]>),
}

impl Chosen {
    /// For figures.
    pub fn rows(&self) -> Rows<'_> {
        match self {
            Self::All(count) => Rows::All(*count),
            Self::These(rows) => Rows::These(rows),
        }
    }
}

/// The loans that a reader asked for, found off the threads that serve.
///
/// # Errors
/// 503 when the database is out, for a filter that looks at ratings over time.
pub async fn choose(app: &App, snapshot: &Arc<Snapshot>, which: LoanFilter) -> Result<Chosen> {
    let snapshot = snapshot.clone();
    if which.moved().is_some() {
        snapshot.history(app).await?;
    }
    tokio::task::spawn_blocking(move || snapshot.chosen(&which)).await.map_err(Error::internal)
}

impl Snapshot {
    /// Whose loans these are.
    pub fn portfolio(&self) -> i64 {
        self.portfolio
    }

    /// The portfolio's revision that this is of.
    pub fn revision(&self) -> i64 {
        self.revision
    }

    /// The loans for figures, in the order of their numbers.
    pub fn tape(&self) -> &Tape {
        self.columns.tape()
    }

    /// The business id of the loan at a row.
    pub fn name(&self, row: u32) -> &str {
        self.columns.name(row)
    }

    /// When the loan at a row was entered, and when it was last changed.
    pub fn times(&self, row: u32) -> [DateTime<Utc>; 2] {
        self.columns.times(row)
    }

    /// The rows of the loans that pass a filter of figures, ascending.
    pub fn rows(&self, filter: &Filter) -> Vec<u32> {
        filter.rows(self.tape())
    }

    /// The loans that a reader asked for. Takes up to some 30 ms for a million loans when it is asked first: not for a
    /// thread that must not wait. A filter on moves of ratings finds nothing until [`Snapshot::history`] was read:
    /// [`choose`] minds both.
    pub fn chosen(&self, which: &LoanFilter) -> Chosen {
        let filter = which.asked();
        let (part, moved) = (which.part(), which.moved());
        if filter.is_open() && part.is_none() && moved.is_none() {
            return Chosen::All(self.tape().len() as u32);
        }
        let key = format!("{filter:?} {part:?} {moved:?}");
        let answers = || self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, rows)) = answers().iter().find(|(asked, _)| *asked == key) {
            return Chosen::These(rows.clone());
        }
        let mut rows = filter.rows(self.tape());
        if let Some(part) = part {
            self.search(&mut rows, part);
        }
        if let Some(moved) = moved {
            let history = self.history.get().cloned().unwrap_or_default();
            let marks = moved.marks(&history, self.tape().len());
            rows.retain(|row| marks[*row as usize]);
        }
        let rows: Arc<[u32]> = rows.into();
        let mut answers = answers();
        if answers.len() == ANSWERS {
            answers.remove(0);
        }
        answers.push((key, rows.clone()));
        Chosen::These(rows)
    }

    /// Leaves the loans whose business id or borrower contains `part`, in any case.
    fn search(&self, rows: &mut Vec<u32>, part: &str) {
        let borrower = &self.tape().borrower;
        let names = containing(&self.columns.names, part);
        let borrowers = containing(&borrower.words, part);
        let by_name = |row: usize| borrowers.get(borrower.codes[row] as usize).copied().unwrap_or(false);
        rows.retain(|row| names[*row as usize] || by_name(*row as usize));
    }

    /// The rows of one page of the loans chosen, in an order.
    pub fn page(&self, chosen: &Chosen, by: LoanOrder, skip: u64, limit: u64) -> Vec<u32> {
        let order = self.orders[by.sort as usize].get_or_init(|| Order::of(&self.columns, by.sort));
        let down = by.order == Direction::Desc;
        let (skip, limit) = (usize::try_from(skip).unwrap_or(usize::MAX), limit as usize);
        match chosen {
            Chosen::All(_) => (skip..skip.saturating_add(limit)).map_while(|at| order.at(at, down)).collect(),
            Chosen::These(rows) if skip >= rows.len() => vec![],
            Chosen::These(rows) => {
                let mut wanted = vec![false; self.tape().len()];
                rows.iter().for_each(|row| wanted[*row as usize] = true);
                let all = (0..self.tape().len()).map_while(|at| order.at(at, down));
                all.filter(|row| wanted[*row as usize]).skip(skip).take(limit).collect()
            }
        }
    }

    /// The ratings over time of all loans, by row of the tape: read when first asked for, and kept; after a change only
    /// those of the loans that changed are read.
    ///
    /// # Errors
    /// 503 when the database is out.
    pub async fn history(&self, app: &App) -> Result<Arc<History>> {
        let read = || past::read(app, (self.portfolio, self.revision), self.past.clone(), &self.tape().ids);
        self.history.get_or_try_init(read).await.cloned()
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        let answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        let answers: usize = answers.iter().map(|(_, rows)| rows.len() * 4).sum();
        let orders: usize = self.orders.iter().filter_map(OnceLock::get).map(Order::bytes).sum();
        let history = self.history.get().map_or(0, |history| history.len() * 9);
        let past = self.past.as_ref().map_or(0, Past::bytes);
        self.columns.bytes() + answers + orders + history + past
    }
}
