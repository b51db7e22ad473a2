//! What people do with their own accounts.
use serde_json::json;

use crate::people::*;

const ME: &str = "/api/auth/me";

kernel::stories! { MODULES;
    async fn three_paths_show_ones_own_account(house) {
        let ann = person(house, "ann").await;
        let me = ann.get(ME).await;
        let account = me.expect(200);
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
            assert!(account.get(key).is_some(), "{key} is missing in {account}");
        }
        assert_eq!((&account["user_id"], &account["permissions"]), (&json!("ann"), &json!([])));
        assert!(!me.header("etag").is_empty());
        for path in ["/api/v1/auth/me", "/api/user/profile", "/api/user/profile/"] {
            assert_eq!(ann.get(path).await.text(), me.text(), "{path}");
        }
        assert!(!me.text().contains("password_hash") && !me.text().contains("secret"), "{}", me.text());
    }

    async fn name_and_telephone_change_freely(house) {
        let ann = person(house, "ann").await;
        house.app.clock.advance(chrono::Duration::minutes(2));
        let changed = ann.put(ME, json!({"full_name": "Ann Lee", "phone": "+49 1"})).await.expect(200);
        assert_eq!((&changed["name"], &changed["phone"]), (&json!("Ann Lee"), &json!("+49 1")));
        assert_eq!(changed["updated_at"], "2026-03-15T10:02:00Z");
        assert_eq!(ann.put(ME, json!({"name": "Ann"})).await.expect(200)["phone"], "+49 1");
        let cleared = ann.put(ME, json!({"phone": null})).await.expect(200);
        assert_eq!((&cleared["name"], &cleared["phone"]), (&json!("Ann"), &json!(null)));
        assert_eq!(ann.get(ME).await.expect(200)["phone"], json!(null));
        assert_eq!(told(house, "identity.user.updated").await, 3);
        assert_eq!(
            logged(house, "action = 'update_profile' AND admin_id = 'ann' AND target = 'ann'").await,
            3
        );
    }

    async fn null_clears_nothing_that_is_required(house) {
        let ann = person(house, "ann").await;
        let before = (traces(house).await, ann.get(ME).await.text());
        for field in ["name", "full_name", "email"] {
            assert_eq!(fault(&ann.put(ME, json!({field: null})).await), json!(["body", field]));
        }
        assert_eq!(fault(&ann.put(ME, json!({"name": ""})).await), json!(["body", "name"]));
        assert_eq!((traces(house).await, ann.get(ME).await.text()), before);
    }

    async fn a_stale_copy_overwrites_nothing(house) {
        let ann = person(house, "ann").await;
        let old = ann.get(ME).await.header("etag").to_owned();
        let new = ann.header("if-match", &old).put(ME, json!({"name": "One"})).await;
        new.expect(200);
        assert_eq!(ann.get(ME).await.header("etag"), new.header("etag"));
        let before = traces(house).await;
        ann.header("if-match", &old).put(ME, json!({"name": "Two"})).await.refused(412);
        assert_eq!(
            (traces(house).await, ann.get(ME).await.expect(200)["name"].clone()),
            (before, json!("One"))
        );
        ann.header("if-match", new.header("etag")).put(ME, json!({"name": "Two"})).await.expect(200);
    }

    async fn ones_own_role_and_state_are_not_ones_own_to_change(house) {
        let ann = person(house, "ann").await;
        let forged = json!({
            "id": 99, "user_id": "root", "username": "root", "role": "super_admin", "is_admin": true,
            "is_active": false, "is_verified": true, "must_change_password": true, "two_factor_enabled": true,
            "builder_id": 7, "customer_id": 7, "created_at": "2000-01-01", "nonsense": [1],
        });
        let before = ann.get(ME).await.expect(200);
        let mut after = ann.put(ME, forged).await.expect(200);
        after["updated_at"] = before["updated_at"].clone();
        after["permissions"] = before["permissions"].clone();
        assert_eq!(after, before);
    }

    async fn another_address_needs_the_password(house) {
        let (ann, _) = (person(house, "ann").await, register(house, "bob").await);
        let before = traces(house).await;
        assert_eq!(
            fault(&ann.put(ME, json!({"email": "lee@example.com"})).await),
            json!(["body", "old_password"])
        );
        let wrong = json!({"email": "lee@example.com", "old_password": OTHER});
        assert_eq!(ann.put(ME, wrong).await.refused(400), "Old password is incorrect");
        let taken = json!({"email": "BOB@example.com", "old_password": PASSWORD});
        assert_eq!(ann.put(ME, taken).await.refused(400), "Email already registered");
        let broken = json!({"email": "lee", "old_password": PASSWORD});
        assert_eq!(fault(&ann.put(ME, broken).await), json!(["body", "email"]));
        assert_eq!(traces(house).await, before);
        sql(house, "UPDATE users SET is_verified = TRUE").await.expect("updated");
        let body = json!({"email": "lee@example.com", "current_password": PASSWORD});
        let changed = ann.put(ME, body).await.expect(200);
        assert_eq!((&changed["email"], &changed["is_verified"]), (&json!("lee@example.com"), &json!(false)));
        login(house, "ann@example.com", PASSWORD).await.refused(401);
        login(house, "lee@example.com", PASSWORD).await.expect(200);
        ann.get(ME).await.expect(200);
    }

    async fn a_new_password_needs_the_old_one(house) {
        let ann = person(house, "ann").await;
        let before = traces(house).await;
        assert_eq!(
            fault(&ann.put(ME, json!({"new_password": OTHER})).await),
            json!(["body", "old_password"])
        );
        let wrong = json!({"new_password": OTHER, "old_password": "violet-Tram-43"});
        assert_eq!(ann.put(ME, wrong).await.refused(400), "Old password is incorrect");
        for weak in ["short-1", "password", "ann@example.com"] {
            let body = json!({"new_password": weak, "old_password": PASSWORD});
            assert_eq!(fault(&ann.put(ME, body).await), json!(["body", "new_password"]), "{weak}");
        }
        assert_eq!(traces(house).await, before);
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn a_new_password_ends_all_other_sessions(house) {
        let ann = person(house, "ann").await;
        let elsewhere = login(house, "ann", PASSWORD).await.expect(200);
        let there = bearer(house, &elsewhere);
        there.get(ME).await.expect(200);
        let body = json!({"password": OTHER, "current_password": PASSWORD});
        ann.put(ME, body).await.expect(200);
        ann.get(ME).await.expect(200);
        there.get(ME).await.refused(401);
        let refresh = json!({"refresh_token": elsewhere["refresh_token"]});
        house.client().post("/api/auth/refresh", refresh).await.refused(401);
        assert_eq!(login(house, "ann", PASSWORD).await.refused(401), WRONG);
        login(house, "ann", OTHER).await.expect(200);
        let line = "admin_id = 'ann' AND details = 'Password changed; all other sessions ended'";
        assert_eq!(logged(house, line).await, 1);
        assert_eq!(logged(house, "before LIKE '%argon2%' OR after LIKE '%argon2%'").await, 0);
    }

    async fn a_sign_in_at_the_same_moment_brings_no_old_password_back(house) {
        let ann = person(house, "ann").await;
        let change = ann.put(ME, json!({"old_password": PASSWORD, "new_password": OTHER}));
        let signing_in = async {
            let mut answers = vec![];
            for _ in 0..8 {
                answers.push(login(house, "ann", PASSWORD).await);
            }
            answers
        };
        let (changed, answers) = tokio::join!(change, signing_in);
        changed.expect(200);
        for answer in answers.iter().filter(|answer| answer.status == 200) {
            bearer(house, &answer.json()).get(ME).await.refused(401);
        }
        house.app.clock.advance(chrono::Duration::hours(1));
        assert_eq!(login(house, "ann", PASSWORD).await.refused(401), WRONG);
        login(house, "ann", OTHER).await.expect(200);
    }
}
