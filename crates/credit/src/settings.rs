//! Section `[credit]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Currency, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub currency: Currency,
    pub totals_kept: usize,
    pub upload_megabytes: u64,
    pub sheet_megabytes: u64,
    pub sheet_unpacked_megabytes: u64,
    pub loads_at_once: usize,
    pub load_errors_days: i64,
    pub snapshot_megabytes: usize,
    pub snapshot_file_loans: usize,
    pub studies_kept: usize,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("credit"))
    }
}
