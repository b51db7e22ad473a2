//! Section `[support]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub anonymous: u32,
    pub signed_in: u32,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("support"))
    }
}
