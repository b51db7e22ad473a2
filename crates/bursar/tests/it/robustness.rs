//! What the server does with hostile, slow, large and too many requests, and when told to stop.
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::program::Program;

async fn raw(program: &Program, bytes: &[u8]) -> (String, Duration) {
    let mut socket = TcpStream::connect(program.base.trim_start_matches("http://")).await.expect("a socket");
    let started = Instant::now();
    socket.write_all(bytes).await.expect("sent");
    let mut answer = vec![];
    tokio::time::timeout(Duration::from_secs(20), socket.read_to_end(&mut answer))
        .await
        .expect("closed")
        .ok();
    (String::from_utf8_lossy(&answer).into_owned(), started.elapsed())
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_that_never_end_are_cut_off() {
    let program = Program::start(&[]).await;
    let (_, took) = raw(&program, b"GET /health HTTP/1.1\r\nHost: x\r\nX-Slow: ").await;
    assert!(took > Duration::from_secs(3) && took < Duration::from_secs(10), "{took:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_too_large_is_refused_in_words() {
    let program = Program::start(&[("BURSAR_SERVER_BODY_LIMIT", "2000")]).await;
    let token = program.register("ann").await;
    let body = json!({ "category": "x".repeat(5_000), "limit": 1, "month": "2026-11" });
    let (status, problem) = program.post("/api/v1/financial/budgets", &token, &body).await;
    assert_eq!((status, problem["detail"].as_str()), (413, Some("The body is larger than 2000 bytes.")));
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_at_once_are_turned_away_and_probes_are_not() {
    let program = Program::start(&[("BURSAR_SERVER_MAX_IN_FLIGHT", "1")]).await;
    let login = |n: usize| {
        let client = reqwest::Client::new();
        let body = json!({ "user_id": format!("nobody{n}"), "password": "wrong" });
        client.post(format!("{}/api/auth/login", program.base)).json(&body).send()
    };
    let answers = futures::future::join_all((0..30).map(login)).await;
    let statuses =
        answers.iter().map(|a| a.as_ref().expect("an answer").status().as_u16()).collect::<Vec<_>>();
    let shed =
        answers.iter().filter_map(|a| a.as_ref().ok()).find(|a| a.status() == 503).expect("one turned away");
    assert_eq!(shed.headers()["retry-after"], "1");
    assert!(statuses.contains(&401), "{statuses:?}");
    assert_eq!(program.get("/health/live", "").await.0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_finishes_what_runs() {
    let mut program = Program::start(&[]).await;
    let token = program.register("ann").await;
    let writes = (0..40).map(|n| {
        let (base, token) = (program.base.clone(), token.clone());
        tokio::spawn(async move {
            let body = json!({ "category": format!("c{n}"), "limit": 1, "month": "2026-11" });
            let request = reqwest::Client::new().post(format!("{base}/api/v1/financial/budgets"));
            request.bearer_auth(token).json(&body).send().await.map(|a| a.status().as_u16())
        })
    });
    let writes = writes.collect::<Vec<_>>();
    tokio::time::sleep(Duration::from_millis(60)).await;
    program.ask_to_stop();
    for write in writes {
        // Answered whole, or never let in: no half answers.
        if let Ok(status) = write.await.expect("a writer") {
            assert_eq!(status, 201);
        }
    }
    assert!(program.ended_well().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_have_few_labels_whatever_is_asked_for() {
    let program = Program::start(&[]).await;
    for n in 0..50 {
        program.get(&format!("/api/no/such/{n}"), "").await;
    }
    let text =
        reqwest::get(format!("{}/metrics", program.base)).await.expect("metrics").text().await.expect("text");
    let series =
        text.lines().filter(|line| line.contains("route=\"other\"") && line.contains("_count")).count();
    assert!((1..=2).contains(&series), "{series}");
    assert!(!text.contains("/api/no/such"));
}
