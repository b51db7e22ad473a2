//! Losses of a portfolio under one common factor: quantile and expected shortfall.
//!
//! Source: O. Vasicek, "The distribution of loan portfolio value", Risk (December 2002); M. Gordy, "A
//! risk-factor model foundation for ratings-based bank capital rules" (2003) for portfolios of unequal loans.

use crate::normal::{cdf, cdf_of_two, density, quantile};
use serde::Serialize;

/// What the figures of this file mean.
pub const DEFINITION: &str = "Loss of an infinitely fine-grained portfolio under one normal factor (Vasicek 2002): \
     a loan defaults when √ρ·Y + √(1−ρ)·ε < Φ⁻¹(PD); quantile and expected shortfall at the given level.";

/// Share of equal loans that default when the common factor is at its `level` quantile of badness:
/// Φ((Φ⁻¹(PD) + √ρ·Φ⁻¹(level))/√(1−ρ)). `pd` and `level` in [0, 1], `rho` in [0, 1).
///
/// It is also the `level` quantile of the loss share (loss given default 1).
#[must_use]
pub fn conditional_pd(pd: f64, rho: f64, level: f64) -> f64 {
    match (pd <= 0.0, pd >= 1.0) {
        (true, _) => 0.0,
        (_, true) => 1.0,
        _ => cdf((quantile(pd) + rho.sqrt() * quantile(level)) / (1.0 - rho).sqrt()),
    }
}

/// Expected share of defaults given that it is beyond its `level` quantile:
/// Φ₂(Φ⁻¹(PD), Φ⁻¹(1−level); √ρ)/(1−level).
#[must_use]
pub fn conditional_mean_beyond(pd: f64, rho: f64, level: f64) -> f64 {
    match (pd <= 0.0, pd >= 1.0) {
        (true, _) => 0.0,
        (_, true) => 1.0,
        _ if level >= 1.0 => conditional_pd(pd, rho, 1.0),
        _ => cdf_of_two(quantile(pd), -quantile(level), rho.sqrt()) / (1.0 - level),
    }
}

/// P(loss share ≤ `share`) = Φ((√(1−ρ)·Φ⁻¹(share) − Φ⁻¹(PD))/√ρ), for 0 < `rho` < 1.
#[must_use]
pub fn loss_cdf(pd: f64, rho: f64, share: f64) -> f64 {
    cdf(((1.0 - rho).sqrt() * quantile(share) - quantile(pd)) / rho.sqrt())
}

/// Density of the loss share, for drawing it:
/// √((1−ρ)/ρ)·exp(½·Φ⁻¹(x)² − ½·((√(1−ρ)Φ⁻¹(x) − Φ⁻¹(PD))/√ρ)²); 0 outside (0, 1).
#[must_use]
pub fn loss_density(pd: f64, rho: f64, share: f64) -> f64 {
    if share <= 0.0 || share >= 1.0 {
        return 0.0;
    }
    let x = quantile(share);
    let y = ((1.0 - rho).sqrt() * x - quantile(pd)) / rho.sqrt();
    ((1.0 - rho) / rho).sqrt() * density(y) / density(x)
}

/// Variance of the loss share: Φ₂(Φ⁻¹(PD), Φ⁻¹(PD); ρ) − PD².
#[must_use]
pub fn loss_variance(pd: f64, rho: f64) -> f64 {
    (cdf_of_two(quantile(pd), quantile(pd), rho) - pd * pd).max(0.0)
}

/// Loans that share a probability of default, a loss given default and a correlation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bucket {
    /// Exposure at default, in any one unit; the results come in it.
    pub exposure: f64,
    /// Probability of default over the horizon, 0 to 1.
    pub pd: f64,
    /// Share of the exposure that is lost in default, 0 to 1.
    pub lgd: f64,
    /// Correlation with the common factor squared (ρ), 0 to below 1.
    pub rho: f64,
}

/// Losses of a portfolio at one level of confidence, in the unit of the exposures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Loss {
    /// Level of confidence, such as 0.999.
    pub level: f64,
    /// Σ exposure of the buckets.
    pub exposure: f64,
    /// Σ EAD·LGD·PD.
    pub expected: f64,
    /// Quantile of the loss at the level (credit value at risk): Σ EAD·LGD·conditional PD.
    pub quantile: f64,
    /// Expected loss beyond the quantile (expected shortfall).
    pub shortfall: f64,
    /// Quantile less expected loss: economic capital.
    pub unexpected: f64,
    /// What the figures mean.
    pub definition: &'static str,
}

/// Losses of a portfolio of buckets. One factor moves all loans, so quantiles and shortfalls of the buckets add up
/// (Gordy 2003); the concentration in single names isn't in it.
#[must_use]
pub fn losses(buckets: &[Bucket], level: f64) -> Loss {
    let mut loss = Loss {
        level,
        exposure: 0.0,
        expected: 0.0,
        quantile: 0.0,
        shortfall: 0.0,
        unexpected: 0.0,
        definition: DEFINITION,
    };
    for b in buckets {
        let severity = b.exposure * b.lgd;
        loss.exposure += b.exposure;
        loss.expected += severity * b.pd;
        loss.quantile += severity * conditional_pd(b.pd, b.rho, level);
        loss.shortfall += severity * conditional_mean_beyond(b.pd, b.rho, level);
    }
    loss.unexpected = loss.quantile - loss.expected;
    loss
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // mpmath, 30 digits: quantile by the formula, shortfall as ∫Φ((c−√ρy)/√(1−ρ))φ(y)dy over the worst 1−α,
    // variance as ∫Φ(…)²φ dy − p².
    #[test]
    fn quantile_shortfall_and_variance_agree_with_quadrature() {
        for ((pd, rho, level), expected) in [
            (
                (0.01, 0.2, 0.999),
                (0.145_525_266_131_071_33, 0.181_435_531_432_826_1, 2.389_171_790_734_497e-4),
            ),
            (
                (0.02, 0.12, 0.99),
                (0.091_719_141_699_772_73, 0.115_632_790_620_230_2, 3.596_433_749_232_780_8e-4),
            ),
            (
                (0.0003, 0.24, 0.999),
                (0.013_911_571_667_044_392, 0.021_696_562_923_323_508, 1.235_317_428_338_993e-6),
            ),
            ((0.1, 0.9, 0.95), (0.811_095_100_894_777_7, 0.944_357_394_886_462_6, 0.058_864_940_371_715_53)),
            (
                (0.3, 0.05, 0.9),
                (0.403_609_415_099_566_26, 0.446_308_058_044_833_4, 0.006_087_451_930_603_492),
            ),
        ] {
            let found = (
                conditional_pd(pd, rho, level),
                conditional_mean_beyond(pd, rho, level),
                loss_variance(pd, rho),
            );
            for (a, b) in [(found.0, expected.0), (found.1, expected.1), (found.2, expected.2)] {
                assert!((a / b - 1.0).abs() < 1e-9, "{a} is not {b}");
            }
        }
    }

    #[test]
    fn without_correlation_every_level_is_the_expectation() {
        assert!((conditional_pd(0.07, 0.0, 0.999) - 0.07).abs() < 1e-15);
        assert!((conditional_mean_beyond(0.07, 0.0, 0.999) - 0.07).abs() < 1e-12);
    }

    #[test]
    fn buckets_add_up_and_certain_ones_are_certain() {
        let loss = losses(
            &[
                Bucket { exposure: 1_000.0, pd: 0.01, lgd: 0.4, rho: 0.2 },
                Bucket { exposure: 500.0, pd: 1.0, lgd: 0.9, rho: 0.2 },
                Bucket { exposure: 500.0, pd: 0.0, lgd: 0.9, rho: 0.2 },
            ],
            0.999,
        );
        assert!((loss.expected - 454.0).abs() < 1e-9);
        assert!((loss.quantile - (400.0 * 0.145_525_266_131_071_33 + 450.0)).abs() < 1e-9);
        assert!((loss.unexpected - (loss.quantile - 454.0)).abs() < 1e-12);
        assert_eq!(loss.exposure, 2_000.0);
    }

    proptest! {
        #[test]
        fn the_quantile_inverts_the_distribution(pd in 0.001f64..0.5, rho in 0.02f64..0.6, level in 0.01f64..0.999) {
            prop_assert!((loss_cdf(pd, rho, conditional_pd(pd, rho, level)) - level).abs() < 1e-9);
        }

        #[test]
        fn the_shortfall_is_beyond_the_quantile(pd in 0.001f64..0.5, rho in 0.0f64..0.9, level in 0.5f64..0.9999) {
            let (q, s) = (conditional_pd(pd, rho, level), conditional_mean_beyond(pd, rho, level));
            prop_assert!(s >= q - 1e-9 && s <= 1.0 + 1e-9);
        }
    }

    #[test]
    fn the_density_integrates_to_the_distribution_function() {
        let (pd, rho) = (0.05, 0.15);
        let step = 1e-5;
        let area: f64 = (0..10_000).map(|i| loss_density(pd, rho, (f64::from(i) + 0.5) * step) * step).sum();
        assert!((area - loss_cdf(pd, rho, 0.1)).abs() < 1e-6);
    }
}
