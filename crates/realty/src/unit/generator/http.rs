//! The generator of units over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response as Doc, StatusCode as Code},
};
use axum::response::{IntoResponse, Response};
use garde::Validate;
use kernel::amount::{FromZero, LEAST, MOST, Signed};
use kernel::{Can, Created, Money, One, Path, Result, Routes, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::{
    lines::Lines,
    permissions::Build,
    unit::store::{FacingDirection, UnitType},
};

/// A plan of many homes: floors × stacks.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct GenerateUnits {
    /// The lowest floor; 1 by default.
    #[serde(default = "first")]
    #[garde(range(min = -20, max = 500))]
    pub(crate) first_floor: i64,
    /// The highest floor.
    #[garde(range(min = -20, max = 500))]
    pub(crate) last_floor: i64,
    /// Floors without homes: the thirteenth, say.
    #[serde(default)]
    #[garde(length(max = 100))]
    pub(crate) skip_floors: Vec<i64>,
    /// How a number is made: `{floor}` and `{stack}` stand for theirs, `{floor:02}` for two digits at least. With
    /// `A-{floor}{stack}` the home of stack 01 on floor 1 is A-101.
    #[serde(default = "numbering")]
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) numbering: String,
    /// What each further floor adds to the price; nothing by default.
    #[serde(default)]
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Signed")]
    pub(crate) price_step: Money,
    /// The stacks: the homes above each other are alike but for the price.
    #[garde(length(min = 1, max = 100), dive)]
    pub(crate) stacks: Vec<PlannedStack>,
    /// Only show what would be made.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) dry_run: bool,
    /// Leave out the numbers that exist already, instead of refusing the plan.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) skip_existing: bool,
}

/// The homes above each other.
#[derive(Clone, Debug, Deserialize, JsonSchema, Validate)]
pub struct PlannedStack {
    /// How it is called, unique in the plan: `01`, `East`.
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) stack: String,
    /// What kind of home.
    #[garde(skip)]
    pub(crate) unit_type: UnitType,
    /// Its area, square feet.
    #[garde(range(min = 0.0, max = 1_000_000.0))]
    pub(crate) area_sqft: f64,
    /// The price of the lowest one.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "FromZero")]
    pub(crate) price: Money,
    /// What each further floor adds here, where it is not what the plan says.
    #[garde(range(min = LEAST, max = MOST))]
    #[schemars(with = "Option<Signed>")]
    pub(crate) price_step: Option<Money>,
    /// Which way it looks.
    #[garde(skip)]
    pub(crate) facing: Option<FacingDirection>,
    /// How many balconies.
    #[serde(default)]
    #[garde(range(min = 0, max = 100))]
    pub(crate) balconies: i64,
    /// How many bathrooms; one by default.
    #[serde(default = "first")]
    #[garde(range(min = 0, max = 100))]
    pub(crate) bathrooms: i64,
    /// How many places to park.
    #[serde(default)]
    #[garde(range(min = 0, max = 100))]
    pub(crate) parking_spaces: i64,
    /// A picture of its plan.
    #[garde(length(chars, max = 500))]
    pub(crate) floor_plan_url: Option<String>,
    /// What it has.
    #[garde(skip)]
    pub(crate) features: Option<Lines>,
}

fn first() -> i64 {
    1
}

fn numbering() -> String {
    "{floor}{stack}".into()
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "first_floor": 1, "last_floor": 12, "numbering": "A-{floor}{stack}", "price_step": 25000, "dry_run": true,
        "stacks": [
            {"stack": "01", "unit_type": "2BHK", "area_sqft": 1200, "price": 7_500_000, "bathrooms": 2, "facing": "east"},
            {"stack": "02", "unit_type": "3BHK", "area_sqft": 1600, "price": 10_500_000, "bathrooms": 3},
        ],
    })
}

/// What a plan makes, or made.
#[derive(Debug, Serialize, JsonSchema)]
pub struct GeneratedUnits {
    /// Whether this only shows what would be made.
    pub dry_run: bool,
    /// How many homes were made, or would be.
    pub created: usize,
    /// The numbers that exist already.
    pub existing: Vec<String>,
    /// What all of the new ones cost together.
    pub total_price: Money,
    /// The least of their prices.
    pub price_min: Option<Money>,
    /// The highest of their prices.
    pub price_max: Option<Money>,
    /// The new homes, from the ground up.
    pub units: Vec<PlannedUnit>,
}

/// A home of a plan.
#[derive(Debug, Serialize, JsonSchema)]
pub struct PlannedUnit {
    /// Its number in its development.
    pub unit_number: String,
    /// On which floor.
    pub floor_number: i64,
    /// In which stack.
    pub stack: String,
    /// What kind of home.
    pub unit_type: UnitType,
    /// Its area, square feet.
    pub area_sqft: f64,
    /// Its price.
    pub price: Money,
}

/// 201 where homes were made, 200 where they are only shown.
pub struct Generated {
    made: GeneratedUnits,
    location: String,
}

impl IntoResponse for Generated {
    fn into_response(self) -> Response {
        if self.made.dry_run {
            return One(self.made).into_response();
        }
        Created { body: self.made, location: self.location }.into_response()
    }
}

impl OperationOutput for Generated {
    type Inner = GeneratedUnits;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Doc> {
        One::<GeneratedUnits>::operation_response(ctx, operation)
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let mut answers = One::<GeneratedUnits>::inferred_responses(ctx, operation);
        answers.extend(Created::<GeneratedUnits>::inferred_responses(ctx, operation));
        answers
    }
}

async fn generate_units(can: Can<Build>, id: Path<i64>, body: Valid<GenerateUnits>) -> Result<Generated> {
    let made = commands::generate(&can, id.0, body.0).await?;
    Ok(Generated { made, location: format!("/api/projects/{}/units", id.0) })
}

/// The operation.
pub fn routes() -> Routes {
    let path = "/api/projects/{id}/units/generate";
    Routes::new().post(path, generate_units, "Enter many homes at once: floors × stacks")
}
