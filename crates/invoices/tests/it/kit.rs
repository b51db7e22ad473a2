//! The people of these stories, the files that they bring, and a reader that reads them.
use std::time::Duration;

use invoices::{
    invoice::extracted::Extracted,
    pipeline::{
        reader::{Opened, Reader},
        work::Failure,
    },
};
use kernel::{
    Module, Role,
    testing::{Client, House, Reply},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &invoices::MODULE];
const PASSWORD: &str = "Violet-Tram-42";

/// Somebody with this role, signed in, and a reader in the house.
pub async fn person<'a>(house: &'a House, name: &str, role: Role) -> Client<'a> {
    with_reader(house);
    let email = format!("{name}@example.com");
    identity::operator::create(&house.app, &email, None, None, role, Some(PASSWORD.into()))
        .await
        .expect("an account");
    again(house, name).await
}

/// The token of somebody who has an account.
pub async fn token(house: &House, name: &str) -> String {
    let body = json!({ "email": format!("{name}@example.com"), "password": PASSWORD });
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    answer["access_token"].as_str().expect("a token").to_owned()
}

/// Somebody who has an account, signed in again.
pub async fn again<'a>(house: &'a House, name: &str) -> Client<'a> {
    house.client().token(&token(house, name).await)
}

/// A reader that takes lines such as `invoice_number=7` for fields.
pub fn with_reader(house: &House) {
    house.app.own(|| Reader {
        open: |_, file| {
            Box::pin(async move {
                let text = String::from_utf8_lossy(&file.bytes).into_owned();
                if text.contains("broken") {
                    return Err(Failure::of_file("The file is damaged."));
                }
                if text.contains("moody") {
                    return Err(Failure::of_house("The reader is out."));
                }
                if text.contains("endless") {
                    tokio::time::sleep(Duration::from_secs(600)).await;
                }
                assert!(!text.contains("panic"), "a reader that falls over");
                Ok(Opened { text, pages: Some("[]".into()), ..Opened::default() })
            })
        },
        extract: |_, opened| {
            Box::pin(async move {
                let mut read = Extracted { accept: true, ..Extracted::default() };
                for line in opened.text.lines() {
                    if let Some((name, value)) = line.split_once('=') {
                        read.put(name, value, 0.9);
                    }
                }
                Ok(read)
            })
        },
        ..Reader::default()
    });
}

/// A file that the reader understands.
pub fn pdf(fields: &[(&str, &str)]) -> Vec<u8> {
    let lines = fields.iter().map(|(name, value)| format!("{name}={value}\n")).collect::<String>();
    format!("%PDF-1.4\n{lines}%%EOF\n").into_bytes()
}

/// A whole invoice with this number, vendor and total.
pub fn invoice(number: &str, vendor: &str, total: &str) -> Vec<u8> {
    pdf(&[
        ("invoice_number", number),
        ("seller_name", vendor),
        ("taxable_amount", total),
        ("total_amount", total),
        ("currency", "EUR"),
        ("invoice_date", "2026-03-01"),
    ])
}

/// A batch; its id.
pub async fn batch(client: &Client<'_>) -> i64 {
    let made = client.post("/api/batches", json!({"name": "March"})).await.expect(201);
    made["id"].as_i64().expect("an id")
}

/// Sends a form with these fields and files.
pub async fn send(client: &Client<'_>, fields: &[(&str, &str)], files: &[(&str, &[u8])]) -> Reply {
    let mut body = vec![];
    for (name, text) in fields {
        let part = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(part.bytes());
    }
    for (name, content) in files {
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--XX--\r\n");
    let form = client.header("content-type", "multipart/form-data; boundary=XX");
    form.send("POST".parse().expect("a method"), "/api/invoices/upload", body).await
}

/// Brings files into a batch.
pub async fn upload(client: &Client<'_>, batch: i64, files: &[(&str, &[u8])]) -> Reply {
    send(client, &[("batch_id", &batch.to_string())], files).await
}

/// Brings one file and has it read; the invoice.
pub async fn read(house: &House, client: &Client<'_>, batch: i64, content: &[u8]) -> Value {
    let made = upload(client, batch, &[("a.pdf", content)]).await.expect(201);
    house.settle().await;
    let path = format!("/api/invoices/{}", made[0]["id"]);
    client.get(&path).await.expect(200)
}

/// What a refusal must not move: rows, lines of the log, events, jobs, files.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut traces = vec![];
    for table in [
        "invoices",
        "invoice_batches",
        "invoice_refusals",
        "invoice_decisions",
        "invoice_vendors",
        "audit_logs",
        "outbox",
        "jobs",
    ] {
        traces.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    traces.push(house.app.storage.list("invoices/files", 1_000).await.expect("a list").len() as i64);
    traces
}

/// Whether the counts of every batch are those of its invoices.
pub async fn drift(house: &House) -> i64 {
    let count = |what: &str| format!("(SELECT COUNT(*) FROM invoices i WHERE i.batch_id = b.id AND {what})");
    let checks = [
        ("total_invoices", "1 = 1"),
        ("processed_count", "i.status IN ('completed', 'approved', 'rejected')"),
        ("pending_count", "i.status = 'pending'"),
        ("flagged_count", "i.is_flagged"),
        ("approved_count", "i.status = 'approved'"),
        ("rejected_count", "i.status = 'rejected'"),
        ("failed_count", "i.status = 'failed'"),
    ];
    let wrong =
        checks.iter().map(|(column, what)| format!("b.{column} <> {}", count(what))).collect::<Vec<_>>();
    house.number(&format!("SELECT COUNT(*) FROM invoice_batches b WHERE {}", wrong.join(" OR "))).await
}
