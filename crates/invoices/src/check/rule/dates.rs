//! Days that can't be, or are odd.
use chrono::NaiveDate;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "dates.impossible",
        "A day that does not exist",
        "ISO 8601; EN 16931 BR-03",
        impossible,
    ),
    rule(
        Validation,
        Severity::Error,
        "dates.future",
        "Invoice date lies in the future",
        "Section 31 CGST Act; Art. 222 Directive 2006/112/EC",
        future,
    ),
    rule(
        Validation,
        Severity::Warning,
        "dates.stale",
        "Invoice is very old",
        "Section 16(4) CGST Act: 30 November after the financial year; good practice",
        stale,
    ),
    rule(
        Validation,
        Severity::Warning,
        "dates.due_before",
        "Due before it was written",
        "EN 16931 BT-9 after BT-2",
        due_before,
    ),
    rule(
        Validation,
        Severity::Info,
        "dates.due_far",
        "Due in more than a year",
        "Art. 3(5) Directive 2011/7/EU: 60 days as a rule",
        due_far,
    ),
    rule(
        Validation,
        Severity::Info,
        "dates.terms",
        "Terms and due date differ",
        "EN 16931 BT-9 and BT-20",
        terms,
    ),
];

/// After so many days an invoice is stale.
const STALE: i64 = 730;

fn impossible(facts: &Facts) -> Vec<Fault> {
    let bad = |(field, what): (&str, &str)| {
        let text = facts.read.text(field)?;
        let says = format!("The {what} {text} is no day of the calendar. Correct it by the page.");
        facts.read.date(field).is_none().then(|| Fault::of(facts, field, says))
    };
    [("invoice_date", "invoice date"), ("due_date", "due date")].into_iter().filter_map(bad).collect()
}

fn future(facts: &Facts) -> Vec<Fault> {
    let Some(date) = facts.date() else { return vec![] };
    let ahead = (date - facts.today).num_days();
    // Somewhere it is tomorrow already.
    when(ahead > 1, || {
        let says = format!("The invoice is dated {date}, {ahead} days from now.");
        let severity = if ahead <= 7 { Severity::Warning } else { Severity::Error };
        Fault::of(facts, "invoice_date", says).as_bad_as(severity)
    })
}

/// The last day on which the input tax of an invoice of India can be claimed.
fn claimable(date: NaiveDate) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(taxid::FinancialYear::of(date).0 + 1, 11, 30)
}

fn stale(facts: &Facts) -> Vec<Fault> {
    let Some(date) = facts.date() else { return vec![] };
    let age = (facts.today - date).num_days();
    if age > STALE {
        let says =
            format!("The invoice is dated {date}, {age} days ago. Look whether it was paid long since.");
        return vec![Fault::of(facts, "invoice_date", says)];
    }
    let last = claimable(date).filter(|last| facts.is_indian() && *last < facts.today);
    when(last.is_some(), || {
        let last = last.map(|last| last.to_string()).unwrap_or_default();
        let says = format!("The invoice is dated {date}: its input tax could be claimed until {last}.");
        Fault::of(facts, "invoice_date", says).as_bad_as(Severity::Info)
    })
}

fn due_before(facts: &Facts) -> Vec<Fault> {
    let (Some(date), Some(due)) = (facts.date(), facts.columns.due_date) else { return vec![] };
    when(due < date, || {
        Fault::of(
            facts,
            "due_date",
            format!("It is due on {due}, before its date {date}. Correct what was misread."),
        )
    })
}

fn due_far(facts: &Facts) -> Vec<Fault> {
    let (Some(date), Some(due)) = (facts.date(), facts.columns.due_date) else { return vec![] };
    let days = (due - date).num_days();
    when(days > 366, || {
        Fault::of(facts, "due_date", format!("It is due on {due}, {days} days after its date {date}."))
    })
}

/// The one number of days that terms name: `30` of `Net 30`; none where there are several.
fn days(terms: &str) -> Option<i64> {
    let lower = terms.to_lowercase();
    let names = ["net", "netto", "day", "tage", "jour", "dagen", "día", "dia", "giorni", "dagar", "dage"];
    if !names.iter().any(|name| lower.contains(name)) || lower.contains('%') || lower.contains("month") {
        return None;
    }
    let mut runs = lower.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    let only = runs.next()?.parse().ok().filter(|days| (1..=180).contains(days));
    if runs.next().is_some() { None } else { only }
}

fn terms(facts: &Facts) -> Vec<Fault> {
    let (Some(date), Some(due)) = (facts.date(), facts.columns.due_date) else { return vec![] };
    let Some(days) = facts.read.text("payment_terms").and_then(days) else { return vec![] };
    let really = (due - date).num_days();
    // The end of the month is often meant, and a weekend is skipped.
    when(really >= 0 && !(days..=days + 31).contains(&really), || {
        let says =
            format!("The terms say {days} days, and the due date {due} is {really} days after {date}.");
        Fault::of(facts, "due_date", says)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(fields: &[(&str, &str)]) -> Vec<(String, Severity)> {
        let mut read = Extracted::default();
        fields.iter().for_each(|(name, value)| read.put(name, *value, 0.9));
        let today = NaiveDate::from_ymd_opt(2026, 6, 15).unwrap();
        let facts = Facts { columns: Columns::of(&read), read, today, ..Default::default() };
        let found = all(&facts).into_iter().filter(|one| one.rule.starts_with("dates."));
        found.map(|one| (one.rule, one.severity)).collect()
    }

    fn one(rule: &str, severity: Severity) -> Vec<(String, Severity)> {
        vec![(rule.to_owned(), severity)]
    }

    #[test]
    fn days_are_judged() {
        assert!(rules(&[("invoice_date", "2026-06-16")]).is_empty(), "tomorrow somewhere");
        assert_eq!(rules(&[("invoice_date", "2026-06-20")]), one("dates.future", Severity::Warning));
        assert_eq!(rules(&[("invoice_date", "2027-06-20")]), one("dates.future", Severity::Error));
        assert_eq!(rules(&[("invoice_date", "2026-02-31")]), one("dates.impossible", Severity::Error));
        assert_eq!(rules(&[("invoice_date", "2020-02-29")]), one("dates.stale", Severity::Warning));
        assert_eq!(
            rules(&[("invoice_date", "2026-06-10"), ("due_date", "2026-06-09")]),
            one("dates.due_before", Severity::Warning)
        );
        assert_eq!(
            rules(&[("invoice_date", "2026-06-10"), ("due_date", "2028-06-09")]),
            one("dates.due_far", Severity::Info)
        );
    }

    // Section 16(4) CGST Act as amended by the Finance Act 2022: the thirtieth of November after the year's end.
    #[test]
    fn input_tax_ends() {
        assert_eq!(claimable("2024-03-31".parse().unwrap()), NaiveDate::from_ymd_opt(2024, 11, 30));
        assert_eq!(claimable("2024-04-01".parse().unwrap()), NaiveDate::from_ymd_opt(2025, 11, 30));
        let gst = [("seller_gstin", "27AAPFU0939F1ZV"), ("invoice_date", "2025-03-01")];
        assert_eq!(rules(&gst), one("dates.stale", Severity::Info));
    }

    #[test]
    fn terms_are_read_where_they_are_clear() {
        assert_eq!(days("Net 30"), Some(30));
        assert_eq!(days("Zahlbar innerhalb von 14 Tagen"), Some(14));
        assert_eq!(days("2% 10, net 30"), None);
        assert_eq!(days("on receipt"), None);
        let fields =
            [("invoice_date", "2026-06-10"), ("due_date", "2026-06-12"), ("payment_terms", "30 days net")];
        assert_eq!(rules(&fields), one("dates.terms", Severity::Info));
    }
}
