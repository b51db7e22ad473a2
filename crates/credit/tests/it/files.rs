//! Files of these stories, and how they are sent.
use kernel::testing::{Client, Reply};
use serde_json::Value;

/// The header of a file with loans.
pub const HEADER: &str = "loan_id,borrower,amount,rate,sector,maturity_date,credit_rating,status,country,debt_to_equity,interest_coverage,leverage_ratio";

/// A good row.
pub fn row(id: &str) -> String {
    format!(
        "{id},Northern Steel plc,1000000.00,5.50,Manufacturing,2030-06-30,BBB,Performing,United Kingdom,1.80,4.00,2.10"
    )
}

/// A file with these rows.
pub fn csv(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

/// A form with a file, and with fields before it.
pub fn form(name: &str, content: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = vec![];
    for (key, value) in fields {
        body.extend(
            format!("--x\r\nContent-Disposition: form-data; name=\"{key}\"\r\n\r\n{value}\r\n").bytes(),
        );
    }
    body.extend(
        format!("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").bytes(),
    );
    body.extend(content);
    body.extend(b"\r\n--x--\r\n");
    body
}

/// Sends a form to a path.
pub async fn posted(client: &Client<'_>, path: &str, body: Vec<u8>) -> Reply {
    let client = client.header("content-type", "multipart/form-data; boundary=x");
    client.send(axum::http::Method::POST, path, body).await
}

/// Sends a file with loans to a portfolio, in a mode; tells the answer.
pub async fn sent(client: &Client<'_>, book: &str, content: impl AsRef<[u8]>, mode: &str) -> Value {
    let mode = if mode.is_empty() { String::new() } else { format!("?mode={mode}") };
    let path = format!("{book}/loans/bulk{mode}");
    posted(client, &path, form("tape.csv", content.as_ref(), &[])).await.expect(200)
}

/// Rows and errors of the bad rows in an answer.
pub fn faults(answer: &Value) -> Vec<(u64, String)> {
    let errors = answer["errors"].as_array().expect("errors");
    let told = |error: &Value| {
        (error["row"].as_u64().expect("a row"), error["error"].as_str().expect("words").to_owned())
    };
    errors.iter().map(told).collect()
}

/// `[total_rows, successful, failed]` of an answer.
pub fn counts(answer: &Value) -> [i64; 3] {
    ["total_rows", "successful", "failed"].map(|name| answer[name].as_i64().expect("a number"))
}
