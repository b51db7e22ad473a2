//! Failures that befell products like this one, told with an ending of our own: every operation.
use std::collections::BTreeSet;

use kernel::{Role, testing::House};
use serde_json::{Value, json};

use crate::people::*;

/// The operations of this house that change something, as `METHOD path`.
pub async fn changing(house: &House) -> BTreeSet<String> {
    let document = house.client().get("/openapi.json").await.expect(200);
    let paths = document["paths"].as_object().expect("paths").iter();
    let all = paths.flat_map(|(path, item)| {
        item.as_object()
            .expect("an item")
            .keys()
            .map(move |method| format!("{} {path}", method.to_uppercase()))
    });
    all.filter(|operation| !operation.starts_with("GET ")).collect()
}

kernel::stories! { MODULES;
    // CVE-2026-109637 (ERPNext): routes without any declaration of who may call them.
    async fn cve_2026_109637_every_operation_says_who_may_call_it(house) {
        let document = house.client().get("/openapi.json").await.expect(200);
        let mut public = BTreeSet::new();
        for (path, item) in document["paths"].as_object().expect("paths") {
            for (method, operation) in item.as_object().expect("an item") {
                if operation["security"].as_array().is_none_or(Vec::is_empty) {
                    public.insert(format!("{} {path}", method.to_uppercase()));
                    continue;
                }
                let path = path.replace("{user_id}", "x").replace("{id}", "x");
                let client = house.client().header("content-type", "application/json");
                client.send(method.to_uppercase().parse().expect("a method"), &path, "{}").await.refused(401);
            }
        }
        let open = "GET / GET /api/setup GET /health GET /health/live GET /health/ready \
            POST /api/auth/2fa POST /api/auth/login POST /api/auth/logout POST /api/auth/password/forgot \
            POST /api/auth/password/reset POST /api/auth/refresh POST /api/auth/register POST /api/setup \
            POST /api/v1/auth/login POST /api/v1/auth/logout POST /api/v1/auth/refresh \
            POST /api/v1/auth/register POST /auth/token";
        assert_eq!(public.into_iter().collect::<Vec<_>>().join(" "), open);
    }

    // Strapi #23493: some routes changed things without a line in the audit log.
    async fn strapi_23493_every_change_leaves_a_line(house) {
        let link =
            identity::setup::commands::link(&house.app).await.expect("a link").expect("an empty house");
        let token = link.split_once("token=").expect("a token").1;
        let first = json!({"token": token, "email": "root@example.com", "name": "R", "password": PASSWORD});
        let mut seen = BTreeSet::from(["POST /api/setup".to_owned()]);
        let root = house.client().post("/api/setup", first).await.json();
        assert_eq!(logged(house, "1 = 1").await, 1);
        account(house, "ann", Role::User).await;
        let mut rootc = bearer(house, &root);
        let (mut lines, mut refresh) = (2, root["refresh_token"].clone());
        let secret =
            text(&rootc.put("/api/v1/settings/2fa/enable", json!({})).await.expect(200), "secret").to_owned();
        house
            .client()
            .post("/api/auth/password/forgot", json!({"email": "ann@example.com"}))
            .await
            .expect(200);
        house.settle().await;
        let mail = house.app.mailer.captured().pop().expect("a mail").text;
        let reset = mail
            .split_once("?token=")
            .expect("a link")
            .1
            .split_whitespace()
            .next()
            .expect("a token")
            .to_owned();
        lines += 2;
        let half = || async { login(house, "root", PASSWORD).await.expect(200)["mfa_token"].clone() };
        let mut recovery = Value::Null;
        for (operation, path) in STEPS {
            let (method, _) = operation.split_once(' ').expect("two words");
            let body = match *operation {
                "PUT /api/v1/settings/2fa/enable" => json!({"code": code(house, &secret)}),
                "POST /api/auth/2fa" => json!({"mfa_token": half().await, "code": recovery[0]}),
                "POST /api/auth/refresh" | "POST /api/v1/auth/refresh" => json!({"refresh_token": refresh}),
                "POST /api/auth/password/reset" => json!({"token": reset, "password": OTHER}),
                operation => body_of(operation),
            };
            let path = path.replace("{reset}", &reset);
            let reply = rootc
                .header("content-type", "application/json")
                .send(method.parse().expect("a method"), &path, body.to_string())
                .await;
            assert!(reply.status < 300, "{operation}: {}", reply.text());
            let now = logged(house, "1 = 1").await;
            assert_eq!(now, lines + 1, "{operation}");
            (lines, recovery) = (now, reply.json().get("recovery_codes").cloned().unwrap_or(recovery));
            if operation.ends_with("/refresh") {
                refresh = reply.json()["refresh_token"].clone();
            }
            if operation.ends_with("/logout") {
                rootc = bearer(house, &login(house, "root", PASSWORD).await.expect(200));
                lines += 1;
            }
            seen.insert((*operation).to_owned());
        }
        let other = login(house, "root", PASSWORD).await.expect(200);
        let sessions = bearer(house, &other).get("/api/auth/sessions").await.expect(200);
        let old =
            sessions.as_array().expect("a list").iter().find(|one| one["current"] == false).expect("another");
        bearer(house, &other).delete(&format!("/api/auth/sessions/{}", text(old, "id"))).await.expect(204);
        assert_eq!(logged(house, "1 = 1").await, lines + 2);
        seen.insert("DELETE /api/auth/sessions/{id}".to_owned());
        // Refuses every word but the two that have operations of their own.
        seen.insert("PUT /api/v1/settings/2fa/{action}".to_owned());
        assert_eq!(seen, changing(house).await);
    }
}

/// Every operation that changes something, in an order in which each can, and the path to call.
const STEPS: &[(&str, &str)] = &[
    ("POST /api/auth/password/forgot", "/api/auth/password/forgot"),
    ("POST /api/auth/password/reset", "/api/auth/password/reset"),
    ("POST /api/auth/register", "/api/auth/register"),
    ("POST /api/v1/auth/register", "/api/v1/auth/register"),
    ("POST /api/auth/login", "/api/auth/login"),
    ("POST /api/v1/auth/login", "/api/v1/auth/login"),
    ("POST /auth/token", "/auth/token"),
    ("POST /api/auth/refresh", "/api/auth/refresh"),
    ("POST /api/v1/auth/refresh", "/api/v1/auth/refresh"),
    ("PUT /api/auth/me", "/api/auth/me"),
    ("PUT /api/v1/settings", "/api/v1/settings"),
    ("PUT /api/v1/settings/profile", "/api/v1/settings/profile"),
    ("PUT /api/v1/settings/password", "/api/v1/settings/password"),
    ("PUT /api/v1/settings/2fa/enable", "/api/v1/settings/2fa/enable"),
    ("POST /api/auth/2fa", "/api/auth/2fa"),
    ("PUT /api/v1/settings/2fa/disable", "/api/v1/settings/2fa/disable"),
    ("POST /api/admin/users", "/api/admin/users"),
    ("POST /api/admin/users/bulk", "/api/admin/users/bulk"),
    ("POST /api/admin/users/{user_id}/activate", "/api/admin/users/ann/activate"),
    ("POST /api/admin/users/{user_id}/deactivate", "/api/admin/users/ann/deactivate"),
    ("POST /api/admin/users/{user_id}/reset-password", "/api/admin/users/ann/reset-password"),
    ("DELETE /api/admin/users/{user_id}/sessions", "/api/admin/users/ann/sessions"),
    ("PUT /api/admin/users/{user_id}", "/api/admin/users/ann"),
    ("DELETE /api/admin/users/{user_id}", "/api/admin/users/ann"),
    ("DELETE /api/auth/sessions", "/api/auth/sessions"),
    ("POST /api/auth/logout", "/api/auth/logout"),
    ("POST /api/v1/auth/logout", "/api/v1/auth/logout"),
];

fn body_of(operation: &str) -> Value {
    let fresh =
        |name: &str| json!({"email": format!("{name}@example.com"), "name": name, "password": PASSWORD});
    match operation {
        "POST /api/auth/password/forgot" => json!({"email": "ann@example.com"}),
        "POST /api/auth/register" => fresh("new-one"),
        "POST /api/v1/auth/register" => fresh("new-two"),
        "POST /api/admin/users" => fresh("new-three"),
        "POST /api/admin/users/bulk" => json!({"action": "activate", "user_ids": ["ann"]}),
        "PUT /api/v1/settings/password" => json!({"old_password": PASSWORD, "new_password": PASSWORD}),
        "PUT /api/v1/settings/2fa/disable" => json!({"password": PASSWORD}),
        login if login.contains("login") || login.contains("token") => {
            json!({"user_id": "root", "password": PASSWORD})
        }
        _ => json!({"name": "Root"}),
    }
}
