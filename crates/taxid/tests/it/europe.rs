//! VAT numbers, registers, accounts and references. Numbers are of public imprints or of the authorities' own
//! papers; python-stdnum, another program, says the same of each.
use taxid::{Fault, bic, company, iban, iban_length, ifsc, reference, vat};

const RIGHT: &[&str] = &[
    "NL810433941B01",
    "FR60421938861",
    "DE232446240",
    "IE9825613N",
    "PL7740001454",
    "ATU13585627",
    "BE0403019261",
    "LU26375245",
    "BG 175 074 752",
    "CY-10259033P",
    "CZ 25123891",
    "DK 13585628",
    "EE 100 931 558",
    "EL 094259216",
    "ES B-58378431",
    "ES 54362315-K",
    "FI 20774740",
    "FR 83, 404 833 048",
    "GB 980 7806 84",
    "GB GD001",
    "XI 980780684",
    "HR 33392005961",
    "HU-12892312",
    "IE 6433435OA",
    "IT 00743110157",
    "LT 119511515",
    "LV 4000 3521 600",
    "MT 1167-9112",
    "PT 501 964 843",
    "RO 185 472 90",
    "SE 123456789701",
    "SI 5022 3054",
    "SK 202 274 96 19",
    "CHE-107.787.577 MWST",
    "NO 995 525 828 MVA",
    "GR 094259216",
    "be 0403.019.261",
    "BE 403019261",
];

#[test]
fn vat_numbers_are_read_in_any_spelling() {
    for text in RIGHT {
        assert!(vat(text).is_ok(), "{text}: {:?}", vat(text));
    }
    assert_eq!(vat("BE 403.019.261").unwrap().text(), "BE0403019261");
    assert_eq!(vat("GR094259216").unwrap().text(), "EL094259216");
    assert_eq!(vat("GR094259216").unwrap().iso(), "GR");
    assert_eq!(vat("CHE-107.787.577 MWST").unwrap().text(), "CHE107787577MWST");
}

#[test]
fn a_wrong_vat_number_says_what_is_wrong() {
    assert_eq!(vat("DE123456789"), Err(Fault::CheckDigit));
    assert_eq!(vat("GB123456789"), Err(Fault::CheckDigit));
    assert_eq!(vat("NL123456789B01"), Err(Fault::CheckDigit));
    assert_eq!(vat("DE12345678"), Err(Fault::Length));
    assert_eq!(vat("DE1234A6789"), Err(Fault::Form));
    assert_eq!(vat("US123456789"), Err(Fault::Unknown));
    assert_eq!(vat("CY12345678A"), Err(Fault::Component));
    assert_eq!(vat(""), Err(Fault::Length));
    assert_eq!(vat("DÉ123456789"), Err(Fault::Length));
}

#[test]
fn company_numbers_are_read() {
    for (country, name, text) in [
        ("FR", "siren", "552 008 443"),
        ("FR", "siret", "73282932000074"),
        ("IT", "codice_fiscale", "RCCMNL83S18D969H"),
        ("PL", "regon", "192598184"),
        ("SE", "orgnr", "556703-7485"),
        ("AU", "abn", "83 914 571 673"),
        ("AU", "acn", "004 085 616"),
        ("CA", "bn", "12302 6635 RC 0001"),
        ("NZ", "ird", "49-091-850"),
        ("US", "ein", "91-1144442"),
        ("BR", "cnpj", "16.727.230/0001-97"),
        ("SG", "uen", "197401143C"),
        ("MY", "sst", "W10-1808-32000123"),
        ("MY", "roc", "860671-D"),
        ("MY", "gst", "000306020352"),
        ("GB", "company_number", "SC123456"),
        ("DE", "steuernummer", "181/815/08155"),
        ("DE", "handelsregister", "HRB 12345 B"),
        ("NL", "kvk", "12345678"),
        ("CZ", "ico", "25596641"),
        ("ZA", "vat", "4140105208"),
    ] {
        let register = company::register(country, name).unwrap();
        assert!((register.read)(text).is_ok(), "{country} {name} {text}: {:?}", (register.read)(text));
    }
    assert_eq!(company::siren("552008444"), Err(Fault::CheckDigit));
    assert_eq!(company::ein("07-1144442"), Err(Fault::Component));
    assert_eq!(company::abn("99 999 999 999"), Err(Fault::CheckDigit));
}

#[test]
fn accounts_are_read() {
    // The IBAN registry's own examples, and those of the European Committee for Banking Standards.
    for text in [
        "NL50INGB0683251309",
        "GB82 WEST 1234 5698 7654 32",
        "DE89370400440532013000",
        "MT84MALT011000012345MTLCAST001S",
    ] {
        assert!(iban(text).is_ok(), "{text}");
    }
    assert_eq!(iban("DE12123456781234567890"), Err(Fault::CheckDigit));
    assert_eq!(iban("DE8937040044053201300"), Err(Fault::Length));
    assert_eq!(iban("ZZ89370400440532013000"), Err(Fault::Component));
    assert_eq!(iban("NL50123406832513090"), Err(Fault::Length));
    assert_eq!(iban_length("NO"), Some(15));
    assert_eq!(iban("NL50INGB0683251309").unwrap().printed(), "NL50 INGB 0683 2513 09");
    assert_eq!(bic("INGB NL 2A").as_deref(), Ok("INGBNL2A"));
    assert_eq!(bic("INGBXX2A"), Err(Fault::Component));
    assert_eq!(ifsc("SBIN0005943").as_deref(), Ok("SBIN0005943"));
    assert_eq!(ifsc("SBIN1005943"), Err(Fault::Form));
}

#[test]
fn references_are_read() {
    assert!(reference::rf("RF18 5390 0754 7034").is_ok());
    assert_eq!(reference::rf("RF19 5390 0754 7034"), Err(Fault::CheckDigit));
    assert!(reference::ogm("+++010/8068/17183+++").is_ok());
    assert_eq!(reference::ogm("010/8068/17184"), Err(Fault::CheckDigit));
    assert!(reference::qrr("21 00000 00003 13947 14300 09017").is_ok());
    assert_eq!(reference::qrr("21 00000 00003 13947 14300 09018"), Err(Fault::CheckDigit));
    assert!(reference::viite("1234561").is_ok());
    assert_eq!(reference::viite("1234562"), Err(Fault::CheckDigit));
    // 2345676 keeps modulus 10, 12345678903 keeps modulus 10 too.
    assert!(reference::kid("2345676").is_ok());
    assert!(reference::ocr("12345674").is_ok());
}

proptest::proptest! {
    #[test]
    fn no_text_breaks_a_reader(text in "\\PC{0,40}") {
        let _ = (vat(&text), iban(&text), bic(&text), ifsc(&text), reference::rf(&text), reference::ogm(&text));
        let _ = (reference::qrr(&text), reference::kid(&text), reference::viite(&text), taxid::find(&text));
        for register in company::REGISTERS {
            let _ = (register.read)(&text);
        }
    }

    #[test]
    fn no_prefix_breaks_a_reader(country in 0..31usize, text in "[0-9A-ZÄ*]{0,18}") {
        let country = taxid::vat::countries().nth(country).unwrap_or("DE");
        let _ = vat(&format!("{country}{text}"));
        for register in company::REGISTERS {
            let _ = (register.read)(&text);
        }
    }

    #[test]
    fn one_wrong_digit_breaks_an_iban(account in 0..10_000_000_000u64, at in 4..22usize, by in 1..10u8) {
        let plain = format!("3704004400{:08}", account % 100_000_000);
        let check = 98 - format!("{plain}131400").bytes().fold(0, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
        let text = format!("DE{check:02}{plain}");
        proptest::prop_assert!(iban(&text).is_ok());
        let mut wrong = text.into_bytes();
        wrong[at] = b'0' + (wrong[at] - b'0' + by) % 10;
        proptest::prop_assert_eq!(iban(&String::from_utf8(wrong).unwrap()), Err(Fault::CheckDigit));
    }
}
