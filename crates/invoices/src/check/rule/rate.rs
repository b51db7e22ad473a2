//! Rates of GST: were they in force on the day of the invoice, for these goods?
use std::collections::BTreeMap;

use chrono::NaiveDate;
use kernel::Money;
use taxid::india::rate::{self, Rate, Standing};

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, history},
    invoice::store::Stage::Validation,
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "gst.rate",
        "Rate of GST is not in force",
        "Section 9 CGST Act; notifications 1/2017, 11/2017 and 9/2025-Central Tax (Rate), with their dates",
        in_force,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.rate_unusual",
        "HSN rate mismatch",
        "The vendor's own earlier invoices",
        unusual,
    ),
    rule(
        Validation,
        Severity::Warning,
        "gst.cess",
        "Compensation cess is no longer due",
        "GST (Compensation to States) Act; 56th GST Council: ended with 31 January 2026, for most goods with 21 September 2025",
        cess,
    ),
];

/// In hundredths of a percent; none where it is finer than that or below nothing.
fn hundredths(rate: Money) -> Option<u32> {
    (rate.units() % 100 == 0).then(|| u32::try_from(rate.units() / 100).ok()).flatten()
}

fn percent(hundredths: u32) -> String {
    let text = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Every rate on the invoice, of both heads together, with a code of goods where a line tells one.
fn rates(facts: &Facts, date: NaiveDate) -> BTreeMap<u32, Option<String>> {
    let split = facts.has_head(&["cgst", "sgst", "utgst"]);
    let mut all = BTreeMap::new();
    for line in &facts.read.lines {
        let Some(rate) = line.gst_rate.and_then(hundredths) else { continue };
        let code = line.hsn_code.clone().filter(|code| taxid::hsn(code).is_ok());
        // A column may show the rate of one head alone.
        let known = |rate| !matches!(rate::standing(rate, date, code.as_deref()), Standing::Never);
        let rate = if split && !known(rate) && known(rate * 2) { rate * 2 } else { rate };
        let entry = all.entry(rate).or_insert(None);
        *entry = entry.take().or(code);
    }
    let heads =
        facts.heads(&["cgst", "sgst", "utgst"]).filter_map(|tax| hundredths(tax.rate?)).map(|rate| rate * 2);
    let whole = facts.heads(&["igst"]).filter_map(|tax| hundredths(tax.rate?));
    for rate in heads.chain(whole) {
        all.entry(rate).or_insert(None);
    }
    all
}

fn in_force(facts: &Facts) -> Vec<Fault> {
    let Some(date) = facts.date().filter(|_| facts.is_indian()) else { return vec![] };
    let wrong = |(rate, code): (&u32, &Option<String>)| {
        let (says, severity) = judge(*rate, date, code.as_deref())?;
        // A note follows the day of its invoice.
        let severity = if facts.is_note() { Severity::Info } else { severity };
        Some(Fault { field: Some("taxes".into()), ..Fault::says(says) }.as_bad_as(severity))
    };
    rates(facts, date).iter().filter_map(wrong).collect()
}

/// What is wrong with a rate on a day, for a code where it is known.
fn judge(rate: u32, date: NaiveDate, code: Option<&str>) -> Option<(String, Severity)> {
    let ordinary = rate::ordinary(date).iter().map(|rate| percent(*rate)).collect::<Vec<_>>().join(", ");
    let goods = code.map(|code| format!(" for HSN {code}")).unwrap_or_default();
    let billed = percent(rate);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let only = |row: &Rate| {
        format!(
            "{billed} % is in force only for HSN {} ({}), since {}",
            row.only.join(", "),
            row.source,
            day(row.first_day())
        )
    };
    Some(match rate::standing(rate, date, code) {
        Standing::InForce(row) if row.only.is_empty() || code.is_some() => return None,
        Standing::InForce(row) => {
            (format!("{}. The invoice does not say what is sold.", only(row)), Severity::Warning)
        }
        Standing::OnlyFor(row) => (
            format!("HSN rate mismatch: {billed} % is billed{goods} on {date}, and {}.", only(row)),
            Severity::Error,
        ),
        Standing::Ended(row) => (
            format!(
                "HSN rate mismatch: {billed} % is billed{goods} on {date}, and that rate ended on {} ({}). \
                 In force are {ordinary} %.",
                day(row.last_day()),
                row.source
            ),
            Severity::Error,
        ),
        Standing::NotYet(row) => (
            format!(
                "HSN rate mismatch: {billed} % is billed{goods} on {date}, and that rate begins on {} only.",
                day(row.first_day())
            ),
            Severity::Error,
        ),
        Standing::Never => (
            format!(
                "HSN rate mismatch: {billed} % is billed{goods}, which is no rate of GST. In force are {ordinary} %."
            ),
            Severity::Error,
        ),
    })
}

/// A code that this vendor always billed at one rate, and now at another one.
fn unusual(facts: &Facts) -> Vec<Fault> {
    let Some(date) = facts.date().filter(|_| facts.is_indian()) else { return vec![] };
    let mut faults: BTreeMap<&str, Fault> = BTreeMap::new();
    for line in &facts.read.lines {
        let (Some(code), Some(rate)) = (line.hsn_code.as_deref(), line.gst_rate) else { continue };
        let Some(usual) = history::usual_rate(facts, code).filter(|usual| *usual != rate) else { continue };
        let still = hundredths(usual).is_some_and(|usual| judge(usual, date, Some(code)).is_none());
        if still {
            let show = |rate: Money| percent(hundredths(rate).unwrap_or_default());
            let says = format!(
                "HSN rate mismatch: expected {}% but billed {}% for HSN {code}, by this vendor's earlier invoices.",
                show(usual),
                show(rate)
            );
            let fault =
                Fault { field: Some("lines".into()), page: line.page, area: line.area, ..Fault::says(says) };
            faults.entry(code).or_insert(fault);
        }
    }
    faults.into_values().collect()
}

fn cess(facts: &Facts) -> Vec<Fault> {
    let Some(date) = facts.date().filter(|_| facts.is_indian() && !facts.is_note()) else { return vec![] };
    let amount = facts.head_sum(&["cess"]);
    let codes = facts.read.lines.iter().filter_map(|line| line.hsn_code.as_deref());
    let mut codes = codes.filter(|code| taxid::hsn(code).is_ok()).peekable();
    let may = if codes.peek().is_none() {
        rate::may_carry_cess(date, None)
    } else {
        codes.any(|code| rate::may_carry_cess(date, Some(code)))
    };
    when(amount > 0 && !may, || {
        let says = format!(
            "Cess of {} is billed on {date}, and compensation cess is no longer due on these goods. Do not pay it.",
            crate::check::reckon::shown(amount)
        );
        Fault { field: Some("taxes".into()), ..Fault::says(says) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(rate: u32, date: &str, code: Option<&str>) -> Option<Severity> {
        judge(rate, date.parse().ok()?, code).map(|(_, severity)| severity)
    }

    // 56th GST Council: notifications 9 to 17/2025-Central Tax (Rate) of 17 September 2025, from 22 September 2025;
    // tobacco by notification 19/2025, from 1 February 2026.
    #[test]
    fn rates_follow_their_dates() {
        assert_eq!(says(1200, "2025-09-21", Some("8471")), None);
        assert_eq!(says(1200, "2025-09-22", Some("8471")), Some(Severity::Error));
        assert_eq!(says(2800, "2025-09-22", Some("8703")), Some(Severity::Error));
        assert_eq!(says(2800, "2026-01-31", Some("24022010")), None);
        assert_eq!(says(2800, "2026-02-01", Some("24022010")), Some(Severity::Error));
        assert_eq!(says(4000, "2025-09-21", None), Some(Severity::Error));
        assert_eq!(says(4000, "2025-09-22", None), None);
        assert_eq!(says(1700, "2025-05-01", None), Some(Severity::Error));
        assert_eq!(says(1200, "2025-10-01", None), Some(Severity::Warning), "bricks, perhaps");
        for rate in [0, 25, 300, 500, 1800] {
            assert_eq!(
                (says(rate, "2024-01-01", None), says(rate, "2026-06-01", None)),
                (None, None),
                "{rate}"
            );
        }
    }

    #[test]
    fn rates_are_shown_as_people_write_them() {
        assert_eq!((percent(1800), percent(25), percent(750)), ("18".into(), "0.25".into(), "7.5".into()));
    }
}
