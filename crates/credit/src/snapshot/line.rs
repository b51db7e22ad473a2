//! Loans and ratings as one text each: how the database writes them, and how they are read. Pure.
use chrono::DateTime;
use kernel::{Error, Result};

use crate::day;

/// A loan: numbers and words of ours with bars between them, the lengths of its texts in characters, and its texts, which
/// may hold anything.
pub const LOAN: &str = "concat_ws('|', id, amount, rate, maturity_date, credit_rating, status, \
     coalesce(debt_to_equity, -1), coalesce(interest_coverage, -1), coalesce(leverage_ratio, -1), created_at, updated_at, \
     length(loan_id), length(borrower), length(sector), loan_id || borrower || sector || coalesce(country, ''))";

/// A loan's number and its ratings, with bars between them: `7|2026-01-01 3|2026-06-30 255`.
pub const RATED: &str = "concat_ws('|', id, (SELECT group_concat(snapshot_date || ' ' || credit_rating, '|') \
     FROM credit_ratings WHERE credit_ratings.loan_id = credit_loans.id))";
/// The same on a served database.
pub const RATED_SERVED: &str = "concat_ws('|', id, (SELECT string_agg(snapshot_date || ' ' || credit_rating, '|') \
     FROM credit_ratings WHERE credit_ratings.loan_id = credit_loans.id))";

/// A loan as a snapshot keeps it, in the units of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    pub id: i64,
    pub amount: i64,
    pub rate: i64,
    /// Days since 1970-01-01.
    pub maturity: i32,
    pub credit_rating: i16,
    pub status: &'a str,
    /// Debt to equity, interest coverage, leverage.
    pub ratios: [Option<i64>; 3],
    /// Microseconds since 1970.
    pub created: i64,
    /// Microseconds since 1970.
    pub updated: i64,
    pub loan_id: &'a str,
    pub borrower: &'a str,
    pub sector: &'a str,
    /// Empty where it is not known.
    pub country: &'a str,
}

/// Reads [`LOAN`]s.
#[derive(Debug, Default)]
pub struct Reader {
    /// The latest moment, as text and as a number: the loans of an upload share theirs.
    moment: (String, i64),
}

impl Reader {
    /// A loan.
    ///
    /// # Errors
    /// 500 for a line that the checks of the table would not have let in.
    pub fn loan<'a>(&mut self, line: &'a str) -> Result<Row<'a>> {
        self.row(line).ok_or_else(|| unsound(line))
    }

    fn row<'a>(&mut self, line: &'a str) -> Option<Row<'a>> {
        let mut parts = line.splitn(15, '|');
        let mut part = || parts.next();
        let (id, amount, rate) = (whole(part()?)?, whole(part()?)?, whole(part()?)?);
        let (maturity, credit_rating) = (day::number(day::parse(part()?)?), part()?.parse().ok()?);
        let status = part()?;
        let ratios = [whole(part()?)?, whole(part()?)?, whole(part()?)?];
        let ratios = ratios.map(|ratio| Some(ratio).filter(|ratio| *ratio >= 0));
        let (created, updated) = (self.micros(part()?)?, self.micros(part()?)?);
        let lengths = [whole(part()?)?, whole(part()?)?, whole(part()?)?];
        let mut texts = part()?;
        let [loan_id, borrower, sector] =
            lengths.map(|length| cut(&mut texts, usize::try_from(length).ok()?));
        let (loan_id, borrower, sector) = (loan_id?, borrower?, sector?);
        Some(Row {
            id,
            amount,
            rate,
            maturity,
            credit_rating,
            status,
            ratios,
            created,
            updated,
            loan_id,
            borrower,
            sector,
            country: texts,
        })
    }

    /// A moment as either database writes it: `2026-01-01T00:00:00.5+00:00`, `2026-01-01 00:00:00.5+00`.
    fn micros(&mut self, text: &str) -> Option<i64> {
        if self.moment.0 != text {
            let read = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%#z");
            let read = read.or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z"));
            self.moment = (text.to_owned(), read.ok()?.timestamp_micros());
        }
        Some(self.moment.1)
    }
}

/// A loan's number and its ratings as they stand in a [`RATED`]: days since 1970-01-01 and notches, in no order.
///
/// # Errors
/// 500 for a line that the checks of the table would not have let in.
pub fn ratings(line: &str) -> Result<(i64, impl Iterator<Item = Result<(i32, i16)>>)> {
    let mut parts = line.split('|');
    let id = parts.next().and_then(whole).ok_or_else(|| unsound(line))?;
    let rating = move |part: &str| {
        let (day, notch) = part.split_once(' ')?;
        Some((day::number(day::parse(day)?), notch.parse().ok()?))
    };
    Ok((id, parts.map(move |part| rating(part).ok_or_else(|| unsound(part)))))
}

fn whole(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// The first so many characters, cut off.
fn cut<'a>(text: &mut &'a str, characters: usize) -> Option<&'a str> {
    let end = match text.as_bytes().get(..characters) {
        Some(start) if start.is_ascii() => characters,
        _ => text.char_indices().nth(characters).map_or(text.len(), |(end, _)| end),
    };
    let (first, rest) = text.split_at_checked(end)?;
    *text = rest;
    Some(first)
}

/// 500: a line of the database makes no loan.
fn unsound(line: &str) -> Error {
    let id = line.split('|').next().unwrap_or_default();
    Error::internal(format!("loan {id} can't be put into columns"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loan_is_read_as_each_database_writes_it() {
        for moment in
            ["2026-01-01T00:00:00.5+00:00", "2026-01-01 00:00:00.5+00", "2026-01-01T00:00:00.500000+00:00"]
        {
            let line = format!(
                "7|100|5000|2030-06-30|8|Watch List|-1|250|0|{moment}|{moment}|3|6|1|L|1MüllerSSpain"
            );
            let row = Reader::default().loan(&line).unwrap();
            assert_eq!((row.id, row.amount, row.rate, row.credit_rating), (7, 100, 5_000, 8));
            assert_eq!(
                (day::of(row.maturity).to_string().as_str(), row.status),
                ("2030-06-30", "Watch List")
            );
            assert_eq!(row.ratios, [None, Some(250), Some(0)]);
            assert_eq!((row.created, row.updated), (1_767_225_600_500_000, 1_767_225_600_500_000));
            assert_eq!((row.loan_id, row.borrower, row.sector, row.country), ("L|1", "Müller", "S", "Spain"));
        }
        let nowhere =
            "7|1|0|2030-06-30|8|Defaulted|-1|-1|-1|2026-01-01 00:00:00+00|2026-01-01 00:00:00+00|1|1|1|abc";
        assert_eq!(Reader::default().loan(nowhere).unwrap().country, "");
        for wrong in ["", "7|1", "x|1|0|2030-06-30|8|Defaulted|-1|-1|-1|x|x|1|1|1|abc"] {
            assert!(Reader::default().loan(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn ratings_are_read_with_their_loan() {
        let (id, all) = ratings("7|2026-01-01 3|1970-01-02 255").unwrap();
        assert_eq!((id, all.collect::<Result<Vec<_>>>().unwrap()), (7, vec![(20_454, 3), (1, 255)]));
        assert_eq!(ratings("7").unwrap().1.count(), 0);
        assert!(ratings("").is_err() && ratings("7|2026").unwrap().1.next().unwrap().is_err());
    }
}
