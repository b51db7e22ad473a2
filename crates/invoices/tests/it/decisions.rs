//! Approving and rejecting: by whom, how often, many at once, and taken back.
use kernel::{
    Role,
    testing::{House, On},
};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, drift, invoice, person, read, traces};

kernel::stories! { MODULES;
    async fn an_invoice_is_approved_and_everything_follows(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        let one = ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
        assert_eq!((&one["status"], &one["rejected_at"]), (&json!("approved"), &Value::Null));
        assert!(one["approved_at"].is_string());
        assert_eq!(ann.get(&format!("/api/batches/{id}")).await.expect(200)["approved_count"], 1);
        assert_eq!(ann.get("/api/vendors/1").await.expect(200)["approved_count"], 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'approve_invoice'").await, 1);
        let before = traces(house).await;
        assert_eq!(ann.post("/api/invoices/1/approve", json!({})).await.refused(409), "This invoice is approved already.");
        assert_eq!(traces(house).await, before);
        assert_eq!(drift(house).await, 0);
    }

    async fn a_reason_comes_by_query_or_body(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        read(house, &ann, id, &invoice("2", "Bolt", "25")).await;
        let one = ann.send("POST".parse().expect("a method"), "/api/invoices/1/reject?reason=Not%20ours", "").await.expect(200);
        assert_eq!((&one["status"], &one["flag_reasons"]), (&json!("rejected"), &json!(["Not ours"])));
        let two = ann.post("/api/invoices/2/reject", json!({"reason": "Too dear"})).await.expect(200);
        assert_eq!((&two["flag_reasons"], &two["approved_at"]), (&json!(["Too dear"]), &Value::Null));
        assert_eq!(ann.get("/api/vendors/1").await.expect(200)["rejected_count"], 1);
        ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
        let again = ann.post("/api/invoices/1/reject", json!({"reason": "After all"})).await.expect(200);
        assert_eq!(again["flag_reasons"], json!(["Not ours", "After all"]), "no reason is lost");
        assert_eq!(drift(house).await, 0);
    }

    async fn others_decide_only_as_managers(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let max = person(house, "max", Role::Manager).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        let before = traces(house).await;
        for path in ["approve", "reject", "undo", "retry"] {
            let says = bob.post(&format!("/api/invoices/1/{path}"), json!({})).await.refused(403);
            assert_eq!(says, "You don't have access to this invoice");
        }
        bob.get("/api/invoices/1").await.refused(403);
        bob.delete("/api/invoices/1").await.refused(403);
        bob.put("/api/invoices/1", json!({"is_flagged": true})).await.refused(403);
        assert_eq!(bob.get("/api/invoices").await.expect(200)["total"], 0);
        assert_eq!(traces(house).await, before);
        assert_eq!(max.post("/api/invoices/1/approve", json!({})).await.expect(200)["decided_by"], 3);
        max.post("/api/invoices/9/approve", json!({})).await.refused(404);
        let told = "SELECT COUNT(*) FROM outbox WHERE topic = 'house.notice'";
        assert_eq!(house.number(told).await, 1, "Ann hears that it was decided");
    }

    async fn a_decision_is_taken_back_until_it_is_exported(house) {
        let (ann, max) = (person(house, "ann", Role::User).await, person(house, "max", Role::Manager).await);
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        assert_eq!(ann.post("/api/invoices/1/undo", json!({})).await.refused(409), "There is no decision to take back.");
        max.post("/api/invoices/1/reject", json!({"reason": "No"})).await.expect(200);
        ann.post("/api/invoices/1/undo", json!({})).await.refused(403);
        let back = max.post("/api/invoices/1/undo", json!({})).await.expect(200);
        assert_eq!((&back["status"], &back["flag_reasons"], &back["rejected_at"]), (&json!("completed"), &json!([]), &Value::Null));
        assert_eq!(ann.get("/api/vendors/1").await.expect(200)["rejected_count"], 0);
        ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
        let history = ann.get("/api/invoices/1/decisions").await.expect(200);
        let actions = history.as_array().expect("a list").iter().map(|d| (d["action"].as_str(), d["undone_at"].is_null()));
        assert_eq!(actions.collect::<Vec<_>>(), [(Some("approve"), true), (Some("reject"), false)]);
        ann.post("/api/invoices/exports", json!({"format": "csv"})).await;
        assert!(ann.post("/api/invoices/1/undo", json!({})).await.refused(409).contains("exported"));
        assert!(ann.post("/api/invoices/1/reject", json!({})).await.refused(409).contains("exported"));
        ann.delete("/api/invoices/1").await.refused(409);
        ann.delete(&format!("/api/batches/{id}")).await.refused(409);
        assert_eq!(drift(house).await, 0);
    }

    async fn many_are_decided_at_once_and_what_may_not_be_is_named(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let (mine, his) = (batch(&ann).await, batch(&bob).await);
        for n in 1..=3 {
            read(house, &ann, mine, &invoice(&format!("A{n}"), "Acme", "10")).await;
        }
        read(house, &bob, his, &invoice("B1", "Bolt", "10")).await;
        ann.post("/api/invoices/3/approve", json!({})).await.expect(200);
        let body = json!({"invoice_ids": [1, 2, 3, 4, 99], "decision": "approve"});
        let done = ann.post("/api/invoices/decisions", body).await.expect(200);
        let ok = done.as_array().expect("a list").iter().map(|one| one["ok"] == true).collect::<Vec<_>>();
        assert_eq!(ok, [true, true, false, false, false]);
        assert_eq!(done[3]["detail"], "You don't have access to this invoice");
        assert_eq!(done[4]["detail"], "Invoice not found");
        assert_eq!(ann.get(&format!("/api/batches/{mine}")).await.expect(200)["approved_count"], 3);
        assert_eq!(bob.get("/api/invoices/4").await.expect(200)["status"], "completed");
        ann.post("/api/invoices/decisions", json!({"invoice_ids": [], "decision": "approve"})).await.refused(422);
        ann.post("/api/invoices/decisions", json!({"invoice_ids": [1], "decision": "maybe"})).await.refused(422);
        assert_eq!(drift(house).await, 0);
    }
}

#[tokio::test]
async fn large_amounts_need_two_people() {
    let changed = [("invoices.four_eyes_from", "1000")];
    let house = House::with(On::Sqlite, MODULES, &changed).await;
    let (ann, max) = (person(&house, "ann", Role::User).await, person(&house, "max", Role::Manager).await);
    let id = batch(&ann).await;
    read(&house, &ann, id, &invoice("1", "Acme", "1000")).await;
    read(&house, &ann, id, &invoice("2", "Acme", "999.99")).await;
    assert_eq!(ann.post("/api/invoices/2/approve", json!({})).await.expect(200)["status"], "approved");
    let half = ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
    assert_eq!((&half["status"], &half["first_approval_by"]), (&json!("completed"), &json!(1)));
    let says = ann.post("/api/invoices/1/approve", json!({})).await.refused(409);
    assert!(says.contains("somebody else must approve it too"), "{says}");
    let whole = max.post("/api/invoices/1/approve", json!({})).await.expect(200);
    assert_eq!((&whole["status"], &whole["decided_by"]), (&json!("approved"), &json!(2)));
    max.post("/api/invoices/1/undo", json!({})).await.expect(200);
    let back = ann.post("/api/invoices/1/undo", json!({})).await.expect(200);
    assert_eq!((&back["status"], &back["first_approval_by"]), (&json!("completed"), &Value::Null));
}
