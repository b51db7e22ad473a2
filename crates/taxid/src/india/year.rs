//! The financial year of India: April to March.
use chrono::{Datelike, NaiveDate};

/// A financial year, by the calendar year in which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FinancialYear(pub i32);

impl FinancialYear {
    /// The year that a date lies in.
    pub fn of(date: NaiveDate) -> Self {
        Self(if date.month() < 4 { date.year() - 1 } else { date.year() })
    }

    /// Reads `2019-20`, `2019-2020`, `19-20` or `FY 2019-20`; the second half must follow the first.
    pub fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<&str> =
            text.split(|c: char| !c.is_ascii_digit()).filter(|piece| !piece.is_empty()).collect();
        let [first, second] = numbers[..] else { return None };
        let year: i32 = first.parse().ok()?;
        let year = match first.len() {
            4 => year,
            2 => 2000 + year,
            _ => return None,
        };
        let next: i32 = second.parse().ok()?;
        let follows = match second.len() {
            4 => next == year + 1,
            2 => next == (year + 1) % 100,
            _ => false,
        };
        follows.then_some(Self(year))
    }

    /// First day: 1 April.
    pub fn first_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.0, 4, 1)
    }

    /// Last day: 31 March.
    pub fn last_day(self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.0 + 1, 3, 31)
    }
}

impl std::fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}
