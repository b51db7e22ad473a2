//! Two servers on one PostgreSQL and one Redis act as one.
use std::time::Duration;

use futures::StreamExt;
use kernel::testing::servers;
use serde_json::json;

use crate::{live::listen, program::Program};

async fn two(more: &[(&str, &str)]) -> (Program, Program) {
    let (postgres, redis) = (servers::postgres().await, servers::redis().await);
    // Each test its own numbers: a key of its own keeps the tests' counts apart in the one Redis.
    let settings = [
        ("DATABASE_URL", postgres.as_str()),
        ("REDIS_URL", redis.as_str()),
        ("SECRET_KEY", "one secret for all replicas of this house"),
    ];
    let settings = [&settings[..], more].concat();
    tokio::join!(Program::start(&settings), Program::start(&settings))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_opened_here_counts_there_and_ends_everywhere_at_once() {
    let (one, two) = two(&[]).await;
    let token = one.register("ann").await;
    for _ in 0..3 {
        assert_eq!(two.get("/api/auth/me", &token).await.0, 200);
    }
    assert_eq!(one.post("/api/auth/logout", &token, &json!({})).await.0, 200);
    // The word travels by Redis: well before the five seconds for which a replica remembers.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(two.get("/api/auth/me", &token).await.0, 401);
    assert_eq!(one.get("/api/auth/me", &token).await.0, 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_are_counted_together() {
    let (one, two) = two(&[]).await;
    one.register("bob").await;
    let wrong = json!({ "user_id": "bob", "password": "wrong" });
    let mut statuses = vec![];
    for n in 0..6 {
        let server = if n % 2 == 0 { &one } else { &two };
        statuses.push(server.post("/api/auth/login", "", &wrong).await.0);
    }
    assert_eq!(statuses, [401, 401, 401, 401, 401, 429]);
    let right = json!({ "user_id": "bob", "password": "Korn-Speicher-7" });
    assert_eq!(one.post("/api/auth/login", "", &right).await.0, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_general_limit_is_shared() {
    let (one, two) = two(&[("BURSAR_LIMITS_GENERAL", "20")]).await;
    let token = one.register("cleo").await;
    let mut refused = 0;
    for n in 0..30 {
        let server = if n % 2 == 0 { &one } else { &two };
        refused += usize::from(server.get("/api/auth/me", &token).await.0 == 429);
    }
    assert!((7..=10).contains(&refused), "{refused} of 30 refused at 20 a minute");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_happens_here_is_seen_there() {
    let (one, two) = two(&[]).await;
    let token = one.register("dora").await;
    let mut screen = listen(&two, &token).await;
    let body = json!({ "category": "Rent", "limit": 1000.10, "month": "2026-11" });
    assert_eq!(one.post("/api/v1/financial/budgets", &token, &body).await.0, 201);
    let seen = tokio::time::timeout(Duration::from_secs(5), screen.next()).await.expect("in time");
    let text = seen.expect("open").expect("a frame").into_text().expect("text").to_string();
    assert!(text.contains("planning.budget.created") && text.contains("1000.10"), "{text}");
}
