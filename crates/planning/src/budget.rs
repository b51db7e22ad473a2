//! A budget: what a person means to spend on a category in a month.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{App, Caller, Change, Currency, Given, Money, Month, Resource, Result};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, IntoActiveModel, IntoActiveValue,
    entity::prelude::*,
};
use serde::{Deserialize, Serialize};

pub use crate::month::notices::{Moved, watch};
use crate::{
    account,
    ledger::model::key,
    month::{notices, store},
    permissions::{Read, Write},
    rollover::{Figures, percent, shown},
    settings::Settings,
};

/// What becomes of a month's remainder in the month after. The budget that receives it decides.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Rollover {
    /// Nothing comes over.
    #[default]
    None,
    /// What was left comes over; what was overspent does not.
    Surplus,
    /// What was left is added, and what was overspent is taken off.
    SurplusAndDeficit,
}

/// A row: what its owner wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "budgets")]
#[schemars(rename = "BudgetRow")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What the money is for, in his words.
    pub category: String,
    /// The same as it is compared.
    pub category_key: String,
    /// How much may be spent.
    pub limit: Money,
    /// How much was, by his own word.
    pub spent: Money,
    /// In which month.
    pub month: Month,
    /// In which currency.
    pub currency: Currency,
    /// What becomes of the month before's remainder.
    pub rollover: Rollover,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A budget, and what follows from it. Figures beyond what an amount can be are shown as the largest amount.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Budget")]
pub struct BudgetView {
    /// Its number.
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What the money is for: groceries, rent.
    pub category: String,
    /// How much may be spent.
    pub limit: Money,
    /// How much has been: what its owner entered, and what is booked. Below nothing where more came back than
    /// was spent.
    pub spent: Money,
    /// In which month.
    pub month: Month,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// In which currency.
    pub currency: Currency,
    /// What becomes of the remainder of the month before.
    pub rollover: Rollover,
    /// What its owner entered as spent.
    pub spent_entered: Money,
    /// What the month's transactions of this category sum to, in this currency; refunds count against it. Where a
    /// category has several budgets in a month, it stands with the oldest of them.
    pub spent_booked: Money,
    /// What came over from the month before; below nothing where that was overspent. `null` where the rollover is
    /// `none`, or where there was nothing before.
    pub carried: Option<Money>,
    /// `limit` and `carried`.
    pub available: Money,
    /// What of `available` is not spent.
    pub left: Money,
    /// How much of `available` is spent, in percent; `null` where nothing is available.
    pub used_percent: Option<f64>,
}

impl BudgetView {
    fn of(row: Model, figures: Figures) -> Self {
        Self {
            id: row.id,
            user_id: row.user_id,
            category: row.category,
            limit: row.limit,
            spent: shown(figures.spent),
            month: row.month,
            created_at: row.created_at,
            updated_at: row.updated_at,
            currency: row.currency,
            rollover: row.rollover,
            spent_entered: row.spent,
            spent_booked: shown(figures.booked),
            carried: figures.carried.map(shown),
            available: shown(figures.available),
            left: shown(figures.left),
            used_percent: percent(figures.spent, figures.available),
        }
    }
}

impl From<Model> for BudgetView {
    fn from(row: Model) -> Self {
        let figures = Figures::alone(row.limit, row.spent);
        Self::of(row, figures)
    }
}

/// A new budget.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewBudget {
    /// What the money is for. Case and blanks do not matter: `" groceries"` is `Groceries`.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) category: String,
    /// How much may be spent.
    #[garde(range(min = Money::ZERO))]
    pub(crate) limit: Money,
    /// How much was spent besides what is booked; nothing by default. What is booked is added by itself.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) spent: Given<Money>,
    /// The same under the name by which answers tell it apart from what is booked. It wins over `spent`, so that
    /// a whole budget can be sent as it was read.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) spent_entered: Given<Money>,
    /// In which month.
    #[garde(skip)]
    pub(crate) month: Month,
    /// In which currency; that of your oldest open account by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) currency: Given<Currency>,
    /// What becomes of the remainder of the month before.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) rollover: Rollover,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "category": "Groceries", "limit": 500.0, "month": "2026-11", "rollover": "surplus" })
}

impl IntoActiveModel<ActiveModel> for NewBudget {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            category: Set(self.category),
            limit: Set(self.limit),
            spent: Set(self.spent_entered.0.or(self.spent.0).unwrap_or_default()),
            month: Set(self.month),
            currency: self.currency.into_active_value(),
            rollover: Set(self.rollover),
            ..Default::default()
        }
    }
}

/// What may change of a budget; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct BudgetPatch {
    /// What the money is for.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    category: Given<String>,
    /// How much may be spent.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    limit: Given<Money>,
    /// How much was spent besides what is booked. What is booked is added by itself.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    spent: Given<Money>,
    /// The same under the name by which answers tell it apart from what is booked. It wins over `spent`, so that
    /// a whole budget can be sent back as it was read.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    spent_entered: Given<Money>,
    /// In which month.
    #[serde(default)]
    #[garde(skip)]
    month: Given<Month>,
    /// In which currency.
    #[serde(default)]
    #[garde(skip)]
    currency: Given<Currency>,
    /// What becomes of the remainder of the month before.
    #[serde(default)]
    #[garde(skip)]
    rollover: Given<Rollover>,
}

impl IntoActiveModel<ActiveModel> for BudgetPatch {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            category: self.category.into_active_value(),
            limit: self.limit.into_active_value(),
            spent: Given(self.spent_entered.0.or(self.spent.0)).into_active_value(),
            month: self.month.into_active_value(),
            currency: self.currency.into_active_value(),
            rollover: self.rollover.into_active_value(),
            ..Default::default()
        }
    }
}

/// Which budgets to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct BudgetFilter {
    /// Only this month's.
    #[garde(skip)]
    month: Option<Month>,
    /// Only this category's; case and blanks do not matter.
    #[garde(length(chars, max = 100))]
    category: Option<String>,
    /// Only those in this currency.
    #[garde(skip)]
    currency: Option<Currency>,
}

impl From<BudgetFilter> for Condition {
    fn from(filter: BudgetFilter) -> Self {
        Self::all()
            .add_option(filter.month.map(|month| Column::Month.eq(month)))
            .add_option(filter.category.map(|category| Column::CategoryKey.eq(key(&category))))
            .add_option(filter.currency.map(|currency| Column::Currency.eq(currency)))
    }
}

/// Budgets.
pub struct Budgets;

impl Resource for Budgets {
    const NAME: &'static str = "budget";
    const PLURAL: &'static str = "budgets";
    const MODULE: &'static str = "planning";
    const PATH: &'static str = "/api/v1/financial/budgets";
    const OWNER: Column = Column::UserId;
    type Entity = Entity;
    type New = NewBudget;
    type Patch = BudgetPatch;
    type Filter = BudgetFilter;
    type View = BudgetView;
    type Read = Read;
    type Write = Write;

    async fn show(caller: &Caller, db: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<BudgetView>> {
        let figures = store::figures_of(db, caller.user_id, &rows).await?;
        let view = |row: Model| match figures.get(&row.id) {
            Some(figures) => BudgetView::of(row, *figures),
            None => row.into(),
        };
        Ok(rows.into_iter().map(view).collect())
    }

    async fn prepare(caller: &Caller, change: &Change, row: &mut ActiveModel) -> Result<()> {
        if let Some(category) = row.category.try_as_ref() {
            row.category_key = Set(key(category));
        }
        let new = row.id == NotSet;
        if new && row.currency == NotSet {
            row.currency = Set(home_currency(caller.app(), change.db(), caller.user_id).await?);
        }
        Ok(())
    }

    async fn changed(change: &mut Change, before: Option<&Model>, after: &Model) -> Result<()> {
        let before = before.map(std::slice::from_ref).unwrap_or_default();
        notices::replanned(change, before, std::slice::from_ref(after)).await
    }
}

/// The currency of a person's oldest open account; where he has none, that of the house.
pub async fn home_currency(app: &App, db: &impl ConnectionTrait, user_id: i64) -> Result<Currency> {
    match account::store::main_currency(db, user_id).await? {
        Some(currency) => Ok(currency),
        None => Ok(Settings::of(app)?.currency.clone()),
    }
}
