//! The people of these stories, and what they leave behind.
use kernel::{
    Module, Role,
    testing::{Client, House, Reply},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &planning::MODULE];
const PASSWORD: &str = "violet tram 42 anchor";

/// A private client who has just opened an account, signed in.
pub async fn saver<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle});
    signed_in(house, &house.client().post("/api/auth/register", body).await.expect(201))
}

/// A client who signs in again: his session ended meanwhile.
pub async fn again<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"user_id": handle, "password": PASSWORD});
    signed_in(house, &house.client().post("/api/auth/login", body).await.expect(200))
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

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in ["budgets", "goals", "outbox", "jobs", "audit_logs"] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// The text of a number as it stands in the answer, which a parser would make a float.
pub fn raw(reply: &Reply, key: &str) -> String {
    let text = reply.text();
    let rest = text.split_once(&format!("\"{key}\":")).expect("the key").1;
    rest.chars().take_while(|c| !",}".contains(*c)).collect()
}

/// Where the only fault of a refused body lies, and what is said about it.
pub fn fault(reply: &Reply) -> (Value, String) {
    let problem = reply.expect(422);
    let errors = problem["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 1, "{problem}");
    (errors[0]["loc"].clone(), errors[0]["msg"].as_str().expect("a message").to_owned())
}
