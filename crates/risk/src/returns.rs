//! Internal rates of return: every rate at which the present value of the flows is nothing, not just one of them.
//!
//! With u = ln(1+r) the present value is Σ c·e^(−t·u), which has at most as many zeros as the flows change sign
//! (Descartes' rule for exponential sums, Laguerre 1883). Multiplying by e^(τ·u), with τ at a change of sign, and
//! deriving takes one change away; the zeros of the derivative part the line into pieces with at most one zero each
//! (Rolle). So all zeros are bracketed, and none can be missed between the points of a grid.

use serde::Serialize;

/// What a rate from equal periods means.
pub const PERIODIC: &str = "IRR per period: the rate r with Σ flow_k/(1+r)^k = 0, k = 0, 1, 2 …; of several, the nearest to the guess.";

/// What a rate from dated flows means.
pub const DATED: &str = "XIRR (OpenFormula 6.12.50): the yearly rate r with Σ flow_k/(1+r)^((day_k − day_0)/365) = 0; \
     of several, the nearest to the guess.";

/// The smallest and largest ln(1+r) looked at: −99.9999 % to about 4.8e8 a period.
const RANGE: (f64, f64) = (-13.815_510_557_964_274, 20.0);

/// More changes of sign than this are not taken apart one by one; a grid is searched instead.
const MOST_CHANGES: usize = 24;

/// Rates of return of one series of flows.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Returns {
    /// The rate nearest to the guess; none when no rate makes the flows worth nothing.
    pub rate: Option<f64>,
    /// All rates between −99.9999 % and 4.8e8, ascending; a touching (double) zero stands once.
    pub all: Vec<f64>,
    /// How often the flows change sign: no more rates than this can be.
    pub sign_changes: usize,
    /// True when `all` is proven to be all in the range; false when only a grid was searched.
    pub complete: bool,
    /// What the rate means.
    pub definition: &'static str,
}

/// Rates of return of flows at equal distances, the first at time 0. Flows in any one unit; paid out negative.
/// `guess` chooses between several rates (OpenFormula's default is 0.1).
#[must_use]
pub fn irr(flows: &[f64], guess: f64) -> Returns {
    let sum = flows.iter().enumerate().map(|(k, flow)| (k as f64, *flow)).collect();
    solve(sum, guess, PERIODIC)
}

/// Rates of return a year of dated flows `(day, amount)` in any order; several on one day add up.
#[must_use]
pub fn xirr(flows: &[(i32, f64)], guess: f64) -> Returns {
    let first = flows.iter().map(|(day, _)| *day).min().unwrap_or(0);
    let sum = flows.iter().map(|(day, flow)| (f64::from(day - first) / 365.0, *flow)).collect();
    solve(sum, guess, DATED)
}

/// A rate per period as a rate a year, compounded: (1+r)^periods − 1.
#[must_use]
pub fn effective(rate: f64, periods_a_year: u32) -> f64 {
    (f64::from(periods_a_year) * rate.ln_1p()).exp_m1()
}

/// Present value of flows at times 0, 1, 2 … at a rate per period: Σ flow_k/(1+r)^k.
#[must_use]
pub fn npv(flows: &[f64], rate: f64) -> f64 {
    flows.iter().rev().fold(0.0, |sum, flow| sum / (1.0 + rate) + flow)
}

/// Present value on the first day of dated flows: Σ flow/(1+r)^((day − first)/365).
#[must_use]
pub fn xnpv(flows: &[(i32, f64)], rate: f64) -> f64 {
    let first = flows.iter().map(|(day, _)| *day).min().unwrap_or(0);
    flows.iter().map(|(day, flow)| flow * (-f64::from(day - first) / 365.0 * rate.ln_1p()).exp()).sum()
}

/// Times and coefficients of Σ c·e^(−t·u), by time.
type Sum = Vec<(f64, f64)>;

fn solve(mut sum: Sum, guess: f64, definition: &'static str) -> Returns {
    sum.sort_by(|a, b| a.0.total_cmp(&b.0));
    sum.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
    sum.retain(|(_, flow)| *flow != 0.0 && flow.is_finite());
    let scale = sum.iter().fold(0.0, |most: f64, (_, c)| most.max(c.abs()));
    sum.iter_mut().for_each(|(_, c)| *c /= scale);
    let sign_changes = changes(&sum).len();
    let complete = sign_changes <= MOST_CHANGES;
    let zeros = if complete { zeros(&sum) } else { pieces(&sum, (0..=20_000).map(on_grid)) };
    let all: Vec<f64> = zeros.into_iter().map(f64::exp_m1).collect();
    let nearest = |a: &f64, b: &f64| (a - guess).abs().total_cmp(&(b - guess).abs());
    Returns { rate: all.iter().copied().min_by(nearest), all, sign_changes, complete, definition }
}

fn on_grid(step: u32) -> f64 {
    RANGE.0 + (RANGE.1 - RANGE.0) * f64::from(step) / 20_000.0
}

/// Times half way between coefficients of opposite sign.
fn changes(sum: &Sum) -> Vec<f64> {
    sum.windows(2)
        .filter(|pair| pair[0].1 * pair[1].1 < 0.0)
        .map(|pair| 0.5 * (pair[0].0 + pair[1].0))
        .collect()
}

/// All zeros in the range, ascending. A zero of the derivative at which the sum vanishes too is a touching one.
fn zeros(sum: &Sum) -> Vec<f64> {
    // The middle change keeps the exponents of the derivatives small on both sides.
    let turns = changes(sum);
    let Some(tau) = turns.get(turns.len() / 2).copied() else { return Vec::new() };
    let mut derived: Sum = sum.iter().map(|(t, c)| (*t, c * (tau - t))).collect();
    let scale = derived.iter().fold(0.0, |most: f64, (_, c)| most.max(c.abs()));
    derived.iter_mut().for_each(|(_, c)| *c /= scale);
    let inner = zeros(&derived);
    pieces(sum, std::iter::once(RANGE.0).chain(inner).chain(std::iter::once(RANGE.1)))
}

/// Zeros of the sum, given ascending points between which it has at most one.
fn pieces(sum: &Sum, points: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    let mut last: Option<(f64, f64)> = None;
    for u in points {
        let value = balance(sum, u);
        let touches = value.abs() < 1e-13;
        match last {
            _ if touches => found.push(u),
            Some((before, was)) if was * value < 0.0 && was.abs() >= 1e-13 => {
                found.push(bisect(sum, (before, was), u));
            }
            _ => {}
        }
        last = Some((u, value));
    }
    found.dedup_by(|next, kept| (*next - *kept).abs() < 1e-9);
    found
}

/// The sum at `u` over the sum of its absolute terms: between −1 and 1, and never beyond what a float can hold.
fn balance(sum: &Sum, u: f64) -> f64 {
    let most = sum.iter().fold(f64::NEG_INFINITY, |most, (t, _)| most.max(-t * u));
    let (mut net, mut gross) = (0.0, 0.0);
    for (t, c) in sum {
        let term = c * (-t * u - most).exp();
        net += term;
        gross += term.abs();
    }
    if gross > 0.0 { net / gross } else { 0.0 }
}

/// Halves the bracket until it is as narrow as floats allow.
fn bisect(sum: &Sum, (mut low, was): (f64, f64), mut high: f64) -> f64 {
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if balance(sum, middle) * was > 0.0 { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("a rate");
        assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
    }

    #[test]
    fn one_period_is_a_fraction() {
        close(irr(&[-100.0, 110.0], 0.1).rate, 0.1);
        // −100 + 60/(1+r) + 60/(1+r)²: x = 1/(1+r) solves 6x² + 6x − 10 = 0, so x = (−6 + √276)/12.
        close(irr(&[-100.0, 60.0, 60.0], 0.1).rate, 12.0 / (276f64.sqrt() - 6.0) - 1.0);
    }

    // The example of Microsoft's page on XIRR, also in OpenFormula's tests: 37.34 %; digits by scipy.optimize.brentq.
    #[test]
    fn dated_flows_agree_with_the_well_known_example() {
        let day = crate::day::of;
        let flows = [
            (day(2008, 1, 1), -10_000.0),
            (day(2008, 3, 1), 2_750.0),
            (day(2008, 10, 30), 4_250.0),
            (day(2009, 2, 15), 3_250.0),
            (day(2009, 4, 1), 2_750.0),
        ];
        let found = xirr(&flows, 0.1);
        close(found.rate, XIRR);
        assert!(found.complete && found.all.len() == 1 && found.sign_changes == 1);
        let mut turned = flows;
        turned.reverse();
        assert_eq!(xirr(&turned, 0.1), found);
        assert!(xnpv(&flows, XIRR).abs() < 1e-6);
    }

    const XIRR: f64 = 0.373_362_533_518_831_8;

    // −1000(1+r)² + 2300(1+r) − 1320 = 0: (1+r) = 1.1 or 1.2.
    #[test]
    fn several_rates_are_all_told() {
        let flows = [-1_000.0, 2_300.0, -1_320.0];
        let found = irr(&flows, 0.1);
        assert_eq!(found.all.len(), 2);
        close(found.all.first().copied(), 0.1);
        close(found.all.get(1).copied(), 0.2);
        close(irr(&flows, 0.5).rate, 0.2);
        // (x−1.1)(x−1.2)(x−1.3)(x−0.5)(x−3) has five.
        let mut product = vec![1.0];
        for root in [1.1, 1.2, 1.3, 0.5, 3.0] {
            let mut next = vec![0.0; product.len() + 1];
            for (k, c) in product.iter().enumerate() {
                next[k] += c;
                next[k + 1] -= root * c;
            }
            product = next;
        }
        let five = irr(&product, 0.0);
        for (found, expected) in five.all.iter().zip([-0.5, 0.1, 0.2, 0.3, 2.0]) {
            assert!((found - expected).abs() < 1e-7, "{found}");
        }
        assert_eq!(five.all.len(), 5);
    }

    #[test]
    fn a_touching_zero_is_found_and_no_zero_is_told() {
        // −(x − 1.1)²
        let double = irr(&[-1.0, 2.2, -1.21], 0.0);
        assert_eq!(double.all.len(), 1);
        assert!((double.all[0] - 0.1).abs() < 1e-6);
        let none = irr(&[-1.0, 1.0, -1.0], 0.0);
        assert_eq!((none.rate, none.all.len(), none.sign_changes, none.complete), (None, 0, 2, true));
        for empty in [&[][..], &[0.0, 0.0], &[5.0, 5.0], &[-5.0]] {
            assert_eq!(irr(empty, 0.1).rate, None);
        }
    }

    #[test]
    fn a_swinging_series_is_searched_on_a_grid_and_says_so() {
        let flows: Vec<f64> = (0..60).map(|k| if k % 2 == 0 { -1.0 } else { 1.5 }).collect();
        let found = irr(&flows, 0.1);
        assert!(!found.complete && found.sign_changes == 59);
        close(found.rate, 0.5);
    }

    #[test]
    fn a_monthly_rate_compounds() {
        assert!((effective(0.01, 12) - 0.126_825_030_131_969_72).abs() < 1e-14);
        assert!((npv(&[-100.0, 110.0], 0.1)).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn the_rate_of_a_loan_is_its_rate(rate in 0.0001f64..0.5, n in 1usize..400) {
            let payment = if rate == 0.0 { 1.0 / n as f64 } else { rate / -(-(n as f64) * rate.ln_1p()).exp_m1() };
            let flows: Vec<f64> = std::iter::once(-1.0).chain(std::iter::repeat_n(payment, n)).collect();
            let found = irr(&flows, 0.1);
            prop_assert!((found.rate.unwrap() - rate).abs() < 1e-9);
        }

        #[test]
        fn rates_make_the_flows_worth_nothing(flows in prop::collection::vec(-1000.0f64..1000.0, 2..12)) {
            let found = irr(&flows, 0.1);
            prop_assert!(found.all.len() <= found.sign_changes);
            for rate in found.all {
                let gross: f64 = flows.iter().enumerate().map(|(k, c)| c.abs() * (1.0 + rate).powi(-(k as i32))).sum();
                prop_assert!(npv(&flows, rate).abs() <= 1e-9 * gross);
            }
        }
    }
}
