//! The snapshots that are kept: which ones, and how one comes to be.
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use kernel::{App, Error, Result};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    ORDERS, Snapshot,
    columns::{Columns, Draft},
    file, kept, line,
    order::Order,
    past::Past,
    store,
};
use crate::{
    loan::filter::LoanSort,
    portfolio::store::{self as portfolios, Model as Portfolio},
    settings::Settings,
};

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

/// Brings a portfolio into memory, with its ratings over time, beside whatever goes on: for whoever looks next.
pub fn prepare(app: &App, portfolio: i64) {
    let app = app.clone();
    tokio::spawn(async move {
        let ready = async {
            if let Some(row) = portfolios::by_id(app.db.read(), portfolio, false).await? {
                of(&app, &row).await?.history(&app).await?;
            }
            Ok::<_, Error>(())
        };
        if let Err(e) = ready.await {
            tracing::warn!(%e, portfolio, "a portfolio could not be read beforehand");
        }
    });
}

fn most(app: &App) -> Result<usize> {
    Ok(Settings::of(app)?.snapshot_megabytes.saturating_mul(1 << 20))
}

/// Whether a snapshot of the portfolio is kept, of whatever revision, and is so large that to bring it up to date is less
/// work than to sum its loans in the database.
pub fn is_near(app: &App, portfolio: i64) -> Result<bool> {
    let large = Settings::of(app)?.snapshot_file_loans;
    let shelf = app.own(Shelf::default);
    let places = shelf.places();
    let snapshot = places.kept.get(&portfolio).and_then(|kept| kept.snapshot.as_ref());
    Ok(snapshot.is_some_and(|snapshot| snapshot.tape().len() >= large))
}

/// Lets go of a portfolio that is gone, and of its files.
pub async fn forget(app: &App, portfolio: i64, files: &[store::Model]) {
    app.own(Shelf::default).places().kept.remove(&portfolio);
    for file in files {
        kept::discard(app, &file.file_key).await;
    }
}

/// The snapshot of the present revision, from an earlier one where there is any.
async fn build(app: &App, portfolio: i64, old: Option<Arc<Snapshot>>) -> Result<Arc<Snapshot>> {
    // The file first: who holds one connection must not wait for another.
    let old = match old {
        Some(old) => old,
        None => stored(app, portfolio).await?,
    };
    let still = store::still(app).await?;
    let revision = store::revision(&still, portfolio).await?;
    let revision = revision.ok_or_else(|| Error::not_found("Portfolio not found"))?;
    let is_past = old.revision <= revision;
    let start = if is_past { old } else { Arc::new(Snapshot { portfolio, ..Snapshot::default() }) };
    if start.revision == revision {
        return Ok(start);
    }
    let since = start.revision;
    let (to, mut from) = mpsc::channel::<store::Lines>(4);
    let writing = spawn_blocking(move || {
        let (mut change, mut reader) = (Step::of(start), line::Reader::default());
        while let Some(lines) = from.blocking_recv() {
            change.draft.reserve(lines.len());
            for line in &lines {
                change.draft.put(&reader.loan(line)?)?;
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
        let columns = snapshot.clone();
        kept::save(app, (portfolio, store::LOANS), (revision, snapshot.tape().len()), move || {
            file::write(&columns.columns, revision)
        });
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
async fn stored(app: &App, portfolio: i64) -> Result<Arc<Snapshot>> {
    let found = kept::read(app, (portfolio, store::LOANS), i64::MAX, file::read).await?;
    let (columns, revision) = found.unwrap_or_default();
    Ok(Arc::new(Snapshot { portfolio, revision, columns, ..Snapshot::default() }))
}
