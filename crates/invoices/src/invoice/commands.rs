//! Showing, handing on, reading again and deleting invoices.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Order, Result, Slice, page::etag};

use super::{
    decision::commands::guarded,
    file::commands::REMOVE_FILES,
    http::{Invoice, InvoiceDetail, Label, StageView},
    model,
    store::{self, InvoiceStatus, Model, Stage},
};
use crate::{
    batch::{commands as batches, store as batch_rows},
    check::store as findings,
    events, label,
    permissions::{self, Decide, View},
    pipeline::{document::store as documents, ended::store as ended, run},
    vendor::commands as vendors,
};

/// 403 of an invoice of somebody else.
pub const NOT_YOURS: &str = "You don't have access to this invoice";

/// The invoice, if the caller sees it.
pub async fn seen(caller: &Caller, id: i64) -> Result<Model> {
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    permissions::check(caller, row.created_by, NOT_YOURS)?;
    Ok(row)
}

/// The same for a change: its batch and itself locked, in this order.
pub async fn held(caller: &Caller, change: &Change, id: i64) -> Result<Model> {
    let batch = store::batches_of(change.db(), &[id]).await?;
    batch_rows::lock_all(change.db(), &batch).await?;
    let row = store::lock_all(change.db(), &[id]).await?.pop().ok_or_else(store::missing)?;
    permissions::check(caller, row.created_by, NOT_YOURS)?;
    Ok(row)
}

/// An invoice with all that was read of it and found in it.
pub async fn get(can: &Can<View>, id: i64) -> Result<InvoiceDetail> {
    detail(can, seen(can, id).await?).await
}

/// The same of a row.
pub async fn detail(caller: &Caller, row: Model) -> Result<InvoiceDetail> {
    let stage = |row: ended::Model| StageView {
        stage: row.stage,
        outcome: row.outcome,
        detail: row.detail,
        milliseconds: row.milliseconds,
        finished_at: row.finished_at,
    };
    Ok(InvoiceDetail {
        extracted_data: row.extracted.as_deref().and_then(|json| serde_json::from_str(json).ok()),
        ocr_text: documents::text_of(caller.db(), row.id).await?,
        validation_errors: row.validation_errors.0.clone(),
        processing_time: model::processing_time(row.created_at, row.processed_at),
        findings: findings::of(caller.db(), row.id).await?,
        stages: ended::of(caller.db(), row.id).await?.into_iter().map(stage).collect(),
        invoice: row.into(),
    })
}

/// 412 unless the caller's copy, short or whole, is the present one.
pub async fn matches(caller: &Caller, if_match: &IfMatch, row: &Model) -> Result<()> {
    if if_match.check(&etag(&Invoice::from(row.clone()))).is_ok() {
        return Ok(());
    }
    if_match.check(&etag(&detail(caller, row.clone()).await?))
}

/// Ends a change of one invoice: it is written, counted and told.
pub async fn finish(change: Change, before: &Model, row: Model, act: Act) -> Result<Invoice> {
    let mut change = change;
    store::save_all(change.db(), std::slice::from_ref(&row)).await?;
    let whose = [before.vendor_id, row.vendor_id].into_iter().flatten().collect::<Vec<_>>();
    vendors::settle(&change, &whose).await?;
    batches::recount(&mut change, &[row.batch_id]).await?;
    let (old, new) = (Invoice::from(before.clone()), Invoice::from(row));
    events::tell(&mut change, events::INVOICE_CHANGED, new.created_by, &new)?;
    change.commit(act.on(format!("invoice:{}", new.id)).before(&old).after(&new)).await?;
    Ok(new)
}

/// Deletes an invoice, and after it its file.
pub async fn delete(can: &Can<Decide>, id: i64, if_match: &IfMatch) -> Result<()> {
    let row = seen(can, id).await?;
    matches(can, if_match, &row).await?;
    let mut change = can.change().await?;
    let row = held(can, &change, id).await?;
    if row.exported_at.is_some() {
        return Err(Error::conflict("This invoice was exported already, and its record must stay."));
    }
    store::delete(change.db(), id).await?;
    vendors::settle(&change, &row.vendor_id.into_iter().collect::<Vec<_>>()).await?;
    batches::recount(&mut change, &[row.batch_id]).await?;
    change.enqueue(Order::new(REMOVE_FILES, &[&row.file_path])?);
    let gone = serde_json::json!({ "id": id, "batch_id": row.batch_id, "deleted": true });
    events::tell(&mut change, events::INVOICE_CHANGED, row.created_by, &gone)?;
    let says = format!("Deleted {}", row.filename);
    let act = Act::new("delete_invoice").on(format!("invoice:{id}"));
    change.commit(act.saying(says).before(&Invoice::from(row))).await
}

/// Puts a row back to its beginning, to be read again.
pub fn anew(row: &mut Model) {
    row.status = InvoiceStatus::Pending;
    row.current_stage = Stage::Upload;
    row.progress_percentage = 0.0;
    row.failure = None;
    row.processed_at = None;
    row.processing_seconds = None;
    row.auto_accept = false;
}

/// Has an invoice read again. What people corrected stays.
pub async fn retry(can: &Can<Decide>, id: i64) -> Result<Invoice> {
    let mut change = can.change().await?;
    let before = held(can, &change, id).await?;
    guarded(&before)?;
    let mut row = before.clone();
    anew(&mut row);
    row.updated_at = change.now();
    ended::forget(change.db(), &[id]).await?;
    run::enqueue(&mut change, &[id])?;
    let act = Act::new("retry_invoice").saying(format!("Has {} read again", row.filename));
    finish(change, &before, row, act).await
}

/// What people corrected, the newest first.
pub async fn labels(can: &Can<View>, id: i64, slice: Slice) -> Result<(Vec<Label>, u64)> {
    seen(can, id).await?;
    let (rows, total) = label::store::page(can.db(), id, slice.skip, slice.limit).await?;
    let view = |row: label::store::Model| Label {
        field: row.field,
        read_value: row.read_value,
        right_value: row.right_value,
        correct: row.correct,
        source: row.source,
        user_id: row.user_id,
        created_at: row.created_at,
    };
    Ok((rows.into_iter().map(view).collect(), total))
}
