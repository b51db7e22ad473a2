//! Accounts over HTTP.
use chrono::NaiveDate;
use garde::Validate;
use kernel::amount::{LEAST, MOST, Signed};
use kernel::{
    Can, Created, Currency, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice,
    Valid, extract,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{self, AccountKind},
    view::AccountView,
};
use crate::{
    permissions::{Read, Write},
    transaction::view::TransactionView,
};

/// A new account.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewAccount {
    /// What to call it.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: String,
    /// What kind of place for money it is.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) kind: AccountKind,
    /// What it holds.
    #[garde(skip)]
    pub(crate) currency: Currency,
    /// What it holds already; booked as its first transaction.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Option<Signed>")]
    pub(crate) opening_balance: Option<Money>,
    /// On which day it held that; today by default.
    #[garde(skip)]
    pub(crate) opening_date: Option<NaiveDate>,
    /// The bank's number of it.
    #[garde(length(chars, max = 64))]
    pub(crate) number: Option<String>,
    /// Which bank.
    #[garde(length(chars, max = 100))]
    pub(crate) bank: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "name": "Everyday", "kind": "checking", "currency": "EUR", "opening_balance": 1200.5 })
}

/// What may change of an account. Its currency and what it holds follow from the books.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct AccountPatch {
    /// What to call it.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: Given<String>,
    /// What kind of place for money it is.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) kind: Given<AccountKind>,
    /// The bank's number of it.
    #[serde(default)]
    #[garde(length(chars, max = 64))]
    pub(crate) number: Given<Option<String>>,
    /// Which bank.
    #[serde(default)]
    #[garde(length(chars, max = 100))]
    pub(crate) bank: Given<Option<String>>,
    /// Closes it, when it holds nothing; `null` opens it again.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) closed_on: Given<Option<NaiveDate>>,
}

/// Which accounts to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct AccountFilter {
    /// Only of this kind.
    #[garde(skip)]
    kind: Option<AccountKind>,
    /// Only in this currency.
    #[garde(skip)]
    currency: Option<Currency>,
    /// Only open ones, or only closed ones.
    #[serde(default, deserialize_with = "extract::flag")]
    #[schemars(with = "Option<bool>")]
    #[garde(skip)]
    open: Option<bool>,
}

/// A line of an account's register.
#[derive(Serialize, JsonSchema)]
pub struct RegisterLine {
    /// What the transaction did to this account.
    amount: Money,
    /// What the account held after it.
    balance: Money,
    /// The transaction.
    transaction: TransactionView,
}

async fn list_accounts(
    can: Can<Read>,
    filter: Query<AccountFilter>,
    slice: Query<Slice>,
) -> Result<Listed<AccountView>> {
    let AccountFilter { kind, currency, open } = filter.0;
    let filter = store::Filter { kind, currency, open };
    let (accounts, total) = store::page(&can, filter, slice.0.skip, slice.0.limit).await?;
    let balances = store::balances(can.db(), can.user_id, None).await?;
    Ok(Listed { items: accounts.into_iter().map(|a| AccountView::of(a, &balances)).collect(), total })
}

async fn open_account(can: Can<Write>, body: Valid<NewAccount>) -> Result<Created<AccountView>> {
    let body = commands::open(&can, body.0).await?;
    Ok(Created { location: format!("/api/v1/financial/accounts/{}", body.id), body })
}

async fn get_account(can: Can<Read>, id: Path<i64>) -> Result<One<AccountView>> {
    let account = store::mine(can.db(), &can, id.0, false).await?;
    store::seen(can.db(), account).await.map(One)
}

async fn update_account(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<AccountPatch>,
) -> Result<One<AccountView>> {
    commands::update(&can, id.0, if_match, body.0).await.map(One)
}

async fn patch_account(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<AccountPatch>,
) -> Result<One<AccountView>> {
    commands::update(&can, id.0, if_match, body.0).await.map(One)
}

async fn delete_account(can: Can<Write>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, if_match).await.map(|()| Gone)
}

async fn account_register(
    can: Can<Read>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<RegisterLine>> {
    let account = store::mine(can.db(), &can, id.0, false).await?;
    let entries = store::seen(can.db(), account).await?.entries;
    let lines = store::register(can.db(), id.0, slice.0.skip, slice.0.limit).await?;
    let ids = lines.iter().map(|line| line.transaction_id).collect::<Vec<_>>();
    let mut views = crate::transaction::store::views(can.db(), can.user_id, &ids).await?;
    let line = |line: store::RegisterRow| {
        let transaction = views.remove(&line.transaction_id)?;
        Some(RegisterLine { amount: line.amount, balance: line.balance, transaction })
    };
    Ok(Listed { items: lines.into_iter().filter_map(line).collect(), total: entries.unsigned_abs() })
}

/// The operations on accounts.
pub fn routes() -> Routes {
    const ALL: &str = "/api/v1/financial/accounts";
    const ONE: &str = "/api/v1/financial/accounts/{id}";
    Routes::new()
        .get(ALL, list_accounts, "List your accounts")
        .post(ALL, open_account, "Open an account")
        .get(ONE, get_account, "Get an account")
        .put(ONE, update_account, "Change an account")
        .patch(ONE, patch_account, "Change an account")
        .delete(ONE, delete_account, "Delete an account that was never used")
        .get(
            "/api/v1/financial/accounts/{id}/register",
            account_register,
            "List what was booked to an account, with its balance after each",
        )
}
