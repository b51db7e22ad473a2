//! The real reader within the module, and the pages that people see.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, paper, upload};

/// Somebody in a house with the usual reader.
async fn person<'a>(house: &'a kernel::testing::House, name: &str) -> kernel::testing::Client<'a> {
    crate::kit::with_real_reader(house);
    crate::kit::person(house, name, Role::User).await
}

/// A page of these lines.
fn pdf(lines: &[&str]) -> Vec<u8> {
    paper(&(0..).zip(lines).map(|(row, line)| (60, 62 + row * 28, *line)).collect::<Vec<_>>())
}

fn letter() -> Vec<u8> {
    pdf(&[
        "Northwind Traders Limited",
        "14 Harbour Street, Bristol BS1 5UH",
        "INVOICE",
        "Invoice number: NW-2026-0042",
        "Invoice date: 3 March 2026",
        "Description Quantity Price Amount",
        "Consulting services 1 1000.00 1000.00",
        "Net amount GBP 1000.00",
        "VAT 20% GBP 200.00",
        "Total amount GBP 1200.00",
    ])
}

const XML: &str = r#"<?xml version="1.0"?><Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
    xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"><cbc:ID>X-1</cbc:ID>
    <cbc:IssueDate>2026-03-01</cbc:IssueDate><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode></Invoice>"#;

kernel::stories! { MODULES;
    async fn a_page_is_read_and_shown(house) {
        let ann = person(house, "ann").await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &letter()), ("b.xml", XML.as_bytes())]).await.expect(201);
        house.settle().await;
        let one = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!((&one["invoice_number"], &one["total_amount"], &one["currency"]), (&json!("NW-2026-0042"), &json!(1200.0), &json!("GBP")));
        let field = &one["extracted_data"]["fields"]["invoice_number"];
        assert_eq!(field["page"], 0);
        assert_eq!(ann.get("/api/invoices/1/pages").await.expect(200), json!([{"page": 0, "width": 595.0, "height": 842.0, "source": "text"}]));
        let words = ann.get("/api/invoices/1/pages/0").await.expect(200);
        let word = words["words"].as_array().expect("words").iter().find(|word| word["text"] == "NW-2026-0042").expect("the number");
        let near = |at: usize| (word["area"][at].as_f64().unwrap_or(0.0) - field["area"][at].as_f64().unwrap_or(99.0)).abs() < 1.0;
        assert!((0..4).all(near), "the box of the field is the word's: {word} {field}");
        let drawn = ann.get("/api/invoices/1/pages/0/picture?width=300").await;
        assert_eq!((drawn.status, &drawn.headers["content-type"]), (200, &"image/png".parse().expect("a value")));
        let again = ann.header("if-none-match", drawn.headers["etag"].to_str().expect("text"));
        assert_eq!(again.get("/api/invoices/1/pages/0/picture?width=300").await.status, 304);
    }

    async fn what_has_no_such_page_says_so(house) {
        let ann = person(house, "ann").await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &letter()), ("b.xml", XML.as_bytes())]).await.expect(201);
        assert_eq!(ann.get("/api/invoices/1/pages").await.expect(200), json!([]), "not read yet");
        house.settle().await;
        ann.get("/api/invoices/1/pages/1").await.refused(404);
        ann.get("/api/invoices/1/pages/1/picture").await.refused(404);
        ann.get("/api/invoices/1/pages/0/picture?width=9").await.refused(422);
        let data = ann.get("/api/invoices/2/pages/0/picture").await.refused(404);
        assert_eq!(data, "This invoice has no pages: its file is data only.");
        let two = ann.get("/api/invoices/2").await.expect(200);
        assert_eq!((&two["invoice_number"], &two["extracted_data"]["origin"]), (&json!("X-1"), &json!("ubl")));
        assert_eq!(two["extracted_data"]["fields"]["invoice_number"]["origin"], "structured");
        let bob = crate::kit::person(house, "bob", Role::User).await;
        for path in ["pages", "pages/0", "pages/0/picture"] {
            bob.get(&format!("/api/invoices/1/{path}")).await.refused(403);
        }
    }
}
