//! Decisions in the database.
use chrono::{DateTime, Utc};
use kernel::{Result, db::slice, texts::Texts};
use schemars::JsonSchema;
use sea_orm::{ExprTrait, QueryOrder, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{invoice::store::InvoiceStatus, words::words};

words! {
    /// What was decided. `first_approval` waits for the approval of another person.
    #[schemars(rename = "DecisionAction")]
    Action { FirstApproval, Approve, Reject }
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_decisions")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: i64,
    /// Who decided.
    pub user_id: Option<i64>,
    /// What.
    pub action: Action,
    /// Why.
    pub reason: Option<String>,
    /// How the invoice stood before.
    pub status_before: InvoiceStatus,
    /// Its reasons for being flagged, before.
    pub flag_reasons_before: Texts,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was taken back.
    pub undone_at: Option<DateTime<Utc>>,
    /// By whom.
    pub undone_by: Option<i64>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps decisions.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    if !rows.is_empty() {
        Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The last decision that stands.
pub async fn last(db: &impl ConnectionTrait, invoice_id: i64) -> Result<Option<Model>> {
    let standing = Column::InvoiceId.eq(invoice_id).and(Column::UndoneAt.is_null());
    Ok(Entity::find().filter(standing).order_by_desc(Column::Id).one(db).await?)
}

/// A slice of the decisions of an invoice, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    invoice_id: i64,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Column::InvoiceId.eq(invoice_id));
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}
