//! Searching the whole book of claims.
use kernel::{Result, db::contains};
use schemars::JsonSchema;
use sea_orm::{Condition, Order, QueryOrder, QuerySelect, QueryTrait, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    claim::store::{self as claims, ClaimStatus, Pair, duplicate},
    policy::store::{self as policies, PolicyType},
};

/// Which claims to show.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only those that stand so.
    pub status: Option<ClaimStatus>,
    /// Only on policies of this kind.
    pub policy_type: Option<PolicyType>,
    /// Part of the claim's or the policy's number, or of the holder's name.
    pub search: Option<String>,
    /// Only those that look like another.
    pub flagged: bool,
}

impl From<Filter> for Condition {
    fn from(filter: Filter) -> Self {
        let search = filter.search.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(|text| {
            Self::any()
                .add(contains((claims::Entity, claims::Column::ClaimNumber), text))
                .add(contains((policies::Entity, policies::Column::PolicyNumber), text))
                .add(contains((policies::Entity, policies::Column::Holder), text))
        });
        let alike = duplicate::Entity::find().select_only().column(duplicate::Column::ClaimId).into_query();
        Self::all()
            .add_option(filter.status.map(|status| claims::Column::Status.eq(status)))
            .add_option(filter.policy_type.map(|kind| policies::Column::PolicyType.eq(kind)))
            .add_option(search)
            .add_option(filter.flagged.then(|| claims::Column::Id.in_subquery(alike)))
    }
}

/// By what to sort the queue; a `-` in front turns it round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[expect(missing_docs, reason = "the wire names say it")]
pub enum Sort {
    #[serde(rename = "submitted_at")]
    Submitted,
    #[serde(rename = "-submitted_at")]
    SubmittedDown,
    #[serde(rename = "amount")]
    Amount,
    #[serde(rename = "-amount")]
    AmountDown,
    #[serde(rename = "age")]
    Age,
    #[default]
    #[serde(rename = "-age")]
    AgeDown,
}

impl Sort {
    fn column(self) -> (claims::Column, Order) {
        match self {
            // The oldest were submitted first.
            Self::Submitted | Self::AgeDown => (claims::Column::SubmittedAt, Order::Asc),
            Self::SubmittedDown | Self::Age => (claims::Column::SubmittedAt, Order::Desc),
            Self::Amount => (claims::Column::Amount, Order::Asc),
            Self::AmountDown => (claims::Column::Amount, Order::Desc),
        }
    }
}

/// A page of claims with their policies, and how many there are.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: Filter,
    sort: Sort,
    skip: u64,
    limit: u64,
) -> Result<(Vec<Pair>, u64)> {
    let all = claims::Entity::find().find_also_related(policies::Entity).filter(Condition::from(filter));
    let (column, order) = sort.column();
    let sorted = all.clone().order_by(column, order.clone()).order_by(claims::Column::Id, order);
    let rows = sorted.offset(skip).limit(limit).all(db).await?;
    let first_and_only = skip == 0 && (rows.len() as u64) < limit;
    let total = if first_and_only { rows.len() as u64 } else { all.count(db).await? };
    Ok((claims::pairs(rows), total))
}
