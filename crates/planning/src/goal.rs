//! A goal: what a person saves for, and until when.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{
    Act, Audience, Caller, Can, Change, Currency, Error, Event, Given, Money, Notice, One, Path, Resource,
    Result, Routes, Valid, extract,
    notice::{Class, NoticeKind},
};
use schemars::JsonSchema;
use sea_orm::{
    ActiveValue::{NotSet, Set},
    Condition, IntoActiveModel, IntoActiveValue, QuerySelect,
    entity::prelude::*,
};
use serde::{Deserialize, Serialize};

use crate::{
    budget::home_currency,
    pace::{Outlook, Saving},
    permissions::{Read, Write},
};

/// A goal was reached.
pub const REACHED: NoticeKind =
    NoticeKind { key: "planning.goal_reached", title: "You reached a goal", right: None };

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

/// A row: what its owner wrote.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "goals")]
#[schemars(rename = "GoalRow")]
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
    /// Where it stands, by its owner's word.
    pub status: GoalStatus,
    /// In which currency.
    pub currency: Currency,
    /// What he means to add each month.
    pub monthly_contribution: Option<Money>,
    /// What the savings earn: the effective return in percent a year.
    pub annual_return: Option<f64>,
    /// How much there was when it was set.
    pub start_amount: Money,
    /// When it was set.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A goal, and when it will be reached.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "Goal")]
pub struct GoalView {
    /// What its owner wrote.
    #[serde(flatten)]
    row: Model,
    /// What he saves for: `goal_name` under another name.
    name: String,
    /// What follows from it.
    #[serde(flatten)]
    outlook: Outlook,
}

impl Model {
    fn is_reached(&self) -> bool {
        self.current_amount >= self.target_amount
    }
}

impl GoalView {
    fn of(row: Model, today: NaiveDate) -> Self {
        let saving = Saving {
            target: row.target_amount,
            current: row.current_amount,
            start: row.start_amount,
            since: row.created_at.date_naive(),
            deadline: row.deadline.date_naive(),
            plan: row.monthly_contribution,
            annual_return: row.annual_return,
            today,
        };
        Self { name: row.goal_name.clone(), outlook: saving.outlook(), row }
    }
}

impl From<Model> for GoalView {
    fn from(row: Model) -> Self {
        let today = row.created_at.date_naive();
        Self::of(row, today)
    }
}

/// A new goal. Its name and deadline may come under the names of an older client.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example(), extend("allOf" = [
    {"anyOf": extract::one_of(&["goal_name", "name"])}, {"anyOf": extract::one_of(&["deadline", "target_date"])},
]))]
pub struct NewGoal {
    /// What to save for.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200), custom(one_of(&self.name)))]
    pub(crate) goal_name: Given<String>,
    /// The same under another name; `goal_name` wins.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200))]
    pub(crate) name: Given<String>,
    /// How much it takes.
    #[garde(range(min = Money::MIN_POSITIVE))]
    pub(crate) target_amount: Money,
    /// How much there is; nothing by default.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) current_amount: Money,
    /// Until when: a time with any offset, a naive one in UTC, or a day.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(custom(one_of(&self.target_date)))]
    pub(crate) deadline: Given<DateTime<Utc>>,
    /// The same under another name; `deadline` wins.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    pub(crate) target_date: Given<DateTime<Utc>>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: GoalStatus,
    /// In which currency; that of your oldest open account by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) currency: Given<Currency>,
    /// What you mean to add each month.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) monthly_contribution: Option<Money>,
    /// What the savings earn: the effective return in percent a year, so 4.5 is 4.5 %.
    #[serde(default)]
    #[garde(range(min = 0.0, max = 50.0))]
    pub(crate) annual_return: Option<f64>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "goal_name": "House", "target_amount": 50000.0, "deadline": "2030-06-30", "monthly_contribution": 400.0 })
}

/// A field that may come under another name, but has to come.
fn one_of<T, U>(other: &Given<U>) -> impl FnOnce(&Given<T>, &()) -> garde::Result + '_ {
    move |field, ()| match (&field.0, &other.0) {
        (None, None) => Err(garde::Error::new("Field required")),
        _ => Ok(()),
    }
}

impl IntoActiveModel<ActiveModel> for NewGoal {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            goal_name: Given(self.goal_name.0.or(self.name.0)).into_active_value(),
            target_amount: Set(self.target_amount),
            current_amount: Set(self.current_amount),
            deadline: Given(self.deadline.0.or(self.target_date.0)).into_active_value(),
            status: Set(self.status),
            currency: self.currency.into_active_value(),
            monthly_contribution: Set(self.monthly_contribution),
            annual_return: Set(self.annual_return),
            start_amount: Set(self.current_amount),
            ..Default::default()
        }
    }
}

/// What may change of a goal; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct GoalPatch {
    /// What to save for.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200))]
    goal_name: Given<String>,
    /// The same under another name; `goal_name` wins.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200))]
    name: Given<String>,
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
    /// The same under another name; `deadline` wins.
    #[serde(default, deserialize_with = "extract::given_time")]
    #[schemars(with = "extract::Moment")]
    #[garde(skip)]
    target_date: Given<DateTime<Utc>>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    status: Given<GoalStatus>,
    /// In which currency.
    #[serde(default)]
    #[garde(skip)]
    currency: Given<Currency>,
    /// What you mean to add each month; `null` for no plan.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    monthly_contribution: Given<Option<Money>>,
    /// What the savings earn, in percent a year; `null` for nothing.
    #[serde(default)]
    #[garde(range(min = 0.0, max = 50.0))]
    annual_return: Given<Option<f64>>,
}

impl IntoActiveModel<ActiveModel> for GoalPatch {
    fn into_active_model(self) -> ActiveModel {
        ActiveModel {
            goal_name: Given(self.goal_name.0.or(self.name.0)).into_active_value(),
            target_amount: self.target_amount.into_active_value(),
            current_amount: self.current_amount.into_active_value(),
            deadline: Given(self.deadline.0.or(self.target_date.0)).into_active_value(),
            status: self.status.into_active_value(),
            currency: self.currency.into_active_value(),
            monthly_contribution: self.monthly_contribution.into_active_value(),
            annual_return: self.annual_return.into_active_value(),
            ..Default::default()
        }
    }
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
    type View = GoalView;
    type Read = Read;
    type Write = Write;

    async fn show(caller: &Caller, _: &impl ConnectionTrait, rows: Vec<Model>) -> Result<Vec<GoalView>> {
        let today = caller.app().clock.now().date_naive();
        Ok(rows.into_iter().map(|row| GoalView::of(row, today)).collect())
    }

    async fn prepare(caller: &Caller, change: &Change, row: &mut ActiveModel) -> Result<()> {
        let new = row.id == NotSet;
        if new && row.currency == NotSet {
            row.currency = Set(home_currency(caller.app(), change.db(), caller.user_id).await?);
        }
        Ok(())
    }

    async fn changed(change: &mut Change, before: Option<&Model>, after: &Model) -> Result<()> {
        // Of a goal that is there from the start nobody needs to be told.
        match before {
            Some(before) if !before.is_reached() && after.is_reached() => change.notify(&reached(after)),
            _ => Ok(()),
        }
    }
}

fn reached(goal: &Model) -> Notice {
    let Model { id, user_id, goal_name, target_amount, current_amount, currency, .. } = goal;
    Notice {
        user_id: *user_id,
        kind: REACHED.key.into(),
        class: Class::Alert,
        title: format!("{goal_name}: you are there"),
        message: format!(
            "You have saved {current_amount} {currency} for {goal_name}, of the {target_amount} {currency} that it \
             takes. The goal is reached."
        ),
        link: Some("/goals".into()),
        once: Some(format!("goal/{id}/reached")),
    }
}

/// Money put aside for a goal.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = serde_json::json!({ "amount": 250.0, "note": "Bonus" }))]
pub struct Contribution {
    /// How much is added to what there is.
    #[garde(range(min = Money::MIN_POSITIVE))]
    amount: Money,
    /// A word for the log.
    #[serde(default)]
    #[garde(length(chars, max = 200))]
    note: Option<String>,
}

/// Adds to what there is, on top of whatever was added meanwhile.
async fn add_contribution(
    can: Can<Write>,
    id: Path<i64>,
    body: Valid<Contribution>,
) -> Result<One<GoalView>> {
    let mut change = can.change().await?;
    let found = Entity::find_by_id(id.0).lock_exclusive().one(change.db()).await?;
    let before = found.ok_or_else(|| Error::not_found("Goal not found"))?;
    if before.user_id != can.user_id {
        return Err(Error::forbidden("Access denied"));
    }
    let Contribution { amount, note } = body.0;
    let says = "The amount is too large: the goal would hold more than an amount can be.";
    let too_large = |_| Error::bad_request(says);
    let current = before.current_amount.checked_add(amount).map_err(too_large)?;
    let mut row = before.clone().into_active_model();
    (row.current_amount, row.updated_at) = (Set(current), Set(Some(change.now())));
    let after = row.update(change.db()).await?;
    Goals::changed(&mut change, Some(&before), &after).await?;
    let note = note.map(|note| format!(": {note}")).unwrap_or_default();
    let says = format!("Added {amount} {} to {}{note}", after.currency, after.goal_name);
    change.emit(Event::new("planning.goal.updated", &after, Audience::User(can.user_id))?);
    let act = Act::new("contribute_to_goal").on(format!("goal:{}", id.0)).saying(says);
    let view = GoalView::of(after.clone(), change.now().date_naive());
    change.commit(act.before(&before).after(&after)).await?;
    Ok(One(view))
}

/// What goals can besides the five operations.
pub fn routes() -> Routes {
    const CONTRIBUTIONS: &str = "/api/v1/financial/goals/{id}/contributions";
    Routes::new().post(CONTRIBUTIONS, add_contribution, "Put money aside for a goal")
}
