//! Days in bodies and queries: `2027-06-30`.
use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de};

/// A day as it comes in, written with four, two and two digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub NaiveDate);

/// The day that `text` names; none unless it is written in full, in a year that both databases hold.
pub fn parse(text: &str) -> Option<NaiveDate> {
    let number = |digits: &[u8]| {
        let digit = |sum: Option<u32>, byte: &u8| match byte {
            b'0'..=b'9' => Some(sum? * 10 + u32::from(byte - b'0')),
            _ => None,
        };
        digits.iter().fold(Some(0), digit)
    };
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text.as_bytes() else { return None };
    let year = number(&[a, b, c, d]).filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(&[e, f])?, number(&[g, h])?)
}

/// Days from 0001-01-01 to 1970-01-01, plus one.
const EPOCH: i32 = 719_163;

/// The number of a day, counted from 1970-01-01: what figures work with.
pub fn number(day: NaiveDate) -> i32 {
    day.num_days_from_ce() - EPOCH
}

/// The day of a number; the last day there is for what lies past it.
pub fn of(number: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(number.saturating_add(EPOCH)).unwrap_or(NaiveDate::MAX)
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        parse(&text).map(Self).ok_or_else(|| de::Error::custom("must be a day such as 2027-06-30"))
    }
}

impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "CreditDay".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_a_number() {
        for (text, day) in [("1970-01-01", 0), ("2000-03-01", 11_017), ("9999-12-31", 2_932_896)] {
            assert_eq!((number(parse(text).unwrap()), of(day).to_string().as_str()), (day, text));
        }
    }

    #[test]
    fn a_day_is_written_in_full() {
        assert_eq!(parse("2028-02-29").unwrap().to_string(), "2028-02-29");
        for wrong in
            ["2027-02-29", "2027-6-30", "27-06-30", "+2027-06-3", "0000-01-01", "2027-06-30 ", "", "x"]
        {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
