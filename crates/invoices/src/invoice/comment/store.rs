//! Comments in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use sea_orm::{QueryOrder, entity::prelude::*};

/// A comment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_comments")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// On which invoice.
    pub invoice_id: i64,
    /// Whose.
    pub user_id: Option<i64>,
    /// What it says.
    pub text: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A slice of the comments on an invoice, the oldest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    invoice_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::InvoiceId.eq(invoice_id));
    slice(all.order_by_asc(Column::Id), db, skip, limit).await
}
