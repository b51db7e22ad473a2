//! The loans in each order that a list may have. Pure.
use std::cmp::Ordering;

use risk::tape::{Codes, Ratio, Tape};

use super::columns::{Columns, Moved};
use crate::loan::filter::LoanSort;

/// Rows in ascending order of a column, equal ones by number; those whose value is not known come last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    rows: Vec<u32>,
    /// So many have a value.
    known: usize,
}

impl Order {
    /// The rows in order of a column.
    pub fn of(columns: &Columns, sort: LoanSort) -> Self {
        let tape = columns.tape();
        let rows = match sort {
            LoanSort::Id => (0..tape.len() as u32).collect(),
            LoanSort::LoanId => by_name(columns),
            _ => sorted((0..tape.len()).map(keys(columns, sort))),
        };
        let known = rows.partition_point(|row| is_known(tape, sort, *row));
        Self { rows, known }
    }

    /// The same rows after a small change of the columns, without sorting all of them again.
    pub fn carried(&self, columns: &Columns, sort: LoanSort, moved: &Moved) -> Self {
        let mut touched = vec![false; columns.tape().len()];
        moved.touched.iter().for_each(|row| touched[*row as usize] = true);
        let now = |row: &u32| moved.now.as_ref().map_or(*row, |now| now[*row as usize]);
        let stays = |row: &u32| *row != u32::MAX && !touched[*row as usize];
        let old: Vec<u32> = self.rows.iter().map(now).filter(stays).collect();
        let compare = |a: u32, b: u32| compare(columns, sort, a, b);
        let mut new = moved.touched.clone();
        new.sort_unstable_by(|a, b| compare(*a, *b));
        let (mut rows, mut from) = (Vec::with_capacity(old.len() + new.len()), 0);
        for row in new {
            let until = from + old[from..].partition_point(|other| compare(*other, row).is_lt());
            rows.extend_from_slice(&old[from..until]);
            rows.push(row);
            from = until;
        }
        rows.extend_from_slice(&old[from..]);
        let known = rows.partition_point(|row| is_known(columns.tape(), sort, *row));
        Self { rows, known }
    }

    /// The row at a place; downwards, rows without a value still come last, and equal ones the other way round.
    pub fn at(&self, place: usize, down: bool) -> Option<u32> {
        if place >= self.rows.len() {
            return None;
        }
        let turned = match (down, place < self.known) {
            (false, _) => place,
            (true, true) => self.known - 1 - place,
            (true, false) => self.known + self.rows.len() - 1 - place,
        };
        self.rows.get(turned).copied()
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        self.rows.capacity() * size_of::<u32>()
    }
}

fn sorted(keys: impl Iterator<Item = i64>) -> Vec<u32> {
    let mut keyed: Vec<(i64, u32)> = keys.zip(0..).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// By the first eight bytes, and where these are the same by the whole.
fn by_name(columns: &Columns) -> Vec<u32> {
    let names = &columns.names;
    let mut keyed: Vec<(u64, u32)> = names.iter().map(start).zip(0..).collect();
    let name = |row: u32| names.get(row as usize);
    keyed.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| name(a.1).cmp(&name(b.1)).then(a.1.cmp(&b.1))));
    keyed.into_iter().map(|(_, row)| row).collect()
}

fn start(name: &str) -> u64 {
    let mut first = [0; 8];
    let bytes = name.as_bytes();
    let length = bytes.len().min(8);
    first[..length].copy_from_slice(&bytes[..length]);
    u64::from_be_bytes(first)
}

/// What orders a row, as a number; what is not known is the greatest.
fn keys(columns: &Columns, sort: LoanSort) -> Box<dyn Fn(usize) -> i64 + '_> {
    let tape = columns.tape();
    match sort {
        LoanSort::Borrower => {
            let ranks = ranks(&tape.borrower);
            Box::new(move |row| ranks[tape.borrower.slot(tape.borrower.codes[row])])
        }
        LoanSort::Sector => {
            let ranks = ranks(&tape.sector);
            Box::new(move |row| ranks[tape.sector.slot(tape.sector.codes[row])])
        }
        LoanSort::Country => {
            let ranks = ranks(&tape.country);
            Box::new(move |row| ranks[tape.country.slot(tape.country.codes[row])])
        }
        sort => Box::new(move |row| number(columns, sort, row)),
    }
}

/// The rank of each word in the order of the alphabet; the last is of rows without a word.
fn ranks(column: &Codes) -> Vec<i64> {
    let mut words: Vec<u32> = (0..column.words.len() as u32).collect();
    words.sort_unstable_by_key(|code| column.words.get(*code as usize));
    let mut ranks = vec![i64::MAX; words.len() + 1];
    for (rank, code) in (0_i64..).zip(words) {
        ranks[code as usize] = rank;
    }
    ranks
}

/// The value of a column of numbers.
fn number(columns: &Columns, sort: LoanSort, row: usize) -> i64 {
    let tape = columns.tape();
    let ratio = |ratio: Ratio| {
        let value = tape.ratio(ratio)[row];
        if value == Tape::NONE { i64::MAX } else { i64::from(value) }
    };
    match sort {
        LoanSort::Amount => tape.exposure[row],
        LoanSort::Rate => i64::from(tape.rate[row]),
        LoanSort::MaturityDate => i64::from(tape.maturity[row]),
        LoanSort::CreditRating => i64::from(tape.rating[row].notch()),
        LoanSort::Status => status(tape, row),
        LoanSort::DebtToEquity => ratio(Ratio::DebtToEquity),
        LoanSort::InterestCoverage => ratio(Ratio::InterestCoverage),
        LoanSort::LeverageRatio => ratio(Ratio::Leverage),
        LoanSort::CreatedAt => columns.created[row],
        LoanSort::UpdatedAt => columns.updated[row],
        _ => tape.ids[row],
    }
}

/// Statuses are in the order of the alphabet, as any other word.
fn status(tape: &Tape, row: usize) -> i64 {
    use risk::status::Status;
    match tape.status[row] {
        Status::Defaulted => 0,
        Status::NonPerforming => 1,
        Status::Performing => 2,
        Status::WatchList => 3,
    }
}

fn word(tape: &Tape, sort: LoanSort, row: u32) -> Option<Option<&str>> {
    let column = match sort {
        LoanSort::Borrower => &tape.borrower,
        LoanSort::Sector => &tape.sector,
        LoanSort::Country => &tape.country,
        _ => return None,
    };
    Some(column.word(column.codes[row as usize]))
}

fn is_known(tape: &Tape, sort: LoanSort, row: u32) -> bool {
    let ratio = |ratio: Ratio| tape.ratio(ratio)[row as usize] != Tape::NONE;
    match sort {
        LoanSort::DebtToEquity => ratio(Ratio::DebtToEquity),
        LoanSort::InterestCoverage => ratio(Ratio::InterestCoverage),
        LoanSort::LeverageRatio => ratio(Ratio::Leverage),
        sort => word(tape, sort, row).is_none_or(|word| word.is_some()),
    }
}

fn compare(columns: &Columns, sort: LoanSort, a: u32, b: u32) -> Ordering {
    let tape = columns.tape();
    let first = match (word(tape, sort, a), word(tape, sort, b)) {
        (Some(one), Some(other)) => (one.is_none(), one).cmp(&(other.is_none(), other)),
        _ if sort == LoanSort::LoanId => columns.name(a).cmp(columns.name(b)),
        _ => number(columns, sort, a as usize).cmp(&number(columns, sort, b as usize)),
    };
    first.then(a.cmp(&b))
}
