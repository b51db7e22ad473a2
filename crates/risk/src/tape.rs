//! The loans as columns: one array a field, one entry a loan.
use std::collections::HashMap;

use crate::{scale::Rating, status::Status};

/// A column of words as numbers into a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Per loan the place of its word in `words`; [`Codes::NONE`] when it has none.
    pub codes: Vec<u32>,
    /// The words, each once, in the order in which they came.
    pub words: Vec<Box<str>>,
}

impl Codes {
    /// The code of a loan without a word.
    pub const NONE: u32 = u32::MAX;

    /// The column of these words; an empty word is none.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut writer = Column::default();
        words.into_iter().for_each(|word| writer.push(word));
        writer.codes
    }

    /// The word behind a code.
    pub fn word(&self, code: u32) -> Option<&str> {
        self.words.get(code as usize).map(AsRef::as_ref)
    }

    /// Where a dense array of `words.len() + 1` entries keeps this code: the last entry is for loans without a word.
    pub fn slot(&self, code: u32) -> usize {
        (code as usize).min(self.words.len())
    }
}

/// A column of words while it is written: the dictionary and the places of its words.
#[derive(Clone, Debug, Default)]
struct Column {
    codes: Codes,
    places: HashMap<Box<str>, u32>,
}

impl Column {
    fn push(&mut self, word: &str) {
        let code = if word.is_empty() { Codes::NONE } else { self.code(word) };
        self.codes.codes.push(code);
    }

    fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.places.get(word) {
            return *code;
        }
        let code = self.codes.words.len() as u32;
        self.codes.words.push(word.into());
        self.places.insert(word.into(), code);
        code
    }
}

/// One of the three ratios that a covenant limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ratio {
    /// Debt over equity; the limit is a maximum.
    DebtToEquity,
    /// Earnings over interest; the limit is a minimum.
    InterestCoverage,
    /// Debt over earnings; the limit is a maximum.
    Leverage,
}

impl Ratio {
    /// The three of them.
    pub const ALL: [Self; 3] = [Self::DebtToEquity, Self::InterestCoverage, Self::Leverage];
}

/// The loans of a portfolio as columns. All columns have the same length; [`Writer`] keeps that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tape {
    /// Key of the loan in its store.
    pub ids: Vec<i64>,
    /// What is owed, in ten-thousandths of the currency's unit, never negative.
    pub exposure: Vec<i64>,
    /// Rate of interest a year in ten-thousandths of a percent: 5.50 % = 55,000.
    pub rate: Vec<i32>,
    /// Day of the last payment, in days since 1970-01-01.
    pub maturity: Vec<i32>,
    /// A notch, never withdrawn.
    pub rating: Vec<Rating>,
    /// How it is doing.
    pub status: Vec<Status>,
    /// Who owes it.
    pub borrower: Codes,
    /// The line of business.
    pub sector: Codes,
    /// The country.
    pub country: Codes,
    /// Hundredths; [`Tape::NONE`] when unknown.
    pub debt_to_equity: Vec<i32>,
    /// Hundredths; [`Tape::NONE`] when unknown.
    pub interest_coverage: Vec<i32>,
    /// Hundredths; [`Tape::NONE`] when unknown.
    pub leverage: Vec<i32>,
}

impl Tape {
    /// A ratio that is not known.
    pub const NONE: i32 = i32::MIN;

    /// How many loans there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// No loan at all.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// All loans.
    pub fn all(&self) -> Rows<'static> {
        Rows::All(self.len() as u32)
    }

    /// The column of a ratio.
    pub fn ratio(&self, ratio: Ratio) -> &[i32] {
        match ratio {
            Ratio::DebtToEquity => &self.debt_to_equity,
            Ratio::InterestCoverage => &self.interest_coverage,
            Ratio::Leverage => &self.leverage,
        }
    }

    /// Σ exposure of `rows`, in ten-thousandths of a unit.
    pub fn total(&self, rows: Rows<'_>) -> i128 {
        let exposure = &self.exposure[..];
        let mut total = 0;
        rows.each(|row| total += i128::from(exposure[row]));
        total
    }
}

/// The loans that an analysis looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows<'a> {
    /// The first so many: all of a tape.
    All(u32),
    /// These places of the tape, ascending.
    These(&'a [u32]),
}

impl Rows<'_> {
    /// Calls `look` with each place in turn. The choice between the two kinds is made once, so that the loop over all
    /// loans is a plain one.
    #[inline(always)]
    pub fn each(self, mut look: impl FnMut(usize)) {
        match self {
            Self::All(count) => (0..count as usize).for_each(look),
            Self::These(rows) => rows.iter().for_each(|row| look(*row as usize)),
        }
    }

    /// How many loans are looked at.
    pub fn len(self) -> usize {
        match self {
            Self::All(count) => count as usize,
            Self::These(rows) => rows.len(),
        }
    }

    /// No loan is looked at.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// One loan, as a row; units as in [`Tape`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Loan<'a> {
    /// Key of the loan in its store.
    pub id: i64,
    /// Ten-thousandths of the currency's unit.
    pub exposure: i64,
    /// Ten-thousandths of a percent.
    pub rate: i32,
    /// Days since 1970-01-01.
    pub maturity: i32,
    /// A notch.
    pub rating: Rating,
    /// How it is doing.
    pub status: Status,
    /// Who owes it.
    pub borrower: &'a str,
    /// The line of business.
    pub sector: &'a str,
    /// The country; empty is unknown.
    pub country: &'a str,
    /// Hundredths.
    pub debt_to_equity: Option<i32>,
    /// Hundredths.
    pub interest_coverage: Option<i32>,
    /// Hundredths.
    pub leverage: Option<i32>,
}

/// Writes a tape loan by loan.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    tape: Tape,
    words: [Column; 3],
}

impl Writer {
    /// Appends a loan. A negative exposure or a rating that is no notch would spoil every figure: such a loan is refused
    /// with false, and nothing is written.
    #[must_use]
    pub fn push(&mut self, loan: &Loan<'_>) -> bool {
        if loan.exposure < 0 || !loan.rating.is_notch() {
            return false;
        }
        let tape = &mut self.tape;
        tape.ids.push(loan.id);
        tape.exposure.push(loan.exposure);
        tape.rate.push(loan.rate);
        tape.maturity.push(loan.maturity);
        tape.rating.push(loan.rating);
        tape.status.push(loan.status);
        tape.debt_to_equity.push(loan.debt_to_equity.unwrap_or(Tape::NONE));
        tape.interest_coverage.push(loan.interest_coverage.unwrap_or(Tape::NONE));
        tape.leverage.push(loan.leverage.unwrap_or(Tape::NONE));
        for (column, word) in self.words.iter_mut().zip([loan.borrower, loan.sector, loan.country]) {
            column.push(word);
        }
        true
    }

    /// The tape as written.
    pub fn finish(mut self) -> Tape {
        let [borrower, sector, country] = self.words.map(|column| column.codes);
        self.tape.borrower = borrower;
        self.tape.sector = sector;
        self.tape.country = country;
        self.tape
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_once_and_none_is_told_apart() {
        let codes = Codes::of(["Energy", "", "Retail", "Energy"]);
        assert_eq!(codes.codes, [0, Codes::NONE, 1, 0]);
        assert_eq!((codes.word(1), codes.word(Codes::NONE)), (Some("Retail"), None));
        assert_eq!((codes.slot(1), codes.slot(Codes::NONE)), (1, 2));
    }

    #[test]
    fn what_would_spoil_the_figures_is_not_written() {
        let mut writer = Writer::default();
        assert!(writer.push(&Loan { id: 1, exposure: 5, borrower: "A", ..Loan::default() }));
        assert!(!writer.push(&Loan { exposure: -1, ..Loan::default() }));
        assert!(!writer.push(&Loan { rating: Rating::WITHDRAWN, ..Loan::default() }));
        let tape = writer.finish();
        assert_eq!((tape.len(), tape.country.codes[0], tape.leverage[0]), (1, Codes::NONE, Tape::NONE));
        assert_eq!(tape.total(tape.all()), 5);
        assert_eq!(tape.total(Rows::These(&[])), 0);
    }
}
