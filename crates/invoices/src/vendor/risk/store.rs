//! The history of risks in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice};
use sea_orm::{ActiveValue::Set, QueryOrder, entity::prelude::*};

use crate::vendor::{model::Risk, store::RiskCategory};

/// A risk at a moment.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendor_risks")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Whose.
    pub vendor_id: i64,
    /// From 0 to 100.
    pub score: f64,
    /// Its class.
    pub category: RiskCategory,
    /// What it is made of, as JSON.
    pub contributions: String,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes what the risk of these vendors is from now on.
pub async fn note(db: &impl ConnectionTrait, moved: &[(i64, Risk)], now: DateTime<Utc>) -> Result<()> {
    let mut rows = Vec::with_capacity(moved.len());
    for (vendor_id, risk) in moved {
        rows.push(ActiveModel {
            vendor_id: Set(*vendor_id),
            score: Set(risk.score),
            category: Set(risk.category),
            contributions: Set(serde_json::to_string(&risk.contributions)?),
            created_at: Set(now),
            ..Default::default()
        });
    }
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// A slice of the history of a vendor, the newest first, and how long it is.
pub async fn page(
    db: &impl ConnectionTrait,
    vendor_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::VendorId.eq(vendor_id));
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
