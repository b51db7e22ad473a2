//! Holds over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Created, Gone, Listed, One, Path, Query, Result, Routes, Slice, Valid, extract::flag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{HoldEnd, Model},
};
use crate::{
    dealings::store::Site,
    permissions::{Build, Buy, TakePart},
    profile::store::customer,
    unit::{http::Unit, store::Model as UnitRow},
};

/// A home kept for a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Hold {
    /// Its id.
    pub id: i64,
    /// The home.
    pub unit_id: i64,
    /// For whom.
    pub customer_id: i64,
    /// What was said.
    pub note: Option<String>,
    /// Until when.
    pub expires_at: DateTime<Utc>,
    /// Whether it stands.
    pub is_open: bool,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// How.
    pub ended_how: Option<HoldEnd>,
    /// When it was placed.
    pub created_at: DateTime<Utc>,
    /// The customer.
    pub customer: Option<HoldCustomer>,
    /// The development.
    pub project: Option<HoldProject>,
    /// The home as it is now.
    pub unit: Option<Unit>,
}

/// For whom a home is kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HoldCustomer {
    /// His number as a customer.
    pub id: i64,
    /// His account.
    pub user_id: i64,
    /// His name.
    pub name: String,
    /// His telephone number.
    pub phone: String,
}

/// Where the home stands.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HoldProject {
    /// The development.
    pub id: i64,
    /// Its name.
    pub project_name: String,
}

impl Hold {
    /// With all that belongs to it, as it stands at `now`.
    pub fn of(
        row: Model,
        now: DateTime<Utc>,
        customer: Option<&customer::Model>,
        site: Option<&Site>,
        unit: Option<UnitRow>,
    ) -> Self {
        let lapsed = row.ended_at.is_none() && row.expires_at <= now;
        Self {
            id: row.id,
            unit_id: row.unit_id,
            customer_id: row.customer_id,
            note: row.note,
            expires_at: row.expires_at,
            is_open: row.ended_at.is_none() && !lapsed,
            ended_at: if lapsed { Some(row.expires_at) } else { row.ended_at },
            ended_how: if lapsed { Some(HoldEnd::Lapsed) } else { row.ended_how },
            created_at: row.created_at,
            customer: customer.map(|one| HoldCustomer {
                id: one.id,
                user_id: one.user_id,
                name: one.name(),
                phone: one.phone.clone(),
            }),
            project: site.map(|site| HoldProject { id: site.id, project_name: site.project_name.clone() }),
            unit: unit.map(Unit::from),
        }
    }
}

/// A new hold.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[serde(default)]
pub struct NewHold {
    /// For whom: a builder names a customer who has dealings with him; a customer may leave himself out.
    #[garde(skip)]
    pub(crate) customer_id: Option<i64>,
    /// How long, in hours. A customer gets the usual time of the house, or less.
    #[garde(range(min = 1, max = 8760))]
    pub(crate) hours: Option<i64>,
    /// What is to be remembered.
    #[garde(length(chars, max = 500))]
    pub(crate) note: Option<String>,
}

/// Which holds.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct HoldSearch {
    /// Only in this development.
    #[garde(skip)]
    pub(crate) project_id: Option<i64>,
    /// Whether to show those that ended, too.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub(crate) ended: Option<bool>,
}

async fn place_hold(can: Can<TakePart>, id: Path<i64>, body: Valid<NewHold>) -> Result<Created<Hold>> {
    let body = commands::place(&can, id.0, body.0).await?;
    Ok(Created { location: format!("/api/holds/{}", body.id), body })
}

async fn get_hold(can: Can<TakePart>, id: Path<i64>) -> Result<One<Hold>> {
    commands::get(&can, id.0).await.map(One)
}

async fn release_hold(can: Can<TakePart>, id: Path<i64>) -> Result<Gone> {
    commands::release(&can, id.0).await?;
    Ok(Gone)
}

async fn list_builder_holds(
    can: Can<Build>,
    search: Query<HoldSearch>,
    slice: Query<Slice>,
) -> Result<Listed<Hold>> {
    let (items, total) = commands::list(&can, search.0, slice.0).await?;
    Ok(Listed { items, total })
}

async fn list_customer_holds(
    can: Can<Buy>,
    search: Query<HoldSearch>,
    slice: Query<Slice>,
) -> Result<Listed<Hold>> {
    let (items, total) = commands::list(&can, search.0, slice.0).await?;
    Ok(Listed { items, total })
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/units/{id}/hold", place_hold, "Keep a home for a customer")
        .get("/api/holds/{id}", get_hold, "Get a hold")
        .delete("/api/holds/{id}", release_hold, "Give up a hold")
        .get("/api/builder/holds", list_builder_holds, "List the holds on your homes")
        .get("/api/customer/holds", list_customer_holds, "List your holds")
}
