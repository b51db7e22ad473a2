//! The standard normal distribution: distribution function, density, quantile, and two correlated normals.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

/// Φ(x) = P(Z ≤ x) = ½·erfc(−x/√2); keeps its relative precision far into the lower tail.
#[must_use]
pub fn cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// φ(x) = exp(−x²/2)/√(2π).
#[must_use]
pub fn density(x: f64) -> f64 {
    (-0.5 * x * x).exp() / (2.0 * PI).sqrt()
}

/// Φ⁻¹(p) for a probability `p`: −∞ at 0, +∞ at 1, not a number outside [0, 1].
///
/// Source: M. J. Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution", Applied
/// Statistics 37 (1988), function PPND16: relative error about 1e-16.
#[must_use]
pub fn quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * poly(&CENTRE.0, r) / poly(&CENTRE.1, r);
    }
    let tail = if q < 0.0 { p } else { 1.0 - p };
    if tail == 0.0 {
        return if q < 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    let r = (-tail.ln()).sqrt();
    let (shape, r) = if r <= 5.0 { (&MIDDLE, r - 1.6) } else { (&FAR, r - 5.0) };
    let x = poly(&shape.0, r) / poly(&shape.1, r);
    if q < 0.0 { -x } else { x }
}

/// Φ₂(h, k; ρ) = P(X ≤ h, Y ≤ k) for standard normals with correlation `rho` in [−1, 1].
///
/// Φ₂ = Φ(h)Φ(k) + (1/2π)·∫₀^{asin ρ} exp(−(h² + k² − 2hk·sin θ)/(2cos²θ)) dθ, by adaptive Gauss–Legendre
/// quadrature. Source: Z. Drezner and G. O. Wesolowsky (1990); A. Genz, "Numerical computation of rectangular
/// bivariate and trivariate normal and t probabilities" (2004). Absolute error below 1e-14.
#[must_use]
pub fn cdf_of_two(h: f64, k: f64, rho: f64) -> f64 {
    if rho >= 1.0 {
        return cdf(h.min(k));
    }
    if rho <= -1.0 {
        return (cdf(h) - cdf(-k)).max(0.0);
    }
    let integrand = |angle: f64| {
        let (sin, cos) = angle.sin_cos();
        (-(h * h + k * k - 2.0 * h * k * sin) / (2.0 * cos * cos)).exp()
    };
    let end = rho.asin();
    let whole = panel(&integrand, 0.0, end);
    let value = cdf(h) * cdf(k) + refine(&integrand, (0.0, end), whole, 40) / (2.0 * PI);
    value.clamp(0.0, 1.0)
}

/// Halves a panel until halving no longer changes the integral.
fn refine(f: &impl Fn(f64) -> f64, (from, to): (f64, f64), whole: f64, depth: u32) -> f64 {
    let middle = 0.5 * (from + to);
    let (left, right) = (panel(f, from, middle), panel(f, middle, to));
    let halves = left + right;
    if depth == 0 || (halves - whole).abs() <= 1e-16 + 1e-14 * halves.abs() {
        return halves;
    }
    refine(f, (from, middle), left, depth - 1) + refine(f, (middle, to), right, depth - 1)
}

/// Ten-point Gauss–Legendre over one panel.
fn panel(f: &impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
    let (centre, half) = (0.5 * (from + to), 0.5 * (to - from));
    GAUSS
        .iter()
        .map(|(node, weight)| weight * (f(centre - half * node) + f(centre + half * node)))
        .sum::<f64>()
        * half
}

/// Horner's rule; the constant stands first.
fn poly(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, c| sum * x + c)
}

/// Positive nodes and weights of ten-point Gauss–Legendre quadrature.
const GAUSS: [(f64, f64); 5] = [
    (0.148_874_338_981_631_22, 0.295_524_224_714_752_87),
    (0.433_395_394_129_247_2, 0.269_266_719_309_996_35),
    (0.679_409_568_299_024_4, 0.219_086_362_515_982_04),
    (0.865_063_366_688_984_5, 0.149_451_349_150_580_6),
    (0.973_906_528_517_171_7, 0.066_671_344_308_688_14),
];

/// Numerator and denominator of a rational approximation.
type Ratio = ([f64; 8], [f64; 8]);

/// |p − ½| ≤ 0.425.
const CENTRE: Ratio = (
    [
        3.387_132_872_796_366_5,
        133.141_667_891_784_38,
        1_971.590_950_306_551_3,
        13_731.693_765_509_46,
        45_921.953_931_549_87,
        67_265.770_927_008_7,
        33_430.575_583_588_13,
        2_509.080_928_730_122_7,
    ],
    [
        1.0,
        42.313_330_701_600_91,
        687.187_007_492_057_9,
        5_394.196_021_424_751,
        21_213.794_301_586_597,
        39_307.895_800_092_71,
        28_729.085_735_721_943,
        5_226.495_278_852_854,
    ],
);

/// Tails down to exp(−25).
const MIDDLE: Ratio = (
    [
        1.423_437_110_749_683_5,
        4.630_337_846_156_546,
        5.769_497_221_460_691,
        3.647_848_324_763_204_5,
        1.270_458_252_452_368_4,
        0.241_780_725_177_450_6,
        0.022_723_844_989_269_184,
        7.745_450_142_783_414e-4,
    ],
    [
        1.0,
        2.053_191_626_637_759,
        1.676_384_830_183_803_8,
        0.689_767_334_985_100_1,
        0.148_103_976_427_480_08,
        0.015_198_666_563_616_457,
        5.475_938_084_995_345e-4,
        1.050_750_071_644_416_9e-9,
    ],
);

/// Tails beyond exp(−25).
const FAR: Ratio = (
    [
        6.657_904_643_501_103,
        5.463_784_911_164_114,
        1.784_826_539_917_291_3,
        0.296_560_571_828_504_87,
        0.026_532_189_526_576_124,
        1.242_660_947_388_078_4e-3,
        2.711_555_568_743_487_6e-5,
        2.010_334_399_292_288_1e-7,
    ],
    [
        1.0,
        0.599_832_206_555_888,
        0.136_929_880_922_735_8,
        0.014_875_361_290_850_615,
        7.868_691_311_456_133e-4,
        1.846_318_317_510_054_8e-5,
        1.421_511_758_316_446e-7,
        2.044_263_103_389_939_8e-15,
    ],
);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: f64, expected: f64, relative: f64) {
        assert!((found - expected).abs() <= relative * expected.abs(), "{found} is not {expected}");
    }

    // mpmath, 30 digits: ncdf(x).
    #[test]
    fn the_distribution_function_agrees_with_thirty_digits() {
        for (x, expected) in [
            (-37.0, 5.725_571_222_524_577e-300),
            (-8.0, 6.220_960_574_271_784e-16),
            (-3.0, 0.001_349_898_031_630_094_5),
            (-1.0, 0.158_655_253_931_457_05),
            (0.0, 0.5),
            (0.3, 0.617_911_422_188_952_6),
            (1.96, 0.975_002_104_851_779_6),
            (5.0, 0.999_999_713_348_428_1),
        ] {
            close(cdf(x), expected, 1e-13);
        }
    }

    // mpmath, 30 digits: sqrt(2)*erfinv(2p-1), and a root of log(ncdf(x)) - log(p) in the far tail.
    #[test]
    fn the_quantile_agrees_with_thirty_digits() {
        for (p, expected) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-12, -7.034_483_825_301_132),
            (0.0003, -3.431_614_403_623_269),
            (0.02, -2.053_748_910_631_823),
            (0.3, -0.524_400_512_708_040_8),
            (0.5, 0.0),
            (0.8, 0.841_621_233_572_914_2),
            (0.975, 1.959_963_984_540_054_2),
            (0.999, 3.090_232_306_167_813_5),
            (0.9999, 3.719_016_485_455_680_6),
        ] {
            close(quantile(p), expected, 1e-13);
        }
    }

    #[test]
    fn the_ends_are_infinite_and_the_outside_is_no_number() {
        assert_eq!(quantile(0.0), f64::NEG_INFINITY);
        assert_eq!(quantile(1.0), f64::INFINITY);
        assert!(quantile(-0.1).is_nan() && quantile(1.1).is_nan() && quantile(f64::NAN).is_nan());
    }

    // P(X ≤ 0, Y ≤ 0) = 1/4 + asin(ρ)/2π, so 1/3 at ρ = 1/2; the rest by mpmath as ∫ Φ((h−ρy)/√(1−ρ²))φ(y)dy.
    #[test]
    fn two_normals_agree_with_the_closed_form_and_with_quadrature() {
        for ((h, k, rho), expected) in [
            ((0.0, 0.0, 0.5), 1.0 / 3.0),
            ((-1.0, 0.5, 0.3), 0.133_256_135_449_951_1),
            ((-2.0, -3.0, 0.95), 0.001_348_785_152_678_894_7),
            ((1.0, 1.0, -0.4), 0.689_361_528_153_363),
            ((-1.0, -1.001, 0.999), 0.154_218_351_274_044_82),
        ] {
            close(cdf_of_two(h, k, rho), expected, 1e-11);
        }
        close(cdf_of_two(-1.0, 2.0, 1.0), cdf(-1.0), 1e-15);
        close(cdf_of_two(1.0, 2.0, -1.0), cdf(1.0) - cdf(-2.0), 1e-14);
    }

    proptest! {
        #[test]
        fn quantile_and_distribution_function_undo_each_other(p in 1e-14f64..0.999_999) {
            prop_assert!((cdf(quantile(p)) / p - 1.0).abs() < 1e-12);
        }

        #[test]
        fn two_normals_lie_between_their_bounds(h in -5.0f64..5.0, k in -5.0f64..5.0, rho in -0.99f64..0.99) {
            let both = cdf_of_two(h, k, rho);
            prop_assert!(both <= cdf(h).min(cdf(k)) + 1e-13);
            prop_assert!(both >= (cdf(h) + cdf(k) - 1.0).max(0.0) - 1e-13);
        }
    }
}
