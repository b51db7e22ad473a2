//! Readers of bank statements: OFX, QIF, CAMT, MT940, tables as text and spreadsheets.
//!
//! They take what banks really write, say which line they could not read, and never round.
#![cfg_attr(test, allow(clippy::unwrap_used))]

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
mod statement;
mod text;

pub use mapping::{DateOrder, DecimalMark, Mapping, Role};
pub use reading::{Format, Problem, Reading, Understanding, Unreadable};
pub use statement::{AccountKind, Balance, Entry, Split, Statement, Status};

/// Reads a file of any format. The content tells the format; the name only breaks ties. A mapping
/// says how to read a table, and is not used for the other formats.
pub fn read(name: &str, bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    let _ = name;
    let (text, encoding) = text::decode(bytes, ofx::label(bytes).or_else(|| camt::label(bytes)).as_deref());
    let encoding = text::name(encoding);
    if camt::is(&text) {
        return Ok(camt::read(&text, encoding));
    }
    if ofx::is(&text) {
        return Ok(ofx::read(&text, encoding));
    }
    if qif::is(&text) {
        return Ok(qif::read(&text, encoding, mapping));
    }
    if mt940::is(&text) {
        return Ok(mt940::read(&text, encoding));
    }
    Err(Unreadable::because("This file is no bank statement that we know."))
}
