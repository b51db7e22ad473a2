//! Failures that befell products like this one, told with an ending of our own: requests and answers.
use kernel::Role;
use serde_json::json;

use crate::{peer_cves_of_every_operation::changing, people::*};

kernel::stories! { MODULES;
    // CVE-2026-27886 (Strapi), Directus: hidden fields were read letter by letter, by search.
    async fn cve_2026_27886_what_is_hidden_cannot_be_searched(house) {
        let ann = person(house, "ann").await;
        two_factor_on(house, &ann).await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        for secret in ["argon2id", "%24argon2", "m=19456", "1."] {
            let page = root.get(&format!("/api/admin/users?search={secret}")).await.expect(200);
            assert_eq!(page["total"], 0, "{secret}");
        }
        for sort in ["password_hash", "two_factor_secret", "-password_hash", "email;drop", "users.email"] {
            root.get(&format!("/api/admin/users?sort={sort}")).await.expect(422);
        }
        let all = root.get("/api/admin/users").await.text();
        for query in
            ["password_hash=x", "filter[password_hash][$startsWith]=x", "where=1%3D1", "two_factor_secret="]
        {
            assert_eq!(root.get(&format!("/api/admin/users?{query}")).await.text(), all, "{query}");
        }
    }

    // CVE-2024-56143 (Strapi): the same through parameters that widen the answer.
    async fn cve_2024_56143_no_parameter_widens_an_answer(house) {
        register(house, "ann").await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        for path in ["/api/admin/users/ann", "/api/auth/me", "/api/admin/users/ann/sessions"] {
            let plain = root.get(path).await.text();
            for query in [
                "fields=*",
                "include=sessions,password_hash",
                "expand=all",
                "populate=*",
                "select=password_hash",
            ] {
                assert_eq!(root.get(&format!("{path}?{query}")).await.text(), plain, "{path}?{query}");
            }
            assert!(!plain.contains("hash") && !plain.contains("secret"), "{plain}");
        }
    }

    // CVE-2025-55746 (Directus): a refused request had written all the same.
    async fn cve_2025_55746_a_refusal_writes_nothing(house) {
        let mgr = officer(house, "mgr", Role::Manager).await;
        account(house, "ann", Role::User).await;
        let before =
            (traces(house).await, house.number("SELECT COUNT(*) FROM users WHERE updated_at IS NULL").await);
        for operation in changing(house).await.iter().filter(|operation| operation.contains("/api/admin/")) {
            let (method, path) = operation.split_once(' ').expect("two words");
            let body = json!({
                "action": "deactivate", "user_ids": ["ann"], "email": "x@example.com", "name": "X",
            });
            let client = mgr.header("content-type", "application/json");
            let path = path.replace("{user_id}", "ann");
            client.send(method.parse().expect("a method"), &path, body.to_string()).await.refused(403);
        }
        let after =
            (traces(house).await, house.number("SELECT COUNT(*) FROM users WHERE updated_at IS NULL").await);
        assert_eq!(after, before);
    }

    // CVE-2026-35408 (Directus): answers without the headers that keep other sites' pages out.
    async fn cve_2026_35408_every_answer_keeps_other_sites_out(house) {
        let client = house.client();
        for answer in [
            client.get("/api/setup").await,
            client.get("/api/auth/me").await,
            client.get("/nowhere").await,
            client.delete("/api/auth/login").await,
            client.post("/api/auth/login", json!({})).await,
        ] {
            for (name, value) in [
                ("cross-origin-opener-policy", "same-origin"),
                ("cross-origin-resource-policy", "same-origin"),
                ("x-content-type-options", "nosniff"),
                ("x-frame-options", "DENY"),
            ] {
                assert_eq!(answer.header(name), value, "{name} on {}", answer.status);
            }
            assert!(answer.header("content-security-policy").contains("default-src 'self'"));
        }
        assert_eq!(client.get("/api/setup").await.header("cache-control"), "no-store");
        assert_eq!(client.get("/api/setup").await.header("strict-transport-security"), "");
        let tls = another(house, &[("server.public_url", "https://bursar.example")]).await;
        assert!(
            tls.client().get("/api/setup").await.header("strict-transport-security").starts_with("max-age=")
        );
    }

    // GHSA-4hmq-ggrm-qfc6 (Directus): markup of a name in mails; links to the caller's Host.
    async fn ghsa_4hmq_ggrm_qfc6_a_name_is_only_text_in_a_mail_and_its_link_is_ours(house) {
        let name = "<a href=\"http://evil.example\">Ann</a>\r\nBcc: x@evil.example";
        let body = json!({"email": "ann@example.com", "password": PASSWORD, "user_id": "ann", "name": name});
        house.client().post("/api/auth/register", body).await.expect(201);
        let evil = house.client().header("host", "evil.example").header("x-forwarded-host", "evil.example");
        let evil = evil.header("origin", "http://evil.example");
        evil.post("/api/auth/password/forgot", json!({"email": "ann@example.com"})).await.expect(200);
        house.settle().await;
        let mails = house.app.mailer.captured();
        let mail = mails.first().expect("a mail");
        assert_eq!((mails.len(), mail.to.as_str()), (1, "ann@example.com"));
        assert!(
            mail.text.starts_with("Hello <a href=\"http://evil.example\">Ann</a>  Bcc: x@evil.example,\n"),
            "{}",
            mail.text
        );
        assert!(mail.text.contains("\nhttp://localhost:8000/reset-password?token="), "{}", mail.text);
        for address in [
            "ann@example.com\r\nBcc: x@evil.example",
            "ann@example.com, x@evil.example",
            "Ann <ann@example.com>",
        ] {
            let refused = house.client().post("/api/auth/password/forgot", json!({"email": address})).await;
            assert_eq!(fault(&refused), json!(["body", "email"]), "{address}");
        }
    }

    // CVE-2025-69615 (Telekom): the limit of guesses counted an address that the caller made up.
    async fn cve_2025_69615_a_made_up_address_buys_no_further_guess(house) {
        let ann = person(house, "ann").await;
        let (_, codes) = two_factor_on(house, &ann).await;
        let half = login(house, "ann", PASSWORD).await.expect(200)["mfa_token"].clone();
        let from = |n: usize| {
            let address = format!("203.0.113.{n}");
            let client = house.client().header("x-forwarded-for", &address).header("x-real-ip", &address);
            client.header("forwarded", &format!("for={address}")).header("true-client-ip", &address)
        };
        for n in 0..5 {
            let guess = json!({"mfa_token": half, "code": "000000"});
            from(n).post("/api/auth/2fa", guess).await.refused(401);
            from(n).post("/api/auth/login", json!({"user_id": "bob", "password": "x"})).await.refused(401);
        }
        from(9).post("/api/auth/2fa", json!({"mfa_token": half, "code": codes[0]})).await.refused(429);
        from(9).post("/api/auth/login", json!({"user_id": "bob", "password": "x"})).await.refused(429);
        assert_eq!(logged(house, "ip_address LIKE '203.%'").await, 0);
    }

    // Keycloak #26180: recovery codes could be guessed on while the account was locked.
    async fn keycloak_26180_a_lock_stops_recovery_codes_too(house) {
        let ann = person(house, "ann").await;
        let (_, codes) = two_factor_on(house, &ann).await;
        let half = login(house, "ann", PASSWORD).await.expect(200)["mfa_token"].clone();
        for n in 0..5 {
            let guess = json!({"mfa_token": half, "code": format!("aaaa-aaaa-aaaa-aaaa-aaaa-aaa{n}")});
            house.client().post("/api/auth/2fa", guess).await.refused(401);
        }
        let right = json!({"mfa_token": half, "code": codes[0]});
        house.client().post("/api/auth/2fa", right).await.refused(429);
        ann.put("/api/v1/settings/2fa/disable", json!({"code": codes[0]})).await.refused(429);
        assert_eq!(house.number("SELECT COUNT(*) FROM two_factor_codes WHERE used_at IS NOT NULL").await, 0);
    }

    // CVE-2026-16100 (Keycloak): each made-up path and method became a time series of its own.
    async fn cve_2026_16100_made_up_paths_are_no_new_labels(house) {
        house.client().get("/metrics").await;
        for n in 0..20 {
            house.client().get(&format!("/made-up-{n}")).await;
            house.client().get(&format!("/api/admin/users/made-up-{n}")).await;
            house.client().send(format!("MADEUP{n}").parse().expect("a method"), "/api/setup", "").await;
        }
        let metrics = house.client().get("/metrics").await.text();
        assert!(metrics.contains("/api/admin/users/{user_id}") && metrics.contains("other"), "{metrics}");
        assert!(!metrics.to_lowercase().contains("made"), "{metrics}");
    }

    // CVE-2026-15573 (Keycloak): another spelling of a path went round its check.
    async fn cve_2026_15573_no_spelling_of_a_path_goes_round_its_check(house) {
        let ann = person(house, "ann").await;
        for path in [
            "//api/admin/users",
            "/api//admin/users",
            "/api/./admin/users",
            "/api/x/../admin/users",
            "/api/admin/users;x=1",
            "/api/admin/users%2f",
            "/api/%61dmin/users",
            "/api/admin%2fusers",
            "/API/ADMIN/USERS",
            "/api/admin/users/%2e%2e/rights",
            "/api/admin/users//",
            "/api/admin/users/.",
            "/api/admin/users%00",
            "/api/admin/users/..;/rights",
        ] {
            let reply = ann.get(path).await;
            assert!(
                [400, 403, 404, 422].contains(&reply.status),
                "{path}: {} {}",
                reply.status,
                reply.text()
            );
            let nobody = house.client().get(path).await;
            assert!(
                [400, 401, 404, 422].contains(&nobody.status),
                "{path}: {} {}",
                nobody.status,
                nobody.text()
            );
        }
        for method in ["HEAD", "OPTIONS", "TRACE", "get", "PROPFIND"] {
            let reply = ann.send(method.parse().expect("a method"), "/api/admin/users", "").await;
            assert!(!reply.text().contains("ann@example.com"), "{method}: {}", reply.text());
        }
        let override_ =
            ann.header("x-http-method-override", "DELETE").header("x-original-url", "/api/admin/users");
        override_.get("/api/admin/users/ann").await.refused(403);
        assert_eq!(house.number("SELECT COUNT(*) FROM users").await, 1);
    }

    // CVE-2026-14209 (Keycloak): what hung below an account was shown to those who might not see the account.
    async fn cve_2026_14209_what_hangs_below_an_account_is_as_closed_as_it_is(house) {
        let mgr = officer(house, "mgr", Role::Manager).await;
        account(house, "ann", Role::User).await;
        for path in ["", "/sessions"] {
            for handle in ["ann", "mgr", "nobody"] {
                let said = mgr.get(&format!("/api/admin/users/{handle}{path}")).await.refused(403);
                assert_eq!(said, "Admin privileges required");
            }
        }
    }

    // CVE-2026-35614, CVE-2026-55823, CVE-2025-66439 (Frappe): SQL through bulk, counts, dates.
    async fn cve_2026_35614_a_quote_is_only_a_letter(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "ann", Role::User).await;
        let evil = "x' OR '1'='1";
        let bulk = json!({"action": "deactivate", "user_ids": [evil, "ann') OR 1=1 --"]});
        assert_eq!(root.post("/api/admin/users/bulk", bulk).await.expect(200)["changed"], 0);
        for (path, key) in [
            ("/api/admin/users", "search"),
            ("/api/admin/audit-logs", "action"),
            ("/api/admin/audit-logs", "admin_id"),
            ("/api/admin/audit-logs", "target"),
            ("/api/admin/audit-logs", "search"),
        ] {
            for text in
                ["%27%20OR%20%271%27%3D%271", "x%27%3B%20DROP%20TABLE%20users%3B--", "%5C%27", "%22", "%5C"]
            {
                assert_eq!(
                    root.get(&format!("{path}?{key}={text}")).await.expect(200)["total"],
                    0,
                    "{path} {key} {text}"
                );
            }
        }
        for path in [
            "/api/admin/audit-logs?since=2026-01-01%27%20OR%201%3D1",
            "/api/admin/users?page=1%27",
            "/api/admin/users?role=user%27",
        ] {
            root.get(path).await.expect(422);
        }
        login(house, evil, PASSWORD).await.refused(401);
        assert_eq!(house.number("SELECT COUNT(*) FROM users WHERE is_active").await, 2);
    }
}
