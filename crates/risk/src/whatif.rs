//! What if: a rating defaults, a borrower changes, rates shift. Each as the portfolio before and after.
use serde::Serialize;

use crate::{
    concentration,
    filter::{Band, Filter},
    losses::Sums,
    rates::Rates,
    scale::Rating,
    status::Status,
    sums::{self, Grid, Tally, ratio, rounded},
    tape::{Rows, Tape},
};

/// A portfolio in a few figures; amounts in ten-thousandths of a unit.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct State {
    /// How many loans.
    pub count: u64,
    /// Σ exposure.
    pub exposure: i128,
    /// Σ(w·rate)/Σw in percent.
    pub weighted_rate: Option<f64>,
    /// The notch nearest to the exposure-weighted mean.
    pub rating: Option<Rating>,
    /// Share of the exposure that performs, 0–1.
    pub performing: f64,
    /// Σ(w·pd)/Σw, 0–1.
    pub pd: Option<f64>,
    /// Σ w·pd·(1 − recovery).
    pub expected_loss: i128,
    /// Σ w·weight.
    pub risk_weighted: i128,
}

impl State {
    /// The figures of a grid at these rates.
    pub fn of(grid: &Grid, rates: &Rates) -> Self {
        let (whole, losses) = (grid.whole(), Sums::of(grid, rates));
        Self {
            count: whole.count,
            exposure: whole.exposure,
            weighted_rate: whole.weighted_rate(),
            rating: Rating::nearest(grid.notches(), whole.exposure),
            performing: ratio(grid.status(Status::Performing).exposure, whole.exposure),
            pd: losses.pd(),
            expected_loss: losses.expected_loss(),
            risk_weighted: losses.risk_weighted(),
        }
    }
}

/// The default of a rating.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Defaults {
    /// The rating.
    pub rating: Rating,
    /// How many of its loans default.
    pub count: u64,
    /// Their exposure in ten-thousandths of a unit.
    pub defaulted: i128,
    /// What is lost of it, to the nearest.
    pub loss: i128,
    /// Loss / exposure of all, 0–1.
    pub loss_rate: f64,
    /// Lists the loans that default.
    pub filter: Filter,
    /// Before.
    pub before: State,
    /// After, with these loans rated D and defaulted, at their full exposure.
    pub after: State,
    /// Exposure of all less the loss.
    pub value: i128,
    /// What the figures mean.
    pub definition: &'static str,
}

/// `share` (ten-thousandths) of the loans of a rating default, the largest first: max(1, ⌊n·share⌋) of its n loans, none
/// when it has none. Lost is their exposure · (1 − `recovery`), recovery in ten-thousandths. Source: contract §6, page
/// 11.
pub fn default_of(
    tape: &Tape,
    rows: Rows<'_>,
    rates: &Rates,
    rating: Rating,
    (share, recovery): (u32, u32),
) -> Defaults {
    let mut grid = Grid::of(tape, rows);
    let before = State::of(&grid, rates);
    let mut chosen = Filter::rating(rating).among(tape, rows);
    let count = match chosen.len() {
        0 => 0,
        n => (n * share.min(10_000) as usize / 10_000).max(1),
    };
    let filter = largest(tape, &mut chosen, rating, count);
    for row in chosen.iter().map(|row| *row as usize) {
        let mut one = Tally::default();
        one.add(tape.exposure[row], tape.rate[row]);
        grid.move_over(&one, (rating, tape.status[row]), (Rating::D, Status::Defaulted));
    }
    let defaulted = tape.total(Rows::These(&chosen));
    let loss = rounded(defaulted * (10_000 - i128::from(recovery.min(10_000))), 10_000);
    Defaults {
        rating,
        count: count as u64,
        defaulted,
        loss,
        loss_rate: ratio(loss, before.exposure),
        filter,
        value: before.exposure - loss,
        after: State::of(&grid, rates),
        before,
        definition: "Of the n loans of the rating, max(1, ⌊n·share⌋) default, the largest first, of equal ones those \
            that come first. Lost is their exposure less what is recovered.",
    }
}

/// Leaves the `count` largest of the loans of a rating, and says how to list them.
fn largest(tape: &Tape, chosen: &mut Vec<u32>, rating: Rating, count: usize) -> Filter {
    let rank = |row: &u32| (std::cmp::Reverse(tape.exposure[*row as usize]), *row);
    if count == 0 {
        return Filter::ratings([]);
    }
    if count == chosen.len() {
        return Filter::rating(rating);
    }
    let (_, last, rest) = chosen.select_nth_unstable_by_key(count - 1, rank);
    let least = tape.exposure[*last as usize];
    let tie = rest.iter().any(|row| tape.exposure[*row as usize] == least);
    chosen.truncate(count);
    chosen.sort_unstable();
    if tie {
        let ids = chosen.iter().map(|row| tape.ids[*row as usize]).collect();
        return Filter { ids: Some(ids), ..Filter::default() };
    }
    Filter { exposure: Band::at_least(least), ..Filter::rating(rating) }
}

/// How a borrower changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Its exposure changes by this share, in ten-thousandths; −10,000 = it is gone.
    pub exposure: i32,
    /// All of its loans get this rating.
    pub rating: Option<Rating>,
    /// All of its loans get this status.
    pub status: Option<Status>,
    /// Its rates shift by so many basis points.
    pub shift: i32,
}

/// The portfolio before and after a borrower has changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Borrower {
    /// How many loans the borrower has; 0 when nobody has that name.
    pub loans: u64,
    /// Before.
    pub before: State,
    /// After.
    pub after: State,
    /// The borrower's share of the exposure, before and after, 0–1.
    pub share: [f64; 2],
    /// The index of concentration by name, before and after.
    pub index: [concentration::Index; 2],
    /// Lists the borrower's loans.
    pub filter: Filter,
    /// What the figures mean.
    pub definition: &'static str,
}

/// What becomes of the portfolio when the borrower of this exact name changes. Source: contract §6, page 11.
pub fn borrower(tape: &Tape, rows: Rows<'_>, rates: &Rates, name: &str, change: Change) -> Borrower {
    let mut grid = Grid::of(tape, rows);
    let before = State::of(&grid, rates);
    let filter = Filter::borrower(Some(name));
    let own = filter.among(tape, rows);
    let own_grid = Grid::of(tape, Rows::These(&own));
    let mut tallies = sums::by_word(tape, rows, &tape.borrower);
    let index = concentration::index(tallies.iter().copied());
    let slot = tape.borrower.words.iter().position(|word| word == name);
    let mut after = Tally::default();
    for (rating, status) in Rating::ALL.into_iter().flat_map(|one| Status::ALL.map(|status| (one, status))) {
        let old = own_grid.cell(rating, status);
        let new = changed(old, change);
        grid.take_out(old, (rating, status));
        grid.put_in(&new, (change.rating.unwrap_or(rating), change.status.unwrap_or(status)));
        after.join(&new);
    }
    if let Some(slot) = slot {
        tallies[slot] = after;
    }
    let state = State::of(&grid, rates);
    Borrower {
        loans: own.len() as u64,
        share: [ratio(own_grid.whole().exposure, before.exposure), ratio(after.exposure, state.exposure)],
        index: [index, concentration::index(tallies.iter().copied())],
        before,
        after: state,
        filter,
        definition: "All loans of the borrower change alike; everything else stays. Figures after are worked out as \
            those before.",
    }
}

/// The loans of a cell after the change; exposures are rounded once per rating and status.
fn changed(old: &Tally, change: Change) -> Tally {
    let factor = i128::from(change.exposure.max(-10_000)) + 10_000;
    let shifted = old.interest + old.exposure * i128::from(change.shift) * 100;
    Tally {
        count: if factor == 0 { 0 } else { old.count },
        exposure: rounded(old.exposure * factor, 10_000),
        interest: rounded(shifted * factor, 10_000),
    }
}

/// The portfolio before and after all rates have shifted by so many basis points. Ratings and losses stay.
pub fn shift(tape: &Tape, rows: Rows<'_>, rates: &Rates, points: i32) -> [State; 2] {
    let grid = Grid::of(tape, rows);
    let before = State::of(&grid, rates);
    let mut whole = grid.whole();
    whole.interest += whole.exposure * i128::from(points) * 100;
    [before.clone(), State { weighted_rate: whole.weighted_rate(), ..before }]
}

#[cfg(test)]
mod tests;
