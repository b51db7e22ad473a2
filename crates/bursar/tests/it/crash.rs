//! `kill -9` in the middle of writes loses nothing that was acknowledged, and leaves nothing half-done.
use std::{
    collections::HashSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use kernel::testing::servers;
use serde_json::json;

use crate::program::{Program, said};

const ROUNDS: usize = 4;

async fn survives(settings: &[(&str, &str)]) {
    let mut program = Program::start(settings).await;
    let token = program.register("writer").await;
    let acknowledged = Arc::new(Mutex::new(HashSet::new()));
    for round in 0..ROUNDS {
        let writers = (0..8).map(|writer| {
            let (base, token, acknowledged) = (program.base.clone(), token.clone(), acknowledged.clone());
            tokio::spawn(
                async move { write(&base, &token, &format!("{round}-{writer}"), &acknowledged).await },
            )
        });
        let writers = writers.collect::<Vec<_>>();
        tokio::time::sleep(Duration::from_millis(250 + 90 * round as u64)).await;
        program.kill();
        for writer in writers {
            writer.await.expect("a writer");
        }
        program.kill_and_restart().await;
    }
    let kept = all(&program, &token).await;
    let acknowledged = acknowledged.lock().expect("the list").clone();
    assert!(acknowledged.len() > 20, "too few writes to prove anything: {}", acknowledged.len());
    let lost = acknowledged.difference(&kept).collect::<Vec<_>>();
    assert!(lost.is_empty(), "acknowledged, and lost: {lost:?}");
    // A budget, its line in the log and its event are one: as many of each.
    let mut audit = program.command();
    audit.args(["audit", "verify"]);
    let (ok, text) = said(audit);
    assert!(ok, "{text}");
    let rows = kept.len() + 1;
    assert!(text.contains(&format!("{rows} rows")), "{} budgets and a registration, but: {text}", kept.len());
}

async fn write(base: &str, token: &str, name: &str, acknowledged: &Mutex<HashSet<String>>) {
    let client = reqwest::Client::new();
    for n in 0.. {
        let category = format!("{name}-{n}");
        let body = json!({ "category": category, "limit": 1, "month": "2026-11" });
        let request = client.post(format!("{base}/api/v1/financial/budgets")).bearer_auth(token).json(&body);
        match request.send().await {
            Ok(answer) if answer.status() == 201 => {
                acknowledged.lock().expect("the list").insert(category);
            }
            Ok(answer) => assert_eq!(answer.status(), 503, "only a refusal that says so"),
            Err(_) => return,
        }
    }
}

async fn all(program: &Program, token: &str) -> HashSet<String> {
    let mut kept = HashSet::new();
    loop {
        let path = format!("/api/v1/financial/budgets?limit=500&skip={}", kept.len());
        let (status, page) = program.get(&path, token).await;
        assert_eq!(status, 200, "{page}");
        let page =
            page.as_array().expect("a list").iter().filter_map(|b| b["category"].as_str().map(str::to_owned));
        let before = kept.len();
        kept.extend(page);
        if kept.len() == before {
            return kept;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite() {
    survives(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres() {
    let url = servers::postgres().await;
    survives(&[("DATABASE_URL", url.as_str())]).await;
}
