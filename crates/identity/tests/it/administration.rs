//! What administrators do with single accounts, and in which order they are refused.
use kernel::{
    Role,
    testing::{Client, Reply},
};
use serde_json::{Value, json};

use crate::people::*;

const USERS: &str = "/api/admin/users";
const ANN: &str = "/api/admin/users/ann";

/// The nine endpoints of the contract, for the account `handle`.
async fn all_nine(client: &Client<'_>, handle: &str, body: Value) -> Vec<Reply> {
    let one = format!("{USERS}/{handle}");
    vec![
        client.get(USERS).await,
        client.get(&one).await,
        client.put(&one, body).await,
        client.post(&format!("{one}/activate"), json!({})).await,
        client.post(&format!("{one}/deactivate"), json!({})).await,
        client.delete(&one).await,
        client.post(&format!("{one}/reset-password"), json!({})).await,
        client.get("/api/admin/audit-logs").await,
        client.get("/api/admin/analytics/users").await,
    ]
}

kernel::stories! { MODULES;
    async fn all_nine_are_for_administrators(house) {
        register(house, "ann").await;
        let before = traces(house).await;
        for reply in all_nine(&house.client(), "ann", json!({"role": 5})).await {
            assert_eq!(reply.refused(401), "Could not validate credentials");
            assert_eq!(reply.header("www-authenticate"), "Bearer");
        }
        assert_eq!(traces(house).await, before);
        for role in [Role::User, Role::Customer, Role::Builder, Role::PortfolioManager, Role::Manager] {
            let somebody = officer(house, &role.to_string(), role).await;
            let before = traces(house).await;
            for handle in ["ann", "nobody"] {
                for reply in all_nine(&somebody, handle, json!({"role": 5})).await {
                    assert_eq!(reply.refused(403), "Admin privileges required", "{role}");
                }
            }
            assert_eq!(traces(house).await, before);
        }
    }

    async fn a_wrong_body_comes_before_an_unknown_account_and_that_before_the_rule(house) {
        let (admin, _) =
            (officer(house, "adm", Role::Admin).await, officer(house, "root", Role::SuperAdmin).await);
        let before = traces(house).await;
        for handle in ["nobody", "root", "adm"] {
            let refused = admin.put(&format!("{USERS}/{handle}"), json!({"is_active": "perhaps"})).await;
            assert_eq!(fault(&refused), json!(["body", "is_active"]));
        }
        let replies = all_nine(&admin, "nobody", json!({})).await;
        for reply in &replies[1..7] {
            assert_eq!(reply.refused(404), "User with ID 'nobody' not found");
        }
        for (handle, role) in [("root", "super_admin"), ("adm", "admin")] {
            let replies = all_nine(&admin, handle, json!({"name": "X"})).await;
            replies[1].expect(200);
            for reply in &replies[2..7] {
                assert_eq!(reply.refused(403), format!("Cannot manage user with role '{role}'"));
            }
        }
        assert_eq!(traces(house).await, before);
    }

    async fn nobody_removes_or_switches_off_himself(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "spare", Role::SuperAdmin).await;
        let before = traces(house).await;
        let path = format!("{USERS}/root");
        let said = root.post(&format!("{path}/deactivate"), json!({})).await.refused(400);
        assert_eq!(said, "Cannot deactivate your own account");
        assert_eq!(
            root.put(&path, json!({"is_active": false})).await.refused(400),
            "Cannot deactivate your own account"
        );
        assert_eq!(root.delete(&path).await.refused(400), "Cannot delete your own account");
        assert_eq!(traces(house).await, before);
        root.put(&path, json!({"is_active": true, "name": "Root"})).await.expect(200);
    }

    async fn an_account_is_changed_by_what_is_sent(house) {
        register(house, "ann").await;
        let admin = officer(house, "adm", Role::Admin).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
        let sent =
            json!({"is_active": true, "role": "manager", "email": "lee@example.com", "name": "Ann Lee"});
        let changed = admin.put(ANN, sent).await.expect(200);
        assert_eq!((&changed["name"], &changed["full_name"]), (&json!("Ann Lee"), &json!("Ann Lee")));
        assert_eq!((&changed["role"], &changed["email"]), (&json!("manager"), &json!("lee@example.com")));
        assert_eq!(changed["updated_at"], "2026-03-15T10:01:00Z");
        assert_eq!(admin.put(ANN, json!({"name": "Ann"})).await.expect(200)["role"], "manager");
        assert_eq!(admin.put(ANN, json!({})).await.expect(200)["name"], "Ann");
        for details in ["Updated user: email, name, role, is_active", "Updated user: name", "Updated user: "]
        {
            let line = format!(
                "action = 'update_user' AND target = 'ann' AND admin_id = 'adm' AND details = '{details}'"
            );
            assert_eq!(logged(house, &line).await, 1, "{details}");
        }
        assert_eq!(
            logged(house, r#"before LIKE '%"name":"ann"%' AND after LIKE '%"name":"Ann Lee"%'"#).await,
            1
        );
        assert_eq!(told(house, "identity.user.updated").await, 3);
    }

    async fn what_cannot_be_of_an_account_is_refused(house) {
        register(house, "ann").await;
        let admin = officer(house, "adm", Role::Admin).await;
        let before = traces(house).await;
        for (body, field) in [
            (json!({"email": null}), "email"),
            (json!({"name": null}), "name"),
            (json!({"role": null}), "role"),
            (json!({"is_active": null}), "is_active"),
            (json!({"email": "ann"}), "email"),
            (json!({"name": ""}), "name"),
            (json!({"name": "x".repeat(101)}), "name"),
            (json!({"role": "root"}), "role"),
            (json!({"is_active": "yes"}), "is_active"),
        ] {
            assert_eq!(fault(&admin.put(ANN, body.clone()).await), json!(["body", field]), "{body}");
        }
        assert_eq!(
            admin.put(ANN, json!({"email": "ADM@example.com"})).await.refused(400),
            "Email already registered"
        );
        assert_eq!(traces(house).await, before);
        admin.put(ANN, json!({"email": "ann@example.com"})).await.expect(200);
        let forged = json!({"id": 99, "user_id": "eve", "created_at": "2000-01-01", "password": "x"});
        let after = admin.put(ANN, forged).await.expect(200);
        assert_eq!(
            (&after["user_id"], &after["created_at"]),
            (&json!("ann"), &json!("2026-03-15T10:00:00Z"))
        );
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn an_admin_raises_nobody_to_his_own_height(house) {
        register(house, "ann").await;
        let (admin, root) =
            (officer(house, "adm", Role::Admin).await, officer(house, "root", Role::SuperAdmin).await);
        let before = traces(house).await;
        for role in ["admin", "super_admin"] {
            let said = admin.put(ANN, json!({"role": role})).await.refused(403);
            assert_eq!(said, format!("Cannot give the role '{role}': only a super_admin may."));
        }
        assert_eq!(traces(house).await, before);
        for role in ["manager", "portfolio_manager", "builder", "customer", "user"] {
            assert_eq!(admin.put(ANN, json!({"role": role})).await.expect(200)["role"], role);
        }
        assert_eq!(root.put(ANN, json!({"role": "admin"})).await.expect(200)["is_admin"], true);
        admin.put(ANN, json!({"role": "user"})).await.refused(403);
    }

    async fn a_stale_copy_overwrites_nothing(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        let body = json!({"email": "ann@example.com", "name": "Ann", "user_id": "ann"});
        let made = root.post(USERS, body).await.header("etag").to_owned();
        assert_eq!(root.get(ANN).await.header("etag"), made);
        let new = root.header("if-match", &made).put(ANN, json!({"name": "One"})).await;
        new.expect(200);
        let before = traces(house).await;
        root.header("if-match", &made).put(ANN, json!({"name": "Two"})).await.refused(412);
        root.header("if-match", &made).delete(ANN).await.refused(412);
        assert_eq!(traces(house).await, before);
        root.header("if-match", new.header("etag")).delete(ANN).await.expect(200);
    }

    async fn switching_on_and_off_can_be_repeated(house) {
        let ann = person(house, "ann").await;
        let admin = officer(house, "adm", Role::Admin).await;
        ann.get("/api/auth/me").await.expect(200);
        for (verb, active) in
            [("deactivate", false), ("deactivate", false), ("activate", true), ("activate", true)]
        {
            let answer = admin.post(&format!("{ANN}/{verb}"), json!({})).await.expect(200);
            assert_eq!((&answer["user_id"], &answer["is_active"]), (&json!("ann"), &json!(active)));
            ann.get("/api/auth/me").await.refused(401);
        }
        for (action, details) in
            [("activate_user", "User account activated"), ("deactivate_user", "User account deactivated")]
        {
            let line = format!(
                "action = '{action}' AND details = '{details}' AND target = 'ann' AND admin_id = 'adm'"
            );
            assert_eq!(logged(house, &line).await, 2);
        }
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn deleting_an_account_keeps_what_it_did(house) {
        let (mia, root) =
            (officer(house, "mia", Role::Admin).await, officer(house, "root", Role::SuperAdmin).await);
        register(house, "ann").await;
        mia.put(ANN, json!({"name": "Ann"})).await.expect(200);
        let lines = logged(house, "admin_id = 'mia'").await;
        let gone = root.delete(&format!("{USERS}/mia")).await;
        assert_eq!(gone.expect(200), json!({"message": "User 'mia' deleted successfully"}));
        assert_eq!(logged(house, "admin_id = 'mia'").await, lines);
        let line =
            "action = 'delete_user' AND target = 'mia' AND details = 'User account deleted permanently'";
        assert_eq!(logged(house, line).await, 1);
        assert_eq!(told(house, "identity.user.deleted").await, 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 2);
        mia.get("/api/auth/me").await.refused(401);
        assert_eq!(root.delete(&format!("{USERS}/mia")).await.refused(404), "User with ID 'mia' not found");
        assert_eq!(login(house, "mia", PASSWORD).await.refused(401), WRONG);
        assert_eq!(root.get("/api/admin/audit-logs/verify").await.expect(200)["ok"], true);
    }
}
