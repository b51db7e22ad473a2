//! A calendar month: `YYYY-MM` in text, JSON and both databases, so that text order is time order.
use std::{borrow::Cow, fmt, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A month of the years 1900 to 9999; a TEXT column of 7 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub struct Month(NaiveDate); // its first day

/// The text is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAMonth;

impl Month {
    /// The month of a year (1900 to 9999) by its number (1 to 12).
    pub fn new(year: i32, month: u32) -> Result<Self, NotAMonth> {
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| (1900..=9999).contains(&year));
        first.map(Self).ok_or(NotAMonth)
    }

    /// The month that `date` lies in; an error outside of 1900 to 9999.
    pub fn of(date: NaiveDate) -> Result<Self, NotAMonth> {
        Self::new(date.year(), date.month())
    }

    /// The year, 1900 to 9999.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The number of the month, 1 to 12.
    pub fn number(self) -> u32 {
        self.0.month()
    }

    /// The month after; `None` after 9999-12.
    pub fn next(self) -> Option<Self> {
        self.0.checked_add_months(Months::new(1)).and_then(|first| Self::of(first).ok())
    }

    /// The month before; `None` before 1900-01.
    pub fn prev(self) -> Option<Self> {
        self.0.checked_sub_months(Months::new(1)).and_then(|first| Self::of(first).ok())
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.0 + Months::new(1) - Days::new(1) // chrono reaches far beyond 9999
    }
}

impl fmt::Display for NotAMonth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a month as YYYY-MM, e.g. 2026-11")
    }
}

impl std::error::Error for NotAMonth {}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        match text.split_once('-') {
            Some((year, month)) if year.len() == 4 && month.len() == 2 && digits(year) && digits(month) => {
                Self::new(year.parse().map_err(|_| NotAMonth)?, month.parse().map_err(|_| NotAMonth)?)
            }
            _ => Err(NotAMonth),
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(|e| de::Error::custom(format_args!("not a month: give {e}")))
    }
}

impl JsonSchema for Month {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let pattern = "^(19|[2-9][0-9])[0-9]{2}-(0[1-9]|1[0-2])$";
        json_schema!({"type": "string", "pattern": pattern, "examples": ["2026-11"]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Month {
        text.parse().unwrap()
    }

    #[test]
    fn text_is_order() {
        let (month, last) = (read("2024-02"), read("9999-12"));
        assert_eq!(
            [month.first_day(), month.last_day()].map(|d| d.to_string()),
            ["2024-02-01", "2024-02-29"]
        );
        assert_eq!(
            (month.next().and_then(Month::prev), read("2026-12").next()),
            (Some(month), Some(read("2027-01")))
        );
        assert_eq!((last.next(), last.last_day().day(), read("1900-01").prev()), (None, 31, None));
        assert_eq!(serde_json::from_str::<Month>(&serde_json::to_string(&month).unwrap()).unwrap(), month);
        assert!(month < last && month.to_string() < last.to_string());
    }

    #[test]
    fn refuses_in_plain_words() {
        for text in "2026 2026-13 2026-00 1899-12 10000-01 2026-1 +226-01 2026-11-01 26-011 - x".split(' ') {
            assert_eq!(text.parse::<Month>(), Err(NotAMonth), "{text}");
        }
        let said = serde_json::from_str::<Month>("\"11/2026\"").unwrap_err().to_string();
        assert!(said.contains("YYYY-MM, e.g. 2026-11"), "{said}");
    }
}
