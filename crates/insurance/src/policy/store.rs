//! Policies, their terms and their reminders in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{
    Currency, Error, Money, Result,
    db::{contains, slice},
};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, Condition, ExprTrait, IntoActiveModel, QueryOrder, QuerySelect, SqlErr,
    entity::prelude::*, sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};

use super::model::Term;
use crate::claim::store as claims;

/// What is insured.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PolicyType {
    Health,
    Auto,
    Home,
    Life,
}

/// Where a policy stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum PolicyStatus {
    #[default]
    Active,
    Expired,
    Cancelled,
}

macro_rules! named {
    ($($kind:ty),*) => { $(
        impl std::fmt::Display for $kind {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&sea_orm::ActiveEnum::to_value(self))
            }
        } )*
    };
}

named!(PolicyType, PolicyStatus);

/// A policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "policies")]
#[expect(missing_docs, reason = "the names are the contract's; see http::Policy")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub user_id: Option<i64>,
    pub holder: String,
    pub policy_number: String,
    pub policy_type: PolicyType,
    pub coverage_amount: Money,
    pub premium: Money,
    pub deductible: Option<Money>,
    pub currency: Currency,
    pub start_date: DateTime<Utc>,
    pub renewal_date: DateTime<Utc>,
    pub status: PolicyStatus,
    pub cancelled_on: Option<NaiveDate>,
    pub cancel_reason: Option<String>,
    pub refund: Option<Money>,
    pub terms_changed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The terms of policies.
pub mod term {
    use chrono::{DateTime, NaiveDate, Utc};
    use kernel::Money;
    use sea_orm::entity::prelude::*;

    /// A term.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "policy_terms")]
    #[expect(missing_docs, reason = "see model::Term")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i64,
        pub policy_id: i64,
        pub starts_on: NaiveDate,
        pub ends_on: NaiveDate,
        pub premium: Money,
        pub cancelled_on: Option<NaiveDate>,
        pub created_at: DateTime<Utc>,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {
        #[sea_orm(belongs_to = "super::Entity", from = "Column::PolicyId", to = "super::Column::Id")]
        Policy,
    }

    impl Related<super::Entity> for Entity {
        fn to() -> RelationDef {
            Relation::Policy.def()
        }
    }

    impl ActiveModelBehavior for ActiveModel {}
}

impl From<&term::Model> for Term {
    fn from(row: &term::Model) -> Self {
        Self {
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            premium: row.premium,
            cancelled_on: row.cancelled_on,
        }
    }
}

/// Which policies to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this person's; `None` for the whole book.
    pub owner: Option<i64>,
    /// Only those that stand so.
    pub status: Option<PolicyStatus>,
    /// Only of this kind.
    pub policy_type: Option<PolicyType>,
    /// Part of the number or of the holder's name.
    pub search: Option<String>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty());
        let parts = search.map(|text| {
            let columns = [Column::PolicyNumber, Column::Holder];
            columns.into_iter().fold(Self::any(), |any, column| any.add(contains((Entity, column), text)))
        });
        Self::all()
            .add_option(filter.owner.map(|id| Column::UserId.eq(id)))
            .add_option(filter.status.map(|status| Column::Status.eq(status)))
            .add_option(filter.policy_type.map(|kind| Column::PolicyType.eq(kind)))
            .add_option(parts)
    }
}

/// A page of policies, the oldest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Model>, u64)> {
    let all = Entity::find().filter(Condition::from(filter));
    slice(all.order_by_asc(Column::Id), db, skip, limit).await
}

/// The policy with this number; locked for the transaction where `lock` is set.
pub async fn by_id(db: &impl ConnectionTrait, id: i64, lock: bool) -> Result<Option<Model>> {
    let mut find = Entity::find_by_id(id);
    if lock {
        find = find.lock_exclusive();
    }
    Ok(find.one(db).await?)
}

/// Whether a policy has this number already.
pub async fn is_taken(db: &impl ConnectionTrait, policy_number: &str) -> Result<bool> {
    let same = Entity::find().select_only().column(Column::Id).filter(Column::PolicyNumber.eq(policy_number));
    Ok(same.into_tuple::<i64>().one(db).await?.is_some())
}

/// 400: the number belongs to another policy.
pub fn taken(policy_number: &str) -> Error {
    Error::bad_request(format!("Policy number '{policy_number}' exists already. Choose another one."))
}

fn explained(e: DbErr, policy_number: &str) -> Error {
    match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(policy_number),
        _ => e.into(),
    }
}

/// Writes a new policy.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    let number = row.policy_number.clone().take().unwrap_or_default();
    row.insert(db).await.map_err(|e| explained(e, &number))
}

/// Writes a policy as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let number = row.policy_number.clone();
    row.into_active_model().reset_all().update(db).await.map_err(|e| explained(e, &number))
}

/// Removes a policy with its terms and reminders.
pub async fn delete(db: &impl ConnectionTrait, id: i64) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// The terms of these policies, in order.
pub async fn terms(db: &impl ConnectionTrait, policies: &[i64]) -> Result<HashMap<i64, Vec<term::Model>>> {
    let find = term::Entity::find().filter(term::Column::PolicyId.is_in(policies.iter().copied()));
    let rows = find.order_by_asc(term::Column::StartsOn).order_by_asc(term::Column::Id).all(db).await?;
    let mut by_policy: HashMap<i64, Vec<term::Model>> = HashMap::new();
    rows.into_iter().for_each(|row| by_policy.entry(row.policy_id).or_default().push(row));
    Ok(by_policy)
}

/// What surrounds policies.
pub struct Around {
    /// Their terms, in order, by policy.
    pub terms: HashMap<i64, Vec<term::Model>>,
    /// What approved and paid claims take of the cover, by term.
    pub used: HashMap<i64, Money>,
    /// How many claims wait for a decision, and how much they ask for, by policy.
    pub open: HashMap<i64, (i64, Money)>,
}

/// All that surrounds these policies.
pub async fn around(db: &impl ConnectionTrait, rows: &[Model]) -> Result<Around> {
    let ids = rows.iter().map(|row| row.id).collect::<Vec<_>>();
    let (used, open) = (claims::used_of_policies(db, &ids).await?, claims::open_of_policies(db, &ids).await?);
    Ok(Around { terms: terms(db, &ids).await?, used, open })
}

/// The terms of one policy, in order.
pub async fn terms_of(db: &impl ConnectionTrait, policy: i64) -> Result<Vec<term::Model>> {
    Ok(terms(db, &[policy]).await?.remove(&policy).unwrap_or_default())
}

/// Writes a new term.
pub async fn insert_term(
    db: &impl ConnectionTrait,
    policy_id: i64,
    term: Term,
    now: DateTime<Utc>,
) -> Result<()> {
    let row = term::ActiveModel {
        policy_id: Set(policy_id),
        starts_on: Set(term.starts_on),
        ends_on: Set(term.ends_on),
        premium: Set(term.premium),
        cancelled_on: Set(term.cancelled_on),
        created_at: Set(now),
        ..Default::default()
    };
    term::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Writes these terms as they are now.
pub async fn save_terms(db: &impl ConnectionTrait, rows: Vec<term::Model>) -> Result<()> {
    use term::Column::{CancelledOn, EndsOn, Id, Premium, StartsOn};
    let change = OnConflict::column(Id).update_columns([StartsOn, EndsOn, Premium, CancelledOn]).to_owned();
    term::Entity::insert_many(rows.into_iter().map(|row| row.into_active_model().reset_all()))
        .on_conflict(change)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Gives all policies of a person his present name.
pub async fn rename_holder(db: &impl ConnectionTrait, user_id: i64, name: &str) -> Result<u64> {
    let done = Entity::update_many()
        .col_expr(Column::Holder, Expr::value(name))
        .filter(Column::UserId.eq(user_id).and(Column::Holder.ne(name)))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// A person's active policies with a renewal date from `from` on, the next `most` of them.
pub async fn next_renewals(
    db: &impl ConnectionTrait,
    user_id: i64,
    from: DateTime<Utc>,
    most: u64,
) -> Result<Vec<Model>> {
    let mine = Column::UserId.eq(user_id).and(Column::Status.eq(PolicyStatus::Active));
    let find = Entity::find().filter(mine.and(Column::RenewalDate.gte(from)));
    Ok(find.order_by_asc(Column::RenewalDate).order_by_asc(Column::Id).limit(most).all(db).await?)
}

/// The cover of a person's active policies, by currency: how much, and of how many.
pub async fn coverage(db: &impl ConnectionTrait, user_id: i64) -> Result<Vec<(Currency, Money, i64)>> {
    Ok(Entity::find()
        .select_only()
        .column(Column::Currency)
        .expr_as(kernel::db::sum(Column::CoverageAmount), "cover")
        .column_as(Column::Id.count(), "policies")
        .filter(Column::UserId.eq(user_id).and(Column::Status.eq(PolicyStatus::Active)))
        .group_by(Column::Currency)
        .order_by_asc(Column::Currency)
        .into_tuple()
        .all(db)
        .await?)
}
