//! Who wants one unit at the same time.
//!
//! Of many who book a unit at once one gets it, and the others hear that somebody was faster: 409. Whoever comes when
//! all that is over hears that the unit is not available: 400. What tells the two apart is whether the unit was taken
//! while one's own request, or any in an unbroken chain of requests that overlap, was under way in this process.
use std::{
    collections::HashMap,
    convert::Infallible,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use aide::OperationInput;
use axum::{extract::FromRequestParts, http::request::Parts};
use kernel::App;

/// When a request arrived: before anybody asked who sent it.
#[derive(Clone, Copy, Debug)]
pub struct Arrived(Instant);

impl Arrived {
    /// Just now.
    pub fn now() -> Self {
        Self(Instant::now())
    }
}

impl FromRequestParts<App> for Arrived {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self::now())
    }
}

impl OperationInput for Arrived {}

/// No request is under way for so long: what ended before is forgotten.
const LONG_AGO: Duration = Duration::from_secs(300);
/// How many crowds there may be before old ones are looked for.
const MANY: usize = 1000;

/// The crowds of a house, by unit.
#[derive(Default)]
struct Crowds(Mutex<HashMap<i64, Crowd>>);

impl Crowds {
    fn all(&self) -> MutexGuard<'_, HashMap<i64, Crowd>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Those who want a unit.
#[derive(Default)]
struct Crowd {
    under_way: usize,
    taken: Arc<AtomicBool>,
    /// When the last of them left: who arrived before belongs to them still.
    ended: Option<Instant>,
}

/// One's place in a crowd.
pub struct Place {
    crowds: Arc<Crowds>,
    unit_id: i64,
    taken: Arc<AtomicBool>,
}

/// Joins those who want this unit.
pub fn join(app: &App, unit_id: i64, arrived: Arrived) -> Place {
    let crowds = app.own(Crowds::default);
    let mut all = crowds.all();
    if all.len() > MANY {
        all.retain(|_, crowd| crowd.ended.is_none_or(|ended| ended.elapsed() < LONG_AGO));
    }
    let crowd = all.entry(unit_id).or_default();
    if crowd.ended.is_some_and(|ended| ended < arrived.0) {
        *crowd = Crowd::default();
    }
    crowd.under_way += 1;
    crowd.ended = None;
    let taken = crowd.taken.clone();
    drop(all);
    Place { crowds, unit_id, taken }
}

impl Place {
    /// Says that the unit is about to be taken: before that can be seen by anybody.
    pub fn take(&self) {
        self.taken.store(true, Ordering::SeqCst);
    }

    /// Whether one of this crowd took it.
    pub fn is_taken(&self) -> bool {
        self.taken.load(Ordering::SeqCst)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut all = self.crowds.all();
        let Some(crowd) = all.get_mut(&self.unit_id) else { return };
        crowd.under_way = crowd.under_way.saturating_sub(1);
        if crowd.under_way > 0 {
            return;
        }
        if self.is_taken() {
            crowd.ended = Some(Instant::now());
        } else {
            all.remove(&self.unit_id);
        }
    }
}
