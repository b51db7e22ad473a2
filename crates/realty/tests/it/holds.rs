//! Homes kept for customers until a moment.
use chrono::Duration;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, again, texts, told, traces},
    site::{events, home},
};

kernel::stories! { MODULES;
    async fn a_customer_holds_a_home_for_the_usual_time(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/units/{}/hold", sale.unit);
        let reply = sale.customer.post(&path, json!({"note": "Until Tuesday"})).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/holds/1");
        assert_eq!((&made["expires_at"], &made["is_open"]), (&json!("2026-03-17T10:00:00Z"), &json!(true)));
        assert_eq!((&made["unit"]["status"], &made["customer"]["name"]), (&json!("reserved"), &json!("bob Doe")));
        assert_eq!((sale.status(house).await, sale.on_offer(house).await), ("reserved".into(), 144));
        assert_eq!(told(house, 1).await, ["bob Doe holds A-101 in Green Valley until 17 March 2026, 10:00 UTC."]);
        assert_eq!(events(house, "realty.hold.placed").await.len(), 2);
        for side in [&sale.builder, &sale.customer] {
            assert_eq!(side.get("/api/holds/1").await.expect(200), made);
        }
        for (client, list) in [(&sale.builder, "/api/builder/holds"), (&sale.customer, "/api/customer/holds")] {
            let seen = client.get(list).await;
            assert_eq!((seen.expect(200), seen.header("x-total-count")), (json!([made]), "1"));
        }
        assert_eq!(sale.builder.get("/api/builder/holds?project_id=99").await.expect(200), json!([]));
    }

    async fn a_held_home_is_nobody_elses(house) {
        let sale = Sale::new(house).await;
        let (eve, entry) = customer(house, "eve").await;
        let path = format!("/api/units/{}/hold", sale.unit);
        sale.customer.post(&path, json!({})).await.expect(201);
        let before = traces(house).await;
        for again in [eve.post(&path, json!({})).await, sale.customer.post(&path, json!({})).await] {
            assert_eq!(again.refused(409), "Unit not available");
        }
        let hers = sale.body(json!({"customer_id": entry["customer_id"]}));
        assert_eq!(eve.post("/api/bookings", hers).await.refused(400), "Unit not available");
        assert_eq!(eve.get("/api/holds/1").await.refused(403), "Not authorized");
        assert_eq!(eve.delete("/api/holds/1").await.refused(403), "Not authorized");
        assert_eq!(eve.get("/api/customer/holds").await.expect(200), json!([]));
        assert_eq!(traces(house).await, before);
        sale.booked(json!({})).await;
        assert_eq!(texts(house, "SELECT ended_how FROM realty_holds").await, ["booked"]);
        assert_eq!(sale.status(house).await, "booked");
        assert_eq!(sale.customer.get("/api/customer/holds").await.expect(200), json!([]));
        let ended = sale.customer.get("/api/customer/holds?ended=true").await.expect(200);
        assert_eq!((&ended[0]["ended_how"], &ended[0]["is_open"]), (&json!("booked"), &json!(false)));
        assert_eq!(sale.customer.delete("/api/holds/1").await.refused(409), "This hold is over already.");
    }

    async fn both_may_give_up_a_hold(house) {
        let sale = Sale::new(house).await;
        let path = format!("/api/units/{}/hold", sale.unit);
        for (n, side) in [&sale.customer, &sale.builder].into_iter().enumerate() {
            sale.customer.post(&path, json!({})).await.expect(201);
            assert_eq!(sale.status(house).await, "reserved");
            let hold = format!("/api/holds/{}", n + 1);
            side.delete(&hold).await.expect(204);
            assert_eq!((sale.status(house).await, sale.on_offer(house).await), ("available".into(), 145));
            side.delete(&hold).await.expect(409);
        }
        assert_eq!(told(house, 1).await[1], "bob Doe has given up the hold on A-101 in Green Valley.");
        assert_eq!(told(house, 2).await, ["ABC Construction Co. does not keep A-101 in Green Valley for you any more."]);
        sale.customer.delete("/api/holds/99").await.expect(404);
    }

    async fn a_builder_keeps_homes_for_customers_he_knows(house) {
        let sale = Sale::new(house).await;
        let (cleo, _) = builder(house, "cleo").await;
        let path = format!("/api/units/{}/hold", sale.unit);
        let body = json!({"customer_id": sale.customer_id, "hours": 336});
        let before = traces(house).await;
        assert!(sale.builder.post(&path, body.clone()).await.refused(403).contains("no dealings"));
        assert!(sale.builder.post(&path, json!({})).await.refused(422).contains("customer_id"));
        assert_eq!(sale.builder.post(&path, json!({"customer_id": 99})).await.refused(404), "Customer not found");
        assert_eq!(cleo.post(&path, body.clone()).await.refused(403), "Not authorized");
        assert_eq!(sale.builder.post("/api/units/99/hold", body.clone()).await.refused(404), "Unit not found");
        assert_eq!(sale.customer.post(&path, json!({"hours": 49})).await.status, 422, "more than the usual time");
        assert_eq!(sale.customer.post(&path, json!({"customer_id": 99})).await.refused(403), "Not authorized");
        sale.customer.post(&path, json!({"hours": 0})).await.expect(422);
        house.client().post(&path, json!({})).await.expect(401);
        assert_eq!(traces(house).await, before);
        sale.customer.post(&path, json!({"hours": 1})).await.expect(201);
        sale.customer.delete("/api/holds/1").await.expect(204);
        let more = json!({"customer_id": sale.customer_id, "hours": 337});
        assert!(sale.builder.post(&path, more).await.refused(422).contains("336 hours"));
        let made = sale.builder.post(&path, body).await.expect(201);
        assert_eq!(made["expires_at"], "2026-03-29T10:00:00Z");
        assert_eq!(
            told(house, sale.customer_user).await,
            ["ABC Construction Co. keeps A-101 in Green Valley for you until 29 March 2026, 10:00 UTC."]
        );
    }

    async fn a_customer_holds_five_homes_and_no_sixth(house) {
        let sale = Sale::new(house).await;
        for n in 2..=6 {
            let unit = home(&sale.builder, sale.project, &format!("A-10{n}"), 1).await;
            sale.customer.post(&format!("/api/units/{unit}/hold"), json!({})).await.expect(201);
        }
        let before = traces(house).await;
        let refused = sale.customer.post(&format!("/api/units/{}/hold", sale.unit), json!({})).await.refused(409);
        assert_eq!(refused, "You hold 5 homes already: give one up first.");
        assert_eq!(traces(house).await, before);
    }

    async fn a_hold_ends_by_itself(house) {
        let sale = Sale::new(house).await;
        sale.customer.post(&format!("/api/units/{}/hold", sale.unit), json!({"hours": 1})).await.expect(201);
        house.settle().await;
        house.app.clock.advance(Duration::minutes(59));
        house.settle().await;
        assert_eq!(sale.status(house).await, "reserved");
        house.app.clock.advance(Duration::minutes(1));
        // Only the hold's own job is due: nothing else has run yet.
        let done = kernel::job::work(&house.app, 100).await.expect("work");
        assert_eq!((done, sale.status(house).await), (1, "available".into()));
        assert_eq!(texts(house, "SELECT ended_how FROM realty_holds").await, ["lapsed"]);
        assert_eq!(
            told(house, sale.customer_user).await,
            ["A-101 in Green Valley is not on hold for you any more: the time was over."]
        );
        assert_eq!(events(house, "realty.hold.ended").await.len(), 2);
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'lapse_hold' AND admin_id = 'system'").await, 1);
        let before = traces(house).await;
        realty::hold::lapse::sweep(&house.app).await.expect("a sweep");
        assert_eq!(traces(house).await, before, "done twice, it does nothing more");
    }

    async fn a_hold_that_is_over_never_stands_in_the_way(house) {
        let sale = Sale::new(house).await;
        let (_, entry) = customer(house, "eve").await;
        sale.customer.post(&format!("/api/units/{}/hold", sale.unit), json!({})).await.expect(201);
        house.app.clock.advance(Duration::hours(48));
        let (eve, bob) = (again(house, "eve").await, again(house, "bob").await);
        assert_eq!(sale.status(house).await, "reserved", "no job has run");
        let seen = bob.get("/api/holds/1").await.expect(200);
        assert_eq!((&seen["is_open"], &seen["ended_how"]), (&json!(false), &json!("lapsed")));
        assert_eq!(bob.get("/api/customer/holds").await.expect(200), json!([]));
        assert_eq!(bob.delete("/api/holds/1").await.refused(409), "This hold is over already.");
        let hers = sale.body(json!({"customer_id": entry["customer_id"]}));
        let made = eve.post("/api/bookings", hers).await.expect(201);
        assert_eq!((made["unit"]["status"].clone(), sale.status(house).await), (json!("booked"), "booked".into()));
        assert_eq!(texts(house, "SELECT ended_how FROM realty_holds").await, ["lapsed"]);
        realty::hold::lapse::sweep(&house.app).await.expect("a sweep");
        assert_eq!(sale.status(house).await, "booked");
    }

    async fn a_hold_that_is_over_gives_way_to_another(house) {
        let sale = Sale::new(house).await;
        customer(house, "eve").await;
        let path = format!("/api/units/{}/hold", sale.unit);
        sale.customer.post(&path, json!({})).await.expect(201);
        house.app.clock.advance(Duration::hours(49));
        let eve = again(house, "eve").await;
        let made: Value = eve.post(&path, json!({})).await.expect(201);
        realty::hold::lapse::sweep(&house.app).await.expect("a sweep");
        assert_eq!(sale.status(house).await, "reserved");
        assert_eq!(eve.get(&format!("/api/holds/{}", made["id"])).await.expect(200)["is_open"], true);
    }
}
