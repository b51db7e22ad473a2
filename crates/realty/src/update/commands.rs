//! Telling news of developments.
use kernel::texts::Texts;
use kernel::{Act, Can, Change, Error, IfMatch, Listed, Result, Visitor, page::etag};

use super::{
    http::{ConstructionUpdate, ConstructionUpdatePatch, NewConstructionUpdate, UpdateSlice},
    store::{self, Model, Priority, UpdateType},
};
use crate::{
    dealings::{commands::look, store as dealings},
    development::store as developments,
    events::{self, Word},
    file::{self, store as files},
    lines::MOST as MOST_LINES,
    permissions::Build,
    phase::commands::one_each,
    side,
};

/// News was published; body: the news.
pub const PUBLISHED: &str = "realty.update.published";
/// News was changed; body: the news.
pub const UPDATED: &str = "realty.update.updated";
/// News was removed; body: the news.
pub const DELETED: &str = "realty.update.deleted";

/// A page of the news that the visitor may see; none where there is no such development.
pub async fn list(visitor: &Visitor, id: i64, slice: UpdateSlice) -> Result<Listed<ConstructionUpdate>> {
    let look = look(visitor, id).await?;
    if look.site.is_none() {
        return Ok(Listed { items: vec![], total: 0 });
    }
    let (rows, total) = store::page(visitor.app().db.read(), id, look.owner, slice.skip, slice.limit).await?;
    Ok(Listed { items: rows.into_iter().map(ConstructionUpdate::from).collect(), total })
}

/// One piece of news; a draft is there for its builder only.
pub async fn get(visitor: &Visitor, id: i64) -> Result<ConstructionUpdate> {
    let row = store::by_id(visitor.app().db.read(), id).await?.ok_or_else(store::missing)?;
    if !row.is_published && !look(visitor, row.development_id).await?.owner {
        return Err(store::missing());
    }
    Ok(row.into())
}

/// Pictures with the caller's own uploads after them.
async fn pictures(
    change: &Change,
    (user_id, development_id): (i64, i64),
    images: Option<Texts>,
    file_ids: Option<Vec<i64>>,
) -> Result<Option<Texts>> {
    let Some(ids) = file_ids.filter(|ids| !ids.is_empty()) else { return Ok(images) };
    let found = files::many(change.db(), &ids).await?;
    let here = |file: &&files::Model| {
        file.owner_id == user_id && file.development_id.is_none_or(|id| id == development_id)
    };
    let own = found.iter().filter(here).map(|file| file.id).collect::<Vec<_>>();
    if let Some(other) = ids.iter().find(|id| !own.contains(id)) {
        return Err(Error::invalid(
            "file_ids",
            format!("{other} is no upload of yours for this development"),
        ));
    }
    let mut all = images.unwrap_or_default();
    all.0.extend(ids.iter().map(|id| file::model::url(*id)));
    if all.0.len() > MOST_LINES {
        return Err(Error::invalid("file_ids", format!("there are at most {MOST_LINES} pictures")));
    }
    Ok(Some(all))
}

/// Tells news of a development of the caller's.
pub async fn create(can: &Can<Build>, id: i64, new: NewConstructionUpdate) -> Result<ConstructionUpdate> {
    let change = can.change().await?;
    let builder = side::builder(can, change.db()).await?;
    developments::owned(change.db(), builder.id, id).await?;
    let row = Model {
        id: 0,
        development_id: id,
        update_title: new.update_title,
        update_content: new.update_content,
        update_type: new.update_type.unwrap_or(UpdateType::General),
        priority: new.priority.unwrap_or(Priority::Medium),
        images: pictures(&change, (can.user_id, id), new.images.map(Into::into), new.file_ids).await?,
        videos: new.videos.map(Into::into),
        weather_impact: new.weather_impact.unwrap_or(false),
        estimated_delay_days: new.estimated_delay_days,
        posted_by: can.user_id,
        is_published: new.is_published.unwrap_or(true),
        tags: new.tags.map(Into::into),
        created_at: change.now(),
        updated_at: None,
    };
    let row = store::insert(change.db(), row).await?;
    let act = Act::new("create_update").after(&row);
    let topic = if row.is_published { PUBLISHED } else { UPDATED };
    finish(change, row, topic, act).await
}

/// Tells the people whom it concerns, and commits.
async fn finish(mut change: Change, row: Model, topic: &'static str, act: Act) -> Result<ConstructionUpdate> {
    let site = dealings::site(change.db(), row.development_id).await?.ok_or_else(developments::missing)?;
    // A draft is nobody's business but the builder's.
    let buyers = if row.is_published { dealings::buyers(change.db(), site.id).await? } else { vec![] };
    let buyers = one_each(buyers);
    let view = ConstructionUpdate::from(row.clone());
    let readers = buyers.iter().map(|deal| deal.customer_user_id);
    let people = readers.chain([site.builder_user_id]).collect::<Vec<_>>();
    events::tell(&mut change, topic, &people, &view)?;
    if topic == PUBLISHED {
        let days = row.estimated_delay_days.filter(|days| *days > 0);
        let late = days.map(|days| format!(" It may take {days} days longer.")).unwrap_or_default();
        for deal in &buyers {
            Word {
                kind: events::PROGRESS_UPDATE,
                title: if late.is_empty() { "News of your home" } else { "News of your home: a delay" },
                message: format!("{}: {}.{late}", site.project_name, row.update_title.trim_end_matches('.')),
                link: format!("/my/home/{}", deal.booking_id),
                once: Some(format!("construction update {}", row.id)),
            }
            .to(&mut change, deal.customer_user_id)?;
        }
    }
    change.commit(act.on(format!("construction_update:{}", row.id))).await?;
    Ok(view)
}

/// The news, locked, if its development is the caller's; 412 where his copy is stale.
async fn locked(can: &Can<Build>, change: &Change, id: i64, if_match: &IfMatch) -> Result<Model> {
    let builder = side::builder(can, change.db()).await?;
    let row = store::lock(change.db(), id).await?;
    developments::owned(change.db(), builder.id, row.development_id).await?;
    if_match.check(&etag(&ConstructionUpdate::from(row.clone())))?;
    Ok(row)
}

/// Changes news of the caller's.
pub async fn update(
    can: &Can<Build>,
    id: i64,
    if_match: &IfMatch,
    body: ConstructionUpdatePatch,
) -> Result<ConstructionUpdate> {
    let change = can.change().await?;
    let before = locked(can, &change, id, if_match).await?;
    let mut row = before.clone();
    macro_rules! put {
        ($($field:ident),*) => { $( if let Some(value) = body.$field.0 { row.$field = value; } )* };
    }
    put!(update_title, update_content, update_type, priority, weather_impact, estimated_delay_days);
    put!(is_published);
    macro_rules! list {
        ($($field:ident),*) => { $( if let Some(list) = body.$field.0 { row.$field = list.map(Into::into); } )* };
    }
    list!(images, videos, tags);
    row.images = pictures(&change, (can.user_id, row.development_id), row.images, body.file_ids).await?;
    if row == before {
        return Ok(before.into());
    }
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let act = Act::new("update_update").before(&before).after(&row);
    let topic = if row.is_published && !before.is_published { PUBLISHED } else { UPDATED };
    finish(change, row, topic, act).await
}

/// Removes news of the caller's.
pub async fn remove(can: &Can<Build>, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let row = locked(can, &change, id, if_match).await?;
    store::remove(change.db(), id).await?;
    let act = Act::new("delete_update").before(&row);
    finish(change, row, DELETED, act).await.map(drop)
}
