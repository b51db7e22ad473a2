//! Who builders and customers are.
use serde_json::{Value, json};

use crate::people::{MODULES, builder, builder_data, customer};

kernel::stories! { MODULES;
    async fn a_registration_makes_the_profile_with_the_account(house) {
        let (ann, answer) = builder(house, "ann").await;
        assert_eq!(answer["customer_id"], Value::Null);
        let number = answer["builder_id"].as_i64().expect("a builder");
        let me = ann.get("/api/auth/me").await.expect(200);
        assert_eq!(me["builder_id"], json!(number));
        let seen = house.client().get(&format!("/api/builders/{number}")).await.expect(200);
        assert_eq!((&seen["company_name"], &seen["total_projects"]), (&json!("ABC Construction Co."), &json!(0)));
        let (bob, answer) = customer(house, "bob").await;
        let mine = bob.get("/api/realty/profile").await.expect(200);
        assert_eq!(mine["customer"]["id"], answer["customer_id"]);
        assert_eq!(mine["builder"], Value::Null);
    }

    async fn a_licence_belongs_to_one_and_nothing_is_left_of_a_refused_account(house) {
        builder(house, "ann").await;
        let body = |data: Value| json!({
            "email": "eve@example.com", "password": "violet tram 42 anchor", "user_type": "builder", "builder_data": data,
        });
        let client = house.client();
        let taken = client.post("/api/auth/register", body(builder_data("LIC-ann"))).await;
        assert_eq!(taken.refused(400), "License number already registered");
        let empty = client.post("/api/auth/register", body(json!({"company_name": "X"}))).await;
        assert!(empty.refused(422).contains("license_number"));
        assert_eq!(house.number("SELECT COUNT(*) FROM users").await, 1);
        client.post("/api/auth/register", body(builder_data("LIC-eve"))).await.expect(201);
    }

    async fn a_profile_can_be_written_later(house) {
        let body = json!({"email": "eve@example.com", "password": "violet tram 42 anchor", "user_type": "customer"});
        let answer = house.client().post("/api/auth/register", body).await.expect(201);
        let eve = house.client().token(answer["access_token"].as_str().expect("a token"));
        assert_eq!(answer["customer_id"], Value::Null);
        let said = json!({"first_name": "Eve", "last_name": "Adams", "phone": "+1"});
        let saved = eve.put("/api/realty/profile/customer", said).await.expect(200);
        house.settle().await;
        assert_eq!(eve.get("/api/auth/me").await.expect(200)["customer_id"], saved["id"]);
        let refused = eve.put("/api/realty/profile/builder", builder_data("LIC-1")).await;
        assert_eq!(refused.refused(403), "Builder access required");
    }
}
