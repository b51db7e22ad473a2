//! A builder, a customer and a home between them.
use kernel::testing::{Client, House, Reply};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

use crate::{
    people::{builder, customer},
    site::{development, entered, home, run},
};

/// What many stories begin with.
pub struct Sale<'a> {
    /// Ann, who builds.
    pub builder: Client<'a>,
    /// Bob, who buys.
    pub customer: Client<'a>,
    /// Bob's number as a customer.
    pub customer_id: i64,
    /// Bob's account.
    pub customer_user: i64,
    /// The development: 145 of 150 homes on offer.
    pub project: i64,
    /// The home A-101 of 7,500,000.
    pub unit: i64,
}

impl<'a> Sale<'a> {
    /// Nobody has booked anything yet.
    pub async fn new(house: &'a House) -> Self {
        let (builder, _) = builder(house, "ann").await;
        let (customer, entry) = customer(house, "bob").await;
        let project = entered(&builder, development("Green Valley", "Bangalore")).await;
        let unit = home(&builder, project, "A-101", 1).await;
        let number = |key: &str| entry[key].as_i64().expect("a number");
        Self {
            builder,
            customer,
            customer_id: number("customer_id"),
            customer_user: number("id"),
            project,
            unit,
        }
    }

    /// The body of Bob's booking, with some of it changed.
    pub fn body(&self, changed: Value) -> Value {
        with(
            json!({
                "customer_id": self.customer_id, "unit_id": self.unit, "total_amount": 7_500_000,
                "token_amount": 200_000, "payment_plan": "full_payment",
            }),
            changed,
        )
    }

    /// Bob books the home; tells the booking's number.
    pub async fn booked(&self, changed: Value) -> i64 {
        let made = self.customer.post("/api/bookings", self.body(changed)).await.expect(201);
        made["id"].as_i64().expect("a number")
    }

    /// The builder asks for a payment and notes that it was made; tells its number.
    pub async fn paid(&self, booking: i64, kind: &str, amount: impl Into<Value>) -> i64 {
        let body = json!({
            "booking_id": booking, "payment_type": kind, "amount": amount.into(), "payment_method": "bank_transfer",
        });
        let made = self.builder.post("/api/payments", body).await.expect(201);
        let id = made["id"].as_i64().expect("a number");
        let done = json!({"payment_status": "completed"});
        self.builder.patch(&format!("/api/payments/{id}"), done).await.expect(200);
        id
    }

    /// How many homes of the development are on offer.
    pub async fn on_offer(&self, house: &House) -> i64 {
        let seen = house.client().get(&format!("/api/projects/{}", self.project)).await.expect(200);
        seen["available_units"].as_i64().expect("a number")
    }

    /// How a home stands.
    pub async fn status(&self, house: &House) -> String {
        status_of(house, self.unit).await
    }
}

/// How a home stands in the table.
pub async fn status_of(house: &House, unit: i64) -> String {
    texts(house, &format!("SELECT status FROM realty_units WHERE id = {unit}")).await.remove(0)
}

/// A body with some of it changed.
pub fn with(mut body: Value, changed: Value) -> Value {
    changed.as_object().expect("fields").iter().for_each(|(key, value)| body[key] = value.clone());
    body
}

/// The same person after his session is over.
pub async fn again<'a>(house: &'a House, handle: &str) -> Client<'a> {
    let body = json!({"email": format!("{handle}@example.com"), "password": "violet tram 42 anchor"});
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

/// The first column of these rows, as texts.
pub async fn texts(house: &House, sql: &str) -> Vec<String> {
    let db = house.app.db.read();
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("rows");
    rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
}

/// The messages to this account that lie in the outbox.
pub async fn told(house: &House, user: i64) -> Vec<String> {
    let all = texts(house, "SELECT body FROM outbox WHERE topic = 'house.notice' ORDER BY id").await;
    let read = all.iter().map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
    let his = read.filter(|notice| notice["user_id"] == json!(user));
    his.map(|notice| notice["message"].as_str().expect("words").to_owned()).collect()
}

/// The text of a number as it stands in the answer, which a parser would make a float.
pub fn raw(reply: &Reply, key: &str) -> String {
    let text = reply.text();
    let rest = text.split_once(&format!("\"{key}\":")).unwrap_or_else(|| panic!("no {key} in {text}")).1;
    rest.chars().take_while(|c| !",}".contains(*c)).collect()
}

/// Writes a construction phase, as it lies in the table.
pub async fn phase(house: &House, project: i64, name: &str, weight: i64, visible: bool) {
    let now = "'2026-03-15T10:00:00+00:00'";
    run(
        house,
        &format!(
            "INSERT INTO realty_phases (development_id, phase_name, progress_percentage, weight, status, customer_visible, \
             created_at) VALUES ({project}, '{name}', 0, {weight}, 'not_started', {visible}, {now})"
        ),
    )
    .await;
}

/// How much there is of all that a refusal must not touch.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    let tables = [
        "realty_units",
        "realty_holds",
        "realty_bookings",
        "realty_dues",
        "realty_payments",
        "outbox",
        "jobs",
        "audit_logs",
    ];
    for table in tables {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// By how much the parts of schedules miss the prices of their bookings, in all: nothing, always.
pub async fn missed(house: &House) -> i64 {
    let sum = "SELECT CAST(COALESCE(SUM(ABS(b.total_amount - (SELECT COALESCE(SUM(d.amount), 0) FROM realty_dues d \
               WHERE d.booking_id = b.id))), 0) AS BIGINT) FROM realty_bookings b";
    house.number(sum).await
}
