//! What clients do with their accounts.
use chrono::Datelike;
use kernel::{Act, Audience, Caller, Can, Change, Error, Event, IfMatch, Money, Result, page::etag};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{NotSet, Set},
};

use super::{
    http::{AccountPatch, NewAccount},
    store::{self, Model},
    view::AccountView,
};
use crate::{
    category::{self, CategoryKind, OPENING},
    import,
    ledger::model::{Movement, Part, Purse},
    permissions::Write,
    transaction::{self, store::TransactionKind},
};

async fn commit(mut change: Change, caller: &Caller, verb: &str, act: Act, account: &Model) -> Result<()> {
    let topic = format!("planning.account.{verb}");
    change.emit(Event::new(topic, &serde_json::json!({ "id": account.id }), Audience::User(caller.user_id))?);
    change.commit(act.on(format!("account:{}", account.id))).await
}

/// A name without blanks around it; one of nothing but blanks is none.
fn named(name: &str) -> Result<String> {
    match name.trim() {
        "" => Err(Error::invalid("name", "must have at least 1 character that is not blank")),
        name => Ok(name.to_owned()),
    }
}

/// Opens an account. What it holds already is its first transaction.
pub async fn open(can: &Can<Write>, new: NewAccount) -> Result<AccountView> {
    let name = named(&new.name)?;
    let change = can.change().await?;
    store::in_line(change.db(), can.user_id).await?;
    let opened_on = new.opening_date.unwrap_or_else(|| change.now().date_naive());
    let account = store::ActiveModel {
        user_id: Set(can.user_id),
        name: Set(name),
        kind: Set(new.kind),
        currency: Set(new.currency),
        number: Set(new.number),
        bank: Set(new.bank),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let account = account.insert(change.db()).await?;
    let amount = new.opening_balance.unwrap_or_default();
    if amount != Money::ZERO {
        let opening = [(OPENING.to_owned(), CategoryKind::Equity)];
        let category_id = category::ensure(&change, can.user_id, &opening).await?.into_values().next();
        let purse = Purse { id: account.id, currency: account.currency.clone() };
        let part = Part { category_id, amount, memo: String::new() };
        let draft = transaction::commands::Draft {
            date: opened_on,
            kind: TransactionKind::Opening,
            payee: OPENING.into(),
            ..transaction::commands::Draft::of(Movement::Outside {
                account: purse,
                amount,
                parts: vec![part],
            })
        };
        transaction::commands::book(&change, can.user_id, draft).await?;
    }
    let view = store::seen(change.db(), account.clone()).await?;
    commit(change, can, "created", Act::new("create_account").after(&view), &account).await?;
    Ok(view)
}

/// Changes what an account is called, or closes it. Its balance can't be typed in.
pub async fn update(
    can: &Can<Write>,
    id: i64,
    if_match: IfMatch,
    patch: AccountPatch,
) -> Result<AccountView> {
    let name = patch.name.0.as_deref().map(named).transpose()?;
    let change = can.change().await?;
    store::in_line(change.db(), can.user_id).await?;
    let account = store::mine(change.db(), can, id, true).await?;
    let before = store::seen(change.db(), account.clone()).await?;
    if_match.check(&etag(&before))?;
    if let Some(Some(day)) = patch.closed_on.0 {
        not_awaited(&change, &account).await?;
        if before.balance != Money::ZERO {
            return Err(Error::conflict(format!(
                "{} holds {} {}. Move it to another account before you close this one.",
                before.name, before.balance, before.currency
            )));
        }
        if !(1900..=9999).contains(&day.year()) {
            return Err(Error::invalid("closed_on", "must lie in the years 1900 to 9999"));
        }
    }
    let mut row: store::ActiveModel = patch.into();
    row.name = name.map_or(row.name, Set);
    row.id = Set(id);
    row.updated_at = Set(Some(change.now()));
    let account = row.update(change.db()).await?;
    let view = store::seen(change.db(), account.clone()).await?;
    commit(change, can, "updated", Act::new("update_account").before(&before).after(&view), &account).await?;
    Ok(view)
}

/// An import that is being booked to an account needs it.
async fn not_awaited(change: &Change, account: &Model) -> Result<()> {
    match import::store::is_booking_to(change.db(), account.id).await? {
        true => Err(Error::conflict(format!(
            "An import is being booked to {}. Wait until it is done.",
            account.name
        ))),
        false => Ok(()),
    }
}

/// Removes an account that was never used.
pub async fn delete(can: &Can<Write>, id: i64, if_match: IfMatch) -> Result<()> {
    let change = can.change().await?;
    store::in_line(change.db(), can.user_id).await?;
    let account = store::mine(change.db(), can, id, true).await?;
    let before = store::seen(change.db(), account.clone()).await?;
    if_match.check(&etag(&before))?;
    if store::is_used(change.db(), id).await? {
        return Err(Error::conflict(format!("{} holds transactions. Close it instead.", account.name)));
    }
    not_awaited(&change, &account).await?;
    store::delete(change.db(), id).await?;
    commit(change, can, "deleted", Act::new("delete_account").before(&before), &account).await
}

impl From<AccountPatch> for store::ActiveModel {
    fn from(patch: AccountPatch) -> Self {
        Self {
            name: patch.name.0.map_or(NotSet, Set),
            kind: patch.kind.0.map_or(NotSet, Set),
            number: patch.number.0.map_or(NotSet, Set),
            bank: patch.bank.0.map_or(NotSet, Set),
            closed_on: patch.closed_on.0.map_or(NotSet, Set),
            ..Default::default()
        }
    }
}
