//! Removing the bytes of files whose invoices are gone.
use chrono::TimeDelta;
use futures::TryStreamExt;
use kernel::{App, Result};
use serde_json::value::RawValue;

use crate::invoice::store;

/// The job that removes the bytes of files that are gone.
pub const REMOVE_FILES: &str = "invoices.remove_files";
/// The job that looks for bytes to which no invoice belongs (any more).
pub const SWEEP_FILES: &str = "invoices.sweep_files";

/// Where the files are.
pub const FOLDER: &str = "invoices/files";

/// Removes the bytes of files whose rows are gone.
pub async fn remove_files(app: &App, payload: &RawValue) -> Result<()> {
    let keys: Vec<String> = serde_json::from_str(payload.get())?;
    app.storage.delete_all(&keys).await
}

/// Removes bytes that no invoice has: those of an upload that broke off.
pub async fn sweep(app: &App) -> Result<()> {
    let mut old = app.storage.older_than(FOLDER, app.clock.now() - TimeDelta::days(1))?;
    while let Some(keys) = old.try_next().await? {
        let known = store::known_files(app.db.read(), &keys).await?;
        let lost: Vec<_> = keys.into_iter().filter(|key| !known.contains(key)).collect();
        app.storage.delete_all(&lost).await?;
    }
    Ok(())
}
