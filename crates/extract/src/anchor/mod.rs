//! What people said of earlier documents of the same issuer, as places: the word beside or above a value, and where on
//! the page it stood. A place is learned only where it leads to what people said more often than astray.

mod learn;
mod look;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;
use reading::{Area, Document};
use serde::{Deserialize, Serialize};

use crate::{
    labels,
    layout::{self, Sheet},
    values::{Order, Values, date::Written},
};

pub use learn::{Lesson, learn, order};

/// Confirmations that a place needs before it may help to accept a document without a look.
pub const CONFIRMED: u32 = 3;

/// A field whose place can be learned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// The number of the document.
    Number,
    /// The day of issue.
    Date,
    /// The day by which to pay.
    DueDate,
    /// The total without tax.
    Net,
    /// The tax.
    Tax,
    /// The total with tax.
    Gross,
    /// What is left to pay.
    Due,
    /// The buyer's order.
    PurchaseOrder,
    /// The buyer's number at the issuer.
    CustomerNumber,
}

impl Field {
    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::DueDate => "due date",
            Self::Net => "net amount",
            Self::Tax => "tax",
            Self::Gross => "total",
            Self::Due => "amount due",
            Self::PurchaseOrder => "order number",
            Self::CustomerNumber => "customer number",
        }
    }

    fn is_day(self) -> bool {
        matches!(self, Self::Date | Self::DueDate)
    }

    fn is_amount(self) -> bool {
        matches!(self, Self::Net | Self::Tax | Self::Gross | Self::Due)
    }
}

/// How a value stands to its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Behind it in the same row.
    Behind,
    /// Under it.
    Below,
    /// There is no word: the place alone tells.
    Here,
}

/// A place of a field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// Of which field.
    pub field: Field,
    /// The word, as words are compared: small, without accents, spaces and signs.
    pub label: String,
    /// The same as it is printed.
    pub printed: String,
    /// How the value stands to it.
    pub side: Side,
    /// The page, the first is 0.
    pub page: u32,
    /// Where the value stood, in parts of the page's width and height.
    pub area: Area,
    /// In how many documents it led to what people said.
    pub right: u32,
    /// In how many it led anywhere.
    pub seen: u32,
}

impl Anchor {
    /// How sure a value is that stands there: 0.61 after one confirmation, 0.9 after three, less by its errors.
    pub fn confidence(&self) -> f32 {
        if self.right == 0 || self.seen == 0 {
            return 0.0;
        }
        let often = 1.0 - 0.39 * 0.5_f32.powi(self.right.min(12) as i32 - 1);
        (often * self.right as f32 / self.seen.max(self.right) as f32).min(0.97)
    }

    /// Whether people confirmed it often enough, and contradicted it seldom enough, to rely on it.
    pub fn is_confirmed(&self) -> bool {
        self.right >= CONFIRMED && self.right * 10 >= self.seen * 9
    }
}

/// A value that people know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number or words.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// An amount in units of 10⁻⁴.
    Amount(i64),
}

/// A value that stands somewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct Sight {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What it says.
    pub says: Says,
}

/// What stands somewhere.
#[derive(Debug, Clone, PartialEq)]
pub enum Says {
    /// A number or words.
    Text(String),
    /// A day, maybe either way round.
    Day(Written),
    /// An amount in units of 10⁻⁴.
    Amount(i64),
}

impl Says {
    /// Whether it is this value; a day may be written either way round, an amount with another sign.
    pub fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::Text(text), Value::Text(value)) => compact(text) == compact(value),
            (Self::Day(day), Value::Day(value)) => {
                [Order::DayFirst, Order::MonthFirst].iter().any(|order| day.day(*order) == Some(*value))
            }
            (Self::Amount(amount), Value::Amount(value)) => amount.abs() == value.abs(),
            _ => false,
        }
    }
}

/// A document laid out once, to look at several places of it.
pub struct Paper {
    sheet: Sheet,
    values: Values,
}

impl Paper {
    /// Lays it out.
    pub fn new(document: &Document) -> Self {
        let sheet = Sheet::new(&layout::join(document));
        let values = Values::new(&sheet, &labels::find(&sheet));
        Self { sheet, values }
    }

    /// What stands at a place.
    pub fn at(&self, anchor: &Anchor) -> Option<Sight> {
        at(&self.sheet, &self.values, anchor)
    }

    /// The places from which a value could be found again.
    pub fn places(&self, field: Field, value: &Value) -> Vec<Anchor> {
        look::places(&self.sheet, &self.values, field, value)
    }
}

/// What stands at a place of a document that is laid out.
pub fn at(sheet: &Sheet, values: &Values, anchor: &Anchor) -> Option<Sight> {
    look::at(sheet, values, anchor)
}

/// Letters and digits alone, in capitals.
pub(crate) fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}
