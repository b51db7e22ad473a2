//! Totals of portfolios, remembered until a loan changes: a sum over a million loans is done once, not with each list.
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use kernel::{App, Change, Error, Result};

use super::{
    model::{self, Totals},
    store::{self, Model},
};
use crate::{settings::Settings, snapshot};

/// What is known: portfolio → the revision that it is of, and its totals.
#[derive(Default)]
struct Known(Mutex<HashMap<i64, (i64, Totals)>>);

/// The totals of these portfolios, as they are committed. A revision that was read is committed, and what is summed
/// after it is not older; so nothing older than its revision is ever remembered.
pub async fn of(app: &App, rows: &[Model]) -> Result<HashMap<i64, Totals>> {
    let known = app.own(Known::default);
    let mut found = HashMap::with_capacity(rows.len());
    let missing = {
        let known = known.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = |row: &&Model| known.get(&row.id).is_none_or(|(revision, _)| *revision != row.revision);
        found.extend(rows.iter().filter_map(|row| known.get(&row.id).map(|(_, totals)| (row.id, *totals))));
        rows.iter().filter(fresh).collect::<Vec<_>>()
    };
    if missing.is_empty() {
        return Ok(found);
    }
    // What is in memory is summed there; a later revision than the one asked for is also a present one.
    let (mut near, mut far) = (vec![], vec![]);
    for row in &missing {
        if snapshot::is_near(app, row.id)? { near.push(*row) } else { far.push(*row) }
    }
    let ids = far.iter().map(|row| row.id).collect::<Vec<_>>();
    let mut tallies = store::tallies(app.db.read(), &ids).await?;
    for row in near {
        let snapshot = snapshot::of(app, row).await?;
        let summed = tokio::task::spawn_blocking(move || model::tallies(snapshot.tape()));
        tallies.insert(row.id, summed.await.map_err(Error::internal)?);
    }
    let most = Settings::of(app)?.totals_kept;
    let mut known = known.0.lock().unwrap_or_else(PoisonError::into_inner);
    if known.len() + missing.len() > most {
        known.clear();
    }
    for row in missing {
        let totals = model::totals(&tallies.remove(&row.id).unwrap_or_default())?;
        known.insert(row.id, (row.revision, totals));
        found.insert(row.id, totals);
    }
    Ok(found)
}

/// The totals of a portfolio as a change leaves them. Never remembered: the change may not come to be.
pub async fn within(change: &Change, row: &Model) -> Result<Totals> {
    let mut tallies = store::tallies(change.db(), &[row.id]).await?;
    model::totals(&tallies.remove(&row.id).unwrap_or_default())
}
