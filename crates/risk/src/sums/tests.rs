use proptest::prelude::*;

use super::*;
use crate::tape::{Loan, Writer};

const SECTORS: [&str; 4] = ["Energy", "Health", "Retail", ""];

pub(crate) fn tapes() -> impl Strategy<Value = Tape> {
    let loan = (0..10_000_000_000_000_i64, 0..1_000_000, 0_u8..22, 0_usize..4, 0_usize..4, -100..900);
    prop::collection::vec(loan, 0..60).prop_map(|loans| {
        let mut writer = Writer::default();
        for (id, (exposure, rate, notch, status, sector, maturity)) in loans.into_iter().enumerate() {
            let (rating, status, sector) = (Rating(notch), Status::ALL[status], SECTORS[sector]);
            let id = id as i64;
            let loan = Loan { id, exposure, rate, rating, status, sector, maturity, ..Loan::default() };
            assert!(writer.push(&Loan { borrower: &format!("B{}", exposure % 7), ..loan }));
        }
        writer.finish()
    })
}

proptest! {
    #[test]
    fn groups_part_the_loans_and_their_filters_list_them(tape in tapes()) {
        let grid = Grid::of(&tape, tape.all());
        let sectors = words(&tape.sector, &by_word(&tape, tape.all(), &tape.sector), Filter::sector);
        for groups in [grid.by_rating(), grid.by_status().to_vec(), sectors] {
            prop_assert_eq!(groups.iter().map(|group| group.count).sum::<u64>(), tape.len() as u64);
            prop_assert_eq!(groups.iter().map(|group| group.exposure).sum::<i128>(), tape.total(tape.all()));
            for group in groups {
                let rows = group.filter.rows(&tape);
                prop_assert_eq!(rows.len() as u64, group.count);
                prop_assert_eq!(tape.total(Rows::These(&rows)), group.exposure);
            }
        }
        prop_assert_eq!(grid.whole(), whole(&tape, tape.all()));
    }

    #[test]
    fn the_greatest_are_the_first_of_all(tape in tapes(), limit in 0_usize..9) {
        let tallies = by_word(&tape, tape.all(), &tape.borrower);
        let all = words(&tape.borrower, &tallies, Filter::borrower);
        let some = greatest(&tape.borrower, &tallies, limit, Filter::borrower);
        prop_assert!(all.is_sorted_by(|a, b| a.exposure >= b.exposure));
        prop_assert_eq!(&all[..limit.min(all.len())], &some[..]);
    }
}

#[test]
fn the_weighted_rate_is_exact() {
    let mut tally = Tally::default();
    tally.add(10_000_000_000, 55_000);
    tally.add(30_000_000_000, 75_000);
    assert_eq!(tally.weighted_rate(), Some(7.0));
    assert_eq!(Tally::default().weighted_rate(), None);
}

#[test]
fn halves_go_away_from_zero() {
    assert_eq!(
        [rounded(5, 2), rounded(-5, 2), rounded(4, 3), rounded(-4, 3), rounded(0, 7)],
        [3, -3, 1, -1, 0]
    );
    assert!(exceeds(1_001, 10_000, 1_000) && !exceeds(1_000, 10_000, 1_000));
    assert_eq!(ratio(1, 0), 0.0);
}
