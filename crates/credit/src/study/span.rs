//! Days of observation. Pure.
use chrono::{Datelike, Months, NaiveDate};
use kernel::{Error, FieldError, Result};
use risk::{defaults::vintage, migration::cohort::MOST_DAYS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How long a period is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Horizon {
    Month,
    Quarter,
    HalfYear,
    #[default]
    Year,
}

impl Horizon {
    /// Months in it.
    pub fn months(self) -> u32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

/// 422 about a parameter of the query.
pub fn wrong(field: &str, says: impl Into<String>) -> Error {
    Error::fields(vec![FieldError::new("query", field, says, "invalid")])
}

/// A number that is one: a query may say `NaN`, which is within no bounds and beyond none.
///
/// # Errors
/// 422 that names the field.
pub fn finite(field: &str, number: f64) -> Result<()> {
    if number.is_finite() { Ok(()) } else { Err(wrong(field, "must be a number")) }
}

/// The span of time that makes a vintage, or an age.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum Grain {
    Month,
    #[default]
    Quarter,
    Year,
}

impl Grain {
    /// The same for figures.
    pub fn of(self) -> vintage::Grain {
        match self {
            Self::Month => vintage::Grain::Month,
            Self::Quarter => vintage::Grain::Quarter,
            Self::Year => vintage::Grain::Year,
        }
    }
}

/// From one day to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day; what happens on it is over.
    pub from: NaiveDate,
    /// The last day; what happens on it counts.
    pub to: NaiveDate,
}

impl Span {
    /// The span asked for: up to `as_of`, and a year long, unless told otherwise.
    ///
    /// # Errors
    /// 422 when the first day is not before the last, the last is after `as_of`, or more than two centuries lie between.
    pub fn of(from: Option<NaiveDate>, to: Option<NaiveDate>, as_of: NaiveDate) -> Result<Self> {
        let to = to.unwrap_or(as_of);
        if to > as_of {
            return Err(wrong("to", format!("must not be after {as_of}, the day looked at")));
        }
        let from = from.unwrap_or_else(|| to.checked_sub_months(Months::new(12)).unwrap_or(to));
        if from >= to {
            return Err(wrong("from", format!("must be before {to}, the last day")));
        }
        if to.signed_duration_since(from).num_days() > 73_050 {
            return Err(wrong("from", "must be at most two centuries before the last day"));
        }
        Ok(Self { from, to })
    }

    /// The days of observation: `from`, and the same day of the month each horizon later (the month's last day when it is
    /// shorter), as long as they are not after `to`.
    ///
    /// # Errors
    /// 422 when there is no whole period, or when there are more than 1,201 days.
    pub fn days(self, horizon: Horizon) -> Result<Vec<NaiveDate>> {
        let periods = self.periods(horizon);
        if periods == 0 {
            return Err(wrong(
                "horizon",
                format!("is longer than the time from {} to {}", self.from, self.to),
            ));
        }
        if periods as usize >= MOST_DAYS {
            let says = format!(
                "makes more than {MOST_DAYS} days of observation; choose a longer one, or fewer years"
            );
            return Err(wrong("horizon", says));
        }
        let step = |n: u32| self.from.checked_add_months(Months::new(n * horizon.months()));
        Ok((0..=periods).filter_map(step).collect())
    }

    /// How many whole periods fit in.
    pub fn periods(self, horizon: Horizon) -> u32 {
        self.whole_months() / horizon.months()
    }

    fn whole_months(self) -> u32 {
        let number = |day: NaiveDate| day.year() * 12 + day.month0() as i32;
        let months = u32::try_from(number(self.to) - number(self.from)).unwrap_or_default();
        let end = self.from.checked_add_months(Months::new(months));
        if end.is_some_and(|end| end > self.to) { months.saturating_sub(1) } else { months }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        crate::day::parse(text).unwrap()
    }

    fn span(from: &str, to: &str) -> Span {
        Span::of(Some(day(from)), Some(day(to)), day("2300-01-01")).unwrap()
    }

    #[test]
    fn the_last_of_the_month_comes_back_after_february() {
        let days = span("2023-12-31", "2024-04-29").days(Horizon::Month).unwrap();
        assert_eq!(days, ["2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31"].map(day));
        let days = span("2023-12-31", "2024-04-30").days(Horizon::Month).unwrap();
        assert_eq!(days.last(), Some(&day("2024-04-30")));
        assert_eq!(span("2020-02-29", "2023-03-01").days(Horizon::Year).unwrap().len(), 4);
    }

    #[test]
    fn a_span_has_an_order_and_an_end() {
        let of = |from: &str, to: &str| Span::of(Some(day(from)), Some(day(to)), day("2027-01-01"));
        assert_eq!(Span::of(None, None, day("2024-02-29")).unwrap(), span("2023-02-28", "2024-02-29"));
        for (from, to) in
            [("2026-01-01", "2026-01-01"), ("2026-01-01", "2027-01-02"), ("1800-01-01", "2027-01-01")]
        {
            assert!(of(from, to).is_err(), "{from} {to}");
        }
        assert!(span("2026-01-01", "2026-12-31").days(Horizon::Year).is_err());
        assert_eq!(span("2000-01-01", "2100-01-01").days(Horizon::Month).unwrap().len(), 1_201);
        assert!(span("2000-01-01", "2100-02-01").days(Horizon::Month).is_err());
    }
}
