//! Removing the bytes of files whose invoices are gone.
use chrono::TimeDelta;
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
    for key in keys {
        app.storage.delete(&key).await?;
    }
    Ok(())
}

/// Removes bytes that no invoice has: those of an upload that broke off.
pub async fn sweep(app: &App) -> Result<()> {
    let stored = app.storage.list(FOLDER, 100_000).await?;
    let old = app.clock.now() - TimeDelta::days(1);
    let keys = stored.into_iter().filter(|file| file.modified < old).map(|file| file.key).collect::<Vec<_>>();
    for keys in keys.chunks(1_000) {
        let known = store::known_files(app.db.read(), keys).await?;
        for key in keys.iter().filter(|key| !known.contains(*key)) {
            app.storage.delete(key).await?;
        }
    }
    Ok(())
}
