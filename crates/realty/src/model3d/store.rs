//! 3D models in the database.
use chrono::{DateTime, Utc};
use kernel::{Error, Result};
use schemars::JsonSchema;
use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{file::store::FileAccess, words::words};
use kernel::texts::Texts;

words! {
    /// What a model shows.
    ModelType { ProjectOverview, UnitInterior, FloorPlan, Amenities }
}

words! {
    /// How a model is written down.
    FileFormat { Obj, Fbx, Gltf, Glb, Blend }
}

words! {
    /// Who may see a model: everybody, customers who are signed in, or customers with a booking.
    AccessLevel { Public, CustomersOnly, BookedCustomers }
}

impl From<AccessLevel> for FileAccess {
    fn from(level: AccessLevel) -> Self {
        match level {
            AccessLevel::Public => Self::Public,
            AccessLevel::CustomersOnly => Self::CustomersOnly,
            AccessLevel::BookedCustomers => Self::BookedCustomers,
        }
    }
}

/// A model.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "realty_models")]
#[expect(missing_docs, reason = "the contract names them; see http::Model3d")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub development_id: Option<i64>,
    pub unit_id: Option<i64>,
    pub model_name: String,
    pub model_description: Option<String>,
    pub model_type: ModelType,
    pub file_id: Option<i64>,
    pub file_url: String,
    pub file_size: Option<i64>,
    pub file_format: FileFormat,
    pub thumbnail_url: Option<String>,
    pub is_interactive: bool,
    pub viewer_config: Option<String>,
    pub access_level: AccessLevel,
    pub version: String,
    pub nodes: Option<Texts>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Model not found")
}

/// The model with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// The same, locked for the transaction.
pub async fn lock(db: &impl ConnectionTrait, id: i64) -> Result<Model> {
    Entity::find_by_id(id).lock_exclusive().one(db).await?.ok_or_else(missing)
}

/// The models of a development that are open to these, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    development_id: i64,
    levels: &[AccessLevel],
    only: (Option<ModelType>, Option<i64>),
    slice: (u64, u64),
) -> Result<(Vec<Model>, u64)> {
    let mut all = Entity::find()
        .filter(Column::DevelopmentId.eq(development_id))
        .filter(Column::AccessLevel.is_in(levels.iter().copied()));
    if let Some(kind) = only.0 {
        all = all.filter(Column::ModelType.eq(kind));
    }
    if let Some(unit) = only.1 {
        all = all.filter(Column::UnitId.eq(unit));
    }
    let rows = all.clone().order_by_asc(Column::Id).offset(slice.0).limit(slice.1).all(db).await?;
    let total = all.count(db).await?;
    Ok((rows, total))
}

/// The model that shows a file.
pub async fn of_file(db: &impl ConnectionTrait, file_id: i64) -> Result<Option<i64>> {
    let its = Entity::find().select_only().column(Column::Id).filter(Column::FileId.eq(file_id));
    Ok(its.into_tuple().one(db).await?)
}

/// Removes a model.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
