//! The review queue over HTTP.
use garde::Validate;
use kernel::{Can, Error, Grant, Listed, Money, One, Path, Query, Result, Routes, Slice, extract::flag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::store::{self, Filter, Sort};
use crate::{
    claim::{
        commands::missing,
        http::Claim,
        store::{self as claims, ClaimStatus, Pair},
    },
    document,
    permissions::{Override, Pay, Review},
    policy::{
        commands as policies,
        http::Policy,
        store::{self as policy_store, PolicyStatus, PolicyType},
    },
};

/// What a reviewer may do with a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ClaimAction {
    Approve,
    Reject,
    Pay,
    /// Approve past a rule, with a reason.
    Override,
}

/// A claim with what a reviewer wants to know.
#[derive(Serialize, JsonSchema)]
pub struct ClaimForReview {
    /// The claim.
    #[serde(flatten)]
    pub claim: Claim,
    /// The name of the policy's holder.
    pub holder: String,
    /// The cover of the policy.
    pub coverage_amount: Money,
    /// What approved and paid claims have left of it, in the term against which this claim counts.
    pub cover_left: Money,
    /// What all pending claims on the policy ask for.
    pub pending_amount: Money,
    /// What the holder bears himself.
    pub deductible: Option<Money>,
    /// Where the policy stands.
    pub policy_status: PolicyStatus,
    /// Whether cover, dates, premium or deductible were changed after the claim was filed.
    pub terms_changed_since: bool,
    /// Other claims that this one may be a duplicate of: the same policy, and the same amount within days or nearly
    /// the same words.
    pub possible_duplicates: Vec<i64>,
    /// How many documents it has.
    pub documents: i64,
    /// Days since it was filed; until it was decided, where it is.
    pub age_days: i64,
    /// It is on the caller's own policy: he can't decide on it.
    pub own: bool,
    /// What the caller may do with it now.
    pub may: Vec<ClaimAction>,
    /// Why there is nothing that he may do.
    pub blocked: Option<String>,
}

/// Which claims to list.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
pub struct ReviewFilter {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<ClaimStatus>,
    /// Only on policies of this kind.
    #[garde(skip)]
    policy_type: Option<PolicyType>,
    /// Part of the claim's or the policy's number, or of the holder's name.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Only those that may be a duplicate.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    flagged: Option<bool>,
    /// The order; the oldest first by default.
    #[garde(skip)]
    sort: Option<Sort>,
}

impl ReviewFilter {
    pub(crate) fn split(self) -> (Filter, Sort) {
        let filter = Filter {
            status: self.status,
            policy_type: self.policy_type,
            search: self.search,
            flagged: self.flagged.unwrap_or(false),
        };
        (filter, self.sort.unwrap_or_default())
    }
}

/// Which policies to list.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
pub struct BookFilter {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<PolicyStatus>,
    /// Only of this kind.
    #[garde(skip)]
    policy_type: Option<PolicyType>,
    /// Part of the number or of the holder's name.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Only this person's.
    #[garde(skip)]
    holder_id: Option<i64>,
}

impl From<BookFilter> for policy_store::Filter {
    fn from(filter: BookFilter) -> Self {
        Self {
            owner: filter.holder_id,
            status: filter.status,
            policy_type: filter.policy_type,
            search: filter.search,
        }
    }
}

async fn shown(can: &Can<Review>, rows: Vec<Pair>) -> Result<Vec<ClaimForReview>> {
    let ids = rows.iter().map(|(claim, _)| claim.id).collect::<Vec<_>>();
    let mut policies = rows.iter().map(|(_, policy)| policy.id).collect::<Vec<_>>();
    policies.sort_unstable();
    policies.dedup();
    let used = claims::used_of_policies(can.db(), &policies).await?;
    let open = claims::open_of_policies(can.db(), &policies).await?;
    let mut alike = claims::duplicates(can.db(), &ids).await?;
    let documents = document::store::counts(can.db(), &ids).await?;
    let now = can.app().clock.now();
    let view = |(claim, policy): Pair| {
        let used = used.get(&claim.term_id).copied().unwrap_or_default();
        let own = policy.user_id == Some(can.user_id);
        let may = if own { vec![] } else { actions(can, claim.status) };
        Ok(ClaimForReview {
            holder: policy.holder.clone(),
            coverage_amount: policy.coverage_amount,
            cover_left: policy.coverage_amount.checked_sub(used)?.max(Money::ZERO),
            pending_amount: open.get(&policy.id).map_or(Money::ZERO, |(_, amount)| *amount),
            deductible: policy.deductible,
            policy_status: policy.status,
            terms_changed_since: policy.terms_changed_at.is_some_and(|at| at > claim.submitted_at),
            possible_duplicates: alike.remove(&claim.id).unwrap_or_default(),
            documents: documents.get(&claim.id).copied().unwrap_or(0),
            age_days: (claim.reviewed_at.unwrap_or(now) - claim.submitted_at).num_days(),
            own,
            blocked: blocked(own, &may, claim.status),
            may,
            claim: Claim::from((claim, policy)),
        })
    };
    rows.into_iter().map(view).collect()
}

fn actions(can: &Can<Review>, status: ClaimStatus) -> Vec<ClaimAction> {
    match status {
        ClaimStatus::Pending if Override::PERMISSION.granted_to(can.role) => {
            vec![ClaimAction::Approve, ClaimAction::Reject, ClaimAction::Override]
        }
        ClaimStatus::Pending => vec![ClaimAction::Approve, ClaimAction::Reject],
        ClaimStatus::Approved if Pay::PERMISSION.granted_to(can.role) => vec![ClaimAction::Pay],
        ClaimStatus::Approved | ClaimStatus::Rejected | ClaimStatus::Paid => vec![],
    }
}

fn blocked(own: bool, may: &[ClaimAction], status: ClaimStatus) -> Option<String> {
    match status {
        _ if own => Some("This claim is on your own policy: somebody else decides on it.".into()),
        _ if !may.is_empty() => None,
        ClaimStatus::Approved => Some("An administrator marks it as paid.".into()),
        status => Some(format!("This claim is {status}. That is final.")),
    }
}

async fn list_claims_for_review(
    can: Can<Review>,
    which: Query<ReviewFilter>,
    slice: Query<Slice>,
) -> Result<Listed<ClaimForReview>> {
    let (filter, sort) = which.0.split();
    let (rows, total) = store::page(can.db(), filter, sort, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: shown(&can, rows).await?, total })
}

async fn get_claim_for_review(can: Can<Review>, id: Path<i64>) -> Result<One<ClaimForReview>> {
    let pair = claims::by_id(can.db(), id.0).await?.ok_or_else(missing)?;
    let view = shown(&can, vec![pair]).await?.pop();
    view.map(One).ok_or_else(|| Error::internal("a row without a view"))
}

async fn list_policies_for_review(
    can: Can<Review>,
    which: Query<BookFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Policy>> {
    let (rows, total) = policy_store::page(can.db(), which.0.into(), slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: policies::show(can.app(), rows).await?, total })
}

/// The operations of reviewers.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/insurance/admin/claims", list_claims_for_review, "List all claims for review")
        .get("/api/v1/insurance/admin/claims/{id}", get_claim_for_review, "Get a claim for review")
        .get("/api/v1/insurance/admin/policies", list_policies_for_review, "List all policies")
}
