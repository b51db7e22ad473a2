//! The demo world loads, and holds what it should.
use kernel::{
    Demo,
    testing::{House, On},
};

use crate::kit::MODULES;

#[tokio::test]
async fn the_demo_loads_on_both_databases() {
    for on in [On::Sqlite, On::Postgres] {
        let house = House::with(on, MODULES, &[("environment", "demo")]).await;
        let world = Demo::new(house.app.clone()).expect("a world");
        for module in MODULES {
            (module.demo)(&world).await.expect("a demo");
        }
        house.settle().await;
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 4);
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices WHERE status = 'approved'").await, 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM invoice_vendors").await, 4);
        assert_eq!(crate::kit::drift(&house).await, 0);
    }
}
