//! Files that mean no good, and files that are odd.
use einvoice::{Unreadable, read, read_xml};

#[test]
fn entities_of_its_own_are_refused() {
    let bomb = r#"<?xml version="1.0"?><!DOCTYPE Invoice [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2">&b;</Invoice>"#;
    assert_eq!(read_xml(bomb.as_bytes()), Err(Unreadable::DocumentType));
}

#[test]
fn depth_is_bounded() {
    let deep = format!("<Invoice>{}{}</Invoice>", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read_xml(deep.as_bytes()), Err(Unreadable::TooLarge));
}

#[test]
fn what_is_no_invoice_says_so() {
    assert_eq!(read_xml(b"<html></html>"), Err(Unreadable::NoInvoice));
    assert_eq!(read_xml(b""), Err(Unreadable::Broken));
    assert_eq!(read_xml(b"<Invoice>"), Err(Unreadable::Broken));
    assert_eq!(read(b"%PDF-1.4 nonsense"), Err(Unreadable::NoInvoice));
}

#[test]
fn extensions_of_others_do_not_speak_for_the_invoice() {
    let xml = r#"<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:x="urn:evil"
        xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <x:ID>FORGED</x:ID><cbc:ID>REAL</cbc:ID></Invoice>"#;
    assert_eq!(read_xml(xml.as_bytes()).unwrap().invoice.number.as_deref(), Some("REAL"));
}

#[test]
fn other_encodings_are_read() {
    let xml = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Invoice><ID>M\u{fc}ller</ID></Invoice>";
    let latin: Vec<u8> = xml.chars().map(|c| c as u8).collect();
    assert_eq!(read_xml(&latin).unwrap().invoice.number.as_deref(), Some("Müller"));
    let wide: Vec<u8> =
        [0xff, 0xfe].into_iter().chain(xml.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(read_xml(&wide).unwrap().invoice.number.as_deref(), Some("Müller"));
}

#[test]
fn what_cannot_be_understood_is_named() {
    let xml = "<Invoice><IssueDate>soon</IssueDate><LegalMonetaryTotal><PayableAmount>1,5</PayableAmount>\
        </LegalMonetaryTotal></Invoice>";
    let file = read_xml(xml.as_bytes()).unwrap();
    assert_eq!(file.invoice.totals.due, None);
    let odd: Vec<&str> = file.written.problems.iter().map(|problem| problem.text.as_str()).collect();
    assert_eq!(odd, ["soon", "1,5"]);
}

proptest::proptest! {
    #[test]
    fn no_bytes_break_the_reader(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_text_breaks_the_reader(text in "<Invoice>(<[a-zA-Z:]{1,9}( [a-z]=\"[^<\"]{0,5}\")?>|</[a-zA-Z]{1,9}>|&[a-z#0-9]{0,4};|\\PC){0,40}") {
        if let Ok(file) = read_xml(text.as_bytes()) {
            let _ = einvoice::check(&file);
        }
    }
}
