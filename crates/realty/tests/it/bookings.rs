//! Booking a home, and what becomes of the booking.
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, again, missed, raw, told, traces},
    site::{development, entered, events, home},
};

kernel::stories! { MODULES;
    async fn a_booking_takes_the_home_and_writes_its_schedule(house) {
        let sale = Sale::new(house).await;
        assert_eq!(sale.on_offer(house).await, 145);
        let reply = sale.customer.post("/api/bookings", sale.body(json!({"special_requests": "A bath"}))).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/bookings/1");
        assert_eq!((raw(&reply, "total_amount"), raw(&reply, "token_amount")), ("7500000.00".into(), "200000.00".into()));
        assert_eq!((&made["booking_status"], &made["unit"]["status"]), (&json!("inquiry"), &json!("booked")));
        assert_eq!((&made["booking_number"], &made["customer_id"]), (&json!("BK-001"), &json!(sale.customer_id)));
        assert_eq!((&made["loan_approved"], &made["booking_date"]), (&json!(false), &json!("2026-03-15T10:00:00Z")));
        assert_eq!(made["project"]["project_name"], "Green Valley");
        assert_eq!((sale.on_offer(house).await, sale.status(house).await), (144, "booked".into()));
        assert_eq!(missed(house).await, 0);
        let told = told(house, 1).await;
        assert_eq!(told, ["bob Doe booked A-101 in Green Valley for 7500000.00 INR, to be paid in full. The number is BK-001."]);
        let seen = events(house, "realty.booking.created").await;
        assert_eq!((seen.len(), &seen[0]["booking_number"]), (2, &json!("BK-001")), "one for each side");
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get("/api/bookings/1").await.expect(200), made);
        }
    }

    async fn a_customer_names_himself_by_his_account_too(house) {
        let sale = Sale::new(house).await;
        assert_ne!(sale.customer_user, sale.customer_id);
        let made = sale.customer.post("/api/bookings", sale.body(json!({"customer_id": sale.customer_user}))).await.expect(201);
        assert_eq!(made["customer_id"], json!(sale.customer_id));
    }

    async fn refusals_come_in_order_and_leave_no_trace(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let before = traces(house).await;
        let post = async |body: Value| sale.customer.post("/api/bookings", sale.body(body)).await;
        assert_eq!(post(json!({"customer_id": 99, "unit_id": 99})).await.refused(403), "Not authorized");
        assert_eq!(post(json!({"unit_id": 99})).await.refused(404), "Unit not found");
        assert!(post(json!({"token_amount": 7_500_001})).await.refused(422).contains("token_amount"));
        assert!(post(json!({"loan_amount": 8e6, "payment_plan": "loan"})).await.refused(422).contains("loan_amount"));
        post(json!({"total_amount": 0})).await.expect(422);
        post(json!({"total_amount": -5})).await.expect(422);
        post(json!({"total_amount": "1.23456"})).await.expect(422);
        let wrong = post(json!({"payment_plan": "credit"})).await.refused(422);
        assert!(["full_payment", "installments", "loan"].iter().all(|word| wrong.contains(word)), "{wrong}");
        let refused = sale.builder.post("/api/bookings", json!({})).await;
        assert_eq!(refused.refused(403), "Customer access required", "the role goes before the body");
        house.client().post("/api/bookings", sale.body(json!({}))).await.expect(401);
        assert_eq!(traces(house).await, before);
        sale.booked(json!({})).await;
        let before = traces(house).await;
        assert_eq!(post(json!({})).await.refused(400), "Unit not available");
        let late = eve.post("/api/bookings", sale.body(json!({"customer_id": 2}))).await;
        assert_eq!(late.refused(400), "Unit not available");
        let kept = json!({"project_id": sale.project, "unit_number": "A-102", "unit_type": "studio", "floor_number": 1,
            "area_sqft": 50, "price": 1, "bathrooms": 1, "status": "reserved"});
        let kept = sale.builder.post("/api/units", kept).await.expect(201)["id"].clone();
        assert_eq!(post(json!({"unit_id": kept})).await.refused(400), "Unit not available");
        assert_eq!(traces(house).await[2], before[2]);
    }

    async fn the_same_key_books_once(house) {
        let sale = Sale::new(house).await;
        let keyed = sale.customer.header("idempotency-key", "one");
        let first = keyed.post("/api/bookings", sale.body(json!({}))).await.expect(201);
        let second = keyed.post("/api/bookings", sale.body(json!({}))).await.expect(201);
        assert_eq!((first, house.number("SELECT COUNT(*) FROM realty_bookings").await), (second, 1));
        keyed.post("/api/bookings", sale.body(json!({"total_amount": 1}))).await.expect(422);
    }

    async fn bookings_go_on_along_their_ways_only(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let go = async |word: &str| sale.builder.patch("/api/bookings/1/status", json!({"status": word})).await;
        let before = traces(house).await;
        for wrong in ["paid", "", "Active", "BOOKED"] {
            assert_eq!(go(wrong).await.refused(400), "Invalid status");
        }
        assert_eq!(go("pending").await.expect(200)["booking_status"], "inquiry");
        assert_eq!(traces(house).await, before, "nothing has changed");
        assert_eq!(go("active").await.expect(200)["booking_status"], "token_paid");
        assert_eq!(told(house, 2).await, ["The token for A-101 in Green Valley is paid: BK-001 holds."]);
        let before = traces(house).await;
        assert_eq!(
            go("pending").await.refused(409),
            "This booking is token_paid: it can only become booking_confirmed or cancelled."
        );
        go("site_visit_scheduled").await.expect(409);
        let refused = sale.customer.patch("/api/bookings/1/status", json!({"status": "completed"})).await;
        assert_eq!(refused.refused(403), "Builder access required");
        assert_eq!(traces(house).await, before);
        assert_eq!(go("completed").await.expect(200)["booking_status"], "booking_confirmed");
        let gone = go("cancelled").await.expect(200);
        assert_eq!((&gone["booking_status"], &gone["unit"]["status"]), (&json!("cancelled"), &json!("available")));
        assert_eq!(gone["cancelled_at"], "2026-03-15T10:00:00Z");
        assert_eq!(go("active").await.refused(409), "This booking is cancelled: it stays so.");
        sale.builder.patch("/api/bookings/1/status", json!({})).await.expect(422);
        sale.builder.patch("/api/bookings/99/status", json!({"status": "active"})).await.expect(404);
    }

    async fn a_cancelled_home_is_on_offer_again(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let gone = sale.customer.post("/api/bookings/1/cancel", json!({"reason": " Too far "})).await.expect(200);
        assert_eq!((&gone["booking_status"], &gone["cancel_reason"]), (&json!("cancelled"), &json!("Too far")));
        assert_eq!((sale.on_offer(house).await, sale.status(house).await), (145, "available".into()));
        assert!(told(house, 1).await[1].ends_with("is cancelled. The reason: Too far"));
        assert_eq!(events(house, "realty.booking.cancelled").await.len(), 2);
        let before = traces(house).await;
        sale.customer.post("/api/bookings/1/cancel", json!({})).await.expect(409);
        assert_eq!(traces(house).await, before);
        assert_eq!(sale.booked(json!({})).await, 2);
        assert_eq!(sale.on_offer(house).await, 144);
    }

    async fn a_customer_withdraws_until_the_token_is_paid(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let (eve, _) = customer(house, "eve").await;
        assert_eq!(eve.post("/api/bookings/1/cancel", json!({})).await.refused(403), "Not authorized");
        sale.builder.patch("/api/bookings/1/status", json!({"status": "active"})).await.expect(200);
        let before = traces(house).await;
        let refused = sale.customer.post("/api/bookings/1/cancel", json!({})).await.refused(409);
        assert_eq!(refused, "The token is paid: ask the builder to cancel this booking.");
        assert_eq!(traces(house).await, before);
        sale.builder.post("/api/bookings/1/cancel", json!({})).await.expect(200);
        assert_eq!(sale.status(house).await, "available");
    }

    async fn a_registered_home_is_sold(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let patch = async |body: Value| sale.builder.patch("/api/bookings/1", body).await;
        let before = traces(house).await;
        let refused = patch(json!({"actual_registration_date": "2026-03-16"})).await.refused(422);
        assert!(refused.contains("lies in the future"), "{refused}");
        patch(json!({"booking_status": null})).await.expect(422);
        patch(json!({"booking_status": "sold"})).await.expect(422);
        assert_eq!(traces(house).await, before);
        let sold = patch(json!({"actual_registration_date": "2026-03-15", "loan_approved": true})).await.expect(200);
        assert_eq!((&sold["booking_status"], &sold["unit"]["status"]), (&json!("booking_confirmed"), &json!("sold")));
        assert_eq!((&sold["loan_approved"], &sold["actual_registration_date"]), (&json!(true), &json!("2026-03-15")));
        assert_eq!((sale.on_offer(house).await, sale.status(house).await), (144, "sold".into()));
        let back = patch(json!({"actual_registration_date": null})).await.expect(200);
        assert_eq!(back["unit"]["status"], "booked");
    }

    async fn a_stale_copy_is_not_written_over(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let tag = sale.builder.get("/api/bookings/1").await.header("etag").to_owned();
        let held = sale.builder.header("if-match", &tag);
        held.patch("/api/bookings/1", json!({"special_requests": "A bath"})).await.expect(200);
        held.patch("/api/bookings/1", json!({"special_requests": "Two"})).await.expect(412);
        let seen = sale.builder.get("/api/bookings/1").await.expect(200);
        assert_eq!(seen["special_requests"], "A bath");
        let cleared = sale.builder.patch("/api/bookings/1", json!({"special_requests": null, "id": 7})).await.expect(200);
        assert_eq!((&cleared["special_requests"], &cleared["id"]), (&Value::Null, &json!(1)));
    }

    async fn a_visit_moves_an_inquiry_on(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let visit = async || {
            let mut change = kernel::Change::begin(&house.app, kernel::Actor::system()).await.expect("a change");
            let arranged = realty::booking::commands::visit_arranged(&mut change, sale.customer_id, sale.project);
            arranged.await.expect("arranged");
            change.commit(kernel::Act::new("arrange")).await.expect("a commit");
        };
        visit().await;
        assert_eq!(sale.customer.get("/api/bookings/1").await.expect(200)["booking_status"], "site_visit_scheduled");
        sale.builder.patch("/api/bookings/1/status", json!({"status": "active"})).await.expect(200);
        visit().await;
        assert_eq!(sale.customer.get("/api/bookings/1").await.expect(200)["booking_status"], "token_paid");
    }

    async fn a_customers_bookings_are_his_and_his_builders(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        let (eve, entry) = customer(house, "eve").await;
        let other = entered(&cleo, development("Hill", "Pune")).await;
        let far = home(&cleo, other, "H-1", 1).await;
        sale.booked(json!({})).await;
        sale.booked(json!({"unit_id": far})).await;
        let of = |id: i64| format!("/api/bookings/customer/{id}");
        for id in [sale.customer_id, sale.customer_user] {
            let reply = sale.customer.get(&of(id)).await;
            let ids = reply.expect(200).as_array().expect("a list").iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
            assert_eq!((ids, reply.header("x-total-count")), (vec![json!(2), json!(1)], "2"));
        }
        let page = sale.customer.get(&format!("{}?skip=1&limit=1", of(sale.customer_id))).await;
        assert_eq!((page.expect(200)[0]["id"].clone(), page.header("x-total-count")), (json!(1), "2"));
        assert_eq!(eve.get(&of(sale.customer_id)).await.refused(403), "Not authorized");
        assert_eq!(eve.get(&of(99)).await.refused(403), "Not authorized");
        let seen = sale.builder.get(&of(sale.customer_id)).await.expect(200);
        assert_eq!((seen.as_array().map(Vec::len), &seen[0]["id"]), (Some(1), &json!(1)), "only of his homes");
        let hers = entry["customer_id"].as_i64().expect("a number");
        assert_eq!(sale.builder.get(&of(hers)).await.refused(403), "Not authorized", "nothing between them");
        assert_eq!(sale.builder.get(&of(99)).await.refused(404), "Customer not found");
    }

    async fn a_builder_sees_what_his_bookings_bring(house) {
        let sale = Sale::new(house).await;
        let (eve, entry) = customer(house, "eve").await;
        let second = home(&sale.builder, sale.project, "B-201", 2).await;
        sale.booked(json!({})).await;
        sale.paid(1, "token", 200_000).await;
        sale.paid(1, "maintenance", 5_000).await;
        let body = sale.body(json!({"customer_id": entry["customer_id"], "unit_id": second, "token_amount": null}));
        eve.post("/api/bookings", body).await.expect(201);
        let path = "/api/builder/bookings";
        let reply = sale.builder.get(path).await;
        let all = reply.expect(200);
        let stats = json!({"total": 2, "active": 1, "pending": 1, "cancelled": 0, "revenue": 200_000.0, "pending_amount": 14_800_000.0});
        assert_eq!(all["stats"], stats);
        assert_eq!((&all["total"], &all["page"], &all["limit"]), (&json!(2), &json!(1), &json!(10)));
        let bobs = &all["bookings"][1];
        assert_eq!((&bobs["booking_number"], &bobs["customer"]["name"]), (&json!("BK-001"), &json!("bob Doe")));
        assert_eq!(bobs["customer"]["email"], "bob@example.com");
        assert_eq!((&bobs["paid_amount"], &bobs["pending_amount"]), (&json!(200_000.0), &json!(7_300_000.0)));
        assert_eq!(bobs["next_due"], json!({"title": "Payment in full", "amount": 7_300_000.0, "due_date": "2026-04-14"}));
        assert_eq!((&bobs["overdue_amount"], &bobs["unit"]["unit_number"]), (&json!(0.0), &json!("A-101")));
        let found = async |query: &str| {
            let seen = sale.builder.get(&format!("{path}?{query}")).await.expect(200);
            let ids = seen["bookings"].as_array().expect("a list").iter().map(|one| one["id"].as_i64().expect("an id"));
            (seen["total"].as_i64().expect("a total"), ids.collect::<Vec<_>>())
        };
        assert_eq!(found("status=active").await, (1, vec![1]));
        assert_eq!(found("status=pending&limit=1").await, (1, vec![2]));
        assert_eq!(found("status=all&limit=1&page=2").await, (2, vec![1]));
        assert_eq!(found("search=BOB").await, (1, vec![1]));
        assert_eq!(found("search=b-20").await, (1, vec![2]));
        assert_eq!(found("search=bk-002").await, (1, vec![2]));
        assert_eq!(found("search=100%25").await, (0, vec![]));
        assert_eq!(found(&format!("project_id={}&unknown=1", sale.project)).await.0, 2);
        assert_eq!(found("project_id=99").await, (0, vec![]));
        for wrong in ["status=sold", "limit=101", "limit=0", "page=0"] {
            sale.builder.get(&format!("{path}?{wrong}")).await.expect(422);
        }
        sale.builder.post("/api/bookings/2/cancel", json!({})).await.expect(200);
        let seen = sale.builder.get(path).await.expect(200);
        let stats = json!({"total": 2, "active": 1, "pending": 0, "cancelled": 1, "revenue": 200_000.0, "pending_amount": 7_300_000.0});
        assert_eq!(seen["stats"], stats);
        let (cleo, _) = builder(house, "cleo").await;
        assert_eq!(cleo.get(path).await.expect(200)["total"], 0);
        assert_eq!(eve.get(path).await.refused(403), "Builder access required");
    }

    async fn a_home_is_on_offer_again_when_its_customers_account_is_gone(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let other = home(&sale.builder, sale.project, "A-102", 1).await;
        sale.customer.post(&format!("/api/units/{other}/hold"), json!({})).await.expect(201);
        house.settle().await;
        let secret = Some("violet tram 42 anchor".to_owned());
        let root = identity::operator::create(&house.app, "root@example.com", None, None, kernel::Role::SuperAdmin, secret);
        root.await.expect("an administrator");
        let root = again(house, "root").await;
        root.delete("/api/admin/users/bob").await.expect(200);
        house.settle().await;
        assert_eq!((sale.status(house).await, sale.on_offer(house).await), ("available".into(), 145));
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'release_units'").await, 1);
    }
}
