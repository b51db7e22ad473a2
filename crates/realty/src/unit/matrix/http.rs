//! The matrix over HTTP.
use std::{collections::HashMap, sync::Arc};

use kernel::{App, Caller, Currency, Money, Path, Result, Role, Routes, Visitor};
use schemars::JsonSchema;
use serde::Serialize;

use super::{
    model::{self, MatrixBond, MatrixFloor, MatrixTally, MatrixUnit},
    store::{self, Bond},
};
use crate::{
    catalogue::{self, IfNoneMatch, Page, Public},
    development::store::{self as developments, Model as Development},
    settings::Settings,
    side::Side,
    unit::{model::column, store::Model},
};

/// The homes of a development, floor by floor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct UnitMatrix {
    /// Which development.
    pub project_id: i64,
    /// Its name.
    pub project_name: String,
    /// Of all prices.
    pub currency: Currency,
    /// The columns, from the left: stacks, or what the numbers have in common.
    pub columns: Vec<String>,
    /// The floors, the highest first.
    pub floors: Vec<MatrixFloor>,
    /// How many homes stand how.
    pub totals: Vec<MatrixTally>,
    /// The least price of all.
    pub price_min: Option<Money>,
    /// The highest price of all.
    pub price_max: Option<Money>,
    /// Homes on offer that are not entered one by one.
    pub unlisted_available: i64,
}

impl From<Bond> for MatrixBond {
    fn from(bond: Bond) -> Self {
        Self {
            booking_id: bond.booking_id,
            booking_status: bond.booking_status,
            total_amount: bond.total_amount,
            hold_id: bond.hold_id,
            hold_until: bond.expires_at,
            customer_id: bond.customer_id,
            customer_name: format!("{} {}", bond.first_name, bond.last_name).trim().to_owned(),
        }
    }
}

fn matrix(
    app: &App,
    development: Development,
    units: Vec<Model>,
    mut bonds: HashMap<i64, Bond>,
) -> Result<UnitMatrix> {
    let prices = || units.iter().map(|unit| unit.price);
    let (price_min, price_max) = (prices().min(), prices().max());
    let cell = |unit: Model| MatrixUnit {
        id: unit.id,
        column: column(unit.stack.as_deref(), &unit.unit_number, unit.floor_number),
        unit_number: unit.unit_number,
        floor_number: unit.floor_number,
        unit_type: unit.unit_type,
        area_sqft: unit.area_sqft,
        price: unit.price,
        status: unit.status,
        facing: unit.facing,
        bond: bonds.remove(&unit.id).map(MatrixBond::from),
    };
    let units = units.into_iter().map(cell).collect::<Vec<_>>();
    let totals = model::tally(&units)?;
    let (floors, columns) = model::floors(units);
    Ok(UnitMatrix {
        project_id: development.id,
        project_name: development.project_name,
        currency: Settings::of(app)?.currency.clone(),
        columns,
        floors,
        totals,
        price_min,
        price_max,
        unlisted_available: development.unlisted_available,
    })
}

/// The matrix as its builder sees it.
async fn for_builder(caller: &Caller, development: Development) -> Result<Arc<Page>> {
    let units = store::units(caller.db(), development.id).await?;
    let bonds = store::bonds(caller.db(), development.id).await?;
    Page::of(&matrix(caller.app(), development, units, bonds)?, None).map(Arc::new)
}

/// The matrix as everybody sees it.
async fn for_everybody(app: &App, development_id: i64) -> Result<Arc<Page>> {
    let make = async || {
        let development = developments::wanted(app.db.read(), development_id).await?;
        let units = store::units(app.db.read(), development_id).await?;
        Page::of(&matrix(app, development, units, HashMap::new())?, None)
    };
    catalogue::page(app, &format!("matrix {development_id}"), make).await
}

async fn get_unit_matrix(visitor: Visitor, known: IfNoneMatch, id: Path<i64>) -> Result<Public<UnitMatrix>> {
    if let Some(caller) = visitor.caller().await?.filter(|caller| caller.role == Role::Builder) {
        let development = developments::wanted(caller.db(), id.0).await?;
        if let Side::Builder(builder) = Side::of(&caller, caller.db()).await?
            && builder.id == development.builder_id
        {
            return for_builder(&caller, development).await.map(|page| known.private(page));
        }
    }
    for_everybody(visitor.app(), id.0).await.map(|page| known.answer(page))
}

/// The operation.
pub fn routes() -> Routes {
    Routes::new().get(
        "/api/projects/{id}/matrix",
        get_unit_matrix,
        "See how the homes of a development stand, floor by floor",
    )
}
