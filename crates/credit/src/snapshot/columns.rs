//! The loans of a portfolio as columns, in the order of their numbers. Pure.
//!
//! The order is the same however the columns came to be: read at once, from a file, or change by change. So no tie is
//! broken otherwise on another server.
use chrono::{DateTime, Utc};
use kernel::{Error, Result};
use risk::tape::{self, Tape, Words, Writer};

use super::line::Row;
use crate::word;

/// The columns: the tape of figures, and what only a list of loans shows.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    pub(super) loans: Writer,
    /// Business ids.
    pub(super) names: Words,
    /// Microseconds since 1970.
    pub(super) created: Vec<i64>,
    /// Microseconds since 1970.
    pub(super) updated: Vec<i64>,
}

/// What a change of columns did to their rows.
#[derive(Debug, Default)]
pub struct Moved {
    /// Rows whose loan is new or changed, ascending, as they are now.
    pub touched: Vec<u32>,
    /// The row that each earlier row has now, [`u32::MAX`] for one that is gone; none where all have stayed.
    pub now: Option<Vec<u32>>,
}

impl Columns {
    /// The tape of figures.
    pub fn tape(&self) -> &Tape {
        self.loans.tape()
    }

    /// The business id of a loan.
    pub fn name(&self, row: u32) -> &str {
        self.names.get(row as usize).unwrap_or_default()
    }

    /// When the loan was entered and last changed.
    pub fn times(&self, row: u32) -> [DateTime<Utc>; 2] {
        let time = |column: &[i64]| column.get(row as usize).copied();
        [&self.created[..], &self.updated]
            .map(|column| time(column).and_then(DateTime::from_timestamp_micros).unwrap_or_default())
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        self.loans.bytes() + self.names.bytes() + (self.created.capacity() + self.updated.capacity()) * 8
    }
}

/// Columns on their way from one revision to the next.
#[derive(Debug, Default)]
pub struct Draft {
    columns: Columns,
    /// How many loans there were.
    before: usize,
    /// Numbers of the loans before; rows from `before` on are new.
    touched: Vec<i64>,
    renamed: Vec<(u32, String)>,
}

impl Draft {
    /// Begins with these.
    pub fn of(columns: Columns) -> Self {
        let before = columns.tape().len();
        Self { columns, before, ..Self::default() }
    }

    /// Makes room for so many loans more.
    pub fn reserve(&mut self, loans: usize) {
        self.columns.loans.reserve(loans);
        self.columns.created.reserve(loans);
        self.columns.updated.reserve(loans);
    }

    /// Puts in a loan as it is now.
    ///
    /// # Errors
    /// 500 for a line that the checks of the table would not have let in.
    pub fn put(&mut self, row: &Row<'_>) -> Result<()> {
        let loan = loan(row)?;
        let columns = &mut self.columns;
        let (created, updated) = (row.created, row.updated);
        let known = &columns.loans.tape().ids[..self.before];
        match known.binary_search(&row.id) {
            Ok(at) => {
                if !columns.loans.set(at, &loan) {
                    return Err(unsound(row.id));
                }
                (columns.created[at], columns.updated[at]) = (created, updated);
                if columns.names.get(at) != Some(row.loan_id) {
                    self.renamed.push((at as u32, row.loan_id.to_owned()));
                }
            }
            Err(_) => {
                if !columns.loans.push(&loan) {
                    return Err(unsound(row.id));
                }
                columns.created.push(created);
                columns.updated.push(updated);
                columns.names.push(row.loan_id);
            }
        }
        self.touched.push(row.id);
        Ok(())
    }

    /// The columns, without the loans that are gone, and what that did to the rows.
    pub fn finish(mut self, mut gone: Vec<i64>) -> (Columns, Moved) {
        gone.sort_unstable();
        self.rename();
        let ids = &self.columns.tape().ids;
        let lost = |id: &i64| gone.binary_search(id).is_ok();
        let mut now = None;
        if !ids.is_sorted() || ids.iter().any(lost) {
            let mut order: Vec<u32> =
                (0..ids.len() as u32).filter(|row| !lost(&ids[*row as usize])).collect();
            order.sort_unstable_by_key(|row| ids[*row as usize]);
            let mut places = vec![u32::MAX; self.before];
            for (place, row) in (0_u32..).zip(&order) {
                if let Some(before) = places.get_mut(*row as usize) {
                    *before = place;
                }
            }
            now = Some(places);
            self.arrange(&order);
        }
        let ids = &self.columns.tape().ids;
        let mut touched: Vec<u32> =
            self.touched.iter().filter_map(|id| ids.binary_search(id).ok()).map(|row| row as u32).collect();
        touched.sort_unstable();
        touched.dedup();
        (self.columns, Moved { touched, now })
    }

    fn rename(&mut self) {
        if self.renamed.is_empty() {
            return;
        }
        self.renamed.sort();
        let name = |(row, old)| {
            let given = self.renamed.binary_search_by_key(&row, |(row, _)| *row).ok();
            given.map_or(old, |at| self.renamed[at].1.as_str())
        };
        self.columns.names = (0_u32..).zip(self.columns.names.iter()).map(name).collect();
    }

    fn arrange(&mut self, order: &[u32]) {
        let columns = &mut self.columns;
        // The places are those of `ids`, so none is missing.
        let _ = columns.loans.arrange(order);
        let names = order.iter().map(|row| columns.names.get(*row as usize).unwrap_or_default());
        columns.names = names.collect();
        for column in [&mut columns.created, &mut columns.updated] {
            *column = order.iter().map(|row| column[*row as usize]).collect();
        }
    }
}

fn loan<'a>(row: &Row<'a>) -> Result<tape::Loan<'a>> {
    let narrow = |number: i64| i32::try_from(number).map_err(|_| unsound(row.id));
    let ratio = |ratio: Option<i64>| ratio.map(narrow).transpose();
    let [debt_to_equity, interest_coverage, leverage] = row.ratios;
    Ok(tape::Loan {
        id: row.id,
        exposure: row.amount,
        rate: narrow(row.rate)?,
        maturity: row.maturity,
        rating: word::rating(row.credit_rating),
        status: word::status(row.status),
        borrower: row.borrower,
        sector: row.sector,
        country: row.country,
        debt_to_equity: ratio(debt_to_equity)?,
        interest_coverage: ratio(interest_coverage)?,
        leverage: ratio(leverage)?,
    })
}

fn unsound(id: i64) -> Error {
    Error::internal(format!("loan {id} can't be put into columns"))
}
