//! How units stand beside and above each other. Pure.
use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use kernel::{Money, Result};
use schemars::JsonSchema;
use serde::Serialize;

use crate::unit::store::{FacingDirection, UnitStatus, UnitType};

/// A floor.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixFloor {
    /// Its number.
    pub floor_number: i64,
    /// Its homes, in order of the columns.
    pub units: Vec<MatrixUnit>,
}

/// A home in its place.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixUnit {
    /// Its id.
    pub id: i64,
    /// Its number.
    pub unit_number: String,
    /// On which floor.
    pub floor_number: i64,
    /// In which column.
    pub column: String,
    /// What kind of home.
    pub unit_type: UnitType,
    /// Its area, square feet.
    pub area_sqft: f64,
    /// Its price.
    pub price: Money,
    /// How it stands.
    pub status: UnitStatus,
    /// Which way it looks.
    pub facing: Option<FacingDirection>,
    /// Who booked it, or for whom it is kept: for its builder only.
    pub bond: Option<MatrixBond>,
}

/// The booking or the hold of a home.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixBond {
    /// The booking; `null` where it is a hold.
    pub booking_id: Option<i64>,
    /// How far the booking is.
    pub booking_status: Option<String>,
    /// What it comes to.
    pub total_amount: Option<Money>,
    /// The hold; `null` where it is a booking.
    pub hold_id: Option<i64>,
    /// Until when the hold lasts.
    pub hold_until: Option<DateTime<Utc>>,
    /// The customer.
    pub customer_id: i64,
    /// His name.
    pub customer_name: String,
}

/// How many homes stand how.
#[derive(Debug, Serialize, JsonSchema)]
pub struct MatrixTally {
    /// How.
    pub status: UnitStatus,
    /// How many.
    pub units: usize,
    /// Their prices together.
    pub value: Money,
}

/// Floors from the top down, each with its units in order of their columns; and the columns.
pub fn floors(units: Vec<MatrixUnit>) -> (Vec<MatrixFloor>, Vec<String>) {
    let mut columns = units.iter().map(|unit| unit.column.clone()).collect::<Vec<_>>();
    columns.sort_by_cached_key(|name| natural(name));
    columns.dedup();
    let mut by_floor: BTreeMap<i64, Vec<MatrixUnit>> = BTreeMap::new();
    units.into_iter().for_each(|unit| by_floor.entry(unit.floor_number).or_default().push(unit));
    let floor = |(floor_number, mut units): (i64, Vec<MatrixUnit>)| {
        units.sort_by_cached_key(|unit| (natural(&unit.column), natural(&unit.unit_number)));
        MatrixFloor { floor_number, units }
    };
    (by_floor.into_iter().rev().map(floor).collect(), columns)
}

/// A name as people sort it: `9` before `10`.
fn natural(name: &str) -> (String, u64, String) {
    let from = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (words, digits) = name.split_at(from);
    (words.to_lowercase(), digits.parse().unwrap_or_default(), name.to_owned())
}

/// How many units stand how, and what they cost; every status is named.
pub fn tally(units: &[MatrixUnit]) -> Result<Vec<MatrixTally>> {
    let all = [UnitStatus::Available, UnitStatus::Reserved, UnitStatus::Booked, UnitStatus::Sold];
    let one = |status| {
        let these = || units.iter().filter(move |unit| unit.status == status);
        let value = Money::try_sum(these().map(|unit| unit.price))?;
        Ok(MatrixTally { status, units: these().count(), value })
    };
    all.into_iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(number: &str, column: &str, floor: i64, status: UnitStatus) -> MatrixUnit {
        MatrixUnit {
            id: 1,
            unit_number: number.into(),
            floor_number: floor,
            column: column.into(),
            unit_type: UnitType::Studio,
            area_sqft: 1.0,
            price: Money::from_units(10_000),
            status,
            facing: None,
            bond: None,
        }
    }

    #[test]
    fn the_top_floor_comes_first_and_columns_as_people_count() {
        let available = UnitStatus::Available;
        let units = vec![
            unit("110", "10", 1, available),
            unit("19", "9", 1, UnitStatus::Sold),
            unit("210", "10", 2, available),
            unit("2a", "a", 2, available),
        ];
        let tally = tally(&units).expect("a tally");
        assert_eq!(tally.iter().map(|t| t.units).collect::<Vec<_>>(), [3, 0, 0, 1]);
        assert_eq!((tally[0].value.units(), tally[1].value.units()), (30_000, 0));
        let (floors, columns) = floors(units);
        assert_eq!(columns, ["9", "10", "a"]);
        let numbers = |n: usize| floors[n].units.iter().map(|u| u.unit_number.as_str()).collect::<Vec<_>>();
        assert_eq!((floors[0].floor_number, numbers(0)), (2, vec!["210", "2a"]));
        assert_eq!((floors[1].floor_number, numbers(1)), (1, vec!["19", "110"]));
    }
}
