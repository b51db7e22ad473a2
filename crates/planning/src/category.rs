//! A category: what money comes from, or goes to. Made by hand, or by its first use.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Caller, Change, Error, Given, Resource, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, Condition, DeriveIntoActiveModel, ExprTrait, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::{
    budget,
    ledger::model::key,
    permissions::{Read, Write},
};

/// Which side of life a category is on.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    Hash,
    EnumIter,
    DeriveActiveEnum,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum CategoryKind {
    /// Money comes from it: a salary.
    Income,
    /// Money goes to it: groceries.
    #[default]
    Expense,
    /// Neither: what an account began with, and conversions between currencies.
    Equity,
}

/// The category of what accounts began with.
pub const OPENING: &str = "Opening balances";
/// The category of conversions between currencies.
pub const EXCHANGE: &str = "Currency exchange";

/// A category.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "categories")]
#[schemars(rename = "Category")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// Its name.
    pub name: String,
    /// The name as it is compared.
    #[serde(skip)]
    pub key: String,
    /// Which side of life it is on.
    pub kind: CategoryKind,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new category.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
pub struct NewCategory {
    /// Its name.
    #[garde(length(chars, min = 1, max = 100))]
    name: String,
    /// Which side of life it is on.
    #[serde(default)]
    #[garde(skip)]
    kind: CategoryKind,
}

/// What may change of a category; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
pub struct CategoryPatch {
    /// Its name; what is booked to it follows.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    name: Given<String>,
    /// Which side of life it is on.
    #[serde(default)]
    #[garde(skip)]
    kind: Given<CategoryKind>,
}

/// Which categories to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct CategoryFilter {
    /// Only those on this side of life.
    #[garde(skip)]
    kind: Option<CategoryKind>,
}

impl From<CategoryFilter> for Condition {
    fn from(filter: CategoryFilter) -> Self {
        Self::all().add_option(filter.kind.map(|kind| Column::Kind.eq(kind)))
    }
}

/// Categories.
pub struct Categories;

impl Resource for Categories {
    const NAME: &'static str = "category";
    const PLURAL: &'static str = "categories";
    const MODULE: &'static str = "planning";
    const PATH: &'static str = "/api/v1/financial/categories";
    const OWNER: Column = Column::UserId;
    type Entity = Entity;
    type New = NewCategory;
    type Patch = CategoryPatch;
    type Filter = CategoryFilter;
    type View = Model;
    type Read = Read;
    type Write = Write;

    fn order(all: Select<Entity>) -> Select<Entity> {
        all.order_by_asc(Column::Key)
    }

    async fn prepare(caller: &Caller, change: &Change, row: &mut ActiveModel) -> Result<()> {
        let Some(name) = row.name.try_as_ref().map(|name| name.trim().to_owned()) else { return Ok(()) };
        let key = key(&name);
        if key.is_empty() {
            return Err(Error::invalid("name", "must have at least 1 character that is not blank"));
        }
        let mut same = Entity::find().filter(Column::UserId.eq(caller.user_id)).filter(Column::Key.eq(&key));
        if let Some(id) = row.id.try_as_ref() {
            same = same.filter(Column::Id.ne(*id));
        }
        if same.one(change.db()).await?.is_some() {
            return Err(Error::conflict(format!("You have a category named {name} already.")));
        }
        (row.key, row.name) = (Set(key), Set(name));
        Ok(())
    }

    async fn changed(change: &mut Change, before: Option<&Model>, after: &Model) -> Result<()> {
        // Budgets know their category by its name, so they follow it.
        if let Some(before) = before.filter(|before| before.name != after.name) {
            budget::Entity::update_many()
                .col_expr(budget::Column::Category, Expr::value(&after.name))
                .col_expr(budget::Column::CategoryKey, Expr::value(&after.key))
                .filter(budget::Column::UserId.eq(after.user_id))
                .filter(budget::Column::CategoryKey.eq(&before.key))
                .exec(change.db())
                .await?;
        }
        Ok(())
    }

    async fn removing(change: &Change, row: &Model) -> Result<()> {
        let used = crate::ledger::store::Entity::find()
            .filter(crate::ledger::store::Column::CategoryId.eq(row.id))
            .one(change.db())
            .await?;
        match used {
            Some(_) => Err(Error::conflict(format!(
                "{} holds transactions. Give them another category first.",
                row.name
            ))),
            None => Ok(()),
        }
    }
}

/// The numbers of these categories of a person by their compared names; those that he lacks are made.
pub async fn ensure(
    change: &Change,
    user_id: i64,
    wanted: &[(String, CategoryKind)],
) -> Result<HashMap<String, i64>> {
    let keys = wanted.iter().map(|(name, _)| key(name)).collect::<Vec<_>>();
    let mut known = numbers(change.db(), user_id, &keys).await?;
    let mut missing = HashMap::new();
    for (name, kind) in wanted.iter().filter(|(name, _)| !known.contains_key(&key(name))) {
        missing.entry(key(name)).or_insert((name.trim().to_owned(), *kind));
    }
    if missing.is_empty() {
        return Ok(known);
    }
    let mut missing = missing.into_iter().collect::<Vec<_>>();
    missing.sort_by(|a, b| a.0.cmp(&b.0));
    let rows = missing.into_iter().map(|(key, (name, kind))| ActiveModel {
        user_id: Set(user_id),
        name: Set(name),
        key: Set(key),
        kind: Set(kind),
        created_at: Set(change.now()),
        ..Default::default()
    });
    let once = sea_orm::sea_query::OnConflict::columns([Column::UserId, Column::Key]).do_nothing().to_owned();
    Entity::insert_many(rows).on_conflict(once).exec_without_returning(change.db()).await?;
    known = numbers(change.db(), user_id, &keys).await?;
    Ok(known)
}

/// The numbers of those of these categories that a person has, by compared name.
pub async fn numbers(
    db: &impl ConnectionTrait,
    user_id: i64,
    keys: &[String],
) -> Result<HashMap<String, i64>> {
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let mine = Column::UserId.eq(user_id).and(Column::Key.is_in(keys));
    let rows = Entity::find().filter(mine).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.key, row.id)).collect())
}

/// Locks these categories of a person against removal until the transaction ends; tells which there are.
pub async fn hold(db: &impl ConnectionTrait, user_id: i64, ids: &[i64]) -> Result<Vec<i64>> {
    let which = Column::UserId.eq(user_id).and(Column::Id.is_in(ids.iter().copied()));
    let held = Entity::find().filter(which).order_by_asc(Column::Id).lock_shared();
    Ok(held.select_only().column(Column::Id).into_tuple().all(db).await?)
}

/// All categories of a person, by number.
pub async fn all(db: &impl ConnectionTrait, user_id: i64) -> Result<HashMap<i64, Model>> {
    let rows = Entity::find().filter(Column::UserId.eq(user_id)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}
