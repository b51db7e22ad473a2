//! Which column of a file holds what: columns are known by their names, in any order and spelling. Pure.
use kernel::{Error, Result};

use super::{
    number::{Mark, Vote},
    page::Page,
};

/// A column that a file may have.
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it is called in a sentence.
    pub title: &'static str,
    /// Other names, letters and digits only.
    pub also: &'static [&'static str],
    /// Whether a file must have it.
    pub needed: bool,
    /// Whether it holds numbers.
    pub number: bool,
}

/// Where the columns of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    at: Vec<Option<usize>>,
    /// How many columns the file has.
    pub width: usize,
    /// What divides whole and part in its numbers.
    pub mark: Mark,
}

/// Letters and digits, small: `Loan ID`, `loan_id` and `LoanId` are one.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Which of these columns a file calls so.
fn called(columns: &[Column], name: &str) -> Option<usize> {
    let name = plain(name);
    columns.iter().position(|column| plain(column.name) == name || column.also.contains(&name.as_str()))
}

/// How many of these columns a header names.
pub fn known(columns: &[Column], header: &Page) -> usize {
    if header.is_empty() {
        return 0;
    }
    (0..header.width(0)).filter(|at| called(columns, header.get(0, *at)).is_some()).count()
}

impl Layout {
    /// Of a file whose first page begins with its header.
    pub fn of(columns: &[Column], page: &Page, separator: u8) -> Result<Self> {
        let refused = |says: String| Err(Error::invalid("file", says));
        if page.is_empty() {
            return refused("is empty: its first row must name the columns".into());
        }
        let width = page.width(0);
        let mut at = vec![None; columns.len()];
        for place in 0..width {
            let Some(column) = called(columns, page.get(0, place)) else { continue };
            if at[column].replace(place).is_some() {
                return refused(format!("has the column {} twice", columns[column].name));
            }
        }
        let missing = columns.iter().zip(&at).filter(|(column, at)| column.needed && at.is_none());
        let missing = missing.map(|(column, _)| column.name).collect::<Vec<_>>();
        if !missing.is_empty() {
            let all = columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
            let missing = missing.join(", ");
            return refused(format!("has no column {missing}: its first row must name the columns {all}"));
        }
        let mut vote = Vote::default();
        for (column, at) in columns.iter().zip(&at).filter(|(column, _)| column.number) {
            let Some(at) = at.filter(|_| column.number) else { continue };
            (1..page.len()).for_each(|row| vote.see(page.get(row, at)));
        }
        Ok(Self { at, width, mark: vote.mark(separator) })
    }

    /// What stands in a column of a row, which is the `column`-th of those given to [`Layout::of`].
    pub fn get<'a>(&self, page: &'a Page, row: usize, column: usize) -> &'a str {
        self.at[column].map_or("", |at| page.get(row, at))
    }

    /// How many fields a row has that no column names.
    pub fn surplus(&self, page: &Page, row: usize) -> bool {
        (self.width..page.width(row)).any(|at| !page.get(row, at).is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { name: "loan_id", title: "Loan ID", also: &["id"], needed: true, number: false },
        Column { name: "amount", title: "Amount", also: &[], needed: true, number: true },
        Column { name: "country", title: "Country", also: &[], needed: false, number: false },
    ];

    fn page(rows: &[&[&str]]) -> Page {
        let mut page = Page::starting(1);
        for row in rows {
            row.iter().for_each(|field| page.field(field.as_bytes()));
            page.end_row();
        }
        page
    }

    #[test]
    fn names_come_in_any_order_and_spelling() {
        for name in ["loan_id", "Loan ID", " LOAN-ID ", "LoanId", "ID"] {
            let page = page(&[&["x", "Amount", name], &["1", "5,5", "L1"]]);
            let layout = Layout::of(COLUMNS, &page, b';').unwrap();
            assert_eq!(
                (layout.get(&page, 1, 0), layout.get(&page, 1, 1), layout.get(&page, 1, 2)),
                ("L1", "5,5", "")
            );
            assert_eq!((layout.mark, known(COLUMNS, &page)), (Mark::Comma, 2));
        }
    }

    #[test]
    fn a_file_without_its_columns_is_refused_with_their_names() {
        let refused = |rows: &[&[&str]]| Layout::of(COLUMNS, &page(rows), b',').unwrap_err().detail;
        assert_eq!(
            refused(&[&["loan_id", "country"]]),
            "file: has no column amount: its first row must name the columns loan_id, amount, country"
        );
        assert_eq!(refused(&[&["loan_id", "Loan ID", "amount"]]), "file: has the column loan_id twice");
        assert!(refused(&[]).contains("is empty"));
    }

    #[test]
    fn fields_beyond_the_header_are_seen_unless_they_are_empty() {
        let page = page(&[&["loan_id", "amount"], &["L1", "5", ""], &["L1", "5", "x"]]);
        let layout = Layout::of(COLUMNS, &page, b',').unwrap();
        assert!(!layout.surplus(&page, 1) && layout.surplus(&page, 2));
    }
}
