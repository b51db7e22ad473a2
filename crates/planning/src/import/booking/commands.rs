//! Booking an import, portion by portion: each is a change of its own, so that others can write between them
//! and a killed process goes on where it stopped.
use kernel::{Act, Actor, App, Audience, Change, Error, Event, Money, Month, Result};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    super::{model::LinePart, reading},
    store::{self, Portion},
};
use crate::{
    account,
    category::{self, CategoryKind},
    import::store::{self as imports, ImportStatus, Model},
    ledger::{
        self,
        model::{Posting, balanced, key},
    },
    month::notices::{Moved, watch},
};

const PORTION: i64 = 25_000;

/// Books what may be booked of an import; does nothing unless its owner said so.
pub async fn run(app: &App, import_id: i64) -> Result<()> {
    loop {
        let mut change = Change::begin(app, Actor::system()).await?;
        let Some(import) = imports::locked(change.db(), import_id).await? else { return Ok(()) };
        if import.status != ImportStatus::Booking {
            return Ok(());
        }
        account::store::in_line(change.db(), import.user_id).await?;
        let Some((portion, lines)) = store::portion(change.db(), import_id, PORTION).await? else {
            return finish(app, change, import).await;
        };
        let accounts = store::accounts(change.db(), portion).await?;
        ledger::store::hold(change.db(), import.user_id, &accounts, &[]).await?;
        let wanted = store::categories(change.db(), portion).await?;
        let categories = category::ensure(&change, import.user_id, &wanted).await?;
        let categories = categories.into_values().collect::<Vec<_>>();
        ledger::store::hold(change.db(), import.user_id, &[], &categories).await?;
        store::book(change.db(), import.user_id, portion, change.now()).await?;
        book_parts(&change, &import, portion).await?;
        tell_budgets(&mut change, &import, portion).await?;
        store::settle(change.db(), portion).await?;
        let booked = import.booked + lines;
        let mut row: imports::ActiveModel = import.clone().into();
        row.booked = Set(booked);
        row.updated_at = Set(Some(change.now()));
        row.update(change.db()).await?;
        let says = format!("{lines} transactions from {}", import.file_name);
        change.commit(Act::new("book_import").on(format!("import:{import_id}")).saying(says)).await?;
        reading::progress(app, &import, "booking", booked).await?;
    }
}

/// The other side of lines that have parts.
async fn book_parts(change: &Change, import: &Model, portion: Portion) -> Result<()> {
    let lines = store::with_parts(change.db(), portion).await?;
    let mut wanted = vec![];
    let mut all = vec![];
    for (line, transaction_id, currency) in lines {
        let parts: Vec<LinePart> = serde_json::from_str(line.splits.as_deref().unwrap_or("[]"))?;
        for part in &parts {
            let kind = if part.units > 0 { CategoryKind::Income } else { CategoryKind::Expense };
            wanted.extend(part.category.clone().map(|name| (name, kind)));
        }
        all.push((line, transaction_id, currency, parts));
    }
    let numbers = category::ensure(change, import.user_id, &wanted).await?;
    let mut rows = vec![];
    for (line, transaction_id, currency, parts) in all {
        let Some(date) = line.date else { continue };
        let posting = |part: &LinePart| Posting {
            account_id: None,
            category_id: part.category.as_deref().and_then(|name| numbers.get(&key(name)).copied()),
            currency: currency.clone(),
            amount: Money::from_units(part.units.saturating_neg()),
            memo: part.memo.clone(),
        };
        let others = parts.iter().map(posting).collect::<Vec<_>>();
        let account = Posting {
            account_id: line.account_id,
            category_id: None,
            currency: currency.clone(),
            amount: line.amount,
            memo: String::new(),
        };
        balanced(&[&[account], others.as_slice()].concat())
            .map_err(|_| Error::internal(format!("the parts of line {} do not balance", line.line)))?;
        rows.push((ledger::store::Owner { user_id: import.user_id, transaction_id, date }, others));
    }
    ledger::store::book_others(change.db(), &rows).await
}

/// Past months are past: only budgets from the present month on are told.
async fn tell_budgets(change: &mut Change, import: &Model, portion: Portion) -> Result<()> {
    let Ok(month) = Month::of(change.now().date_naive()) else { return Ok(()) };
    let moves = store::moves(change.db(), portion, month).await?;
    let moved = moves.into_iter().map(|m| Moved {
        category_id: m.category_id,
        month: m.month,
        currency: m.currency,
        amount: m.amount,
    });
    watch(change, import.user_id, &moved.collect::<Vec<_>>()).await
}

async fn finish(app: &App, mut change: Change, import: Model) -> Result<()> {
    store::settle_skipped(change.db(), import.id).await?;
    let understood: reading::Understood =
        serde_json::from_str(import.understanding.as_deref().unwrap_or("{}"))?;
    // Only a table has a layout of its bank; the others are the same everywhere.
    let table = ["csv", "xlsx"].contains(&import.format.as_deref().unwrap_or_default());
    if let Some(mapping) = understood.understanding.mapping.as_ref().filter(|_| table) {
        let (text, layout) = (serde_json::to_string(mapping)?, mapping.fingerprint.clone());
        imports::remember(change.db(), import.user_id, &layout, &text, import.account_id, change.now())
            .await?;
    }
    let (id, user_id, key) = (import.id, import.user_id, import.file_key.clone());
    let says = format!("{}: {} booked", import.file_name, import.booked);
    let mut row: imports::ActiveModel = import.into();
    row.status = Set(ImportStatus::Done);
    row.tallies = Set(Some(serde_json::to_string(&imports::counts(change.db(), id).await?)?));
    row.updated_at = Set(Some(change.now()));
    row.update(change.db()).await?;
    let body = serde_json::json!({ "id": id, "status": ImportStatus::Done });
    change.emit(Event::new("planning.import.done", &body, Audience::User(user_id))?);
    change.commit(Act::new("finish_import").on(format!("import:{id}")).saying(says)).await?;
    // What the file said stands in the books now.
    app.storage.delete(&key).await
}
