//! Figures: as the contract defines them, over what the caller sees.
use chrono::Duration;
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, again, batch, invoice, pdf, person, read};

kernel::stories! { MODULES;
    async fn the_figures_are_the_contracts(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("0", "Acme", "1")).await;
        house.app.clock.advance(Duration::days(31));
        let ann = again(house, "ann").await;
        read(house, &ann, id, &invoice("1", "Acme", "100.50")).await;
        read(house, &ann, id, &pdf(&[("seller_name", "Acme"), ("total_amount", "9.50")])).await;
        ann.post("/api/invoices/2/approve", json!({})).await.expect(200);
        let figures = ann.get("/api/dashboard/metrics").await.expect(200);
        assert_eq!((&figures["total_invoices"], &figures["processed_invoices"], &figures["flagged_invoices"]), (&json!(2), &json!(2), &json!(1)));
        assert_eq!((&figures["flagged_percentage"], &figures["approval_rate"], &figures["total_amount"]), (&json!(50.0), &json!(50.0), &json!(110.0)));
        assert_eq!((&figures["invoices_trend"], &figures["accuracy_score"], &figures["processing_rate"]), (&json!(100.0), &json!(0.0), &json!(0.0)));
        let zone = "start_date=2026-04-15T00:00:00%2B05:30&end_date=2026-04-16T00:00:00Z";
        assert_eq!(ann.get(&format!("/api/dashboard/metrics?{zone}")).await.expect(200)["total_invoices"], 2);
        assert_eq!(ann.get("/api/dashboard/metrics?vendor_ids=1&batch_ids=1,2").await.expect(200)["total_invoices"], 2);
        assert_eq!(ann.get("/api/dashboard/metrics?batch_ids=9").await.expect(200)["total_invoices"], 0);
        ann.get("/api/dashboard/metrics?start_date=2026-04-02&end_date=2026-04-01").await.refused(422);
        ann.get("/api/dashboard/metrics?vendor_ids=a").await.refused(422);
        ann.get("/api/dashboard/metrics?start_date=yesterday").await.refused(422);
        house.client().get("/api/dashboard/metrics").await.refused(401);
    }

    async fn everybody_sees_the_figures_of_what_he_sees(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let max = person(house, "max", Role::Manager).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        for (client, expected) in [(&ann, 1), (&bob, 0), (&max, 1)] {
            let figures = client.get("/api/dashboard/metrics").await.expect(200);
            assert_eq!(figures["total_invoices"], expected);
        }
        let csv = bob.get("/api/dashboard/export/csv").await;
        assert_eq!(csv.text().lines().count(), 1);
    }

    async fn figures_are_narrowed_by_status_and_never_sum_up_currencies(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "100")).await;
        read(house, &ann, id, &invoice("2", "Acme", "20.50")).await;
        read(house, &ann, id, &pdf(&[("invoice_number", "3"), ("seller_name", "Bolt"), ("total_amount", "5"), ("taxable_amount", "5"), ("currency", "USD"), ("invoice_date", "2026-03-01")])).await;
        read(house, &ann, id, &pdf(&[("broken", "yes")])).await;
        ann.post("/api/invoices/1/approve", json!({})).await.expect(200);
        let of = |path: &str| { let (ann, path) = (ann.clone(), format!("/api/dashboard/{path}")); async move { ann.get(&path).await.expect(200) } };
        let all = of("metrics").await;
        assert_eq!((&all["total_invoices"], &all["total_amount"]), (&json!(4), &json!(125.5)), "as the contract sums");
        assert_eq!(all["amounts"], json!([{"currency": "EUR", "amount": 120.5, "invoices": 2}, {"currency": "USD", "amount": 5.0, "invoices": 1}]));
        let approved = of("metrics?status=approved").await;
        assert_eq!((&approved["total_invoices"], &approved["approval_rate"], &approved["amounts"][0]["amount"]), (&json!(1), &json!(100.0), &json!(100.0)));
        assert_eq!(of("metrics?status=rejected").await["amounts"], json!([]));
        let stage = |stages: &serde_json::Value, at: usize| (stages[at]["invoices_processed"].clone(), stages[at]["error_count"].clone());
        let failed = of("throughput?status=failed").await;
        assert_eq!((stage(&failed, 1), stage(&failed, 7)), ((json!(0), json!(1)), (json!(0), json!(0))));
        assert_eq!(stage(&of("throughput?status=completed&vendor_ids=1").await, 7), (json!(1), json!(0)));
        assert_eq!(stage(&of("throughput?start_date=2026-03-16&end_date=2026-03-17").await, 7), (json!(0), json!(0)));
        assert_eq!(stage(&of("throughput").await, 7), (json!(3), json!(0)));
        assert_eq!(of("latency?status=rejected").await[1]["max_latency"], 0.0);
        let csv = ann.get("/api/dashboard/export/csv?status=completed&batch_ids=1").await.text();
        assert_eq!(csv.lines().skip(1).filter(|line| line.contains(",completed,")).count(), 2, "{csv}");
        assert_eq!(csv.lines().count(), 3, "{csv}");
        for path in ["metrics", "throughput", "latency", "export/csv"] {
            ann.get(&format!("/api/dashboard/{path}?status=lost")).await.expect(422);
        }
        house.app.clock.advance(Duration::days(31));
        let ann = again(house, "ann").await;
        read(house, &ann, id, &invoice("5", "Acme", "1")).await;
        let figures = ann.get("/api/dashboard/metrics?status=completed").await.expect(200);
        assert_eq!((&figures["total_invoices"], &figures["invoices_trend"]), (&json!(1), &json!(-50.0)), "like with like");
    }

    async fn stages_models_and_the_table(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("=1+1", "Acme, Ltd", "10")).await;
        read(house, &ann, id, &pdf(&[("broken", "yes")])).await;
        let stages = ann.get("/api/dashboard/throughput").await.expect(200);
        assert_eq!(stages.as_array().map(Vec::len), Some(8));
        assert_eq!((&stages[1]["agent_name"], &stages[1]["error_count"]), (&json!("Ocr"), &json!(1)));
        assert_eq!((&stages[7]["agent_name"], &stages[7]["success_rate"], &stages[7]["invoices_processed"]), (&json!("Review"), &json!(100.0), &json!(1)));
        let latency = ann.get("/api/dashboard/latency").await.expect(200);
        assert_eq!((latency.as_array().map(Vec::len), &latency[0]["stage"]), (Some(8), &json!("upload")));
        let model = ann.get("/api/dashboard/model/metrics").await.expect(200);
        assert_eq!((&model["model_version"], &model["is_production_ready"], &model["precision"]), (&json!("v1.0.0"), &json!(false), &json!(null)));
        let csv = ann.get("/api/dashboard/export/csv").await;
        assert_eq!((csv.status, csv.header("content-type")), (200, "text/csv; charset=utf-8"));
        assert_eq!(csv.header("content-disposition"), "attachment; filename=dashboard_export_20260315_100000.csv");
        let text = csv.text();
        let lines = text.split("\r\n").collect::<Vec<_>>();
        assert_eq!(lines[0], "Invoice ID,Invoice Number,Vendor Name,GSTIN,Total Amount,Status,Is Flagged,Created At,Processed At");
        assert!(lines.contains(&"1,'=1+1,\"Acme, Ltd\",,10.00,completed,No,2026-03-15T10:00:00Z,2026-03-15T10:00:00Z"), "{text}");
        assert!(!csv.header("x-process-time").is_empty());
    }

    async fn lists_are_filtered_and_searched(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        for (number, total) in [("A-1", "10"), ("A-2", "20"), ("B_3", "30")] {
            read(house, &ann, id, &invoice(number, "Acme", total)).await;
        }
        let ids = |query: &str| {
            let (ann, path) = (ann.clone(), format!("/api/invoices?{query}"));
            async move {
                let page = ann.get(&path).await.expect(200);
                page["items"].as_array().expect("items").iter().map(|one| one["id"].as_i64().unwrap_or(0)).collect::<Vec<_>>()
            }
        };
        assert_eq!(ids("").await, [3, 2, 1]);
        assert_eq!(ids("search=a-").await, [2, 1]);
        assert_eq!(ids("search=_").await, [3], "no wildcard");
        assert_eq!(ids("sort_by=total_amount&order=asc&page_size=2").await, [1, 2]);
        assert_eq!(ids("min_amount=20&max_amount=20").await, [2]);
        assert_eq!(ids("is_flagged=true").await, [] as [i64; 0]);
        assert_eq!(ids(&format!("batch_id={id}&vendor_id=1&status=completed&page=2&page_size=2")).await, [1]);
        ann.get("/api/invoices?page=0").await.refused(422);
    }
}
