//! Section `[realty]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Currency, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub currency: Currency,
    pub hold_hours: i64,
    pub hold_most_hours: i64,
    pub late_interest_percent: f64,
    pub late_grace_days: i64,
    pub due_days: i64,
    pub image_max_bytes: usize,
    pub model_max_bytes: usize,
    pub attachment_max_bytes: usize,
    pub demo_sample_only: bool,
    pub catalogue_seconds: i64,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("realty"))
    }
}
