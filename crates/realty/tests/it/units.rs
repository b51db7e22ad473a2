//! Homes: entered one by one or by the hundred; their status follows from what happens to them.
use kernel::testing::{Client, House};
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    site::{booking, development, entered, events, home, run, settle, traces, unit},
};

async fn status(client: &Client<'_>, id: i64) -> String {
    let unit = client.get(&format!("/api/units/{id}")).await.expect(200);
    unit["status"].as_str().expect("a status").to_owned()
}

async fn hold(house: &House, customer: i64, unit: i64) {
    run(
        house,
        &format!(
            "INSERT INTO realty_holds (unit_id, customer_id, placed_by, expires_at, created_at) VALUES \
             ({unit}, {customer}, 1, '2026-03-17T10:00:00+00:00', '2026-03-15T10:00:00+00:00')"
        ),
    )
    .await;
}

/// Two floors of two stacks.
fn plan() -> Value {
    json!({
        "first_floor": 1, "last_floor": 14, "skip_floors": [13], "numbering": "A-{floor}{stack}", "price_step": "25000.50",
        "stacks": [
            {"stack": "01", "unit_type": "2BHK", "area_sqft": 1200, "price": 7_500_000, "bathrooms": 2, "facing": "east"},
            {"stack": "02", "unit_type": "3BHK", "area_sqft": 1600.5, "price": 10_500_000, "price_step": 0, "features": ["study"]},
        ],
    })
}

kernel::stories! { MODULES;
    async fn homes_of_the_sample_come_out_of_the_offer(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Green Valley Residency", "Bangalore")).await;
        let mut body = unit(id, "A-101", 1);
        (body["facing"], body["balconies"], body["parking_spaces"]) = (json!("east"), json!(2), json!(1));
        body["features"] = json!(["modular_kitchen", "false_ceiling"]);
        let made = ann.post("/api/units", body).await;
        let seen = made.expect(201);
        assert_eq!((made.header("location"), &seen["project_id"]), ("/api/units/1", &json!(id)));
        assert_eq!((&seen["unit_type"], &seen["status"]), (&json!("2BHK"), &json!("available")));
        assert!(made.text().contains("\"price\":7500000.00"), "{}", made.text());
        home(&ann, id, "A-102", 1).await;
        let mut body = unit(id, "B-201", 2);
        body["status"] = json!("booked");
        assert_eq!(ann.post("/api/units", body).await.expect(201)["status"], "booked");
        let path = format!("/api/projects/{id}");
        let seen = ann.get(&path).await.expect(200);
        assert_eq!((&seen["total_units"], &seen["available_units"], &seen["units_entered"]), (&json!(150), &json!(145), &json!(3)));
        let listed = house.client().get(&format!("{path}/units")).await;
        assert_eq!((listed.expect(200).as_array().map(Vec::len), listed.header("x-total-count")), (Some(3), "3"));
        for (query, found) in [
            ("status=booked", 1), ("unit_type=2BHK", 3), ("floor_number=2", 1), ("facing=east", 1), ("min_price=7500001", 0),
            ("max_price=7500000&limit=1", 1), ("skip=2", 1),
        ] {
            let listed = house.client().get(&format!("{path}/units?{query}")).await.expect(200);
            assert_eq!(listed.as_array().map(Vec::len), Some(found), "{query}");
        }
        house.client().get(&format!("{path}/units?limit=501")).await.refused(422);
        assert_eq!(house.client().get("/api/projects/77/units").await.expect(200), json!([]));
        assert_eq!(house.client().get("/api/units/77").await.refused(404), "Unit not found");
        let told = events(house, "realty.unit.changed").await;
        assert_eq!((told.len(), &told[2]["units"][0]["status"], &told[2]["reload"]), (3, &json!("booked"), &json!(true)));
    }

    async fn a_number_is_unique_in_its_development_and_only_its_builder_enters_homes(house) {
        let ((ann, _), (ben, _), (carl, _)) =
            (builder(house, "ann").await, builder(house, "ben").await, customer(house, "carl").await);
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let other = entered(&ann, development("Beta", "Pune")).await;
        home(&ann, id, "101", 1).await;
        home(&ann, other, "101", 1).await;
        let second = home(&ann, id, "102", 1).await;
        let before = traces(house).await;
        let taken = "This development has a unit 101 already. Choose another number.";
        assert_eq!(ann.post("/api/units", unit(id, "101", 2)).await.refused(409), taken);
        let path = format!("/api/units/{second}");
        assert_eq!(ann.patch(&path, json!({"unit_number": "101"})).await.refused(409), taken);
        assert_eq!(ann.post("/api/units", unit(77, "103", 2)).await.refused(404), "Project not found");
        assert_eq!(ben.post("/api/units", unit(id, "103", 2)).await.refused(403), "Not authorized");
        assert_eq!(ben.patch(&path, json!({"price": 1})).await.refused(403), "Not authorized");
        assert_eq!(ben.delete(&path).await.refused(403), "Not authorized");
        assert_eq!(carl.post("/api/units", unit(id, "103", 2)).await.refused(403), "Builder access required");
        assert_eq!(carl.post(&format!("/api/projects/{id}/units/generate"), plan()).await.status, 403);
        assert_eq!(ben.post(&format!("/api/projects/{id}/units/generate"), plan()).await.status, 403);
        ann.patch("/api/units/77", json!({})).await.refused(404);
        for (field, wrong) in [
            ("unit_number", json!("")), ("unit_type", json!("5BHK")), ("floor_number", json!(501)), ("area_sqft", json!(-1)),
            ("price", json!("1.23456")), ("bathrooms", Value::Null), ("status", json!("gone")), ("facing", json!("up")),
        ] {
            let mut body = unit(id, "103", 1);
            body[field] = wrong;
            assert_eq!(ann.post("/api/units", body).await.expect(422)["errors"][0]["loc"][1], field);
        }
        assert_eq!(traces(house).await, before);
    }

    async fn of_many_who_enter_at_once_each_number_comes_once_and_the_offer_stays_right(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let enter = (0..24).map(|n| {
            let (ann, body) = (ann.clone(), unit(id, &format!("10{}", n % 8), 1));
            async move { ann.post("/api/units", body).await.status }
        });
        let mut statuses = futures::future::join_all(enter).await;
        statuses.sort_unstable();
        assert_eq!((&statuses[..8], &statuses[8..]), (&[201; 8][..], &[409; 16][..]));
        let seen = ann.get(&format!("/api/projects/{id}")).await.expect(200);
        assert_eq!((&seen["available_units"], &seen["units_entered"]), (&json!(145), &json!(8)));
        assert_eq!(house.number("SELECT unlisted_available FROM realty_developments").await, 137);
    }

    async fn the_builder_has_his_word_until_a_booking_has_it(house) {
        let ((ann, _), (_, carl)) = (builder(house, "ann").await, customer(house, "carl").await);
        let carl = carl["customer_id"].as_i64().expect("a customer");
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let unit = home(&ann, id, "101", 1).await;
        let path = format!("/api/units/{unit}");
        let first = ann.get(&path).await;
        let kept = ann.patch(&path, json!({"status": "reserved", "price": 8_000_000, "stack": "", "floor_plan_url": null})).await;
        assert_eq!(kept.expect(200)["status"], "reserved");
        ann.header("if-match", first.header("etag")).patch(&path, json!({"price": 1})).await.refused(412);
        ann.patch(&path, json!({"price": null})).await.refused(422);
        ann.patch(&path, json!({"status": "available"})).await.expect(200);
        hold(house, carl, unit).await;
        settle(house, &[unit]).await;
        assert_eq!(status(&ann, unit).await, "reserved");
        assert!(ann.patch(&path, json!({"status": "available"})).await.refused(409).contains("Release his hold"));
        assert!(ann.delete(&path).await.refused(409).contains("Release his hold"));
        let number = booking(house, carl, unit, "inquiry").await;
        settle(house, &[unit]).await;
        assert_eq!(status(&ann, unit).await, "booked");
        let before = traces(house).await;
        let said = ann.patch(&path, json!({"status": "available"})).await.refused(409);
        assert!(said.contains(&format!("booking {number}")), "{said}");
        assert!(ann.delete(&path).await.refused(409).contains("has bookings"));
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.patch(&path, json!({"status": "booked", "price": 9_000_000})).await.expect(200)["status"], "booked");
        run(house, "UPDATE realty_bookings SET actual_registration_date = '2026-03-15'").await;
        settle(house, &[unit]).await;
        assert_eq!(status(&ann, unit).await, "sold");
        run(house, "UPDATE realty_bookings SET booking_status = 'cancelled'").await;
        settle(house, &[unit]).await;
        assert_eq!(status(&ann, unit).await, "reserved");
        run(house, "UPDATE realty_holds SET ended_at = expires_at, ended_how = 'lapsed'").await;
        settle(house, &[unit]).await;
        assert_eq!(status(&ann, unit).await, "available");
        let told = events(house, "realty.unit.changed").await.len();
        settle(house, &[unit]).await;
        assert_eq!(events(house, "realty.unit.changed").await.len(), told);
    }

    async fn a_home_that_goes_gives_back_what_was_on_offer(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let (one, two) = (home(&ann, id, "101", 1).await, home(&ann, id, "102", 1).await);
        ann.patch(&format!("/api/units/{two}"), json!({"status": "sold"})).await.expect(200);
        let available = async || ann.get(&format!("/api/projects/{id}")).await.expect(200)["available_units"].clone();
        assert_eq!(available().await, 144);
        assert_eq!(ann.delete(&format!("/api/units/{one}")).await.status, 204);
        ann.get(&format!("/api/units/{one}")).await.refused(404);
        assert_eq!(available().await, 144);
        assert_eq!(ann.delete(&format!("/api/units/{two}")).await.status, 204);
        assert_eq!(available().await, 144);
        ann.delete(&format!("/api/units/{two}")).await.refused(404);
    }

    async fn floors_times_stacks_make_a_tower_at_once(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}/units/generate");
        let before = traces(house).await;
        let mut dry = plan();
        dry["dry_run"] = json!(true);
        let shown = ann.post(&path, dry).await.expect(200);
        assert_eq!((&shown["created"], &shown["dry_run"], &shown["existing"]), (&json!(26), &json!(true), &json!([])));
        assert_eq!(shown["units"][0]["unit_number"], "A-101");
        assert_eq!(traces(house).await, before);
        let made = ann.post(&path, plan()).await;
        assert_eq!((made.expect(201)["created"].clone(), made.header("location")), (json!(26), "/api/projects/1/units"));
        assert!(made.text().contains("\"price_max\":10500000.00"), "{}", made.text());
        let last = house.number("SELECT price FROM realty_units WHERE unit_number = 'A-1401'").await;
        assert_eq!(last, 75_000_000_000 + 12 * 250_005_000);
        assert_eq!(house.number("SELECT COUNT(*) FROM realty_units WHERE floor_number = 13").await, 0);
        let seen = ann.get("/api/projects/1").await.expect(200);
        assert_eq!((&seen["available_units"], &seen["units_entered"]), (&json!(145), &json!(26)));
        let after = traces(house).await;
        let said = ann.post(&path, plan()).await.refused(409);
        assert!(said.starts_with("26 of these numbers exist") && said.contains("A-101, A-102"), "{said}");
        let mut again = plan();
        again["skip_existing"] = json!(true);
        assert!(ann.post(&path, again.clone()).await.refused(409).contains("nothing is left"));
        for (field, wrong) in [
            ("last_floor", json!(0)), ("numbering", json!("A")), ("stacks", json!([])), ("price_step", json!(-10_000_000)),
        ] {
            let mut body = plan();
            body[field] = wrong;
            assert_eq!(ann.post(&path, body).await.expect(422)["errors"][0]["loc"][1], field);
        }
        assert_eq!(traces(house).await, after);
        again["last_floor"] = json!(15);
        let more = ann.post(&path, again).await.expect(201);
        assert_eq!((&more["created"], more["existing"].as_array().map(Vec::len)), (&json!(2), Some(26)));
        let told = events(house, "realty.unit.changed").await;
        assert_eq!(told, [json!({"project_id": 1, "units": [], "reload": true}), told[0].clone()]);
    }

    async fn two_thousand_go_at_once_and_five_thousand_in_all(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}/units/generate");
        let stack = |n: usize| json!({"stack": format!("{n:02}"), "unit_type": "studio", "area_sqft": 400, "price": 100});
        let tower = |letter: char| json!({
            "last_floor": 100, "numbering": format!("{letter}-{{floor}}-{{stack}}"), "stacks": (1..=20).map(stack).collect::<Vec<_>>(),
        });
        for letter in ['A', 'B'] {
            assert_eq!(ann.post(&path, tower(letter)).await.expect(201)["created"], 2_000);
        }
        let before = traces(house).await;
        assert!(ann.post(&path, tower('C')).await.refused(409).contains("5000 units at most"));
        let mut high = tower('C');
        high["last_floor"] = json!(101);
        assert!(ann.post(&path, high).await.refused(422).contains("1 to 2000"));
        assert_eq!(traces(house).await, before);
        let seen = ann.get(&format!("/api/projects/{id}")).await.expect(200);
        assert_eq!((&seen["total_units"], &seen["available_units"]), (&json!(4_000), &json!(4_000)));
        let matrix = house.client().get(&format!("/api/projects/{id}/matrix")).await.expect(200);
        assert_eq!((matrix["floors"].as_array().map(Vec::len), matrix["columns"].as_array().map(Vec::len)), (Some(100), Some(20)));
    }

    async fn the_matrix_shows_everybody_the_house_and_its_builder_the_people(house) {
        let ((ann, _), (ben, _)) = (builder(house, "ann").await, builder(house, "ben").await);
        let (carl, registered) = customer(house, "carl").await;
        let carls = registered["customer_id"].as_i64().expect("a customer");
        let id = entered(&ann, development("Alpha", "Pune")).await;
        for (number, floor) in [("A-101", 1), ("A-102", 1), ("A-201", 2), ("A-202", 2)] {
            home(&ann, id, number, floor).await;
        }
        booking(house, carls, 1, "token_paid").await;
        hold(house, carls, 2).await;
        settle(house, &[1, 2, 3]).await;
        let path = format!("/api/projects/{id}/matrix");
        let public = house.client().get(&path).await;
        let seen = public.expect(200);
        assert_eq!(seen["columns"], json!(["A-01", "A-02"]));
        let floor = |n: usize| seen["floors"][n].clone();
        assert_eq!((floor(0)["floor_number"].clone(), floor(1)["units"][0]["unit_number"].clone()), (json!(2), json!("A-101")));
        let statuses = |n: usize| (floor(n)["units"][0]["status"].clone(), floor(n)["units"][1]["status"].clone());
        assert_eq!(statuses(1), (json!("booked"), json!("reserved")));
        assert_eq!(statuses(0), (json!("available"), json!("available")));
        let counts = seen["totals"].as_array().expect("totals").iter().map(|t| t["units"].clone()).collect::<Vec<_>>();
        assert_eq!(counts, [json!(2), json!(1), json!(1), json!(0)]);
        assert!(!public.text().contains("carl"));
        for other in [&ben, &carl] {
            assert_eq!(other.get(&path).await.expect(200), seen);
        }
        let own = ann.get(&path).await;
        assert_eq!(own.header("cache-control"), "private, no-cache");
        let bond = |n: usize| own.json()["floors"][1]["units"][n]["bond"].clone();
        assert_eq!((bond(0)["customer_name"].clone(), bond(0)["booking_status"].clone()), (json!("carl Doe"), json!("token_paid")));
        assert_eq!((bond(1)["hold_until"].clone(), bond(1)["booking_id"].clone()), (json!("2026-03-17T10:00:00Z"), Value::Null));
        assert_eq!(ann.header("if-none-match", own.header("etag")).get(&path).await.status, 304);
        house.client().get("/api/projects/77/matrix").await.refused(404);
        ann.get("/api/projects/77/matrix").await.refused(404);
    }
}
