//! Signing in and out.
use kernel::{Role, testing::Reply};
use serde_json::{Value, json};

use crate::people::*;

const PATHS: [&str; 3] = ["/api/auth/login", "/api/v1/auth/login", "/auth/token"];

fn cookies(reply: &Reply) -> Vec<&str> {
    reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().expect("a cookie")).collect()
}

kernel::stories! { MODULES;
    async fn the_answer_is_the_contracts(house) {
        account(house, "ann", Role::Admin).await;
        let answer = login(house, "ann", PASSWORD).await.expect(200);
        let all =
            "access_token email expires_in is_admin refresh_token role token_type user user_id user_name";
        assert_eq!(keys(&answer).join(" "), all);
        assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("bearer"), &json!(3600)));
        assert_eq!((&answer["user_id"], &answer["user_name"]), (&json!("ann"), &json!("ann")));
        assert_eq!((&answer["role"], &answer["is_admin"]), (&json!("admin"), &json!(true)));
        assert_eq!(answer["email"], "ann@example.com");
        let user = &answer["user"];
        for key in [
            "id",
            "user_id",
            "username",
            "email",
            "name",
            "full_name",
            "role",
            "user_type",
            "is_admin",
            "is_active",
            "is_verified",
            "phone",
            "builder_id",
            "customer_id",
            "created_at",
            "updated_at",
            "last_login",
        ] {
            assert!(user.get(key).is_some(), "{key} is missing in {user}");
        }
        assert_eq!((&user["username"], &user["full_name"]), (&user["user_id"], &user["name"]));
        assert_eq!(user["last_login"], "2026-03-15T10:00:00Z");
        assert!(!user.to_string().contains("argon2"), "{user}");
    }

    async fn any_of_three_names_under_three_paths(house) {
        register(house, "ann").await;
        for path in PATHS {
            for (key, identifier) in [
                ("user_id", "ann"),
                ("username", "ann"),
                ("email", "ann@example.com"),
                ("username", "ann@example.com"),
                ("user_id", "ANN@Example.COM"),
            ] {
                let answer = house.client().post(path, json!({key: identifier, "password": PASSWORD})).await;
                assert_eq!(answer.expect(200)["user_id"], "ann", "{path} {key} {identifier}");
            }
        }
        assert_eq!(login(house, "ANN", PASSWORD).await.refused(401), WRONG);
    }

    async fn forms_do_as_well_as_json(house) {
        register(house, "ann").await;
        let form = format!("grant_type=password&username=ann%40example.com&password={PASSWORD}&scope=");
        let part = |name: &str, value: &str| {
            format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let parts = format!("{}{}--cut--\r\n", part("username", "ann"), part("password", PASSWORD));
        for path in PATHS {
            for (kind, body) in [
                ("application/x-www-form-urlencoded; charset=utf-8", &form),
                ("multipart/form-data; boundary=cut", &parts),
            ] {
                let client = house.client().header("content-type", kind);
                let answer = client.send("POST".parse().expect("a method"), path, body.clone()).await;
                let token = text(&answer.expect(200), "access_token").to_owned();
                house.client().token(&token).get("/api/auth/me").await.expect(200);
            }
        }
        let client = house.client().header("content-type", "application/x-www-form-urlencoded");
        let refused = client.send("POST".parse().expect("a method"), PATHS[2], "username=ann").await;
        assert_eq!(fault(&refused), json!(["body", "password"]));
    }

    async fn the_cookies_are_out_of_reach_for_scripts(house) {
        register(house, "ann").await;
        let reply = login(house, "ann", PASSWORD).await;
        let answer = reply.expect(200);
        let (access, refresh) = (text(&answer, "access_token"), text(&answer, "refresh_token"));
        assert_eq!(
            cookies(&reply),
            [
                format!("access_token={access}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax"),
                format!(
                    "refresh_token={refresh}; Path=/api/auth/refresh; Max-Age=2592000; \
                     HttpOnly; SameSite=Strict"
                ),
            ]
        );
        let over_tls = another(house, &[("server.public_url", "https://bursar.example")]).await;
        register(&over_tls, "ann").await;
        let reply = login(&over_tls, "ann", PASSWORD).await;
        assert_eq!(cookies(&reply).len(), 2);
        assert!(cookies(&reply).iter().all(|cookie| cookie.ends_with("; Secure")), "{:?}", cookies(&reply));
    }

    async fn unknown_and_wrong_are_told_the_same(house) {
        register(house, "ann").await;
        let before = traces(house).await;
        let answers = [login(house, "ann", OTHER).await, login(house, "nobody", PASSWORD).await];
        let mut problems = answers.map(|reply| {
            assert_eq!((reply.refused(401).as_str(), reply.header("www-authenticate")), (WRONG, "Bearer"));
            assert!(cookies(&reply).is_empty());
            reply.json()
        });
        problems.iter_mut().for_each(|problem| problem["request_id"] = Value::Null);
        assert_eq!(problems[0], problems[1]);
        let after = traces(house).await;
        assert_eq!(after[..7], before[..7]);
        assert_eq!(
            logged(house, "action = 'login_failed' AND target = 'nobody' AND admin_id = 'anonymous'").await,
            1
        );
        assert_eq!(logged(house, "action = 'login_failed' AND target = 'ann' AND admin_id = 'ann'").await, 1);
    }

    async fn an_inactive_account_learns_it_only_with_its_password(house) {
        register(house, "ann").await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        root.post("/api/admin/users/ann/deactivate", json!({})).await.expect(200);
        let before = traces(house).await;
        let said = login(house, "ann", PASSWORD).await.refused(403);
        assert_eq!(said, "User account is inactive. Please contact administrator.");
        assert_eq!(traces(house).await, before);
        assert_eq!(login(house, "ann", OTHER).await.refused(401), WRONG);
    }

    async fn a_user_type_that_is_sent_must_be_the_accounts(house) {
        let body = json!({"email": "bob@example.com", "password": PASSWORD, "user_type": "builder"});
        house.client().post("/api/auth/register", body).await.expect(201);
        let as_a = |kind: Value| json!({"email": "bob@example.com", "password": PASSWORD, "user_type": kind});
        let client = house.client();
        assert_eq!(
            client.post(PATHS[0], as_a(json!("builder"))).await.expect(200)["user"]["user_type"],
            "builder"
        );
        client.post(PATHS[0], as_a(Value::Null)).await.expect(200);
        assert_eq!(client.post(PATHS[0], as_a(json!("customer"))).await.refused(401), WRONG);
        let refused = client.post(PATHS[0], as_a(json!("Builder"))).await;
        assert_eq!(fault(&refused), json!(["body", "user_type"]));
        assert_eq!(refused.refused(422), "user_type: must be one of: builder or customer");
    }

    async fn what_is_missing_is_named(house) {
        let before = traces(house).await;
        let client = house.client();
        assert_eq!(fault(&client.post(PATHS[0], json!({})).await), json!(["body", "password"]));
        assert_eq!(
            fault(&client.post(PATHS[0], json!({"user_id": "ann"})).await),
            json!(["body", "password"])
        );
        assert_eq!(fault(&client.post(PATHS[0], json!({"password": "x"})).await), json!(["body", "user_id"]));
        let long = json!({"user_id": "ann", "password": "x".repeat(257)});
        assert_eq!(fault(&client.post(PATHS[0], long).await), json!(["body", "password"]));
        assert_eq!(
            fault(&client.post(PATHS[0], json!({"user_id": 5, "password": "x"})).await),
            json!(["body", "user_id"])
        );
        let broken = client.header("content-type", "application/json");
        assert_eq!(
            fault(&broken.send("POST".parse().expect("a method"), PATHS[0], "{").await),
            json!(["body"])
        );
        assert_eq!(traces(house).await, before);
    }

    async fn an_old_hash_is_replaced_at_the_first_sign_in(house) {
        register(house, "ann").await;
        let old = bcrypt::hash(PASSWORD, 4).expect("bcrypt");
        sql(house, &format!("UPDATE users SET password_hash = '{old}'")).await.expect("updated");
        assert_eq!(login(house, "ann", OTHER).await.refused(401), WRONG);
        let new = "SELECT COUNT(*) FROM users WHERE password_hash LIKE '$argon2id$v=19$m=19456,t=2,p=1$%'";
        assert_eq!(house.number(new).await, 0);
        login(house, "ann", PASSWORD).await.expect(200);
        assert_eq!(house.number(new).await, 1);
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn a_sign_in_is_logged_and_told(house) {
        register(house, "ann").await;
        let body = json!({"user_id": "ann", "password": PASSWORD});
        let agent = house.client().header("user-agent", "Story/1");
        agent.header("x-forwarded-for", "6.6.6.6").post(PATHS[0], body).await.expect(200);
        let line =
            "action = 'login' AND admin_id = 'ann' AND ip_address = '127.0.0.1' AND user_agent = 'Story/1'";
        assert_eq!(logged(house, line).await, 1);
        assert_eq!(told(house, "identity.user.signed_in").await, 1);
    }

    async fn signing_out_ends_the_session_at_once(house) {
        register(house, "ann").await;
        for path in ["/api/auth/logout", "/api/v1/auth/logout"] {
            let answer = login(house, "ann", PASSWORD).await.expect(200);
            let ann = bearer(house, &answer);
            ann.get("/api/auth/me").await.expect(200);
            let out = ann.post(path, json!({})).await;
            assert_eq!(out.expect(200), json!({"message": "Successfully logged out"}));
            assert_eq!(cookies(&out).len(), 2);
            assert!(
                cookies(&out)
                    .iter()
                    .all(|cookie| cookie.contains("_token=; ") && cookie.contains("Max-Age=0"))
            );
            assert_eq!(ann.get("/api/auth/me").await.refused(401), "Could not validate credentials");
            let body = json!({"refresh_token": answer["refresh_token"]});
            house.client().post("/api/auth/refresh", body).await.refused(401);
        }
        assert_eq!(logged(house, "action = 'logout' AND admin_id = 'ann'").await, 2);
        house.client().post("/api/auth/logout", json!({})).await.expect(200);
        assert_eq!(logged(house, "action = 'logout'").await, 2);
    }
}
