//! One score for the portfolio's health.
use serde::Serialize;

use crate::{
    calendar::Calendar,
    concentration::{self, Index},
    filter::{Band, Filter},
    scale::{NOTCHES, Rating},
    status::Status,
    sums::{self, Grid, Level, ratio},
    tape::{Rows, Tape},
};

/// What [`Health`] means by its figures.
pub const DEFINITION: &str = "The score is 30 % performing share, 30 % quality of ratings, 25 % concentration and 15 % \
    maturity, each from 0 to 100. The performing share and the points of the ratings are weighted by exposure; a notch \
    that has no points of its own has those of the nearest worse one that does. Concentration gives 100 points for an \
    index over borrowers below 1,500, 80 below 2,500, else 60. Maturity gives 100 less half of the percentage of \
    exposure that matures within 365 days, or already has. From 75 the portfolio is healthy, from 50 to be monitored, \
    below at risk.";

/// Points of each notch, best first. The contract lists A to D (§6, page 7); AAA to A+ have A's, and CCC- to C have D's,
/// as with the rates.
const POINTS: [u8; NOTCHES] =
    [100, 100, 100, 100, 100, 100, 100, 90, 85, 80, 70, 60, 50, 35, 25, 20, 10, 5, 0, 0, 0, 0];

/// The verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// 75 points or more.
    Healthy,
    /// 50 points or more.
    Monitor,
    /// Fewer.
    AtRisk,
}

/// One part of the score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Part {
    /// As people read it.
    pub name: &'static str,
    /// 0–100.
    pub points: f64,
    /// Its weight in percent.
    pub weight: u8,
    /// Lists the loans that cost points, among those looked at.
    pub filter: Filter,
}

/// The portfolio's health.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Health {
    /// 0–100; none without exposure.
    pub score: Option<f64>,
    /// What it comes to.
    pub verdict: Option<Verdict>,
    /// Its four parts.
    pub parts: [Part; 4],
    /// The index over borrowers.
    pub index: Index,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The health of these loans on the day `as_of`. Source: contract §6, page 7.
pub fn health(tape: &Tape, rows: Rows<'_>, as_of: i32) -> Health {
    let calendar = Calendar::of(tape, rows, as_of);
    let grid = Grid::of(tape, rows);
    let total = grid.whole().exposure;
    let borrowers = sums::by_word(tape, rows, &tape.borrower);
    let index = concentration::index(borrowers.iter().copied());
    let soon = calendar.within(0, 365).exposure + calendar.matured().exposure;
    let quality = grid.sum(|rating| i128::from(POINTS[rating.index()]));
    let spread = match index.level {
        Level::Low => 100.0,
        Level::Medium => 80.0,
        Level::High => 60.0,
    };
    let lossy = Rating::ALL.into_iter().filter(|rating| POINTS[rating.index()] < 100);
    let others = Status::ALL.into_iter().filter(|status| *status != Status::Performing).collect();
    let greatest = sums::greatest(&tape.borrower, &borrowers, 10, Filter::borrower);
    let names = greatest.into_iter().filter_map(|group| group.filter.borrowers).flatten().collect();
    let part = |name, points, weight, filter| Part { name, points, weight, filter };
    let parts = [
        part(
            "Performing share",
            100.0 * ratio(grid.status(Status::Performing).exposure, total),
            30,
            Filter { statuses: Some(others), ..Filter::default() },
        ),
        part("Quality of ratings", ratio(quality, total), 30, Filter::ratings(lossy)),
        part("Concentration", spread, 25, Filter { borrowers: Some(names), ..Filter::default() }),
        part(
            "Maturity",
            100.0 - 50.0 * ratio(soon, total),
            15,
            Filter::maturity(Band::at_most(as_of.saturating_add(365))),
        ),
    ];
    let score = parts.iter().map(|part| part.points * f64::from(part.weight)).sum::<f64>() / 100.0;
    let score = (total > 0).then_some(score);
    let verdict = score.map(|score| match score {
        score if score >= 75.0 => Verdict::Healthy,
        score if score >= 50.0 => Verdict::Monitor,
        _ => Verdict::AtRisk,
    });
    Health { score, verdict, parts, index, definition: DEFINITION }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{
        sums::tests::tapes,
        tape::{Loan, Writer},
    };

    #[test]
    fn the_points_are_the_contracts() {
        let points = |name| POINTS[Rating::parse(name).unwrap().index()];
        let listed =
            ["A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-", "CCC+", "CCC", "D"];
        let given = [100, 100, 90, 85, 80, 70, 60, 50, 35, 25, 20, 10, 5, 0];
        assert_eq!(listed.map(points), given);
    }

    #[test]
    fn the_score_agrees_with_one_by_hand() {
        let mut writer = Writer::default();
        let loans = [
            (6, "A", Status::Performing, "Shell", 1_000),
            (3, "BB", Status::WatchList, "Bayer", 365),
            (1, "D", Status::Defaulted, "Tesco", -1),
        ];
        for (exposure, name, status, borrower, maturity) in loans {
            let rating = Rating::parse(name).unwrap();
            assert!(writer.push(&Loan { exposure, rating, status, borrower, maturity, ..Loan::default() }));
        }
        let tape = writer.finish();
        let result = health(&tape, tape.all(), 0);
        // 60 performing; 0.6·100 + 0.3·60 = 78; index 4,600: 60; 100 − 50·0.4 = 80.
        let points: Vec<i64> = result.parts.iter().map(|part| part.points.round() as i64).collect();
        assert_eq!(points, [60, 78, 60, 80]);
        // 18 + 23.4 + 15 + 12
        assert!((result.score.unwrap() - 68.4).abs() < 1e-12);
        assert_eq!(result.verdict, Some(Verdict::Monitor));
        assert_eq!(result.parts[0].filter.rows(&tape), [1, 2]);
        assert_eq!(result.parts[3].filter.rows(&tape), [1, 2]);
    }

    #[test]
    fn nothing_has_no_health() {
        let tape = Tape::default();
        assert_eq!(health(&tape, tape.all(), 0).score, None);
    }

    proptest! {
        #[test]
        fn the_score_lies_between_its_ends(tape in tapes()) {
            let result = health(&tape, tape.all(), 0);
            prop_assert!(result.score.is_none_or(|score| (22.5 - 1e-9..=100.0 + 1e-9).contains(&score)));
        }
    }
}
