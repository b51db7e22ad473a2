//! Entering, changing and removing units; showing them; telling how they stand.
use std::{collections::BTreeMap, sync::Arc};

use kernel::{Act, App, Audience, Can, Change, Error, Event, Grant, IfMatch, Money, Result, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::Serialize;

use super::{
    http::{NewUnit, Unit, UnitPatch, UnitQuery},
    model,
    store::{self, Model, UnitStatus},
};
use crate::{
    catalogue::{self, Page},
    development::{commands::mine, store as developments},
    permissions::{Build, TakePart},
    side,
};

/// Units stand otherwise than before.
pub const CHANGED: &str = "realty.unit.changed";
/// An event tells so many of them one by one; of more, that there are many.
const TOLD: usize = 100;
/// How many units a development holds.
pub const MOST: i64 = 5_000;

/// What everybody hears.
#[derive(Serialize)]
struct Told<'a> {
    project_id: i64,
    /// The units one by one; empty where there are too many to tell.
    units: Vec<Short<'a>>,
    /// Whether to read all of them again: some came or went.
    reload: bool,
}

#[derive(Serialize)]
struct Short<'a> {
    id: i64,
    unit_number: &'a str,
    floor_number: i64,
    status: UnitStatus,
    price: Money,
}

impl<'a> Short<'a> {
    fn of(row: &'a Model) -> Self {
        Self {
            id: row.id,
            unit_number: &row.unit_number,
            floor_number: row.floor_number,
            status: row.status,
            price: row.price,
        }
    }
}

/// Tells all screens how these units stand; `reload` where some came or went.
pub fn tell(change: &mut Change, rows: &[Model], reload: bool) -> Result<()> {
    let mut by_development: BTreeMap<i64, Vec<&Model>> = BTreeMap::new();
    rows.iter().for_each(|row| by_development.entry(row.development_id).or_default().push(row));
    for (project_id, rows) in by_development {
        let many = rows.len() > TOLD;
        let units = if many { vec![] } else { rows.iter().map(|row| Short::of(row)).collect() };
        emit(change, &Told { project_id, units, reload: reload || many })?;
    }
    Ok(())
}

/// Tells all screens that many units of a development came.
pub fn tell_many(change: &mut Change, project_id: i64) -> Result<()> {
    emit(change, &Told { project_id, units: vec![], reload: true })
}

fn emit(change: &mut Change, told: &Told<'_>) -> Result<()> {
    change.emit(Event::new(CHANGED, told, Audience::Holders(TakePart::PERMISSION.key.into()))?);
    Ok(())
}

/// Makes the status of these units follow from their bookings and holds, and tells the screens of those that changed.
/// Part of every change of a booking or a hold; call [`catalogue::forget`] once it is committed.
pub async fn settle(change: &mut Change, unit_ids: &[i64]) -> Result<()> {
    if store::settle(change.db(), unit_ids).await? {
        let rows = store::many(change.db(), unit_ids).await?;
        tell(change, &rows, false)?;
    }
    Ok(())
}

/// The units of a development, as everybody sees them; none where there is no such development.
pub async fn list(app: &App, development_id: i64, query: UnitQuery) -> Result<Arc<Page>> {
    let filter = query.filter();
    let (skip, limit) = (query.skip, query.limit);
    let key = format!("units {development_id} {skip} {limit} {}", serde_json::to_string(&filter)?);
    let make = async || {
        let (rows, total) = store::page(app.db.read(), development_id, &filter, skip, limit).await?;
        Page::of(&rows.into_iter().map(Unit::from).collect::<Vec<_>>(), Some(total))
    };
    catalogue::page(app, &key, make).await
}

/// A unit.
pub async fn get(app: &App, id: i64) -> Result<Unit> {
    store::by_id(app.db.read(), id).await?.map(Unit::from).ok_or_else(store::missing)
}

/// Enters a unit of the caller's development.
pub async fn create(can: &Can<Build>, new: NewUnit) -> Result<Unit> {
    let mut change = can.change().await?;
    let development = mine(can, &change, new.project_id).await?;
    let stock = developments::stock(change.db(), &development).await?;
    room(stock.entered, 1)?;
    let status = new.status.unwrap_or_default();
    let number = new.unit_number.clone();
    let row = store::ActiveModel {
        development_id: Set(development.id),
        unit_number: Set(new.unit_number),
        unit_type: Set(new.unit_type),
        floor_number: Set(new.floor_number),
        stack: Set(new.stack),
        area_sqft: Set(new.area_sqft),
        price: Set(new.price),
        status: Set(status),
        kept_as: Set(model::kept_as(status)),
        facing: Set(new.facing),
        balconies: Set(new.balconies.unwrap_or_default()),
        bathrooms: Set(new.bathrooms),
        parking_spaces: Set(new.parking_spaces.unwrap_or_default()),
        floor_plan_url: Set(new.floor_plan_url),
        features: Set(new.features.map(Into::into)),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await.map_err(|e| store::explained(e, &number))?;
    let stock = stock.entering(1, i64::from(status == UnitStatus::Available));
    developments::restock(change.db(), development.id, &stock, change.now()).await?;
    tell(&mut change, std::slice::from_ref(&row), true)?;
    let says = format!("Entered {} of {}", row.unit_number, development.project_name);
    let act = Act::new("create_unit").saying(says).after(&row).on(format!("unit:{}", row.id));
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(row.into())
}

/// 409 where a development would hold too many units.
pub fn room(entered: i64, more: i64) -> Result<()> {
    if entered + more > MOST {
        return Err(Error::conflict(format!(
            "A development holds {MOST} units at most; this one has {entered}. Split it into several."
        )));
    }
    Ok(())
}

/// The unit, locked, if it is the caller's.
async fn mine_unit(can: &Can<Build>, change: &Change, id: i64) -> Result<Model> {
    let row = store::lock(change.db(), id).await?.ok_or_else(store::missing)?;
    let builder = side::builder(can, change.db()).await?;
    developments::owned(change.db(), builder.id, row.development_id).await?;
    Ok(row)
}

/// Changes what was sent of a unit.
pub async fn update(can: &Can<Build>, id: i64, if_match: &IfMatch, patch: UnitPatch) -> Result<Unit> {
    let mut change = can.change().await?;
    let before = mine_unit(can, &change, id).await?;
    if_match.check(&etag(&Unit::from(before.clone())))?;
    let wanted = patch.status.0;
    let (mut row, mut sent) = patched(&before, patch);
    if row.stack.as_deref().is_some_and(str::is_empty) {
        row.stack = None;
    }
    if let Some(wanted) = wanted {
        let ties = store::ties(change.db(), id).await?;
        model::check_word(before.status, wanted, ties.booking, ties.held)?;
        if ties.booking.is_none() && !ties.held {
            (row.status, row.kept_as) = (wanted, model::kept_as(wanted));
        }
        sent.push("status");
    }
    row.updated_at = Some(change.now());
    let number = row.unit_number.clone();
    let row = row.into_active_model().reset_all().update(change.db()).await;
    let row = row.map_err(|e| store::explained(e, &number))?;
    tell(&mut change, std::slice::from_ref(&row), false)?;
    let says = format!("Updated {}: {}", row.unit_number, sent.join(", "));
    let act = Act::new("update_unit").saying(says).before(&before).after(&row).on(format!("unit:{id}"));
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(row.into())
}

/// The row with what was sent put in (its status apart), and the names of what was sent.
fn patched(before: &Model, patch: UnitPatch) -> (Model, Vec<&'static str>) {
    let mut row = before.clone();
    let mut sent = vec![];
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = patch.$field.0 {
                row.$field = value;
                sent.push(stringify!($field));
            } )*
        };
    }
    put!(unit_number, unit_type, floor_number, area_sqft, price, bathrooms, facing, balconies);
    put!(parking_spaces, floor_plan_url, stack);
    if let Some(list) = patch.features.0 {
        row.features = list.map(Into::into);
        sent.push("features");
    }
    (row, sent)
}

/// Removes a unit that nobody ever booked; one on offer stays on offer, unlisted.
pub async fn delete(can: &Can<Build>, id: i64, if_match: &IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    let row = mine_unit(can, &change, id).await?;
    if_match.check(&etag(&Unit::from(row.clone())))?;
    let ties = store::ties(change.db(), id).await?;
    if ties.booked_before {
        return Err(Error::conflict(
            "This home has bookings, and their record must stay. Mark it as sold or reserved instead.",
        ));
    }
    if ties.held {
        return Err(Error::conflict("This home is kept for a customer. Release his hold first."));
    }
    let development = developments::lock(change.db(), row.development_id).await?;
    let stock = developments::stock(change.db(), &development).await?;
    let stock = stock.removing(row.status == UnitStatus::Available);
    store::delete(change.db(), id).await?;
    developments::restock(change.db(), development.id, &stock, change.now()).await?;
    tell(&mut change, std::slice::from_ref(&row), true)?;
    let says = format!("Deleted {} of {}", row.unit_number, development.project_name);
    change.commit(Act::new("delete_unit").saying(says).before(&row).on(format!("unit:{id}"))).await?;
    catalogue::forget(can.app());
    Ok(())
}
