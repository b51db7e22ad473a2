//! Requests of people without an account: let in, bounded, and harmless.
use axum::http::Method;
use serde_json::{Value, json};

use crate::people::*;

kernel::stories! { MODULES;
    async fn a_stranger_may_ask(house) {
        let made = house.client().post(DESK, help("Where are you?")).await;
        let ticket = made.expect(201);
        let mut keys = ticket.as_object().expect("an object").keys().collect::<Vec<_>>();
        keys.sort();
        assert_eq!(keys, [
            "created_at", "id", "message", "priority", "resolved_at", "status", "subject", "ticket_number", "user_id",
        ]);
        assert_eq!((&ticket["user_id"], &ticket["priority"], &ticket["status"]), (&Value::Null, &json!("normal"), &json!("open")));
        assert_eq!(logged(house, "action = 'create_ticket' AND admin_id = 'anonymous' AND user_id IS NULL").await, 1);
        // What he wrote is not his to read: he has no account.
        house.client().get("/api/v1/support/1").await.refused(401);
    }

    async fn a_bad_token_is_no_token(house) {
        asker(house, "ann").await;
        for token in ["nonsense", "eyJhbGciOiJub25lIn0.e30."] {
            let made = house.client().token(token).post(DESK, help("x")).await.expect(201);
            assert_eq!(made["user_id"], Value::Null);
        }
    }

    async fn another_sites_page_asks_in_nobodys_name(house) {
        asker(house, "ann").await;
        let body = json!({"user_id": "ann", "password": "violet tram 42 anchor"});
        let token = house.client().post("/api/auth/login", body).await.expect(200)["access_token"].clone();
        let cookie = format!("access_token={}", token.as_str().expect("a token"));
        let page = house.client().header("cookie", &cookie);
        let evil = page.header("origin", "https://evil.example").post(DESK, help("x")).await.expect(201);
        assert_eq!(evil["user_id"], Value::Null);
        let own = page.header("sec-fetch-site", "same-origin").post(DESK, help("x")).await.expect(201);
        assert_eq!(own["user_id"], 1);
    }

    async fn a_plain_form_will_do(house) {
        let form = house.client().header("content-type", "application/x-www-form-urlencoded");
        let made = form.send(Method::POST, DESK, "subject=Hours%3F&message=When+are+you+open%3F&priority=low&email=eve%40example.com").await.expect(201);
        assert_eq!((&made["subject"], &made["message"], &made["priority"]), (&json!("Hours?"), &json!("When are you open?"), &json!("low")));
        let parts = "--x\r\ncontent-disposition: form-data; name=\"subject\"\r\n\r\nA\r\n--x\r\ncontent-disposition: form-data; name=\"message\"\r\n\r\nB\r\nC\r\n--x--\r\n";
        let form = house.client().header("content-type", "multipart/form-data; boundary=x");
        let made = form.send(Method::POST, DESK, parts).await.expect(201);
        assert_eq!((&made["subject"], &made["message"]), (&json!("A"), &json!("B\r\nC")));
        assert_eq!(house.number("SELECT COUNT(*) FROM tickets WHERE email = 'eve@example.com'").await, 1);
    }

    async fn what_could_do_harm_or_says_nothing_is_refused(house) {
        let before = traces(house).await;
        for (field, value) in [
            ("subject", json!("")), ("subject", json!("  ")), ("subject", json!("x".repeat(201))), ("subject", json!(null)),
            ("subject", json!("Hi\r\nBcc: eve@example.com")), ("subject", json!("Hi\nX-Spam: no")), ("subject", json!("a\tb")),
            ("subject", json!("a\u{0}b")), ("subject", json!("\u{1b}[2J")), ("subject", json!("a\u{85}b")),
            ("subject", json!("a\u{2028}b")), ("subject", json!("\u{202e}gpj.exe")), ("subject", json!(["a"])),
            ("message", json!("")), ("message", json!("\r\n\t ")), ("message", json!("x".repeat(10_001))),
            ("message", json!("a\u{0}")), ("message", json!("a\u{7f}")), ("message", json!("a\u{1b}[31m")), ("message", json!({})),
            ("priority", json!("critical")), ("priority", json!("")), ("priority", json!(null)), ("priority", json!(1)),
            ("email", json!("nobody")), ("email", json!("a@b.c, d@e.f")), ("email", json!("a@example.com\r\nBcc: x@y.z")),
            ("email", json!("Eve <eve@example.com>")), ("email", json!("")), ("email", json!(format!("{}@example.com", "a".repeat(250)))),
            ("name", json!("")), ("name", json!("A\nB")), ("name", json!("x".repeat(101))),
        ] {
            let mut body = help("x");
            body[field] = value.clone();
            let refused = house.client().post(DESK, body).await;
            let problem = refused.expect(422);
            let errors = problem["errors"].as_array().expect("errors");
            assert!(errors.iter().all(|error| error["loc"] == json!(["body", field])), "{value}: {problem}");
        }
        let said = house.client().post(DESK, json!({"subject": "x", "message": "y", "priority": "asap"})).await.refused(422);
        assert!(said.contains("low, normal, high, urgent"), "{said}");
        assert_eq!(house.client().post(DESK, json!({})).await.expect(422)["errors"].as_array().map(Vec::len), Some(2));
        house.client().post(DESK, json!([])).await.refused(422);
        house.client().send(Method::POST, DESK, "{").await.refused(422);
        let huge = json!({"subject": "x", "message": "y".repeat(2_000_000)});
        house.client().post(DESK, huge).await.refused(413);
        assert_eq!(traces(house).await, before);
    }

    async fn tags_and_long_texts_are_kept_as_text(house) {
        let ann = asker(house, "ann").await;
        let body = json!({"subject": "<script>alert(1)</script>", "message": "ä".repeat(10_000)});
        let made = ann.post(DESK, body.clone()).await;
        assert_eq!((&made.expect(201)["subject"], &made.json()["message"]), (&body["subject"], &body["message"]));
        assert_eq!(made.header("content-type"), "application/json");
    }

    async fn an_address_may_ask_five_times_in_ten_minutes(house) {
        for n in 0..5 {
            house.client().post(DESK, help(&n.to_string())).await.expect(201);
        }
        let before = traces(house).await;
        let late = house.client().post(DESK, help("one more")).await;
        late.refused(429);
        let wait: i64 = late.header("retry-after").parse().expect("seconds");
        assert_eq!(wait, 120);
        assert_eq!(traces(house).await, before);
        // Who is signed in has a count of his own.
        let ann = asker(house, "ann").await;
        ann.post(DESK, help("signed in")).await.expect(201);
        house.app.clock.advance(chrono::Duration::seconds(wait));
        house.client().post(DESK, help("later")).await.expect(201);
        house.client().post(DESK, help("again")).await.refused(429);
    }

    async fn addresses_are_counted_apart(house) {
        let house = another(house, &[("server.trusted_proxies", "127.0.0.1"), ("support.anonymous", "1")]).await;
        let from = |ip: &str| house.client().header("x-forwarded-for", ip);
        from("192.0.2.1").post(DESK, help("a")).await.expect(201);
        from("192.0.2.1").post(DESK, help("b")).await.refused(429);
        from("192.0.2.2").post(DESK, help("c")).await.expect(201);
        // An IPv6 customer has a whole network to choose from.
        from("2001:db8::1").post(DESK, help("d")).await.expect(201);
        from("2001:db8::ffff").post(DESK, help("e")).await.refused(429);
        // Refused words cost nothing.
        from("192.0.2.3").post(DESK, json!({})).await.refused(422);
        from("192.0.2.3").post(DESK, help("f")).await.expect(201);
    }

    async fn people_are_counted_too_for_tickets_and_replies_together(house) {
        let house = another(house, &[("support.signed_in", "3")]).await;
        let (ann, boss) = (asker(&house, "ann").await, somebody(&house, kernel::Role::Manager).await);
        let ticket = open(&ann, "a").await;
        say(&ann, &ticket, "b").await.expect(201);
        say(&ann, &ticket, "c").await.expect(201);
        let before = traces(&house).await;
        for late in [say(&ann, &ticket, "d").await, ann.post(DESK, help("e")).await] {
            late.refused(429);
            assert!(!late.header("retry-after").is_empty());
        }
        assert_eq!(traces(&house).await, before);
        for n in 0..5 {
            say(&boss, &ticket, &n.to_string()).await.expect(201);
        }
    }
}
