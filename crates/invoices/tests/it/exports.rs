//! Exports: what is approved leaves once.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, invoice, person, read};

kernel::stories! { MODULES;
    async fn what_is_approved_is_exported_once(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let id = batch(&ann).await;
        for n in ["A1", "A2"] {
            read(house, &ann, id, &invoice(n, "Acme", "10")).await;
        }
        ann.post("/api/invoices/exports", json!({})).await.refused(409);
        ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
        bob.post("/api/invoices/exports", json!({"invoice_ids": [1]})).await.refused(409);
        let csv = ann.post("/api/invoices/exports", json!({"format": "csv", "batch_id": id})).await;
        assert_eq!(csv.status, 200);
        assert!(csv.text().contains("A1") && !csv.text().contains("A2"));
        ann.post("/api/invoices/exports", json!({})).await.refused(409);
        assert!(ann.get("/api/invoices/1").await.expect(200)["exported_at"].is_string());
        let listed = ann.get("/api/invoices/exports").await.expect(200);
        assert_eq!((&listed[0]["format"], &listed[0]["invoices"]), (&json!("csv"), &json!(1)));
        assert_eq!(bob.get("/api/invoices/exports").await.header("x-total-count"), "0");
    }
}
