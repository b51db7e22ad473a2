//! Entering, changing and removing policies; who may see them.
use chrono::{DateTime, Utc};
use kernel::{Act, App, Caller, Can, Change, Error, Grant, IfMatch, Money, Result, page::etag};
use sea_orm::ActiveValue::Set;

use super::{
    ending,
    http::{NewPolicy, Policy, PolicyPatch},
    model::{self, Term},
    store::{self, Around, Model, PolicyStatus},
};
use crate::{
    claim, events,
    permissions::{Review, Write},
    settings::Settings,
};

/// What a person is to a policy that he may see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is his own.
    Holder,
    /// It is not, but he reviews.
    Reviewer,
}

/// What the caller is to this policy; 403 where he is nothing.
pub fn standing(caller: &Caller, policy: &Model) -> Result<Standing> {
    if policy.user_id == Some(caller.user_id) {
        return Ok(Standing::Holder);
    }
    if Review::PERMISSION.granted_to(caller.role) {
        return Ok(Standing::Reviewer);
    }
    Err(Error::forbidden("Access denied"))
}

/// 404.
pub fn missing() -> Error {
    Error::not_found("Policy not found")
}

/// The policy, if the caller may see it.
pub async fn seen(caller: &Caller, id: i64) -> Result<Model> {
    let row = store::by_id(caller.db(), id, false).await?.ok_or_else(missing)?;
    standing(caller, &row)?;
    Ok(row)
}

/// The policy, if it is the caller's own; locked for the change.
pub async fn mine(caller: &Caller, change: &Change, id: i64) -> Result<Model> {
    let row = store::by_id(change.db(), id, true).await?.ok_or_else(missing)?;
    if row.user_id != Some(caller.user_id) {
        return Err(Error::forbidden("Access denied"));
    }
    Ok(row)
}

/// Policies with the figures that follow from their terms and claims, asked for all of them at once.
pub async fn show(app: &App, rows: Vec<Model>) -> Result<Vec<Policy>> {
    let around = store::around(app.db.read(), &rows).await?;
    views(rows, around, app.clock.now())
}

/// The same within a change, as it leaves them.
pub async fn show_within(change: &Change, rows: Vec<Model>) -> Result<Vec<Policy>> {
    let around = store::around(change.db(), &rows).await?;
    views(rows, around, change.now())
}

/// The same for one.
pub async fn show_one(change: &Change, row: Model) -> Result<Policy> {
    only(show_within(change, vec![row]).await?)
}

/// The only one of these.
pub fn only(views: Vec<Policy>) -> Result<Policy> {
    views.into_iter().next().ok_or_else(|| Error::internal("a row without a view"))
}

fn views(rows: Vec<Model>, around: Around, now: DateTime<Utc>) -> Result<Vec<Policy>> {
    let Around { mut terms, used, open } = around;
    let view = |row: Model| {
        let terms = terms.remove(&row.id).unwrap_or_default();
        let plain = terms.iter().map(Term::from).collect::<Vec<_>>();
        let present = terms.get(model::term_of(&plain, now.date_naive()));
        let used = present.and_then(|term| used.get(&term.id)).copied().unwrap_or_default();
        let open = open.get(&row.id).copied().unwrap_or_default();
        one(row, &plain, used, open, now)
    };
    rows.into_iter().map(view).collect()
}

fn one(row: Model, terms: &[Term], used: Money, open: (i64, Money), now: DateTime<Utc>) -> Result<Policy> {
    let today = now.date_naive();
    let sums = model::premiums(terms, today)?;
    let present = terms.get(model::term_of(terms, today));
    Ok(Policy {
        policy_number: row.policy_number,
        policy_type: row.policy_type,
        kind: row.policy_type,
        coverage_amount: row.coverage_amount,
        premium: row.premium,
        start_date: row.start_date,
        renewal_date: row.renewal_date,
        status: row.status,
        id: row.id,
        user_id: row.user_id,
        created_at: row.created_at,
        updated_at: row.updated_at,
        holder: row.holder,
        currency: row.currency,
        deductible: row.deductible,
        cancelled_on: row.cancelled_on,
        cancel_reason: row.cancel_reason,
        refund: row.refund,
        term_start: present.map_or(row.start_date.date_naive(), |term| term.starts_on),
        cover_left: row.coverage_amount.checked_sub(used)?.max(Money::ZERO),
        claims_open: open.0,
        claims_open_amount: open.1,
        days_to_renewal: (row.renewal_date.date_naive() - today).num_days(),
        written_premium: sums.written,
        earned_premium: sums.earned,
        unearned_premium: sums.unearned,
    })
}

/// Enters a policy in the caller's name.
pub async fn create(can: &Can<Write>, new: NewPolicy) -> Result<Policy> {
    let term = Term {
        starts_on: new.start_date.date_naive(),
        ends_on: new.renewal_date.date_naive(),
        premium: new.premium,
        cancelled_on: None,
    };
    model::check_dates(term.starts_on, term.ends_on)?;
    let currency = match new.currency {
        Some(currency) => currency,
        None => Settings::of(can.app())?.currency.clone(),
    };
    let change = can.change().await?;
    if store::is_taken(change.db(), &new.policy_number).await? {
        return Err(store::taken(&new.policy_number));
    }
    let mut terms = vec![term];
    let mut cancelled = None;
    if new.status == PolicyStatus::Cancelled {
        let day = model::effective_date(&terms, None, change.now().date_naive())?;
        let (quote, cut) = model::cancel(&terms, day)?;
        (terms, cancelled) = (cut, Some(quote));
    }
    let row = store::ActiveModel {
        user_id: Set(Some(can.user_id)),
        holder: Set(can.name.clone()),
        policy_number: Set(new.policy_number),
        policy_type: Set(new.policy_type),
        coverage_amount: Set(new.coverage_amount),
        premium: Set(new.premium),
        deductible: Set(new.deductible),
        currency: Set(currency),
        start_date: Set(new.start_date),
        renewal_date: Set(new.renewal_date),
        status: Set(new.status),
        cancelled_on: Set(cancelled.map(|quote| quote.effective_date)),
        refund: Set(cancelled.map(|quote| quote.refund)),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = store::insert(change.db(), row).await?;
    for term in terms {
        store::insert_term(change.db(), row.id, term, change.now()).await?;
    }
    let act = Act::new("create_policy").after(&row);
    let view = show_one(&change, row).await?;
    finish(change, events::POLICY_CREATED, &view, act).await?;
    Ok(view)
}

/// Tells of a policy and commits.
pub async fn finish(mut change: Change, topic: &'static str, policy: &Policy, act: Act) -> Result<()> {
    events::tell(&mut change, topic, policy.user_id, policy, (policy.id, None))?;
    change.commit(act.on(format!("policy:{}", policy.id))).await
}

/// Changes what was sent of a policy.
pub async fn update(can: &Can<Write>, id: i64, if_match: &IfMatch, body: PolicyPatch) -> Result<Policy> {
    let mut change = can.change().await?;
    let before = mine(can, &change, id).await?;
    if_match.check(&etag(&show_one(&change, before.clone()).await?))?;
    let status = body.status.0.unwrap_or(before.status);
    model::check_status(before.status, status)?;
    let (mut row, changed) = patched(&before, body);
    row.updated_at = Some(change.now());
    if !changed.is_empty() {
        terms_follow(&change, &before, &mut row).await?;
    }
    let mut topic = events::POLICY_UPDATED;
    if status == PolicyStatus::Cancelled && before.status == PolicyStatus::Active {
        let quote = ending::cut(&change, &mut row, None, None).await?;
        ending::cancelled_word(&row, &quote).to(&mut change, can.user_id)?;
        topic = events::POLICY_CANCELLED;
    }
    row.status = status;
    let says = format!("Updated policy: {}", changed.join(", "));
    let row = store::save(change.db(), row).await?;
    let act = Act::new("update_policy").saying(says).before(&before).after(&row);
    let view = show_one(&change, row).await?;
    finish(change, topic, &view, act).await?;
    Ok(view)
}

/// The row with what was sent put in, and the names of what that changed.
fn patched(before: &Model, body: PolicyPatch) -> (Model, Vec<&'static str>) {
    let mut row = before.clone();
    let mut changed = vec![];
    macro_rules! put {
        ($($field:ident),*) => { $(
            if let Some(value) = body.$field.0 && value != row.$field {
                row.$field = value;
                changed.push(stringify!($field));
            } )*
        };
    }
    put!(
        policy_number,
        policy_type,
        coverage_amount,
        premium,
        start_date,
        renewal_date,
        currency,
        deductible
    );
    (row, changed)
}

/// What must hold when the terms of a policy change; its rows of terms follow.
async fn terms_follow(change: &Change, before: &Model, row: &mut Model) -> Result<()> {
    let amounts = (row.coverage_amount, row.premium, row.deductible)
        != (before.coverage_amount, before.premium, before.deductible);
    let dates = (row.start_date, row.renewal_date) != (before.start_date, before.renewal_date);
    let kind = (row.policy_type, &row.currency) != (before.policy_type, &before.currency);
    if row.policy_number != before.policy_number && store::is_taken(change.db(), &row.policy_number).await? {
        return Err(store::taken(&row.policy_number));
    }
    if !(amounts || dates || kind) {
        return Ok(());
    }
    if before.status == PolicyStatus::Cancelled {
        return Err(Error::conflict("This policy was cancelled. Its terms can't change any more."));
    }
    if row.currency != before.currency && claim::store::any_of_policy(change.db(), row.id).await? {
        return Err(Error::conflict("This policy has claims in its currency: it must stay."));
    }
    let used = claim::store::used_of_policies(change.db(), &[row.id]).await?;
    let most = used.values().copied().max().unwrap_or_default();
    if row.coverage_amount < most {
        let says = format!("can't be below {most} {}, which approved claims take of it", row.currency);
        return Err(Error::invalid("coverage_amount", says));
    }
    row.terms_changed_at = Some(change.now());
    let mut terms = store::terms_of(change.db(), row.id).await?;
    if let Some(first) = terms.first_mut() {
        first.starts_on = row.start_date.date_naive();
    }
    if let Some(last) = terms.last_mut() {
        (last.ends_on, last.premium) = (row.renewal_date.date_naive(), row.premium);
    }
    terms.iter().try_for_each(|term| model::check_dates(term.starts_on, term.ends_on))?;
    store::save_terms(change.db(), terms).await
}

/// Removes a policy that has no claims.
pub async fn delete(can: &Can<Write>, id: i64, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let row = mine(can, &change, id).await?;
    let view = show_one(&change, row.clone()).await?;
    if_match.check(&etag(&view))?;
    if claim::store::any_of_policy(change.db(), id).await? {
        return Err(Error::conflict(
            "This policy has claims, and the record of claims must stay. Cancel the policy instead.",
        ));
    }
    store::delete(change.db(), id).await?;
    finish(change, events::POLICY_DELETED, &view, Act::new("delete_policy").before(&row)).await
}

/// A holder's new name goes onto his policies.
pub async fn follow_name(app: &App, user_id: i64, name: &str) -> Result<()> {
    let change = Change::begin(app, kernel::Actor::system()).await?;
    let policies = store::rename_holder(change.db(), user_id, name).await?;
    if policies == 0 {
        return Ok(());
    }
    let says = format!("The name of the holder of {policies} policies is now {name}");
    change.commit(Act::new("rename_holder").on(format!("user:{user_id}")).saying(says)).await
}
