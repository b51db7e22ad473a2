//! Handing an invoice to somebody.
use kernel::{Act, App, Can, Error, Result};

use super::http::Assignee;
use crate::{
    events,
    invoice::{
        commands::{finish, held, seen},
        http::Invoice,
    },
    permissions::{Decide, Manage, View},
};

/// Those who may be given this invoice, by name: who brought it, and those who see everybody's.
pub async fn list(can: &Can<View>, id: i64) -> Result<Vec<Assignee>> {
    let row = seen(can, id).await?;
    of(can.app(), row.created_by).await
}

async fn of(app: &App, owner: i64) -> Result<Vec<Assignee>> {
    let mut people = app.holders::<Manage>().await?;
    people.extend(app.people([owner]).await?.into_values());
    people.retain(|person| person.is_active);
    people.sort_by(|a, b| a.name.cmp(&b.name).then(a.id.cmp(&b.id)));
    people.dedup_by_key(|person| person.id);
    Ok(people.into_iter().map(|person| Assignee { user_id: person.id, name: person.name }).collect())
}

/// Hands an invoice to somebody who sees it, or to nobody.
pub async fn assign(can: &Can<Decide>, id: i64, user_id: Option<i64>) -> Result<Invoice> {
    let owner = seen(can, id).await?.created_by;
    let name = match user_id {
        None => "nobody".to_owned(),
        Some(user) => {
            let found = of(can.app(), owner).await?.into_iter().find(|one| one.user_id == user);
            found.ok_or_else(|| Error::invalid("user_id", "is nobody who may see this invoice"))?.name
        }
    };
    let mut change = can.change().await?;
    let before = held(can, &change, id).await?;
    let mut row = before.clone();
    row.assigned_to = user_id;
    row.updated_at = change.now();
    if let Some(user) = user_id.filter(|user| *user != can.user_id) {
        let what = row.invoice_number.clone().unwrap_or_else(|| row.filename.clone());
        let says = format!("{} asks you to look at the invoice {what}.", can.name);
        events::notify(&mut change, user, events::ASSIGNED, "An invoice for you", says, id)?;
    }
    let act = Act::new("assign_invoice").saying(format!("Handed {} to {name}", row.filename));
    finish(change, &before, row, act).await
}
