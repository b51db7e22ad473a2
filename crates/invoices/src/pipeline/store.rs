//! What the pipeline writes: the beginning of runs, and what came of them.
use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use kernel::{Act, Actor, App, Change, Result, texts::Texts};
use sea_orm::{ActiveValue::Set, ExprTrait, Order, QueryOrder, entity::prelude::*, sea_query::Expr};

use super::{
    document::store as documents,
    ended::store as ended,
    line::store as lines,
    model,
    outcome::{End, Ending, Outcome},
    progress, run, twin,
};
use crate::{
    batch::{
        http::Batch,
        store::{self as batches, BatchStatus},
    },
    check::{self, Finding, Severity, store as findings},
    invoice::{
        extracted::{Columns, Extracted, Field, Origin},
        http::Invoice,
        model::processing_time,
        store::{self as invoices, InvoiceStatus, Model},
    },
    settings::Settings,
    vendor::commands::{self as vendors, Seen},
};

/// Whether an invoice is still to be read, also where somebody decided it before that.
fn unread(row: &Model) -> bool {
    let open = matches!(row.status, InvoiceStatus::Pending | InvoiceStatus::Processing);
    open || (row.processed_at.is_none() && row.status != InvoiceStatus::Failed)
}

/// Begins a run of those of these invoices that are to be read: not read, not deleted, their batch not paused.
pub async fn begin(app: &App, ids: &[i64]) -> Result<Vec<Model>> {
    let tx = app.db.begin().await?;
    let held = batches::lock_all(&*tx, &invoices::batches_of(&*tx, ids).await?).await?;
    let on = held.iter().filter(|batch| batch.status != BatchStatus::Paused).map(|batch| batch.id);
    let on = on.collect::<BTreeSet<_>>();
    let mut rows = invoices::lock_all(&*tx, ids).await?;
    rows.retain(|row| unread(row) && on.contains(&row.batch_id));
    if rows.is_empty() {
        return Ok(vec![]);
    }
    let now = app.clock.now();
    let begun = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    invoices::Entity::update_many()
        .col_expr(invoices::Column::Attempts, Expr::col(invoices::Column::Attempts).add(1))
        .col_expr(invoices::Column::UpdatedAt, Expr::value(now))
        .filter(invoices::Column::Id.is_in(begun.iter().copied()))
        .exec(&*tx)
        .await?;
    invoices::Entity::update_many()
        .col_expr(invoices::Column::Status, Expr::value(InvoiceStatus::Processing))
        .filter(invoices::Column::Id.is_in(begun))
        .filter(invoices::Column::Status.eq(InvoiceStatus::Pending))
        .exec(&*tx)
        .await?;
    let touched =
        rows.iter().map(|row| row.batch_id).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    batches::recount(&*tx, &touched, now).await?;
    tx.commit().await?;
    for row in &mut rows {
        (row.attempts, row.updated_at) = (row.attempts + 1, now);
    }
    Ok(rows)
}

/// Lets go of invoices whose run did not begin, and has them read by another job.
pub async fn release(app: &App, ids: &[i64]) -> Result<()> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let touched = invoices::batches_of(change.db(), ids).await?;
    batches::lock_all(change.db(), &touched).await?;
    invoices::Entity::update_many()
        .col_expr(invoices::Column::Status, Expr::value(InvoiceStatus::Pending))
        .col_expr(invoices::Column::Attempts, Expr::col(invoices::Column::Attempts).sub(1))
        .filter(invoices::Column::Id.is_in(ids.iter().copied()))
        .filter(invoices::Column::Status.eq(InvoiceStatus::Processing))
        .filter(invoices::Column::Attempts.gt(0))
        .exec(change.db())
        .await?;
    batches::recount(change.db(), &touched, change.now()).await?;
    run::enqueue(&mut change, ids)?;
    change
        .commit(Act::new("requeue_invoices").saying(format!("Put {} invoices back in line", ids.len())))
        .await
}

/// Has invoices read again of which nothing was heard for long; those with too many tries fail.
pub async fn revive(app: &App, quiet: &[(i64, i64, i64)], most: i64) -> Result<()> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let touched = quiet.iter().map(|row| row.1).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    let held = batches::lock_all(change.db(), &touched).await?;
    let paused = held.iter().filter(|batch| batch.status == BatchStatus::Paused).map(|batch| batch.id);
    let paused = paused.collect::<BTreeSet<_>>();
    let on = quiet.iter().filter(|row| !paused.contains(&row.1)).collect::<Vec<_>>();
    let lost = on.iter().filter(|row| row.2 >= most).map(|row| row.0).collect::<Vec<_>>();
    let again = on.iter().filter(|row| row.2 < most).map(|row| row.0).collect::<Vec<_>>();
    if on.is_empty() {
        return Ok(());
    }
    invoices::Entity::update_many()
        .col_expr(invoices::Column::Status, Expr::value(InvoiceStatus::Failed))
        .col_expr(
            invoices::Column::Failure,
            Expr::value(format!("Reading this file was given up after {most} tries.")),
        )
        .col_expr(invoices::Column::ProcessedAt, Expr::value(change.now()))
        .filter(invoices::Column::Id.is_in(lost.iter().copied()))
        .exec(change.db())
        .await?;
    batches::recount(change.db(), &touched, change.now()).await?;
    run::enqueue(&mut change, &again)?;
    let says = format!("Revived {} invoices, gave up {}", again.len(), lost.len());
    change.commit(Act::new("revive_invoices").saying(says)).await
}

/// Writes what came of several runs in one change, and shows it to the screens. What an older run brings, or one of
/// an invoice that was deleted meanwhile, is thrown away; what was decided meanwhile stays decided.
pub async fn write(app: &App, outcomes: Vec<Outcome>) -> Result<()> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let touched =
        outcomes.iter().map(|one| one.batch_id).collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>();
    batches::lock_all(change.db(), &touched).await?;
    let ids = outcomes.iter().map(|one| one.invoice_id).collect::<Vec<_>>();
    let rows = invoices::lock_all(change.db(), &ids).await?;
    let mut rows: HashMap<i64, Model> = rows.into_iter().map(|row| (row.id, row)).collect();
    let mut pairs = vec![];
    for outcome in outcomes {
        let current = |row: &Model| row.attempts == outcome.attempt && unread(row);
        if let Some(row) = rows.remove(&outcome.invoice_id).filter(current) {
            pairs.push((row, outcome));
        }
    }
    if pairs.is_empty() {
        return Ok(());
    }
    keep(&change, &mut pairs).await?;
    let settings = Settings::of(app)?;
    let mut done = vec![];
    for (row, outcome) in &mut pairs {
        follow(row, outcome, &settings, change.now());
        if matches!(outcome.result, Some(Ending::Done { .. })) {
            done.push((row.clone(), outcome.read.clone().unwrap_or_default()));
        }
    }
    let vendors = vendors::adopt(&change, &seen(&done)).await?;
    for (row, _) in &mut pairs {
        row.vendor_id = vendors.get(&row.id).copied().or(row.vendor_id);
    }
    twin::find(&change, &mut pairs).await?;
    findings_of(&change, &pairs).await?;
    let rows = pairs.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>();
    invoices::save_all(change.db(), &rows).await?;
    vendors::settle(&change, &rows.iter().filter_map(|row| row.vendor_id).collect::<Vec<_>>()).await?;
    batches::recount(change.db(), &touched, change.now()).await?;
    let again = pairs.iter().filter(|(_, outcome)| matches!(outcome.result, Some(Ending::Again)));
    run::again(&mut change, &again.map(|(row, _)| row.id).collect::<Vec<_>>())?;
    pairs.iter().for_each(|(row, outcome)| change.record(act(row, outcome)));
    change.commit_recorded().await?;
    show(app, &touched, &rows).await
}

/// Keeps documents and ended stages.
async fn keep(change: &Change, pairs: &mut [(Model, Outcome)]) -> Result<()> {
    let (mut read, mut ends) = (vec![], vec![]);
    for (row, outcome) in pairs {
        if let Some((text, pages)) = outcome.document.take() {
            read.push(documents::Model { invoice_id: row.id, text, pages });
        }
        ends.extend(outcome.ends.iter().map(|end| end_row(row, end)));
    }
    documents::keep(change.db(), read).await?;
    ended::note(change.db(), ends).await
}

fn end_row(row: &Model, end: &End) -> ended::ActiveModel {
    ended::ActiveModel {
        invoice_id: Set(row.id),
        stage: Set(end.stage),
        outcome: Set(end.how),
        attempt: Set(row.attempts),
        detail: Set(end.detail.clone()),
        milliseconds: Set(end.milliseconds),
        finished_at: Set(end.at),
        ..Default::default()
    }
}

/// Makes the row follow from what came of its run.
fn follow(row: &mut Model, outcome: &mut Outcome, settings: &Settings, now: DateTime<Utc>) {
    row.updated_at = now;
    if let Some(end) = outcome.ends.iter().rev().find(|end| end.how == ended::Outcome::Completed) {
        row.current_stage = end.stage;
        row.progress_percentage = model::progress(end.stage);
    }
    if let Some(read) = &mut outcome.read {
        read.fields.extend(said(row));
        row.extracted = serde_json::to_string(read).ok().map(|json| json.replace("\\u0000", " "));
        columns(row, read, settings);
    }
    let decided = matches!(row.status, InvoiceStatus::Approved | InvoiceStatus::Rejected);
    let stand = |row: &mut Model, status| row.status = if decided { row.status } else { status };
    match &outcome.result {
        None => {}
        Some(Ending::Again) => stand(row, InvoiceStatus::Pending),
        Some(Ending::Failed(why)) => {
            stand(row, InvoiceStatus::Failed);
            row.failure = Some(why.clone());
            over(row, now);
            if let Some(end) = outcome.ends.last() {
                row.current_stage = end.stage;
            }
            row.validation_errors = Texts(vec![why.clone()]);
        }
        Some(Ending::Done { is_flagged, flag_reasons, confidence, findings }) => {
            stand(row, InvoiceStatus::Completed);
            row.failure = None;
            over(row, now);
            row.is_flagged = *is_flagged;
            row.flag_reasons = Texts(flag_reasons.clone());
            row.confidence_score = *confidence;
            row.validation_errors = errors(findings);
            row.auto_accept = !is_flagged && outcome.read.as_ref().is_some_and(|read| read.accept);
        }
    }
}

fn over(row: &mut Model, now: DateTime<Utc>) {
    row.processed_at = Some(now);
    row.processing_seconds = Some(processing_time(row.created_at, Some(now)));
}

/// What people said of an invoice while it was read.
fn said(row: &Model) -> Vec<(String, Field)> {
    let known = row.extracted.as_deref().and_then(|json| serde_json::from_str::<Extracted>(json).ok());
    let fields = known.unwrap_or_default().fields.into_iter();
    fields.filter(|(_, field)| field.origin == Origin::Person).collect()
}

/// What the rules call errors, in sentences.
pub fn errors(findings: &[Finding]) -> Texts {
    let bad = findings.iter().filter(|finding| finding.severity == Severity::Error);
    Texts(bad.map(|finding| finding.message.clone()).collect())
}

/// Puts what was read into the columns.
pub fn columns(row: &mut Model, read: &Extracted, settings: &Settings) {
    let Columns {
        kind,
        language,
        invoice_number,
        number_key,
        invoice_date,
        due_date,
        vendor_gstin,
        vendor_tax_id,
        vendor_name,
        buyer_name,
        buyer_tax_id,
        total_amount,
        tax_amount,
        taxable_amount,
        amount_due,
        currency,
        account_key,
        irn,
    } = Columns::of(read);
    (row.kind, row.language) = (kind, language);
    (row.invoice_number, row.number_key) = (invoice_number, number_key);
    (row.invoice_date, row.due_date) = (invoice_date, due_date);
    (row.vendor_gstin, row.vendor_tax_id, row.vendor_name) = (vendor_gstin, vendor_tax_id, vendor_name);
    (row.buyer_name, row.buyer_tax_id) = (buyer_name, buyer_tax_id);
    (row.total_amount, row.tax_amount, row.taxable_amount) = (total_amount, tax_amount, taxable_amount);
    (row.amount_due, row.account_key, row.irn) = (amount_due, account_key, irn);
    row.currency = currency.unwrap_or_else(|| settings.currency.to_string());
}

/// What invoices say of their senders.
pub fn seen(done: &[(Model, Extracted)]) -> Vec<Seen> {
    let short = |read: &Extracted, name: &str, most: usize| {
        read.text(name).map(|text| text.chars().take(most).collect::<String>())
    };
    let one = |(row, read): &(Model, Extracted)| Seen {
        invoice_id: row.id,
        sender: check::store::sender(&Columns::of(read)),
        address: short(read, "seller_address", 1_000),
        email: short(read, "seller_email", 255),
        phone: short(read, "seller_phone", 50),
        account: row.account_key.clone().map(|key| {
            let named = ["iban", "bic", "account_number", "ifsc"];
            (key, named.map(|name| short(read, name, 50)))
        }),
    };
    done.iter().map(one).collect()
}

/// Writes findings and lines of what was read to its end.
async fn findings_of(change: &Change, pairs: &[(Model, Outcome)]) -> Result<()> {
    let (mut found, mut read) = (vec![], vec![]);
    for (row, outcome) in pairs {
        if let Some(Ending::Done { findings, .. }) = &outcome.result {
            found.push((row.id, findings.as_slice()));
            read.extend(outcome.read.as_ref().map(|read| (row.id, read.lines.as_slice())));
        }
    }
    findings::replace(change.db(), &found, change.now()).await?;
    lines::replace(change.db(), &read).await
}

fn act(row: &Model, outcome: &Outcome) -> Act {
    let act = Act::new("read_invoice").on(format!("invoice:{}", row.id));
    let name = &row.filename;
    match &outcome.result {
        None => act.saying(format!("Read the first part of {name}")),
        Some(Ending::Again) => act.saying(format!("Put {name} back in line")),
        Some(Ending::Failed(why)) => act.saying(format!("Could not read {name}: {why}")),
        Some(Ending::Done { is_flagged, .. }) => {
            let number = row.invoice_number.as_deref().unwrap_or("no number");
            let flagged = if *is_flagged { ", flagged" } else { "" };
            act.saying(format!("Read {name}: {number}{flagged}"))
        }
    }
}

/// Shows the batches and invoices as they are now.
async fn show(app: &App, touched: &[i64], rows: &[Model]) -> Result<()> {
    let held = batches::Entity::find().filter(batches::Column::Id.is_in(touched.iter().copied()));
    for batch in held.order_by(batches::Column::Id, Order::Asc).all(app.db.read()).await? {
        progress::batch(app, &Batch::of(batch)).await;
    }
    for row in rows {
        progress::invoice(app, row.created_by, &Invoice::from(row.clone())).await;
    }
    Ok(())
}
