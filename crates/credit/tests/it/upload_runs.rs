//! What lasts of uploads: exact reports of large files, limits, runs that were broken off, and screens that follow.
use std::time::Duration;

use axum::Router;
use chrono::TimeDelta;
use credit::load::closing;
use futures::StreamExt;
use kernel::{
    db::{Batch, Target},
    server::{Door, serve},
    testing::{House, On},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::{
    files::{counts, csv, form, posted, row, sent},
    people::{MODULES, manager, opened, traces},
};

/// The ways to spoil a row, and the column of each.
const SPOILS: [(&str, &str, &str); 9] = [
    ("1000000.00", "ten", "amount"),
    ("1000000.00", "1000000000.01", "amount"),
    ("5.50", "-1", "rate"),
    ("Manufacturing", "", "sector"),
    ("2030-06-30", "2030-02-30", "maturity_date"),
    ("BBB", "BBBB", "credit_rating"),
    ("Performing", "Perfect", "status"),
    ("1.80", "100.01", "debt_to_equity"),
    ("Northern Steel plc", "", "borrower"),
];

/// A file of so many rows with bad ones here and there, and which those are: their rows and columns.
fn spoilt(rows: u64, mut seed: u64) -> (String, Vec<(u64, String)>) {
    let mut dice = move |sides: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % sides
    };
    let (mut bad, mut lines) = (vec![], Vec::<String>::new());
    for n in 0..rows {
        let good = row(&format!("L{n}"));
        let number = n + 2;
        lines.push(match dice(50) {
            0 => {
                let (from, to, column) = SPOILS[dice(SPOILS.len() as u64) as usize];
                bad.push((number, column.to_owned()));
                good.replacen(from, to, 1)
            }
            1 if n > 0 && !bad.iter().any(|(row, _)| *row == number - 1) => {
                bad.push((number, "loan_id".into()));
                lines[lines.len() - 1].clone()
            }
            _ => good,
        });
    }
    (csv(&lines), bad)
}

/// What the file of bad rows says: their rows and columns.
fn listed(text: &str) -> Vec<(u64, String)> {
    let line = |line: &str| {
        let mut fields = line.split(',');
        let row = fields.next().expect("a row").parse().expect("a number");
        (row, fields.next().expect("a column").to_owned())
    };
    text.lines().skip(1).map(line).collect()
}

async fn loans(house: &House) -> i64 {
    house.number("SELECT COUNT(*) FROM credit_loans").await
}

kernel::stories! { MODULES;
    async fn exactly_the_bad_rows_are_reported(house) {
        let ann = manager(house, "ann").await;
        for (seed, rows) in [(1, 0), (2, 1), (3, 1_998), (4, 1_999), (5, 2_000), (6, 12_000)] {
            let book = opened(&ann, &format!("Book {seed}")).await;
            let (file, bad) = spoilt(rows, seed);
            for mode in ["dry_run", "accept_valid"] {
                let answer = sent(&ann, &book, &file, mode).await;
                let failed = bad.len() as i64;
                assert_eq!(counts(&answer), [rows as i64, rows as i64 - failed, failed], "{mode} {seed}");
                let inline = answer["errors"].as_array().expect("errors");
                let told = |error: &Value| (error["row"].as_u64().expect("a row"), error["column"].as_str().expect("a column").to_owned());
                let told = inline.iter().map(told).collect::<Vec<_>>();
                assert_eq!(told, bad);
                if let Some(url) = answer["errors_url"].as_str() {
                    assert_eq!(listed(&ann.get(url).await.text()), bad);
                }
            }
            assert_eq!(ann.get(&book).await.expect(200)["loan_count"], rows as i64 - bad.len() as i64);
        }
    }

    async fn the_first_thousand_bad_rows_are_told_and_all_are_kept(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let rows = (0..3_000).map(|n| row(&format!("L{n}")).replace("BBB", "x")).collect::<Vec<_>>();
        let answer = sent(&ann, &book, csv(&rows), "").await;
        assert_eq!((counts(&answer), &answer["written"]), ([3_000, 0, 3_000], &json!(false)));
        assert_eq!(answer["errors"].as_array().expect("errors").len(), 1_000);
        let all = listed(&ann.get(answer["errors_url"].as_str().expect("a file")).await.text());
        assert_eq!((all.len(), all[2_999].0), (3_000, 3_001));
        assert_eq!(ann.get(&book).await.expect(200)["revision"], 0);
    }

    async fn a_run_whose_process_was_killed_ends_as_failed_and_the_file_can_come_again(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let file = csv(&[row("L1"), row("L2")]);
        sent(&ann, &book, &file, "dry_run").await;
        let tx = house.app.db.begin().await.expect("a transaction");
        let running = "UPDATE credit_loads SET state = 'running', finished_at = NULL, alive_until = '2026-03-15T10:05:00+00:00'";
        tx.execute_unprepared(running).await.expect("a run");
        tx.commit().await.expect("a commit");
        // Rows that went with their process.
        let mut pour = house.app.db.pour().await.expect("a transaction");
        pour.db().expect("it").execute_unprepared("UPDATE credit_portfolios SET revision = 9").await.expect("an update");
        let mut rows = Batch::new(house.app.db.is_shared());
        for text in ["1", "2", "3"] {
            rows.text(text);
            rows.text("x");
            rows.end_row();
        }
        let target = Target::new("schema_migrations", ["name", "checksum"]);
        // Refused at last, or never ended: both leave nothing.
        let sent_all = pour.send(&target, rows).await;
        drop((sent_all, pour));
        assert_eq!(house.number("SELECT revision FROM credit_portfolios").await, 0);
        closing::close(&house.app).await.expect("done");
        if house.app.db.is_shared() {
            assert_eq!(ann.get(&format!("{book}/loads/1")).await.expect(200)["state"], "running", "another process may work on it");
            house.app.clock.advance(TimeDelta::minutes(6));
            closing::close(&house.app).await.expect("done");
        }
        let run = ann.get(&format!("{book}/loads/1")).await.expect(200);
        assert_eq!((&run["state"], &run["written"]), (&json!("failed"), &json!(false)));
        assert!(run["message"].as_str().expect("words").contains("send it again"));
        assert_eq!(loans(house).await, 0);
        let again = sent(&ann, &book, &file, "dry_run").await;
        assert_eq!((&again["repeated"], counts(&again)), (&json!(false), [2, 2, 0]));
        assert_eq!(counts(&sent(&ann, &book, &file, "").await), [2, 2, 0]);
        let before = traces(house).await;
        closing::close(&house.app).await.expect("done");
        assert_eq!(traces(house).await, before, "what is over stays as it is");
    }

    async fn files_of_bad_rows_go_when_they_are_old_or_their_portfolio_is_gone(house) {
        let ann = manager(house, "ann").await;
        let file = csv(&[row("L1").replace("BBB", "x")]);
        let (kept, gone) = (opened(&ann, "Kept").await, opened(&ann, "Gone").await);
        for book in [&kept, &gone] {
            sent(&ann, book, &file, "dry_run").await;
        }
        ann.delete(&gone).await.expect(204);
        let files = async || house.app.storage.list("credit/loads", 9).await.expect("files").len();
        // Files are as old as the file system says: from there the clock goes on.
        let ahead = house.app.storage.list("credit/loads", 9).await.expect("files")[0].modified - house.app.clock.now();
        house.app.clock.advance(ahead);
        closing::sweep(&house.app).await.expect("done");
        assert_eq!(files().await, 2, "they may be on their way");
        house.app.clock.advance(TimeDelta::days(2));
        let stamp = house.app.clock.now();
        let tx = house.app.db.begin().await.expect("a transaction");
        tx.execute_unprepared(&format!("UPDATE credit_loads SET finished_at = '{}'", stamp.to_rfc3339())).await.expect("a date");
        tx.commit().await.expect("a commit");
        closing::sweep(&house.app).await.expect("done");
        assert_eq!(files().await, 1);
        house.app.clock.advance(TimeDelta::days(91));
        closing::sweep(&house.app).await.expect("done");
        assert_eq!((files().await, house.number("SELECT COUNT(*) FROM credit_loads WHERE error_key IS NOT NULL").await), (0, 0));
    }

    async fn a_screen_follows_the_upload_of_its_person(house) {
        let (ann, _bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let book = opened(&ann, "Book").await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let address = listener.local_addr().expect("an address");
        let serving = tokio::spawn(serve(house.app.clone(), Door::new(&house.app, Router::new()), listener, std::future::pending()));
        let mut screens = vec![];
        for handle in ["ann", "bob"] {
            let body = json!({"username": handle, "password": "violet tram 42 anchor"});
            let token = house.client().post("/api/v1/auth/login", body).await.expect(200)["access_token"].clone();
            let address = format!("ws://{address}/ws?token={}", token.as_str().expect("a token"));
            let (mut screen, _) = connect_async(address).await.expect("a screen");
            let first = tokio::time::timeout(Duration::from_secs(10), screen.next()).await.expect("in time");
            assert!(matches!(first, Some(Ok(Message::Ping(_)))));
            screens.push(screen);
        }
        let file = csv(&[row("L1"), row("L2")]);
        let client = ann.header("x-load-key", "morning");
        posted(&client, &format!("{book}/loans/bulk"), form("a.csv", file.as_bytes(), &[])).await.expect(200);
        house.settle().await;
        let mut told = vec![];
        for screen in &mut screens {
            let mut all: Vec<Value> = vec![];
            while let Ok(Some(Ok(message))) = tokio::time::timeout(Duration::from_secs(1), screen.next()).await {
                if let Message::Text(text) = message {
                    all.push(serde_json::from_str(&text).expect("JSON"));
                }
            }
            told.push(all);
        }
        let of = |topic: &str| told[0].iter().filter(|event| event["topic"] == topic).map(|event| event["body"].clone()).collect::<Vec<_>>();
        let bytes = file.len();
        let step = |state: &str| json!({"load_id": 1, "portfolio_id": 1, "rows": 2, "bytes": bytes, "total_bytes": bytes, "state": state, "key": "morning"});
        assert_eq!(of("credit.load"), [step("running"), step("done")]);
        assert_eq!(of("credit.load.done")[0]["successful"], 2);
        assert_eq!(told[1], Vec::<Value>::new());
        serving.abort();
    }
}

#[tokio::test]
async fn files_and_uploads_have_their_limits() {
    for on in [On::Sqlite, On::Postgres] {
        let house = House::with(on, MODULES, &[("credit.upload_megabytes", "1"), ("limits.bulk", "3")]).await;
        let ann = manager(&house, "ann").await;
        let book = opened(&ann, "Book").await;
        let before = traces(&house).await;
        let bulk = format!("{book}/loans/bulk");
        let large = form("a.csv", &vec![b'x'; 1_000_001], &[]);
        assert_eq!(posted(&ann, &bulk, large).await.refused(413), "a.csv is larger than 1 MB.");
        assert_eq!(traces(&house).await, before);
        let file = csv(&[row("L1")]);
        sent(&ann, &book, &file, "").await;
        sent(&ann, &book, &file, "").await;
        assert!(
            posted(&ann, &bulk, form("a.csv", file.as_bytes(), &[]))
                .await
                .refused(429)
                .contains("Too many requests")
        );
    }
}
