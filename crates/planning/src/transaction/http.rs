//! Transactions over HTTP.
use axum::Json;
use chrono::NaiveDate;
use garde::Validate;
use kernel::amount::{LEAST, MOST, Signed};
use kernel::{
    Can, Created, Error, Given, Gone, IfMatch, Listed, Money, One, Path, Query, Result, Routes, Slice, Valid,
    extract,
    sheet::{Download, Kind},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, export,
    model::{Reshape, Shape, Share},
    store::{self, TransactionKind, TransactionStatus},
    view::TransactionView,
};
use crate::{
    ledger::model::key,
    permissions::{Read, Write},
};

/// A part of a new transaction.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
pub struct NewSplit {
    /// The category's name; made where it is new. Left out: not categorised.
    #[garde(length(chars, max = 100))]
    category: Option<String>,
    /// As the account sees it: money out is negative.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Signed")]
    amount: Money,
    /// A word about this part.
    #[serde(default)]
    #[garde(length(chars, max = 500))]
    memo: String,
}

impl From<NewSplit> for Share {
    fn from(split: NewSplit) -> Self {
        Self { category: named(split.category), amount: split.amount, memo: split.memo }
    }
}

/// The text of a name, or none where it is blank.
fn named(name: Option<String>) -> Option<String> {
    name.filter(|name| !key(name).is_empty())
}

/// A new transaction.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewTransaction {
    /// The account that it is booked to.
    #[garde(skip)]
    account_id: i64,
    /// The day on which it counts.
    #[garde(skip)]
    date: NaiveDate,
    /// What it does to the account: money out is negative. Of a transfer: what leaves.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Signed")]
    amount: Money,
    /// With `withdrawal` an amount without a sign is money out; otherwise the sign says it.
    #[garde(skip)]
    r#type: Option<TransactionKind>,
    /// Who paid or was paid.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    payee: String,
    /// What it was about.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    memo: String,
    /// Whether the bank has booked it.
    #[serde(default)]
    #[garde(skip)]
    status: TransactionStatus,
    /// The category of all of it; made where it is new.
    #[garde(length(chars, max = 100))]
    category: Option<String>,
    /// Several parts, which sum to the amount, instead of one category.
    #[serde(default)]
    #[garde(length(max = 100), dive)]
    splits: Vec<NewSplit>,
    /// Makes it a transfer to this account.
    #[garde(skip)]
    to_account_id: Option<i64>,
    /// How much arrives there; needed where the currencies differ.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Option<Signed>")]
    to_amount: Option<Money>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "account_id": 1, "date": "2026-11-21", "amount": -42.5, "payee": "Corner Shop", "category": "Groceries" })
}

/// What a transaction says beside what it moves.
pub struct About {
    /// On which day.
    pub date: NaiveDate,
    /// Whether the bank has booked it.
    pub status: TransactionStatus,
    /// With whom.
    pub payee: String,
    /// About what.
    pub memo: String,
}

impl NewTransaction {
    /// What it moves, and what it says.
    pub fn shape(self) -> Result<(Shape, About)> {
        let out = self.r#type == Some(TransactionKind::Withdrawal) || self.to_account_id.is_some();
        let amount = if out && self.amount > Money::ZERO { self.amount.checked_neg()? } else { self.amount };
        match self.r#type {
            Some(TransactionKind::Transfer) if self.to_account_id.is_none() => {
                return Err(Error::invalid("to_account_id", "Field required for a transfer"));
            }
            Some(TransactionKind::Deposit) if self.to_account_id.is_none() && amount < Money::ZERO => {
                return Err(Error::invalid("type", "is a deposit, but the amount is money out"));
            }
            Some(TransactionKind::Opening) => {
                let says = "belongs to the opening of an account; say its opening_balance there";
                return Err(Error::invalid("type", says));
            }
            _ => {}
        }
        let by = Reshape {
            category: Some(named(self.category)),
            shares: Some(self.splits.into_iter().map(Share::from).collect()),
            to_account_id: self.to_account_id.map(Some),
            to_amount: Some(self.to_amount),
            ..Default::default()
        };
        let empty = Shape { account_id: self.account_id, amount, arrival: None, shares: vec![] };
        let about = About { date: self.date, status: self.status, payee: self.payee, memo: self.memo };
        Ok((empty.changed(by), about))
    }
}

/// What may change of a transaction; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct TransactionPatch {
    /// Another account.
    #[serde(default)]
    #[garde(skip)]
    account_id: Given<i64>,
    /// Another day.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) date: Given<NaiveDate>,
    /// Another amount; a single part follows it.
    #[serde(default)]
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Signed")]
    amount: Given<Money>,
    /// Who paid or was paid.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    pub(crate) payee: Given<String>,
    /// What it was about.
    #[serde(default)]
    #[garde(length(chars, max = 1000))]
    pub(crate) memo: Given<String>,
    /// Whether the bank has booked it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<TransactionStatus>,
    /// One category for all of it; `null` for none.
    #[serde(default)]
    #[garde(length(chars, max = 100))]
    category: Given<Option<String>>,
    /// Several parts instead.
    #[garde(length(max = 100), dive)]
    splits: Option<Vec<NewSplit>>,
    /// Makes it a transfer; `null` makes it none.
    #[serde(default)]
    #[garde(skip)]
    to_account_id: Given<Option<i64>>,
    /// How much arrives there.
    #[serde(default)]
    #[garde(skip)]
    #[schemars(with = "Option<Signed>")]
    to_amount: Given<Option<Money>>,
}

impl TransactionPatch {
    /// What it changes of what is moved.
    pub fn reshape(&self) -> Reshape {
        Reshape {
            account_id: self.account_id.0,
            amount: self.amount.0,
            category: self.category.0.clone().map(named),
            shares: self.splits.clone().map(|splits| splits.into_iter().map(Share::from).collect()),
            to_account_id: self.to_account_id.0,
            to_amount: self.to_amount.0,
        }
    }
}

/// Which transactions to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct TransactionFilter {
    /// Only those that touch this account.
    #[garde(skip)]
    account_id: Option<i64>,
    /// Only those of this category, by its number.
    #[garde(skip)]
    category_id: Option<i64>,
    /// Only those without a category.
    #[serde(default, deserialize_with = "extract::flag")]
    #[schemars(with = "Option<bool>")]
    #[garde(skip)]
    uncategorised: Option<bool>,
    /// Only these.
    #[garde(skip)]
    r#type: Option<TransactionKind>,
    /// Only these.
    #[garde(skip)]
    status: Option<TransactionStatus>,
    /// From this day on.
    #[garde(skip)]
    from: Option<NaiveDate>,
    /// Up to this day.
    #[garde(skip)]
    to: Option<NaiveDate>,
    /// Part of the payee or of the memo.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Only what this import brought.
    #[garde(skip)]
    import_id: Option<i64>,
}

/// The nearest day that both databases know.
fn kept(day: NaiveDate) -> NaiveDate {
    let day_of = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    day.clamp(day_of(1, 1, 1), day_of(9999, 12, 31))
}

impl From<TransactionFilter> for store::Filter {
    fn from(filter: TransactionFilter) -> Self {
        let none = filter.uncategorised.filter(|yes| *yes).map(|_| None);
        Self {
            account_id: filter.account_id,
            category_id: filter.category_id.map(Some).or(none),
            kind: filter.r#type,
            status: filter.status,
            from: filter.from.map(kept),
            to: filter.to.map(kept),
            search: filter.search,
            import_id: filter.import_id,
        }
    }
}

/// In which form to export.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Form {
    /// The form of the file.
    #[serde(default)]
    #[garde(skip)]
    format: Kind,
}

/// Which transactions go to which category.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Categorise {
    /// The transactions.
    #[garde(length(min = 1, max = 500))]
    pub(crate) ids: Vec<i64>,
    /// The category's name; made where it is new. `null` for none.
    #[garde(length(chars, max = 100))]
    pub(crate) category: Option<String>,
    /// Whether to remember it for their payees.
    #[serde(default = "yes")]
    #[garde(skip)]
    pub(crate) learn: bool,
}

fn yes() -> bool {
    true
}

/// What was done.
#[derive(Serialize, JsonSchema)]
pub struct Categorised {
    /// How many transactions.
    categorised: u64,
}

async fn list_transactions(
    can: Can<Read>,
    filter: Query<TransactionFilter>,
    slice: Query<Slice>,
) -> Result<Listed<TransactionView>> {
    let (rows, total) =
        store::page(can.db(), can.user_id, filter.0.into(), slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: store::shown(can.db(), can.user_id, rows).await?, total })
}

async fn create_transaction(
    can: Can<Write>,
    body: Valid<NewTransaction>,
) -> Result<Created<TransactionView>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/v1/financial/transactions/{}", body.id), body })
}

async fn get_transaction(can: Can<Read>, id: Path<i64>) -> Result<One<TransactionView>> {
    store::mine(can.db(), can.user_id, id.0, false).await?;
    store::view(can.db(), can.user_id, id.0).await.map(One)
}

async fn update_transaction(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<TransactionPatch>,
) -> Result<One<TransactionView>> {
    commands::update(&can, id.0, if_match, body.0).await.map(One)
}

async fn patch_transaction(
    can: Can<Write>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<TransactionPatch>,
) -> Result<One<TransactionView>> {
    commands::update(&can, id.0, if_match, body.0).await.map(One)
}

async fn delete_transaction(can: Can<Write>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, if_match).await.map(|()| Gone)
}

async fn categorise_transactions(can: Can<Write>, body: Valid<Categorise>) -> Result<Json<Categorised>> {
    commands::categorise(&can, body.0).await.map(|categorised| Json(Categorised { categorised }))
}

async fn export_transactions(
    can: Can<Read>,
    filter: Query<TransactionFilter>,
    form: Query<Form>,
) -> Result<Download> {
    export::sheet(&can, filter.0.into()).await?.download(form.0.format).await.map(Download)
}

/// The operations on transactions.
pub fn routes() -> Routes {
    const ALL: &str = "/api/v1/financial/transactions";
    const ONE: &str = "/api/v1/financial/transactions/{id}";
    Routes::new()
        .get(ALL, list_transactions, "List your transactions, the newest first")
        .post(ALL, create_transaction, "Book a transaction or a transfer")
        .get("/api/v1/financial/transactions/export", export_transactions, "Export transactions")
        .post(
            "/api/v1/financial/transactions/categorise",
            categorise_transactions,
            "Put transactions into a category",
        )
        .get(ONE, get_transaction, "Get a transaction")
        .put(ONE, update_transaction, "Change a transaction")
        .patch(ONE, patch_transaction, "Change a transaction")
        .delete(ONE, delete_transaction, "Delete a transaction")
}
