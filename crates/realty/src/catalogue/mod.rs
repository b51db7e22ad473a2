//! What everybody may read is read once: pages of the public catalogue are remembered for a moment, and forgotten as
//! soon as anything in it changes here.
mod http;
mod shelf;

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use chrono::TimeDelta;
use kernel::{App, Result, db::hex};
use serde::Serialize;
use sha2::{Digest, Sha256};

pub use http::{IfNoneMatch, Public, unchanged};
use shelf::Shelf;

use crate::{
    development::page::{
        model::{Hit, Index},
        store,
    },
    settings::Settings,
};

/// An answer as it goes out.
#[derive(Debug)]
pub struct Page {
    body: Bytes,
    etag: String,
    total: Option<u64>,
}

impl Page {
    /// Of this view; `total` is what a list has in all.
    pub fn of(view: &impl Serialize, total: Option<u64>) -> Result<Self> {
        Ok(Self { total, ..Self::raw(serde_json::to_vec(view)?) })
    }

    /// Of JSON as it is.
    pub fn raw(body: Vec<u8>) -> Self {
        let etag = format!("\"{}\"", &hex(&Sha256::digest(&body))[..32]);
        Self { body: body.into(), etag, total: None }
    }

    /// The JSON.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

#[derive(Default)]
struct Memory(Mutex<Shelf>);

impl Memory {
    fn of(app: &App) -> Arc<Self> {
        app.own(Self::default)
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn lasts(app: &App) -> Result<TimeDelta> {
    Ok(TimeDelta::seconds(Settings::of(app)?.catalogue_seconds.clamp(0, 86_400)))
}

/// Forgets everything. Called right after each commit that changed a development, a unit, a booking or a hold.
pub fn forget(app: &App) {
    Memory::of(app).shelf().forget();
}

/// How many pages are remembered, and how many bytes.
pub fn held(app: &App) -> (usize, usize) {
    Memory::of(app).shelf().held()
}

/// The page under this key, or else made, and kept unless something changed meanwhile. Who asks while it is being made
/// waits for it.
pub async fn page<F>(app: &App, key: &str, make: impl FnOnce() -> F) -> Result<Arc<Page>>
where
    F: Future<Output = Result<Page>>,
{
    let memory = Memory::of(app);
    let place = memory.shelf().page(key, app.clock.now(), lasts(app)?);
    let fill = async || {
        let page = Arc::new(make().await?);
        memory.shelf().filled(place.generation, page.body.len());
        Ok(page)
    };
    place.content.get_or_try_init(fill).await.cloned()
}

/// The index of all developments, or else made, and kept unless something changed meanwhile. One that grows old is made
/// anew beside the requests, so that none of them waits for it.
pub async fn index(app: &App) -> Result<Arc<Index>> {
    let memory = Memory::of(app);
    let (place, grows_old) = memory.shelf().index(app.clock.now(), lasts(app)?);
    if grows_old {
        let app = app.clone();
        tokio::spawn(async move {
            if let Err(e) = renew(&app).await {
                tracing::warn!("the catalogue's index: {e}");
            }
        });
    }
    place.content.get_or_try_init(async || store::index(app.db.read()).await.map(Arc::new)).await.cloned()
}

async fn renew(app: &App) -> Result<()> {
    let (memory, until) = (Memory::of(app), app.clock.now() + lasts(app)?);
    let generation = memory.shelf().generation();
    let made = store::index(app.db.read()).await.map(Arc::new);
    memory.shelf().renewed(generation, made.as_ref().ok().cloned(), until);
    made.map(drop)
}

/// The developments that were found as they go out, in this order; `make` brings those that are not remembered, or were
/// with another stamp. One that is gone is left out.
pub async fn developments<F>(
    app: &App,
    hits: &[Hit],
    make: impl FnOnce(Vec<i64>) -> F,
) -> Result<Vec<Arc<Page>>>
where
    F: Future<Output = Result<Vec<(i64, Page)>>>,
{
    let memory = Memory::of(app);
    let (generation, mut known) = memory.shelf().developments(hits);
    let missing = hits.iter().filter(|hit| !known.contains_key(&hit.id)).collect::<Vec<_>>();
    if !missing.is_empty() {
        let made = make(missing.iter().map(|hit| hit.id).collect()).await?;
        let made = made.into_iter().map(|(id, page)| (id, Arc::new(page))).collect::<HashMap<_, _>>();
        let stamped = missing.iter().filter_map(|hit| Some((**hit, made.get(&hit.id)?.clone())));
        memory.shelf().keep_developments(generation, &stamped.collect::<Vec<_>>());
        known.extend(made);
    }
    Ok(hits.iter().filter_map(|hit| known.get(&hit.id).cloned()).collect())
}
