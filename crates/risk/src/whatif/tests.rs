use proptest::prelude::*;

use super::*;
use crate::{
    sums::tests::tapes,
    tape::{Loan, Writer},
};

fn tape() -> Tape {
    let mut writer = Writer::default();
    let loans = [
        (1, 400, "BB", "Shell"),
        (2, 300, "BB", "Bayer"),
        (3, 300, "BB", "Tesco"),
        (4, 200, "BB", "Shell"),
        (5, 800, "A", "Shell"),
    ];
    for (id, units, name, borrower) in loans {
        let (exposure, rating) = (units * 10_000, Rating::parse(name).unwrap());
        assert!(writer.push(&Loan { id, exposure, rate: 50_000, rating, borrower, ..Loan::default() }));
    }
    writer.finish()
}

#[test]
fn the_largest_default_first() {
    let tape = tape();
    let (rates, bb) = (Rates::default(), Rating::parse("BB").unwrap());
    // ⌊4·0.25⌋ = 1: the loan of 400; 40 % comes back.
    let one = default_of(&tape, tape.all(), &rates, bb, (2_500, 4_000));
    assert_eq!((one.count, one.defaulted, one.loss), (1, 4_000_000, 2_400_000));
    assert_eq!((one.filter.rows(&tape), one.value, one.loss_rate), (vec![0], 20_000_000 - 2_400_000, 0.12));
    assert_eq!(one.filter.ids, None);
    // (400 + 300)/2000 at 1, the rest as before; the performing share falls by a fifth.
    assert_eq!((one.before.performing, one.after.performing), (1.0, 0.8));
    // ⌊4·0.50⌋ = 2, of two equal ones the first.
    let two = default_of(&tape, tape.all(), &rates, bb, (5_000, 4_000));
    assert_eq!((two.filter.rows(&tape), two.filter.ids.is_some()), (vec![0, 1], true));
    // ⌊4·0.10⌋ = 0, and one at least.
    assert_eq!(default_of(&tape, tape.all(), &rates, bb, (1_000, 0)).count, 1);
    assert_eq!(default_of(&tape, tape.all(), &rates, bb, (10_000, 0)).filter, Filter::rating(bb));
    // After: 1,200·1 + 800·0.001 of 2,000.
    let all = default_of(&tape, tape.all(), &rates, bb, (10_000, 0));
    assert_eq!(all.after.pd, Some(0.600_4));
    let none = default_of(&tape, tape.all(), &rates, Rating::D, (10_000, 0));
    assert_eq!((none.count, none.loss, none.filter.rows(&tape).len()), (0, 0, 0));
}

#[test]
fn a_borrower_may_leave_fall_or_grow() {
    let tape = tape();
    let rates = Rates::default();
    let gone =
        borrower(&tape, tape.all(), &rates, "Shell", Change { exposure: -10_000, ..Change::default() });
    assert_eq!((gone.loans, gone.share), (3, [0.7, 0.0]));
    assert_eq!((gone.after.count, gone.after.exposure), (2, 6_000_000));
    // 0.7² + 0.15² + 0.15² and 0.5² + 0.5²
    assert!((gone.index[0].fraction - 0.535).abs() < 1e-15 && (gone.index[1].fraction - 0.5).abs() < 1e-15);
    let fallen = Change { rating: Some(Rating::D), status: Some(Status::Defaulted), shift: 100, exposure: 0 };
    let fallen = borrower(&tape, tape.all(), &rates, "Shell", fallen);
    // 1,400·1 + 600·0.018 of 2,000; 5 % + 0.7·1 %
    assert_eq!((fallen.after.pd, fallen.after.weighted_rate), (Some(0.705_4), Some(5.7)));
    let doubled =
        borrower(&tape, tape.all(), &rates, "Bayer", Change { exposure: 10_000, ..Change::default() });
    assert_eq!(doubled.after.exposure, 23_000_000);
    let nobody =
        borrower(&tape, tape.all(), &rates, "Nobody", Change { exposure: 10_000, ..Change::default() });
    assert_eq!((nobody.loans, nobody.before == nobody.after), (0, true));
}

#[test]
fn a_shift_moves_the_rate_alone() {
    let tape = tape();
    let [before, after] = shift(&tape, tape.all(), &Rates::default(), -150);
    assert_eq!((before.weighted_rate, after.weighted_rate), (Some(5.0), Some(3.5)));
    assert_eq!(before.expected_loss, after.expected_loss);
}

proptest! {
    #[test]
    fn the_filter_lists_what_defaults(tape in tapes(), notch in 0_u8..22, share in 0_u32..=10_000) {
        let result = default_of(&tape, tape.all(), &Rates::default(), Rating(notch), (share, 5_000));
        let rows = result.filter.rows(&tape);
        prop_assert_eq!(rows.len() as u64, result.count);
        prop_assert_eq!(tape.total(Rows::These(&rows)), result.defaulted);
        prop_assert_eq!(result.before.exposure, result.after.exposure);
        prop_assert!(result.after.expected_loss >= result.before.expected_loss);
    }
}
