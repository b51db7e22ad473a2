//! Policies over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{AboveZero, FromZero, MOST};
use kernel::{
    Can, Created, Currency, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice,
    Valid, extract,
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::{
    commands, ending,
    model::Quote,
    store::{self, Filter, PolicyStatus, PolicyType},
};
use crate::{
    day::Day,
    permissions::{Read, Write},
};

/// A policy.
#[derive(Clone, Serialize, JsonSchema)]
pub struct Policy {
    /// The number on the policy, unique in the house.
    pub policy_number: String,
    /// What is insured.
    pub policy_type: PolicyType,
    /// The same again, under the name that older pages read.
    #[serde(rename = "type")]
    pub kind: PolicyType,
    /// The most that is paid for the losses of one term.
    pub coverage_amount: Money,
    /// The price of the whole of the last term.
    pub premium: Money,
    /// When cover began.
    pub start_date: DateTime<Utc>,
    /// The end of the last term: the first day without cover.
    pub renewal_date: DateTime<Utc>,
    /// Where it stands.
    pub status: PolicyStatus,
    /// Its id.
    pub id: i64,
    /// Its holder; `null` where his account was deleted.
    pub user_id: Option<i64>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// The holder's name.
    pub holder: String,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// What the holder bears of each loss himself.
    pub deductible: Option<Money>,
    /// The first day without cover, of a policy that was cancelled.
    pub cancelled_on: Option<NaiveDate>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// What of the premium went back with the cancellation.
    pub refund: Option<Money>,
    /// The first day of the term that counts today.
    pub term_start: NaiveDate,
    /// What approved and paid claims of this term have left of the cover. Pending ones are not taken off.
    pub cover_left: Money,
    /// How many claims wait for a decision.
    pub claims_open: i64,
    /// How much they ask for.
    pub claims_open_amount: Money,
    /// Days until the renewal date; below zero once it has passed.
    pub days_to_renewal: i64,
    /// The premiums of all terms that have begun, less refunds. Always earned + unearned.
    pub written_premium: Money,
    /// The part of them for the days that have passed.
    pub earned_premium: Money,
    /// The part of them for the days to come.
    pub unearned_premium: Money,
}

/// A new policy.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewPolicy {
    /// The number on the policy, unique in the house.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) policy_number: String,
    /// What is insured.
    #[garde(skip)]
    pub(crate) policy_type: PolicyType,
    /// The most that is paid for the losses of one term.
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) coverage_amount: Money,
    /// The price of the whole term.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "FromZero")]
    pub(crate) premium: Money,
    /// When cover begins: a time with any offset, a naive one in UTC, or a day. By the day, that day counts.
    #[serde(deserialize_with = "extract::time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) start_date: DateTime<Utc>,
    /// The end of the term: the first day without cover.
    #[serde(deserialize_with = "extract::time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) renewal_date: DateTime<Utc>,
    /// Active by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: PolicyStatus,
    /// The currency of all its amounts; the house's by default.
    #[garde(skip)]
    pub(crate) currency: Option<Currency>,
    /// What the holder bears of each loss himself.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) deductible: Option<Money>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "policy_number": "POL-123456", "policy_type": "health", "coverage_amount": 100000.0, "premium": 250.0,
        "start_date": "2026-01-01", "renewal_date": "2027-01-01",
    })
}

/// What may change of a policy; what is left out stays. To renew one, see its `renew`; with `status` cancelled it is
/// cancelled from today on.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct PolicyPatch {
    /// The number on the policy.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) policy_number: Given<String>,
    /// What is insured.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) policy_type: Given<PolicyType>,
    /// The most that is paid for the losses of one term; never below what was approved.
    #[serde(default)]
    #[garde(range(min = Money::MIN_POSITIVE, max = MOST))]
    #[schemars(with = "AboveZero")]
    pub(crate) coverage_amount: Given<Money>,
    /// The price of the whole present term.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "FromZero")]
    pub(crate) premium: Given<Money>,
    /// When cover began.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) start_date: Given<DateTime<Utc>>,
    /// The end of the present term.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) renewal_date: Given<DateTime<Utc>>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<PolicyStatus>,
    /// The currency, as long as there are no claims.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) currency: Given<Currency>,
    /// What the holder bears of each loss himself.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) deductible: Given<Option<Money>>,
}

/// Which policies to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct PolicyFilter {
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<PolicyStatus>,
    /// Only of this kind.
    #[garde(skip)]
    pub(crate) policy_type: Option<PolicyType>,
}

impl PolicyFilter {
    /// The caller's own.
    pub(crate) fn of(self, owner: i64) -> Filter {
        Filter { owner: Some(owner), status: self.status, policy_type: self.policy_type, search: None }
    }
}

/// From when.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct CancellationDate {
    /// The first day without cover; today by default.
    #[garde(skip)]
    date: Option<Day>,
}

/// A cancellation.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct CancelPolicy {
    /// The first day without cover; today by default, and never before.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) effective_date: Option<Day>,
    /// Why.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    pub(crate) reason: Option<String>,
}

/// What a cancellation comes to, pro rata by the day: refund = premium × unexpired days / days of the term, rounded
/// half to even to 2 decimals. The start date counts, the renewal date does not.
#[derive(Serialize, JsonSchema)]
pub struct Cancellation {
    /// The first day without cover.
    pub effective_date: NaiveDate,
    /// The premium of what is cut short.
    pub premium: Money,
    /// Its days.
    pub term_days: i64,
    /// Those of them that are left.
    pub unexpired_days: i64,
    /// What the house keeps.
    pub earned: Money,
    /// What the holder gets back.
    pub refund: Money,
    /// Of all these amounts.
    pub currency: Currency,
}

impl Cancellation {
    /// A quote in its currency.
    pub(crate) fn of(quote: Quote, currency: Currency) -> Self {
        Self {
            effective_date: quote.effective_date,
            premium: quote.premium,
            term_days: quote.days,
            unexpired_days: quote.unexpired_days,
            earned: quote.earned,
            refund: quote.refund,
            currency,
        }
    }
}

/// A cancelled policy, and what it came to.
#[derive(Serialize, JsonSchema)]
pub struct CancelledPolicy {
    /// What it came to.
    #[serde(flatten)]
    pub cancellation: Cancellation,
    /// Always `cancelled`.
    pub status: PolicyStatus,
    /// The policy.
    pub policy: Policy,
}

/// A further term.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct RenewPolicy {
    /// Its end; by default it is as long as the last one.
    #[serde(default, deserialize_with = "moment")]
    #[schemars(with = "Option<extract::Moment>")]
    #[garde(skip)]
    pub(crate) renewal_date: Option<DateTime<Utc>>,
    /// Its premium; by default the same again.
    #[serde(default)]
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) premium: Option<Money>,
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    #[derive(Deserialize)]
    struct At(#[serde(deserialize_with = "extract::time")] DateTime<Utc>);
    Ok(Option::<At>::deserialize(deserializer)?.map(|at| at.0))
}

async fn list_policies(
    can: Can<Read>,
    filter: Query<PolicyFilter>,
    slice: Query<Slice>,
) -> Result<Listed<Policy>> {
    let (rows, total) = store::page(can.db(), filter.0.of(can.user_id), slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: commands::show(can.app(), rows).await?, total })
}

async fn create_policy(can: Can<Write>, body: Valid<NewPolicy>) -> Result<Created<Policy>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/v1/insurance/policies/{}", body.id), body })
}

async fn get_policy(can: Can<Read>, id: Path<i64>) -> Result<One<Policy>> {
    let row = commands::seen(&can, id.0).await?;
    commands::only(commands::show(can.app(), vec![row]).await?).map(One)
}

async fn update_policy(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PolicyPatch>,
) -> Result<One<Policy>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn patch_policy(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<PolicyPatch>,
) -> Result<One<Policy>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_policy(can: Can<Write>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

async fn renew_policy(can: Can<Write>, id: Path<i64>, body: Valid<RenewPolicy>) -> Result<One<Policy>> {
    ending::renew(&can, id.0, body.0).await.map(One)
}

async fn cancel_policy(
    can: Can<Write>,
    id: Path<i64>,
    body: Valid<CancelPolicy>,
) -> Result<One<CancelledPolicy>> {
    ending::cancel(&can, id.0, body.0).await.map(One)
}

async fn preview_cancellation(
    can: Can<Read>,
    id: Path<i64>,
    when: Query<CancellationDate>,
) -> Result<One<Cancellation>> {
    ending::preview(&can, id.0, when.0.date.map(|day| day.0)).await.map(One)
}

/// The operations on policies.
pub fn routes() -> Routes {
    let (all, one) = ("/api/v1/insurance/policies", "/api/v1/insurance/policies/{id}");
    Routes::new()
        .get(all, list_policies, "List your policies")
        .post(all, create_policy, "Enter a policy")
        .get(one, get_policy, "Get a policy")
        .put(one, update_policy, "Change a policy")
        .patch(one, patch_policy, "Change a policy")
        .delete(one, delete_policy, "Delete a policy without claims")
        .post(format!("{one}/renew"), renew_policy, "Renew a policy")
        .get(
            format!("{one}/cancellation"),
            preview_cancellation,
            "See what cancelling a policy would come to",
        )
        .post(format!("{one}/cancel"), cancel_policy, "Cancel a policy")
}
