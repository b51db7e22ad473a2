//! Loans out of a file, judged by the rules of a loan that is entered by hand.
use chrono::{Datelike, NaiveDate};
use kernel::db::Batch;
use risk::{scale::Rating, status::Status};

use super::{
    fault::Fault,
    judge::{Fields, Judge},
    layout::{Column, Layout},
    page::Page,
    print::Seen,
};
use crate::{
    figure::{HUNDRED, MOST},
    loan::model::{self, LONGEST_BORROWER, LONGEST_ID, LONGEST_WORD, MATURED},
    word::{RATING_WORDS, STATUS_WORDS},
};

const fn column(
    name: &'static str,
    title: &'static str,
    also: &'static [&'static str],
    needed: bool,
    number: bool,
) -> Column {
    Column { name, title, also, needed, number }
}

/// The columns of a file with loans.
pub const COLUMNS: &[Column] = &[
    column("loan_id", "Loan ID", &["id", "loan", "loannumber"], true, false),
    column("borrower", "Borrower", &["borrowername"], true, false),
    column("amount", "Amount", &["exposure", "loanamount"], true, true),
    column("rate", "Rate", &["interestrate"], true, true),
    column("sector", "Sector", &[], true, false),
    column("maturity_date", "Maturity date", &["maturity"], true, false),
    column("credit_rating", "Credit rating", &["rating"], true, false),
    column("status", "Status", &[], true, false),
    column("country", "Country", &[], false, false),
    column("debt_to_equity", "Debt to equity", &[], false, true),
    column("interest_coverage", "Interest coverage", &[], false, true),
    column("leverage_ratio", "Leverage ratio", &["leverage"], false, true),
];
/// What they are called: the columns of a file that leaves, and the first of the table.
pub const NAMES: [&str; COLUMNS.len()] = {
    let (mut names, mut at) = ([""; COLUMNS.len()], 0);
    while at < names.len() {
        names[at] = COLUMNS[at].name;
        at += 1;
    }
    names
};
/// The columns above, by what they hold.
const ID: usize = 0;
const BORROWER: usize = 1;
const AMOUNT: usize = 2;
const RATE: usize = 3;
const SECTOR: usize = 4;
const MATURITY: usize = 5;
const RATING: usize = 6;
const STATUS: usize = 7;
const COUNTRY: usize = 8;
const RATIOS: [usize; 3] = [9, 10, 11];

/// What is said of a loan that the portfolio has.
pub const KNOWN: &str = "Loan ID already exists in portfolio";
/// What is said of a loan that came before in the same file.
pub const TWICE: &str = "Loan ID already exists in the file";

/// What a good row holds beside its texts, which stay in its page.
pub struct Lent {
    amount: i64,
    rate: i64,
    maturity: NaiveDate,
    rating: Rating,
    status: Status,
    ratios: [Option<i64>; 3],
}

/// Judges loans.
pub struct Loans {
    layout: Layout,
    today: NaiveDate,
    seen: Seen,
}

impl Loans {
    /// Of a file with this layout, on this day.
    pub fn new(layout: Layout, today: NaiveDate) -> Self {
        Self { layout, today, seen: Seen::default() }
    }
}

impl Judge for Loans {
    type Row = Lent;

    fn judge(&mut self, page: &Page, row: usize) -> Result<Lent, Fault> {
        let mut fields = Fields::of(COLUMNS, &self.layout, page, row);
        let id = fields.text(ID, LONGEST_ID);
        fields.text(BORROWER, LONGEST_BORROWER);
        let amount = fields.number(AMOUNT, 1, MOST.units());
        let rate = fields.number(RATE, 0, HUNDRED.units());
        fields.text(SECTOR, LONGEST_WORD);
        let maturity = fields.day(MATURITY);
        if maturity.is_some_and(|day| model::runs_on(day, self.today).is_err()) {
            fields.wrong(MATURITY, MATURED);
        }
        let rating = Rating::parse(fields.get(RATING));
        if rating.is_none() {
            fields.wrong(RATING, RATING_WORDS);
        }
        let status = Status::parse(fields.get(STATUS));
        if status.is_none() {
            fields.wrong(STATUS, STATUS_WORDS);
        }
        fields.optional(COUNTRY, LONGEST_WORD);
        let ratio = |column| fields.maybe(column, 0, HUNDRED.units());
        let ratios = RATIOS.map(ratio).map(|ratio| ratio.map(hundredths));
        // A loan counts as seen once a good row has brought it: a mended row may follow a bad one.
        if fields.reasons.is_empty() && !self.seen.add(id) {
            fields.wrong(ID, TWICE);
        }
        match (fields.fault(ID), maturity, rating, status) {
            (None, Some(maturity), Some(rating), Some(status)) => {
                Ok(Lent { amount, rate, maturity, rating, status, ratios })
            }
            (fault, ..) => Err(fault.unwrap_or_else(|| Fault::of(page.number(row), id, vec![]))),
        }
    }
}

fn hundredths(units: i64) -> i64 {
    model::hundredths(kernel::Money::from_units(units))
}

/// The business id of a row.
pub fn id<'a>(layout: &Layout, page: &'a Page, row: usize) -> &'a str {
    layout.get(page, row, ID)
}

/// The fault of a row whose loan the portfolio has.
pub fn known(layout: &'static [Column], at: &Layout, page: &Page, row: usize) -> Option<Fault> {
    let mut fields = Fields::of(layout, at, page, row);
    fields.wrong(ID, KNOWN);
    fields.fault(ID)
}

/// Adds a good row to what goes into the table; `last` are the cells that all rows share.
pub fn put(batch: &mut Batch, (layout, page, row): (&Layout, &Page, usize), lent: &Lent, last: &Batch) {
    let text = |column| layout.get(page, row, column);
    batch.text(text(ID));
    batch.text(text(BORROWER));
    batch.number(Some(lent.amount));
    batch.number(Some(lent.rate));
    batch.text(text(SECTOR));
    day(batch, lent.maturity);
    batch.number(Some(i64::from(lent.rating.notch())));
    batch.text(lent.status.name());
    batch.words(Some(text(COUNTRY)).filter(|country| !country.is_empty()));
    lent.ratios.iter().for_each(|ratio| batch.number(*ratio));
    batch.cells(last);
    batch.end_row();
}

/// Adds a day as both databases read it.
pub fn day(batch: &mut Batch, day: NaiveDate) {
    let mut text = *b"0000-00-00";
    let mut put = |at: std::ops::Range<usize>, mut number: u32| {
        for place in at.rev() {
            text[place] = b'0' + (number % 10) as u8;
            number /= 10;
        }
    };
    put(0..4, day.year().unsigned_abs());
    put(5..7, day.month());
    put(8..10, day.day());
    batch.text(std::str::from_utf8(&text).unwrap_or_default());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(rows: &[&str]) -> Vec<Result<Lent, Fault>> {
        let mut page = Page::starting(1);
        let header = COLUMNS.iter().map(|column| column.name).collect::<Vec<_>>().join("|");
        for row in [header.as_str()].iter().chain(rows) {
            row.split('|').for_each(|field| page.field(field.as_bytes()));
            page.end_row();
        }
        let layout = Layout::of(COLUMNS, &page, b';').unwrap();
        let mut loans = Loans::new(layout, "2026-03-15".parse().unwrap());
        (1..page.len()).map(|row| loans.judge(&page, row)).collect()
    }

    #[test]
    fn a_good_row_is_read_in_any_spelling() {
        let rows = judged(&["L1|Ann|1.234,50|5,5|Energy|30.06.2030| bbb + |watch_list||2,505|n/a|"]);
        let Ok(lent) = &rows[0] else { panic!("a good row") };
        assert_eq!((lent.amount, lent.rate, lent.rating.name()), (12_345_000, 55_000, "BBB+"));
        assert_eq!((lent.status, lent.ratios), (Status::WatchList, [Some(251), None, None]));
        assert_eq!(lent.maturity.to_string(), "2030-06-30");
        let mut batch = Batch::new(true);
        day(&mut batch, lent.maturity);
        assert!(matches!(batch, Batch::Lines(text) if text == "2030-06-30\t"));
    }

    #[test]
    fn a_bad_row_names_all_that_is_wrong() {
        let rows = judged(&["L1||0|101|Energy|2026-03-14|E|late|x|-1||"]);
        let Err(fault) = &rows[0] else { panic!("a bad row") };
        assert_eq!((fault.row, fault.column.as_str(), fault.value.as_str()), (2, "borrower", ""));
        let expected = format!(
            "Borrower is missing; Amount must be at least 0.0001; Rate must be at most 100.00; {MATURED}; \
             {RATING_WORDS}; {STATUS_WORDS}; Debt to equity must be at least 0.00"
        );
        assert_eq!(fault.error, expected);
    }

    #[test]
    fn the_second_good_row_of_a_loan_is_bad() {
        let good = "L1|Ann|5|5|Energy|2030-06-30|A|Performing||||";
        let rows = judged(&["L1|Ann|x|5|Energy|2030-06-30|A|Performing||||", good, good]);
        let told = rows.iter().map(|row| row.as_ref().err().map(|fault| fault.error.as_str()));
        assert_eq!(
            told.collect::<Vec<_>>(),
            [Some("Amount must be a number such as 1234.50"), None, Some(TWICE)]
        );
    }

    #[test]
    fn a_row_with_too_many_values_is_bad() {
        let rows = judged(&["L1|Ann, Ltd|5|5|Energy|2030-06-30|A|Performing||||||9"]);
        assert!(
            rows[0]
                .as_ref()
                .err()
                .unwrap()
                .error
                .starts_with("The row has 14 values and the header 12 names")
        );
    }
}
