//! Goals: made, read, changed, removed, and refused.
use chrono::Duration;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

use crate::{
    books::{account, notices},
    people::{MODULES, again, fault, raw, saver, traces},
};

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
        let all = "annual_return created_at currency current_amount deadline goal_name id monthly_contribution \
                   months_left name on_track pace progress_percent projected_date remaining required_monthly \
                   start_amount status target_amount updated_at user_id with_return";
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

    async fn an_older_client_may_use_its_own_names(house) {
        let ann = saver(house, "ann").await;
        let made = ann.post(GOALS, json!({"name": "Boat", "target_amount": 9, "target_date": "2027-01-02"})).await;
        let goal = made.expect(201);
        assert_eq!((&goal["goal_name"], &goal["name"], &goal["deadline"]), (&json!("Boat"), &json!("Boat"), &json!("2027-01-02T00:00:00Z")));
        // Sent back whole with a new goal_name, its old name does not win.
        let mut whole = goal.clone();
        whole["goal_name"] = json!("Ship");
        let renamed = ann.put(FIRST, whole).await.expect(200);
        assert_eq!((&renamed["goal_name"], &renamed["name"]), (&json!("Ship"), &json!("Ship")));
        let patched = ann.patch(FIRST, json!({"name": "Raft", "target_date": "2028-01-02"})).await.expect(200);
        assert_eq!((&patched["goal_name"], &patched["deadline"]), (&json!("Raft"), &json!("2028-01-02T00:00:00Z")));
        let before = traces(house).await;
        let nameless = ann.post(GOALS, json!({"target_amount": 9})).await.expect(422);
        assert_eq!(nameless["detail"], "deadline: Field required; goal_name: Field required");
        for (body, field) in [
            (json!({"name": "", "target_amount": 9, "deadline": "2027-01-02"}), "name"),
            (json!({"name": "B", "target_amount": 9, "target_date": "never"}), "target_date"),
            (json!({"name": "B", "deadline": "2027-01-02"}), "target_amount"),
        ] {
            assert_eq!(fault(&ann.post(GOALS, body).await).0, json!(["body", field]));
        }
        assert_eq!(traces(house).await, before);
    }

    async fn a_goal_tells_what_it_takes_and_when_it_will_be_there(house) {
        let ann = saver(house, "ann").await;
        account(&ann, "EUR").await;
        let new = json!({"goal_name": "Car", "target_amount": 10_000, "current_amount": 4_000, "deadline": "2027-03-20"});
        let made = ann.post(GOALS, new).await;
        let goal = made.expect(201);
        let keys = ["remaining", "required_monthly", "pace", "start_amount"];
        assert_eq!(keys.map(|key| raw(&made, key)), ["6000.00", "500.00", "0.00", "4000.00"]);
        assert_eq!((&goal["currency"], &goal["months_left"], &goal["on_track"]), (&json!("EUR"), &json!(12), &json!(false)));
        assert_eq!((&goal["projected_date"], &goal["progress_percent"], &goal["with_return"]), (&Value::Null, &json!(40.0), &Value::Null));
        let planned = ann.patch(FIRST, json!({"monthly_contribution": 480, "annual_return": 6})).await.expect(200);
        assert_eq!((&planned["projected_date"], &planned["on_track"]), (&json!("2027-04-15"), &json!(false)));
        assert_eq!(
            planned["with_return"],
            json!({"annual_return": 6.0, "required_monthly": 467.29, "projected_date": "2027-03-15", "on_track": true})
        );
        let cleared = ann.patch(FIRST, json!({"monthly_contribution": null, "annual_return": null})).await.expect(200);
        assert_eq!((&cleared["monthly_contribution"], &cleared["with_return"]), (&Value::Null, &Value::Null));
        let before = traces(house).await;
        for (field, wrong) in [
            ("annual_return", json!(-0.1)),
            ("annual_return", json!(50.1)),
            ("annual_return", json!("high")),
            ("monthly_contribution", json!(-1)),
            ("currency", json!("euro")),
            ("currency", json!(null)),
        ] {
            assert_eq!(fault(&ann.patch(FIRST, json!({field: wrong})).await).0, json!(["body", field]));
        }
        assert_eq!(traces(house).await, before);
    }

    async fn without_a_plan_a_goal_goes_on_at_its_pace(house) {
        house.app.clock.advance(Duration::days(-61));
        let ann = saver(house, "ann").await;
        let new = json!({"goal_name": "Car", "target_amount": 10_000, "current_amount": 4_000, "deadline": "2027-03-20"});
        ann.post(GOALS, new).await.expect(201);
        house.app.clock.advance(Duration::days(61));
        let ann = again(house, "ann").await;
        let saved = ann.patch(FIRST, json!({"current_amount": "7000.01"})).await;
        assert_eq!((raw(&saved, "pace"), raw(&saved, "start_amount")), ("1500.00".into(), "4000.00".into()));
        let saved = saved.expect(200);
        assert_eq!((&saved["projected_date"], &saved["on_track"]), (&json!("2026-05-15"), &json!(true)));
        let never = ann.patch(FIRST, json!({"monthly_contribution": 0})).await.expect(200);
        assert_eq!((&never["projected_date"], &never["on_track"]), (&Value::Null, &json!(false)));
    }

    async fn money_is_put_aside_bit_by_bit(house) {
        let ann = saver(house, "ann").await;
        ann.post(GOALS, house_of_our_own()).await.expect(201);
        let path = format!("{FIRST}/contributions");
        let keyed = ann.header("idempotency-key", "pay-day-1");
        let first = keyed.post(&path, json!({"amount": "250.5", "note": "Bonus"})).await;
        assert_eq!((first.status, raw(&first, "current_amount")), (200, "250.50".into()));
        assert_eq!(keyed.post(&path, json!({"amount": "250.5", "note": "Bonus"})).await.text(), first.text());
        let add = |amount: i64| {
            let (ann, path, body) = (ann.clone(), path.clone(), json!({"amount": amount}));
            async move { ann.post(&path, body).await.status }
        };
        let at_once = tokio::join!(add(1), add(2), add(3), add(0));
        assert_eq!(at_once, (200, 200, 200, 422));
        let goal = ann.get(FIRST).await;
        assert_eq!((raw(&goal, "current_amount"), raw(&goal, "start_amount")), ("256.50".into(), "0.00".into()));
        let says = "action = 'contribute_to_goal' AND details = 'Added 250.50 USD to House: Bonus'";
        assert_eq!(house.number(&format!("SELECT COUNT(*) FROM audit_logs WHERE {says}")).await, 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM outbox WHERE topic = 'planning.goal.updated'").await, 4);
        let before = traces(house).await;
        for (body, field) in [
            (json!({}), "amount"),
            (json!({"amount": 0}), "amount"),
            (json!({"amount": -5}), "amount"),
            (json!({"amount": 1, "note": "x".repeat(201)}), "note"),
        ] {
            assert_eq!(fault(&ann.post(&path, body).await).0, json!(["body", field]));
        }
        let most = json!({"amount": "922337203685477.5807"});
        assert!(ann.post(&path, most).await.refused(400).starts_with("The amount is too large"));
        assert_eq!(traces(house).await, before);
    }

    async fn whoever_reaches_a_goal_is_told_once(house) {
        let ann = saver(house, "ann").await;
        let done = json!({"goal_name": "Fund", "target_amount": 5, "current_amount": 5, "deadline": "2027-01-01"});
        ann.post(GOALS, done).await.expect(201);
        let new = json!({"goal_name": "Bike", "target_amount": 600, "current_amount": 500, "deadline": "2027-01-01"});
        ann.post(GOALS, new).await.expect(201);
        let bike = format!("{GOALS}/2");
        ann.post(&format!("{bike}/contributions"), json!({"amount": "99.99"})).await.expect(200);
        assert_eq!(notices(house, "planning.goal_reached").await, 0);
        ann.put(&bike, json!({"current_amount": 600})).await.expect(200);
        assert_eq!(notices(house, "goal/2/reached").await, 1);
        let words = "You have saved 600.00 USD for Bike, of the 600.00 USD that it takes. The goal is reached.";
        assert_eq!(notices(house, words).await, 1);
        ann.post(&format!("{bike}/contributions"), json!({"amount": 1})).await.expect(200);
        ann.put(&bike, json!({"goal_name": "Motorbike"})).await.expect(200);
        assert_eq!(notices(house, "planning.goal_reached").await, 1);
        let reached = ann.get(&bike).await.expect(200);
        assert_eq!((&reached["on_track"], &reached["required_monthly"], &reached["progress_percent"]), (&json!(true), &Value::Null, &json!(100.17)));
    }
}
