//! Homes whose customer is gone with his account: nobody has them any more.
use kernel::{Act, Actor, App, Change, Result};

use super::store;
use crate::{catalogue, unit};

const BATCH: u64 = 200;

/// Puts homes that nobody books or holds any more on offer again. Done twice, it does nothing more.
pub async fn release(app: &App) -> Result<()> {
    loop {
        let mut change = Change::begin(app, Actor::system()).await?;
        let homes = store::without_anybody(change.db(), BATCH).await?;
        if homes.is_empty() {
            return Ok(());
        }
        unit::commands::settle(&mut change, &homes).await?;
        let says =
            format!("{} homes are on offer again: the accounts of their customers are gone", homes.len());
        change.commit(Act::new("release_units").saying(says)).await?;
        catalogue::forget(app);
        if (homes.len() as u64) < BATCH {
            return Ok(());
        }
    }
}
