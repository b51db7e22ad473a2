//! Transactions as a table.
use kernel::{
    Caller, Result,
    sheet::{MOST_ROWS, Sheet},
};

use super::{
    store::{self, shown},
    view::{Split, TransactionView},
};

const TITLES: &[&str] = &[
    "Date",
    "Account",
    "Payee",
    "Memo",
    "Type",
    "Status",
    "Category",
    "Amount",
    "Currency",
    "To account",
    "To amount",
    "To currency",
    "Part of",
];

/// The transactions that the filter names, the newest first; a line for each part of those with several.
pub async fn sheet(caller: &Caller, filter: store::Filter) -> Result<Sheet> {
    let rows = store::newest(caller.db(), caller.user_id, filter, MOST_ROWS).await?;
    let lines = shown(caller.db(), caller.user_id, rows).await?.iter().flat_map(of).collect();
    Ok(Sheet { name: "transactions", titles: TITLES, rows: lines })
}

fn of(view: &TransactionView) -> Vec<Vec<String>> {
    let line = |category: &str, memo: &str, amount: kernel::Money, part: bool| {
        vec![
            view.date.to_string(),
            view.account.clone(),
            view.payee.clone(),
            memo.to_owned(),
            word(&view.r#type),
            word(&view.status),
            category.to_owned(),
            amount.to_string(),
            view.currency.to_string(),
            view.to_account.clone().unwrap_or_default(),
            view.to_amount.map(|amount| amount.to_string()).unwrap_or_default(),
            view.to_currency.as_ref().map(ToString::to_string).unwrap_or_default(),
            if part { view.id.to_string() } else { String::new() },
        ]
    };
    if view.splits.len() > 1 {
        let part = |split: &Split| {
            let memo = if split.memo.is_empty() { &view.memo } else { &split.memo };
            line(split.category.as_deref().unwrap_or_default(), memo, split.amount, true)
        };
        return view.splits.iter().map(part).collect();
    }
    vec![line(view.category.as_deref().unwrap_or_default(), &view.memo, view.amount, false)]
}

/// A value of a list, as the wire spells it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
