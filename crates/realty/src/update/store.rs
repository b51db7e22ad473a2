//! Construction updates in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use schemars::JsonSchema;
use sea_orm::{IntoActiveModel, QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::words::words;
use kernel::texts::Texts;

words! {
    /// What kind of news.
    UpdateType { Milestone, Delay, General, Safety, Quality }
}

words! {
    /// How much it matters.
    Priority { Low, Medium, High, Critical }
}

/// News of a development.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_updates")]
#[expect(missing_docs, reason = "the contract names them; see http::ConstructionUpdate")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub development_id: i64,
    pub update_title: String,
    pub update_content: String,
    pub update_type: UpdateType,
    pub priority: Priority,
    pub images: Option<Texts>,
    pub videos: Option<Texts>,
    pub weather_impact: bool,
    pub estimated_delay_days: Option<i64>,
    pub posted_by: i64,
    pub is_published: bool,
    pub tags: Option<Texts>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Construction update not found")
}

/// A page of a development's news, the latest first, and how many there are; drafts only for its builder.
pub async fn page(
    db: &impl ConnectionTrait,
    development_id: i64,
    drafts: bool,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find().filter(Column::DevelopmentId.eq(development_id));
    if !drafts {
        all = all.filter(Column::IsPublished.eq(true));
    }
    slice(all.order_by_desc(Column::Id), db, skip, limit).await
}

/// The latest published news of these developments.
pub async fn latest(db: &impl ConnectionTrait, developments: &[i64], most: u64) -> Result<Vec<Model>> {
    let theirs = Column::DevelopmentId.is_in(developments.iter().copied());
    let all = Entity::find().filter(theirs).filter(Column::IsPublished.eq(true));
    Ok(all.order_by_desc(Column::Id).limit(most).all(db).await?)
}

/// The news with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// Writes a new one.
pub async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let mut row = row.into_active_model().reset_all();
    row.not_set(Column::Id);
    Ok(row.insert(db).await?)
}

/// Writes one as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    Ok(row.into_active_model().reset_all().update(db).await?)
}

/// Removes one.
pub async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
