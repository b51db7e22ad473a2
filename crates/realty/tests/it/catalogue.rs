//! The public catalogue: read once, right at once after each change.
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::testing::House;
use realty::catalogue::{self, Page};
use serde_json::json;

use crate::{
    people::{MODULES, builder},
    site::{development, entered, home, run},
};

const PATHS: [&str; 4] =
    ["/api/projects", "/api/projects/1", "/api/projects/1/units", "/api/projects/1/matrix"];

async fn name(house: &House) -> String {
    let seen = house.client().get("/api/projects/1").await.expect(200);
    seen["project_name"].as_str().expect("a name").to_owned()
}

kernel::stories! { MODULES;
    async fn whoever_has_the_page_gets_no_second_one(house) {
        let (ann, _) = builder(house, "ann").await;
        let id = entered(&ann, development("Alpha", "Pune")).await;
        home(&ann, id, "101", 1).await;
        for path in PATHS {
            let first = house.client().get(path).await;
            first.expect(200);
            assert_eq!(first.header("cache-control"), "public, max-age=0, must-revalidate", "{path}");
            let etag = first.header("etag");
            let again = house.client().header("if-none-match", &format!("W/\"x\", {etag}")).get(path).await;
            assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, etag), "{path}");
            assert_eq!(house.client().header("if-none-match", "\"x\"").get(path).await.status, 200);
        }
        let etags = async || {
            let mut all = vec![];
            for path in PATHS {
                all.push(house.client().get(path).await.header("etag").to_owned());
            }
            all
        };
        let before = etags().await;
        ann.patch("/api/units/1", json!({"price": 8_000_000, "status": "reserved"})).await.expect(200);
        let after = etags().await;
        assert!(before.iter().zip(&after).all(|(a, b)| a != b), "{before:?} {after:?}");
    }

    async fn a_page_is_remembered_for_a_moment_and_forgotten_with_a_change(house) {
        let (ann, _) = builder(house, "ann").await;
        entered(&ann, development("Alpha", "Pune")).await;
        assert_eq!(name(house).await, "Alpha");
        run(house, "UPDATE realty_developments SET project_name = 'Beta'").await;
        assert_eq!(name(house).await, "Alpha");
        house.app.clock.advance(chrono::TimeDelta::seconds(6));
        assert_eq!(name(house).await, "Beta");
        run(house, "UPDATE realty_developments SET description = 'x', project_name = 'Gamma'").await;
        entered(&ann, development("Other", "Pune")).await;
        assert_eq!(name(house).await, "Gamma");
        // Questions that mean the same share an answer.
        let first = house.client().get("/api/projects?city=Pune&min_price=0").await.expect(200);
        run(house, "UPDATE realty_developments SET project_name = 'Delta'").await;
        assert_eq!(house.client().get("/api/projects?min_price=&city=%20PUNE").await.status, 422);
        assert_eq!(house.client().get("/api/projects?limit=10&city=%20PUNE").await.expect(200), first);
        let other = house.client().get("/api/projects?city=mumbai").await.expect(200);
        assert_eq!((other["projects"].clone(), other["pagination"]["totalItems"].clone()), (json!([]), json!(0)));
    }

    async fn the_index_is_made_anew_beside_the_requests(house) {
        let (ann, _) = builder(house, "ann").await;
        entered(&ann, development("Alpha", "Pune")).await;
        let found = async |question: &str| {
            let page = house.client().get(&format!("/api/projects?city=goa&{question}")).await.expect(200);
            page["pagination"]["totalItems"].as_u64().expect("a number")
        };
        assert_eq!(found("page=1").await, 0);
        // As another replica would.
        run(house, "UPDATE realty_developments SET city_key = 'goa'").await;
        assert_eq!(found("page=2").await, 0);
        house.app.clock.advance(chrono::TimeDelta::seconds(3));
        let mut renewed = false;
        for n in 3..200 {
            renewed = found(&format!("page={n}")).await == 1;
            if renewed {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        assert!(renewed);
        // The first answer is remembered until its own time is over.
        assert_eq!(found("page=1").await, 0);
        house.app.clock.advance(chrono::TimeDelta::seconds(2));
        assert_eq!(found("page=1").await, 1);
    }

    async fn what_was_read_before_a_change_is_not_remembered_after_it(house) {
        let (app, made) = (&house.app, AtomicU64::new(0));
        let page = async |change: bool| {
            let make = async || {
                let n = made.fetch_add(1, Ordering::SeqCst);
                if change {
                    catalogue::forget(app);
                }
                Page::of(&n, None)
            };
            catalogue::page(app, "key", make).await.expect("a page");
        };
        page(true).await;
        page(false).await;
        page(false).await;
        assert_eq!(made.load(Ordering::SeqCst), 2);
        // Many who ask at once wait for one who reads.
        catalogue::forget(app);
        futures::future::join_all((0..20).map(|_| page(false))).await;
        assert_eq!(made.load(Ordering::SeqCst), 3);
        // A reader who fails leaves nothing behind.
        catalogue::forget(app);
        let failed = catalogue::page(app, "key", async || Err(kernel::Error::conflict("no"))).await;
        assert_eq!(failed.expect_err("refused").status, 409);
        page(false).await;
        assert_eq!(made.load(Ordering::SeqCst), 4);
    }

    async fn the_memory_has_bounds(house) {
        let app = &house.app;
        let text = "x".repeat(1 << 20);
        for n in 0..100 {
            let page = catalogue::page(app, &format!("large {n}"), async || Page::of(&text, None)).await;
            page.expect("a page");
        }
        for n in 0..5_000 {
            catalogue::page(app, &format!("small {n}"), async || Page::of(&n, None)).await.expect("a page");
        }
        let (pages, bytes) = catalogue::held(app);
        assert!(pages <= 5_000 && bytes <= 32 << 20, "{pages} pages, {bytes} bytes");
    }
}
