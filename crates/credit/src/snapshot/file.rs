//! The columns of a portfolio as a file. Pure.
//!
//! Arrays of little-endian numbers, one after the other, each with its length before it. Whoever reads one has checked
//! its hash; what does not fit together is refused all the same.
use risk::{
    history::History,
    scale::Rating,
    status::Status,
    tape::{Codes, Tape, Words, Writer},
};

use super::{columns::Columns, past::Past};

/// What a file begins with; another version begins otherwise.
const MARK: &[u8; 8] = b"BurCred1";

/// The columns as a file.
pub fn write(columns: &Columns, revision: i64) -> Vec<u8> {
    let tape = columns.tape();
    let mut file = Vec::with_capacity(columns.bytes() + 4_096);
    file.extend_from_slice(MARK);
    file.extend_from_slice(&revision.to_le_bytes());
    longs(&mut file, &tape.ids);
    longs(&mut file, &tape.exposure);
    for column in [&tape.rate, &tape.maturity, &tape.debt_to_equity, &tape.interest_coverage, &tape.leverage]
    {
        length(&mut file, column.len());
        column.iter().for_each(|value| file.extend_from_slice(&value.to_le_bytes()));
    }
    length(&mut file, tape.rating.len());
    file.extend(tape.rating.iter().map(|rating| rating.0));
    length(&mut file, tape.status.len());
    file.extend(tape.status.iter().map(|status| status.index() as u8));
    for column in [&tape.borrower, &tape.sector, &tape.country] {
        length(&mut file, column.codes.len());
        column.codes.iter().for_each(|code| file.extend_from_slice(&code.to_le_bytes()));
        words(&mut file, &column.words);
    }
    words(&mut file, &columns.names);
    longs(&mut file, &columns.created);
    longs(&mut file, &columns.updated);
    file
}

fn length(file: &mut Vec<u8>, length: usize) {
    file.extend_from_slice(&(length as u64).to_le_bytes());
}

fn longs(file: &mut Vec<u8>, column: &[i64]) {
    length(file, column.len());
    column.iter().for_each(|value| file.extend_from_slice(&value.to_le_bytes()));
}

fn words(file: &mut Vec<u8>, words: &Words) {
    length(file, words.text().len());
    file.extend_from_slice(words.text().as_bytes());
    length(file, words.ends().len());
    words.ends().iter().for_each(|end| file.extend_from_slice(&end.to_le_bytes()));
}

/// The columns of a file, and their revision; none when it is no such file.
pub fn read(file: &[u8]) -> Option<(Columns, i64)> {
    let mut left = Left(file.strip_prefix(MARK)?);
    let revision = i64::from_le_bytes(*left.array()?);
    let (ids, exposure) = (left.longs()?, left.longs()?);
    let [rate, maturity, debt_to_equity, interest_coverage, leverage] =
        [left.ints()?, left.ints()?, left.ints()?, left.ints()?, left.ints()?];
    let rating: Vec<Rating> = left.bytes()?.iter().map(|notch| Rating(*notch)).collect();
    let status = left.bytes()?.iter().map(|status| Status::ALL.get(usize::from(*status)).copied());
    let status = status.collect::<Option<Vec<_>>>()?;
    let (borrower, sector, country) = (left.codes()?, left.codes()?, left.codes()?);
    let names = left.words()?;
    let (created, updated) = (left.longs()?, left.longs()?);
    let loans = ids.len();
    let ints = [&rate, &maturity, &debt_to_equity, &interest_coverage, &leverage];
    let lengths =
        ints.iter().map(|column| column.len()).chain([exposure.len(), created.len(), updated.len()]);
    let lengths = lengths.chain([rating.len(), status.len(), names.len()]);
    let mut lengths = lengths.chain([&borrower, &sector, &country].map(|column| column.codes.len()));
    let sound = lengths.all(|length| length == loans)
        && ids.is_sorted_by(|a, b| a < b)
        && exposure.iter().all(|amount| *amount >= 0)
        && rating.iter().all(|rating| rating.is_notch())
        && left.0.is_empty();
    let tape = Tape {
        ids,
        exposure,
        rate,
        maturity,
        rating,
        status,
        borrower,
        sector,
        country,
        debt_to_equity,
        interest_coverage,
        leverage,
    };
    sound.then(|| (Columns { loans: Writer::of(tape), names, created, updated }, revision))
}

/// What a file of ratings begins with.
const PAST: &[u8; 8] = b"BurRate1";

/// Ratings over time as a file.
pub fn write_past(past: &Past) -> Vec<u8> {
    let history = &past.history;
    let mut file = Vec::with_capacity(past.bytes() + 4_096);
    file.extend_from_slice(PAST);
    file.extend_from_slice(&past.revision.to_le_bytes());
    longs(&mut file, &past.ids);
    length(&mut file, history.loan.len());
    history.loan.iter().for_each(|loan| file.extend_from_slice(&loan.to_le_bytes()));
    length(&mut file, history.day.len());
    history.day.iter().for_each(|day| file.extend_from_slice(&day.to_le_bytes()));
    length(&mut file, history.rating.len());
    file.extend(history.rating.iter().map(|rating| rating.0));
    file
}

/// The ratings of a file, and their revision; none when it is no such file.
pub fn read_past(file: &[u8]) -> Option<(Past, i64)> {
    let mut left = Left(file.strip_prefix(PAST)?);
    let revision = i64::from_le_bytes(*left.array()?);
    let ids = left.longs()?;
    let loan = left.numbers()?;
    let day = left.ints()?;
    let rating = left.bytes()?.iter().map(|notch| Rating(*notch)).collect();
    let known = loan.last().is_none_or(|last| (*last as usize) < ids.len());
    let sound = known && ids.is_sorted_by(|a, b| a < b) && left.0.is_empty();
    let history = History::new(loan, day, rating).ok().filter(|_| sound)?;
    Some((Past { history: history.into(), ids: ids.into(), revision }, revision))
}

/// What of a file is left to read.
struct Left<'a>(&'a [u8]);

impl<'a> Left<'a> {
    fn array<const N: usize>(&mut self) -> Option<&'a [u8; N]> {
        let (first, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(first)
    }

    /// An array of values of so many bytes.
    fn values(&mut self, size: usize) -> Option<&'a [u8]> {
        let length = usize::try_from(u64::from_le_bytes(*self.array()?)).ok()?.checked_mul(size)?;
        let (values, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(values)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        self.values(1)
    }

    fn longs(&mut self) -> Option<Vec<i64>> {
        Some(self.values(8)?.as_chunks().0.iter().map(|value| i64::from_le_bytes(*value)).collect())
    }

    fn ints(&mut self) -> Option<Vec<i32>> {
        Some(self.values(4)?.as_chunks().0.iter().map(|value| i32::from_le_bytes(*value)).collect())
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        Some(self.values(4)?.as_chunks().0.iter().map(|value| u32::from_le_bytes(*value)).collect())
    }

    fn codes(&mut self) -> Option<Codes> {
        let codes = self.numbers()?;
        let words = self.words()?;
        let known = |code: &u32| *code == Codes::NONE || (*code as usize) < words.len();
        codes.iter().all(known).then_some(Codes { codes, words })
    }

    fn words(&mut self) -> Option<Words> {
        let text = std::str::from_utf8(self.bytes()?).ok()?.to_owned();
        let ends = self.values(8)?.as_chunks().0.iter().map(|end| u64::from_le_bytes(*end)).collect();
        Words::of(text, ends)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{columns::Draft, line::Row},
        *,
    };

    fn columns(loans: i64) -> Columns {
        let mut draft = Draft::default();
        for id in 1..=loans {
            let (loan_id, borrower) = (format!("L{id}"), format!("Bör {}", id % 3));
            let row = Row {
                id,
                amount: id * 7,
                rate: 55_000,
                maturity: 0,
                credit_rating: (id % 22) as i16,
                status: "Watch List",
                ratios: [(id % 4 > 0).then_some(id), None, Some(10_000)],
                created: 0,
                updated: 0,
                loan_id: &loan_id,
                borrower: &borrower,
                sector: "Energy",
                country: if id % 2 == 0 { "Spain" } else { "" },
            };
            draft.put(&row).unwrap();
        }
        draft.finish(vec![]).0
    }

    #[test]
    fn columns_are_read_back() {
        for loans in [0, 1, 9] {
            let written = columns(loans);
            let (read, revision) = read(&write(&written, 77)).unwrap();
            assert_eq!((read.tape(), revision), (written.tape(), 77));
            assert_eq!((&read.names, &read.created), (&written.names, &written.created));
        }
    }

    #[test]
    fn ratings_are_read_back() {
        let history = History::sorted([(0, 1, Rating(3)), (1, -5, Rating(4)), (1, 9, Rating::WITHDRAWN)]);
        let past = Past { history: history.into(), ids: [7, 9].into(), revision: 3 };
        let whole = write_past(&past);
        let (found, revision) = read_past(&whole).unwrap();
        assert_eq!((found.history, found.ids, revision), (past.history, past.ids, 3));
        for cut in 0..whole.len() {
            assert!(read_past(&whole[..cut]).is_none(), "{cut}");
        }
    }

    proptest! {
        #[test]
        fn what_is_damaged_is_refused_or_still_sound(at in 0_usize..900, bit in 0_u8..8, cut in 0_usize..900) {
            let whole = write(&columns(5), 1);
            prop_assert!(read(&whole[..cut.min(whole.len() - 1)]).is_none());
            let mut turned = whole.clone();
            let at = at % whole.len();
            turned[at] ^= 1_u8 << bit;
            // A value may be another, and the hash of the file tells; but no figure may fall over what is let in.
            if let Some((read, _)) = read(&turned) {
                let tape = read.tape();
                prop_assert_eq!(tape.len(), 5);
                prop_assert!(tape.rating.iter().all(|rating| rating.is_notch()));
                risk::summary::summary(tape, tape.all(), 0, 3);
            }
        }
    }
}
