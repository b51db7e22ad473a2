//! Correcting an invoice: its fields, its flags, where it stands.
use kernel::{Act, Caller, Can, Change, Error, IfMatch, Result, texts::Texts};
use sea_orm::ActiveValue::Set;

use super::model::{self, Said};
use crate::{
    check::{store as findings, twin::store as links},
    invoice::{
        commands::{anew, finish, held, matches, seen},
        decision::commands::{self as decisions, guarded},
        http::{Invoice, InvoicePatch},
        store::{InvoiceStatus, Model, Stage},
    },
    label,
    permissions::Decide,
    pipeline::{
        document::store as documents, ended::store as ended, line::store as lines, run, stage,
        store as results, twin, work::Work,
    },
    settings::Settings,
    vendor::{commands as vendors, hint::commands as hints},
};

/// Changes what was sent of an invoice.
pub async fn update(can: &Can<Decide>, id: i64, if_match: &IfMatch, patch: InvoicePatch) -> Result<Invoice> {
    let row = seen(can, id).await?;
    matches(can, if_match, &row).await?;
    let decided = patch.status.0.filter(|status| {
        matches!(status, InvoiceStatus::Approved | InvoiceStatus::Rejected) && *status != row.status
    });
    let only_decided = decided.is_some()
        && patch.current_stage.0.is_none()
        && patch.progress_percentage.0.is_none()
        && patch.fields.0.is_none()
        && patch.extracted_data.0.is_none()
        && patch.is_flagged.0.is_none()
        && patch.flag_reasons.0.is_none();
    if !only_decided {
        edit(can, row, patch).await?;
    }
    match decided {
        Some(InvoiceStatus::Approved) => decisions::approve(can, id).await,
        Some(InvoiceStatus::Rejected) => decisions::reject(can, id, None).await,
        _ => Ok(seen(can, id).await?.into()),
    }
}

/// What a correction makes of an invoice, computed before anything is locked.
struct Corrected {
    work: Work,
    said: Vec<Said>,
}

async fn corrected(caller: &Caller, row: &Model, patch: &InvoicePatch) -> Result<Option<Corrected>> {
    let mut corrections = patch.fields.0.clone().unwrap_or_default();
    let object = patch.extracted_data.0.clone().flatten();
    if let Some(object) = &object {
        corrections.extend(model::in_object(object));
    }
    let lines = object.as_ref().and_then(model::lines_in);
    if corrections.is_empty() && lines.is_none() {
        return Ok(None);
    }
    let mut work = Work::new(row.clone());
    work.text = documents::text_of(caller.db(), row.id).await?;
    work.findings = findings::of(caller.db(), row.id).await?;
    let said = model::apply(&mut work.read, &corrections);
    work.read.lines = lines.unwrap_or(std::mem::take(&mut work.read.lines));
    work.read.accept = false;
    for stage in [Stage::Validation, Stage::Arithmetic, Stage::Duplication, Stage::Flagging] {
        let checked = stage::run(caller.app(), stage, &mut work).await;
        checked.map_err(|failure| Error::busy(failure.says, 5))?;
    }
    Ok(Some(Corrected { work, said }))
}

async fn edit(can: &Can<Decide>, known: Model, patch: InvoicePatch) -> Result<()> {
    let corrected = corrected(can, &known, &patch).await?;
    let mut change = can.change().await?;
    let before = held(can, &change, known.id).await?;
    guarded(&before)?;
    if corrected.is_some() && before.updated_at != known.updated_at {
        return Err(Error::conflict(
            "Somebody changed this invoice just now. Read it again, then repeat your change.",
        ));
    }
    let mut row = before.clone();
    row.updated_at = change.now();
    let mut sent = vec![];
    if let Some(Corrected { work, said }) = corrected {
        sent.extend(said.iter().map(|one| one.field.clone()));
        put(can, &mut change, &mut row, work, &said).await?;
    }
    if let Some(is) = patch.is_flagged.0 {
        row.is_flagged = is;
        sent.push("is_flagged".into());
    }
    if let Some(reasons) = patch.flag_reasons.0 {
        row.flag_reasons = Texts(reasons.unwrap_or_default());
        sent.push("flag_reasons".into());
    }
    row.progress_percentage = patch.progress_percentage.0.unwrap_or(row.progress_percentage);
    row.current_stage = patch.current_stage.0.unwrap_or(row.current_stage);
    if let Some(status) = patch.status.0.filter(|status| *status != row.status) {
        stand(&mut change, &mut row, status).await?;
        sent.push("status".into());
    }
    let act = Act::new("update_invoice").saying(format!("Corrected {}: {}", row.filename, sent.join(", ")));
    finish(change, &before, row, act).await?;
    Ok(())
}

/// Puts what was corrected into the row, and keeps it as labels.
async fn put(can: &Caller, change: &mut Change, row: &mut Model, work: Work, said: &[Said]) -> Result<()> {
    let (settings, before) = (Settings::of(can.app())?, row.vendor_id);
    results::columns(row, &work.read, &settings);
    row.extracted = Some(serde_json::to_string(&work.read)?);
    row.is_flagged = work.is_flagged;
    row.flag_reasons = Texts(work.flag_reasons);
    row.confidence_score = work.confidence;
    row.validation_errors = results::errors(&work.findings);
    row.auto_accept = false;
    let seen = results::seen(&[(row.clone(), work.read.clone())]);
    row.vendor_id = vendors::adopt(change, &seen).await?.get(&row.id).copied();
    findings::replace(change.db(), &[(row.id, &work.findings)], change.now()).await?;
    links::link(change.db(), &[row.id], &twin::heard(row, &work.findings), change.now()).await?;
    lines::replace(change.db(), &[(row.id, &work.read.lines)]).await?;
    let mut labels = vec![];
    for one in said {
        let read = one.before.as_ref();
        let correct = read.map(|field| &field.value) == one.right.as_ref();
        labels.push(label::store::ActiveModel {
            invoice_id: Set(row.id),
            vendor_id: Set(row.vendor_id),
            user_id: Set(Some(can.user_id)),
            field: Set(one.field.clone()),
            read_value: Set(read.map(|field| field.value.clone())),
            right_value: Set(one.right.clone()),
            correct: Set(correct),
            source: Set(label::store::Source::Correction),
            learned_at: Set(correct.then(|| change.now())),
            confidence: Set(read.map(|field| field.confidence)),
            page: Set(read.and_then(|field| field.page).map(i64::from)),
            area: Set(read
                .and_then(|field| field.area)
                .map(|area| serde_json::to_string(&area))
                .transpose()?),
            created_at: Set(change.now()),
            ..Default::default()
        });
    }
    label::store::keep(change.db(), labels).await?;
    if row.vendor_id != before {
        label::store::hand_over(change.db(), row.id, row.vendor_id).await?;
    }
    hints::enqueue(change, row.vendor_id.into_iter().chain(before).filter(|_| !said.is_empty()))
}

/// Moves an invoice by hand. Approving and rejecting have their own way.
async fn stand(change: &mut Change, row: &mut Model, status: InvoiceStatus) -> Result<()> {
    match status {
        InvoiceStatus::Pending | InvoiceStatus::Processing => {
            anew(row);
            ended::forget(change.db(), &[row.id]).await?;
            run::enqueue(change, &[row.id])?;
        }
        InvoiceStatus::Completed | InvoiceStatus::Failed => {
            row.status = status;
            row.processed_at = row.processed_at.or(Some(change.now()));
            (row.approved_at, row.rejected_at) = (None, None);
            row.failure = (status == InvoiceStatus::Failed).then(|| "Marked as failed by hand.".to_owned());
        }
        InvoiceStatus::Approved | InvoiceStatus::Rejected => {}
    }
    Ok(())
}
