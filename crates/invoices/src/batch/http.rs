//! Batches over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Created, Given, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Slice, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, model,
    store::{BatchStatus, Model},
};
use crate::permissions::{Bring, View};

/// A batch of invoices.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Batch {
    /// Its name.
    pub name: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its id.
    pub id: i64,
    /// The number for people.
    pub batch_number: String,
    /// Where it stands.
    pub status: BatchStatus,
    /// How many invoices it holds.
    pub total_invoices: i64,
    /// How many of them are read: completed, approved or rejected.
    pub processed_count: i64,
    /// How many wait.
    pub pending_count: i64,
    /// How many are doubtful.
    pub flagged_count: i64,
    /// How many are approved.
    pub approved_count: i64,
    /// How many are rejected.
    pub rejected_count: i64,
    /// How many could not be read.
    pub failed_count: i64,
    /// The share that is read, percent.
    pub progress_percentage: f64,
    /// How long it was or is under way, seconds.
    pub processing_time: f64,
    /// Who opened it: `users.id`.
    pub created_by: i64,
    /// When it was opened.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When its first invoice came.
    pub started_at: Option<DateTime<Utc>>,
    /// When nothing was left to read.
    pub completed_at: Option<DateTime<Utc>>,
    /// When the rest will be read, if it goes on as it went.
    pub estimated_completion: Option<DateTime<Utc>>,
}

impl Batch {
    /// As it stood when it last changed, so that what is read twice is the same.
    pub fn of(row: Model) -> Self {
        let now = row.updated_at;
        let done = row.processed_count + row.failed_count;
        Self {
            batch_number: model::number(row.id),
            progress_percentage: model::two(model::percent(row.processed_count, row.total_invoices)),
            processing_time: model::processing_time(row.started_at, row.completed_at, now),
            estimated_completion: model::estimated_completion(row.started_at, now, done, row.total_invoices)
                .filter(|_| row.status == BatchStatus::Processing),
            name: row.name,
            description: row.description,
            id: row.id,
            status: row.status,
            total_invoices: row.total_invoices,
            processed_count: row.processed_count,
            pending_count: row.pending_count,
            flagged_count: row.flagged_count,
            approved_count: row.approved_count,
            rejected_count: row.rejected_count,
            failed_count: row.failed_count,
            created_by: row.created_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
            started_at: row.started_at,
            completed_at: row.completed_at,
        }
    }
}

/// A page of batches.
#[derive(Serialize, JsonSchema)]
pub struct BatchPage {
    /// The batches, the newest first.
    pub items: Vec<Batch>,
    /// How many there are in all.
    pub total: u64,
    /// Which page this is.
    pub page: u64,
    /// How many there are to a page.
    pub page_size: u64,
    /// How many pages there are.
    pub pages: u64,
}

/// The counts of a batch.
#[derive(Serialize, JsonSchema)]
#[expect(missing_docs, reason = "see Batch")]
pub struct BatchCounts {
    pub total_invoices: i64,
    pub processed_count: i64,
    pub pending_count: i64,
    pub flagged_count: i64,
    pub approved_count: i64,
    pub rejected_count: i64,
    pub failed_count: i64,
    pub progress_percentage: f64,
}

/// A new batch.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct NewBatch {
    /// Its name.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) name: String,
    /// What it is about.
    #[serde(default)]
    #[garde(length(chars, max = 512))]
    pub(crate) description: Option<String>,
}

/// What may change of a batch; what is left out stays. `paused` stops the reading after the files under way, any
/// other status lets it go on.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct BatchPatch {
    /// Its name.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) name: Given<String>,
    /// What it is about.
    #[garde(length(chars, max = 512))]
    pub(crate) description: Given<Option<String>>,
    /// Where it is to stand. Which of the others it becomes follows from its invoices.
    #[garde(skip)]
    pub(crate) status: Given<BatchStatus>,
}

/// Which batches.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct BatchQuery {
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<BatchStatus>,
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "twenty")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) page_size: u64,
}

pub(crate) fn one() -> u64 {
    1
}

pub(crate) fn twenty() -> u64 {
    20
}

/// A file that was not taken.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RefusedFile {
    /// What its sender calls it.
    pub filename: String,
    /// The status that the upload would have got, had it been alone: 400 or 413.
    #[schemars(range(min = 400, max = 599))]
    pub status: i64,
    /// Why.
    pub detail: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

async fn create_batch(can: Can<Bring>, body: Valid<NewBatch>) -> Result<Created<Batch>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/batches/{}", body.id), body })
}

async fn list_batches(can: Can<View>, query: Query<BatchQuery>) -> Result<axum::Json<BatchPage>> {
    commands::list(&can, query.0).await.map(axum::Json)
}

async fn get_batch(can: Can<View>, id: Path<i64>) -> Result<One<Batch>> {
    commands::get(&can, id.0).await.map(One)
}

async fn update_batch(
    can: Can<Bring>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<BatchPatch>,
) -> Result<One<Batch>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_batch(can: Can<Bring>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

async fn get_batch_status(can: Can<View>, id: Path<i64>) -> Result<One<BatchCounts>> {
    commands::counts(&can, id.0).await.map(One)
}

async fn list_refused_files(
    can: Can<View>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<RefusedFile>> {
    let (items, total) = commands::refused(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    let (all, one) = ("/api/batches", "/api/batches/{id}");
    Routes::new()
        .post(all, create_batch, "Open a batch of invoices")
        .get(all, list_batches, "List batches, the newest first")
        .get(one, get_batch, "Get a batch")
        .put(one, update_batch, "Rename, pause or resume a batch of yours")
        .delete(one, delete_batch, "Delete a batch with its invoices")
        .get("/api/batches/{id}/status", get_batch_status, "Get the counts of a batch")
        .get("/api/batches/{id}/refused", list_refused_files, "List the files that were not taken")
}
