//! What was left behind: runs whose process was killed, and files that nobody knows or wants any more.
use std::time::Duration;

use futures::TryStreamExt;
use kernel::{Act, Actor, App, Change, Result};

use super::{
    progress::Works,
    store::{self, Model, State},
};
use crate::settings::Settings;

/// What is said of a run whose process was killed.
const BROKEN_OFF: &str =
    "The server was stopped while it worked on this file. Nothing was kept: send it again.";
/// Files younger than this may be on their way to their run.
const YOUNG: Duration = Duration::from_secs(24 * 3600);

/// Notes that a run was broken off. Its rows went with its transaction.
pub async fn fail(app: &App, actor: Actor, mut load: Model, why: &str) -> Result<()> {
    let change = Change::begin(app, actor).await?;
    let Some(now) = store::by_id(change.db(), load.portfolio_id, load.id).await? else { return Ok(()) };
    if now.state != State::Running {
        return Ok(());
    }
    (load.state, load.written, load.revision, load.error_key) = (State::Failed, false, None, None);
    (load.message, load.finished_at) = (Some(why.to_owned()), Some(change.now()));
    let load = store::save(change.db(), load).await?;
    let act = Act::new("fail_load").on(format!("load:{}", load.id));
    change.commit(act.saying(format!("{}: {why}", load.file_name))).await
}

/// Ends the runs that nobody works on: all but ours in an embedded database, which no other process shares, and those
/// that went silent in a served one.
pub async fn close(app: &App) -> Result<()> {
    let works = Works::of(app)?;
    for load in store::running(app.db.read()).await? {
        let silent = !app.db.is_shared() || load.alive_until < app.clock.now();
        if silent && works.progress(load.id).is_none() {
            fail(app, Actor::system(), load, BROKEN_OFF).await?;
        }
    }
    Ok(())
}

/// Deletes files of bad rows that are too old, or whose run is gone with its portfolio.
pub async fn sweep(app: &App) -> Result<()> {
    let now = app.clock.now();
    let since = now - chrono::Duration::days(Settings::of(app)?.load_errors_days);
    let mut steps = app.storage.older_than("credit/loads", now - YOUNG)?;
    while let Some(keys) = steps.try_next().await? {
        let kept = store::kept(app.db.read(), &keys, since).await?;
        let gone = keys.into_iter().filter(|key| !kept.contains(key)).collect::<Vec<_>>();
        store::forget(&app.db, &gone).await?;
        app.storage.delete_all(&gone).await?;
    }
    Ok(())
}
