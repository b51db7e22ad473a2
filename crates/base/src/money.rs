//! Exact money: whole units of 10⁻⁴, a BIGINT in both databases, a JSON number on the wire.
use std::{borrow::Cow, fmt, str::FromStr};

use garde::rules::range::{Bounds, OutOfBounds};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use sea_orm::DeriveValueType;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::{Value, value::RawValue};

use crate::Error;

/// An amount, without its currency, in units of 10⁻⁴: `500.00` is 5,000,000 units. Never a float.
///
/// Text and JSON show 2 decimals, up to 4 where the amount has them: `500.00`, `0.125`, `0.1234`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, DeriveValueType)]
pub struct Money(i64);

/// How to get rid of what is smaller than the last decimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To the nearest, a tie to the even neighbour (bankers' rounding): the default of statements.
    HalfEven,
    /// To the nearest, a tie away from zero (commercial rounding).
    HalfUp,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// Why there is no such amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    /// The text is no decimal number.
    NotDecimal,
    /// It has more than 4 decimals.
    TooPrecise,
    /// It does not fit into ±922,337,203,685,477.5807.
    Overflow,
    /// A ratio or a split by nothing.
    ByZero,
}

impl Money {
    /// Units in 1.00.
    pub const SCALE: i64 = 10_000;
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The smallest amount above zero: 0.0001.
    pub const MIN_POSITIVE: Self = Self(1);

    /// The amount of `units` × 10⁻⁴.
    pub const fn from_units(units: i64) -> Self {
        Self(units)
    }

    /// The amount in units of 10⁻⁴.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// The sum of two.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_add(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The difference of two.
    pub fn checked_sub(self, other: Self) -> Result<Self, MoneyError> {
        self.0.checked_sub(other.0).map(Self).ok_or(MoneyError::Overflow)
    }

    /// The amount with the other sign.
    pub fn checked_neg(self) -> Result<Self, MoneyError> {
        self.0.checked_neg().map(Self).ok_or(MoneyError::Overflow)
    }

    /// The sum of many. Only the end result has to fit, not each step on the way.
    pub fn try_sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, MoneyError> {
        fit(amounts.into_iter().map(|m| i128::from(m.0)).sum())
    }

    /// This amount × `num` / `den`, rounded once, to 4 decimals: `(5, 100)` is 5 percent of it.
    pub fn mul_ratio(self, num: i64, den: i64, rounding: Rounding) -> Result<Self, MoneyError> {
        fit(divide(i128::from(self.0) * i128::from(num), i128::from(den), rounding)?)
    }

    /// This amount rounded to `decimals` (0 to 4).
    pub fn round_to(self, decimals: u32, rounding: Rounding) -> Result<Self, MoneyError> {
        let step = 10i128.pow(4u32.checked_sub(decimals).ok_or(MoneyError::TooPrecise)?);
        fit(divide(self.0.into(), step, rounding)? * step)
    }

    /// What share of `whole` this is, in percent, for showing; `None` of nothing.
    pub fn percent_of(self, whole: Self) -> Option<f64> {
        (whole.0 != 0).then(|| self.0 as f64 / whole.0 as f64 * 100.0)
    }

    /// This amount split by `weights`; the parts sum to the whole. What division leaves over goes, step by
    /// step, to the largest remainders, the earlier part first. A step is 0.01 where the whole has 2 decimals.
    pub fn allocate(self, weights: &[u64]) -> Result<Vec<Self>, MoneyError> {
        let step = if self.0 % 100 == 0 { 100 } else { 1 };
        let (whole, sign) = (u128::from(self.0.unsigned_abs()) / step, i128::from(self.0.signum()));
        let total: u128 = weights.iter().map(|w| u128::from(*w)).sum();
        if total == 0 {
            return Err(MoneyError::ByZero);
        }
        let product = |w: &u64| whole * u128::from(*w);
        let mut parts: Vec<u128> = weights.iter().map(|w| product(w) / total).collect();
        let left = whole - parts.iter().sum::<u128>();
        let mut order: Vec<usize> = (0..weights.len()).collect();
        order.sort_by_key(|i| std::cmp::Reverse(product(&weights[*i]) % total)); // stable: ties stay in order
        order.into_iter().take(left as usize).for_each(|i| parts[i] += 1);
        parts.into_iter().map(|part| fit(sign * (part * step) as i128)).collect()
    }
}

fn fit(units: i128) -> Result<Money, MoneyError> {
    i64::try_from(units).map(Money).map_err(|_| MoneyError::Overflow)
}

fn divide(num: i128, den: i128, rounding: Rounding) -> Result<i128, MoneyError> {
    if den == 0 {
        return Err(MoneyError::ByZero);
    }
    let (quotient, twice) = (num / den, (num % den).unsigned_abs() * 2);
    let away = match (rounding, twice.cmp(&den.unsigned_abs())) {
        _ if twice == 0 => false,
        (Rounding::Down, _) => false,
        (Rounding::Up, _) => true,
        (_, std::cmp::Ordering::Equal) => rounding == Rounding::HalfUp || quotient % 2 != 0,
        (_, order) => order.is_gt(),
    };
    Ok(if away { quotient + num.signum() * den.signum() } else { quotient })
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotDecimal => "not an amount; write it like 1234.50, without spaces or separators",
            Self::TooPrecise => "an amount has at most 4 decimals",
            Self::Overflow => "the amount is too large",
            Self::ByZero => "can't divide an amount by zero",
        })
    }
}

impl std::error::Error for MoneyError {}

impl From<MoneyError> for Error {
    fn from(e: MoneyError) -> Self {
        Self::new(axum::http::StatusCode::UNPROCESSABLE_ENTITY, e.to_string())
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, units) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let decimals = format!("{:04}", units % 10_000);
        let shown = decimals.trim_end_matches('0').len().max(2);
        write!(f, "{sign}{}.{}", units / 10_000, &decimals[..shown])
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(fraction) {
            return Err(MoneyError::NotDecimal);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > 4 {
            return Err(MoneyError::TooPrecise);
        }
        let whole: i64 = whole.parse().map_err(|_| MoneyError::Overflow)?;
        let fraction: i128 = format!("{fraction:0<4}").parse().map_err(|_| MoneyError::NotDecimal)?;
        fit(sign * (i128::from(whole) * i128::from(Self::SCALE) + fraction))
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(self.to_string()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // serde_json hands over a number's own text, which a float would round, to whoever asks by this name;
        // every other deserializer takes it for the name of a newtype, and tells what it has.
        deserializer.deserialize_newtype_struct("$serde_json::private::RawValue", Visitor)
    }
}

struct Visitor;

const EXPECTED: &str = "an amount: a number or a numeric string with at most 4 decimals";

impl<'a> de::Visitor<'a> for Visitor {
    type Value = Money;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(EXPECTED)
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Money, E> {
        fit(i128::from(whole) * 10_000).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Money, E> {
        fit(i128::from(whole) * 10_000).map_err(E::custom)
    }

    fn visit_newtype_struct<D: Deserializer<'a>>(self, deserializer: D) -> Result<Money, D::Error> {
        deserializer.deserialize_any(self)
    }

    /// JSON's own text: a number, a string, or what is no amount.
    fn visit_map<A: de::MapAccess<'a>>(self, mut map: A) -> Result<Money, A::Error> {
        use de::Error;
        let Some((_, text)) = map.next_entry::<String, String>()? else {
            return Err(A::Error::custom(EXPECTED));
        };
        match text.as_bytes().first() {
            Some(b'"') => {
                let text = serde_json::from_str::<String>(&text).map_err(A::Error::custom)?;
                text.parse().map_err(A::Error::custom)
            }
            Some(b'-' | b'0'..=b'9') if text.contains(['e', 'E']) => {
                self.visit_f64(text.parse().map_err(A::Error::custom)?)
            }
            Some(b'-' | b'0'..=b'9') => text.parse().map_err(A::Error::custom),
            _ => Err(A::Error::custom(format_args!("must be {EXPECTED}"))),
        }
    }

    /// Below 2³⁹, and up to 15 digits, a float lies nearest to one amount only, and its shortest text is that amount.
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Money, E> {
        let text = number.to_string(); // NaN and the infinities are words, hence refused
        let digits = text.trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
        let amount = text.parse().map_err(E::custom)?;
        if digits > 15 && number.abs() >= (1u64 << 39) as f64 {
            return Err(E::custom("too many digits for an exact JSON number; send it as a string"));
        }
        Ok(amount)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Money, E> {
        text.parse().map_err(E::custom)
    }
}

impl From<Money> for Value {
    fn from(amount: Money) -> Self {
        serde_json::to_value(amount).unwrap_or_default()
    }
}

impl JsonSchema for Money {
    fn inline_schema() -> bool {
        true // else the bounds of #[garde(range)] are dropped from the schema
    }

    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }

    /// A number in answers; in requests, also a numeric string.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        if generator.contract().is_serialize() {
            return json_schema!({"type": "number", "format": "money"});
        }
        let pattern = r"^-?[0-9]+(\.[0-9]{1,4})?$";
        let most = i64::MAX / Self::SCALE;
        json_schema!({"type": ["number", "string"], "format": "money", "maximum": most, "pattern": pattern})
    }
}

impl Bounds for Money {
    type Size = Self;
    const MIN: Self = Self(i64::MIN);
    const MAX: Self = Self(i64::MAX);

    fn validate_bounds(&self, low: Self, high: Self) -> Result<(), OutOfBounds> {
        let over = if *self > high { Err(OutOfBounds::Upper) } else { Ok(()) };
        if *self < low { Err(OutOfBounds::Lower) } else { over }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(json: &str) -> Result<Money, String> {
        serde_json::from_str(json).map_err(|e| e.to_string())
    }

    #[test]
    fn text_and_json_are_exact() {
        for s in ["0.00", "1.2345", "-0.0001", "0.125", "922337203685477.5807", "-922337203685477.5808"] {
            let amount: Money = s.parse().unwrap();
            assert_eq!((amount.to_string(), serde_json::to_string(&amount).unwrap()), (s.into(), s.into()));
        }
        let input = ["5e2", "-7", r#""0.1""#, "549755813887.9999"].map(|json| read(json).unwrap().0);
        assert_eq!(input, [5_000_000, -70_000, 1_000, (1 << 39) * 10_000 - 1]);
    }

    #[test]
    fn refuses_in_plain_words() {
        let refused = |json: &str, why| assert!(read(json).unwrap_err().contains(why), "{json}");
        "0.12345 1e-5 0.30000000000000004".split(' ').for_each(|json| refused(json, "at most 4 decimals"));
        "922337203685478 18446744073709551615".split(' ').for_each(|json| refused(json, "too large"));
        refused("500000000000.00001", "at most 4 decimals");
        refused("true", "a number or a numeric string");
        for s in ["", "-", " 1", "1 ", "+1", ".5", "1.", "1e400", "NaN", "1,5", "1.2.3", "--1", "١"] {
            assert_eq!(s.parse::<Money>(), Err(MoneyError::NotDecimal), "{s}");
        }
        assert_eq!("99999999999999999999".parse::<Money>(), Err(MoneyError::Overflow));
        assert!(Money::deserialize(de::value::F64Deserializer::<de::value::Error>::new(f64::NAN)).is_err());
    }

    #[test]
    fn rounds_by_name() {
        let all = [Rounding::HalfEven, Rounding::HalfUp, Rounding::Down, Rounding::Up];
        let half = |units| all.map(|rounding| Money(units).mul_ratio(1, 2, rounding).unwrap().0);
        assert_eq!((half(5), half(-7)), ([2, 3, 2, 3], [-4, -4, -3, -4]));
        assert_eq!(all.map(|r| Money(12_351).round_to(2, r).unwrap().0), [12_400, 12_400, 12_300, 12_400]);
        assert_eq!(Money::ZERO.mul_ratio(1, 0, Rounding::Down), Err(MoneyError::ByZero));
        assert_eq!(Money(i64::MAX).checked_add(Money::MIN_POSITIVE), Err(MoneyError::Overflow));
        assert_eq!(Money(100_000).allocate(&[1; 3]), Ok(vec![Money(33_400), Money(33_300), Money(33_300)]));
    }

    proptest! {
        #[test]
        fn text_round_trips_and_parts_sum_to_the_whole(units: i64, weights in prop::collection::vec(1u64.., 1..9)) {
            prop_assert_eq!(Money(units).to_string().parse(), Ok(Money(units)));
            prop_assert_eq!(Money(units).allocate(&weights).map(Money::try_sum), Ok(Ok(Money(units))));
        }

        #[test]
        fn json_round_trips(units in -(1i64 << 39) * 10_000 + 1..(1i64 << 39) * 10_000) {
            prop_assert_eq!(read(&serde_json::to_string(&Money(units)).unwrap()), Ok(Money(units)));
            prop_assert_eq!(serde_json::from_value::<Money>(Money(units).into()).unwrap(), Money(units));
        }
    }
}
