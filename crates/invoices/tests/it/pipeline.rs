//! The pipeline: from bytes to a checked record, in spite of everything.
use chrono::Duration;
use kernel::{
    Role, job,
    testing::{House, On},
};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, drift, invoice, pdf, person, read, upload};

kernel::stories! { MODULES;
    async fn an_invoice_goes_through_all_stages(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &invoice("INV-1", "Acme GmbH", "1190.50")).await;
        assert_eq!((&one["status"], &one["current_stage"], &one["progress_percentage"]), (&json!("completed"), &json!("review"), &json!(100.0)));
        assert_eq!((&one["invoice_number"], &one["vendor_name"], &one["total_amount"]), (&json!("INV-1"), &json!("Acme GmbH"), &json!(1190.5)));
        assert_eq!((&one["is_flagged"], &one["confidence_score"], &one["auto_accept"]), (&json!(false), &json!(1.0), &json!(true)));
        assert_eq!((&one["currency"], &one["invoice_date"]), (&json!("EUR"), &json!("2026-03-01")));
        let stages = one["stages"].as_array().expect("stages").iter().map(|s| s["stage"].as_str().unwrap_or("")).collect::<Vec<_>>();
        assert_eq!(stages, ["upload", "ocr", "extraction", "validation", "arithmetic", "duplication", "flagging", "review"]);
        assert_eq!(one["extracted_data"]["fields"]["invoice_number"]["confidence"], 0.9);
        assert!(one["ocr_text"].as_str().is_some_and(|text| text.contains("seller_name=Acme")));
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'read_invoice'").await, 1);
        assert_eq!(drift(house).await, 0);
    }

    async fn what_is_missing_is_said(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &pdf(&[("currency", "EUR")])).await;
        let reasons = one["flag_reasons"].as_array().expect("reasons");
        for says in ["Missing invoice number", "Missing supplier information", "Invalid or missing taxable value"] {
            assert!(reasons.contains(&json!(says)), "{reasons:?}");
        }
        assert_eq!((&one["is_flagged"], &one["validation_errors"][0]), (&json!(true), &json!("Missing invoice number")));
        assert!(one["confidence_score"].as_f64().is_some_and(|score| score < 1.0));
        assert_eq!((&one["findings"][0]["rule"], &one["findings"][0]["severity"]), (&json!("required.number"), &json!("error")));
        assert_eq!(ann.get(&format!("/api/batches/{id}")).await.expect(200)["flagged_count"], 1);
    }

    async fn what_cannot_be_read_fails_with_a_reason(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &pdf(&[("broken", "yes")])).await;
        assert_eq!((&one["status"], &one["failure"], &one["current_stage"]), (&json!("failed"), &json!("The file is damaged."), &json!("ocr")));
        assert_eq!(one["stages"][1]["outcome"], "failed");
        let done = ann.get(&format!("/api/batches/{id}")).await.expect(200);
        assert_eq!((&done["status"], &done["failed_count"]), (&json!("failed"), &json!(1)));
        let retried = ann.post(&format!("/api/invoices/{}/retry", one["id"]), json!({})).await.expect(200);
        assert_eq!((&retried["status"], &retried["failure"]), (&json!("pending"), &Value::Null));
        house.settle().await;
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["attempts"], 2);
        assert_eq!(drift(house).await, 0);
    }

    async fn a_house_that_is_out_is_tried_again(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let one = read(house, &ann, id, &pdf(&[("moody", "yes")])).await;
        assert_eq!((&one["status"], &one["attempts"]), (&json!("pending"), &json!(1)));
        for _ in 0..2 {
            house.app.clock.advance(Duration::seconds(20));
            house.settle().await;
        }
        let ann = crate::kit::again(house, "ann").await;
        let one = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!((&one["status"], &one["attempts"], &one["failure"]), (&json!("failed"), &json!(3), &json!("The reader is out.")));
        assert_eq!(drift(house).await, 0);
    }

    async fn a_run_that_died_is_taken_up_again(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10")), ("b.pdf", &invoice("2", "Acme", "10"))]).await.expect(201);
        // A process began both and died: rows say so, and nothing came of them.
        assert_eq!(invoices::pipeline::store::begin(&house.app, &[1, 2]).await.expect("a beginning").len(), 2);
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["status"], "processing");
        house.settle().await;
        let one = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!((&one["status"], &one["attempts"]), (&json!("completed"), &json!(2)));
        assert_eq!(drift(house).await, 0);
    }

    async fn nobody_is_forgotten(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10"))]).await.expect(201);
        // Its job is gone for good.
        let tx = house.app.db.begin().await.expect("a transaction");
        sea_orm::ConnectionTrait::execute_unprepared(&*tx, "DELETE FROM jobs").await.expect("deleted");
        tx.commit().await.expect("a commit");
        house.settle().await;
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["status"], "pending");
        house.app.clock.advance(Duration::minutes(20));
        invoices::pipeline::run::sweep(&house.app).await.expect("a sweep");
        house.settle().await;
        let ann = crate::kit::again(house, "ann").await;
        assert_eq!(ann.get("/api/invoices/1").await.expect(200)["status"], "completed");
    }

    async fn what_is_deleted_meanwhile_is_thrown_away(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10")), ("b.pdf", &invoice("2", "Acme", "10"))]).await.expect(201);
        assert_eq!(ann.delete("/api/invoices/1").await.status, 204);
        house.settle().await;
        ann.get("/api/invoices/1").await.refused(404);
        assert_eq!(ann.get("/api/invoices/2").await.expect(200)["status"], "completed");
        assert_eq!(house.app.storage.list("invoices/files", 9).await.expect("a list").len(), 1);
        assert_eq!(drift(house).await, 0);
    }

    async fn a_decision_before_the_reading_stands(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        upload(&ann, id, &[("a.pdf", &invoice("1", "Acme", "10"))]).await.expect(201);
        assert_eq!(ann.post("/api/invoices/1/approve", json!({})).await.expect(200)["status"], "approved");
        house.settle().await;
        let one = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!((&one["status"], &one["invoice_number"], &one["current_stage"]), (&json!("approved"), &json!("1"), &json!("review")));
        assert_eq!(drift(house).await, 0);
    }

    async fn two_of_the_same_find_each_other(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let (a, b) = (invoice("INV-7", "Acme Ltd", "10"), invoice("inv 7", "ACME Limited", "10.00"));
        upload(&ann, id, &[("a.pdf", &a), ("b.pdf", &b)]).await.expect(201);
        house.settle().await;
        let both = [ann.get("/api/invoices/1").await.expect(200), ann.get("/api/invoices/2").await.expect(200)];
        let flagged = both.iter().filter(|one| one["is_flagged"] == true).collect::<Vec<_>>();
        assert_eq!(flagged.len(), 1, "the later one");
        assert!(flagged[0]["flag_reasons"][0].as_str().is_some_and(|says| says.starts_with("Duplicate detected (matching")));
        for (one, other) in [(&both[0], 2), (&both[1], 1)] {
            let findings = one["findings"].as_array().expect("findings");
            assert!(findings.iter().any(|finding| finding["other_invoice_id"] == other), "both are linked: {one}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_vendors").await, 1, "one name, spelt twice");
        assert_eq!(drift(house).await, 0);
    }

    async fn both_of_two_alike_are_linked_whatever_rule_found_it(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        // The same amount on the same day from the same vendor: another number.
        read(house, &ann, id, &invoice("INV-7", "Acme Ltd", "250000")).await;
        let later = read(house, &ann, id, &invoice("PQ-88", "Acme Ltd", "250000")).await;
        let findings = later["findings"].as_array().expect("findings");
        assert!(findings.iter().any(|one| one["rule"] == "duplicates.same_amount" && one["other_invoice_id"] == 1), "{later}");
        assert!(findings.iter().any(|one| one["rule"] == "anomalies.high_value" && one["severity"] == "info"), "{later}");
        let told = |one: Value| {
            let all = one["findings"].as_array().expect("findings").clone();
            all.into_iter().filter(|one| one["rule"] == "duplicates.repeated_later").collect::<Vec<_>>()
        };
        let earlier = ann.get("/api/invoices/1").await.expect(200);
        assert_eq!(earlier["is_flagged"], false, "the doubt is the later one's");
        let links = told(earlier);
        assert_eq!((links.len(), &links[0]["other_invoice_id"]), (1, &json!(2)));
        assert!(links[0]["message"].as_str().is_some_and(|says| says.contains("PQ-88")), "{links:?}");
        // Read again, it is told once; corrected, it is told no more.
        ann.post("/api/invoices/2/retry", json!({})).await.expect(200);
        house.settle().await;
        assert_eq!(told(ann.get("/api/invoices/1").await.expect(200)).len(), 1);
        let right = json!({"fields": {"total_amount": "99.00", "taxable_amount": "99.00"}});
        ann.put("/api/invoices/2", right).await.expect(200);
        assert_eq!(told(ann.get("/api/invoices/1").await.expect(200)), Vec::<Value>::new());
    }
}

#[tokio::test]
async fn an_endless_file_is_stopped_and_its_neighbours_go_on() {
    let house = House::with(On::Sqlite, MODULES, &[("invoices.stage_seconds", "1")]).await;
    let ann = person(&house, "ann", Role::User).await;
    let id = batch(&ann).await;
    upload(&ann, id, &[("a.pdf", &pdf(&[("endless", "yes")])), ("b.pdf", &invoice("2", "Acme", "10"))])
        .await
        .expect(201);
    house.settle().await;
    let one = ann.get("/api/invoices/1").await.expect(200);
    assert_eq!(one["failure"], "Reading this file took longer than 1 seconds and was stopped.");
    assert_eq!(ann.get("/api/invoices/2").await.expect(200)["status"], "completed");
}

#[tokio::test]
async fn a_reader_that_falls_over_fails_its_job_and_nothing_else() {
    let house = House::new(On::Sqlite, MODULES).await;
    let ann = person(&house, "ann", Role::User).await;
    let id = batch(&ann).await;
    upload(&ann, id, &[("a.pdf", &pdf(&[("panic", "yes")]))]).await.expect(201);
    house.settle().await;
    assert_eq!(job::counts(&house.app).await.expect("counts").get("queued"), Some(&1), "it is tried again");
    ann.get("/api/invoices/1").await.expect(200);
}
