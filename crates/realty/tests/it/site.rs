//! Developments and homes for these stories, and a look behind the scenes.
use kernel::testing::{Client, House, Reply};
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

/// The body of a development in this city.
pub fn development(name: &str, city: &str) -> Value {
    json!({
        "project_name": name, "project_type": "residential", "status": "construction",
        "location_address": "123 Green Valley Road", "location_city": city, "location_state": "Karnataka",
        "location_zipcode": "560001", "total_units": 150, "available_units": 145,
        "price_range_min": 5_500_000, "price_range_max": 12_000_000,
    })
}

/// Enters a development; tells its number.
pub async fn entered(builder: &Client<'_>, body: Value) -> i64 {
    builder.post("/api/projects", body).await.expect(201)["id"].as_i64().expect("a number")
}

/// The body of a home.
pub fn unit(project: i64, number: &str, floor: i64) -> Value {
    json!({
        "project_id": project, "unit_number": number, "unit_type": "2BHK", "floor_number": floor,
        "area_sqft": 1200.0, "price": 7_500_000, "bathrooms": 2,
    })
}

/// Enters a home; tells its number.
pub async fn home(builder: &Client<'_>, project: i64, number: &str, floor: i64) -> i64 {
    let made = builder.post("/api/units", unit(project, number, floor)).await.expect(201);
    made["id"].as_i64().expect("a number")
}

/// Sends a file as a form, after these fields.
pub async fn send(
    client: &Client<'_>,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Reply {
    let mut body = vec![];
    for (name, text) in fields {
        let part = format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{text}\r\n");
        body.extend(part.bytes());
    }
    if let Some((name, content)) = file {
        let head = format!(
            "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\n"
        );
        body.extend(head.bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--XX--\r\n");
    let form = client.header("content-type", "multipart/form-data; boundary=XX");
    form.send("POST".parse().expect("a method"), path, body).await
}

/// Runs a statement behind everybody's back.
pub async fn run(house: &House, sql: &str) {
    let tx = house.app.db.begin().await.expect("a transaction");
    tx.execute_raw(Statement::from_string(tx.get_database_backend(), sql)).await.expect("a statement");
    tx.commit().await.expect("a commit");
}

/// How many rows these tables have: what a refusal must not change.
pub async fn traces(house: &House) -> Vec<i64> {
    let mut counts = vec![];
    let tables = [
        "realty_developments",
        "realty_units",
        "realty_files",
        "realty_models",
        "realty_bookings",
        "outbox",
        "jobs",
        "audit_logs",
    ];
    for table in tables {
        counts.push(house.number(&format!("SELECT COUNT(*) FROM {table}")).await);
    }
    counts
}

/// The bodies of the events of this topic that lie in the outbox.
pub async fn events(house: &House, topic: &str) -> Vec<Value> {
    let db = house.app.db.read();
    let sql = format!("SELECT body FROM outbox WHERE topic = '{topic}' ORDER BY id");
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("rows");
    let text = |row: &sea_orm::QueryResult| row.try_get::<String>("", "body").expect("a text");
    rows.iter().map(|row| serde_json::from_str(&text(row)).expect("JSON")).collect()
}

/// Writes a booking of this customer, as it lies in the table; tells its number.
pub async fn booking(house: &House, customer: i64, unit: i64, status: &str) -> i64 {
    let now = "'2026-03-15T10:00:00+00:00'";
    run(
        house,
        &format!(
            "INSERT INTO realty_bookings (customer_id, unit_id, development_id, booking_status, total_amount, booking_date, \
             payment_plan, loan_approved, created_at) SELECT {customer}, id, development_id, '{status}', price, {now}, \
             'full_payment', FALSE, {now} FROM realty_units WHERE id = {unit}"
        ),
    )
    .await;
    house.number("SELECT MAX(id) FROM realty_bookings").await
}

/// Settles these units, as every change of a booking does.
pub async fn settle(house: &House, units: &[i64]) {
    let mut change = kernel::Change::begin(&house.app, kernel::Actor::system()).await.expect("a change");
    realty::unit::commands::settle(&mut change, units).await.expect("settled");
    change.commit(kernel::Act::new("settle")).await.expect("a commit");
    realty::catalogue::forget(&house.app);
}
