//! The demo world: a help desk on an ordinary day.
use kernel::{Demo, testing::House};
use serde_json::json;

use crate::people::*;

async fn world(house: &House) -> House {
    let house = another(house, &[("identity.demo_guests", "false"), ("environment", "demo")]).await;
    let demo = Demo::new(house.app.clone()).expect("a demo");
    for module in MODULES {
        (module.demo)(&demo).await.expect("loaded");
    }
    house
}

kernel::stories! { MODULES;
    async fn there_are_tickets_in_every_state(house) {
        let house = world(house).await;
        let body = json!({"user_id": "admin", "password": "admin123"});
        let answer = house.client().post("/api/auth/login", body).await.expect(200);
        let root = house.client().token(answer["access_token"].as_str().expect("a token"));
        let figures = root.get(&format!("{DESK}/admin/figures?days=60")).await.expect(200);
        for status in ["open", "in_progress", "resolved", "closed"] {
            assert!(figures["by_status"][status].as_i64() > Some(0), "{status}: {figures}");
        }
        assert!(figures["first_answer"]["count"].as_i64() >= Some(5) && figures["unanswered_over_24h"] == 1, "{figures}");
        let all = root.get(&format!("{DESK}/admin/all")).await.expect(200);
        let all = all.as_array().expect("a list");
        assert!(all.iter().any(|one| one["user_id"].is_null() && one["email"] == "maria.keller@example.com"));
        assert!(all.iter().all(|one| one["created_at"].as_str() < Some("2026-03-15T10:00:00Z")));
        assert_eq!(house.app.clock.now(), kernel::testing::the_beginning());
    }
}
