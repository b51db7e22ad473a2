//! How far runs are: for whoever asks, and for the screens of whoever uploads.
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use kernel::{App, Audience, Event, Result};
use schemars::JsonSchema;
use serde::Serialize;
use tokio::sync::{Mutex as Line, OwnedMutexGuard, OwnedSemaphorePermit, Semaphore};

use super::store::{Model, State};
use crate::{events, settings::Settings};

/// Screens hear of a run so often.
const OFTEN: Duration = Duration::from_millis(200);

/// How far a run is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "LoadProgress")]
pub struct Progress {
    /// The run.
    pub load_id: i64,
    /// Its portfolio.
    pub portfolio_id: i64,
    /// Rows that were judged.
    pub rows: u64,
    /// Bytes that were read.
    pub bytes: u64,
    /// Bytes of the whole file.
    pub total_bytes: u64,
    /// How far it is.
    pub state: State,
    /// The word that its sender gave it in `X-Load-Key`.
    pub key: Option<String>,
}

/// What this process works on, and who waits for it.
pub struct Works {
    running: Mutex<HashMap<i64, Progress>>,
    places: Arc<Semaphore>,
    lines: Mutex<HashMap<i64, Arc<Line<()>>>>,
}

/// A place among those who work, and the only one for its portfolio.
pub struct Turn {
    _place: OwnedSemaphorePermit,
    _line: OwnedMutexGuard<()>,
}

impl Works {
    /// Of this house.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        let most = Settings::of(app)?.loads_at_once.max(1);
        let places = if app.db.is_shared() { most } else { 1 };
        Ok(app.own(|| Self {
            running: Mutex::default(),
            places: Arc::new(Semaphore::new(places)),
            lines: Mutex::default(),
        }))
    }

    /// Waits until there is a place, and no other upload to this portfolio.
    pub async fn turn(&self, portfolio: i64) -> Result<Turn> {
        let line = {
            let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
            // Nobody else holds what only the map knows.
            lines.retain(|_, line| Arc::strong_count(line) > 1);
            lines.entry(portfolio).or_default().clone()
        };
        let line = line.lock_owned().await;
        let place = self.places.clone().acquire_owned().await.map_err(kernel::Error::internal)?;
        Ok(Turn { _place: place, _line: line })
    }

    /// How far a run is that this process works on.
    pub fn progress(&self, load: i64) -> Option<Progress> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner).get(&load).cloned()
    }

    fn put(&self, load: i64, progress: Option<Progress>) {
        let mut running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Some(progress) => running.insert(load, progress),
            None => running.remove(&load),
        };
    }
}

/// Tells how a run goes on, for as long as it lives.
pub struct Watch {
    app: App,
    works: Arc<Works>,
    user: i64,
    progress: Progress,
    told: Option<Instant>,
    /// How long the text is that is read: of a spreadsheet, another than the file.
    text: u64,
}

impl Watch {
    /// Of a run that begins.
    pub fn begin(app: &App, load: &Model, text: u64, (user, key): (i64, Option<String>)) -> Result<Self> {
        let progress = Progress {
            load_id: load.id,
            portfolio_id: load.portfolio_id,
            rows: 0,
            bytes: 0,
            total_bytes: load.bytes.unsigned_abs(),
            state: State::Running,
            key,
        };
        let works = Works::of(app)?;
        works.put(load.id, Some(progress.clone()));
        Ok(Self { app: app.clone(), works, user, progress, told: None, text })
    }

    /// Says how far it is, in rows and in bytes of the text; screens hear it now and then.
    pub async fn goes_on(&mut self, rows: u64, bytes: u64) -> Result<()> {
        let of = u128::from(self.text.max(1));
        let bytes = u128::from(bytes) * u128::from(self.progress.total_bytes) / of;
        (self.progress.rows, self.progress.bytes) = (rows, u64::try_from(bytes).unwrap_or(u64::MAX));
        self.works.put(self.progress.load_id, Some(self.progress.clone()));
        if self.told.is_some_and(|told| told.elapsed() < OFTEN) {
            return Ok(());
        }
        self.told = Some(Instant::now());
        self.tell().await
    }

    /// Says that it is over.
    pub async fn over(&mut self, state: State) -> Result<()> {
        self.progress.state = state;
        if state == State::Done {
            self.progress.bytes = self.progress.total_bytes;
        }
        self.tell().await
    }

    async fn tell(&self) -> Result<()> {
        // Seen at once, and by no module: it says nothing that lasts.
        let event = Event::new(events::LOAD, &self.progress, Audience::User(self.user))?;
        self.app.hub.publish(&event).await;
        Ok(())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.works.put(self.progress.load_id, None);
    }
}
