//! Keeping construction phases.
use kernel::{Act, App, Can, Change, Error, IfMatch, Result, Visitor, page::etag};

use super::{
    http::{ConstructionPhase, ConstructionPhasePatch, NewConstructionPhase, PhaseShare, ProgressSummary},
    model::{self, Said},
    store::{self, Model, ProgressStatus},
};
use crate::{
    dealings::{
        commands::look,
        store::{self as dealings, Deal},
    },
    development::store as developments,
    due,
    events::{self, Word},
    permissions::Build,
    side,
};

/// A phase was added; body: the phase.
pub const CREATED: &str = "realty.phase.created";
/// A phase was changed; body: the phase.
pub const UPDATED: &str = "realty.phase.updated";
/// A phase was removed; body: the phase.
pub const DELETED: &str = "realty.phase.deleted";

/// How much of the whole a phase is where nobody says so.
const USUAL_WEIGHT: i64 = 10;

/// The phases of a development that the visitor may see; none where there is no such development.
pub async fn list(visitor: &Visitor, development_id: i64) -> Result<Vec<ConstructionPhase>> {
    let look = look(visitor, development_id).await?;
    if look.site.is_none() {
        return Ok(vec![]);
    }
    let rows = store::of(visitor.app().db.read(), development_id, look.owner).await?;
    Ok(rows.into_iter().map(ConstructionPhase::from).collect())
}

/// One phase; a hidden one is there for its builder only.
pub async fn get(visitor: &Visitor, id: i64) -> Result<ConstructionPhase> {
    let row = store::by_id(visitor.app().db.read(), id).await?.ok_or_else(store::missing)?;
    if !row.customer_visible && !look(visitor, row.development_id).await?.owner {
        return Err(store::missing());
    }
    Ok(row.into())
}

/// How far the development is, by the phases that the visitor may see.
pub async fn summary(visitor: &Visitor, development_id: i64) -> Result<ProgressSummary> {
    let look = look(visitor, development_id).await?;
    let site = look.site.ok_or_else(developments::missing)?;
    let rows = store::of(visitor.app().db.read(), site.id, look.owner).await?;
    let today = visitor.app().clock.now().date_naive();
    let whole = rows.iter().map(|row| row.weight).sum::<i64>().max(1) as f64;
    let late = rows.iter().filter(|row| model::late(row, today));
    let days = late.filter_map(|row| Some((today - row.expected_end_date?).num_days().max(0))).max();
    Ok(ProgressSummary {
        project_id: site.id,
        overall: model::overall(&rows),
        expected_end: model::expected_end(&rows),
        delayed: rows.iter().any(|row| model::late(row, today)),
        delayed_days: days.unwrap_or(0),
        phases: rows
            .into_iter()
            .map(|row| PhaseShare {
                delayed: model::late(&row, today),
                share: (row.weight as f64 / whole * 10_000.0).round() / 100.0,
                id: row.id,
                phase_name: row.phase_name,
                status: row.status,
                progress_percentage: row.progress_percentage,
                expected_end_date: row.expected_end_date,
                actual_end_date: row.actual_end_date,
            })
            .collect(),
    })
}

fn fault((field, says): (&'static str, &'static str)) -> Error {
    Error::invalid(field, says)
}

/// Adds a phase to a development of the caller's.
pub async fn create(
    can: &Can<Build>,
    development_id: i64,
    new: NewConstructionPhase,
) -> Result<ConstructionPhase> {
    let change = can.change().await?;
    let builder = side::builder(can, change.db()).await?;
    // Bookings made meanwhile wait: their schedules either see this phase, or are demanded by it.
    developments::owned_locked(change.db(), builder.id, development_id).await?;
    if store::count(change.db(), development_id).await? >= store::MOST {
        return Err(Error::conflict(format!("A development has at most {} phases.", store::MOST)));
    }
    let said = Said { status: new.status, percentage: new.progress_percentage };
    let (status, percentage) = model::settled((ProgressStatus::NotStarted, 0.0), said).map_err(fault)?;
    let day = |day: Option<crate::day::Day>| day.map(|day| day.0);
    let row = Model {
        id: 0,
        development_id,
        phase_name: new.phase_name,
        phase_description: new.phase_description,
        start_date: day(new.start_date),
        expected_end_date: day(new.expected_end_date),
        actual_end_date: day(new.actual_end_date),
        progress_percentage: percentage,
        weight: new.weight.unwrap_or(USUAL_WEIGHT),
        status,
        milestone_images: new.milestone_images.map(Into::into),
        contractor_notes: new.contractor_notes,
        customer_visible: new.customer_visible.unwrap_or(true),
        created_at: change.now(),
        updated_at: None,
    };
    let row = ended(&change, row)?;
    let row = store::insert(change.db(), row).await?;
    let act = Act::new("create_phase").after(&row);
    finish(can.app(), change, None, row, CREATED, act).await
}

/// A completed phase has a last day: today where nobody says another.
fn ended(change: &Change, mut row: Model) -> Result<Model> {
    if row.status == ProgressStatus::Completed && row.actual_end_date.is_none() {
        let today = change.now().date_naive();
        // What was to begin later and is done already began today at the latest.
        row.start_date = row.start_date.map(|start| start.min(today));
        row.actual_end_date = Some(today);
    }
    model::days(&row).map_err(fault)?;
    Ok(row)
}

/// Demands what waits for a completed phase, tells the people whom it concerns, and commits.
async fn finish(
    app: &App,
    mut change: Change,
    before: Option<&Model>,
    row: Model,
    topic: &'static str,
    act: Act,
) -> Result<ConstructionPhase> {
    let is = |row: Option<&Model>, status| row.is_some_and(|row| row.status == status);
    let turned = |status| topic != DELETED && is(Some(&row), status) && !is(before, status);
    if turned(ProgressStatus::Completed) {
        due::commands::demand(app, &mut change, row.development_id, &row.phase_name).await?;
    }
    let site = dealings::site(change.db(), row.development_id).await?.ok_or_else(developments::missing)?;
    let seen = row.customer_visible || before.is_some_and(|before| before.customer_visible);
    let buyers = if seen { dealings::buyers(change.db(), site.id).await? } else { vec![] };
    let buyers = one_each(buyers);
    let view = ConstructionPhase::from(row.clone());
    let people = buyers.iter().map(|deal| deal.customer_user_id).chain([site.builder_user_id]);
    events::tell(&mut change, topic, &people.collect::<Vec<_>>(), &view)?;
    let news = match row.status {
        ProgressStatus::Completed => ("A construction phase is completed", "is completed"),
        _ => ("A construction phase is delayed", "is delayed"),
    };
    if row.customer_visible && (turned(ProgressStatus::Completed) || turned(ProgressStatus::Delayed)) {
        let until = row.expected_end_date.filter(|_| row.status == ProgressStatus::Delayed);
        let until = until.map(|day| format!("; expected on {}", day.format("%-d %B %Y"))).unwrap_or_default();
        for deal in &buyers {
            Word {
                kind: events::PROGRESS_UPDATE,
                title: news.0,
                message: format!(
                    "{}: the phase \"{}\" {}{until}.",
                    site.project_name, row.phase_name, news.1
                ),
                link: format!("/my/home/{}", deal.booking_id),
                once: None,
            }
            .to(&mut change, deal.customer_user_id)?;
        }
    }
    change.commit(act.on(format!("phase:{}", row.id))).await?;
    Ok(view)
}

/// One booking for each customer.
pub fn one_each(mut deals: Vec<Deal>) -> Vec<Deal> {
    deals.sort_by_key(|deal| (deal.customer_user_id, deal.booking_id));
    deals.dedup_by_key(|deal| deal.customer_user_id);
    deals
}

/// The phase, if its development is the caller's, both locked; 412 where his copy is stale.
async fn locked(can: &Can<Build>, change: &Change, id: i64, if_match: &IfMatch) -> Result<Model> {
    let builder = side::builder(can, change.db()).await?;
    let row = store::by_id(change.db(), id).await?.ok_or_else(store::missing)?;
    developments::owned_locked(change.db(), builder.id, row.development_id).await?;
    let row = store::lock(change.db(), id).await?;
    if_match.check(&etag(&ConstructionPhase::from(row.clone())))?;
    Ok(row)
}

/// Changes a phase of the caller's.
pub async fn update(
    can: &Can<Build>,
    id: i64,
    if_match: &IfMatch,
    body: ConstructionPhasePatch,
) -> Result<ConstructionPhase> {
    let change = can.change().await?;
    let before = locked(can, &change, id, if_match).await?;
    let mut row = patched(before.clone(), body)?;
    if row == before {
        return Ok(before.into());
    }
    row = ended(&change, row)?;
    if row.phase_name != before.phase_name {
        let waiting = store::waiting(change.db(), row.development_id, &before.phase_name).await?;
        store::follow_name(change.db(), &waiting, &row.phase_name).await?;
    }
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let act = Act::new("update_phase").before(&before).after(&row);
    finish(can.app(), change, Some(&before), row, UPDATED, act).await
}

fn patched(mut row: Model, body: ConstructionPhasePatch) -> Result<Model> {
    macro_rules! put {
        ($($field:ident),*) => { $( if let Some(value) = body.$field.0 { row.$field = value; } )* };
    }
    put!(phase_name, phase_description, weight, contractor_notes, customer_visible);
    macro_rules! day {
        ($($field:ident),*) => { $( if let Some(day) = body.$field.0 { row.$field = day.map(|day| day.0); } )* };
    }
    day!(start_date, expected_end_date, actual_end_date);
    if let Some(images) = body.milestone_images.0 {
        row.milestone_images = images.map(Into::into);
    }
    let said = Said { status: body.status.0, percentage: body.progress_percentage.0 };
    let before = (row.status, row.progress_percentage);
    (row.status, row.progress_percentage) = model::settled(before, said).map_err(fault)?;
    let reopened = before.0 == ProgressStatus::Completed && row.status != ProgressStatus::Completed;
    if reopened && body.actual_end_date.0.is_none() {
        row.actual_end_date = None;
    }
    Ok(row)
}

/// Removes a phase of the caller's for which no payment waits.
pub async fn remove(can: &Can<Build>, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let row = locked(can, &change, id, if_match).await?;
    let waiting = store::waiting(change.db(), row.development_id, &row.phase_name).await?;
    if !waiting.is_empty() {
        return Err(Error::conflict(format!(
            "{} payments of customers wait for the phase \"{}\". Rename it, or complete it.",
            waiting.len(),
            row.phase_name
        )));
    }
    store::remove(change.db(), id).await?;
    let act = Act::new("delete_phase").before(&row);
    finish(can.app(), change, Some(&row.clone()), row, DELETED, act).await.map(drop)
}
