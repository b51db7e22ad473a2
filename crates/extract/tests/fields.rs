//! Header fields of small documents that are laid out by hand.

mod page;

use extract::Kind;
use page::read;

const GERMAN: &[&str] = &[
    "40:Nordwind Elektro GmbH",
    "40:Hafenstraße 5",
    "40:20457 Hamburg",
    "",
    "40:Rechnungsempfänger:",
    "40:Bäckerei Sonntag KG | 380:Rechnungs-Nr.: | 480:R-2024-0815",
    "40:Lindenweg 12 | 380:Kunden-Nr.: | 480:10442",
    "40:04109 Leipzig | 380:Rechnungsdatum: | 480:05.06.2024",
    "380:Lieferdatum: | 480:01.06.2024",
    "380:Zahlbar bis: | 480:19.06.2024",
    "",
    "40:Rechnung",
    "",
    "40:Beschreibung | 300:Menge | 380:Einzelpreis | 480:Gesamt",
    "40:Steckdosen montiert | 300:4 | 380:25,00 | 480:100,00",
    "40:Anfahrt | 300:1 | 380:50,00 | 480:50,00",
    "",
    "380:Nettobetrag | 480:150,00 €",
    "380:MwSt. 19 % | 480:28,50 €",
    "380:Gesamtbetrag | 480:178,50 €",
    "",
    "40:USt-IdNr.: DE136695976",
    "40:IBAN: DE89 3704 0044 0532 0130 00",
];

#[test]
fn a_german_invoice() {
    let reading = read(GERMAN);
    let text =
        |found: &Option<extract::Found<String>>| found.as_ref().map(|f| f.value.clone()).unwrap_or_default();
    assert_eq!(text(&reading.number), "R-2024-0815");
    assert_eq!(reading.date.as_ref().map(|f| f.value.to_string()).as_deref(), Some("2024-06-05"));
    let due = reading.due_date.as_ref().map(|f| (f.value.date.to_string(), f.value.derived));
    assert_eq!(due, Some(("2024-06-19".into(), false)));
    assert_eq!(text(&reading.seller.name), "Nordwind Elektro GmbH");
    assert_eq!(text(&reading.buyer.name), "Bäckerei Sonntag KG");
    assert_eq!(text(&reading.customer_number), "10442");
    assert_eq!(text(&reading.currency), "EUR");
    assert_eq!(text(&reading.iban), "DE89370400440532013000");
    assert_eq!(reading.seller.tax_ids[0].value.value, "DE136695976");
    let money = |found: &Option<extract::Found<i64>>| found.as_ref().map(|f| f.value);
    assert_eq!(money(&reading.net), Some(1_500_000));
    assert_eq!(money(&reading.tax), Some(285_000));
    assert_eq!(money(&reading.gross), Some(1_785_000));
    assert_eq!(reading.kind, Kind::Invoice);
    assert_eq!(reading.language.as_deref(), Some("de"));
    assert!(reading.accept, "{:?}", reading.problems);
}

#[test]
fn values_stand_under_their_heads() {
    let reading = read(&[
        "40:Harbour Joinery Ltd | 300:INVOICE",
        "40:14 Mill Lane",
        "",
        "40:Invoice No | 160:Invoice Date | 300:Due Date | 420:PO Number",
        "40:48210 | 160:03/04/2023 | 300:28/04/2023 | 420:PO-77",
        "",
        "40:Total | 480:£120.00",
    ]);
    assert_eq!(reading.number.as_ref().map(|f| f.value.as_str()), Some("48210"));
    assert_eq!(reading.date.as_ref().map(|f| f.value.to_string()).as_deref(), Some("2023-04-03"));
    assert_eq!(reading.purchase_order.as_ref().map(|f| f.value.as_str()), Some("PO-77"));
    assert_eq!(reading.gross.as_ref().map(|f| f.value), Some(1_200_000));
    assert!(!reading.accept, "one amount alone proves nothing");
}

#[test]
fn terms_give_a_day_that_is_marked_as_derived() {
    let reading = read(&[
        "40:Facture n° 2024-118 du 5 mars 2024",
        "40:Atelier Mercier SARL",
        "40:Paiement à 30 jours net",
        "40:Total TTC | 480:240,00 €",
    ]);
    assert_eq!(reading.number.as_ref().map(|f| f.value.as_str()), Some("2024-118"));
    let due = reading.due_date.as_ref().map(|f| (f.value.date.to_string(), f.value.derived));
    assert_eq!(due, Some(("2024-04-04".into(), true)));
}

#[test]
fn nothing_is_invented_where_nothing_stands() {
    for lines in [&[][..], &["40:Dear Sir or Madam,", "40:thank you for your letter."][..]] {
        let reading = read(lines);
        assert!(reading.number.is_none() && reading.date.is_none() && reading.gross.is_none(), "{reading:?}");
        assert!(!reading.accept);
    }
}

#[test]
fn the_same_document_gives_the_same_reading() {
    assert_eq!(read(GERMAN), read(GERMAN));
}
