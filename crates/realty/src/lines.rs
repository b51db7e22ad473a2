//! A list of short texts as it comes in: addresses of files, names of people, tags.
use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};

use kernel::texts::Texts;

/// How many there may be.
pub const MOST: usize = 50;
/// How long each may be, in characters.
pub const LONGEST: usize = 1000;

/// At most 50 texts of 1 to 1,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lines(pub Vec<String>);

impl From<Lines> for Texts {
    fn from(lines: Lines) -> Self {
        Self(lines.0)
    }
}

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let lines = Vec::<String>::deserialize(deserializer)?;
        if lines.len() > MOST {
            return Err(D::Error::custom(format!("must have at most {MOST} entries")));
        }
        if lines.iter().any(|line| !(1..=LONGEST).contains(&line.chars().count())) {
            return Err(D::Error::custom(format!("entries must have 1 to {LONGEST} characters")));
        }
        Ok(Self(lines))
    }
}

impl JsonSchema for Lines {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Lines".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let entry = json_schema!({ "type": "string", "minLength": 1, "maxLength": LONGEST });
        json_schema!({ "type": "array", "maxItems": MOST, "items": entry })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_their_entries_have_bounds() {
        let read = |lines: Vec<String>| serde_json::from_value::<Lines>(lines.into());
        assert_eq!(read(vec!["a".into()]).expect("a list").0, ["a"]);
        read(vec!["a".repeat(LONGEST); MOST]).expect("a long list");
        for wrong in [vec!["a".into(); MOST + 1], vec!["a".repeat(LONGEST + 1)], vec![String::new()]] {
            read(wrong).expect_err("refused");
        }
    }
}
