//! Exact sums over loans, in all and by group: what every figure starts from.
use serde::Serialize;

use crate::{
    filter::Filter,
    scale::{Rating, SLOTS},
    status::Status,
    tape::{Codes, Rows, Tape},
};

/// Exact sums over some loans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Σ exposure in ten-thousandths of a unit.
    pub exposure: i128,
    /// Σ exposure × rate, in the product of their units: a year's interest is this / 10⁶ ten-thousandths of a unit.
    pub interest: i128,
    /// How many loans.
    pub count: u64,
}

impl Tally {
    /// Counts in one loan.
    #[inline(always)]
    pub fn add(&mut self, exposure: i64, rate: i32) {
        self.exposure += i128::from(exposure);
        self.interest += i128::from(exposure) * i128::from(rate);
        self.count += 1;
    }

    /// Counts in what another has counted.
    pub fn join(&mut self, other: &Self) {
        self.exposure += other.exposure;
        self.interest += other.interest;
        self.count += other.count;
    }

    /// Both together.
    pub fn with(mut self, other: &Self) -> Self {
        self.join(other);
        self
    }

    /// Σ(w·rate)/Σw in percent a year; none without exposure.
    pub fn weighted_rate(&self) -> Option<f64> {
        (self.exposure > 0).then(|| ratio(self.interest, self.exposure) / 1e4)
    }
}

/// `part / whole`; 0 when there is no whole. Each side is rounded once, so that the result is right to about 15 digits.
pub fn ratio(part: i128, whole: i128) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// `part > share × whole`, exactly, where `share` is in ten-thousandths: 10 % = 1,000.
pub fn exceeds(part: i128, whole: i128, share: u32) -> bool {
    part * 10_000 > whole * i128::from(share)
}

/// `numerator / denominator` to the nearest whole; half goes away from zero, as in money.
pub fn rounded(numerator: i128, denominator: i128) -> i128 {
    let (half, sign) = (denominator.abs() / 2, numerator.signum() * denominator.signum());
    sign * ((numerator.abs() + half) / denominator.abs())
}

/// Some loans, what they come to, and the filter that lists them among those looked at.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// What they have in common, as people read it; none for loans without a word.
    pub key: Option<Box<str>>,
    /// How many loans.
    pub count: u64,
    /// Σ exposure in ten-thousandths of a unit.
    pub exposure: i128,
    /// Share of the exposure looked at, 0–1.
    pub share: f64,
    /// Σ(w·rate)/Σw in percent a year.
    pub weighted_rate: Option<f64>,
    /// Lists the loans.
    pub filter: Filter,
}

impl Group {
    /// The group of a tally.
    pub fn of(key: Option<&str>, tally: &Tally, total: i128, filter: Filter) -> Self {
        Self {
            key: key.map(Into::into),
            count: tally.count,
            exposure: tally.exposure,
            share: ratio(tally.exposure, total),
            weighted_rate: tally.weighted_rate(),
            filter,
        }
    }
}

/// How far something is from harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Harmless.
    Low,
    /// To be watched; for an index of concentration people say "moderate".
    Medium,
    /// To be acted upon.
    High,
}

impl Level {
    /// High above the second border, medium above the first, else low.
    pub fn above(value: f64, medium: f64, high: f64) -> Self {
        match () {
            () if value > high => Self::High,
            () if value > medium => Self::Medium,
            () => Self::Low,
        }
    }
}

/// Adds each loan to the tally at `slot(row)`.
#[inline(always)]
pub(crate) fn add_up(tape: &Tape, rows: Rows<'_>, tallies: &mut [Tally], slot: impl Fn(usize) -> usize) {
    let (exposure, rate) = (&tape.exposure[..], &tape.rate[..]);
    rows.each(|row| tallies[slot(row)].add(exposure[row], rate[row]));
}

/// All loans together.
pub fn whole(tape: &Tape, rows: Rows<'_>) -> Tally {
    let mut one = [Tally::default()];
    add_up(tape, rows, &mut one, |_| 0);
    one[0]
}

/// Tallies by rating ([`Rating::index`]) and status ([`Status::index`]), from one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    cells: [[Tally; Status::ALL.len()]; SLOTS],
}

impl Grid {
    /// One pass over the loans.
    pub fn of(tape: &Tape, rows: Rows<'_>) -> Self {
        let mut cells = [[Tally::default(); Status::ALL.len()]; SLOTS];
        let (rating, status) = (&tape.rating[..], &tape.status[..]);
        add_up(tape, rows, cells.as_flattened_mut(), |row| rating[row].index() * 4 + status[row].index());
        Self { cells }
    }

    /// The loans of a rating and a status.
    pub fn cell(&self, rating: Rating, status: Status) -> &Tally {
        &self.cells[rating.index()][status.index()]
    }

    /// The loans of a rating.
    pub fn rating(&self, rating: Rating) -> Tally {
        self.cells[rating.index()].iter().fold(Tally::default(), Tally::with)
    }

    /// The loans of a status.
    pub fn status(&self, status: Status) -> Tally {
        self.cells.iter().map(|line| &line[status.index()]).fold(Tally::default(), Tally::with)
    }

    /// All loans.
    pub fn whole(&self) -> Tally {
        self.cells.as_flattened().iter().fold(Tally::default(), Tally::with)
    }

    /// Moves loans from one cell to another, as if they were rated or doing otherwise.
    pub fn move_over(&mut self, tally: &Tally, from: (Rating, Status), to: (Rating, Status)) {
        self.take_out(tally, from);
        self.put_in(tally, to);
    }

    /// Takes loans out of a cell.
    pub fn take_out(&mut self, tally: &Tally, (rating, status): (Rating, Status)) {
        let cell = &mut self.cells[rating.index()][status.index()];
        cell.exposure -= tally.exposure;
        cell.interest -= tally.interest;
        cell.count -= tally.count;
    }

    /// Puts loans into a cell.
    pub fn put_in(&mut self, tally: &Tally, (rating, status): (Rating, Status)) {
        self.cells[rating.index()][status.index()].join(tally);
    }

    /// The grid as if every loan were rated `notches` worse, C at worst; loans in default stay so.
    pub fn fallen(&self, notches: u8) -> Self {
        let mut fallen = Self { cells: [[Tally::default(); Status::ALL.len()]; SLOTS] };
        for rating in Rating::ALL {
            let to = if rating == Rating::D { 21 } else { rating.notch().saturating_add(notches).min(20) };
            for status in Status::ALL {
                fallen.put_in(self.cell(rating, status), (Rating(to), status));
            }
        }
        fallen
    }

    /// Σ exposure × notch.
    pub fn notches(&self) -> i128 {
        self.sum(|rating| i128::from(rating.notch()))
    }

    /// Σ exposure × `factor` of the loan's rating.
    pub fn sum(&self, factor: impl Fn(Rating) -> i128) -> i128 {
        Rating::ALL.iter().map(|rating| self.rating(*rating).exposure * factor(*rating)).sum()
    }

    /// A group per rating that has loans, best first.
    pub fn by_rating(&self) -> Vec<Group> {
        let total = self.whole().exposure;
        let ratings = Rating::ALL.into_iter().map(|rating| (rating, self.rating(rating)));
        ratings
            .filter(|(_, tally)| tally.count > 0)
            .map(|(rating, tally)| Group::of(Some(rating.name()), &tally, total, Filter::rating(rating)))
            .collect()
    }

    /// A group per status, also without loans, best first.
    pub fn by_status(&self) -> [Group; Status::ALL.len()] {
        let total = self.whole().exposure;
        Status::ALL
            .map(|status| Group::of(Some(status.name()), &self.status(status), total, Filter::status(status)))
    }

    /// The loans whose rating is one of these, as one group.
    pub fn ratings(&self, key: &str, chosen: impl Fn(Rating) -> bool) -> Group {
        let ratings: Vec<Rating> = Rating::ALL.into_iter().filter(|rating| chosen(*rating)).collect();
        let tallies = ratings.iter().map(|rating| self.rating(*rating));
        let tally = tallies.fold(Tally::default(), |sum, one| sum.with(&one));
        Group::of(Some(key), &tally, self.whole().exposure, Filter::ratings(ratings))
    }
}

/// Tallies by word, dense by code; the last is for loans without a word ([`Codes::slot`]).
pub fn by_word(tape: &Tape, rows: Rows<'_>, column: &Codes) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); column.words.len() + 1];
    let (codes, last) = (&column.codes[..], column.words.len());
    add_up(tape, rows, &mut tallies, |row| (codes[row] as usize).min(last));
    tallies
}

/// The `limit` greatest groups of words, greatest exposure first, equal ones by name. `filter` makes the filter of a
/// word.
pub fn greatest(
    column: &Codes,
    tallies: &[Tally],
    limit: usize,
    filter: fn(Option<&str>) -> Filter,
) -> Vec<Group> {
    let total = tallies.iter().map(|tally| tally.exposure).sum();
    let mut order: Vec<usize> = (0..tallies.len()).filter(|slot| tallies[*slot].count > 0).collect();
    // The word of loans without one is past the others, and so comes last among equals.
    let rank = |slot: &usize| {
        let word = column.words.get(*slot);
        (std::cmp::Reverse(tallies[*slot].exposure), word.is_none(), word)
    };
    if limit > 0 && limit < order.len() {
        order.select_nth_unstable_by(limit - 1, |a, b| rank(a).cmp(&rank(b)));
    }
    order.truncate(limit);
    order.sort_unstable_by(|a, b| rank(a).cmp(&rank(b)));
    let word = |slot: usize| column.words.get(slot);
    order.into_iter().map(|slot| Group::of(word(slot), &tallies[slot], total, filter(word(slot)))).collect()
}

/// All groups of words, greatest exposure first.
pub fn words(column: &Codes, tallies: &[Tally], filter: fn(Option<&str>) -> Filter) -> Vec<Group> {
    greatest(column, tallies, usize::MAX, filter)
}

#[cfg(test)]
pub(crate) mod tests;
