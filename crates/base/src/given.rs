//! The fields of a patch.
use garde::rules::{
    email::{Email, InvalidEmail},
    length::chars::Chars,
    range::{Bounds, OutOfBounds},
};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Deserializer};

/// A field of a patch: left out, or given. `null` is a value only where `T` is an `Option`.
#[derive(Clone, Debug, PartialEq, PartialOrd)]
pub struct Given<T>(pub Option<T>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

impl<T: JsonSchema> JsonSchema for Given<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> Schema {
        if T::inline_schema() { T::json_schema(generator) } else { generator.subschema_for::<T>() }
    }
}

// A rule holds for what is given; what is left out breaks none.
impl<T: Chars> Chars for Given<T> {
    fn validate_num_chars(&self, min: usize, max: usize) -> Result<(), garde::Error> {
        self.0.as_ref().map_or(Ok(()), |value| value.validate_num_chars(min, max))
    }
}

impl<T: Email> Email for Given<T> {
    fn validate_email(&self) -> Result<(), InvalidEmail> {
        self.0.as_ref().map_or(Ok(()), Email::validate_email)
    }
}

impl<T: Bounds> Bounds for Given<T> {
    type Size = T::Size;
    const MIN: T::Size = T::MIN;
    const MAX: T::Size = T::MAX;

    fn validate_bounds(&self, low: T::Size, high: T::Size) -> Result<(), OutOfBounds> {
        self.0.as_ref().map_or(Ok(()), |value| value.validate_bounds(low, high))
    }
}

impl<T: Into<sea_orm::Value>> sea_orm::IntoActiveValue<T> for Given<T> {
    fn into_active_value(self) -> sea_orm::ActiveValue<T> {
        self.0.map_or(sea_orm::ActiveValue::NotSet, sea_orm::ActiveValue::Set)
    }
}
