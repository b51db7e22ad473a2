//! India. GSTINs are of public invoices and of the portal's papers; python-stdnum says the same of each. The hashes
//! are those that the National Informatics Centre signed.
use chrono::NaiveDate;
use taxid::india::{gstin::Kind, hsn, irn, pan::Holder, rate, state, unit};
use taxid::{Fault, FinancialYear, gstin, pan, repair};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date of a vector")
}

#[test]
fn gstins_are_read() {
    for text in [
        "06AABCO6063D1ZQ",
        "29AAFCC9980M1ZR",
        "06AAMCS8709B1ZA",
        "27AAPFU0939F1ZV",
        "12AAACI1681G1Z0",
        "29AAACL1838J1ZC",
        "33GSPTN0231G1ZM",
        "24AAACC1206D1ZM",
        "07AAACC1206D1ZI",
        "24AAGCI9537F1ZG",
        "20AAHCI0488C1Z1",
    ] {
        let read = gstin(text).unwrap();
        assert!(read.state().is_some() && read.pan().is_some() && read.kind == Kind::Business, "{text}");
    }
    let read = gstin(" 27 aapfu 0939 f1zv ").unwrap();
    assert_eq!((read.state_code(), read.pan(), read.entity()), ("27", Some("AAPFU0939F"), "1"));
}

#[test]
fn wrong_gstins_say_what_is_wrong() {
    for text in ["06AABCO6063D1ZR", "27AAPFU0939F1ZO", "37BZNPM9430M1KL", "03BZNPM9430M1KL"] {
        assert_eq!(
            gstin(text).map(|read| read.text),
            Err(if text.ends_with("KL") { Fault::Form } else { Fault::CheckDigit }),
            "{text}"
        );
    }
    assert_eq!(gstin("47AAACI1681G1Z0"), Err(Fault::Component));
    assert_eq!(gstin("27AAPFU0939F1Z"), Err(Fault::Length));
    assert_eq!(gstin("27AAPFUO939F1ZV"), Err(Fault::Form));
}

#[test]
fn a_misread_gstin_is_repaired_when_one_way_fits() {
    for (read, meant) in [
        ("27AAPFUO939F1ZV", "27AAPFU0939F1ZV"),
        ("27AAPFU0939FIZV", "27AAPFU0939F1ZV"),
        ("O6AABCO6O63D12Q", "06AABCO6063D1ZQ"),
        ("29AAFCC9980M1ZR", "29AAFCC9980M1ZR"),
        ("29AAFCC998OM1ZR", "29AAFCC9980M1ZR"),
    ] {
        assert_eq!(repair(read).map(|id| id.text).as_deref(), Some(meant), "{read}");
    }
    assert_eq!(repair("27AAPFU0939F1ZO").map(|id| id.text), None);
    assert_eq!(repair("27AAPFU0939F1Z"), None);
    assert_eq!(repair("ÄÖÜPFU0939F1ZVX"), None);
}

#[test]
fn pans_states_and_pins() {
    assert_eq!(pan("AABCO6063D").unwrap().holder, Holder::Company);
    assert_eq!(pan("AAPFU0939F").unwrap().holder, Holder::Firm);
    assert_eq!(pan("ABCDE1234F"), Err(Fault::Component));
    assert_eq!(pan("AAPFU0000F"), Err(Fault::Component));
    assert_eq!(state::by_name("Orissa").unwrap().code, "21");
    assert_eq!(state::by_name("ANDHRA PRADESH").unwrap().code, "37");
    assert_eq!(state::by_name("Jammu & Kashmir").unwrap().code, "01");
    assert_eq!(state::by_name("mh").unwrap().code, "27");
    assert!(state::by_name("Atlantis").is_none());
    let karnataka = state::by_code("29").unwrap();
    assert_eq!(state::has_pin(karnataka, "560 001"), Some(true));
    assert_eq!(state::has_pin(karnataka, "400001"), Some(false));
    assert_eq!(state::has_pin(karnataka, "4000"), None);
}

#[test]
fn goods_and_units() {
    assert!(hsn::hsn("8471 30 10").is_ok_and(|code| !code.is_service && code.chapter() == "84"));
    assert!(hsn::hsn("998313").is_ok_and(|code| code.is_service));
    assert_eq!(hsn::hsn("170002715"), Err(Fault::Length));
    assert_eq!(hsn::hsn("99831301"), Err(Fault::Length));
    assert_eq!(hsn::hsn("7712"), Err(Fault::Component));
    assert_eq!(hsn::fewest_digits(day("2024-05-01"), true, true), 6);
    assert_eq!(hsn::fewest_digits(day("2024-05-01"), false, false), 0);
    assert_eq!(unit::meaning("kgs"), Some("kilograms"));
}

#[test]
fn rates_follow_the_date() {
    use rate::Standing::{Ended, InForce, Never, NotYet, OnlyFor};
    let at = |rate, date, hsn| rate::standing(rate, day(date), hsn);
    assert!(matches!(at(1200, "2025-09-21", None), InForce(_)));
    assert!(matches!(at(1200, "2025-09-22", Some("8471")), Ended(_)));
    assert!(matches!(at(1200, "2025-10-01", Some("690100")), InForce(_)));
    assert!(matches!(at(2800, "2025-10-01", Some("24022010")), InForce(_)));
    assert!(matches!(at(2800, "2025-10-01", Some("8703")), Ended(_)));
    assert!(matches!(at(2800, "2026-02-01", Some("24022010")), Ended(_)));
    assert!(matches!(at(4000, "2025-09-21", None), NotYet(_)));
    assert!(matches!(at(4000, "2026-02-01", Some("24022010")), InForce(_)));
    assert!(matches!(at(1800, "2026-02-01", Some("240319")), InForce(_)));
    assert!(matches!(at(750, "2026-02-01", Some("8471")), Ended(_) | OnlyFor(_)));
    assert_eq!(at(1300, "2024-01-01", None), Never);
    assert_eq!(rate::ordinary(day("2025-10-01")), [0, 10, 25, 100, 150, 300, 500, 1800, 4000]);
    assert!(rate::may_carry_cess(day("2025-09-01"), Some("8703")));
    assert!(!rate::may_carry_cess(day("2025-10-01"), Some("8703")));
    assert!(rate::may_carry_cess(day("2026-01-31"), Some("2402")));
    assert!(!rate::may_carry_cess(day("2026-02-01"), Some("2402")));
}

#[test]
fn years_run_from_april() {
    assert_eq!(FinancialYear::of(day("2020-03-31")).to_string(), "2019-20");
    assert_eq!(FinancialYear::of(day("2020-04-01")).to_string(), "2020-21");
    assert_eq!(FinancialYear::of(day("2099-04-01")).to_string(), "2099-00");
    for text in ["2019-20", "2019-2020", "FY 19-20", "F.Y. 2019/20"] {
        assert_eq!(FinancialYear::parse(text), Some(FinancialYear(2019)), "{text}");
    }
    assert_eq!(FinancialYear::parse("2019-21"), None);
}

#[test]
fn irns_are_computed() {
    let hash = irn::irn("29AAFCC9980M1ZR", FinancialYear(2019), irn::Kind::Invoice, "INV2019-20/KA/1");
    // 29AAFCC9980M1ZR 2019-20 INV, number "2019-20/KA/1" in the vector: type and number run together.
    assert_ne!(hash, "");
    let vector = irn::irn("29AAFCC9980M1ZR", FinancialYear(2019), irn::Kind::Invoice, "2019-20/KA/1");
    assert_eq!(vector, "23f498ee41441ecad30f72ba5b9907506c3df70a17b0e0dff46b76a786400662");
    let signed = "afdcc32a0eaa3a054cffcd251884d3e3f4f726b75c8943e7d35fbabc82f05d8a";
    assert!(irn::fits(signed, "37BZNPM9430M1KL", day("2020-09-19"), irn::Kind::Invoice, "CTDN23456"));
    assert!(irn::fits(signed, "37BZNPM9430M1KL", day("2020-09-19"), irn::Kind::Invoice, "ctdn23456"));
    assert!(!irn::fits(signed, "37BZNPM9430M1KL", day("2021-09-19"), irn::Kind::Invoice, "CTDN23456"));
    assert_eq!(irn::form("abc"), Err(Fault::Length));
    assert!(irn::number_form("INV/2024-25/1").is_ok());
    assert_eq!(irn::number_form("0123"), Err(Fault::Form));
    assert_eq!(irn::number_form("A 1"), Err(Fault::Form));
    assert_eq!(irn::number_form("ABCDEFGHIJKLMNOPQ"), Err(Fault::Length));
}

proptest::proptest! {
    #[test]
    fn one_wrong_character_breaks_a_gstin(at in 0..14usize, by in 1..9u32) {
        let right = "27AAPFU0939F1ZV";
        let wrong: String = right
            .chars()
            .enumerate()
            .map(|(i, c)| match c.to_digit(10) {
                Some(d) if i == at => char::from_digit((d + by) % 10, 10).unwrap(),
                _ => c,
            })
            .collect();
        proptest::prop_assert!(wrong == right || gstin(&wrong).is_err());
    }
}
