//! Inboxes stay small, and counting them stays cheap.
use chrono::Duration;
use kernel::Role;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;

use crate::people::*;

async fn sweep(house: &kernel::testing::House) {
    let job = notifications::MODULE.jobs.iter().find(|job| job.kind == "notifications.sweep_inboxes");
    (job.expect("the job").run)(&house.app, serde_json::value::RawValue::NULL).await.expect("swept");
}

kernel::stories! { MODULES;
    async fn what_was_read_long_ago_is_swept_and_the_unread_stays(house) {
        let ann = reader(house, "ann").await;
        for title in ["read", "unread", "read later"] {
            ann.post(INBOX, note(title)).await.expect(201);
        }
        ann.put(&format!("{INBOX}/1/mark-as-read"), json!({})).await.expect(200);
        house.app.clock.advance(Duration::minutes(30));
        ann.put(&format!("{INBOX}/3/mark-as-read"), json!({})).await.expect(200);
        let left = async || house.number("SELECT COUNT(*) FROM notifications").await;
        house.app.clock.advance(Duration::days(180) - Duration::minutes(30));
        sweep(house).await;
        assert_eq!(left().await, 3);
        house.app.clock.advance(Duration::minutes(1));
        sweep(house).await;
        assert_eq!((left().await, house.number("SELECT COUNT(*) FROM notifications WHERE title = 'read'").await), (2, 0));
        house.app.clock.advance(Duration::days(1_000));
        sweep(house).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM notifications WHERE title = 'unread'").await, 1);
        assert_eq!(left().await, 1);
    }

    async fn the_house_may_keep_everything(house) {
        let house = another(house, &[("notifications.read_days", "0")]).await;
        let ann = reader(&house, "ann").await;
        ann.post(INBOX, note("read")).await.expect(201);
        ann.put(&format!("{INBOX}/1/mark-as-read"), json!({})).await.expect(200);
        house.app.clock.advance(Duration::days(10_000));
        sweep(&house).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM notifications").await, 1);
    }

    async fn an_inbox_goes_with_its_owner_and_the_log_stays(house) {
        let (ann, root) = (reader(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        ann.post(INBOX, note("Rent")).await.expect(201);
        ann.put("/api/v1/notifications/channels/bank.paid", json!({"mail": false})).await.expect(200);
        let once = kernel::Notice { once: Some("k".into()), ..notice(number_of(&ann).await, "bank.paid") };
        give(house, &once).await;
        root.delete("/api/admin/users/ann").await.expect(200);
        let left = "SELECT (SELECT COUNT(*) FROM notifications) + (SELECT COUNT(*) FROM channels) + (SELECT COUNT(*) FROM notifications_told)";
        assert_eq!(house.number(left).await, 0);
        assert_eq!(logged(house, "action = 'create_notification' AND admin_id = 'ann'").await, 1);
    }

    async fn counting_reads_the_index_of_the_unread(house) {
        // Only the embedded database plans small tables as it plans large ones.
        if house.app.db.is_shared() {
            return;
        }
        let db = house.app.db.read();
        for (query, index) in [
            ("SELECT COUNT(id) FROM notifications WHERE user_id = 1 AND (NOT is_read)", "COVERING INDEX notifications_unread"),
            ("SELECT * FROM notifications WHERE user_id = 1 ORDER BY id DESC LIMIT 50", "INDEX notifications_mine"),
            ("DELETE FROM notifications WHERE (is_read) AND read_at < '2026'", "INDEX notifications_read"),
        ] {
            let plan = Statement::from_string(db.get_database_backend(), format!("EXPLAIN QUERY PLAN {query}"));
            let rows = db.query_all_raw(plan).await.expect("a plan");
            let steps = rows.iter().map(|row| row.try_get::<String>("", "detail").expect("a step")).collect::<Vec<_>>();
            assert!(steps.len() == 1 && steps[0].contains(index), "{query}: {steps:?}");
        }
    }
}
