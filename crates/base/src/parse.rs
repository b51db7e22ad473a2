//! Reading JSON, and explaining what is wrong with it: the field, and what it must be.
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Error, FieldError, Result};

/// 422: what came is not JSON at all.
pub fn malformed(e: &impl std::fmt::Display) -> Error {
    Error::fields(vec![FieldError {
        loc: vec!["body".into()],
        msg: e.to_string(),
        kind: "json_invalid".into(),
    }])
}

/// Parses a JSON body. What goes wrong is explained on a second, slower look.
pub fn json<T: DeserializeOwned + JsonSchema>(body: &[u8]) -> Result<T> {
    // No body says no more than an empty object does.
    let body = if body.is_empty() { b"{}" } else { body };
    let mut first = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize::<_, T>(&mut first);
    // PostgreSQL holds no NUL in a text, and no person writes one.
    let nul = body.windows(6).any(|w| w == b"\\u0000");
    // serde reads a struct from a list of its fields, too; nobody means that.
    let list = body.trim_ascii_start().first() == Some(&b'[');
    if list && parsed.is_ok() && !schemars::schema_for!(T).get("type").is_some_and(|kind| kind == "array") {
        return Err(Error::fields(vec![FieldError::new("body", "", "must be an object", "type_error")]));
    }
    if parsed.is_ok() && first.end().is_ok() && !nul {
        return parsed.map_err(Error::internal);
    }
    let mut value: Value =
        serde_json::from_slice(body).map_err(|e| malformed(&format!("The body is not JSON: {e}")))?;
    if let Some(path) = nul_at(&value, String::new()) {
        let says = "must not contain the character U+0000";
        return Err(Error::fields(vec![FieldError::new("body", &path, says, "invalid")]));
    }
    let e = match parsed {
        Ok(parsed) => return Ok(parsed),
        Err(e) => e,
    };
    let said = e.inner().to_string();
    // JSON Schema counts 1.0 as an integer; serde does not. Nothing else gets a second chance: read from a
    // float, what was refused as inexact would pass.
    if said.contains("floating point") {
        integers(&mut value);
        if let Ok(parsed) = T::deserialize(&value) {
            return Ok(parsed);
        }
    }
    Err(explain::<T>(&value, &e.path().to_string(), &said))
}

fn nul_at(value: &Value, path: String) -> Option<String> {
    let step = |key: String| if path.is_empty() { key } else { format!("{path}.{key}") };
    match value {
        Value::String(s) => s.contains('\0').then_some(path),
        Value::Array(items) => items.iter().enumerate().find_map(|(i, v)| nul_at(v, step(i.to_string()))),
        Value::Object(map) => map.iter().find_map(|(k, v)| {
            if k.contains('\0') { Some(path.clone()) } else { nul_at(v, step(k.clone())) }
        }),
        _ => None,
    }
}

fn integers(value: &mut Value) {
    match value {
        Value::Number(n) if n.is_f64() => {
            let whole = n.as_f64().filter(|f| f.fract() == 0.0 && f.abs() < 9e15);
            if let Some(whole) = whole {
                *value = Value::from(whole as i64);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(integers),
        Value::Object(map) => map.values_mut().for_each(integers),
        _ => {}
    }
}

fn explain<T: JsonSchema>(value: &Value, path: &str, message: &str) -> Error {
    if let (Some(_), Value::Object(given), true) = (missing(message), value, path == "." || path.is_empty()) {
        let schema = schemars::schema_for!(T);
        let required = schema.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
        let absent = required.iter().filter_map(Value::as_str).filter(|key| !given.contains_key(*key));
        let errors =
            absent.map(|key| FieldError::new("body", key, "Field required", "missing")).collect::<Vec<_>>();
        if !errors.is_empty() {
            return Error::fields(errors);
        }
    }
    Error::fields(vec![fault("body", path, message)])
}

fn missing(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// A parser's complaint as a person would say it.
pub fn fault(source: &str, path: &str, message: &str) -> FieldError {
    let path = if path == "." { "" } else { path };
    if let Some(field) = missing(message) {
        let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        return FieldError::new(source, &path, "Field required", "missing");
    }
    let message = message.split(" at line ").next().unwrap_or(message);
    if let Some((_, allowed)) = message
        .split_once("expected one of ")
        .or(message.split_once("variant `").and(message.split_once(", expected ")))
    {
        return FieldError::new(
            source,
            path,
            format!("must be one of: {}", allowed.replace('`', "")),
            "enum",
        );
    }
    let expected = message.rsplit_once("expected ").map_or(message, |(_, what)| what);
    let say = match expected {
        "i64"
        | "i32"
        | "u64"
        | "u32"
        | "u8"
        | "usize"
        | "invalid digit found in string"
        | "cannot parse integer from empty string" => "must be a whole number",
        _ if message.starts_with("number too large") || message.starts_with("number too small") => {
            "is outside of what a whole number can be here"
        }
        "a string" | "string" => "must be a text",
        "a boolean" => "must be true or false",
        "f64" | "f32" => "must be a number",
        "a sequence" => "must be a list",
        _ if expected.starts_with("struct ") || expected == "a map" => "must be an object",
        _ => return FieldError::new(source, path, message.to_owned(), "invalid"),
    };
    FieldError::new(source, path, say, "type_error")
}

/// garde's wording, in ours.
pub fn plain_words(message: &str) -> String {
    let number = |prefix: &str| message.strip_prefix(prefix);
    if let Some(n) = number("length is lower than ") {
        format!("must have at least {n} characters")
    } else if let Some(n) = number("length is greater than ") {
        format!("must have at most {n} characters")
    } else if let Some(n) = number("lower than ") {
        format!("must be at least {n}")
    } else if let Some(n) = number("greater than ") {
        format!("must be at most {n}")
    } else {
        message.to_owned()
    }
}
