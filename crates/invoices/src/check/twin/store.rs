//! Twins in the database: invoices of one number, and the findings that link two that may be the same.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::Result;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

use crate::{
    check::{
        Finding,
        rule::duplicate::REPEATED,
        store::{Column, Entity, add},
    },
    invoice::store as invoices,
};

/// Links others to invoices that were just judged, in place of the links from an earlier judgement. Who is linked to
/// one of them by a finding of his own is told nothing.
pub async fn link(
    db: &impl ConnectionTrait,
    judged: &[i64],
    links: &[(i64, Finding)],
    now: DateTime<Utc>,
) -> Result<()> {
    let told = Entity::delete_many().filter(Column::Rule.eq(REPEATED));
    told.filter(Column::OtherInvoiceId.is_in(judged.iter().copied())).exec(db).await?;
    if links.is_empty() {
        return Ok(());
    }
    let own = Entity::find().select_only().columns([Column::InvoiceId, Column::OtherInvoiceId]);
    let own = own.filter(Column::InvoiceId.is_in(links.iter().map(|(other, _)| *other)));
    let own = own.filter(Column::OtherInvoiceId.is_in(judged.iter().copied()));
    let mut linked: HashSet<(i64, Option<i64>)> = own.into_tuple().all(db).await?.into_iter().collect();
    let fresh = links.iter().filter(|(other, finding)| linked.insert((*other, finding.other_invoice_id)));
    add(db, &fresh.map(|(other, finding)| (*other, finding)).collect::<Vec<_>>(), now).await
}

/// Invoices with one of these numbers, of one of these vendors: id, vendor, number without punctuation, number.
pub async fn same_numbers(
    db: &impl ConnectionTrait,
    vendors: &[i64],
    keys: &[String],
) -> Result<Vec<(i64, i64, String, Option<String>)>> {
    use invoices::Column;
    if vendors.is_empty() || keys.is_empty() {
        return Ok(vec![]);
    }
    let rows = invoices::Entity::find()
        .select_only()
        .columns([Column::Id, Column::VendorId, Column::NumberKey, Column::InvoiceNumber])
        .filter(Column::VendorId.is_in(vendors.iter().copied()))
        .filter(Column::NumberKey.is_in(keys.iter().map(String::as_str)))
        .filter(Column::Status.ne(invoices::InvoiceStatus::Rejected))
        .order_by_asc(Column::Id)
        .into_tuple::<(i64, i64, String, Option<String>)>();
    Ok(rows.all(db).await?)
}
