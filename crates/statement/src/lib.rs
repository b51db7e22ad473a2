//! Readers of bank statements: OFX, QIF, CAMT, MT940, tables as text and spreadsheets.
//!
//! They take what banks really write, say which line they could not read, and never round.

mod amount;
mod camt;
pub mod csv;
mod currency;
mod date;
mod mapping;
mod mt940;
mod ofx;
mod qif;
mod reading;
mod sheet;
mod statement;
mod table;
mod text;

pub use mapping::{DateOrder, DecimalMark, Mapping, Role};
pub use reading::{Format, Problem, Reading, Understanding, Unreadable};
pub use statement::{AccountKind, Balance, Entry, Split, Statement, Status};

/// For what is nothing that we know.
const UNKNOWN: &str = "This is no bank statement that we can read. Export the account as CSV, XLSX, OFX, QIF, CAMT or \
     MT940, and try again.";

/// Reads a file of any format. The content tells the format; the name only breaks ties. A mapping says how to read
/// a table, and the dates of a QIF file; the other formats need none.
pub fn read(name: &str, bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Unreadable::because("This file is empty. Export the statement again."));
    }
    if sheet::is(bytes) {
        return sheet::read(bytes, mapping);
    }
    if bytes.starts_with(b"%PDF") {
        return Err(Unreadable::because(
            "This is a PDF: a paper, and no data. Export the account as CSV, OFX, CAMT or MT940 instead.",
        ));
    }
    let (text, encoding) = text::decode(bytes, ofx::label(bytes).or_else(|| camt::label(bytes)).as_deref());
    let encoding = text::name(encoding);
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    let reading = if camt::is(&text) {
        camt::read(&text, encoding)
    } else if ofx::is(&text) {
        ofx::read(&text, encoding)
    } else if qif::is(&text) || (ending == "qif" && text.contains("\n^")) {
        qif::read(&text, encoding, mapping)
    } else if mt940::is(&text) {
        mt940::read(&text, encoding)
    } else if text.trim_start().starts_with(['<', '{', '[']) {
        return Err(Unreadable::because(UNKNOWN));
    } else {
        return table::text(bytes, mapping);
    };
    Ok(checked(reading))
}

/// A message without a statement is no success.
fn checked(mut reading: Reading) -> Reading {
    let empty = reading.statements.iter().all(|statement| {
        statement.entries.is_empty() && statement.closing.is_none() && statement.opening.is_none()
    });
    if empty && reading.problems.is_empty() {
        let reason =
            "This file holds no booking and no balance. Choose a period with bookings, and export it again.";
        reading.problems.push(Problem::new(1, reason));
    }
    let notes: Vec<String> = reading.statements.iter().filter_map(uneven).collect();
    reading.understanding.notes.extend(notes.into_iter().take(10));
    reading
}

/// Says so when the bookings do not lead from the opening to the closing balance.
fn uneven(statement: &Statement) -> Option<String> {
    let (opening, closing) = (statement.opening?, statement.closing?);
    let booked = statement.entries.iter().filter(|entry| entry.status == Status::Booked);
    let after = base::Money::try_sum(booked.map(|entry| entry.amount).chain([opening.amount])).ok()?;
    let account = statement.account.as_deref().unwrap_or("without a number");
    (after != closing.amount).then(|| {
        let (date, said) = (closing.date, closing.amount);
        format!("Account {account}: the bookings lead to a balance of {after}, and the bank says {said} on {date}.")
    })
}
