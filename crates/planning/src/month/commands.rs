//! What clients do with a month: read it, copy another one to it, move money between its budgets.
use kernel::{Act, Audience, Caller, Can, Change, Currency, Error, Event, Money, Month, Result};

use super::{
    http::{BudgetMonth, BudgetMonthCopy, BudgetMove, Copied},
    model::Books,
    notices,
    shift::{Planned, Refusal, copying, moving},
    store::{self, Scope},
};
use crate::{
    budget::{Model, Rollover, home_currency},
    ledger::model::key,
    permissions::Write,
    rollover::Envelope,
};

/// A month as its owner sees it, in the currency that he asks for or else his own.
pub async fn read(caller: &Caller, month: Month, currency: Option<Currency>) -> Result<BudgetMonth> {
    let db = caller.db();
    let currency = match currency {
        Some(currency) => currency,
        None => home_currency(caller.app(), db, caller.user_id).await?,
    };
    let scope = Scope { currency: Some(currency.clone()), until: Some(month), ..Default::default() };
    let budgets = store::budgets(db, caller.user_id, &scope).await?;
    let flows = store::flows(db, caller.user_id, &scope).await?;
    let currencies = store::currencies(db, caller.user_id).await?;
    let books = Books::new(&budgets, &flows, &store::booked(&flows));
    let today = caller.app().clock.now().date_naive();
    Ok(BudgetMonth::of(month, currency, currencies, &books, today))
}

async fn commit(mut change: Change, caller: &Caller, verb: &str, month: Month, act: Act) -> Result<()> {
    let body = serde_json::json!({ "month": month });
    change.emit(Event::new(format!("planning.budget_month.{verb}"), &body, Audience::User(caller.user_id))?);
    change.commit(act.on(format!("budget_month:{month}"))).await
}

/// Copies the budgets of another month to this one. What is there already stays, or is overwritten when asked for.
pub async fn copy(can: &Can<Write>, month: Month, wanted: BudgetMonthCopy) -> Result<Copied> {
    let before = || {
        let says = "There is no month before this one. Name the month to copy in `from`.";
        month.prev().ok_or_else(|| Error::bad_request(says))
    };
    let from = wanted.from.map_or_else(before, Ok)?;
    let mut change = can.change().await?;
    // Two copies at once would make everything twice.
    change.alone().await?;
    let currency = wanted.currency.as_ref();
    let source = store::of_month(change.db(), can.user_id, from, currency).await?;
    let target = store::of_month(change.db(), can.user_id, month, currency).await?;
    let mut copying = copying(&source, &target, wanted.overwrite);
    let (created, changed) = (copying.new.len() as u64, copying.changed.len() as u64);
    if created + changed > 0 {
        let now = change.now();
        copying.changed.iter_mut().for_each(|row| row.updated_at = Some(now));
        store::rewrite(change.db(), &copying.changed).await?;
        let mut rows = store::insert(change.db(), can.user_id, month, copying.new, now).await?;
        rows.extend(copying.changed);
        let was = changed_among(&target, &rows);
        notices::replanned(&mut change, &was, &rows).await?;
        let says = format!("Copied the budgets of {from} to {month}: {created} new, {changed} changed");
        let act = Act::new("copy_budgets").saying(says).before(&was).after(&rows);
        commit(change, can, "copied", month, act).await?;
    }
    let month = read(can, month, wanted.currency).await?;
    Ok(Copied { created, changed, month })
}

/// What those rows that are in `after` were.
fn changed_among(before: &[Model], after: &[Model]) -> Vec<Model> {
    let is_changed = |row: &&Model| after.iter().any(|changed| changed.id == row.id);
    before.iter().filter(is_changed).cloned().collect()
}

/// Moves money between two budgets of a month; where there is none to move it to, one is made.
pub async fn transfer(can: &Can<Write>, month: Month, wanted: BudgetMove) -> Result<BudgetMonth> {
    let mut change = can.change().await?;
    change.alone().await?;
    let currency = match wanted.currency {
        Some(currency) => currency,
        None => home_currency(can.app(), change.db(), can.user_id).await?,
    };
    let (from, to) = (key(&wanted.from), key(&wanted.to));
    let rows = store::of_month(change.db(), can.user_id, month, Some(&currency)).await?;
    let of = |key: &str| rows.iter().filter(|row| row.category_key == key).cloned().collect::<Vec<_>>();
    let (sources, targets) = (of(&from), of(&to));
    if sources.is_empty() {
        let (category, month) = (wanted.from.trim(), notices::spoken(month));
        return Err(Error::not_found(format!("You have no budget for {category} in {month} in {currency}")));
    }
    if from == to {
        return Err(Error::invalid("to", "must be another category"));
    }
    let mut changed = moving(&sources, &targets, wanted.amount)
        .map_err(|refusal| refused(refusal, &sources[0], wanted.amount))?;
    let now = change.now();
    changed.iter_mut().for_each(|row| row.updated_at = Some(now));
    store::rewrite(change.db(), &changed).await?;
    if targets.is_empty() {
        let envelope = Envelope { key: to, currency: currency.clone() };
        let name = wanted.to.trim().to_owned();
        let new = Planned { name, envelope, limit: wanted.amount, rollover: Rollover::default() };
        changed.extend(store::insert(change.db(), can.user_id, month, vec![new], now).await?);
    }
    let was = changed_among(&rows, &changed);
    notices::replanned(&mut change, &was, &changed).await?;
    let says = format!(
        "Moved {} {currency} from {} to {} in {month}",
        wanted.amount,
        wanted.from.trim(),
        wanted.to.trim()
    );
    let act = Act::new("move_budget").saying(says).before(&was).after(&changed);
    commit(change, can, "moved", month, act).await?;
    read(can, month, Some(currency)).await
}

fn refused(refusal: Refusal, from: &Model, amount: Money) -> Error {
    let (category, currency, month) = (&from.category, &from.currency, notices::spoken(from.month));
    match refusal {
        Refusal::Short(limit) => Error::invalid(
            "amount",
            format!(
                "{category} has {limit} {currency} planned in {month}, so {amount} {currency} can't be moved out of it"
            ),
        ),
        Refusal::TooMuch => {
            Error::bad_request("The amount is too large: the budget would be more than an amount can be.")
        }
    }
}
