//! Opening tickets, and finding one's own again.
use std::{cell::Cell, collections::HashSet};

use futures::future::join_all;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};
use support::ticket::store::{self, Priority, Side, Status};

use crate::people::*;

kernel::stories! { MODULES;
    async fn whoever_is_signed_in_owns_his_ticket(house) {
        let ann = asker(house, "ann").await;
        let body = json!({"subject": "Cannot reset password", "message": "No mail.", "priority": "high"});
        let made = ann.post(DESK, body).await;
        let ticket = made.expect(201);
        let number = ticket["ticket_number"].as_str().expect("a number").to_owned();
        assert_eq!(ticket, json!({
            "id": 1, "ticket_number": number, "user_id": number_of(&ann).await, "subject": "Cannot reset password",
            "message": "No mail.", "status": "open", "priority": "high", "created_at": "2026-03-15T10:00:00Z",
            "resolved_at": null,
        }));
        assert_eq!(made.header("location"), "/api/v1/support/1");
        let read = ann.get(made.header("location")).await;
        assert_eq!(read.header("etag"), made.header("etag"));
        let seen = read.expect(200);
        for (key, value) in ticket.as_object().expect("an object") {
            assert_eq!(&seen[key], value, "{key}");
        }
        assert_eq!((&seen["waiting_for"], &seen["name"]), (&json!("staff"), &json!("ann")));
        assert_eq!((&seen["first_answer_seconds"], &seen["resolution_seconds"]), (&Value::Null, &Value::Null));
        assert_eq!(seen["next"], json!(["in_progress", "resolved", "closed"]));
        assert_eq!(logged(house, &format!("action = 'create_ticket' AND target = '{number}' AND admin_id = 'ann'")).await, 1);
    }

    async fn numbers_are_eight_upper_case_characters(house) {
        let ann = asker(house, "ann").await;
        let made = ann.post(DESK, help("x")).await.expect(201);
        let number = made["ticket_number"].as_str().expect("a number");
        let digits = number.strip_prefix("TKT-").expect("the prefix");
        assert!(digits.len() == 8 && digits.chars().all(|c| "0123456789ABCDEF".contains(c)), "{number}");
    }

    async fn many_at_once_get_numbers_of_their_own(house) {
        let ann = asker(house, "ann").await;
        let made = join_all((0..20).map(|n| ann.post(DESK, help(&n.to_string())))).await;
        let numbers = made.iter().map(|one| one.expect(201)["ticket_number"].to_string()).collect::<HashSet<_>>();
        assert_eq!((numbers.len(), house.number("SELECT COUNT(*) FROM tickets").await), (20, 20));
    }

    async fn a_number_that_is_taken_is_rolled_again(house) {
        let tx = house.app.db.begin().await.expect("a transaction");
        let now = house.app.clock.now();
        let row = store::ActiveModel {
            subject: Set("s".into()), message: Set("m".into()), status: Set(Status::Open),
            priority: Set(Priority::Normal), last_from: Set(Side::Owner), created_at: Set(now), updated_at: Set(now),
            ..Default::default()
        };
        let rolls = Cell::new(0);
        let roll = || {
            rolls.set(rolls.get() + 1);
            format!("TKT-0000000{}", rolls.get() / 4)
        };
        let mut numbers = vec![];
        for _ in 0..3 {
            numbers.push(store::file(&*tx, row.clone(), roll).await.expect("a ticket").ticket_number);
        }
        assert_eq!(numbers, ["TKT-00000000", "TKT-00000001", "TKT-00000002"]);
        assert!(store::file(&*tx, row.clone(), || "TKT-00000000".to_owned()).await.is_err());
        tx.commit().await.expect("committed");
        assert_eq!(house.number("SELECT COUNT(*) FROM tickets").await, 3);
    }

    async fn ones_own_tickets_stand_newest_first(house) {
        let (ann, bob) = (asker(house, "ann").await, asker(house, "bob").await);
        for subject in ["one", "two", "three"] {
            open(&ann, subject).await;
            house.app.clock.advance(chrono::Duration::minutes(1));
        }
        open(&bob, "his").await;
        assert_eq!(subjects(&ann, "/my-tickets").await, ["three", "two", "one"]);
        assert_eq!(subjects(&ann, "/my-tickets?skip=1&limit=1").await, ["two"]);
        let listed = ann.get(&format!("{DESK}/my-tickets?limit=1")).await;
        assert_eq!(listed.header("x-total-count"), "3");
        assert!(subjects(&ann, "/my-tickets?status=closed").await.is_empty());
        assert_eq!(subjects(&bob, "/my-tickets?status=open").await, ["his"]);
        ann.get(&format!("{DESK}/my-tickets?limit=501")).await.refused(422);
    }

    async fn anothers_ticket_is_forbidden_and_none_is_not_found(house) {
        let (ann, bob) = (asker(house, "ann").await, asker(house, "bob").await);
        let ticket = open(&ann, "mine").await;
        let (before, seen) = (traces(house).await, ann.get(&ticket).await.text());
        for (path, status, detail) in [
            (ticket.as_str(), 403, "Access denied"), ("/api/v1/support/99", 404, "Ticket not found"),
            ("/api/v1/support/-1", 404, "Ticket not found"),
        ] {
            assert_eq!(bob.get(path).await.refused(status), detail);
            assert_eq!(bob.get(&format!("{path}/messages")).await.refused(status), detail);
            assert_eq!(say(&bob, path, "hello").await.refused(status), detail);
            for refused in [bob.put(path, json!({"status": "closed"})).await, bob.delete(path).await] {
                assert_eq!(refused.refused(403), "Admin privileges required");
            }
        }
        assert_eq!(fault(&bob.get("/api/v1/support/nonsense").await), json!(["path", "id"]));
        assert_eq!((traces(house).await, ann.get(&ticket).await.text()), (before, seen));
    }

    async fn state_number_and_owner_never_come_from_a_body(house) {
        let (ann, bob) = (asker(house, "ann").await, asker(house, "bob").await);
        let mut forged = help("forged");
        for (key, value) in [
            ("id", json!(77)), ("user_id", json!(number_of(&bob).await)), ("status", json!("closed")),
            ("ticket_number", json!("TKT-AAAAAAAA")), ("resolved_at", json!("2000-01-01")),
            ("created_at", json!("2000-01-01")), ("assignee_id", json!(1)), ("name", json!("Bob")),
            ("email", json!("bob@example.com")), ("first_answered_at", json!("2000-01-01")),
        ] {
            forged[key] = value;
        }
        let made = ann.post(DESK, forged).await.expect(201);
        assert_eq!((&made["id"], &made["user_id"], &made["status"]), (&json!(1), &json!(number_of(&ann).await), &json!("open")));
        assert!(made["ticket_number"] != "TKT-AAAAAAAA" && made["resolved_at"].is_null(), "{made}");
        let seen = ann.get("/api/v1/support/1").await.expect(200);
        assert_eq!((&seen["name"], &seen["email"], &seen["assignee_id"]), (&json!("ann"), &json!("ann@example.com"), &Value::Null));
        assert_eq!(house.number("SELECT COUNT(*) FROM tickets WHERE name IS NOT NULL OR email IS NOT NULL").await, 0);
    }

    async fn a_ticket_outlives_its_owner(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, kernel::Role::SuperAdmin).await);
        let ticket = open(&ann, "mine").await;
        say(&ann, &ticket, "more").await.expect(201);
        root.delete("/api/admin/users/ann").await.expect(200);
        let left = root.get(&ticket).await.expect(200);
        assert_eq!((&left["user_id"], &left["name"]), (&Value::Null, &Value::Null));
        let said = root.get(&format!("{ticket}/messages")).await.expect(200);
        assert_eq!((&said[0]["user_id"], &said[0]["author"]), (&Value::Null, &json!("ann")));
    }

    async fn the_dashboard_counts_ones_own_open_tickets(house) {
        let (ann, root) = (asker(house, "ann").await, somebody(house, kernel::Role::Admin).await);
        for status in ["open", "in_progress", "resolved", "closed"] {
            let ticket = open(&ann, status).await;
            root.put(&ticket, json!({"status": status})).await.expect(200);
        }
        open(&root, "not hers").await;
        let principal = kernel::Principal {
            user_id: number_of(&ann).await,
            handle: "ann".into(),
            name: "ann".into(),
            role: kernel::Role::User,
            session: String::new(),
            must_change_password: false,
        };
        let caller = kernel::Caller::new(&house.app, std::sync::Arc::new(principal), kernel::Origin::default());
        let fields = support::MODULE.summary.expect("a summary")(&caller).await.expect("fields");
        assert_eq!((fields.len(), fields[0].0, fields[0].1.get()), (1, "open_tickets", "2"));
    }
}
