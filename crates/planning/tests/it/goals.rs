//! Goals: made, read, changed, removed, and refused.
use chrono::Duration;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::people::{MODULES, fault, raw, saver, traces};

const GOALS: &str = "/api/v1/financial/goals";
const FIRST: &str = "/api/v1/financial/goals/1";

fn house_of_our_own() -> Value {
    json!({"goal_name": "House", "target_amount": 50000, "deadline": "2030-06-30"})
}

kernel::stories! { MODULES;
    async fn a_new_goal_is_active_and_empty(house) {
        let ann = saver(house, "ann").await;
        let made = ann.post(GOALS, house_of_our_own()).await;
        let goal = made.expect(201);
        assert_eq!(made.header("location"), FIRST);
        assert_eq!(raw(&made, "target_amount"), "50000.00");
        assert_eq!(raw(&made, "current_amount"), "0.00");
        assert_eq!((&goal["status"], &goal["deadline"]), (&json!("active"), &json!("2030-06-30T00:00:00Z")));
        let mut keys = goal.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        keys.sort();
        let all = "created_at current_amount deadline goal_name id status target_amount updated_at user_id";
        assert_eq!(keys.join(" "), all);
        let read = ann.get(FIRST).await;
        assert_eq!((read.expect(200), read.header("etag")), (goal, made.header("etag")));
    }

    async fn a_deadline_may_be_a_time_with_any_offset_a_naive_one_or_a_day(house) {
        let ann = saver(house, "ann").await;
        for (given, kept) in [
            ("2026-12-31", "2026-12-31T00:00:00Z"),
            ("2026-12-31T10:30", "2026-12-31T10:30:00Z"),
            ("2026-12-31T10:30:00", "2026-12-31T10:30:00Z"),
            ("2026-12-31T10:30:00Z", "2026-12-31T10:30:00Z"),
            ("2026-12-31T00:30:00+02:00", "2026-12-30T22:30:00Z"),
            ("2026-12-31T10:30:00.123456-08:00", "2026-12-31T18:30:00.123456Z"),
        ] {
            let body = json!({"goal_name": "Car", "target_amount": 1, "deadline": given});
            let made = ann.post(GOALS, body).await;
            assert_eq!(made.expect(201)["deadline"], kept, "{given}");
            assert_eq!(ann.get(made.header("location")).await.expect(200)["deadline"], kept, "{given}");
        }
        let changed = ann.patch(FIRST, json!({"deadline": "2027-01-01T01:00:00+01:00"})).await.expect(200);
        assert_eq!(changed["deadline"], "2027-01-01T00:00:00Z");
    }

    async fn what_is_no_time_is_refused(house) {
        let ann = saver(house, "ann").await;
        ann.post(GOALS, house_of_our_own()).await.expect(201);
        let before = traces(house).await;
        for wrong in [
            json!("31.12.2026"),
            json!("2026-02-30"),
            json!("2026-12-31T25:00:00Z"),
            json!("tomorrow"),
            json!(""),
            json!(1_800_000_000),
            json!(null),
        ] {
            let body = json!({"goal_name": "Car", "target_amount": 1, "deadline": wrong});
            assert_eq!(fault(&ann.post(GOALS, body).await).0, json!(["body", "deadline"]), "{wrong}");
            let refused = ann.put(FIRST, json!({"deadline": wrong})).await;
            assert_eq!(fault(&refused).0, json!(["body", "deadline"]), "{wrong}");
        }
        assert_eq!(traces(house).await, before);
    }

    async fn a_status_is_one_of_three(house) {
        let ann = saver(house, "ann").await;
        for status in ["active", "completed", "abandoned"] {
            let mut body = house_of_our_own();
            body["status"] = status.into();
            assert_eq!(ann.post(GOALS, body).await.expect(201)["status"], status);
        }
        let before = traces(house).await;
        for wrong in [json!("done"), json!("Active"), json!("")] {
            let (loc, msg) = fault(&ann.put(FIRST, json!({"status": wrong})).await);
            assert_eq!(
                (loc, msg.as_str()),
                (json!(["body", "status"]), "must be one of: active, completed, abandoned")
            );
        }
        assert_eq!(fault(&ann.put(FIRST, json!({"status": null})).await).0, json!(["body", "status"]));
        let (loc, msg) = fault(&ann.get(&format!("{GOALS}?status=done")).await);
        assert_eq!(
            (loc, msg.as_str()),
            (json!(["query", "status"]), "must be one of: active, completed, abandoned")
        );
        assert_eq!(traces(house).await, before);
    }

    async fn the_database_knows_the_same_rules(house) {
        let ann = saver(house, "ann").await;
        ann.post(GOALS, house_of_our_own()).await.expect(201);
        for wrong in ["status = 'done'", "target_amount = 0", "current_amount = -1", "user_id = 99"] {
            let tx = house.app.db.begin().await.expect("a transaction");
            let done = tx.execute_unprepared(&format!("UPDATE goals SET {wrong}")).await;
            assert!(done.is_err(), "{wrong}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM goals WHERE status = 'active'").await, 1);
    }

    async fn a_target_is_above_nothing_and_savings_are_not_below(house) {
        let ann = saver(house, "ann").await;
        ann.post(GOALS, house_of_our_own()).await.expect(201);
        let before = traces(house).await;
        for (body, field) in [
            (json!({"target_amount": 0}), "target_amount"),
            (json!({"target_amount": -1}), "target_amount"),
            (json!({"current_amount": "-0.01"}), "current_amount"),
            (json!({"goal_name": ""}), "goal_name"),
            (json!({"goal_name": "x".repeat(201)}), "goal_name"),
            (json!({"target_amount": null}), "target_amount"),
        ] {
            assert_eq!(fault(&ann.patch(FIRST, body).await).0, json!(["body", field]));
        }
        assert_eq!(traces(house).await, before);
        let least = ann.patch(FIRST, json!({"target_amount": "0.0001"})).await;
        assert_eq!((least.status, raw(&least, "target_amount").as_str()), (200, "0.0001"));
    }

    async fn the_list_can_be_narrowed_by_status(house) {
        let ann = saver(house, "ann").await;
        for status in ["active", "completed", "active"] {
            let body =
                json!({"goal_name": "G", "target_amount": 1, "deadline": "2030-01-01", "status": status});
            ann.post(GOALS, body).await.expect(201);
        }
        let listed = ann.get(&format!("{GOALS}?status=active&skip=1")).await;
        assert_eq!(listed.header("x-total-count"), "2");
        let found = listed.expect(200);
        assert_eq!((found.as_array().map(Vec::len), found[0]["id"].as_i64()), (Some(1), Some(3)));
        assert_eq!(fault(&ann.get(&format!("{GOALS}?limit=501")).await).0, json!(["query", "limit"]));
    }

    async fn a_goal_is_changed_and_removed(house) {
        let ann = saver(house, "ann").await;
        let old = ann.post(GOALS, house_of_our_own()).await.header("etag").to_owned();
        house.app.clock.advance(Duration::minutes(5));
        let put = ann.header("if-match", &old).put(FIRST, json!({"current_amount": "1.5"})).await;
        let goal = put.expect(200);
        assert_eq!(raw(&put, "current_amount"), "1.50");
        assert_eq!(
            (&goal["goal_name"], &goal["updated_at"]),
            (&json!("House"), &json!("2026-03-15T10:05:00Z"))
        );
        ann.header("if-match", &old).delete(FIRST).await.refused(412);
        ann.delete(&format!("{FIRST}/")).await.expect(204);
        assert_eq!(ann.get(FIRST).await.refused(404), "Goal not found");
        assert_eq!(ann.delete(FIRST).await.refused(404), "Goal not found");
        let told = "SELECT COUNT(*) FROM outbox WHERE topic LIKE 'planning.goal.%'";
        assert_eq!(house.number(told).await, 3);
        let logged = "SELECT COUNT(*) FROM audit_logs WHERE target = 'goal:1' AND admin_id = 'ann'";
        assert_eq!(house.number(logged).await, 3);
    }

    async fn a_whole_number_written_with_a_fraction_of_nothing_is_accepted(house) {
        let ann = saver(house, "ann").await.header("content-type", "application/json");
        let body = r#"{"goal_name":"Car","target_amount":5e2,"current_amount":-0,"deadline":"2030-01-01"}"#;
        let made = ann.send("POST".parse().expect("a method"), GOALS, body).await;
        assert_eq!(made.status, 201, "{}", made.text());
        assert_eq!(
            (raw(&made, "target_amount"), raw(&made, "current_amount")),
            ("500.00".into(), "0.00".into())
        );
    }
}
