//! A transaction as its owner sees it.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Money};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{Arrival, Shape, Share},
    store::{self, TransactionKind, TransactionStatus},
};
use crate::{account, category, ledger};

/// A part of a transaction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Split {
    /// The category's name; `null` while it has none.
    pub category: Option<String>,
    /// The category's number.
    pub category_id: Option<i64>,
    /// As the account sees it: money out is negative.
    pub amount: Money,
    /// A word about this part.
    pub memo: String,
}

/// A transaction, seen from the account that it was booked to.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Transaction")]
pub struct TransactionView {
    pub id: i64,
    pub user_id: i64,
    /// The day on which it counts.
    pub date: NaiveDate,
    /// Who paid or was paid.
    pub payee: String,
    /// What it was about.
    pub memo: String,
    /// Whether the bank has booked it.
    pub status: TransactionStatus,
    /// What it is.
    pub r#type: TransactionKind,
    pub account_id: i64,
    pub account: String,
    /// What it does to the account: money out is negative.
    pub amount: Money,
    pub currency: Currency,
    /// Of a transfer: where the money arrives.
    pub to_account_id: Option<i64>,
    pub to_account: Option<String>,
    /// Of a transfer: how much arrives there.
    pub to_amount: Option<Money>,
    pub to_currency: Option<Currency>,
    /// The category of all of it; `null` where it has none, or several.
    pub category: Option<String>,
    pub category_id: Option<i64>,
    /// The parts; they sum to the amount. None for transfers.
    pub splits: Vec<Split>,
    /// The import that brought it.
    pub import_id: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
}

impl TransactionView {
    /// Of a row and its postings, in order.
    pub fn of(
        row: store::Model,
        postings: Vec<ledger::store::Model>,
        accounts: &HashMap<i64, account::store::Model>,
        categories: &HashMap<i64, category::Model>,
    ) -> Self {
        let (own, others): (Vec<_>, Vec<_>) = postings.into_iter().partition(|p| p.account_id.is_some());
        let transfer = row.kind == TransactionKind::Transfer;
        let name =
            |id: Option<i64>| accounts.get(&id.unwrap_or_default()).map(|account| account.name.clone());
        let split = |posting: ledger::store::Model| Split {
            category: posting.category_id.and_then(|id| categories.get(&id)).map(|c| c.name.clone()),
            category_id: posting.category_id,
            amount: Money::from_units(posting.amount.units().saturating_neg()),
            memo: posting.memo,
        };
        let splits = if transfer { vec![] } else { others.into_iter().map(split).collect::<Vec<_>>() };
        let only = match splits.as_slice() {
            [only] => Some(only.clone()),
            _ => None,
        };
        let (here, there) = (own.first(), own.get(1));
        Self {
            id: row.id,
            user_id: row.user_id,
            date: row.date,
            payee: row.payee,
            memo: row.memo,
            status: row.status,
            r#type: row.kind,
            account_id: here.and_then(|p| p.account_id).unwrap_or_default(),
            account: name(here.and_then(|p| p.account_id)).unwrap_or_default(),
            amount: here.map(|p| p.amount).unwrap_or_default(),
            currency: here.map_or_else(nothing, |p| p.currency.clone()),
            to_account_id: there.and_then(|p| p.account_id),
            to_account: there.and_then(|p| name(p.account_id)),
            to_amount: there.map(|p| p.amount),
            to_currency: there.map(|p| p.currency.clone()),
            category: only.as_ref().and_then(|split| split.category.clone()),
            category_id: only.and_then(|split| split.category_id),
            splits,
            import_id: row.import_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }

    /// The transaction as one account sees it, or all accounts in a currency; `None` where it does not concern
    /// them. Of a transfer that arrives there, the other end is where the money came from.
    pub fn seen_from(mut self, currency: &Currency, account_id: Option<i64>) -> Option<Self> {
        let here = self.currency == *currency && account_id.is_none_or(|id| id == self.account_id);
        if here {
            return Some(self);
        }
        let (to, amount) = (self.to_account_id?, self.to_amount?);
        let arrives = self.to_currency.as_ref() == Some(currency) && account_id.is_none_or(|id| id == to);
        if !arrives {
            return None;
        }
        self.to_amount = Some(self.amount);
        self.to_currency = Some(std::mem::replace(&mut self.currency, currency.clone()));
        self.to_account_id = Some(std::mem::replace(&mut self.account_id, to));
        let arrival = self.to_account.unwrap_or_default();
        self.to_account = Some(std::mem::replace(&mut self.account, arrival));
        self.amount = amount;
        Some(self)
    }

    /// Its shape.
    pub fn shape(&self) -> Shape {
        let same = self.to_currency.as_ref() == Some(&self.currency);
        let arrival = self
            .to_account_id
            .map(|account_id| Arrival { account_id, amount: self.to_amount.filter(|_| !same) });
        let share = |split: &Split| Share {
            category: split.category.clone(),
            amount: split.amount,
            memo: split.memo.clone(),
        };
        let shares = self.splits.iter().map(share).collect();
        Shape { account_id: self.account_id, amount: self.amount, arrival, shares }
    }
}

/// A currency for what can't be: a transaction without postings.
fn nothing() -> Currency {
    "ZZZ".parse().unwrap_or_else(|_| unreachable!("three letters"))
}
