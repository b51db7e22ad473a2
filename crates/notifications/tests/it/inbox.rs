//! One's own inbox: noting, reading, marking, removing.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::*;

const FIRST: &str = "/api/v1/notifications/1";

kernel::stories! { MODULES;
    async fn a_note_tells_where_it_lives(house) {
        let ann = reader(house, "ann").await;
        let made = ann.post(INBOX, note("Rent")).await;
        let note = made.expect(201);
        assert_eq!(made.header("location"), FIRST);
        let mut keys = note.as_object().expect("an object").keys().collect::<Vec<_>>();
        keys.sort();
        assert_eq!(keys, [
            "created_at", "id", "is_read", "kind", "link", "message", "notification_type", "read_at", "title", "user_id",
        ]);
        assert_eq!((&note["is_read"], &note["read_at"], &note["link"]), (&json!(false), &Value::Null, &Value::Null));
        assert_eq!((&note["created_at"], &note["kind"]), (&json!("2026-03-15T10:00:00Z"), &json!("notifications.note")));
        let read = ann.get(FIRST).await;
        assert_eq!((read.expect(200), read.header("etag")), (note, made.header("etag")));
    }

    async fn the_newest_stands_first(house) {
        let ann = reader(house, "ann").await;
        for n in 1..=52 {
            ann.post(INBOX, note(&n.to_string())).await.expect(201);
        }
        let first = ann.get(INBOX).await;
        assert_eq!((first.expect(200).as_array().map(Vec::len), first.header("x-total-count")), (Some(50), "52"));
        assert_eq!(titles(&ann, "?limit=2").await, ["52", "51"]);
        assert_eq!(titles(&ann, "?skip=50").await, ["2", "1"]);
        assert_eq!(titles(&ann, "?before=3").await, ["2", "1"]);
        assert_eq!(titles(&ann, "/?skip=51&limit=500").await, ["1"]);
        assert!(titles(&ann, "?skip=52").await.is_empty());
    }

    async fn filters_narrow_the_list(house) {
        let ann = reader(house, "ann").await;
        for (title, kind) in [("a", "alert"), ("b", "kyc"), ("c", "reminder"), ("d", "alert")] {
            let body = json!({"title": title, "message": "m", "notification_type": kind});
            ann.post(INBOX, body).await.expect(201);
        }
        ann.put(&format!("{FIRST}/mark-as-read"), json!({})).await.expect(200);
        assert_eq!(titles(&ann, "?notification_type=alert").await, ["d", "a"]);
        assert_eq!(titles(&ann, "?is_read=false").await, ["d", "c", "b"]);
        assert_eq!(titles(&ann, "?is_read=true").await, ["a"]);
        assert_eq!(titles(&ann, "?is_read=0&notification_type=alert").await, ["d"]);
        assert_eq!(titles(&ann, "?kind=notifications.note&limit=1").await, ["d"]);
        assert!(titles(&ann, "?kind=bank.paid").await.is_empty());
        let listed = ann.get(&format!("{INBOX}?notification_type=alert&limit=1")).await;
        assert_eq!(listed.header("x-total-count"), "2");
    }

    async fn reading_one_is_noted_once(house) {
        let ann = reader(house, "ann").await;
        for title in ["a", "b"] {
            ann.post(INBOX, note(title)).await.expect(201);
        }
        assert_eq!(unread(&ann).await, 2);
        house.app.clock.advance(Duration::minutes(5));
        let read = ann.put(&format!("{FIRST}/mark-as-read"), json!({})).await;
        let one = read.expect(200);
        assert_eq!((&one["is_read"], &one["read_at"]), (&json!(true), &json!("2026-03-15T10:05:00Z")));
        assert_eq!((unread(&ann).await, told(house, "notifications.inbox.changed").await), (1, 1));
        house.app.clock.advance(Duration::minutes(5));
        let before = traces(house).await;
        let again = ann.send(axum::http::Method::PUT, &format!("{FIRST}/mark-as-read"), "").await;
        assert_eq!((again.text(), again.header("etag")), (read.text(), read.header("etag")));
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.get(FIRST).await.expect(200), one);
    }

    async fn reading_all_leaves_other_inboxes_alone(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        for client in [&ann, &ann, &bob] {
            client.post(INBOX, note("Rent")).await.expect(201);
        }
        let done = ann.put(&format!("{INBOX}/mark-all-as-read"), json!({})).await;
        done.expect(204);
        assert!(done.body.is_empty());
        assert_eq!((unread(&ann).await, unread(&bob).await), (0, 1));
        assert_eq!(logged(house, "action = 'read_notifications' AND details = '2 marked as read'").await, 1);
        let before = traces(house).await;
        ann.put(&format!("{INBOX}/mark-all-as-read"), json!({})).await.expect(204);
        assert_eq!(traces(house).await, before);
    }

    async fn some_are_read_together_as_far_as_they_are_ones_own(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        for client in [&ann, &ann, &ann, &bob] {
            client.post(INBOX, note("Rent")).await.expect(201);
        }
        let marked = ann.post(&format!("{INBOX}/mark-as-read"), json!({"ids": [1, 3, 3, 4, 99]})).await.expect(200);
        assert_eq!(marked, json!({"marked": 2, "unread_count": 1}));
        assert_eq!((unread(&ann).await, unread(&bob).await), (1, 1));
        let none = ann.post(&format!("{INBOX}/mark-as-read"), json!({"ids": [4]})).await.expect(200);
        assert_eq!(none, json!({"marked": 0, "unread_count": 1}));
    }

    async fn what_is_removed_is_gone(house) {
        let ann = reader(house, "ann").await;
        for title in ["a", "b", "c"] {
            ann.post(INBOX, note(title)).await.expect(201);
        }
        ann.delete(FIRST).await.expect(204);
        assert_eq!(ann.get(FIRST).await.refused(404), "Notification not found");
        ann.post(&format!("{INBOX}/mark-as-read"), json!({"ids": [2]})).await.expect(200);
        ann.delete(&format!("{INBOX}/read")).await.expect(204);
        assert_eq!((titles(&ann, "").await, unread(&ann).await), (vec!["c".to_owned()], 1));
        assert_eq!(logged(house, "action = 'delete_notifications' AND details = '1 read ones removed'").await, 1);
        let before = traces(house).await;
        ann.delete(&format!("{INBOX}/read")).await.expect(204);
        assert_eq!(traces(house).await, before);
    }

    async fn a_stale_copy_removes_nothing(house) {
        let ann = reader(house, "ann").await;
        let old = ann.post(INBOX, note("Rent")).await.header("etag").to_owned();
        let read = ann.put(&format!("{FIRST}/mark-as-read"), json!({})).await;
        let before = traces(house).await;
        ann.header("if-match", &old).delete(FIRST).await.refused(412);
        assert_eq!(traces(house).await, before);
        ann.header("if-match", read.header("etag")).delete(FIRST).await.expect(204);
    }

    async fn every_step_is_logged_and_told_to_its_owner_only(house) {
        let ann = reader(house, "ann").await;
        let me = number_of(&ann).await;
        ann.post(INBOX, note("Rent")).await.expect(201);
        ann.put(&format!("{FIRST}/mark-as-read"), json!({})).await.expect(200);
        ann.delete(FIRST).await.expect(204);
        for action in ["create_notification", "read_notification", "delete_notification"] {
            let line = format!("action = '{action}' AND target = 'notification:1' AND admin_id = 'ann'");
            assert_eq!(logged(house, &line).await, 1, "{action}");
        }
        let mine = format!("SELECT COUNT(*) FROM outbox WHERE topic LIKE 'notifications.%' AND audience = '{{\"User\":{me}}}'");
        assert_eq!(house.number(&mine).await, 3);
        assert_eq!(told(house, "notifications.notification.created").await, 1);
        assert_eq!(told(house, "notifications.inbox.changed").await, 2);
    }

    async fn a_note_sent_again_with_its_key_is_made_once(house) {
        let ann = reader(house, "ann").await.header("idempotency-key", "k-1");
        let first = ann.post(INBOX, note("Rent")).await;
        let again = ann.post(INBOX, note("Rent")).await;
        assert_eq!((again.status, again.text()), (201, first.text()));
        assert_eq!(again.header("idempotent-replayed"), "true");
        ann.post(INBOX, note("Food")).await.refused(422);
        assert_eq!(house.number("SELECT COUNT(*) FROM notifications").await, 1);
    }

    async fn the_dashboard_counts_what_is_unread(house) {
        let ann = reader(house, "ann").await;
        ann.post(INBOX, note("Rent")).await.expect(201);
        let principal = kernel::Principal {
            user_id: number_of(&ann).await,
            handle: "ann".into(),
            name: "ann".into(),
            role: kernel::Role::User,
            session: String::new(),
            must_change_password: false,
        };
        let caller = kernel::Caller::new(&house.app, std::sync::Arc::new(principal), kernel::Origin::default());
        let fields = notifications::MODULE.summary.expect("a summary")(&caller).await.expect("fields");
        assert_eq!((fields.len(), fields[0].0, fields[0].1.get()), (1, "unread_count", "1"));
    }
}
