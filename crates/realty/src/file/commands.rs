//! Keeping and removing files. The bytes are written before the row, and removed after it: a row never points at
//! nothing.
use axum::body::Bytes;
use chrono::TimeDelta;
use futures::TryStreamExt;
use kernel::texts::Texts;
use kernel::{Act, App, Caller, Can, Change, Error, Order, Result, Role, Visitor, db::hex};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use super::{
    model::{self, Asker},
    store::{self, FileAccess, FilePurpose, Model},
};
use crate::{
    catalogue,
    development::{
        commands::mine,
        store::{self as developments, Model as Development},
    },
    model3d,
    permissions::{Build, TakePart},
    settings::Settings,
    side,
    unit::store as units,
};

/// The job that removes the bytes of files that are gone.
pub const REMOVE_FILES: &str = "realty.remove_files";
/// The job that looks for bytes to which no file belongs (any more).
pub const SWEEP_FILES: &str = "realty.sweep_files";

const FOLDER: &str = "realty/files";

/// A file on its way in.
pub struct NewFile {
    /// What it is for.
    pub purpose: FilePurpose,
    /// Who may fetch it.
    pub access: FileAccess,
    /// Of which development.
    pub development_id: Option<i64>,
    /// Its type, by its content.
    pub content_type: &'static str,
    /// What its sender calls it.
    pub name: String,
    /// The whole of it, passed by the scanner.
    pub content: Bytes,
}

/// Whether the caller may keep files of a development: asked before any of it is read.
pub async fn check(can: &Can<Build>, development_id: i64) -> Result<()> {
    let row = developments::wanted(can.db(), development_id).await?;
    let builder = side::builder(can, can.db()).await?;
    if row.builder_id == builder.id { Ok(()) } else { Err(Error::forbidden("Not authorized")) }
}

/// Keeps the bytes, then does `enter` with the row to be written; what it refuses leaves nothing behind.
pub async fn keep<T, F>(
    caller: &Caller,
    new: NewFile,
    enter: impl FnOnce(store::ActiveModel) -> F,
) -> Result<T>
where
    F: Future<Output = Result<T>>,
{
    let app = caller.app();
    let key = format!("{FOLDER}/{}", app.dice.uuid());
    let row = store::ActiveModel {
        development_id: Set(new.development_id),
        owner_id: Set(caller.user_id),
        purpose: Set(new.purpose),
        name: Set(new.name),
        content_type: Set(new.content_type.to_owned()),
        size: Set(i64::try_from(new.content.len()).map_err(Error::internal)?),
        sha256: Set(hex(&Sha256::digest(&new.content))),
        storage_key: Set(key.clone()),
        access_level: Set(new.access),
        ..Default::default()
    };
    app.storage.put(&key, new.content).await?;
    let entered = enter(row).await;
    if entered.is_err()
        && let Err(e) = app.storage.delete(&key).await
    {
        tracing::error!(%e, key, "a file without a row was left behind");
    }
    entered
}

/// Adds a file to a development; pictures, plans and the brochure show on its page from now on, and the plan of a home
/// with that home.
pub async fn add(can: &Can<Build>, development_id: i64, unit_id: Option<i64>, new: NewFile) -> Result<Model> {
    let purpose = new.purpose;
    keep(can, new, async |mut row| {
        let change = can.change().await?;
        let development = mine(can, &change, development_id).await?;
        row.created_at = Set(change.now());
        let row = row.insert(change.db()).await?;
        let url = model::url(row.id);
        match unit_id {
            Some(unit) => {
                if !units::show_plan(change.db(), development_id, unit, &url, change.now()).await? {
                    return Err(units::missing());
                }
            }
            None => append(&change, development, purpose, url).await?,
        }
        let act = Act::new("add_file").saying(format!("Added {}", row.name)).after(&row);
        change.commit(act.on(format!("development:{development_id}"))).await?;
        catalogue::forget(can.app());
        Ok(row)
    })
    .await
}

/// Shows a new file on the page of its development.
async fn append(change: &Change, before: Development, purpose: FilePurpose, url: String) -> Result<()> {
    let mut row = before.into_active_model();
    row.updated_at = Set(Some(change.now()));
    match purpose {
        FilePurpose::Image => row.images = Set(Some(longer(row.images.take().flatten(), url)?)),
        FilePurpose::FloorPlan => {
            row.floor_plans = Set(Some(longer(row.floor_plans.take().flatten(), url)?));
        }
        FilePurpose::Brochure => row.brochure_url = Set(Some(url)),
        _ => return Ok(()),
    }
    row.update(change.db()).await?;
    Ok(())
}

fn longer(list: Option<Texts>, url: String) -> Result<Texts> {
    let mut list = list.unwrap_or_default();
    if list.0.len() >= crate::lines::MOST {
        let says = format!("There are {} of them already. Remove one first.", list.0.len());
        return Err(Error::conflict(says));
    }
    list.0.push(url);
    Ok(list)
}

/// Keeps an attachment, for its owner until it is sent to somebody: see [`share`].
pub async fn attach(can: &Can<TakePart>, new: NewFile) -> Result<Model> {
    keep(can, new, async |mut row| {
        let change = can.change().await?;
        row.created_at = Set(change.now());
        let row = row.insert(change.db()).await?;
        let act = Act::new("add_attachment").saying(format!("Added {}", row.name)).after(&row);
        change.commit(act.on(format!("file:{}", row.id))).await?;
        Ok(row)
    })
    .await
}

/// Makes the attachments of a message or a request readable for the person to whom it goes. Addresses that are not
/// ours pass; 422 where a file is somebody else's, or none.
pub async fn share(change: &Change, owner_id: i64, other_id: i64, urls: &[String]) -> Result<()> {
    let mut ids = urls.iter().filter_map(|url| model::id_in(url)).collect::<Vec<_>>();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let files = store::many(change.db(), &ids).await?;
    let may_send = |file: &&Model| {
        let party = file.owner_id == owner_id || file.other_id == Some(owner_id);
        file.access_level != FileAccess::Private || party
    };
    if files.iter().filter(may_send).count() != ids.len() {
        return Err(Error::invalid("attachments", "holds the address of a file that is not yours to send"));
    }
    let own = files.iter().filter(|file| file.owner_id == owner_id && file.other_id.is_none());
    store::share(change.db(), &own.map(|file| file.id).collect::<Vec<_>>(), other_id).await
}

/// What the visitor is to a thing of a development, or to a private one.
pub async fn asker(
    visitor: &Visitor,
    parties: [Option<i64>; 2],
    development_id: Option<i64>,
) -> Result<Asker> {
    let Some(caller) = visitor.caller().await? else { return Ok(Asker::default()) };
    let mut asker = Asker {
        known: true,
        party: parties.contains(&Some(caller.user_id)),
        customer: caller.role == Role::Customer,
        booked: false,
    };
    if let (Some(id), false) = (development_id, asker.party) {
        match caller.role {
            Role::Builder => {
                let owner = developments::builder_of(caller.db(), id).await?;
                asker.party = owner.is_some_and(|owner| owner.user_id == caller.user_id);
            }
            Role::Customer => asker.booked = store::has_booked(caller.db(), caller.user_id, id).await?,
            _ => {}
        }
    }
    Ok(asker)
}

/// The file, if the visitor may fetch it.
pub async fn seen(visitor: &Visitor, id: i64) -> Result<Model> {
    let row = store::by_id(visitor.app().db.read(), id).await?.ok_or_else(store::missing)?;
    if row.access_level != FileAccess::Public {
        let asker = asker(visitor, [Some(row.owner_id), row.other_id], row.development_id).await?;
        model::check_access(row.access_level, asker)?;
    }
    Ok(row)
}

/// Removes a file, and after it its bytes. What was sent to somebody stays.
pub async fn remove(can: &Can<TakePart>, id: i64) -> Result<()> {
    let mut change = can.change().await?;
    let row = store::by_id(change.db(), id).await?.ok_or_else(store::missing)?;
    let owner = match row.development_id {
        Some(id) => developments::builder_of(change.db(), id).await?.map(|owner| owner.user_id),
        None => None,
    };
    if row.owner_id != can.user_id && owner != Some(can.user_id) {
        return Err(Error::forbidden("Access denied"));
    }
    if row.other_id.is_some() {
        return Err(Error::conflict("This file was sent to somebody: it stays with the message."));
    }
    if let Some(model) = model3d::store::of_file(change.db(), id).await? {
        return Err(Error::conflict(format!(
            "This file belongs to the model {model}. Delete the model instead."
        )));
    }
    if let Some(development_id) = row.development_id {
        take_off(&change, development_id, &model::url(id)).await?;
    }
    store::delete(change.db(), id).await?;
    change.enqueue(Order::new(REMOVE_FILES, &[&row.storage_key])?);
    let act = Act::new("remove_file").saying(format!("Removed {}", row.name)).before(&row);
    change.commit(act.on(format!("file:{id}"))).await?;
    catalogue::forget(can.app());
    Ok(())
}

/// Takes an address off the page of its development.
async fn take_off(change: &Change, development_id: i64, url: &str) -> Result<()> {
    let mut row = developments::lock(change.db(), development_id).await?;
    for list in [&mut row.images, &mut row.floor_plans].into_iter().flatten() {
        list.0.retain(|one| one != url);
    }
    row.brochure_url = row.brochure_url.filter(|one| one != url);
    row.updated_at = Some(change.now());
    row.into_active_model().reset_all().update(change.db()).await?;
    store::take_from_units(change.db(), development_id, url).await
}

/// Has the bytes of a development's files removed, once it is gone.
pub async fn forget_all_of(change: &mut Change, development_id: i64) -> Result<()> {
    let keys = store::keys_of(change.db(), development_id).await?;
    if !keys.is_empty() {
        change.enqueue(Order::new(REMOVE_FILES, &keys)?);
    }
    Ok(())
}

/// Removes the bytes of files whose rows are gone.
pub async fn remove_files(app: &App, payload: &RawValue) -> Result<()> {
    let keys: Vec<String> = serde_json::from_str(payload.get())?;
    app.storage.delete_all(&keys).await
}

/// Removes bytes that no file has: those of an account that was deleted, or of an upload that broke off.
pub async fn sweep(app: &App) -> Result<()> {
    let mut old = app.storage.older_than(FOLDER, app.clock.now() - TimeDelta::days(1))?;
    while let Some(keys) = old.try_next().await? {
        let known = store::known(app.db.read(), &keys).await?;
        let lost: Vec<_> = keys.into_iter().filter(|key| !known.contains(key)).collect();
        app.storage.delete_all(&lost).await?;
    }
    Ok(())
}

/// The largest file for this purpose.
pub fn most(app: &App, purpose: FilePurpose) -> Result<usize> {
    let settings = Settings::of(app)?;
    Ok(match purpose {
        FilePurpose::Attachment => settings.attachment_max_bytes,
        FilePurpose::Model => settings.model_max_bytes,
        _ => settings.image_max_bytes,
    })
}
