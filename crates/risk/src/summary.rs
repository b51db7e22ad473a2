//! The portfolio at a glance: how much, at what rate, for how long, how good.
use serde::Serialize;

use crate::{
    calendar::Calendar,
    filter::{Band, Filter},
    scale::Rating,
    status::Status,
    sums::{self, Grid, Group, Level, ratio},
    tape::{Rows, Tape},
};

/// Days of a year on average, as the contract divides by.
pub const YEAR: f64 = 365.25;

/// What [`Summary`] means by its figures.
pub const DEFINITION: &str = "Weighted figures are weighted by exposure over all loans looked at: the rate is \
    Σ(w·rate)/Σw; the average maturity is Σ(w·days to maturity)/Σw, a year being 365.25 days and a month a twelfth of \
    it, with loans past their maturity counting as negative days; the average rating is Σ(w·notch)/Σw on the scale of 22 \
    notches from AAA = 0 to D = 21, and of it the nearest notch, half a notch going to the worse one.";

/// A weighted average time to maturity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Time {
    /// Days.
    pub days: f64,
    /// Months of 365.25 / 12 days.
    pub months: f64,
    /// Years of 365.25 days.
    pub years: f64,
}

impl Time {
    /// `weighted` = Σ w·days over `exposure` = Σ w; none without exposure.
    pub fn of(weighted: i128, exposure: i128) -> Option<Self> {
        let days = ratio(weighted, exposure);
        (exposure > 0).then(|| Self { days, months: days / YEAR * 12.0, years: days / YEAR })
    }
}

/// The portfolio at a glance.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The day on which one stands, in days since 1970-01-01.
    pub as_of: i32,
    /// How many loans.
    pub count: u64,
    /// Σ exposure in ten-thousandths of a unit.
    pub exposure: i128,
    /// Σ exposure / count, in ten-thousandths of a unit, to the nearest.
    pub average: Option<i128>,
    /// Σ(w·rate)/Σw in percent a year: the portfolio's yield.
    pub weighted_rate: Option<f64>,
    /// A year's interest at today's rates, in ten-thousandths of a unit, to the nearest.
    pub interest: i128,
    /// At most 3 % is low, at most 5 % medium, more is high: what pays more is riskier.
    pub yield_risk: Option<Level>,
    /// Over all loans, as the contract has it.
    pub maturity: Option<Time>,
    /// Over the loans that have not matured.
    pub live_maturity: Option<Time>,
    /// Loans with a last day before `as_of`.
    pub matured: Group,
    /// The notch nearest to the exposure-weighted mean.
    pub rating: Option<Rating>,
    /// The mean itself, on the scale from 0 (AAA) to 21 (D).
    pub mean_notch: Option<f64>,
    /// AAA to BBB-.
    pub investment_grade: Group,
    /// All four statuses, best first.
    pub by_status: [Group; Status::ALL.len()],
    /// Best first.
    pub by_rating: Vec<Group>,
    /// Greatest exposure first.
    pub by_sector: Vec<Group>,
    /// The greatest borrowers.
    pub top: Vec<Group>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The summary of these loans on the day `as_of`, with the `top` greatest borrowers. Source: contract §5 (summary) and
/// §6 (Home, Risk, Maturity).
pub fn summary(tape: &Tape, rows: Rows<'_>, as_of: i32, top: usize) -> Summary {
    let calendar = Calendar::of(tape, rows, as_of);
    let grid = Grid::of(tape, rows);
    let whole = grid.whole();
    let sectors = sums::by_word(tape, rows, &tape.sector);
    let borrowers = sums::by_word(tape, rows, &tape.borrower);
    let weighted_rate = whole.weighted_rate();
    Summary {
        as_of,
        count: whole.count,
        exposure: whole.exposure,
        average: (whole.count > 0).then(|| sums::rounded(whole.exposure, i128::from(whole.count))),
        weighted_rate,
        interest: sums::rounded(whole.interest, 1_000_000),
        yield_risk: weighted_rate.map(|rate| Level::above(rate, 3.0, 5.0)),
        maturity: Time::of(calendar.all_weighted_days(), whole.exposure),
        live_maturity: Time::of(calendar.weighted_days(), calendar.live().exposure),
        matured: matured(&calendar, whole.exposure),
        rating: Rating::nearest(grid.notches(), whole.exposure),
        mean_notch: (whole.exposure > 0).then(|| ratio(grid.notches(), whole.exposure)),
        investment_grade: grid.ratings("Investment grade", Rating::is_investment_grade),
        by_status: grid.by_status(),
        by_rating: grid.by_rating(),
        by_sector: sums::words(&tape.sector, &sectors, Filter::sector),
        top: sums::greatest(&tape.borrower, &borrowers, top, Filter::borrower),
        definition: DEFINITION,
    }
}

/// The loans with a last day before `as_of`.
pub(crate) fn matured(calendar: &Calendar, total: i128) -> Group {
    let past = Filter::maturity(Band::at_most(calendar.as_of - 1));
    Group::of(Some("Matured"), calendar.matured(), total, past)
}

/// A table of exposure by two keys.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mix {
    /// A line per sector, greatest first: its four statuses.
    pub sectors: Vec<Line>,
    /// A line per rating that has loans, best first: its four statuses.
    pub ratings: Vec<Line>,
    /// All loans by status.
    pub statuses: [Group; Status::ALL.len()],
    /// What the figures mean.
    pub definition: &'static str,
}

/// A line of a table by two keys; every share is one of all exposure looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// The whole line.
    pub whole: Group,
    /// Per status, best first.
    pub statuses: [Group; Status::ALL.len()],
}

/// The mix of risk: exposure by sector and status, and by rating and status. Source: contract §6, page 1 (shares by
/// value, not by count).
pub fn mix(tape: &Tape, rows: Rows<'_>) -> Mix {
    let grid = Grid::of(tape, rows);
    let total = grid.whole().exposure;
    let last = tape.sector.words.len();
    let mut cells = vec![sums::Tally::default(); (last + 1) * 4];
    let (codes, status) = (&tape.sector.codes[..], &tape.status[..]);
    sums::add_up(tape, rows, &mut cells, |row| (codes[row] as usize).min(last) * 4 + status[row].index());
    let line = |key: Option<&str>, filter: Filter, cell: &dyn Fn(Status) -> sums::Tally| {
        let whole = Status::ALL.iter().fold(sums::Tally::default(), |sum, one| sum.with(&cell(*one)));
        let statuses = Status::ALL.map(|status| {
            Group::of(Some(status.name()), &cell(status), total, filter.and(&Filter::status(status)))
        });
        Line { whole: Group::of(key, &whole, total, filter), statuses }
    };
    let mut sectors: Vec<Line> = (0..=last)
        .map(|slot| {
            let word = tape.sector.words.get(slot);
            line(word, Filter::sector(word), &|status| cells[slot * 4 + status.index()])
        })
        .filter(|line| line.whole.count > 0)
        .collect();
    sectors.sort_by_cached_key(|line| {
        let key = line.whole.key.clone();
        (std::cmp::Reverse(line.whole.exposure), key.is_none(), key)
    });
    let ratings = Rating::ALL.into_iter().map(|rating| {
        line(Some(rating.name()), Filter::rating(rating), &|status| *grid.cell(rating, status))
    });
    Mix {
        sectors,
        ratings: ratings.filter(|line| line.whole.count > 0).collect(),
        statuses: grid.by_status(),
        definition: "Shares are by exposure, of all loans looked at.",
    }
}

#[cfg(test)]
mod tests;
