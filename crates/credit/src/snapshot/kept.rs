//! Files of snapshots in storage: each is found by its row in the database, and used only when its content has the hash
//! that stands there. So a file that is damaged, or that belongs to another state of the database, is none.
use kernel::{App, Error, Result, db::hex};
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use super::store::{self, Model};

/// What a file holds, and its revision; none where there is no file, or only one of a revision after this one.
pub async fn read<T: Send + 'static>(
    app: &App,
    (portfolio, kind): (i64, &str),
    revision: i64,
    read: fn(&[u8]) -> Option<(T, i64)>,
) -> Result<Option<(T, i64)>> {
    let known = store::file(app.db.read(), portfolio, kind).await?;
    let Some(known) = known.filter(|known| known.revision <= revision) else { return Ok(None) };
    let content = match app.storage.get(&known.file_key).await {
        Ok(content) => content,
        Err(e) => {
            // Also where storage is out: the tables hold the same.
            tracing::warn!(%e, portfolio, kind, "the file of a snapshot could not be read");
            if e.status.as_u16() == 404 {
                store::drop_file(app, &known).await?;
            }
            return Ok(None);
        }
    };
    let sha256 = known.sha256.clone();
    let found = spawn_blocking(move || {
        let whole = hex(&Sha256::digest(&content)) == sha256;
        whole.then(|| read(&content)).flatten()
    });
    let found = found.await.map_err(Error::internal)?.filter(|(_, revision)| *revision == known.revision);
    if found.is_none() {
        tracing::warn!(portfolio, kind, "the file of a snapshot is damaged, and will be written again");
        store::drop_file(app, &known).await?;
    }
    Ok(found)
}

/// Writes a file, beside whatever goes on. Without it all works the same, only later starts are slower.
pub fn save(
    app: &App,
    (portfolio, kind): (i64, &'static str),
    (revision, entries): (i64, usize),
    content: impl FnOnce() -> Vec<u8> + Send + 'static,
) {
    let app = app.clone();
    tokio::spawn(async move {
        if let Err(e) = write(&app, (portfolio, kind), (revision, entries), content).await {
            tracing::warn!(%e, portfolio, kind, "the file of a snapshot could not be written");
        }
    });
}

async fn write(
    app: &App,
    (portfolio_id, kind): (i64, &'static str),
    (revision, entries): (i64, usize),
    content: impl FnOnce() -> Vec<u8> + Send + 'static,
) -> Result<()> {
    let written = spawn_blocking(move || {
        let content = content();
        (hex(&Sha256::digest(&content)), content)
    });
    let (sha256, content) = written.await.map_err(Error::internal)?;
    let file_key = format!("credit/snapshots/{portfolio_id}-{kind}-{revision}-{}", &sha256[..16]);
    app.storage.put(&file_key, content.into()).await?;
    let (kind, entries, created_at) = (kind.to_owned(), entries as i64, app.clock.now());
    let new = Model { portfolio_id, kind, revision, entries, file_key, sha256, created_at };
    if let Some(old) = store::keep_file(app, new).await? {
        discard(app, &old).await;
    }
    Ok(())
}

/// Deletes a file that nobody needs. One that stays does no harm, but is told.
pub async fn discard(app: &App, key: &str) {
    if let Err(e) = app.storage.delete(key).await {
        tracing::warn!(%e, key, "a file of a snapshot could not be deleted");
    }
}
