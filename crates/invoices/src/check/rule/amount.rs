//! Amounts that are unusual of their vendor.
use kernel::Money;

use super::rule;
use crate::{
    check::{Facts, Fault, Rule, Severity, history, reckon::shown},
    invoice::store::Stage::Flagging,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Flagging,
        Severity::Warning,
        "anomalies.amount",
        "Amount is unusual for this vendor",
        "Modified z-score of the logarithm, 0.6745 (x − median) / MAD above 3.5 (Iglewicz and Hoaglin 1993)",
        amount,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "anomalies.price",
        "Price went up",
        "Median of the vendor's earlier prices of the same item",
        price,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "anomalies.currency",
        "Another currency than usual",
        "The vendor's earlier invoices",
        currency,
    ),
];

/// So many earlier invoices make a habit.
const ENOUGH: usize = 8;
/// From here on a value is an outlier.
const OUTLIER: f64 = 3.5;
/// A spread of 10 % at least: vendors who always bill the same may bill a tenth more.
const LEAST_SPREAD: f64 = 0.1;

fn amount(facts: &Facts) -> Vec<Fault> {
    let Some(total) = facts.columns.total_amount.filter(|total| *total > Money::ZERO && !facts.is_note())
    else {
        return vec![];
    };
    let like = |other: &&crate::check::model::Other| {
        other.currency == facts.currency()
            && !matches!(other.kind.as_deref(), Some("credit_note" | "debit_note"))
    };
    let totals =
        history::his(facts).filter(like).filter_map(|other| other.total).filter(|total| *total > Money::ZERO);
    let logs = totals.map(|total| (total.units() as f64).ln()).collect::<Vec<_>>();
    if logs.len() < ENOUGH {
        return vec![];
    }
    let value = (total.units() as f64).ln();
    let (Some(z), Some(middle)) =
        (history::z_score(value, &logs, LEAST_SPREAD), history::median(logs.clone()))
    else {
        return vec![];
    };
    if z.abs() <= OUTLIER {
        return vec![];
    }
    let usual = shown(middle.exp().round() as i128 / 100 * 100);
    let times = (value - middle).exp();
    let how = if times >= 1.0 { format!("{times:.1} times") } else { format!("{:.0} % of", times * 100.0) };
    let says = format!(
        "{total} is {how} what this vendor usually bills ({usual} in the middle of {} invoices). Ask what it is for.",
        logs.len()
    );
    // Less than usual costs nobody money.
    let severity = if z > 0.0 && times >= 2.0 { Severity::Warning } else { Severity::Info };
    vec![Fault::of(facts, "total_amount", says).as_bad_as(severity)]
}

fn price(facts: &Facts) -> Vec<Fault> {
    if facts.is_note() {
        return vec![];
    }
    let creeps = facts.read.lines.iter().enumerate().filter_map(|(at, line)| {
        let price = line.unit_price.filter(|price| *price > Money::ZERO)?;
        let before = history::prices(facts, line);
        let usual = history::median(before.clone()).filter(|_| before.len() >= 3)?;
        let most = before.iter().copied().fold(0.0, f64::max);
        let more = (price.units() as f64 / usual - 1.0) * 100.0;
        // Within what he took before it is no news.
        if more <= 10.0 || price.units() as f64 <= most * 1.02 {
            return None;
        }
        let what = line.description.as_deref().or(line.code.as_deref()).unwrap_or("this item");
        let says = format!(
            "Line {}: {what} costs {price}, {more:.0} % more than before ({} in the middle of {} earlier lines). \
             Compare it with the contract.",
            at + 1,
            shown(usual.round() as i128),
            before.len()
        );
        let fault = Fault { field: Some("lines".into()), page: line.page, area: line.area, ..Fault::says(says) };
        Some(fault.as_bad_as(if more > 20.0 { Severity::Warning } else { Severity::Info }))
    });
    creeps.collect()
}

fn currency(facts: &Facts) -> Vec<Fault> {
    let Some(currency) = facts.columns.currency.as_deref() else { return vec![] };
    let before = history::his(facts).map(|other| other.currency.as_str()).collect::<Vec<_>>();
    let usual = before.first().filter(|first| before.len() >= 3 && before.iter().all(|one| one == *first));
    let Some(usual) = usual.filter(|usual| **usual != currency) else { return vec![] };
    let says =
        format!("Billed in {currency}; all {} earlier invoices of this vendor are in {usual}.", before.len());
    vec![Fault::of(facts, "currency", says)]
}
