//! The watch list.
use serde::Serialize;

use crate::{
    filter::{Band, Filter},
    rates::Rates,
    scale::Rating,
    status::Status,
    sums::{self, Grid, Group, Tally},
    tape::{Rows, Tape},
    top::Top,
};

/// What [`Watch`] means by its figures.
pub const DEFINITION: &str = "On the list are the loans of the statuses asked for, Watch List unless others are named. \
    Shares of the whole list are of all exposure looked at; those of its parts are of the list. Buckets count days to \
    maturity: below 180, below 365, below 730, and more; matured loans have one of their own. Low-rated is B or worse.";

/// B or worse. The contract names B, B-, CCC+ and CCC, out of a table that lacks the notches below; what is worse still
/// is low-rated too.
pub fn is_low_rated(rating: Rating) -> bool {
    rating >= Rating(14) && rating.is_notch()
}

/// The upper ends of the buckets, in days, not included.
const ENDS: [i32; 3] = [180, 365, 730];

/// A loan of the list.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Watched {
    /// Place in the tape.
    pub row: u32,
    /// Key of the loan.
    pub id: i64,
    /// Ten-thousandths of a unit.
    pub exposure: i64,
    /// Its rating.
    pub rating: Rating,
    /// Days to maturity; negative when it has matured.
    pub days: i64,
    /// B or worse.
    pub low_rated: bool,
}

/// The watch list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Watch {
    /// All of it.
    pub whole: Group,
    /// Those rated B or worse.
    pub low_rated: Group,
    /// Matured, below 180 days, below 365, below 730, more. They part the list.
    pub buckets: [Group; 5],
    /// By rating, best first.
    pub by_rating: Vec<Group>,
    /// By sector, greatest first.
    pub by_sector: Vec<Group>,
    /// Expected loss in ten-thousandths of a unit.
    pub expected_loss: i128,
    /// The greatest loans.
    pub top: Vec<Watched>,
    /// What the figures mean.
    pub definition: &'static str,
}

/// The loans with one of these statuses on the day `as_of`, with the `top` greatest. Source: contract §6, page 8.
pub fn watch(
    tape: &Tape,
    rows: Rows<'_>,
    statuses: &[Status],
    rates: &Rates,
    (as_of, top): (i32, usize),
) -> Watch {
    let chosen = Filter { statuses: Some(statuses.to_vec()), ..Filter::default() };
    let all = tape.total(rows);
    let listed = chosen.among(tape, rows);
    let rows = Rows::These(&listed);
    let grid = Grid::of(tape, rows);
    let sectors = sums::by_word(tape, rows, &tape.sector);
    let joined = |mut group: Group| {
        group.filter = group.filter.and(&chosen);
        group
    };
    Watch {
        low_rated: joined(grid.ratings("Low-rated", is_low_rated)),
        buckets: buckets(tape, rows, as_of).map(joined),
        by_rating: grid.by_rating().into_iter().map(joined).collect(),
        by_sector: sums::words(&tape.sector, &sectors, Filter::sector).into_iter().map(joined).collect(),
        expected_loss: crate::losses::Sums::of(&grid, rates).expected_loss(),
        top: greatest(tape, rows, as_of, top),
        whole: Group::of(Some("Watch list"), &grid.whole(), all, chosen.clone()),
        definition: DEFINITION,
    }
}

fn buckets(tape: &Tape, rows: Rows<'_>, as_of: i32) -> [Group; 5] {
    let mut tallies = [Tally::default(); 5];
    sums::add_up(tape, rows, &mut tallies, |row| {
        let days = i64::from(tape.maturity[row]) - i64::from(as_of);
        let passed = |end: i32| usize::from(days >= i64::from(end));
        passed(0) + passed(ENDS[0]) + passed(ENDS[1]) + passed(ENDS[2])
    });
    let total = tallies.iter().map(|tally| tally.exposure).sum();
    let day = |ahead: i32| as_of.saturating_add(ahead);
    let bands = [
        ("Matured", Band::at_most(as_of - 1)),
        ("Below 180 days", Band::between(as_of, day(ENDS[0] - 1))),
        ("Below 365 days", Band::between(day(ENDS[0]), day(ENDS[1] - 1))),
        ("Below 730 days", Band::between(day(ENDS[1]), day(ENDS[2] - 1))),
        ("More", Band::at_least(day(ENDS[2]))),
    ];
    std::array::from_fn(|at| {
        let (key, band) = bands[at];
        Group::of(Some(key), &tallies[at], total, Filter::maturity(band))
    })
}

fn greatest(tape: &Tape, rows: Rows<'_>, as_of: i32, limit: usize) -> Vec<Watched> {
    let mut top = Top::new(limit);
    rows.each(|row| top.see(tape.exposure[row], row));
    let watched = |(exposure, row): (i64, u32)| {
        let at = row as usize;
        let rating = tape.rating[at];
        let days = i64::from(tape.maturity[at]) - i64::from(as_of);
        Watched { row, id: tape.ids[at], exposure, rating, days, low_rated: is_low_rated(rating) }
    };
    top.finish().into_iter().map(watched).collect()
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
    fn the_borders_of_the_buckets() {
        let mut writer = Writer::default();
        let status = Status::WatchList;
        for (maturity, name) in
            [(-1, "A"), (0, "B"), (179, "B+"), (180, "BB-"), (364, "D"), (365, "A"), (730, "CCC")]
        {
            let rating = Rating::parse(name).unwrap();
            let exposure = 100 + i64::from(maturity);
            assert!(writer.push(&Loan { maturity, exposure, rating, status, ..Loan::default() }));
        }
        assert!(writer.push(&Loan { exposure: 1_000, ..Loan::default() }));
        let tape = writer.finish();
        let list = watch(&tape, tape.all(), &[status], &Rates::default(), (0, 2));
        assert_eq!(list.buckets.clone().map(|bucket| bucket.count), [1, 2, 2, 1, 1]);
        assert_eq!(
            (list.whole.count, list.low_rated.count, list.low_rated.filter.rows(&tape)),
            (7, 3, vec![1, 4, 6])
        );
        assert_eq!(list.top.iter().map(|one| one.days).collect::<Vec<_>>(), [730, 365]);
        assert_eq!(list.whole.share, 2_517.0 / 3_517.0);
    }

    proptest! {
        #[test]
        fn the_buckets_part_the_list(tape in tapes(), as_of in -50..500) {
            let statuses = [Status::WatchList, Status::NonPerforming];
            let list = watch(&tape, tape.all(), &statuses, &Rates::default(), (as_of, 3));
            prop_assert_eq!(list.buckets.iter().map(|bucket| bucket.count).sum::<u64>(), list.whole.count);
            for group in list.buckets.iter().chain(&list.by_rating).chain(&list.by_sector).chain([&list.whole]) {
                prop_assert_eq!(group.filter.rows(&tape).len() as u64, group.count);
            }
        }
    }
}
