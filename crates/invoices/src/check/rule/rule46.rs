//! What Rule 46 asks of an invoice in India beside its taxes.
use kernel::Money;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, reckon},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Warning,
        "gst.number_length",
        "Invoice number is too long",
        "Rule 46(b) CGST Rules: at most 16 characters",
        length,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.number_characters",
        "Invoice number has characters that are not allowed",
        "Rule 46(b) CGST Rules: letters, digits, dash and stroke; the register of e-invoices: no 0, dash or stroke in front",
        characters,
    ),
    rule(
        Validation,
        Severity::Info,
        "gst.supplier_address",
        "Address of the vendor is missing",
        "Rule 46(a) CGST Rules",
        |facts| {
            let absent = registered(facts) && facts.read.text("seller_address").is_none();
            missing(absent, "seller_address", "No address of the vendor was found, which Rule 46 asks for.")
        },
    ),
    rule(
        Validation,
        Severity::Info,
        "gst.recipient",
        "Name of the buyer is missing",
        "Rule 46(d), (e) and (f) CGST Rules",
        recipient,
    ),
    rule(
        Validation,
        Severity::Info,
        "gst.description",
        "A line does not say what is sold",
        "Rule 46(h) CGST Rules",
        description,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.reverse_charge",
        "Tax is billed under reverse charge",
        "Section 9(3) and (4) CGST Act; Rule 46(p) CGST Rules",
        reverse_charge,
    ),
];

fn registered(facts: &Facts) -> bool {
    facts.seller_gstin().is_some()
}

fn missing(absent: bool, field: &str, says: &str) -> Vec<Fault> {
    when(absent, || Fault { field: Some(field.into()), ..Fault::says(says) })
}

fn length(facts: &Facts) -> Vec<Fault> {
    let Some(number) = facts.columns.invoice_number.as_deref().filter(|_| registered(facts)) else {
        return vec![];
    };
    let long = number.chars().count();
    when(long > 16, || {
        let says = format!(
            "The number {number} has {long} characters; 16 are allowed. It can't be declared as it is."
        );
        Fault::of(facts, "invoice_number", says)
    })
}

fn characters(facts: &Facts) -> Vec<Fault> {
    let Some(number) = facts.columns.invoice_number.as_deref().filter(|_| registered(facts)) else {
        return vec![];
    };
    let allowed = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    if let Some(odd) = number.chars().find(|c| !allowed(c)) {
        let odd = if odd == ' ' { "a space".to_owned() } else { format!("“{odd}”") };
        let says = format!("The number {number} contains {odd}; only letters, digits, - and / are allowed.");
        return vec![Fault::of(facts, "invoice_number", says)];
    }
    let front = number.starts_with(['0', '-', '/']);
    when(front && facts.columns.irn.is_some(), || {
        let says =
            format!("The number {number} begins with 0, - or /, with which no e-invoice can be registered.");
        Fault::of(facts, "invoice_number", says)
    })
}

fn recipient(facts: &Facts) -> Vec<Fault> {
    let large =
        facts.columns.taxable_amount.is_some_and(|net| net >= Money::from_units(50_000 * Money::SCALE));
    let wanted = registered(facts) && (facts.buyer_gstin().is_some() || large);
    let says = "No name of the buyer was found, which Rule 46 asks for.";
    missing(wanted && facts.columns.buyer_name.is_none(), "buyer_name", says)
}

fn description(facts: &Facts) -> Vec<Fault> {
    let silent = |line: &&crate::invoice::extracted::Line| {
        line.description.as_deref().is_none_or(|text| text.trim().is_empty())
    };
    let lines = facts.read.lines.iter().filter(silent).count();
    let says = format!("{lines} of {} lines do not say what is sold.", facts.read.lines.len());
    missing(registered(facts) && lines > 0, "lines", &says)
}

/// The buyer pays the tax himself: it may be shown, and is no part of what is to pay.
fn reverse_charge(facts: &Facts) -> Vec<Fault> {
    let columns = &facts.columns;
    let (Some(net), Some(tax), Some(total)) =
        (columns.taxable_amount, columns.tax_amount, columns.total_amount)
    else {
        return vec![];
    };
    let billed = tax > Money::ZERO
        && reckon::wide(total) >= reckon::wide(net) + reckon::wide(tax) - i128::from(Money::SCALE);
    when(facts.is_indian() && facts.is_reverse_charge() && billed, || {
        let says = format!(
            "Reverse charge applies, so the tax of {tax} is paid by the buyer to the state, and the total of {total} \
             contains it. Pay {net} to the vendor, and ask for a corrected invoice."
        );
        Fault::of(facts, "reverse_charge", says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(number: &str, irn: bool) -> Vec<String> {
        let mut read = Extracted::default();
        read.put("seller_gstin", "27AAPFU0939F1ZV", 0.9);
        read.put("invoice_number", number, 0.9);
        if irn {
            read.put("irn", "0".repeat(64), 0.9);
        }
        let facts = Facts { columns: Columns::of(&read), read, ..Default::default() };
        all(&facts).into_iter().map(|one| one.rule).filter(|id| id.starts_with("gst.number")).collect()
    }

    // Rule 46(b): "not exceeding sixteen characters … alphabets or numerals or special characters hyphen or dash and
    // slash".
    #[test]
    fn numbers_keep_rule_46() {
        assert_eq!(rules("INV/2025-26/0001", false), Vec::<String>::new());
        assert_eq!(rules("INV/2025-26/00001", false), ["gst.number_length"]);
        assert_eq!(rules("INV#12", false), ["gst.number_characters"]);
        assert_eq!(rules("INV 12", false), ["gst.number_characters"]);
        assert_eq!(rules("0012", false), Vec::<String>::new());
        assert_eq!(rules("0012", true), ["gst.number_characters"]);
    }
}
