use einvoice::{Invoice, ubl};
use reading::{Document, Page, Source, Word};

use super::*;
use crate::invoice::extracted::Origin;

/// A page with these words, each line a row of words and each word as wide as its letters.
fn page(lines: &[&str]) -> Document {
    let mut words = vec![];
    for (row, line) in lines.iter().enumerate() {
        let (mut x, y) = (50.0, 60.0 + row as f32 * 20.0);
        for text in line.split(' ') {
            let width = text.chars().count() as f32 * 6.0;
            let area = Area { x0: x, y0: y, x1: x + width, y1: y + 10.0 };
            words.push(Word { text: text.into(), area, size: 10.0, bold: false, confidence: 1.0 });
            x += width + 4.0;
        }
    }
    let page =
        Page { width: 595.0, height: 842.0, words, rules: vec![], codes: vec![], source: Source::Text };
    Document { pages: vec![page], ..Document::default() }
}

fn xml(change: impl Fn(&mut Invoice)) -> Vec<u8> {
    let amount = |text: &str| text.parse().ok();
    let mut invoice =
        Invoice { number: Some("INV-7".into()), currency: Some("EUR".into()), ..Invoice::default() };
    invoice.type_code = Some("380".into());
    invoice.issue_date = chrono::NaiveDate::from_ymd_opt(2026, 3, 1);
    invoice.seller.name = Some("Acme GmbH".into());
    (invoice.totals.net, invoice.totals.tax, invoice.totals.gross) =
        (amount("100.00"), amount("19.00"), amount("119.00"));
    change(&mut invoice);
    ubl::write(&invoice).into_bytes()
}

fn data(change: impl Fn(&mut Invoice)) -> Extracted {
    data::extracted(&einvoice::read_xml(&xml(change)).expect("an invoice"))
}

#[test]
fn data_become_fields_and_say_who_says_so() {
    let (opened, pages) = open(&xml(|_| ()), "text/xml", &Wishes::default()).expect("it opens");
    let read = opened.extracted;
    assert_eq!((read.text("invoice_number"), read.text("total_amount")), (Some("INV-7"), Some("119.00")));
    assert_eq!(
        (read.text("invoice_date"), read.text("seller_name")),
        (Some("2026-03-01"), Some("Acme GmbH"))
    );
    assert_eq!((read.kind.as_deref(), pages), (Some("invoice"), None));
    assert!(read.fields.values().all(|field| field.origin == Origin::Structured && field.confidence == 1.0));
    assert!(opened.text.contains("Acme GmbH") && opened.text.contains("119.00"));
    let broken = read.evidence.broken.iter().find(|one| one.id == "BR-16").expect("it has no line");
    assert!(broken.is_error && !read.accept, "what is not valid is not accepted without a look");
}

#[test]
fn a_credit_note_is_one() {
    assert_eq!(data(|invoice| invoice.type_code = Some("381".into())).kind.as_deref(), Some("credit_note"));
}

#[test]
fn data_beat_the_page_and_are_found_on_it() {
    let document = page(&[
        "Acme GmbH",
        "Invoice No. INV-7",
        "Date 01.03.2026",
        "Net 100.00",
        "VAT 19 % 19.00",
        "Total EUR 119.00",
    ]);
    let mut known = data(|_| ());
    known.evidence.broken.clear();
    let whole = extract(&document, &known, &Wishes::default());
    for name in ["invoice_number", "invoice_date", "total_amount", "seller_name"] {
        let field = &whole.fields[name];
        assert_eq!((field.origin, field.page), (Origin::Structured, Some(0)), "{name}");
        assert!(field.area.is_some() && field.text.is_some(), "{name}");
    }
    assert!(whole.fields["total_amount"].text.as_deref().is_some_and(|text| text.contains("119.00")));
    assert!(whole.accept, "{:?}", whole.evidence.page);
}

#[test]
fn a_page_that_says_something_else_is_evidence() {
    let document = page(&[
        "Acme GmbH",
        "Invoice No. INV-7",
        "Date 01.03.2026",
        "Net 900.00",
        "VAT 19 % 171.00",
        "Total EUR 1071.00",
    ]);
    let mut known = data(|_| ());
    known.evidence.broken.clear();
    let whole = extract(&document, &known, &Wishes::default());
    assert_eq!(whole.text("total_amount"), Some("119.00"), "the data count");
    assert_eq!(whole.evidence.page.get("total_amount").map(|page| page.value.as_str()), Some("1071.00"));
    assert_eq!(whole.fields["total_amount"].page, None);
    assert!(!whole.accept);
}

#[test]
fn gst_has_its_own_fields() {
    let json = r#"{"Version":"1.1","Irn":"23f498","TranDtls":{"TaxSch":"GST","SupTyp":"SEZWP","RegRev":"N"},
        "DocDtls":{"Typ":"CRN","No":"A/17","Dt":"18/08/2024"},
        "SellerDtls":{"Gstin":"27AAPFU0939F1ZV","LglNm":"Ume & Co","Stcd":"27"},
        "BuyerDtls":{"Gstin":"29AAACL1838J1ZC","LglNm":"Lotus Ltd","Pos":"29"},
        "ItemList":[{"SlNo":"1","PrdDesc":"Tea","HsnCd":"0902","Qty":2,"UnitPrice":50,"TotAmt":100,"AssAmt":100,"GstRt":18,"IgstAmt":18,"TotItemVal":118}],
        "ValDtls":{"AssVal":100,"IgstVal":18,"TotInvVal":118}}"#;
    let (opened, _) = open(json.as_bytes(), "application/json", &Wishes::default()).expect("it opens");
    let read = opened.extracted;
    assert_eq!((read.kind.as_deref(), read.origin.as_deref()), (Some("credit_note"), Some("gst")));
    assert_eq!(
        (read.text("seller_gstin"), read.text("buyer_gstin")),
        (Some("27AAPFU0939F1ZV"), Some("29AAACL1838J1ZC"))
    );
    assert_eq!((read.text("place_of_supply"), read.text("irn")), (Some("29-Karnataka"), Some("23f498")));
    let tax = &read.taxes[0];
    assert_eq!((tax.kind.as_str(), tax.rate, tax.amount), ("igst", "18".parse().ok(), "18".parse().ok()));
    assert_eq!(read.lines[0].hsn_code.as_deref(), Some("0902"));
}

#[test]
fn what_is_no_file_is_refused_in_words() {
    for (content, kind) in
        [(&b"<a/>"[..], "text/xml"), (b"{}", "application/json"), (b"%PDF-1.4 nothing", "application/pdf")]
    {
        let why = open(content, kind, &Wishes::default()).expect_err("no invoice");
        assert!(why.reason.ends_with('.'), "{}", why.reason);
    }
}

#[test]
fn additions_and_signatures_are_seen() {
    let mut evidence = crate::check::Evidence::default();
    evidence::of_file(&mut evidence, b"%PDF-1.4 startxref\n0\n%%EOF startxref\n117\n%%EOF");
    assert_eq!((evidence.revisions, evidence.is_signed), (0, false), "made for the web");
    evidence::of_file(
        &mut evidence,
        b"startxref\n117\n%%EOF /ByteRange[0 1] /SubFilter/adbe.pkcs7.detached startxref\n900\n%%EOF",
    );
    assert_eq!((evidence.revisions, evidence.is_signed), (1, true));
}

#[test]
fn a_restart_finds_the_same() {
    let mut document = page(&[
        "Acme GmbH",
        "Invoice No. INV-7",
        "Date 01.03.2026",
        "Net 100.00",
        "VAT 19 % 19.00",
        "Total EUR 119.00",
    ]);
    round(&mut document);
    let (known, wishes) = (Extracted::default(), Wishes::default());
    let first = extract(&document, &known, &wishes);
    let task = child::Task::Extract { known: Box::new(known), wishes };
    let pages = serde_json::to_vec(&document).expect("JSON");
    let (child::Done::Extracted(second), _) = child::work(task, &pages) else { panic!("fields") };
    assert_eq!(first, *second);
}

#[test]
fn what_was_computed_and_not_read_has_no_place() {
    let found = |area: Area, text: &str| {
        Some(extract::Found { value: 11_900_i64, text: text.into(), confidence: 0.8, page: 0, area })
    };
    let stands = Area { x0: 50.0, y0: 60.0, x1: 90.0, y1: 70.0 };
    let tax = |area| extract::TaxLine {
        kind: extract::TaxKind::Vat,
        rate: None,
        base: None,
        amount: Some(1_900),
        page: 0,
        area,
    };
    let mut reading = extract::read(&Document::default(), &extract::Hints::default());
    (reading.gross, reading.net) = (found(stands, "119.00"), found(Area::default(), ""));
    reading.taxes = vec![tax(stands), tax(Area::default())];
    let read = page::extracted(&reading, &page(&["Total 119.00"]));
    let (gross, net) = (&read.fields["total_amount"], &read.fields["taxable_amount"]);
    assert_eq!(
        (gross.origin, gross.page, gross.area),
        (Origin::Read, Some(0), Some([50.0, 60.0, 90.0, 70.0]))
    );
    assert_eq!((net.origin, net.page, net.area, &net.text), (Origin::Computed, None, None, &None));
    assert_eq!((read.taxes[0].page, read.taxes[1].page, read.taxes[1].area), (Some(0), None, None));
    let sent = serde_json::to_value(net).expect("as it is sent");
    assert!(sent["area"].is_null() && sent["page"].is_null());
}
