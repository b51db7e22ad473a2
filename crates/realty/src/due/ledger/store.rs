//! Ledgers out of the database.
use std::collections::HashMap;

use kernel::{Error, Result};
use sea_orm::ConnectionTrait;

use super::Ledger;
use crate::{
    due::{
        balance::{Look, Owed, balance},
        store,
    },
    payment::store as payments,
};

/// The ledgers of these bookings: two queries, however many there are.
pub async fn ledgers(db: &impl ConnectionTrait, ids: &[i64], look: &Look) -> Result<HashMap<i64, Ledger>> {
    let mut dues = store::of_bookings(db, ids).await?;
    let paid = payments::counted(db, ids).await?;
    let mut found = HashMap::new();
    for id in ids {
        let dues = dues.remove(id).unwrap_or_default();
        let owed = dues.iter().map(Owed::from).collect::<Vec<_>>();
        let balance = balance(&owed, paid.get(id).map_or(&[], Vec::as_slice), look)?;
        found.insert(*id, Ledger { dues, balance });
    }
    Ok(found)
}

/// The ledger of one booking.
pub async fn ledger(db: &impl ConnectionTrait, id: i64, look: &Look) -> Result<Ledger> {
    let mut found = ledgers(db, &[id], look).await?;
    found.remove(&id).ok_or_else(|| Error::internal("a ledger that was asked for is missing"))
}
