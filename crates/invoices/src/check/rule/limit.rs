//! Amounts that stay just below the limit above which two people must approve.
use kernel::Money;

use super::{rule, when};
use crate::{
    check::{
        Facts, Fault, Rule, Severity, history,
        reckon::{self, shown, wide},
    },
    invoice::store::Stage::Flagging,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Flagging,
        Severity::Warning,
        "anomalies.under_limit",
        "Just below the approval limit",
        "Setting four_eyes_from; ACFE Fraud Examiners Manual: transactions just under approval limits",
        under,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "anomalies.split",
        "Several invoices of one day pass the approval limit together",
        "Setting four_eyes_from; ACFE Fraud Examiners Manual: split purchases",
        split,
    ),
];

/// The limit in the invoice's currency, and the total, where there are both.
fn limit(facts: &Facts) -> Option<(Money, Money)> {
    let total = facts.columns.total_amount.filter(|total| *total > Money::ZERO)?;
    let ours = facts.currency() == facts.house_currency;
    (facts.approval_limit > Money::ZERO && ours).then_some((facts.approval_limit, total))
}

fn under(facts: &Facts) -> Vec<Fault> {
    let Some((limit, total)) = limit(facts) else { return vec![] };
    let left = limit.units() - total.units();
    let share = left as f64 / limit.units() as f64 * 100.0;
    when(left > 0 && share <= 5.0, || {
        let says = format!(
            "{total} is {share:.1} % below {limit}, from which on two people must approve. Look why it is not more."
        );
        let severity = if share <= 2.0 { Severity::Warning } else { Severity::Info };
        Fault::of(facts, "total_amount", says).as_bad_as(severity)
    })
}

fn split(facts: &Facts) -> Vec<Fault> {
    let (Some((limit, total)), Some(date)) = (limit(facts), facts.date()) else { return vec![] };
    let key = facts.columns.number_key.as_deref();
    let same_day = |other: &&crate::check::model::Other| {
        let near = other.date.is_some_and(|day| (day - date).num_days().abs() <= 1);
        near && other.currency == facts.currency()
            && other.number_key.as_deref() != key
            && other.kind.as_deref() != Some("credit_note")
    };
    let below = |amount: &Money| *amount > Money::ZERO && *amount < limit;
    let parts = history::his(facts).filter(same_day).filter(|other| other.total.as_ref().is_some_and(below));
    let parts = parts.collect::<Vec<_>>();
    let sum = reckon::sum(parts.iter().filter_map(|other| other.total)) + wide(total);
    let passes = below(&total) && !parts.is_empty() && sum >= wide(limit);
    when(passes, || {
        let numbers =
            parts.iter().take(5).map(|other| other.number.as_deref().unwrap_or("?")).collect::<Vec<_>>();
        let says = format!(
            "With {} of the same day this vendor bills {}; one invoice of that amount would need two people ({limit}).",
            numbers.join(", "),
            shown(sum)
        );
        let other_invoice_id = parts.first().map(|other| other.id);
        Fault { other_invoice_id, ..Fault::of(facts, "total_amount", says) }
    })
}
