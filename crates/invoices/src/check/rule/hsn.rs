//! Codes of goods and services in India.
use std::collections::BTreeSet;

use taxid::india::hsn::fewest_digits;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, nature::contains_word},
    invoice::{extracted::Line, store::Stage::Validation},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Warning,
        "gst.hsn_form",
        "HSN or SAC is none",
        "Rule 46(g) CGST Rules; First Schedule to the Customs Tariff Act (2, 4, 6 or 8 digits), SAC 99xxxx",
        form,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.hsn_digits",
        "HSN or SAC has too few digits",
        "Notification 78/2020-Central Tax of 15 October 2020, from 1 April 2021",
        digits,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.hsn_missing",
        "HSN or SAC is missing",
        "Rule 46(g) CGST Rules; notification 78/2020-Central Tax",
        missing,
    ),
];

fn codes(facts: &Facts) -> impl Iterator<Item = (usize, &Line, &str)> {
    let indian = facts.is_indian();
    let lines = facts.read.lines.iter().enumerate().filter(move |_| indian);
    lines
        .filter_map(|(at, line)| Some((at + 1, line, line.hsn_code.as_deref()?.trim())))
        .filter(|one| !one.2.is_empty())
}

fn of_line(line: &Line, says: String) -> Fault {
    Fault { field: Some("lines".into()), page: line.page, area: line.area, ..Fault::says(says) }
}

fn form(facts: &Facts) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let bad = codes(facts).filter_map(|(at, line, code)| Some((at, line, code, taxid::hsn(code).err()?)));
    bad.filter(|one| seen.insert(one.2))
        .map(|(at, line, code, why)| {
            let says = format!(
                "Line {at}: {code} is no HSN or SAC: {why}. They have 4, 6 or 8 digits; ask the vendor."
            );
            of_line(line, says)
        })
        .collect()
}

/// How many digits the law asks of this vendor: six when he must register e-invoices, for that needs a turnover
/// above 5 crore rupees.
fn fewest(facts: &Facts) -> usize {
    let Some(date) = facts.date() else { return 0 };
    let large = facts.columns.irn.is_some();
    fewest_digits(date, large, facts.buyer_gstin().is_some())
}

fn digits(facts: &Facts) -> Vec<Fault> {
    let fewest = fewest(facts);
    let mut seen = BTreeSet::new();
    let short = codes(facts).filter(|(_, _, code)| code.len() < fewest && taxid::hsn(code).is_ok());
    short
        .filter(|one| seen.insert(one.2))
        .map(|(at, line, code)| {
            let says =
                format!("Line {at}: HSN {code} has {} digits; {fewest} are required here.", code.len());
            of_line(line, says)
        })
        .collect()
}

fn missing(facts: &Facts) -> Vec<Fault> {
    let lines = &facts.read.lines;
    let none = |line: &Line| line.hsn_code.as_deref().is_none_or(|code| code.trim().is_empty());
    let wanted = facts.is_indian() && fewest(facts) > 0 && !lines.is_empty();
    let absent = lines.iter().filter(|line| none(line)).count();
    when(wanted && absent == lines.len(), || {
        let says = "No line has an HSN or SAC, which an invoice to a registered buyer must show. Ask for a corrected one.";
        let fault = Fault { field: Some("lines".into()), ..Fault::says(says) };
        // The page speaks of codes: they are there, and were not read.
        let text = facts.text.to_lowercase();
        let printed = contains_word(&text, "hsn") || contains_word(&text, "sac") || text.contains("hsn/sac");
        if printed { fault.as_bad_as(Severity::Info) } else { fault }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(codes: &[Option<&str>], irn: bool, date: &str) -> Vec<String> {
        let mut read = Extracted::default();
        read.put("seller_gstin", "27AAPFU0939F1ZV", 0.9);
        read.put("buyer_gstin", "27AAPFU0939F1ZV", 0.9);
        read.put("invoice_date", date, 0.9);
        if irn {
            read.put("irn", "0".repeat(64), 0.9);
        }
        read.lines = codes
            .iter()
            .map(|code| Line { hsn_code: code.map(str::to_owned), ..Default::default() })
            .collect();
        let facts = Facts { columns: Columns::of(&read), read, ..Default::default() };
        let here = |id: &str| RULES.iter().any(|rule| rule.id == id);
        all(&facts).into_iter().map(|one| one.rule).filter(|id| here(id)).collect()
    }

    // Notification 78/2020-Central Tax: 4 digits to registered buyers, 6 above 5 crore, from 1 April 2021.
    #[test]
    fn enough_digits_are_asked_for() {
        let none = Vec::<String>::new();
        assert_eq!(rules(&[Some("8471"), Some("998314")], false, "2025-05-01"), none);
        assert_eq!(rules(&[Some("84")], false, "2025-05-01"), ["gst.hsn_digits"]);
        assert_eq!(rules(&[Some("8471")], true, "2025-05-01"), ["gst.hsn_digits"]);
        assert_eq!(rules(&[Some("847130")], true, "2025-05-01"), none);
        assert_eq!(rules(&[Some("84")], false, "2019-05-01"), none);
        assert_eq!(rules(&[None, None], false, "2025-05-01"), ["gst.hsn_missing"]);
        assert_eq!(rules(&[None, Some("8471")], false, "2025-05-01"), none);
    }

    // The contract: generated invoices carry codes of nine digits, which are a warning.
    #[test]
    fn codes_of_nine_digits_are_none() {
        assert_eq!(rules(&[Some("170002715")], false, "2025-05-01"), ["gst.hsn_form"]);
        assert_eq!(rules(&[Some("84A1")], false, "2025-05-01"), ["gst.hsn_form"]);
        assert_eq!(rules(&[Some("77019000")], false, "2025-05-01"), ["gst.hsn_form"]);
    }
}
