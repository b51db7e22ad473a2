//! Section `[planning]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Currency, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
pub struct Settings {
    pub currency: Currency,
    pub import_max_bytes: u64,
    pub import_max_lines: i64,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("planning"))
    }
}
