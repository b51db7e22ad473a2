//! The building clients' walk-through with their two test accounts, call by call: each endpoint of their contract,
//! also those that the original answered with a 500.
use kernel::{
    Demo,
    testing::{Client, House, On},
};
use serde_json::{Value, json};

const LATER: &str = "2030-05-06T09:30:00Z";

async fn house(on: On) -> House {
    let house = House::with(on, bursar::MODULES, &[("realty.demo_sample_only", "true")]).await;
    let world = Demo::new(house.app.clone()).expect("no production");
    for module in bursar::MODULES {
        (module.demo)(&world).await.unwrap_or_else(|e| panic!("{}: {e}", module.name));
    }
    house.settle().await;
    house
}

async fn sign_in<'a>(house: &'a House, email: &str, user_type: &str) -> (Client<'a>, Value) {
    let body = json!({ "email": email, "password": "password123", "user_type": user_type });
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("bearer"), &json!(3600)));
    (house.client().token(answer["access_token"].as_str().expect("a token")), answer["user"].clone())
}

async fn walk(on: On) {
    let house = house(on).await;
    let (builder, built_by) = sign_in(&house, "builder@test.com", "builder").await;
    let (customer, buyer) = sign_in(&house, "customer@test.com", "customer").await;
    assert_eq!((&built_by["builder_id"], &buyer["customer_id"]), (&json!(1), &json!(1)));
    the_catalogue(&house, &builder).await;
    let booking = a_booking(&customer, &builder, &buyer).await;
    the_money(&customer, &builder, booking).await;
    a_visit(&customer, &builder, &buyer).await;
    the_works(&house, &builder).await;
    a_change(&customer, &builder, booking).await;
    the_messages(&customer, &builder, &built_by, &buyer).await;
    house.settle().await;
    the_inbox(&customer).await;
    it_ends(&customer, &builder, booking).await;
}

async fn the_catalogue(house: &House, builder: &Client<'_>) {
    let anyone = house.client();
    let all = anyone.get("/api/projects").await.expect(200);
    assert_eq!(
        all["pagination"],
        json!({"currentPage": 1, "totalPages": 1, "totalItems": 1, "hasNext": false, "hasPrev": false})
    );
    let first = &all["projects"][0];
    assert_eq!((&first["project_name"], &first["id"]), (&json!("Green Valley Residency"), &json!(1)));
    assert_eq!((&first["total_units"], &first["available_units"]), (&json!(150), &json!(145)));
    assert_eq!((&first["latitude"], &first["price_range_min"]), (&json!(12.9716), &json!(5_500_000.0)));
    assert_eq!(first["builder"]["company_name"], "ABC Construction Co.");
    for (query, found) in
        [("city=bANG", 1), ("status=planning", 0), ("min_price=6000000", 0), ("unit_type=3BHK", 1)]
    {
        let some = anyone.get(&format!("/api/projects?{query}")).await.expect(200);
        assert_eq!(some["pagination"]["totalItems"], found, "{query}");
    }
    anyone.get("/api/projects?limit=101").await.refused(422);
    anyone.get("/api/projects?status=sold").await.refused(422);
    assert_eq!(anyone.get("/api/projects/99").await.refused(404), "Project not found");
    let units = anyone.get("/api/projects/1/units").await.expect(200);
    let seen =
        units.as_array().expect("units").iter().map(|u| (u["unit_number"].clone(), u["status"].clone()));
    let named = [("A-101", "available"), ("A-102", "available"), ("B-201", "booked")];
    assert_eq!(seen.collect::<Vec<_>>(), named.map(|(number, status)| (json!(number), json!(status))));
    assert_eq!(anyone.get("/api/projects/99/units").await.expect(200), json!([]));
    let patch = json!({ "description": "By the park", "location_city": "Bangalore", "available_units": 145 });
    let changed = builder.patch("/api/projects/1", patch).await.expect(200);
    assert_eq!((&changed["description"], &changed["available_units"]), (&json!("By the park"), &json!(145)));
    let unit = json!({
        "project_id": 1, "unit_number": "B-202", "unit_type": "studio", "floor_number": 2, "area_sqft": 410.5,
        "price": "4100000.50", "bathrooms": 1,
    });
    let made = builder.post("/api/units", unit.clone()).await.expect(201);
    assert_eq!((&made["balconies"], &made["price"]), (&json!(0), &json!(4_100_000.5)));
    builder.post("/api/units", unit).await.refused(409);
    let new = json!({
        "project_name": "Hill Court", "project_type": "mixed", "location_address": "2 Hill Road", "location_city": "Mysore",
        "location_state": "Karnataka", "location_zipcode": "570001", "total_units": 8, "available_units": 8, "builder_id": 1,
    });
    let second = builder.post("/api/projects", new.clone()).await.expect(201);
    assert_eq!((&second["status"], &second["is_featured"]), (&json!("planning"), &json!(false)));
    let mut other = new;
    other["builder_id"] = json!(77);
    assert_eq!(builder.post("/api/projects", other).await.refused(403), "Not authorized");
    let gone = builder.delete(&format!("/api/projects/{}", second["id"])).await.expect(200);
    assert_eq!(gone, json!({"message": "Project deleted successfully"}));
}

async fn a_booking(customer: &Client<'_>, builder: &Client<'_>, buyer: &Value) -> i64 {
    let body = json!({ "customer_id": 1, "unit_id": 1, "total_amount": 7_500_000, "token_amount": "100000" });
    assert_eq!(builder.post("/api/bookings", body.clone()).await.refused(403), "Customer access required");
    let foreign = json!({ "customer_id": 4_711, "unit_id": 1, "total_amount": 7_500_000 });
    assert_eq!(customer.post("/api/bookings", foreign).await.refused(403), "Not authorized");
    let unknown = json!({ "customer_id": 1, "unit_id": 99, "total_amount": 1 });
    assert_eq!(customer.post("/api/bookings", unknown).await.refused(404), "Unit not found");
    let taken = json!({ "customer_id": 1, "unit_id": 3, "total_amount": 7_800_000 });
    assert_eq!(customer.post("/api/bookings", taken).await.refused(400), "Unit not available");
    let booked = customer.post("/api/bookings", body.clone()).await.expect(201);
    assert_eq!((&booked["booking_status"], &booked["unit"]["status"]), (&json!("inquiry"), &json!("booked")));
    assert_eq!((&booked["payment_plan"], &booked["loan_approved"]), (&json!("installments"), &json!(false)));
    assert_eq!(customer.post("/api/bookings", body).await.refused(400), "Unit not available");
    let shown = customer.get("/api/projects/1").await.expect(200);
    assert_eq!(shown["available_units"], 144);
    let id = booked["id"].as_i64().expect("a number");
    // By the number as a customer and by that of the account.
    for mine in [json!(1), buyer["id"].clone()] {
        let list = customer.get(&format!("/api/bookings/customer/{mine}")).await.expect(200);
        assert_eq!(list[0]["id"], id);
    }
    assert_eq!(builder.get("/api/bookings/customer/1").await.expect(200)[0]["id"], id);
    assert_eq!(customer.get("/api/bookings/customer/4711").await.refused(403), "Not authorized");
    assert_eq!(customer.get("/api/bookings/99").await.refused(404), "Booking not found");
    let desk = builder.get("/api/builder/bookings").await.expect(200);
    assert_eq!((&desk["total"], &desk["bookings"][0]["booking_number"]), (&json!(1), &json!("BK-001")));
    id
}

async fn the_money(customer: &Client<'_>, builder: &Client<'_>, booking: i64) {
    let status = format!("/api/bookings/{booking}/status");
    assert_eq!(builder.patch(&status, json!({"status": "sold"})).await.refused(400), "Invalid status");
    let body = json!({ "booking_id": booking, "payment_type": "token", "amount": 100_000, "payment_method": "online" });
    let payment = builder.post("/api/payments", body).await.expect(201);
    assert_eq!(payment["payment_status"], "pending");
    let unknown = json!({ "booking_id": 99, "payment_type": "token", "amount": 1, "payment_method": "cash" });
    assert_eq!(builder.post("/api/payments", unknown).await.refused(404), "Booking not found");
    let path = format!("/api/payments/{}", payment["id"]);
    builder.patch(&path, json!({"payment_status": "completed", "transaction_id": "T-1"})).await.expect(200);
    let seen = customer.get(&format!("/api/bookings/{booking}")).await.expect(200);
    assert_eq!(seen["booking_status"], "token_paid");
    let money = customer.get(&format!("/api/bookings/{booking}/payments")).await.expect(200);
    assert_eq!((&money["total_paid"], &money["total_pending"]), (&json!(100_000.0), &json!(7_400_000.0)));
    let parts = money["payment_schedule"].as_array().expect("a schedule");
    let cents = |part: &Value| (part["amount"].as_f64().unwrap_or_default() * 100.0).round() as i64;
    assert_eq!(parts.iter().map(cents).sum::<i64>(), 750_000_000);
    let agreement = format!("/api/bookings/{booking}/generate-agreement");
    customer.get(&format!("/api/bookings/{booking}/download-agreement")).await.refused(404);
    let written = builder.post(&agreement, json!({})).await.expect(200);
    let paper = customer.get(written["agreement_url"].as_str().expect("an address")).await;
    assert_eq!((paper.status, &paper.body[..5]), (200, b"%PDF-".as_slice()));
    let receipt = customer.get(&format!("{path}/receipt")).await;
    assert_eq!((receipt.status, &receipt.body[..5]), (200, b"%PDF-".as_slice()));
    let done = builder.patch(&status, json!({"status": "completed"})).await.expect(200);
    assert_eq!(done["booking_status"], "booking_confirmed");
}

async fn a_visit(customer: &Client<'_>, builder: &Client<'_>, buyer: &Value) {
    let body = json!({
        "customer_id": 1, "project_id": 1, "appointment_type": "site_visit", "appointment_date": LATER,
        "created_by": "customer",
    });
    let made = customer.post("/api/appointments", body.clone()).await.expect(201);
    assert_eq!((&made["status"], &made["duration_minutes"]), (&json!("scheduled"), &json!(60)));
    customer.post("/api/appointments", body).await.refused(409);
    let one = format!("/api/appointments/{}", made["id"]);
    let mine = customer.get(&format!("/api/appointments/customer/{}", buyer["id"])).await.expect(200);
    assert_eq!(mine[0]["id"], made["id"]);
    for side in [customer, builder] {
        let all = side.get("/api/appointments?type=site_visit").await.expect(200);
        assert_eq!((&all["total"], &all["stats"]["scheduled"]), (&json!(1), &json!(1)));
    }
    assert_eq!(builder.get("/api/appointments/project/1").await.expect(200)[0]["id"], made["id"]);
    let status = format!("{one}/status");
    assert_eq!(builder.patch(&status, json!({"status": "done"})).await.refused(400), "Invalid status");
    assert_eq!(
        builder.patch(&status, json!({"status": "confirmed"})).await.expect(200)["status"],
        "confirmed"
    );
    let moved = json!({ "appointment_date": "2030-05-07T09:30:00+02:00", "meeting_location": "office" });
    let moved = builder.patch(&format!("{one}/reschedule"), moved).await.expect(200);
    assert_eq!(moved["appointment_date"], "2030-05-07T07:30:00Z");
    let gone = customer.delete(&one).await.expect(200);
    assert_eq!(gone, json!({"success": true, "message": "Appointment cancelled successfully"}));
    assert_eq!(customer.get("/api/appointments/99").await.refused(404), "Appointment not found");
}

async fn the_works(house: &House, builder: &Client<'_>) {
    let phase = json!({ "phase_name": "Roof", "progress_percentage": 40, "status": "in_progress" });
    builder.post("/api/projects/1/progress", phase).await.expect(201);
    let hidden = json!({ "phase_name": "Claims", "customer_visible": false });
    builder.post("/api/projects/1/progress", hidden).await.expect(201);
    let seen = house.client().get("/api/projects/1/progress").await.expect(200);
    assert_eq!((seen.as_array().map(Vec::len), &seen[0]["progress_percentage"]), (Some(1), &json!(40.0)));
    let news = json!({ "update_title": "Topping out", "update_content": "The roof stands.", "update_type": "milestone" });
    builder.post("/api/projects/1/updates", news).await.expect(201);
    let seen = house.client().get("/api/projects/1/updates?limit=5").await.expect(200);
    assert_eq!((&seen[0]["update_title"], &seen[0]["priority"]), (&json!("Topping out"), &json!("medium")));
    for empty in ["progress", "updates"] {
        assert_eq!(house.client().get(&format!("/api/projects/99/{empty}")).await.expect(200), json!([]));
    }
}

async fn a_change(customer: &Client<'_>, builder: &Client<'_>, booking: i64) {
    let body = json!({
        "booking_id": booking, "request_type": "layout", "request_title": "Open kitchen", "request_description": "No wall.",
    });
    let made = customer.post("/api/change-requests", body).await.expect(201);
    assert_eq!(made["status"], "submitted");
    let one = format!("/api/change-requests/{}", made["id"]);
    for side in [customer, builder] {
        assert_eq!(side.get("/api/change-requests").await.expect(200)[0]["id"], made["id"]);
        side.get(&one).await.expect(200);
    }
    let said = customer.patch(&one, json!({"status": "approved"})).await.refused(403);
    assert_eq!(said, "Only builders can update change requests");
    let offer = json!({ "status": "approved", "estimated_cost": 25_000, "estimated_timeline_days": 3 });
    builder.patch(&one, offer).await.expect(200);
    let total =
        async || customer.get(&format!("/api/bookings/{booking}")).await.expect(200)["total_amount"].clone();
    assert_eq!(total().await, json!(7_500_000.0));
    customer.post(&format!("{one}/accept"), json!({})).await.expect(200);
    assert_eq!(total().await, json!(7_525_000.0));
    assert_eq!(customer.get("/api/change-requests/99").await.refused(404), "Change request not found");
}

async fn the_messages(customer: &Client<'_>, builder: &Client<'_>, built_by: &Value, buyer: &Value) {
    let body = json!({ "recipient_id": built_by["id"], "content": "When is the handover?", "project_id": 1 });
    let sent = customer.post("/api/messages", body).await.expect(201);
    assert_eq!(
        (&sent["sender_id"], &sent["message_content"]),
        (&buyer["id"], &json!("When is the handover?"))
    );
    let all = builder.get("/api/messages/conversations").await.expect(200);
    assert_eq!(all["total"], 1);
    let thread = builder.get(&format!("/api/messages/conversation/{}/1", buyer["id"])).await.expect(200);
    assert_eq!(thread["messages"][0]["id"], sent["id"]);
    let read = builder
        .patch(&format!("/api/messages/conversation/{}/read", sent["id"]), json!({}))
        .await
        .expect(200);
    assert_eq!((&read["success"], read["marked_read"].is_i64()), (&json!(true), true));
    let list = builder.get("/api/messages").await.expect(200);
    assert_eq!((&list["total"], &list["messages"][0]["is_read"]), (&json!(1), &json!(true)));
}

async fn the_inbox(customer: &Client<'_>) {
    let inbox = customer.get("/api/notifications?limit=100").await.expect(200);
    let items = inbox["notifications"].as_array().expect("notifications");
    let kinds = items.iter().filter_map(|item| item["notification_type"].as_str()).collect::<Vec<_>>();
    for kind in
        ["booking_update", "payment_due", "appointment_reminder", "progress_update", "change_request_update"]
    {
        assert!(kinds.contains(&kind), "{kind} is not among {kinds:?}");
    }
    assert!(inbox["unreadCount"].as_i64() > Some(0));
    let read =
        customer.patch(&format!("/api/notifications/{}/read", items[0]["id"]), json!({})).await.expect(200);
    assert_eq!(read["is_read"], true);
    assert_eq!(
        customer.patch("/api/notifications/99999/read", json!({})).await.refused(404),
        "Notification not found"
    );
}

async fn it_ends(customer: &Client<'_>, builder: &Client<'_>, booking: i64) {
    let path = format!("/api/bookings/{booking}/payments");
    let keys = async || {
        let money = customer.get(&path).await.expect(200);
        let parts = money["payment_schedule"].as_array().expect("a schedule").clone();
        parts.into_iter().find(|part| part["kind"] == "handover").expect("a part for the keys")
    };
    assert_eq!(keys().await["status"], "waiting");
    builder.patch("/api/projects/1", json!({"status": "completed"})).await.expect(200);
    assert!(keys().await["due_date"].is_string());
    let status = format!("/api/bookings/{booking}/status");
    let ended = builder.patch(&status, json!({"status": "cancelled"})).await.expect(200);
    assert_eq!(ended["booking_status"], "cancelled");
    let units = customer.get("/api/projects/1/units").await.expect(200);
    assert_eq!(units[0]["status"], "available");
    builder.patch(&status, json!({"status": "active"})).await.refused(409);
}

#[tokio::test]
async fn works_on_sqlite() {
    walk(On::Sqlite).await;
}

#[tokio::test]
async fn works_on_postgres() {
    walk(On::Postgres).await;
}
