//! Agreements, receipts and demands as PDF.
use serde_json::json;

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, texts, told, traces},
};

kernel::stories! { MODULES;
    async fn an_agreement_is_written_and_read_by_both(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"payment_plan": "loan", "loan_amount": 6_000_000, "special_requests": "A bath"})).await;
        let path = "/api/bookings/1/download-agreement";
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get(path).await.refused(404), "There is no agreement yet: the builder has not written it.");
        }
        let made = sale.builder.post("/api/bookings/1/generate-agreement", json!({})).await.expect(200);
        assert_eq!(made, json!({"booking_id": 1, "agreement_url": path, "generated_at": "2026-03-15T10:00:00Z"}));
        for side in [&sale.builder, &sale.customer] {
            let paper = side.get(path).await;
            assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"));
            assert_eq!(paper.header("content-disposition"), "inline; filename=\"BK-001.pdf\"");
            assert!(paper.body.starts_with(b"%PDF") && paper.body.len() > 5_000, "{} bytes", paper.body.len());
        }
        assert_eq!(told(house, sale.customer_user).await, ["The agreement of A-101 in Green Valley (BK-001) can be read now."]);
        let seen = sale.customer.get("/api/bookings/1").await.expect(200);
        assert_eq!(seen["agreement_at"], "2026-03-15T10:00:00Z");
        let first = texts(house, "SELECT agreement_key FROM realty_bookings").await.remove(0);
        sale.builder.post("/api/bookings/1/generate-agreement", json!({})).await.expect(200);
        let second = texts(house, "SELECT agreement_key FROM realty_bookings").await.remove(0);
        house.settle().await;
        let kept = [house.app.storage.exists(&first).await.expect("asked"), house.app.storage.exists(&second).await.expect("asked")];
        assert_eq!(kept, [false, true], "the old one goes");
        sale.customer.get(path).await.expect(200);
    }

    async fn agreements_are_nobody_elses(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        sale.builder.post("/api/bookings/1/generate-agreement", json!({})).await.expect(200);
        let (cleo, _) = builder(house, "cleo").await;
        let (eve, _) = customer(house, "eve").await;
        let before = traces(house).await;
        assert_eq!(cleo.post("/api/bookings/1/generate-agreement", json!({})).await.refused(403), "Not authorized");
        let his = sale.customer.post("/api/bookings/1/generate-agreement", json!({})).await;
        assert_eq!(his.refused(403), "Builder access required");
        for stranger in [&cleo, &eve] {
            assert_eq!(stranger.get("/api/bookings/1/download-agreement").await.refused(403), "Not authorized");
        }
        sale.builder.post("/api/bookings/99/generate-agreement", json!({})).await.expect(404);
        sale.builder.get("/api/bookings/99/download-agreement").await.expect(404);
        assert_eq!(traces(house).await, before);
        sale.builder.post("/api/bookings/1/cancel", json!({})).await.expect(200);
        let late = sale.builder.post("/api/bookings/1/generate-agreement", json!({})).await;
        assert_eq!(late.refused(409), "This booking is cancelled.");
    }

    async fn a_receipt_is_for_what_was_paid(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let body = json!({"booking_id": 1, "payment_type": "token", "amount": 200_000, "payment_method": "cash"});
        sale.builder.post("/api/payments", body).await.expect(201);
        let early = sale.customer.get("/api/payments/1/receipt").await.refused(409);
        assert_eq!(early, "This payment is pending: there is a receipt once it is completed.");
        sale.builder.patch("/api/payments/1", json!({"payment_status": "completed"})).await.expect(200);
        for side in [&sale.builder, &sale.customer] {
            let paper = side.get("/api/payments/1/receipt").await;
            assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"));
            assert!(paper.body.starts_with(b"%PDF"));
        }
        let (eve, _) = customer(house, "eve").await;
        assert_eq!(eve.get("/api/payments/1/receipt").await.refused(403), "Not authorized");
        sale.builder.get("/api/payments/99/receipt").await.expect(404);
        sale.builder.patch("/api/payments/1", json!({"payment_status": "refunded"})).await.expect(200);
        assert_eq!(sale.customer.get("/api/payments/1/receipt").await.status, 200);
    }

    async fn a_demand_can_be_printed(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        for side in [&sale.builder, &sale.customer] {
            let paper = side.get("/api/dues/1/demand").await;
            assert_eq!((paper.status, paper.header("content-type")), (200, "application/pdf"));
            assert!(paper.body.starts_with(b"%PDF"));
        }
        let (eve, _) = customer(house, "eve").await;
        assert_eq!(eve.get("/api/dues/1/demand").await.refused(403), "Not authorized");
        assert_eq!(eve.get("/api/dues/99/demand").await.refused(404), "Due not found");
    }
}
