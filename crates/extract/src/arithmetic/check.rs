//! Shares and tolerances.

/// One hundred percent.
const WHOLE: i128 = 100 * 10_000;

/// Rates that some country uses for a sale, in hundredths of a percent; weak evidence where nothing is printed.
const USUAL: [i64; 30] = [
    2100, 1900, 2000, 2200, 2300, 2500, 2400, 1800, 700, 500, 550, 600, 900, 1000, 1200, 1300, 1700, 800,
    810, 770, 250, 260, 1350, 2550, 2700, 1600, 1500, 2800, 300, 400,
];

/// `rate` of `base`, rounded half up (away from zero) to the minor unit.
pub fn share(base: i64, rate: i64, minor: i64) -> i64 {
    let unit = i128::from(minor.max(1)) * WHOLE;
    let product = i128::from(base) * i128::from(rate);
    let half = if product < 0 { -unit / 2 } else { unit / 2 };
    let rounded = (product + half) / unit * i128::from(minor.max(1));
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

/// Whether two amounts are the same within so many minor units.
pub fn within(one: i64, other: i64, tolerance: i64) -> bool {
    one.abs_diff(other) <= tolerance.unsigned_abs()
}

/// The first of the rates of which `tax` is the share, one minor unit of difference allowed.
pub(super) fn rate_of(base: i64, tax: i64, rates: &[i64], minor: i64) -> Option<i64> {
    rates.iter().copied().filter(|rate| *rate > 0).find(|rate| within(share(base, *rate, minor), tax, minor))
}

/// The rate in use somewhere of which `tax` is exactly the share.
pub(super) fn usual_rate(base: i64, tax: i64, minor: i64) -> Option<i64> {
    // Of small sums many rates give the same share, which then says nothing.
    if base < 500 * minor {
        return None;
    }
    USUAL.iter().map(|hundredths| hundredths * 100).find(|rate| share(base, *rate, minor) == tax)
}
