//! What comes in: bodies, queries, paths and preconditions, refused with a 422 that names the field.
use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, Response, StatusCode as Code},
};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, RawPathParams, Request},
    http::{HeaderMap, StatusCode, header, request::Parts},
};
use garde::{
    Validate,
    rules::{
        email::{Email, InvalidEmail},
        length::chars::Chars,
        range::{Bounds, OutOfBounds},
    },
};
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{App, Error, FieldError, Result, routes};

/// A JSON body: parsed, checked against its rules, documented.
pub struct Valid<T>(pub T);

/// The same, which may also come as a form (`application/x-www-form-urlencoded` or `multipart/form-data`).
pub struct JsonOrForm<T>(pub T);

/// The query string, parsed and checked.
pub struct Query<T>(pub T);

/// The parameters in the path: one value, or a struct with their names.
pub struct Path<T>(pub T);

/// `If-Match`: the caller's copy must still be the present one.
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// 412 unless the caller named no copy, or this one.
    pub fn check(&self, etag: &str) -> Result<()> {
        match self.0.as_deref() {
            None | Some("*") => Ok(()),
            Some(list) if list.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag) => Ok(()),
            Some(_) => Err(Error::stale(
                "Somebody changed this since you read it. Read it again, then repeat your change.",
            )),
        }
    }
}

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

/// For `#[serde(deserialize_with)]`: a query flag as people write it.
pub fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.to_ascii_lowercase().as_str() {
        "true" | "1" | "yes" | "on" => Ok(Some(true)),
        "false" | "0" | "no" | "off" => Ok(Some(false)),
        _ => Err(serde::de::Error::custom("must be true or false")),
    }
}

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
        let naive = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$";
        schemars::json_schema!({
            "type": "string",
            "anyOf": [{"format": "date-time"}, {"format": "date"}, {"pattern": naive}],
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

impl<T: DeserializeOwned + JsonSchema + Validate<Context = ()> + Send> FromRequest<App> for Valid<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let body = bytes(request, app).await?;
        checked(json::<T>(&body)?, "body").map(Self)
    }
}

impl<T: DeserializeOwned + JsonSchema + Validate<Context = ()> + Send> FromRequest<App> for JsonOrForm<T> {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or("")
            .to_lowercase();
        let fields = if kind.starts_with("application/x-www-form-urlencoded") {
            let body = bytes(request, app).await?;
            let fields = serde_urlencoded::from_bytes::<Vec<(String, String)>>(&body);
            fields.map_err(|e| malformed(&e))?
        } else if kind.starts_with("multipart/form-data") {
            parts(request, app).await?
        } else {
            let body = bytes(request, app).await?;
            return checked(json::<T>(&body)?, "body").map(Self);
        };
        let object =
            Value::Object(fields.into_iter().map(|(key, value)| (key, Value::from(value))).collect());
        checked(json::<T>(object.to_string().as_bytes())?, "body").map(Self)
    }
}

async fn parts(request: Request, app: &App) -> Result<Vec<(String, String)>> {
    let mut form = Multipart::from_request(request, app).await.map_err(|e| malformed(&e))?;
    let mut fields = vec![];
    while let Some(field) = form.next_field().await.map_err(|e| malformed(&e))? {
        let name = field.name().unwrap_or_default().to_owned();
        fields.push((name, field.text().await.map_err(|e| malformed(&e))?));
    }
    Ok(fields)
}

async fn bytes(request: Request, app: &App) -> Result<Bytes> {
    Bytes::from_request(request, app).await.map_err(|e| match e.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            Error::too_large(format!("The body is larger than {} bytes.", app.settings.server.body_limit))
        }
        _ => Error::bad_request("The body did not arrive whole."),
    })
}

fn malformed(e: &impl std::fmt::Display) -> Error {
    Error::fields(vec![FieldError {
        loc: vec!["body".into()],
        msg: e.to_string(),
        kind: "json_invalid".into(),
    }])
}

/// Parses a JSON body. What goes wrong is explained on a second, slower look.
fn json<T: DeserializeOwned + JsonSchema>(body: &[u8]) -> Result<T> {
    // No body says no more than an empty object does.
    let body = if body.is_empty() { b"{}" } else { body };
    let mut first = serde_json::Deserializer::from_slice(body);
    let parsed = serde_path_to_error::deserialize::<_, T>(&mut first);
    // PostgreSQL holds no NUL in a text, and no person writes one.
    let nul = body.windows(6).any(|w| w == b"\\u0000");
    let error = match parsed {
        Ok(value) if first.end().is_ok() && !nul => return Ok(value),
        Ok(_) => None,
        Err(e) => Some(e),
    };
    let mut value: Value =
        serde_json::from_slice(body).map_err(|e| malformed(&format!("The body is not JSON: {e}")))?;
    if let Some(path) = nul_at(&value, String::new()) {
        return Err(Error::fields(vec![FieldError::new(
            "body",
            &path,
            "must not contain the character U+0000",
            "invalid",
        )]));
    }
    // JSON Schema counts 1.0 as an integer; serde does not.
    integers(&mut value);
    match (T::deserialize(&value), error) {
        (Ok(parsed), _) => Ok(parsed),
        (Err(e), None) => Err(malformed(&e)),
        (Err(_), Some(e)) => Err(explain::<T>(&value, &e.path().to_string(), &e.inner().to_string())),
    }
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
fn fault(source: &str, path: &str, message: &str) -> FieldError {
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

fn checked<T: Validate<Context = ()>>(value: T, source: &str) -> Result<T> {
    let Err(report) = value.validate() else { return Ok(value) };
    let fault = |(path, error): &(garde::Path, garde::Error)| {
        FieldError::new(source, &path.to_string(), plain_words(error.message()), "invalid")
    };
    Err(Error::fields(report.iter().map(fault).collect()))
}

/// garde's wording, in ours.
fn plain_words(message: &str) -> String {
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

impl<T: DeserializeOwned + Validate<Context = ()> + Send> FromRequestParts<App> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let text = parts.uri.query().unwrap_or_default();
        if text.contains("%00") {
            return Err(Error::fields(vec![FieldError::new(
                "query",
                "",
                "must not contain the character U+0000",
                "invalid",
            )]));
        }
        let pairs = serde_urlencoded::Deserializer::new(form(text));
        let parsed = serde_path_to_error::deserialize::<_, T>(pairs);
        let value = parsed.map_err(|e| {
            Error::fields(vec![fault("query", &e.path().to_string(), &e.inner().to_string())])
        })?;
        checked(value, "query").map(Self)
    }
}

fn form(text: &str) -> form_urlencoded::Parse<'_> {
    form_urlencoded::parse(text.as_bytes())
}

impl<T: DeserializeOwned + Send> FromRequestParts<App> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let names = RawPathParams::from_request_parts(parts, app).await.ok();
        let names = names
            .iter()
            .flat_map(|p| p.iter().map(|(k, v)| (k.to_owned(), v.to_owned())))
            .collect::<Vec<_>>();
        let wrong = |msg: &str| {
            let name = names
                .iter()
                .find(|(_, v)| v.contains('\0'))
                .or(names.first())
                .map_or("", |(k, _)| k.as_str());
            Error::fields(vec![FieldError::new("path", name, msg, "invalid")])
        };
        if names.iter().any(|(_, v)| v.contains('\0')) {
            return Err(wrong("must not contain the character U+0000"));
        }
        match axum::extract::Path::<T>::from_request_parts(parts, app).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(e) if e.body_text().contains("UTF-8") => Err(wrong("must be UTF-8")),
            Err(_) => Err(wrong("must be a whole number")),
        }
    }
}

impl FromRequestParts<App> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self(if_match(&parts.headers)))
    }
}

fn if_match(headers: &HeaderMap) -> Option<String> {
    headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

impl<T: JsonSchema> OperationInput for Valid<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        routes::body::<T>(ctx, operation, &["application/json"]);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[413, 422])
    }
}

impl<T: JsonSchema> OperationInput for JsonOrForm<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let kinds = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"];
        routes::body::<T>(ctx, operation, &kinds);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[413, 422])
    }
}

impl<T: JsonSchema> OperationInput for Query<T> {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        routes::query::<T>(ctx, operation);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[422])
    }
}

impl<T: JsonSchema> OperationInput for Path<T> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        routes::path::<T>(operation);
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[404, 422])
    }
}

impl OperationInput for IfMatch {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        routes::header(
            ctx,
            operation,
            "If-Match",
            "The ETag of the copy that you changed; 412 when it is stale.",
        );
    }

    fn inferred_early_responses(ctx: &mut GenContext, _: &mut Operation) -> Vec<(Option<Code>, Response)> {
        routes::refusals(ctx, &[412])
    }
}

/// A JSON object of unknown shape.
pub type Object = Map<String, Value>;
