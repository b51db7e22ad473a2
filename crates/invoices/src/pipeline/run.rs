//! The durable job: takes a few invoices through their stages.
use std::{sync::Arc, time::Duration};

use chrono::TimeDelta;
use kernel::{App, Change, Order, Result};
use serde_json::value::RawValue;
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout},
};

use super::{
    desk,
    ended::store::Outcome as How,
    model,
    outcome::{End, Ending, Outcome},
    progress, reader, stage, store,
    work::{Failure, Work},
};
use crate::{
    invoice::store::{self as invoices, Model, Stage},
    settings::Settings,
};

/// The job that reads invoices; its payload is their numbers.
pub const PROCESS: &str = "invoices.process";
/// The job that looks for invoices that nobody reads any more.
pub const SWEEP: &str = "invoices.sweep_stuck";

/// How long one job may take: longer than a file may, for a few of them share it.
pub const PATIENCE: Duration = Duration::from_secs(300);
/// A job begins no further file after this; the rest becomes a job of its own.
const ENOUGH: Duration = Duration::from_secs(60);
/// A result of one part that took so long is kept at once.
const LONG: Duration = Duration::from_secs(1);
/// Before another try.
const PAUSE: Duration = Duration::from_secs(10);
/// Of whom nothing was heard so long, nobody reads him any more.
const QUIET: TimeDelta = TimeDelta::minutes(15);

/// Has these invoices read.
pub fn enqueue(change: &mut Change, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(model::CHUNK) {
        change.enqueue(Order::new(PROCESS, &chunk)?);
    }
    Ok(())
}

/// Has these invoices read again, after a pause.
pub fn again(change: &mut Change, ids: &[i64]) -> Result<()> {
    for chunk in ids.chunks(model::CHUNK) {
        change.enqueue(Order::new(PROCESS, &chunk)?.after(PAUSE));
    }
    Ok(())
}

/// How many files are under way at once. No more of them are read than there are cores ([`reader::seat`]); the others
/// are judged and written, many in one change.
const AT_ONCE: usize = 16;

struct Width(Arc<Semaphore>);

impl Width {
    fn of(app: &App) -> Arc<Semaphore> {
        app.own(|| Self(Arc::new(Semaphore::new(AT_ONCE)))).0.clone()
    }
}

/// Reads the invoices that the payload names.
pub async fn process(app: &App, payload: &RawValue) -> Result<()> {
    let ids: Vec<i64> = serde_json::from_str(payload.get())?;
    let (begun, width, started) = (store::begin(app, &ids).await?, Width::of(app), Instant::now());
    let runs = begun.into_iter().map(async |row| {
        let id = row.id;
        let Ok(_place) = width.clone().acquire_owned().await else { return Ok(Some(id)) };
        if started.elapsed() > ENOUGH || app.is_draining() {
            return Ok(Some(id));
        }
        one(app, row).await.map(|()| None)
    });
    let mut left = vec![];
    let mut failed = None;
    for run in futures::future::join_all(runs).await {
        match run {
            Ok(id) => left.extend(id),
            Err(e) => failed = Some(e),
        }
    }
    if !left.is_empty() {
        store::release(app, &left).await?;
    }
    failed.map_or(Ok(()), Err)
}

/// Takes one invoice through its stages.
async fn one(app: &App, row: Model) -> Result<()> {
    let settings = Settings::of(app)?;
    let mut work = Work::new(row);
    if work.row.current_stage >= Stage::Ocr
        && let Some(document) = super::document::store::of(app.db.read(), work.row.id).await?
    {
        (work.text, work.pages) = (Some(document.text), document.pages);
    }
    let mut told = 0;
    for stage in work.rest() {
        // Waiting for a place is no time of the file's own.
        let _seat = if work.foreseen.is_none() { reader::seat(app, *stage).await } else { None };
        let (started, before) = (Instant::now(), work.progress());
        progress::began(app, &work.row, *stage, before).await;
        let patience = Duration::from_secs(settings.stage_seconds);
        let ended = match timeout(patience, stage::run(app, *stage, &mut work)).await {
            Ok(ended) => ended,
            Err(_) => Err(Failure::of_file(format!(
                "Reading this file took longer than {} seconds and was stopped.",
                settings.stage_seconds
            ))),
        };
        let took = started.elapsed();
        let failure = ended.err();
        let end = End {
            stage: *stage,
            how: if failure.is_some() { How::Failed } else { How::Completed },
            detail: failure.as_ref().map(|failure| failure.says.clone()),
            milliseconds: took.as_secs_f64() * 1e3,
            at: app.clock.now(),
        };
        let status = match (&failure, *stage == Stage::Flagging && work.is_flagged) {
            (Some(_), _) => "error",
            (None, true) => "flagged",
            (None, false) => "success",
        };
        progress::ended(app, &work.row, &end, status).await;
        work.ends.push(end);
        if let Some(failure) = failure {
            let again = failure.again && work.row.attempts < settings.attempts;
            let ending = if again { Ending::Again } else { Ending::Failed(failure.says) };
            return desk::hand_in(app, outcome(&mut work, told, Some(ending))).await;
        }
        if took >= LONG && *stage <= Stage::Extraction {
            let part = outcome(&mut work, told, None);
            desk::hand_in(app, part).await?;
            told = work.ends.len();
        }
    }
    let ending = Ending::Done {
        findings: std::mem::take(&mut work.findings),
        is_flagged: work.is_flagged,
        flag_reasons: std::mem::take(&mut work.flag_reasons),
        confidence: work.confidence,
    };
    desk::hand_in(app, outcome(&mut work, told, Some(ending))).await
}

fn outcome(work: &mut Work, told: usize, result: Option<Ending>) -> Outcome {
    let read = work.ends.iter().any(|end| end.stage >= Stage::Ocr && end.how == How::Completed);
    Outcome {
        invoice_id: work.row.id,
        batch_id: work.row.batch_id,
        attempt: work.row.attempts,
        ends: work.ends[told..].to_vec(),
        document: std::mem::take(&mut work.fresh)
            .then(|| (work.text.clone().unwrap_or_default(), work.pages.clone())),
        read: read.then(|| work.read.clone()),
        result,
    }
}

/// Has invoices read that nobody reads any more: their job failed for good. After too many tries they fail.
pub async fn sweep(app: &App) -> Result<()> {
    let since = app.clock.now() - QUIET;
    let quiet = invoices::quiet_since(app.db.read(), since, 1_000).await?;
    if quiet.is_empty() {
        return Ok(());
    }
    store::revive(app, &quiet, Settings::of(app)?.attempts).await
}
