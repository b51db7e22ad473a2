//! Templates of vendors in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result};
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*, sea_query::OnConflict};

/// A template.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_vendor_templates")]
pub struct Model {
    /// Whose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub vendor_id: i64,
    /// What it says.
    pub yaml: String,
    /// Who wrote it last.
    pub user_id: Option<i64>,
    /// Since when there is one.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// No more templates than this are used.
const MOST: u64 = 1_000;

/// 404.
pub fn missing() -> Error {
    Error::not_found("This vendor has no template")
}

/// The template of a vendor.
pub async fn of(db: &impl ConnectionTrait, vendor_id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(vendor_id).one(db).await?)
}

/// Keeps a template, in place of an older one.
pub async fn keep(db: &impl ConnectionTrait, row: Model) -> Result<()> {
    let mut known = OnConflict::column(Column::VendorId);
    let changed = [Column::Yaml, Column::UserId, Column::UpdatedAt];
    Entity::insert(ActiveModel::from(row))
        .on_conflict(known.update_columns(changed).to_owned())
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Takes a template away.
pub async fn remove(db: &impl ConnectionTrait, vendor_id: i64) -> Result<()> {
    Entity::delete_by_id(vendor_id).exec(db).await?;
    Ok(())
}

/// How many there are and when the last one changed: another answer means that something changed.
pub async fn stamp(db: &impl ConnectionTrait) -> Result<(u64, Option<DateTime<Utc>>)> {
    let last = Entity::find().select_only().column(Column::UpdatedAt).order_by_desc(Column::UpdatedAt);
    let last = last.limit(1).into_tuple().one(db).await?;
    Ok((if last.is_some() { Entity::find().count(db).await? } else { 0 }, last))
}

/// All of them, the newest first.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>> {
    Ok(Entity::find().order_by_desc(Column::UpdatedAt).limit(MOST).all(db).await?)
}
