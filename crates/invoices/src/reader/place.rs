//! Where on the pages a value stands that somebody else told.
use std::ops::Range;

use chrono::NaiveDate;
use extract::{
    labels::find as labelled,
    layout::Sheet,
    values::{Order, Values},
};
use kernel::Money;
use reading::Document;

use super::corners;
use crate::invoice::extracted::Form;

/// A place, and what is printed there.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// As it is printed.
    pub text: String,
    /// On which page.
    pub page: u32,
    /// Where on it.
    pub area: [f32; 4],
}

/// Finds values on the pages of a document.
pub struct Finder {
    sheet: Sheet,
    values: Values,
    compact: Vec<String>,
}

/// Letters and digits alone, in capitals.
pub fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

impl Finder {
    /// Of these pages.
    pub fn new(document: &Document) -> Self {
        let sheet = Sheet::new(document);
        let values = Values::new(&sheet, &labelled(&sheet));
        let compact = sheet.tokens.iter().map(|token| compact(&token.text)).collect();
        Self { sheet, values, compact }
    }

    /// Where a value of this form stands.
    pub fn find(&self, form: Form, value: &str) -> Option<Place> {
        match form {
            Form::Text => self.text(value),
            Form::Date => self.day(value.parse().ok()?),
            Form::Amount => self.amount(value.parse().ok()?),
            Form::Currency => self.words(value).or_else(|| self.sign(value)),
            Form::Flag => None,
        }
    }

    /// Sums stand at the end, so the last one counts.
    fn amount(&self, value: Money) -> Option<Place> {
        let found = self.values.amounts.iter().rev().find(|one| one.value.abs() == value.units().abs())?;
        self.place(found.tokens.clone())
    }

    fn day(&self, value: NaiveDate) -> Option<Place> {
        let is = |order| move |day: &&extract::values::Day| day.written.day(order) == Some(value);
        let days = &self.values.days;
        let found =
            days.iter().find(is(Order::DayFirst)).or_else(|| days.iter().find(is(Order::MonthFirst)))?;
        self.place(found.tokens.clone())
    }

    /// A text of several lines stands where its first line does, and the others on the same page beside it.
    fn text(&self, value: &str) -> Option<Place> {
        let mut lines = value.lines().filter_map(|line| self.words(line));
        let mut whole = lines.next()?;
        for line in lines.filter(|line| line.page == whole.page).collect::<Vec<_>>() {
            let near =
                (line.area[1] - whole.area[3]).abs() < 40.0 && (line.area[0] - whole.area[0]).abs() < 200.0;
            if near {
                let [a, b] = [whole.area, line.area];
                whole.area = [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])];
                whole.text = format!("{}\n{}", whole.text, line.text);
            }
        }
        Some(whole)
    }

    /// Words one behind the other that say this, whatever stands between their letters.
    fn words(&self, value: &str) -> Option<Place> {
        let wanted = compact(value);
        if wanted.chars().count() < 2 {
            return None;
        }
        let at = |start: usize| {
            let mut rest = wanted.as_str();
            for (n, word) in self.compact[start..].iter().enumerate() {
                if n == 0 && word.is_empty() {
                    return None;
                }
                rest = rest.strip_prefix(word.as_str())?;
                if rest.is_empty() {
                    return Some(start..start + n + 1);
                }
            }
            None
        };
        let found = (0..self.compact.len()).find_map(at);
        // A label and its value may be one word: `No:4711`.
        let within = || {
            let held = |word: &String| wanted.len() >= 4 && word.ends_with(&wanted);
            self.compact.iter().position(held).map(|at| at..at + 1)
        };
        self.place(found.or_else(within)?)
    }

    fn sign(&self, currency: &str) -> Option<Place> {
        let sign = match currency {
            "EUR" => "€",
            "GBP" => "£",
            "INR" => "₹",
            "USD" => "$",
            "JPY" | "CNY" => "¥",
            _ => return None,
        };
        let at = self.sheet.tokens.iter().position(|token| token.text.contains(sign))?;
        self.place(at..at + 1)
    }

    fn place(&self, tokens: Range<usize>) -> Option<Place> {
        let page = self.sheet.tokens.get(tokens.start)?.page;
        let text: String = self.sheet.text(tokens.clone()).chars().take(1_000).collect();
        Some(Place { text, page, area: corners(&self.sheet.area(tokens)) })
    }
}
