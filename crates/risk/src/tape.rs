//! The loans as columns: one array a field, one entry a loan.
pub use crate::words::Words;
use crate::{scale::Rating, status::Status, words::Places};

/// A column of words as numbers into a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codes {
    /// Per loan the place of its word in `words`; [`Codes::NONE`] when it has none.
    pub codes: Vec<u32>,
    /// The words, each once, in the order in which they came.
    pub words: Words,
}

impl Codes {
    /// The code of a loan without a word.
    pub const NONE: u32 = u32::MAX;

    /// The column of these words; an empty word is none.
    pub fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut column, mut places) = (Self::default(), None);
        for word in words {
            let code = column.code(word, &mut places);
            column.codes.push(code);
        }
        column
    }

    /// The code of a word, which is added to the dictionary when it is new.
    fn code(&mut self, word: &str, places: &mut Option<Places>) -> u32 {
        if word.is_empty() {
            return Self::NONE;
        }
        places.get_or_insert_with(|| Places::of(&self.words)).place(&mut self.words, word)
    }

    /// The word behind a code.
    pub fn word(&self, code: u32) -> Option<&str> {
        self.words.get(code as usize)
    }

    /// Where a dense array of `words.len() + 1` entries keeps this code: the last entry is for loans without a word.
    pub fn slot(&self, code: u32) -> usize {
        (code as usize).min(self.words.len())
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

impl Loan<'_> {
    /// May it be on a tape?
    fn is_sound(&self) -> bool {
        self.exposure >= 0 && self.rating.is_notch()
    }
}

/// Writes a tape loan by loan, and changes one. A dictionary keeps a word that no loan has any more: no figure shows it.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    tape: Tape,
    /// Of borrower, sector, country; made when a word is looked for first.
    places: [Option<Places>; 3],
}

impl Writer {
    /// Goes on writing a tape.
    pub fn of(tape: Tape) -> Self {
        Self { tape, places: [None, None, None] }
    }

    /// Makes room for so many loans more.
    pub fn reserve(&mut self, loans: usize) {
        let tape = &mut self.tape;
        tape.ids.reserve(loans);
        tape.exposure.reserve(loans);
        tape.rating.reserve(loans);
        tape.status.reserve(loans);
        let Tape { rate, maturity, debt_to_equity, interest_coverage, leverage, .. } = tape;
        for column in [rate, maturity, debt_to_equity, interest_coverage, leverage] {
            column.reserve(loans);
        }
        for column in [&mut tape.borrower, &mut tape.sector, &mut tape.country] {
            column.codes.reserve(loans);
        }
    }

    /// Appends a loan. A negative exposure or a rating that is no notch would spoil every figure: such a loan is refused
    /// with false, and nothing is written.
    #[must_use]
    pub fn push(&mut self, loan: &Loan<'_>) -> bool {
        if !loan.is_sound() {
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
        let codes = self.codes(loan);
        for (column, code) in self.words().into_iter().zip(codes) {
            column.codes.push(code);
        }
        true
    }

    /// Writes over the loan at `row`. False, and nothing is written, when [`Writer::push`] would refuse it or when there
    /// is no such row.
    #[must_use]
    pub fn set(&mut self, row: usize, loan: &Loan<'_>) -> bool {
        if !loan.is_sound() || row >= self.tape.len() {
            return false;
        }
        let tape = &mut self.tape;
        tape.ids[row] = loan.id;
        tape.exposure[row] = loan.exposure;
        tape.rate[row] = loan.rate;
        tape.maturity[row] = loan.maturity;
        tape.rating[row] = loan.rating;
        tape.status[row] = loan.status;
        tape.debt_to_equity[row] = loan.debt_to_equity.unwrap_or(Tape::NONE);
        tape.interest_coverage[row] = loan.interest_coverage.unwrap_or(Tape::NONE);
        tape.leverage[row] = loan.leverage.unwrap_or(Tape::NONE);
        let codes = self.codes(loan);
        for (column, code) in self.words().into_iter().zip(codes) {
            column.codes[row] = code;
        }
        true
    }

    /// Leaves the loans at these places, in this order: takes some out, or sorts. False, and nothing is done, when there
    /// is no such place.
    #[must_use]
    pub fn arrange(&mut self, order: &[u32]) -> bool {
        if order.iter().any(|row| *row as usize >= self.tape.len()) {
            return false;
        }
        let tape = &mut self.tape;
        gather(&mut tape.ids, order);
        gather(&mut tape.exposure, order);
        gather(&mut tape.rating, order);
        gather(&mut tape.status, order);
        let Tape { rate, maturity, debt_to_equity, interest_coverage, leverage, .. } = tape;
        for column in [rate, maturity, debt_to_equity, interest_coverage, leverage] {
            gather(column, order);
        }
        for column in self.words() {
            gather(&mut column.codes, order);
        }
        true
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        let (tape, places) = (&self.tape, self.places.iter().flatten());
        let words = [&tape.borrower, &tape.sector, &tape.country].map(|column| column.words.bytes());
        // Two columns of eight bytes, eight of four, two of one.
        tape.ids.capacity() * 50 + words.iter().sum::<usize>() + places.map(Places::bytes).sum::<usize>()
    }

    fn words(&mut self) -> [&mut Codes; 3] {
        [&mut self.tape.borrower, &mut self.tape.sector, &mut self.tape.country]
    }

    fn codes(&mut self, loan: &Loan<'_>) -> [u32; 3] {
        let [borrower, sector, country] = &mut self.places;
        [
            self.tape.borrower.code(loan.borrower, borrower),
            self.tape.sector.code(loan.sector, sector),
            self.tape.country.code(loan.country, country),
        ]
    }

    /// The tape as far as it is written.
    pub fn tape(&self) -> &Tape {
        &self.tape
    }

    /// The tape as written.
    pub fn finish(self) -> Tape {
        self.tape
    }
}

/// The values at these places, in this order.
fn gather<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order.iter().map(|row| column[*row as usize]).collect();
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

    #[test]
    fn a_loan_is_changed_and_taken_out_in_place() {
        let loan = |id, borrower| Loan { id, exposure: id, borrower, sector: "Energy", ..Loan::default() };
        let mut writer = Writer::default();
        writer.reserve(3);
        assert!(writer.push(&loan(1, "A")) && writer.push(&loan(2, "B")) && writer.push(&loan(3, "A")));
        let mut writer = Writer::of(writer.finish());
        assert!(writer.set(1, &loan(4, "C")) && !writer.set(3, &loan(9, "Z")));
        assert!(!writer.set(0, &Loan { exposure: -1, ..Loan::default() }));
        assert!(writer.arrange(&[2, 1]) && !writer.arrange(&[2]));
        let tape = writer.finish();
        assert_eq!((&tape.ids[..], &tape.exposure[..]), (&[3, 4][..], &[3, 4][..]));
        let names: Vec<_> = tape.borrower.codes.iter().map(|code| tape.borrower.word(*code)).collect();
        assert_eq!(names, [Some("A"), Some("C")]);
        assert_eq!((tape.sector.words.len(), tape.leverage.len()), (1, 2));
    }
}
