//! Learning from labels, seeing what was learned, forgetting it.
use std::{collections::BTreeSet, time::Duration};

use kernel::{Act, Actor, App, Can, Change, Error, Order, Result};
use serde_json::value::RawValue;

use super::{
    http::VendorHint,
    model::{self, Forget, Said},
    store,
};
use crate::{
    label::store as labels,
    metric::commands::MEASURE,
    permissions::{Teach, View},
    pipeline::{document::store as documents, reader::Reader},
    reader::memory::Memory,
    vendor::store as vendors,
};

/// The job that learns from the labels of a vendor; its payload is his number.
pub const LEARN: &str = "invoices.learn_vendor";

/// What was learned is measured a little later, together with what else is learned by then.
const SOON: Duration = Duration::from_secs(60);

/// Has the hints of these vendors made anew.
pub fn enqueue(change: &mut Change, vendors: impl IntoIterator<Item = i64>) -> Result<()> {
    for vendor in vendors.into_iter().collect::<BTreeSet<_>>() {
        change.enqueue(Order::new(LEARN, &vendor)?);
    }
    Ok(())
}

/// Makes the hints of a vendor anew from his last labels.
pub async fn learn(app: &App, payload: &RawValue) -> Result<()> {
    let vendor: i64 = serde_json::from_str(payload.get())?;
    let db = app.db.read();
    let said = labels::of_vendor(db, vendor, model::LABELS).await?;
    let (Some(newest), count) = (said.first().map(|label| label.id), said.len()) else { return Ok(()) };
    let said = said.into_iter().map(|label| Said {
        id: label.id,
        invoice_id: label.invoice_id,
        field: label.field,
        read: label.read_value,
        right: label.right_value,
    });
    let forgets = store::forgets(db, vendor).await?;
    let lessons = model::lessons(said.collect(), &forgets);
    let ids = lessons.iter().map(|lesson| lesson.invoice_id).collect::<Vec<_>>();
    let pages = documents::pages_of(db, &ids).await?;
    let memory = (Reader::of(app).learn)(app, lessons, pages).await;
    let memory = memory.map_err(|failure| Error::busy(failure.says, 10))?;
    keep(app, vendor, (newest, count), &forgets, &memory).await
}

async fn keep(
    app: &App,
    vendor: i64,
    (newest, count): (i64, usize),
    forgets: &[Forget],
    memory: &Memory,
) -> Result<()> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let Some(row) = vendors::lock(change.db(), vendor).await? else { return Ok(()) };
    // Another run knew more.
    if store::learned_to(change.db(), vendor).await? > newest {
        return Ok(());
    }
    if store::forgets(change.db(), vendor).await? != forgets {
        return Err(Error::busy("Something was forgotten meanwhile; it is learned anew without that.", 1));
    }
    let hints = store::replace(change.db(), vendor, memory, change.now()).await?;
    store::note(change.db(), vendor, newest, count, hints, change.now()).await?;
    labels::learned(change.db(), vendor, newest, change.now()).await?;
    // Once a minute is often enough, however much is learned.
    let minute = change.now().timestamp() / 60;
    change.enqueue(Order::new(MEASURE, &())?.once(format!("{MEASURE}/{minute}")).after(SOON));
    let says = format!("Learned {hints} things of {} from {count} labels", row.name);
    change.commit(Act::new("learn_vendor").on(format!("vendor:{vendor}")).saying(says)).await
}

/// What was learned of a vendor.
pub async fn list(can: &Can<View>, id: i64) -> Result<Vec<VendorHint>> {
    vendors::by_id(can.db(), id).await?.ok_or_else(vendors::missing)?;
    Ok(store::of(can.db(), id).await?.into_iter().map(VendorHint::from).collect())
}

/// Forgets a field of a vendor, or all: what people said until now teaches nothing of it any more.
pub async fn forget(can: &Can<Teach>, id: i64, field: Option<String>) -> Result<()> {
    let mut change = can.change().await?;
    let row = vendors::lock(change.db(), id).await?.ok_or_else(vendors::missing)?;
    let mut old = store::of(change.db(), id).await?;
    old.retain(|hint| field.as_ref().is_none_or(|field| *field == hint.field));
    if old.is_empty() {
        return Err(Error::not_found("Nothing was learned of that"));
    }
    let label_id = labels::newest(change.db(), id).await?;
    let what = field.clone().unwrap_or_else(|| "everything".into());
    store::forget(change.db(), id, Forget { field, label_id }, can.user_id, change.now()).await?;
    let old: Vec<VendorHint> = old.into_iter().map(VendorHint::from).collect();
    let act = Act::new("forget_vendor_hints").on(format!("vendor:{id}")).before(&old);
    change.record(act.saying(format!("Forgot what was learned of {}: {what}", row.name)));
    change.commit_recorded().await
}
