//! Ratings over time out of a file, judged by the rules of a rating that is entered by hand.
use std::{collections::HashMap, sync::Arc};

use chrono::NaiveDate;
use kernel::db::Batch;
use risk::scale::Rating;

use super::{
    fault::Fault,
    judge::{Fields, Judge},
    layout::{Column, Layout},
    loans::day,
    page::Page,
    print::Places,
};
use crate::{rating::model::has_come, word::RATING_WORDS};

/// The columns of a file with ratings.
pub const COLUMNS: &[Column] = &[
    Column { name: "loan_id", title: "Loan ID", also: &["id", "loan"], needed: true, number: false },
    Column {
        name: "snapshot_date",
        title: "Snapshot date",
        also: &["date", "asof"],
        needed: true,
        number: false,
    },
    Column { name: "credit_rating", title: "Credit rating", also: &["rating"], needed: true, number: false },
];
/// The columns above, by what they hold.
const ID: usize = 0;
const DAY: usize = 1;
const RATING: usize = 2;

/// What is said of a rating whose loan the portfolio does not have.
pub const UNKNOWN: &str = "Loan not found in portfolio";
/// What is said of a day of the future.
pub const FUTURE: &str = "Snapshot date must not lie in the future";
/// What is said of a rating of a loan and a day that came before in the same file.
pub const TWICE: &str = "A rating of this loan and day already exists in the file";

/// The loans of a portfolio: where they are in its order, and their numbers there.
#[derive(Default)]
pub struct Roll {
    /// By business id.
    pub places: Places,
    /// By place.
    pub ids: Vec<i64>,
}

/// What a good row holds.
pub struct Rated {
    /// The loan, by its number.
    pub loan: i64,
    day: NaiveDate,
    rating: Rating,
}

/// Judges ratings.
pub struct Ratings {
    layout: Layout,
    today: NaiveDate,
    roll: Arc<Roll>,
    come: Come,
}

impl Ratings {
    /// Of a file with this layout, on this day, for these loans.
    pub fn new(layout: Layout, today: NaiveDate, roll: Arc<Roll>) -> Self {
        let come = Come { bits: HashMap::new(), loans: roll.ids.len() };
        Self { layout, today, roll, come }
    }
}

/// Which loans have come with which day.
struct Come {
    /// Of each day, a bit for each loan.
    bits: HashMap<NaiveDate, Vec<u64>>,
    loans: usize,
}

impl Come {
    /// Notes a loan and a day; whether they are new.
    fn add(&mut self, place: u32, day: NaiveDate) -> bool {
        let bits = self.bits.entry(day).or_insert_with(|| vec![0; self.loans.div_ceil(64)]);
        let (word, bit) = (place as usize / 64, 1 << (place % 64));
        let new = bits[word] & bit == 0;
        bits[word] |= bit;
        new
    }
}

impl Judge for Ratings {
    type Row = Rated;

    fn judge(&mut self, page: &Page, row: usize) -> Result<Rated, Fault> {
        let mut fields = Fields::of(COLUMNS, &self.layout, page, row);
        let id = fields.text(ID, crate::loan::model::LONGEST_ID);
        let place = self.roll.places.get(id);
        if place.is_none() && !id.is_empty() {
            fields.wrong(ID, UNKNOWN);
        }
        let day = fields.day(DAY);
        if day.is_some_and(|day| has_come(day, self.today).is_err()) {
            fields.wrong(DAY, FUTURE);
        }
        let rating = Rating::parse_or_withdrawn(fields.get(RATING));
        if rating.is_none() {
            fields.wrong(RATING, format!("{RATING_WORDS}, NR"));
        }
        let whole = place.zip(day).filter(|_| fields.reasons.is_empty());
        if whole.is_some_and(|(place, day)| !self.come.add(place, day)) {
            fields.wrong(DAY, TWICE);
        }
        match (fields.fault(ID), whole, rating) {
            (None, Some((place, day)), Some(rating)) => {
                Ok(Rated { loan: self.roll.ids[place as usize], day, rating })
            }
            (fault, ..) => Err(fault.unwrap_or_else(|| Fault::of(page.number(row), id, vec![]))),
        }
    }
}

/// Adds a good row to what goes into the table; `last` are the cells that all rows share.
pub fn put(batch: &mut Batch, rated: &Rated, last: &Batch) {
    batch.number(Some(rated.loan));
    day(batch, rated.day);
    batch.number(Some(i64::from(rated.rating.0)));
    batch.cells(last);
    batch.end_row();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_find_their_loans_once_a_day() {
        let mut page = Page::starting(1);
        for row in [
            "loan_id,date,rating",
            "L2,2026-01-31,bbb+",
            "L2,2026-02-28,nr",
            "L3,2026-01-31,A",
            "L2,2026-01-31,A",
            "L1,2026-03-16,E",
            "L1,2026-01-31,A",
        ] {
            row.split(',').for_each(|field| page.field(field.as_bytes()));
            page.end_row();
        }
        let layout = Layout::of(COLUMNS, &page, b',').unwrap();
        let mut roll = Roll { ids: vec![70, 80], ..Roll::default() };
        roll.places.add("L1", 0);
        roll.places.add("L2", 1);
        let mut ratings = Ratings::new(layout, "2026-03-15".parse().unwrap(), Arc::new(roll));
        let told = (1..page.len()).map(|row| match ratings.judge(&page, row) {
            Ok(rated) => format!("{} {} {}", rated.loan, rated.day, rated.rating.0),
            Err(fault) => fault.error,
        });
        let wrong = format!("{FUTURE}; {RATING_WORDS}, NR");
        let expected = ["80 2026-01-31 7", "80 2026-02-28 255", UNKNOWN, TWICE, &wrong, "70 2026-01-31 5"];
        assert_eq!(told.collect::<Vec<_>>(), expected);
    }
}
