//! The people of these stories, and what they leave behind.
use identity::two_factor::model::totp;
use kernel::{
    Module, Role,
    testing::{Client, House, On, Reply},
};
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};
use totp_rs::Secret;

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE];
/// Everybody's password, good enough for both rules.
pub const PASSWORD: &str = "violet-Tram-42";
/// The one that they change to.
pub const OTHER: &str = "amber-Ferry-77";
/// What a wrong sign-in is told, whatever is wrong.
pub const WRONG: &str = "Incorrect user ID or password";

/// Opens an account through the door; the answer holds its tokens.
pub async fn register(house: &House, handle: &str) -> Value {
    let body = json!({"email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle});
    house.client().post("/api/auth/register", body).await.expect(201)
}

/// A private client who has just opened an account, signed in.
pub async fn person<'a>(house: &'a House, handle: &str) -> Client<'a> {
    bearer(house, &register(house, handle).await)
}

/// Opens an account with this role, from the command line.
pub async fn account(house: &House, handle: &str, role: Role) {
    let (email, handle) = (format!("{handle}@example.com"), Some(handle.to_owned()));
    let made = identity::operator::create(&house.app, &email, None, handle, role, Some(PASSWORD.to_owned()));
    made.await.expect("an account");
}

/// Somebody with this role, signed in.
pub async fn officer<'a>(house: &'a House, handle: &str, role: Role) -> Client<'a> {
    account(house, handle, role).await;
    bearer(house, &login(house, handle, PASSWORD).await.expect(200))
}

/// Signs in.
pub async fn login(house: &House, identifier: &str, password: &str) -> Reply {
    house.client().post("/api/auth/login", json!({"user_id": identifier, "password": password})).await
}

/// A client with the access token of an answer.
pub fn bearer<'a>(house: &'a House, answer: &Value) -> Client<'a> {
    house.client().token(text(answer, "access_token"))
}

/// A text in an object.
#[track_caller]
pub fn text<'a>(object: &'a Value, key: &str) -> &'a str {
    object[key].as_str().unwrap_or_else(|| panic!("no text `{key}` in {object}"))
}

/// The keys of an object, sorted.
pub fn keys(object: &Value) -> Vec<&str> {
    let mut keys = object.as_object().expect("an object").keys().map(String::as_str).collect::<Vec<_>>();
    keys.sort_unstable();
    keys
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let tables = [
        "users",
        "sessions",
        "session_tokens",
        "reset_tokens",
        "two_factor_codes",
        "outbox",
        "jobs",
        "audit_logs",
    ];
    let mut counts = vec![];
    for table in tables {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// How many lines of the log say so.
pub async fn logged(house: &House, condition: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE {condition}")).await
}

/// How many events of this topic wait to be told.
pub async fn told(house: &House, topic: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM outbox WHERE topic = '{topic}'")).await
}

/// Writes past the program, as somebody with the database's password could.
pub async fn sql(house: &House, statement: &str) -> Result<(), String> {
    let tx = house.app.db.begin().await.map_err(|e| e.to_string())?;
    tx.execute_unprepared(statement).await.map_err(|e| e.to_string())?;
    tx.commit().await.map_err(|e| e.to_string())
}

/// A further house on the same kind of database, with other settings.
pub async fn another(house: &House, settings: &[(&str, &str)]) -> House {
    let on = if house.app.db.is_shared() { On::Postgres } else { On::Sqlite };
    House::with(on, MODULES, settings).await
}

/// Where the only fault of a refused request lies.
#[track_caller]
pub fn fault(reply: &Reply) -> Value {
    let problem = reply.expect(422);
    assert_eq!(problem["errors"].as_array().map(Vec::len), Some(1), "{problem}");
    problem["errors"][0]["loc"].clone()
}

/// What an authenticator shows for this secret at the present.
pub fn code(house: &House, secret: &str) -> String {
    let secret = Secret::try_from_base32(secret).expect("base 32");
    let seconds = house.app.clock.now().timestamp();
    totp(&secret, "anybody").expect("a generator").generate(seconds.unsigned_abs()).to_string()
}

/// Switches the second factor of a signed-in person on: its secret, and the recovery codes.
pub async fn two_factor_on(house: &House, client: &Client<'_>) -> (String, Vec<String>) {
    let path = "/api/v1/settings/2fa/enable";
    let secret = text(&client.put(path, json!({})).await.expect(200), "secret").to_owned();
    let on = client.put(path, json!({"code": code(house, &secret)})).await.expect(200);
    let codes = on["recovery_codes"].as_array().expect("recovery codes").iter();
    (secret, codes.map(|code| code.as_str().expect("a text").to_owned()).collect())
}
