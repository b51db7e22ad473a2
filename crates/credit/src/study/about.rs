//! What every study says of itself, and its figures as they go out.
use chrono::NaiveDate;
use kernel::{Money, Result, money::MoneyError};
use risk::scale::Rating;
use schemars::JsonSchema;
use serde::Serialize;

use crate::word::Entry;

/// What was looked at, and what the figures mean.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct About {
    /// The day on which one stands.
    pub as_of: NaiveDate,
    /// How many loans were looked at.
    pub loans: u64,
    /// What they owe now.
    pub exposure: Money,
    /// The revision of the portfolio.
    pub revision: i64,
    /// What the figures mean: formula, convention, source.
    pub definition: String,
}

/// An exact sum of ten-thousandths as an amount.
///
/// # Errors
/// 422 for a sum that no amount can hold.
pub fn money(units: i128) -> Result<Money> {
    Ok(i64::try_from(units).map(Money::from_units).map_err(|_| MoneyError::Overflow)?)
}

/// An amount that was worked out with ratios, in ten-thousandths, to the nearest hundredth.
///
/// # Errors
/// 422 for one that no amount can hold.
pub fn rounded(units: f64) -> Result<Money> {
    let cents = (units / 100.0).round();
    // Beyond 2⁵³ a float is no longer a whole number of hundredths, and 9.2e16 hundredths are the most there is.
    if cents.abs() > 9.2e16 || cents.is_nan() {
        return Err(MoneyError::Overflow.into());
    }
    Ok(Money::from_units(cents as i64 * 100))
}

/// A rating as it goes out.
pub fn entry(rating: Rating) -> Entry {
    Entry(rating)
}

/// A number in a table.
pub fn cell(number: f64) -> String {
    number.to_string()
}
