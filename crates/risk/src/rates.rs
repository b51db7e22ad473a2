//! Probability of default, recovery and risk weight per notch.
use serde::{Deserialize, Serialize};

use crate::scale::{NOTCHES, Rating, SLOTS};

/// One line of a table of rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// The notch it is for.
    pub rating: Rating,
    /// Probability of default within a year, in millionths: 0.0040 = 4,000.
    pub pd: u32,
    /// Share of the exposure that comes back after a default, in ten-thousandths: 0.82 = 8,200.
    pub recovery: u32,
    /// Risk weight in ten-thousandths: 50 % = 5,000.
    pub weight: u32,
}

/// What a notch gets that the table doesn't list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// The line of the nearest listed notch that is worse: never too good. So AAA takes the line of A, and CC that of D.
    #[default]
    Worse,
    /// Between the two nearest listed notches: the PD geometrically (a straight line in its logarithm, as agencies' PDs
    /// run about exponentially with the notch), recovery and weight on a straight line. Outside the listed ones as
    /// [`Gap::Worse`].
    Between,
}

impl Gap {
    /// What it does, in words.
    pub fn definition(self) -> &'static str {
        match self {
            Self::Worse => {
                "A notch without a line of its own takes the line of the nearest listed notch that is worse."
            }
            Self::Between => {
                "A notch without a line of its own lies between its listed neighbours: the default probability on the \
                 scale of logarithms, recovery and risk weight on a straight line."
            }
        }
    }
}

/// A notch that the table lacks, and where its line came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Filled {
    /// The notch without a line.
    pub rating: Rating,
    /// The better listed notch, when the line lies between two.
    pub better: Option<Rating>,
    /// The listed notch whose line it took, or the worse one of the two.
    pub worse: Rating,
}

/// Rates for every notch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    lines: [Rate; SLOTS],
    gap: Gap,
    filled: Vec<Filled>,
}

/// Why a table of rates can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// It lists nothing.
    Empty,
    /// It lists this notch twice.
    Twice(Rating),
    /// The line of this notch has a PD or a recovery above 100 %, or names no notch.
    Range(Rating),
}

/// The table of the contract: default probability, recovery rate, risk weight.
pub const TABLE: [Rate; 14] = {
    const fn line(notch: u8, pd: u32, recovery: u32, weight: u32) -> Rate {
        Rate { rating: Rating(notch), pd, recovery, weight }
    }
    [
        line(5, 1_000, 9_000, 2_000),
        line(6, 1_500, 8_800, 3_000),
        line(7, 2_500, 8_500, 3_500),
        line(8, 4_000, 8_200, 5_000),
        line(9, 6_500, 8_000, 7_500),
        line(10, 11_000, 7_500, 10_000),
        line(11, 18_000, 7_000, 11_500),
        line(12, 29_500, 6_500, 13_000),
        line(13, 48_500, 6_000, 15_000),
        line(14, 78_000, 5_000, 17_500),
        line(15, 125_000, 4_500, 20_000),
        line(16, 200_000, 3_500, 25_000),
        line(17, 320_000, 2_500, 30_000),
        line(21, 1_000_000, 1_000, 50_000),
    ]
};

impl Default for Rates {
    /// [`TABLE`] with [`Gap::Worse`].
    fn default() -> Self {
        Self::filled_in(&TABLE, Gap::Worse)
    }
}

impl Rates {
    /// The rates of a table in any order. A table without D gets the worst line for it with a PD of 100 %: a loan in
    /// default has defaulted. What was filled in is told by [`Rates::filled`].
    pub fn new(table: &[Rate], gap: Gap) -> Result<Self, Wrong> {
        if table.is_empty() {
            return Err(Wrong::Empty);
        }
        let mut seen = [false; SLOTS];
        for line in table {
            if !line.rating.is_notch() || line.pd > 1_000_000 || line.recovery > 10_000 {
                return Err(Wrong::Range(line.rating));
            }
            if std::mem::replace(&mut seen[line.rating.index()], true) {
                return Err(Wrong::Twice(line.rating));
            }
        }
        Ok(Self::filled_in(table, gap))
    }

    fn filled_in(table: &[Rate], gap: Gap) -> Self {
        let mut listed = [None; NOTCHES];
        for line in table {
            listed[line.rating.index()] = Some(*line);
        }
        let mut filled = Vec::new();
        let worst = listed.iter().rev().flatten().next().copied().unwrap_or(TABLE[13]);
        if listed[21].is_none() {
            listed[21] = Some(Rate { rating: Rating::D, pd: 1_000_000, ..worst });
            filled.push(Filled { rating: Rating::D, better: None, worse: worst.rating });
        }
        let mut lines = [worst; SLOTS];
        for (notch, line) in lines.iter_mut().enumerate() {
            // The slots past the scale are never asked for; they hold the worst line, so that no index can miss.
            let Some(rating) = Rating::ALL.get(notch).copied() else { continue };
            let better = listed[..notch].iter().rev().flatten().next().copied();
            let worse = listed[notch..].iter().flatten().next().copied().unwrap_or(worst);
            *line = Rate { rating, ..worse };
            if worse.rating == rating {
                continue;
            }
            let better = better.filter(|_| gap == Gap::Between);
            if let Some(better) = better {
                *line = between(better, worse, rating);
            }
            filled.push(Filled { rating, better: better.map(|line| line.rating), worse: worse.rating });
        }
        filled.sort_by_key(|one| one.rating);
        Self { lines, gap, filled }
    }

    /// The line of a notch.
    pub fn line(&self, rating: Rating) -> &Rate {
        &self.lines[rating.index()]
    }

    /// Probability of default within a year, in millionths.
    pub fn pd(&self, rating: Rating) -> u32 {
        self.line(rating).pd
    }

    /// Recovery in ten-thousandths.
    pub fn recovery(&self, rating: Rating) -> u32 {
        self.line(rating).recovery
    }

    /// Loss given default in ten-thousandths: 1 − recovery.
    pub fn lgd(&self, rating: Rating) -> u32 {
        10_000 - self.recovery(rating)
    }

    /// Risk weight in ten-thousandths.
    pub fn weight(&self, rating: Rating) -> u32 {
        self.line(rating).weight
    }

    /// How a notch got a line that the table lacks.
    pub fn gap(&self) -> Gap {
        self.gap
    }

    /// The notches that the table lacks, best first.
    pub fn filled(&self) -> &[Filled] {
        &self.filled
    }
}

/// A line between two others; `better` < `rating` < `worse`. Rounded to the unit of each column.
fn between(better: Rate, worse: Rate, rating: Rating) -> Rate {
    let steps = f64::from(worse.rating.0 - better.rating.0);
    let share = f64::from(rating.0 - better.rating.0) / steps;
    let straight =
        |from: u32, to: u32| (f64::from(from) * (1.0 - share) + f64::from(to) * share).round() as u32;
    let (from, to) = (f64::from(better.pd.max(1)), f64::from(worse.pd.max(1)));
    Rate {
        rating,
        pd: (from.powf(1.0 - share) * to.powf(share)).round() as u32,
        recovery: straight(better.recovery, worse.recovery),
        weight: straight(better.weight, worse.weight),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rating(name: &str) -> Rating {
        Rating::parse(name).unwrap()
    }

    #[test]
    fn the_contracts_table_has_its_figures() {
        let rates = Rates::default();
        let line = |name| {
            let line = rates.line(rating(name));
            (line.pd, line.recovery, line.weight)
        };
        assert_eq!(line("A"), (1_000, 9_000, 2_000));
        assert_eq!(line("BBB-"), (6_500, 8_000, 7_500));
        assert_eq!(line("BB-"), (29_500, 6_500, 13_000));
        assert_eq!(line("CCC"), (320_000, 2_500, 30_000));
        assert_eq!(line("D"), (1_000_000, 1_000, 50_000));
    }

    #[test]
    fn what_the_table_lacks_takes_the_worse_line_and_is_told() {
        let rates = Rates::default();
        assert_eq!(rates.pd(rating("AAA")), 1_000);
        assert_eq!(rates.pd(rating("CC")), 1_000_000);
        let names: Vec<_> = rates.filled().iter().map(|one| (one.rating.name(), one.worse.name())).collect();
        let best = ["AAA", "AA+", "AA", "AA-", "A+"].map(|name| (name, "A"));
        let worst = ["CCC-", "CC", "C"].map(|name| (name, "D"));
        assert_eq!(names, [&best[..], &worst[..]].concat());
    }

    #[test]
    fn between_two_lines_the_pd_runs_on_logarithms() {
        let rates = Rates::new(&TABLE, Gap::Between).unwrap();
        // CC is half way from CCC (0.32) to D (1): √0.32 = 0.565685; recovery (0.25 + 0.10) / 2; weight (3 + 5) / 2.
        let cc = rates.line(rating("CC"));
        assert_eq!((cc.pd, cc.recovery, cc.weight), (565_685, 1_750, 40_000));
        assert_eq!(rates.pd(rating("AAA")), 1_000);
        for pair in Rating::ALL.windows(2) {
            assert!(rates.pd(pair[0]) <= rates.pd(pair[1]));
        }
    }

    #[test]
    fn a_table_that_makes_no_sense_is_refused() {
        assert_eq!(Rates::new(&[], Gap::Worse), Err(Wrong::Empty));
        assert_eq!(Rates::new(&[TABLE[0], TABLE[0]], Gap::Worse), Err(Wrong::Twice(rating("A"))));
        let over = Rate { pd: 1_000_001, ..TABLE[3] };
        assert_eq!(Rates::new(&[over], Gap::Worse), Err(Wrong::Range(rating("BBB"))));
        let only = Rates::new(&TABLE[..1], Gap::Worse).unwrap();
        assert_eq!((only.pd(rating("D")), only.recovery(rating("D"))), (1_000_000, 9_000));
        assert_eq!(only.filled().len(), 21);
    }
}
