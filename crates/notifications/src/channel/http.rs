//! Channels over HTTP.
use axum::Json;
use garde::Validate;
use kernel::{Can, Given, One, Path, Result, Routes, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::permissions::Read;

/// A kind of notice, and the ways it takes to you.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Channel {
    /// `module.what_happened`.
    pub kind: String,
    /// What it tells, in words.
    pub title: String,
    /// The module that gives it.
    pub module: String,
    /// Into the inbox.
    pub in_app: bool,
    /// By mail, as long as your settings take mail at all.
    pub mail: bool,
}

/// The ways that you choose; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Choose {
    /// Into the inbox.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) in_app: Given<bool>,
    /// By mail.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) mail: Given<bool>,
}

async fn list_channels(can: Can<Read>) -> Result<Json<Vec<Channel>>> {
    commands::list(&can).await.map(Json)
}

async fn choose_channel(can: Can<Read>, kind: Path<String>, body: Valid<Choose>) -> Result<One<Channel>> {
    commands::choose(&can, &kind.0, body.0).await.map(One)
}

/// The operations on channels.
pub fn routes() -> Routes {
    let all = "/api/v1/notifications/channels";
    Routes::new().get(all, list_channels, "List the kinds of notices and the ways they take to you").put(
        format!("{all}/{{kind}}"),
        choose_channel,
        "Choose the ways of a kind of notice",
    )
}
