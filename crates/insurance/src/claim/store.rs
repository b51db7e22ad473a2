//! Claims, their decisions and their look-alikes in the database.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Error, Money, Result, db::sum};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::Set, Condition, ExprTrait, IntoActiveModel, JoinType, QueryOrder, QuerySelect, SqlErr,
    entity::prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::policy::store as policies;

/// Where a claim stands.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClaimStatus {
    Pending,
    Approved,
    Rejected,
    Paid,
}

impl std::fmt::Display for ClaimStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&sea_orm::ActiveEnum::to_value(self))
    }
}

/// A claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, DeriveEntityModel)]
#[sea_orm(table_name = "claims")]
#[expect(missing_docs, reason = "the names are the contract's; see http::Claim")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub policy_id: i64,
    pub term_id: i64,
    pub claim_number: String,
    pub amount: Money,
    pub status: ClaimStatus,
    pub description: String,
    pub incident_date: NaiveDate,
    pub submitted_at: DateTime<Utc>,
    pub reviewed_at: Option<DateTime<Utc>>,
    pub approved_amount: Option<Money>,
    pub payable_amount: Option<Money>,
    pub reason: Option<String>,
    pub reviewer_id: Option<i64>,
    pub reviewer_name: Option<String>,
    pub paid_at: Option<DateTime<Utc>>,
    pub payment_reference: Option<String>,
    pub override_reason: Option<String>,
    pub updated_at: Option<DateTime<Utc>>,
}

#[expect(missing_docs, reason = "SeaORM wants it")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "crate::policy::store::Entity",
        from = "Column::PolicyId",
        to = "crate::policy::store::Column::Id"
    )]
    Policy,
}

impl Related<policies::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Policy.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}

/// Who decided what.
pub mod decision {
    use chrono::{DateTime, Utc};
    use kernel::Money;
    use schemars::JsonSchema;
    use sea_orm::entity::prelude::*;
    use serde::Serialize;

    /// A decision on a claim.
    #[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
    #[sea_orm(table_name = "claim_decisions")]
    #[schemars(rename = "ClaimDecision")]
    pub struct Model {
        /// Its id.
        #[sea_orm(primary_key)]
        pub id: i64,
        /// On which claim.
        pub claim_id: i64,
        /// What it became.
        pub decision: super::ClaimStatus,
        /// How much of the loss was approved, or how much was paid.
        pub amount: Option<Money>,
        /// Why.
        pub reason: Option<String>,
        /// Why although a rule spoke against it.
        pub override_reason: Option<String>,
        /// Of the payment.
        pub reference: Option<String>,
        /// Who decided.
        pub reviewer_id: i64,
        /// His name then.
        pub reviewer_name: String,
        /// When.
        pub decided_at: DateTime<Utc>,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Which claims look alike.
pub mod duplicate {
    use sea_orm::entity::prelude::*;

    /// A pair; it stands twice.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "claim_duplicates")]
    #[expect(missing_docs, reason = "the names say it")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub claim_id: i64,
        #[sea_orm(primary_key, auto_increment = false)]
        pub other_id: i64,
    }

    #[expect(missing_docs, reason = "SeaORM wants it")]
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A claim with its policy.
pub type Pair = (Model, policies::Model);

/// Which claims to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this policy.
    pub policy: Option<i64>,
    /// Only of this person's policies.
    pub owner: Option<i64>,
    /// Only those that stand so.
    pub status: Option<ClaimStatus>,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        Self::all()
            .add_option(filter.policy.map(|id| Column::PolicyId.eq(id)))
            .add_option(filter.owner.map(|id| policies::Column::UserId.eq(id)))
            .add_option(filter.status.map(|status| Column::Status.eq(status)))
    }
}

/// A page of claims, the oldest first, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Pair>, u64)> {
    let all = Entity::find().find_also_related(policies::Entity).filter(Condition::from(filter));
    let rows = all.clone().order_by_asc(Column::Id).offset(skip).limit(limit).all(db).await?;
    let first_and_only = skip == 0 && (rows.len() as u64) < limit;
    let total = if first_and_only { rows.len() as u64 } else { all.count(db).await? };
    Ok((pairs(rows), total))
}

/// Every claim has a policy: the database says so.
pub fn pairs(rows: Vec<(Model, Option<policies::Model>)>) -> Vec<Pair> {
    rows.into_iter().filter_map(|(claim, policy)| Some((claim, policy?))).collect()
}

/// The claim with this number, and its policy.
pub async fn by_id(db: &impl ConnectionTrait, id: i64) -> Result<Option<Pair>> {
    let found = Entity::find_by_id(id).find_also_related(policies::Entity).one(db).await?;
    Ok(found.and_then(|(claim, policy)| Some((claim, policy?))))
}

/// The claim with this number, locked for the transaction. Lock its policy first.
pub async fn locked(db: &impl ConnectionTrait, id: i64) -> Result<Option<Model>> {
    Ok(Entity::find_by_id(id).lock_exclusive().one(db).await?)
}

/// Whether a claim has this number already.
pub async fn is_taken(db: &impl ConnectionTrait, claim_number: &str) -> Result<bool> {
    let same = Entity::find().select_only().column(Column::Id).filter(Column::ClaimNumber.eq(claim_number));
    Ok(same.into_tuple::<i64>().one(db).await?.is_some())
}

/// 400: the number belongs to another claim.
pub fn taken(claim_number: &str) -> Error {
    Error::bad_request(format!("Claim number '{claim_number}' exists already. Choose another one."))
}

fn explained(e: DbErr, claim_number: &str) -> Error {
    match e.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(_)) => taken(claim_number),
        _ => e.into(),
    }
}

/// Writes a new claim.
pub async fn insert(db: &impl ConnectionTrait, row: ActiveModel) -> Result<Model> {
    let number = row.claim_number.clone().take().unwrap_or_default();
    row.insert(db).await.map_err(|e| explained(e, &number))
}

/// Writes a claim as it is now.
pub async fn save(db: &impl ConnectionTrait, row: Model) -> Result<Model> {
    let number = row.claim_number.clone();
    row.into_active_model().reset_all().update(db).await.map_err(|e| explained(e, &number))
}

/// Whether a policy has any claim.
pub async fn any_of_policy(db: &impl ConnectionTrait, policy: i64) -> Result<bool> {
    let any = Entity::find().select_only().column(Column::Id).filter(Column::PolicyId.eq(policy)).limit(1);
    Ok(any.into_tuple::<i64>().one(db).await?.is_some())
}

/// What approved and paid claims take of the cover, by term, of these policies.
pub async fn used_of_policies(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Money>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::TermId)
        .expr_as(sum(Column::PayableAmount), "used")
        .filter(Column::PolicyId.is_in(ids.iter().copied()))
        .filter(Column::Status.is_in([ClaimStatus::Approved, ClaimStatus::Paid]))
        .group_by(Column::TermId)
        .into_tuple::<(i64, Money)>();
    Ok(rows.all(db).await?.into_iter().collect())
}

/// How many claims of each of these policies wait for a decision, and how much they ask for.
pub async fn open_of_policies(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, (i64, Money)>> {
    let rows = Entity::find()
        .select_only()
        .column(Column::PolicyId)
        .column_as(Column::Id.count(), "claims")
        .expr_as(sum(Column::Amount), "amount")
        .filter(Column::PolicyId.is_in(ids.iter().copied()))
        .filter(Column::Status.eq(ClaimStatus::Pending))
        .group_by(Column::PolicyId)
        .into_tuple::<(i64, i64, Money)>();
    Ok(rows.all(db).await?.into_iter().map(|(policy, count, amount)| (policy, (count, amount))).collect())
}

/// A person's claims that wait for a decision, by currency: how many, and how much they ask for.
pub async fn open_of_owner(
    db: &impl ConnectionTrait,
    user_id: i64,
) -> Result<Vec<(kernel::Currency, i64, Money)>> {
    Ok(Entity::find()
        .select_only()
        .column(policies::Column::Currency)
        .column_as(Column::Id.count(), "claims")
        .expr_as(sum((Entity, Column::Amount)), "amount")
        .join(JoinType::InnerJoin, Relation::Policy.def())
        .filter(policies::Column::UserId.eq(user_id).and(Column::Status.eq(ClaimStatus::Pending)))
        .group_by(policies::Column::Currency)
        .order_by_asc(policies::Column::Currency)
        .into_tuple()
        .all(db)
        .await?)
}

/// Notes a decision, for good.
pub async fn insert_decision(db: &impl ConnectionTrait, row: decision::ActiveModel) -> Result<()> {
    decision::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// The decisions on a claim, in order. A claim has three at most.
pub async fn decisions(db: &impl ConnectionTrait, claim: i64) -> Result<Vec<decision::Model>> {
    let all = decision::Entity::find().filter(decision::Column::ClaimId.eq(claim));
    Ok(all.order_by_asc(decision::Column::Id).limit(100).all(db).await?)
}

/// The other claims of a policy, the latest `most` of them: what a new one may be a duplicate of.
pub async fn neighbours(db: &impl ConnectionTrait, policy: i64, but: i64, most: u64) -> Result<Vec<Model>> {
    let others = Column::PolicyId.eq(policy).and(Column::Id.ne(but));
    Ok(Entity::find().filter(others).order_by_desc(Column::Id).limit(most).all(db).await?)
}

/// Notes which claims `claim` looks like, in place of what was noted before.
pub async fn replace_duplicates(db: &impl ConnectionTrait, claim: i64, others: &[i64]) -> Result<()> {
    let known = duplicate::Column::ClaimId.eq(claim).or(duplicate::Column::OtherId.eq(claim));
    duplicate::Entity::delete_many().filter(known).exec(db).await?;
    if others.is_empty() {
        return Ok(());
    }
    let row = |(claim_id, other_id): (i64, i64)| duplicate::ActiveModel {
        claim_id: Set(claim_id),
        other_id: Set(other_id),
    };
    let both = others.iter().flat_map(|other| [(claim, *other), (*other, claim)]);
    duplicate::Entity::insert_many(both.map(row)).exec_without_returning(db).await?;
    Ok(())
}

/// Which claims each of these looks like.
pub async fn duplicates(db: &impl ConnectionTrait, ids: &[i64]) -> Result<HashMap<i64, Vec<i64>>> {
    let rows = duplicate::Entity::find()
        .filter(duplicate::Column::ClaimId.is_in(ids.iter().copied()))
        .order_by_asc(duplicate::Column::OtherId)
        .all(db)
        .await?;
    let mut found: HashMap<i64, Vec<i64>> = HashMap::new();
    rows.into_iter().for_each(|row| found.entry(row.claim_id).or_default().push(row.other_id));
    Ok(found)
}
