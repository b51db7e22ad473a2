//! Searching the audit log.
use chrono::{DateTime, Utc};
use kernel::{
    Result,
    audit::{Column, Entity, Model},
    db::contains,
};
use schemars::JsonSchema;
use sea_orm::{Condition, QueryOrder, QuerySelect, entity::prelude::*, sea_query::LikeExpr};
use serde::{Deserialize, Serialize};

/// Which lines to show.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Filter {
    pub action: Option<String>,
    pub admin_id: Option<String>,
    pub target: Option<String>,
    pub search: Option<String>,
    pub since: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
    /// Done by the person with this number.
    pub user_id: Option<i64>,
    /// Of this sort.
    pub verb: Option<Verb>,
}

/// What sort of doing it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Verb {
    Create,
    Update,
    Delete,
    Login,
    /// Anything else.
    Other,
}

impl Verb {
    /// The sort of an action such as `update_loan`.
    pub fn of(action: &str) -> Self {
        match action.split_once('_').map_or(action, |(verb, _)| verb) {
            "create" | "register" => Self::Create,
            "update" => Self::Update,
            "delete" => Self::Delete,
            // A sign-in that failed is none.
            "login" if action == "login" => Self::Login,
            _ => Self::Other,
        }
    }
}

impl From<Verb> for Condition {
    fn from(verb: Verb) -> Self {
        let begins = |verb: &str| Column::Action.like(LikeExpr::new(format!("{verb}\\_%")).escape('\\'));
        match verb {
            Verb::Create => Self::any().add(begins("create")).add(Column::Action.eq("register")),
            Verb::Update => Self::all().add(begins("update")),
            Verb::Delete => Self::all().add(begins("delete")),
            Verb::Login => Self::all().add(Column::Action.eq("login")),
            Verb::Other => [Verb::Create, Verb::Update, Verb::Delete, Verb::Login]
                .into_iter()
                .fold(Self::any(), |any, verb| any.add(Self::from(verb)))
                .not(),
        }
    }
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            let columns =
                [Column::AdminId, Column::AdminName, Column::Action, Column::Target, Column::Details];
            columns.into_iter().map(|column| contains(column, text)).fold(Self::any(), Self::add)
        });
        Self::all()
            .add_option(filter.action.map(|action| Column::Action.eq(action)))
            .add_option(filter.admin_id.map(|id| Column::AdminId.eq(id)))
            .add_option(filter.target.map(|target| Column::Target.eq(target)))
            .add_option(filter.since.map(|since| Column::Timestamp.gte(since)))
            .add_option(filter.until.map(|until| Column::Timestamp.lt(until)))
            .add_option(filter.user_id.map(|id| Column::UserId.eq(id)))
            .add_option(filter.verb.map(Self::from))
            .add_option(search)
    }
}

/// The line with this number.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).one(db).await?)
}

/// A page of lines, newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Condition::from(filter));
    let total = all.clone().count(db).await?;
    let sorted = all.order_by_desc(Column::Timestamp).order_by_desc(Column::Id);
    Ok((sorted.offset(skip).limit(limit).all(db).await?, total))
}
