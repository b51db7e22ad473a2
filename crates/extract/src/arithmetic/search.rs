//! The search: every plausible gross with every plausible net, and what then holds.

use super::check::{rate_of, usual_rate};
use super::evidence::{Evidence, Value};
use super::support::{taxed, untaxed};
use super::{Proof, Role, Sums};

/// So many candidates of gross and of net are looked at.
const GROSS: usize = 24;
const NET: usize = 64;
/// So many ways to take discounts, charges and rounding into account.
const EXTRAS: usize = 8;

/// Where a tax comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Support {
    /// The table of taxes.
    Levies,
    /// Labelled amounts, by bits of [`Evidence::taxes`].
    Parts(u16),
    /// One amount without a label.
    Single,
    /// Two equal halves.
    Halves(i64),
    /// Only a rate.
    Rate(i64),
    /// Nothing but net and gross: one of several taxes is lost.
    Lost,
    /// There is none.
    Untaxed,
}

/// What stands between the rows and the gross besides tax.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Extras {
    pub discount: i64,
    pub charge: i64,
    pub round_off: i64,
    /// Passed on without tax, behind it.
    pub outlay: i64,
}

/// An assignment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hypothesis {
    pub gross: i64,
    pub net: i64,
    pub tax: i64,
    pub extras: Extras,
    pub support: Support,
    pub rate: Option<i64>,
    /// Bits of [`Proof`].
    pub proofs: u16,
    pub score: f32,
}

impl Hypothesis {
    pub(super) fn proves(&self, proof: Proof) -> bool {
        self.proofs & (1 << proof as u16) != 0
    }

    pub(super) fn prove(&mut self, proof: Proof, weight: f32) {
        self.proofs |= 1 << proof as u16;
        self.score += weight;
    }
}

/// The best assignment, and how far the next different one is behind.
pub(super) fn search(sums: &Sums, evidence: &Evidence) -> Option<(Hypothesis, f32)> {
    let mut best: Option<Hypothesis> = None;
    let mut second = 0.0_f32;
    let extras = extras(sums, evidence);
    let nets = nets(evidence);
    let adjusted = adjusted(evidence);
    for gross in grosses(evidence) {
        let mut tried = |net: i64, extra: Extras| {
            let Some(next) = weigh(sums, evidence, gross, net, (extra, &adjusted)) else { return };
            match &best {
                Some(old) if old.gross == next.gross && old.net == next.net => {
                    if next.score > old.score {
                        best = Some(next);
                    }
                }
                Some(old) if next.score > old.score => {
                    second = second.max(old.score);
                    best = Some(next);
                }
                Some(_) => second = second.max(next.score),
                None => best = Some(next),
            }
        };
        for extra in &extras {
            for net in &nets {
                tried(*net, *extra);
            }
            let between = gross.value - extra.round_off - extra.outlay - extra.charge + extra.discount;
            for tax in evidence.tax_sums.keys().copied().chain(evidence.levied) {
                if tax > 0 && tax < between && !nets.contains(&(between - tax)) {
                    tried(between - tax, *extra);
                }
            }
        }
    }
    best.map(|found| (found, (found.score - second).max(0.0)))
}

fn gross_weight(evidence: &Evidence, value: &Value) -> f32 {
    let greatest = if value.value == evidence.greatest { 0.2 } else { 0.0 };
    value.of(Role::Gross).max(0.85 * value.of(Role::Due)) + greatest
        - 0.5 * value.against(&[Role::Gross, Role::Due, Role::Prepaid])
}

pub(super) fn net_weight(evidence: &Evidence, value: &Value) -> f32 {
    let labels = value.of(Role::Net).max(0.8 * value.of(Role::Lines)).max(0.6 * value.of(Role::Base));
    let rows = if evidence.rows == Some(value.value) { 0.4 } else { 0.0 };
    let based = if evidence.based == Some(value.value) { 0.3 } else { 0.0 };
    labels + rows + based - 0.5 * value.against(&[Role::Net, Role::Lines, Role::Base])
}

fn top(evidence: &Evidence, most: usize, weight: impl Fn(&Value) -> f32) -> Vec<&Value> {
    let mut ranked: Vec<(f32, &Value)> =
        evidence.values.iter().filter(|value| value.value > 0).map(|value| (weight(value), value)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.value.cmp(&a.1.value)));
    ranked.truncate(most);
    ranked.into_iter().map(|(_, value)| value).collect()
}

fn grosses(evidence: &Evidence) -> Vec<&Value> {
    top(evidence, GROSS, |value| gross_weight(evidence, value))
}

fn nets(evidence: &Evidence) -> Vec<i64> {
    let mut nets: Vec<i64> =
        top(evidence, NET, |value| net_weight(evidence, value)).iter().map(|value| value.value).collect();
    for sum in evidence.based.into_iter().chain(evidence.rows) {
        if sum > 0 && !nets.contains(&sum) {
            nets.push(sum);
        }
    }
    nets
}

fn labelled(evidence: &Evidence, role: Role) -> Vec<i64> {
    let mut found: Vec<(f32, i64)> = evidence
        .values
        .iter()
        .filter(|value| value.of(role) > 0.3 && value.value != 0)
        .map(|value| (value.of(role), value.value))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    found.truncate(2);
    found.into_iter().map(|(_, value)| value).collect()
}

fn extras(sums: &Sums, evidence: &Evidence) -> Vec<Extras> {
    let unit = if sums.minor > 1_000 { 100 * evidence.minor } else { 10_000 };
    let mut found = Vec::new();
    let or_none = |mut list: Vec<i64>| {
        list.insert(0, 0);
        list
    };
    let round_offs = labelled(evidence, Role::RoundOff).into_iter().filter(|value| value.abs() <= 10 * unit);
    let mut signed: Vec<i64> = Vec::new();
    for value in round_offs {
        // A rounding is often printed without its sign.
        signed.extend([value, -value]);
    }
    for discount in or_none(labelled(evidence, Role::Discount)) {
        for charge in or_none(labelled(evidence, Role::Charge)) {
            for round_off in or_none(signed.clone()) {
                found.push(Extras { discount: discount.abs(), charge, round_off, outlay: 0 });
            }
        }
    }
    // What is passed on without tax stands behind the tax.
    let outlays = labelled(evidence, Role::Charge).into_iter().filter(|value| *value > 0);
    found.extend(outlays.map(|outlay| Extras { outlay, ..Extras::default() }));
    // The simple ones first: those that use the fewest.
    found.sort_by_key(|extra| {
        u8::from(extra.discount != 0)
            + u8::from(extra.charge != 0)
            + u8::from(extra.round_off != 0)
            + u8::from(extra.outlay != 0)
    });
    found.dedup();
    found.truncate(EXTRAS);
    found
}

/// What speaks for this gross with this net; None where nothing gives the tax between them.
fn weigh(
    sums: &Sums,
    evidence: &Evidence,
    gross: &Value,
    net: i64,
    (extras, adjusted): (Extras, &[i64]),
) -> Option<Hypothesis> {
    let base = net - extras.discount + extras.charge;
    let tax = gross.value - base - extras.round_off - extras.outlay;
    if base <= 0 || tax < 0 || tax > base {
        return None;
    }
    // What is taxed along with the net is not passed on without tax.
    let along = base + extras.outlay;
    let rated = |net: i64| {
        rate_of(net, tax, sums.rates, evidence.minor)
            .or_else(|| usual_rate(net, tax, evidence.minor))
            .is_some()
    };
    if extras.outlay != 0 && evidence.get(along).is_some() && rated(along) && !rated(base) {
        return None;
    }
    let mut found = Hypothesis {
        gross: gross.value,
        net: base,
        tax,
        extras,
        support: Support::Untaxed,
        rate: None,
        proofs: 0,
        score: 0.0,
    };
    if tax == 0 {
        untaxed(sums, evidence, gross, &mut found)?;
    } else {
        taxed(sums, evidence, net, &mut found)?;
    }
    found.score += 2.0 * gross_weight(evidence, gross);
    let printed = evidence.get(found.net).or_else(|| evidence.get(net));
    match printed {
        Some(value) => found.score += 1.5 * net_weight(evidence, value),
        None => found.score -= 0.6,
    }
    if extras.round_off != 0 {
        found.score += 0.1;
    }
    if extras.discount != 0 || extras.charge != 0 || extras.outlay != 0 {
        found.score -= 0.2;
    }
    rows(evidence, net, adjusted, &mut found);
    found.score += geometry(sums, evidence, gross, net, &found);
    if tax > 0
        && evidence.get(found.net).is_some()
        && !matches!(found.support, Support::Rate(_) | Support::Lost)
    {
        found.prove(Proof::Sum, 0.2);
    }
    Some(found)
}

/// What the rows come to behind a labelled discount, a charge, or both: printed as the net by many.
fn adjusted(evidence: &Evidence) -> Vec<i64> {
    let Some(sum) = evidence.rows else { return Vec::new() };
    let discounts: Vec<i64> = labelled(evidence, Role::Discount).into_iter().map(i64::abs).collect();
    let charges = labelled(evidence, Role::Charge);
    let mut found: Vec<i64> = discounts.iter().map(|off| sum - off).collect();
    found.extend(charges.iter().map(|charge| sum + charge));
    found.extend(discounts.iter().flat_map(|off| charges.iter().map(move |charge| sum - off + charge)));
    found
}

fn rows(evidence: &Evidence, net: i64, adjusted: &[i64], found: &mut Hypothesis) {
    let Some(sum) = evidence.rows else { return };
    if sum == net || sum == found.net {
        found.prove(Proof::RowsNet, 1.2);
    } else if sum == found.gross || sum == found.gross - found.extras.round_off {
        found.prove(Proof::RowsGross, 0.8);
    } else if found.extras == Extras::default() && adjusted.contains(&net) {
        found.prove(Proof::RowsNet, 0.8);
    }
}

/// Sums stand together in one column, the gross below the net.
fn geometry(sums: &Sums, evidence: &Evidence, gross: &Value, net: i64, found: &Hypothesis) -> f32 {
    let place = &sums.amounts[gross.place(Role::Gross)];
    let mut score = 0.0;
    let mut near = |value: Option<&Value>, role: Role| {
        let Some(value) = value else { return };
        let other = &sums.amounts[value.place(role)];
        if other.page != place.page {
            return;
        }
        if (other.x - place.x).abs() < 4.0 {
            score += 0.2;
        }
        if (other.y - place.y).abs() < 120.0 {
            score += 0.1;
        }
        if other.y <= place.y + 2.0 {
            score += 0.05;
        }
    };
    near(evidence.get(found.net).or_else(|| evidence.get(net)), Role::Net);
    near(evidence.get(found.tax), Role::Tax);
    score
}
