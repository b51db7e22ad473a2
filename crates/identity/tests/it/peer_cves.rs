//! Failures that befell products like this one, told with an ending of our own: accounts and sessions.
use chrono::Duration;
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

const ME: &str = "/api/auth/me";

kernel::stories! { MODULES;
    // CVE-2023-22492 (Zitadel): the refresh token of a locked user went on working.
    async fn cve_2023_22492_a_deactivated_account_refreshes_nothing(house) {
        let answer = register(house, "ann").await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        root.post("/api/admin/users/ann/deactivate", json!({})).await.expect(200);
        let refresh = json!({"refresh_token": answer["refresh_token"]});
        house.client().post("/api/auth/refresh", refresh.clone()).await.refused(401);
        bearer(house, &answer).get(ME).await.refused(401);
        root.post("/api/admin/users/ann/activate", json!({})).await.expect(200);
        house.client().post("/api/auth/refresh", refresh).await.refused(401);
    }

    // CVE-2025-64521 (authentik): a deactivated account authenticated by another way.
    async fn cve_2025_64521_a_deactivated_account_has_no_other_way_in(house) {
        let ann = person(house, "ann").await;
        let (_, codes) = two_factor_on(house, &ann).await;
        let half = login(house, "ann", PASSWORD).await.expect(200)["mfa_token"].clone();
        let root = officer(house, "root", Role::SuperAdmin).await;
        root.put("/api/admin/users/ann", json!({"is_active": false})).await.expect(200);
        for path in ["/api/auth/login", "/api/v1/auth/login", "/auth/token"] {
            let body = json!({"email": "ann@example.com", "password": PASSWORD});
            house.client().post(path, body).await.refused(403);
        }
        house.client().post("/api/auth/2fa", json!({"mfa_token": half, "code": codes[0]})).await.refused(403);
        ann.get(ME).await.refused(401);
    }

    // CVE-2026-27575 (Vikunja): other sessions outlived a change of the password.
    async fn cve_2026_27575_a_new_password_ends_every_other_session(house) {
        let first = register(house, "ann").await;
        let second = login(house, "ann", PASSWORD).await.expect(200);
        let change = json!({"old_password": PASSWORD, "new_password": OTHER});
        bearer(house, &second).put(ME, change).await.expect(200);
        bearer(house, &first).get(ME).await.refused(401);
        let refresh = json!({"refresh_token": first["refresh_token"]});
        house.client().post("/api/auth/refresh", refresh).await.refused(401);
        bearer(house, &second).get(ME).await.expect(200);
    }

    // CVE-2024-46999 (Zitadel): a removed role went on working until the next sign-in.
    async fn cve_2024_46999_a_removed_role_is_gone_from_the_next_request(house) {
        let mia = officer(house, "mia", Role::Admin).await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        mia.get("/api/admin/users").await.expect(200);
        root.put("/api/admin/users/mia", json!({"role": "user"})).await.expect(200);
        assert_eq!(mia.get("/api/admin/users").await.refused(403), "Admin privileges required");
        assert_eq!(mia.get(ME).await.expect(200)["permissions"], json!([]));
        root.put("/api/admin/users/mia", json!({"role": "admin"})).await.expect(200);
        mia.get("/api/admin/users").await.expect(200);
    }

    // CVE-2026-27840 (Zitadel): a truncated or extended opaque token was taken for the whole one.
    async fn cve_2026_27840_part_of_a_refresh_token_is_none(house) {
        let answer = register(house, "ann").await;
        let token = text(&answer, "refresh_token");
        let before = traces(house).await;
        for wrong in [
            &token[1..],
            &token[..token.len() - 1],
            &token[..8],
            &format!("{token}A"),
            &format!(" {token}"),
            &format!("{token}\n"),
            &token.to_uppercase(),
            &token.to_lowercase(),
        ] {
            house.client().post("/api/auth/refresh", json!({"refresh_token": wrong})).await.refused(401);
        }
        assert_eq!(traces(house).await, before);
        house.client().post("/api/auth/refresh", json!({"refresh_token": token})).await.expect(200);
    }

    // CVE-2022-23555 (authentik): an invitation link worked again and again.
    async fn cve_2022_23555_the_setup_link_invites_once(house) {
        let link =
            identity::setup::commands::link(&house.app).await.expect("a link").expect("an empty house");
        let token = link.split_once("token=").expect("a token").1;
        let body = |handle: &str| {
            let email = format!("{handle}@example.com");
            json!({"token": token, "email": email, "name": handle, "password": PASSWORD})
        };
        assert!(house.client().post("/api/setup", body("root")).await.status < 300);
        house.client().post("/api/setup", body("eve")).await.refused(403);
        assert_eq!(house.number("SELECT COUNT(*) FROM users").await, 1);
    }

    // CVE-2026-73431 (Vulnerability-Lookup), CVE-2025-63314 (Acora): links guessed, or used again.
    async fn cve_2026_73431_a_reset_link_is_random_and_dead_after_use(house) {
        register(house, "ann").await;
        for _ in 0..3 {
            house
                .client()
                .post("/api/auth/password/forgot", json!({"email": "ann@example.com"}))
                .await
                .expect(200);
            house.app.clock.advance(Duration::minutes(1));
        }
        house.settle().await;
        let mails = house.app.mailer.captured();
        let token = |mail: &kernel::mail::Mail| {
            let rest = mail.text.split_once("?token=").expect("a link").1;
            rest.split_whitespace().next().expect("a token").to_owned()
        };
        let tokens = mails.iter().map(token).collect::<std::collections::HashSet<_>>();
        assert_eq!((tokens.len(), tokens.iter().all(|token| token.len() == 43)), (3, true));
        let used = token(&mails[1]);
        let body = |token: &str| json!({"token": token, "password": OTHER});
        house.client().post("/api/auth/password/reset", body(&used)).await.expect(200);
        for token in &tokens {
            house.client().post("/api/auth/password/reset", body(token)).await.refused(400);
        }
    }

    // CVE-2019-18818 (Strapi): a reset code given as an object matched anybody's.
    async fn cve_2019_18818_a_code_that_is_no_text_is_no_code(house) {
        register(house, "ann").await;
        house
            .client()
            .post("/api/auth/password/forgot", json!({"email": "ann@example.com"}))
            .await
            .expect(200);
        let before = traces(house).await;
        for code in [
            json!({"$gt": 0}),
            json!({}),
            json!([]),
            json!(["x"]),
            json!(null),
            json!(0),
            json!(true),
            json!(""),
        ] {
            for (path, key) in [
                ("/api/auth/password/reset", "token"),
                ("/api/auth/password/reset", "password"),
                ("/api/auth/2fa", "mfa_token"),
                ("/api/auth/2fa", "code"),
                ("/api/auth/login", "password"),
                ("/api/setup", "token"),
            ] {
                let mut body = json!({
                    "token": "x", "password": "x", "mfa_token": "x", "code": "x", "user_id": "y",
                    "email": "ann@example.com", "name": "Ann",
                });
                body[key] = code.clone();
                let status = house.client().post(path, body).await.status;
                assert!(
                    status == 422 || (path.ends_with("login") || code == "") && status == 401,
                    "{path} {code}: {status}"
                );
            }
            let refresh =
                house.client().post("/api/auth/refresh", json!({"refresh_token": code})).await.status;
            assert!([401, 422].contains(&refresh), "{code}: {refresh}");
        }
        assert_eq!(traces(house).await[..7], before[..7]);
    }

    // CVE-2023-39345 (Strapi): registration took fields that were not the caller's to set.
    async fn cve_2023_39345_a_registration_sets_only_what_it_may(house) {
        let body = json!({
            "email": "eve@example.com", "password": PASSWORD, "user_id": "eve", "id": 77, "is_admin": true,
            "is_active": false, "is_verified": true, "must_change_password": true, "tenant": 1,
            "two_factor_enabled": true, "two_factor_secret": "x", "builder_id": 7, "customer_id": 7,
            "password_hash": "x", "created_at": "2000-01-01", "last_login": "2000-01-01",
        });
        for path in ["/api/auth/register", "/api/v1/auth/register"] {
            let mut body = body.clone();
            if path.contains("v1") {
                (body["user_id"], body["email"]) = (json!("mia"), json!("mia@example.com"));
            }
            let made = house.client().post(path, body).await.expect(201);
            for (key, value) in [
                ("role", json!("user")),
                ("is_admin", json!(false)),
                ("is_active", json!(true)),
                ("is_verified", json!(false)),
                ("must_change_password", json!(false)),
                ("two_factor_enabled", json!(false)),
                ("builder_id", Value::Null),
                ("customer_id", Value::Null),
                ("created_at", json!("2026-03-15T10:00:00Z")),
            ] {
                assert_eq!(made[key], value, "{key}");
            }
            assert_ne!(made["id"], 77);
        }
    }

    // Directus: a field or role that was deleted and made again revived its old grants.
    async fn directus_a_handle_that_comes_again_inherits_nothing(house) {
        let old = register(house, "mia").await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        root.put("/api/admin/users/mia", json!({"role": "admin"})).await.expect(200);
        root.delete("/api/admin/users/mia").await.expect(200);
        let new = register(house, "mia").await;
        assert_eq!(new["role"], "user");
        assert_ne!(new["id"], old["id"]);
        bearer(house, &old).get(ME).await.refused(401);
        let refresh = json!({"refresh_token": old["refresh_token"]});
        house.client().post("/api/auth/refresh", refresh).await.refused(401);
        bearer(house, &new).get("/api/admin/users").await.refused(403);
    }

    // CVE-2026-49448 (authentik): a step of the sign-in with an empty body was let through.
    async fn cve_2026_49448_an_empty_step_leads_nowhere(house) {
        let ann = person(house, "ann").await;
        two_factor_on(house, &ann).await;
        let half = login(house, "ann", PASSWORD).await.expect(200)["mfa_token"].clone();
        let before = traces(house).await;
        for path in [
            "/api/auth/login",
            "/api/v1/auth/login",
            "/auth/token",
            "/api/auth/2fa",
            "/api/auth/password/reset",
            "/api/setup",
        ] {
            for kind in ["application/json", "application/x-www-form-urlencoded", "text/plain"] {
                let client = house.client().header("content-type", kind);
                client.send("POST".parse().expect("a method"), path, "").await.expect(422);
            }
        }
        let empty = house.client().post("/api/auth/2fa", json!({"mfa_token": half, "code": ""})).await;
        assert_eq!(fault(&empty), json!(["body", "code"]));
        house.client().post("/api/auth/2fa", json!({"mfa_token": half})).await.expect(422);
        assert_eq!(traces(house).await, before);
    }

    // CVE-2026-115829 (Delinea): the second factor alone opened the account.
    async fn cve_2026_115829_there_is_no_second_step_without_the_first(house) {
        let ann = person(house, "ann").await;
        let (secret, codes) = two_factor_on(house, &ann).await;
        house.app.clock.advance(Duration::seconds(30));
        let (mia, before) = (register(house, "mia").await, traces(house).await);
        for token in ["", "x", text(&mia, "access_token"), text(&mia, "refresh_token")] {
            for code in [code(house, &secret), codes[0].clone()] {
                let refused =
                    house.client().post("/api/auth/2fa", json!({"mfa_token": token, "code": code})).await;
                assert_eq!(refused.refused(401), "This sign-in has expired. Please start again.");
            }
        }
        assert_eq!(traces(house).await, before);
    }
}
