//! What speaks for a tax: printed ones, halves, a rate, or that none is due.

use super::check::{rate_of, usual_rate, within};
use super::evidence::{Evidence, Value};
use super::search::{Hypothesis, Support, net_weight};
use super::{Proof, Role, Sums};

/// Whether no tax is due, and how much speaks for it; None where nothing does.
pub(super) fn untaxed(sums: &Sums, evidence: &Evidence, gross: &Value, found: &mut Hypothesis) -> Option<()> {
    let zero = evidence.get(0).map_or(0.0, |value| value.of(Role::Tax));
    let table = if evidence.levied == Some(0) { 1.0 } else { 0.0 };
    let rate = if sums.rates.contains(&0) && sums.rates.iter().all(|rate| *rate == 0) { 0.6 } else { 0.0 };
    let net = evidence.get(found.net).map_or(0.0, |value| value.of(Role::Net));
    let both = net.min(gross.of(Role::Gross).max(gross.of(Role::Due)));
    let why = sums.untaxed.max(zero).max(table).max(rate).max(0.7 * both);
    if why < 0.3 {
        return None;
    }
    // Tax that is printed speaks against it.
    let taxed = evidence.tax_sums.values().map(|part| part.weight).fold(0.0, f32::max);
    if why >= 0.5 {
        found.prove(Proof::Untaxed, 0.0);
    }
    found.score += 1.2 * why - 1.5 * taxed;
    Some(())
}

/// Where the tax comes from, and what it proves; None where nothing gives it.
pub(super) fn taxed(sums: &Sums, evidence: &Evidence, rows: i64, found: &mut Hypothesis) -> Option<()> {
    let (tax, minor) = (found.tax, evidence.minor);
    let rate = rate_of(found.net, tax, sums.rates, minor);
    let lines = i64::try_from(sums.rows.len().max(sums.levies.len()).max(1)).unwrap_or(1);
    let levied = evidence.levied.is_some_and(|sum| within(sum, tax, minor));
    let parts = evidence.tax_sums.get(&tax);
    let half = (tax % 2 == 0).then(|| evidence.get(tax / 2)).flatten();
    if levied {
        found.support = Support::Levies;
        found.prove(Proof::Breakdown, 1.5);
    } else if let Some(part) = parts {
        found.support = Support::Parts(part.mask);
        found.score += 1.5 * part.weight - 0.1 * (part.mask.count_ones() as f32 - 1.0);
    } else if let Some(value) = evidence.get(tax).filter(|tax| {
        // What is labelled as shipping or a discount is no tax.
        let other = tax.of(Role::Charge).max(tax.of(Role::Discount));
        other < 0.5 && (rate.is_some() || named(evidence, rows, found.net))
    }) {
        found.support = Support::Single;
        found.score += 0.3 - 0.8 * value.against(&[Role::Tax]);
        if sums.rows.contains(&tax) && sums.rows.contains(&found.net) {
            found.score -= 0.8;
        }
    } else if let Some(value) = half.filter(|_| rate.is_some()) {
        found.support = Support::Halves(value.value);
        found.score += 0.6;
    } else if let Some(rate) = rate {
        found.support = Support::Rate(rate);
        found.score -= 0.6;
    } else if let Some(rate) =
        usual_rate(found.net, tax, minor).filter(|_| sums.lossy && named(evidence, rows, found.net))
    {
        // Neither the tax nor its rate could be read.
        found.support = Support::Rate(rate);
        found.score -= 0.9;
    } else if sums.lossy && between(sums, evidence, rows, found) {
        // Of several taxes, one could not be read.
        found.support = Support::Lost;
        found.score -= 0.9;
    } else {
        return None;
    }
    let near = |based: i64| within(based, found.net, minor * lines) || within(based, rows, minor * lines);
    if evidence.based.is_some_and(near) {
        found.prove(Proof::Bases, 0.5);
    }
    if halves(sums, evidence, found) {
        found.prove(Proof::Halves, 0.5);
    }
    if let Some(rate) = rate {
        found.rate = Some(rate);
        found.prove(Proof::Rate, 1.0);
    } else if let Some(rate) = usual_rate(found.net, tax, minor) {
        found.rate = Some(rate);
        found.prove(Proof::UsualRate, 0.4);
    } else if !levied && tax > found.net / 100 * 45 {
        // Nobody taxes a whole invoice like this.
        found.score -= 1.0;
    } else if matches!(found.support, Support::Single) {
        found.score -= 0.4;
    }
    Some(())
}

/// Whether something besides the sum itself says that this is the net.
fn named(evidence: &Evidence, rows: i64, net: i64) -> bool {
    [rows, net].iter().any(|sum| evidence.get(*sum).map_or(0.0, |value| net_weight(evidence, value)) >= 0.3)
}

/// Whether the tax follows from a net that the rows give and a gross that is named, and lies between the printed rates.
fn between(sums: &Sums, evidence: &Evidence, rows: i64, found: &Hypothesis) -> bool {
    let gross = evidence.get(found.gross).map_or(0.0, |value| value.of(Role::Gross).max(value.of(Role::Due)));
    let summed = evidence.rows.is_some_and(|sum| sum == rows || sum == found.net);
    let due = |rate: &i64| i128::from(found.net) * i128::from(*rate) / 1_000_000;
    let (least, most) = (sums.rates.iter().map(due).min(), sums.rates.iter().map(due).max());
    let tax = i128::from(found.tax);
    summed && gross >= 0.5 && least.is_some_and(|least| least < tax) && most.is_some_and(|most| tax < most)
}

/// Whether the tax is two equal labelled amounts.
fn halves(sums: &Sums, evidence: &Evidence, found: &Hypothesis) -> bool {
    match found.support {
        Support::Halves(_) => true,
        Support::Parts(mask) if mask.count_ones() == 2 => {
            let mut values = (0..evidence.taxes.len())
                .filter(|bit| mask & (1 << bit) != 0)
                .map(|bit| sums.amounts[evidence.taxes[bit]].value);
            values.next() == values.next()
        }
        _ => false,
    }
}
