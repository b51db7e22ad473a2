//! System settings over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Given, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Slice, Valid, Visitor,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{commands, store::Model};
use crate::permissions::KeepSettings;

/// What keys are made of.
const KEY: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

/// A value that clients ask for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SystemSetting {
    /// By which it is asked for.
    pub setting_key: String,
    /// Any JSON.
    pub setting_value: Value,
    /// What kind of value, for whoever shows it.
    pub setting_type: String,
    /// What it is good for.
    pub description: Option<String>,
    /// With which others it belongs.
    pub category: Option<String>,
    /// Whether everybody sees it.
    pub is_public: bool,
    /// Its id.
    pub id: i64,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl TryFrom<Model> for SystemSetting {
    type Error = kernel::Error;

    fn try_from(row: Model) -> Result<Self> {
        Ok(Self {
            setting_value: serde_json::from_str(&row.setting_value)?,
            setting_key: row.setting_key,
            setting_type: row.setting_type,
            description: row.description,
            category: row.category,
            is_public: row.is_public,
            id: row.id,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A new setting.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewSystemSetting {
    /// By which it is asked for: letters, digits, dots, dashes and underscores.
    #[garde(pattern("^[A-Za-z0-9][A-Za-z0-9._-]*$"), length(chars, min = 1, max = 255))]
    #[schemars(regex(pattern = KEY))]
    pub(crate) setting_key: String,
    /// Any JSON.
    #[garde(skip)]
    pub(crate) setting_value: Value,
    /// What kind of value, for whoever shows it.
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) setting_type: String,
    /// What it is good for.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) description: Option<String>,
    /// With which others it belongs.
    #[serde(default)]
    #[garde(length(chars, max = 100))]
    pub(crate) category: Option<String>,
    /// Whether everybody sees it; no by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_public: bool,
}

fn example() -> Value {
    serde_json::json!({
        "setting_key": "visits.hours", "setting_value": {"from": "09:00", "to": "18:00"}, "setting_type": "object",
        "category": "visits", "is_public": true,
    })
}

/// What may change of a setting; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct SystemSettingPatch {
    /// Any JSON.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) setting_value: Given<Value>,
    /// What kind of value.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) setting_type: Given<String>,
    /// What it is good for.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) description: Given<Option<String>>,
    /// With which others it belongs.
    #[serde(default)]
    #[garde(length(chars, max = 100))]
    pub(crate) category: Given<Option<String>>,
    /// Whether everybody sees it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_public: Given<bool>,
}

/// Which settings to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct SystemSettingFilter {
    /// Only of this category.
    #[garde(length(chars, max = 100))]
    pub(crate) category: Option<String>,
}

async fn list_settings(
    visitor: Visitor,
    filter: Query<SystemSettingFilter>,
    slice: Query<Slice>,
) -> Result<Listed<SystemSetting>> {
    commands::list(&visitor, filter.0.category.as_deref(), slice.0).await
}

async fn create_setting(
    can: Can<KeepSettings>,
    body: Valid<NewSystemSetting>,
) -> Result<Created<SystemSetting>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/system-settings/{}", body.setting_key), body })
}

async fn get_setting(visitor: Visitor, key: Path<String>) -> Result<One<SystemSetting>> {
    commands::get(&visitor, &key.0).await.map(One)
}

async fn update_setting(
    can: Can<KeepSettings>,
    key: Path<String>,
    if_match: IfMatch,
    body: Valid<SystemSettingPatch>,
) -> Result<One<SystemSetting>> {
    commands::update(&can, &key.0, &if_match, body.0).await.map(One)
}

async fn patch_setting(
    can: Can<KeepSettings>,
    key: Path<String>,
    if_match: IfMatch,
    body: Valid<SystemSettingPatch>,
) -> Result<One<SystemSetting>> {
    commands::update(&can, &key.0, &if_match, body.0).await.map(One)
}

async fn delete_setting(can: Can<KeepSettings>, key: Path<String>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, &key.0, &if_match).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let (many, one) = ("/api/system-settings", "/api/system-settings/{key}");
    Routes::new()
        .get(many, list_settings, "List system settings")
        .post(many, create_setting, "Create a system setting")
        .get(one, get_setting, "Get a system setting")
        .put(one, update_setting, "Change a system setting")
        .patch(one, patch_setting, "Change a system setting")
        .delete(one, delete_setting, "Delete a system setting")
}
