//! Times as people and programs write them.
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Deserializer};

use crate::Given;

/// For `#[serde(deserialize_with)]`: RFC 3339 with any offset, or naive = UTC, or a bare date = midnight UTC.
pub fn time<'de, D: Deserializer<'de>>(deserializer: D) -> Result<chrono::DateTime<chrono::Utc>, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_time(&text).ok_or_else(|| {
        serde::de::Error::custom("must be a time such as 2026-12-31T10:30:00Z, or a date such as 2026-12-31")
    })
}

/// The same for a field of a patch.
pub fn given_time<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Given<chrono::DateTime<chrono::Utc>>, D::Error> {
    time(deserializer).map(|at| Given(Some(at)))
}

/// For `#[schemars(with)]`: what [`time`] reads.
pub struct Moment;

impl JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        // Days that every month has: a pattern does not know the calendar.
        let day = r"(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])";
        let naive = format!(r"^{day}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{{1,9}})?)?$");
        schemars::json_schema!({
            "type": "string",
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}, {"type": "string", "pattern": naive}],
        })
    }
}

/// See [`time`].
pub fn parse_time(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, SubsecRound, Utc};
    let naive = |format| NaiveDateTime::parse_from_str(text, format).ok().map(|naive| naive.and_utc());
    let parsed = DateTime::parse_from_rfc3339(text).ok().map(|at| at.with_timezone(&Utc));
    let parsed = parsed.or_else(|| naive("%Y-%m-%dT%H:%M:%S%.f")).or_else(|| naive("%Y-%m-%dT%H:%M"));
    let day = || Some(NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0)?.and_utc());
    parsed.or_else(day).filter(|at| (1..=9999).contains(&at.year())).map(|at| at.trunc_subsecs(6))
}
