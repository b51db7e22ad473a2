//! Deciding on claims. All who decide on one policy stand in line at its row, so that two approvals at once never
//! take more of the cover than there is.
use kernel::{Act, Caller, Can, Change, Error, Grant, IfMatch, Money, Result, notice::Class, page::etag};
use sea_orm::ActiveValue::Set;

use super::{
    commands::{self, cover, finish, locked},
    http::{Claim, ClaimPatch},
    model::{self, Circumstances},
    store::{self, ClaimStatus, Model, decision},
};
use crate::{
    events::{self, Word},
    permissions::{Decide, Override, Pay},
    policy::{commands::Standing, store::Model as Policy},
};

/// What is decided.
pub enum Verdict {
    /// The loss is accepted, or a part of it.
    Approve {
        /// Why.
        reason: Option<String>,
        /// How much; all of it where nothing is said.
        approved_amount: Option<Money>,
        /// Why although a rule speaks against it.
        override_reason: Option<String>,
    },
    /// It is not.
    Reject {
        /// Why.
        reason: Option<String>,
    },
    /// An approved claim was paid.
    Pay {
        /// Why.
        reason: Option<String>,
        /// Of the payment.
        reference: Option<String>,
    },
    /// What no decision leads to.
    Reopen,
}

impl Verdict {
    /// What a change of the status means.
    pub fn of(status: ClaimStatus, body: ClaimPatch) -> Self {
        let ClaimPatch { reason, approved_amount, override_reason, reference, .. } = body;
        match status {
            ClaimStatus::Approved => Self::Approve { reason, approved_amount, override_reason },
            ClaimStatus::Rejected => Self::Reject { reason },
            ClaimStatus::Paid => Self::Pay { reason, reference },
            ClaimStatus::Pending => Self::Reopen,
        }
    }

    fn leads_to(&self) -> ClaimStatus {
        match self {
            Self::Approve { .. } => ClaimStatus::Approved,
            Self::Reject { .. } => ClaimStatus::Rejected,
            Self::Pay { .. } => ClaimStatus::Paid,
            Self::Reopen => ClaimStatus::Pending,
        }
    }
}

/// 403: whatever rights he holds.
pub fn not_your_own() -> Error {
    Error::forbidden("This claim is on your own policy: somebody else decides on it.")
}

/// Decides on a claim, as the caller has seen it.
pub async fn decide(caller: &Caller, id: i64, if_match: Option<&IfMatch>, verdict: Verdict) -> Result<Claim> {
    let mut change = caller.change().await?;
    let ((before, policy), standing) = locked(caller, &change, id).await?;
    if standing == Standing::Holder {
        return Err(not_your_own());
    }
    match verdict {
        Verdict::Pay { .. } => drop(Can::<Pay>::new(caller.clone())?),
        _ => drop(Can::<Decide>::new(caller.clone())?),
    }
    if let Some(copy) = if_match {
        copy.check(&etag(&Claim::from((before.clone(), policy.clone()))))?;
    }
    let status = verdict.leads_to();
    model::step(before.status, status)?;
    let mut row = before.clone();
    (row.status, row.updated_at) = (status, Some(change.now()));
    let note = apply(&change, caller, &policy, &mut row, verdict).await?;
    store::insert_decision(change.db(), note).await?;
    let row = store::save(change.db(), row).await?;
    let says = says(&row, &policy);
    if let Some(owner) = policy.user_id {
        decided(&row, &policy, &says).to(&mut change, owner)?;
    }
    let (action, topic) = match status {
        ClaimStatus::Approved => ("approve_claim", events::CLAIM_APPROVED),
        ClaimStatus::Rejected => ("reject_claim", events::CLAIM_REJECTED),
        ClaimStatus::Paid | ClaimStatus::Pending => ("pay_claim", events::CLAIM_PAID),
    };
    let passed = row.override_reason.as_ref().filter(|_| row.override_reason != before.override_reason);
    let passed = passed.map(|why| format!(" Past a rule: {why}")).unwrap_or_default();
    let act = Act::new(action).saying(format!("{says}{passed}")).before(&before).after(&row);
    finish(change, topic, (row, policy), act).await
}

/// Puts a verdict into the claim; tells what to note of it.
async fn apply(
    change: &Change,
    caller: &Caller,
    policy: &Policy,
    row: &mut Model,
    verdict: Verdict,
) -> Result<decision::ActiveModel> {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let mut note = decision::ActiveModel {
        claim_id: Set(row.id),
        decision: Set(row.status),
        amount: Set(None),
        reason: Set(None),
        override_reason: Set(None),
        reference: Set(None),
        reviewer_id: Set(caller.user_id),
        reviewer_name: Set(caller.name.clone()),
        decided_at: Set(change.now()),
        ..Default::default()
    };
    match verdict {
        Verdict::Approve { reason, approved_amount, override_reason } => {
            let approved = approved_amount.unwrap_or(row.amount);
            let passed = may_approve(change, caller, policy, row, approved, override_reason).await?;
            row.approved_amount = Some(approved);
            row.payable_amount = Some(model::payable(approved, policy.deductible));
            row.reason = given(reason);
            row.override_reason = passed.clone().or(row.override_reason.take());
            (note.amount, note.override_reason) = (Set(Some(approved)), Set(passed));
        }
        Verdict::Reject { reason } => row.reason = given(reason),
        Verdict::Pay { reason, reference } => {
            row.paid_at = Some(change.now());
            row.payment_reference = given(reference);
            note.reason = Set(given(reason));
            (note.amount, note.reference) = (Set(row.payable_amount), Set(row.payment_reference.clone()));
            return Ok(note);
        }
        Verdict::Reopen => return Err(Error::internal("no way leads back to pending")),
    }
    row.reviewed_at = Some(change.now());
    (row.reviewer_id, row.reviewer_name) = (Some(caller.user_id), Some(caller.name.clone()));
    note.reason = Set(row.reason.clone());
    Ok(note)
}

/// Whether so much of a claim may be approved; the reason of an override, where it took one. What was let through
/// when the claim was filed is through, but for the cover: that may be gone by now.
async fn may_approve(
    change: &Change,
    caller: &Caller,
    policy: &Policy,
    row: &Model,
    approved: Money,
    override_reason: Option<String>,
) -> Result<Option<String>> {
    if approved > row.amount {
        return Err(Error::invalid(
            "approved_amount",
            format!("can't be above the {} that are claimed", row.amount),
        ));
    }
    if model::payable(approved, policy.deductible) == Money::ZERO {
        let deductible = policy.deductible.unwrap_or_default();
        let says = format!(
            "leaves nothing to pay: the deductible is {deductible} {}. Reject the claim",
            policy.currency
        );
        return Err(Error::invalid("approved_amount", says));
    }
    let cover = cover(change, policy, row.incident_date, Some(row)).await?;
    let circumstances = Circumstances {
        policy,
        term: &cover.term,
        incident: row.incident_date,
        amount: approved,
        used: cover.used,
        pending: cover.pending,
    };
    let mut faults = circumstances.against_approval();
    if row.override_reason.is_some() {
        faults.retain(|fault| fault.kind != "dates");
    }
    match override_reason.filter(|_| !faults.is_empty()) {
        None => commands::passes(faults, Standing::Reviewer).map(|()| None),
        Some(_) if !Override::PERMISSION.granted_to(caller.role) => {
            Err(Can::<Override>::new(caller.clone()).map(drop).err().unwrap_or_else(not_your_own))
        }
        why => Ok(why),
    }
}

fn says(row: &Model, policy: &Policy) -> String {
    let (payable, currency) = (row.payable_amount.unwrap_or_default(), &policy.currency);
    let why = row.reason.as_ref().map(|why| format!(" Reason: {why}")).unwrap_or_default();
    match row.status {
        ClaimStatus::Approved => {
            let approved = row.approved_amount.unwrap_or_default();
            let less = policy.deductible.filter(|own| *own > Money::ZERO);
            let less = less.map(|own| format!(", less your deductible of {own}")).unwrap_or_default();
            format!(
                "{approved} of the {} {currency} claimed were approved{less}: {payable} {currency} will be paid.{why}",
                row.amount
            )
        }
        ClaimStatus::Rejected => format!("Your claim for {} {currency} was rejected.{why}", row.amount),
        ClaimStatus::Paid | ClaimStatus::Pending => {
            let reference =
                row.payment_reference.as_ref().map(|it| format!(" Reference: {it}.")).unwrap_or_default();
            format!("{payable} {currency} were paid.{reference}")
        }
    }
}

fn decided(row: &Model, policy: &Policy, says: &str) -> Word {
    let class = if row.status == ClaimStatus::Paid { Class::Transaction } else { Class::Alert };
    Word {
        kind: events::CLAIM_DECIDED,
        class,
        title: format!("Claim {} is {}", row.claim_number, row.status),
        message: format!("On your {} policy {}: {says}", policy.policy_type, policy.policy_number),
        link: format!("/claims/{}", row.id),
        once: Some(format!("claim {} {}", row.id, row.status)),
    }
}
