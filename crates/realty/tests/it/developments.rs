//! Developments: entered by their builder, found by everybody.
use kernel::testing::Client;
use serde_json::{Value, json};

use crate::{
    people::{MODULES, builder, customer},
    site::{booking, development, entered, events, home, run, settle, traces},
};

async fn names(client: &Client<'_>, query: &str) -> Vec<String> {
    let page = client.get(&format!("/api/projects?{query}")).await.expect(200);
    let projects = page["projects"].as_array().expect("a list");
    projects.iter().map(|one| one["project_name"].as_str().expect("a name").to_owned()).collect()
}

kernel::stories! { MODULES;
    async fn a_development_is_entered_and_everybody_reads_it(house) {
        let (ann, registered) = builder(house, "ann").await;
        let made = ann.post("/api/projects", development("Green Valley Residency", "Bangalore")).await;
        let seen = made.expect(201);
        assert_eq!(made.header("location"), "/api/projects/1");
        assert_eq!((&seen["total_units"], &seen["available_units"]), (&json!(150), &json!(145)));
        assert_eq!((&seen["is_featured"], &seen["amenities"]), (&json!(false), &Value::Null));
        assert_eq!((&seen["builder_id"], &seen["currency"]), (&registered["builder_id"], &json!("INR")));
        assert_eq!(seen["builder"]["company_name"], "ABC Construction Co.");
        assert_eq!((&seen["builder"]["total_projects"], &seen["builder"]["user_id"]), (&json!(1), &registered["id"]));
        assert!(made.text().contains("\"price_range_min\":5500000.00"), "{}", made.text());
        let read = house.client().get("/api/projects/1").await;
        assert_eq!((read.expect(200), read.header("etag")), (seen, made.header("etag")));
        assert_eq!(house.client().get("/api/projects/9").await.refused(404), "Project not found");
        let told = events(house, "realty.development.changed").await;
        assert_eq!((told.len(), &told[0]["available_units"]), (1, &json!(145)));
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs WHERE action = 'create_development'").await, 1);
    }

    async fn developments_are_found_by_what_they_are(house) {
        let ((ann, _), (ben, registered)) = (builder(house, "ann").await, builder(house, "ben").await);
        let nobody = house.client();
        entered(&ann, development("Alpha", "Bangalore")).await;
        let mut body = development("Beta Towers", "New Delhi");
        (body["project_type"], body["status"]) = (json!("commercial"), json!("planning"));
        (body["price_range_min"], body["price_range_max"]) = (json!(100), json!("900.50"));
        (body["available_units"], body["is_featured"]) = (json!(0), json!(true));
        let beta = entered(&ann, body).await;
        let mut body = development("gamma 100%", "BANGALORE EAST");
        (body["price_range_min"], body["expected_completion_date"]) = (Value::Null, json!("2027-01-01"));
        entered(&ben, body).await;
        for (query, found) in [
            ("", vec!["Alpha", "Beta Towers", "gamma 100%"]),
            ("city=bangalore", vec!["Alpha", "gamma 100%"]),
            ("city=%25", vec![]),
            ("status=planning", vec!["Beta Towers"]),
            ("project_type=commercial", vec!["Beta Towers"]),
            ("min_price=200", vec!["Alpha"]),
            ("max_price=1000&min_price=0", vec!["Beta Towers"]),
            ("search=TOWER", vec!["Beta Towers"]),
            ("search=100%25", vec!["gamma 100%"]),
            ("search=abc%20constr&status=construction", vec!["Alpha", "gamma 100%"]),
            ("available=true", vec!["Alpha", "gamma 100%"]),
            ("featured=true", vec!["Beta Towers"]),
            ("sort=newest", vec!["gamma 100%", "Beta Towers", "Alpha"]),
            ("sort=featured", vec!["Beta Towers", "Alpha", "gamma 100%"]),
            ("sort=price_low", vec!["Beta Towers", "Alpha", "gamma 100%"]),
            ("sort=price_high", vec!["Alpha", "gamma 100%", "Beta Towers"]),
            ("sort=completion&whatever=1", vec!["gamma 100%", "Alpha", "Beta Towers"]),
            ("sort=name&limit=1&page=2", vec!["Beta Towers"]),
        ] {
            assert_eq!(names(&nobody, query).await, found, "{query}");
        }
        let number = &registered["builder_id"];
        assert_eq!(names(&nobody, &format!("builder_id={number}")).await, ["gamma 100%"]);
        home(&ann, beta, "101", 1).await;
        assert_eq!(names(&nobody, "unit_type=2BHK").await, ["Beta Towers"]);
        assert_eq!(names(&nobody, "unit_type=2BHK&available=true").await, ["Beta Towers"]);
        ann.patch("/api/units/1", json!({"status": "sold"})).await.expect(200);
        assert_eq!(names(&nobody, "unit_type=2BHK").await, ["Beta Towers"]);
        assert!(names(&nobody, "unit_type=2BHK&available=true").await.is_empty());
        for none in ["penthouse", "4BHK%2B", "4BHK+"] {
            assert!(names(&nobody, &format!("unit_type={none}")).await.is_empty(), "{none}");
        }
    }

    async fn pages_say_where_they_stand(house) {
        let (ann, _) = builder(house, "ann").await;
        let nobody = house.client();
        let empty = nobody.get("/api/projects").await.expect(200);
        assert_eq!(empty["pagination"], json!({
            "currentPage": 1, "totalPages": 0, "totalItems": 0, "hasNext": false, "hasPrev": false,
        }));
        for n in 0..5 {
            entered(&ann, development(&format!("D{n}"), "Pune")).await;
        }
        let page = nobody.get("/api/projects?limit=2&page=2").await.expect(200);
        assert_eq!(page["pagination"], json!({
            "currentPage": 2, "totalPages": 3, "totalItems": 5, "hasNext": true, "hasPrev": true,
        }));
        let past = nobody.get("/api/projects?limit=2&page=9").await.expect(200);
        assert_eq!((past["projects"].clone(), past["pagination"]["hasPrev"].clone()), (json!([]), json!(true)));
        for wrong in ["limit=0", "limit=101", "page=0", "page=x", "min_price=-1", "builder_id=x", "sort=up"] {
            nobody.get(&format!("/api/projects?{wrong}")).await.refused(422);
        }
        let said = nobody.get("/api/projects?unit_type=5BHK").await.refused(422);
        assert!(said.contains("1BHK") && said.contains("penthouse"), "{said}");
    }

    async fn only_a_builder_keeps_developments_and_only_his_own(house) {
        let ((ann, _), (ben, _)) = (builder(house, "ann").await, builder(house, "ben").await);
        let (carl, _) = customer(house, "carl").await;
        let body = json!({"email": "new@example.com", "password": "violet tram 42 anchor", "user_type": "builder"});
        let answer = house.client().post("/api/auth/register", body).await.expect(201);
        let eve = house.client().token(answer["access_token"].as_str().expect("a token"));
        entered(&ann, development("Alpha", "Pune")).await;
        let before = traces(house).await;
        let new = || development("Beta", "Pune");
        house.client().post("/api/projects", new()).await.refused(401);
        assert_eq!(carl.post("/api/projects", new()).await.refused(403), "Builder access required");
        assert_eq!(eve.post("/api/projects", new()).await.refused(403), "Builder not found");
        let mut theirs = new();
        theirs["builder_id"] = json!(1);
        assert_eq!(ben.post("/api/projects", theirs).await.refused(403), "Not authorized");
        assert_eq!(ben.patch("/api/projects/1", json!({"description": "x"})).await.refused(403), "Not authorized");
        assert_eq!(eve.patch("/api/projects/1", json!({})).await.refused(403), "Builder not found");
        assert_eq!(ben.patch("/api/projects/7", json!({})).await.refused(404), "Project not found");
        let said = ben.delete("/api/projects/1").await.refused(403);
        assert_eq!(said, "Not authorized: project.builder_id=1, builder.id=2");
        assert!(eve.delete("/api/projects/1").await.refused(403).starts_with("Builder not found for user_id: "));
        ann.delete("/api/projects/7").await.refused(404);
        for (field, wrong) in [
            ("project_name", json!("")), ("project_type", json!("castle")), ("total_units", json!(-1)),
            ("available_units", json!(151)), ("price_range_max", json!(1)), ("latitude", json!(91)),
            ("amenities", json!([1])), ("start_date", json!("tomorrow")), ("builder_id", json!("x")),
        ] {
            let mut body = new();
            body[field] = wrong;
            let refused = ann.post("/api/projects", body).await;
            assert_eq!(refused.expect(422)["errors"][0]["loc"][1], field);
        }
        assert_eq!(traces(house).await, before);
    }

    async fn any_part_of_a_development_can_be_changed(house) {
        let (ann, _) = builder(house, "ann").await;
        let path = format!("/api/projects/{}", entered(&ann, development("Alpha", "Pune")).await);
        let first = ann.get(&path).await;
        let patch = json!({
            "project_name": "Omega", "location_city": "Mumbai", "amenities": ["gym"], "price_range_max": null,
            "available_units": 20, "builder_id": 99, "id": 5, "created_at": null,
        });
        let seen = ann.header("if-match", first.header("etag")).patch(&path, patch).await.expect(200);
        assert_eq!((&seen["project_name"], &seen["available_units"]), (&json!("Omega"), &json!(20)));
        assert_eq!((&seen["price_range_max"], &seen["amenities"]), (&Value::Null, &json!(["gym"])));
        assert_eq!((&seen["builder_id"], &seen["id"]), (&json!(1), &json!(1)));
        assert_eq!(names(&house.client(), "city=mumbai").await, ["Omega"]);
        let stale = ann.header("if-match", first.header("etag")).patch(&path, json!({"description": "x"})).await;
        stale.refused(412);
        let mut same = ann.patch(&path, json!({})).await.expect(200);
        same["updated_at"] = seen["updated_at"].clone();
        assert_eq!(same, seen);
        for (field, wrong) in [
            ("project_name", Value::Null), ("total_units", Value::Null), ("available_units", json!(151)),
            ("actual_completion_date", json!("x")), ("status", json!("ruined")), ("price_range_max", json!(1)),
        ] {
            let refused = ann.patch(&path, json!({field: wrong})).await;
            assert_eq!(refused.expect(422)["errors"][0]["loc"][1], field);
        }
        let seen = ann.patch(&path, json!({"total_units": 10})).await.expect(200);
        assert_eq!((&seen["total_units"], &seen["available_units"]), (&json!(10), &json!(10)));
    }

    async fn what_is_on_offer_is_counted(house) {
        let ((ann, _), (_, carl)) = (builder(house, "ann").await, customer(house, "carl").await);
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}");
        let available = async || ann.get(&path).await.expect(200)["available_units"].clone();
        let one = home(&ann, id, "101", 1).await;
        home(&ann, id, "102", 1).await;
        assert_eq!(available().await, 145);
        let said = ann.patch(&path, json!({"available_units": 1})).await.refused(422);
        assert!(said.contains("from 2 to 150"), "{said}");
        ann.patch(&path, json!({"available_units": 2})).await.expect(200);
        booking(house, carl["customer_id"].as_i64().expect("a customer"), one, "inquiry").await;
        settle(house, &[one]).await;
        assert_eq!(available().await, 1);
        run(house, "UPDATE realty_bookings SET booking_status = 'cancelled'").await;
        settle(house, &[one]).await;
        assert_eq!(available().await, 2);
        assert!(ann.patch(&path, json!({"total_units": 1})).await.refused(422).contains("2 at least"));
    }

    async fn a_development_goes_with_all_that_belongs_to_it_unless_money_came(house) {
        let ((ann, _), (_, carl)) = (builder(house, "ann").await, customer(house, "carl").await);
        let id = entered(&ann, development("Alpha", "Pune")).await;
        let path = format!("/api/projects/{id}");
        let unit = home(&ann, id, "101", 1).await;
        let booking = booking(house, carl["customer_id"].as_i64().expect("a customer"), unit, "token_paid").await;
        let paid = format!(
            "INSERT INTO realty_payments (booking_id, payment_type, amount, payment_method, payment_status, created_at) \
             VALUES ({booking}, 'token', 10000, 'online', 'completed', '2026-03-15T10:00:00+00:00')"
        );
        run(house, &paid).await;
        let before = traces(house).await;
        assert!(ann.delete(&path).await.refused(409).contains("Cancel their bookings first"));
        ann.header("if-match", "\"old\"").delete(&path).await.refused(412);
        assert_eq!(traces(house).await, before);
        run(house, "UPDATE realty_bookings SET booking_status = 'cancelled'").await;
        let gone = ann.delete(&path).await.expect(200);
        assert_eq!(gone, json!({"message": "Project deleted successfully"}));
        house.client().get(&path).await.refused(404);
        for table in ["realty_developments", "realty_units", "realty_bookings", "realty_payments"] {
            assert_eq!(house.number(&format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
        }
        assert_eq!(events(house, "realty.development.changed").await.last().expect("an event")["removed"], true);
    }
}
