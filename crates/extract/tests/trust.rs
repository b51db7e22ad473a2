//! What makes a reading certain without a look, and what does not.

mod page;

use extract::{Found, Hints, Kind, Reading};
use page::{page, read};
use reading::{Document, Source};

fn doubts(reading: &Reading, word: &str) -> bool {
    reading.problems.iter().any(|problem| problem.contains(word))
}

fn money(found: &Option<Found<i64>>) -> Option<i64> {
    found.as_ref().map(|f| f.value)
}

fn day(reading: &Reading) -> Option<String> {
    reading.date.as_ref().map(|f| f.value.to_string())
}

#[test]
fn a_day_right_below_the_number_is_that_of_the_invoice() {
    let reading = read(&[
        "40:Octet & Cie SARL",
        "400:Facture n° FAC2025-00112",
        "400:du 06/01/2025",
        "40:Total TTC | 480:120,00 €",
        "40:31/01/2025 | 200:60,00 €",
        "40:28/02/2025 | 200:60,00 €",
    ]);
    assert_eq!(day(&reading).as_deref(), Some("2025-01-06"));
    assert!(!doubts(&reading, "date"), "{:?}", reading.problems);
}

#[test]
fn terms_that_lead_to_the_last_day_confirm_the_first_one() {
    let lines = |terms: &'static str| {
        ["40:Acme Hose Corp.", "300:Invoice", "40:1/14/2025", "300:Due Date: 2/13/2025", terms]
    };
    let reading = read(&lines("40:Terms: Net 30"));
    assert_eq!(day(&reading).as_deref(), Some("2025-01-14"));
    assert!(!doubts(&reading, "date is not certain"), "{:?}", reading.problems);
    let other = read(&lines("40:Terms: Net 45"));
    assert!(doubts(&other, "date is not certain"), "other terms confirm nothing");
}

#[test]
fn a_document_may_say_how_it_writes_its_days() {
    let reading = read(&[
        "40:Kawartha Grounds Ltd.",
        "40:Date of Issue | 300:Amount Due (CAD)",
        "40:02/01/2025 | 300:$120.00",
        "40:(mm/dd/yyyy)",
    ]);
    assert_eq!(day(&reading).as_deref(), Some("2025-02-01"));
    assert!(!doubts(&reading, "other way round"));
}

#[test]
fn the_tax_counts_what_is_passed_on_with_it() {
    let reading = read(&[
        "40:Facture n° FC024471 | 300:du 14/03/2025",
        "40:Total HT | 480:969,95",
        "40:Port | 480:18,00",
        "40:Net HT | 480:987,95",
        "40:Total TVA | 480:197,59",
        "40:Total TTC | 480:1 185,54",
    ]);
    assert_eq!(money(&reading.net), Some(9_879_500));
    assert_eq!(money(&reading.tax), Some(1_975_900));
}

#[test]
fn items_behind_a_discount_prove_a_net_without_tax() {
    let lines = |last: &'static str| {
        [
            "40:RECHNUNG Nr. 24-066 | 400:Kapfenberg, am 9.8.2024",
            "40:Leistung | 280:Menge | 380:Preis | 480:Summe",
            "40:Trockenbauwand | 280:10,00 | 380:64,90 | 480:649,00",
            "40:Decke | 280:5,00 | 380:48,20 | 480:241,00",
            "40:Zwischensumme | 480:890,00",
            "40:abzüglich 3 % Nachlass | 480:-26,70",
            last,
            "40:Die Steuerschuld geht gemäß § 19 UStG auf den Empfänger über (Reverse Charge).",
        ]
    };
    let reading = read(&lines("40:Rechnungssumme netto = Zahlbetrag | 480:863,30"));
    assert_eq!(money(&reading.gross), Some(8_633_000));
    assert_eq!(money(&reading.net), Some(8_633_000));
    assert!(!doubts(&reading, "totals"), "{:?}", reading.problems);
    let wrong = read(&lines("40:Rechnungssumme netto = Zahlbetrag | 480:863,40"));
    assert!(doubts(&wrong, "totals"), "ten cents too much are not proven");
}

#[test]
fn a_cent_proves_nothing() {
    let reading = read(&[
        "40:Invoice No. 4711 | 300:Date: 2024-09-04",
        "40:Description | 280:Qty | 380:Price | 480:Amount",
        "40:Fuel | 280:1 | 380:0.01 | 480:0.01",
        "40:Subtotal | 480:0.01",
        "40:VAT | 480:0.00",
        "40:Total | 480:0.01",
    ]);
    assert!(reading.gross.as_ref().is_none_or(|gross| gross.confidence <= 0.6));
    assert!(doubts(&reading, "totals"));
}

#[test]
fn a_delivery_note_beside_its_number_is_no_title() {
    let reading = read(&[
        "300:Rechnungsnummer | 420:RG2403817",
        "300:Rechnungsdatum | 420:11.06.2024",
        "300:Lieferschein | 420:LS2406118 vom 07.06.2024",
        "40:Gesamtbetrag | 480:11,90 EUR",
    ]);
    assert_eq!(reading.kind, Kind::Invoice);
    let note = read(&["40:Lieferschein", "40:Nr. LS2406118", "40:Datum: 07.06.2024"]);
    assert_eq!(note.kind, Kind::DeliveryNote);
}

#[test]
fn a_last_row_that_sums_up_the_others_is_no_item() {
    let reading = read(&[
        "40:Leistung | 280:Anz. | 380:Satz EUR | 480:Betrag EUR",
        "40:Fahrt Herford - Linz | 280:1 | 380:214,60 | 480:214,60",
        "40:Fahrt Herford - Zwickau | 280:1 | 380:61,20 | 480:61,20",
        "40:Avisgebühr | 280:4 | 380:3,50 | 480:14,00",
        "300:Steuerpflichtig 19 % | 480:289,80",
        "300:Umsatzsteuer | 480:55,06",
        "300:Gesamtsumme EUR | 480:344,86",
    ]);
    assert_eq!(reading.lines.len(), 3);
}

#[test]
fn prices_without_cents_and_prices_with_a_letter_are_prices() {
    let whole = read(&[
        "40:Rechnung 4711",
        "40:Fahrzeug wie besichtigt | 480:€ 14.490,–",
        "40:Anhänger mit Plane | 480:€ 13.500,–",
        "40:Kaufpreis gesamt | 480:€ 27.990,–",
    ]);
    let totals: Vec<Option<i64>> = whole.lines.iter().map(|line| line.total).collect();
    assert_eq!(totals, [Some(144_900_000), Some(135_000_000)]);
    let taxed = read(&[
        "40:Qty | 100:Description | 380:Rate | 480:Amount",
        "40:1 | 100:Condenser fan | 380:286.40 | 480:286.40T",
        "40:2 | 100:Capacitor | 380:24.75 | 480:49.50T",
        "380:Subtotal | 480:$335.90",
    ]);
    let totals: Vec<Option<i64>> = taxed.lines.iter().map(|line| line.total).collect();
    assert_eq!(totals, [Some(2_864_000), Some(495_000)]);
}

#[test]
fn amounts_of_a_scan_are_proven_twice() {
    let lines = [
        "40:Kowal Press Sp. z o.o. | 400:Faktura 4711/2024",
        "40:Netto | 480:800,00",
        "40:VAT | 480:10,00",
        "40:Razem brutto | 480:810,00",
    ];
    let scanned = |lines: &[&str]| {
        let mut page = page(lines);
        page.source = Source::Ocr;
        page.words.iter_mut().for_each(|word| word.confidence = 0.95);
        extract::read(&Document { pages: vec![page], ..Document::default() }, &Hints::default())
    };
    // The thousands of two figures stood in the line above, where nobody saw them.
    assert!(doubts(&scanned(&lines), "totals"));
    assert!(!doubts(&read(&lines), "totals"), "in print the same figures add up");
    let whole =
        [lines[0], "40:Netto | 480:1.800,00", "40:VAT 23% | 480:414,00", "40:Razem brutto | 480:2.214,00"];
    assert!(!doubts(&scanned(&whole), "totals"), "{:?}", scanned(&whole).problems);
}

#[test]
fn of_several_accounts_the_one_beside_words_of_paying_is_meant() {
    let reading = read(&[
        "40:Brandt Werkzeuge GmbH | 300:IBAN: DE02120300000000202051",
        "40:Rechnung 2025-118",
        "40:Zahlungsart: SEPA-Überweisung",
        "40:IBAN: DE02500105170137075030",
    ]);
    assert_eq!(reading.iban.map(|f| f.value).as_deref(), Some("DE02500105170137075030"));
}

/// A page of a scan, each word as sure as this.
fn scan(lines: &[&str], sure: impl Fn(&str) -> f32) -> extract::Reading {
    let mut page = page(lines);
    page.source = Source::Ocr;
    page.words.iter_mut().for_each(|word| word.confidence = sure(&word.text));
    extract::read(&Document { pages: vec![page], ..Document::default() }, &Hints::default())
}

const CLEAR: [&str; 5] = [
    "40:Kowal Press GmbH | 400:Rechnung 4711/2024",
    "40:Rechnungsdatum: 05.03.2024",
    "40:Netto EUR | 480:1.800,00",
    "40:MwSt 23% | 480:414,00",
    "40:Gesamtbetrag EUR | 480:2.214,00",
];

#[test]
fn a_scan_with_an_unclear_name_number_or_day_is_looked_at() {
    assert!(!doubts(&scan(&CLEAR, |_| 0.95), "hard to read"), "{:?}", scan(&CLEAR, |_| 0.95).problems);
    for unclear in ["Kowal", "4711/2024", "05.03.2024"] {
        let read = scan(&CLEAR, |word| if word == unclear { 0.7 } else { 0.95 });
        assert!(doubts(&read, "hard to read"), "{unclear}: {:?}", read.problems);
        assert!(!read.accept);
    }
    assert!(doubts(&scan(&CLEAR, |_| 0.7), "hard to read"), "all of it");
}

#[test]
fn a_scan_that_names_two_currencies_is_looked_at() {
    let mut lines = CLEAR.to_vec();
    lines.push("40:Buchwährung (GBP)");
    assert!(doubts(&scan(&lines, |_| 0.95), "hard to read"));
    assert!(!doubts(&read(&lines), "hard to read"), "in print nothing is hard to read");
}

#[test]
fn a_charge_in_the_place_of_the_tax_proves_nothing() {
    let lines = [
        "40:Nr. | 100:Artikel | 380:Preis | 480:Betrag",
        "40:1 | 100:Wein | 380:12.100,00 | 480:12.100,00",
        "40:Summe | 480:12.100,00",
        "40:Zuschlag | 480:544,50",
        "40:MwSt 21% | 480:2.100,00",
        "40:Zu zahlen | 480:12.644,50",
    ];
    assert!(doubts(&scan(&lines, |_| 0.95), "totals"));
}

#[test]
fn the_sum_of_the_items_once_more_beside_lost_words_is_the_total_of_a_scan() {
    let lines = [
        "40:Kowal Press GmbH | 400:Invoice 4711/2024",
        "40:Issue date 2024-03-05",
        "40:Description | 300:Price | 480:Total",
        "40:Work | 300:$200.00 | 480:$3,800.00",
        "40:Something | 300:$100.00 | 480:$1,000.00",
        "40:Sum | 140:$4,800.00",
        "40:wo pa | 140:$4,800.00",
    ];
    let reading = scan(&lines, |_| 0.95);
    assert_eq!(money(&reading.gross), Some(48_000_000), "{:?}", reading.problems);
    assert!(!reading.accept, "words were lost");
    assert_eq!(money(&read(&lines).gross), None, "in print a label that nobody knows is no total");
}
