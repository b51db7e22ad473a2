use super::*;
use crate::scale::Rating;
use proptest::prelude::*;

fn history(entries: impl IntoIterator<Item = (u32, i32, &'static str)>) -> History {
    History::sorted(
        entries.into_iter().map(|(loan, day, name)| (loan, day, Rating::parse_or_withdrawn(name).unwrap())),
    )
}

/// The shape of the example of Lando and Skødeberg (2002), section 3: ten firms at A and ten at B; one A falls to B
/// after a month, one B rises to A after two, one B defaults after six.
fn twenty() -> History {
    let start = (0..20).map(|loan| (loan, 0, if loan < 10 { "A" } else { "B" }));
    history(start.chain([(0, 31, "B"), (10, 62, "A"), (11, 182, "D")]))
}

const A: usize = 5;
const B: usize = 14;
const D: usize = 21;

fn close(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() < within, "{found} is not {expected}");
}

// By hand: A→B 1/10; then eleven at B, B→A 1/11; then ten at B, B→D 1/10.
// A: (9/10 + 1/10·1/11, 1/10·10/11·9/10, 1/10·10/11·1/10) = (10/11, 9/110, 1/110); B: (1/11, 9/11, 1/11).
#[test]
fn the_risk_set_is_that_just_before_each_event() {
    let found = duration(&twenty(), 0, 365).unwrap();
    let p = &found.probabilities.0;
    for (value, expected) in [
        (p[A][A], 10.0 / 11.0),
        (p[A][B], 9.0 / 110.0),
        (p[A][D], 1.0 / 110.0),
        (p[B][A], 1.0 / 11.0),
        (p[B][B], 9.0 / 11.0),
        (p[B][D], 1.0 / 11.0),
    ] {
        close(value, expected, 1e-15);
    }
    assert_eq!((found.start[A], found.start[B], found.event_days), (10, 10, 3));
    assert_eq!((found.changes[A][B], found.changes[B][A], found.changes[B][D]), (1, 1, 1));
    assert_eq!((found.loan_days[A], found.loan_days[B]), (3_619, 3_498));
}

// scipy.linalg.expm of the generator with years 3619/365 at A and 3498/365 at B.
#[test]
fn the_generators_matrix_agrees_with_scipy() {
    let generator = duration(&twenty(), 0, 365).unwrap().generator();
    let (one, five) = (generator.over(1.0).0, generator.over(5.0).0);
    for (value, expected) in [
        (one[A][A], 0.908_657_33),
        (one[A][B], 0.086_588_19),
        (one[A][D], 0.004_754_48),
        (one[B][A], 0.089_583_38),
        (one[B][D], 0.094_337_86),
        (five[A][D], 0.081_909_32),
        (five[B][B], 0.409_434_7),
    ] {
        close(value, expected, 6e-9);
    }
    assert_eq!(generator.over(0.0), Square::identity());
}

// Two at B; one is withdrawn on day 10, the other falls on day 20: 1/1. With the fall on the same day: 1/2.
#[test]
fn the_withdrawn_leave_the_risk_set_after_their_day() {
    let later = history([(0, 0, "B"), (1, 0, "B"), (0, 10, "NR"), (1, 20, "CCC")]);
    let found = duration(&later, 0, 30).unwrap();
    assert_eq!((found.probabilities.0[B][17], found.withdrawn[B]), (1.0, 1));
    let same = history([(0, 0, "B"), (1, 0, "B"), (0, 20, "NR"), (1, 20, "CCC")]);
    assert_eq!(duration(&same, 0, 30).unwrap().probabilities.0[B][17], 0.5);
}

// One at B from the start, one joins on day 5 and is at risk from day 6.
#[test]
fn who_joins_is_at_risk_from_the_next_day() {
    let on_the_day = history([(0, 0, "B"), (0, 5, "D"), (1, 5, "B")]);
    assert_eq!(duration(&on_the_day, 0, 30).unwrap().probabilities.0[B][D], 1.0);
    let next_day = history([(0, 0, "B"), (0, 6, "D"), (1, 5, "B")]);
    assert_eq!(duration(&next_day, 0, 30).unwrap().probabilities.0[B][D], 0.5);
}

#[test]
fn periods_that_are_none_are_refused() {
    assert!(duration(&twenty(), 10, 10).is_none() && duration(&twenty(), i32::MIN, i32::MAX).is_none());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn rows_sum_to_one_and_periods_chain(
        rows in prop::collection::vec((0u32..15, 0i32..300, prop_oneof![9 => 0u8..22, 1 => Just(255u8)]), 0..150),
        middle in 1i32..299,
    ) {
        let history = History::sorted(rows.into_iter().map(|(loan, day, rating)| (loan, day, Rating(rating))));
        let whole = duration(&history, 0, 300).unwrap();
        for row in whole.probabilities.0.iter().chain(&whole.generator().over(2.5).0) {
            prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-10);
            prop_assert!(row.iter().all(|p| *p >= 0.0 && *p <= 1.0 + 1e-10));
        }
        prop_assert_eq!(whole.probabilities.0[D][D], 1.0);
        // P(0, 300) = P(0, m)·P(m, 300), as long as nobody comes back from default.
        let healed = (0..history.len().saturating_sub(1)).any(|row| {
            history.loan[row] == history.loan[row + 1] && history.rating[row] == Rating::D
        });
        let halves = duration(&history, 0, middle).unwrap().probabilities;
        let halves = halves.then(&duration(&history, middle, 300).unwrap().probabilities);
        for (a, b) in whole.probabilities.0.iter().flatten().zip(halves.0.iter().flatten()) {
            prop_assert!(healed || (a - b).abs() < 1e-10);
        }
    }
}
