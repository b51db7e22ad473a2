//! Ratings and statuses as they come in: any spelling is read, one is kept.
use std::borrow::Cow;

use risk::{scale::Rating, status::Status};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How a loan is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LoanStatus(pub Status);

/// A notch from AAA to D.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notch(pub Rating);

/// A notch, or `NR` for a loan that is no longer rated: what a history holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry(pub Rating);

/// What is said of a status that is none.
pub const STATUS_WORDS: &str = "Status must be one of: Performing, Watch List, Non-Performing, Defaulted";
/// What is said of a rating that is none.
pub const RATING_WORDS: &str = "Credit rating must be one of: AAA, AA+, AA, AA-, A+, A, A-, BBB+, BBB, BBB-, BB+, BB, BB-, B+, B, B-, CCC+, CCC, CCC-, CC, C, D";

macro_rules! words {
    ($($kind:ident, $read:path, $wrong:expr, $name:literal, $schema:expr;)*) => { $(
        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                $read(&text).map(Self).ok_or_else(|| de::Error::custom($wrong))
            }
        }

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.0.name())
            }
        }

        impl JsonSchema for $kind {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                $schema
            }
        } )*
    };
}

fn notches() -> Vec<&'static str> {
    Rating::ALL.iter().map(|rating| rating.name()).collect()
}

words! {
    LoanStatus, Status::parse, STATUS_WORDS, "LoanStatus",
        json_schema!({ "type": "string", "enum": Status::ALL.map(Status::name) });
    Notch, Rating::parse, RATING_WORDS, "Notch", json_schema!({ "type": "string", "enum": notches() });
    Entry, Rating::parse_or_withdrawn, format!("{RATING_WORDS}, NR"), "Entry",
        json_schema!({ "type": "string", "enum": with_withdrawn() });
}

fn with_withdrawn() -> Vec<&'static str> {
    notches().into_iter().chain(["NR"]).collect()
}

impl Notch {
    /// As the database keeps it.
    pub fn number(self) -> i16 {
        i16::from(self.0.notch())
    }
}

/// The rating behind a number of the database.
pub fn rating(number: i16) -> Rating {
    u8::try_from(number).map_or(Rating::WITHDRAWN, Rating)
}

/// The status behind a text of the database, whose CHECK lets nothing else pass.
pub fn status(text: &str) -> Status {
    Status::parse(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_spelling_is_read_and_one_is_kept() {
        let status = |text: &str| serde_json::from_value::<LoanStatus>(text.into());
        for (text, kept) in [
            ("watch_list", "\"Watch List\""),
            ("DEFAULTED", "\"Defaulted\""),
            ("non-performing", "\"Non-Performing\""),
        ] {
            assert_eq!(serde_json::to_string(&status(text).unwrap()).unwrap(), kept);
        }
        assert!(status("late").unwrap_err().to_string().contains("Watch List, Non-Performing"));
        let notch = |text: &str| serde_json::from_value::<Notch>(text.into());
        assert_eq!(notch(" bbb + ").unwrap().number(), 7);
        assert!(notch("NR").unwrap_err().to_string().contains("AAA, AA+"));
        assert_eq!(serde_json::from_value::<Entry>("nr".into()).unwrap().0, Rating::WITHDRAWN);
        assert_eq!((rating(255), rating(21)), (Rating::WITHDRAWN, Rating::D));
    }
}
