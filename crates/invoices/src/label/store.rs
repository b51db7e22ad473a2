//! Labels in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

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
    /// How sure the reader was.
    pub confidence: Option<f64>,
    /// On which page it was read.
    pub page: Option<i64>,
    /// Where on it, as JSON.
    pub area: Option<String>,
    /// When it was said.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps labels.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
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
    let his = Entity::find().filter(Column::VendorId.eq(vendor_id)).filter(Column::Correct.eq(false));
    Ok(his.order_by_desc(Column::Id).limit(most).all(db).await?)
}
