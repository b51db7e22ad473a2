//! Visits, and all else for which a builder and a customer meet.
use chrono::Duration;
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, builder, customer},
    sale::{Sale, again, told, with},
    site::{development, entered, events},
};

/// A visit of this development at that hour of 5 April 2026.
fn visit(project: i64, hour: u32) -> Value {
    json!({
        "project_id": project, "appointment_type": "site_visit",
        "appointment_date": format!("2026-04-05T{hour:02}:00:00Z"), "created_by": "customer",
    })
}

async fn arranged(client: &Client<'_>, body: Value) -> i64 {
    client.post("/api/appointments", body).await.expect(201)["id"].as_i64().expect("a number")
}

kernel::stories! { MODULES;
    async fn a_customer_asks_for_a_visit_and_the_builder_hears_of_it(house) {
        let sale = Sale::new(house).await;
        let body = with(visit(sale.project, 10), json!({"customer_id": sale.customer_id, "agenda": "See A-101"}));
        let reply = sale.customer.post("/api/appointments", body).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/appointments/1");
        assert_eq!((&made["status"], &made["duration_minutes"]), (&json!("scheduled"), &json!(60)));
        assert_eq!((&made["meeting_location"], &made["attendees"]), (&json!("site"), &Value::Null));
        assert_eq!((&made["created_by"], &made["project_id"]), (&json!("customer"), &json!(sale.project)));
        assert_eq!(made["appointment_date"], "2026-04-05T10:00:00Z");
        assert_eq!((&made["customer"]["name"], &made["project"]["project_name"]), (&json!("bob Doe"), &json!("Green Valley")));
        let words = told(house, 1).await;
        assert_eq!(
            words,
            ["bob Doe asks for a site visit for Green Valley on 5 April 2026, 10:00 UTC (60 minutes, on site)."]
        );
        assert_eq!(events(house, "realty.appointment.created").await.len(), 2, "one for each side");
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get("/api/appointments/1").await.expect(200), made);
        }
    }

    async fn who_arranges_is_never_taken_from_the_body(house) {
        let sale = Sale::new(house).await;
        let body = with(visit(sale.project, 10), json!({"customer_id": sale.customer_user, "created_by": "builder"}));
        let made = sale.customer.post("/api/appointments", body).await.expect(201);
        assert_eq!((&made["created_by"], &made["customer_id"]), (&json!("customer"), &json!(sale.customer_id)));
    }

    async fn a_site_visit_moves_an_inquiry_on_and_nothing_else_does(house) {
        let sale = Sale::new(house).await;
        let booking = sale.booked(json!({})).await;
        let path = format!("/api/bookings/{booking}");
        arranged(&sale.customer, with(visit(sale.project, 8), json!({"appointment_type": "consultation"}))).await;
        assert_eq!(sale.customer.get(&path).await.expect(200)["booking_status"], "inquiry");
        arranged(&sale.customer, visit(sale.project, 10)).await;
        assert_eq!(sale.customer.get(&path).await.expect(200)["booking_status"], "site_visit_scheduled");
    }

    async fn refusals_leave_no_trace(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        // A number that is neither of Bob's two.
        let (_, entry) = customer(house, "zoe").await;
        let zoes = entry["customer_id"].as_i64().expect("a number");
        assert!(![sale.customer_id, sale.customer_user].contains(&zoes));
        let (max, _) = builder(house, "max").await;
        let before = marks(house).await;
        let post = async |client: &Client<'_>, changed: Value| {
            client.post("/api/appointments", with(visit(sale.project, 10), changed)).await
        };
        assert_eq!(post(&sale.customer, json!({"customer_id": zoes})).await.refused(403), "Not authorized");
        assert_eq!(post(&sale.customer, json!({"project_id": 99})).await.refused(404), "Project not found");
        assert!(post(&sale.builder, json!({})).await.refused(422).contains("customer_id"));
        assert_eq!(post(&sale.builder, json!({"customer_id": 99})).await.refused(404), "Customer not found");
        assert!(post(&sale.builder, json!({"customer_id": zoes})).await.refused(403).contains("no dealings"));
        assert_eq!(post(&max, json!({"customer_id": zoes})).await.refused(403), "Not authorized");
        let wrong = post(&eve, json!({"appointment_type": "party"})).await.refused(422);
        assert!(["site_visit", "consultation", "documentation", "handover"].iter().all(|word| wrong.contains(word)));
        post(&eve, json!({"duration_minutes": 4})).await.expect(422);
        post(&eve, json!({"duration_minutes": 1441})).await.expect(422);
        post(&eve, json!({"meeting_location": "moon"})).await.expect(422);
        post(&eve, json!({"created_by": "admin"})).await.expect(422);
        post(&eve, json!({"appointment_date": "tomorrow"})).await.expect(422);
        post(&eve, json!({"appointment_date": "9999-12-31T23:59:00Z"})).await.expect(422);
        house.client().post("/api/appointments", visit(sale.project, 10)).await.expect(401);
        assert_eq!(marks(house).await, before);
    }

    async fn a_builder_proposes_to_people_who_know_him(house) {
        let sale = Sale::new(house).await;
        sale.booked(json!({})).await;
        let body = with(visit(sale.project, 10), json!({"customer_id": sale.customer_id, "duration_minutes": 90}));
        let made = sale.builder.post("/api/appointments", body).await.expect(201);
        assert_eq!((&made["created_by"], &made["ends_at"]), (&json!("builder"), &json!("2026-04-05T11:30:00Z")));
        let words = told(house, sale.customer_user).await;
        assert!(words.last().expect("a word").starts_with("ABC Construction Co. proposes a site visit"), "{words:?}");
    }

    async fn nobody_is_at_two_places_at_once(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let first = arranged(&sale.customer, visit(sale.project, 10)).await;
        let before = marks(house).await;
        let half = json!({"appointment_date": "2026-04-05T10:30:00Z"});
        let own = sale.customer.post("/api/appointments", with(visit(sale.project, 10), half.clone())).await.refused(409);
        assert!(own.contains(&format!("your site visit (appointment {first}), 5 April 2026, 10:00 UTC to 11:00 UTC")), "{own}");
        let others = eve.post("/api/appointments", with(visit(sale.project, 10), half)).await.refused(409);
        assert!(others.contains("another appointment of the builder") && !others.contains("bob"), "{others}");
        let (max, _) = builder(house, "max").await;
        let elsewhere = entered(&max, development("Blue Hill", "Pune")).await;
        let busy = sale.customer.post("/api/appointments", visit(elsewhere, 10)).await;
        assert!(busy.refused(409).contains("your site visit"));
        assert_eq!(before[0], marks(house).await[0]);
        arranged(&eve, visit(sale.project, 11)).await;
        arranged(&eve, visit(sale.project, 9)).await;
        sale.customer.delete(&format!("/api/appointments/{first}")).await.expect(200);
        arranged(&eve, visit(sale.project, 10)).await;
    }

    async fn of_two_at_the_same_moment_one_is_taken(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let (zoe, _) = customer(house, "zoe").await;
        let all = [&sale.customer, &eve, &zoe, &sale.customer, &eve, &zoe];
        let sent = all.map(|client| client.post("/api/appointments", visit(sale.project, 10)));
        let replies = futures::future::join_all(sent).await;
        let mut statuses = replies.iter().map(|reply| reply.status).collect::<Vec<_>>();
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409, 409, 409]);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_appointments").await, 1);
    }

    async fn statuses_follow_the_contract(house) {
        let sale = Sale::new(house).await;
        let id = arranged(&sale.customer, visit(sale.project, 10)).await;
        let path = format!("/api/appointments/{id}/status");
        let set = async |client: &Client<'_>, status: &str| client.patch(&path, json!({"status": status})).await;
        let before = marks(house).await;
        assert_eq!(set(&sale.builder, "done").await.refused(400), "Invalid status");
        assert!(set(&sale.customer, "confirmed").await.refused(403).contains("the builder confirms"));
        assert!(set(&sale.customer, "completed").await.refused(403).contains("Only the builder"));
        assert_eq!(marks(house).await, before);
        assert_eq!(set(&sale.builder, "pending").await.expect(200)["status"], "scheduled");
        assert_eq!(marks(house).await, before, "nothing to do");
        assert_eq!(set(&sale.builder, "confirmed").await.expect(200)["status"], "confirmed");
        assert_eq!(set(&sale.builder, "completed").await.expect(200)["status"], "completed");
        let over = set(&sale.builder, "pending").await.refused(409);
        assert!(over.contains("is completed"), "{over}");
        assert_eq!(sale.customer.delete(&format!("/api/appointments/{id}")).await.status, 409);
    }

    async fn cancelling_answers_with_the_words_of_the_contract(house) {
        let sale = Sale::new(house).await;
        let id = arranged(&sale.customer, visit(sale.project, 10)).await;
        let path = format!("/api/appointments/{id}");
        let answer = sale.customer.delete(&path).await.expect(200);
        assert_eq!(answer, json!({"success": true, "message": "Appointment cancelled successfully"}));
        assert_eq!(sale.builder.get(&path).await.expect(200)["status"], "cancelled");
        assert_eq!(events(house, "realty.appointment.cancelled").await.len(), 2);
        assert!(told(house, 1).await.last().expect("a word").contains("bob Doe has cancelled the site visit"));
        sale.customer.delete(&path).await.expect(200);
        assert_eq!(events(house, "realty.appointment.cancelled").await.len(), 2, "said once");
    }

    async fn moving_keeps_the_status_and_asks_the_other_side(house) {
        let sale = Sale::new(house).await;
        let id = arranged(&sale.customer, visit(sale.project, 10)).await;
        let path = format!("/api/appointments/{id}");
        let moved = json!({
            "appointment_date": "2026-04-06T14:00:00", "meeting_location": "office", "reschedule_reason": "Rain",
        });
        let seen = sale.builder.patch(&format!("{path}/reschedule"), moved.clone()).await.expect(200);
        assert_eq!((&seen["status"], &seen["meeting_location"]), (&json!("scheduled"), &json!("office")));
        assert_eq!((&seen["appointment_date"], &seen["ends_at"]), (&json!("2026-04-06T14:00:00Z"), &json!("2026-04-06T15:00:00Z")));
        assert_eq!((&seen["proposed_by"], &seen["sequence"]), (&json!("builder"), &json!(1)));
        let word = told(house, sale.customer_user).await.pop().expect("a word");
        assert!(word.contains("has moved the site visit") && word.ends_with("Why: Rain"), "{word}");
        let set = json!({"status": "confirmed"});
        assert_eq!(sale.customer.patch(&format!("{path}/status"), set).await.expect(200)["status"], "confirmed");
        sale.customer.patch(&format!("{path}/reschedule"), json!({"meeting_location": "moon"})).await.expect(422);
        sale.customer.delete(&path).await.expect(200);
        assert!(sale.builder.patch(&format!("{path}/reschedule"), json!({"duration_minutes": 30})).await.refused(409).contains("cancelled"));
    }

    async fn an_appointment_is_not_moved_onto_another(house) {
        let sale = Sale::new(house).await;
        arranged(&sale.customer, visit(sale.project, 10)).await;
        let second = arranged(&sale.customer, visit(sale.project, 12)).await;
        let path = format!("/api/appointments/{second}/reschedule");
        let before = marks(house).await;
        sale.customer.patch(&path, json!({"appointment_date": "2026-04-05T10:59:00Z"})).await.expect(409);
        assert_eq!(marks(house).await, before);
        let longer = json!({"appointment_date": "2026-04-05T11:00:00Z", "duration_minutes": 120});
        assert_eq!(sale.customer.patch(&path, longer).await.expect(200)["ends_at"], "2026-04-05T13:00:00Z", "over its own old time");
    }

    async fn a_stale_copy_is_refused_and_foreigners_see_nothing(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let (max, _) = builder(house, "max").await;
        let id = arranged(&sale.customer, visit(sale.project, 10)).await;
        let path = format!("/api/appointments/{id}");
        let tag = sale.customer.get(&path).await.header("etag").to_owned();
        sale.builder.patch(&path, json!({"notes": "Brings his wife", "attendees": ["Jane"]})).await.expect(200);
        let before = marks(house).await;
        sale.customer.header("if-match", &tag).delete(&path).await.expect(412);
        for foreigner in [&eve, &max] {
            assert_eq!(foreigner.get(&path).await.refused(403), "Not authorized");
            foreigner.patch(&path, json!({"notes": "x"})).await.expect(403);
            foreigner.patch(&format!("{path}/status"), json!({"status": "cancelled"})).await.expect(403);
            foreigner.patch(&format!("{path}/reschedule"), json!({"duration_minutes": 30})).await.expect(403);
            foreigner.get(&format!("{path}/invitation")).await.expect(403);
            foreigner.delete(&path).await.expect(403);
        }
        assert_eq!(eve.get("/api/appointments/99").await.refused(404), "Appointment not found");
        assert_eq!(marks(house).await, before);
        let seen = sale.customer.get(&path).await.expect(200);
        assert_eq!((&seen["notes"], &seen["attendees"]), (&json!("Brings his wife"), &json!(["Jane"])));
    }

    async fn both_sides_list_their_own_with_figures(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        for hour in [8, 10, 12] {
            arranged(&sale.customer, visit(sale.project, hour)).await;
        }
        let talk = with(visit(sale.project, 14), json!({"appointment_type": "consultation"}));
        let eves = arranged(&eve, talk).await;
        sale.builder.patch(&format!("/api/appointments/{eves}/status"), json!({"status": "confirmed"})).await.expect(200);
        sale.customer.delete("/api/appointments/1").await.expect(200);
        let all = sale.builder.get("/api/appointments?limit=2").await.expect(200);
        let ids = |page: &Value| page["appointments"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect::<Vec<_>>();
        assert_eq!((ids(&all), &all["total"], &all["page"], &all["limit"]), (vec![json!(4), json!(3)], &json!(4), &json!(1), &json!(2)));
        assert_eq!(all["stats"], json!({"total": 4, "confirmed": 1, "scheduled": 2, "completed": 0, "cancelled": 1}));
        let talks = sale.builder.get("/api/appointments?type=consultation").await.expect(200);
        assert_eq!((ids(&talks), &talks["stats"]["total"]), (vec![json!(4)], &json!(1)));
        let same = sale.builder.get("/api/appointments?appointment_type=consultation&page=1&limit=100").await.expect(200);
        assert_eq!(ids(&same), ids(&talks));
        let pending = sale.customer.get(&format!("/api/appointments?status=pending&project_id={}", sale.project)).await.expect(200);
        assert_eq!(ids(&pending), [json!(3), json!(2)]);
        assert_eq!(sale.customer.get("/api/appointments").await.expect(200)["stats"]["total"], 3, "only his own");
        assert_eq!(ids(&sale.builder.get("/api/appointments?from=2026-04-06").await.expect(200)).len(), 0);
        assert_eq!(ids(&sale.builder.get("/api/appointments?to=2026-04-05").await.expect(200)).len(), 4);
        sale.builder.get("/api/appointments?status=party").await.expect(422);
        sale.builder.get("/api/appointments?limit=0").await.expect(422);
        sale.builder.get("/api/appointments?page=0").await.expect(422);
        sale.builder.get("/api/appointments?unknown=key").await.expect(200);
    }

    async fn a_customers_list_is_his_and_his_builders(house) {
        let sale = Sale::new(house).await;
        let (eve, _) = customer(house, "eve").await;
        let (max, _) = builder(house, "max").await;
        let elsewhere = entered(&max, development("Blue Hill", "Pune")).await;
        arranged(&sale.customer, visit(sale.project, 10)).await;
        arranged(&sale.customer, visit(elsewhere, 12)).await;
        let of = |id: i64| format!("/api/appointments/customer/{id}");
        assert_ne!(sale.customer_id, sale.customer_user);
        for id in [sale.customer_id, sale.customer_user] {
            let mine = sale.customer.get(&of(id)).await;
            assert_eq!(mine.expect(200).as_array().expect("a list").len(), 2);
            assert_eq!(mine.header("x-total-count"), "2");
        }
        let his = sale.builder.get(&of(sale.customer_id)).await.expect(200);
        assert_eq!((his.as_array().expect("a list").len(), &his[0]["project_id"]), (1, &json!(sale.project)));
        assert_eq!(eve.get(&of(sale.customer_id)).await.refused(403), "Not authorized");
        assert_eq!(sale.builder.get(&of(99)).await.refused(404), "Customer not found");
        let (_, entry) = customer(house, "zoe").await;
        sale.builder.get(&of(entry["customer_id"].as_i64().expect("a number"))).await.expect(403);
        let listed = sale.builder.get(&format!("/api/appointments/project/{}", sale.project)).await.expect(200);
        assert_eq!(listed.as_array().expect("a list").len(), 1);
        assert_eq!(max.get(&format!("/api/appointments/project/{}", sale.project)).await.refused(403), "Not authorized");
        assert_eq!(max.get("/api/appointments/project/99").await.refused(404), "Project not found");
        assert_eq!(sale.customer.get("/api/appointments/project/1").await.refused(403), "Builder access required");
    }

    async fn both_sides_are_reminded_a_day_before_and_once(house) {
        let sale = Sale::new(house).await;
        let id = arranged(&sale.customer, visit(sale.project, 10)).await;
        let gone = arranged(&sale.customer, visit(sale.project, 12)).await;
        sale.customer.delete(&format!("/api/appointments/{gone}")).await.expect(200);
        house.settle().await;
        let round = async || {
            realty::appointment::reminder::remind(&house.app).await.expect("a round");
            let words = told(house, sale.customer_user).await;
            (words.len(), words.last().cloned().unwrap_or_default(), told(house, 1).await.len())
        };
        house.app.clock.advance(Duration::days(19));
        assert_eq!(round().await.0, 0, "two days before");
        house.app.clock.advance(Duration::days(1));
        let (count, word, builders) = round().await;
        assert_eq!((count, builders), (1, 1));
        assert_eq!(word, "You meet ABC Construction Co.: site visit for Green Valley on 5 April 2026, 10:00 UTC (60 minutes, on site).");
        assert_eq!(round().await.0, 1, "once");
        let builder = again(house, "ann").await;
        let moved = json!({"appointment_date": "2026-04-05T08:00:00Z"});
        builder.patch(&format!("/api/appointments/{id}/reschedule"), moved).await.expect(200);
        let (count, word, _) = round().await;
        assert_eq!(count, 3, "moved, and reminded anew");
        assert!(word.contains("08:00 UTC"));
    }
}
