//! Developments over HTTP.
use axum::Json;
use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use kernel::amount::{FromZero, MOST};
use kernel::texts::Texts;
use kernel::{
    Can, Created, Currency, Given, IfMatch, Money, One, Path, Query, Result, Routes, Valid, Visitor,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    page::model::{Filter, Sort},
    store::{DevelopmentStatus, DevelopmentType},
};
use crate::{
    catalogue::{IfNoneMatch, Public},
    lines::Lines,
    permissions::Build,
    profile::http::Builder,
    unit::store::UnitType,
};

/// A development for sale.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Development {
    pub project_name: String,
    pub description: Option<String>,
    pub project_type: DevelopmentType,
    pub status: DevelopmentStatus,
    pub location_address: String,
    pub location_city: String,
    pub location_state: String,
    pub location_zipcode: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// All homes.
    pub total_units: i64,
    /// Those on offer: counted when asked.
    pub available_units: i64,
    pub price_range_min: Option<Money>,
    pub price_range_max: Option<Money>,
    pub project_area: Option<f64>,
    pub amenities: Option<Texts>,
    pub start_date: Option<NaiveDate>,
    pub expected_completion_date: Option<NaiveDate>,
    pub images: Option<Texts>,
    pub floor_plans: Option<Texts>,
    pub brochure_url: Option<String>,
    pub is_featured: bool,
    pub id: i64,
    pub builder_id: i64,
    pub actual_completion_date: Option<NaiveDate>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    /// Of all its prices.
    pub currency: Currency,
    /// How many of its homes are entered one by one, and have a number and a price.
    pub units_entered: i64,
    pub builder: Option<Builder>,
}

/// A page of developments.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DevelopmentPage {
    /// The developments.
    pub projects: Vec<Development>,
    /// Where this page stands.
    pub pagination: DevelopmentPagination,
}

/// Where a page stands.
#[derive(Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DevelopmentPagination {
    /// This page; the first is 1.
    pub current_page: u64,
    /// How many there are; none where nothing was found.
    pub total_pages: u64,
    /// How many developments were found.
    pub total_items: u64,
    /// Whether a page follows.
    pub has_next: bool,
    /// Whether a page comes before.
    pub has_prev: bool,
}

impl DevelopmentPagination {
    /// Of a page of `limit` among `total`.
    pub fn of(page: u64, limit: u64, total: u64) -> Self {
        let pages = total.div_ceil(limit.max(1));
        Self {
            current_page: page,
            total_pages: pages,
            total_items: total,
            has_next: page < pages,
            has_prev: page > 1,
        }
    }
}

/// A new development.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewDevelopment {
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) project_name: String,
    #[garde(length(chars, max = 10000))]
    pub(crate) description: Option<String>,
    #[garde(skip)]
    pub(crate) project_type: DevelopmentType,
    /// `planning` by default.
    #[garde(skip)]
    pub(crate) status: Option<DevelopmentStatus>,
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) location_address: String,
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) location_city: String,
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) location_state: String,
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) location_zipcode: String,
    #[garde(range(min = -90.0, max = 90.0))]
    pub(crate) latitude: Option<f64>,
    #[garde(range(min = -180.0, max = 180.0))]
    pub(crate) longitude: Option<f64>,
    #[garde(range(min = 0, max = 100_000))]
    pub(crate) total_units: i64,
    /// Those on offer; never more than all.
    #[garde(range(min = 0, max = 100_000))]
    pub(crate) available_units: i64,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) price_range_min: Option<Money>,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) price_range_max: Option<Money>,
    #[garde(range(min = 0.0, max = 1_000_000_000.0))]
    pub(crate) project_area: Option<f64>,
    #[garde(skip)]
    pub(crate) amenities: Option<Lines>,
    #[garde(skip)]
    pub(crate) start_date: Option<NaiveDate>,
    #[garde(skip)]
    pub(crate) expected_completion_date: Option<NaiveDate>,
    #[garde(skip)]
    pub(crate) images: Option<Lines>,
    #[garde(skip)]
    pub(crate) floor_plans: Option<Lines>,
    #[garde(length(chars, max = 500))]
    pub(crate) brochure_url: Option<String>,
    #[garde(skip)]
    pub(crate) is_featured: Option<bool>,
    /// Your own number as a builder; it may be left out.
    #[garde(skip)]
    pub(crate) builder_id: Option<i64>,
}

fn example() -> serde_json::Value {
    serde_json::json!({
        "project_name": "Green Valley Residency", "project_type": "residential", "location_address": "123 Green Valley Road",
        "location_city": "Bangalore", "location_state": "Karnataka", "location_zipcode": "560001",
        "total_units": 150, "available_units": 145, "price_range_min": 5_500_000, "price_range_max": 12_000_000,
    })
}

/// What may change of a development; what is left out stays.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[serde(default)]
#[derive(Default)]
pub struct DevelopmentPatch {
    #[garde(length(chars, min = 1, max = 255))]
    pub(crate) project_name: Given<String>,
    #[garde(custom(up_to(10_000)))]
    #[schemars(length(max = 10000))]
    pub(crate) description: Given<Option<String>>,
    #[garde(skip)]
    pub(crate) project_type: Given<DevelopmentType>,
    #[garde(skip)]
    pub(crate) status: Given<DevelopmentStatus>,
    #[garde(length(chars, min = 1, max = 1000))]
    pub(crate) location_address: Given<String>,
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) location_city: Given<String>,
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) location_state: Given<String>,
    #[garde(length(chars, min = 1, max = 20))]
    pub(crate) location_zipcode: Given<String>,
    #[garde(range(min = -90.0, max = 90.0))]
    pub(crate) latitude: Given<Option<f64>>,
    #[garde(range(min = -180.0, max = 180.0))]
    pub(crate) longitude: Given<Option<f64>>,
    /// All homes; never fewer than are entered one by one.
    #[garde(range(min = 0, max = 100_000))]
    pub(crate) total_units: Given<i64>,
    /// Those on offer; those entered one by one count by their own status.
    #[garde(range(min = 0, max = 100_000))]
    pub(crate) available_units: Given<i64>,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) price_range_min: Given<Option<Money>>,
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) price_range_max: Given<Option<Money>>,
    #[garde(range(min = 0.0, max = 1_000_000_000.0))]
    pub(crate) project_area: Given<Option<f64>>,
    #[garde(skip)]
    pub(crate) amenities: Given<Option<Lines>>,
    #[garde(skip)]
    pub(crate) start_date: Given<Option<NaiveDate>>,
    #[garde(skip)]
    pub(crate) expected_completion_date: Given<Option<NaiveDate>>,
    #[garde(skip)]
    pub(crate) actual_completion_date: Given<Option<NaiveDate>>,
    #[garde(skip)]
    pub(crate) images: Given<Option<Lines>>,
    #[garde(skip)]
    pub(crate) floor_plans: Given<Option<Lines>>,
    #[garde(custom(up_to(500)))]
    #[schemars(length(max = 500))]
    pub(crate) brochure_url: Given<Option<String>>,
    #[garde(skip)]
    pub(crate) is_featured: Given<bool>,
}

/// For `#[garde(custom)]`: a text of at most so many characters, or none.
pub fn up_to(most: usize) -> impl FnOnce(&Given<Option<String>>, &()) -> garde::Result {
    move |given, ()| match given {
        Given(Some(Some(text))) if text.chars().count() > most => {
            Err(garde::Error::new(format!("length is greater than {most}")))
        }
        _ => Ok(()),
    }
}

/// Which developments to show, and in which order.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct DevelopmentQuery {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
    /// Only those that are so far.
    #[garde(skip)]
    pub(crate) status: Option<DevelopmentStatus>,
    /// Part of the city's name.
    #[garde(length(chars, max = 100))]
    pub(crate) city: Option<String>,
    /// Only those that begin at this price; 0 asks for all.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) min_price: Option<Money>,
    /// Only those that end at this price; 0 asks for all.
    #[garde(range(min = Money::ZERO, max = MOST))]
    #[schemars(with = "Option<FromZero>")]
    pub(crate) max_price: Option<Money>,
    /// Only those that have a home of this kind; with `available`, one that is on offer.
    #[garde(skip)]
    pub(crate) unit_type: Option<UnitType>,
    /// Only this builder's.
    #[garde(skip)]
    pub(crate) builder_id: Option<i64>,
    /// Only of this kind.
    #[garde(skip)]
    pub(crate) project_type: Option<DevelopmentType>,
    /// Part of the name, of the address, or of the builder's name.
    #[garde(length(chars, max = 100))]
    pub(crate) search: Option<String>,
    /// Only those with homes on offer.
    #[serde(default, deserialize_with = "kernel::extract::flag")]
    #[garde(skip)]
    pub(crate) available: Option<bool>,
    /// Only those that the house puts first, or only the others.
    #[serde(default, deserialize_with = "kernel::extract::flag")]
    #[garde(skip)]
    pub(crate) featured: Option<bool>,
    /// The order; the oldest entry first by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) sort: Sort,
}

fn one() -> u64 {
    1
}

fn ten() -> u64 {
    10
}

impl DevelopmentQuery {
    /// The filter in the form in which equal questions are equal.
    pub(crate) fn filter(self) -> Filter {
        let plain = |text: Option<String>| {
            text.map(|text| text.trim().to_lowercase()).filter(|text| !text.is_empty())
        };
        let price = |price: Option<Money>| price.filter(|price| *price > Money::ZERO);
        Filter {
            status: self.status,
            city: plain(self.city),
            min_price: price(self.min_price),
            max_price: price(self.max_price),
            unit_type: self.unit_type,
            builder_id: self.builder_id,
            project_type: self.project_type,
            search: plain(self.search),
            available: self.available.unwrap_or_default(),
            featured: self.featured,
        }
    }
}

/// What was done, in words.
#[derive(Serialize, JsonSchema)]
pub struct DevelopmentDeleted {
    /// Always the same.
    pub message: &'static str,
}

async fn list_developments(
    visitor: Visitor,
    known: IfNoneMatch,
    query: Query<DevelopmentQuery>,
) -> Result<Public<DevelopmentPage>> {
    commands::list(visitor.app(), query.0).await.map(|page| known.answer(page))
}

async fn get_development(visitor: Visitor, known: IfNoneMatch, id: Path<i64>) -> Result<Public<Development>> {
    commands::get(visitor.app(), id.0).await.map(|page| known.answer(page))
}

async fn create_development(can: Can<Build>, body: Valid<NewDevelopment>) -> Result<Created<Development>> {
    let body = commands::create(&can, body.0).await?;
    Ok(Created { location: format!("/api/projects/{}", body.id), body })
}

async fn update_development(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<DevelopmentPatch>,
) -> Result<One<Development>> {
    commands::update(&can, id.0, &if_match, body.0).await.map(One)
}

async fn delete_development(
    can: Can<Build>,
    id: Path<i64>,
    if_match: IfMatch,
) -> Result<Json<DevelopmentDeleted>> {
    commands::delete(&can, id.0, &if_match).await?;
    Ok(Json(DevelopmentDeleted { message: "Project deleted successfully" }))
}

/// The operations on developments.
pub fn routes() -> Routes {
    let (all, one) = ("/api/projects", "/api/projects/{id}");
    Routes::new()
        .get(all, list_developments, "Look for developments")
        .post(all, create_development, "Enter a development")
        .get(one, get_development, "Get a development")
        .patch(one, update_development, "Change a development")
        .delete(one, delete_development, "Delete a development with all that belongs to it")
}
