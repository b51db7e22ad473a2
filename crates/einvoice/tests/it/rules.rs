//! Rules, beyond what the public test sets ask.
use std::collections::BTreeSet;

use einvoice::{File, Invoice, Line, Place, check, read_xml, rule};

#[test]
fn names_of_rules_are_unique_and_their_words_are_sentences() {
    let all = rule::europe().iter().copied().chain(rule::germany());
    let mut seen = BTreeSet::new();
    for rule in all {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        assert!(rule.text.ends_with('.') && rule.text.len() > 20 && !rule.terms.is_empty(), "{}", rule.id);
    }
    assert!(seen.len() > 220, "{}", seen.len());
}

#[test]
fn an_empty_invoice_breaks_what_must_be_there() {
    let file = File::of(Invoice::default());
    let broken: BTreeSet<&str> = check(&file).iter().map(|finding| finding.rule.id).collect();
    for id in ["BR-01", "BR-02", "BR-16", "BR-CO-18", "BR-CO-26"] {
        assert!(broken.contains(id), "{id}");
    }
}

#[test]
fn a_finding_names_its_line() {
    let line = Line { id: Some("1".to_owned()), ..Line::default() };
    let file = File::of(Invoice { lines: vec![line, Line::default()], ..Invoice::default() });
    let found = check(&file);
    let places: Vec<Place> =
        found.iter().filter(|finding| finding.rule.id == "BR-21").map(|finding| finding.place).collect();
    assert_eq!(places, [Place::Line(1)]);
}

#[test]
fn a_profile_without_lines_is_not_bound() {
    let with = |specification: &str| {
        check(&File::of(Invoice { specification: Some(specification.to_owned()), ..Invoice::default() }))
            .len()
    };
    assert_eq!(with("urn:factur-x.eu:1p0:minimum"), 0);
    assert_eq!(with("urn:factur-x.eu:1p0:basicwl"), 0);
    assert!(with("urn:cen.eu:en16931:2017") > 10);
}

#[test]
fn germany_warns_on_an_xrechnung_only() {
    let with = |specification: &str| -> BTreeSet<&str> {
        let file = File::of(Invoice { specification: Some(specification.to_owned()), ..Invoice::default() });
        check(&file).iter().map(|finding| finding.rule.id).filter(|id| id.starts_with("BR-DE-")).collect()
    };
    assert!(with("urn:cen.eu:en16931:2017").is_empty());
    let german = with("urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0");
    assert!(german.contains("BR-DE-15") && german.contains("BR-DE-2"), "{german:?}");
}

#[test]
fn huge_numbers_do_not_break_the_sums() {
    let huge = "79228162514264337593543950335";
    let xml = format!(
        "<Invoice><DocumentCurrencyCode>EUR</DocumentCurrencyCode><TaxTotal><TaxAmount>{huge}</TaxAmount><TaxSubtotal>\
         <TaxableAmount>{huge}</TaxableAmount><TaxAmount>{huge}</TaxAmount><TaxCategory><ID>S</ID><Percent>{huge}</Percent>\
         </TaxCategory></TaxSubtotal><TaxSubtotal><TaxAmount>{huge}</TaxAmount></TaxSubtotal></TaxTotal><LegalMonetaryTotal>\
         <LineExtensionAmount>{huge}</LineExtensionAmount><TaxExclusiveAmount>{huge}</TaxExclusiveAmount>\
         <TaxInclusiveAmount>{huge}</TaxInclusiveAmount><AllowanceTotalAmount>-{huge}</AllowanceTotalAmount>\
         <ChargeTotalAmount>{huge}</ChargeTotalAmount><PayableRoundingAmount>-{huge}</PayableRoundingAmount>\
         <PayableAmount>{huge}</PayableAmount></LegalMonetaryTotal></Invoice>"
    );
    let file = read_xml(xml.as_bytes()).unwrap();
    assert!(!check(&file).is_empty());
    let _ = einvoice::Summary::of(&file.invoice);
}
