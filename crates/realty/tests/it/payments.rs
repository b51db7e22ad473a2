//! Payments, and what they do to a schedule.
use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, again, raw, told, traces},
    site::{development, entered, home},
};

fn asked(booking: i64, kind: &str, amount: impl Into<Value>) -> Value {
    json!({"booking_id": booking, "payment_type": kind, "amount": amount.into(), "payment_method": "cheque"})
}

kernel::stories! { MODULES;
    async fn a_payment_is_asked_for_and_made(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let mut body = asked(1, "token", 200_000);
        (body["due_date"], body["notes"]) = (json!("2026-03-20"), json!("By cheque"));
        let reply = sale.builder.post("/api/payments", body).await;
        let made = reply.expect(201);
        assert_eq!((reply.header("location"), raw(&reply, "amount")), ("/api/payments/1", "200000.00".into()));
        assert_eq!((&made["payment_status"], &made["paid_date"], &made["receipt_url"]), (&json!("pending"), &Value::Null, &Value::Null));
        assert_eq!(sale.customer.get("/api/payments/1").await.expect(200), made);
        assert_eq!(sale.customer.get("/api/bookings/1/payments").await.expect(200)["total_paid"], 0.0);
        house.app.clock.advance(Duration::minutes(5));
        let done = json!({"payment_status": "completed", "transaction_id": "TX-1"});
        let done = sale.builder.patch("/api/payments/1", done).await.expect(200);
        assert_eq!((&done["paid_date"], &done["transaction_id"]), (&json!("2026-03-15T10:05:00Z"), &json!("TX-1")));
        assert_eq!(done["receipt_url"], "/api/payments/1/receipt");
        assert_eq!(sale.customer.get("/api/bookings/1").await.expect(200)["booking_status"], "token_paid");
        let told = told(house, sale.customer_user).await;
        assert_eq!(told, [
            "The token of 200000.00 INR for A-101 in Green Valley is asked for until 2026-03-20.",
            "The token of 200000.00 INR for A-101 in Green Valley was received. Thank you.",
            "The token for A-101 in Green Valley is paid: BK-001 holds.",
        ]);
    }

    async fn payments_go_to_the_oldest_parts_first(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        sale.paid(1, "token", 200_000).await;
        sale.paid(1, "installment", 1_000_000).await;
        sale.paid(1, "maintenance", 77).await;
        sale.paid(1, "penalty", 88).await;
        let reply = sale.customer.get("/api/bookings/1/payments").await;
        let seen = reply.expect(200);
        assert_eq!((raw(&reply, "total_paid"), raw(&reply, "total_pending")), ("1200000.00".into(), "6300000.00".into()));
        let lines = seen["payment_schedule"].as_array().expect("parts");
        let line = |n: usize| (lines[n]["paid"].as_f64(), lines[n]["open"].as_f64(), lines[n]["status"].as_str());
        assert_eq!(line(0), (Some(200_000.0), Some(0.0), Some("paid")));
        assert_eq!(line(1), (Some(1_000_000.0), Some(6_300_000.0), Some("partial")));
        assert_eq!((&seen["advance"], &seen["payments"].as_array().map(Vec::len)), (&json!(0.0), &Some(4)));
        sale.paid(1, "final", 6_300_500).await;
        let reply = sale.builder.get("/api/bookings/1/payments").await;
        assert_eq!((raw(&reply, "advance"), raw(&reply, "total_pending")), ("500.00".into(), "0.00".into()));
    }

    async fn lateness_costs_simple_interest_after_the_grace(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({"token_amount": null, "total_amount": 100_000})).await; // until 14 April
        house.app.clock.advance(Duration::days(30 + 7));
        let bob = again(house, "bob").await;
        let seen = bob.get("/api/bookings/1/payments").await.expect(200);
        assert_eq!((&seen["interest"], &seen["overdue"]), (&json!(0.0), &json!(100_000.0)), "the last day of grace");
        assert_eq!(seen["payment_schedule"][0]["status"], "overdue");
        let terms = json!({"percent_a_year": 12.0, "day_count": "actual/365", "grace_days": 7, "rounding": "half-up to 0.01", "as_of": "2026-04-21"});
        assert_eq!(seen["interest_terms"], terms);
        house.app.clock.advance(Duration::days(10));
        let (ann, bob) = (again(house, "ann").await, again(house, "bob").await);
        let reply = bob.get("/api/bookings/1/payments").await;
        assert_eq!(raw(&reply, "interest"), "328.77", "100,000 × 12 % × 10 / 365");
        let listed = ann.get("/api/builder/bookings").await.expect(200);
        assert_eq!(listed["bookings"][0]["overdue_amount"], 100_000.0);
        let id = ann.post("/api/payments", asked(1, "final", 100_000)).await.expect(201)["id"].clone();
        let done = json!({"payment_status": "completed", "paid_date": "2026-04-22"});
        ann.patch(&format!("/api/payments/{id}"), done).await.expect(200);
        let reply = bob.get("/api/bookings/1/payments").await;
        assert_eq!((raw(&reply, "interest"), raw(&reply, "overdue")), ("32.88".into(), "0.00".into()), "of one day");
    }

    async fn payments_go_their_ways_only(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        sale.builder.post("/api/payments", asked(1, "installment", 500)).await.expect(201);
        let patch = async |body: Value| sale.builder.patch("/api/payments/1", body).await;
        let to = async |status: &str| patch(json!({"payment_status": status})).await;
        let before = traces(house).await;
        assert_eq!(to("refunded").await.refused(409), "This payment is pending: it can only become completed or failed.");
        to("paid").await.expect(422);
        patch(json!({"payment_status": null})).await.expect(422);
        let ahead = patch(json!({"payment_status": "completed", "paid_date": "2026-03-16"})).await.refused(422);
        assert!(ahead.contains("lies in the future"), "{ahead}");
        assert_eq!(patch(json!({"payment_status": "pending"})).await.status, 200, "it is so already");
        assert_eq!(traces(house).await, before);
        to("failed").await.expect(200);
        to("completed").await.expect(409);
        to("pending").await.expect(200);
        let noted = patch(json!({"payment_status": "completed", "paid_date": "2026-03-01T08:00:00+01:00", "notes": "x"})).await.expect(200);
        assert_eq!((&noted["paid_date"], &noted["notes"]), (&json!("2026-03-01T07:00:00Z"), &json!("x")));
        assert_eq!(patch(json!({"notes": null})).await.expect(200)["notes"], Value::Null);
        to("pending").await.expect(409);
        to("refunded").await.expect(200);
        assert_eq!(sale.builder.get("/api/bookings/1/payments").await.expect(200)["total_paid"], 0.0);
        to("completed").await.expect(409);
        let tag = sale.builder.get("/api/payments/1").await.header("etag").to_owned();
        let held = sale.builder.header("if-match", &tag);
        held.patch("/api/payments/1", json!({"transaction_id": "T"})).await.expect(200);
        held.patch("/api/payments/1", json!({"transaction_id": "U"})).await.expect(412);
    }

    async fn a_token_counts_when_it_is_whole(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let state = async || sale.customer.get("/api/bookings/1").await.expect(200)["booking_status"].clone();
        sale.paid(1, "installment", 500_000).await;
        sale.paid(1, "token", 150_000).await;
        assert_eq!(state().await, "inquiry");
        sale.paid(1, "token", 50_000).await;
        assert_eq!(state().await, "token_paid");
        sale.builder.patch("/api/bookings/1/status", json!({"status": "completed"})).await.expect(200);
        sale.paid(1, "token", 1).await;
        assert_eq!(state().await, "booking_confirmed", "never back");
    }

    async fn refusals_leave_no_trace(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        let (eve, _) = customer(house, "eve").await;
        sale.booked(json!({})).await;
        sale.builder.post("/api/payments", asked(1, "token", 1)).await.expect(201);
        let before = traces(house).await;
        let post = async |body: Value| sale.builder.post("/api/payments", body).await;
        assert_eq!(post(asked(99, "token", 1)).await.refused(404), "Booking not found");
        assert_eq!(cleo.post("/api/payments", asked(1, "token", 1)).await.refused(403), "Not authorized");
        assert_eq!(sale.customer.post("/api/payments", asked(1, "token", 1)).await.refused(403), "Builder access required");
        for wrong in [json!(0), json!(-1), json!("1.00001"), json!("abc"), json!(1e15), Value::Null] {
            post(asked(1, "token", wrong)).await.expect(422);
        }
        assert!(post(asked(1, "gift", 1)).await.refused(422).contains("maintenance"));
        assert_eq!(cleo.get("/api/payments/1").await.refused(403), "Not authorized");
        assert_eq!(eve.get("/api/payments/1").await.refused(403), "Not authorized");
        assert_eq!(eve.get("/api/bookings/1/payments").await.refused(403), "Not authorized");
        assert_eq!(cleo.patch("/api/payments/1", json!({"payment_status": "completed"})).await.refused(403), "Not authorized");
        assert_eq!(sale.builder.patch("/api/payments/99", json!({})).await.refused(404), "Payment not found");
        assert_eq!(traces(house).await, before);
        sale.customer.post("/api/bookings/1/cancel", json!({})).await.expect(200);
        let before = traces(house).await;
        assert_eq!(post(asked(1, "token", 1)).await.refused(409), "This booking is cancelled.");
        let done = json!({"payment_status": "completed"});
        assert_eq!(sale.builder.patch("/api/payments/1", done).await.refused(409), "This booking is cancelled.");
        assert_eq!(traces(house).await, before);
        sale.builder.patch("/api/payments/1", json!({"payment_status": "failed"})).await.expect(200);
    }

    async fn the_same_key_asks_once(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let keyed = sale.builder.header("idempotency-key", "pay");
        let first = keyed.post("/api/payments", asked(1, "token", 5)).await.expect(201);
        assert_eq!(keyed.post("/api/payments", asked(1, "token", 5)).await.expect(201), first);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_payments").await, 1);
    }

    async fn payments_are_listed_for_both_sides(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        let other = entered(&cleo, development("Hill", "Pune")).await;
        let far = home(&cleo, other, "H-1", 1).await;
        sale.booked(json!({})).await;
        sale.booked(json!({"unit_id": far})).await;
        sale.paid(1, "token", 5).await;
        let mut later = asked(1, "installment", 6);
        later["due_date"] = json!("2026-05-01");
        sale.builder.post("/api/payments", later).await.expect(201);
        cleo.post("/api/payments", asked(2, "token", 7)).await.expect(201);
        let ids = async |client: &kernel::testing::Client<'_>, query: &str| {
            let reply = client.get(&format!("/api/payments?{query}")).await;
            let ids = reply.expect(200).as_array().expect("a list").iter().map(|one| one["id"].as_i64().expect("an id")).collect::<Vec<_>>();
            (ids, reply.header("x-total-count").to_owned())
        };
        assert_eq!(ids(&sale.customer, "").await, (vec![3, 2, 1], "3".into()));
        assert_eq!(ids(&sale.builder, "").await.0, [2, 1]);
        assert_eq!(ids(&cleo, "").await.0, [3]);
        assert_eq!(ids(&sale.builder, "status=completed").await.0, [1]);
        assert_eq!(ids(&sale.builder, "payment_type=installment").await.0, [2]);
        assert_eq!(ids(&sale.builder, "from=2026-05-01&until=2026-05-01").await.0, [2]);
        assert_eq!(ids(&sale.builder, "booking_id=2").await.0, [0i64; 0]);
        assert_eq!(ids(&sale.customer, &format!("project_id={other}")).await.0, [3]);
        assert_eq!(ids(&sale.customer, "skip=1&limit=1").await, (vec![2], "3".into()));
        let first = sale.builder.get("/api/payments?limit=1").await.expect(200)[0].clone();
        let told = (&first["booking_number"], &first["customer_name"], &first["unit_number"], &first["project_name"]);
        assert_eq!(told, (&json!("BK-001"), &json!("bob Doe"), &json!("A-101"), &json!("Green Valley")));
        sale.builder.get("/api/payments?status=paid").await.expect(422);
        sale.builder.get("/api/payments?from=soon").await.expect(422);
    }
}
