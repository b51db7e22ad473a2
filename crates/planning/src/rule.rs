//! A rule: which category a payee means. Written by hand, or learned when somebody corrects a category.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Caller, Change, Error, Given, Resource, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, IntoActiveModel, QueryOrder, Select,
    entity::prelude::*,
    sea_query::{ExprTrait, OnConflict},
};
use serde::{Deserialize, Serialize};

use crate::{
    category::{self, CategoryKind},
    ledger::model::key,
    permissions::{Read, Write},
};

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "rules")]
#[schemars(rename = "Rule")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// The text to look for.
    pub pattern: String,
    /// The text as it is compared.
    #[serde(skip)]
    pub key: String,
    /// Whether the payee must be the text, rather than payee or memo contain it.
    pub whole: bool,
    /// What it means.
    pub category_id: i64,
    /// Whether it was learned from a correction.
    pub learned: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new rule.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewRule {
    /// The text to look for, whatever its case.
    #[garde(length(chars, min = 2, max = 200))]
    pattern: String,
    /// Whether the payee must be the text, rather than payee or memo contain it.
    #[serde(default)]
    #[garde(skip)]
    whole: bool,
    /// The number of the category that it means.
    #[garde(skip)]
    category_id: i64,
}

impl IntoActiveModel<ActiveModel> for NewRule {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            pattern: Set(self.pattern),
            whole: Set(self.whole),
            category_id: Set(self.category_id),
            learned: Set(false),
            ..Default::default()
        }
    }
}

/// What may change of a rule; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct RulePatch {
    /// The text to look for.
    #[serde(default)]
    #[garde(length(chars, min = 2, max = 200))]
    pattern: Given<String>,
    /// Whether the payee must be the text.
    #[serde(default)]
    #[garde(skip)]
    whole: Given<bool>,
    /// The number of the category that it means.
    #[serde(default)]
    #[garde(skip)]
    category_id: Given<i64>,
}

impl IntoActiveModel<ActiveModel> for RulePatch {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            pattern: self.pattern.0.map_or(NotSet, Set),
            whole: self.whole.0.map_or(NotSet, Set),
            category_id: self.category_id.0.map_or(NotSet, Set),
            // Whoever changes a learned rule makes it his own.
            learned: Set(false),
            ..Default::default()
        }
    }
}

/// Which rules to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct RuleFilter {
    /// Only those for this category.
    #[garde(skip)]
    category_id: Option<i64>,
}

impl From<RuleFilter> for Condition {
    fn from(filter: RuleFilter) -> Self {
        Self::all().add_option(filter.category_id.map(|id| Column::CategoryId.eq(id)))
    }
}

/// Rules.
pub struct Rules;

impl Resource for Rules {
    const NAME: &'static str = "rule";
    const PLURAL: &'static str = "rules";
    const MODULE: &'static str = "planning";
    const PATH: &'static str = "/api/v1/financial/rules";
    const OWNER: Column = Column::UserId;
    type Entity = Entity;
    type New = NewRule;
    type Patch = RulePatch;
    type Filter = RuleFilter;
    type View = Model;
    type Read = Read;
    type Write = Write;

    fn order(all: Select<Entity>) -> Select<Entity> {
        all.order_by_asc(Column::Key)
    }

    async fn prepare(caller: &Caller, change: &Change, row: &mut ActiveModel) -> Result<()> {
        if let Some(id) = row.category_id.try_as_ref() {
            let found = category::Entity::find_by_id(*id).one(change.db()).await?;
            match found {
                Some(category) if category.user_id == caller.user_id => {}
                Some(_) => return Err(Error::forbidden("Access denied")),
                None => return Err(Error::not_found("Category not found")),
            }
        }
        if let Some(pattern) = row.pattern.try_as_ref().map(|pattern| pattern.trim().to_owned()) {
            let key = key(&pattern);
            if key.chars().count() < 2 {
                return Err(Error::invalid("pattern", "must have at least 2 characters that are not blank"));
            }
            (row.key, row.pattern) = (Set(key), Set(pattern));
        }
        unlike_others(caller, change, row).await
    }
}

/// Two rules for one text would contradict each other.
async fn unlike_others(caller: &Caller, change: &Change, row: &ActiveModel) -> Result<()> {
    let id = row.id.try_as_ref().copied();
    let before = match id {
        Some(id) => Entity::find_by_id(id).one(change.db()).await?,
        None => None,
    };
    let key = row.key.try_as_ref().cloned().or(before.as_ref().map(|rule| rule.key.clone()));
    let whole = row.whole.try_as_ref().copied().or(before.as_ref().map(|rule| rule.whole));
    let (Some(key), Some(whole)) = (key, whole) else { return Ok(()) };
    let same = Column::UserId.eq(caller.user_id).and(Column::Key.eq(key)).and(Column::Whole.eq(whole));
    match Entity::find().filter(same).one(change.db()).await? {
        Some(other) if Some(other.id) != id => Err(Error::conflict(format!(
            "You have a rule for {} already. Change that one instead.",
            other.pattern
        ))),
        _ => Ok(()),
    }
}

/// Remembers the category of a payee.
pub async fn learn(change: &Change, user_id: i64, payee: &str, category: &str) -> Result<()> {
    learn_all(change, user_id, &[payee.to_owned()], category).await
}

/// Remembers one category for several payees. What a person wrote by hand stays as it is.
pub async fn learn_all(change: &Change, user_id: i64, payees: &[String], category: &str) -> Result<()> {
    let wanted = [(category.to_owned(), CategoryKind::Expense)];
    let Some(category_id) = category::ensure(change, user_id, &wanted).await?.into_values().next() else {
        return Ok(());
    };
    let mut known = HashMap::new();
    for payee in payees {
        known.entry(key(payee)).or_insert_with(|| payee.trim().to_owned());
    }
    known.retain(|key, _| key.chars().count() >= 2);
    if known.is_empty() {
        return Ok(());
    }
    let rows = known.into_iter().map(|(key, pattern)| ActiveModel {
        user_id: Set(user_id),
        pattern: Set(pattern),
        key: Set(key),
        whole: Set(true),
        category_id: Set(category_id),
        learned: Set(true),
        created_at: Set(change.now()),
        ..Default::default()
    });
    let again = OnConflict::columns([Column::UserId, Column::Key, Column::Whole])
        .update_columns([Column::CategoryId])
        .action_and_where(Expr::col((Entity, Column::Learned)).eq(true))
        .to_owned();
    Entity::insert_many(rows).on_conflict(again).exec_without_returning(change.db()).await?;
    Ok(())
}

/// All rules of a person, those written by hand first.
pub async fn all(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<Model>> {
    let all = Entity::find().filter(Column::UserId.eq(user_id));
    Ok(all.order_by_asc(Column::Learned).order_by_asc(Column::Id).all(db).await?)
}
