//! The demo world: policies of every kind, claims that stand in every way.
use kernel::{
    App, Demo,
    testing::{House, On},
};

use crate::people::{MODULES, texts};

async fn the_world_is_loaded(on: On) {
    let house = House::new(on, MODULES).await;
    let app: App = house.app.clone();
    let world = Demo::new(app).expect("no production");
    for module in MODULES {
        (module.demo)(&world).await.expect("a world");
    }
    let of = async |sql: &str| texts(&house, sql).await;
    assert_eq!(
        of("SELECT DISTINCT status FROM claims ORDER BY status").await,
        ["approved", "paid", "pending", "rejected"]
    );
    assert_eq!(
        of("SELECT DISTINCT policy_type FROM policies ORDER BY policy_type").await,
        ["auto", "health", "home", "life"]
    );
    assert_eq!(
        of("SELECT DISTINCT status FROM policies ORDER BY status").await,
        ["active", "cancelled", "expired"]
    );
    assert_eq!(of("SELECT DISTINCT holder FROM policies").await.len(), 5);
    assert_eq!(
        of("SELECT DISTINCT content_type FROM claim_documents ORDER BY content_type").await,
        ["application/pdf", "image/png"]
    );
    assert_eq!(house.number("SELECT COUNT(*) FROM claim_duplicates").await, 2);
    assert_eq!(house.number("SELECT COUNT(*) FROM policy_reminders").await, 2);
    assert_eq!(house.app.storage.list("insurance", 9).await.expect("files").len(), 2);
    assert_eq!(house.app.clock.now(), kernel::testing::the_beginning());
}

#[tokio::test]
async fn the_world_is_loaded_on_sqlite() {
    the_world_is_loaded(On::Sqlite).await;
}

#[tokio::test]
async fn the_world_is_loaded_on_postgres() {
    the_world_is_loaded(On::Postgres).await;
}
