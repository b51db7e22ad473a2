//! What a builder and a customer see first, and who a builder's customers are.
use std::time::{Duration, Instant};

use kernel::testing::House;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, again, phase, raw},
    site::{development, entered, home, run},
};

async fn dashboard(sale: &Sale<'_>) -> Value {
    sale.builder.get("/api/builder/dashboard").await.expect(200)
}

/// Many bookings of one customer in one development, each with a schedule of eight parts and two payments, as they
/// lie in the tables.
async fn crowd(house: &House, project: i64, customer: i64, count: i64) {
    let now = "'2026-03-10T10:00:00+00:00'";
    let numbers = (1..=count).map(|n| n.to_string()).collect::<Vec<_>>();
    let values = |row: &dyn Fn(&str) -> String| numbers.iter().map(|n| row(n)).collect::<Vec<_>>().join(", ");
    let units =
        values(&|n| format!("({project}, 'U-{n}', '2BHK', 1, 900, 80000000000, 'booked', 0, 1, 0, {now})"));
    run(
        house,
        &format!(
            "INSERT INTO realty_units (development_id, unit_number, unit_type, floor_number, area_sqft, price, status, balconies, \
             bathrooms, parking_spaces, created_at) VALUES {units}"
        ),
    )
    .await;
    run(
        house,
        &format!(
            "INSERT INTO realty_bookings (customer_id, unit_id, development_id, booking_status, total_amount, booking_date, payment_plan, \
             loan_approved, created_at) SELECT {customer}, id, development_id, 'token_paid', price, {now}, 'installments', FALSE, {now} \
             FROM realty_units WHERE unit_number LIKE 'U-%'"
        ),
    )
    .await;
    for position in 1..=8 {
        let due = if position <= 2 { "'2026-03-01'" } else { "NULL" };
        let kind = if position <= 2 { "dated" } else { "milestone" };
        run(
            house,
            &format!(
                "INSERT INTO realty_dues (booking_id, position, title, kind, amount, due_date) \
                 SELECT id, {position}, 'Part {position}', '{kind}', 10000000000, {due} FROM realty_bookings WHERE payment_plan = 'installments'"
            ),
        )
        .await;
    }
    for amount in [10_000_000_000_i64, 2_500_000_000] {
        run(
            house,
            &format!(
                "INSERT INTO realty_payments (booking_id, payment_type, amount, payment_method, payment_status, paid_date, created_at) \
                 SELECT id, 'installment', {amount}, 'cash', 'completed', {now}, {now} FROM realty_bookings WHERE payment_plan = 'installments'"
            ),
        )
        .await;
    }
}

kernel::stories! { MODULES;
    async fn a_new_builder_sees_noughts(house) {
        let (ann, _) = builder(house, "ann").await;
        let seen = ann.get("/api/builder/dashboard").await.expect(200);
        assert_eq!((&seen["stats"]["total_projects"], &seen["stats"]["revenue"]), (&json!(0), &json!(0.0)));
        assert_eq!(seen["units"], json!({"total": 0, "available": 0, "reserved": 0, "booked": 0, "sold": 0}));
        assert_eq!((&seen["recent_projects"], &seen["recent_activity"]), (&json!([]), &json!([])));
        assert_eq!(seen["months"].as_array().expect("months").len(), 12);
        let (bob, _) = customer(house, "bob").await;
        assert_eq!(bob.get("/api/builder/dashboard").await.refused(403), "Builder access required");
        assert_eq!(ann.get("/api/customer/dashboard").await.refused(403), "Customer access required");
        house.client().get("/api/builder/dashboard").await.expect(401);
        let empty = bob.get("/api/customer/dashboard").await.expect(200);
        assert_eq!((&empty["homes"], &empty["next_due"], &empty["stats"]["homes"]), (&json!([]), &Value::Null, &json!(0)));
    }

    async fn a_builders_dashboard_counts_what_happened(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 30, true).await;
        phase(house, sale.project, "Roof", 10, false).await;
        run(house, "UPDATE realty_phases SET progress_percentage = 100 WHERE phase_name = 'Foundation'").await;
        let booking = sale.booked(json!({})).await;
        sale.paid(booking, "token", 200_000).await;
        let visit = json!({"project_id": sale.project, "appointment_type": "site_visit", "appointment_date": "2026-03-16T10:00:00Z"});
        sale.customer.post("/api/appointments", visit).await.expect(201);
        let past = json!({"project_id": sale.project, "appointment_type": "site_visit", "appointment_date": "2026-03-14T10:00:00Z"});
        sale.customer.post("/api/appointments", past).await.expect(201);
        sale.customer.post("/api/messages", json!({"recipient_id": 1, "content": "Hello"})).await.expect(201);
        let wish = json!({"booking_id": booking, "request_type": "layout", "request_title": "Wall", "request_description": "Out"});
        sale.customer.post("/api/change-requests", wish).await.expect(201);
        let reply = sale.builder.get("/api/builder/dashboard").await;
        let seen = reply.expect(200);
        let stats = &seen["stats"];
        let count = |key: &str| stats[key].as_i64().expect("a number");
        assert_eq!((count("total_projects"), count("projects_under_construction")), (1, 1));
        assert_eq!((count("active_bookings"), count("pending_bookings"), count("cancelled_bookings")), (1, 0, 0));
        assert_eq!((count("appointments"), count("unread_messages"), count("change_requests")), (1, 1, 1));
        assert_eq!((raw(&reply, "revenue"), raw(&reply, "pending_amount")), ("200000.00".into(), "7300000.00".into()));
        assert_eq!(seen["units"], json!({"total": 150, "available": 144, "reserved": 0, "booked": 1, "sold": 0}));
        let project = &seen["recent_projects"][0];
        assert_eq!((&project["progress"], &project["available_units"], &project["bookings"]), (&json!(75.0), &json!(144), &json!(1)));
        assert_eq!(seen["upcoming_appointments"].as_array().expect("a list").len(), 1);
        assert_eq!(seen["upcoming_appointments"][0]["customer"]["name"], "bob Doe");
        let mut kinds = seen["recent_activity"].as_array().expect("a list").iter().map(|one| one["kind"].as_str().expect("a kind")).collect::<Vec<_>>();
        kinds.sort_unstable();
        assert_eq!(kinds, ["appointment", "appointment", "booking", "change_request", "message", "payment"]);
        let month = seen["months"].as_array().expect("months").last().expect("a month").clone();
        assert_eq!((&month["month"], &month["bookings"]), (&json!("2026-03"), &json!(1)));
        assert_eq!((&month["booked"], &month["received"]), (&json!(7_500_000.0), &json!(200_000.0)));
    }

    async fn what_is_late_is_what_the_schedules_say(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        sale.paid(booking, "token", 50_000).await;
        house.app.clock.advance(chrono::Duration::days(60));
        let builder = again(house, "ann").await;
        let ledger = builder.get(&format!("/api/bookings/{booking}/payments")).await;
        ledger.expect(200);
        let late = raw(&ledger, "overdue");
        assert_ne!(late, "0.00");
        let seen = builder.get("/api/builder/dashboard").await;
        assert_eq!((raw(&seen, "overdue_amount"), raw(&seen, "overdue_bookings")), (late.clone(), "1".into()));
        let bob = again(house, "bob").await;
        assert_eq!(raw(&bob.get("/api/customer/dashboard").await, "overdue_amount"), late);
    }

    async fn nobody_sees_anothers_figures(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        sale.paid(booking, "token", 200_000).await;
        let (max, _) = builder(house, "max").await;
        entered(&max, development("Blue Hill", "Pune")).await;
        let seen = max.get("/api/builder/dashboard").await.expect(200);
        assert_eq!((&seen["stats"]["total_projects"], &seen["stats"]["active_bookings"]), (&json!(1), &json!(0)));
        assert_eq!((&seen["stats"]["revenue"], &seen["recent_activity"]), (&json!(0.0), &json!([])));
        let (eve, _) = customer(house, "eve").await;
        assert_eq!(eve.get("/api/customer/dashboard").await.expect(200)["homes"], json!([]));
    }

    async fn a_customers_dashboard_shows_his_homes(house) {
        let sale = Sale::new(house).await;
        phase(house, sale.project, "Foundation", 30, true).await;
        phase(house, sale.project, "Permits", 70, false).await;
        run(house, "UPDATE realty_phases SET progress_percentage = 50").await;
        let booking = sale.booked(json!({})).await;
        sale.paid(booking, "token", 200_000).await;
        let gone = home(&sale.builder, sale.project, "A-102", 1).await;
        let gone = sale.booked(json!({"unit_id": gone})).await;
        sale.customer.post(&format!("/api/bookings/{gone}/cancel"), json!({"reason": "No"})).await.expect(200);
        let news = json!({"update_title": "Roof", "update_content": "Is on."});
        sale.builder.post(&format!("/api/projects/{}/updates", sale.project), news).await.expect(201);
        sale.builder.post("/api/messages", json!({"recipient_id": sale.customer_user, "content": "Hello"})).await.expect(201);
        let reply = sale.customer.get("/api/customer/dashboard").await;
        let seen = reply.expect(200);
        assert_eq!(seen["homes"].as_array().expect("homes").len(), 1, "what was cancelled is gone");
        let one = &seen["homes"][0];
        assert_eq!((&one["booking_number"], &one["unit_number"], &one["progress"]), (&json!("BK-001"), &json!("A-101"), &json!(50.0)));
        assert_eq!((&one["paid_amount"], &one["pending_amount"]), (&json!(200_000.0), &json!(7_300_000.0)));
        assert_eq!((&one["next_due"]["amount"], &seen["next_due"]), (&json!(7_300_000.0), &one["next_due"]));
        assert_eq!((&seen["stats"]["homes"], &seen["stats"]["unread_messages"]), (&json!(1), &json!(1)));
        assert_eq!(seen["recent_updates"][0]["update_title"], "Roof");
        assert_eq!(seen["currency"], "INR");
    }

    async fn five_hundred_bookings_cost_no_more_statements(house) {
        let sale = Sale::new(house).await;
        crowd(house, sale.project, sale.customer_id, 500).await;
        let reply = sale.builder.get("/api/builder/dashboard").await;
        let stats = reply.expect(200)["stats"].clone();
        assert_eq!((&stats["active_bookings"], &stats["overdue_bookings"]), (&json!(500), &json!(500)));
        assert_eq!((raw(&reply, "revenue"), raw(&reply, "overdue_amount")), ("625000000.00".into(), "375000000.00".into()));
        let mut times = vec![];
        for _ in 0..5 {
            let begun = Instant::now();
            dashboard(&sale).await;
            times.push(begun.elapsed());
        }
        times.sort_unstable();
        // Fifteen statements however many bookings; one for each of these would take seconds here, without optimisation.
        assert!(times[0] < Duration::from_millis(250), "{times:?}");
    }

    async fn a_builder_finds_the_people_who_know_him(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let (zoe, _) = customer(house, "zoe").await;
        let (max, _) = builder(house, "max").await;
        let elsewhere = entered(&max, development("Blue Hill", "Pune")).await;
        let visit = json!({"project_id": elsewhere, "appointment_type": "site_visit", "appointment_date": "2026-04-05"});
        zoe.post("/api/appointments", visit).await.expect(201);
        assert_eq!(sale.builder.get("/api/builder/customers").await.expect(200), json!([]));
        sale.booked(json!({})).await;
        eve.post("/api/messages", json!({"recipient_id": 1, "content": "Hello"})).await.expect(201);
        let all = sale.builder.get("/api/builder/customers").await;
        let names = |all: Value| all.as_array().expect("a list").iter().map(|one| one["name"].clone()).collect::<Vec<_>>();
        assert_eq!((names(all.expect(200)), all.header("x-total-count")), (vec![json!("bob Doe"), json!("eve Doe")], "2"));
        let bob = &all.json()[0];
        assert_eq!((&bob["id"], &bob["user_id"], &bob["email"]), (&json!(sale.customer_id), &json!(sale.customer_user), &json!("bob@example.com")));
        assert_eq!((&bob["bookings"], &bob["active_bookings"], &bob["since"]), (&json!(1), &json!(1), &json!("2026-03-15T10:00:00Z")));
        let found = async |search: &str| names(sale.builder.get(&format!("/api/builder/customers?search={search}")).await.expect(200));
        assert_eq!(found("EVE").await, [json!("eve Doe")]);
        assert_eq!(found("%25").await, Vec::<Value>::new(), "a sign like any other");
        assert_eq!(found("0987").await.len(), 2);
        assert_eq!(names(sale.builder.get("/api/builder/customers?skip=1&limit=1").await.expect(200)), [json!("eve Doe")]);
        assert_eq!(names(max.get("/api/builder/customers").await.expect(200)), [json!("zoe Doe")]);
        assert_eq!(eve.get("/api/builder/customers").await.refused(403), "Builder access required");
    }
}
