//! Single moves of loans, and how they are counted by kind. Pure.
use chrono::NaiveDate;
use risk::{
    history::History,
    migration::{
        moves::{Kind, Move},
        walk::{self, Defaults},
    },
    scale::Rating,
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::{Kinds, Moves};
use crate::study::opened::Step;

/// A kind of move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum MoveKind {
    Unchanged,
    Upgrades,
    Downgrades,
    FallenAngels,
    RisingStars,
    Defaults,
    Withdrawn,
}

impl MoveKind {
    fn holds(self, step: &Move) -> bool {
        match self {
            Self::Unchanged => step.from == step.to,
            Self::Upgrades => step.is(Kind::Upgrade),
            Self::Downgrades => step.is(Kind::Downgrade),
            Self::FallenAngels => step.is(Kind::FallenAngel),
            Self::RisingStars => step.is(Kind::RisingStar),
            Self::Defaults => step.is(Kind::Default),
            Self::Withdrawn => step.is(Kind::Withdrawn),
        }
    }
}

fn between(from: Rating, to: Rating) -> Move {
    Move { loan: 0, since: 0, day: 0, from, to }
}

/// Steps between ratings, so many of each, by kind.
pub fn kinds(steps: impl Iterator<Item = (Rating, Rating, u64)> + Clone) -> Kinds {
    let all: u64 = steps.clone().map(|(_, _, count)| count).sum();
    let of = |kind: MoveKind| {
        let mut found = Moves::default();
        for (from, to, count) in steps.clone() {
            let step = between(from, to);
            if kind.holds(&step) {
                found.count += count;
                found.notches += count * u64::from(step.notches().unsigned_abs());
            }
        }
        found.share = share(found.count, all);
        found
    };
    let (upgrades, downgrades, withdrawn) =
        (of(MoveKind::Upgrades), of(MoveKind::Downgrades), of(MoveKind::Withdrawn));
    let rated = all - withdrawn.count;
    let down = downgrades.notches as f64 - upgrades.notches as f64;
    Kinds {
        steps: all,
        unchanged: of(MoveKind::Unchanged),
        upgrades,
        downgrades,
        fallen_angels: of(MoveKind::FallenAngels),
        rising_stars: of(MoveKind::RisingStars),
        defaults: of(MoveKind::Defaults),
        withdrawn,
        drift: if rated == 0 { 0.0 } else { down / rated as f64 },
    }
}

fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

/// Which moves are asked for; what is left out lets all pass.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Rating before.
    pub from: Option<Rating>,
    /// Rating after, maybe withdrawn.
    pub to: Option<Rating>,
    /// The kind.
    pub kind: Option<MoveKind>,
    /// By cohort: the period.
    pub period: Option<usize>,
}

impl Wanted {
    fn holds(&self, from: Rating, to: Rating) -> bool {
        self.from.is_none_or(|wanted| wanted == from)
            && self.to.is_none_or(|wanted| wanted == to)
            && self.kind.is_none_or(|kind| kind.holds(&between(from, to)))
    }
}

/// The steps of a cohort matrix that are asked for, by loan and period.
pub fn steps(history: &History, days: &[NaiveDate], defaults: Defaults, wanted: &Wanted) -> Vec<Step> {
    let numbers: Vec<i32> = days.iter().map(|day| crate::day::number(*day)).collect();
    let mut found = Vec::new();
    walk::each_step(history, &numbers, defaults, |step| {
        if wanted.period.is_none_or(|period| period == step.period) && wanted.holds(step.from, step.to) {
            let (from_day, to_day) = (numbers[step.period], numbers[step.period + 1]);
            found.push(Step { row: step.loan, from: step.from, to: step.to, from_day, to_day });
        }
    });
    found
}

/// The changes of a matrix by duration that are asked for, by loan and day: those after the first day, up to the last;
/// what follows a default doesn't count.
pub fn changes(history: &History, (first, last): (i32, i32), wanted: &Wanted) -> Vec<Step> {
    let mut found = Vec::new();
    history.each_loan(|loan, rows| {
        let after = rows.start + history.day[rows.clone()].partition_point(|day| *day <= first);
        for row in after.max(rows.start + 1)..rows.end {
            let (from, to) = (history.rating[row - 1], history.rating[row]);
            let (from_day, to_day) = (history.day[row - 1], history.day[row]);
            // Whoever is in default on the first day, or comes to be, stays there.
            if to_day > last || from == Rating::D {
                break;
            }
            if from.is_notch() && from != to && wanted.holds(from, to) {
                found.push(Step { row: loan, from, to, from_day, to_day });
            }
        }
    });
    found
}

#[cfg(test)]
mod tests {
    use risk::migration::duration;

    use super::*;

    #[test]
    fn kinds_are_counted_by_hand() {
        let (a, bbb, bb, d) = (Rating(5), Rating(8), Rating(11), Rating::D);
        let steps =
            [(a, a, 5), (a, bbb, 2), (bbb, bb, 1), (bb, bbb, 1), (bb, d, 1), (a, Rating::WITHDRAWN, 2)];
        let found = kinds(steps.into_iter());
        let told =
            [found.unchanged, found.upgrades, found.downgrades, found.fallen_angels, found.rising_stars];
        assert_eq!(told.map(|one| one.count), [5, 1, 4, 1, 1]);
        assert_eq!((found.steps, found.defaults.count, found.withdrawn.count), (12, 1, 2));
        // 3 up; 2·3 + 3 + 10 down.
        assert_eq!((found.upgrades.notches, found.downgrades.notches), (3, 19));
        assert!((found.drift - 1.6).abs() < 1e-12);
    }

    #[test]
    fn the_changes_listed_are_those_that_are_counted() {
        let entries = [
            (0, 1, Rating(5)),
            (0, 5, Rating(6)),
            (0, 9, Rating::WITHDRAWN),
            (1, 1, Rating::D),
            (1, 6, Rating(6)),
            (1, 7, Rating(7)),
            (2, 6, Rating(3)),
            (2, 7, Rating::D),
            (2, 8, Rating(3)),
            (2, 9, Rating(4)),
        ];
        let history = History::sorted(entries);
        let found = duration::duration(&history, 2, 9).unwrap();
        let listed = changes(&history, (2, 9), &Wanted::default());
        let counted: u64 = found.changes.iter().flatten().sum::<u64>() + found.withdrawn.iter().sum::<u64>();
        let told: Vec<_> =
            listed.iter().map(|step| (step.row, step.from.0, step.to.0, step.to_day)).collect();
        assert_eq!(told, [(0, 5, 6, 5), (0, 6, 255, 9), (2, 3, 21, 7)]);
        assert_eq!(counted, 3);
    }
}
