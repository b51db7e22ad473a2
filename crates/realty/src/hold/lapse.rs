//! Holds end when their time is over: each by a job of its own, and all that were missed by a sweep.
use kernel::{Act, Actor, App, Change, Result};

use super::{
    commands::show,
    store::{self, HoldEnd, Model},
};
use crate::{
    catalogue,
    dealings::store as dealings,
    events::{BOOKING_UPDATE, Word},
    profile::store as profiles,
    unit,
};

/// The job that ends one hold.
pub const LAPSE: &str = "realty.lapse_hold";
/// The job that looks for others.
pub const SWEEP: &str = "realty.sweep_holds";
const BATCH: u64 = 100;

/// Ends all holds whose time is over. Done twice, it does nothing more.
pub async fn sweep(app: &App) -> Result<()> {
    while batch(app).await? {}
    Ok(())
}

/// Ends a batch; tells whether there may be more.
async fn batch(app: &App) -> Result<bool> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let now = change.now();
    let found = store::over(change.db(), now, BATCH).await?;
    if found.is_empty() {
        return Ok(false);
    }
    let ids = found.iter().map(|row| row.unit_id).collect::<Vec<_>>();
    // Locked in the order of their numbers, as everywhere; then looked at again.
    let homes = store::lock_units(change.db(), &ids).await?;
    let over = store::still_over(change.db(), &found.iter().map(|row| row.id).collect::<Vec<_>>()).await?;
    if over.is_empty() {
        return Ok(found.len() as u64 == BATCH);
    }
    store::end(change.db(), &over.iter().map(|row| row.id).collect::<Vec<_>>(), HoldEnd::Lapsed, now).await?;
    unit::commands::settle(&mut change, &ids).await?;
    let sites = dealings::sites(change.db(), homes.iter().map(|unit| unit.development_id)).await?;
    let customers = over.iter().map(|row| row.customer_id).collect::<Vec<_>>();
    let customers = profiles::customers(change.db(), &customers).await?;
    for before in &over {
        let after = Model { ended_at: Some(now), ended_how: Some(HoldEnd::Lapsed), ..before.clone() };
        let says = "Its time was over";
        change.record(
            Act::new("lapse_hold")
                .on(format!("hold:{}", before.id))
                .saying(says)
                .before(before)
                .after(&after),
        );
        let Some(unit) = homes.iter().find(|unit| unit.id == before.unit_id) else { continue };
        let (Some(site), Some(customer)) =
            (sites.get(&unit.development_id), customers.get(&before.customer_id))
        else {
            continue;
        };
        show(&mut change, &after, (unit, site, customer))?;
        let home = format!("{} in {}", unit.unit_number, site.project_name);
        Word {
            kind: BOOKING_UPDATE,
            title: "A hold is over",
            message: format!("{home} is not on hold for you any more: the time was over."),
            link: format!("/developments/{}", site.id),
            once: Some(format!("hold {} over", before.id)),
        }
        .to(&mut change, customer.user_id)?;
    }
    change.commit_recorded().await?;
    catalogue::forget(app);
    Ok(found.len() as u64 == BATCH)
}
