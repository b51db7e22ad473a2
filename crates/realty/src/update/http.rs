//! Construction updates over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Created, Given, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{Model, Priority, UpdateType},
};
use crate::{lines::Lines, permissions::Build};

/// News of a development.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConstructionUpdate {
    /// In a few words.
    pub update_title: String,
    /// All of it.
    pub update_content: String,
    /// What kind of news.
    pub update_type: UpdateType,
    /// How much it matters.
    pub priority: Priority,
    /// Pictures, as addresses.
    pub images: Option<Vec<String>>,
    /// Films, as addresses.
    pub videos: Option<Vec<String>>,
    /// Whether the weather is to blame.
    pub weather_impact: bool,
    /// By how many days it delays the building.
    pub estimated_delay_days: Option<i64>,
    /// Whether anybody but the builder sees it.
    pub is_published: bool,
    /// Words to find it by.
    pub tags: Option<Vec<String>>,
    /// Its id.
    pub id: i64,
    /// The development.
    pub project_id: i64,
    /// Who wrote it: his account.
    pub posted_by: i64,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<Model> for ConstructionUpdate {
    fn from(row: Model) -> Self {
        Self {
            update_title: row.update_title,
            update_content: row.update_content,
            update_type: row.update_type,
            priority: row.priority,
            images: row.images.map(|texts| texts.0),
            videos: row.videos.map(|texts| texts.0),
            weather_impact: row.weather_impact,
            estimated_delay_days: row.estimated_delay_days,
            is_published: row.is_published,
            tags: row.tags.map(|texts| texts.0),
            id: row.id,
            project_id: row.development_id,
            posted_by: row.posted_by,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// News to tell. Once published, customers with a booking in the development are told.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewConstructionUpdate {
    /// In a few words.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) update_title: String,
    /// All of it.
    #[garde(length(chars, min = 1, max = 20_000))]
    pub(crate) update_content: String,
    /// What kind of news; general by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) update_type: Option<UpdateType>,
    /// How much it matters; medium by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) priority: Option<Priority>,
    /// Pictures, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) images: Option<Lines>,
    /// Pictures, as numbers of your own uploads; they stand after `images`.
    #[serde(default)]
    #[garde(length(max = 50))]
    pub(crate) file_ids: Option<Vec<i64>>,
    /// Films, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) videos: Option<Lines>,
    /// Whether the weather is to blame.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) weather_impact: Option<bool>,
    /// By how many days it delays the building.
    #[serde(default)]
    #[garde(range(min = 0, max = 36_500))]
    pub(crate) estimated_delay_days: Option<i64>,
    /// Whether anybody but the builder sees it; yes by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_published: Option<bool>,
    /// Words to find it by.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) tags: Option<Lines>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "update_title": "Roof is on", "update_content": "The roof of tower A is closed." })
}

/// What may change of news; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ConstructionUpdatePatch {
    /// In a few words.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) update_title: Given<String>,
    /// All of it.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 20_000))]
    pub(crate) update_content: Given<String>,
    /// What kind of news.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) update_type: Given<UpdateType>,
    /// How much it matters.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) priority: Given<Priority>,
    /// Pictures, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) images: Given<Option<Lines>>,
    /// Further pictures, as numbers of your own uploads.
    #[serde(default)]
    #[garde(length(max = 50))]
    pub(crate) file_ids: Option<Vec<i64>>,
    /// Films, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) videos: Given<Option<Lines>>,
    /// Whether the weather is to blame.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) weather_impact: Given<bool>,
    /// By how many days it delays the building.
    #[serde(default)]
    #[garde(range(min = 0, max = 36_500))]
    pub(crate) estimated_delay_days: Given<Option<i64>>,
    /// Whether anybody but the builder sees it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_published: Given<bool>,
    /// Words to find it by.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) tags: Given<Option<Lines>>,
}

/// How much news.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct UpdateSlice {
    /// How much to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    pub(crate) skip: u64,
    /// How much to give.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
}

fn ten() -> u64 {
    10
}

async fn list_updates(
    visitor: Visitor,
    id: Path<i64>,
    slice: Query<UpdateSlice>,
) -> Result<Listed<ConstructionUpdate>> {
    commands::list(&visitor, id.0, slice.0).await
}

async fn create_update(
    can: Can<Build>,
    id: Path<i64>,
    body: Valid<NewConstructionUpdate>,
) -> Result<Created<ConstructionUpdate>> {
    let body = commands::create(&can, id.0, body.0).await?;
    Ok(Created { location: format!("/api/updates/{}", body.id), body })
}

async fn get_update(visitor: Visitor, id: Path<i64>) -> Result<One<ConstructionUpdate>> {
    commands::get(&visitor, id.0).await.map(One)
}

async fn update_update(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ConstructionUpdatePatch>,
) -> Result<One<ConstructionUpdate>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_update(can: Can<Build>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let (many, one) = ("/api/projects/{id}/updates", "/api/updates/{id}");
    Routes::new()
        .get(many, list_updates, "List the news of a development")
        .post(many, create_update, "Tell news of a development")
        .get(one, get_update, "Get news of a development")
        .patch(one, update_update, "Change news of a development")
        .delete(one, delete_update, "Delete news of a development")
}
