//! Rows are judged one by one: what a good one holds, and why another is bad.
use super::{
    fault::{Fault, Reason},
    layout::{Column, Layout},
    number,
    page::Page,
};

/// Judges the rows of a file in their order. Remembers what it must, such as which loans have come.
pub trait Judge: Send + 'static {
    /// What a good row holds.
    type Row: Send + 'static;

    /// A row of a page.
    fn judge(&mut self, page: &Page, row: usize) -> Result<Self::Row, Fault>;
}

/// A page that was judged.
pub struct Judged<R> {
    /// The rows as they came.
    pub page: Page,
    /// The good ones, by their place in the page.
    pub good: Vec<(usize, R)>,
    /// The bad ones, likewise.
    pub bad: Vec<(usize, Fault)>,
}

/// Judges a whole page, from its row `from` on.
pub fn page<J: Judge>(judge: &mut J, page: Page, from: usize) -> Judged<J::Row> {
    let (mut good, mut bad) = (Vec::with_capacity(page.len()), vec![]);
    for row in from..page.len() {
        match judge.judge(&page, row) {
            Ok(held) => good.push((row, held)),
            Err(_) if page.is_blank(row) => {}
            Err(fault) => bad.push((row, fault)),
        }
    }
    Judged { page, good, bad }
}

/// A row under judgement: its fields by the columns that are known, and what was found wrong so far.
pub struct Fields<'a> {
    columns: &'static [Column],
    layout: &'a Layout,
    page: &'a Page,
    row: usize,
    /// What is wrong.
    pub reasons: Vec<Reason>,
}

impl<'a> Fields<'a> {
    /// A row of a page.
    pub fn of(columns: &'static [Column], layout: &'a Layout, page: &'a Page, row: usize) -> Self {
        let mut fields = Self { columns, layout, page, row, reasons: vec![] };
        if layout.surplus(page, row) {
            let says = format!(
                "The row has {} values and the header {} names: a text that holds the separator must stand in quotation marks",
                page.width(row),
                layout.width
            );
            fields.reasons.push(Reason { column: "", value: String::new(), says });
        }
        fields
    }

    /// What stands in a column.
    pub fn get(&self, column: usize) -> &'a str {
        self.layout.get(self.page, self.row, column)
    }

    /// Says that a column is wrong, in a full sentence.
    pub fn wrong(&mut self, column: usize, says: impl Into<String>) {
        let value = self.get(column).to_owned();
        self.reasons.push(Reason { column: self.columns[column].name, value, says: says.into() });
    }

    /// Says what a column must be.
    fn must(&mut self, column: usize, what: &str) {
        self.wrong(column, format!("{} {what}", self.columns[column].title));
    }

    /// A text of one to so many characters.
    pub fn text(&mut self, column: usize, most: usize) -> &'a str {
        let text = self.get(column);
        if text.is_empty() {
            self.must(column, "is missing");
        } else {
            self.short(column, text, most);
        }
        text
    }

    /// A text of up to so many characters; none where it is empty.
    pub fn optional(&mut self, column: usize, most: usize) -> Option<&'a str> {
        let text = Some(self.get(column)).filter(|text| !text.is_empty())?;
        self.short(column, text, most);
        Some(text)
    }

    fn short(&mut self, column: usize, text: &str, most: usize) {
        if text.len() > most && text.chars().count() > most {
            self.must(column, &format!("must have at most {most} characters"));
        } else if text.contains('\0') {
            self.must(column, "must not contain the character U+0000");
        }
    }

    /// A number between two others, in units of 10⁻⁴.
    pub fn number(&mut self, column: usize, least: i64, most: i64) -> i64 {
        let text = self.get(column);
        if text.is_empty() {
            self.must(column, "is missing");
            return 0;
        }
        match number::units(text, self.layout.mark) {
            Ok(units) if (least..=most).contains(&units) => units,
            Ok(units) => {
                let shown = |units| kernel::Money::from_units(units).to_string();
                let (bound, word) = if units < least { (least, "least") } else { (most, "most") };
                self.must(column, &format!("must be at {word} {}", shown(bound)));
                0
            }
            Err(says) => {
                self.must(column, says);
                0
            }
        }
    }

    /// A number that may be missing.
    pub fn maybe(&mut self, column: usize, least: i64, most: i64) -> Option<i64> {
        const NOTHING: [&str; 6] = ["-", "n/a", "na", "nan", "none", "null"];
        let text = self.get(column);
        if text.is_empty() || (text.len() < 5 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))) {
            return None;
        }
        Some(self.number(column, least, most))
    }

    /// A day: `2027-06-30`, also with the hour zero behind it, or `30.6.2027`.
    pub fn day(&mut self, column: usize) -> Option<chrono::NaiveDate> {
        let text = self.get(column);
        let day = day(text);
        if text.is_empty() {
            self.must(column, "is missing");
        } else if day.is_none() {
            self.must(column, "must be a day such as 2027-06-30");
        }
        day
    }

    /// The fault of this row, if it has one.
    pub fn fault(self, loan: usize) -> Option<Fault> {
        let (number, loan) = (self.page.number(self.row), self.get(loan));
        (!self.reasons.is_empty()).then(|| Fault::of(number, loan, self.reasons))
    }
}

fn day(text: &str) -> Option<chrono::NaiveDate> {
    if let Some(day) = crate::day::parse(text) {
        return Some(day);
    }
    if let Some((day, hour)) = text.split_once(['T', ' ']) {
        let zero = hour.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z'));
        return zero.then(|| crate::day::parse(day)).flatten();
    }
    let mut parts = text.split('.');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let plain = |part: &str, most: usize| {
        part.len() <= most && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())
    };
    let fits =
        parts.next().is_none() && year.len() == 4 && plain(day, 2) && plain(month, 2) && plain(year, 4);
    fits.then(|| crate::day::parse(&format!("{year}-{month:0>2}-{day:0>2}"))).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_where_it_means_one_day() {
        for text in
            ["2027-06-30", "2027-06-30 00:00:00", "2027-06-30T00:00:00.000Z", "30.06.2027", "30.6.2027"]
        {
            assert_eq!(day(text).map(|day| day.to_string()).as_deref(), Some("2027-06-30"), "{text}");
        }
        for wrong in [
            "",
            "30/06/2027",
            "2027-06-31",
            "30.06.27",
            "2027-06-30 12:00",
            "31.6.2027",
            "1.2.3.2027",
            "x.y.2027",
        ] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
