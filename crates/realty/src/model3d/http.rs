//! 3D models over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Given, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Slice, Valid, Visitor,
    extract::Object,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    form::Incoming,
    store::{AccessLevel, FileFormat, Model, ModelType},
};
use crate::{development::http::up_to, permissions::Build};
use kernel::texts::Texts;

/// A 3D model.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Model3d {
    pub model_name: String,
    pub model_description: Option<String>,
    pub model_type: ModelType,
    /// Where to fetch it.
    pub file_url: String,
    /// Its length, bytes.
    pub file_size: Option<i64>,
    pub file_format: FileFormat,
    pub thumbnail_url: Option<String>,
    pub is_interactive: bool,
    /// What a viewer begins with.
    pub viewer_config: Option<Object>,
    pub access_level: AccessLevel,
    pub version: String,
    pub id: i64,
    pub project_id: Option<i64>,
    pub unit_id: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    /// The names of its nodes, of a GLB, glTF or OBJ that is kept here: those that are unit numbers can be coloured.
    pub nodes: Texts,
}

impl From<Model> for Model3d {
    fn from(row: Model) -> Self {
        Self {
            model_name: row.model_name,
            model_description: row.model_description,
            model_type: row.model_type,
            file_url: row.file_url,
            file_size: row.file_size,
            file_format: row.file_format,
            thumbnail_url: row.thumbnail_url,
            is_interactive: row.is_interactive,
            viewer_config: row.viewer_config.and_then(|text| serde_json::from_str(&text).ok()),
            access_level: row.access_level,
            version: row.version,
            id: row.id,
            project_id: row.development_id,
            unit_id: row.unit_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            nodes: row.nodes.unwrap_or_default(),
        }
    }
}

/// A model whose file lies elsewhere. To keep the file here, send a form.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(extend("anyOf" = commands::of_something()))]
pub struct NewModel3d {
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) model_name: String,
    #[garde(length(chars, max = 5000))]
    pub(crate) model_description: Option<String>,
    #[garde(skip)]
    pub(crate) model_type: ModelType,
    /// Where it lies: `https://…`.
    #[garde(pattern("^(https?://|/)"), length(chars, min = 1, max = 500))]
    pub(crate) file_url: String,
    #[garde(range(min = 0, max = 1_000_000_000_000_i64))]
    pub(crate) file_size: Option<i64>,
    #[garde(skip)]
    pub(crate) file_format: FileFormat,
    #[garde(pattern("^(https?://|/)"), length(chars, max = 500))]
    pub(crate) thumbnail_url: Option<String>,
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_interactive: bool,
    /// What a viewer begins with; 20,000 characters at most.
    #[garde(custom(small))]
    pub(crate) viewer_config: Option<Object>,
    /// `public` by default.
    #[garde(skip)]
    pub(crate) access_level: Option<AccessLevel>,
    /// `1.0` by default.
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) version: Option<String>,
    /// Of which development; that of the unit by default.
    #[garde(skip)]
    pub(crate) project_id: Option<i64>,
    /// Of which home.
    #[garde(skip)]
    pub(crate) unit_id: Option<i64>,
}

/// What may change of a model; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct Model3dPatch {
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) model_name: Given<String>,
    #[garde(custom(up_to(5_000)))]
    #[schemars(length(max = 5000))]
    pub(crate) model_description: Given<Option<String>>,
    #[garde(skip)]
    pub(crate) model_type: Given<ModelType>,
    #[garde(custom(up_to(500)), custom(address))]
    #[schemars(length(max = 500), regex(pattern = "^(https?://|/)"))]
    pub(crate) thumbnail_url: Given<Option<String>>,
    #[garde(skip)]
    pub(crate) is_interactive: Given<bool>,
    #[garde(custom(small_given))]
    pub(crate) viewer_config: Given<Option<Object>>,
    #[garde(skip)]
    pub(crate) access_level: Given<AccessLevel>,
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) version: Given<String>,
    /// Of which home of its development.
    #[garde(skip)]
    pub(crate) unit_id: Given<Option<i64>>,
}

fn small(config: &Option<Object>, (): &()) -> garde::Result {
    let long = config
        .as_ref()
        .is_some_and(|config| serde_json::to_string(config).map_or(true, |text| text.len() > 20_000));
    if long { Err(garde::Error::new("must have at most 20,000 characters")) } else { Ok(()) }
}

fn small_given(config: &Given<Option<Object>>, context: &()) -> garde::Result {
    config.0.as_ref().map_or(Ok(()), |config| small(config, context))
}

fn address(url: &Given<Option<String>>, (): &()) -> garde::Result {
    let fine = |url: &str| ["https://", "http://", "/"].iter().any(|begins| url.starts_with(begins));
    match &url.0 {
        Some(Some(url)) if !fine(url) => Err(garde::Error::new("must begin with https:// or /")),
        _ => Ok(()),
    }
}

/// Which models to list.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Model3dFilter {
    /// Only of this kind.
    #[garde(skip)]
    pub(crate) model_type: Option<ModelType>,
    /// Only of this home.
    #[garde(skip)]
    pub(crate) unit_id: Option<i64>,
}

async fn create_model(can: Can<Build>, incoming: Incoming) -> Result<Created<Model3d>> {
    let body = commands::create(&can, incoming).await?;
    Ok(Created { location: format!("/api/models/{}", body.id), body })
}

async fn list_models(
    visitor: Visitor,
    id: Path<i64>,
    filter: Query<Model3dFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Model3d>> {
    commands::list(&visitor, id.0, filter.0, slice.0).await
}

async fn get_model(visitor: Visitor, id: Path<i64>) -> Result<One<Model3d>> {
    commands::get(&visitor, id.0).await.map(One)
}

async fn update_model(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<Model3dPatch>,
) -> Result<One<Model3d>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_model(can: Can<Build>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations on models.
pub fn routes() -> Routes {
    let one = "/api/models/{id}";
    Routes::new()
        .post("/api/models", create_model, "Add a 3D model")
        .get("/api/projects/{id}/models", list_models, "List the 3D models of a development")
        .get(one, get_model, "Get a 3D model")
        .patch(one, update_model, "Change a 3D model")
        .delete(one, delete_model, "Delete a 3D model")
}
