//! The demo world: two portfolios whose loans were rated over three years.
use kernel::{
    Demo,
    testing::{Client, House, On},
};
use serde_json::json;

use crate::people::{MODULES, PORTFOLIOS};

async fn world(on: On, guests: &str) -> House {
    let house = House::with(on, MODULES, &[("identity.demo_guests", guests), ("environment", "demo")]).await;
    let demo = Demo::new(house.app.clone()).expect("no production");
    for module in MODULES {
        (module.demo)(&demo).await.unwrap_or_else(|e| panic!("{}: {e}", module.name));
    }
    demo.at(demo.now);
    house
}

async fn sign_in<'a>(house: &'a House, who: &str, password: &str) -> Client<'a> {
    let body = json!({ "username": who, "password": password });
    let answer = house.client().post("/api/v1/auth/login", body).await.expect(200);
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

async fn two_portfolios(on: On) {
    let house = world(on, "true").await;
    let manager = sign_in(&house, "portfolio", "Portfolio@123").await;
    let all = manager.get(PORTFOLIOS).await.expect(200);
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    let loans =
        all.as_array().into_iter().flatten().filter_map(|one| one["loan_count"].as_i64()).sum::<i64>();
    assert_eq!(loans, 50);
    for one in all.as_array().expect("portfolios") {
        assert!(
            one["performing_count"].as_i64() > Some(10) && one["defaulted_count"].as_i64() > Some(0),
            "{one}"
        );
    }
    let distinct = |column: &str| format!("SELECT COUNT(DISTINCT {column}) FROM credit_loans");
    assert!(house.number(&distinct("country")).await >= 8);
    assert!(house.number(&distinct("sector")).await >= 8);
    assert!(house.number(&distinct("credit_rating")).await >= 10);
    // Each loan was rated every half-year, and some moved up, some down.
    assert!(
        house
            .number("SELECT MIN(n) FROM (SELECT COUNT(*) AS n FROM credit_ratings GROUP BY loan_id) AS each")
            .await
            >= 6
    );
    let moved = |sign: &str| {
        format!(
            "SELECT COUNT(*) FROM credit_ratings a JOIN credit_ratings b ON a.loan_id = b.loan_id AND a.snapshot_date < b.snapshot_date WHERE b.credit_rating {sign} a.credit_rating"
        )
    };
    assert!(house.number(&moved("<")).await > 5 && house.number(&moved(">")).await > 20);
    let root = sign_in(&house, "admin", "admin123").await;
    assert_eq!(root.get("/api/admin/audit-logs/verify").await.expect(200)["ok"], true);
}

#[tokio::test]
async fn the_guest_has_two_portfolios_on_sqlite() {
    two_portfolios(On::Sqlite).await;
}

#[tokio::test]
async fn the_guest_has_two_portfolios_on_postgres() {
    two_portfolios(On::Postgres).await;
}

#[tokio::test]
async fn without_guests_there_are_no_books() {
    let house = world(On::Sqlite, "false").await;
    assert_eq!(house.number("SELECT COUNT(*) FROM credit_portfolios").await, 0);
    let root = sign_in(&house, "admin", "admin123").await;
    assert_eq!(root.get(PORTFOLIOS).await.expect(200), json!([]));
}
