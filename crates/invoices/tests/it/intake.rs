//! Bringing files: known by their content, refused each for itself, never twice.
use kernel::{
    Role,
    testing::{House, On},
};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, drift, invoice, person, send, traces, upload};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0";

kernel::stories! { MODULES;
    async fn a_file_becomes_an_invoice_that_waits(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let made = upload(&ann, id, &[("../my <b>invoice.pdf", &invoice("1", "Acme", "10"))]).await;
        let made = made.expect(201);
        let one = &made[0];
        assert_eq!((&one["status"], &one["current_stage"], &one["progress_percentage"]), (&json!("pending"), &json!("upload"), &json!(0.0)));
        assert_eq!((&one["filename"], &one["file_type"], &one["repeated"]), (&json!("my binvoice.pdf"), &json!("application/pdf"), &json!(false)));
        assert_eq!((&one["is_flagged"], &one["flag_reasons"], &one["vendor_id"]), (&json!(false), &json!([]), &Value::Null));
        let counts = ann.get(&format!("/api/batches/{id}/status")).await.expect(200);
        assert_eq!((&counts["total_invoices"], &counts["pending_count"]), (&json!(1), &json!(1)));
        assert_eq!(ann.get(&format!("/api/batches/{id}")).await.expect(200)["status"], "processing");
        let file = ann.get(&format!("/api/invoices/{}/file", one["id"])).await;
        assert_eq!((file.status, file.header("content-type")), (200, "application/pdf"));
        assert_eq!(file.body, invoice("1", "Acme", "10"));
        assert_eq!(file.header("content-disposition"), "inline; filename=\"mybinvoice.pdf\"");
        assert_eq!(drift(house).await, 0);
    }

    async fn one_bad_file_is_refused_in_the_words_of_the_contract(house) {
        let (ann, eva) = (person(house, "ann", Role::User).await, person(house, "eva", Role::Admin).await);
        let id = batch(&ann).await;
        let before = traces(house).await;
        let large = vec![b'x'; 10_485_761];
        let says = upload(&ann, id, &[("a.pdf", &large)]).await.refused(413);
        assert_eq!(says, "File size 10485761 exceeds maximum allowed size 10485760");
        let says = upload(&ann, id, &[("a.exe", b"MZ\x90\0")]).await.refused(400);
        assert!(says.starts_with("File extension .exe not allowed. Allowed: .pdf, .jpg, .jpeg, .png"), "{says}");
        assert_eq!(upload(&ann, id, &[("a.pdf", b"just words")]).await.refused(400), "File type text/plain not allowed");
        assert_eq!(upload(&ann, id, &[("a.xml", b"<html></html>")]).await.refused(400), "File type text/html not allowed");
        upload(&ann, id, &[("a.pdf", b"")]).await.refused(400);
        upload(&ann, id, &[]).await.refused(422);
        send(&ann, &[], &[("a.pdf", &invoice("1", "A", "1"))]).await.refused(422);
        send(&ann, &[("batch_id", "x")], &[("a.pdf", &invoice("1", "A", "1"))]).await.refused(422);
        assert_eq!(upload(&ann, 99, &[("a.pdf", &invoice("1", "A", "1"))]).await.refused(404), "Batch not found");
        let says = upload(&eva, id, &[("a.pdf", &invoice("1", "A", "1"))]).await.refused(403);
        assert_eq!(says, "You don't have access to this batch");
        assert_eq!(traces(house).await, before);
    }

    async fn of_many_files_the_good_ones_are_taken_and_the_bad_ones_named(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let (a, b) = (invoice("1", "Acme", "10"), invoice("2", "Acme", "20"));
        let made = upload(&ann, id, &[("a.pdf", &a), ("words.pdf", b"words"), ("scan.png", PNG), ("ü.exe", b"MZ"), ("b.pdf", &b)]).await;
        assert_eq!(made.expect(201).as_array().expect("an array").len(), 3);
        let named: Value = serde_json::from_str(made.header("x-refused-files")).expect("a list");
        assert_eq!(named[0], json!({"filename": "words.pdf", "status": 400, "detail": "File type text/plain not allowed"}));
        assert_eq!(named[1]["filename"], "ü.exe");
        let kept = ann.get(&format!("/api/batches/{id}/refused")).await;
        assert_eq!((kept.expect(200)[1]["filename"].clone(), kept.header("x-total-count")), (json!("words.pdf"), "2"));
        let none = upload(&ann, id, &[("c.pdf", b"words"), ("d.pdf", b"words")]).await;
        assert_eq!(none.refused(400), "File type text/plain not allowed");
        assert_eq!(none.json()["errors"].as_array().map(Vec::len), Some(2));
        assert_eq!(drift(house).await, 0);
    }

    async fn the_same_bytes_twice_are_one_invoice(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let (first, second) = (batch(&ann).await, batch(&ann).await);
        let file = invoice("1", "Acme", "10");
        let once = upload(&ann, first, &[("a.pdf", &file), ("copy.pdf", &file)]).await;
        let made = once.expect(201);
        assert_eq!((made[0]["id"].clone(), once.header("x-repeated-files")), (made[1]["id"].clone(), "1"));
        let twice = upload(&ann, second, &[("b.pdf", &file)]).await.expect(201);
        assert_eq!((&twice[0]["id"], &twice[0]["repeated"]), (&made[0]["id"], &json!(true)));
        assert_eq!((&twice[0]["batch_number"], &twice[0]["filename"]), (&json!("BATCH-000001"), &json!("a.pdf")));
        assert_eq!(ann.get(&format!("/api/batches/{second}/status")).await.expect(200)["total_invoices"], 0);
        house.settle().await;
        assert_eq!(house.app.storage.list("invoices/files", 9).await.expect("a list").len(), 1);
        let his = batch(&bob).await;
        let other = upload(&bob, his, &[("a.pdf", &file)]).await.expect(201);
        assert_eq!(other[0]["repeated"], false, "what others brought is none of his business");
        house.settle().await;
        let seen = bob.get(&format!("/api/invoices/{}", other[0]["id"])).await.expect(200);
        let says = seen["flag_reasons"][0].as_str().expect("a reason");
        assert!(says.starts_with("Duplicate detected (matching 1)"), "{says}");
    }

    async fn an_upload_with_a_key_is_done_once(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let keyed = ann.header("idempotency-key", "monday");
        let file = invoice("1", "Acme", "10");
        let first = upload(&keyed, id, &[("a.pdf", &file)]).await.expect(201);
        let again = upload(&keyed, id, &[("a.pdf", &file)]).await;
        assert_eq!((again.expect(201), again.header("idempotent-replayed")), (first, "true"));
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 1);
    }

    async fn two_hundred_files_come_at_once(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let files = (0..200).map(|n| (format!("{n}.pdf"), invoice(&format!("N{n}"), "Acme", "10"))).collect::<Vec<_>>();
        let files = files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect::<Vec<_>>();
        assert_eq!(upload(&ann, id, &files).await.expect(201).as_array().map(Vec::len), Some(200));
        house.settle().await;
        let done = ann.get(&format!("/api/batches/{id}")).await.expect(200);
        assert_eq!((&done["processed_count"], &done["status"]), (&json!(200), &json!("completed")));
        assert_eq!(house.number("SELECT total_invoices FROM invoice_vendors").await, 200);
        assert_eq!(drift(house).await, 0);
    }
}

#[tokio::test]
async fn the_limits_are_settings() {
    let changed = [("invoices.max_upload_size", "100"), ("invoices.allowed_kinds", "png")];
    let house = House::with(On::Sqlite, MODULES, &changed).await;
    let ann = person(&house, "ann", Role::User).await;
    let id = batch(&ann).await;
    let says = upload(&ann, id, &[("a.png", &[0; 101])]).await.refused(413);
    assert_eq!(says, "File size 101 exceeds maximum allowed size 100");
    let says = upload(&ann, id, &[("a", &invoice("1", "A", "1")[..50])]).await.refused(400);
    assert_eq!(says, "File type application/pdf not allowed");
    upload(&ann, id, &[("a.png", PNG)]).await.expect(201);
}
