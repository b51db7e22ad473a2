//! Section `[identity]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Result, Role};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub self_registration: Vec<Role>,
    pub password_min: usize,
    pub access_seconds: i64,
    pub session_days: i64,
    pub idle_days: i64,
    pub reset_minutes: i64,
    pub free_failures: u32,
    pub demo_guests: bool,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("identity"))
    }
}
