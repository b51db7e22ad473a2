//! Opening, changing and deleting batches.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Order, Result, Slice, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{
    http::{Batch, BatchCounts, BatchPage, BatchPatch, BatchQuery, NewBatch, RefusedFile},
    model,
    store::{self, BatchStatus, Model},
};
use crate::{
    events,
    intake::store as refusals,
    invoice::{file::commands::REMOVE_FILES, store as invoices},
    permissions::{self, Bring, View},
    pipeline::run,
    vendor::commands as vendors,
};

/// 403 of the contract.
pub const NOT_YOURS: &str = "You don't have access to this batch";

/// Opens a batch.
pub async fn create(can: &Can<Bring>, new: NewBatch) -> Result<Batch> {
    let mut change = can.change().await?;
    let batch = open(&mut change, can.user_id, new.name, new.description).await?;
    change.commit_recorded().await?;
    Ok(batch)
}

/// Opens a batch of this owner within a change.
pub async fn open(
    change: &mut Change,
    owner: i64,
    name: String,
    description: Option<String>,
) -> Result<Batch> {
    let row = store::ActiveModel {
        name: Set(name),
        description: Set(description),
        status: Set(BatchStatus::Created),
        total_invoices: Set(0),
        processed_count: Set(0),
        pending_count: Set(0),
        flagged_count: Set(0),
        approved_count: Set(0),
        rejected_count: Set(0),
        failed_count: Set(0),
        created_by: Set(owner),
        created_at: Set(change.now()),
        updated_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    let batch = Batch::of(row);
    events::tell(change, events::BATCH_CHANGED, owner, &batch)?;
    let act = Act::new("create_invoice_batch").on(&batch.batch_number).after(&batch);
    change.record(act.saying(format!("Opened {}", batch.name)));
    Ok(batch)
}

/// The batches that the caller sees.
pub async fn list(can: &Can<View>, query: BatchQuery) -> Result<BatchPage> {
    let skip = (query.page - 1) * query.page_size;
    let (rows, total) =
        store::page(can.db(), permissions::scope(can), query.status, skip, query.page_size).await?;
    Ok(BatchPage {
        items: rows.into_iter().map(Batch::of).collect(),
        total,
        page: query.page,
        page_size: query.page_size,
        pages: total.div_ceil(query.page_size),
    })
}

/// The batch, if the caller sees it.
pub async fn seen(caller: &Caller, id: i64) -> Result<Model> {
    let row = store::by_id(caller.db(), id).await?.ok_or_else(store::missing)?;
    permissions::check(caller, row.created_by, NOT_YOURS)?;
    Ok(row)
}

/// A batch.
pub async fn get(can: &Can<View>, id: i64) -> Result<Batch> {
    seen(can, id).await.map(Batch::of)
}

/// The counts of a batch. They are right at any time: every change of an invoice counts anew.
pub async fn counts(can: &Can<View>, id: i64) -> Result<BatchCounts> {
    let batch = get(can, id).await?;
    Ok(BatchCounts {
        total_invoices: batch.total_invoices,
        processed_count: batch.processed_count,
        pending_count: batch.pending_count,
        flagged_count: batch.flagged_count,
        approved_count: batch.approved_count,
        rejected_count: batch.rejected_count,
        failed_count: batch.failed_count,
        progress_percentage: batch.progress_percentage,
    })
}

/// The files that were not taken.
pub async fn refused(can: &Can<View>, id: i64, slice: Slice) -> Result<(Vec<RefusedFile>, u64)> {
    seen(can, id).await?;
    let (rows, total) = refusals::page(can.db(), id, slice.skip, slice.limit).await?;
    let view = |row: refusals::Model| RefusedFile {
        filename: row.filename,
        status: row.status,
        detail: row.reason,
        created_at: row.created_at,
    };
    Ok((rows.into_iter().map(view).collect(), total))
}

/// Renames, pauses or resumes a batch; its creator only.
pub async fn update(can: &Can<Bring>, id: i64, if_match: &IfMatch, patch: BatchPatch) -> Result<Batch> {
    let mut change = can.change().await?;
    let before = store::lock(change.db(), id).await?.ok_or_else(store::missing)?;
    if before.created_by != can.user_id {
        return Err(Error::forbidden("You don't have access to modify this batch"));
    }
    let old = Batch::of(before.clone());
    if_match.check(&etag(&old))?;
    let (resumed, mut row) = (patch.status.0.is_some_and(|to| to != BatchStatus::Paused), before.clone());
    row.name = patch.name.0.unwrap_or(row.name);
    row.description = patch.description.0.unwrap_or(row.description);
    row.status = patch.status.0.unwrap_or(row.status);
    row.updated_at = change.now();
    row.into_active_model().reset_all().update(change.db()).await?;
    let batch = recount(&mut change, &[id]).await?.pop().ok_or_else(store::missing)?;
    if resumed && before.status == BatchStatus::Paused {
        let waiting = invoices::waiting_in(change.db(), id).await?;
        run::enqueue(&mut change, &waiting)?;
    }
    let act = Act::new("update_invoice_batch").on(&batch.batch_number).before(&old).after(&batch);
    change.commit(act.saying(format!("Updated {}", batch.name))).await?;
    Ok(batch)
}

/// Deletes a batch with its invoices and their files: its creator, or an administrator.
pub async fn delete(can: &Can<Bring>, id: i64, if_match: &IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    let row = store::lock(change.db(), id).await?.ok_or_else(store::missing)?;
    if row.created_by != can.user_id && !can.role.is_admin() {
        return Err(Error::forbidden("You don't have access to delete this batch"));
    }
    let batch = Batch::of(row);
    if_match.check(&etag(&batch))?;
    let held = invoices::kept_in(change.db(), id).await?;
    if held.exported > 0 {
        return Err(Error::conflict(format!(
            "{} invoices of this batch were exported already, and their record must stay.",
            held.exported
        )));
    }
    store::delete(change.db(), id).await?;
    vendors::settle(&change, &held.vendors).await?;
    for keys in held.files.chunks(1_000) {
        change.enqueue(Order::new(REMOVE_FILES, &keys)?);
    }
    events::tell(&mut change, events::BATCH_CHANGED, batch.created_by, &Deleted { id, deleted: true })?;
    let says = format!("Deleted {} with {} invoices", batch.name, batch.total_invoices);
    let act = Act::new("delete_invoice_batch").on(&batch.batch_number).before(&batch);
    change.commit(act.saying(says)).await
}

/// What screens hear of a batch that is gone.
#[derive(serde::Serialize)]
struct Deleted {
    id: i64,
    deleted: bool,
}

/// Counts these batches anew and tells the screens: part of every change of an invoice. Lock them first.
pub async fn recount(change: &mut Change, ids: &[i64]) -> Result<Vec<Batch>> {
    store::recount(change.db(), ids, change.now()).await?;
    let batches: Vec<Batch> = store::many(change.db(), ids).await?.into_iter().map(Batch::of).collect();
    for batch in &batches {
        events::tell(change, events::BATCH_CHANGED, batch.created_by, batch)?;
    }
    Ok(batches)
}

/// The number for people of the batch with this id.
pub fn number(id: i64) -> String {
    model::number(id)
}
