//! Accounts that others open, and passwords that others set.
use kernel::{Role, testing::Client};
use serde_json::json;

use crate::people::*;

const USERS: &str = "/api/admin/users";
const FIRST: &str = "Choose a new password first: PUT /api/auth/me with old_password and new_password.";

/// Somebody with a temporary password may do nothing but choose his own.
async fn must_choose(client: &Client<'_>, temporary: &str) {
    assert_eq!(client.get("/api/auth/me").await.expect(200)["must_change_password"], true);
    for refused in [
        client.get(USERS).await,
        client.post(USERS, json!({"email": "x@example.com", "name": "X"})).await,
        client.get("/api/admin/audit-logs").await,
    ] {
        assert_eq!(refused.refused(403), FIRST);
    }
    let chosen = json!({"old_password": temporary, "new_password": OTHER});
    assert_eq!(client.put("/api/auth/me", chosen).await.expect(200)["must_change_password"], false);
}

kernel::stories! { MODULES;
    async fn a_new_account_gets_a_temporary_password_shown_once(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        let body = json!({"email": "mia@example.com", "name": "Mia", "role": "admin", "phone": "1"});
        let made = root.post(USERS, body).await;
        let mia = made.expect(201);
        assert_eq!(made.header("location"), "/api/admin/users/mia");
        assert_eq!(
            (&mia["role"], &mia["phone"], &mia["is_active"]),
            (&json!("admin"), &json!("1"), &json!(true))
        );
        let temporary = text(&mia, "temporary_password").to_owned();
        assert!(temporary.len() >= 16, "{temporary}");
        assert!(!root.get("/api/admin/users/mia").await.text().contains(&temporary));
        assert_eq!(
            logged(house, &format!("after LIKE '%{temporary}%' OR details LIKE '%{temporary}%'")).await,
            0
        );
        let line = "action = 'create_user' AND target = 'mia' AND admin_id = 'root' \
            AND details = 'Created admin account'";
        assert_eq!(logged(house, line).await, 1);
        let mia = bearer(house, &login(house, "mia", &temporary).await.expect(200));
        must_choose(&mia, &temporary).await;
        mia.get(USERS).await.expect(200);
        login(house, "mia", &temporary).await.refused(401);
        login(house, "mia", OTHER).await.expect(200);
    }

    async fn a_given_password_need_not_be_changed(house) {
        let admin = officer(house, "adm", Role::Admin).await;
        let body = json!({"email": "mia@example.com", "name": "Mia", "password": PASSWORD});
        let mia = admin.post(USERS, body).await.expect(201);
        assert_eq!((&mia["user_id"], &mia["role"]), (&json!("mia"), &json!("user")));
        assert_eq!((&mia["temporary_password"], &mia["must_change_password"]), (&json!(null), &json!(false)));
        let body =
            json!({"email": "off@example.com", "name": "Off", "password": PASSWORD, "is_active": false});
        admin.post(USERS, body).await.expect(201);
        login(house, "off", PASSWORD).await.refused(403);
    }

    async fn accounts_that_cannot_be_are_refused(house) {
        let admin = officer(house, "adm", Role::Admin).await;
        let before = traces(house).await;
        let with = |key: &str, value: serde_json::Value| {
            let mut body = json!({"email": "mia@example.com", "name": "Mia", "user_id": "mia"});
            body[key] = value;
            body
        };
        assert_eq!(
            admin.post(USERS, with("user_id", json!("adm"))).await.refused(400),
            "User ID already registered"
        );
        assert_eq!(
            admin.post(USERS, with("email", json!("ADM@example.com"))).await.refused(400),
            "Email already registered"
        );
        for role in ["admin", "super_admin"] {
            let said = admin.post(USERS, with("role", json!(role))).await.refused(403);
            assert_eq!(said, format!("Cannot give the role '{role}': only a super_admin may."));
        }
        for (key, value) in [
            ("email", json!("mia")),
            ("name", json!("")),
            ("user_id", json!("a b")),
            ("user_id", json!("ab")),
            ("role", json!("root")),
            ("password", json!("password")),
            ("user_type", json!("x")),
            ("is_active", json!(5)),
        ] {
            assert_eq!(
                fault(&admin.post(USERS, with(key, value.clone())).await),
                json!(["body", key]),
                "{value}"
            );
        }
        assert_eq!(
            admin.post(USERS, json!({})).await.refused(422),
            "email: Field required; name: Field required"
        );
        assert_eq!(traces(house).await, before);
    }

    async fn a_reset_ends_the_sessions_and_forces_a_change(house) {
        let mia = officer(house, "mia", Role::Admin).await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        let reset = root.post("/api/admin/users/mia/reset-password", json!({})).await.expect(200);
        assert_eq!(keys(&reset), ["message", "note", "temporary_password"]);
        assert_eq!(reset["message"], "Password reset for user 'mia'");
        let temporary = text(&reset, "temporary_password").to_owned();
        mia.get("/api/auth/me").await.refused(401);
        assert_eq!(login(house, "mia", PASSWORD).await.refused(401), WRONG);
        let line = "action = 'reset_password' AND target = 'mia' AND admin_id = 'root' \
            AND details = 'Password reset by admin'";
        assert_eq!(logged(house, line).await, 1);
        house.settle().await;
        let mail = house.app.mailer.captured().pop().expect("a mail");
        assert_eq!(mail.to, "mia@example.com");
        assert!(!mail.text.contains(&temporary), "{}", mail.text);
        let again = root.post("/api/admin/users/mia/reset-password", json!({})).await.expect(200);
        assert_ne!(again["temporary_password"], reset["temporary_password"]);
        login(house, "mia", &temporary).await.refused(401);
        let temporary = text(&again, "temporary_password").to_owned();
        let answer = login(house, "mia", &temporary).await.expect(200);
        assert_eq!(answer["user"]["must_change_password"], true);
        must_choose(&bearer(house, &answer), &temporary).await;
    }

    async fn until_then_not_even_registering_others_is_open(house) {
        account(house, "mia", Role::Admin).await;
        let temporary =
            identity::operator::reset_password(&house.app, "mia", false).await.expect("a password");
        let mia = bearer(house, &login(house, "mia", &temporary).await.expect(200));
        let before = traces(house).await;
        let body = json!({"email": "x@example.com", "password": PASSWORD, "role": "manager"});
        mia.post("/api/auth/register", body).await.refused(403);
        assert_eq!(traces(house).await, before);
    }

    async fn the_command_line_clears_a_lost_second_factor(house) {
        let ann = person(house, "ann").await;
        two_factor_on(house, &ann).await;
        let kept = identity::operator::reset_password(&house.app, "ann", false).await.expect("a password");
        assert_eq!(login(house, "ann", &kept).await.expect(200)["mfa_required"], true);
        let cleared =
            identity::operator::reset_password(&house.app, "ann@example.com", true).await.expect("one");
        assert_eq!(login(house, "ann", &cleared).await.expect(200)["user_id"], "ann");
        assert_eq!(
            logged(house, "admin_id = 'system' AND action = 'reset_password' AND target = 'ann'").await,
            2
        );
        assert!(identity::operator::reset_password(&house.app, "nobody", true).await.is_err());
    }
}
