use super::*;
use crate::migration::walk::{each_step, members};
use proptest::prelude::*;

fn r(name: &str) -> Rating {
    Rating::parse_or_withdrawn(name).unwrap()
}

fn history(entries: &[(u32, i32, &str)]) -> History {
    History::sorted(entries.iter().map(|(loan, day, name)| (*loan, *day, r(name))))
}

/// Ten loans at A on day 0; on day 365: six at A, two at BBB, one in default (healed on day 300), one withdrawn.
fn ten() -> History {
    let mut entries: Vec<_> = (0..10).map(|loan| (loan, -5, "A")).collect();
    entries.extend([
        (1, 100, "BBB"),
        (2, 365, "BBB"),
        (3, 200, "D"),
        (3, 300, "CCC"),
        (4, 10, "NR"),
        (5, 366, "C"),
    ]);
    history(&entries)
}

#[test]
fn a_small_cohort_is_counted_by_hand() {
    let counts = count(&ten(), &[0, 365], Defaults::InPeriod).unwrap();
    let found = matrix(&counts, Withdrawn::Removed, 0.95);
    let line = &found.lines[r("A").index()];
    assert_eq!((line.loans, line.withdrawn, line.base), (10, 1, 9));
    assert_eq!((line.counts[5], line.counts[8], line.counts[21]), (6, 2, 1));
    assert_eq!((line.shares[5], line.shares[8], line.shares[21]), (6.0 / 9.0, 2.0 / 9.0, 1.0 / 9.0));
    let own = matrix(&counts, Withdrawn::OwnColumn, 0.95);
    let line = &own.lines[r("A").index()];
    assert_eq!((line.base, line.shares[5], line.withdrawn_share), (10, 0.6, 0.1));
    let at_end = count(&ten(), &[0, 365], Defaults::AtEnd).unwrap();
    assert_eq!((at_end.sum(r("A"), r("CCC")), at_end.sum(r("A"), Rating::D)), (1, 0));
    assert_eq!(members(&ten(), &[0, 365], Defaults::InPeriod, (Some(r("A")), Some(Rating::D)), None), [3]);
    assert_eq!(members(&ten(), &[0, 365], Defaults::InPeriod, (None, Some(r("BBB"))), Some(0)), [1, 2]);
}

#[test]
fn a_healed_loan_enters_the_next_cohort_with_its_new_rating() {
    let counts = count(&ten(), &[730, 0, 365], Defaults::InPeriod).unwrap();
    assert_eq!(counts.days(), [0, 365, 730]);
    assert_eq!((counts.cell(0, r("A"), Rating::D), counts.cell(1, r("CCC"), r("CCC"))), (1, 1));
    assert_eq!((counts.cell(1, r("A"), r("A")), counts.cell(1, r("A"), r("C"))), (5, 1));
    assert_eq!(counts.cell(1, r("BBB"), r("BBB")), 2);
}

#[test]
fn nothing_to_count_is_nothing() {
    for days in [&[][..], &[5], &[5, 5]] {
        assert_eq!(count(&ten(), days, Defaults::InPeriod).unwrap().periods(), 0);
    }
    assert_eq!(count(&ten(), &[0, 73_051], Defaults::InPeriod), None);
    assert_eq!(count(&ten(), &(0..1_202).collect::<Vec<_>>(), Defaults::InPeriod), None);
    let empty =
        matrix(&count(&History::default(), &[0, 365], Defaults::InPeriod).unwrap(), Withdrawn::Removed, 0.95);
    assert!(empty.lines.iter().all(|line| line.base == 0 && line.shares.iter().all(|share| *share == 0.0)));
    assert_eq!(empty.square(), Square::identity());
}

fn histories() -> impl Strategy<Value = History> {
    let rating = prop_oneof![6 => 0u8..21, 1 => Just(21u8), 1 => Just(255u8)];
    prop::collection::vec((0u32..12, 0i32..400, rating), 0..120).prop_map(|rows| {
        History::sorted(rows.into_iter().map(|(loan, day, rating)| (loan, day, Rating(rating))))
    })
}

proptest! {
    #[test]
    fn the_fast_count_agrees_with_the_plain_walk(
        history in histories(),
        days in prop::collection::btree_set(-20i32..450, 0..9),
        at_end: bool,
    ) {
        let days: Vec<i32> = days.into_iter().collect();
        let defaults = if at_end { Defaults::AtEnd } else { Defaults::InPeriod };
        let counts = count(&history, &days, defaults).unwrap();
        let mut plain = std::collections::HashMap::new();
        each_step(&history, &days, defaults, |step| *plain.entry((step.period, step.from, step.to)).or_insert(0) += 1);
        let mut total = 0;
        for period in 0..counts.periods() {
            for from in Rating::ALL {
                for to in Rating::ALL.into_iter().chain([Rating::WITHDRAWN]) {
                    let found = counts.cell(period, from, to);
                    prop_assert_eq!(found, plain.get(&(period, from, to)).copied().unwrap_or(0));
                    total += found;
                }
            }
        }
        prop_assert_eq!(total, plain.values().sum::<u64>());
    }

    #[test]
    fn rows_sum_to_one(history in histories(), step in 1i32..200) {
        let days: Vec<i32> = (0..3).map(|k| k * step).collect();
        let counts = count(&history, &days, Defaults::InPeriod).unwrap();
        for withdrawn in [Withdrawn::OwnColumn, Withdrawn::Removed] {
            let found = matrix(&counts, withdrawn, 0.9);
            for line in &found.lines {
                let sum = line.shares.iter().sum::<f64>() + line.withdrawn_share;
                prop_assert!(line.base == 0 || (sum - 1.0).abs() < 1e-12);
                for notch in 0..NOTCHES {
                    let share = line.shares[notch];
                    prop_assert!(line.base == 0 || (line.low[notch] <= share && share <= line.high[notch]));
                }
            }
            for row in found.square().0 {
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
    }
}
