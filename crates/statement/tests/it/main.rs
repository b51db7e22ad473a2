//! Reads statements of every format, as banks write them and as nobody should.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "all of this crate is a test, also outside its test functions"
)]

mod camt;
mod hostile;
mod mt940;
mod ofx;
mod public;
mod qif;
mod sheets;
mod styles;
mod tables;

use base::Money;
use chrono::NaiveDate;
use statement::{Entry, Reading, Statement};

fn read(text: &str) -> Reading {
    statement::read("", text.as_bytes(), None).unwrap()
}

/// The only statement of a text that has no problem.
fn one(text: &str) -> Statement {
    let reading = read(text);
    assert_eq!(reading.problems, [], "{text}");
    assert_eq!(reading.statements.len(), 1, "{text}");
    reading.statements.into_iter().next().unwrap()
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Date and amount of each entry: `2024-01-31 -12.34`.
fn lines(entries: &[Entry]) -> Vec<String> {
    entries.iter().map(|entry| format!("{} {}", entry.date, entry.amount)).collect()
}
