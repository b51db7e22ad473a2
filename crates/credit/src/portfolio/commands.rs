//! Opening, changing and deleting portfolios; who may see them.
use kernel::{Act, App, Caller, Can, Change, Currency, Error, Grant, IfMatch, Result, page::etag};
use sea_orm::ActiveValue::Set;

use super::{
    http::{NewPortfolio, Portfolio, PortfolioPatch},
    model::{self, Totals},
    store::{self, Model},
    totals,
};
use crate::{
    events,
    permissions::{Administer, Write},
    settings::Settings,
    snapshot,
};

/// Whether the caller keeps everyone's portfolios.
pub fn keeps_all(caller: &Caller) -> bool {
    Administer::PERMISSION.granted_to(caller.role)
}

fn own(caller: &Caller, row: Option<Model>) -> Result<Model> {
    let row = row.ok_or_else(|| Error::not_found("Portfolio not found"))?;
    if row.owner_id != caller.user_id && !keeps_all(caller) {
        return Err(Error::forbidden("Not authorized to access this portfolio"));
    }
    Ok(row)
}

/// The portfolio, if the caller may see it: 404 where there is none, 403 where it is another's.
pub async fn seen(caller: &Caller, id: i64) -> Result<Model> {
    own(caller, store::by_id(caller.db(), id, false).await?)
}

/// The same for a change, locked until it is over: what changes its loans waits for its turn here.
pub async fn held(caller: &Caller, change: &Change, id: i64) -> Result<Model> {
    own(caller, store::by_id(change.db(), id, true).await?)
}

/// Portfolios with what their loans come to.
pub async fn show(app: &App, rows: Vec<Model>) -> Result<Vec<Portfolio>> {
    let (mut totals, currency) = (totals::of(app, &rows).await?, &Settings::of(app)?.currency);
    let view = |row: Model| view(currency, totals.remove(&row.id).unwrap_or_default(), row);
    Ok(rows.into_iter().map(view).collect())
}

/// The same for one.
pub async fn show_one(app: &App, row: Model) -> Result<Portfolio> {
    show(app, vec![row]).await?.pop().ok_or_else(|| Error::internal("a portfolio without a view"))
}

async fn shown(app: &App, change: &Change, row: &Model) -> Result<Portfolio> {
    let totals = totals::within(change, row).await?;
    Ok(view(&Settings::of(app)?.currency, totals, row.clone()))
}

fn view(currency: &Currency, totals: Totals, row: Model) -> Portfolio {
    let [performing_count, watch_list_count, non_performing_count, defaulted_count] = totals.by_status;
    Portfolio {
        name: row.name,
        description: row.description,
        id: row.id,
        owner_id: row.owner_id,
        is_active: row.is_active,
        created_at: row.created_at,
        updated_at: row.updated_at,
        loan_count: totals.loans,
        total_exposure: totals.exposure,
        currency: currency.clone(),
        average_rating: totals.average.map(|rating| rating.name()),
        performing_count,
        watch_list_count,
        non_performing_count,
        defaulted_count,
        revision: row.revision,
    }
}

/// Opens a portfolio in the caller's name.
pub async fn create(can: &Can<Write>, new: NewPortfolio) -> Result<Portfolio> {
    let name = model::name(&new.name)?;
    let change = can.change().await?;
    if store::is_taken(change.db(), can.user_id, &name, None).await? {
        return Err(store::taken());
    }
    let row = store::ActiveModel {
        owner_id: Set(can.user_id),
        name: Set(name),
        description: Set(new.description),
        is_active: Set(true),
        revision: Set(0),
        created_at: Set(change.now()),
        updated_at: Set(change.now()),
        ..Default::default()
    };
    let row = store::insert(change.db(), row).await?;
    let view = view(&Settings::of(can.app())?.currency, Totals::default(), row);
    finish(change, events::PORTFOLIO_CREATED, &view, Act::new("create_portfolio").after(&view)).await?;
    Ok(view)
}

/// Changes what was sent of a portfolio.
pub async fn update(
    can: &Can<Write>,
    id: i64,
    if_match: &IfMatch,
    body: PortfolioPatch,
) -> Result<Portfolio> {
    let change = can.change().await?;
    let row = held(can, &change, id).await?;
    let before = shown(can.app(), &change, &row).await?;
    if_match.check(&etag(&before))?;
    let mut after = row.clone();
    if let Some(name) = body.name.0 {
        after.name = model::name(&name)?;
    }
    after.description = body.description.0.unwrap_or(after.description);
    after.is_active = body.is_active.0.unwrap_or(after.is_active);
    if after == row {
        return Ok(before);
    }
    if after.name != row.name && store::is_taken(change.db(), row.owner_id, &after.name, Some(id)).await? {
        return Err(store::taken());
    }
    after.updated_at = change.now();
    let view = shown(can.app(), &change, &store::save(change.db(), after).await?).await?;
    let act = Act::new("update_portfolio").before(&before).after(&view);
    finish(change, events::PORTFOLIO_UPDATED, &view, act).await?;
    Ok(view)
}

/// Deletes a portfolio with its loans and their ratings.
pub async fn delete(can: &Can<Write>, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let row = held(can, &change, id).await?;
    let before = shown(can.app(), &change, &row).await?;
    if_match.check(&etag(&before))?;
    let files = snapshot::store::files(change.db(), id).await?;
    store::delete(change.db(), id).await?;
    let says = format!("Deleted with {} loans", before.loan_count);
    let act = Act::new("delete_portfolio").saying(says).before(&before);
    finish(change, events::PORTFOLIO_DELETED, &before, act).await?;
    snapshot::forget(can.app(), id, &files).await;
    Ok(())
}

async fn finish(mut change: Change, topic: &'static str, view: &Portfolio, act: Act) -> Result<()> {
    events::tell(&mut change, topic, view.owner_id, view)?;
    change.commit(act.on(format!("portfolio:{}", view.id))).await
}
