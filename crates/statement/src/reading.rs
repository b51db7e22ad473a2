//! What a reader hands back: statements, what could not be read, and how the file was understood.
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{DateOrder, DecimalMark, Mapping, Statement};

/// The kinds of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A table as text, with any separator.
    Csv,
    /// A spreadsheet: XLSX, XLS or ODS.
    Xlsx,
    /// OFX 1 and 2, QFX.
    Ofx,
    /// Quicken's interchange format.
    Qif,
    /// ISO 20022 camt.052, camt.053, camt.054.
    Camt,
    /// SWIFT MT940 and MT942.
    Mt940,
}

/// A file that was read, perhaps not all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// What it is.
    pub format: Format,
    /// The accounts, in the order of the file.
    pub statements: Vec<Statement>,
    /// What could not be read. Nothing is left out without a line here or a note in the understanding.
    pub problems: Vec<Problem>,
    /// How it was understood.
    pub understanding: Understanding,
}

impl Reading {
    pub(crate) fn new(format: Format) -> Self {
        Self { format, statements: vec![], problems: vec![], understanding: Understanding::default() }
    }

    pub(crate) fn note(&mut self, text: impl Into<String>) {
        self.understanding.notes.push(text.into());
    }
}

/// A record that could not be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Where, from 1.
    pub line: usize,
    /// The column or field, by the name that the file gives it.
    pub column: Option<String>,
    /// What stands there, shortened.
    pub value: Option<String>,
    /// Why it can't be read and what to do, in plain words.
    pub reason: String,
}

impl Problem {
    pub(crate) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into(), ..Self::default() }
    }

    pub(crate) fn at(line: usize, column: &str, value: &str, reason: impl Into<String>) -> Self {
        let shown: String = value.chars().take(60).collect();
        let value = if shown.len() < value.len() { format!("{shown}…") } else { shown };
        Self { line, column: Some(column.into()), value: Some(value), reason: reason.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}", self.line)?;
        if let Some(column) = &self.column {
            write!(f, ", {column}")?;
        }
        if let Some(value) = &self.value {
            write!(f, " “{value}”")?;
        }
        write!(f, ": {}", self.reason)
    }
}

/// How a file was understood, for people to check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Understanding {
    /// The characters' encoding, by its usual name.
    pub encoding: Option<String>,
    /// What stands between the columns of a table.
    pub separator: Option<char>,
    /// The decimal mark.
    pub decimal: Option<DecimalMark>,
    /// The order of day, month and year.
    pub dates: Option<DateOrder>,
    /// The line of the header row of a table.
    pub header_line: Option<usize>,
    /// The names of the columns of a table, as written.
    pub header: Vec<String>,
    /// The first rows of a table below the header, as written.
    pub preview: Vec<Vec<String>>,
    /// The account that the lines above a table name.
    pub account: Option<String>,
    /// How the table was mapped. Hand it to [`crate::read`] again, changed or not.
    pub mapping: Option<Mapping>,
    /// Other mappings that would make sense too.
    pub alternatives: Vec<Mapping>,
    /// What to know, in plain sentences.
    pub notes: Vec<String>,
    /// Could it mean something else? Then a person should look before it is booked.
    pub ambiguous: bool,
}

/// A file that is no statement, or none that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Why, and what to do.
    pub reason: String,
    /// For a table whose columns we could not tell: what we saw, so that a person can map it.
    pub understanding: Option<Box<Understanding>>,
}

impl Unreadable {
    pub(crate) fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), understanding: None }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unreadable {}
