//! A square of probabilities over the 22 notches, and what follows from it.

use crate::{normal::quantile, scale::NOTCHES};
use serde::Serialize;

/// Probabilities of going from a notch (row) to a notch (column) over a period; each row sums to 1.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Square(pub Vec<[f64; NOTCHES]>);

impl Square {
    /// Everybody stays.
    #[must_use]
    pub fn identity() -> Self {
        let row = |notch: usize| {
            let mut row = [0.0; NOTCHES];
            row[notch] = 1.0;
            row
        };
        Self((0..NOTCHES).map(row).collect())
    }

    /// This period and then the `next` one (product of the matrices; Chapman–Kolmogorov).
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let row = |from: &[f64; NOTCHES]| {
            let mut to = [0.0; NOTCHES];
            for (share, line) in from.iter().zip(&next.0) {
                if *share != 0.0 {
                    to.iter_mut().zip(line).for_each(|(sum, p)| *sum += share * p);
                }
            }
            to
        };
        Self(self.0.iter().map(row).collect())
    }

    /// `periods` equal periods one after the other (a time-homogeneous Markov chain).
    #[must_use]
    pub fn power(&self, periods: u32) -> Self {
        let (mut power, mut square, mut left) = (Self::identity(), self.clone(), periods);
        while left > 0 {
            if left & 1 == 1 {
                power = power.then(&square);
            }
            left >>= 1;
            if left > 0 {
                square = square.then(&square);
            }
        }
        power
    }

    /// Cumulative probability of default per notch after 1, 2, … `periods` periods: the column D of the powers, with D
    /// made absorbing so that it never falls.
    #[must_use]
    pub fn cumulative_defaults(&self, periods: u32) -> Vec<[f64; NOTCHES]> {
        let mut once = self.clone();
        once.0[NOTCHES - 1] = Self::identity().0[NOTCHES - 1];
        let mut now = Self::identity();
        let mut found: Vec<[f64; NOTCHES]> = Vec::with_capacity(periods as usize);
        for _ in 0..periods {
            now = now.then(&once);
            let mut column = [0.0; NOTCHES];
            for (notch, row) in now.0.iter().enumerate() {
                let before = found.last().map_or(0.0, |last| last[notch]);
                column[notch] = row[NOTCHES - 1].clamp(before, 1.0);
            }
            found.push(column);
        }
        found
    }
}

/// Wilson's interval of a share of `hits` in `trials` at a level of confidence (0.95): from and to, 0 to 1 without a
/// trial. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference" (1927).
///
/// (p + z²/2n ± z·√(p(1−p)/n + z²/4n²))/(1 + z²/n), z = Φ⁻¹((1+confidence)/2).
#[must_use]
pub fn wilson(hits: u64, trials: u64, confidence: f64) -> (f64, f64) {
    if trials == 0 {
        return (0.0, 1.0);
    }
    let z = quantile(0.5 * (1.0 + confidence));
    let (n, p) = (trials as f64, hits as f64 / trials as f64);
    let centre = p + z * z / (2.0 * n);
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z * z / n;
    let low = if hits == 0 { 0.0 } else { ((centre - half) / whole).max(0.0) };
    let high = if hits == trials { 1.0 } else { ((centre + half) / whole).min(1.0) };
    (low, high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3:
    // 81/263: 0.2553–0.3662; 15/148: 0.0624–0.1605; 0/20: 0.0000–0.1611; 1/29: 0.0061–0.1718.
    #[test]
    fn wilsons_interval_agrees_with_newcombes_table() {
        for ((hits, trials), (low, high)) in [
            ((81, 263), (0.2553, 0.3662)),
            ((15, 148), (0.0624, 0.1605)),
            ((0, 20), (0.0, 0.1611)),
            ((1, 29), (0.0061, 0.1718)),
        ] {
            let found = wilson(hits, trials, 0.95);
            assert!((found.0 - low).abs() < 5.1e-5 && (found.1 - high).abs() < 5.1e-5, "{found:?}");
        }
        assert_eq!(wilson(0, 0, 0.95), (0.0, 1.0));
    }

    fn square() -> impl Strategy<Value = Square> {
        prop::collection::vec(prop::array::uniform22(0.0f64..1.0), NOTCHES).prop_map(|mut rows| {
            for (notch, row) in rows.iter_mut().enumerate() {
                row[notch] += 10.0;
                let sum: f64 = row.iter().sum();
                row.iter_mut().for_each(|p| *p /= sum);
            }
            Square(rows)
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn rows_of_a_power_sum_to_one(square in square(), periods in 0u32..12) {
            for row in square.power(periods).0 {
                prop_assert!((row.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }

        #[test]
        fn cumulative_defaults_never_fall(square in square()) {
            let all = square.cumulative_defaults(8);
            for pair in all.windows(2) {
                for (before, after) in pair[0].iter().zip(&pair[1]) {
                    prop_assert!(after >= before && *after <= 1.0);
                }
            }
            prop_assert_eq!(all[0][NOTCHES - 1], 1.0);
        }

        #[test]
        fn powers_add_up(square in square()) {
            let (one, two) = (square.power(5), square.power(2).then(&square.power(3)));
            for (a, b) in one.0.iter().flatten().zip(two.0.iter().flatten()) {
                prop_assert!((a - b).abs() < 1e-13);
            }
        }
    }
}
