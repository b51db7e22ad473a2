//! Units over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::amount::{FromZero, MOST};
use kernel::texts::Texts;
use kernel::{Can, Created, Given, Gone, IfMatch, Money, One, Path, Query, Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, generator, matrix,
    store::{FacingDirection, Filter, Model, UnitStatus, UnitType},
};
use crate::{
    catalogue::{IfNoneMatch, Public},
    development::http::up_to,
    lines::Lines,
    permissions::Build,
};

/// A home.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Unit {
    pub unit_number: String,
    pub unit_type: UnitType,
    pub floor_number: i64,
    pub area_sqft: f64,
    pub price: Money,
    /// Follows from its booking and its hold, else from what the builder says.
    pub status: UnitStatus,
    pub facing: Option<FacingDirection>,
    pub balconies: i64,
    pub bathrooms: i64,
    pub parking_spaces: i64,
    pub floor_plan_url: Option<String>,
    pub features: Option<Texts>,
    pub id: i64,
    pub project_id: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    /// In which stack it lies: the homes above and below it.
    pub stack: Option<String>,
}

impl From<Model> for Unit {
    fn from(row: Model) -> Self {
        Self {
            unit_number: row.unit_number,
            unit_type: row.unit_type,
            floor_number: row.floor_number,
            area_sqft: row.area_sqft,
            price: row.price,
            status: row.status,
            facing: row.facing,
            balconies: row.balconies,
            bathrooms: row.bathrooms,
            parking_spaces: row.parking_spaces,
            floor_plan_url: row.floor_plan_url,
            features: row.features,
            id: row.id,
            project_id: row.development_id,
            created_at: row.created_at,
            updated_at: row.updated_at,
            stack: row.stack,
        }
    }
}

/// A new home.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct NewUnit {
    #[garde(skip)]
    pub(crate) project_id: i64,
    /// Unique in its development.
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) unit_number: String,
    #[garde(skip)]
    pub(crate) unit_type: UnitType,
    #[garde(range(min = -20, max = 500))]
    pub(crate) floor_number: i64,
    #[garde(range(min = 0.0, max = 1_000_000.0))]
    pub(crate) area_sqft: f64,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "FromZero")]
    pub(crate) price: Money,
    #[garde(range(min = 0, max = 100))]
    pub(crate) bathrooms: i64,
    /// `available` by default; anything else is the builder's own word.
    #[garde(skip)]
    pub(crate) status: Option<UnitStatus>,
    #[garde(skip)]
    pub(crate) facing: Option<FacingDirection>,
    #[garde(range(min = 0, max = 100))]
    pub(crate) balconies: Option<i64>,
    #[garde(range(min = 0, max = 100))]
    pub(crate) parking_spaces: Option<i64>,
    #[garde(length(chars, max = 500))]
    pub(crate) floor_plan_url: Option<String>,
    #[garde(skip)]
    pub(crate) features: Option<Lines>,
    /// In which stack it lies.
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) stack: Option<String>,
}

/// What may change of a home; what is left out stays.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct UnitPatch {
    #[garde(length(chars, min = 1, max = 50))]
    pub(crate) unit_number: Given<String>,
    #[garde(skip)]
    pub(crate) unit_type: Given<UnitType>,
    #[garde(range(min = -20, max = 500))]
    pub(crate) floor_number: Given<i64>,
    #[garde(range(min = 0.0, max = 1_000_000.0))]
    pub(crate) area_sqft: Given<f64>,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "FromZero")]
    pub(crate) price: Given<Money>,
    #[garde(range(min = 0, max = 100))]
    pub(crate) bathrooms: Given<i64>,
    /// The builder's own word; refused while a booking or a hold says otherwise.
    #[garde(skip)]
    pub(crate) status: Given<UnitStatus>,
    #[garde(skip)]
    pub(crate) facing: Given<Option<FacingDirection>>,
    #[garde(range(min = 0, max = 100))]
    pub(crate) balconies: Given<i64>,
    #[garde(range(min = 0, max = 100))]
    pub(crate) parking_spaces: Given<i64>,
    #[garde(custom(up_to(500)))]
    #[schemars(length(max = 500))]
    pub(crate) floor_plan_url: Given<Option<String>>,
    #[garde(skip)]
    pub(crate) features: Given<Option<Lines>>,
    #[garde(custom(up_to(20)))]
    #[schemars(length(max = 20))]
    pub(crate) stack: Given<Option<String>>,
}

/// Which homes of a development to list.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct UnitQuery {
    /// How many to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    pub(crate) skip: u64,
    /// How many to give.
    #[serde(default = "most")]
    #[garde(range(min = 1, max = 500))]
    pub(crate) limit: u64,
    /// Only those that stand so.
    #[garde(skip)]
    pub(crate) status: Option<UnitStatus>,
    /// Only of this kind.
    #[garde(skip)]
    pub(crate) unit_type: Option<UnitType>,
    /// Only on this floor.
    #[garde(range(min = -20, max = 500))]
    pub(crate) floor_number: Option<i64>,
    /// Only those that look this way.
    #[garde(skip)]
    pub(crate) facing: Option<FacingDirection>,
    /// Only from this price.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) min_price: Option<Money>,
    /// Only up to this price.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) max_price: Option<Money>,
}

fn most() -> u64 {
    500
}

impl UnitQuery {
    pub(crate) fn filter(&self) -> Filter {
        Filter {
            status: self.status,
            unit_type: self.unit_type,
            floor_number: self.floor_number,
            facing: self.facing,
            min_price: self.min_price,
            max_price: self.max_price.filter(|price| *price > Money::ZERO),
        }
    }
}

async fn list_units(
    visitor: Visitor,
    known: IfNoneMatch,
    id: Path<i64>,
    query: Query<UnitQuery>,
) -> Result<Public<Vec<Unit>>> {
    commands::list(visitor.app(), id.0, query.0).await.map(|page| known.answer(page))
}

async fn create_unit(can: Can<Build>, body: Valid<NewUnit>) -> Result<Created<Unit>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/units/{}", body.id), body })
}

async fn get_unit(visitor: Visitor, id: Path<i64>) -> Result<One<Unit>> {
    commands::get(visitor.app(), id.0).await.map(One)
}

async fn update_unit(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<UnitPatch>,
) -> Result<One<Unit>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_unit(can: Can<Build>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Gone)
}

/// The operations on units.
pub fn routes() -> Routes {
    let one = "/api/units/{id}";
    Routes::new()
        .get("/api/projects/{id}/units", list_units, "List the homes of a development")
        .post("/api/units", create_unit, "Enter a home")
        .get(one, get_unit, "Get a home")
        .patch(one, update_unit, "Change a home")
        .delete(one, delete_unit, "Delete a home without bookings")
        .and(generator::http::routes())
        .and(matrix::http::routes())
}
