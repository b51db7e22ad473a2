//! Batches in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{QueryOrder, QuerySelect, Statement, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// Where a batch stands.
    BatchStatus { Created, Processing, Completed, Failed, Paused }
}

/// A batch. Its counts follow from its invoices: see [`recount`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_batches")]
#[expect(missing_docs, reason = "the contract names them; see http::Batch")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub name: String,
    pub description: Option<String>,
    pub status: BatchStatus,
    pub total_invoices: i64,
    pub processed_count: i64,
    pub pending_count: i64,
    pub flagged_count: i64,
    pub approved_count: i64,
    pub rejected_count: i64,
    pub failed_count: i64,
    pub created_by: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub started_at: Option<DateTime<Utc>>,
    pub completed_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Batch not found")
}

/// The batch with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The batch, locked: before any of its invoices, by whoever changes one, so that its counts are right.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// These batches, locked in the order of their numbers.
pub async fn lock_all(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).lock_exclusive().all(db).await?)
}

/// These batches.
pub async fn many(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).all(db).await?)
}

/// A page of batches, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    owner: Option<i64>,
    status: Option<BatchStatus>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find();
    if let Some(owner) = owner {
        all = all.filter(Column::CreatedBy.eq(owner));
    }
    if let Some(status) = status {
        all = all.filter(Column::Status.eq(status));
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// Removes a batch and, by the database itself, all that belongs to it.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Counts these batches anew, and makes their status follow: nothing open and something read means completed,
/// nothing read means failed; a paused one stays so while something is open, and an empty one stays as it is. Lock them
/// first.
pub async fn recount(db: &impl ConnectionTrait, ids: &[i64], now: DateTime<Utc>) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let places = (2..ids.len() + 2).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let count = |what: &str| format!("SUM(CASE WHEN {what} THEN 1 ELSE 0 END)");
    let counts = [
        ("processed", count("i.status IN ('completed', 'approved', 'rejected')")),
        ("pending", count("i.status = 'pending'")),
        ("open", count("i.status IN ('pending', 'processing')")),
        ("flagged", count("i.is_flagged")),
        ("approved", count("i.status = 'approved'")),
        ("rejected", count("i.status = 'rejected'")),
        ("failed", count("i.status = 'failed'")),
    ];
    let counts = counts.iter().map(|(name, sum)| format!("{sum} AS {name}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "UPDATE invoice_batches SET total_invoices = c.total, processed_count = c.processed, \
         pending_count = c.pending, flagged_count = c.flagged, approved_count = c.approved, \
         rejected_count = c.rejected, failed_count = c.failed, updated_at = $1, \
         status = CASE WHEN c.open > 0 THEN (CASE WHEN invoice_batches.status = 'paused' THEN 'paused' ELSE 'processing' END) \
           WHEN c.total = 0 THEN invoice_batches.status \
           WHEN c.processed = 0 THEN 'failed' ELSE 'completed' END, \
         started_at = CASE WHEN c.total = 0 THEN NULL ELSE COALESCE(invoice_batches.started_at, $1) END, \
         completed_at = CASE WHEN c.open > 0 OR c.total = 0 THEN NULL ELSE COALESCE(invoice_batches.completed_at, $1) END \
         FROM (SELECT b.id AS batch, COUNT(i.id) AS total, {counts} FROM invoice_batches b \
           LEFT JOIN invoices i ON i.batch_id = b.id WHERE b.id IN ({places}) GROUP BY b.id) c \
         WHERE invoice_batches.id = c.batch"
    );
    let values = std::iter::once(Value::from(now)).chain(ids.iter().map(|id| Value::from(*id)));
    db.execute_raw(Statement::from_sql_and_values(db.get_database_backend(), &sql, values)).await?;
    Ok(())
}
