//! The desk: runs hand in what came of them, and whoever comes when nobody writes writes for all who wait. So many
//! files that end at once share one change, and a single one waits for nobody.
use std::sync::{Arc, Mutex, PoisonError};

use kernel::{App, Error, Result};
use tokio::sync::{Mutex as Turn, oneshot};

use super::{outcome::Outcome, store};

/// How many results one change takes.
const MOST: usize = 64;

#[derive(Default)]
struct Desk {
    waiting: Mutex<Vec<(Outcome, oneshot::Sender<bool>)>>,
    turn: Turn<()>,
}

impl Desk {
    fn take(&self) -> Vec<(Outcome, oneshot::Sender<bool>)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let most = waiting.len().min(MOST);
        waiting.drain(..most).collect()
    }
}

/// Has a result written; returns once it is.
pub async fn hand_in(app: &App, outcome: Outcome) -> Result<()> {
    let desk: Arc<Desk> = app.own(Desk::default);
    let (tell, mut told) = oneshot::channel();
    desk.waiting.lock().unwrap_or_else(PoisonError::into_inner).push((outcome, tell));
    let _turn = desk.turn.lock().await;
    loop {
        // Somebody may have written it while we waited for our turn.
        if let Ok(written) = told.try_recv() {
            return if written { Ok(()) } else { Err(again()) };
        }
        let batch = desk.take();
        if batch.is_empty() {
            return Err(Error::internal("a result was lost at the desk"));
        }
        settle(app, batch).await;
    }
}

fn again() -> Error {
    Error::busy("The result could not be written. It is tried again.", 5)
}

/// Writes these, and tells those who wait; one that can't be written takes no other with it.
async fn settle(app: &App, batch: Vec<(Outcome, oneshot::Sender<bool>)>) {
    let (outcomes, tells): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
    let alone = if outcomes.len() > 1 { outcomes.clone() } else { vec![] };
    let written = store::write(app, outcomes).await;
    let mut each = vec![written.is_ok(); tells.len()];
    if let Err(e) = written {
        tracing::warn!(%e, results = tells.len(), "results of invoices could not be written together");
        for (ok, outcome) in each.iter_mut().zip(alone) {
            *ok = store::write(app, vec![outcome]).await.is_ok();
        }
    }
    for (tell, ok) in tells.into_iter().zip(each) {
        // Whoever gave up waiting tries again later anyhow.
        tell.send(ok).ok();
    }
}
