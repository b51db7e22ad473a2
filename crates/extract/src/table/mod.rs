//! Tables: the items of an invoice, and its table of taxes.
//!
//! A head is known by its words in many languages, a column by where its cells stand, a row by its amount. The arithmetic
//! of the rows and their sum decide between readings. Where there is no head, repeated rows are taken for a table.

mod body;
mod columns;
mod figure;
pub(crate) mod fold;
pub(crate) mod grid;
mod header;
mod heads;
mod item;
mod judge;
mod owners;
mod plain;
mod sums;
mod taxes;
#[cfg(test)]
mod tests;

use reading::Document;

use crate::found::{Line, TaxLine};

/// What the tables of a document hold.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tables {
    /// The items.
    pub lines: Vec<Line>,
    /// The table of taxes.
    pub taxes: Vec<TaxLine>,
    /// The rows add up to an amount that is printed outside of them.
    pub proved: bool,
}

/// Reads the tables of a document.
pub fn read(document: &Document) -> Tables {
    let words = || document.pages.iter().flat_map(|page| page.words.iter().map(|word| word.text.as_str()));
    let style = figure::style(words());
    let rows = grid::rows(document);
    let headers = header::find(&rows, style);
    let taxes = taxes::read(&rows, &headers, style);
    let outcome = judge::choose(document, &rows, &headers, style);
    Tables { lines: outcome.lines, taxes, proved: outcome.proved }
}
