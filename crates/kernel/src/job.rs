//! Durable work: enqueued with the change that wants it, tried again with growing pauses, alive
//! after `kill -9`. A job runs at least once; one with a key is enqueued at most once.
use std::{borrow::Cow, collections::HashMap, time::Duration};

use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set,
    QueryOrder, QuerySelect,
    entity::prelude::*,
    sea_query::{ExprTrait, LockBehavior, LockType, OnConflict},
};
use serde::Serialize;
use serde_json::value::RawValue;

use crate::{App, Error, Job, Result, event, idempotency};

/// The kind of job that runs a module's reaction to an event.
pub(crate) const REACTION: &str = "house.react";

/// The kernel's own jobs.
pub(crate) const OWN: &[Job] = &[
    Job::new(REACTION, |app, payload| Box::pin(event::react(app, payload))),
    Job::new("house.sweep_jobs", |app, _| Box::pin(sweep(app))).every(Duration::from_secs(3600)),
    Job::new("house.sweep_keys", |app, _| Box::pin(idempotency::sweep(app))).every(Duration::from_secs(3600)),
];

mod row {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel)]
    #[sea_orm(table_name = "jobs")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub kind: String,
        pub key: Option<String>,
        pub payload: String,
        pub state: String,
        pub attempts: i32,
        pub run_at: DateTimeUtc,
        pub locked_until: Option<DateTimeUtc>,
        pub last_error: Option<String>,
        pub created_at: DateTimeUtc,
        pub finished_at: Option<DateTimeUtc>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A job to be enqueued; see [`crate::Change::enqueue`].
#[derive(Debug)]
pub struct Order {
    kind: Cow<'static, str>,
    key: Option<String>,
    payload: Box<RawValue>,
    after: Duration,
}

impl Order {
    /// Run the job `kind` with `payload`, as soon as may be.
    pub fn new(kind: &'static str, payload: &impl Serialize) -> Result<Self> {
        let payload = serde_json::value::to_raw_value(payload)?;
        Ok(Self { kind: kind.into(), key: None, payload, after: Duration::ZERO })
    }

    /// At most one job ever has this key.
    pub fn once(mut self, key: String) -> Self {
        self.key = Some(key);
        self
    }

    /// Not before this much time has passed.
    pub fn after(mut self, pause: Duration) -> Self {
        self.after = pause;
        self
    }
}

/// Enqueues within the transaction `db`.
pub(crate) async fn place(db: &impl ConnectionTrait, orders: &[Order], now: DateTime<Utc>) -> Result<()> {
    let row = |order: &Order| row::ActiveModel {
        kind: Set(order.kind.to_string()),
        key: Set(order.key.clone()),
        payload: Set(order.payload.get().to_owned()),
        state: Set("queued".into()),
        attempts: Set(0),
        run_at: Set(now + order.after),
        created_at: Set(now),
        ..Default::default()
    };
    for orders in orders.chunks(500) {
        row::Entity::insert_many(orders.iter().map(row))
            .on_conflict(OnConflict::column(row::Column::Key).do_nothing().to_owned())
            .try_insert()
            .exec_without_returning(db)
            .await?;
    }
    Ok(())
}

/// Takes back what a killed process of an unshared database left behind.
pub(crate) async fn recover(app: &App) -> Result<()> {
    if !app.db.is_shared() {
        let tx = app.db.begin().await?;
        row::Entity::update_many()
            .col_expr(row::Column::State, Expr::value("queued"))
            .filter(row::Column::State.eq("running"))
            .exec(&*tx)
            .await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Enqueues the periodic jobs of the present period, on whichever replica is first.
pub(crate) async fn schedule(app: &App) -> Result<()> {
    let now = app.clock.now();
    let mut due = vec![];
    for (job, period) in all(app).filter_map(|job| Some((job, job.every.filter(|_| (job.wanted)(app))?))) {
        let slot = now.timestamp() / Ord::max(period.as_secs(), 1) as i64;
        due.push(Order::new(job.kind, &())?.once(format!("every/{}/{slot}", job.kind)));
    }
    let keys = row::Column::Key.is_in(due.iter().filter_map(|order| order.key.clone()));
    if row::Entity::find().filter(keys).count(app.db.read()).await? < due.len() as u64 {
        let tx = app.db.begin().await?;
        place(&*tx, &due, now).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// For how long a job belongs to the process that runs it, unless that process renews it: so long after a `kill -9` it
/// belongs to nobody, and whoever shares the database takes it up.
const LEASE: Duration = Duration::from_secs(30);

/// Runs up to `most` jobs that are due; tells how many there were.
pub async fn work(app: &App, most: u64) -> Result<usize> {
    take(app, most, Duration::MAX).await
}

/// Runs up to `most` jobs that are due and may take no longer than `longest`.
pub(crate) async fn take(app: &App, most: u64, longest: Duration) -> Result<usize> {
    let now = app.clock.now();
    let known: HashMap<_, _> = all(app).map(|job| (job.kind, job)).collect();
    let long = known.values().filter(|job| job.timeout > longest).map(|job| job.kind);
    let queued = row::Column::State.eq("queued").and(row::Column::RunAt.lte(now));
    let abandoned = row::Column::State.eq("running").and(row::Column::LockedUntil.lt(now));
    let ready = queued.or(abandoned).and(row::Column::Kind.is_not_in(long));
    let due = row::Entity::find().filter(ready).order_by_asc(row::Column::RunAt).limit(most);
    if due.clone().one(app.db.read()).await?.is_none() {
        return Ok(0);
    }
    let tx = app.db.begin().await?;
    let rows = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).all(&*tx).await?;
    row::Entity::update_many()
        .col_expr(row::Column::State, Expr::value("running"))
        .col_expr(row::Column::Attempts, Expr::col(row::Column::Attempts).add(1))
        .col_expr(row::Column::LockedUntil, Expr::value(now + LEASE))
        .filter(row::Column::Id.is_in(rows.iter().map(|row| row.id)))
        .exec(&*tx)
        .await?;
    tx.commit().await?;
    let runs = rows.iter().map(|row| run(app, row, known.get(row.kind.as_str()).copied()));
    tokio::select! {
        finished = futures::future::join_all(runs) => finished.into_iter().collect::<Result<()>>()?,
        () = renew(app, rows.iter().map(|row| row.id).collect()) => {}
    }
    Ok(rows.len())
}

/// Keeps jobs that are running ours, for as long as it is polled.
async fn renew(app: &App, ids: Vec<i64>) {
    loop {
        tokio::time::sleep(LEASE / 3).await;
        let update = row::Entity::update_many().filter(row::Column::Id.is_in(ids.clone()));
        let update = update.col_expr(row::Column::LockedUntil, Expr::value(app.clock.now() + LEASE));
        let renewed = async {
            let tx = app.db.begin().await?;
            update.exec(&*tx).await?;
            tx.commit().await
        };
        if let Err(e) = renewed.await {
            tracing::warn!("a lease could not be renewed; another process may take the job up: {e}");
        }
    }
}

/// One try, and what became of it.
async fn run(app: &App, row: &row::Model, job: Option<&'static Job>) -> Result<()> {
    let attempts = row.attempts + 1;
    let outcome = match job {
        None => Err(Error::internal("no module that runs here knows this kind of job")),
        Some(job) => {
            let (app, payload) = (app.clone(), RawValue::from_string(row.payload.clone())?);
            // In a task of its own, so that a panic fails the job and not the worker.
            let task = tokio::spawn(async move { (job.run)(&app, &payload).await });
            let abort = task.abort_handle();
            match tokio::time::timeout(job.timeout, task).await {
                Ok(Ok(outcome)) => outcome,
                Ok(Err(panic)) => Err(Error::internal(panic)),
                Err(_) => {
                    abort.abort();
                    Err(Error::internal("took too long"))
                }
            }
        }
    };
    let now = app.clock.now();
    let mut update = row::ActiveModel { id: Set(row.id), locked_until: Set(None), ..Default::default() };
    match outcome {
        Ok(()) => (update.state, update.finished_at) = (Set("done".into()), Set(Some(now))),
        Err(e) => {
            let last = attempts >= job.map_or(3, |job| job.attempts as i32);
            tracing::warn!(job = row.id, kind = row.kind, attempts, last, "a job failed: {e}");
            update.last_error = Set(Some(e.to_string()));
            update.state = Set(if last { "failed" } else { "queued" }.into());
            update.finished_at = Set(last.then_some(now));
            update.run_at = Set(now + pause(attempts));
        }
    }
    let tx = app.db.begin().await?;
    update.update(&*tx).await?;
    tx.commit().await
}

/// 5 s, 10 s, 20 s, … up to an hour.
fn pause(attempts: i32) -> Duration {
    Duration::from_secs(5 << attempts.clamp(1, 10).saturating_sub(1)).min(Duration::from_secs(3600))
}

/// Forgets what was done a week ago; what failed stays for a month.
async fn sweep(app: &App) -> Result<()> {
    let before = |days| app.clock.now() - chrono::Duration::days(days);
    let done = row::Column::State.eq("done").and(row::Column::FinishedAt.lt(before(7)));
    let failed = row::Column::State.eq("failed").and(row::Column::FinishedAt.lt(before(30)));
    let tx = app.db.begin().await?;
    row::Entity::delete_many().filter(done.or(failed)).exec(&*tx).await?;
    tx.commit().await
}

/// How many jobs are in each state: what `/health` tells.
pub async fn counts(app: &App) -> Result<HashMap<String, i64>> {
    let counts = row::Entity::find()
        .select_only()
        .column(row::Column::State)
        .column_as(row::Column::Id.count(), "n")
        .filter(row::Column::State.ne("done"))
        .group_by(row::Column::State)
        .into_tuple::<(String, i64)>();
    Ok(counts.all(app.db.read()).await?.into_iter().collect())
}

fn all(app: &App) -> impl Iterator<Item = &'static Job> {
    OWN.iter().chain(app.modules.iter().flat_map(|module| module.jobs))
}
