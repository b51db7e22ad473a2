//! Who moved: the latest two ratings of each loan, and moves by month.

use crate::{
    day,
    history::History,
    scale::{NOTCHES, Rating},
};
use serde::Serialize;

/// What the latest moves are.
pub const DEFINITION: &str = "The latest two entries of each loan up to the day (contract §15), on the scale of 22 \
     notches AAA … D. Fallen angel: from BBB- or better to below; rising star: the other way; a move to D is a \
     downgrade and a default.";

/// The kinds of moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// To a better notch.
    Upgrade,
    /// To a worse notch, D among them.
    Downgrade,
    /// From investment grade to below, D among them; a downgrade too.
    FallenAngel,
    /// From below investment grade into it; an upgrade too.
    RisingStar,
    /// To D; a downgrade too.
    Default,
    /// No longer rated.
    Withdrawn,
}

/// One loan's move from an entry to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Move {
    /// Number of the loan.
    pub loan: u32,
    /// Day of the entry before.
    pub since: i32,
    /// Day of the entry after.
    pub day: i32,
    /// Rating before; a notch.
    pub from: Rating,
    /// Rating after; maybe withdrawn.
    pub to: Rating,
}

impl Move {
    /// Notches down (positive) or up (negative); 0 for a withdrawal.
    #[must_use]
    pub fn notches(&self) -> i32 {
        if self.to.is_notch() { i32::from(self.to.0) - i32::from(self.from.0) } else { 0 }
    }

    /// Whether it is a move of this kind.
    #[must_use]
    pub fn is(&self, kind: Kind) -> bool {
        let grades = (self.from.is_investment_grade(), self.to.is_investment_grade());
        match kind {
            Kind::Upgrade => self.notches() < 0,
            Kind::Downgrade => self.notches() > 0,
            Kind::FallenAngel => self.to.is_notch() && grades == (true, false),
            Kind::RisingStar => grades == (false, true),
            Kind::Default => self.to == Rating::D && self.from != Rating::D,
            Kind::Withdrawn => self.to == Rating::WITHDRAWN,
        }
    }
}

/// Moves counted by kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Pairs of entries looked at.
    pub compared: u64,
    /// Same rating in both.
    pub unchanged: u64,
    /// Better after.
    pub upgrades: u64,
    /// Worse after.
    pub downgrades: u64,
    /// Σ notches of the upgrades.
    pub notches_up: u64,
    /// Σ notches of the downgrades.
    pub notches_down: u64,
    /// Out of investment grade.
    pub fallen_angels: u64,
    /// Into investment grade.
    pub rising_stars: u64,
    /// Into default.
    pub defaults: u64,
    /// Rating withdrawn.
    pub withdrawn: u64,
}

impl Tally {
    fn add(&mut self, step: &Move) {
        let one = |kind| u64::from(step.is(kind));
        self.compared += 1;
        self.unchanged += u64::from(step.from == step.to);
        self.upgrades += one(Kind::Upgrade);
        self.downgrades += one(Kind::Downgrade);
        self.notches_up += u64::from(step.notches().min(0).unsigned_abs());
        self.notches_down += u64::from(step.notches().max(0).unsigned_abs());
        self.fallen_angels += one(Kind::FallenAngel);
        self.rising_stars += one(Kind::RisingStar);
        self.defaults += one(Kind::Default);
        self.withdrawn += one(Kind::Withdrawn);
    }

    /// Mean notches per loan that is still rated, down positive: (down − up)/(compared − withdrawn).
    #[must_use]
    pub fn drift(&self) -> f64 {
        let rated = self.compared - self.withdrawn;
        if rated == 0 { 0.0 } else { (self.notches_down as f64 - self.notches_up as f64) / rated as f64 }
    }
}

/// The latest move of each loan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Latest {
    /// Entries after this day don't count.
    pub as_of: i32,
    /// Loans with two entries, the former with a notch, by kind of move.
    pub tally: Tally,
    /// Loans with a single entry.
    pub single: u64,
    /// Loans by notch before (row) and after (column; the last one is withdrawn).
    pub counts: Vec<[u64; NOTCHES + 1]>,
    /// Those that changed, in order of loans.
    pub moves: Vec<Move>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The latest two entries of each loan up to `as_of`.
#[must_use]
pub fn latest(history: &History, as_of: i32) -> Latest {
    let mut found = Latest {
        as_of,
        tally: Tally::default(),
        single: 0,
        counts: vec![[0; NOTCHES + 1]; NOTCHES],
        moves: Vec::new(),
        definition: DEFINITION,
    };
    found.single = each(history, as_of, |step| {
        found.tally.add(&step);
        found.counts[step.from.index()][usize::from(step.to.0).min(NOTCHES)] += 1;
        if step.from != step.to {
            found.moves.push(step);
        }
    });
    found
}

/// Calls `look` with the latest move of each loan up to `as_of`, also with one between two equal ratings, in order of
/// loans. Tells how many loans have a single entry.
pub fn each(history: &History, as_of: i32, mut look: impl FnMut(Move)) -> u64 {
    let mut single = 0;
    history.each_loan(|loan, rows| {
        let mut end = rows.end;
        while end > rows.start && history.day[end - 1] > as_of {
            end -= 1;
        }
        if end < rows.start + 2 {
            single += u64::from(end == rows.start + 1);
            return;
        }
        if let Some(step) = between(history, loan, end - 1) {
            look(step);
        }
    });
    single
}

/// The move into entry `row` from the one before; none when that has no notch.
fn between(history: &History, loan: u32, row: usize) -> Option<Move> {
    let (from, to) = (history.rating[row - 1], history.rating[row]);
    from.is_notch().then(|| Move { loan, since: history.day[row - 1], day: history.day[row], from, to })
}

impl Latest {
    /// The loans that made a move of this kind, of at least so many notches (0 for any).
    #[must_use]
    pub fn loans(&self, kind: Kind, at_least: u32) -> Vec<u32> {
        let wanted = |step: &&Move| step.is(kind) && step.notches().unsigned_abs() >= at_least;
        self.moves.iter().filter(wanted).map(|step| step.loan).collect()
    }

    /// Share of each rating before (row) that has each rating after; no share of a rating that nobody had. This is the
    /// contract's `transition_matrix`.
    #[must_use]
    pub fn shares(&self) -> Vec<[f64; NOTCHES + 1]> {
        let row = |counts: &[u64; NOTCHES + 1]| {
            let all = counts.iter().sum::<u64>().max(1) as f64;
            counts.map(|count| count as f64 / all)
        };
        self.counts.iter().map(row).collect()
    }
}

/// The moves of one month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Month {
    /// First day of the month.
    pub first: i32,
    /// All pairs of consecutive entries of a loan whose later one lies in the month.
    pub tally: Tally,
}

/// Moves by calendar month from the month of `from` to that of `to`, both days included; each month is there, and an
/// entry without an earlier one isn't a move. Empty when `to` is before `from` or more than two centuries after it.
#[must_use]
pub fn timeline(history: &History, from: i32, to: i32) -> Vec<Month> {
    let days = i64::from(to) - i64::from(from);
    if !(0..=73_050).contains(&days) {
        return Vec::new();
    }
    let mut months: Vec<Month> = Vec::new();
    let mut places = Vec::with_capacity(days as usize + 1);
    for date in from..=to {
        let (year, month, _) = day::date(date);
        let first = day::of(year, month, 1);
        if months.last().is_none_or(|last| last.first != first) {
            months.push(Month { first, tally: Tally::default() });
        }
        places.push(months.len() - 1);
    }
    for row in 1..history.len() {
        let date = history.day[row];
        if history.loan[row] == history.loan[row - 1]
            && (from..=to).contains(&date)
            && let Some(step) = between(history, history.loan[row], row)
        {
            months[places[(date - from) as usize]].tally.add(&step);
        }
    }
    months
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(name: &str) -> Rating {
        Rating::parse_or_withdrawn(name).unwrap()
    }

    fn small() -> History {
        let day = |month| day::of(2024, month, 15);
        History::sorted([
            (0, day(1), r("A")),
            (0, day(2), r("BBB-")),
            (0, day(3), r("BB+")),
            (1, day(1), r("BB")),
            (1, day(3), r("A+")),
            (2, day(1), r("CCC")),
            (2, day(2), r("D")),
            (3, day(1), r("AA")),
            (3, day(2), r("NR")),
            (4, day(1), r("B")),
            (5, day(1), r("B")),
            (5, day(5), r("B")),
            (6, day(1), r("NR")),
            (6, day(2), r("B")),
        ])
    }

    #[test]
    fn the_latest_moves_are_counted_by_hand() {
        let found = latest(&small(), day::of(2024, 12, 31));
        // 0: one down, fallen; 1: BB (11) → A+ (4), seven up, rising; 2: CCC (17) → D (21), four down; 3 withdrawn; 5 same.
        let expected = Tally {
            compared: 5,
            unchanged: 1,
            upgrades: 1,
            downgrades: 2,
            notches_up: 7,
            notches_down: 5,
            fallen_angels: 1,
            rising_stars: 1,
            defaults: 1,
            withdrawn: 1,
        };
        assert_eq!((found.tally, found.single), (expected, 1));
        assert_eq!(found.tally.drift(), -0.5);
        assert_eq!(found.loans(Kind::Downgrade, 0), [0, 2]);
        assert_eq!(found.loans(Kind::Downgrade, 3), [2]);
        assert_eq!(found.loans(Kind::FallenAngel, 0), [0]);
        assert_eq!(found.loans(Kind::Withdrawn, 0), [3]);
        assert_eq!(found.moves.len(), 4);
        assert_eq!(found.shares()[r("BB").index()][r("A+").index()], 1.0);
        assert_eq!(found.counts[r("AA").index()][NOTCHES], 1);
    }

    #[test]
    fn an_earlier_day_sees_earlier_moves() {
        let found = latest(&small(), day::of(2024, 2, 20));
        assert_eq!((found.loans(Kind::Downgrade, 0), found.tally.fallen_angels), (vec![0, 2], 0));
        assert_eq!(found.single, 3);
    }

    #[test]
    fn the_timeline_has_each_month_and_every_move() {
        let months = timeline(&small(), day::of(2024, 1, 1), day::of(2024, 5, 31));
        assert_eq!(months.len(), 5);
        let of = |month: usize| months[month - 1].tally;
        assert_eq!((of(2).downgrades, of(2).defaults, of(2).withdrawn), (2, 1, 1));
        assert_eq!((of(3).fallen_angels, of(3).rising_stars), (1, 1));
        assert_eq!((of(4).compared, of(5).unchanged), (0, 1));
        assert!(timeline(&small(), 10, 9).is_empty());
    }
}
