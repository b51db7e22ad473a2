//! Vendors: kept from the invoices, with their risk and its history.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, invoice, pdf, person, read, traces};

fn of(number: &str, extra: &[(&str, &str)]) -> Vec<u8> {
    let base = [
        ("invoice_number", number),
        ("total_amount", "100"),
        ("taxable_amount", "100"),
        ("invoice_date", "2026-03-01"),
    ];
    pdf(&base.iter().chain(extra).copied().collect::<Vec<_>>())
}

kernel::stories! { MODULES;
    async fn a_vendor_known_by_name_gets_his_number_later(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &of("1", &[("seller_name", "Acme Pvt Ltd")])).await;
        read(house, &ann, id, &of("2", &[("seller_name", "ACME Private Limited"), ("seller_gstin", "24AAGCI9537F1ZG"), ("iban", "DE89 3704 0044 0532 0130 00")])).await;
        read(house, &ann, id, &of("3", &[("seller_name", "Acme India"), ("seller_gstin", "24AAGCI9537F1ZG")])).await;
        let all = ann.get("/api/vendors").await.expect(200);
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
        let acme = ann.get("/api/vendors/1").await.expect(200);
        assert_eq!((&acme["gstin"], &acme["total_invoices"], &acme["total_amount"]), (&json!("24AAGCI9537F1ZG"), &json!(3), &json!(300.0)));
        assert_eq!(acme["aliases"], json!(["Acme Pvt Ltd", "Acme India"]));
        assert_eq!((&acme["accounts"][0]["iban"], &acme["last_invoice_date"]), (&json!("DE89 3704 0044 0532 0130 00"), &json!("2026-03-01")));
    }

    async fn risk_follows_from_flags_and_its_history_says_why(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        read(house, &ann, id, &pdf(&[("seller_name", "Acme"), ("total_amount", "5")])).await;
        let acme = ann.get("/api/vendors/1").await.expect(200);
        assert_eq!((&acme["risk_score"], &acme["risk_category"], &acme["flagged_count"]), (&json!(80.0), &json!("high"), &json!(1)));
        let history = ann.get("/api/vendors/1/risk").await.expect(200);
        assert_eq!(history[0]["contributions"][0]["says"], "1 of 2 invoices are flagged (50.0 %)");
        let board = ann.get("/api/dashboard/vendors?sort_by=flagged_count").await.expect(200);
        assert_eq!((&board[0]["vendor_name"], &board[0]["flagged_percentage"]), (&json!("Acme"), &json!(50.0)));
        ann.get("/api/dashboard/vendors?sort_by=name").await.refused(422);
        ann.get("/api/dashboard/vendors?limit=101").await.refused(422);
    }

    async fn a_manager_keeps_the_black_list(house) {
        let (ann, max) = (person(house, "ann", Role::User).await, person(house, "max", Role::Manager).await);
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("1", "Acme", "10")).await;
        let before = traces(house).await;
        ann.put("/api/vendors/1/blacklist", json!({"reason": "Fraud"})).await.refused(403);
        ann.put("/api/vendors/1", json!({"city": "Pune"})).await.refused(403);
        assert_eq!(traces(house).await, before);
        let black = max.put("/api/vendors/1/blacklist", json!({"reason": "Fraud"})).await.expect(200);
        assert_eq!((&black["is_blacklisted"], &black["risk_score"], &black["risk_category"]), (&json!(true), &json!(100.0), &json!("high")));
        assert_eq!(ann.get("/api/vendors?is_blacklisted=true").await.header("x-total-count"), "1");
        let seen = ann.get("/api/vendors/1").await;
        let moved = max.header("if-match", seen.header("etag")).put("/api/vendors/1", json!({"city": "Pune", "email": null})).await.expect(200);
        assert_eq!(moved["city"], "Pune");
        max.header("if-match", seen.header("etag")).put("/api/vendors/1", json!({"city": "Goa"})).await.refused(412);
        let white = max.delete("/api/vendors/1/blacklist").await.expect(200);
        assert_eq!((&white["is_blacklisted"], &white["risk_score"]), (&json!(false), &json!(0.0)));
        ann.get("/api/vendors/9").await.refused(404);
        ann.get("/api/vendors/9/risk").await.refused(404);
    }
}
