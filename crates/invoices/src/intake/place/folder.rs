//! The watched folder.
use std::{
    collections::HashMap,
    ffi::OsString,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{
    Result,
    tray::{Lying, Tray},
};

use super::{
    bring::{Haul, bring},
    commands::Visit,
};
use crate::{
    intake::{
        commands::{self as intake, Load, Refused, is_of_file},
        kinds,
    },
    invoice::store::Source,
    settings::Settings,
};

const TAKEN: &str = "taken";
const REFUSED: &str = "refused";
/// Endings of files that are still being written by their programs.
const UNFINISHED: [&str; 5] = [".tmp", ".part", ".partial", ".crdownload", ".filepart"];

/// Takes the files that rest. First the bytes go to the storage, then the rows are written, last the file is moved:
/// wherever that is broken off, the next look finds the file again, and the same bytes make no second invoice.
pub async fn look(visit: &Visit<'_>) -> Result<Haul> {
    let tray = Tray::at(&visit.watched.watch_folder);
    tray.prepare(&[TAKEN, REFUSED]).await?;
    let mut files = tray.list("").await?;
    files.retain(|file| !is_unfinished(&file.label()));
    let rest = TimeDelta::seconds(visit.watched.watch_rest_seconds);
    let files = visit.app.own(Seen::default).resting(files, visit.app.clock.now(), rest);
    let (mut load, mut good, mut bad) = (Load { files: vec![], refused: vec![] }, vec![], vec![]);
    for file in files.into_iter().take(visit.watched.intake_most) {
        if visit.is_over() {
            break;
        }
        match keep(visit, &tray, &file).await {
            Ok(Some(stored)) => {
                load.files.push(stored);
                good.push(file.name);
            }
            Ok(None) => {}
            Err(error) if is_of_file(&error) => {
                let name = kinds::safe_name(&file.label());
                bad.push((file.name, format!("{}\n", error.detail)));
                load.refused.push(Refused { name, error });
            }
            Err(error) => {
                load.forget(visit.app).await;
                return Err(error);
            }
        }
    }
    let haul = bring(visit, Source::Folder, load, &[]).await?;
    for name in good {
        tray.set_aside(&name, TAKEN, None).await?;
    }
    for (name, why) in bad {
        tray.set_aside(&name, REFUSED, Some(why)).await?;
    }
    Ok(haul)
}

async fn keep(visit: &Visit<'_>, tray: &Tray, file: &Lying) -> Result<Option<intake::Stored>> {
    let most = Settings::of(visit.app)?.max_upload_size as u64;
    let Some(bytes) = tray.read("", &file.name, most).await? else { return Ok(None) };
    intake::keep(visit.app, &file.label(), bytes).await.map(Some)
}

fn is_unfinished(name: &str) -> bool {
    let name = name.to_lowercase();
    name.starts_with('~') || UNFINISHED.iter().any(|ending| name.ends_with(ending))
}

/// The files that the last look saw, and since when each is as it is. Their own times are no help: some programs set
/// them before a file is whole, and the clock that wrote them may be another.
#[derive(Default)]
struct Seen(Mutex<HashMap<OsString, (Lying, DateTime<Utc>)>>);

impl Seen {
    /// Those of these files that are unchanged for so long.
    fn resting(&self, files: Vec<Lying>, now: DateTime<Utc>, rest: TimeDelta) -> Vec<Lying> {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut before = std::mem::take(&mut *seen);
        let mut resting = vec![];
        for file in files {
            let same = before.remove(&file.name).filter(|(was, _)| *was == file);
            let since = same.map_or(now, |(_, since)| since);
            if now - since >= rest {
                resting.push(file.clone());
            }
            seen.insert(file.name.clone(), (file, since));
        }
        resting
    }
}
