//! Numbers of a loan: exact. They come in as a number or a text, and go out as a text such as `"5.50"`.
use std::borrow::Cow;

use kernel::Money;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

/// The largest amount of a loan: 1,000,000,000.
pub const MOST: Money = Money::from_units(10_000_000_000_000);
/// The largest rate and ratio: 100.
pub const HUNDRED: Money = Money::from_units(1_000_000);

/// A number as it goes out: two decimals, up to four where it has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figure(pub Money);

impl Figure {
    /// A number of ten-thousandths.
    pub fn units(units: i64) -> Self {
        Self(Money::from_units(units))
    }

    /// A number of hundredths, as ratios are kept.
    pub fn hundredths(number: i64) -> Self {
        Self::units(number * 100)
    }
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl JsonSchema for Figure {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Figure".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": r"^[0-9]+\.[0-9]{2,4}$" })
    }
}

/// A sum of amounts, or what is worked out of one, in ten-thousandths of a unit: a JSON number with two to four decimals,
/// as any amount. What no amount can hold (above 922 trillions) is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum(pub i128);

impl std::fmt::Display for Sum {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match i64::try_from(self.0) {
            Ok(units) => Money::from_units(units).fmt(to),
            Err(_) => (self.0 as f64 / 1e4).fmt(to),
        }
    }
}

impl Serialize for Sum {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match i64::try_from(self.0) {
            Ok(units) => Money::from_units(units).serialize(to),
            Err(_) => to.serialize_f64(self.0 as f64 / 1e4),
        }
    }
}

impl JsonSchema for Sum {
    fn inline_schema() -> bool {
        Money::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Money::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Money::json_schema(generator)
    }
}

/// For `#[schemars(with)]`: an amount above nothing, up to [`MOST`].
pub struct Amount;

/// For `#[schemars(with)]`: a number from 0 to [`HUNDRED`].
pub struct UpToHundred;

macro_rules! bounded {
    ($($kind:ident, $name:literal, $least:expr, $most:expr, $pattern:literal;)*) => { $(
        impl JsonSchema for $kind {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({
                    "anyOf": [
                        { "type": "number", "minimum": $least, "maximum": $most },
                        { "type": "string", "pattern": $pattern },
                    ],
                })
            }
        } )*
    };
}

bounded! {
    Amount, "LoanAmount", Money::MIN_POSITIVE, MOST,
        r"^(?=.*[1-9])(1000000000(\.0{1,4})?|[0-9]{1,9}(\.[0-9]{1,4})?)$";
    UpToHundred, "UpToHundred", Money::ZERO, HUNDRED, r"^(100(\.0{1,4})?|[0-9]{1,2}(\.[0-9]{1,4})?)$";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_goes_out_as_text_with_two_decimals() {
        let json = |figure: Figure| serde_json::to_string(&figure).unwrap();
        assert_eq!(json(Figure::units(10_000_000_000)), "\"1000000.00\"");
        assert_eq!(json(Figure::units(55_000)), "\"5.50\"");
        assert_eq!(json(Figure::units(12_345)), "\"1.2345\"");
        assert_eq!(json(Figure::hundredths(250)), "\"2.50\"");
    }

    #[test]
    fn a_sum_goes_out_as_a_number() {
        let json = |units: i128| serde_json::to_string(&Sum(units)).unwrap();
        assert_eq!((json(1_234_567), json(-50_000)), ("123.4567".into(), "-5.00".into()));
        let large: f64 = json(i128::from(i64::MAX) * 10_000).parse().unwrap();
        assert_eq!(large, i64::MAX as f64);
    }
}
