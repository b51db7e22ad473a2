//! What is found in printed text.
use taxid::{Kind, find};

fn all(text: &str) -> Vec<(Kind, &'static str, String, bool)> {
    find(text).into_iter().map(|id| (id.kind, id.country, id.value, id.valid)).collect()
}

#[track_caller]
fn only(text: &str, kind: Kind, country: &'static str, value: &str, valid: bool) {
    assert_eq!(all(text), [(kind, country, value.to_owned(), valid)], "{text}");
}

#[test]
fn identifiers_give_themselves_away() {
    only("GSTIN: 27AAPFU0939F1ZV", Kind::Gstin, "IN", "27AAPFU0939F1ZV", true);
    only("GSTIN/UIN 27 AAPFU 0939 F 1ZV State: 27", Kind::Gstin, "IN", "27AAPFU0939F1ZV", true);
    only("GSTIN: 27AAPFU0939F1ZO", Kind::Gstin, "IN", "27AAPFU0939F1ZO", false);
    only("Our VAT NL 8104.33.941.B01 applies", Kind::Vat, "NL", "NL810433941B01", true);
    only("USt-IdNr.: DE 232 446 240 Tel. 030 1234", Kind::Vat, "DE", "DE232446240", true);
    only("DE123456789", Kind::Vat, "DE", "DE123456789", false);
    only("CHE-107.787.577 MWST", Kind::Vat, "CH", "CHE107787577MWST", true);
    only("NO 995 525 828 MVA", Kind::Vat, "NO", "NO995525828MVA", true);
    only("IBAN: NL50 INGB 0683 2513 09", Kind::Iban, "NL", "NL50INGB0683251309", true);
    only("DE12 1234 5678 1234 5678 90", Kind::Iban, "DE", "DE12123456781234567890", false);
    only("PAN AAPFU0939F", Kind::Pan, "IN", "AAPFU0939F", true);
    only("IFSC SBIN0005943", Kind::Ifsc, "IN", "SBIN0005943", true);
    only("CIN: U74140KA2007PTC041799", Kind::Cin, "IN", "U74140KA2007PTC041799", true);
    only("Ref RF18 5390 0754 7034", Kind::Reference, "", "RF18539007547034", true);
    only("+++010/8068/17183+++", Kind::Reference, "BE", "010806817183", true);
}

#[test]
fn labels_give_numbers_away() {
    only("BIC: INGBNL2A", Kind::Bic, "NL", "INGBNL2A", true);
    only("SWIFT/BIC COBADEFFXXX", Kind::Bic, "DE", "COBADEFFXXX", true);
    only("SIRET : 732 829 320 00074", Kind::Company, "FR", "73282932000074", true);
    only("KvK nummer: 12345678", Kind::Company, "NL", "12345678", true);
    only("St.-Nr. 181/815/08155", Kind::Tax, "DE", "18181508155", true);
    only("P.IVA 00743110157", Kind::Tax, "IT", "00743110157", true);
    only("NIP: 774-00-01-454", Kind::Tax, "PL", "7740001454", true);
    only("ABN 83 914 571 673", Kind::Tax, "AU", "83914571673", true);
    only("EIN: 91-1144442", Kind::Tax, "US", "911144442", true);
    only("VAT No. 980 7806 84", Kind::Tax, "GB", "980780684", true);
    only("CIF: B58378431", Kind::Tax, "ES", "B58378431", true);
}

#[test]
fn what_keeps_no_form_is_found_behind_its_label_and_is_wrong() {
    only("USt.-Id.-Nr.:      DE09687654321", Kind::Vat, "DE", "DE09687654321", false);
    only("VAT Reg No: ZW 123123123", Kind::Vat, "ZW", "ZW123123123", false);
    only("IBAN: DE12 1234 4321 9876", Kind::Iban, "DE", "DE12123443219876", false);
    only("Tax ID: (ES) B98602642", Kind::Vat, "ES", "ESB98602642", true);
    only("CUIT: (AR) 30712345671", Kind::Tax, "AR", "30712345671", true);
}

#[test]
fn an_irn_in_two_pieces_is_found() {
    let irn = "23f498ee41441ecad30f72ba5b990750-6c3df70a17b0e0dff46b76a786400662";
    only(&format!("IRN: {irn}"), Kind::Irn, "IN", &irn.replace('-', ""), true);
}

#[test]
fn ordinary_words_are_no_identifiers() {
    for text in [
        "Invoice No 123456789 of 12.05.2024",
        "DELIVERY PAYMENTS INVOICES",
        "Total 1,234.56 EUR",
        "IT 12 345",
        "AT 50 000",
        "Order 4500012345",
        "Tel +49 30 1234567",
        "Page 1 of 3",
        "NO 5 BUT 12345678",
    ] {
        assert_eq!(all(text), [], "{text}");
    }
}

#[test]
fn a_text_with_many_keeps_their_order() {
    let text = "Seller GSTIN 27AAPFU0939F1ZV PAN AAPFU0939F\nBuyer GSTIN 29AAFCC9980M1ZR";
    let values: Vec<String> = find(text).into_iter().map(|id| text[id.span].to_owned()).collect();
    assert_eq!(values, ["27AAPFU0939F1ZV", "AAPFU0939F", "29AAFCC9980M1ZR"]);
}
