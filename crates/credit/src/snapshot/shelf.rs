//! The snapshots that are kept: which ones, and how one comes to be.
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use kernel::{App, Error, Result, db::hex};
use sha2::{Digest, Sha256};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    ORDERS, Snapshot,
    columns::{Columns, Draft},
    file,
    order::Order,
    past::Past,
    store,
};
use crate::{loan::filter::LoanSort, portfolio::store::Model as Portfolio, settings::Settings};

/// A snapshot that changed in more rows than this sorts its lists anew.
const SMALL: usize = 10_000;

/// All snapshots of this server.
#[derive(Default)]
struct Shelf(Mutex<Places>);

#[derive(Default)]
struct Places {
    /// Portfolio → what is kept of it.
    kept: HashMap<i64, Kept>,
    /// Counts the looks.
    looks: u64,
}

#[derive(Default)]
struct Kept {
    snapshot: Option<Arc<Snapshot>>,
    /// Whoever builds one holds this; the others wait for it.
    turn: Arc<tokio::sync::Mutex<()>>,
    looked: u64,
}

impl Shelf {
    fn places(&self) -> MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is kept, if it is not older than this revision.
    fn fresh(&self, portfolio: i64, revision: i64) -> Option<Arc<Snapshot>> {
        let mut places = self.places();
        places.looks += 1;
        let now = places.looks;
        let kept = places.kept.get_mut(&portfolio)?;
        kept.looked = now;
        kept.snapshot.as_ref().filter(|snapshot| snapshot.revision >= revision).cloned()
    }

    fn turn(&self, portfolio: i64) -> Arc<tokio::sync::Mutex<()>> {
        self.places().kept.entry(portfolio).or_default().turn.clone()
    }

    fn take(&self, portfolio: i64) -> Option<Arc<Snapshot>> {
        self.places().kept.get_mut(&portfolio)?.snapshot.take()
    }

    fn put(&self, snapshot: &Arc<Snapshot>) {
        let mut places = self.places();
        let now = places.looks;
        let kept = places.kept.entry(snapshot.portfolio).or_default();
        (kept.snapshot, kept.looked) = (Some(snapshot.clone()), now);
    }

    /// Lets go of what was looked at longest ago until so many bytes are left.
    fn trim(&self, most: usize) {
        let mut places = self.places();
        let mut sizes: Vec<(u64, i64, usize)> = places
            .kept
            .iter()
            .filter_map(|(id, kept)| Some((kept.looked, *id, kept.snapshot.as_ref()?.bytes())))
            .collect();
        let mut sum: usize = sizes.iter().map(|(_, _, bytes)| bytes).sum();
        sizes.sort_unstable();
        for (_, id, bytes) in sizes {
            if sum <= most {
                break;
            }
            sum -= bytes;
            if let Some(kept) = places.kept.get_mut(&id) {
                kept.snapshot = None;
            }
        }
    }
}

/// The snapshot of a portfolio as it is now, or a moment later. `portfolio` is the row that was just read: its revision
/// tells what "now" is. Several askers at once wait for one to build it.
///
/// # Errors
/// 404 when the portfolio is gone by now; 503 when the database is out.
pub async fn of(app: &App, portfolio: &Portfolio) -> Result<Arc<Snapshot>> {
    let shelf = app.own(Shelf::default);
    let (id, revision) = (portfolio.id, portfolio.revision);
    if let Some(fresh) = shelf.fresh(id, revision) {
        shelf.trim(most(app)?);
        return Ok(fresh);
    }
    // On its own, so that an asker who goes away doesn't leave it half-built.
    let app = app.clone();
    let building = tokio::spawn(async move {
        let turn = shelf.turn(id);
        let _turn = turn.lock().await;
        if let Some(fresh) = shelf.fresh(id, revision) {
            return Ok(fresh);
        }
        let snapshot = build(&app, id, shelf.take(id)).await?;
        shelf.put(&snapshot);
        shelf.trim(most(&app)?);
        Ok(snapshot)
    });
    building.await.map_err(Error::internal)?
}

fn most(app: &App) -> Result<usize> {
    Ok(Settings::of(app)?.snapshot_megabytes.saturating_mul(1 << 20))
}

/// Lets go of a portfolio that is gone, and of its file.
pub async fn forget(app: &App, portfolio: i64, file: Option<store::Model>) {
    app.own(Shelf::default).places().kept.remove(&portfolio);
    if let Some(file) = file {
        discard(app, &file.file_key).await;
    }
}

/// Deletes a file that nobody needs. One that stays does no harm, but is told.
async fn discard(app: &App, key: &str) {
    if let Err(e) = app.storage.delete(key).await {
        tracing::warn!(%e, key, "a file of a snapshot could not be deleted");
    }
}

/// The snapshot of the present revision, from an earlier one where there is any.
async fn build(app: &App, portfolio: i64, old: Option<Arc<Snapshot>>) -> Result<Arc<Snapshot>> {
    let still = store::still(app).await?;
    let revision = store::revision(&still, portfolio).await?;
    let revision = revision.ok_or_else(|| Error::not_found("Portfolio not found"))?;
    let start = match old.filter(|old| old.revision <= revision) {
        Some(old) => old,
        None => stored(app, portfolio, revision).await?,
    };
    if start.revision == revision {
        return Ok(start);
    }
    let since = start.revision;
    let (to, mut from) = mpsc::channel::<store::Lines>(4);
    let writing = spawn_blocking(move || {
        let mut change = Step::of(start);
        while let Some(lines) = from.blocking_recv() {
            change.draft.reserve(lines.len());
            for line in &lines {
                change.draft.put(&store::row(line)?)?;
            }
        }
        Ok::<_, Error>(change)
    });
    let sent = store::changed(&still, portfolio, since, to).await;
    let step = writing.await.map_err(Error::internal)?;
    let (read, step) = (sent?, step?);
    let gone = store::gone(&still, portfolio, since).await?;
    let snapshot = spawn_blocking(move || step.finish(gone, (portfolio, revision)));
    let snapshot = Arc::new(snapshot.await.map_err(Error::internal)?);
    if read >= Settings::of(app)?.snapshot_file_loans {
        tokio::spawn(save(app.clone(), snapshot.clone()));
    }
    Ok(snapshot)
}

/// A snapshot on its way to the next revision.
struct Step {
    draft: Draft,
    orders: [OnceLock<Order>; ORDERS],
    past: Option<Past>,
}

impl Step {
    /// Takes the columns of a snapshot that nobody else looks at any more; copies them otherwise.
    fn of(old: Arc<Snapshot>) -> Self {
        let history = old.history.get().cloned();
        let past = history.map(|history| Past {
            history,
            ids: old.tape().ids.as_slice().into(),
            revision: old.revision,
        });
        let past = past.or_else(|| old.past.clone());
        let (columns, orders): (Columns, _) = match Arc::try_unwrap(old) {
            Ok(old) => (old.columns, old.orders),
            Err(old) => (old.columns.clone(), old.orders.clone()),
        };
        Self { draft: Draft::of(columns), orders, past }
    }

    fn finish(self, gone: Vec<i64>, (portfolio, revision): (i64, i64)) -> Snapshot {
        let (columns, moved) = self.draft.finish(gone);
        let mut orders: [OnceLock<Order>; ORDERS] = Default::default();
        if moved.touched.len() <= SMALL {
            for (sort, place) in LoanSort::ALL.into_iter().zip(0..) {
                let old: Option<&Order> = self.orders[place].get();
                orders[place] =
                    old.map_or_else(OnceLock::new, |old| old.carried(&columns, sort, &moved).into());
            }
        }
        Snapshot { portfolio, revision, columns, orders, past: self.past, ..Snapshot::default() }
    }
}

/// What the file of a portfolio holds; an empty snapshot where there is none that can be used.
async fn stored(app: &App, portfolio: i64, revision: i64) -> Result<Arc<Snapshot>> {
    let none = || Arc::new(Snapshot { portfolio, ..Snapshot::default() });
    let known = store::file(app.db.read(), portfolio).await?.filter(|known| known.revision <= revision);
    let Some(known) = known else { return Ok(none()) };
    let content = match app.storage.get(&known.file_key).await {
        Ok(content) => content,
        Err(e) => {
            tracing::warn!(%e, portfolio, "the file of a snapshot could not be read");
            return Ok(none());
        }
    };
    let sha256 = known.sha256.clone();
    let read = spawn_blocking(move || {
        let whole = hex(&Sha256::digest(&content)) == sha256;
        whole.then(|| file::read(&content)).flatten()
    });
    match read.await.map_err(Error::internal)? {
        Some((columns, revision)) if revision == known.revision => {
            Ok(Arc::new(Snapshot { portfolio, revision, columns, ..Snapshot::default() }))
        }
        _ => {
            tracing::warn!(portfolio, "the file of a snapshot is damaged, and will be written again");
            store::drop_file(app, &known).await?;
            Ok(none())
        }
    }
}

/// Writes the file of a snapshot. Without it all works the same, only later starts are slower.
async fn save(app: App, snapshot: Arc<Snapshot>) {
    if let Err(e) = write(&app, &snapshot).await {
        tracing::warn!(%e, portfolio = snapshot.portfolio, "the file of a snapshot could not be written");
    }
}

async fn write(app: &App, snapshot: &Arc<Snapshot>) -> Result<()> {
    let (portfolio, revision) = (snapshot.portfolio, snapshot.revision);
    let columns = snapshot.clone();
    let written = spawn_blocking(move || {
        let content = file::write(&columns.columns, revision);
        (hex(&Sha256::digest(&content)), content)
    });
    let (sha256, content) = written.await.map_err(Error::internal)?;
    let file_key = format!("credit/snapshots/{portfolio}-{revision}-{}", &sha256[..16]);
    app.storage.put(&file_key, content.into()).await?;
    let loans = snapshot.tape().len() as i64;
    let created_at = app.clock.now();
    let new = store::Model { portfolio_id: portfolio, revision, loans, file_key, sha256, created_at };
    if let Some(old) = store::keep_file(app, new).await? {
        discard(app, &old).await;
    }
    Ok(())
}
