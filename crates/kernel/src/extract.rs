//! What comes in: bodies, queries, paths and preconditions, refused with a 422 that names the field.
use std::time::Duration;

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
use garde::Validate;
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::Value;

pub use base::moment::{Moment, given_time, parse_time, time};
use base::parse::{fault, json, malformed, plain_words};
pub use base::schema::{Object, flag, one_of, only_with};

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
#[derive(Default)]
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
            // The gate is patient with files, and there are none here: a slow form holds no place for long.
            let patience = Duration::from_secs(app.settings.server.request_timeout);
            let read = tokio::time::timeout(patience, parts(request, app)).await;
            read.map_err(|_| Error::bad_request("The form did not arrive in time."))??
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

fn checked<T: Validate<Context = ()>>(value: T, source: &str) -> Result<T> {
    let Err(report) = value.validate() else { return Ok(value) };
    let fault = |(path, error): &(garde::Path, garde::Error)| {
        FieldError::new(source, &path.to_string(), plain_words(error.message()), "invalid")
    };
    Err(Error::fields(report.iter().map(fault).collect()))
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
            Err(e) => {
                let text = e.body_text();
                // A number that can't be parsed says of which type; anything else says what it must be.
                let said = text.rsplit_once(": ").map_or("", |(_, said)| said);
                let number = text.contains(" to a `") || said.is_empty();
                Err(wrong(if number { "must be a whole number" } else { said }))
            }
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
