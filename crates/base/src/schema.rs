//! Schemas as they are said to programs, and the small shapes that many bodies share.
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value, json};

/// For `#[serde(deserialize_with)]`: a query flag as people write it.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(Some(true)),
        "false" | "0" | "no" | "off" => Ok(Some(false)),
        _ => Err(serde::de::Error::custom("must be true or false")),
    }
}

/// A query can leave a parameter out, but not send `null`.
pub fn without_null(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if let Some(Value::Array(kinds)) = object.get_mut("type") {
        kinds.retain(|kind| kind != "null");
        if let [only] = kinds.as_slice() {
            let only = only.clone();
            object.insert("type".into(), only);
        }
    }
    if let Some(Value::Array(values)) = object.get_mut("enum") {
        values.retain(|value| !value.is_null());
    }
    if let Some(Value::Array(any)) = object.get_mut("anyOf") {
        any.retain(|one| one.get("type").is_none_or(|kind| kind != "null"));
        if let [only] = any.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            object.extend(only.as_object().cloned().unwrap_or_default());
        }
    }
}

/// An amount may come as text, whose bounds only a pattern can say: those that the number has.
pub fn honest_amounts(schema: &mut Value) {
    let Some(object) = schema.as_object_mut() else { return };
    if object.get("format").is_some_and(|format| format == "money") && object.contains_key("pattern") {
        let pattern = match object.get("minimum").and_then(Value::as_f64) {
            Some(least) if least > 0.0 => r"^(?=.*[1-9])[0-9]{1,14}(\.[0-9]{1,4})?$",
            Some(_) => r"^[0-9]{1,14}(\.[0-9]{1,4})?$",
            None => r"^-?[0-9]{1,14}(\.[0-9]{1,4})?$",
        };
        object.insert("pattern".into(), pattern.into());
    }
    object.values_mut().for_each(honest_amounts);
}

/// For `#[schemars(extend("anyOf" = …))]`: at least one of these texts is given.
pub fn one_of(names: &[&str]) -> Value {
    let given = |name: &&str| json!({ "required": [name], "properties": { *name: { "type": "string" } } });
    names.iter().map(given).collect()
}

/// For `#[schemars(extend("anyOf" = …))]`: none of `these` without one of `those`.
pub fn only_with(these: &[&str], those: &[&str]) -> Value {
    let absent = these.iter().map(|name| ((*name).to_owned(), json!({ "type": "null" }))).collect::<Object>();
    let mut any = one_of(those);
    if let Some(any) = any.as_array_mut() {
        any.push(json!({ "properties": absent }));
    }
    any
}

/// A JSON object of unknown shape.
pub type Object = Map<String, Value>;
