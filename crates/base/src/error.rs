//! The one error of the edge: RFC 9457 problem details, written for the person who reads it.
use std::borrow::Cow;

use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as ApiResponse, SchemaObject, StatusCode as ApiCode},
};
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use schemars::JsonSchema;
use sea_orm::{DbErr, RuntimeErr, SqlErr, sqlx};
use serde::Serialize;
use serde_json::Value;

/// The result of everything that can be refused or fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

tokio::task_local! {
    /// The id of the request that this task answers; see [`crate::server`].
    pub static REQUEST_ID: String;
}

/// The id of the request under way, or an empty string outside of one.
pub fn request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

/// A refusal or a failure. Build it with the constructor that names the case.
#[derive(Debug)]
pub struct Error {
    /// The HTTP status of the answer.
    pub status: StatusCode,
    /// What went wrong and what to do, in a sentence. Never holds internals.
    pub detail: Cow<'static, str>,
    /// The fields at fault, for a 422.
    pub errors: Vec<FieldError>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u64>,
    /// What the log gets to know, and the caller does not.
    cause: Option<String>,
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct FieldError {
    /// Where: `["body", "limit"]`, `["query", "page"]`, `["path", "id"]`.
    pub loc: Vec<Value>,
    /// What is wrong, naming the allowed values.
    pub msg: String,
    /// A word for programs: `missing`, `invalid`, `type_error`, `json_invalid`.
    #[serde(rename = "type")]
    pub kind: Cow<'static, str>,
}

impl FieldError {
    /// A fault in the field at `path` (dots and `[0]` separate its steps) of the `source` (`body`, `query`, `path`).
    pub fn new(source: &str, path: &str, msg: impl Into<String>, kind: &'static str) -> Self {
        let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
        let step = |s: &str| s.parse::<u64>().map_or_else(|_| Value::from(s), Value::from);
        let loc = std::iter::once(Value::from(source)).chain(steps.map(step)).collect();
        Self { loc, msg: msg.into(), kind: kind.into() }
    }
}

/// The body of every error answer (`application/problem+json`).
#[derive(Serialize, JsonSchema)]
pub struct Problem {
    /// A URI for the kind of problem; `about:blank` means that the status says it all.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The name of the status.
    title: &'static str,
    /// The HTTP status.
    #[schemars(range(min = 400, max = 599))]
    status: u16,
    /// What went wrong and what to do.
    detail: Cow<'static, str>,
    /// The fields at fault (422 only).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldError>,
    /// The id under which the server's log knows this request.
    request_id: String,
}

macro_rules! cases {
    ($($(#[$doc:meta])* $name:ident = $status:ident;)*) => { $(
        $(#[$doc])*
        pub fn $name(detail: impl Into<Cow<'static, str>>) -> Self {
            Self::new(StatusCode::$status, detail)
        } )*
    };
}

impl Error {
    /// Any other status, with its detail.
    pub fn new(status: StatusCode, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { status, detail: detail.into(), errors: vec![], retry_after: None, cause: None }
    }

    cases! {
        /// 400: the request makes no sense in the present state of things.
        bad_request = BAD_REQUEST;
        /// 401: nobody, or not who he says.
        unauthenticated = UNAUTHORIZED;
        /// 403: somebody without the right.
        forbidden = FORBIDDEN;
        /// 404: there is no such thing.
        not_found = NOT_FOUND;
        /// 409: somebody else was faster.
        conflict = CONFLICT;
        /// 412: the caller's copy is stale.
        stale = PRECONDITION_FAILED;
        /// 413: more bytes than the limit.
        too_large = PAYLOAD_TOO_LARGE;
    }

    /// 422 about one field of the body.
    pub fn invalid(field: &str, msg: impl Into<String>) -> Self {
        Self::fields(vec![FieldError::new("body", field, msg, "invalid")])
    }

    /// 422 about several fields.
    pub fn fields(errors: Vec<FieldError>) -> Self {
        let say = |e: &FieldError| {
            let path = e.loc.iter().skip(1).map(|v| v.as_str().map_or_else(|| v.to_string(), str::to_owned));
            let path = path.collect::<Vec<_>>().join(".");
            if path.is_empty() { e.msg.clone() } else { format!("{path}: {}", e.msg) }
        };
        let detail = errors.iter().map(say).collect::<Vec<_>>().join("; ");
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, detail) }
    }

    /// 429: too many requests; come back after `seconds`.
    pub fn too_many(detail: impl Into<Cow<'static, str>>, seconds: u64) -> Self {
        Self { retry_after: Some(seconds.max(1)), ..Self::new(StatusCode::TOO_MANY_REQUESTS, detail) }
    }

    /// 503: this server can't take it now; come back after `seconds`.
    pub fn busy(detail: impl Into<Cow<'static, str>>, seconds: u64) -> Self {
        Self { retry_after: Some(seconds.max(1)), ..Self::new(StatusCode::SERVICE_UNAVAILABLE, detail) }
    }

    /// 500: our fault. The caller learns the request id, the log learns the cause.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        let detail = "Something went wrong on our side. Please report the request id.";
        Self { cause: Some(cause.to_string()), ..Self::new(StatusCode::INTERNAL_SERVER_ERROR, detail) }
    }

    /// What only the log may say.
    pub fn cause(&self) -> Option<&str> {
        self.cause.as_deref()
    }

    fn with_cause(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.status.as_u16(), self.detail)?;
        self.cause.iter().try_for_each(|cause| write!(f, " ({cause})"))
    }
}

impl std::error::Error for Error {}

impl From<DbErr> for Error {
    fn from(e: DbErr) -> Self {
        match e.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => {
                return Self::conflict("This exists already.").with_cause(e);
            }
            Some(SqlErr::ForeignKeyConstraintViolation(_)) => {
                return Self::conflict("Something else refers to this, or what it refers to is gone.")
                    .with_cause(e);
            }
            _ => {}
        }
        match e {
            DbErr::RecordNotFound(_) | DbErr::RecordNotUpdated => Self::not_found("Not found").with_cause(e),
            DbErr::ConnectionAcquire(_) | DbErr::Conn(_) => {
                Self::busy("The database does not answer. Please try again.", 2).with_cause(e)
            }
            e if is_unavailable(&e) => {
                Self::busy("The database does not answer. Please try again.", 2).with_cause(e)
            }
            e => Self::internal(e),
        }
    }
}

/// Whether the database, rather than the statement, is at fault: worth trying again later.
fn is_unavailable(e: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(e)) | DbErr::Query(RuntimeErr::SqlxError(e))) = e else {
        return false;
    };
    match e.as_ref() {
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // PostgreSQL: connection trouble, out of resources, shutting down, deadlock, serialisation.
        // SQLite: busy, locked, read-only, I/O error, full, can't open (extended codes keep these in the low byte).
        sqlx::Error::Database(e) => e.code().is_some_and(|code| {
            ["08", "53", "57P", "40"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                || code
                    .parse::<u32>()
                    .is_ok_and(|n| code.len() < 5 && [5, 6, 8, 10, 13, 14].contains(&(n & 0xff)))
        }),
        _ => false,
    }
}

impl From<serde_json::Error> for Error {
    fn from(e: serde_json::Error) -> Self {
        Self::internal(e)
    }
}

impl From<std::io::Error> for Error {
    fn from(e: std::io::Error) -> Self {
        Self::internal(e)
    }
}

impl Error {
    /// The body of the answer; the log learns what it is to know. For answers that begin before they fail.
    pub fn into_problem(self, request_id: &str) -> Problem {
        if self.status.is_server_error() {
            tracing::error!(%request_id, status = self.status.as_u16(), cause = self.cause.as_deref().unwrap_or(""), "{}", self.detail);
        } else if let Some(cause) = &self.cause {
            tracing::debug!(%request_id, cause, "{}", self.detail);
        }
        Problem {
            kind: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: self.detail,
            errors: self.errors,
            request_id: request_id.to_owned(),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (status, retry_after) = (self.status, self.retry_after);
        let body = serde_json::to_vec(&self.into_problem(&request_id())).unwrap_or_default();
        let mut answer = (status, body).into_response();
        let headers = answer.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        answer
    }
}

/// An answer with a problem in it, for the API document.
pub fn problem(ctx: &mut GenContext, says: &str) -> ApiResponse {
    let json_schema = ctx.schema.subschema_for::<Problem>();
    let media = MediaType {
        schema: Some(SchemaObject { json_schema, external_docs: None, example: None }),
        ..Default::default()
    };
    ApiResponse {
        description: says.to_owned(),
        content: [("application/problem+json".to_owned(), media)].into_iter().collect(),
        ..Default::default()
    }
}

impl OperationOutput for Error {
    type Inner = Problem;

    fn operation_response(ctx: &mut GenContext, _: &mut Operation) -> Option<ApiResponse> {
        Some(problem(ctx, "Any other refusal."))
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<ApiCode>, ApiResponse)> {
        Self::operation_response(ctx, operation).map(|r| (None, r)).into_iter().collect()
    }
}
