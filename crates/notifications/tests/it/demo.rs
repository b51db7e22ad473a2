//! The demo world: inboxes in use.
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
    async fn every_reader_has_read_and_unread_ones(house) {
        let house = world(house).await;
        for (handle, password) in [("user123", "password123"), ("alice", "test123"), ("admin", "admin123")] {
            let body = json!({"user_id": handle, "password": password});
            let answer = house.client().post("/api/auth/login", body).await.expect(200);
            let client = house.client().token(answer["access_token"].as_str().expect("a token"));
            let all = client.get(INBOX).await.expect(200);
            let count = all.as_array().map(Vec::len).unwrap_or_default() as i64;
            assert!(count >= 4 && (2..=6).contains(&unread(&client).await), "{handle}: {all}");
            let moments = all.as_array().expect("a list").iter().map(|one| one["created_at"].as_str()).collect::<Vec<_>>();
            assert!(moments.is_sorted_by(|a, b| a >= b), "{moments:?}");
        }
        // Nothing waits: a server that starts on this world floods nobody.
        assert_eq!(house.number("SELECT COUNT(*) FROM outbox WHERE topic <> 'identity.user.signed_in'").await, 0);
        assert_eq!(house.number("SELECT COUNT(*) FROM jobs WHERE state <> 'done'").await, 0);
        assert_eq!(house.app.clock.now(), kernel::testing::the_beginning());
    }
}
