//! Batches: opened, listed, renamed, paused, deleted, and whose they are.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, drift, invoice, person, traces, upload};

kernel::stories! { MODULES;
    async fn a_batch_is_opened_listed_and_renamed(house) {
        let ann = person(house, "ann", Role::User).await;
        let made = ann.post("/api/batches", json!({"name": "March", "description": "Office", "total_invoices": 9})).await;
        let body = made.expect(201);
        assert_eq!((&body["batch_number"], &body["status"]), (&json!("BATCH-000001"), &json!("created")));
        assert_eq!((&body["total_invoices"], &body["progress_percentage"]), (&json!(0), &json!(0.0)));
        assert_eq!(made.header("location"), "/api/batches/1");
        let listed = ann.get("/api/batches/").await.expect(200);
        assert_eq!((&listed["total"], &listed["pages"], &listed["page_size"]), (&json!(1), &json!(1), &json!(20)));
        let renamed = ann.put("/api/batches/1", json!({"name": "April", "description": null})).await.expect(200);
        assert_eq!((&renamed["name"], &renamed["description"]), (&json!("April"), &json!(null)));
        let stale = ann.header("if-match", made.header("etag")).put("/api/batches/1", json!({"name": "May"})).await;
        stale.refused(412);
        ann.put("/api/batches/1", json!({"name": null})).await.refused(422);
        ann.get("/api/batches?page_size=101").await.refused(422);
        assert!(ann.get("/api/batches?status=done").await.refused(422).contains("paused"));
        ann.get("/api/batches/9").await.refused(404);
        assert_eq!(ann.get("/api/batches/9").await.refused(404), "Batch not found");
    }

    async fn others_see_a_batch_only_as_managers_and_only_its_creator_changes_it(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let (max, eva) = (person(house, "max", Role::Manager).await, person(house, "eva", Role::Admin).await);
        let id = batch(&ann).await;
        let path = format!("/api/batches/{id}");
        let before = traces(house).await;
        assert_eq!(bob.get(&path).await.refused(403), "You don't have access to this batch");
        assert_eq!(bob.get(&format!("{path}/status")).await.refused(403), "You don't have access to this batch");
        assert_eq!(bob.get("/api/batches").await.expect(200)["total"], 0);
        for client in [&bob, &max, &eva] {
            assert_eq!(client.put(&path, json!({"name": "x"})).await.refused(403), "You don't have access to modify this batch");
        }
        for client in [&bob, &max] {
            assert_eq!(client.delete(&path).await.refused(403), "You don't have access to delete this batch");
        }
        assert_eq!(traces(house).await, before);
        for client in [&max, &eva] {
            client.get(&path).await.expect(200);
            assert_eq!(client.get("/api/batches").await.expect(200)["total"], 1);
        }
        house.client().get(&path).await.refused(401);
        person(house, "carl", Role::Customer).await.get("/api/batches").await.refused(403);
        assert_eq!(eva.delete(&path).await.status, 204);
    }

    async fn a_paused_batch_waits_and_goes_on(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let path = format!("/api/batches/{id}");
        ann.put(&path, json!({"status": "paused"})).await.expect(200);
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10")), ("b.pdf", &invoice("2", "Acme", "10"))]).await.expect(201);
        house.settle().await;
        let counts = ann.get(&format!("{path}/status")).await.expect(200);
        assert_eq!((&counts["pending_count"], &counts["processed_count"]), (&json!(2), &json!(0)));
        assert_eq!(ann.get(&path).await.expect(200)["status"], "paused");
        let on = ann.put(&path, json!({"status": "processing"})).await.expect(200);
        assert_eq!((&on["status"], &on["pending_count"]), (&json!("processing"), &json!(2)));
        house.settle().await;
        let done = ann.get(&path).await.expect(200);
        assert_eq!((&done["status"], &done["progress_percentage"]), (&json!("completed"), &json!(100.0)));
        assert!(done["completed_at"].is_string() && done["started_at"].is_string());
        assert_eq!(drift(house).await, 0);
    }

    async fn deleting_a_batch_removes_invoices_messages_and_files(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10")), ("b.pdf", &invoice("2", "Acme", "10"))]).await.expect(201);
        house.settle().await;
        ann.post("/api/chat/message", json!({"batch_id": id, "message": "What is flagged?"})).await.expect(200);
        assert_eq!(house.number("SELECT total_invoices FROM invoice_vendors").await, 2);
        assert_eq!(ann.delete(&format!("/api/batches/{id}")).await.status, 204);
        house.settle().await;
        for table in ["invoices", "invoice_chat_messages", "invoice_stages", "invoice_findings", "invoice_documents"] {
            assert_eq!(house.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(house.number("SELECT total_invoices FROM invoice_vendors").await, 0);
        assert!(house.app.storage.list("invoices/files", 9).await.expect("a list").is_empty());
    }
}
