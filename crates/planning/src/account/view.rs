//! An account as its owner sees it.
use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Currency, Money};
use schemars::JsonSchema;
use serde::Serialize;

use super::store::{self, AccountKind, Balance};

/// An account, and what it holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Account")]
pub struct AccountView {
    /// Its number.
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What he calls it.
    pub name: String,
    /// What kind of place for money it is.
    pub kind: AccountKind,
    /// What it holds.
    pub currency: Currency,
    /// The bank's number of it: an IBAN, say.
    pub number: Option<String>,
    /// Which bank.
    pub bank: Option<String>,
    /// Since when it is closed.
    pub closed_on: Option<NaiveDate>,
    /// All that went in less all that left; negative where it is owed.
    pub balance: Money,
    /// How many times something was booked to it.
    pub entries: i64,
    /// When it was opened here.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl AccountView {
    /// Of an account, with what the books say.
    pub fn of(account: store::Model, balances: &HashMap<i64, Balance>) -> Self {
        let balance = balances.get(&account.id).copied().unwrap_or_default();
        Self {
            id: account.id,
            user_id: account.user_id,
            name: account.name,
            kind: account.kind,
            currency: account.currency,
            number: account.number,
            bank: account.bank,
            closed_on: account.closed_on,
            balance: balance.balance,
            entries: balance.entries,
            created_at: account.created_at,
            updated_at: account.updated_at,
        }
    }
}
