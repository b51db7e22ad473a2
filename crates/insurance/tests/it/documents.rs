//! Documents: known by their content, kept once, given to those who may see them.
use kernel::{
    Role,
    testing::{Client, House, On, Reply},
};
use serde_json::{Value, json};

use crate::people::{CLAIMS, MODULES, claimed, holder, insured, logged, loss, policy, somebody, traces};

const DOCUMENTS: &str = "/api/v1/insurance/claims/1/documents";
const PDF: &[u8] = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj\n%%EOF\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

/// A form with a file, and a note before or behind it.
fn form(name: &str, content: &[u8], note: Option<(&str, bool)>) -> Vec<u8> {
    let text =
        |note: &str| format!("--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\n{note}\r\n");
    let mut body = vec![];
    if let Some((note, true)) = note {
        body.extend(text(note).bytes());
    }
    body.extend(format!("--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n").bytes());
    body.extend(content);
    body.extend(b"\r\n");
    if let Some((note, false)) = note {
        body.extend(text(note).bytes());
    }
    body.extend(b"--XX--\r\n");
    body
}

async fn send(client: &Client<'_>, path: &str, body: Vec<u8>) -> Reply {
    let form = client.header("content-type", "multipart/form-data; boundary=XX");
    form.send("POST".parse().expect("a method"), path, body).await
}

async fn stored(house: &House) -> usize {
    house.app.storage.list("insurance/claims", 100).await.expect("a list").len()
}

/// A house with a claim of ann's.
async fn with_claim(house: &House) -> Client<'_> {
    let ann = holder(house, "ann").await;
    let home = insured(&ann, policy("POL-1")).await;
    claimed(&ann, &home, loss("C1", 10)).await;
    ann
}

kernel::stories! { MODULES;
    async fn a_document_is_kept_and_comes_back_byte_for_byte(house) {
        let ann = with_claim(house).await;
        let made = send(&ann, DOCUMENTS, form("../b\u{e9}le \"1\".txt", PDF, Some(("The invoice", false)))).await;
        let document = made.expect(201);
        assert_eq!(made.header("location"), format!("{DOCUMENTS}/1"));
        assert_eq!((&document["content_type"], &document["size"]), (&json!("application/pdf"), &json!(PDF.len())));
        assert_eq!((&document["note"], &document["uploaded_by"]), (&json!("The invoice"), &json!(1)));
        assert_eq!(document["sha256"].as_str().map(str::len), Some(64));
        assert!(document.get("storage_key").is_none());
        let read = ann.get(&format!("{DOCUMENTS}/1")).await;
        assert_eq!((read.status, &read.body[..]), (200, PDF));
        assert_eq!(read.header("content-type"), "application/pdf");
        assert_eq!(read.header("x-content-type-options"), "nosniff");
        assert_eq!(read.header("content-length"), PDF.len().to_string());
        assert_eq!(read.header("cache-control"), "private, no-store");
        let disposition = read.header("content-disposition");
        assert!(disposition.starts_with("attachment; filename=\"") && disposition.contains("b%C3%A9le"), "{disposition}");
        let second = send(&ann, DOCUMENTS, form("photo.png", PNG, Some(("The damage", true)))).await.expect(201);
        assert_eq!((&second["content_type"], &second["note"]), (&json!("image/png"), &json!("The damage")));
        let listed = ann.get(DOCUMENTS).await;
        assert_eq!((listed.header("x-total-count"), listed.expect(200)[0].clone()), ("2", document));
        assert_eq!(logged(house, "add_claim_document", "claim:1").await, 2);
        assert_eq!(stored(house).await, 2);
    }

    async fn what_is_neither_a_pdf_nor_a_picture_is_refused(house) {
        let ann = with_claim(house).await;
        let before = traces(house).await;
        for content in [&b"<html><script>alert(1)</script>"[..], b"just words", b"PK\x03\x04zip", b"GIF89a......", b"MZ\x90"] {
            let refused = send(&ann, DOCUMENTS, form("invoice.pdf", content, None)).await.expect(422);
            assert_eq!(refused["errors"][0]["loc"], json!(["body", "file"]));
            assert!(refused["detail"].as_str().expect("words").contains("invoice.pdf must be a PDF or a picture"), "{refused}");
        }
        send(&ann, DOCUMENTS, form("empty.pdf", b"", None)).await.refused(422);
        send(&ann, DOCUMENTS, b"--XX--\r\n".to_vec()).await.refused(422);
        send(&ann, DOCUMENTS, form("a.pdf", PDF, Some((&"x".repeat(501), true)))).await.refused(422);
        let mut two = form("a.pdf", PDF, None);
        two.truncate(two.len() - 8);
        two.extend(form("b.png", PNG, None));
        assert!(send(&ann, DOCUMENTS, two).await.refused(422).contains("one document at a time"));
        ann.post(DOCUMENTS, json!({"file": "x"})).await.refused(422);
        assert_eq!((traces(house).await, stored(house).await), (before, 0));
    }

    async fn the_same_bytes_are_kept_once_on_a_claim(house) {
        let ann = with_claim(house).await;
        send(&ann, DOCUMENTS, form("first.pdf", PDF, None)).await.expect(201);
        let before = traces(house).await;
        let said = send(&ann, DOCUMENTS, form("again.pdf", PDF, None)).await.refused(409);
        assert_eq!(said, "This claim has the same document already: first.pdf.");
        assert_eq!((traces(house).await, stored(house).await), (before, 1));
        claimed(&ann, "/api/v1/insurance/policies/1", loss("C2", 5)).await;
        send(&ann, &format!("{CLAIMS}/2/documents"), form("again.pdf", PDF, None)).await.expect(201);
    }

    async fn only_holder_and_reviewers_see_documents(house) {
        let ann = with_claim(house).await;
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.expect(201);
        let one = format!("{DOCUMENTS}/1");
        let (bob, manager, admin) =
            (holder(house, "bob").await, somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        assert_eq!(manager.get(&one).await.body, PDF);
        assert_eq!(manager.get(DOCUMENTS).await.header("x-total-count"), "1");
        let before = traces(house).await;
        for refused in [
            bob.get(DOCUMENTS).await,
            bob.get(&one).await,
            bob.delete(&one).await,
            send(&bob, DOCUMENTS, form("b.png", PNG, None)).await,
        ] {
            assert_eq!(refused.refused(403), "Access denied");
        }
        send(&manager, DOCUMENTS, form("b.png", PNG, None)).await.refused(403);
        manager.delete(&one).await.refused(403);
        for path in [format!("{CLAIMS}/99/documents"), format!("{CLAIMS}/99/documents/1")] {
            assert_eq!(ann.get(&path).await.refused(404), "Claim not found");
        }
        assert_eq!(ann.get(&format!("{DOCUMENTS}/99")).await.refused(404), "Document not found");
        assert_eq!(send(&ann, &format!("{CLAIMS}/99/documents"), form("b.png", PNG, None)).await.refused(404), "Claim not found");
        house.client().get(&one).await.refused(401);
        assert_eq!((traces(house).await, stored(house).await), (before, 1));
        send(&admin, DOCUMENTS, form("b.png", PNG, None)).await.expect(201);
    }

    async fn a_document_of_another_claim_is_not_found_here(house) {
        let ann = with_claim(house).await;
        claimed(&ann, "/api/v1/insurance/policies/1", loss("C2", 5)).await;
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.expect(201);
        assert_eq!(ann.get(&format!("{CLAIMS}/2/documents/1")).await.refused(404), "Document not found");
    }

    async fn a_removed_document_takes_its_bytes_along(house) {
        let ann = with_claim(house).await;
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.expect(201);
        ann.delete(&format!("{DOCUMENTS}/1")).await.expect(204);
        assert_eq!(ann.get(&format!("{DOCUMENTS}/1")).await.refused(404), "Document not found");
        house.settle().await;
        assert_eq!(stored(house).await, 0);
        assert_eq!(logged(house, "remove_claim_document", "claim:1").await, 1);
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.expect(201);
    }

    async fn documents_of_a_decided_claim_stay_as_they_are(house) {
        let (ann, manager) = (with_claim(house).await, somebody(house, Role::Manager).await);
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.expect(201);
        manager.post(&format!("{CLAIMS}/1/approve"), json!({})).await.expect(200);
        let before = traces(house).await;
        assert!(ann.delete(&format!("{DOCUMENTS}/1")).await.refused(409).contains("approved"));
        assert!(send(&ann, DOCUMENTS, form("b.png", PNG, None)).await.refused(409).contains("approved"));
        assert_eq!((traces(house).await, stored(house).await), (before, 1));
    }

    async fn bytes_without_a_row_are_not_left_behind(house) {
        use sea_orm::ConnectionTrait;
        let ann = with_claim(house).await;
        let tx = house.app.db.begin().await.expect("a change");
        tx.execute_unprepared("DROP TABLE claim_documents").await.expect("dropped");
        tx.commit().await.expect("committed");
        send(&ann, DOCUMENTS, form("a.pdf", PDF, None)).await.refused(500);
        assert_eq!(stored(house).await, 0);
    }
}

async fn limits_are_settings(on: On) {
    let settings = [("insurance.document_max_bytes", "1000"), ("insurance.documents_per_claim", "2")];
    let house = House::with(on, MODULES, &settings).await;
    let ann = with_claim(&house).await;
    let large = [PDF, &[b'x'; 1000]].concat();
    send(&ann, DOCUMENTS, form("large.pdf", &large, None)).await.refused(413);
    assert_eq!(stored(&house).await, 0);
    for n in 0..2u8 {
        send(&ann, DOCUMENTS, form("a.pdf", &[PDF, &[n]].concat(), None)).await.expect(201);
    }
    let said = send(&ann, DOCUMENTS, form("third.png", PNG, None)).await.refused(409);
    assert_eq!(said, "This claim has 2 documents, and can't have more.");
    assert_eq!((house.number("SELECT COUNT(*) FROM claim_documents").await, stored(&house).await), (2, 2));
    let _: Value = ann.get(DOCUMENTS).await.expect(200);
}

#[tokio::test]
async fn limits_are_settings_on_sqlite() {
    limits_are_settings(On::Sqlite).await;
}

#[tokio::test]
async fn limits_are_settings_on_postgres() {
    limits_are_settings(On::Postgres).await;
}
