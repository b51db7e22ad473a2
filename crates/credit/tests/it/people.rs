//! The people of these stories, what they keep, and what they leave behind.
use kernel::{
    Module, Role,
    testing::{Client, House},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &credit::MODULE];
/// Where portfolios live.
pub const PORTFOLIOS: &str = "/api/v1/portfolios";
/// Where default rates live.
pub const RATES: &str = "/api/v1/default-rates";
const PASSWORD: &str = "violet tram 42 anchor";

/// Somebody with this handle and role, signed in.
pub async fn person<'a>(house: &'a House, handle: &str, role: Role) -> Client<'a> {
    let (email, password) = (format!("{handle}@example.com"), Some(PASSWORD.to_owned()));
    let made =
        identity::operator::create(&house.app, &email, None, Some(handle.to_owned()), role, password).await;
    made.expect("an account");
    back(house, handle).await
}

/// The same person later: a token lives for an hour.
pub async fn back<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"username": handle, "password": PASSWORD});
    let answer = house.client().post("/api/v1/auth/login", body).await.expect(200);
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

/// A portfolio manager, signed in.
pub async fn manager<'a>(house: &'a House, handle: &str) -> Client<'a> {
    person(house, handle, Role::PortfolioManager).await
}

/// Opens a portfolio; tells its path.
pub async fn opened(client: &Client<'_>, name: &str) -> String {
    let made = client.post(PORTFOLIOS, json!({ "name": name })).await;
    made.expect(201);
    made.header("location").to_owned()
}

/// A loan, with some of it changed.
pub fn loan(id: &str, changed: Value) -> Value {
    let mut body = json!({
        "loan_id": id, "borrower": "Northern Steel plc", "amount": 1_000_000, "rate": "5.5",
        "sector": "Manufacturing", "maturity_date": "2030-06-30", "credit_rating": "BBB",
        "status": "Performing",
    });
    changed.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
    body
}

/// Enters a loan; tells its path.
pub async fn lent(client: &Client<'_>, portfolio: &str, id: &str, changed: Value) -> String {
    let made = client.post(&format!("{portfolio}/loans"), loan(id, changed)).await;
    made.expect(201);
    made.header("location").to_owned()
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    for table in [
        "credit_portfolios",
        "credit_loans",
        "credit_gone",
        "credit_ratings",
        "credit_rates",
        "credit_loads",
        "outbox",
        "jobs",
        "audit_logs",
    ] {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
        .push(house.number("SELECT CAST(COALESCE(SUM(revision), 0) AS BIGINT) FROM credit_portfolios").await);
    counts
}

/// Where the only fault of a refused body lies, and what is said about it.
pub fn fault(problem: &Value) -> (Value, String) {
    let errors = problem["errors"].as_array().expect("errors");
    assert_eq!(errors.len(), 1, "{problem}");
    (errors[0]["loc"].clone(), errors[0]["msg"].as_str().expect("a message").to_owned())
}
