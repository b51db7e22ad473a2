//! Is the invoice addressed to us?
use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, name, nature::compact},
    invoice::store::Stage::Flagging,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Flagging,
        Severity::Warning,
        "buyer.not_us",
        "Invoice is addressed to somebody else",
        "Settings own_names and own_tax_ids; Rule 46(d) CGST Rules; Art. 226(5) Directive 2006/112/EC",
        not_us,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "buyer.own_invoice",
        "Invoice is our own",
        "Settings own_names and own_tax_ids",
        own,
    ),
];

fn is_our_id(facts: &Facts, id: &str) -> bool {
    facts.house.tax_ids.iter().any(|own| compact(own) == compact(id))
}

fn ids<'a>(facts: &'a Facts, fields: &'a [&str]) -> impl Iterator<Item = &'a str> {
    fields.iter().filter_map(|field| facts.read.text(field))
}

fn not_us(facts: &Facts) -> Vec<Fault> {
    let house = &facts.house;
    let buyer = facts.columns.buyer_name.as_deref();
    let fields = ["buyer_gstin", "buyer_tax_id"];
    let numbers = ids(facts, &fields).collect::<Vec<_>>();
    let by_number = numbers.iter().any(|id| is_our_id(facts, id));
    let by_name = buyer.is_some_and(|buyer| house.names.iter().any(|own| name::may_be(own, buyer)));
    let unknown =
        (house.names.is_empty() || buyer.is_none()) && (house.tax_ids.is_empty() || numbers.is_empty());
    when(!unknown && !by_number && !by_name, || {
        let whom = buyer.or(numbers.first().copied()).unwrap_or("somebody else");
        let says = format!(
            "The invoice is addressed to {whom}, which is none of our names. Input tax is ours only if it is."
        );
        Fault::of(facts, "buyer_name", says)
    })
}

fn own(facts: &Facts) -> Vec<Fault> {
    let fields = ["seller_gstin", "seller_tax_id"];
    let id = ids(facts, &fields).find(|id| is_our_id(facts, id));
    when(id.is_some(), || {
        let says = format!(
            "The vendor's tax number {} is our own: we wrote this invoice ourselves.",
            id.unwrap_or_default()
        );
        Fault::of(facts, "seller_name", says)
    })
}
