//! Invoices over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Can, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid, extract::Object,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, edit,
    extracted::Extracted,
    store::{InvoiceStatus, Model, Source, Stage},
};
use crate::{
    batch::model as batches,
    check::Finding,
    permissions::{Decide, View},
    pipeline::ended::store as ended,
};

/// An invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Invoice {
    /// Its id.
    pub id: i64,
    /// In which batch.
    pub batch_id: i64,
    /// The number of the batch for people.
    pub batch_number: String,
    /// Whose it is.
    pub vendor_id: Option<i64>,
    /// Its file, as its sender calls it.
    pub filename: String,
    /// The key of the file in the storage.
    pub file_path: String,
    /// Its length, bytes.
    pub file_size: i64,
    /// Its type, by its content.
    pub file_type: String,
    /// How it came.
    pub source: Source,
    /// Of one that came by mail: who sent it, and the subject.
    pub origin: Option<String>,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// The last stage that ended.
    pub current_stage: Stage,
    /// How far it is, percent.
    pub progress_percentage: f64,
    /// How often reading it was begun.
    pub attempts: i64,
    /// Why it could not be read.
    pub failure: Option<String>,
    /// What it is: `invoice`, `credit_note`, `debit_note`, `receipt`, `proforma` or `other`.
    pub kind: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its number.
    pub invoice_number: Option<String>,
    /// Its date.
    pub invoice_date: Option<NaiveDate>,
    /// When it is to be paid.
    pub due_date: Option<NaiveDate>,
    /// The number of its vendor in India's goods and services tax.
    pub vendor_gstin: Option<String>,
    /// The number of its vendor for VAT or another tax.
    pub vendor_tax_id: Option<String>,
    /// The name of its vendor.
    pub vendor_name: Option<String>,
    /// To whom it goes.
    pub buyer_name: Option<String>,
    /// His tax number.
    pub buyer_tax_id: Option<String>,
    /// The total with tax.
    pub total_amount: Option<Money>,
    /// The tax.
    pub tax_amount: Option<Money>,
    /// The total before tax.
    pub taxable_amount: Option<Money>,
    /// What is to be paid.
    pub amount_due: Option<Money>,
    /// In which currency.
    pub currency: String,
    /// Whether it is doubtful.
    pub is_flagged: bool,
    /// Why.
    pub flag_reasons: Vec<String>,
    /// How sure one may be, from 0 to 1.
    pub confidence_score: Option<f64>,
    /// Whether it is safe to approve without a look.
    pub auto_accept: bool,
    /// Who brought it: `users.id`.
    pub created_by: i64,
    /// Who is to look at it.
    pub assigned_to: Option<i64>,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was read.
    pub processed_at: Option<DateTime<Utc>>,
    /// When it was approved.
    pub approved_at: Option<DateTime<Utc>>,
    /// When it was rejected.
    pub rejected_at: Option<DateTime<Utc>>,
    /// Who approved it first, where two are needed.
    pub first_approval_by: Option<i64>,
    /// Who decided it.
    pub decided_by: Option<i64>,
    /// When it was exported; from then on decisions stand.
    pub exported_at: Option<DateTime<Utc>>,
}

impl From<Model> for Invoice {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            batch_id: row.batch_id,
            batch_number: batches::number(row.batch_id),
            vendor_id: row.vendor_id,
            filename: row.filename,
            file_path: row.file_path,
            file_size: row.file_size,
            file_type: row.file_type,
            source: row.source,
            origin: row.origin,
            status: row.status,
            current_stage: row.current_stage,
            progress_percentage: row.progress_percentage,
            attempts: row.attempts,
            failure: row.failure,
            kind: row.kind,
            language: row.language,
            invoice_number: row.invoice_number,
            invoice_date: row.invoice_date,
            due_date: row.due_date,
            vendor_gstin: row.vendor_gstin,
            vendor_tax_id: row.vendor_tax_id,
            vendor_name: row.vendor_name,
            buyer_name: row.buyer_name,
            buyer_tax_id: row.buyer_tax_id,
            total_amount: row.total_amount,
            tax_amount: row.tax_amount,
            taxable_amount: row.taxable_amount,
            amount_due: row.amount_due,
            currency: row.currency,
            is_flagged: row.is_flagged,
            flag_reasons: row.flag_reasons.0,
            confidence_score: row.confidence_score,
            auto_accept: row.auto_accept,
            created_by: row.created_by,
            assigned_to: row.assigned_to,
            created_at: row.created_at,
            updated_at: row.updated_at,
            processed_at: row.processed_at,
            approved_at: row.approved_at,
            rejected_at: row.rejected_at,
            first_approval_by: row.first_approval_by,
            decided_by: row.decided_by,
            exported_at: row.exported_at,
        }
    }
}

/// A stage that ended.
#[derive(Serialize, JsonSchema)]
pub struct StageView {
    /// Which.
    pub stage: Stage,
    /// How.
    pub outcome: ended::Outcome,
    /// What there is to say.
    pub detail: Option<String>,
    /// How long it took.
    pub milliseconds: f64,
    /// When.
    pub finished_at: DateTime<Utc>,
}

/// An invoice with all that was read of it and found in it.
#[derive(Serialize, JsonSchema)]
pub struct InvoiceDetail {
    /// The invoice.
    #[serde(flatten)]
    pub invoice: Invoice,
    /// What was read, field by field, with confidence and place.
    pub extracted_data: Option<Extracted>,
    /// The plain text of the file.
    pub ocr_text: Option<String>,
    /// What the rules call errors.
    pub validation_errors: Vec<String>,
    /// How long the reading took, seconds.
    pub processing_time: f64,
    /// What the rules found, the worst first.
    pub findings: Vec<Finding>,
    /// The stages that ended.
    pub stages: Vec<StageView>,
}

/// What may change of an invoice; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct InvoicePatch {
    /// `approved` and `rejected` decide it; `pending` and `processing` have it read again.
    #[garde(skip)]
    pub(crate) status: Given<InvoiceStatus>,
    /// The last stage that ended.
    #[garde(skip)]
    pub(crate) current_stage: Given<Stage>,
    /// How far it is, percent.
    #[garde(range(min = 0.0, max = 100.0))]
    pub(crate) progress_percentage: Given<f64>,
    /// Corrections by the name of the field, as text: `{"invoice_number": "INV-7", "total_amount": "120.00"}`; null
    /// says that it does not stand there.
    #[garde(custom(edit::model::known))]
    #[schemars(extend("properties" = edit::model::schema(), "additionalProperties" = false))]
    pub(crate) fields: Given<std::collections::BTreeMap<String, Option<String>>>,
    /// The same as an object of any shape: the fields that it names are corrected, `lines` are replaced.
    #[garde(skip)]
    pub(crate) extracted_data: Given<Option<Object>>,
    /// Whether it is doubtful.
    #[garde(skip)]
    pub(crate) is_flagged: Given<bool>,
    /// Why.
    #[garde(custom(edit::model::some_reasons))]
    #[schemars(extend("maxItems" = 100))]
    pub(crate) flag_reasons: Given<Option<Vec<String>>>,
}

/// What a person said of a field.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvoiceLabel")]
pub struct Label {
    /// Which field.
    pub field: String,
    /// What was read.
    pub read_value: Option<String>,
    /// What is right.
    pub right_value: Option<String>,
    /// Whether they are the same.
    pub correct: bool,
    /// By correcting the field, or by approving the whole.
    pub source: crate::label::store::Source,
    /// Who said so.
    pub user_id: Option<i64>,
    /// When.
    pub created_at: DateTime<Utc>,
}

async fn get_invoice(can: Can<View>, id: Path<i64>) -> Result<One<InvoiceDetail>> {
    commands::get(&can, id.0).await.map(One)
}

async fn update_invoice(
    can: Can<Decide>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<InvoicePatch>,
) -> Result<One<Invoice>> {
    edit::commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_invoice(can: Can<Decide>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

async fn retry_invoice(can: Can<Decide>, id: Path<i64>) -> Result<One<Invoice>> {
    commands::retry(&can, id.0).await.map(One)
}

async fn list_invoice_labels(can: Can<View>, id: Path<i64>, slice: Query<Slice>) -> Result<Listed<Label>> {
    let (items, total) = commands::labels(&can, id.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    let one = "/api/invoices/{id}";
    Routes::new()
        .get(one, get_invoice, "Get an invoice with all that was read of it")
        .put(one, update_invoice, "Correct an invoice, or move it on")
        .delete(one, delete_invoice, "Delete an invoice and its file")
        .post("/api/invoices/{id}/retry", retry_invoice, "Read an invoice again")
        .get("/api/invoices/{id}/labels", list_invoice_labels, "List what people said of its fields")
        .and(super::page::http::routes())
        .and(super::file::http::routes())
        .and(super::decision::http::routes())
        .and(super::comment::http::routes())
        .and(super::assignee::http::routes())
}
