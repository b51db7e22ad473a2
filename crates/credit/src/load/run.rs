//! The work on a file: a thread judges its rows, and one transaction takes those that are good.
use std::time::{Duration, Instant};

use kernel::{
    Act, Actor, App, Change, Error, Result,
    db::{Batch, Pour, Target, hex},
    spool::Spool,
};
use tokio::{sync::mpsc, task::spawn_blocking};

use super::{
    fault::Faults,
    files::Document,
    judge::{self, Judge, Judged},
    progress::Watch,
    store::{self, Mode, Model, Stamp, State},
};
use crate::{portfolio::store as portfolios, settings::Settings, snapshot};

/// So many pages are judged ahead of the database.
const AHEAD: usize = 3;
/// For how long a run counts as alive, and how often it says so.
pub const ALIVE: Duration = Duration::from_secs(300);
const RENEWED: Duration = Duration::from_secs(60);

type Row<S> = <<S as Sort>::Judge as Judge>::Row;

/// What files of one kind bring, and where it goes.
pub trait Sort: Send + Sync + 'static {
    /// Judges its rows.
    type Judge: Judge;

    /// A judge for a pass through the file.
    fn judge(&self, app: &App) -> impl Future<Output = Result<Self::Judge>> + Send;

    /// Makes those rows bad that the database does not take.
    fn sift(&self, app: &App, judged: &mut Judged<Row<Self>>) -> impl Future<Output = Result<()>> + Send;

    /// Makes ready what the rows go into.
    fn begin(&self, app: &App, pour: &Pour) -> impl Future<Output = Result<Target>> + Send;

    /// The good rows of a page for the table.
    fn batch(&self, served: bool, judged: &Judged<Row<Self>>, stamp: &Stamp) -> Result<Batch>;

    /// What is to be done once all rows are there.
    fn end(&self, change: &Change, stamp: &Stamp) -> impl Future<Output = Result<()>> + Send;
}

/// A run on its way.
pub struct Task<S> {
    /// The house.
    pub app: App,
    /// In whose name.
    pub actor: Actor,
    /// The run.
    pub load: Model,
    /// The owner of its portfolio.
    pub owner: i64,
    /// The file.
    pub document: Document,
    /// What it brings.
    pub sort: S,
    /// Who hears how far it is.
    pub watch: Watch,
    /// When its file began to come.
    pub began: Instant,
}

/// What a pass through a file found.
struct Found {
    total: u64,
    good: u64,
    faults: Faults,
}

impl<S: Sort> Task<S> {
    /// Does it, and notes how it ended.
    pub async fn run(mut self) -> Result<Model> {
        let done = self.done().await;
        let state = if done.is_ok() { State::Done } else { State::Failed };
        if let Err(e) = &done {
            self.failed(e).await?;
        }
        self.watch.over(state).await?;
        if let Ok(load) = &done {
            self.prepare(load)?;
        }
        done
    }

    /// After many rows, makes ready for the first who looks at them.
    fn prepare(&self, load: &Model) -> Result<()> {
        let many = Settings::of(&self.app)?.snapshot_file_loans;
        if load.written && load.successful.unsigned_abs() >= many as u64 {
            snapshot::prepare(&self.app, load.portfolio_id);
        }
        Ok(())
    }

    async fn done(&mut self) -> Result<Model> {
        match self.load.mode {
            Mode::DryRun => {
                let found = self.pass(None).await?;
                self.finish(found, None).await
            }
            Mode::AllOrNothing => {
                // Looked through first: so nothing is written that is taken back.
                let found = self.pass(None).await?;
                if found.faults.count == 0 { self.write().await } else { self.finish(found, None).await }
            }
            Mode::AcceptValid => self.write().await,
        }
    }

    async fn write(&mut self) -> Result<Model> {
        let mut pour = self.app.db.pour().await?;
        let mut portfolio = store::locked(&pour.db()?, self.load.portfolio_id).await?;
        let revision = portfolios::next_revision(&pour.db()?, &mut portfolio).await?;
        let stamp = Stamp { portfolio: portfolio.id, revision, now: self.app.clock.now() };
        let target = self.sort.begin(&self.app, &pour).await?;
        let found = self.pass(Some((&mut pour, &target, stamp))).await?;
        let kept = self.load.mode == Mode::AcceptValid || found.faults.count == 0;
        if found.good == 0 || !kept {
            drop(pour);
            return self.finish(found, None).await;
        }
        let change = Change::within(&self.app, self.actor.clone(), pour.end().await?);
        self.sort.end(&change, &stamp).await?;
        self.finish(found, Some((change, stamp))).await
    }

    /// Looks at each row once; the good ones go into the table.
    async fn pass(&mut self, mut into: Option<(&mut Pour, &Target, Stamp)>) -> Result<Found> {
        let (to, mut from) = mpsc::channel(AHEAD);
        let (document, judge) = (self.document.clone(), self.sort.judge(&self.app).await?);
        let reading = spawn_blocking(move || read(&document, judge, &to));
        let faults = Faults::new(Spool::new(&self.app.settings.data_dir)?)?;
        let mut found = Found { total: 0, good: 0, faults };
        let mut renewed = Instant::now();
        while let Some(judged) = from.recv().await {
            let mut judged: Judged<Row<S>> = judged?;
            self.sort.sift(&self.app, &mut judged).await?;
            if let Some((pour, target, stamp)) = &mut into
                && !judged.good.is_empty()
            {
                let batch = self.sort.batch(self.app.db.is_shared(), &judged, stamp)?;
                pour.send(target, batch).await?;
            }
            found.add(judged, &mut self.watch).await?;
            if renewed.elapsed() > RENEWED && self.app.db.is_shared() {
                renewed = Instant::now();
                store::renew(&self.app.db, self.load.id, self.app.clock.now() + ALIVE).await?;
            }
        }
        reading.await.map_err(Error::internal)?;
        Ok(found)
    }

    /// Notes what came of it, in the transaction of the rows where there are any.
    async fn finish(&mut self, found: Found, wrote: Option<(Change, Stamp)>) -> Result<Model> {
        let mut load = self.load.clone();
        let (total, bad) = (found.total, found.faults.count);
        let good = if wrote.is_none() && load.mode == Mode::AllOrNothing { 0 } else { found.good };
        let number = |count: u64| i64::try_from(count).map_err(Error::internal);
        (load.total_rows, load.successful, load.failed) = (number(total)?, number(good)?, number(bad)?);
        load.faults = Some(serde_json::to_string(&found.faults.first)?);
        if bad > 0 {
            load.error_key = Some(self.keep(found.faults).await?);
        }
        let change = match wrote {
            Some((change, stamp)) => {
                (load.written, load.revision) = (true, Some(stamp.revision));
                change
            }
            None => {
                let change = Change::begin(&self.app, self.actor.clone()).await?;
                load.revision = Some(store::locked(change.db(), load.portfolio_id).await?.revision);
                change
            }
        };
        load.state = State::Done;
        load.finished_at = Some(change.now());
        load.took_ms = Some(i64::try_from(self.began.elapsed().as_millis()).map_err(Error::internal)?);
        let key = load.error_key.clone();
        match self.commit(change, load).await {
            Ok(load) => Ok(load),
            Err(e) => {
                // Nobody knows of the file.
                self.app.storage.delete_all(key.as_slice()).await?;
                Err(e)
            }
        }
    }

    async fn commit(&self, mut change: Change, load: Model) -> Result<Model> {
        let load = store::save(change.db(), load).await?;
        let says = format!(
            "{}: {} rows, {} {}, {} bad; sha256 {}",
            load.file_name,
            load.total_rows,
            load.successful,
            if load.written { "loaded" } else { "good, none loaded" },
            load.failed,
            load.sha256
        );
        crate::events::tell(
            &mut change,
            crate::events::LOADED,
            self.owner,
            &super::http::Load::from(load.clone()),
        )?;
        let act = Act::new(super::commands::act(load.kind)).on(format!("load:{}", load.id));
        change.commit(act.saying(says)).await?;
        Ok(load)
    }

    /// Keeps the file of all bad rows; tells its key.
    async fn keep(&self, faults: Faults) -> Result<String> {
        let spool = faults.into_spool();
        let reel = spawn_blocking(move || spool.finish()).await.map_err(Error::internal)??;
        let key = format!("credit/loads/{}-{}.csv", self.load.id, hex(&reel.hash()[..8]));
        self.app.storage.put_stream(&key, reel.stream()).await?;
        Ok(key)
    }

    /// Notes that it was broken off.
    async fn failed(&self, e: &Error) -> Result<()> {
        super::closing::fail(&self.app, self.actor.clone(), self.load.clone(), &e.detail).await
    }
}

impl Found {
    async fn add<R>(&mut self, mut judged: Judged<R>, watch: &mut Watch) -> Result<()> {
        self.total += (judged.good.len() + judged.bad.len()) as u64;
        self.good += judged.good.len() as u64;
        judged.bad.sort_by_key(|(row, _)| *row);
        for (row, fault) in judged.bad {
            self.faults.add(fault, &judged.page.line(row))?;
        }
        watch.goes_on(self.total, judged.page.bytes).await
    }
}

/// Reads and judges a file, until nobody listens any more.
fn read<J: Judge>(document: &Document, mut judge: J, to: &mpsc::Sender<Result<Judged<J::Row>>>) {
    let mut pages = document.pages();
    // The first row is the header.
    let mut from = 1;
    loop {
        let page = match pages.turn() {
            Ok(page) if page.is_empty() => return,
            page => page,
        };
        let judged = page.map(|page| judge::page(&mut judge, page, from));
        from = 0;
        let over = judged.is_err();
        if to.blocking_send(judged).is_err() || over {
            return;
        }
    }
}
