//! Filing claims, and changing them while they wait.
use chrono::NaiveDate;
use kernel::{
    Act, Caller, Can, Change, Error, FieldError, Grant, IfMatch, Money, Result, notice::Class, page::etag,
};
use sea_orm::ActiveValue::Set;

use super::{
    decision::{self, Verdict},
    http::{Claim, ClaimPatch, NewClaim},
    model::{self, Circumstances},
    store::{self, ClaimStatus, Model, Pair},
};
use crate::{
    events::{self, Word},
    permissions::{Override, Review, Write},
    policy::{
        commands::{Standing, missing as no_policy, standing},
        model::{Term, term_of},
        store::{self as policies, Model as Policy},
    },
    settings::Settings,
};

/// Of how many other claims on a policy a new one is compared with.
const NEIGHBOURS: u64 = 500;

/// 404.
pub fn missing() -> Error {
    Error::not_found("Claim not found")
}

/// The claim with its policy, if the caller may see it.
pub async fn seen(caller: &Caller, id: i64) -> Result<Pair> {
    let pair = store::by_id(caller.db(), id).await?.ok_or_else(missing)?;
    standing(caller, &pair.1)?;
    Ok(pair)
}

/// The same, both locked for the change: the policy first, so that all who decide on its claims stand in line.
pub async fn locked(caller: &Caller, change: &Change, id: i64) -> Result<(Pair, Standing)> {
    let (_, policy) = store::by_id(change.db(), id).await?.ok_or_else(missing)?;
    let policy = policies::by_id(change.db(), policy.id, true).await?.ok_or_else(missing)?;
    let standing = standing(caller, &policy)?;
    let claim = store::locked(change.db(), id).await?.ok_or_else(missing)?;
    Ok(((claim, policy), standing))
}

/// Against which term a loss counts, and what there is of that term's cover.
pub struct Cover {
    /// The term's id.
    pub term_id: i64,
    /// The term.
    pub term: Term,
    /// What approved and paid claims take of it.
    pub used: Money,
    /// What other pending claims on the policy ask for.
    pub pending: Money,
}

/// The cover for a loss on that day; `but` is a pending claim that does not count.
pub async fn cover(
    change: &Change,
    policy: &Policy,
    incident: NaiveDate,
    but: Option<&Model>,
) -> Result<Cover> {
    let terms = policies::terms_of(change.db(), policy.id).await?;
    let plain = terms.iter().map(Term::from).collect::<Vec<_>>();
    let at = term_of(&plain, incident);
    let (Some(row), Some(term)) = (terms.get(at), plain.get(at)) else {
        return Err(Error::internal("a policy without a term"));
    };
    let used = store::used_of_policies(change.db(), &[policy.id]).await?;
    let (_, pending) =
        store::open_of_policies(change.db(), &[policy.id]).await?.remove(&policy.id).unwrap_or_default();
    let own =
        but.filter(|claim| claim.status == ClaimStatus::Pending).map_or(Money::ZERO, |claim| claim.amount);
    Ok(Cover {
        term_id: row.id,
        term: *term,
        used: used.get(&row.id).copied().unwrap_or_default(),
        pending: pending.checked_sub(own)?,
    })
}

fn in_time(incident: NaiveDate, today: NaiveDate) -> Result<()> {
    if incident <= today {
        return Ok(());
    }
    Err(Error::invalid("incident_date", format!("lies in the future: today is {today}")))
}

/// Files a claim: the holder on his own policy, or whoever holds `insurance:override` for him.
pub async fn file(can: &Can<Write>, policy_id: i64, new: NewClaim) -> Result<Claim> {
    let reviewers = can.app().holders::<Review>().await?;
    let mut change = can.change().await?;
    let today = change.now().date_naive();
    let policy = policies::by_id(change.db(), policy_id, true).await?.ok_or_else(no_policy)?;
    let standing = standing(can, &policy)?;
    if standing == Standing::Reviewer && !Override::PERMISSION.granted_to(can.role) {
        return Err(Error::forbidden(
            "Only the holder of a policy, or an administrator for him, files claims on it.",
        ));
    }
    if standing == Standing::Holder && new.override_reason.is_some() {
        return Err(Error::forbidden(
            "Nobody overrides a rule on his own policy. Leave override_reason out.",
        ));
    }
    let incident = new.incident_date.map_or(today, |day| day.0);
    in_time(incident, today)?;
    let cover = cover(&change, &policy, incident, None).await?;
    let faults = Circumstances {
        policy: &policy,
        term: &cover.term,
        incident,
        amount: new.amount,
        used: cover.used,
        pending: cover.pending,
    }
    .against_filing(today);
    let override_reason = new.override_reason.filter(|_| !faults.is_empty());
    if override_reason.is_none() {
        passes(faults, standing)?;
    }
    if store::is_taken(change.db(), &new.claim_number).await? {
        return Err(store::taken(&new.claim_number));
    }
    let row = store::ActiveModel {
        policy_id: Set(policy.id),
        term_id: Set(cover.term_id),
        claim_number: Set(new.claim_number),
        amount: Set(new.amount),
        status: Set(ClaimStatus::Pending),
        description: Set(new.description),
        incident_date: Set(incident),
        submitted_at: Set(change.now()),
        override_reason: Set(override_reason),
        ..Default::default()
    };
    let row = store::insert(change.db(), row).await?;
    compare(&change, can, &row).await?;
    let word = received(&row, &policy);
    for reviewer in
        reviewers.iter().filter(|one| ![Some(can.user_id), policy.user_id].contains(&Some(one.id)))
    {
        word.to(&mut change, reviewer.id)?;
    }
    let act = Act::new("file_claim").after(&row);
    let act = match (&row.override_reason, standing) {
        (Some(why), _) => act.saying(format!("Filed for the holder, past a rule: {why}")),
        (None, Standing::Reviewer) => act.saying("Filed for the holder"),
        (None, Standing::Holder) => act,
    };
    finish(change, events::CLAIM_SUBMITTED, (row, policy), act).await
}

/// 422 with the reasons; one who may override hears how.
pub fn passes(faults: Vec<FieldError>, standing: Standing) -> Result<()> {
    if faults.is_empty() {
        return Ok(());
    }
    let mut error = Error::fields(faults);
    if standing == Standing::Reviewer {
        error.detail =
            format!("{}. An administrator may let it through with an override_reason.", error.detail).into();
    }
    Err(error)
}

/// Notes which other claims on the policy this one looks like.
async fn compare(change: &Change, caller: &Caller, row: &Model) -> Result<()> {
    let days = Settings::of(caller.app())?.duplicate_days;
    let others = store::neighbours(change.db(), row.policy_id, row.id, NEIGHBOURS).await?;
    let alike = others.iter().filter(|other| model::looks_like(row, other, days)).map(|other| other.id);
    store::replace_duplicates(change.db(), row.id, &alike.collect::<Vec<_>>()).await
}

fn received(row: &Model, policy: &Policy) -> Word {
    Word {
        kind: events::CLAIM_RECEIVED,
        class: Class::Alert,
        title: format!("Claim {} waits for review", row.claim_number),
        message: format!(
            "{} claims {} {} on the {} policy {}.",
            policy.holder, row.amount, policy.currency, policy.policy_type, policy.policy_number
        ),
        link: format!("/claims/{}", row.id),
        once: Some(format!("claim {} received", row.id)),
    }
}

/// Tells of a claim and commits.
pub async fn finish(mut change: Change, topic: &'static str, pair: Pair, act: Act) -> Result<Claim> {
    let view = Claim::from(pair);
    events::tell(&mut change, topic, view.user_id, &view, (view.policy_id, Some(view.id)))?;
    change.commit(act.on(format!("claim:{}", view.id))).await?;
    Ok(view)
}

/// Changes what was sent of a claim: by its holder while it waits; by others it is a decision.
pub async fn update(can: &Can<Write>, id: i64, if_match: &IfMatch, body: ClaimPatch) -> Result<Claim> {
    let (claim, policy) = seen(can, id).await?;
    let standing = standing(can, &policy)?;
    let decided = body.status.0.filter(|status| *status != claim.status);
    let differs = patched(&claim, &body) != claim;
    match (standing, decided) {
        (Standing::Holder, Some(_)) => Err(decision::not_your_own()),
        (Standing::Holder, None) => edit(can, id, if_match, body).await,
        (Standing::Reviewer, _) if differs => Err(Error::forbidden(
            "Only the holder of the policy changes what he claims. You may decide on it.",
        )),
        (Standing::Reviewer, None) => {
            let view = Claim::from((claim, policy));
            if_match.check(&etag(&view))?;
            Ok(view)
        }
        (Standing::Reviewer, Some(status)) => {
            decision::decide(can, id, Some(if_match), Verdict::of(status, body)).await
        }
    }
}

fn patched(claim: &Model, body: &ClaimPatch) -> Model {
    let mut row = claim.clone();
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = &body.$field.0 {
                row.$field = value.clone();
            } )*
        };
    }
    put!(claim_number, amount, description);
    if let Some(day) = body.incident_date.0 {
        row.incident_date = day.0;
    }
    row
}

async fn edit(can: &Can<Write>, id: i64, if_match: &IfMatch, body: ClaimPatch) -> Result<Claim> {
    let change = can.change().await?;
    let ((before, policy), standing) = locked(can, &change, id).await?;
    if_match.check(&etag(&Claim::from((before.clone(), policy.clone()))))?;
    let mut row = patched(&before, &body);
    if before.status != ClaimStatus::Pending {
        return Err(Error::conflict(format!(
            "This claim is {}: it can't be changed any more.",
            before.status
        )));
    }
    if row.claim_number != before.claim_number && store::is_taken(change.db(), &row.claim_number).await? {
        return Err(store::taken(&row.claim_number));
    }
    if (row.amount, row.incident_date) != (before.amount, before.incident_date) {
        let today = change.now().date_naive();
        in_time(row.incident_date, today)?;
        let cover = cover(&change, &policy, row.incident_date, Some(&before)).await?;
        let circumstances = Circumstances {
            policy: &policy,
            term: &cover.term,
            incident: row.incident_date,
            amount: row.amount,
            used: cover.used,
            pending: cover.pending,
        };
        passes(circumstances.against_approval(), standing)?;
        row.term_id = cover.term_id;
    }
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    compare(&change, can, &row).await?;
    let act = Act::new("update_claim").before(&before).after(&row);
    finish(change, events::CLAIM_UPDATED, (row, policy), act).await
}
