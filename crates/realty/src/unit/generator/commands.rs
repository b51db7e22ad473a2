//! Entering many units at once, all or none.
use kernel::{Act, Can, Error, Money, Result};
use sea_orm::ActiveValue::Set;

use super::{
    http::{GenerateUnits, GeneratedUnits, PlannedUnit},
    model::{self, Plan, Planned, Stack},
};
use crate::{
    catalogue,
    development::{commands::mine, store as developments},
    permissions::Build,
    unit::{
        commands::{room, tell_many},
        store::{self, ActiveModel, UnitStatus},
    },
};

/// Enters the units of a plan, or shows them.
pub async fn generate(can: &Can<Build>, id: i64, body: GenerateUnits) -> Result<GeneratedUnits> {
    let planned = model::units(&plan(&body))?;
    let mut change = can.change().await?;
    let development = mine(can, &change, id).await?;
    let known = store::numbers(change.db(), id).await?;
    let (old, new): (Vec<_>, Vec<_>) =
        planned.into_iter().partition(|unit| known.contains(&unit.unit_number));
    let existing = old.into_iter().map(|unit| unit.unit_number).collect::<Vec<_>>();
    let stock = developments::stock(change.db(), &development).await?;
    let made = shown(&body, &new, existing)?;
    if body.dry_run {
        return Ok(made);
    }
    if !made.existing.is_empty() && !body.skip_existing {
        let first = made.existing.iter().take(5).map(String::as_str).collect::<Vec<_>>().join(", ");
        let says = format!(
            "{} of these numbers exist in this development already: {first}. Choose others, or set skip_existing.",
            made.existing.len()
        );
        return Err(Error::conflict(says));
    }
    if new.is_empty() {
        return Err(Error::conflict("All of these homes exist already: nothing is left to enter."));
    }
    let count = i64::try_from(new.len()).map_err(Error::internal)?;
    room(stock.entered, count)?;
    let now = change.now();
    let rows = new.into_iter().map(|unit| row(&body, id, unit, now)).collect::<Vec<_>>();
    store::insert_all(change.db(), rows).await?;
    developments::restock(change.db(), id, &stock.entering(count, count), now).await?;
    tell_many(&mut change, id)?;
    let says = format!("Entered {count} homes of {}", development.project_name);
    let act = Act::new("generate_units").saying(says).after(&made).on(format!("development:{id}"));
    change.commit(act).await?;
    catalogue::forget(can.app());
    Ok(made)
}

fn plan(body: &GenerateUnits) -> Plan<'_> {
    let stacks = body.stacks.iter();
    let stacks = stacks.map(|one| Stack { name: &one.stack, price: one.price, step: one.price_step });
    Plan {
        first: body.first_floor,
        last: body.last_floor,
        skipped: &body.skip_floors,
        numbering: &body.numbering,
        step: body.price_step,
        stacks: stacks.collect(),
    }
}

fn shown(body: &GenerateUnits, units: &[Planned], existing: Vec<String>) -> Result<GeneratedUnits> {
    let view = |unit: &Planned| {
        let stack = &body.stacks[unit.stack];
        PlannedUnit {
            unit_number: unit.unit_number.clone(),
            floor_number: unit.floor,
            stack: stack.stack.clone(),
            unit_type: stack.unit_type,
            area_sqft: stack.area_sqft,
            price: unit.price,
        }
    };
    let prices = || units.iter().map(|unit| unit.price);
    Ok(GeneratedUnits {
        dry_run: body.dry_run,
        created: units.len(),
        existing,
        total_price: Money::try_sum(prices())?,
        price_min: prices().min(),
        price_max: prices().max(),
        units: units.iter().map(view).collect(),
    })
}

fn row(
    body: &GenerateUnits,
    development_id: i64,
    unit: Planned,
    now: chrono::DateTime<chrono::Utc>,
) -> ActiveModel {
    let stack = body.stacks[unit.stack].clone();
    ActiveModel {
        development_id: Set(development_id),
        unit_number: Set(unit.unit_number),
        unit_type: Set(stack.unit_type),
        floor_number: Set(unit.floor),
        stack: Set(Some(stack.stack)),
        area_sqft: Set(stack.area_sqft),
        price: Set(unit.price),
        status: Set(UnitStatus::Available),
        facing: Set(stack.facing),
        balconies: Set(stack.balconies),
        bathrooms: Set(stack.bathrooms),
        parking_spaces: Set(stack.parking_spaces),
        floor_plan_url: Set(stack.floor_plan_url),
        features: Set(stack.features.map(Into::into)),
        created_at: Set(now),
        ..Default::default()
    }
}
