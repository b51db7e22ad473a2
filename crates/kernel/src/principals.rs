//! Remembers for a few seconds who a token stands for, and forgets at once when told to.
use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use chrono::{DateTime, Utc};
use dashmap::DashMap;
use sha2::{Digest, Sha256};

use crate::{App, Credentials, Principal, Result};

const LIFE: Duration = Duration::from_secs(5);
const MOST: usize = 20_000;

/// The memory. Tokens are kept as hashes.
#[derive(Default)]
pub struct Principals {
    known: DashMap<[u8; 32], (Arc<Principal>, DateTime<Utc>)>,
    /// Counts what was forgotten, so that nothing read before that is remembered after it.
    forgotten: AtomicU64,
}

impl Principals {
    pub(crate) async fn find(
        &self,
        app: &App,
        credentials: &Credentials,
        lasting: bool,
    ) -> Result<Option<Arc<Principal>>> {
        let key: [u8; 32] = Sha256::digest(&credentials.token).into();
        let now = app.clock.now();
        if let Some(entry) = self.known.get(&key).filter(|entry| lasting && entry.1 > now) {
            return Ok(Some(entry.0.clone()));
        }
        let before = self.forgotten.load(Ordering::SeqCst);
        let Some(authenticate) = app.modules.iter().find_map(|module| module.authenticate) else {
            return Ok(None);
        };
        let Some(principal) = authenticate(app, credentials).await? else { return Ok(None) };
        let principal = Arc::new(principal);
        if lasting && self.forgotten.load(Ordering::SeqCst) == before {
            if self.known.len() >= MOST {
                self.known.retain(|_, (_, until)| *until > now);
            }
            self.known.insert(key, (principal.clone(), now + LIFE));
        }
        Ok(Some(principal))
    }

    pub(crate) fn forget(&self, user_id: i64) {
        self.forgotten.fetch_add(1, Ordering::SeqCst);
        self.known.retain(|_, (principal, _)| principal.user_id != user_id);
    }
}
