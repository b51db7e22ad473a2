//! The order of a vendor's numbers.
use chrono::NaiveDate;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, history},
    invoice::store::Stage::Flagging,
};

/// The rules.
pub const RULES: &[Rule] = &[rule(
    Flagging,
    Severity::Warning,
    "anomalies.sequence",
    "Number is out of order",
    "Rule 46(b) CGST Rules: consecutive serial number; Art. 226(2) Directive 2006/112/EC: sequential number",
    sequence,
)];

/// So many numbers that rose with their days make an order.
const ENOUGH: usize = 5;

/// A number that is lower than those of earlier days, in a series that always rose.
fn sequence(facts: &Facts) -> Vec<Fault> {
    let (Some(key), Some(date)) = (facts.columns.number_key.as_deref(), facts.date()) else { return vec![] };
    let Some((before, run)) = history::split_number(key) else { return vec![] };
    let kind = facts.read.kind.as_deref().unwrap_or("invoice");
    let same = |other: &&crate::check::model::Other| other.kind.as_deref().unwrap_or("invoice") == kind;
    let series = history::his(facts).filter(same).filter_map(|other| {
        let (its, run) = history::split_number(other.number_key.as_deref()?)?;
        // Another length is another series, or another year.
        let length = other.number_key.as_deref()?.len();
        (its == before && length == key.len()).then_some((other.date?, run))
    });
    let mut series: Vec<(NaiveDate, u64)> = series.collect();
    series.sort_unstable();
    let rises = series.windows(2).all(|pair| pair[0].1 < pair[1].1 || pair[0].0 == pair[1].0);
    let earlier = series.iter().filter(|(day, _)| *day < date).max();
    let Some((last_day, last)) = earlier.filter(|_| rises && series.len() >= ENOUGH) else { return vec![] };
    let lowest = series.first().map_or(0, |first| first.1);
    // Between known numbers it is only late; below all of them it may be a new series.
    let back = run < *last && run > lowest;
    when(back, || {
        let number = facts.columns.invoice_number.as_deref().unwrap_or(key);
        let says = format!(
            "The number {number} of {date} is lower than one of {last_day} (…{last}), and this vendor's numbers always rose. \
             Somebody may have changed an old invoice."
        );
        Fault::of(facts, "invoice_number", says)
    })
}
