//! How well the reader reads, reckoned by hand from what people said.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, invoice, person, read};

kernel::stories! { MODULES;
    async fn the_measures_follow_from_what_people_said(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        for (number, total) in [("1", "10"), ("2", "20"), ("3", "30")] {
            read(house, &ann, id, &invoice(number, "Acme", total)).await;
        }
        // Six fields each. The second has a wrong number; the third misses a due date and invented its currency.
        ann.put("/api/invoices/2", json!({"fields": {"invoice_number": "B-9"}})).await.expect(200);
        ann.put("/api/invoices/3", json!({"fields": {"due_date": "2026-04-01", "currency": null}})).await.expect(200);
        assert_eq!(ann.get("/api/dashboard/model/metrics").await.expect(200)["feedback_queue_length"], 3);
        house.settle().await;
        let empty = ann.get("/api/dashboard/model/metrics").await.expect(200);
        assert_eq!((&empty["model_version"], &empty["accuracy"], &empty["feedback_queue_length"]), (&json!("v1.0.0"), &json!(0.0), &json!(0)));
        for one in 1..=3 {
            ann.post(&format!("/api/invoices/{one}/approve"), json!({})).await.expect(200);
            invoices::metric::commands::measure(&house.app).await.expect("a measure");
        }
        let model = ann.get("/api/dashboard/model/metrics").await.expect(200);
        // 16 right, 1 wrong, 1 missed, 1 invented: 16/19; 16/18 both ways.
        assert_eq!((&model["accuracy"], &model["precision"], &model["recall"], &model["f1_score"]), (&json!(0.8421), &json!(0.8889), &json!(0.8889), &json!(0.8889)));
        assert_eq!((&model["model_version"], &model["retrain_count"], &model["is_production_ready"]), (&json!("rules-1.2"), &json!(2), &json!(false)));
        assert!(model["last_retrain"].is_string());
        let of = |name: &str| model["fields"].as_array().expect("fields").iter().find(|one| one["field"] == name).expect("a field").clone();
        assert_eq!(of("invoice_number"), json!({"field": "invoice_number", "labelled": 3, "right": 2, "precision": 0.6667, "recall": 0.6667}));
        assert_eq!(of("due_date"), json!({"field": "due_date", "labelled": 1, "right": 0, "precision": null, "recall": 0.0}));
        assert_eq!(of("currency"), json!({"field": "currency", "labelled": 3, "right": 2, "precision": 0.6667, "recall": 1.0}));
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_model_metrics").await, 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_model_metrics WHERE avg_latency > 0 AND p95_latency >= p50_latency").await, 1);
        let audited = house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'measure_reader'").await;
        invoices::metric::commands::measure(&house.app).await.expect("a measure");
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'measure_reader'").await, audited, "nothing moved");
        assert_eq!(ann.get("/api/dashboard/metrics").await.expect(200)["accuracy_score"], 84.21);
    }
}
