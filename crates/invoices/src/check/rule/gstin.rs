//! The numbers of taxpayers in India: form, check digit, state, and the PAN within.
use taxid::{
    Fault as Why, Gstin,
    india::{gstin, state},
};

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, nature::compact},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "gst.gstin_form",
        "GSTIN is not one",
        "Rule 10 CGST Rules; patterns of the GST portal",
        |facts| each(facts, form),
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.gstin_state",
        "GSTIN of no state",
        "Rule 10(1)(a) CGST Rules; state codes of the GST portal",
        |facts| each(facts, state_code),
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.gstin_check_digit",
        "Check digit of a GSTIN is wrong",
        "Rule 10(1)(d) CGST Rules; mod-36 check sum of the GST portal",
        |facts| each(facts, check_digit),
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.pan_inside",
        "The PAN within the GSTIN is none",
        "Rule 10(1)(b) CGST Rules; Rule 114 Income-tax Rules",
        |facts| each(facts, pan_inside),
    ),
    rule(
        Validation,
        Severity::Error,
        "gst.pan_differs",
        "PAN and GSTIN do not belong together",
        "Rule 10(1)(b) CGST Rules: characters 3 to 12 of the GSTIN are the PAN",
        pan_differs,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.pin_state",
        "Address and GSTIN lie in different states",
        "Rule 46(a) CGST Rules; PIN code directory of India Post",
        pin_state,
    ),
];

/// Whose number it is, its field, and the number.
struct Number<'a> {
    whose: &'a str,
    field: &'a str,
    text: String,
}

type Judge = fn(&Number, Result<Gstin, Why>) -> Option<String>;

fn each(facts: &Facts, judge: Judge) -> Vec<Fault> {
    let numbers = [
        Number { whose: "Vendor", field: "seller_gstin", text: facts.seller_gstin().unwrap_or_default() },
        Number { whose: "Buyer", field: "buyer_gstin", text: facts.buyer_gstin().unwrap_or_default() },
    ];
    let named = numbers.iter().filter(|number| !number.text.is_empty());
    let bad = named.filter_map(|number| Some((number.field, judge(number, gstin::form(&number.text))?)));
    bad.map(|(field, says)| Fault::of(facts, field, says)).collect()
}

fn form(number: &Number, read: Result<Gstin, Why>) -> Option<String> {
    let why = match read {
        Err(Why::Length) => format!("it has {} characters instead of 15", number.text.chars().count()),
        Err(Why::Form | Why::Unknown) => "it is not built like one (as 27AAPFU0939F1ZV)".to_owned(),
        _ => return None,
    };
    let repaired = taxid::repair(&number.text).map(|right| format!(" Perhaps {} is meant.", right.text));
    Some(format!("{} GSTIN invalid: {}, {why}.{}", number.whose, number.text, repaired.unwrap_or_default()))
}

fn state_code(number: &Number, read: Result<Gstin, Why>) -> Option<String> {
    let code = number.text.get(..2)?;
    let unknown = matches!(read, Err(Why::Component)) && !state::is_code(code);
    unknown.then(|| {
        format!("{} GSTIN invalid: {} begins with {code}, which is no state.", number.whose, number.text)
    })
}

fn check_digit(number: &Number, read: Result<Gstin, Why>) -> Option<String> {
    let read = read.ok().filter(|read| !read.is_checked)?;
    let must = gstin::check_digit(&read.text)?;
    let repaired = taxid::repair(&read.text).map(|right| format!(" Perhaps {} is meant.", right.text));
    Some(format!(
        "{} GSTIN invalid: the last character of {} must be {must}, so at least one character is wrong.{} \
         Ask for the number, or look it up at the portal.",
        number.whose,
        read.text,
        repaired.unwrap_or_default()
    ))
}

fn pan_inside(number: &Number, read: Result<Gstin, Why>) -> Option<String> {
    // One that is misread anyhow is told once.
    let read = read.ok().filter(|read| read.is_checked && read.kind == gstin::Kind::Business)?;
    let pan = read.text.get(2..12)?;
    let why = taxid::pan(pan).err()?;
    Some(format!("{} GSTIN invalid: the PAN within, {pan}, is none: {why}.", number.whose))
}

fn pan_differs(facts: &Facts) -> Vec<Fault> {
    let (Some(gstin), Some(pan)) = (facts.seller_gstin(), facts.read.text("seller_pan").map(compact)) else {
        return vec![];
    };
    let Ok(read) = taxid::gstin(&gstin) else { return vec![] };
    let inside = read.pan().unwrap_or_default().to_owned();
    when(!inside.is_empty() && inside != pan, || {
        let says = format!(
            "The PAN {pan} is printed, and the GSTIN {gstin} holds another one, {inside}. Ask the vendor which is right."
        );
        Fault::of(facts, "seller_pan", says)
    })
}

/// The PIN codes of an address: six digits that stand alone, perhaps with a space in the middle.
fn pins(address: &str) -> Vec<String> {
    let plain: Vec<&str> = address.split(|c: char| !c.is_ascii_digit() && c != ' ').collect();
    let mut found = vec![];
    for run in &plain {
        match run.split_whitespace().collect::<Vec<_>>()[..] {
            [one] if one.len() == 6 => found.push(one.to_owned()),
            [a, b] if a.len() == 3 && b.len() == 3 => found.push(format!("{a}{b}")),
            ref many => found.extend(many.iter().filter(|one| one.len() == 6).map(|one| (*one).to_owned())),
        }
    }
    found
}

fn pin_state(facts: &Facts) -> Vec<Fault> {
    let Some(gstin) = facts.seller_gstin().and_then(|id| taxid::gstin(&id).ok()) else { return vec![] };
    let (Some(state), Some(address)) = (gstin.state(), facts.read.text("seller_address")) else {
        return vec![];
    };
    let pins = pins(address);
    let known: Vec<bool> = pins.iter().filter_map(|pin| state::has_pin(state, pin)).collect();
    let away = !known.is_empty()
        && !known.contains(&true)
        && !address.to_lowercase().contains(&state.name.to_lowercase());
    when(away, || {
        let says = format!(
            "The GSTIN {} is of {}, and the PIN code {} of the vendor's address does not lie there. \
             Check whose registration it is.",
            gstin.text,
            state.name,
            pins.join(", ")
        );
        Fault::of(facts, "seller_address", says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(seller: &str, more: &[(&str, &str)]) -> Vec<String> {
        let mut read = Extracted::default();
        read.put("seller_gstin", seller, 0.9);
        more.iter().for_each(|(name, value)| read.put(name, *value, 0.9));
        let facts = Facts { columns: Columns::of(&read), read, ..Default::default() };
        let here = |id: &str| RULES.iter().any(|rule| rule.id == id);
        all(&facts).into_iter().map(|one| one.rule).filter(|id| here(id)).collect()
    }

    // Valid and invalid numbers of the test sets of python-stdnum and of the GST portal's documentation.
    #[test]
    fn numbers_of_the_portal_pass() {
        for id in [
            "06AABCO6063D1ZQ",
            "29AAFCC9980M1ZR",
            "27AAPFU0939F1ZV",
            "12AAACI1681G1Z0",
            "33GSPTN0231G1ZM",
            "24AAACC1206D1ZM",
        ] {
            assert_eq!(rules(id, &[]), Vec::<String>::new(), "{id}");
        }
    }

    #[test]
    fn wrong_numbers_fire_one_rule_each() {
        assert_eq!(rules("27AAPFU0939F1ZO", &[]), ["gst.gstin_check_digit"]);
        assert_eq!(rules("06AABCO6063D1ZR", &[]), ["gst.gstin_check_digit"]);
        assert_eq!(rules("47AAACI1681G1Z0", &[]), ["gst.gstin_state"]);
        assert_eq!(rules("27AAPFU0939F1Z", &[]), ["gst.gstin_form"]);
        assert_eq!(rules("27AAPF10939F1ZV", &[]), ["gst.gstin_form"]);
    }

    #[test]
    fn pan_and_address_belong_to_the_number() {
        assert_eq!(rules("27AAPFU0939F1ZV", &[("seller_pan", "AAPFU0939F")]), Vec::<String>::new());
        assert_eq!(rules("27AAPFU0939F1ZV", &[("seller_pan", "AAPFU0930F")]), ["gst.pan_differs"]);
        let at = |address| rules("27AAPFU0939F1ZV", &[("seller_address", address)]);
        assert_eq!(at("12 Link Road, Mumbai 400 053"), Vec::<String>::new());
        assert_eq!(at("MG Road, Bengaluru - 560001, Phone 080 2345 6789"), ["gst.pin_state"]);
    }
}
