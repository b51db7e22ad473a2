//! What recognition loses of a page, and what the rest of the page says of it.

mod page;

use extract::{Found, Hints, Reading};
use page::{page, read};
use reading::{Document, Page, Source};

/// A page of a scan; a word with a "?" behind it was read badly.
fn picture(lines: &[&str]) -> Page {
    let mut page = page(lines);
    page.source = Source::Ocr;
    for word in &mut page.words {
        let bad = word.text.len() > 1 && word.text.ends_with('?');
        word.confidence = if bad { 0.3 } else { 0.95 };
        word.text.truncate(word.text.len() - usize::from(bad));
    }
    page
}

fn look(page: Page) -> Reading {
    extract::read(&Document { pages: vec![page], ..Document::default() }, &Hints::default())
}

fn scan(lines: &[&str]) -> Reading {
    look(picture(lines))
}

fn sums(reading: &Reading) -> [Option<i64>; 3] {
    let value = |found: &Option<Found<i64>>| found.as_ref().map(|f| f.value / 100);
    [value(&reading.net), value(&reading.tax), value(&reading.gross)]
}

fn doubts(reading: &Reading, word: &str) -> bool {
    reading.problems.iter().any(|problem| problem.contains(word))
}

const ITEMS: [&str; 6] = [
    "40:Kowal Press GmbH | 400:Invoice 4711/2024",
    "40:Issue date 2024-03-05",
    "40:Description | 300:Price | 480:Total",
    "40:Work | 300:€ 48,00 | 480:€ 4.800,00",
    "40:Print | 300:€ 1,72 | 480:€ 172,50",
    "40:Sum | 140:€ 4.972,50",
];

fn with<'a>(first: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    first.iter().chain(more).copied().collect()
}

#[test]
fn lines_of_taxes_outside_of_a_table_say_what_a_lost_total_was() {
    let lines = [
        "40:Tax | 140:€1025525?",
        "40:wo pa? | 140:€ 5.997,75",
        "40:Something",
        "40:VAT | 140:€ 4.800,00 | 240:21,0% | 340:€ 1.008,00",
        "140:€ 172,50 | 240:10,0% | 340:€ 17,25",
    ];
    let reading = scan(&with(&ITEMS, &lines));
    assert_eq!(sums(&reading), [Some(497_250), Some(102_525), Some(599_775)]);
    let rates: Vec<Option<i64>> = reading.taxes.iter().map(|tax| tax.rate).collect();
    assert_eq!(rates, [Some(210_000), Some(100_000)]);
}

#[test]
fn the_title_of_a_table_of_taxes_is_the_head_of_no_column() {
    let lines = [
        "40:Taxes",
        "40:Base | 140:Rate | 200:Exemption | 300:Amount",
        "40:4.972,50 | 200:VATEX-EU-IC | 300:0,00",
    ];
    let sums = ["40:Tax | 140:€0,00", "40:Total to pay | 140:€4.972,50", ""];
    let reading = read(&with(&with(&ITEMS, &sums), &lines));
    assert!(!doubts(&reading, "totals"), "its base is no tax: {:?}", reading.problems);
}

#[test]
fn a_total_without_its_marks_is_what_two_others_say() {
    let lines = ["40:Tax | 140:€ 1.044,23", "40:Total to pay | 140:£6016)73?"];
    let reading = scan(&with(&ITEMS, &lines));
    assert_eq!(sums(&reading), [Some(497_250), Some(104_423), Some(601_673)]);
    assert!(doubts(&reading, "totals"), "it proves nothing");
    let gross = reading.gross.expect("a gross");
    assert_eq!(gross.text, "£6016)73");
    assert!(gross.confidence <= 0.6);
    let other = scan(&with(&ITEMS, &["40:Tax | 140:€ 1.044,23", "40:Total to pay | 140:£7716)73?"]));
    assert_ne!(sums(&other)[2], Some(601_673), "two figures are others");
}

#[test]
fn a_tax_that_is_printed_twice_is_read_where_its_marks_were_lost() {
    let lines = [
        "40:Tax | 140:£€360,20?",
        "40:Total | 140:€ 5.332,70",
        "40:VAT | 140:€ 4.962,50 | 240:ae? | 340:€ 360,20",
    ];
    let reading = scan(&with(&ITEMS, &lines));
    assert_eq!(sums(&reading), [Some(497_250), Some(36_020), Some(533_270)]);
}

#[test]
fn a_net_does_not_take_the_place_of_a_lost_gross() {
    let lines = ["40:Tax 21% | 140:€ 1.044,23", "40:wo pa?"];
    let reading = scan(&with(&ITEMS, &lines));
    assert_eq!(sums(&reading), [Some(497_250), Some(104_423), Some(601_673)]);
    assert!(doubts(&reading, "totals"), "the gross is not printed");
    assert_ne!(sums(&read(&with(&ITEMS, &lines[..1])))[2], Some(601_673), "in print nothing is lost");
    // A surcharge has a rate of its own, and the tax is that of both.
    let both = ["40:Tax | 140:€ 1.302,80", "40:21,0% + 5,2%"];
    assert_eq!(sums(&scan(&with(&ITEMS, &both)))[2], Some(627_530));
}

#[test]
fn a_minus_that_one_total_has_all_have() {
    let reading = scan(&[
        "40:Kowal Press GmbH | 400:Gutschrift 4711/2024",
        "40:Menge | 100:Beschreibung | 300:Preis | 480:Betrag",
        "40:1 | 100:Honig | 300:-5,00 | 475:-5,00",
        "40:1 | 100:Senf | 300:-2,90 | 475:-2,90",
        "40:Positionssumme | 475:-7,90",
        "40:Gesamtbetrag der Abschläge | 480:0,23",
        "40:Steuerbetrag | 480:1,12",
        "40:Zahlbetrag | 480:8,79",
    ]);
    assert_eq!(sums(&reading), [Some(-767), Some(-112), Some(-879)]);
    assert!(!reading.accept);
}

#[test]
fn what_prints_a_tax_is_not_taken_for_untaxed() {
    let lines = ["40:VAT | 140:€ 11,36", "40:Exemption N4", "40:Total to pay | 140:€ 4.972,50"];
    assert!(doubts(&scan(&with(&ITEMS, &lines)), "totals"));
}

#[test]
fn a_long_stroke_behind_an_amount_is_no_minus() {
    let reading = scan(&with(&ITEMS, &["40:Tax 21% | 140:€ 1.044,23—", "40:Total to pay | 140:€ 6.016,73—"]));
    assert_eq!(sums(&reading), [Some(497_250), Some(104_423), Some(601_673)]);
}

#[test]
fn a_box_that_is_too_high_stays_in_its_line() {
    let lines = [
        "40:Kowal Press GmbH",
        "40:Invoice 4711/2024",
        "40:Steuernummer: | 240:201/113/40209",
        "40:USt-IdNr.: | 240:DE136695976",
    ];
    let mut page = picture(&lines);
    for label in page.words.iter_mut().filter(|w| w.text.ends_with(':')) {
        (label.area.y0, label.area.y1) = (label.area.y0 - 4.5, label.area.y1 + 4.5);
    }
    let ids: Vec<String> = look(page).seller.tax_ids.iter().map(|id| id.value.value.clone()).collect();
    assert!(ids.contains(&"DE136695976".to_owned()), "{ids:?}");
    assert!(ids.contains(&"20111340209".to_owned()), "{ids:?}");
}

#[test]
fn a_name_that_lost_its_accents_is_looked_at() {
    let lines = |name: &'static str| {
        [
            name,
            "40:VAT no. ESB28774008",
            "40:Invoice number 4711/2024",
            "40:Issue date 2024-03-05",
            "40:Net EUR | 480:1.800,00",
            "40:VAT 21% | 480:378,00",
            "40:Total EUR | 480:2.178,00",
        ]
    };
    assert!(!doubts(&scan(&lines("40:Biz Iberia S.L.")), "hard to read"));
    assert!(doubts(&scan(&lines("40:Biz Espana S.L.")), "hard to read"));
    assert!(doubts(&scan(&lines("40:Biz Construccion S.L.")), "hard to read"));
    // A whole page in a language that has them, and none of them anywhere.
    let german = |more: &'static str| {
        let mut lines = vec![
            "40:Kowal Druck GmbH | 400:Rechnung 4711/2024",
            "40:Rechnungsdatum: 05.03.2024",
            "40:Nettobetrag EUR | 480:1.800,00",
            "40:Umsatzsteuer 19% | 480:342,00",
            "40:Gesamtbetrag EUR | 480:2.142,00",
        ];
        lines.extend([more; 4]);
        doubts(&scan(&lines), "hard to read")
    };
    assert!(german("40:Der Betrag ist nach Erhalt der Ware ohne Abzug zahlbar, fur Fragen sind wir da"));
    assert!(!german("40:Der Betrag ist nach Erhalt der Ware ohne Abzug zahlbar, für Fragen sind wir da"));
}

#[test]
fn a_five_that_looks_like_a_dollar_is_no_currency() {
    let reading = scan(&[
        "40:Kowal Druck GmbH | 400:Rechnung 4711/2024",
        "40:Rechnungsdatum: 05.03.2024",
        "40:Zahlbar ohne Abzug innerhalb von 30 Tagen nach Erhalt der Ware für Sie und uns",
        "40:Nettobetrag | 480:1.800,00",
        "40:Umsatzsteuer 19% | 480:342,00",
        "40:Kundennummer | 480:$5.232,10?",
        "40:Gesamtbetrag | 480:2.142,00",
    ]);
    assert_eq!(reading.currency.map(|f| f.value).as_deref(), Some("EUR"));
}

#[test]
fn an_account_is_mended_where_its_check_digits_allow_one_reading() {
    let iban = |line: &'static str| scan(&["40:Rechnung 4711", line]).iban.map(|f| f.value);
    for line in [
        "40:IBAN: 0E89 37O4 0044 O532 O13O 00",
        "40:IBAN: DE8937O40O44O532013O00",
        "40:Bank DE89370400440532O13000",
    ] {
        assert_eq!(iban(line).as_deref(), Some("DE89370400440532013000"), "{line}");
    }
    assert_eq!(iban("40:IBAN: FROG11554521583800846214349").as_deref(), Some("FR0611554521583800846214349"));
    // Printed with check digits that are wrong: the form of the country alone says what the letters are.
    assert_eq!(iban("40:IBAN: DEI2 1234 5678 9012 3456 78").as_deref(), Some("DE12123456789012345678"));
    assert_eq!(iban("40:IBAN: DEI12 1234 4321 9876 00").as_deref(), Some("DE1212344321987600"));
}

#[test]
fn a_tax_that_nobody_could_read_follows_from_the_others_and_is_doubted() {
    let lines = |gross: &'static str| {
        [
            "40:Fietswinkel Kowal B.V. | 400:Factuurnummer 176696",
            "40:Datum 11-05-2024",
            "40:Omschrijving | 300:Prijs | 480:Bedrag",
            "40:Onderhoud | 300:€ 1.346,82 | 480:€ 1.346,82",
            "40:Bedrag exclusief btw | 480:€ 1.346,82",
            "40:BTW | 480:CTL?",
            gross,
        ]
    };
    let reading = scan(&lines("40:Totaal | 480:€ 1.468,03"));
    assert_eq!(sums(&reading), [Some(134_682), Some(12_121), Some(146_803)]);
    assert!(!reading.accept);
    // A cent more is the share of no rate.
    assert_ne!(sums(&scan(&lines("40:Totaal | 480:€ 1.468,04")))[1], Some(12_122));
}

#[test]
fn a_stroke_before_a_fiscal_year_is_no_letter() {
    let number = |text: &str| {
        let line = format!("40:Kowal Press GmbH | 400:Invoice No. {text}");
        let found = scan(&[&line, "40:Date 2024-03-05", "40:Total | 140:€ 100,00"]).number;
        found.map(|found| found.value).unwrap_or_default()
    };
    assert_eq!(number("KAI26-27/38002"), "KA/26-27/38002");
    assert_eq!(number("KAI26-27138002"), "KA/26-27/38002");
    assert_eq!(number("Fl/22-23/79844"), "FI/22-23/79844");
    for other in ["SI26-27/38002", "KAI26-28/38002", "KAI26-27-38002", "KA/26-27/38002"] {
        assert_eq!(number(other), other);
    }
}

#[test]
fn a_name_has_the_accents_that_it_has_elsewhere() {
    let reading = scan(&[
        "40:Uslugi Remontowe Kowal Sp. z o.o. | 400:Faktura 4711/2024",
        "40:Data wystawienia 2024-03-05",
        "40:Suma: | 140:100,00 zł",
        "40:Usługi Remontowe Kowal Sp. z o.o. | 400:NIP 5260250995",
    ]);
    let name = reading.seller.name.map(|name| name.value).unwrap_or_default();
    assert!(name.starts_with("Usługi Remontowe Kowal"), "{name}");
}

#[test]
fn the_sign_of_the_rupee_is_no_figure() {
    let lines = |total: &'static str| {
        [
            "40:Om Sai Enterprises | 400:Invoice No. 15930",
            "40:GSTIN: 27AAPFU0939F1ZV | 400:Date 30/09/2024",
            "40:Description | 300:Rate | 480:Amount",
            "40:Cotton fabric | 300:522.26 | 480:522.26",
            "40:Annual support | 300:726.64 | 480:2726.64?",
            "40:Taxable Amount | 480:21,248.90?",
            "40:CGST @ 6% | 480:274.93?",
            "40:SGST @ 6% | 480:274.93?",
            total,
        ]
    };
    let reading = scan(&lines("40:Grand Total | 480:1,398.76"));
    assert_eq!(sums(&reading), [Some(124_890), Some(14_986), Some(139_876)]);
    assert!(!reading.accept);
    assert_ne!(sums(&scan(&lines("40:Grand Total | 480:1,398.70")))[0], Some(124_890));
}

#[test]
fn of_several_taxes_one_may_be_lost() {
    let lines = |rate: &'static str| {
        [
            "40:Pasticceria Kowal S.r.l. | 400:Fattura 109651",
            "40:Data 05/02/2026",
            "40:Descrizione | 300:Prezzo | 480:Importo",
            "40:Posa pavimento | 300:197,06 | 480:197,06",
            "40:Torta nuziale | 300:195,45 | 480:195,45",
            "40:Totale imponibile | 480:392,51 €",
            "40:IVA 22% | 480:43,00 €",
            rate,
            "40:Totale | 480:455,22 €",
        ]
    };
    let reading = scan(&lines("40:IVA 10% | 480:LOTTE?"));
    assert_eq!(sums(&reading), [Some(39_251), Some(6_271), Some(45_522)]);
    assert!(!reading.accept);
    // 15.98 % is no share between these.
    assert_ne!(sums(&scan(&lines("40:IVA 20% | 480:LOTTE?")))[1], Some(6_271));
}

#[test]
fn a_currency_with_a_slip_is_no_other_and_is_not_sure() {
    let lines = |code: &'static str| {
        let line = format!("40:Währung: {code}");
        scan(&["40:Kowal Press AG | 400:Rechnung 4711", &line, "40:Summe | 140:100,00"]).currency
    };
    let found = lines("GBR").expect("a currency");
    assert!(found.value == "GBP" && found.confidence < 0.7, "{found:?}");
    assert_ne!(lines("XYZ").map(|found| found.value).as_deref(), Some("GBP"));
}

#[test]
fn a_gstin_is_told_from_its_check_digit() {
    let id = |text: &str| {
        let line = format!("40:GSTIN: {text}");
        let found = scan(&["40:Om Sai Enterprises | 400:Invoice No. 15930", &line]).seller.tax_ids;
        found.first().map(|id| id.value.value.clone()).unwrap_or_default()
    };
    assert_eq!(id("27AAPFUO939F1ZV"), "27AAPFU0939F1ZV");
    assert_eq!(id("27AAPFU0939F1ZV"), "27AAPFU0939F1ZV");
}

#[test]
fn lines_of_two_columns_need_not_be_level() {
    let mut page = picture(&[
        "40:Kaltenbach Software AG",
        "40:Petra Zimmermann",
        "40:Industriestr. 88",
        "40:50667 Köln",
        "40:Rechnung 58246 vom 09.01.2022",
        "40:Summe | 140:100,00 €",
    ]);
    // Half a line below the others, and its value a little more.
    let mut due = picture(&["400:Zahlbar | 400:", "400:Fälligkeit: | 500:23.02.2022"]).words;
    due.retain(|word| word.area.y0 > 50.0);
    for (at, word) in due.iter_mut().enumerate() {
        let drop = 4.5 + at as f32 * 0.6;
        (word.area.y0, word.area.y1) = (word.area.y0 + drop, word.area.y1 + drop);
    }
    page.words.extend(due);
    let due = look(page).due_date.map(|due| due.value.date.to_string());
    assert_eq!(due.as_deref(), Some("2022-02-23"));
}

#[test]
fn totals_of_one_rate_are_not_those_of_all() {
    let lines = |sum: &'static str| {
        [
            "40:Kowal Press GmbH | 400:Rechnungskorrektur RK21012345",
            "40:Datum 16.09.2013",
            "200:Nettobetrag | 300:MwSt-Betrag | 400:MwSt-% | 480:Endbetrag",
            "210:-4,85 | 310:-0,92 | 405:19,0 | 490:-5,77",
            "210:-2,82 | 310:-0,20 | 405:7,0 | 490:3,02?",
            sum,
        ]
    };
    let reading = scan(&lines("210:-7,67 | 310:17,12? | 405:EUR | 490:8729?"));
    assert_eq!(sums(&reading), [Some(-767), Some(-112), Some(-879)]);
    assert!(!reading.accept);
    // What is printed below is no sum of the two.
    assert_ne!(sums(&scan(&lines("210:-7,97 | 310:17,12? | 405:EUR | 490:8729?")))[0], Some(-767));
}
