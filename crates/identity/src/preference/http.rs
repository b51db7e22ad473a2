//! Settings over HTTP.
use axum::Json;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Caller, Error, Given, Gone, IfMatch, One, Path, Result, Routes, Valid, page::etag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{commands, model, store};
use crate::{
    session::http::{Message, message},
    user::store as users,
};

/// What a person prefers.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Preferences {
    id: i64,
    user_id: i64,
    /// Whether a second factor is asked for at sign-in.
    two_factor_enabled: bool,
    /// Whether mail brings what the house has to say.
    email_notifications: bool,
    /// Whether he would take text messages.
    sms_notifications: bool,
    /// The telephone number of the account.
    phone_number: Option<String>,
    /// Where post reaches him.
    address: Option<String>,
    /// What a screen keeps for him, as JSON text.
    preferences: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

impl Preferences {
    pub(crate) fn new(user: &users::Model, row: store::Model) -> Self {
        Self {
            id: row.id,
            user_id: user.id,
            two_factor_enabled: user.two_factor_enabled,
            email_notifications: row.email_notifications,
            sms_notifications: row.sms_notifications,
            phone_number: user.phone.clone(),
            address: row.address,
            preferences: row.preferences,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What may change of one's preferences; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangePreferences {
    /// Only as it is: PUT /api/v1/settings/2fa/enable and …/disable switch it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) two_factor_enabled: Given<bool>,
    /// Whether mail brings what the house has to say.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) email_notifications: Given<bool>,
    /// Whether he would take text messages.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) sms_notifications: Given<bool>,
    /// The telephone number of the account; `null` removes it.
    #[serde(default)]
    #[garde(length(chars, max = 40))]
    pub(crate) phone_number: Given<Option<String>>,
    /// Where post reaches him; `null` removes it.
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    pub(crate) address: Given<Option<String>>,
    /// What a screen keeps for him: an object, or its JSON text; `null` removes it.
    #[serde(default, deserialize_with = "kept_for_a_screen")]
    #[schemars(with = "Kept")]
    #[garde(skip)]
    pub(crate) preferences: Given<Option<Value>>,
}

/// For the document: what [`model::kept`] takes.
struct Kept;

impl JsonSchema for Kept {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kept".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let text =
            json!({ "type": "string", "maxLength": model::MOST, "contentMediaType": "application/json" });
        schemars::json_schema!({ "anyOf": [{ "type": "object" }, text, { "type": "null" }] })
    }
}

fn kept_for_a_screen<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Given<Option<Value>>, D::Error> {
    let wrong = || serde::de::Error::custom("must be an object, or its JSON text");
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(Given(Some(None))),
        Value::String(text) if text.chars().count() > model::MOST => {
            Err(serde::de::Error::custom(format!("must have at most {} characters", model::MOST)))
        }
        value if value.is_object() || value.is_string() => Ok(Given(Some(Some(value)))),
        _ => Err(wrong()),
    }
}

/// Who one is.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangeProfile {
    /// The name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) full_name: Option<String>,
    /// The name, under its other name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The telephone number; `null` removes it.
    #[serde(default)]
    #[garde(length(chars, max = 40))]
    pub(crate) phone: Given<Option<String>>,
}

/// A new password.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangePassword {
    /// The present one.
    #[garde(length(chars, max = 256))]
    pub(crate) old_password: Option<String>,
    /// The new one. Ends all other sessions.
    #[garde(length(chars, max = 256))]
    pub(crate) new_password: Option<String>,
}

async fn get_settings(caller: Caller) -> Result<One<Preferences>> {
    commands::look(&caller).await.map(One)
}

async fn update_settings(
    caller: Caller,
    if_match: IfMatch,
    body: Valid<ChangePreferences>,
) -> Result<One<Preferences>> {
    let fresh = |now: &Preferences| if_match.check(&etag(now));
    commands::change(&caller, body.0, fresh).await.map(One)
}

async fn update_profile(caller: Caller, body: Valid<ChangeProfile>) -> Result<Json<Message>> {
    commands::profile(&caller, body.0).await?;
    Ok(message("Profile updated successfully"))
}

async fn change_password(caller: Caller, body: Valid<ChangePassword>) -> Result<Gone> {
    commands::password(&caller, body.0).await?;
    Ok(Gone)
}

async fn switch_two_factor(_: Caller, _: Path<String>) -> Result<Gone> {
    Err(Error::bad_request("Action must be 'enable' or 'disable'"))
}

/// The operations on one's settings.
pub fn routes() -> Routes {
    let settings = "/api/v1/settings";
    Routes::new()
        .get(settings, get_settings, "Get your settings")
        .put(settings, update_settings, "Change your settings")
        .put("/api/v1/settings/profile", update_profile, "Change your name or telephone number")
        .put("/api/v1/settings/password", change_password, "Change your password")
        .put("/api/v1/settings/2fa/{action}", switch_two_factor, "Refuse what is neither enable nor disable")
}
