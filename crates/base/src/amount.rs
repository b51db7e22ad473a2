//! Amounts with bounds, so that a whole book of them can be summed.
use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::Money;

/// The largest amount of a single thing: eleven digits before the point.
pub const MOST: Money = Money::from_units(999_999_999_999_999);

/// The same below nothing.
pub const LEAST: Money = Money::from_units(-999_999_999_999_999);

/// For `#[schemars(with)]`: an amount from [`LEAST`] to [`MOST`].
pub struct Signed;

/// For `#[schemars(with)]`: an amount from nothing to [`MOST`].
pub struct FromZero;

/// For `#[schemars(with)]`: an amount above nothing, up to [`MOST`].
pub struct AboveZero;

fn schema(least: Money, pattern: &str) -> Schema {
    json_schema!({
        "anyOf": [
            { "type": "number", "format": "money", "minimum": least, "maximum": MOST },
            { "type": "string", "pattern": pattern },
        ],
    })
}

impl JsonSchema for FromZero {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FromZero".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema(Money::ZERO, r"^[0-9]{1,11}(\.[0-9]{1,4})?$")
    }
}

impl JsonSchema for AboveZero {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "AboveZero".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema(Money::MIN_POSITIVE, r"^(?=.*[1-9])[0-9]{1,11}(\.[0-9]{1,4})?$")
    }
}

impl JsonSchema for Signed {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Signed".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schema(LEAST, r"^-?[0-9]{1,11}(\.[0-9]{1,4})?$")
    }
}
