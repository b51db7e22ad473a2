//! What administrators decide over tickets.
use chrono::Duration;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

kernel::stories! { MODULES;
    async fn only_state_priority_and_assignee_are_decided(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        let forged = json!({
            "status": "in_progress", "priority": "urgent", "subject": "x", "message": "y", "user_id": 2, "id": 9,
            "ticket_number": "TKT-00000000", "created_at": "2000-01-01", "resolved_at": "2000-01-01", "email": "e@example.com",
        });
        let decided = root.put(&ticket, forged).await.expect(200);
        assert_eq!((&decided["status"], &decided["priority"]), (&json!("in_progress"), &json!("urgent")));
        assert_eq!((&decided["subject"], &decided["id"], &decided["resolved_at"]), (&json!("help"), &json!(1), &Value::Null));
        assert_eq!(decided["user_id"], number_of(&ann).await);
        assert_eq!(decided["created_at"], "2026-03-15T10:00:00Z");
        let seen = ann.get(&ticket).await.expect(200);
        assert_eq!(seen, decided);
        let number = seen["ticket_number"].as_str().expect("a number");
        assert_eq!(logged(house, &format!("action = 'update_ticket' AND target = '{number}' AND admin_id = 'admin'")).await, 1);
        let unchanged = root.put(&ticket, json!({})).await.expect(200);
        assert_eq!((&unchanged["status"], &unchanged["priority"]), (&json!("in_progress"), &json!("urgent")));
    }

    async fn resolving_is_timed_and_opening_again_forgets_the_time(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        house.app.clock.advance(Duration::minutes(2));
        let resolved = root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        assert_eq!((&resolved["resolved_at"], &resolved["resolution_seconds"]), (&json!("2026-03-15T10:02:00Z"), &json!(120)));
        assert_eq!((&resolved["waiting_for"], &resolved["next"]), (&json!("nobody"), &json!(["closed", "open"])));
        house.app.clock.advance(Duration::minutes(2));
        for status in ["resolved", "closed"] {
            let same = root.put(&ticket, json!({"status": status})).await.expect(200);
            assert_eq!(same["resolved_at"], "2026-03-15T10:02:00Z", "{status}");
        }
        for (status, at) in [("open", Value::Null), ("closed", json!("2026-03-15T10:04:00Z")), ("in_progress", Value::Null)] {
            assert_eq!(root.put(&ticket, json!({"status": status})).await.expect(200)["resolved_at"], at, "{status}");
        }
    }

    async fn an_administrator_may_move_a_ticket_anywhere(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::SuperAdmin).await);
        let ticket = open(&ann, "help").await;
        for from in ["open", "in_progress", "resolved", "closed"] {
            for to in ["open", "in_progress", "resolved", "closed"] {
                root.put(&ticket, json!({"status": from})).await.expect(200);
                let moved = root.put(&ticket, json!({"status": to})).await.expect(200);
                assert_eq!(moved["resolved_at"].is_null(), to == "open" || to == "in_progress", "{from} to {to}");
            }
        }
    }

    async fn only_somebody_who_answers_is_given_a_ticket(house) {
        let (ann, root, boss) = (asker(house, "ann").await, somebody(house, Role::Admin).await, somebody(house, Role::Manager).await);
        let ticket = open(&ann, "help").await;
        let before = traces(house).await;
        for id in [number_of(&ann).await, 99, -1] {
            let refused = root.put(&ticket, json!({"assignee_id": id})).await.refused(400);
            assert_eq!(refused, "A ticket is given only to somebody who may answer tickets.");
        }
        assert_eq!(traces(house).await, before);
        let given = root.put(&ticket, json!({"assignee_id": number_of(&boss).await})).await.expect(200);
        assert_eq!((&given["assignee"], &given["status"]), (&json!("manager"), &json!("open")));
        let free = root.put(&ticket, json!({"assignee_id": null})).await.expect(200);
        assert_eq!((&free["assignee"], &free["assignee_id"]), (&Value::Null, &Value::Null));
        let who = root.get(&format!("{DESK}/admin/answerers")).await.expect(200);
        let names = who.as_array().expect("a list").iter().map(|one| one["user_id"].as_str()).collect::<Vec<_>>();
        assert_eq!(names, [Some("admin"), Some("manager")]);
    }

    async fn wrong_decisions_change_nothing(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        let before = traces(house).await;
        for (field, value) in [
            ("status", json!("done")), ("status", json!(null)), ("priority", json!("asap")), ("priority", json!(null)),
            ("assignee_id", json!("me")), ("assignee_id", json!(1.5)),
        ] {
            assert_eq!(fault(&root.put(&ticket, json!({field: value})).await), json!(["body", field]));
        }
        let said = root.put(&ticket, json!({"status": "done"})).await.refused(422);
        assert!(said.contains("open, in_progress, resolved, closed"), "{said}");
        assert_eq!(root.put("/api/v1/support/99", json!({"status": "open"})).await.refused(404), "Ticket not found");
        assert_eq!(root.delete("/api/v1/support/99").await.refused(404), "Ticket not found");
        house.client().put(&ticket, json!({"status": "closed"})).await.refused(401);
        house.client().delete(&ticket).await.refused(401);
        assert_eq!(traces(house).await, before);
    }

    async fn a_stale_copy_decides_nothing(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        let old = root.get(&ticket).await.header("etag").to_owned();
        let new = root.header("if-match", &old).put(&ticket, json!({"priority": "high"})).await;
        new.expect(200);
        let before = traces(house).await;
        root.header("if-match", &old).put(&ticket, json!({"priority": "low"})).await.refused(412);
        root.header("if-match", &old).delete(&ticket).await.refused(412);
        assert_eq!(traces(house).await, before);
        root.header("if-match", new.header("etag")).delete(&ticket).await.expect(204);
    }

    async fn a_removed_ticket_takes_its_conversation_along(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        say(&root, &ticket, "answer").await.expect(201);
        let gone = root.delete(&ticket).await;
        gone.expect(204);
        assert!(gone.body.is_empty());
        assert_eq!(ann.get(&ticket).await.refused(404), "Ticket not found");
        assert_eq!(house.number("SELECT COUNT(*) FROM ticket_messages").await, 0);
        assert_eq!(logged(house, "action = 'delete_ticket' AND before LIKE '%help%'").await, 1);
        assert_eq!(told(house, "topic = 'support.ticket.deleted'").await, 2);
    }
}
