//! The people of these stories, and what they begin with.
use kernel::{
    Module,
    testing::{Client, House},
};
use serde_json::{Value, json};

/// The modules that these stories need.
pub const MODULES: &[&Module] = &[&identity::MODULE, &realty::MODULE];
const PASSWORD: &str = "violet tram 42 anchor";

/// What a builder says of himself when he registers.
pub fn builder_data(licence: &str) -> Value {
    json!({
        "company_name": "ABC Construction Co.", "license_number": licence, "phone": "+1234567890",
        "address": "123 Builder Street, Construction City, CC 12345",
    })
}

/// A builder with a profile, signed in; the answer of his registration beside him.
pub async fn builder<'a>(house: &'a House, handle: &str) -> (Client<'a>, Value) {
    let body = json!({
        "email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle, "user_type": "builder",
        "builder_data": builder_data(&format!("LIC-{handle}")),
    });
    enter(house, body).await
}

/// A customer with a profile, signed in; the answer of his registration beside him.
pub async fn customer<'a>(house: &'a House, handle: &str) -> (Client<'a>, Value) {
    let body = json!({
        "email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle, "user_type": "customer",
        "customer_data": {"first_name": handle, "last_name": "Doe", "phone": "+0987654321"},
    });
    enter(house, body).await
}

async fn enter<'a>(house: &'a House, body: Value) -> (Client<'a>, Value) {
    let answer = house.client().post("/api/auth/register", body).await.expect(201);
    let client = house.client().token(answer["access_token"].as_str().expect("a token"));
    (client, answer)
}
