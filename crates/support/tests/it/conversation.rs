//! The conversation on a ticket.
use chrono::Duration;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

kernel::stories! { MODULES;
    async fn owner_and_staff_talk_in_turn(house) {
        let (ann, boss) = (asker(house, "ann").await, somebody(house, Role::Manager).await);
        let ticket = open(&ann, "help").await;
        house.app.clock.advance(Duration::minutes(10));
        let made = say(&boss, &ticket, "Try again.").await;
        let message = made.expect(201);
        let mut keys = message.as_object().expect("an object").keys().collect::<Vec<_>>();
        keys.sort();
        assert_eq!(keys, ["author", "created_at", "id", "internal", "message", "staff", "ticket_id", "user_id"]);
        assert_eq!((&message["staff"], &message["internal"], &message["author"]), (&json!(true), &json!(false), &json!("manager")));
        assert_eq!(made.header("location"), format!("{ticket}/messages"));
        let seen = ann.get(&ticket).await.expect(200);
        assert_eq!((&seen["status"], &seen["waiting_for"]), (&json!("in_progress"), &json!("owner")));
        assert_eq!((&seen["first_answered_at"], &seen["first_answer_seconds"]), (&json!("2026-03-15T10:10:00Z"), &json!(600)));
        assert_eq!((&seen["assignee_id"], &seen["assignee"]), (&json!(number_of(&boss).await), &json!("manager")));
        house.app.clock.advance(Duration::minutes(1));
        let reply = say(&ann, &ticket, "It works\nnow.").await.expect(201);
        assert_eq!((&reply["staff"], &reply["author"]), (&json!(false), &json!("ann")));
        let seen = ann.get(&ticket).await.expect(200);
        assert_eq!((&seen["status"], &seen["waiting_for"], &seen["first_answer_seconds"]), (&json!("in_progress"), &json!("staff"), &json!(600)));
        let all = ann.get(&format!("{ticket}/messages")).await;
        assert_eq!((all.header("x-total-count"), all.expect(200)), ("2", json!([message, reply])));
        let second = boss.get(&format!("{ticket}/messages?skip=1&limit=1")).await.expect(200);
        assert_eq!(second, json!([reply]));
        assert_eq!(logged(house, "action = 'reply_to_ticket'").await, 2);
    }

    async fn internal_notes_stay_with_those_who_answer(house) {
        let (ann, boss, root) = (asker(house, "ann").await, somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        house.settle().await;
        let seen = ann.get(&ticket).await.expect(200);
        let note = boss.post(&format!("{ticket}/messages"), json!({"message": "Looks like fraud.", "internal": true})).await;
        assert_eq!(note.expect(201)["internal"], true);
        for staff in [&boss, &root] {
            assert_eq!(staff.get(&format!("{ticket}/messages")).await.header("x-total-count"), "1");
        }
        let his = ann.get(&format!("{ticket}/messages")).await;
        assert_eq!((his.expect(200), his.header("x-total-count")), (json!([]), "0"));
        // It answers nothing, moves nothing, and its owner hears nothing of it.
        let after = ann.get(&ticket).await.expect(200);
        for key in ["status", "first_answered_at", "assignee_id", "waiting_for"] {
            assert_eq!(after[key], seen[key], "{key}");
        }
        assert_eq!(told(house, "topic = 'support.ticket.noted' AND audience LIKE '%Holders%'").await, 1);
        assert_eq!(told(house, "audience NOT LIKE '%Holders%'").await, 0);
        assert_eq!(told(house, "body LIKE '%fraud%'").await, 0);
        assert_eq!(logged(house, "action = 'note_on_ticket' AND (before LIKE '%fraud%' OR after LIKE '%fraud%')").await, 0);
    }

    async fn an_owner_writes_no_internal_notes(house) {
        let ann = asker(house, "ann").await;
        let ticket = open(&ann, "help").await;
        let before = traces(house).await;
        let refused = ann.post(&format!("{ticket}/messages"), json!({"message": "x", "internal": true})).await;
        assert_eq!(refused.refused(403), "Only those who answer tickets write internal notes.");
        for (field, value) in [
            ("message", json!("")), ("message", json!(" \n")), ("message", json!("x".repeat(10_001))), ("message", json!("a\u{8}")),
            ("message", json!(null)), ("internal", json!("yes")), ("internal", json!(null)),
        ] {
            let mut body = json!({"message": "x"});
            body[field] = value;
            assert_eq!(fault(&ann.post(&format!("{ticket}/messages"), body).await), json!(["body", field]));
        }
        house.client().get(&format!("{ticket}/messages")).await.refused(401);
        say(&house.client(), &ticket, "x").await.refused(401);
        assert_eq!(traces(house).await, before);
    }

    async fn a_reply_to_a_resolved_ticket_opens_it_again(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        say(&ann, &ticket, "It is not.").await.expect(201);
        let seen = ann.get(&ticket).await.expect(200);
        assert_eq!((&seen["status"], &seen["resolved_at"], &seen["resolution_seconds"]), (&json!("open"), &Value::Null, &Value::Null));
        // What staff adds to a resolved one leaves it resolved.
        root.put(&ticket, json!({"status": "resolved"})).await.expect(200);
        say(&root, &ticket, "It is.").await.expect(201);
        assert_eq!(ann.get(&ticket).await.expect(200)["status"], "resolved");
    }

    async fn a_closed_ticket_is_closed_for_its_owner(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        root.put(&ticket, json!({"status": "closed"})).await.expect(200);
        let before = traces(house).await;
        assert_eq!(say(&ann, &ticket, "x").await.refused(400), "This ticket is closed. Please open a new one.");
        assert_eq!(traces(house).await, before);
        root.put(&ticket, json!({"status": "open"})).await.expect(200);
        say(&ann, &ticket, "x").await.expect(201);
    }

    async fn who_answers_tickets_asks_in_his_own_name_too(house) {
        let (root, boss) = (somebody(house, Role::Admin).await, somebody(house, Role::Manager).await);
        let ticket = open(&root, "my own").await;
        assert_eq!(say(&root, &ticket, "more").await.expect(201)["staff"], false);
        let seen = root.get(&ticket).await.expect(200);
        assert_eq!((&seen["status"], &seen["first_answered_at"], &seen["assignee_id"]), (&json!("open"), &Value::Null, &Value::Null));
        assert_eq!(say(&boss, &ticket, "Here you are.").await.expect(201)["staff"], true);
        assert_eq!(root.get(&ticket).await.expect(200)["status"], "in_progress");
    }

    async fn the_first_who_answers_takes_it_and_keeps_it(house) {
        let (ann, boss, root) = (asker(house, "ann").await, somebody(house, Role::Manager).await, somebody(house, Role::Admin).await);
        let ticket = open(&ann, "help").await;
        say(&boss, &ticket, "one").await.expect(201);
        say(&root, &ticket, "two").await.expect(201);
        assert_eq!(root.get(&ticket).await.expect(200)["assignee"], "manager");
    }

    async fn a_reply_sent_again_with_its_key_is_made_once(house) {
        let ann = asker(house, "ann").await.header("idempotency-key", "k-1");
        let ticket = open(&ann, "help").await;
        let ann = ann.header("idempotency-key", "k-2");
        let first = say(&ann, &ticket, "x").await;
        assert_eq!(say(&ann, &ticket, "x").await.text(), first.text());
        assert_eq!(house.number("SELECT COUNT(*) FROM ticket_messages").await, 1);
    }
}
