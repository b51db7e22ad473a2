//! The people of these stories, what they own, and what they leave behind.
use kernel::{
    App, Module, Role,
    testing::{Client, House, Reply},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &insurance::MODULE];
/// Where policies live.
pub const POLICIES: &str = "/api/v1/insurance/policies";
/// Where claims live.
pub const CLAIMS: &str = "/api/v1/insurance/claims";
/// Where reviewers work.
pub const ADMIN: &str = "/api/v1/insurance/admin";
const PASSWORD: &str = "violet tram 42 anchor";

async fn rows(app: &App, sql: &str) -> Result<Vec<sea_orm::QueryResult>, sea_orm::DbErr> {
    use sea_orm::{ConnectionTrait, Statement};
    let db = app.db.read();
    db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await
}

/// The texts that `sql` asks for, one a row.
pub async fn texts(house: &House, sql: &str) -> Vec<String> {
    let rows = rows(&house.app, sql).await.expect("a query");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

/// A private client who has just opened an account, signed in.
pub async fn holder<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle});
    signed_in(house, &house.client().post("/api/auth/register", body).await.expect(201))
}

/// Somebody with this role, signed in; his handle is the role's name.
pub async fn somebody(house: &House, role: Role) -> Client<'_> {
    let (email, password) = (format!("{role}@example.com"), Some(PASSWORD.to_owned()));
    let (user, _) =
        identity::operator::create(&house.app, &email, None, None, role, password).await.expect("an account");
    let body = json!({"user_id": user.user_id, "password": PASSWORD});
    signed_in(house, &house.client().post("/api/auth/login", body).await.expect(200))
}

/// The same person later: a token lives for an hour.
pub async fn back<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"username": handle, "password": PASSWORD});
    signed_in(house, &house.client().post("/api/auth/login", body).await.expect(200))
}

fn signed_in<'a>(house: &'a House, answer: &Value) -> Client<'a> {
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

/// A policy of 2026, whole: 365 days for 365.00, cover 10,000.00. The house's day is 15 March.
pub fn policy(number: &str) -> Value {
    json!({
        "policy_number": number, "policy_type": "home", "coverage_amount": 10_000, "premium": 365,
        "start_date": "2026-01-01", "renewal_date": "2027-01-01",
    })
}

/// The same with some of it changed.
pub fn policy_with(number: &str, changed: Value) -> Value {
    let mut body = policy(number);
    changed.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
    body
}

/// Enters a policy; tells its path.
pub async fn insured(client: &Client<'_>, body: Value) -> String {
    let made = client.post(POLICIES, body).await;
    made.expect(201);
    made.header("location").to_owned()
}

/// A claim.
pub fn loss(number: &str, amount: impl Into<Value>) -> Value {
    json!({"claim_number": number, "amount": amount.into(), "description": format!("Loss {number}")})
}

/// Files a claim; tells its path.
pub async fn claimed(client: &Client<'_>, policy: &str, body: Value) -> String {
    let made = client.post(&format!("{policy}/claims"), body).await;
    made.expect(201);
    made.header("location").to_owned()
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in [
        "policies",
        "policy_terms",
        "policy_reminders",
        "claims",
        "claim_decisions",
        "claim_duplicates",
        "claim_documents",
        "outbox",
        "jobs",
        "audit_logs",
    ] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// How many lines the audit log has of this doing.
pub async fn logged(house: &House, action: &str, target: &str) -> i64 {
    let line = format!("action = '{action}' AND target = '{target}'");
    house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE {line}")).await
}

/// The notices of this kind that lie in the outbox, as JSON.
pub async fn notices(house: &House, kind: &str) -> Vec<Value> {
    let all = texts(house, "SELECT body FROM outbox WHERE topic = 'house.notice' ORDER BY id").await;
    let read = all.iter().map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
    read.filter(|notice| notice["kind"] == kind).collect()
}

/// The text of a number as it stands in the answer, which a parser would make a float.
pub fn raw(reply: &Reply, key: &str) -> String {
    let text = reply.text();
    let rest = text.split_once(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {text}")).1;
    rest.chars().take_while(|c| !",}".contains(*c)).collect()
}

/// Where the only fault of a refused body lies, and what is said about it.
pub fn fault(reply: &Reply) -> (Value, String) {
    let problem = reply.expect(422);
    let errors = problem["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 1, "{problem}");
    (errors[0]["loc"].clone(), errors[0]["msg"].as_str().expect("a message").to_owned())
}
