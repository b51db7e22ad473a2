//! Labels in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{ActiveValue::Set, QueryOrder, QuerySelect, entity::prelude::*, sea_query::Expr};
use serde::{Deserialize, Serialize};

use crate::{
    invoice::{
        extracted::{Extracted, Origin},
        store as invoices,
    },
    words::words,
};

words! {
    /// What made a label.
    #[schemars(rename = "LabelSource")]
    Source { Correction, Approval }
}

/// A label.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_labels")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: i64,
    /// Of which vendor.
    pub vendor_id: Option<i64>,
    /// Who said so.
    pub user_id: Option<i64>,
    /// Which field.
    pub field: String,
    /// What was read.
    pub read_value: Option<String>,
    /// What is right.
    pub right_value: Option<String>,
    /// Whether they are the same.
    pub correct: bool,
    /// By correcting the field, or by approving the whole.
    pub source: Source,
    /// How sure the reader was.
    pub confidence: Option<f64>,
    /// On which page it was read.
    pub page: Option<i64>,
    /// Where on it, as JSON.
    pub area: Option<String>,
    /// When it was said.
    pub created_at: DateTime<Utc>,
    /// When it was learned from; a field that was read well teaches nothing new.
    pub learned_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Fields that whoever approves an invoice looked at.
const LOOKED_AT: &[&str] = &[
    "invoice_number",
    "invoice_date",
    "due_date",
    "currency",
    "seller_name",
    "seller_gstin",
    "seller_tax_id",
    "buyer_name",
    "buyer_gstin",
    "buyer_tax_id",
    "taxable_amount",
    "tax_amount",
    "total_amount",
    "amount_due",
    "iban",
    "purchase_order",
];

/// What an approval says: what was read is right. What a person said has its label, and data for machines are not read.
pub fn approved(row: &invoices::Model, user_id: i64, now: DateTime<Utc>) -> Vec<ActiveModel> {
    let read = row.extracted.as_deref().and_then(|json| serde_json::from_str::<Extracted>(json).ok());
    let fields = read.unwrap_or_default().fields.into_iter().filter(|(name, field)| {
        let own = !matches!(field.origin, Origin::Person | Origin::Structured);
        own && (LOOKED_AT.contains(&name.as_str()) || field.origin == Origin::Learned)
    });
    let label = |(name, field): (String, crate::invoice::extracted::Field)| ActiveModel {
        invoice_id: Set(row.id),
        vendor_id: Set(row.vendor_id),
        user_id: Set(Some(user_id)),
        field: Set(name),
        read_value: Set(Some(field.value.clone())),
        right_value: Set(Some(field.value)),
        correct: Set(true),
        source: Set(Source::Approval),
        confidence: Set(Some(field.confidence)),
        page: Set(field.page.map(i64::from)),
        area: Set(field.area.and_then(|area| serde_json::to_string(&area).ok())),
        created_at: Set(now),
        learned_at: Set(Some(now)),
        ..Default::default()
    };
    fields.map(label).collect()
}

/// Keeps labels.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    for rows in rows.chunks(400) {
        Entity::insert_many(rows.iter().cloned()).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Takes back what the approval of an invoice said.
pub async fn unsay(db: &impl ConnectionTrait, invoice_id: i64) -> Result<()> {
    let said = Entity::delete_many().filter(Column::InvoiceId.eq(invoice_id));
    said.filter(Column::Source.eq(Source::Approval)).exec(db).await?;
    Ok(())
}

/// Gives the labels of an invoice to the vendor that turned out to be its sender.
pub async fn hand_over(db: &impl ConnectionTrait, invoice_id: i64, vendor: Option<i64>) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::VendorId, Expr::value(vendor))
        .filter(Column::InvoiceId.eq(invoice_id))
        .exec(db)
        .await?;
    Ok(())
}

/// A slice of the labels of an invoice, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    invoice_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::InvoiceId.eq(invoice_id));
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// The last labels of a vendor, the newest first.
pub async fn of_vendor(db: &impl ConnectionTrait, vendor_id: i64, most: u64) -> Result<Vec<Model>> {
    let his = Entity::find().filter(Column::VendorId.eq(vendor_id));
    Ok(his.order_by_desc(Column::Id).limit(most).all(db).await?)
}

/// The number of the newest label of a vendor; 0 where there is none.
pub async fn newest(db: &impl ConnectionTrait, vendor_id: i64) -> Result<i64> {
    let his = Entity::find().select_only().column(Column::Id).filter(Column::VendorId.eq(vendor_id));
    Ok(his.order_by_desc(Column::Id).limit(1).into_tuple().one(db).await?.unwrap_or(0))
}

/// Marks the labels of a vendor up to this one as learned from.
pub async fn learned(
    db: &impl ConnectionTrait,
    vendor_id: i64,
    newest: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::LearnedAt, Expr::value(now))
        .filter(Column::VendorId.eq(vendor_id))
        .filter(Column::Id.lte(newest))
        .filter(Column::LearnedAt.is_null())
        .exec(db)
        .await?;
    Ok(())
}

/// How many corrections nothing was learned from yet; those of unknown vendors can teach nothing.
pub async fn waiting(db: &impl ConnectionTrait) -> Result<i64> {
    let new = Entity::find().filter(Column::LearnedAt.is_null()).filter(Column::VendorId.is_not_null());
    Ok(new.count(db).await?.try_into().unwrap_or(i64::MAX))
}
