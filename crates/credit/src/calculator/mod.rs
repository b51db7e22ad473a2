//! Calculators that need no portfolio: repayment schedules, rates of return, days past due.
mod answer;
mod arrears;
mod returns;
mod rolled;
pub mod schedule;

use chrono::{Datelike, NaiveDate};
use kernel::Routes;

/// The operations of the calculators.
pub fn routes() -> Routes {
    schedule::routes().and(returns::routes()).and(arrears::routes())
}

/// Days since 1970-01-01.
fn number(day: NaiveDate) -> i32 {
    risk::day::of(day.year(), day.month(), day.day())
}
