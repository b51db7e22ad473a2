//! Files of banks, sent as forms.
use kernel::testing::{Client, House, Reply};
use serde_json::{Value, json};

/// Where imports live.
pub const IMPORTS: &str = "/api/v1/financial/imports";
/// Where transactions live.
pub const TRANSACTIONS: &str = "/api/v1/financial/transactions";

/// A form with these fields and then a file.
pub fn form(name: &str, content: &[u8], fields: &[(&str, &str)]) -> Vec<u8> {
    let mut body = Vec::new();
    for (field, value) in fields {
        body.extend(text_part(field, value));
    }
    body.extend(file_part(name, content));
    body.extend(b"--cut--\r\n");
    body
}

/// A field of text in a form.
pub fn text_part(field: &str, value: &str) -> Vec<u8> {
    format!("--cut\r\ncontent-disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").into_bytes()
}

/// A file in a form.
pub fn file_part(name: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n");
    [head.as_bytes(), content, b"\r\n"].concat()
}

/// Sends a form that is written already.
pub async fn send(client: &Client<'_>, body: Vec<u8>) -> Reply {
    let client = client.header("content-type", "multipart/form-data; boundary=cut");
    client.send("POST".parse().expect("a method"), IMPORTS, body).await
}

/// Uploads a file.
pub async fn upload(client: &Client<'_>, name: &str, content: &str, fields: &[(&str, &str)]) -> Reply {
    send(client, form(name, content.as_bytes(), fields)).await
}

/// Uploads a file for an account, and shows what would happen.
pub async fn look(client: &Client<'_>, name: &str, content: &str, account: i64) -> Value {
    let import = upload(client, name, content, &[("account_id", &account.to_string())]).await.expect(201);
    assert_eq!(import["status"], "ready", "{import}");
    import
}

/// Books an import; `near` says what becomes of what looks like something that is there.
pub async fn book(client: &Client<'_>, import: &Value, near: Value) -> Value {
    let path = format!("{IMPORTS}/{}/book", import["id"]);
    client.post(&path, json!({ "near": near })).await.expect(200)
}

/// Uploads a file and books what is new in it.
pub async fn bring(client: &Client<'_>, name: &str, content: &str, account: i64) -> Value {
    let import = look(client, name, content, account).await;
    book(client, &import, Value::Null).await
}

/// How many lines of an import are new, known, near and unreadable.
pub fn tally(import: &Value) -> [i64; 4] {
    ["new", "known", "near", "unreadable"].map(|verdict| import[verdict]["lines"].as_i64().expect("a number"))
}

/// The lines of an import.
pub async fn lines(client: &Client<'_>, import: &Value) -> Vec<Value> {
    let answer = client.get(&format!("{IMPORTS}/{}/lines?limit=500", import["id"])).await.expect(200);
    answer.as_array().expect("lines").clone()
}

/// All transactions of a client, as he sees them.
pub async fn transactions(client: &Client<'_>) -> Vec<Value> {
    let answer = client.get(&format!("{TRANSACTIONS}?limit=500")).await.expect(200);
    answer.as_array().expect("transactions").clone()
}

/// The files that lie in the storage.
pub async fn files(house: &House) -> usize {
    house.app.storage.list("imports", 100).await.expect("files").len()
}

/// Changes rows behind the house's back.
pub async fn meddle(house: &House, sql: &str) {
    use sea_orm::ConnectionTrait;
    let tx = house.app.db.begin().await.expect("a transaction");
    tx.execute_unprepared(sql).await.expect("a statement");
    tx.commit().await.expect("a commit");
}
