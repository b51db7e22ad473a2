//! Construction phases over HTTP.
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::{Can, Created, Given, Gone, IfMatch, Listed, One, Path, Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{Model, ProgressStatus},
};
use crate::{day::Day, lines::Lines, permissions::Build};

/// A construction phase of a development.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ConstructionPhase {
    /// Its name.
    pub phase_name: String,
    /// What is done in it.
    pub phase_description: Option<String>,
    /// When it begins.
    pub start_date: Option<NaiveDate>,
    /// When it should be done.
    pub expected_end_date: Option<NaiveDate>,
    /// How far it is.
    pub progress_percentage: f64,
    /// How it goes.
    pub status: ProgressStatus,
    /// Pictures, as addresses.
    pub milestone_images: Option<Vec<String>>,
    /// What the contractor says.
    pub contractor_notes: Option<String>,
    /// Whether anybody but the builder sees it.
    pub customer_visible: bool,
    /// Its id.
    pub id: i64,
    /// The development.
    pub project_id: i64,
    /// When it was done.
    pub actual_end_date: Option<NaiveDate>,
    /// When it was entered.
    pub created_at: DateTime<Utc>,
    /// How much of the whole it is, beside the others.
    pub weight: i64,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
}

impl From<Model> for ConstructionPhase {
    fn from(row: Model) -> Self {
        Self {
            phase_name: row.phase_name,
            phase_description: row.phase_description,
            start_date: row.start_date,
            expected_end_date: row.expected_end_date,
            progress_percentage: row.progress_percentage,
            status: row.status,
            milestone_images: row.milestone_images.map(|texts| texts.0),
            contractor_notes: row.contractor_notes,
            customer_visible: row.customer_visible,
            id: row.id,
            project_id: row.development_id,
            actual_end_date: row.actual_end_date,
            created_at: row.created_at,
            weight: row.weight,
            updated_at: row.updated_at,
        }
    }
}

/// A new construction phase. Completed is 100 %, and 100 % is completed; payments that wait for a phase of this
/// name are demanded then.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewConstructionPhase {
    /// Its name.
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) phase_name: String,
    /// What is done in it.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) phase_description: Option<String>,
    /// When it begins.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) start_date: Option<Day>,
    /// When it should be done; not before it begins.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) expected_end_date: Option<Day>,
    /// When it was done, of a completed phase; today by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) actual_end_date: Option<Day>,
    /// How far it is.
    #[serde(default)]
    #[garde(range(min = 0.0, max = 100.0))]
    pub(crate) progress_percentage: Option<f64>,
    /// How it goes.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Option<ProgressStatus>,
    /// How much of the whole it is, beside the others; 10 by default.
    #[serde(default)]
    #[garde(range(min = 1, max = 1000))]
    pub(crate) weight: Option<i64>,
    /// Pictures, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) milestone_images: Option<Lines>,
    /// What the contractor says.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) contractor_notes: Option<String>,
    /// Whether anybody but the builder sees it; yes by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) customer_visible: Option<bool>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "phase_name": "Foundation", "start_date": "2026-01-15", "weight": 20 })
}

/// What may change of a construction phase; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ConstructionPhasePatch {
    /// Its name; payments that wait for it follow.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) phase_name: Given<String>,
    /// What is done in it.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) phase_description: Given<Option<String>>,
    /// When it begins.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) start_date: Given<Option<Day>>,
    /// When it should be done.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) expected_end_date: Given<Option<Day>>,
    /// When it was done.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) actual_end_date: Given<Option<Day>>,
    /// How far it is.
    #[serde(default)]
    #[garde(range(min = 0.0, max = 100.0))]
    pub(crate) progress_percentage: Given<f64>,
    /// How it goes.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<ProgressStatus>,
    /// How much of the whole it is, beside the others.
    #[serde(default)]
    #[garde(range(min = 1, max = 1000))]
    pub(crate) weight: Given<i64>,
    /// Pictures, as addresses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) milestone_images: Given<Option<Lines>>,
    /// What the contractor says.
    #[serde(default)]
    #[garde(length(chars, max = 5000))]
    pub(crate) contractor_notes: Given<Option<String>>,
    /// Whether anybody but the builder sees it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) customer_visible: Given<bool>,
}

/// A phase in short.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PhaseShare {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub phase_name: String,
    /// How it goes.
    pub status: ProgressStatus,
    /// How far it is.
    pub progress_percentage: f64,
    /// How much of the whole it is, percent.
    pub share: f64,
    /// When it should be done.
    pub expected_end_date: Option<NaiveDate>,
    /// When it was done.
    pub actual_end_date: Option<NaiveDate>,
    /// Whether it is behind.
    pub delayed: bool,
}

/// How far a development is as a whole.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ProgressSummary {
    /// The development.
    pub project_id: i64,
    /// Percent: the phases by their weights.
    pub overall: f64,
    /// The phases, in order.
    pub phases: Vec<PhaseShare>,
    /// When all of it will be done.
    pub expected_end: Option<NaiveDate>,
    /// Whether any phase is behind.
    pub delayed: bool,
    /// By how many days, of the phase that is most behind.
    pub delayed_days: i64,
}

async fn list_progress(visitor: Visitor, id: Path<i64>) -> Result<Listed<ConstructionPhase>> {
    let items = commands::list(&visitor, id.0).await?;
    Ok(Listed { total: items.len() as u64, items })
}

async fn create_phase(
    can: Can<Build>,
    id: Path<i64>,
    body: Valid<NewConstructionPhase>,
) -> Result<Created<ConstructionPhase>> {
    let body = commands::create(&can, id.0, body.0).await?;
    Ok(Created { location: format!("/api/progress/{}", body.id), body })
}

async fn get_progress_summary(visitor: Visitor, id: Path<i64>) -> Result<One<ProgressSummary>> {
    commands::summary(&visitor, id.0).await.map(One)
}

async fn get_phase(visitor: Visitor, id: Path<i64>) -> Result<One<ConstructionPhase>> {
    commands::get(&visitor, id.0).await.map(One)
}

async fn update_phase(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ConstructionPhasePatch>,
) -> Result<One<ConstructionPhase>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_phase(can: Can<Build>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations.
pub fn routes() -> Routes {
    let (many, one) = ("/api/projects/{id}/progress", "/api/progress/{id}");
    Routes::new()
        .get(many, list_progress, "List the construction phases of a development")
        .post(many, create_phase, "Add a construction phase")
        .get(format!("{many}/summary"), get_progress_summary, "See how far a development is")
        .get(one, get_phase, "Get a construction phase")
        .patch(one, update_phase, "Change a construction phase")
        .delete(one, delete_phase, "Delete a construction phase")
}
