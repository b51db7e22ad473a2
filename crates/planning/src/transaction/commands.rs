//! What clients do with transactions: book, change, categorise, delete.
use std::collections::HashMap;

use chrono::NaiveDate;
use kernel::{
    Act, Audience, Caller, Can, Change, Error, Event, FieldError, IfMatch, Money, Result, page::etag,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    http::{Categorise, NewTransaction, TransactionPatch},
    model::{Arrival, Shape, Share},
    store::{self, Model, TransactionKind, TransactionStatus},
    view::TransactionView,
};
use crate::{
    account,
    budget::{self, Moved},
    category::{self, CategoryKind, EXCHANGE},
    ledger::{
        self,
        model::{Movement, Part, Posting, Purse, Refusal, key},
    },
    permissions::Write,
    rule,
};

/// A transaction about to be booked.
pub struct Draft {
    /// On which day.
    pub date: NaiveDate,
    /// What it is.
    pub kind: TransactionKind,
    /// Whether the bank has booked it.
    pub status: TransactionStatus,
    /// With whom.
    pub payee: String,
    /// About what.
    pub memo: String,
    /// What it moves.
    pub movement: Movement,
}

impl Draft {
    /// Of a movement; the rest is to be filled.
    pub fn of(movement: Movement) -> Self {
        let kind = match &movement {
            Movement::Transfer { .. } => TransactionKind::Transfer,
            Movement::Outside { amount, .. } if *amount < Money::ZERO => TransactionKind::Withdrawal,
            Movement::Outside { .. } => TransactionKind::Deposit,
        };
        let (payee, memo) = (String::new(), String::new());
        Self { date: NaiveDate::default(), kind, status: TransactionStatus::Completed, payee, memo, movement }
    }
}

fn refused(refusal: Refusal) -> Error {
    let says =
        |field: &str, msg: String| Error::fields(vec![FieldError::new("body", field, msg, "unbalanced")]);
    match refusal {
        Refusal::Parts(missing) => {
            says("splits", format!("must sum to the amount; {missing} is not given to any part yet"))
        }
        Refusal::SameAccount => says("to_account_id", "must be another account".into()),
        Refusal::NotPositive => says("amount", "must not be zero".into()),
        Refusal::Unequal => {
            says("to_amount", "both accounts hold one currency, so what leaves is what arrives".into())
        }
        Refusal::Overflow => says("amount", "is too large".into()),
        Refusal::Unbalanced(currency) => Error::internal(format!("postings in {currency} do not balance")),
    }
}

/// Writes a transaction and its postings. The caller commits.
pub async fn book(change: &Change, user_id: i64, draft: Draft) -> Result<(Model, Vec<Posting>)> {
    let postings = draft.movement.postings().map_err(refused)?;
    let row = store::ActiveModel {
        user_id: Set(user_id),
        date: Set(draft.date),
        kind: Set(draft.kind),
        status: Set(draft.status),
        payee: Set(draft.payee),
        memo: Set(draft.memo),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    let of = ledger::store::Owner { user_id, transaction_id: row.id, date: row.date };
    ledger::store::book(change.db(), of, &postings).await?;
    Ok((row, postings))
}

/// The movement that a shape stands for: its accounts are looked up, its categories made where they lack.
async fn movement(change: &Change, caller: &Caller, shape: &Shape) -> Result<Movement> {
    if shape.amount == Money::ZERO {
        return Err(Error::invalid("amount", "must not be zero"));
    }
    let purse = |account: account::store::Model| {
        account::store::must_be_open(&account).map(|()| Purse { id: account.id, currency: account.currency })
    };
    let here = purse(account::store::mine(change.db(), caller, shape.account_id, false).await?)?;
    let Some(Arrival { account_id, amount: arrived }) = shape.arrival else {
        let wanted = shape.shares.iter().filter_map(|share| {
            let kind = if share.amount > Money::ZERO { CategoryKind::Income } else { CategoryKind::Expense };
            Some((share.category.clone()?, kind))
        });
        let wanted = wanted.collect::<Vec<_>>();
        let numbers = category::ensure(change, caller.user_id, &wanted).await?;
        let part = |share: &Share| Part {
            category_id: share.category.as_deref().and_then(|name| numbers.get(&key(name)).copied()),
            amount: share.amount,
            memo: share.memo.clone(),
        };
        let parts = shape.shares.iter().map(part).collect();
        return Ok(Movement::Outside { account: here, amount: shape.amount, parts });
    };
    let there = purse(account::store::mine(change.db(), caller, account_id, false).await?)?;
    let mut exchange = None;
    if here.currency != there.currency {
        if arrived.is_none() {
            let says =
                format!("Field required: how much arrives in {}; rates are never invented", there.currency);
            return Err(Error::invalid("to_amount", says));
        }
        let wanted = [(EXCHANGE.to_owned(), CategoryKind::Equity)];
        exchange = category::ensure(change, caller.user_id, &wanted).await?.into_values().next();
    }
    if arrived.is_some_and(|amount| amount <= Money::ZERO) {
        return Err(Error::invalid("to_amount", "must be more than 0.00"));
    }
    let sent = if shape.amount < Money::ZERO { shape.amount.checked_neg()? } else { shape.amount };
    Ok(Movement::Transfer { from: here, to: there, sent, arrived: arrived.unwrap_or(sent), exchange })
}

/// How the sums of categories move when these postings come (or, with `-1`, go).
fn moved(date: NaiveDate, postings: impl IntoIterator<Item = Posting>, sign: i64) -> Result<Vec<Moved>> {
    let month =
        kernel::Month::of(date).map_err(|_| Error::invalid("date", "must lie in the years 1900 to 9999"))?;
    let one = |posting: Posting| {
        let amount = Money::from_units(posting.amount.units().saturating_mul(sign));
        Some(Moved { category_id: posting.category_id?, month, currency: posting.currency, amount })
    };
    Ok(postings.into_iter().filter_map(one).collect())
}

async fn tell(mut change: Change, caller: &Caller, verb: &str, ids: &[i64], act: Act) -> Result<()> {
    let body = serde_json::json!({ "ids": ids });
    change.emit(Event::new(format!("planning.transaction.{verb}"), &body, Audience::User(caller.user_id))?);
    let on = match ids {
        [id] => format!("transaction:{id}"),
        many => format!("{} transactions", many.len()),
    };
    change.commit(act.on(on)).await
}

/// Books a transaction.
pub async fn create(can: &Can<Write>, new: NewTransaction) -> Result<TransactionView> {
    let mut change = can.change().await?;
    account::store::in_line(change.db(), can.user_id).await?;
    let (shape, about) = new.shape()?;
    let draft = Draft {
        date: about.date,
        status: about.status,
        payee: about.payee,
        memo: about.memo,
        ..Draft::of(movement(&change, can, &shape).await?)
    };
    let (row, postings) = book(&change, can.user_id, draft).await?;
    budget::watch(&mut change, can.user_id, &moved(row.date, postings, 1)?).await?;
    let view = store::view(change.db(), can.user_id, row.id).await?;
    tell(change, can, "created", &[row.id], Act::new("create_transaction").after(&view)).await?;
    Ok(view)
}

/// Changes a transaction. A new category is remembered for its payee.
pub async fn update(
    can: &Can<Write>,
    id: i64,
    if_match: IfMatch,
    patch: TransactionPatch,
) -> Result<TransactionView> {
    let mut change = can.change().await?;
    account::store::in_line(change.db(), can.user_id).await?;
    let row = store::mine(change.db(), can.user_id, id, true).await?;
    let before = store::view(change.db(), can.user_id, id).await?;
    if_match.check(&etag(&before))?;
    let opening = row.kind == TransactionKind::Opening;
    let was = before.shape();
    let shape = was.clone().changed(patch.reshape());
    if opening && !was.is_but_for_its_amount(&shape) {
        return Err(Error::conflict(
            "What an account began with has no category; only its amount and day can change.",
        ));
    }
    let date = patch.date.0.unwrap_or(row.date);
    let payee = patch.payee.0.clone().unwrap_or_else(|| row.payee.clone());
    let mut next: store::ActiveModel = row.clone().into();
    if shape != was || date != row.date {
        all_open(&change, can, [Some(before.account_id), before.to_account_id]).await?;
        let movement = match opening {
            true => opened(&change, can, id, &shape).await?,
            false => movement(&change, can, &shape).await?,
        };
        if !opening {
            next.kind = Set(Draft::of(movement.clone()).kind);
        }
        rebook(&mut change, &row, date, &movement).await?;
        if let (Some(category), true) = (shape.category(), shape.category() != was.category()) {
            rule::learn(&change, can.user_id, &payee, category).await?;
        }
    }
    next.date = Set(date);
    next.payee = Set(payee);
    next.memo = patch.memo.0.map_or(next.memo, Set);
    next.status = patch.status.0.map_or(next.status, Set);
    next.updated_at = Set(Some(change.now()));
    next.update(change.db()).await?;
    let after = store::view(change.db(), can.user_id, id).await?;
    let act = Act::new("update_transaction").before(&before).after(&after);
    tell(change, can, "updated", &[id], act).await?;
    Ok(after)
}

/// Whether these accounts are open, so that what they hold may change.
async fn all_open(change: &Change, caller: &Caller, ids: [Option<i64>; 2]) -> Result<()> {
    for id in ids.into_iter().flatten() {
        account::store::must_be_open(&account::store::mine(change.db(), caller, id, false).await?)?;
    }
    Ok(())
}

/// The movement of an opening balance whose amount was changed.
async fn opened(change: &Change, caller: &Caller, id: i64, shape: &Shape) -> Result<Movement> {
    if shape.amount == Money::ZERO {
        return Err(Error::invalid("amount", "must not be zero"));
    }
    let account = account::store::mine(change.db(), caller, shape.account_id, false).await?;
    let old = ledger::store::of(change.db(), &[id]).await?;
    let category_id = old.iter().find_map(|posting| posting.category_id);
    let part = Part { category_id, amount: shape.amount, memo: String::new() };
    let account = Purse { id: account.id, currency: account.currency };
    Ok(Movement::Outside { account, amount: shape.amount, parts: vec![part] })
}

/// Books a transaction anew, and tells the budgets that it moves.
async fn rebook(change: &mut Change, row: &Model, date: NaiveDate, movement: &Movement) -> Result<()> {
    let old = ledger::store::of(change.db(), &[row.id]).await?;
    let postings = movement.postings().map_err(refused)?;
    ledger::store::unbook(change.db(), &[row.id]).await?;
    let of = ledger::store::Owner { user_id: row.user_id, transaction_id: row.id, date };
    ledger::store::book(change.db(), of, &postings).await?;
    let mut moves = moved(row.date, old.into_iter().map(Posting::from), -1)?;
    moves.extend(moved(date, postings, 1)?);
    budget::watch(change, row.user_id, &moves).await
}

/// Puts all of these transactions into one category, and remembers it for their payees.
pub async fn categorise(can: &Can<Write>, body: Categorise) -> Result<u64> {
    let mut change = can.change().await?;
    account::store::in_line(change.db(), can.user_id).await?;
    let rows = store::some(change.db(), can.user_id, &body.ids, true).await?;
    if let Some(missing) = body.ids.iter().find(|id| !rows.iter().any(|row| row.id == **id)) {
        store::mine(change.db(), can.user_id, *missing, false).await?;
    }
    let fit = |row: &&Model| matches!(row.kind, TransactionKind::Deposit | TransactionKind::Withdrawal);
    let (rows, ids): (Vec<Model>, Vec<i64>) =
        rows.iter().filter(fit).map(|row| (row.clone(), row.id)).unzip();
    if ids.is_empty() {
        return Err(Error::conflict("Transfers and opening balances have no category; choose others."));
    }
    let old = ledger::store::of(change.db(), &ids).await?;
    let money_in = old.iter().filter(|posting| posting.account_id.is_some() && posting.amount > Money::ZERO);
    let kind = if money_in.count() * 2 > ids.len() { CategoryKind::Income } else { CategoryKind::Expense };
    let category = body.category.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let mut category_id = None;
    if let Some(name) = category {
        let numbers = category::ensure(&change, can.user_id, &[(name.to_owned(), kind)]).await?;
        category_id = numbers.into_values().next();
    }
    ledger::store::hold(change.db(), can.user_id, &[], category_id.as_slice()).await?;
    ledger::store::recategorise(change.db(), &ids, category_id).await?;
    let dates = rows.iter().map(|row| (row.id, row.date)).collect::<HashMap<_, _>>();
    let mut moves = vec![];
    for posting in old.into_iter().filter(|posting| posting.account_id.is_none()) {
        let Some(date) = dates.get(&posting.transaction_id) else { continue };
        let mut to = Posting::from(posting);
        moves.extend(moved(*date, [to.clone()], -1)?);
        to.category_id = category_id;
        moves.extend(moved(*date, [to], 1)?);
    }
    budget::watch(&mut change, can.user_id, &moves).await?;
    if let (Some(category), true) = (category, body.learn) {
        let payees = rows.iter().map(|row| row.payee.clone()).collect::<Vec<_>>();
        rule::learn_all(&change, can.user_id, &payees, category).await?;
    }
    let says = format!("{} transactions to {}", ids.len(), category.unwrap_or("no category"));
    tell(change, can, "updated", &ids, Act::new("categorise_transactions").saying(says)).await?;
    Ok(ids.len() as u64)
}

/// Deletes a transaction; what was imported is not imported again.
pub async fn delete(can: &Can<Write>, id: i64, if_match: IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    account::store::in_line(change.db(), can.user_id).await?;
    let row = store::mine(change.db(), can.user_id, id, true).await?;
    let before = store::view(change.db(), can.user_id, id).await?;
    if_match.check(&etag(&before))?;
    all_open(&change, can, [Some(before.account_id), before.to_account_id]).await?;
    let old = ledger::store::of(change.db(), &[id]).await?;
    ledger::store::unbook(change.db(), &[id]).await?;
    store::delete(change.db(), &[id]).await?;
    budget::watch(&mut change, can.user_id, &moved(row.date, old.into_iter().map(Posting::from), -1)?)
        .await?;
    tell(change, can, "deleted", &[id], Act::new("delete_transaction").before(&before)).await
}
