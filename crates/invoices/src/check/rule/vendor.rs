//! Who the vendor is.
use kernel::Money;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, name, nature::compact},
    invoice::store::Stage::Flagging,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Flagging,
        Severity::Error,
        "vendor.blacklisted",
        "Vendor is blacklisted",
        "Decision of this house",
        blacklisted,
    ),
    rule(Flagging, Severity::Info, "vendor.new", "Vendor is new", "Vendors of this house", new),
    rule(
        Flagging,
        Severity::Warning,
        "vendor.new_high",
        "New vendor and high amount",
        "Setting four_eyes_from",
        new_high,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "vendor.name_differs",
        "Tax number belongs to another name",
        "Names 0.7 × words + 0.3 × letters, below 0.5; taxpayer register",
        name_differs,
    ),
    rule(
        Flagging,
        Severity::Warning,
        "vendor.tax_id_changed",
        "Known name with another tax number",
        "Vendors of this house",
        tax_id_changed,
    ),
];

fn blacklisted(facts: &Facts) -> Vec<Fault> {
    let Some(vendor) = &facts.vendor else { return vec![] };
    let Some(why) = &vendor.blacklisted else { return vec![] };
    let because = if why.is_empty() { String::new() } else { format!(": {why}") };
    vec![Fault::of(facts, "seller_name", format!("{} is blacklisted{because}. Do not pay.", vendor.name))]
}

fn is_new(facts: &Facts) -> bool {
    facts.vendor.as_ref().is_none_or(|vendor| vendor.invoices == 0)
}

fn who(facts: &Facts) -> &str {
    facts.columns.vendor_name.as_deref().unwrap_or("This vendor")
}

fn new(facts: &Facts) -> Vec<Fault> {
    let named = facts.columns.vendor_name.is_some() || facts.columns.vendor_gstin.is_some();
    when(is_new(facts) && named, || {
        let says = format!("{} never sent an invoice before. Check who it is and who ordered.", who(facts));
        Fault::of(facts, "seller_name", says)
    })
}

/// In a house where one person always suffices this is only a hint.
const HIGH: Money = Money::from_units(100_000 * Money::SCALE);

fn new_high(facts: &Facts) -> Vec<Fault> {
    let ours = facts.currency() == facts.house_currency;
    let limited = facts.approval_limit > Money::ZERO;
    let from = if limited { facts.approval_limit } else { HIGH };
    let total = facts.columns.total_amount.filter(|total| ours && *total >= from && is_new(facts));
    let Some(total) = total else { return vec![] };
    let says = format!(
        "{} is new, and bills {total} at once. Check the order and the account before you pay.",
        who(facts)
    );
    let severity = if limited { Severity::Warning } else { Severity::Info };
    vec![Fault::of(facts, "total_amount", says).as_bad_as(severity)]
}

fn name_differs(facts: &Facts) -> Vec<Fault> {
    let (Some(vendor), Some(printed)) = (&facts.vendor, facts.columns.vendor_name.as_deref()) else {
        return vec![];
    };
    let legal = facts.read.text("seller_legal_name");
    let mine = std::iter::once(printed).chain(legal).collect::<Vec<_>>();
    let known = std::iter::once(&vendor.name)
        .chain(&vendor.names)
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>();
    // Vendors who are known by a number alone have it for a name.
    let nameless = known.is_empty() || known.iter().all(|name| Some(compact(name)) == facts.seller_gstin());
    let alike = |known: &str| mine.iter().any(|name| name::may_be(name, known));
    when(!nameless && !known.iter().any(|known| alike(known)), || {
        let best = known.iter().map(|known| name::similarity(printed, known)).fold(0.0, f64::max);
        let says = format!(
            "The tax number is that of {}, and the invoice is by {printed}. Look the number up before you pay.",
            vendor.name
        );
        Fault { confidence: Some(1.0 - best), ..Fault::of(facts, "seller_name", says) }
    })
}

fn tax_id_changed(facts: &Facts) -> Vec<Fault> {
    let own = facts.seller_gstin().or_else(|| facts.read.text("seller_tax_id").map(compact));
    let Some(own) = own.filter(|_| facts.vendor.is_none()) else { return vec![] };
    // Branches in other states have the same PAN within other numbers.
    let pan = |id: &str| taxid::gstin(id).ok().and_then(|id| id.pan().map(str::to_owned));
    let is_branch = |id: &str| pan(id).is_some() && pan(id) == pan(&own);
    let mut others = facts.namesakes.iter().filter_map(|one| Some((one, compact(one.tax_id.as_deref()?))));
    let Some((one, id)) = others.find(|(_, id)| *id != own) else { return vec![] };
    when(!is_branch(&id), || {
        let says = format!(
            "{} is known with the tax number {id}; this invoice shows {own}. Ask which is right.",
            one.name
        );
        Fault::of(facts, if facts.seller_gstin().is_some() { "seller_gstin" } else { "seller_tax_id" }, says)
    })
}
