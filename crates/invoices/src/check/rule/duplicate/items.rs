//! How alike the lines of two invoices are, as the contract weighs them.
use std::collections::BTreeSet;

use kernel::Money;

use crate::{check::name, invoice::extracted::Line};

/// How alike two numbers are: the smaller by the larger.
fn ratio(a: Option<Money>, b: Option<Money>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let (a, b) = (a.units().unsigned_abs(), b.units().unsigned_abs());
    if a == b { 1.0 } else { a.min(b) as f64 / a.max(b) as f64 }
}

fn words(line: &Line) -> BTreeSet<String> {
    let text = line.description.as_deref().unwrap_or_default().to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn description(a: &Line, b: &Line) -> f64 {
    name::jaccard(&words(a), &words(b))
}

fn hsn(a: &Line, b: &Line) -> f64 {
    f64::from(a.hsn_code.is_some() && a.hsn_code == b.hsn_code)
}

/// Parts that both lines have, with their weights; what both lack does not count.
fn weighed(parts: &[(bool, f64, f64)]) -> f64 {
    let known = parts.iter().filter(|(is_known, ..)| *is_known);
    let (sum, weight) =
        known.fold((0.0, 0.0), |(sum, all), (_, weight, value)| (sum + weight * value, all + weight));
    // Too little to judge by.
    if weight < 0.5 { 0.0 } else { sum / weight }
}

fn either<T>(a: &Option<T>, b: &Option<T>) -> bool {
    a.is_some() || b.is_some()
}

/// Description 0.40, HSN 0.25, price 0.20, value 0.15.
fn item(a: &Line, b: &Line) -> f64 {
    weighed(&[
        (either(&a.description, &b.description), 0.40, description(a, b)),
        (either(&a.hsn_code, &b.hsn_code), 0.25, hsn(a, b)),
        (either(&a.unit_price, &b.unit_price), 0.20, ratio(a.unit_price, b.unit_price)),
        (either(&a.taxable_value, &b.taxable_value), 0.15, ratio(a.taxable_value, b.taxable_value)),
    ])
}

/// Description 0.3, HSN 0.3, quantity 0.2, price 0.2.
fn line(a: &Line, b: &Line) -> f64 {
    weighed(&[
        (either(&a.description, &b.description), 0.3, description(a, b)),
        (either(&a.hsn_code, &b.hsn_code), 0.3, hsn(a, b)),
        (either(&a.quantity, &b.quantity), 0.2, ratio(a.quantity, b.quantity)),
        (either(&a.unit_price, &b.unit_price), 0.2, ratio(a.unit_price, b.unit_price)),
    ])
}

fn rate(a: &Line, b: &Line) -> f64 {
    if a.quantity.is_none() || a.gst_rate.is_none() {
        return 0.0;
    }
    (ratio(a.gst_rate, b.gst_rate) + ratio(a.quantity, b.quantity)) / 2.0
}

/// More lines than these are not compared one by one.
const MOST: usize = 60;

/// Pairs the lines, the most alike first come; the mean of pairs above `least` × the share of lines that have one.
fn paired(a: &[Line], b: &[Line], least: f64, alike: fn(&Line, &Line) -> f64) -> Option<f64> {
    if a.is_empty() || b.is_empty() || a.len() > MOST || b.len() > MOST {
        return None;
    }
    let mut free: Vec<bool> = vec![true; b.len()];
    let mut pairs = vec![];
    for mine in a {
        let scores = b.iter().enumerate().filter(|(at, _)| free[*at]).map(|(at, its)| (at, alike(mine, its)));
        let best = scores.max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        if let Some((at, score)) = best.filter(|best| best.1 > least) {
            free[at] = false;
            pairs.push(score);
        }
    }
    if pairs.is_empty() {
        return Some(0.0);
    }
    let mean = pairs.iter().sum::<f64>() / pairs.len() as f64;
    Some(mean * pairs.len() as f64 / a.len().max(b.len()) as f64)
}

/// How alike the items are: those that match by more than 0.80 × their share.
pub fn items(a: &[Line], b: &[Line]) -> Option<f64> {
    paired(a, b, 0.80, item)
}

/// How alike the lines are: those that match by more than 0.7.
pub fn lines(a: &[Line], b: &[Line]) -> Option<f64> {
    paired(a, b, 0.7, line)
}

/// How alike rates and quantities are.
pub fn rates(a: &[Line], b: &[Line]) -> Option<f64> {
    paired(a, b, 0.85, rate)
}

/// How alike the sets of HSN codes are; none where there are none.
pub fn codes(a: &[Line], b: &[Line]) -> Option<f64> {
    let set = |lines: &[Line]| lines.iter().filter_map(|line| line.hsn_code.clone()).collect::<BTreeSet<_>>();
    let (a, b) = (set(a), set(b));
    (!a.is_empty() && !b.is_empty()).then(|| name::jaccard(&a, &b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(description: &str, hsn: &str, price: &str, value: &str) -> Line {
        Line {
            description: Some(description.into()),
            hsn_code: Some(hsn.into()),
            unit_price: price.parse().ok(),
            taxable_value: value.parse().ok(),
            ..Default::default()
        }
    }

    // Section 9 of the contract: description .40, HSN .25, price .20, value .15; a match is above .80; × the share.
    #[test]
    fn items_are_weighed_as_the_contract_says() {
        let bolt = of("steel bolt", "7318", "10.00", "100.00");
        let half = of("steel bolt", "7318", "10.00", "50.00");
        let other = of("office chair", "9401", "75.00", "75.00");
        assert!((item(&bolt, &half) - (0.40 + 0.25 + 0.20 + 0.15 * 0.5)).abs() < 1e-9);
        assert_eq!(items(std::slice::from_ref(&bolt), std::slice::from_ref(&bolt)), Some(1.0));
        assert_eq!(items(&[bolt.clone(), other], std::slice::from_ref(&bolt)), Some(0.5), "one of two");
        assert_eq!(items(&[], &[bolt]), None);
    }

    proptest! {
        #[test]
        fn likeness_lies_between_nothing_and_all(
            a in prop::collection::vec(("[a-c ]{0,6}", "[78][0-9]{3}", 1i64..99, 1i64..99), 0..6),
            b in prop::collection::vec(("[a-c ]{0,6}", "[78][0-9]{3}", 1i64..99, 1i64..99), 0..6),
        ) {
            let make = |all: &[(String, String, i64, i64)]| all.iter().map(|(text, code, price, value)| {
                of(text, code, &price.to_string(), &value.to_string())
            }).collect::<Vec<_>>();
            let (a, b) = (make(&a), make(&b));
            for likeness in [items(&a, &b), lines(&a, &b), rates(&a, &b), codes(&a, &b)].into_iter().flatten() {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&likeness));
            }
        }
    }
}
