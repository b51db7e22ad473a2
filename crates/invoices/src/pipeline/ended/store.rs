//! Ended stages in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use schemars::JsonSchema;
use sea_orm::{ExprTrait, QueryOrder, entity::prelude::*, sea_query::OnConflict};
use serde::{Deserialize, Serialize};

use crate::{invoice::store::Stage, words::words};

words! {
    /// How a stage ended.
    #[schemars(rename = "StageOutcome")]
    Outcome { Completed, Failed }
}

/// A stage that ended.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_stages")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: i64,
    /// Which stage.
    pub stage: Stage,
    /// How.
    pub outcome: Outcome,
    /// In which run.
    pub attempt: i64,
    /// What there is to say.
    pub detail: Option<String>,
    /// How long it took.
    pub milliseconds: f64,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Notes these ends, each in place of the one before.
pub async fn note(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    use Column::{Attempt, Detail, FinishedAt, Milliseconds};
    for rows in rows.chunks(1_000) {
        let mut known = OnConflict::columns([Column::InvoiceId, Column::Stage]);
        known.update_columns([Column::Outcome, Attempt, Detail, Milliseconds, FinishedAt]);
        Entity::insert_many(rows.to_vec()).on_conflict(known).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The ended stages of an invoice, in order.
pub async fn of(db: &impl ConnectionTrait, invoice_id: i64) -> Result<Vec<Model>> {
    let mut rows =
        Entity::find().filter(Column::InvoiceId.eq(invoice_id)).order_by_asc(Column::Id).all(db).await?;
    rows.sort_by_key(|row| row.stage);
    Ok(rows)
}

/// Forgets the stages of an invoice after its upload: it is read anew.
pub async fn forget(db: &impl ConnectionTrait, invoices: &[i64]) -> Result<()> {
    let later = Column::InvoiceId.is_in(invoices.iter().copied()).and(Column::Stage.ne(Stage::Upload));
    Entity::delete_many().filter(later).exec(db).await?;
    Ok(())
}
