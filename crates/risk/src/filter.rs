//! Which loans: what a reader chose, and the loans behind a figure.
use serde::{Deserialize, Serialize};

use crate::{
    scale::{Rating, SLOTS},
    status::Status,
    tape::{Ratio, Rows, Tape},
};

/// From and to, both included; none is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Band<T> {
    /// The least value.
    pub from: Option<T>,
    /// The greatest value.
    pub to: Option<T>,
}

impl<T> Default for Band<T> {
    fn default() -> Self {
        Self { from: None, to: None }
    }
}

impl<T: Copy + Ord> Band<T> {
    /// At least `from`.
    pub fn at_least(from: T) -> Self {
        Self { from: Some(from), to: None }
    }

    /// At most `to`.
    pub fn at_most(to: T) -> Self {
        Self { from: None, to: Some(to) }
    }

    /// From `from` to `to`, both included.
    pub fn between(from: T, to: T) -> Self {
        Self { from: Some(from), to: Some(to) }
    }

    /// Open at both ends.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Does the value lie in it?
    #[inline]
    pub fn holds(&self, value: T) -> bool {
        self.from.is_none_or(|from| from <= value) && self.to.is_none_or(|to| value <= to)
    }

    /// What lies in both.
    fn and(self, other: Self) -> Self {
        let both = |a: Option<T>, b: Option<T>, pick: fn(T, T) -> T| match (a, b) {
            (Some(a), Some(b)) => Some(pick(a, b)),
            (one, none) => one.or(none),
        };
        Self { from: both(self.from, other.from, T::max), to: both(self.to, other.to, T::min) }
    }
}

/// Which loans. Every condition must hold; a set that is not given, and an open band, lets all pass; an empty set none.
/// A figure's own filter lists its loans among those that were looked at: join it with the filter that chose these
/// ([`Filter::and`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Keys of loans.
    pub ids: Option<Vec<i64>>,
    /// Lines of business; an empty word is none.
    pub sectors: Option<Vec<Box<str>>>,
    /// Notches.
    pub ratings: Option<Vec<Rating>>,
    /// Statuses.
    pub statuses: Option<Vec<Status>>,
    /// Countries; an empty word is none.
    pub countries: Option<Vec<Box<str>>>,
    /// Borrowers, by their exact names; an empty word is none.
    pub borrowers: Option<Vec<Box<str>>>,
    /// The borrower's name contains each of these, in any case.
    pub borrower_contains: Vec<Box<str>>,
    /// Ten-thousandths of a unit.
    pub exposure: Band<i64>,
    /// Days since 1970-01-01.
    pub maturity: Band<i32>,
    /// Ten-thousandths of a percent.
    pub rate: Band<i32>,
    /// Hundredths; an unknown ratio is in no band.
    pub debt_to_equity: Band<i32>,
    /// Hundredths; an unknown ratio is in no band.
    pub interest_coverage: Band<i32>,
    /// Hundredths; an unknown ratio is in no band.
    pub leverage: Band<i32>,
    /// These ratios are unknown.
    pub unknown: Vec<Ratio>,
    /// Covenants that are broken.
    pub breaks: Vec<Breaks>,
}

impl Filter {
    /// Loans of one rating.
    pub fn rating(rating: Rating) -> Self {
        Self { ratings: Some(vec![rating]), ..Self::default() }
    }

    /// Loans of some ratings.
    pub fn ratings(ratings: impl IntoIterator<Item = Rating>) -> Self {
        Self { ratings: Some(ratings.into_iter().collect()), ..Self::default() }
    }

    /// Loans of one status.
    pub fn status(status: Status) -> Self {
        Self { statuses: Some(vec![status]), ..Self::default() }
    }

    /// Loans of one sector; none for those without.
    pub fn sector(sector: Option<&str>) -> Self {
        Self { sectors: Some(vec![sector.unwrap_or_default().into()]), ..Self::default() }
    }

    /// Loans of one country; none for those without.
    pub fn country(country: Option<&str>) -> Self {
        Self { countries: Some(vec![country.unwrap_or_default().into()]), ..Self::default() }
    }

    /// Loans of one borrower, by the exact name; none for those without.
    pub fn borrower(borrower: Option<&str>) -> Self {
        Self { borrowers: Some(vec![borrower.unwrap_or_default().into()]), ..Self::default() }
    }

    /// Loans that mature from one day to another, both included.
    pub fn maturity(maturity: Band<i32>) -> Self {
        Self { maturity, ..Self::default() }
    }

    /// Loans whose `ratio` lies in a band of hundredths.
    pub fn ratio(ratio: Ratio, band: Band<i32>) -> Self {
        let mut filter = Self::default();
        match ratio {
            Ratio::DebtToEquity => filter.debt_to_equity = band,
            Ratio::InterestCoverage => filter.interest_coverage = band,
            Ratio::Leverage => filter.leverage = band,
        }
        filter
    }

    /// Loans for which both filters hold.
    pub fn and(&self, other: &Self) -> Self {
        let one = self.clone();
        Self {
            ids: common(one.ids, &other.ids),
            sectors: common(one.sectors, &other.sectors),
            ratings: common(one.ratings, &other.ratings),
            statuses: common(one.statuses, &other.statuses),
            countries: common(one.countries, &other.countries),
            borrowers: common(one.borrowers, &other.borrowers),
            borrower_contains: joined(one.borrower_contains, &other.borrower_contains),
            exposure: one.exposure.and(other.exposure),
            maturity: one.maturity.and(other.maturity),
            rate: one.rate.and(other.rate),
            debt_to_equity: one.debt_to_equity.and(other.debt_to_equity),
            interest_coverage: one.interest_coverage.and(other.interest_coverage),
            leverage: one.leverage.and(other.leverage),
            unknown: joined(one.unknown, &other.unknown),
            breaks: joined(one.breaks, &other.breaks),
        }
    }

    /// Lets every loan pass.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// The places of the loans that pass, ascending. One tight loop over a column per condition that is given, each over
    /// what the one before left.
    pub fn rows(&self, tape: &Tape) -> Vec<u32> {
        self.among(tape, tape.all())
    }

    /// Like [`Filter::rows`], among these loans.
    pub fn among(&self, tape: &Tape, rows: Rows<'_>) -> Vec<u32> {
        let mut left = Left { rows, kept: None };
        if let Some(ids) = &self.ids {
            let mut ids = ids.clone();
            ids.sort_unstable();
            left.keep(|row| ids.binary_search(&tape.ids[row]).is_ok());
        }
        if let Some(ratings) = &self.ratings {
            let mut chosen = [false; SLOTS];
            ratings.iter().for_each(|rating| chosen[rating.index()] = true);
            left.keep(|row| chosen[tape.rating[row].index()]);
        }
        if let Some(statuses) = &self.statuses {
            let mut chosen = [false; Status::ALL.len()];
            statuses.iter().for_each(|status| chosen[status.index()] = true);
            left.keep(|row| chosen[tape.status[row].index()]);
        }
        left.band(&tape.exposure, self.exposure);
        left.band(&tape.maturity, self.maturity);
        left.band(&tape.rate, self.rate);
        for (ratio, band) in
            Ratio::ALL.into_iter().zip([self.debt_to_equity, self.interest_coverage, self.leverage])
        {
            let column = tape.ratio(ratio);
            if !band.is_open() {
                left.keep(|row| column[row] != Tape::NONE);
            }
            left.band(column, band);
        }
        for ratio in &self.unknown {
            let column = tape.ratio(*ratio);
            left.keep(|row| column[row] == Tape::NONE);
        }
        for breaks in &self.breaks {
            left.keep(|row| breaks.holds(tape, row));
        }
        left.words(&tape.sector, self.sectors.as_deref());
        left.words(&tape.country, self.countries.as_deref());
        left.words(&tape.borrower, self.borrowers.as_deref());
        for part in self.borrower_contains.iter().filter(|part| !part.is_empty()) {
            left.coded(&tape.borrower, &containing(&tape.borrower.words, part));
        }
        left.finish()
    }
}

/// What is in both sets; a set that is not given holds all.
fn common<T: Clone + Ord>(one: Option<Vec<T>>, other: &Option<Vec<T>>) -> Option<Vec<T>> {
    match (one, other) {
        (None, other) => other.clone(),
        (Some(one), None) => Some(one),
        (Some(mut one), Some(other)) => {
            let mut other = other.clone();
            other.sort_unstable();
            one.retain(|value| other.binary_search(value).is_ok());
            Some(one)
        }
    }
}

fn joined<T: Clone + PartialEq>(mut one: Vec<T>, other: &[T]) -> Vec<T> {
    other.iter().for_each(|value| {
        if !one.contains(value) {
            one.push(value.clone());
        }
    });
    one
}

mod left;
mod limits;
use left::Left;
pub use left::containing;
pub use limits::{Breaks, Limits};

#[cfg(test)]
mod tests;
