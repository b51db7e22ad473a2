//! A budget: what a person means to spend on a category in a month.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Given, Money, Month, Resource};
use schemars::JsonSchema;
use sea_orm::{Condition, DeriveIntoActiveModel, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::permissions::{Read, Write};

/// A budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "budgets")]
#[schemars(rename = "Budget")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What the money is for: groceries, rent.
    pub category: String,
    /// How much may be spent.
    pub limit: Money,
    /// How much has been.
    pub spent: Money,
    /// In which month.
    pub month: Month,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new budget.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
#[schemars(example = example())]
pub struct NewBudget {
    /// What the money is for.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) category: String,
    /// How much may be spent.
    #[garde(range(min = Money::ZERO))]
    pub(crate) limit: Money,
    /// How much has been; nothing by default.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) spent: Money,
    /// In which month.
    #[garde(skip)]
    pub(crate) month: Month,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "category": "Groceries", "limit": 500.0, "month": "2026-11" })
}

/// What may change of a budget; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
pub struct BudgetPatch {
    /// What the money is for.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    category: Given<String>,
    /// How much may be spent.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    limit: Given<Money>,
    /// How much has been.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    spent: Given<Money>,
    /// In which month.
    #[serde(default)]
    #[garde(skip)]
    month: Given<Month>,
}

/// Which budgets to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct BudgetFilter {
    /// Only this month's.
    #[garde(skip)]
    month: Option<Month>,
    /// Only this category's, exactly.
    #[garde(length(chars, max = 100))]
    category: Option<String>,
}

impl From<BudgetFilter> for Condition {
    fn from(filter: BudgetFilter) -> Self {
        Self::all()
            .add_option(filter.month.map(|month| Column::Month.eq(month)))
            .add_option(filter.category.map(|category| Column::Category.eq(category)))
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
    type View = Model;
    type Read = Read;
    type Write = Write;
}
