//! Months of budgets over HTTP.
use chrono::NaiveDate;
use garde::Validate;
use kernel::{Can, Currency, Money, Month, One, Path, Query, Result, Routes, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{Books, Category, Totals, days_left, per_day},
};
use crate::{
    budget::Rollover,
    permissions::{Read, Write},
    rollover::{percent, shown},
};

/// A month of budgets in one currency. At every month, `left` + `unassigned` is all income so far less all spending
/// so far. Figures beyond what an amount can be are shown as the largest amount.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BudgetMonth {
    /// Which month.
    pub month: Month,
    /// In which currency. Others have a month of their own: amounts of two currencies are never summed.
    pub currency: Currency,
    /// The currencies in which you plan or keep accounts.
    pub currencies: Vec<Currency>,
    /// What came in: from categories of income, and into no category. Transfers and equity are not income.
    pub income: Money,
    /// What went out: to categories of expenses and of budgets, to no category, and what was entered in budgets.
    pub spending: Money,
    /// The sum of the limits.
    pub limits: Money,
    /// What came over from the month before.
    pub carried: Money,
    /// `limits` and `carried`.
    pub available: Money,
    /// What was spent of it.
    pub spent: Money,
    /// What of it is left.
    pub left: Money,
    /// What was spent on what has no budget; `spending` is `spent` and this.
    pub unbudgeted_spending: Money,
    /// All income up to this month, less all spending up to it, less `left`: money that no budget of the month
    /// holds. Below nothing where more is planned than came in.
    pub unassigned: Money,
    /// Each category that has a budget, in the order of the alphabet.
    pub categories: Vec<MonthCategory>,
    /// What was spent on what has no budget, the most first.
    pub unbudgeted: Vec<Unbudgeted>,
    /// The month before.
    pub previous: Option<MonthTotals>,
    /// How many days of the month are to come, today among them.
    pub days_left: u32,
    /// What of `left` may be spent on each of them, rounded down; `null` where the month is over.
    pub safe_to_spend_per_day: Option<Money>,
}

/// The sums of a month; see `BudgetMonth`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthTotals {
    pub month: Month,
    pub income: Money,
    pub spending: Money,
    pub limits: Money,
    pub carried: Money,
    pub available: Money,
    pub spent: Money,
    pub left: Money,
    pub unbudgeted_spending: Money,
    pub unassigned: Money,
}

/// The budgets of a category in a month, together; see `Budget`.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MonthCategory {
    /// What for.
    pub category: String,
    /// The budgets' numbers; mostly there is one.
    pub budget_ids: Vec<i64>,
    /// How much may be spent.
    pub limit: Money,
    /// What came over from the month before; `null` where nothing could.
    pub carried: Option<Money>,
    /// `limit` and `carried`.
    pub available: Money,
    /// What was entered as spent.
    pub spent_entered: Money,
    /// What is booked.
    pub spent_booked: Money,
    /// Both.
    pub spent: Money,
    /// What of `available` is not spent.
    pub left: Money,
    /// How much of `available` is spent, in percent; `null` where nothing is available.
    pub used_percent: Option<f64>,
    /// What becomes of the remainder of the month before.
    pub rollover: Rollover,
}

/// What was spent without a budget.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Unbudgeted {
    /// The category; `null` for money that is in none.
    pub category: Option<String>,
    /// How much; below nothing where more came back.
    pub spent: Money,
}

/// What a copy did.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "BudgetMonthCopied")]
pub struct Copied {
    /// How many budgets are new.
    pub created: u64,
    /// How many have another limit or rollover now.
    pub changed: u64,
    /// The month as it is now.
    pub month: BudgetMonth,
}

impl From<Category> for MonthCategory {
    fn from(category: Category) -> Self {
        let figures = category.figures;
        Self {
            category: category.name,
            budget_ids: category.ids,
            limit: shown(category.limit),
            carried: figures.carried.map(shown),
            available: shown(figures.available),
            spent_entered: shown(category.entered),
            spent_booked: shown(figures.booked),
            spent: shown(figures.spent),
            left: shown(figures.left),
            used_percent: percent(figures.spent, figures.available),
            rollover: category.rollover,
        }
    }
}

impl MonthTotals {
    fn of(month: Month, totals: Totals) -> Self {
        Self {
            month,
            income: shown(totals.income),
            spending: shown(totals.spending),
            limits: shown(totals.limits),
            carried: shown(totals.carried),
            available: shown(totals.available),
            spent: shown(totals.spent),
            left: shown(totals.left),
            unbudgeted_spending: shown(totals.unbudgeted),
            unassigned: shown(totals.unassigned),
        }
    }
}

impl BudgetMonth {
    /// Of what a person planned and moved, as of today.
    pub fn of(
        month: Month,
        currency: Currency,
        currencies: Vec<Currency>,
        books: &Books<'_>,
        today: NaiveDate,
    ) -> Self {
        let sums = MonthTotals::of(month, books.totals(month));
        let unbudgeted = books.unbudgeted(month).into_iter();
        let days_left = days_left(month, today);
        Self {
            month,
            currency,
            currencies,
            income: sums.income,
            spending: sums.spending,
            limits: sums.limits,
            carried: sums.carried,
            available: sums.available,
            spent: sums.spent,
            left: sums.left,
            unbudgeted_spending: sums.unbudgeted_spending,
            unassigned: sums.unassigned,
            categories: books.categories(month).into_iter().map(Into::into).collect(),
            unbudgeted: unbudgeted
                .map(|(category, spent)| Unbudgeted { category, spent: shown(spent) })
                .collect(),
            previous: month.prev().map(|before| MonthTotals::of(before, books.totals(before))),
            days_left,
            safe_to_spend_per_day: per_day(sums.left, days_left),
        }
    }
}

/// Which month to show.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Which {
    /// In this currency; that of your oldest open account by default.
    #[garde(skip)]
    currency: Option<Currency>,
}

/// From where to copy.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct BudgetMonthCopy {
    /// The month to copy; the one before by default.
    #[serde(default)]
    #[garde(skip)]
    pub from: Option<Month>,
    /// Whether budgets that exist take the limit and the rollover of the copied month. What was spent stays.
    #[serde(default)]
    #[garde(skip)]
    pub overwrite: bool,
    /// Only budgets in this currency; all of them by default. The answer is in this currency, too.
    #[serde(default)]
    #[garde(skip)]
    pub currency: Option<Currency>,
}

/// What to move.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct BudgetMove {
    /// The category whose budget gets smaller.
    #[garde(length(chars, min = 1, max = 100))]
    pub from: String,
    /// The category whose budget gets larger; without one it gets a budget.
    #[garde(length(chars, min = 1, max = 100))]
    pub to: String,
    /// How much.
    #[garde(range(min = Money::MIN_POSITIVE))]
    pub amount: Money,
    /// In this currency; that of your oldest open account by default.
    #[serde(default)]
    #[garde(skip)]
    pub currency: Option<Currency>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "from": "Groceries", "to": "Leisure", "amount": 50.0 })
}

async fn get_budget_month(
    can: Can<Read>,
    month: Path<Month>,
    which: Query<Which>,
) -> Result<One<BudgetMonth>> {
    commands::read(&can, month.0, which.0.currency).await.map(One)
}

async fn copy_budget_month(
    can: Can<Write>,
    month: Path<Month>,
    body: Valid<BudgetMonthCopy>,
) -> Result<One<Copied>> {
    commands::copy(&can, month.0, body.0).await.map(One)
}

async fn move_budget(
    can: Can<Write>,
    month: Path<Month>,
    body: Valid<BudgetMove>,
) -> Result<One<BudgetMonth>> {
    commands::transfer(&can, month.0, body.0).await.map(One)
}

/// The operations of a month.
pub fn routes() -> Routes {
    const MONTH: &str = "/api/v1/financial/budget-months/{month}";
    Routes::new()
        .get(MONTH, get_budget_month, "Show a month of budgets")
        .post(format!("{MONTH}/copy"), copy_budget_month, "Copy the budgets of another month to this one")
        .post(format!("{MONTH}/move"), move_budget, "Move money between two budgets of a month")
}
