//! Entering, changing and removing developments; showing them.
use std::sync::Arc;

use kernel::texts::Texts;
use kernel::{Act, App, Audience, Can, Change, Currency, Error, Event, Grant, IfMatch, Result, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::Serialize;

use super::{
    http::{Development, DevelopmentPagination, DevelopmentPatch, DevelopmentQuery, NewDevelopment},
    model::{self, Stock},
    page::store::{self as pages, Found},
    store::{self, DevelopmentStatus, Model},
};
use crate::{
    catalogue::{self, Page},
    due, file,
    permissions::{Build, TakePart},
    profile::{http::Builder, store as profiles},
    settings::Settings,
    side,
};

/// A development was entered, changed or removed.
pub const CHANGED: &str = "realty.development.changed";

/// What everybody hears of a change.
#[derive(Serialize)]
struct Told {
    id: i64,
    project_name: String,
    available_units: i64,
    removed: bool,
}

fn view(found: Found, currency: &Currency) -> Development {
    let row = found.row;
    Development {
        project_name: row.project_name,
        description: row.description,
        project_type: row.project_type,
        status: row.status,
        location_address: row.location_address,
        location_city: row.location_city,
        location_state: row.location_state,
        location_zipcode: row.location_zipcode,
        latitude: row.latitude,
        longitude: row.longitude,
        total_units: row.total_units,
        available_units: row.unlisted_available + found.listed,
        price_range_min: row.price_range_min,
        price_range_max: row.price_range_max,
        project_area: row.project_area,
        amenities: row.amenities,
        start_date: row.start_date,
        expected_completion_date: row.expected_completion_date,
        images: row.images,
        floor_plans: row.floor_plans,
        brochure_url: row.brochure_url,
        is_featured: row.is_featured,
        id: row.id,
        builder_id: row.builder_id,
        actual_completion_date: row.actual_completion_date,
        created_at: row.created_at,
        updated_at: row.updated_at,
        currency: currency.clone(),
        units_entered: found.entered,
        builder: Some(Builder::of(found.builder, found.builder_projects)),
    }
}

/// A page of developments, as everybody sees it: put together from what is remembered of each.
pub async fn list(app: &App, query: DevelopmentQuery) -> Result<Arc<Page>> {
    let (page, limit, sort) = (query.page, query.limit, query.sort);
    let filter = query.filter();
    let asked = serde_json::to_string(&filter)?;
    let key = format!("developments {page} {limit} {sort:?} {asked}");
    let make = async || {
        let index = catalogue::index(app).await?;
        let (hits, total) = index.find(&filter, sort, (page - 1) * limit, limit);
        let bring = async |ids: Vec<i64>| kept(app, pages::many(app.db.read(), &ids, &index).await?);
        let projects = catalogue::developments(app, &hits, bring).await?;
        let mut body = br#"{"projects":["#.to_vec();
        for (n, one) in projects.iter().enumerate() {
            body.extend(if n == 0 { &b""[..] } else { b"," });
            body.extend(one.body());
        }
        body.extend(br#"],"pagination":"#);
        serde_json::to_writer(&mut body, &DevelopmentPagination::of(page, limit, total))?;
        body.push(b'}');
        Ok(Page::raw(body))
    };
    catalogue::page(app, &key, make).await
}

/// A development, as everybody sees it.
pub async fn get(app: &App, id: i64) -> Result<Arc<Page>> {
    let make = async || {
        let found = pages::one(app.db.read(), id).await?.ok_or_else(store::missing)?;
        Page::of(&view(found, &Settings::of(app)?.currency), None)
    };
    catalogue::page(app, &format!("development {id}"), make).await
}

/// What was found as it is remembered.
fn kept(app: &App, found: impl IntoIterator<Item = Found>) -> Result<Vec<(i64, Page)>> {
    let currency = &Settings::of(app)?.currency;
    let page = |found: Found| Ok((found.row.id, Page::of(&view(found, currency), None)?));
    found.into_iter().map(page).collect()
}

/// A development within a change, as the change leaves it.
pub async fn show(app: &App, change: &Change, id: i64) -> Result<Development> {
    let found = pages::one(change.db(), id).await?.ok_or_else(store::missing)?;
    Ok(view(found, &Settings::of(app)?.currency))
}

/// Enters a development of the caller's.
pub async fn create(can: &Can<Build>, new: NewDevelopment) -> Result<Development> {
    model::check_prices(new.price_range_min, new.price_range_max)?;
    model::check_dates(new.start_date, new.expected_completion_date, None)?;
    let stock = Stock { total: new.total_units, unlisted: 0, entered: 0, listed: 0 };
    let stock = stock.offering(new.available_units)?;
    let change = can.change().await?;
    let builder = side::builder(can, change.db()).await?;
    if new.builder_id.is_some_and(|id| id != builder.id) {
        return Err(Error::forbidden("Not authorized"));
    }
    let row = store::ActiveModel {
        builder_id: Set(builder.id),
        project_name: Set(new.project_name),
        description: Set(new.description),
        project_type: Set(new.project_type),
        status: Set(new.status.unwrap_or(DevelopmentStatus::Planning)),
        location_address: Set(new.location_address),
        city_key: Set(model::city_key(&new.location_city)),
        location_city: Set(new.location_city),
        location_state: Set(new.location_state),
        location_zipcode: Set(new.location_zipcode),
        latitude: Set(new.latitude),
        longitude: Set(new.longitude),
        total_units: Set(stock.total),
        unlisted_available: Set(stock.unlisted),
        price_range_min: Set(new.price_range_min),
        price_range_max: Set(new.price_range_max),
        project_area: Set(new.project_area),
        amenities: Set(new.amenities.map(Into::into)),
        start_date: Set(new.start_date),
        expected_completion_date: Set(new.expected_completion_date),
        images: Set(new.images.map(Into::into)),
        floor_plans: Set(new.floor_plans.map(Into::into)),
        brochure_url: Set(new.brochure_url),
        is_featured: Set(new.is_featured.unwrap_or_default()),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    let act = Act::new("create_development").saying(format!("Entered {}", row.project_name)).after(&row);
    finish(can.app(), change, row.id, act).await
}

/// Tells of a development, commits, and forgets what was remembered.
pub async fn finish(app: &App, mut change: Change, id: i64, act: Act) -> Result<Development> {
    let view = show(app, &change, id).await?;
    tell(&mut change, &view, false)?;
    change.commit(act.on(format!("development:{id}"))).await?;
    catalogue::forget(app);
    Ok(view)
}

fn tell(change: &mut Change, view: &Development, removed: bool) -> Result<()> {
    let told = Told {
        id: view.id,
        project_name: view.project_name.clone(),
        available_units: view.available_units,
        removed,
    };
    change.emit(Event::new(CHANGED, &told, Audience::Holders(TakePart::PERMISSION.key.into()))?);
    Ok(())
}

/// The development, locked, if it is the caller's: 404, then 403.
pub async fn mine(can: &Can<Build>, change: &Change, id: i64) -> Result<Model> {
    let row = store::lock(change.db(), id).await?;
    let builder = side::builder(can, change.db()).await?;
    if row.builder_id == builder.id { Ok(row) } else { Err(Error::forbidden("Not authorized")) }
}

/// Changes what was sent of a development.
pub async fn update(
    can: &Can<Build>,
    id: i64,
    if_match: &IfMatch,
    patch: DevelopmentPatch,
) -> Result<Development> {
    let mut change = can.change().await?;
    let before = mine(can, &change, id).await?;
    if_match.check(&etag(&show(can.app(), &change, id).await?))?;
    let mut stock = store::stock(change.db(), &before).await?;
    if let Some(total) = patch.total_units.0 {
        stock = stock.of_total(total)?;
    }
    if let Some(wanted) = patch.available_units.0 {
        stock = stock.offering(wanted)?;
    }
    let (mut row, changed) = patched(&before, patch);
    (row.total_units, row.unlisted_available) = (stock.total, stock.unlisted);
    model::check_prices(row.price_range_min, row.price_range_max)?;
    model::check_dates(row.start_date, row.expected_completion_date, row.actual_completion_date)?;
    row.city_key = model::city_key(&row.location_city);
    row.updated_at = Some(change.now());
    let row = row.into_active_model().reset_all().update(change.db()).await?;
    if is_ready(row.status) && !is_ready(before.status) {
        due::commands::demand_handover(can.app(), &mut change, id).await?;
    }
    let says = format!("Updated {}: {}", row.project_name, changed.join(", "));
    let act = Act::new("update_development").saying(says).before(&before).after(&row);
    finish(can.app(), change, id, act).await
}

/// Whether the keys can be had.
fn is_ready(status: DevelopmentStatus) -> bool {
    [DevelopmentStatus::Completed, DevelopmentStatus::Delivered].contains(&status)
}

/// The row with what was sent put in, and the names of what was sent.
fn patched(before: &Model, patch: DevelopmentPatch) -> (Model, Vec<&'static str>) {
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
    put!(project_name, description, project_type, status, location_address, location_city, location_state);
    put!(location_zipcode, latitude, longitude, price_range_min, price_range_max, project_area);
    put!(start_date, expected_completion_date, actual_completion_date, brochure_url);
    put!(is_featured, total_units);
    macro_rules! put_lists {
        ($($field:ident),*) => { $(
            if let Some(list) = patch.$field.0 {
                row.$field = list.map(Texts::from);
                sent.push(stringify!($field));
            } )*
        };
    }
    put_lists!(amenities, images, floor_plans);
    if patch.available_units.0.is_some() {
        sent.push("available_units");
    }
    (row, sent)
}

/// Removes a development with all that belongs to it; its files follow.
pub async fn delete(can: &Can<Build>, id: i64, if_match: &IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    let row = store::lock(change.db(), id).await?;
    let builder = profiles::builder_of(change.db(), can.user_id)
        .await?
        .ok_or_else(|| Error::forbidden(format!("Builder not found for user_id: {}", can.user_id)))?;
    if row.builder_id != builder.id {
        let (theirs, yours) = (row.builder_id, builder.id);
        let says = format!("Not authorized: project.builder_id={theirs}, builder.id={yours}");
        return Err(Error::forbidden(says));
    }
    let view = show(can.app(), &change, id).await?;
    if_match.check(&etag(&view))?;
    if store::paid_for(change.db(), id).await? {
        return Err(Error::conflict(
            "Money was received for homes of this development. Cancel their bookings first.",
        ));
    }
    file::commands::forget_all_of(&mut change, id).await?;
    store::delete(change.db(), id).await?;
    tell(&mut change, &view, true)?;
    let act = Act::new("delete_development").saying(format!("Deleted {}", row.project_name)).before(&row);
    change.commit(act.on(format!("development:{id}"))).await?;
    catalogue::forget(can.app());
    Ok(())
}
