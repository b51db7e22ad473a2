//! Exports in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::{invoice::store as invoices, pipeline::line::store as lines, words::words};

words! {
    /// In what form.
    #[derive(Default)]
    #[schemars(rename = "ExportFormat")]
    Format { #[default] Csv, Xlsx, Ubl, Journal }
}

/// An export.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_exports")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub user_id: i64,
    /// In what form.
    pub format: Format,
    /// How many invoices.
    pub invoices: i64,
    /// When.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which invoices, and for whom.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose; none means anybody's.
    pub owner: Option<i64>,
    /// Whether also those that were exported before.
    pub again: bool,
    /// Which of them.
    pub filter: super::http::NewExport,
}

/// Approved invoices, locked, in the order of their numbers.
pub async fn ready(db: &impl ConnectionTrait, wanted: &Wanted, most: u64) -> Result<Vec<invoices::Model>> {
    use invoices::Column;
    let filter = &wanted.filter;
    let which = Condition::all()
        .add(Column::Status.eq(invoices::InvoiceStatus::Approved))
        .add_option((!wanted.again).then(|| Column::ExportedAt.is_null()))
        .add_option(wanted.owner.map(|owner| Column::CreatedBy.eq(owner)))
        .add_option(filter.invoice_ids.as_ref().map(|ids| Column::Id.is_in(ids.iter().copied())))
        .add_option(filter.batch_id.map(|batch| Column::BatchId.eq(batch)))
        .add_option(filter.vendor_id.map(|vendor| Column::VendorId.eq(vendor)))
        .add_option(filter.dated_from.map(|day| Column::InvoiceDate.gte(day)))
        .add_option(filter.dated_until.map(|day| Column::InvoiceDate.lte(day)));
    let all = invoices::Entity::find().filter(which).order_by_asc(Column::Id).limit(most);
    Ok(all.lock_exclusive().all(db).await?)
}

/// The lines of these invoices, in order.
pub async fn lines_of(db: &impl ConnectionTrait, ids: &[i64]) -> Result<Vec<lines::Model>> {
    let mut all = vec![];
    // Fewer bound values than either database allows in one statement.
    for ids in ids.chunks(10_000) {
        all.extend(lines::of(db, ids).await?);
    }
    Ok(all)
}

/// Marks invoices as exported.
pub async fn mark(db: &impl ConnectionTrait, export: i64, ids: &[i64], now: DateTime<Utc>) -> Result<()> {
    for ids in ids.chunks(10_000) {
        invoices::Entity::update_many()
            .col_expr(invoices::Column::ExportId, Expr::value(export))
            .col_expr(invoices::Column::ExportedAt, Expr::value(now))
            .col_expr(invoices::Column::UpdatedAt, Expr::value(now))
            .filter(invoices::Column::Id.is_in(ids.iter().copied()))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// A slice of the exports, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    owner: Option<i64>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find();
    if let Some(owner) = owner {
        all = all.filter(Column::UserId.eq(owner));
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
