//! Portfolios: opened, listed, changed, deleted, and what their loans come to.
use serde_json::{Value, json};

use crate::people::{MODULES, PORTFOLIOS, fault, lent, manager, opened, traces};

kernel::stories! { MODULES;
    async fn a_new_portfolio_is_empty(house) {
        let ann = manager(house, "ann").await;
        let made = ann.post("/api/v1/portfolios/", json!({"name": " Book ", "description": "Term loans"})).await;
        let view = made.expect(201);
        assert_eq!(made.header("location"), "/api/v1/portfolios/1");
        assert_eq!(
            view,
            json!({
                "name": "Book", "description": "Term loans", "id": 1, "owner_id": 1, "is_active": true,
                "created_at": "2026-03-15T10:00:00Z", "updated_at": "2026-03-15T10:00:00Z",
                "loan_count": 0, "total_exposure": 0.0, "currency": "GBP", "average_rating": null, "performing_count": 0,
                "watch_list_count": 0, "non_performing_count": 0, "defaulted_count": 0, "revision": 0,
            })
        );
        assert!(made.text().contains("\"total_exposure\":0.00"));
        let one = ann.get("/api/v1/portfolios/1/").await;
        assert_eq!((one.expect(200), one.header("etag")), (view.clone(), made.header("etag")));
        for all in [PORTFOLIOS, "/api/v1/portfolios/"] {
            assert_eq!(ann.get(all).await.expect(200), json!([view]));
        }
    }

    async fn a_name_is_the_owners_once(house) {
        let (ann, bob) = (manager(house, "ann").await, manager(house, "bob").await);
        let (book, other) = (opened(&ann, "Book").await, opened(&ann, "Other").await);
        opened(&bob, "Book").await;
        let before = traces(house).await;
        let words = "Portfolio with this name already exists";
        assert_eq!(ann.post(PORTFOLIOS, json!({"name": "Book"})).await.refused(400), words);
        assert_eq!(ann.patch(&other, json!({"name": "Book "})).await.refused(400), words);
        assert_eq!(fault(&ann.patch(&book, json!({"name": null})).await.expect(422)).0, json!(["body", "name"]));
        assert_eq!(fault(&ann.post(PORTFOLIOS, json!({})).await.expect(422)), (json!(["body", "name"]), "Field required".into()));
        for name in ["", "  ", &"x".repeat(256)] {
            ann.post(PORTFOLIOS, json!({ "name": name })).await.refused(422);
        }
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.patch(&book, json!({"name": "Book"})).await.expect(200)["name"], "Book");
        assert_eq!(traces(house).await, before, "what changes nothing leaves no trace");
    }

    async fn what_is_sent_is_changed_and_the_rest_stays(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let first = ann.get(&book).await;
        house.app.clock.advance(chrono::Duration::minutes(5));
        let patch = json!({"description": "Term loans", "is_active": false});
        let changed = ann.header("if-match", first.header("etag")).patch(&book, patch).await.expect(200);
        assert_eq!((&changed["name"], &changed["is_active"]), (&json!("Book"), &json!(false)));
        assert_eq!(changed["updated_at"], "2026-03-15T10:05:00Z");
        let stale = ann.header("if-match", first.header("etag"));
        let before = traces(house).await;
        stale.patch(&book, json!({"name": "Late"})).await.refused(412);
        stale.delete(&book).await.refused(412);
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.put(&book, json!({"description": null})).await.expect(200)["description"], Value::Null);
        assert_eq!(ann.get(&format!("{PORTFOLIOS}?is_active=true")).await.expect(200), json!([]));
        assert_eq!(ann.get(&format!("{PORTFOLIOS}?search=bOO")).await.header("x-total-count"), "1");
    }

    async fn totals_follow_the_loans(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        opened(&ann, "Empty").await;
        lent(&ann, &book, "L1", json!({"amount": "1000000.01", "credit_rating": "A"})).await;
        let bad = lent(&ann, &book, "L2", json!({"amount": 3_000_000, "credit_rating": "BB", "status": "watch_list"})).await;
        lent(&ann, &book, "L3", json!({"amount": "0.0001", "credit_rating": "d", "status": "DEFAULTED"})).await;
        let reply = ann.get(&book).await;
        let view = reply.expect(200);
        assert!(reply.text().contains("\"total_exposure\":4000000.0101"), "{}", reply.text());
        // (5 × 1,000,000.01 + 11 × 3,000,000 + 21 × 0.0001) / 4,000,000.0101 = 9.49999999…: BBB-.
        assert_eq!((&view["loan_count"], &view["average_rating"]), (&json!(3), &json!("BBB-")));
        let counts = ["performing_count", "watch_list_count", "non_performing_count", "defaulted_count"];
        assert_eq!(counts.map(|key| view[key].as_i64()), [1, 1, 0, 1].map(Some));
        assert_eq!(view["revision"], 3);
        ann.patch(&bad, json!({"status": "non_performing", "amount": 1})).await.expect(200);
        let all = ann.get(PORTFOLIOS).await.expect(200);
        assert_eq!((&all[0]["non_performing_count"], &all[0]["watch_list_count"]), (&json!(1), &json!(0)));
        assert_eq!((&all[0]["average_rating"], &all[1]["average_rating"]), (&json!("A"), &Value::Null));
        assert_eq!((&all[0]["revision"], &all[1]["loan_count"]), (&json!(4), &json!(0)));
        ann.delete(&bad).await.expect(204);
        let view = ann.get(&book).await.expect(200);
        assert_eq!((&view["loan_count"], &view["revision"]), (&json!(2), &json!(5)));
    }

    async fn the_sum_of_the_largest_loans_does_not_overflow(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        for id in ["L1", "L2", "L3"] {
            lent(&ann, &book, id, json!({"amount": 1_000_000_000})).await;
        }
        assert!(ann.get(&book).await.text().contains("\"total_exposure\":3000000000.00"));
    }

    async fn a_portfolio_goes_with_all_that_is_in_it(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let (one, two) = (lent(&ann, &book, "L1", json!({})).await, lent(&ann, &book, "L2", json!({})).await);
        ann.post(&format!("{one}/ratings"), json!({"snapshot_date": "2026-01-01", "credit_rating": "A"})).await.expect(201);
        ann.delete(&two).await.expect(204);
        ann.delete(&book).await.expect(204);
        assert_eq!(traces(house).await[..4], [0, 0, 0, 0]);
        assert_eq!(ann.get(&book).await.refused(404), "Portfolio not found");
        let says = "SELECT COUNT(*) FROM audit_logs WHERE action = 'delete_portfolio' AND target = 'portfolio:1' AND details = 'Deleted with 1 loans'";
        assert_eq!(house.number(says).await, 1);
    }

    async fn a_key_opens_one_portfolio(house) {
        let ann = manager(house, "ann").await;
        let once = ann.header("idempotency-key", "k1");
        let first = once.post(PORTFOLIOS, json!({"name": "Book"})).await.expect(201);
        assert_eq!(once.post(PORTFOLIOS, json!({"name": "Book"})).await.expect(201), first);
        once.post(PORTFOLIOS, json!({"name": "Other"})).await.refused(422);
        assert_eq!(house.number("SELECT COUNT(*) FROM credit_portfolios").await, 1);
    }
}
