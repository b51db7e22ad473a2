//! Claims over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{AboveZero, MOST};
use kernel::{
    Can, Created, Currency, Given, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    decision::{self, Verdict},
    store::{self, ClaimStatus, Filter, Pair, decision::Model as Decision},
};
use crate::{
    day::Day,
    permissions::{Decide, Pay, Read, Write},
    policy::store::PolicyType,
};

/// A claim.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Claim {
    /// The number of the claim, unique in the house.
    pub claim_number: String,
    /// The loss that is claimed.
    pub amount: Money,
    /// Where it stands.
    pub status: ClaimStatus,
    /// What happened.
    pub description: String,
    /// Its id.
    pub id: i64,
    /// On which policy.
    pub policy_id: i64,
    /// When it was filed.
    pub submitted_at: DateTime<Utc>,
    /// When it was approved or rejected.
    pub reviewed_at: Option<DateTime<Utc>>,
    /// When it happened.
    pub incident_date: NaiveDate,
    /// How much of the loss was approved.
    pub approved_amount: Option<Money>,
    /// What is paid of that: all above the deductible.
    pub payable_amount: Option<Money>,
    /// Why it was decided so.
    pub reason: Option<String>,
    /// Who decided.
    pub reviewer_id: Option<i64>,
    /// His name then.
    pub reviewer_name: Option<String>,
    /// When it was paid.
    pub paid_at: Option<DateTime<Utc>>,
    /// The reference of the payment.
    pub payment_reference: Option<String>,
    /// Why it was let through although a rule spoke against it.
    pub override_reason: Option<String>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// The number of its policy.
    pub policy_number: String,
    /// What its policy insures.
    pub policy_type: PolicyType,
    /// The currency of its amounts: that of its policy.
    pub currency: Currency,
    /// The holder of its policy.
    pub user_id: Option<i64>,
}

impl From<Pair> for Claim {
    fn from((claim, policy): Pair) -> Self {
        Self {
            claim_number: claim.claim_number,
            amount: claim.amount,
            status: claim.status,
            description: claim.description,
            id: claim.id,
            policy_id: claim.policy_id,
            submitted_at: claim.submitted_at,
            reviewed_at: claim.reviewed_at,
            incident_date: claim.incident_date,
            approved_amount: claim.approved_amount,
            payable_amount: claim.payable_amount,
            reason: claim.reason,
            reviewer_id: claim.reviewer_id,
            reviewer_name: claim.reviewer_name,
            paid_at: claim.paid_at,
            payment_reference: claim.payment_reference,
            override_reason: claim.override_reason,
            updated_at: claim.updated_at,
            policy_number: policy.policy_number,
            policy_type: policy.policy_type,
            currency: policy.currency,
            user_id: policy.user_id,
        }
    }
}

/// How a claim begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the name says it")]
pub enum NewClaimStatus {
    #[default]
    Pending,
}

/// A new claim.
///
/// The incident must lie within a term of the policy, the policy must be active, and the amount after the
/// deductible must not be above the cover left. Whoever holds `insurance:override` may file for a client, and let a
/// claim through that breaks one of these rules by saying why; never on his own policy.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewClaim {
    /// The number of the claim, unique in the house.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) claim_number: String,
    /// The loss that is claimed.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) amount: Money,
    /// What happened.
    #[garde(length(chars, min = 1, max = 5000))]
    pub(crate) description: String,
    /// A claim begins as pending.
    #[serde(default)]
    #[garde(skip)]
    #[expect(dead_code, reason = "there is one value; the type refuses any other")]
    pub(crate) status: NewClaimStatus,
    /// When it happened; today by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) incident_date: Option<Day>,
    /// Why this claim is let through although a rule speaks against it.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) override_reason: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "claim_number": "CLM-1", "amount": 1250.0, "description": "Broken window, kitchen" })
}

/// What may change of a claim; what is left out stays. The holder of the policy changes number, amount, description
/// and day of the incident while the claim is pending. Another `status` is a decision: see `approve`, `reject` and
/// `pay`, for whose rights it asks.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ClaimPatch {
    /// The number of the claim.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) claim_number: Given<String>,
    /// The loss that is claimed.
    #[serde(default)]
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) amount: Given<Money>,
    /// What happened.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 5000))]
    pub(crate) description: Given<String>,
    /// When it happened.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) incident_date: Given<Day>,
    /// What is decided.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<ClaimStatus>,
    /// Why.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
    /// How much of the loss is approved; all of it by default.
    #[serde(default, alias = "amount_approved")]
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Option<AboveZero>")]
    pub(crate) approved_amount: Option<Money>,
    /// Why it is approved although a rule speaks against it.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) override_reason: Option<String>,
    /// The reference of the payment.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    pub(crate) reference: Option<String>,
}

/// An approval.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ApproveClaim {
    /// Why.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    reason: Option<String>,
    /// How much of the loss is approved, before the deductible; all of it by default.
    #[serde(default, alias = "amount_approved")]
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "Option<AboveZero>")]
    approved_amount: Option<Money>,
    /// Why although the incident lies outside of the policy's dates, or the amount is above the cover left. For
    /// holders of `insurance:override`.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 1000))]
    override_reason: Option<String>,
}

/// A rejection.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct RejectClaim {
    /// Why.
    #[garde(length(chars, min = 1, max = 1000))]
    reason: String,
}

/// A payment.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct PayClaim {
    /// The reference of the payment.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    reference: Option<String>,
}

/// Which claims to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ClaimFilter {
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<ClaimStatus>,
}

async fn listed(can: &Can<Read>, filter: Filter, slice: Slice) -> Result<Listed<Claim>> {
    let (rows, total) = store::page(can.db(), filter, slice.skip, slice.limit).await?;
    Ok(Listed { items: rows.into_iter().map(Claim::from).collect(), total })
}

async fn list_claims(
    can: Can<Read>,
    filter: Query<ClaimFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Claim>> {
    let filter = Filter { owner: Some(can.user_id), status: filter.0.status, policy: None };
    listed(&can, filter, slice.0).await
}

async fn list_policy_claims(
    can: Can<Read>,
    id: Path<i64>,
    filter: Query<ClaimFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Claim>> {
    crate::policy::commands::seen(&can, id.0).await?;
    let filter = Filter { policy: Some(id.0), status: filter.0.status, owner: None };
    listed(&can, filter, slice.0).await
}

async fn create_claim(can: Can<Write>, id: Path<i64>, body: Valid<NewClaim>) -> Result<Created<Claim>> {
    let body = commands::file(&can, id.0, body.0).await?;
    Ok(Created { location: format!("/api/v1/insurance/claims/{}", body.id), body })
}

async fn get_claim(can: Can<Read>, id: Path<i64>) -> Result<One<Claim>> {
    Ok(One(commands::seen(&can, id.0).await?.into()))
}

async fn update_claim(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ClaimPatch>,
) -> Result<One<Claim>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn patch_claim(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ClaimPatch>,
) -> Result<One<Claim>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn approve_claim(
    can: Can<Decide>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ApproveClaim>,
) -> Result<One<Claim>> {
    let ApproveClaim { reason, approved_amount, override_reason } = body.0;
    let verdict = Verdict::Approve { reason, approved_amount, override_reason };
    decision::decide(&can, id.0, Some(&if_match), verdict).await.map(One)
}

async fn reject_claim(
    can: Can<Decide>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<RejectClaim>,
) -> Result<One<Claim>> {
    let verdict = Verdict::Reject { reason: Some(body.0.reason) };
    decision::decide(&can, id.0, Some(&if_match), verdict).await.map(One)
}

async fn pay_claim(
    can: Can<Pay>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PayClaim>,
) -> Result<One<Claim>> {
    let verdict = Verdict::Pay { reason: None, reference: body.0.reference };
    decision::decide(&can, id.0, Some(&if_match), verdict).await.map(One)
}

async fn list_decisions(can: Can<Read>, id: Path<i64>) -> Result<Listed<Decision>> {
    let (claim, _) = commands::seen(&can, id.0).await?;
    let items = store::decisions(can.db(), claim.id).await?;
    Ok(Listed { total: items.len() as u64, items })
}

/// The operations on claims.
pub fn routes() -> Routes {
    let (of_policy, one) = ("/api/v1/insurance/policies/{id}/claims", "/api/v1/insurance/claims/{id}");
    Routes::new()
        .get("/api/v1/insurance/claims", list_claims, "List your claims")
        .get(of_policy, list_policy_claims, "List the claims on a policy")
        .post(of_policy, create_claim, "File a claim")
        .get(one, get_claim, "Get a claim")
        .put(one, update_claim, "Change or decide a claim")
        .patch(one, patch_claim, "Change or decide a claim")
        .post(format!("{one}/approve"), approve_claim, "Approve a claim")
        .post(format!("{one}/reject"), reject_claim, "Reject a claim")
        .post(format!("{one}/pay"), pay_claim, "Mark an approved claim as paid")
        .get(format!("{one}/decisions"), list_decisions, "List the decisions on a claim")
}
