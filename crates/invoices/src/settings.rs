//! Section `[invoices]`; `settings.toml` explains each.
use std::sync::Arc;

use kernel::{App, Currency, Money, Result};
use serde::Deserialize;

/// The effective settings of this module.
#[derive(Clone, Debug, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Settings {
    pub max_upload_size: usize,
    pub max_files: usize,
    pub allowed_kinds: Vec<String>,
    pub currency: Currency,
    pub four_eyes_from: Money,
    pub own_approval: bool,
    pub own_names: Vec<String>,
    pub own_tax_ids: Vec<String>,
    pub stage_seconds: u64,
    pub attempts: i64,
    pub metrics_seconds: u64,
    pub word_milliseconds: u64,
    pub languages: Vec<String>,
    pub max_pages: usize,
    pub ocr_seconds: u64,
    pub reader_megabytes: u64,
    pub country: String,
    pub templates: String,
    pub gst_keys: Vec<String>,
}

impl Settings {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("invoices"))
    }
}
