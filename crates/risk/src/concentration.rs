//! How much hangs on few: names, sectors, countries, ratings.
use serde::Serialize;

use crate::{
    filter::Filter,
    scale::Rating,
    sums::{self, Grid, Group, Level, Tally, exceeds, ratio},
    tape::{Codes, Rows, Tape},
};

/// What [`Concentration`] means by its figures.
pub const DEFINITION: &str = "The Herfindahl–Hirschman index is the sum of the squared shares of exposure: 1/n for n \
    equal ones, 1 for a single one; in points, the squares of percentages, up to 10,000. Below 1,500 points it is low, \
    below 2,500 moderate, else high. Its inverse is the number of equal ones that would be as concentrated. Loans \
    without a word are one group.";

/// An index of concentration after Herfindahl and Hirschman.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Index {
    /// Σ share², 0–1; 0 only when there is no exposure.
    pub fraction: f64,
    /// Σ (share in percent)², 0–10,000.
    pub points: f64,
    /// Below 1,500 points low, below 2,500 moderate, else high (borders of the contract §6, page 3; those of the US
    /// Horizontal Merger Guidelines of 2010, §5.3).
    pub level: Level,
    /// How many groups there are.
    pub groups: u64,
    /// 1 / Σ share²: so many equal groups would be as concentrated.
    pub effective: f64,
}

/// HHI = Σ (wᵢ/Σw)² over groups with exposures wᵢ. Source: contract §5 (0–1) and §6, page 3 (0–10,000).
pub fn index(tallies: impl IntoIterator<Item = Tally> + Clone) -> Index {
    let total: i128 = tallies.clone().into_iter().map(|tally| tally.exposure).sum();
    let (mut squares, mut groups) = (0_i128, 0);
    // Whole numbers, so that the order of the groups can't show in the last digit: the square of a total up to 9·10¹⁴
    // units fits, and a larger one is scaled down first.
    let scale = 1_i128 << (total >> 62).checked_ilog2().map_or(0, |bits| bits + 1);
    for tally in tallies {
        let exposure = tally.exposure / scale;
        squares += exposure * exposure;
        groups += u64::from(tally.count > 0);
    }
    let total = (total / scale) as f64;
    let fraction = if total == 0.0 { 0.0 } else { squares as f64 / (total * total) };
    Index {
        fraction,
        points: fraction * 10_000.0,
        level: match fraction * 10_000.0 {
            points if points < 1_500.0 => Level::Low,
            points if points < 2_500.0 => Level::Medium,
            _ => Level::High,
        },
        groups,
        effective: if fraction > 0.0 { 1.0 / fraction } else { 0.0 },
    }
}

/// Limits on shares of exposure, in ten-thousandths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// More on one is a breach.
    pub one: u32,
    /// More on one is a warning.
    pub amber: u32,
    /// More on the three greatest together is high.
    pub three: u32,
}

impl Default for Caps {
    /// The contract's: 10 %, 7 % and 30 %.
    fn default() -> Self {
        Self { one: 1_000, amber: 700, three: 3_000 }
    }
}

/// How one stands to the caps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Light {
    /// At most the border of a warning.
    Green,
    /// Above the border of a warning.
    Amber,
    /// Above the limit.
    Breach,
}

/// One of the greatest, against the caps.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Ranked {
    /// Its loans.
    pub group: Group,
    /// Share of it and all greater ones together.
    pub cumulative: f64,
    /// How it stands to the caps.
    pub light: Light,
    /// What is above the limit, in ten-thousandths of a unit, rounded down; 0 when nothing is.
    pub excess: i128,
}

/// How concentrated the loans are by one of their words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Dimension {
    /// The index.
    pub index: Index,
    /// The greatest, greatest first.
    pub top: Vec<Ranked>,
    /// How many are above the limit, among all and not only the greatest.
    pub breaches: u64,
    /// How many more are above the border of a warning.
    pub ambers: u64,
    /// Share of the three greatest, 0–1.
    pub top_three: f64,
    /// The three greatest are above their limit.
    pub top_three_high: bool,
    /// Lists the loans of all that are above the limit.
    pub breached: Filter,
}

/// How concentrated the loans are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Concentration {
    /// By borrower.
    pub names: Dimension,
    /// By sector.
    pub sectors: Dimension,
    /// By country.
    pub countries: Dimension,
    /// By notch.
    pub ratings: Index,
    /// What the figures mean.
    pub definition: &'static str,
}

/// Concentration by name, sector, country and rating, with the `top` greatest of each. Source: contract §5
/// (concentration) and §6, pages 3 and 13.
pub fn concentration(tape: &Tape, rows: Rows<'_>, caps: Caps, top: usize) -> Concentration {
    let grid = Grid::of(tape, rows);
    let by =
        |column: &Codes, filter| dimension(column, &sums::by_word(tape, rows, column), caps, top, filter);
    Concentration {
        names: by(&tape.borrower, Filter::borrower),
        sectors: by(&tape.sector, Filter::sector),
        countries: by(&tape.country, Filter::country),
        ratings: index(Rating::ALL.map(|rating| grid.rating(rating))),
        definition: DEFINITION,
    }
}

/// Concentration by one column of words, whose tallies [`sums::by_word`] made.
pub fn dimension(
    column: &Codes,
    tallies: &[Tally],
    caps: Caps,
    top: usize,
    filter: fn(Option<&str>) -> Filter,
) -> Dimension {
    let total: i128 = tallies.iter().map(|tally| tally.exposure).sum();
    let light = |exposure: i128| match () {
        () if exceeds(exposure, total, caps.one) => Light::Breach,
        () if exceeds(exposure, total, caps.amber) => Light::Amber,
        () => Light::Green,
    };
    let lights = |wanted: Light| {
        let tallies = tallies.iter().enumerate();
        tallies.filter(move |(_, tally)| light(tally.exposure) == wanted).map(|(slot, _)| slot)
    };
    let breached = lights(Light::Breach).map(|slot| column.words.get(slot));
    let breached = breached.map(filter).reduce(either).unwrap_or_else(|| Filter::ratings([]));
    let greatest = sums::greatest(column, tallies, top.max(3), filter);
    let three: i128 = greatest.iter().take(3).map(|group| group.exposure).sum();
    let mut so_far = 0;
    let ranked = greatest.into_iter().take(top).map(|group| {
        so_far += group.exposure;
        Ranked {
            cumulative: ratio(so_far, total),
            light: light(group.exposure),
            excess: (group.exposure - total * i128::from(caps.one) / 10_000).max(0),
            group,
        }
    });
    Dimension {
        index: index(tallies.iter().copied()),
        top: ranked.collect(),
        breaches: lights(Light::Breach).count() as u64,
        ambers: lights(Light::Amber).count() as u64,
        top_three: ratio(three, total),
        top_three_high: exceeds(three, total, caps.three),
        breached,
    }
}

/// One filter for the words of two filters on the same column.
fn either(one: Filter, other: Filter) -> Filter {
    let both = |one: Option<Vec<Box<str>>>, other: Option<Vec<Box<str>>>| match (one, other) {
        (Some(one), Some(other)) => Some([one, other].concat()),
        _ => None,
    };
    Filter {
        borrowers: both(one.borrowers, other.borrowers),
        sectors: both(one.sectors, other.sectors),
        countries: both(one.countries, other.countries),
        ..Filter::default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    fn tape(loans: &[(&str, i64)]) -> Tape {
        let mut writer = Writer::default();
        for (borrower, exposure) in loans.iter().copied() {
            assert!(writer.push(&Loan { borrower, exposure, country: "UK", ..Loan::default() }));
        }
        writer.finish()
    }

    #[test]
    fn the_index_agrees_with_exact_fractions() {
        // Shares 30, 30, 20, 20 %: 900 + 900 + 400 + 400 = 2,600 points (the example of the US Department of Justice).
        let tape = tape(&[("A", 10), ("A", 20), ("B", 30), ("C", 20), ("D", 20)]);
        let result = concentration(&tape, tape.all(), Caps::default(), 2);
        let index = result.names.index;
        assert!((index.points - 2_600.0).abs() < 1e-9 && (index.fraction - 0.26).abs() < 1e-15);
        assert_eq!((index.level, index.groups), (Level::High, 4));
        assert!((index.effective - 1.0 / 0.26).abs() < 1e-12);
        assert_eq!((result.countries.index.fraction, result.ratings.fraction), (1.0, 1.0));
        assert_eq!((result.names.breaches, result.names.top.len()), (4, 2));
        assert_eq!((result.names.top_three, result.names.top_three_high), (0.8, true));
        assert_eq!((result.names.top[0].excess, result.names.top[1].cumulative), (20, 0.6));
        assert_eq!(result.names.breached.rows(&tape).len(), 5);
    }

    #[test]
    fn a_limit_is_broken_above_it_and_not_at_it() {
        let names: Vec<String> = (0..12).map(|at| format!("N{at}")).collect();
        // Of 1,000: 101 breach, 100 amber, 71 amber, 70 green, and the rest below.
        let sizes = [101, 100, 71, 70, 69, 69, 69, 69, 69, 69, 69, 175];
        let loans: Vec<(&str, i64)> = names.iter().map(String::as_str).zip(sizes).collect();
        assert_eq!(sizes.iter().sum::<i64>(), 1_000);
        let tape = tape(&loans);
        let names = concentration(&tape, tape.all(), Caps::default(), 4).names;
        let lights: Vec<Light> = names.top.iter().map(|one| one.light).collect();
        assert_eq!(lights, [Light::Breach, Light::Breach, Light::Amber, Light::Amber]);
        assert_eq!((names.breaches, names.ambers), (2, 2));
        assert_eq!(names.breached.rows(&tape), [0, 11]);
    }

    #[test]
    fn the_levels_begin_at_their_borders() {
        let level = |equal: usize| index(vec![Tally { exposure: 7, interest: 0, count: 1 }; equal]).level;
        // 10,000/7 = 1,428.6; 10,000/6 = 1,666.7; 10,000/5 = 2,000; 10,000/4 = 2,500, which is no longer moderate.
        assert_eq!([7, 6, 5, 4].map(level), [Level::Low, Level::Medium, Level::Medium, Level::High]);
    }

    #[test]
    fn without_loans_nothing_is_concentrated() {
        let tape = Tape::default();
        let names = concentration(&tape, tape.all(), Caps::default(), 10).names;
        assert_eq!((names.index.fraction, names.index.level, names.breaches), (0.0, Level::Low, 0));
        assert!(!names.top_three_high);
    }

    proptest! {
        #[test]
        fn the_index_lies_between_its_bounds(tape in tapes()) {
            let result = concentration(&tape, tape.all(), Caps::default(), 5);
            for index in [result.names.index, result.sectors.index, result.ratings] {
                if tape.total(tape.all()) > 0 {
                    prop_assert!(index.fraction <= 1.0 + 1e-12);
                    prop_assert!(index.fraction >= 1.0 / index.groups as f64 - 1e-12);
                }
            }
        }
    }
}
