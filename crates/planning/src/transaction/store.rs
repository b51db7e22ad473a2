//! Transactions in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Result, db::contains};
use schemars::JsonSchema;
use sea_orm::{
    Condition, QueryOrder, QuerySelect, Select,
    entity::prelude::*,
    sea_query::{ExprTrait, Query},
};
use serde::{Deserialize, Serialize};

use super::view::TransactionView;
use crate::{account, category, ledger::store as postings};

/// What a transaction is, seen from its account.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum TransactionKind {
    /// Money came in.
    Deposit,
    /// Money went out.
    Withdrawal,
    /// Money went to another account of the same client.
    Transfer,
    /// What the account held when it was opened here.
    Opening,
}

/// How far a transaction has come.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum TransactionStatus {
    /// The bank knows of it, and has not booked it.
    Pending,
    /// It is booked.
    #[default]
    Completed,
}

/// A transaction. What it moves stands in its postings.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "transactions")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: i64,
    pub date: NaiveDate,
    pub kind: TransactionKind,
    pub status: TransactionStatus,
    pub payee: String,
    pub memo: String,
    pub import_id: Option<i64>,
    pub import_line: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// Which transactions to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub account_id: Option<i64>,
    /// By the category's number; `Some(None)`: not categorised.
    pub category_id: Option<Option<i64>>,
    pub kind: Option<TransactionKind>,
    pub status: Option<TransactionStatus>,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    pub search: Option<String>,
    pub import_id: Option<i64>,
}

impl Filter {
    fn of(self, user_id: i64) -> Condition {
        let mut all = Condition::all()
            .add(Column::UserId.eq(user_id))
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(self.status.map(|status| Column::Status.eq(status)))
            .add_option(self.from.map(|from| Column::Date.gte(from)))
            .add_option(self.to.map(|to| Column::Date.lte(to)))
            .add_option(self.import_id.map(|import| Column::ImportId.eq(import)));
        if let Some(text) = self.search.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            all = all.add(contains(Column::Payee, text).or(contains(Column::Memo, text)));
        }
        if let Some(account) = self.account_id {
            all = all.add(has_posting(Condition::all().add(postings::Column::AccountId.eq(account))));
        }
        let category = |id: Option<i64>| match id {
            Some(id) => Condition::all().add(postings::Column::CategoryId.eq(id)),
            // What is open has an index of its own, by person.
            None => Condition::all()
                .add(postings::Column::UserId.eq(user_id))
                .add(postings::Column::AccountId.is_null())
                .add(postings::Column::CategoryId.is_null()),
        };
        all.add_option(self.category_id.map(|id| has_posting(category(id))))
    }
}

/// Whether a transaction has a posting like this.
fn has_posting(like: Condition) -> Expr {
    let ids = Query::select()
        .column(postings::Column::TransactionId)
        .from(postings::Entity)
        .cond_where(like)
        .to_owned();
    Expr::col((Entity, Column::Id)).in_subquery(ids)
}

/// A person's transactions.
pub fn of(user_id: i64, filter: Filter) -> Select<Entity> {
    Entity::find().filter(filter.of(user_id))
}

/// A page of them, the newest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    user_id: i64,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = of(user_id, filter);
    let total = all.clone().count(db).await?;
    let sorted = all.order_by_desc(Column::Date).order_by_desc(Column::Id);
    Ok((sorted.offset(skip).limit(limit).all(db).await?, total))
}

/// The first of them from a place on, without counting: for exports and the dashboard.
pub async fn newest(
    db: &impl ConnectionTrait,
    user_id: i64,
    filter: Filter,
    limit: u64,
) -> Result<Vec<Model>> {
    let sorted = of(user_id, filter).order_by_desc(Column::Date).order_by_desc(Column::Id);
    Ok(sorted.limit(limit).all(db).await?)
}

/// Those of these transactions that are this person's, locked for a change where `lock` is set.
pub async fn some(db: &impl ConnectionTrait, user_id: i64, ids: &[i64], lock: bool) -> Result<Vec<Model>> {
    let which = Column::UserId.eq(user_id).and(Column::Id.is_in(ids.iter().copied()));
    let mut find = Entity::find().filter(which).order_by_asc(Column::Id);
    if lock {
        find = find.lock_exclusive();
    }
    Ok(find.all(db).await?)
}

/// A transaction of this person: 404 if there is none, 403 if it is somebody else's.
pub async fn mine(db: &impl ConnectionTrait, user_id: i64, id: i64, lock: bool) -> Result<Model> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    match find.one(db).await? {
        Some(row) if row.user_id == user_id => Ok(row),
        Some(_) => Err(Error::forbidden("Access denied")),
        None => Err(Error::not_found("Transaction not found")),
    }
}

/// Removes these.
pub async fn delete(db: &impl ConnectionTrait, ids: &[i64]) -> Result<()> {
    Entity::delete_many().filter(Column::Id.is_in(ids.iter().copied())).exec(db).await?;
    Ok(())
}

/// A transaction as its owner sees it.
pub async fn view(db: &impl ConnectionTrait, user_id: i64, id: i64) -> Result<TransactionView> {
    let view = views(db, user_id, &[id]).await?.remove(&id);
    view.ok_or_else(|| Error::not_found("Transaction not found"))
}

/// These transactions as their owner sees them, by number.
pub async fn views(
    db: &impl ConnectionTrait,
    user_id: i64,
    ids: &[i64],
) -> Result<HashMap<i64, TransactionView>> {
    let rows = some(db, user_id, ids, false).await?;
    Ok(shown(db, user_id, rows).await?.into_iter().map(|view| (view.id, view)).collect())
}

/// Rows as their owner sees them, in the same order.
pub async fn shown(
    db: &impl ConnectionTrait,
    user_id: i64,
    rows: Vec<Model>,
) -> Result<Vec<TransactionView>> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let mut postings = HashMap::<i64, Vec<postings::Model>>::new();
    for posting in postings::of(db, &ids).await? {
        postings.entry(posting.transaction_id).or_default().push(posting);
    }
    let accounts = account::store::all(db, user_id).await?;
    let accounts = accounts.into_iter().map(|account| (account.id, account)).collect::<HashMap<_, _>>();
    let categories = category::all(db, user_id).await?;
    let view = |row: Model| {
        let postings = postings.remove(&row.id).unwrap_or_default();
        TransactionView::of(row, postings, &accounts, &categories)
    };
    Ok(rows.into_iter().map(view).collect())
}
