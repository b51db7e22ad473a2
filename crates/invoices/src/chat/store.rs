//! Messages in the database.
use chrono::{DateTime, Utc};
use kernel::Result;
use schemars::JsonSchema;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::words::words;

words! {
    /// Who speaks.
    #[schemars(rename = "ChatSpeaker")]
    Speaker { User, Assistant, System }
}

/// A message.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_chat_messages")]
#[expect(missing_docs, reason = "see http::ChatMessage")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub batch_id: i64,
    pub user_id: i64,
    pub role: Speaker,
    pub content: String,
    /// As JSON.
    pub subtasks: String,
    /// As JSON.
    pub links: String,
    /// What it was about, for questions that follow.
    pub topic: Option<String>,
    pub tokens_used: Option<i64>,
    pub model_used: Option<String>,
    pub processing_time: Option<f64>,
    pub created_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Keeps messages, in this order.
pub async fn keep(db: &impl ConnectionTrait, rows: Vec<ActiveModel>) -> Result<()> {
    Entity::insert_many(rows).exec_without_returning(db).await?;
    Ok(())
}

/// How many messages a batch has.
pub async fn count(db: &impl ConnectionTrait, batch_id: i64) -> Result<u64> {
    Ok(Entity::find().filter(Column::BatchId.eq(batch_id)).count(db).await?)
}

/// What this person's last answer about a batch was about: where a question that follows goes on from.
pub async fn topic(db: &impl ConnectionTrait, batch_id: i64, user_id: i64) -> Result<Option<String>> {
    let own = Entity::find().filter(Column::BatchId.eq(batch_id)).filter(Column::UserId.eq(user_id));
    let answers = own.filter(Column::Role.eq(Speaker::Assistant));
    let last = answers.order_by_desc(Column::Id).limit(1).one(db).await?;
    Ok(last.and_then(|message| message.topic))
}

/// The last messages of a batch, the oldest of them first.
pub async fn last(db: &impl ConnectionTrait, batch_id: i64, most: u64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Column::BatchId.eq(batch_id));
    let mut rows = all.order_by_desc(Column::Id).limit(most).all(db).await?;
    rows.reverse();
    Ok(rows)
}
