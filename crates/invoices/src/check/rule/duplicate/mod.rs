//! Has this invoice been here before?
//!
//! Each earlier invoice is judged by the strongest sign it bears, and by that alone: a number outranks an amount and
//! a day. What is refused or could not be read is no original, but the same file or the same registration is told.
pub mod items;
pub mod number;
pub mod score;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Finding, Rule, Severity, model::Other},
    invoice::store::{InvoiceStatus, Stage::Duplication},
};
pub use score::{Match, Sign};

/// From this score on it counts as a duplicate.
pub const LIMIT: f64 = 0.85;
/// From this score on somebody must look.
pub const LIKELY: f64 = 0.70;
/// Up to this score it is none.
pub const LEAST: f64 = 0.50;

/// The rules.
pub const RULES: &[Rule] = &[
    of("duplicates.same_file", "The same file", "SHA-256 of the file", |facts| found(facts, Sign::File)),
    of(
        "duplicates.same_irn",
        "The same registered e-invoice",
        "Form GST INV-01: an IRN is unique",
        |facts| found(facts, Sign::Irn),
    ),
    of(
        "duplicates.same_number",
        "Same number from the same vendor",
        "Rule 46(b) CGST Rules: unique for a financial year; Art. 226(2) Directive 2006/112/EC",
        |facts| found(facts, Sign::Number),
    ),
    of(
        "duplicates.near_number",
        "Almost the same number from the same vendor",
        "Good practice: numbers that differ by a slip, with the same amount within 30 days",
        |facts| found(facts, Sign::NearNumber),
    ),
    of(
        "duplicates.same_items",
        "The same items from the same vendor",
        "Items by description, HSN, price and value",
        |facts| found(facts, Sign::Items),
    ),
    of(
        "duplicates.same_amount",
        "The same amount from the same vendor within days",
        "Amount and date",
        |facts| found(facts, Sign::Amount),
    ),
    of("duplicates.same_lines", "The same lines", "Lines by description, HSN, quantity and price", |facts| {
        found(facts, Sign::Lines)
    }),
    of(
        "duplicates.other_vendor",
        "The same invoice under another vendor's name",
        "Names 0.7 × words + 0.3 × letters, number and amount",
        |facts| found(facts, Sign::OtherVendor),
    ),
];

const fn of(
    id: &'static str,
    title: &'static str,
    source: &'static str,
    check: fn(&Facts) -> Vec<Fault>,
) -> Rule {
    rule(Duplication, Severity::Error, id, title, source, check)
}

/// What to do, in the words of the contract: the recommendation and the action.
pub fn recommendation(score: f64) -> (&'static str, &'static str) {
    if score >= LIMIT {
        ("HIGH_CONFIDENCE_DUPLICATE", "MARK_AS_DUPLICATE")
    } else if score >= LIKELY {
        ("LIKELY_DUPLICATE_REVIEW_REQUIRED", "MANUAL_REVIEW_REQUIRED")
    } else if score > LEAST {
        ("POSSIBLE_DUPLICATE_INVESTIGATE", "MANUAL_REVIEW_REQUIRED")
    } else {
        ("", "APPROVE_AS_UNIQUE")
    }
}

/// How bad a score is.
fn severity(score: f64) -> Severity {
    if score >= LIMIT {
        Severity::Error
    } else if score >= LIKELY {
        Severity::Warning
    } else {
        Severity::Info
    }
}

/// The earlier invoices that may be this one, the likeliest first; each by its strongest sign.
pub fn matches(facts: &Facts) -> Vec<(&Other, Match)> {
    let counts = |other: &&Other| other.id != facts.invoice_id;
    let judged =
        facts.others.iter().filter(counts).filter_map(|other| Some((other, score::of(facts, other)?)));
    let mut all = judged.filter(|(_, one)| one.score > LEAST).collect::<Vec<_>>();
    all.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then(b.0.id.cmp(&a.0.id)));
    // A number that fits leaves no room for one that has only the same amount.
    let strong = all.iter().any(|(_, one)| one.sign <= Sign::Number);
    all.retain(|(_, one)| !strong || one.sign <= Sign::Number);
    all.truncate(MOST);
    all
}

/// So many are named.
const MOST: usize = 5;

fn found(facts: &Facts, sign: Sign) -> Vec<Fault> {
    // Cheap for the many that have none: nothing is compared twice where nothing can match.
    if facts.others.is_empty() {
        return vec![];
    }
    let these = matches(facts).into_iter().filter(|(_, one)| one.sign == sign);
    these.flat_map(|(other, one)| when(true, || fault(other, &one))).collect()
}

fn fault(other: &Other, one: &Match) -> Fault {
    let name = other.number.clone().unwrap_or_else(|| format!("invoice {}", other.id));
    let (what, advice) = if one.score >= LIMIT {
        ("Duplicate detected", "Reject it, unless both were delivered")
    } else if one.score >= LIKELY {
        ("Possible duplicate", "Compare the two before you approve")
    } else {
        ("Possible duplicate", "See whether they are the same")
    };
    let says = format!("{what} (matching {name}): {}; {:.0} % sure. {advice}.", one.why, one.score * 100.0);
    let refused = matches!(other.status, InvoiceStatus::Rejected | InvoiceStatus::Failed);
    // What one vendor always sells is alike: below the limit that is a hint, and flags nothing.
    let is_hint = one.score < LIMIT && matches!(one.sign, Sign::Lines | Sign::Items);
    let bad = if is_hint { Severity::Info } else { severity(one.score) };
    Fault {
        field: Some("invoice_number".into()),
        confidence: Some(one.score),
        other_invoice_id: Some(other.id),
        severity: Some(if refused { bad.min(Severity::Warning) } else { bad }),
        ..Fault::says(says)
    }
}

/// The name of what an earlier invoice is told.
pub const REPEATED: &str = "duplicates.repeated_later";

/// What an earlier invoice is told when a later one may be the same: the invoice it is told to, and the finding.
pub fn echo(finding: &Finding, later: i64, number: Option<&str>) -> Option<(i64, Finding)> {
    let other = finding.other_invoice_id.filter(|_| finding.stage == Duplication)?;
    let name = number.map_or_else(|| format!("invoice {later}"), str::to_owned);
    let sure = finding.confidence.map(|sure| format!(", {:.0} % sure", sure * 100.0)).unwrap_or_default();
    let told = Finding {
        rule: REPEATED.into(),
        severity: Severity::Info,
        message: format!("A later invoice may be the same: {name}{sure}."),
        // The doubt is the later one's.
        confidence: None,
        other_invoice_id: Some(later),
        recommendation: None,
        action: None,
        ..finding.clone()
    };
    Some((other, told))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::model::VendorFacts,
        invoice::extracted::{Columns, Extracted, Line, number_key},
    };

    fn earlier(number: &str, date: &str, total: &str) -> Other {
        Other {
            id: 7,
            batch_id: 1,
            status: InvoiceStatus::Completed,
            vendor_id: Some(1),
            vendor_name: Some("Acme Steel Ltd".into()),
            number: Some(number.into()),
            number_key: Some(number_key(number)),
            date: date.parse().ok(),
            total: total.parse().ok(),
            currency: "INR".into(),
            sha256: "b".into(),
            irn: None,
            account_key: None,
            kind: None,
            buyer_tax_id: None,
            lines: vec![],
        }
    }

    fn facts(number: &str, date: &str, total: &str, others: Vec<Other>) -> Facts {
        let mut read = Extracted::default();
        read.put("seller_name", "Acme Steel Ltd", 0.9);
        read.put("invoice_number", number, 0.9);
        read.put("invoice_date", date, 0.9);
        read.put("total_amount", total, 0.9);
        read.put("currency", "INR", 0.9);
        Facts {
            invoice_id: 9,
            sha256: "a".into(),
            columns: Columns::of(&read),
            read,
            vendor: Some(VendorFacts { id: 1, ..Default::default() }),
            others,
            ..Default::default()
        }
    }

    fn best(facts: &Facts) -> Option<(Sign, i64)> {
        matches(facts).first().map(|(_, one)| (one.sign, (one.score * 1000.0).round() as i64))
    }

    // Section 9 of the contract, figure by figure.
    #[test]
    fn scores_are_the_contracts() {
        let one = |number, date, total, other| best(&facts(number, date, total, vec![other]));
        let other = || earlier("INV-1003", "2026-03-10", "1180.00");
        assert_eq!(one(" inv-1003 ", "2026-04-01", "99.00", other()), Some((Sign::Number, 950)));
        assert_eq!(one("PQ-88", "2026-03-10", "1180.00", other()), Some((Sign::Amount, 850)));
        assert_eq!(one("PQ-88", "2026-03-12", "1180.00", other()), Some((Sign::Amount, 790)));
        assert_eq!(one("PQ-88", "2026-03-17", "1180.00", other()), Some((Sign::Amount, 640)));
        assert_eq!(one("PQ-88", "2026-03-18", "1180.00", other()), None, "more than seven days");
        assert_eq!(one("PQ-88", "2026-03-10", "1190.00", other()), None);
        assert_eq!(recommendation(0.95), ("HIGH_CONFIDENCE_DUPLICATE", "MARK_AS_DUPLICATE"));
        assert_eq!(recommendation(0.85).1, "MARK_AS_DUPLICATE");
        assert_eq!(recommendation(0.84), ("LIKELY_DUPLICATE_REVIEW_REQUIRED", "MANUAL_REVIEW_REQUIRED"));
        assert_eq!(recommendation(0.51).0, "POSSIBLE_DUPLICATE_INVESTIGATE");
        assert_eq!(recommendation(0.50), ("", "APPROVE_AS_UNIQUE"));
    }

    #[test]
    fn the_same_items_are_ninety_percent() {
        let line = Line {
            description: Some("steel bolt".into()),
            hsn_code: Some("7318".into()),
            quantity: "10".parse().ok(),
            unit_price: "100.00".parse().ok(),
            taxable_value: "1000.00".parse().ok(),
            ..Default::default()
        };
        let other = Other { lines: vec![line.clone()], ..earlier("INV-1003", "2026-02-20", "1180.00") };
        let mut facts = facts("PQ-88", "2026-03-10", "1180.00", vec![other]);
        facts.read.lines = vec![line];
        assert_eq!(best(&facts), Some((Sign::Items, 900)));
        facts.columns.invoice_date = "2026-03-20".parse().ok();
        assert_eq!(best(&facts), None, "the next month of a contract");
    }

    // A lesson of india-compliance (its pull request 4433): a number that matches outranks amount and date.
    #[test]
    fn a_number_outranks_an_amount() {
        let others = vec![
            Other { id: 5, ..earlier("INV-2000", "2026-03-10", "1180.00") },
            Other { id: 6, ..earlier("INV-1003", "2026-01-10", "1180.00") },
        ];
        let facts = facts("INV-1003", "2026-03-10", "1180.00", others);
        let ids = matches(&facts).iter().map(|(other, one)| (other.id, one.sign)).collect::<Vec<_>>();
        assert_eq!(ids, [(6, Sign::Number)]);
    }

    #[test]
    fn both_are_linked() {
        let facts =
            facts("INV-1003", "2026-03-12", "1180.00", vec![earlier("INV-1003", "2026-03-10", "1180.00")]);
        let found = crate::check::run(Duplication, &facts);
        let (other, told) = echo(&found[0], facts.invoice_id, Some("INV-1003")).unwrap();
        assert_eq!((other, told.other_invoice_id, told.severity), (7, Some(9), Severity::Info));
    }

    #[test]
    fn what_is_no_duplicate() {
        let one = |number, date, total, other| best(&facts(number, date, total, vec![other]));
        let other = || earlier("INV-1003", "2026-03-10", "1180.00");
        let credit = Other { kind: Some("credit_note".into()), ..other() };
        assert_eq!(
            one("INV-1003", "2026-03-12", "1180.00", credit),
            None,
            "a credit note answers an invoice"
        );
        let refused = Other { status: InvoiceStatus::Rejected, ..other() };
        assert_eq!(
            one("INV-1003", "2026-03-10", "1180.00", refused),
            None,
            "what was refused may come again"
        );
        let stranger = Other { vendor_id: Some(2), vendor_name: Some("Bharat Traders".into()), ..other() };
        assert_eq!(one("INV-1003", "2026-06-10", "99.00", stranger), None, "numbers are each vendor's own");
        let twice = Other { vendor_id: Some(2), vendor_name: Some("ACME Steel".into()), ..other() };
        assert_eq!(one("INV-1003", "2026-03-10", "1180.00", twice), Some((Sign::OtherVendor, 900)));
        let near = earlier("INV-1O03", "2026-03-10", "1180.00");
        assert_eq!(one("INV-1003", "2026-03-20", "1180.00", near), Some((Sign::NearNumber, 900)));
        let next = earlier("INV-1002", "2026-02-10", "1180.00");
        assert_eq!(one("INV-1003", "2026-03-10", "1180.00", next), None, "the month before");
        let file = Other { sha256: "a".into(), status: InvoiceStatus::Failed, ..other() };
        assert_eq!(one("X-1", "2026-06-10", "1.00", file), Some((Sign::File, 1000)));
    }
}
