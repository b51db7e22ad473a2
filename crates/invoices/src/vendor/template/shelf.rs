//! The templates that readers get: those of vendors and those of the house's folder, held until one of them changes.
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use extract::template::{
    Template,
    folder::{self, Stamp},
};
use kernel::{App, Result};
use tokio::time::Instant;

use super::store;
use crate::{reader::template::Sheet, settings::Settings};

/// The folder is not looked at more often than this.
const PAUSE: Duration = Duration::from_secs(2);
/// All templates together; a reader gets them with each file.
const LARGEST: usize = 2 << 20;

type Key = ((u64, Option<DateTime<Utc>>), Arc<Stamp>);

#[derive(Default)]
struct Shelf {
    held: Mutex<Option<(Key, Arc<Vec<Sheet>>)>>,
    folder: Mutex<Option<(Instant, Arc<Stamp>)>>,
}

/// The templates as they are now.
pub async fn templates(app: &App) -> Result<Arc<Vec<Sheet>>> {
    let shelf: Arc<Shelf> = app.own(Shelf::default);
    let path = Settings::of(app)?.templates.clone();
    let stamp = looked(&shelf, &path).await;
    let key = (store::stamp(app.db.read()).await?, stamp.clone());
    if let Some((known, sheets)) = &*shelf.held.lock().unwrap_or_else(PoisonError::into_inner)
        && *known == key
    {
        return Ok(sheets.clone());
    }
    let rows = if key.0.0 > 0 { store::all(app.db.read()).await? } else { vec![] };
    let mut sheets: Vec<Sheet> = rows
        .into_iter()
        .map(|row| Sheet { name: format!("of vendor {}", row.vendor_id), yaml: row.yaml })
        .collect();
    sheets.extend(read(path, stamp).await);
    let mut bytes = 0;
    let all = sheets.len();
    sheets.retain(|sheet| {
        bytes += sheet.yaml.len();
        bytes <= LARGEST
    });
    if sheets.len() < all {
        tracing::warn!(used = sheets.len(), all, "too many templates: the last ones are not used");
    }
    let sheets = Arc::new(sheets);
    *shelf.held.lock().unwrap_or_else(PoisonError::into_inner) = Some((key, sheets.clone()));
    Ok(sheets)
}

/// What lies in the folder; a folder that can't be read is told, and holds nothing.
async fn looked(shelf: &Shelf, path: &str) -> Arc<Stamp> {
    if path.is_empty() {
        return Arc::default();
    }
    if let Some((at, stamp)) = &*shelf.folder.lock().unwrap_or_else(PoisonError::into_inner)
        && at.elapsed() < PAUSE
    {
        return stamp.clone();
    }
    let folder = PathBuf::from(path);
    let stamp = match tokio::task::spawn_blocking(move || folder::stamp(&folder)).await {
        Ok(Ok(stamp)) => stamp,
        Ok(Err(e)) => {
            tracing::warn!(%e, "the folder of templates can't be read");
            Stamp::default()
        }
        Err(e) => {
            tracing::warn!(%e, "looking into the folder of templates failed");
            Stamp::default()
        }
    };
    let stamp = Arc::new(stamp);
    *shelf.folder.lock().unwrap_or_else(PoisonError::into_inner) = Some((Instant::now(), stamp.clone()));
    stamp
}

/// What the files of the folder say; what is no template is told, and left out.
async fn read(path: String, stamp: Arc<Stamp>) -> Vec<Sheet> {
    let good = move || {
        let mut good = vec![];
        for sheet in folder::sheets(&PathBuf::from(path), &stamp) {
            match Template::parse(&sheet.name, &sheet.yaml) {
                Ok(_) => good.push(Sheet { name: sheet.name, yaml: sheet.yaml }),
                Err(refusal) => tracing::warn!(%refusal, name = sheet.name, "a template is not used"),
            }
        }
        good
    };
    tokio::task::spawn_blocking(good).await.unwrap_or_default()
}
