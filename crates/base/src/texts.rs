//! A list of texts in one column: amenities, pictures, tags.
use schemars::JsonSchema;
use sea_orm::{
    ColIdx, DbErr, QueryResult, TryGetError, TryGetable, Value,
    sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr},
};
use serde::{Deserialize, Serialize};

/// A list of texts; a JSON array as text in the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Texts(pub Vec<String>);

impl From<Texts> for Value {
    fn from(texts: Texts) -> Self {
        Self::String(serde_json::to_string(&texts.0).ok())
    }
}

impl TryGetable for Texts {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        let text = String::try_get_by(row, index)?;
        serde_json::from_str(&text).map_err(|e| TryGetError::DbErr(DbErr::Json(e.to_string())))
    }
}

impl ValueType for Texts {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        match value {
            Value::String(Some(text)) => serde_json::from_str(&text).map_err(|_| ValueTypeErr),
            _ => Err(ValueTypeErr),
        }
    }

    fn type_name() -> String {
        "Texts".into()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl Nullable for Texts {
    fn null() -> Value {
        Value::String(None)
    }
}
