//! Adding, changing and removing models; who sees them.
use kernel::texts::Texts;
use kernel::{Act, Can, Change, Error, IfMatch, Listed, Order, Result, Slice, Visitor, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use tokio::sync::Semaphore;

use super::{
    form::{self, Incoming},
    http::{Model3d, Model3dFilter, Model3dPatch, NewModel3d},
    model::{self, Seen},
    store::{self, AccessLevel, Model},
};
use crate::{
    development::store as developments,
    file::{
        self,
        commands::{NewFile, REMOVE_FILES, asker, keep},
        store::FilePurpose,
    },
    permissions::Build,
    side,
    unit::store as units,
};

/// Models are large, and each is held whole while it is looked at: so many at once.
const AT_ONCE: usize = 2;

struct Places(Semaphore);

/// For the schema: of a development or of a unit.
pub fn of_something() -> serde_json::Value {
    let given =
        |name: &str| serde_json::json!({ "required": [name], "properties": { name: { "type": "integer" } } });
    serde_json::json!([given("project_id"), given("unit_id")])
}

/// The development of a new model, if it is the caller's: 404, then 403.
async fn place(can: &Can<Build>, change: &Change, new: &NewModel3d) -> Result<i64> {
    let db = change.db();
    let builder = side::builder(can, db).await?;
    let of_unit = match new.unit_id {
        Some(id) => Some(units::by_id(db, id).await?.ok_or_else(units::missing)?.development_id),
        None => None,
    };
    let Some(id) = new.project_id.or(of_unit) else {
        return Err(Error::invalid(
            "project_id",
            "Field required: of which development, or of which unit_id",
        ));
    };
    developments::owned(db, builder.id, id).await?;
    if of_unit.is_some_and(|of| of != id) {
        return Err(Error::invalid("unit_id", "is a home of another development"));
    }
    Ok(id)
}

/// Adds a model.
pub async fn create(can: &Can<Build>, incoming: Incoming) -> Result<Model3d> {
    let mut upload = match incoming {
        Incoming::Elsewhere(new) => {
            let change = can.change().await?;
            let development_id = place(can, &change, &new).await?;
            let row = row(new, development_id, &change);
            return finish(change, row).await;
        }
        Incoming::Here(upload) => upload,
    };
    let app = can.app();
    let places = app.own(|| Places(Semaphore::new(AT_ONCE)));
    let _place = places.0.acquire().await.map_err(Error::internal)?;
    let (name, content) = file::http::only(app, &mut upload, FilePurpose::Model).await?;
    let seen = model::look(&name, &content)?;
    let new = form::read(&upload.fields, seen.format)?;
    add(can, new, seen, (name, content)).await
}

/// Adds a model whose file is at hand: its name and the whole of it.
pub async fn add(
    can: &Can<Build>,
    new: NewModel3d,
    seen: Seen,
    (name, content): (String, bytes::Bytes),
) -> Result<Model3d> {
    let development_id = {
        let change = can.change().await?;
        place(can, &change, &new).await?
    };
    let file = NewFile {
        purpose: FilePurpose::Model,
        access: new.access_level.unwrap_or(AccessLevel::Public).into(),
        development_id: Some(development_id),
        content_type: model::content_type(seen.format),
        name,
        content,
    };
    keep(can, file, async |file_row| enter(can, new, seen, file_row).await).await
}

async fn enter(
    can: &Can<Build>,
    new: NewModel3d,
    seen: Seen,
    mut file_row: file::store::ActiveModel,
) -> Result<Model3d> {
    let change = can.change().await?;
    let development_id = place(can, &change, &new).await?;
    file_row.created_at = Set(change.now());
    let kept = file_row.insert(change.db()).await?;
    let mut row = row(new, development_id, &change);
    row.file_id = Set(Some(kept.id));
    row.file_url = Set(file::model::url(kept.id));
    row.file_size = Set(Some(kept.size));
    row.nodes = Set(seen.nodes.map(Texts));
    finish(change, row).await
}

fn row(new: NewModel3d, development_id: i64, change: &Change) -> store::ActiveModel {
    store::ActiveModel {
        development_id: Set(Some(development_id)),
        unit_id: Set(new.unit_id),
        model_name: Set(new.model_name),
        model_description: Set(new.model_description),
        model_type: Set(new.model_type),
        file_url: Set(new.file_url),
        file_size: Set(new.file_size),
        file_format: Set(new.file_format),
        thumbnail_url: Set(new.thumbnail_url),
        is_interactive: Set(new.is_interactive),
        viewer_config: Set(new.viewer_config.map(|config| serde_json::Value::Object(config).to_string())),
        access_level: Set(new.access_level.unwrap_or(AccessLevel::Public)),
        version: Set(new.version.unwrap_or_else(|| "1.0".into())),
        created_at: Set(change.now()),
        ..Default::default()
    }
}

async fn finish(change: Change, row: store::ActiveModel) -> Result<Model3d> {
    let row = row.insert(change.db()).await?;
    let act = Act::new("create_model").saying(format!("Added {}", row.model_name)).after(&row);
    change.commit(act.on(format!("model:{}", row.id))).await?;
    Ok(row.into())
}

/// The models of a development that the visitor may see.
pub async fn list(
    visitor: &Visitor,
    development_id: i64,
    filter: Model3dFilter,
    slice: Slice,
) -> Result<Listed<Model3d>> {
    let db = visitor.app().db.read();
    let owner = developments::builder_of(db, development_id).await?.ok_or_else(developments::missing)?;
    let asker = asker(visitor, [Some(owner.user_id), None], Some(development_id)).await?;
    let all = [AccessLevel::Public, AccessLevel::CustomersOnly, AccessLevel::BookedCustomers];
    let may_see = |level: &AccessLevel| file::model::check_access((*level).into(), asker).is_ok();
    let levels = all.into_iter().filter(may_see).collect::<Vec<_>>();
    let only = (filter.model_type, filter.unit_id);
    let (rows, total) = store::page(db, development_id, &levels, only, (slice.skip, slice.limit)).await?;
    Ok(Listed { items: rows.into_iter().map(Model3d::from).collect(), total })
}

/// A model, if the visitor may see it.
pub async fn get(visitor: &Visitor, id: i64) -> Result<Model3d> {
    let row = store::by_id(visitor.app().db.read(), id).await?.ok_or_else(store::missing)?;
    if row.access_level != AccessLevel::Public {
        let asker = asker(visitor, [None, None], row.development_id).await?;
        file::model::check_access(row.access_level.into(), asker)?;
    }
    Ok(row.into())
}

/// The model, locked, if it is the caller's: 404, then 403.
async fn mine(can: &Can<Build>, change: &Change, id: i64) -> Result<Model> {
    let row = store::lock(change.db(), id).await?;
    let builder = side::builder(can, change.db()).await?;
    match row.development_id {
        Some(id) => developments::owned(change.db(), builder.id, id).await.map(|_| row),
        None => Err(Error::forbidden("Not authorized")),
    }
}

/// Changes what was sent of a model; its file follows its access level.
pub async fn update(can: &Can<Build>, id: i64, if_match: &IfMatch, patch: Model3dPatch) -> Result<Model3d> {
    let change = can.change().await?;
    let before = mine(can, &change, id).await?;
    if_match.check(&etag(&Model3d::from(before.clone())))?;
    let mut row = before.clone();
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = patch.$field.0 {
                row.$field = value;
            } )*
        };
    }
    put!(model_name, model_description, model_type, thumbnail_url, is_interactive, access_level, version);
    put!(unit_id);
    if let Some(config) = patch.viewer_config.0 {
        row.viewer_config = config.map(|config| serde_json::Value::Object(config).to_string());
    }
    if let (Some(unit_id), true) = (row.unit_id, row.unit_id != before.unit_id) {
        let unit = units::by_id(change.db(), unit_id).await?.ok_or_else(units::missing)?;
        if Some(unit.development_id) != row.development_id {
            return Err(Error::invalid("unit_id", "is a home of another development"));
        }
    }
    if let (Some(file_id), true) = (row.file_id, row.access_level != before.access_level) {
        file::store::open_to(change.db(), file_id, row.access_level.into()).await?;
    }
    row.updated_at = Some(change.now());
    let row = row.into_active_model().reset_all().update(change.db()).await?;
    let says = format!("Updated {}", row.model_name);
    let act = Act::new("update_model").saying(says).before(&before).after(&row);
    change.commit(act.on(format!("model:{id}"))).await?;
    Ok(row.into())
}

/// Removes a model with its file.
pub async fn delete(can: &Can<Build>, id: i64, if_match: &IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    let row = mine(can, &change, id).await?;
    if_match.check(&etag(&Model3d::from(row.clone())))?;
    store::delete(change.db(), id).await?;
    if let Some(file_id) = row.file_id
        && let Some(file) = file::store::by_id(change.db(), file_id).await?
    {
        file::store::delete(change.db(), file_id).await?;
        change.enqueue(Order::new(REMOVE_FILES, &[&file.storage_key])?);
    }
    let act = Act::new("delete_model").saying(format!("Deleted {}", row.model_name)).before(&row);
    change.commit(act.on(format!("model:{id}"))).await
}
