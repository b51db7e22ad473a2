//! A day as people write it: `2026-12-31`, in a year that both databases know.
use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};

/// A day of a body or a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let day = text.parse::<NaiveDate>().ok().filter(|day| (1..=9999).contains(&day.year()));
        // The parser takes 2026-1-1 and +2026-01-01, too; the document does not.
        let plain = day.filter(|day| day.to_string() == text);
        plain.map(Self).ok_or_else(|| D::Error::custom("must be a day such as 2026-12-31"))
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A moment as people read it: `5 April 2026, 10:00 UTC`.
pub fn spoken(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%-d %B %Y, %H:%M UTC").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_four_two_and_two_digits() {
        let read = |text: &str| serde_json::from_value::<Day>(text.into()).map(|day| day.0.to_string());
        assert_eq!(read("2024-02-29").expect("a day"), "2024-02-29");
        for wrong in ["2023-02-29", "2026-1-1", "+2026-01-01", "10000-01-01", "-0001-01-01", "", "x"] {
            assert!(read(wrong).expect_err("refused").to_string().contains("2026-12-31"), "{wrong}");
        }
    }
}
