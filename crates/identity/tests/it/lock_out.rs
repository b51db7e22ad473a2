//! Whoever guesses passwords waits longer and longer.
use chrono::Duration;
use kernel::testing::{Client, House};
use serde_json::json;

use crate::people::*;

async fn guess(house: &House, identifier: &str, times: usize) {
    for _ in 0..times {
        assert_eq!(login(house, identifier, OTHER).await.refused(401), WRONG);
    }
}

kernel::stories! { MODULES;
    async fn the_fifth_failure_locks_and_each_further_one_for_longer(house) {
        register(house, "ann").await;
        guess(house, "ann", 5).await;
        for seconds in [12, 24, 48] {
            let before = traces(house).await;
            let locked = login(house, "ann", PASSWORD).await;
            assert_eq!(locked.refused(429), format!("Too many failed attempts. Please wait {seconds} s."));
            assert_eq!(locked.header("retry-after"), seconds.to_string());
            assert_eq!(traces(house).await, before);
            house.app.clock.advance(Duration::seconds(seconds - 1));
            assert_eq!(login(house, "ann", PASSWORD).await.header("retry-after"), "1");
            house.app.clock.advance(Duration::seconds(1));
            guess(house, "ann", 1).await;
        }
        house.app.clock.advance(Duration::seconds(96));
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn a_success_forgets_the_failures(house) {
        register(house, "ann").await;
        guess(house, "ann", 4).await;
        login(house, "ann", PASSWORD).await.expect(200);
        guess(house, "ann", 5).await;
        login(house, "ann", PASSWORD).await.refused(429);
    }

    async fn what_does_not_exist_is_locked_alike(house) {
        register(house, "ann").await;
        guess(house, "ann", 5).await;
        guess(house, "nobody", 5).await;
        let (real, none) = (login(house, "ann", OTHER).await, login(house, "nobody", OTHER).await);
        assert_eq!(real.refused(429), none.refused(429));
        assert_eq!(real.header("retry-after"), none.header("retry-after"));
    }

    async fn handle_and_address_count_together(house) {
        register(house, "ann").await;
        guess(house, "ann", 3).await;
        guess(house, "ANN@example.com", 2).await;
        login(house, "ann", PASSWORD).await.refused(429);
        login(house, "ann@example.com", PASSWORD).await.refused(429);
    }

    async fn one_account_does_not_lock_another(house) {
        register(house, "ann").await;
        register(house, "bob").await;
        guess(house, "ann", 5).await;
        login(house, "bob", PASSWORD).await.expect(200);
    }

    async fn one_address_does_not_lock_another(house) {
        let house = another(house, &[("server.trusted_proxies", "127.0.0.1")]).await;
        register(&house, "ann").await;
        let from = |address: &str| house.client().header("x-forwarded-for", address);
        for _ in 0..5 {
            let body = json!({"user_id": "ann", "password": OTHER});
            from("203.0.113.7").post("/api/auth/login", body).await.refused(401);
        }
        assert_eq!(right(&from("203.0.113.7")).await, 429);
        assert_eq!(right(&from("198.51.100.1, 203.0.113.7")).await, 429);
        assert_eq!(right(&from("198.51.100.1")).await, 200);
    }

    async fn the_settings_say_how_many_are_free(house) {
        let house = another(house, &[("identity.free_failures", "2")]).await;
        register(&house, "ann").await;
        guess(&house, "ann", 2).await;
        login(&house, "ann", PASSWORD).await.refused(429);
    }

    async fn requests_are_limited_by_person_and_by_address(house) {
        let house = another(house, &[("limits.general", "3")]).await;
        for _ in 0..3 {
            house.client().get("/api/setup").await.expect(200);
        }
        let slow = house.client().get("/api/setup").await;
        assert_eq!(
            (slow.refused(429), slow.header("retry-after")),
            ("Too many requests. Please wait 20 s.".into(), "20")
        );
        house.app.clock.advance(Duration::seconds(20));
        house.client().get("/api/setup").await.expect(200);
    }
}

async fn right(client: &Client<'_>) -> u16 {
    client.post("/api/auth/login", json!({"user_id": "ann", "password": PASSWORD})).await.status
}
