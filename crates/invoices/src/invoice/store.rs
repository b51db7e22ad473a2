//! Invoices in the database.
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result, texts::Texts};
use schemars::JsonSchema;
use sea_orm::{ExprTrait, Iterable, QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// Where an invoice stands.
    InvoiceStatus { Pending, Processing, Completed, Failed, Approved, Rejected }
}

words! {
    /// The stages of reading an invoice, in this order.
    #[derive(PartialOrd, Ord)]
    #[schemars(rename = "InvoiceStage")]
    Stage { Upload, Ocr, Extraction, Validation, Arithmetic, Duplication, Flagging, Review }
}

words! {
    /// How an invoice came.
    #[schemars(rename = "IntakeSource")]
    Source { Upload, Folder, Maildir, Imap }
}

/// An invoice.
#[derive(Clone, Debug, PartialEq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "invoices")]
#[expect(missing_docs, reason = "the contract names them; see http::Invoice")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub batch_id: i64,
    pub vendor_id: Option<i64>,
    pub created_by: i64,
    pub assigned_to: Option<i64>,
    pub source: Source,
    /// Of a mail: who sent it, and its subject.
    pub origin: Option<String>,
    pub filename: String,
    pub file_path: String,
    pub file_size: i64,
    pub file_type: String,
    pub sha256: String,
    pub status: InvoiceStatus,
    pub current_stage: Stage,
    pub progress_percentage: f64,
    /// How often reading it was begun; also names the run that may write its result.
    pub attempts: i64,
    pub failure: Option<String>,
    pub kind: Option<String>,
    pub language: Option<String>,
    pub invoice_number: Option<String>,
    pub number_key: Option<String>,
    pub invoice_date: Option<NaiveDate>,
    pub due_date: Option<NaiveDate>,
    pub vendor_gstin: Option<String>,
    pub vendor_tax_id: Option<String>,
    pub vendor_name: Option<String>,
    pub buyer_name: Option<String>,
    pub buyer_tax_id: Option<String>,
    pub total_amount: Option<Money>,
    pub tax_amount: Option<Money>,
    pub taxable_amount: Option<Money>,
    pub amount_due: Option<Money>,
    pub currency: String,
    pub account_key: Option<String>,
    pub irn: Option<String>,
    /// [`super::extracted::Extracted`] as JSON.
    pub extracted: Option<String>,
    pub is_flagged: bool,
    pub flag_reasons: Texts,
    pub confidence_score: Option<f64>,
    pub auto_accept: bool,
    pub validation_errors: Texts,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub processed_at: Option<DateTime<Utc>>,
    pub processing_seconds: Option<f64>,
    pub approved_at: Option<DateTime<Utc>>,
    pub rejected_at: Option<DateTime<Utc>>,
    pub first_approval_by: Option<i64>,
    pub decided_by: Option<i64>,
    pub export_id: Option<i64>,
    pub exported_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Invoice not found")
}

/// The invoice with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// These invoices, in the order of their numbers.
pub async fn many(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).all(db).await?)
}

/// The same, locked. Lock their batches first.
pub async fn lock_all(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<Model>> {
    let these = Entity::find().filter(Column::Id.is_in(ids.iter().copied()));
    Ok(these.order_by_asc(Column::Id).lock_exclusive().all(db).await?)
}

/// In which batches these invoices are.
pub async fn batches_of(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<i64>> {
    let these = Entity::find().select_only().column(Column::BatchId).distinct();
    let these = these.filter(Column::Id.is_in(ids.iter().copied())).order_by_asc(Column::BatchId);
    Ok(these.into_tuple().all(db).await?)
}

/// Those of the owner's invoices that were made of these bytes.
pub async fn of_hashes(db: &impl ConnectionTrait, owner: i64, hashes: &[String]) -> Result<Vec<Model>> {
    let own = Entity::find().filter(Column::CreatedBy.eq(owner));
    let these = own.filter(Column::Sha256.is_in(hashes.iter().map(String::as_str)));
    Ok(these.order_by_asc(Column::Id).all(db).await?)
}

/// Enters new invoices; bytes that their owner brought before make no second one.
pub async fn enter(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    for rows in rows.chunks(400) {
        Entity::insert_many(rows.to_vec())
            .on_conflict(OnConflict::columns([Column::CreatedBy, Column::Sha256]).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Writes these invoices, which are locked, as they are now.
pub async fn save_all(db: &impl ConnectionTrait, rows: &[Model]) -> Result<()> {
    let fixed = |column: &Column| {
        use Column::{
            BatchId, CreatedAt, CreatedBy, FilePath, FileSize, FileType, Filename, Id, Origin, Sha256, Source,
        };
        let fixed = [
            Id, BatchId, CreatedBy, Source, Origin, Filename, FilePath, FileSize, FileType, Sha256, CreatedAt,
        ];
        !fixed.iter().any(|one| one.as_str() == column.as_str())
    };
    // Fewer bound values than either database allows in one statement.
    for rows in rows.chunks(400) {
        let mut known = OnConflict::column(Column::Id);
        Entity::insert_many(rows.iter().map(|row| ActiveModel::from(row.clone())))
            .on_conflict(known.update_columns(Column::iter().filter(fixed)).to_owned())
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// The invoices of a batch that wait to be read.
pub async fn waiting_in(db: &impl ConnectionTrait, batch_id: i64) -> Result<Vec<i64>> {
    let these = Entity::find().select_only().column(Column::Id).filter(Column::BatchId.eq(batch_id));
    let these = these.filter(Column::Status.eq(InvoiceStatus::Pending));
    Ok(these.order_by_asc(Column::Id).into_tuple().all(db).await?)
}

/// Invoices that wait or are under way, and of which nothing was heard since then: id, batch and attempts.
pub async fn quiet_since(
    db: &impl ConnectionTrait,
    since: DateTime<Utc>,
    most: u64,
) -> Result<Vec<(i64, i64, i64)>> {
    let open = Column::Status.is_in([InvoiceStatus::Pending, InvoiceStatus::Processing]);
    let these = Entity::find().select_only().columns([Column::Id, Column::BatchId, Column::Attempts]);
    let these = these.filter(open.and(Column::UpdatedAt.lt(since))).order_by_asc(Column::Id).limit(most);
    Ok(these.into_tuple().all(db).await?)
}

/// What goes with a batch: the files and vendors of its invoices, and how many were exported.
#[derive(Debug, Default)]
pub struct Held {
    /// Keys in the storage.
    pub files: Vec<String>,
    /// Vendors.
    pub vendors: Vec<i64>,
    /// How many were exported.
    pub exported: usize,
}

/// See [`Held`].
pub async fn kept_in(db: &impl ConnectionTrait, batch_id: i64) -> Result<Held> {
    let these = Entity::find().select_only().column(Column::FilePath).column(Column::VendorId);
    let these = these.column(Column::ExportedAt).filter(Column::BatchId.eq(batch_id));
    let rows: Vec<(String, Option<i64>, Option<DateTime<Utc>>)> = these.into_tuple().all(db).await?;
    let mut held = Held { exported: rows.iter().filter(|row| row.2.is_some()).count(), ..Held::default() };
    for (file, vendor, _) in rows {
        held.files.push(file);
        held.vendors.extend(vendor);
    }
    Ok(held)
}

/// Removes an invoice and, by the database itself, all that belongs to it.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Which of these keys of the storage an invoice has.
pub async fn known_files(db: &impl ConnectionTrait, keys: &[String]) -> Result<Vec<String>> {
    let these = Entity::find().select_only().column(Column::FilePath);
    let these = these.filter(Column::FilePath.is_in(keys.iter().map(String::as_str)));
    Ok(these.into_tuple().all(db).await?)
}
