//! A project: something a person has in hand, with a start, an end and a budget.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Error, Given, Money, Resource, Result, extract};
use schemars::JsonSchema;
use sea_orm::{Condition, DeriveIntoActiveModel, entity::prelude::*};
use serde::{Deserialize, Deserializer, Serialize};

use crate::permissions::{Read, Write};

/// Where a project stands.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum ProjectStatus {
    #[default]
    Planning,
    InProgress,
    Completed,
}

/// A project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema, DeriveEntityModel)]
#[sea_orm(table_name = "projects")]
#[schemars(rename = "Project")]
pub struct Model {
    /// Its number.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// Its owner.
    pub user_id: i64,
    /// What it is called.
    pub project_name: String,
    /// What it is about.
    pub description: String,
    /// Where it stands.
    pub status: ProjectStatus,
    /// What it may cost.
    pub budget: Option<Money>,
    /// When it begins.
    pub start_date: Option<DateTime<Utc>>,
    /// When it ends.
    pub end_date: Option<DateTime<Utc>>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// A time, or none.
fn time_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    #[derive(Deserialize)]
    struct At(#[serde(deserialize_with = "extract::time")] DateTime<Utc>);
    Ok(Option::<At>::deserialize(deserializer)?.map(|At(time)| time))
}

fn given_time_or_none<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Given<Option<DateTime<Utc>>>, D::Error> {
    time_or_none(deserializer).map(|time| Given(Some(time)))
}

/// A new project.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
#[schemars(example = example())]
pub struct NewProject {
    /// What it is called.
    #[garde(length(chars, min = 1, max = 200))]
    pub(crate) project_name: String,
    /// What it is about.
    #[garde(length(chars, max = 5000))]
    pub(crate) description: String,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: ProjectStatus,
    /// What it may cost.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    pub(crate) budget: Option<Money>,
    /// When it begins: a time with any offset, a naive one in UTC, or a day.
    #[serde(default, deserialize_with = "time_or_none")]
    #[schemars(with = "Option<extract::Moment>")]
    #[garde(skip)]
    pub(crate) start_date: Option<DateTime<Utc>>,
    /// When it ends; not before it begins.
    #[serde(default, deserialize_with = "time_or_none")]
    #[schemars(with = "Option<extract::Moment>")]
    #[garde(skip)]
    pub(crate) end_date: Option<DateTime<Utc>>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "project_name": "New kitchen", "description": "Cabinets, floor and light", "budget": 12000.0,
        "start_date": "2027-02-01", "end_date": "2027-04-30",
    })
}

/// What may change of a project; what is left out stays, and `null` clears what may be empty.
#[derive(Deserialize, JsonSchema, Validate, DeriveIntoActiveModel)]
pub struct ProjectPatch {
    /// What it is called.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 200))]
    project_name: Given<String>,
    /// What it is about.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    description: Given<String>,
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    status: Given<ProjectStatus>,
    /// What it may cost.
    #[serde(default)]
    #[garde(range(min = Money::ZERO))]
    budget: Given<Option<Money>>,
    /// When it begins.
    #[serde(default, deserialize_with = "given_time_or_none")]
    #[schemars(with = "Option<extract::Moment>")]
    #[garde(skip)]
    start_date: Given<Option<DateTime<Utc>>>,
    /// When it ends; not before it begins.
    #[serde(default, deserialize_with = "given_time_or_none")]
    #[schemars(with = "Option<extract::Moment>")]
    #[garde(skip)]
    end_date: Given<Option<DateTime<Utc>>>,
}

/// Which projects to list.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ProjectFilter {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<ProjectStatus>,
}

impl From<ProjectFilter> for Condition {
    fn from(filter: ProjectFilter) -> Self {
        Self::all().add_option(filter.status.map(|status| Column::Status.eq(status)))
    }
}

/// Projects.
pub struct Projects;

impl Resource for Projects {
    const NAME: &'static str = "project";
    const PLURAL: &'static str = "projects";
    const MODULE: &'static str = "planning";
    const PATH: &'static str = "/api/v1/projects";
    const OWNER: Column = Column::UserId;
    type Entity = Entity;
    type New = NewProject;
    type Patch = ProjectPatch;
    type Filter = ProjectFilter;
    type View = Model;
    type Read = Read;
    type Write = Write;

    fn rule(row: &Model) -> Result<()> {
        match (row.start_date, row.end_date) {
            (Some(start), Some(end)) if end < start => {
                let starts = start.format("%Y-%m-%d");
                Err(Error::invalid("end_date", format!("must not be before the start on {starts}")))
            }
            _ => Ok(()),
        }
    }
}
