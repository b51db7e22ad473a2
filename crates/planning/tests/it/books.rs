//! Accounts and what is booked to them, for stories about plans.
use kernel::testing::{Client, House};
use serde_json::json;

/// An account in this currency; its number.
pub async fn account(client: &Client<'_>, currency: &str) -> i64 {
    let body = json!({"name": format!("Everyday {currency}"), "currency": currency});
    let made = client.post("/api/v1/financial/accounts", body).await.expect(201);
    made["id"].as_i64().expect("an id")
}

/// Books an amount, negative for money out; without a category where that is empty.
pub async fn book(client: &Client<'_>, account: i64, date: &str, amount: &str, category: &str) -> i64 {
    let category = Some(category).filter(|name| !name.is_empty());
    let body =
        json!({"account_id": account, "date": date, "amount": amount, "payee": "Shop", "category": category});
    let made = client.post("/api/v1/financial/transactions", body).await.expect(201);
    made["id"].as_i64().expect("an id")
}

/// How many notices with these words wait to be brought.
pub async fn notices(house: &House, words: &str) -> i64 {
    let sql = "SELECT COUNT(*) FROM outbox WHERE topic = 'house.notice' AND body LIKE";
    house.number(&format!("{sql} '%{words}%'")).await
}
