//! What invoices of unknown issuers print: sentences, senders' lines, brands, heads of small tables.

mod page;

use extract::Reading;
use page::read;

fn day(reading: &Reading) -> Option<String> {
    reading.date.as_ref().map(|f| f.value.to_string())
}

fn due(reading: &Reading) -> Option<String> {
    reading.due_date.as_ref().filter(|f| !f.value.derived).map(|f| f.value.date.to_string())
}

fn number(reading: &Reading) -> Option<&str> {
    reading.number.as_ref().map(|f| f.value.as_str())
}

fn seller(reading: &Reading) -> Option<&str> {
    reading.seller.name.as_ref().map(|f| f.value.as_str())
}

fn buyer(reading: &Reading) -> Option<&str> {
    reading.buyer.name.as_ref().map(|f| f.value.as_str())
}

const LETTER: &[&str] = &[
    "40:KESTREL",
    "",
    "40:Kestrel Feinmechanik GmbH · Uferweg 3 · 20457 Hamburg",
    "40:Bäckerei Sonntag KG",
    "40:Lindenweg 12",
    "40:04109 Leipzig",
    "",
    "400:Hamburg, den 5. Juni 2024",
    "",
    "40:Rechnung Nr. 24-0815 zu Ihrer Bestellung 4711 vom 13.05.2024",
    "40:Lieferschein 991 vom 03.06.2024",
    "",
    "40:Getriebe | 480:100,00 €",
    "40:Welle | 480:50,00 €",
    "380:Nettobetrag | 480:150,00 €",
    "380:zzgl. 19 % MwSt. | 480:28,50 €",
    "380:Gesamtbetrag | 480:178,50 €",
    "40:Bis 15.06.2024 2 % Skonto; bis 05.07.2024 ohne Abzug zahlbar.",
];

#[test]
fn a_letter_names_its_sender_in_a_small_line_and_its_days_in_sentences() {
    let reading = read(LETTER);
    assert_eq!(seller(&reading), Some("Kestrel Feinmechanik GmbH"));
    assert_eq!(buyer(&reading), Some("Bäckerei Sonntag KG"));
    assert_eq!(number(&reading), Some("24-0815"));
    assert_eq!(day(&reading).as_deref(), Some("2024-06-05"));
    assert_eq!(due(&reading).as_deref(), Some("2024-07-05"));
}

#[test]
fn items_without_a_head_are_known_by_their_sum() {
    let reading = read(LETTER);
    let lines: Vec<(&str, Option<i64>)> =
        reading.lines.iter().map(|line| (line.description.as_str(), line.total)).collect();
    assert_eq!(lines, [("Getriebe", Some(1_000_000)), ("Welle", Some(500_000))]);
}

#[test]
fn the_day_of_an_order_is_not_the_day_of_the_invoice() {
    let reading = read(&[
        "40:Angebot 2024051 vom 11.03.2024",
        "40:Schlussrechnung Rg.-Nr. 2024188 Rg.-Datum 28.06.2024",
        "40:Gesamtbetrag | 480:11,90 EUR",
    ]);
    assert_eq!(number(&reading), Some("2024188"));
    assert_eq!(day(&reading).as_deref(), Some("2024-06-28"));
}

#[test]
fn a_credit_note_has_a_number_and_a_day_of_its_own() {
    let reading = read(&[
        "40:Gutschrift",
        "300:Belegnr. | 420:GS-2400418",
        "300:Buchungsdatum | 420:30.05.2024",
        "300:zu Rechnung | 420:RE-2403977",
        "300:Rechnung vom | 420:07.05.2024",
    ]);
    assert_eq!(number(&reading), Some("GS-2400418"));
    assert_eq!(day(&reading).as_deref(), Some("2024-05-30"));
}

#[test]
fn a_head_of_two_labels_stands_over_a_number_and_its_day() {
    let reading = read(&[
        "40:Rechnung",
        "40:Nummer/Datum | 300:Bestellung/Datum",
        "40:90187425 / 19.04.2024 | 300:4500033819 / 02.04.2024",
    ]);
    assert_eq!(number(&reading), Some("90187425"));
    assert_eq!(day(&reading).as_deref(), Some("2024-04-19"));
}

#[test]
fn money_that_is_fetched_by_the_bank_has_a_due_day() {
    for line in [
        "40:Wir buchen den Betrag zum 13.09.2024 per Lastschrift ab.",
        "40:The amount will be charged to your card on 13 September 2024.",
        "40:TTC, prélevés le 13 septembre 2024",
        "40:Bonifico bancario entro il 13 settembre 2024: conto 5",
    ] {
        let reading = read(&["40:Invoice No. 77", "40:Date: 2024-09-04", line]);
        assert_eq!(due(&reading).as_deref(), Some("2024-09-13"), "{line}");
    }
}

#[test]
fn a_payment_that_was_made_is_no_due_day() {
    let reading = read(&["40:Invoice No. 77", "40:Date: 2024-09-04", "40:Bezahlt mit Karte am 05.09.2024"]);
    assert_eq!(due(&reading), None);
}

#[test]
fn two_languages_of_a_label_are_one() {
    let reading = read(&[
        "40:Manifatture Rossi S.p.A.",
        "40:P.IVA IT00743110157",
        "",
        "40:FATTURA / INVOICE",
        "40:Numero / Number | 200:PF-118",
        "40:Data / Date | 200:2 dicembre 2024",
        "40:Cliente / Customer | 200:Boutique Lumina Sagl",
    ]);
    assert_eq!(number(&reading), Some("PF-118"));
    assert_eq!(day(&reading).as_deref(), Some("2024-12-02"));
    assert_eq!(buyer(&reading), Some("Boutique Lumina Sagl"));
}

#[test]
fn an_account_that_a_narrow_column_broke_is_put_together() {
    let reading = read(&["40:IBAN", "40:DE893704004405", "40:32013000"]);
    assert_eq!(reading.iban.as_ref().map(|f| f.value.as_str()), Some("DE89370400440532013000"));
}

#[test]
fn what_is_passed_on_without_tax_is_no_tax() {
    let reading = read(&[
        "40:Facture n° 24/019 | 300:le 29 janvier 2024",
        "40:Total honoraires H.T. | 480:1 714,30 €",
        "40:T.V.A. 20,00 % | 480:342,86 €",
        "40:Débours non soumis à TVA | 480:13,00 €",
        "40:Total T.T.C. | 480:2 070,16 €",
    ]);
    let money = |found: &Option<extract::Found<i64>>| found.as_ref().map(|f| f.value);
    assert_eq!(money(&reading.tax), Some(3_428_600));
    assert_eq!(money(&reading.gross), Some(20_701_600));
}

#[test]
fn words_between_a_label_and_its_number_are_passed_over() {
    let reading =
        read(&["40:Verein Wasserfreunde von 1921 e.V.", "40:unsere Steuernummer lautet 22/205/06127"]);
    assert_eq!(seller(&reading), Some("Verein Wasserfreunde von 1921 e.V."));
    assert_eq!(reading.seller.tax_ids.first().map(|id| id.value.value.as_str()), Some("2220506127"));
}

#[test]
fn a_brand_gives_way_to_the_name_of_the_company() {
    let reading = read(&[
        "40:nordfunk",
        "",
        "",
        "40:nordfunk Mobil GmbH, 20088 Hamburg | 380:Ihre Rechnung für | 480:August 2024",
        "40:Herrn | 380:Rechnungsnummer | 480:8 114 907 336",
        "40:Torben Iwersen | 380:Rechnungsdatum | 480:04.09.2024",
        "40:Op de Höh 15",
        "40:25524 Itzehoe",
        "",
        "40:Leistungen der nordfunk Mobil GmbH (netto) | 480:57,93 €",
        "40:Umsatzsteuer 19 % | 480:11,01 €",
        "40:Rechnungsbetrag nordfunk | 480:68,94 €",
    ]);
    assert_eq!(seller(&reading), Some("nordfunk Mobil GmbH"));
    assert_eq!(buyer(&reading), Some("Torben Iwersen"));
    assert_eq!(number(&reading), Some("8 114 907 336"));
}
