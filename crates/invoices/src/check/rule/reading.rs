//! Whether what was read can be trusted, and whether the file is what it seems to be.
use kernel::Money;

use super::{rule, when};
use crate::{
    check::{Facts, Fault, Rule, Severity, nature::compact, reckon},
    invoice::{
        extracted::{Field, Origin, number_key},
        store::Stage::Validation,
    },
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Validation,
        Severity::Error,
        "reading.structured_differs",
        "Data and page differ",
        "Factur-X 1.0 and ZUGFeRD 2: the page and the data are one invoice",
        differs,
    ),
    rule(
        Validation,
        Severity::Warning,
        "reading.low_confidence",
        "A key field is hard to read",
        "Confidence of the reader, below 0.5",
        low,
    ),
    rule(
        Validation,
        Severity::Warning,
        "reading.pdf_changed",
        "File was changed after it was made",
        "ISO 32000: CreationDate, ModDate and incremental updates",
        changed,
    ),
];

/// Fields in which a difference between data and page costs money.
const COMPARED: &[(&str, &str)] = &[
    ("invoice_number", "number"),
    ("invoice_date", "date"),
    ("total_amount", "total"),
    ("tax_amount", "tax"),
    ("iban", "IBAN"),
    ("currency", "currency"),
];

/// From this confidence on a reading may contradict the data.
const SURE: f64 = 0.7;

fn differs(facts: &Facts) -> Vec<Fault> {
    let judge = |(field, what): &(&str, &str)| {
        let page = facts.evidence.page.get(*field).filter(|page| page.confidence >= SURE)?;
        let data = facts.read.text(field)?;
        if is_same(field, data, &page.value) || is_on_page(facts, field, data) {
            return None;
        }
        let says = format!(
            "The page says {what} {}, the data in the file say {data}. Do not pay before the vendor says which is right.",
            page.value
        );
        let place = Fault { page: page.page, area: page.area, ..Fault::says(says) };
        Some(Fault { field: Some((*field).into()), ..place })
    };
    COMPARED.iter().filter_map(judge).collect()
}

fn is_same(field: &str, a: &str, b: &str) -> bool {
    let amounts = || Some((a.parse::<Money>().ok()?, b.parse::<Money>().ok()?));
    match field {
        "invoice_number" => number_key(a) == number_key(b),
        "total_amount" | "tax_amount" => {
            amounts().is_none_or(|(a, b)| (a.units().abs() - b.units().abs()).abs() <= reckon::CENT)
        }
        _ => compact(a) == compact(b),
    }
}

/// Whether what the data say stands on the page as well, so that only the reading of it is in doubt.
fn is_on_page(facts: &Facts, field: &str, data: &str) -> bool {
    match field {
        "total_amount" | "tax_amount" => {
            data.parse::<Money>().is_ok_and(|amount| reckon::is_printed(&facts.text, reckon::wide(amount)))
        }
        "invoice_number" | "iban" => compact(&facts.text).contains(&compact(data)),
        _ => false,
    }
}

/// Fields without which nobody can decide.
const KEYS: &[(&str, &str)] = &[
    ("invoice_number", "number"),
    ("invoice_date", "date"),
    ("total_amount", "total"),
    ("seller_name", "vendor"),
];

fn low(facts: &Facts) -> Vec<Fault> {
    let scanned = facts.read.origin.as_deref() == Some("ocr");
    let doubtful =
        |field: &&Field| field.origin == Origin::Read && field.confidence < 0.5 && !field.value.is_empty();
    let judge = |(name, what): &(&str, &str)| {
        let field = facts.read.fields.get(*name).filter(doubtful)?;
        let sure = (field.confidence * 100.0).round();
        let says = format!("The {what} reads {}, and only {sure} % sure. Look at the page.", field.value);
        let fault = Fault { confidence: Some(field.confidence), ..Fault::of(facts, name, says) };
        Some(if scanned { fault } else { fault.as_bad_as(Severity::Info) })
    };
    KEYS.iter().filter_map(judge).collect()
}

/// Programs with which people change a finished page.
const EDITORS: &[&str] = &[
    "ilovepdf",
    "pdfescape",
    "sejda",
    "smallpdf",
    "pdf-xchange editor",
    "foxit phantom",
    "foxit pdf editor",
    "nitro pro",
    "pdffiller",
    "soda pdf",
    "dochub",
    "pdfelement",
    "wondershare",
];

fn changed(facts: &Facts) -> Vec<Fault> {
    let evidence = &facts.evidence;
    let producer = evidence.producer.as_deref().unwrap_or_default();
    let lower = producer.to_lowercase();
    let edited = EDITORS.iter().any(|editor| lower.contains(editor));
    let hours = match (evidence.created, evidence.modified) {
        (Some(created), Some(modified)) => (modified - created).num_hours(),
        _ => 0,
    };
    let late = hours >= 24 && !evidence.is_signed;
    when(edited || late, || {
        let by = if edited { format!(" by {producer}, with which pages are edited,") } else { String::new() };
        let says = format!(
            "The file was changed{by} {} days after it was made. Ask the vendor for the original.",
            hours / 24
        );
        // Without additions it was written anew, as archives and mail gateways do.
        let grave = late && (edited || evidence.revisions > 0);
        Fault::says(says).as_bad_as(if grave { Severity::Warning } else { Severity::Info })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        check::all,
        invoice::extracted::{Columns, Extracted},
    };

    fn rules(facts: &Facts) -> Vec<(String, Severity)> {
        let found = all(facts).into_iter().filter(|one| one.rule.starts_with("reading."));
        found.map(|one| (one.rule, one.severity)).collect()
    }

    fn facts(data: &str, page: &str, text: &str) -> Facts {
        let mut read = Extracted::default();
        read.put("total_amount", data, 1.0);
        let mut facts = Facts { columns: Columns::of(&read), read, text: text.into(), ..Default::default() };
        let field = Field { value: page.into(), confidence: 0.9, ..Default::default() };
        facts.evidence.page.insert("total_amount".into(), field);
        facts
    }

    #[test]
    fn page_and_data_must_agree() {
        assert_eq!(rules(&facts("119.00", "119.00", "")), vec![]);
        let differ = vec![("reading.structured_differs".to_owned(), Severity::Error)];
        assert_eq!(rules(&facts("119.00", "1119.00", "Total 1.119,00")), differ);
        assert_eq!(
            rules(&facts("119.00", "1119.00", "Total 119,00 of 1.119,00")),
            vec![],
            "only the reading is in doubt"
        );
    }

    #[test]
    fn a_file_that_was_changed_is_told() {
        let day =
            |day: u32| chrono::NaiveDate::from_ymd_opt(2026, 1, day).and_then(|day| day.and_hms_opt(9, 0, 0));
        let mut facts = Facts::default();
        facts.evidence.created = day(1);
        facts.evidence.modified = day(1);
        facts.evidence.revisions = 1;
        assert_eq!(rules(&facts), vec![]);
        facts.evidence.modified = day(9);
        assert_eq!(rules(&facts), [("reading.pdf_changed".to_owned(), Severity::Warning)]);
        facts.evidence.revisions = 0;
        assert_eq!(rules(&facts), [("reading.pdf_changed".to_owned(), Severity::Info)]);
        let mut facts = Facts::default();
        facts.evidence.producer = Some("iLovePDF".into());
        assert_eq!(rules(&facts), [("reading.pdf_changed".to_owned(), Severity::Info)]);
    }

    #[test]
    fn doubtful_scans_are_told() {
        let mut facts = Facts::default();
        facts.read.put("invoice_number", "INV-1O3", 0.4);
        facts.read.origin = Some("ocr".into());
        assert_eq!(rules(&facts), [("reading.low_confidence".to_owned(), Severity::Warning)]);
    }
}
