//! The people of these stories, and what they leave behind.
use kernel::{
    Module, Role,
    testing::{Client, House, On, Reply},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &support::MODULE];
const PASSWORD: &str = "violet tram 42 anchor";
/// Where tickets are.
pub const DESK: &str = "/api/v1/support";

/// A private client who has just opened an account, signed in.
pub async fn asker<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle});
    signed_in(house, &house.client().post("/api/auth/register", body).await.expect(201))
}

/// Somebody with this role, signed in.
pub async fn somebody(house: &House, role: Role) -> Client<'_> {
    let (email, password) = (format!("{role}@example.com"), Some(PASSWORD.to_owned()));
    let (user, _) =
        identity::operator::create(&house.app, &email, None, None, role, password).await.expect("an account");
    let body = json!({"user_id": user.user_id, "password": PASSWORD});
    signed_in(house, &house.client().post("/api/auth/login", body).await.expect(200))
}

fn signed_in<'a>(house: &'a House, answer: &Value) -> Client<'a> {
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

/// The number of a signed-in person's account.
pub async fn number_of(client: &Client<'_>) -> i64 {
    client.get("/api/auth/me").await.expect(200)["id"].as_i64().expect("a number")
}

/// A request for help.
pub fn help(subject: &str) -> Value {
    json!({"subject": subject, "message": "The mail does not arrive."})
}

/// Opens a ticket; its path.
pub async fn open(client: &Client<'_>, subject: &str) -> String {
    let made = client.post(DESK, help(subject)).await;
    made.expect(201);
    made.header("location").to_owned()
}

/// Says something on a ticket.
pub async fn say(client: &Client<'_>, ticket: &str, message: &str) -> Reply {
    client.post(&format!("{ticket}/messages"), json!({"message": message})).await
}

/// The subjects of a list of tickets.
pub async fn subjects(client: &Client<'_>, path: &str) -> Vec<String> {
    let all = client.get(&format!("{DESK}{path}")).await.expect(200);
    let all = all.as_array().expect("a list").iter();
    all.map(|one| one["subject"].as_str().expect("a subject").to_owned()).collect()
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in ["tickets", "ticket_messages", "outbox", "jobs", "audit_logs"] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// How many events wait of which this is true.
pub async fn told(house: &House, condition: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM outbox WHERE {condition}")).await
}

/// How many notices of this kind wait for this person.
pub async fn noticed(house: &House, kind: &str, user_id: i64) -> i64 {
    let body = format!("body LIKE '{{\"user_id\":{user_id},%' AND body LIKE '%\"kind\":\"{kind}\"%'");
    told(house, &format!("topic = 'house.notice' AND {body}")).await
}

/// How many lines of the log say so.
pub async fn logged(house: &House, condition: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE {condition}")).await
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
