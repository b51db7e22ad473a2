//! Corrections, assignments and comments.
use kernel::Role;
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, drift, invoice, pdf, person, read, traces};

kernel::stories! { MODULES;
    async fn a_correction_is_checked_again_and_kept_as_a_label(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &pdf(&[("seller_name", "Acme"), ("total_amount", "10"), ("invoice_date", "2026-03-01")])).await;
        assert_eq!(one["flag_reasons"], json!(["Missing invoice number"]));
        let fixed = ann.put("/api/invoices/1", json!({"fields": {"invoice_number": "INV-9", "total_amount": "12.50"}})).await.expect(200);
        assert_eq!((&fixed["invoice_number"], &fixed["total_amount"], &fixed["is_flagged"]), (&json!("INV-9"), &json!(12.5), &json!(false)));
        assert_eq!((&fixed["flag_reasons"], &fixed["status"]), (&json!([]), &json!("completed")));
        let labels = ann.get("/api/invoices/1/labels").await.expect(200);
        let total = labels.as_array().expect("a list").iter().find(|label| label["field"] == "total_amount").expect("a label");
        assert_eq!((&total["read_value"], &total["right_value"], &total["correct"]), (&json!("10"), &json!("12.50"), &json!(false)));
        assert_eq!(ann.get("/api/vendors/1").await.expect(200)["total_amount"], 12.5);
        let detail = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!(detail["extracted_data"]["fields"]["invoice_number"]["origin"], "person");
        ann.post("/api/invoices/1/retry", json!({})).await.expect(200);
        house.settle().await;
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["invoice_number"], "INV-9", "no reading is better than a person");
        assert_eq!(drift(house).await, 0);
    }

    async fn another_vendor_is_another_vendor(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        let moved = ann.put("/api/invoices/1", json!({"extracted_data": {"seller_name": "Bolt", "fields": {"seller_tax_id": {"value": "DE232446240"}}}})).await.expect(200);
        assert_eq!((&moved["vendor_id"], &moved["vendor_name"]), (&json!(2), &json!("Bolt")));
        assert_eq!(ann.get("/api/vendors/1").await.expect(200)["total_invoices"], 0);
        let bolt = ann.get("/api/vendors/2").await.expect(200);
        assert_eq!((&bolt["tax_id"], &bolt["total_invoices"], &bolt["aliases"]), (&json!("DE232446240"), &json!(1), &json!(["Bolt"])));
    }

    async fn the_fields_of_the_contract_are_set(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        let body = json!({"is_flagged": true, "flag_reasons": ["Looks odd"], "current_stage": "flagging", "progress_percentage": 90});
        let set = ann.put("/api/invoices/1", body).await.expect(200);
        assert_eq!((&set["flag_reasons"], &set["current_stage"], &set["progress_percentage"]), (&json!(["Looks odd"]), &json!("flagging"), &json!(90.0)));
        assert_eq!(ann.get(&format!("/api/batches/{id}")).await.expect(200)["flagged_count"], 1);
        assert_eq!(ann.put("/api/invoices/1", json!({"status": "approved"})).await.expect(200)["status"], "approved");
        assert_eq!(ann.put("/api/invoices/1", json!({"status": "pending"})).await.expect(200)["progress_percentage"], 0.0);
        house.settle().await;
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["status"], "completed");
        let before = traces(house).await;
        for bad in [
            json!({"progress_percentage": 101}), json!({"status": "done"}), json!({"fields": {"nonsense": "1"}}),
            json!({"fields": {"total_amount": "12,50"}}), json!({"fields": {"invoice_date": "31.12.2026"}}), json!({"status": null}),
        ] {
            ann.put("/api/invoices/1", bad).await.refused(422);
        }
        ann.header("if-match", "\"old\"").put("/api/invoices/1", json!({"is_flagged": false})).await.refused(412);
        assert_eq!(traces(house).await, before);
        let fresh = ann.get("/api/invoices/1").await;
        ann.header("if-match", fresh.header("etag")).put("/api/invoices/1", json!({"is_flagged": false})).await.expect(200);
        assert_eq!(one["id"], 1);
        assert_eq!(drift(house).await, 0);
    }

    async fn an_invoice_is_handed_on_and_talked_about(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let max = person(house, "max", Role::Manager).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        assert_eq!(ann.put("/api/invoices/1/assignee", json!({"user_id": 3})).await.expect(200)["assigned_to"], 3);
        let them = ann.get("/api/invoices/1/assignees").await.expect(200);
        let ids = them.as_array().expect("a list").iter().map(|one| one["user_id"].as_i64()).collect::<std::collections::BTreeSet<_>>();
        assert_eq!(ids, [Some(1), Some(3)].into(), "who brought it, and the manager: {them}");
        bob.get("/api/invoices/1/assignees").await.refused(403);
        ann.put("/api/invoices/1/assignee", json!({"user_id": 2})).await.refused(422);
        ann.put("/api/invoices/1/assignee", json!({"user_id": 99})).await.refused(422);
        assert_eq!(max.get("/api/invoices?assigned_to=3").await.expect(200)["total"], 1);
        assert_eq!(ann.put("/api/invoices/1/assignee", json!({"user_id": null})).await.expect(200)["assigned_to"], Value::Null);
        let said = max.post("/api/invoices/1/comments", json!({"text": "Is this ours?"})).await.expect(201);
        assert_eq!(said["user_id"], 3);
        assert_eq!(ann.get("/api/invoices/1/comments").await.expect(200)[0]["text"], "Is this ours?");
        bob.post("/api/invoices/1/comments", json!({"text": "Hm"})).await.refused(403);
        bob.get("/api/invoices/1/comments").await.refused(403);
        ann.post("/api/invoices/1/comments", json!({"text": ""})).await.refused(422);
    }
}
