//! What is refused leaves no trace.
use identity::operator;
use serde_json::{Value, json};

use crate::people::*;

fn with(field: &str, value: Value) -> Value {
    let mut body = note("Rent");
    body[field] = value;
    body
}

kernel::stories! { MODULES;
    async fn a_stranger_has_no_inbox(house) {
        reader(house, "ann").await.post(INBOX, note("Rent")).await.expect(201);
        let before = traces(house).await;
        let nobody = house.client();
        let path = |rest: &str| format!("{INBOX}{rest}");
        for refused in [
            nobody.get(INBOX).await,
            nobody.post(INBOX, note("x")).await,
            nobody.get(&path("/unread/count")).await,
            nobody.get(&path("/1")).await,
            nobody.put(&path("/1/mark-as-read"), json!({})).await,
            nobody.put(&path("/mark-all-as-read"), json!({})).await,
            nobody.post(&path("/mark-as-read"), json!({"ids": [1]})).await,
            nobody.post(&path("/send"), json!({})).await,
            nobody.delete(&path("/1")).await,
            nobody.delete(&path("/read")).await,
            nobody.get(&path("/channels")).await,
            nobody.put(&path("/channels/bank.paid"), json!({})).await,
            nobody.get("/api/notifications").await,
            nobody.patch("/api/notifications/1/read", json!({})).await,
        ] {
            assert_eq!(refused.refused(401), "Could not validate credentials");
        }
        assert_eq!(traces(house).await, before);
    }

    async fn what_is_anothers_is_forbidden_and_what_is_nowhere_is_not_found(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        let root = somebody(house, kernel::Role::SuperAdmin).await;
        ann.post(INBOX, note("Rent")).await.expect(201);
        let before = (traces(house).await, ann.get(INBOX).await.text());
        for client in [&bob, &root] {
            for (id, status, detail) in [(1, 403, "Access denied"), (99, 404, "Notification not found"), (-1, 404, "Notification not found")] {
                let one = format!("{INBOX}/{id}");
                assert_eq!(client.get(&one).await.refused(status), detail);
                assert_eq!(client.put(&format!("{one}/mark-as-read"), json!({})).await.refused(status), detail);
                assert_eq!(client.delete(&one).await.refused(status), detail);
                let second = format!("/api/notifications/{id}/read");
                assert_eq!(client.patch(&second, json!({})).await.refused(status), detail);
            }
            assert_eq!(client.get(INBOX).await.header("x-total-count"), "0");
        }
        for id in ["nonsense", "1.5", "99999999999999999999"] {
            assert_eq!(fault(&bob.get(&format!("{INBOX}/{id}")).await), json!(["path", "id"]));
        }
        assert_eq!((traces(house).await, ann.get(INBOX).await.text()), before);
    }

    async fn wrong_notes_name_the_field(house) {
        let ann = reader(house, "ann").await;
        let before = traces(house).await;
        for (field, value) in [
            ("title", json!("")), ("title", json!(" ")), ("title", json!("x".repeat(256))), ("title", json!(7)),
            ("title", json!("Hi\r\nBcc: eve@example.com")), ("title", json!("a\u{202e}b")), ("title", json!("a\u{0}")),
            ("message", json!("")), ("message", json!("\n")), ("message", json!("x".repeat(5_001))),
            ("message", json!("a\u{1b}[2J")), ("message", json!(null)),
            ("notification_type", json!("payment_due")), ("notification_type", json!(null)),
            ("is_read", json!("true")), ("is_read", json!(null)),
            ("link", json!("https://evil.example")), ("link", json!("//evil.example")),
            ("link", json!("javascript:alert(1)")), ("link", json!(format!("/{}", "a".repeat(500)))),
        ] {
            assert_eq!(fault(&ann.post(INBOX, with(field, value.clone())).await), json!(["body", field]), "{value}");
        }
        let missing = ann.post(INBOX, json!({})).await.expect(422);
        assert_eq!(missing["errors"].as_array().map(Vec::len), Some(3), "{missing}");
        let said = ann.post(INBOX, with("notification_type", json!("bell"))).await.refused(422);
        assert!(said.contains("transaction, alert, reminder, kyc"), "{said}");
        for ids in [json!([]), json!(null), json!(["a"]), json!(vec![1; 501])] {
            ann.post(&format!("{INBOX}/mark-as-read"), json!({"ids": ids})).await.refused(422);
        }
        assert_eq!(traces(house).await, before);
        ann.post(INBOX, with("message", json!("x".repeat(5_000)))).await.expect(201);
        ann.post(INBOX, with("link", json!("/claims/7?tab=files"))).await.expect(201);
    }

    async fn wrong_questions_name_the_parameter(house) {
        let ann = reader(house, "ann").await;
        for (query, name) in [
            ("limit=0", "limit"), ("limit=501", "limit"), ("skip=-1", "skip"), ("is_read=maybe", "is_read"),
            ("notification_type=bell", "notification_type"), ("before=0", "before"), ("before=x", "before"),
        ] {
            assert_eq!(fault(&ann.get(&format!("{INBOX}?{query}")).await), json!(["query", name]), "{query}");
        }
        for (query, name) in [("page=0", "page"), ("limit=101", "limit"), ("notification_type=alert", "notification_type")] {
            assert_eq!(fault(&ann.get(&format!("/api/notifications?{query}")).await), json!(["query", name]));
        }
    }

    async fn whose_it_is_and_when_it_was_never_come_from_a_body(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
        let mut forged = note("Rent");
        for (key, value) in [
            ("user_id", json!(number_of(&bob).await)), ("id", json!(77)), ("created_at", json!("2000-01-01")),
            ("read_at", json!("2000-01-01")), ("kind", json!("bank.paid")), ("by_mail", json!(true)),
        ] {
            forged[key] = value;
        }
        let made = ann.post(INBOX, forged).await.expect(201);
        assert_eq!((&made["user_id"], &made["id"]), (&json!(number_of(&ann).await), &json!(1)));
        assert_eq!((&made["kind"], &made["read_at"]), (&json!("notifications.note"), &Value::Null));
        assert_eq!(made["created_at"], "2026-03-15T10:00:00Z");
        assert_eq!(bob.get(INBOX).await.header("x-total-count"), "0");
    }

    async fn whoever_must_choose_a_password_does_that_first(house) {
        reader(house, "ann").await.post(INBOX, note("Rent")).await.expect(201);
        let temporary = operator::reset_password(&house.app, "ann", false).await.expect("a password");
        let body = json!({"user_id": "ann", "password": temporary});
        let token = house.client().post("/api/auth/login", body).await.expect(200)["access_token"].clone();
        let ann = house.client().token(token.as_str().expect("a token"));
        let before = traces(house).await;
        for refused in [ann.get(INBOX).await, ann.post(INBOX, note("x")).await, ann.get("/api/notifications").await] {
            assert!(refused.refused(403).starts_with("Choose a new password first"));
        }
        assert_eq!(traces(house).await, before);
    }
}
