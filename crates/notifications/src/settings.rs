//! Section `[notifications]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub in_app: bool,
    pub mail: bool,
    pub inbox_only: Vec<String>,
    pub read_days: i64,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("notifications"))
    }
}
