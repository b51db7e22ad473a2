//! Section `[insurance]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Currency, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub currency: Currency,
    pub reminder_days: Vec<i64>,
    pub duplicate_days: i64,
    pub document_max_bytes: usize,
    pub documents_per_claim: u64,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("insurance"))
    }
}
