//! The audit log: read, proven, and out of everybody's reach.
use chrono::Duration;
use kernel::{
    Role,
    testing::{Client, House},
};
use serde_json::{Value, json};

use crate::people::*;

const LOG: &str = "/api/admin/audit-logs";
const VERIFY: &str = "/api/admin/audit-logs/verify";

/// An administrator who has changed two accounts, a minute apart.
async fn activity(house: &House) -> Client<'_> {
    let root = officer(house, "root", Role::SuperAdmin).await;
    for handle in ["ann", "bob"] {
        account(house, handle, Role::User).await;
        house.app.clock.advance(Duration::minutes(1));
        let agent = root.header("user-agent", "Console/3");
        agent.put(&format!("/api/admin/users/{handle}"), json!({"name": "50% off"})).await.expect(200);
    }
    root
}

fn actions(log: &Value) -> Vec<String> {
    let lines = log["logs"].as_array().expect("lines").iter();
    lines.map(|line| format!("{} {}", text(line, "action"), text(line, "target"))).collect()
}

/// Takes away what keeps the database itself from changing the log.
async fn unlock(house: &House) {
    let postgres = ["DROP TRIGGER audit_logs_insert_only ON audit_logs"].as_slice();
    let sqlite = ["DROP TRIGGER audit_logs_no_update", "DROP TRIGGER audit_logs_no_delete"].as_slice();
    for drop in if house.app.db.is_shared() { postgres } else { sqlite } {
        sql(house, drop).await.expect("dropped");
    }
}

kernel::stories! { MODULES;
    async fn it_shows_the_newest_first(house) {
        let root = activity(house).await;
        let log = root.get(LOG).await.expect(200);
        assert_eq!(keys(&log), ["logs", "page", "page_size", "total", "total_pages"]);
        assert_eq!(
            actions(&log),
            [
                "update_user bob",
                "create_user bob",
                "update_user ann",
                "create_user ann",
                "login root",
                "create_user root",
            ]
        );
        let all = "action admin_id admin_name after before details hash id ip_address request_id target \
            timestamp user_agent";
        assert_eq!(keys(&log["logs"][0]).join(" "), all);
        let line = &log["logs"][0];
        assert_eq!((&line["id"], &line["timestamp"]), (&json!(6), &json!("2026-03-15T10:02:00Z")));
        assert_eq!((&line["admin_id"], &line["admin_name"]), (&json!("root"), &json!("root")));
        assert_eq!((&line["ip_address"], &line["user_agent"]), (&json!("127.0.0.1"), &json!("Console/3")));
        assert_eq!((&line["before"]["name"], &line["after"]["name"]), (&json!("bob"), &json!("50% off")));
        assert_eq!(log["logs"][1]["admin_id"], "system");
        let second = root.get(&format!("{LOG}?page=2&page_size=4")).await.expect(200);
        assert_eq!(actions(&second), ["login root", "create_user root"]);
        assert_eq!((&second["total"], &second["total_pages"]), (&json!(6), &json!(2)));
    }

    async fn it_can_be_narrowed(house) {
        let root = activity(house).await;
        for (query, total) in [
            ("action=update_user", 2),
            ("action=update", 0),
            ("admin_id=root", 3),
            ("admin_id=roo", 0),
            ("target=ann", 2),
            ("search=ANN", 2),
            ("search=%25", 0),
            ("search=updated%20user", 2),
            ("since=2026-03-15T10:01:00Z", 3),
            ("since=2026-03-15T12:02:00%2B02:00", 1),
            ("until=2026-03-15T10:01:00", 3),
            ("since=2026-03-15&until=2026-03-16", 6),
            ("until=2026-03-15", 0),
            ("action=update_user&target=bob&admin_id=root", 1),
            ("action=", 6),
        ] {
            let log = root.get(&format!("{LOG}?{query}")).await.expect(200);
            assert_eq!(log["total"], total, "{query}: {:?}", actions(&log));
        }
        for (query, field) in [
            ("page=0", "page"),
            ("page_size=101", "page_size"),
            ("since=yesterday", "since"),
            ("until=2026-02-30", "until"),
        ] {
            assert_eq!(fault(&root.get(&format!("{LOG}?{query}")).await), json!(["query", field]), "{query}");
        }
    }

    async fn a_line_has_a_number(house) {
        let root = activity(house).await;
        let log = root.get(LOG).await.expect(200);
        for line in log["logs"].as_array().expect("lines") {
            assert_eq!(&root.get(&format!("{LOG}/{}", line["id"])).await.expect(200), line);
        }
        root.get(&format!("{LOG}/99")).await.refused(404);
        assert_eq!(fault(&root.get(&format!("{LOG}/nonsense")).await), json!(["path", "id"]));
    }

    async fn only_administrators_read_it(house) {
        let ann = officer(house, "ann", Role::Manager).await;
        let before = traces(house).await;
        for path in [LOG, VERIFY, "/api/admin/audit-logs/1", "/api/admin/exports/audit-logs"] {
            assert_eq!(ann.get(path).await.refused(403), "Admin privileges required");
            house.client().get(path).await.refused(401);
        }
        assert_eq!(traces(house).await, before);
    }

    async fn the_database_refuses_to_change_it(house) {
        let root = activity(house).await;
        let mut attempts = vec![
            "UPDATE audit_logs SET details = 'nothing'",
            "DELETE FROM audit_logs WHERE id = 1",
            "DELETE FROM audit_logs",
        ];
        if house.app.db.is_shared() {
            attempts.push("TRUNCATE audit_logs");
        }
        for attempt in attempts {
            let refused = sql(house, attempt).await.expect_err(attempt);
            assert!(refused.contains("went wrong") || refused.contains("insert-only"), "{refused}");
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM audit_logs").await, 6);
        let verdict = root.get(VERIFY).await.expect(200);
        assert_eq!(
            verdict,
            json!({
                "ok": true, "rows": 6, "first_broken": null, "detail": "6 rows, all as they were written.",
            })
        );
    }

    async fn a_changed_row_is_found(house) {
        let root = activity(house).await;
        unlock(house).await;
        for (column, value) in [
            ("details", "'Nothing happened'"),
            ("admin_id", "'ann'"),
            ("before", "NULL"),
            ("ip_address", "'6.6.6.6'"),
            ("timestamp", "'2020-01-01T00:00:00+00:00'"),
        ] {
            let kept = format!("CREATE TABLE kept AS SELECT {column} AS was FROM audit_logs WHERE id = 4");
            sql(house, &kept).await.expect("kept");
            sql(house, &format!("UPDATE audit_logs SET {column} = {value} WHERE id = 4"))
                .await
                .expect("forged");
            let verdict = root.get(VERIFY).await.expect(200);
            assert_eq!((&verdict["ok"], &verdict["first_broken"]), (&json!(false), &json!(4)), "{column}");
            assert_eq!(verdict["detail"], "Row 4 was changed after it was written.", "{column}");
            let back = format!("UPDATE audit_logs SET {column} = (SELECT was FROM kept) WHERE id = 4");
            sql(house, &back).await.expect("mended");
            sql(house, "DROP TABLE kept").await.expect("dropped");
            assert_eq!(root.get(VERIFY).await.expect(200)["ok"], true, "{column}");
        }
    }

    async fn a_missing_row_is_found(house) {
        let root = activity(house).await;
        unlock(house).await;
        sql(house, "DELETE FROM audit_logs WHERE id = 6").await.expect("deleted");
        let verdict = root.get(VERIFY).await.expect(200);
        assert_eq!((&verdict["ok"], &verdict["first_broken"]), (&json!(false), &json!(6)));
        assert!(text(&verdict, "detail").contains("the end of the log"), "{verdict}");
        sql(house, "DELETE FROM audit_logs WHERE id = 2").await.expect("deleted");
        let verdict = root.get(VERIFY).await.expect(200);
        assert_eq!((&verdict["first_broken"], &verdict["detail"]), (&json!(2), &json!("Row 2 is missing.")));
    }

    async fn many_writers_make_one_chain(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        for handle in ["ann", "bob", "eve", "mia"] {
            account(house, handle, Role::User).await;
        }
        let change = async |handle: &str| {
            for n in 0..5 {
                let body = json!({"name": format!("{handle} {n}")});
                root.put(&format!("/api/admin/users/{handle}"), body).await.expect(200);
            }
        };
        tokio::join!(change("ann"), change("bob"), change("eve"), change("mia"));
        let verdict = root.get(VERIFY).await.expect(200);
        assert_eq!((&verdict["ok"], &verdict["rows"]), (&json!(true), &json!(26)));
    }
}
