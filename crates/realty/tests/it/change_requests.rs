//! What customers want otherwise, what it costs, and who has the last word.
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, builder, customer},
    sale::{Sale, missed, raw, told, with},
    site::events,
};

fn wish(booking: i64) -> Value {
    json!({
        "booking_id": booking, "request_type": "layout", "request_title": "Open kitchen",
        "request_description": "Please leave out the wall.",
    })
}

const ONE: &str = "/api/change-requests/1";

/// A booking of Bob with a request that Ann has approved for this price.
async fn offered(sale: &Sale<'_>, cost: Value) -> i64 {
    let booking = sale.booked(json!({})).await;
    sale.customer.post("/api/change-requests", wish(booking)).await.expect(201);
    let body = json!({"status": "approved", "estimated_cost": cost, "estimated_timeline_days": 14});
    sale.builder.patch(ONE, body).await.expect(200);
    booking
}

kernel::stories! { MODULES;
    async fn a_customer_asks_and_the_builder_hears_of_it(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        let body = with(wish(booking), json!({"attachments": ["https://example.com/plan.pdf"], "estimated_cost": 1}));
        let reply = sale.customer.post("/api/change-requests", body).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), ONE);
        assert_eq!((&made["status"], &made["estimated_cost"]), (&json!("submitted"), &Value::Null), "the price is the builder's word");
        assert_eq!((&made["attachments"], &made["unit_number"]), (&json!(["https://example.com/plan.pdf"]), &json!("A-101")));
        assert_eq!((&made["awaits_customer"], &made["customer_name"]), (&json!(false), &json!("bob Doe")));
        let word = told(house, 1).await.pop().expect("a word");
        assert_eq!(word, "bob Doe asks for a change of A-101 in Green Valley: Open kitchen.");
        assert_eq!(events(house, "realty.change_request.created").await.len(), 2);
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get(ONE).await.expect(200), made);
            let all = side.get(&format!("/api/change-requests?booking_id={booking}")).await;
            assert_eq!((all.expect(200), all.header("x-total-count")), (json!([made]), "1"));
        }
    }

    async fn refusals_use_the_words_of_the_contract_and_leave_no_trace(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let (max, _) = builder(house, "max").await;
        let booking = sale.booked(json!({})).await;
        sale.customer.post("/api/change-requests", wish(booking)).await.expect(201);
        let before = marks(house).await;
        let create = "Not authorized to create change request for this booking";
        assert_eq!(eve.post("/api/change-requests", wish(booking)).await.refused(403), create);
        assert_eq!(max.post("/api/change-requests", wish(booking)).await.refused(403), create);
        assert_eq!(eve.post("/api/change-requests", wish(99)).await.refused(404), "Booking not found");
        for foreigner in [&eve, &max] {
            assert_eq!(foreigner.get(ONE).await.refused(403), "Not authorized to view this change request");
            assert_eq!(foreigner.get("/api/change-requests").await.expect(200), json!([]));
        }
        let approve = json!({"status": "approved"});
        assert_eq!(sale.customer.patch(ONE, approve.clone()).await.refused(403), "Only builders can update change requests");
        assert_eq!(max.patch(ONE, approve.clone()).await.refused(403), "Not authorized to update this change request");
        assert_eq!(max.patch("/api/change-requests/99", approve).await.refused(404), "Change request not found");
        assert_eq!(sale.builder.post(&format!("{ONE}/accept"), json!({})).await.refused(403), "Customer access required");
        assert_eq!(eve.post(&format!("{ONE}/accept"), json!({})).await.refused(403), "Not authorized");
        let early = sale.customer.post(&format!("{ONE}/accept"), json!({})).await.refused(409);
        assert!(early.contains("is submitted"), "{early}");
        let wrong = sale.customer.post("/api/change-requests", with(wish(booking), json!({"request_type": "garden"}))).await.refused(422);
        assert!(["layout", "fixtures", "finishes", "electrical", "plumbing", "other"].iter().all(|word| wrong.contains(word)));
        sale.builder.patch(ONE, json!({"estimated_cost": -1})).await.expect(422);
        sale.builder.patch(ONE, json!({"status": null})).await.expect(422);
        sale.builder.header("if-match", "\"old\"").patch(ONE, json!({"status": "rejected"})).await.expect(412);
        assert_eq!(marks(house).await, before);
    }

    async fn requests_go_the_allowed_ways_only(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        sale.customer.post("/api/change-requests", wish(booking)).await.expect(201);
        let set = async |status: &str| sale.builder.patch(ONE, json!({"status": status})).await;
        assert!(set("completed").await.refused(409).contains("possible: under_review, approved, rejected"));
        assert_eq!(set("under_review").await.expect(200)["status"], "under_review");
        assert_eq!(set("submitted").await.status, 409);
        let approved = set("approved").await.expect(200);
        assert_eq!(approved["approval_date"], "2026-03-15T10:00:00Z");
        assert_eq!(set("rejected").await.status, 409);
        let done = set("completed").await.expect(200);
        assert_eq!((&done["status"], &done["completion_date"]), (&json!("completed"), &json!("2026-03-15T10:00:00Z")));
        assert!(sale.builder.patch(ONE, json!({"builder_response": "x"})).await.refused(409).contains("completed"));
        assert_eq!(missed(house).await, 0);
    }

    async fn nothing_moves_before_the_customers_yes_and_all_of_it_with_it(house) {
        let sale = Sale::new(house).await;
        let booking = offered(&sale, json!("125000.50")).await;
        let path = format!("/api/bookings/{booking}");
        let seen = sale.customer.get(ONE).await.expect(200);
        assert_eq!((&seen["awaits_customer"], &seen["status"]), (&json!(true), &json!("approved")));
        let word = told(house, sale.customer_user).await.pop().expect("a word");
        assert_eq!(
            word,
            "A-101 in Green Valley: \"Open kitchen\" is approved. It costs 125000.50 INR. It takes 14 days. Please accept or decline it."
        );
        assert_eq!(raw(&sale.customer.get(&path).await, "total_amount"), "7500000.00");
        assert!(sale.builder.patch(ONE, json!({"status": "completed"})).await.refused(409).contains("has not accepted the cost of 125000.50"));
        let dues = house.number("SELECT COUNT(*) FROM realty_dues").await;
        let accepted = sale.customer.post(&format!("{ONE}/accept"), json!({})).await.expect(200);
        assert_eq!((&accepted["customer_decision"], &accepted["awaits_customer"]), (&json!("accepted"), &json!(false)));
        assert_eq!(raw(&sale.customer.get(&path).await, "total_amount"), "7625000.50");
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues").await, dues + 1);
        let added = "SELECT amount FROM realty_dues WHERE kind = 'change' AND change_request_id = 1";
        assert_eq!(house.number(added).await, 1_250_005_000);
        assert_eq!(missed(house).await, 0);
        let word = told(house, 1).await.pop().expect("a word");
        assert_eq!(word, "bob Doe accepts \"Open kitchen\" for 125000.50 INR (A-101 in Green Valley).");
        let before = marks(house).await;
        assert!(sale.customer.post(&format!("{ONE}/accept"), json!({})).await.refused(409).contains("already"));
        assert!(sale.customer.post(&format!("{ONE}/decline"), json!({})).await.refused(409).contains("already"));
        assert!(sale.builder.patch(ONE, json!({"final_cost": 130_000})).await.refused(409).contains("can't change"));
        assert_eq!(marks(house).await, before);
        let done = sale.builder.patch(ONE, json!({"status": "completed"})).await;
        assert_eq!(raw(&done, "final_cost"), "125000.50");
        done.expect(200);
    }

    async fn a_declined_offer_may_be_made_anew(house) {
        let sale = Sale::new(house).await;
        let booking = offered(&sale, json!(125_000)).await;
        let declined = sale.customer.post(&format!("{ONE}/decline"), json!({"reason": "Too dear"})).await.expect(200);
        assert_eq!(declined["customer_decision"], "declined");
        assert!(told(house, 1).await.pop().expect("a word").ends_with("Why: Too dear"));
        assert!(sale.builder.patch(ONE, json!({"status": "completed"})).await.refused(409).contains("declined"));
        let cheaper = sale.builder.patch(ONE, json!({"estimated_cost": 90_000})).await.expect(200);
        assert_eq!((&cheaper["customer_decision"], &cheaper["awaits_customer"]), (&Value::Null, &json!(true)));
        sale.customer.post(&format!("{ONE}/accept"), json!({})).await.expect(200);
        assert_eq!(raw(&sale.customer.get(&format!("/api/bookings/{booking}")).await, "total_amount"), "7590000.00");
        assert_eq!(missed(house).await, 0);
    }

    async fn nobody_accepts_another_price_than_he_saw(house) {
        let sale = Sale::new(house).await;
        offered(&sale, json!(100)).await;
        let tag = sale.customer.get(ONE).await.header("etag").to_owned();
        sale.builder.patch(ONE, json!({"estimated_cost": 100_000})).await.expect(200);
        let before = marks(house).await;
        sale.customer.header("if-match", &tag).post(&format!("{ONE}/accept"), json!({})).await.expect(412);
        assert_eq!(marks(house).await, before);
    }

    async fn of_many_accepts_one_counts(house) {
        let sale = Sale::new(house).await;
        offered(&sale, json!(1000)).await;
        let path = format!("{ONE}/accept");
        let sent = (0..6).map(|_| sale.customer.post(&path, json!({})));
        let replies = futures::future::join_all(sent).await;
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE kind = 'change'").await, 1);
        assert_eq!(missed(house).await, 0);
    }

    async fn what_costs_nothing_needs_no_yes(house) {
        let sale = Sale::new(house).await;
        offered(&sale, json!(0)).await;
        assert_eq!(sale.customer.get(ONE).await.expect(200)["awaits_customer"], false);
        sale.builder.patch(ONE, json!({"status": "completed"})).await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_dues WHERE kind = 'change'").await, 0);
    }

    async fn a_request_is_withdrawn_while_nobody_has_looked(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        sale.customer.post("/api/change-requests", wish(booking)).await.expect(201);
        sale.customer.post("/api/change-requests", wish(booking)).await.expect(201);
        sale.builder.patch(ONE, json!({"status": "under_review"})).await.expect(200);
        assert!(sale.customer.delete(ONE).await.refused(409).contains("under_review"));
        assert_eq!(sale.builder.delete("/api/change-requests/2").await.refused(403), "Customer access required");
        sale.customer.delete("/api/change-requests/2").await.expect(204);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_change_requests").await, 1);
        let open = sale.builder.get("/api/change-requests?status=submitted").await.expect(200);
        assert_eq!(open, json!([]));
    }

    async fn a_cancelled_booking_is_changed_no_more(house) {
        let sale = Sale::new(house).await;
        let booking = offered(&sale, json!(1000)).await;
        sale.customer.post(&format!("/api/bookings/{booking}/cancel"), json!({"reason": "No"})).await.expect(200);
        let before = marks(house).await;
        assert!(sale.customer.post(&format!("{ONE}/accept"), json!({})).await.refused(409).contains("cancelled"));
        assert!(sale.customer.post("/api/change-requests", wish(booking)).await.refused(409).contains("cancelled"));
        assert_eq!(marks(house).await, before);
    }
}
