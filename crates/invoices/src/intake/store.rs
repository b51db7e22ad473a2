//! Files that were not taken, in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use sea_orm::{QueryOrder, entity::prelude::*};

/// A file that was not taken.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_refusals")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// For which batch it was meant.
    pub batch_id: i64,
    /// What its sender calls it.
    pub filename: String,
    /// The status that an upload of it alone would get.
    pub status: i64,
    /// Why.
    pub reason: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps refusals.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// A slice of the refusals of a batch, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    batch_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::BatchId.eq(batch_id));
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
