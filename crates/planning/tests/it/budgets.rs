//! Budgets: made, read, changed, removed, and refused.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::{MODULES, fault, raw, saver, traces};

const BUDGETS: &str = "/api/v1/financial/budgets";
const FIRST: &str = "/api/v1/financial/budgets/1";

fn groceries() -> Value {
    json!({"category": "Groceries", "limit": 500, "month": "2026-11"})
}

kernel::stories! { MODULES;
    async fn a_new_budget_tells_where_it_lives(house) {
        let ann = saver(house, "ann").await;
        let made = ann.post(BUDGETS, groceries()).await;
        let budget = made.expect(201);
        assert_eq!((made.header("location"), made.header("content-type")), (FIRST, "application/json"));
        assert_eq!((raw(&made, "limit"), raw(&made, "spent")), ("500.00".into(), "0.00".into()));
        let mut keys = budget.as_object().expect("an object").keys().collect::<Vec<_>>();
        keys.sort();
        assert_eq!(
            keys,
            [
                "available", "carried", "category", "created_at", "currency", "id", "left", "limit", "month",
                "rollover", "spent", "spent_booked", "spent_entered", "updated_at", "used_percent", "user_id",
            ]
        );
        assert_eq!(budget["created_at"], "2026-03-15T10:00:00Z");
        assert_eq!((&budget["month"], &budget["updated_at"]), (&json!("2026-11"), &Value::Null));
        let read = ann.get(FIRST).await;
        assert_eq!(read.expect(200), budget);
        assert_eq!(read.header("etag"), made.header("etag"));
        assert!(read.header("etag").len() > 10, "{}", read.header("etag"));
    }

    async fn every_change_is_logged_and_told(house) {
        let ann = saver(house, "ann").await;
        ann.post(BUDGETS, groceries()).await.expect(201);
        ann.put(FIRST, json!({"limit": 1, "category": "Food"})).await.expect(200);
        ann.patch(FIRST, json!({"spent": 1})).await.expect(200);
        ann.delete(FIRST).await.expect(204);
        for (action, topic, times) in [
            ("create_budget", "created", 1),
            ("update_budget", "updated", 2),
            ("delete_budget", "deleted", 1),
        ] {
            let line = format!("action = '{action}' AND target = 'budget:1' AND admin_id = 'ann'");
            assert_eq!(house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE {line}")).await, times);
            let event = format!("SELECT COUNT(*) FROM outbox WHERE topic = 'planning.budget.{topic}'");
            assert_eq!(house.number(&event).await, times);
        }
        let told = "SELECT COUNT(*) FROM audit_logs WHERE details = 'Updated budget: category, limit'";
        assert_eq!(house.number(told).await, 1);
        house.settle().await;
        assert_eq!(house.number("SELECT COUNT(*) FROM outbox").await, 0);
    }

    async fn put_and_patch_change_what_is_sent_and_nothing_else(house) {
        let ann = saver(house, "ann").await;
        ann.post(BUDGETS, groceries()).await.expect(201);
        house.app.clock.advance(Duration::minutes(30));
        let put = ann.put(FIRST, json!({"limit": "750.5"})).await;
        let budget = put.expect(200);
        assert_eq!((raw(&put, "limit"), raw(&put, "spent")), ("750.50".into(), "0.00".into()));
        assert_eq!((&budget["category"], &budget["month"]), (&json!("Groceries"), &json!("2026-11")));
        assert_eq!(budget["updated_at"], "2026-03-15T10:30:00Z");
        assert_eq!(budget["created_at"], "2026-03-15T10:00:00Z");
        let patched = ann.patch(FIRST, json!({"spent": 12.34, "month": "2026-12"})).await;
        assert_eq!((raw(&patched, "limit"), raw(&patched, "spent")), ("750.50".into(), "12.34".into()));
        assert_eq!(patched.expect(200)["month"], "2026-12");
        assert_eq!(ann.put(FIRST, json!({})).await.expect(200)["category"], "Groceries");
    }

    async fn null_clears_nothing_that_is_required(house) {
        let ann = saver(house, "ann").await;
        ann.post(BUDGETS, groceries()).await.expect(201);
        let before = (ann.get(FIRST).await.text(), traces(house).await);
        for field in ["category", "limit", "spent", "spent_entered", "month", "currency", "rollover"] {
            for refused in
                [ann.put(FIRST, json!({field: null})).await, ann.patch(FIRST, json!({field: null})).await]
            {
                assert_eq!(fault(&refused).0, json!(["body", field]));
            }
        }
        assert_eq!((ann.get(FIRST).await.text(), traces(house).await), before);
    }

    async fn a_stale_copy_overwrites_nothing(house) {
        let ann = saver(house, "ann").await;
        let old = ann.post(BUDGETS, groceries()).await.header("etag").to_owned();
        let new = ann.put(FIRST, json!({"limit": 600})).await.header("etag").to_owned();
        assert_ne!(old, new);
        let before = traces(house).await;
        let stale = ann.header("if-match", &old);
        let why = stale.put(FIRST, json!({"limit": 700})).await.refused(412);
        assert!(why.contains("Read it again"), "{why}");
        stale.patch(FIRST, json!({"limit": 700})).await.refused(412);
        stale.delete(FIRST).await.refused(412);
        assert_eq!(traces(house).await, before);
        assert_eq!(raw(&ann.get(FIRST).await, "limit"), "600.00");
        let fresh = ann.header("if-match", &format!("{old}, W/{new}"));
        fresh.put(FIRST, json!({"limit": 700})).await.expect(200);
        ann.header("if-match", "*").patch(FIRST, json!({"limit": 800})).await.expect(200);
        let newest = ann.get(FIRST).await.header("etag").to_owned();
        ann.header("if-match", &newest).delete(FIRST).await.expect(204);
        assert_eq!(ann.get(FIRST).await.refused(404), "Budget not found");
    }

    async fn a_deleted_budget_is_gone(house) {
        let ann = saver(house, "ann").await;
        ann.post(BUDGETS, groceries()).await.expect(201);
        let gone = ann.delete(FIRST).await;
        assert_eq!((gone.status, gone.body.len()), (204, 0));
        for again in [
            ann.get(FIRST).await,
            ann.put(FIRST, json!({})).await,
            ann.patch(FIRST, json!({})).await,
            ann.delete(FIRST).await,
        ] {
            assert_eq!(again.refused(404), "Budget not found");
        }
    }

    async fn months_are_a_year_and_two_digits(house) {
        let ann = saver(house, "ann").await;
        let before = traces(house).await;
        for month in [
            json!("2026-13"),
            json!("2026-1"),
            json!("2026-00"),
            json!("11-2026"),
            json!("2026-11-01"),
            json!(""),
            json!(202611),
        ] {
            let body = json!({"category": "Rent", "limit": 1, "month": month});
            assert_eq!(fault(&ann.post(BUDGETS, body).await).0, json!(["body", "month"]), "{month}");
        }
        assert_eq!(traces(house).await, before);
        let said = fault(&ann.get(&format!("{BUDGETS}?month=2026-13")).await);
        assert_eq!(said.0, json!(["query", "month"]));
        assert!(said.1.contains("YYYY-MM"), "{}", said.1);
    }

    async fn the_list_can_be_narrowed_by_month_and_category(house) {
        let ann = saver(house, "ann").await;
        for (category, month) in [("Rent", "2026-10"), ("Rent", "2026-11"), ("Fun", "2026-11")] {
            let body = json!({"category": category, "limit": 1, "month": month});
            ann.post(BUDGETS, body).await.expect(201);
        }
        for (query, ids) in [
            ("", vec![1, 2, 3]),
            ("?month=2026-11", vec![2, 3]),
            ("?category=Rent", vec![1, 2]),
            ("?month=2026-11&category=Rent&unknown=1", vec![2]),
            ("?category=%20rENT", vec![1, 2]),
            ("?category=ren", vec![]),
            ("?currency=USD", vec![1, 2, 3]),
            ("?currency=EUR", vec![]),
        ] {
            let listed = ann.get(&format!("{BUDGETS}{query}")).await;
            let found = listed.expect(200);
            let found =
                found.as_array().expect("a bare array").iter().map(|b| b["id"].as_i64().expect("an id"));
            assert_eq!(found.collect::<Vec<_>>(), ids, "{query}");
            assert_eq!(listed.header("x-total-count"), ids.len().to_string(), "{query}");
        }
    }

    async fn a_slice_of_the_list_tells_how_many_there_are(house) {
        let ann = saver(house, "ann").await;
        for n in 1..=5 {
            let body = json!({"category": format!("{n}"), "limit": n, "month": "2026-11"});
            ann.post(BUDGETS, body).await.expect(201);
        }
        let slice = ann.get(&format!("{BUDGETS}?skip=3&limit=1")).await;
        assert_eq!((slice.expect(200)[0]["id"].as_i64(), slice.header("x-total-count")), (Some(4), "5"));
        let beyond = ann.get(&format!("{BUDGETS}?skip=9&limit=500")).await;
        assert_eq!((beyond.expect(200), beyond.header("x-total-count")), (json!([]), "5"));
        for (query, field) in [
            ("limit=0", "limit"),
            ("limit=501", "limit"),
            ("limit=-1", "limit"),
            ("limit=ten", "limit"),
            ("limit=", "limit"),
            ("skip=-1", "skip"),
            ("skip=99999999999999999999", "skip"),
        ] {
            let refused = ann.get(&format!("{BUDGETS}?{query}")).await;
            assert_eq!(fault(&refused).0, json!(["query", field]), "{query}");
        }
    }

    async fn a_slash_at_the_end_changes_nothing(house) {
        let ann = saver(house, "ann").await;
        let made = ann.post(&format!("{BUDGETS}/"), groceries()).await;
        made.expect(201);
        assert_eq!(made.header("location"), FIRST);
        assert_eq!(ann.get(&format!("{FIRST}/")).await.text(), made.text());
        assert_eq!(ann.get(&format!("{BUDGETS}/?limit=1")).await.header("x-total-count"), "1");
        ann.put(&format!("{FIRST}/"), json!({"limit": 2})).await.expect(200);
        ann.delete(&format!("{FIRST}/")).await.expect(204);
    }

    async fn a_refusal_is_a_problem_that_names_every_field(house) {
        let ann = saver(house, "ann").await;
        let before = traces(house).await;
        let refused = ann.post(BUDGETS, json!({"spent": 1})).await;
        let problem = refused.expect(422);
        assert_eq!(problem["request_id"], refused.header("x-request-id"));
        assert_eq!((&problem["type"], &problem["status"]), (&json!("about:blank"), &json!(422)));
        assert_eq!(problem["title"], "Unprocessable Entity");
        assert_eq!(
            problem["detail"],
            "category: Field required; limit: Field required; month: Field required"
        );
        let missing = |field| json!({"loc": ["body", field], "msg": "Field required", "type": "missing"});
        assert_eq!(problem["errors"], json!([missing("category"), missing("limit"), missing("month")]));
        let long = json!({"category": "x".repeat(101), "limit": 1, "month": "2026-11"});
        let said = fault(&ann.post(BUDGETS, long).await);
        assert_eq!(said, (json!(["body", "category"]), "must have at most 100 characters".into()));
        let none = json!({"category": "", "limit": 1, "month": "2026-11"});
        assert_eq!(fault(&ann.post(BUDGETS, none).await).0, json!(["body", "category"]));
        let nul = json!({"category": "a\u{0}b", "limit": 1, "month": "2026-11"});
        assert_eq!(fault(&ann.post(BUDGETS, nul).await).0, json!(["body", "category"]));
        assert_eq!(traces(house).await, before);
    }

    async fn what_is_no_json_object_is_refused(house) {
        let ann = saver(house, "ann").await.header("content-type", "application/json");
        let before = traces(house).await;
        for body in ["{\"category\":", "nonsense", "{} {}", "{\"category\": 'x'}", "\u{feff}{}"] {
            let refused = ann.send("POST".parse().expect("a method"), BUDGETS, body).await;
            assert_eq!(fault(&refused).0, json!(["body"]), "{body}");
        }
        for body in ["[]", "\"text\"", "5", "null"] {
            let refused = ann.send("POST".parse().expect("a method"), BUDGETS, body).await;
            assert_eq!(refused.expect(422)["errors"][0]["loc"][0], "body", "{body}");
        }
        assert_eq!(traces(house).await, before);
    }
}
