//! Figures by month.
use chrono::{Datelike, Months, NaiveDate};
use kernel::{Money, Month, money::MoneyError};
use schemars::JsonSchema;
use serde::Serialize;

/// How many months a chart shows, the present one with them.
pub const MONTHS: u32 = 12;

/// A month of a builder's business.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "BuilderMonth")]
pub struct MonthOfSales {
    /// Which month.
    pub month: Month,
    /// How many homes were booked in it, without those that were cancelled since.
    pub bookings: i64,
    /// Their prices together.
    pub booked: Money,
    /// What was paid in it.
    pub received: Money,
}

/// What happened on a day, by its text: how often, and how much it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDay {
    /// `YYYY-MM-DD`.
    pub day: String,
    /// How often.
    pub count: i64,
    /// How much.
    pub amount: Money,
}

/// The first day of the first month that is shown.
pub fn since(today: NaiveDate) -> NaiveDate {
    let first = today.with_day(1).unwrap_or(today);
    first.checked_sub_months(Months::new(MONTHS - 1)).unwrap_or(first)
}

/// The months up to today, each with what happened in it; one without anything, too.
pub fn months(
    today: NaiveDate,
    booked: &[OnDay],
    received: &[OnDay],
) -> Result<Vec<MonthOfSales>, MoneyError> {
    let first = since(today);
    let firsts = (0..MONTHS).filter_map(|n| first.checked_add_months(Months::new(n)));
    firsts
        .filter_map(|day| Month::of(day).ok())
        .map(|month| {
            let prefix = month.to_string();
            let within = |all: &[OnDay]| {
                let these = all.iter().filter(|one| one.day.starts_with(&prefix));
                let count = these.clone().map(|one| one.count).sum();
                Money::try_sum(these.map(|one| one.amount)).map(|amount| (count, amount))
            };
            let (bookings, booked) = within(booked)?;
            Ok(MonthOfSales { month, bookings, booked, received: within(received)?.1 })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(day: &str, units: i64) -> OnDay {
        OnDay { day: day.into(), count: 1, amount: Money::from_units(units) }
    }

    #[test]
    fn every_month_is_there_and_holds_its_days() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 15).expect("a day");
        assert_eq!(since(today).to_string(), "2025-04-01");
        let booked = [on("2026-03-01", 5), on("2026-03-15", 7), on("2025-04-01", 1), on("2025-03-31", 100)];
        let all = months(today, &booked, &[on("2026-02-28", 9)]).expect("sums");
        assert_eq!(all.len(), 12);
        assert_eq!((all[0].month.to_string().as_str(), all[0].bookings), ("2025-04", 1));
        assert_eq!((all[11].bookings, all[11].booked), (2, Money::from_units(12)));
        assert_eq!(all[10].received, Money::from_units(9));
    }
}
