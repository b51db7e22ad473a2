//! The walk-through of seed 002, tests 1 to 5, with its documented accounts, call by call.
use kernel::{
    Demo,
    testing::{Client, House, On},
};
use serde_json::{Value, json};

async fn house(on: On, guests: &str) -> House {
    let house = House::with(on, bursar::MODULES, &[("identity.demo_guests", guests)]).await;
    let world = Demo::new(house.app.clone()).expect("no production");
    for module in bursar::MODULES {
        (module.demo)(&world).await.unwrap_or_else(|e| panic!("{}: {e}", module.name));
    }
    house
}

async fn sign_in<'a>(house: &'a House, who: &str, password: &str) -> Client<'a> {
    let answer = house
        .client()
        .post("/api/auth/login", json!({ "user_id": who, "password": password }))
        .await
        .expect(200);
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

fn handles(answer: &Value) -> Vec<&str> {
    let users = answer["users"].as_array().expect("users");
    users.iter().filter_map(|user| user["user_id"].as_str()).collect()
}

async fn walk(on: On) {
    let house = house(on, "false").await;
    let login = house
        .client()
        .post("/api/auth/login", json!({ "user_id": "admin", "password": "admin123" }))
        .await
        .expect(200);
    assert_eq!((login["role"].as_str(), login["expires_in"].as_i64()), (Some("super_admin"), Some(3600)));
    assert_eq!(login["user_name"], "System Administrator");
    let admin = sign_in(&house, "admin", "admin123").await;
    all_ten(&admin).await;
    search(&admin).await;
    on_and_off(&house, &admin).await;
    recent_activity(&admin).await;
    analytics(&admin).await;
}

async fn all_ten(admin: &Client<'_>) {
    let all = admin.get("/api/admin/users?page=1&page_size=10").await.expect(200);
    assert_eq!((all["total"].as_i64(), all["total_pages"].as_i64()), (Some(10), Some(1)));
    let order = [
        "testuser",
        "diana",
        "charlie",
        "bob",
        "alice",
        "user123",
        "eve",
        "inactive_user",
        "manager",
        "admin",
    ];
    assert_eq!(handles(&all), order);
}

async fn search(admin: &Client<'_>) {
    let johns = admin.get("/api/admin/users?search=john").await.expect(200);
    assert_eq!(handles(&johns), ["alice", "user123"]);
    let admins = admin.get("/api/admin/users?is_admin=true").await.expect(200);
    assert_eq!(handles(&admins), ["manager", "admin"]);
    let exactly = admin.get("/api/admin/users?role=admin").await.expect(200);
    assert_eq!(handles(&exactly), ["manager"]);
}

async fn on_and_off(house: &House, admin: &Client<'_>) {
    let refused = json!({ "user_id": "inactive_user", "password": "test123" });
    let said = house.client().post("/api/auth/login", refused).await.refused(403);
    assert_eq!(said, "User account is inactive. Please contact administrator.");
    let on = admin.post("/api/admin/users/inactive_user/activate", json!({})).await.expect(200);
    assert_eq!(on["is_active"], true);
    sign_in(house, "inactive_user", "test123").await;
    let off = admin.post("/api/admin/users/inactive_user/deactivate", json!({})).await.expect(200);
    assert_eq!(off["is_active"], false);
}

async fn recent_activity(admin: &Client<'_>) {
    let logs = admin.get("/api/admin/audit-logs?page_size=100").await.expect(200);
    let lines = logs["logs"].as_array().expect("lines");
    let has = |who: &str, action: &str, target: &str| {
        lines.iter().any(|l| {
            l["admin_id"] == who
                && l["action"] == action
                && l["target"] == target
                && l["timestamp"].is_string()
        })
    };
    assert!(
        has("admin", "activate_user", "inactive_user") && has("admin", "deactivate_user", "inactive_user")
    );
    assert!(has("admin", "create_user", "testuser") && has("manager", "reset_password", "user123"));
    assert!(has("manager", "view_user", "alice"));
    let verdict = admin.get("/api/admin/audit-logs/verify").await.expect(200);
    assert_eq!(verdict["ok"], true, "{verdict}");
}

async fn analytics(admin: &Client<'_>) {
    let figures = admin.get("/api/admin/analytics/users").await.expect(200);
    assert_eq!((figures["total_users"].as_i64(), figures["active_users"].as_i64()), (Some(10), Some(8)));
    assert_eq!(figures["activity_rate"].as_f64(), Some(80.0));
    assert_eq!(figures["role_distribution"], json!({ "admin": 1, "super_admin": 1, "user": 8 }));
    assert_eq!(figures["registrations_per_day"].as_array().map(Vec::len), Some(30));
    let hours = figures["sign_ins_per_hour"].as_array().expect("hours");
    assert!(hours.len() == 24 && hours.iter().filter_map(|h| h["count"].as_i64()).sum::<i64>() > 20);
}

#[tokio::test]
async fn works_on_sqlite() {
    walk(On::Sqlite).await;
}

#[tokio::test]
async fn works_on_postgres() {
    walk(On::Postgres).await;
}

#[tokio::test]
async fn every_documented_account_opens() {
    let house = house(On::Sqlite, "true").await;
    let accounts = [
        ("manager", "admin123"),
        ("user123", "password123"),
        ("testuser", "test123"),
        ("charlie", "test123"),
        ("builder@test.com", "password123"),
        ("customer@test.com", "password123"),
        ("admin@finsentry.com", "Admin@123"),
        ("manager@finsentry.com", "Manager@123"),
        ("user@finsentry.com", "User@123"),
    ];
    for (who, password) in accounts {
        let client = sign_in(&house, who, password).await;
        let me = client.get("/api/auth/me").await.expect(200);
        assert!(me["user_id"] == who || me["email"] == who, "{me}");
    }
    let saver = sign_in(&house, "user123", "password123").await;
    let budgets = saver.get("/api/v1/financial/budgets").await;
    assert_eq!(budgets.header("x-total-count"), "72");
    assert_eq!(saver.get("/api/v1/financial/goals").await.expect(200).as_array().map(Vec::len), Some(4));
}
