//! Bulk upload over HTTP.
use aide::{OperationInput, generate::GenContext, openapi::Operation};
use axum::{
    Json,
    body::Body,
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    App, Can, Error, Listed, One, Path, Query, Result, Routes, Slice, Upload, sheet::Download, upload::File,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands::{self, How},
    fault::Fault,
    progress::{Progress, Works},
    store::{self, Kind, Mode, Model, Separator, State},
};
use crate::{
    permissions::{Read, Write},
    portfolio::commands::seen,
};

/// A file with rows.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it describes the form; the parts are read one by one")]
pub struct LoadForm {
    /// A CSV or an XLSX: its first row names the columns, in any order. A CSV is in UTF-8, UTF-16 or Windows-1252, with commas,
    /// semicolons or tabs.
    file: File,
    /// What becomes of it; `mode` of the address where it is left out.
    mode: Option<Mode>,
}

/// What becomes of a file.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct LoadMode {
    /// `accept_valid` keeps the good rows, `all_or_nothing` none where one is bad, `dry_run` none.
    #[serde(default)]
    #[garde(skip)]
    mode: Option<Mode>,
}

/// What became of a file.
#[derive(Serialize, JsonSchema)]
pub struct LoadResult {
    /// Rows below the header.
    pub total_rows: i64,
    /// Rows that were kept; in a dry run, that would be.
    pub successful: i64,
    /// Bad rows.
    pub failed: i64,
    /// The first 1,000 bad rows.
    pub errors: Vec<Fault>,
    /// What was asked for.
    pub mode: Mode,
    /// The run.
    pub load_id: i64,
    /// Where the file with all bad rows is; none without one.
    pub errors_url: Option<String>,
    /// Whether an earlier run of the same file answers: nothing was done now.
    pub repeated: bool,
    /// Whether the run has kept rows.
    pub written: bool,
    /// How long the run took, from the first byte of the file, milliseconds.
    pub took_ms: i64,
    /// How the file is written.
    pub encoding: String,
    /// What divides its fields; none in a spreadsheet.
    pub separator: Option<Separator>,
}

impl LoadResult {
    /// Of a run that is done.
    pub fn of(row: Model, repeated: bool) -> Result<Self> {
        Ok(Self {
            errors: faults(&row)?,
            errors_url: errors_url(&row),
            total_rows: row.total_rows,
            successful: row.successful,
            failed: row.failed,
            mode: row.mode,
            load_id: row.id,
            repeated,
            written: row.written,
            took_ms: row.took_ms.unwrap_or_default(),
            encoding: row.encoding,
            separator: row.separator,
        })
    }
}

fn faults(row: &Model) -> Result<Vec<Fault>> {
    Ok(serde_json::from_str(row.faults.as_deref().unwrap_or("[]"))?)
}

fn errors_url(row: &Model) -> Option<String> {
    let there = row.error_key.is_some();
    there.then(|| format!("/api/v1/portfolios/{}/loads/{}/errors", row.portfolio_id, row.id))
}

/// A run of bulk upload.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Load {
    /// Its number.
    pub id: i64,
    /// Its portfolio.
    pub portfolio_id: i64,
    /// Who sent the file.
    pub user_id: Option<i64>,
    /// What the file brings.
    pub kind: Kind,
    /// What was asked for.
    pub mode: Mode,
    /// How far it is.
    pub state: State,
    /// What its sender calls the file.
    pub file_name: String,
    /// Its length.
    pub bytes: i64,
    /// Of the file, in hexadecimal digits.
    pub sha256: String,
    /// How the file is written.
    pub encoding: String,
    /// What divides its fields; none in a spreadsheet.
    pub separator: Option<Separator>,
    /// Rows below the header.
    pub total_rows: i64,
    /// Rows that were kept; in a dry run, that would be.
    pub successful: i64,
    /// Bad rows.
    pub failed: i64,
    /// Whether it has kept rows.
    pub written: bool,
    /// Why it was broken off.
    pub message: Option<String>,
    /// Where the file with all bad rows is.
    pub errors_url: Option<String>,
    /// How long it took, milliseconds.
    pub took_ms: Option<i64>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was over.
    pub finished_at: Option<DateTime<Utc>>,
}

impl From<Model> for Load {
    fn from(row: Model) -> Self {
        Self {
            errors_url: errors_url(&row),
            id: row.id,
            portfolio_id: row.portfolio_id,
            user_id: row.user_id,
            kind: row.kind,
            mode: row.mode,
            state: row.state,
            file_name: row.file_name,
            bytes: row.bytes,
            sha256: row.sha256,
            encoding: row.encoding,
            separator: row.separator,
            total_rows: row.total_rows,
            successful: row.successful,
            failed: row.failed,
            written: row.written,
            message: row.message,
            took_ms: row.took_ms,
            created_at: row.created_at,
            finished_at: row.finished_at,
        }
    }
}

/// A run with its bad rows.
#[derive(Serialize, JsonSchema)]
pub struct LoadDetail {
    /// The run.
    #[serde(flatten)]
    load: Load,
    /// The first 1,000 bad rows.
    errors: Vec<Fault>,
    /// How far it is, while this server works on it.
    progress: Option<Progress>,
}

/// A run in its portfolio.
#[derive(Deserialize, JsonSchema)]
pub struct LoadPlace {
    /// The portfolio.
    id: i64,
    /// The run.
    load: i64,
}

/// The word by which a client follows its upload.
pub struct LoadKey(Option<String>);

impl FromRequestParts<App> for LoadKey {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let word = parts.headers.get("x-load-key").and_then(|word| word.to_str().ok());
        Ok(Self(word.map(|word| word.chars().take(100).collect())))
    }
}

impl OperationInput for LoadKey {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        let says = "Any word of yours, up to 100 characters: progress, said under the topic credit.load, carries it as `key`.";
        kernel::routes::header(ctx, operation, "X-Load-Key", says);
    }
}

async fn bulk_loans(
    can: Can<Write>,
    id: Path<i64>,
    how: Query<LoadMode>,
    key: LoadKey,
    form: Upload<LoadForm>,
) -> Result<Json<LoadResult>> {
    let how = How { mode: how.0.mode, key: key.0 };
    commands::upload(&can, id.0, Kind::Loans, how, form).await.map(Json)
}

async fn bulk_ratings(
    can: Can<Write>,
    id: Path<i64>,
    how: Query<LoadMode>,
    key: LoadKey,
    form: Upload<LoadForm>,
) -> Result<Json<LoadResult>> {
    let how = How { mode: how.0.mode, key: key.0 };
    commands::upload(&can, id.0, Kind::Ratings, how, form).await.map(Json)
}

async fn list_loads(can: Can<Read>, id: Path<i64>, slice: Query<Slice>) -> Result<Listed<Load>> {
    let portfolio = seen(&can, id.0).await?;
    let (rows, total) = store::page(can.db(), portfolio.id, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: rows.into_iter().map(Load::from).collect(), total })
}

async fn found(can: &Can<Read>, at: &LoadPlace) -> Result<Model> {
    let portfolio = seen(can, at.id).await?;
    let row = store::by_id(can.db(), portfolio.id, at.load).await?;
    row.ok_or_else(|| Error::not_found("Upload not found"))
}

async fn get_load(can: Can<Read>, at: Path<LoadPlace>) -> Result<One<LoadDetail>> {
    let row = found(&can, &at.0).await?;
    let (errors, progress) = (faults(&row)?, Works::of(can.app())?.progress(row.id));
    Ok(One(LoadDetail { load: row.into(), errors, progress }))
}

async fn get_load_errors(can: Can<Read>, at: Path<LoadPlace>) -> Result<Download> {
    let row = found(&can, &at.0).await?;
    let key = row.error_key.ok_or_else(|| Error::not_found("This upload has no file of bad rows"))?;
    let (_, bytes) = can.app().storage.get_stream(&key).await?;
    let name = format!("attachment; filename=\"upload-{}-errors.csv\"", row.id);
    Ok(Download(sent(&name, Body::from_stream(bytes))?))
}

fn sent(name: &str, body: Body) -> Result<Response> {
    let name = HeaderValue::from_str(name).map_err(Error::internal)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], body).into_response())
}

/// The operations of bulk upload.
pub fn routes() -> Routes {
    let one = "/api/v1/portfolios/{id}";
    Routes::new()
        .post(format!("{one}/loans/bulk"), bulk_loans, "Load a file of loans")
        .post(format!("{one}/ratings/bulk"), bulk_ratings, "Load a file of ratings over time")
        .get(format!("{one}/loads"), list_loads, "List the uploads to a portfolio")
        .get(format!("{one}/loads/{{load}}"), get_load, "Get an upload")
        .get(format!("{one}/loads/{{load}}/errors"), get_load_errors, "Get the bad rows of an upload")
}
