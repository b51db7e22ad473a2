//! CGST and SGST, or IGST: by the place of supply.
use kernel::Money;
use taxid::{find, india::state};

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, reckon},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "gst.both_heads",
        "IGST beside CGST and SGST",
        "Sections 7 and 8 IGST Act; section 9 CGST Act",
        both,
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.place_of_supply",
        "Wrong kind of GST for the place of supply",
        "Sections 7, 8, 10 and 12 IGST Act",
        place,
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.heads_equal",
        "CGST and SGST are not equal",
        "Section 9 CGST Act and section 9 of the SGST Acts: each half of the rate",
        equal,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.place_unknown",
        "Place of supply is no state",
        "Rule 46(n) CGST Rules; state codes of the GST portal",
        unknown,
    ),
    rule(
        Validation,
        Severity::Info,
        "gst.place_missing",
        "Place of supply is missing",
        "Rule 46(n) CGST Rules",
        missing,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.unregistered",
        "GST from somebody without a GSTIN",
        "Section 32(1) CGST Act; Rule 46(a) CGST Rules",
        unregistered,
    ),
];

const HALVES: &[&str] = &["cgst", "sgst", "utgst"];
const WHOLE: &[&str] = &["igst"];

/// Services that are supplied where something stands or happens, wherever the buyer is: building, lodging and
/// meals, transport of people, renting of homes and halls, events (section 12(3) to (9) IGST Act).
const LOCAL: &[&str] = &["9954", "9963", "9964", "9966", "9972", "9985", "9996", "9997"];

fn both(facts: &Facts) -> Vec<Fault> {
    when(facts.has_head(HALVES) && facts.has_head(WHOLE) && !mixed(facts), || {
        let says = format!(
            "IGST of {} is billed beside CGST and SGST of {}. One supply bears the one or the other.",
            reckon::shown(facts.head_sum(WHOLE)),
            reckon::shown(facts.head_sum(HALVES))
        );
        Fault { field: Some("taxes".into()), ..Fault::says(says) }
    })
}

/// Whether the heads stand for something that is not tax to pay.
fn mixed(facts: &Facts) -> bool {
    facts.head_sum(WHOLE) == 0 || facts.head_sum(HALVES) == 0
}

fn name(code: &str) -> &str {
    match code {
        "96" => "another country",
        "97" => "other territory",
        _ => state::by_code(code).map_or(code, |state| state.name),
    }
}

/// The old codes of merged and divided states are those of their successors.
fn now(code: &str) -> &str {
    match code {
        "25" => "26",
        "28" => "37",
        code => code,
    }
}

fn place(facts: &Facts) -> Vec<Fault> {
    let seller = facts.seller_gstin().and_then(|id| taxid::gstin(&id).ok());
    let Some(from) =
        seller.map(|id| id.state_code().to_owned()).filter(|code| state::by_code(code).is_some())
    else {
        return vec![];
    };
    let (halves, whole) = (facts.has_head(HALVES), facts.has_head(WHOLE));
    if halves == whole {
        return vec![];
    }
    let printed = facts.place_code();
    let buyer =
        || facts.buyer_gstin().and_then(|id| taxid::gstin(&id).ok()).map(|id| id.state_code().to_owned());
    let Some(to) = printed.clone().or_else(buyer) else { return vec![] };
    let inside = now(&from) == now(&to);
    if inside == halves || (inside && facts.is_zero_rated()) {
        return vec![];
    }
    let local = |code: &str| LOCAL.iter().any(|start| code.starts_with(start));
    let mut codes = facts.read.lines.iter().filter_map(|line| line.hsn_code.as_deref());
    if printed.is_none() && (halves && codes.any(local)) {
        return vec![];
    }
    let (is, must) = if halves { ("CGST and SGST are", "IGST is") } else { ("IGST is", "CGST and SGST are") };
    let why = if printed.is_some() {
        "the place of supply is"
    } else {
        "no place of supply is printed, and the buyer is registered in"
    };
    let says = format!(
        "{is} billed, though {must} due: the vendor is registered in {}, {why} {}. Ask for a corrected invoice, \
         or the input tax is lost.",
        name(&from),
        name(&to)
    );
    let severity = if printed.is_some() { Severity::Error } else { Severity::Warning };
    vec![Fault::of(facts, "place_of_supply", says).as_bad_as(severity)]
}

fn equal(facts: &Facts) -> Vec<Fault> {
    let central = facts.head_sum(&["cgst"]);
    let state = facts.head_sum(&["sgst", "utgst"]);
    // Tax at rates alone says nothing of amounts.
    let told = facts.heads(HALVES).any(|tax| tax.amount.is_some_and(|amount| amount != Money::ZERO));
    when(told && !reckon::near(central, state, reckon::CENT), || {
        let says = format!(
            "CGST is {} and SGST is {}; both must be the same.",
            reckon::shown(central),
            reckon::shown(state)
        );
        Fault { field: Some("taxes".into()), ..Fault::says(says) }
    })
}

fn unknown(facts: &Facts) -> Vec<Fault> {
    let place = facts.read.text("place_of_supply").filter(|_| facts.is_indian());
    when(place.is_some() && facts.place_code().is_none(), || {
        let says = format!("The place of supply, {}, is no state of India.", place.unwrap_or_default());
        Fault::of(facts, "place_of_supply", says)
    })
}

fn missing(facts: &Facts) -> Vec<Fault> {
    let inter = facts.has_head(WHOLE) && facts.read.text("place_of_supply").is_none();
    when(inter, || {
        let says = "IGST is billed and no place of supply is printed, which goods between states need.";
        Fault { field: Some("place_of_supply".into()), ..Fault::says(says) }
    })
}

fn unregistered(facts: &Facts) -> Vec<Fault> {
    let billed = facts.head_sum(HALVES) + facts.head_sum(WHOLE);
    // A number that stands there and was not taken for the seller's is not a missing one.
    let printed = || find(&facts.text).iter().any(|id| id.kind == taxid::Kind::Gstin);
    when(billed > 0 && !facts.is_reverse_charge() && facts.seller_gstin().is_none() && !printed(), || {
        let says = format!(
            "GST of {} is billed and the vendor shows no GSTIN. Only registered persons may collect it.",
            reckon::shown(billed)
        );
        Fault { field: Some("seller_gstin".into()), ..Fault::says(says) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted, Tax},
    };

    fn rules(place: Option<&str>, buyer: Option<&str>, taxes: &[(&str, &str)], text: &str) -> Vec<String> {
        let mut read = Extracted::default();
        read.put("seller_gstin", "27AAPFU0939F1ZV", 0.9);
        place.iter().for_each(|place| read.put("place_of_supply", *place, 0.9));
        buyer.iter().for_each(|buyer| read.put("buyer_gstin", *buyer, 0.9));
        let tax = |(kind, amount): &(&str, &str)| Tax {
            kind: (*kind).into(),
            amount: amount.parse().ok(),
            ..Default::default()
        };
        read.taxes = taxes.iter().map(tax).collect();
        let facts = Facts { columns: Columns::of(&read), read, text: text.into(), ..Default::default() };
        let here = |id: &str| RULES.iter().any(|rule| rule.id == id);
        let bad = all(&facts).into_iter().filter(|one| one.severity > Severity::Info);
        bad.map(|one| one.rule).filter(|id| here(id)).collect()
    }

    const SPLIT: &[(&str, &str)] = &[("cgst", "9.00"), ("sgst", "9.00")];
    const WHOLE: &[(&str, &str)] = &[("igst", "18.00")];

    // Sections 7 and 8 IGST Act: within a state CGST and SGST, between states IGST; SEZ and export always IGST.
    #[test]
    fn the_place_of_supply_decides() {
        let none = Vec::<String>::new();
        assert_eq!(rules(Some("27-Maharashtra"), None, SPLIT, ""), none);
        assert_eq!(rules(Some("29-Karnataka"), None, WHOLE, ""), none);
        assert_eq!(rules(Some("29-Karnataka"), None, SPLIT, ""), ["gst.place_of_supply"]);
        assert_eq!(rules(Some("Maharashtra"), None, WHOLE, ""), ["gst.place_of_supply"]);
        assert_eq!(rules(Some("Maharashtra"), None, WHOLE, "Supply to SEZ unit under LUT"), none);
        assert_eq!(rules(Some("96-Other Country"), None, WHOLE, ""), none);
        assert_eq!(rules(None, Some("29AAACL1838J1ZC"), SPLIT, ""), ["gst.place_of_supply"]);
        assert_eq!(rules(Some("Atlantis"), None, SPLIT, ""), ["gst.place_unknown"]);
    }

    #[test]
    fn heads_are_equal_and_alone() {
        let uneven = &[("cgst", "9.00"), ("sgst", "8.98")];
        assert_eq!(rules(Some("27"), None, uneven, ""), ["gst.heads_equal"]);
        assert_eq!(
            rules(Some("27"), None, &[("cgst", "9.00"), ("sgst", "9.01")], ""),
            Vec::<String>::new(),
            "1 paisa"
        );
        assert_eq!(rules(Some("27"), None, &[("cgst", "9.00")], ""), ["gst.heads_equal"]);
        assert_eq!(
            rules(Some("27"), None, &[("cgst", "9.00"), ("sgst", "9.00"), ("igst", "18.00")], ""),
            ["gst.both_heads"]
        );
    }
}
