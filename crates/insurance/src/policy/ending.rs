//! Renewing and cancelling.
use chrono::NaiveDate;
use kernel::{Act, Caller, Can, Change, Error, Result, notice::Class};

use super::{
    commands::{finish, mine, seen, show_one},
    http::{CancelPolicy, Cancellation, CancelledPolicy, Policy, RenewPolicy},
    model::{self, Quote, Term},
    store::{self, Model, PolicyStatus},
};
use crate::{
    events::{self, Word},
    permissions::{Read, Write},
};

/// Cuts the terms of a policy short; its row says so, and is not saved yet.
pub async fn cut(
    change: &Change,
    row: &mut Model,
    asked: Option<NaiveDate>,
    reason: Option<String>,
) -> Result<Quote> {
    let mut rows = store::terms_of(change.db(), row.id).await?;
    let terms = rows.iter().map(Term::from).collect::<Vec<_>>();
    let day = model::effective_date(&terms, asked, change.now().date_naive())?;
    let (quote, cut) = model::cancel(&terms, day)?;
    rows.iter_mut().zip(cut).for_each(|(row, term)| row.cancelled_on = term.cancelled_on);
    store::save_terms(change.db(), rows).await?;
    row.status = PolicyStatus::Cancelled;
    row.cancelled_on = Some(day);
    row.cancel_reason = reason.filter(|text| !text.trim().is_empty());
    row.refund = Some(quote.refund);
    row.updated_at = Some(change.now());
    Ok(quote)
}

/// What cancelling would come to.
pub async fn preview(can: &Can<Read>, id: i64, asked: Option<NaiveDate>) -> Result<Cancellation> {
    let caller: &Caller = can;
    let row = seen(caller, id).await?;
    model::check_status(row.status, PolicyStatus::Cancelled)?;
    if row.status == PolicyStatus::Cancelled {
        return Err(cancelled_before(&row));
    }
    let terms = store::terms_of(caller.db(), id).await?.iter().map(Term::from).collect::<Vec<_>>();
    let day = model::effective_date(&terms, asked, caller.app().clock.now().date_naive())?;
    Ok(Cancellation::of(model::cancel(&terms, day)?.0, row.currency))
}

fn cancelled_before(row: &Model) -> Error {
    let when = row.cancelled_on.map(|day| format!(" as of {day}")).unwrap_or_default();
    Error::conflict(format!("This policy is cancelled already{when}."))
}

/// Cancels the caller's policy.
pub async fn cancel(can: &Can<Write>, id: i64, body: CancelPolicy) -> Result<CancelledPolicy> {
    let mut change = can.change().await?;
    let before = mine(can, &change, id).await?;
    model::check_status(before.status, PolicyStatus::Cancelled)?;
    if before.status == PolicyStatus::Cancelled {
        return Err(cancelled_before(&before));
    }
    let mut row = before.clone();
    let quote = cut(&change, &mut row, body.effective_date.map(|day| day.0), body.reason).await?;
    let row = store::save(change.db(), row).await?;
    let says = format!(
        "Cancelled as of {}: {} of {} {} go back, for {} of {} days",
        quote.effective_date, quote.refund, quote.premium, row.currency, quote.unexpired_days, quote.days
    );
    let act = Act::new("cancel_policy").saying(&says).before(&before).after(&row);
    cancelled_word(&row, &quote).to(&mut change, can.user_id)?;
    let cancellation = Cancellation::of(quote, row.currency.clone());
    let policy = show_one(&change, row).await?;
    finish(change, events::POLICY_CANCELLED, &policy, act).await?;
    Ok(CancelledPolicy { cancellation, status: policy.status, policy })
}

/// What the holder is told of a cancellation.
pub fn cancelled_word(row: &Model, quote: &Quote) -> Word {
    Word {
        kind: events::POLICY_ENDED,
        class: Class::Alert,
        title: format!("Policy {} is cancelled", row.policy_number),
        message: format!(
            "Your {} policy {} is cancelled as of {}. For {} of {} days {} {} of the premium come back to you.",
            row.policy_type,
            row.policy_number,
            quote.effective_date,
            quote.unexpired_days,
            quote.days,
            quote.refund,
            row.currency
        ),
        link: format!("/policies/{}", row.id),
        once: None,
    }
}

/// Gives the caller's policy a further term. It follows the last one without a gap; after it has run out, it begins
/// today, because nobody insures the days that have been.
pub async fn renew(can: &Can<Write>, id: i64, body: RenewPolicy) -> Result<Policy> {
    let change = can.change().await?;
    let before = mine(can, &change, id).await?;
    if before.status == PolicyStatus::Cancelled {
        return Err(Error::conflict("This policy was cancelled, for good. Take out a new one."));
    }
    let terms = store::terms_of(change.db(), id).await?;
    let last = terms.last().map(Term::from).ok_or_else(|| Error::internal("a policy without a term"))?;
    let starts_on = last.ends_on.max(change.now().date_naive());
    let too_late = || Error::invalid("renewal_date", "lies beyond the calendar; name one");
    let renewal_date = match body.renewal_date {
        Some(date) => date,
        None => {
            let day = model::as_long_as(&last, starts_on).filter(|day| *day <= END_OF_TIME);
            day.ok_or_else(too_late)?.and_time(before.renewal_date.time()).and_utc()
        }
    };
    let premium = body.premium.unwrap_or(before.premium);
    let term = Term { starts_on, ends_on: renewal_date.date_naive(), premium, cancelled_on: None };
    if term.ends_on <= starts_on {
        return Err(Error::invalid(
            "renewal_date",
            format!("must lie after {starts_on}, when the term begins"),
        ));
    }
    store::insert_term(change.db(), id, term, change.now()).await?;
    let mut row = before.clone();
    (row.renewal_date, row.premium, row.status) = (renewal_date, premium, PolicyStatus::Active);
    (row.updated_at, row.terms_changed_at) = (Some(change.now()), Some(change.now()));
    let row = store::save(change.db(), row).await?;
    let says = format!("Renewed from {starts_on} to {} for {premium} {}", term.ends_on, row.currency);
    let act = Act::new("renew_policy").saying(says).before(&before).after(&row);
    let view = show_one(&change, row).await?;
    finish(change, events::POLICY_RENEWED, &view, act).await?;
    Ok(view)
}

/// The last day that both databases and the API can write.
const END_OF_TIME: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
