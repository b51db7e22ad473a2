//! Who sells and who buys where a brand, a footer or a second line says it.

mod page;

use extract::Reading;
use page::read;

fn seller(reading: &Reading) -> Option<&str> {
    reading.seller.name.as_ref().map(|f| f.value.as_str())
}

fn buyer(reading: &Reading) -> Option<&str> {
    reading.buyer.name.as_ref().map(|f| f.value.as_str())
}

/// The seller of a letter with this head and this footer.
fn seller_of(head: &str, footer: &[&str]) -> Option<String> {
    let mut lines =
        vec![head, "", "", "300:Coleridge Books Ltd", "300:14 Mill Lane", "300:20457 Hamburg", ""];
    lines.extend([
        "40:Invoice no. 4711",
        "40:Date 05.06.2024",
        "40:Widgets | 480:100,00",
        "40:Total | 480:100,00",
    ]);
    lines
        .extend(["", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", "", ""]);
    lines.extend(footer);
    seller(&read(&lines)).map(str::to_owned)
}

#[test]
fn a_sentence_names_the_company_behind_a_brand() {
    let cases = [
        (
            "La Mesa est une enseigne de DURAND TRAITEUR SARL, 31 rue Nicolas, 49290 Chalonnes",
            "DURAND TRAITEUR SARL",
        ),
        ("Printo is een handelsnaam van Drukhuis Noord B.V. · KvK 66044718", "Drukhuis Noord B.V."),
        (
            "Pixo is a trading name of Pixel Partners Limited, registered in England 0441772",
            "Pixel Partners Limited",
        ),
        ("Holzwurm ist eine Marke der Tischler Meier GmbH, HRB 4711", "Tischler Meier GmbH"),
        ("Verdi è un marchio di Alimentari Rossi S.r.l. - P.IVA 01234567890", "Alimentari Rossi S.r.l."),
        ("Sol es el nombre comercial de Energía Levante, S.L.", "Energía Levante, S.L."),
        ("Fixit is a division of Greater Repairs, Inc.", "Greater Repairs, Inc."),
        ("Skog är ett varumärke från Nordiska Trävaror AB", "Nordiska Trävaror AB"),
    ];
    for (line, name) in cases {
        let brand = line.split(' ').next().unwrap_or_default();
        let head = format!("40:{}", brand.to_uppercase());
        assert_eq!(seller_of(&head, &[&format!("40:{line}")]).as_deref(), Some(name), "{line}");
    }
}

#[test]
fn a_company_that_trades_under_a_brand_keeps_its_own_name() {
    for line in
        ["Pixel Partners Ltd trading as Pixo", "Pixel Partners Ltd t/a Pixo", "Pixel Partners Ltd d/b/a Pixo"]
    {
        let head = format!("40:{line}");
        assert_eq!(seller_of(&head, &[]).as_deref(), Some("Pixel Partners Ltd"), "{line}");
    }
}

#[test]
fn a_brand_gives_way_to_the_company_beside_the_register() {
    let footers: [(&[&str], &str); 6] = [
        (&["40:Hochfeld Gastronomie KG · HRA 4417 · USt-IdNr. DE123456788"], "Hochfeld Gastronomie KG"),
        (
            &["40:Carter & Lowe Staffing Limited. Registered in England 08841177. VAT No. GB918447010"],
            "Carter & Lowe Staffing Limited",
        ),
        (&["40:Société Martin SAS – RCS Rennes 418 772 034 – TVA FR50418772034"], "Société Martin SAS"),
        (&["40:Grøn Energi ApS", "40:CVR-nr. 71781852", "40:IBAN DK5000400440116243"], "Grøn Energi ApS"),
        (
            &[
                "40:Kowalski i Synowie sp. z o.o.",
                "40:NIP 5260250274",
                "40:Konto PL61109010140000071219812874",
            ],
            "Kowalski i Synowie sp. z o.o.",
        ),
        (
            &[
                "40:Kontoinhaber: Talhof Energie GmbH | 300:Sparkasse Talheim AG",
                "40:IBAN DE89370400440532013000",
            ],
            "Talhof Energie GmbH",
        ),
    ];
    for (footer, name) in footers {
        let said = seller_of("40:sonnenschein", footer).unwrap_or_default();
        assert_eq!(said.trim_end_matches('.'), name.trim_end_matches('.'), "{footer:?}");
    }
}

#[test]
fn letters_are_the_initials_of_a_name_over_two_lines() {
    let reading = read(&[
        "300:Westfälische Verkehrs-Logistik",
        "300:Hansen & Nolte GmbH & Co. KG",
        "300:Füllenstr. 180, 32051 Herford",
        "40:WVL",
        "",
        "40:Küchen Sundern AG",
        "40:Lange Straße 77",
        "40:32257 Bünde",
        "",
        "40:Rechnung Nr. 25-03-11877 vom 31.03.2025",
        "40:Gesamtsumme EUR | 480:1.086,83",
    ]);
    assert_eq!(seller(&reading), Some("Westfälische Verkehrs-Logistik Hansen & Nolte GmbH & Co. KG"));
    assert_eq!(buyer(&reading), Some("Küchen Sundern AG"));
}

#[test]
fn legal_forms_of_many_countries_stay_with_the_name() {
    let names = [
        "SASU Échelle Conseil",
        "S.A.R.L. Pujol et Rey",
        "SCOP SARL Les Menuisiers",
        "Gestoria Puig i Associats, SLP",
        "Bakkerij Peeters srl/bv",
        "Filmhaus Produktion UG (haftungsbeschränkt)",
        "Hedlund & Schakt AB",
        "Holt & Brinker PartG mbB",
        "Fenton Legal P.L.L.C.",
        "Garden Works inc.",
        "Studio Legno Sagl",
        "Umgeni Feeds (Pty) Ltd",
        "Alpenbau Huber OG",
        "Kovács és Társa Kft.",
        "Novák stavby s.r.o.",
        "Ozols SIA",
        "Baltic Trade UAB",
        "PT Maju Jaya",
        "Comercial Andina S.A. de C.V.",
        "Silva & Filhos, Lda.",
        "Norsk Fisk AS",
        "Metalne konstrukcije d.o.o.",
        "Murphy Plant Hire DAC",
        "Shree Metals Pvt. Ltd.",
    ];
    for name in names {
        let lines =
            [&format!("40:{name}"), "40:Main Road 5", "40:VAT ID DE123456788", "", "40:Invoice no. 4711"];
        let reading = read(&lines.map(|l| l as &str));
        assert_eq!(seller(&reading).map(|s| s.trim_end_matches('.')), Some(name.trim_end_matches('.')));
    }
}

#[test]
fn a_court_is_no_legal_form_and_a_partner_is_not_the_seller() {
    let footer = [
        "40:Tannen Verpackungen GmbH & Co. KG, AG Oldenburg HRA 4471",
        "40:phG: Tannen Verwaltungs GmbH, AG Oldenburg HRB 6618",
        "40:USt-IdNr. DE123456788",
    ];
    assert_eq!(seller_of("40:TANNPACK", &footer).as_deref(), Some("Tannen Verpackungen GmbH & Co. KG"));
}

#[test]
fn a_bank_the_post_and_a_maker_of_software_are_not_the_seller() {
    let footer = [
        "40:Bankverbindung: Raiffeisenbank Talheim AG, IBAN DE89370400440532013000",
        "40:Österreichische Post AG · Info.Mail Entgelt bezahlt",
        "40:Erstellt mit Fakturio Software GmbH",
        "40:Lindner Feinkost e.K. · USt-IdNr. DE123456788 · HRA 991",
    ];
    assert_eq!(seller_of("40:lindners", &footer).as_deref(), Some("Lindner Feinkost e.K."));
}

#[test]
fn a_brand_beside_two_companies_is_not_accepted() {
    let footer = ["40:Arden Retail Ltd, VAT No. GB918447010", "40:Borrow Payments Ltd, VAT No. GB123456789"];
    let mut lines =
        vec!["40:SHOPPER", "", "40:Invoice no. 4711", "40:Date 05.06.2024", "40:Total | 480:100,00"];
    lines.extend(footer);
    let reading = read(&lines);
    assert!(!reading.accept);
    assert!(reading.problems.iter().any(|p| p.contains("seller")), "{:?}", reading.problems);
}

#[test]
fn the_receiver_of_a_letter_is_named_whatever_stands_in_the_address() {
    let cases: [(&[&str], &str); 7] = [
        (
            &["Gemeinschaftspraxis", "Dres. Feld & Iyas", "Venloer Straße 11", "50829 Köln"],
            "Gemeinschaftspraxis Dres. Feld & Iyas",
        ),
        (&["LANDWIRT", "HEINER TEPE", "BOEEN 14", "49624 LOENINGEN"], "HEINER TEPE"),
        (&["The Smugglers Galley", "12 South Quay Hill", "PADSTOW", "PL28 8BY"], "The Smugglers Galley"),
        (
            &["Calder Cold Store Ltd", "Accounts Payable", "Wakefield Europort", "Normanton WF10 5QH"],
            "Calder Cold Store Ltd",
        ),
        (
            &["Gourmet La Victoria, S.L.", "C/ Carretería, 61", "29008 MÁLAGA", "N.I.F. B29771201"],
            "Gourmet La Victoria, S.L.",
        ),
        (
            &["Papeterie du Lac SA", "Service comptabilité", "BP 14", "35130 LA GUERCHE"],
            "Papeterie du Lac SA",
        ),
        (
            &["Sejlklubben Ballen", "Att.: Flemming Toft", "Skipperlyvej 22", "8305 Samsø"],
            "Sejlklubben Ballen",
        ),
    ];
    for (address, name) in cases {
        let mut lines: Vec<String> =
            vec!["40:Penhall Supplies GmbH".into(), "40:Uferweg 3, 20457 Hamburg".into()];
        lines.extend(["40:Tel: 01637 550 118".to_owned(), String::new(), String::new()]);
        lines.extend(address.iter().map(|line| format!("320:{line}")));
        lines.extend(["", "40:Invoice no. 4711", "40:Client ref. | 200:CAL-DRV"].map(String::from));
        lines.push("40:Total | 480:100,00".into());
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let reading = read(&lines);
        assert_eq!(buyer(&reading), Some(name));
        assert_eq!(seller(&reading), Some("Penhall Supplies GmbH"), "{name}");
    }
}

#[test]
fn a_number_behind_bill_to_does_not_hide_the_name_below() {
    let reading = read(&[
        "40:Supplier | 300:Invoice No. : 9124004471",
        "40:Deccan Flow Controls Limited",
        "",
        "40:Bill To : 0000118842 | 300:Ship To :",
        "40:Narmada Fertilisers & Chemicals Ltd | 300:Central Stores, Gate 3",
        "40:Bharuch 392015, Gujarat | 300:Bharuch 392015, Gujarat",
    ]);
    assert_eq!(buyer(&reading), Some("Narmada Fertilisers & Chemicals Ltd"));
}

#[test]
fn a_state_behind_a_town_is_no_legal_form() {
    let reading = read(&[
        "40:Maple Street Auto Body | 400:INVOICE",
        "40:12 Maple Street",
        "40:Denver, CO 80014",
        "40:Phone: 303-555-0188",
        "",
        "40:Invoice no. 4711 | 300:Denver, CO",
    ]);
    assert_eq!(seller(&reading), Some("Maple Street Auto Body"));
}

#[test]
fn the_word_for_an_owner_is_no_part_of_his_name() {
    let reading = read(&[
        "40:Obst- und Gemüsegroßhandel | 240:Inh. Fruchthalle Garrel GmbH",
        "",
        "40:Rechnung Nr. 4711",
        "40:Total | 480:100,00",
        "",
        "40:Fruchthalle Garrel GmbH | 300:Amtsgericht Oldenburg HRB 2117",
    ]);
    assert_eq!(seller(&reading), Some("Fruchthalle Garrel GmbH"));
}

#[test]
fn a_currency_that_another_rivals_is_not_certain() {
    let currency = |lines: &[&str]| {
        let reading = read(lines);
        reading.currency.map(|found| (found.value, found.confidence > 0.8))
    };
    let freight = "40:On-carriage | 200:GBP 145.00 | 480:169,68";
    let total = "40:Total EUR | 480:797,70";
    assert_eq!(currency(&["40:Rechnung 4711", total]), Some(("EUR".into(), true)));
    let bank = "40:Commerzbank (EUR) | 300:Barclays (GBP) | 480:GBP";
    assert_eq!(currency(&["40:Rechnung 4711", freight, total, bank]).map(|found| found.1), Some(false));
}

#[test]
fn companies_may_be_called_as_what_they_are() {
    let reading = read(&[
        "40:Invoice A-123 | 400:Date 2025-01-15",
        "40:Supplier",
        "40:Proveedor Ejemplo S.A.",
        "40:Av. Corrientes 1234, Buenos Aires",
        "40:Customer",
        "40:Cliente Comercial S.R.L.",
        "40:Av. Santa Fe 2500, Buenos Aires",
        "40:Total | 480:1.210,00",
    ]);
    let name = |found: &Option<extract::Found<String>>| found.as_ref().map(|f| f.value.clone());
    assert_eq!(name(&reading.seller.name).as_deref(), Some("Proveedor Ejemplo S.A."));
    assert_eq!(name(&reading.buyer.name).as_deref(), Some("Cliente Comercial S.R.L."));
}
