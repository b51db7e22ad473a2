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

/// Places from which invoices come by themselves.
#[derive(Clone, Deserialize)]
#[expect(missing_docs, reason = "settings.toml is the manual")]
pub struct Watched {
    pub intake_owner: String,
    pub intake_seconds: i64,
    pub intake_most: usize,
    pub watch_folder: String,
    pub watch_rest_seconds: i64,
    pub mail_folder: String,
    pub mail_max_bytes: u64,
    pub mail_picture_bytes: usize,
    pub imap_host: String,
    pub imap_port: u16,
    pub imap_user: String,
    pub imap_password: String,
    pub imap_mailbox: String,
    pub imap_done: String,
    pub imap_tls: bool,
    pub imap_authority: String,
}

impl Watched {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| app.settings.of("invoices"))
    }
}
