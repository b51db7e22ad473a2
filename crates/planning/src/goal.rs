//! A goal: what a person saves for, and until when.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Given, Money, Resource, extract};
use schemars::JsonSchema;
use sea_orm::{Condition, DeriveIntoActiveModel, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::permissions::{Read, Write};

/// Where a goal stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum GoalStatus {
    #[default]
    Active,
    Completed,
    Abandoned,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "goals")]
#[schemars(rename = "Goal")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What he saves for.
    pub goal_name: String,
    /// How much it takes.
    pub target_amount: Money,
    /// How much there is.
    pub current_amount: Money,
    /// Until when.
    pub deadline: DateTime<Utc>,
    /// Where it stands.
    pub status: GoalStatus,
    /// When it was set.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A new goal.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
#[schemars(example = example())]
pub struct NewGoal {
    /// What to save for.
    #[garde(length(chars, min = 1, max = 200))]
    pub(crate) goal_name: String,
    /// How much it takes.
    #[garde(range(min = Money::MIN_POSITIVE))]
    pub(crate) target_amount: Money,
    /// How much there is; nothing by default.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) current_amount: Money,
    /// Until when: a time with any offset, a naive one in UTC, or a day.
    #[serde(deserialize_with = "extract::time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) deadline: DateTime<Utc>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: GoalStatus,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "goal_name": "House", "target_amount": 50000.0, "deadline": "2030-06-30" })
}

/// What may change of a goal; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
pub struct GoalPatch {
    /// What to save for.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200))]
    goal_name: Given<String>,
    /// How much it takes.
    #[serde(default)]
    #[garde(range(min = Money::MIN_POSITIVE))]
    target_amount: Given<Money>,
    /// How much there is.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    current_amount: Given<Money>,
    /// Until when.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    deadline: Given<DateTime<Utc>>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    status: Given<GoalStatus>,
}

/// Which goals to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct GoalFilter {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<GoalStatus>,
}

impl From<GoalFilter> for Condition {
    fn from(filter: GoalFilter) -> Self {
        Self::all().add_option(filter.status.map(|status| Column::Status.eq(status)))
    }
}

/// Goals.
pub struct Goals;

impl Resource for Goals {
    const NAME: &'static str = "goal";
    const PLURAL: &'static str = "goals";
    const MODULE: &'static str = "planning";
    const PATH: &'static str = "/api/v1/financial/goals";
    const OWNER: Column = Column::UserId;
    type Entity = Entity;
    type New = NewGoal;
    type Patch = GoalPatch;
    type Filter = GoalFilter;
    type View = Model;
    type Read = Read;
    type Write = Write;
}
