//! Plain nouns: one `impl Resource` makes list, create, get, update and delete: documented, scoped
//! to their owner, validated, audited, with events and preconditions.
use std::str::FromStr;

use aide::axum::routing::{delete_with, get_with, patch_with, post_with, put_with};
use garde::Validate;
use schemars::JsonSchema;
use sea_orm::{
    ActiveModelBehavior, ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait,
    FromQueryResult, IdenStatic, IntoActiveModel, Iterable, ModelTrait, PrimaryKeyToColumn, PrimaryKeyTrait,
    QueryFilter, QueryOrder, QuerySelect, Select, Value,
};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    Act, Caller, Can, Change, Created, Error, Event, Gone, Grant, IfMatch, Listed, One, Path, Query, Result,
    Routes, Slice, Valid, event::Audience, page::etag,
};

/// Any entity with a whole number as its key, whose row can go out as JSON. Never implemented by hand.
pub trait Entity: EntityTrait<Model = Self::Row, ActiveModel = Self::Active, PrimaryKey = Self::Key> {
    /// A row.
    type Row: Serialize
        + JsonSchema
        + FromQueryResult
        + ModelTrait<Entity = Self>
        + IntoActiveModel<Self::Active>
        + Clone
        + Send
        + Sync;
    /// A row about to be written.
    type Active: ActiveModelTrait<Entity = Self> + ActiveModelBehavior + Send;
    /// Its key.
    type Key: PrimaryKeyTrait<ValueType = i64> + PrimaryKeyToColumn<Column = Self::Column> + Iterable;
}

impl<E> Entity for E
where
    E: EntityTrait,
    E::Model: Serialize
        + JsonSchema
        + FromQueryResult
        + ModelTrait<Entity = E>
        + IntoActiveModel<E::ActiveModel>
        + Clone
        + Send
        + Sync,
    E::ActiveModel: ActiveModelTrait<Entity = E> + ActiveModelBehavior + Send,
    E::PrimaryKey: PrimaryKeyTrait<ValueType = i64> + PrimaryKeyToColumn<Column = E::Column> + Iterable,
{
    type Row = E::Model;
    type Active = E::ActiveModel;
    type Key = E::PrimaryKey;
}

/// The column type of a resource's table.
pub type Column<R> = <<R as Resource>::Entity as EntityTrait>::Column;
/// A resource's row about to be written.
pub type Active<R> = <<R as Resource>::Entity as Entity>::Active;
/// A resource's row.
pub type Row<R> = <<R as Resource>::Entity as Entity>::Row;

/// A body that becomes a row, or changes one.
pub trait Body<A: ActiveModelTrait>:
    DeserializeOwned + JsonSchema + Validate<Context = ()> + IntoActiveModel<A> + Send
{
}
impl<
    A: ActiveModelTrait,
    T: DeserializeOwned + JsonSchema + Validate<Context = ()> + IntoActiveModel<A> + Send,
> Body<A> for T
{
}

/// What a module says of a plain noun; the rest follows.
pub trait Resource: Sized + Send + Sync + 'static {
    /// `budget`: in operation ids, audit lines and topics.
    const NAME: &'static str;
    /// Several of them: `budgets`.
    const PLURAL: &'static str;
    /// Of which module.
    const MODULE: &'static str;
    /// Where the list lives; one of them lives at `{PATH}/{id}`.
    const PATH: &'static str;
    /// Its table.
    type Entity: Entity;
    /// The body that makes one.
    type New: Body<Active<Self>>;
    /// The body that changes one: every field a [`crate::Given`].
    type Patch: Body<Active<Self>>;
    /// The query that narrows the list.
    type Filter: DeserializeOwned + JsonSchema + Validate<Context = ()> + Into<Condition> + Send;
    /// The right to see one's own.
    type Read: Grant;
    /// The right to keep one's own.
    type Write: Grant;
    /// The column with the owner's `users.id`.
    const OWNER: Column<Self>;

    /// What a caller sees of a row: the row itself, or more that follows from it.
    type View: From<Row<Self>> + Serialize + JsonSchema + Send;

    /// Rows as their owner sees them; what follows from other tables is asked for all of them at once.
    fn show(
        _caller: &Caller,
        _db: &impl ConnectionTrait,
        rows: Vec<Row<Self>>,
    ) -> impl Future<Output = Result<Vec<Self::View>>> + Send {
        async { Ok(rows.into_iter().map(Into::into).collect()) }
    }

    /// Fills what the body does not say, before the row is written.
    fn prepare(
        _caller: &Caller,
        _change: &Change,
        _row: &mut Active<Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// Whether a row may go; an error keeps it.
    fn removing(_change: &Change, _row: &Row<Self>) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// What else a change brings with it: a notice to the owner, say. `before` is `None` for a new row.
    fn changed(
        _change: &mut Change,
        _before: Option<&Row<Self>>,
        _after: &Row<Self>,
    ) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }

    /// What must hold for the whole row after any change. The default: nothing more.
    fn rule(_row: &Row<Self>) -> Result<()> {
        Ok(())
    }

    /// The order of the list; the id follows by itself.
    fn order(all: Select<Self::Entity>) -> Select<Self::Entity> {
        all
    }

    /// The rows that the caller may see. There is no other way to many of them.
    fn of(caller: &Caller) -> Select<Self::Entity> {
        Self::Entity::find().filter(Self::OWNER.eq(caller.user_id))
    }

    /// The five operations.
    fn routes() -> Routes {
        let (one, many, module) = (Self::NAME, Self::PLURAL, Self::MODULE);
        let item = format!("{}/{{id}}", Self::PATH);
        let id = |verb: &str, noun: &str| format!("{module}.{verb}_{noun}");
        Routes::new()
            .named(Self::PATH, &id("list", many), &format!("List your {many}"), |doc| {
                get_with(list::<Self>, doc)
            })
            .named(Self::PATH, &id("create", one), &format!("Create a {one}"), |doc| {
                post_with(create::<Self>, doc)
            })
            .named(item.clone(), &id("get", one), &format!("Get a {one}"), |doc| get_with(get::<Self>, doc))
            .named(item.clone(), &id("update", one), &format!("Change a {one}"), |doc| {
                put_with(update::<Self>, doc)
            })
            .named(item.clone(), &id("patch", one), &format!("Change a {one}"), |doc| {
                patch_with(update::<Self>, doc)
            })
            .named(item, &id("delete", one), &format!("Delete a {one}"), |doc| {
                delete_with(delete::<Self>, doc)
            })
    }
}

fn key<R: Resource>() -> Column<R> {
    let mut keys = <<R::Entity as Entity>::Key as Iterable>::iter();
    keys.next().map_or_else(|| unreachable!("every entity has a key"), PrimaryKeyToColumn::into_column)
}

/// Sets a column by name, where the table has it.
fn stamp<R: Resource>(row: &mut Active<R>, column: &str, value: Value) {
    if let Ok(column) = Column::<R>::from_str(column) {
        row.set(column, value);
    }
}

/// The row with this id, if it is the caller's: 404 if there is none, 403 if it is somebody else's.
async fn mine<R: Resource>(
    db: &impl ConnectionTrait,
    caller: &Caller,
    id: i64,
    lock: bool,
) -> Result<Row<R>> {
    let mut find = R::Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    let Some(row) = find.one(db).await? else {
        return Err(Error::not_found(format!("{} not found", title::<R>())));
    };
    if row.get(R::OWNER) != Value::from(caller.user_id) {
        return Err(Error::forbidden("Access denied"));
    }
    Ok(row)
}

/// `budget` as a sentence begins: `Budget`.
fn title<R: Resource>() -> String {
    let (first, rest) = R::NAME.split_at(1);
    first.to_uppercase() + rest
}

fn id_of<R: Resource>(row: &Row<R>) -> String {
    row.get(key::<R>()).to_string()
}

async fn commit<R: Resource>(
    mut change: Change,
    caller: &Caller,
    verb: &str,
    row: &Row<R>,
    act: Act,
) -> Result<()> {
    let past = if verb.ends_with('e') { format!("{verb}d") } else { format!("{verb}ed") };
    let topic = format!("{}.{}.{past}", R::MODULE, R::NAME);
    change.emit(Event::new(topic, row, Audience::User(caller.user_id))?);
    change.commit(act.on(format!("{}:{}", R::NAME, id_of::<R>(row)))).await
}

async fn list<R: Resource>(
    can: Can<R::Read>,
    filter: Query<R::Filter>,
    slice: Query<Slice>,
) -> Result<Listed<R::View>> {
    let all = R::of(&can).filter(filter.0.into());
    let ordered = R::order(all).order_by_asc(key::<R>());
    let (items, total) = crate::db::slice(ordered, can.db(), slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: R::show(&can, can.db(), items).await?, total })
}

/// One row as its owner sees it.
async fn seen<R: Resource>(caller: &Caller, db: &impl ConnectionTrait, row: Row<R>) -> Result<R::View> {
    let view = R::show(caller, db, vec![row]).await?.pop();
    view.ok_or_else(|| Error::internal("a row without a view"))
}

async fn get<R: Resource>(can: Can<R::Read>, id: Path<i64>) -> Result<One<R::View>> {
    let row = mine::<R>(can.db(), &can, id.0, false).await?;
    seen::<R>(&can, can.db(), row).await.map(One)
}

/// Makes one, in the caller's name.
pub async fn create<R: Resource>(can: Can<R::Write>, body: Valid<R::New>) -> Result<Created<R::View>> {
    let mut change = can.change().await?;
    let mut row = body.0.into_active_model();
    row.set(R::OWNER, can.user_id.into());
    stamp::<R>(&mut row, "created_at", change.now().into());
    R::prepare(&can, &change, &mut row).await?;
    let row = row.insert(change.db()).await?;
    R::rule(&row)?;
    R::changed(&mut change, None, &row).await?;
    let act = Act::new(format!("create_{}", R::NAME)).after(&row);
    let body = seen::<R>(&can, change.db(), row.clone()).await?;
    commit::<R>(change, &can, "create", &row, act).await?;
    Ok(Created { location: format!("{}/{}", R::PATH, id_of::<R>(&row)), body })
}

async fn update<R: Resource>(
    can: Can<R::Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<R::Patch>,
) -> Result<One<R::View>> {
    let mut change = can.change().await?;
    let before = mine::<R>(change.db(), &can, id.0, true).await?;
    if_match.check(&etag(&seen::<R>(&can, change.db(), before.clone()).await?))?;
    let mut row = body.0.into_active_model();
    let given = Column::<R>::iter()
        .filter(|c| row.get(*c).is_set())
        .map(|c| c.as_str().to_owned())
        .collect::<Vec<_>>();
    row.set(key::<R>(), id.0.into());
    stamp::<R>(&mut row, "updated_at", change.now().into());
    R::prepare(&can, &change, &mut row).await?;
    let row = row.update(change.db()).await?;
    R::rule(&row)?;
    R::changed(&mut change, Some(&before), &row).await?;
    let says = format!("Updated {}: {}", R::NAME, given.join(", "));
    let act = Act::new(format!("update_{}", R::NAME)).saying(says).before(&before).after(&row);
    let view = seen::<R>(&can, change.db(), row.clone()).await?;
    commit::<R>(change, &can, "update", &row, act).await?;
    Ok(One(view))
}

async fn delete<R: Resource>(can: Can<R::Write>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    let change = can.change().await?;
    let before = mine::<R>(change.db(), &can, id.0, true).await?;
    if_match.check(&etag(&seen::<R>(&can, change.db(), before.clone()).await?))?;
    R::removing(&change, &before).await?;
    R::Entity::delete_by_id(id.0).exec(change.db()).await?;
    let act = Act::new(format!("delete_{}", R::NAME)).before(&before);
    commit::<R>(change, &can, "delete", &before, act).await?;
    Ok(Gone)
}
