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

/// A house with the usual reader instead of this kit's.
pub fn with_real_reader(house: &House) {
    house.app.own(Reader::default);
}

/// A PDF with one page of these words, each at its place: points from the left and from the top.
pub fn paper(words: &[(u32, u32, &str)]) -> Vec<u8> {
    let text = |(x, y, line): &(u32, u32, &str)| format!("BT /F1 10 Tf {x} {} Td ({line}) Tj ET\n", 842 - y);
    let content = words.iter().map(text).collect::<String>();
    let font = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{font}>>>>"),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut text, mut places) = ("%PDF-1.7\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        places.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = text.len();
    text.push_str(&format!(
        "xref\n0 5\n0000000000 65535 f \n{places}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    ));
    text.into_bytes()
}

/// An invoice in a layout that nobody reads right: its number under "Kennung", its due date behind "Valuta".
pub fn odd_invoice(vat: &str, number: &str, other: &str, due: &str) -> Vec<u8> {
    let vat = format!("USt-IdNr. {vat}");
    paper(&[
        (60, 60, "Holzhof Brandt GmbH"),
        (60, 74, "Am Wald 3"),
        (60, 88, "24103 Kiel"),
        (60, 102, &vat),
        (60, 180, "Rechnung Nr. 5521"),
        (60, 200, "Rechnungsdatum: 15.04.2026"),
        (60, 420, "Kennung"),
        (200, 420, "Vorgang"),
        (60, 434, number),
        (200, 434, other),
        (60, 470, "Valuta"),
        (200, 470, due),
        (60, 520, "Nettobetrag"),
        (300, 520, "100,00 EUR"),
        (60, 536, "MwSt 19%"),
        (300, 536, "19,00 EUR"),
        (60, 552, "Gesamtbetrag"),
        (300, 552, "119,00 EUR"),
    ])
}
