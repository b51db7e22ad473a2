//! The dashboard over HTTP.
use std::collections::{BTreeMap, HashMap};

use axum::Json;
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Caller, Can, Currency, Error, Money, Month, Query, Resource, Result, Routes, module::Fields};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    model::{Books, Flow, Side, Spent, Worth, WorthAt, growth, months},
    store,
};
use crate::{
    account::{self, store::AccountKind},
    budget::{BudgetView, Budgets},
    category::{self, CategoryKind},
    goal::{GoalView, Goals},
    permissions::Read,
    settings::Settings,
    transaction::{
        self,
        store::{TransactionKind, TransactionStatus, shown},
        view::TransactionView,
    },
};

/// How many months the series show.
const SERIES: usize = 12;
/// How many transactions are shown.
const RECENT: u64 = 5;

/// Which money to look at.
#[derive(serde::Deserialize, JsonSchema, Validate)]
pub struct Look {
    /// In this currency; the client's main one by default.
    #[garde(skip)]
    currency: Option<Currency>,
}

/// Whose dashboard it is.
#[derive(Serialize, JsonSchema)]
struct Owner {
    id: i64,
    email: String,
    full_name: String,
    /// The number of the oldest account that has one.
    account_number: Option<String>,
}

/// A transaction in short.
#[derive(Serialize, JsonSchema)]
struct Recent {
    id: i64,
    /// Money out is negative.
    amount: Money,
    currency: Currency,
    r#type: TransactionKind,
    status: TransactionStatus,
    date: NaiveDate,
    payee: String,
    category: Option<String>,
    account: String,
    created_at: DateTime<Utc>,
}

impl From<TransactionView> for Recent {
    fn from(view: TransactionView) -> Self {
        Self {
            id: view.id,
            amount: view.amount,
            currency: view.currency,
            r#type: view.r#type,
            status: view.status,
            date: view.date,
            payee: view.payee,
            category: view.category,
            account: view.account,
            created_at: view.created_at,
        }
    }
}

/// How far the month's budgets are spent.
#[derive(Serialize, JsonSchema)]
struct BudgetUse {
    /// What may be spent, with what came over from the month before.
    available: Money,
    /// What is spent.
    spent: Money,
    /// In percent; `null` without budgets.
    percent: Option<f64>,
}

/// Where the money stands, in one answer. Other modules add their fields: `coverage`, `open_claims`, `renewals`,
/// `unread_count`, `open_tickets`, as far as they run here.
#[derive(Serialize, JsonSchema)]
pub struct Dashboard {
    user: Owner,
    /// The currency of all figures that do not name one.
    currency: Currency,
    /// What the accounts with money hold; debts are not taken off.
    balance: Money,
    /// Open accounts with investments.
    active_investments: i64,
    /// Open accounts that hold a loan.
    active_loans: i64,
    /// The newest five.
    recent_transactions: Vec<Recent>,
    /// By how many percent all accounts together grew in a year; `null` where there was nothing to grow.
    growth_rate: Option<f64>,
    /// A private client has none.
    market_share: Option<f64>,
    /// The present month.
    month: Month,
    /// What came in this month.
    income: Money,
    /// What was spent this month.
    spending: Money,
    /// By currency.
    balances: Vec<Worth>,
    /// At the end of each of the last twelve months, and now.
    net_worth: Vec<WorthAt>,
    /// In each of the last twelve months.
    cash_flow: Vec<Flow>,
    /// This month, the most first.
    spending_by_category: Vec<Spent>,
    budget_use: BudgetUse,
    /// This month's, the most used first.
    budgets: Vec<BudgetView>,
    /// Those under way, the most urgent first.
    goals: Vec<GoalView>,
    /// What other modules show.
    #[serde(flatten)]
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    more: BTreeMap<&'static str, Box<RawValue>>,
}

/// The fields that other modules add.
async fn more(caller: &Caller) -> Result<BTreeMap<&'static str, Box<RawValue>>> {
    let parts =
        caller.app().modules.iter().filter_map(|module| module.summary).map(|summary| summary(caller));
    let parts: Vec<Fields> = futures::future::try_join_all(parts).await?;
    Ok(parts.into_iter().flatten().collect())
}

async fn owner(can: &Caller, accounts: &[account::store::Model]) -> Result<Owner> {
    let email = can.app().people([can.user_id]).await?.remove(&can.user_id).map(|person| person.email);
    Ok(Owner {
        id: can.user_id,
        email: email.unwrap_or_default(),
        full_name: can.name.clone(),
        account_number: accounts.iter().find_map(|account| account.number.clone()),
    })
}

/// The sides of these categories.
pub fn sides(categories: &HashMap<i64, category::Model>) -> HashMap<i64, Side> {
    let side = |kind| match kind {
        CategoryKind::Income => Side::Income,
        CategoryKind::Expense => Side::Expense,
        CategoryKind::Equity => Side::Equity,
    };
    categories.values().map(|category| (category.id, side(category.kind))).collect()
}

fn budget_use(budgets: &[BudgetView]) -> BudgetUse {
    let sum = |figure: fn(&BudgetView) -> Money| {
        crate::rollover::shown(budgets.iter().map(|budget| i128::from(figure(budget).units())).sum())
    };
    let (available, spent) = (sum(|budget| budget.available), sum(|budget| budget.spent));
    let percent = spent.percent_of(available).map(|percent| (percent * 100.0).round() / 100.0);
    BudgetUse { available, spent, percent }
}

async fn dashboard(can: Can<Read>, look: Query<Look>) -> Result<Json<Dashboard>> {
    let (db, user_id) = (can.db(), can.user_id);
    let month = Month::of(can.app().clock.now().date_naive()).map_err(Error::internal)?;
    let (accounts, categories, totals) = tokio::try_join!(
        account::store::all(db, user_id),
        category::all(db, user_id),
        store::totals(db, user_id)
    )?;
    let open = || accounts.iter().filter(|account| account.closed_on.is_none());
    let currency = match look.0.currency.or_else(|| open().map(|account| account.currency.clone()).next()) {
        Some(currency) => currency,
        None => Settings::of(can.app())?.currency.clone(),
    };
    let newest = async {
        let rows = transaction::store::newest(db, user_id, Default::default(), RECENT).await?;
        shown(db, user_id, rows).await
    };
    let (recent, mut budgets, goals, user, more) = tokio::try_join!(
        newest,
        async { Budgets::show(&can, db, store::budgets(db, user_id, month, &currency).await?).await },
        async { Goals::show(&can, db, store::goals(db, user_id).await?).await },
        owner(&can, &accounts),
        more(&can),
    )?;
    budgets.sort_by(|a, b| b.used_percent.unwrap_or(0.0).total_cmp(&a.used_percent.unwrap_or(0.0)));
    let sides = sides(&categories);
    let books = Books { totals: &totals, sides: &sides };
    let names = categories.into_iter().map(|(id, category)| (id, category.name)).collect();
    let owed = [AccountKind::CreditCard, AccountKind::Loan];
    let debts = accounts.iter().filter(|a| owed.contains(&a.kind)).map(|a| a.id).collect::<Vec<_>>();
    let balances = books.worth(&debts);
    let series = months(month, SERIES + 1);
    let net_worth = books.worth_at(&currency, &series);
    let flow = books.flow(&currency, month);
    let count = |kind| open().filter(|account| account.kind == kind).count() as i64;
    Ok(Json(Dashboard {
        balance: balances
            .iter()
            .find(|w| w.currency == currency.code())
            .map(|w| w.assets)
            .unwrap_or_default(),
        active_investments: count(AccountKind::Investment),
        active_loans: count(AccountKind::Loan),
        recent_transactions: recent.into_iter().map(Recent::from).collect(),
        growth_rate: growth(&net_worth),
        market_share: None,
        month,
        income: flow.income,
        spending: flow.spending,
        cash_flow: series.iter().skip(1).map(|month| books.flow(&currency, *month)).collect(),
        spending_by_category: books.spent(&currency, month, &names),
        budget_use: budget_use(&budgets),
        user,
        balances,
        net_worth,
        budgets,
        goals,
        currency,
        more,
    }))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().get("/api/user/dashboard", dashboard, "See where your money stands")
}
