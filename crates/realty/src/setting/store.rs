//! System settings in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result, db::slice};
use sea_orm::{Condition, IntoActiveModel, QueryOrder, QuerySelect, SqlErr, entity::prelude::*};
use serde::Serialize;

/// A system setting; its value is JSON as text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_settings")]
#[expect(missing_docs, reason = "the contract names them; see http::SystemSetting")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub setting_key: String,
    pub setting_value: String,
    pub setting_type: String,
    pub description: Option<String>,
    pub category: Option<String>,
    pub is_public: bool,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Setting not found")
}

/// 409.
fn taken(key: &str) -> Error {
    Error::conflict(format!("There is a setting '{key}' already. Change that one."))
}

/// A page of settings by key, and how many there are; hidden ones only where `all`.
pub async fn page(
    db: &impl ConnectionTrait,
    all: bool,
    category: Option<&str>,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let asked = Condition::all()
        .add_option((!all).then(|| Column::IsPublic.eq(true)))
        .add_option(category.map(|category| Column::Category.eq(category)));
    let all = Entity::find().filter(asked);
    slice(all.order_by_asc(Column::SettingKey), db, skip, limit).await
}

/// The setting with this key.
pub async fn by_key(db: &impl ConnectionTrait, key: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::SettingKey.eq(key)).one(db).await?)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, key: &str) -> Result<Model> {
    let row = Entity::find().filter(Column::SettingKey.eq(key)).lock_exclusive().one(db).await?;
    row.ok_or_else(missing)
}

/// Writes a new one; 409 where the key is taken.
pub async fn insert(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let key = row.setting_key.clone();
    if by_key(db, &key).await?.is_some() {
        return Err(taken(&key));
    }
    let mut row = row.into_active_model().reset_all();
    row.not_set(Column::Id);
    row.insert(db).await.map_err(|e| match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(&key),
        _ => e.into(),
    })
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
