//! The audit log and the accounts, as the contract shows them to administrators.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::{MODULES, lent, manager, opened, person};

const LOGS: &str = "/api/v1/admin/audit-logs";

fn told(logs: &Value) -> Vec<String> {
    let word = |line: &Value, key: &str| line[key].as_str().unwrap_or("-").to_owned();
    let lines = logs["logs"].as_array().expect("logs").iter();
    lines
        .map(|line| {
            format!("{} {}:{}", word(line, "action"), word(line, "entity_type"), word(line, "entity_id"))
        })
        .collect()
}

kernel::stories! { MODULES;
    async fn every_field_is_told_from_what_to_what(house) {
        let (ann, root) = (manager(house, "ann").await, person(house, "root", Role::Admin).await);
        let book = opened(&ann, "Book").await;
        let one = lent(&ann, &book, "L1", json!({"country": "Spain"})).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
        ann.patch(&one, json!({"amount": 250, "status": "watch_list", "country": null})).await.expect(200);
        ann.delete(&one).await.expect(204);
        let logs = root.get(&format!("{LOGS}?user_id=1&limit=4")).await.expect(200);
        assert_eq!(told(&logs), ["DELETE loan:1", "UPDATE loan:1", "CREATE loan:1", "CREATE portfolio:1"]);
        let update = &logs["logs"][1];
        assert_eq!(
            update["changes"],
            json!({
                "amount": {"from": "1000000.00", "to": "250.00"},
                "status": {"from": "Performing", "to": "Watch List"},
                "country": {"from": "Spain", "to": null},
                "updated_at": {"from": "2026-03-15T10:00:00Z", "to": "2026-03-15T10:01:00Z"},
            })
        );
        assert_eq!((&update["user_id"], &update["username"], &update["doing"]), (&json!(1), &json!("ann"), &json!("update_loan")));
        assert_eq!(logs["logs"][0]["changes"]["amount"], json!({"from": "250.00", "to": null}));
        assert_eq!(logs["logs"][2]["changes"]["loan_id"], json!({"from": null, "to": "L1"}));
        assert_eq!(root.get("/api/admin/audit-logs/verify").await.expect(200)["ok"], true);
    }

    async fn the_log_is_filtered_by_person_sort_and_day(house) {
        let (ann, root) = (manager(house, "ann").await, person(house, "root", Role::SuperAdmin).await);
        opened(&ann, "Book").await;
        opened(&root, "Book").await;
        let count = async |query: &str| {
            let logs = root.get(&format!("{LOGS}?{query}")).await.expect(200);
            (logs["total"].as_i64().expect("a total"), told(&logs))
        };
        assert_eq!(count("user_id=1&action=CREATE").await, (1, vec!["CREATE portfolio:1".into()]));
        assert_eq!(count("user_id=1&action=LOGIN").await, (1, vec!["LOGIN user:ann".into()]));
        assert_eq!(count("user_id=99").await.0, 0);
        assert_eq!(count("action=DELETE").await.0, 0);
        let all = count("").await.0;
        assert_eq!(count("start_date=2026-03-15&end_date=2026-03-15").await.0, all);
        assert_eq!(count("end_date=2026-03-15T10:00:00Z").await.0, all);
        assert_eq!(count("end_date=2026-03-14").await.0, 0);
        assert_eq!(count("start_date=2026-03-16").await.0, 0);
        let sorts = [count("action=CREATE").await.0, count("action=UPDATE").await.0, count("action=LOGIN").await.0, count("action=OTHER").await.0];
        assert_eq!(sorts.iter().sum::<i64>(), all);
        for wrong in ["action=SHRED", "limit=0", "start_date=soon"] {
            root.get(&format!("{LOGS}?{wrong}")).await.refused(422);
        }
    }

    async fn accounts_come_as_one_array(house) {
        let (ann, root) = (manager(house, "ann").await, person(house, "root", Role::Admin).await);
        let reply = root.get("/api/v1/admin/users/").await;
        let all = reply.expect(200);
        assert_eq!((all.as_array().map(Vec::len), reply.header("x-total-count")), (Some(2), "2"));
        assert_eq!((&all[0]["username"], &all[0]["role"], &all[0]["is_active"]), (&json!("ann"), &json!("portfolio_manager"), &json!(true)));
        assert!(!reply.text().contains("hash"));
        assert_eq!(root.get("/api/v1/admin/users?skip=1").await.expect(200)[0]["username"], "root");
        for path in ["/api/v1/admin/users", LOGS] {
            assert_eq!(ann.get(path).await.refused(403), "Admin privileges required");
            house.client().get(path).await.refused(401);
        }
    }
}
