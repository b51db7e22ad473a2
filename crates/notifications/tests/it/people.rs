//! The people of these stories, a module that has something to say, and what they leave behind.
use kernel::{
    Act, Actor, Change, Module, Notice, Role,
    notice::{Class, NoticeKind},
    testing::{Client, House, On, Reply},
};
use serde_json::{Value, json};

/// A module that gives notices.
static BANK: Module = Module {
    name: "bank",
    title: "Bank",
    notices: &[
        NoticeKind { key: "bank.paid", title: "Something was paid", right: None },
        NoticeKind { key: "bank.payment_due", title: "Something is to be paid", right: None },
    ],
    ..Module::EMPTY
};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &BANK, &notifications::MODULE];
const PASSWORD: &str = "violet tram 42 anchor";
/// Where the inbox is.
pub const INBOX: &str = "/api/v1/notifications";

/// A private client who has just opened an account, signed in.
pub async fn reader<'a>(house: &'a House, handle: &str) -> Client<'a> {
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

/// A note as its owner's program writes it.
pub fn note(title: &str) -> Value {
    json!({"title": title, "message": "500.00 were paid.", "notification_type": "transaction"})
}

/// A notice of the bank.
pub fn notice(user_id: i64, kind: &str) -> Notice {
    Notice {
        user_id,
        kind: kind.into(),
        class: Class::Transaction,
        title: "Rent paid".into(),
        message: "1,200.00 were paid to your landlord.".into(),
        link: Some("/payments/7".into()),
        once: None,
    }
}

/// Gives a notice, as a module does, and waits until it is delivered.
pub async fn give(house: &House, notice: &Notice) {
    lay(house, notice).await;
    house.settle().await;
}

/// Gives a notice, and leaves it in the outbox.
pub async fn lay(house: &House, notice: &Notice) {
    let mut change = Change::begin(&house.app, Actor::system()).await.expect("a change");
    change.notify(notice).expect("a notice");
    change.commit(Act::new("pay_rent")).await.expect("committed");
}

/// The titles of an inbox, newest first.
pub async fn titles(client: &Client<'_>, query: &str) -> Vec<String> {
    let all = client.get(&format!("{INBOX}{query}")).await.expect(200);
    let titles = all.as_array().expect("a list").iter();
    titles.map(|one| one["title"].as_str().expect("a title").to_owned()).collect()
}

/// How many a person has not read.
pub async fn unread(client: &Client<'_>) -> i64 {
    client.get(&format!("{INBOX}/unread/count")).await.expect(200)["unread_count"].as_i64().expect("a number")
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in ["notifications", "notifications_told", "channels", "outbox", "jobs", "audit_logs"] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// How many events of this topic wait to be told.
pub async fn told(house: &House, topic: &str) -> i64 {
    house.number(&format!("SELECT COUNT(*) FROM outbox WHERE topic = '{topic}'")).await
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
