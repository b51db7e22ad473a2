//! What people prefer: settings, name, password.
use axum::http::Method;
use kernel::{Grant, Role, Who};
use serde_json::{Value, json};

use crate::people::*;

const SETTINGS: &str = "/api/v1/settings";
const PROFILE: &str = "/api/v1/settings/profile";
const SECRET: &str = "/api/v1/settings/password";

async fn rows(house: &kernel::testing::House) -> i64 {
    house.number("SELECT COUNT(*) FROM user_settings").await
}

kernel::stories! { MODULES;
    async fn the_first_look_writes_down_what_everyone_begins_with(house) {
        let ann = person(house, "ann").await;
        let first = ann.get(SETTINGS).await;
        let settings = first.expect(200);
        assert_eq!(keys(&settings), [
            "address", "created_at", "email_notifications", "id", "phone_number", "preferences",
            "sms_notifications", "two_factor_enabled", "updated_at", "user_id",
        ]);
        assert_eq!(settings["email_notifications"], true);
        for off in ["sms_notifications", "two_factor_enabled"] {
            assert_eq!(settings[off], false, "{off}");
        }
        for empty in ["phone_number", "address", "preferences"] {
            assert_eq!(settings[empty], Value::Null, "{empty}");
        }
        assert_eq!(settings["updated_at"], "2026-03-15T10:00:00Z");
        house.app.clock.advance(chrono::Duration::minutes(30));
        let again = ann.get(SETTINGS).await;
        assert_eq!((again.text(), again.header("etag")), (first.text(), first.header("etag")));
        assert_eq!((rows(house).await, logged(house, "action = 'create_settings'").await), (1, 1));
    }

    async fn two_first_looks_at_once_make_one(house) {
        let ann = person(house, "ann").await;
        let (a, b) = tokio::join!(ann.get(SETTINGS), ann.get(SETTINGS));
        assert_eq!((a.expect(200)["id"].clone(), rows(house).await), (b.expect(200)["id"].clone(), 1));
    }

    async fn any_subset_changes_and_the_rest_stays(house) {
        let ann = person(house, "ann").await;
        let changed = ann.put(SETTINGS, json!({"sms_notifications": true, "address": "Mill Road 1"})).await.expect(200);
        assert_eq!((&changed["sms_notifications"], &changed["address"]), (&json!(true), &json!("Mill Road 1")));
        assert_eq!(changed["email_notifications"], true);
        let changed = ann.put(SETTINGS, json!({"address": null, "nonsense": 1, "user_id": 99})).await.expect(200);
        assert_eq!((&changed["sms_notifications"], &changed["address"]), (&json!(true), &Value::Null));
        assert_eq!(changed["user_id"], ann.get("/api/auth/me").await.expect(200)["id"]);
        assert_eq!(ann.put(SETTINGS, json!({})).await.expect(200)["sms_notifications"], true);
        assert_eq!(logged(house, "action = 'update_settings' AND admin_id = 'ann'").await, 3);
    }

    async fn null_and_wrong_types_are_refused_for_switches(house) {
        let ann = person(house, "ann").await;
        ann.get(SETTINGS).await.expect(200);
        let before = (traces(house).await, ann.get(SETTINGS).await.text());
        for field in ["email_notifications", "sms_notifications", "two_factor_enabled"] {
            for wrong in [json!(null), json!("yes"), json!(1)] {
                assert_eq!(fault(&ann.put(SETTINGS, json!({field: wrong})).await), json!(["body", field]));
            }
        }
        for (field, wrong) in [
            ("phone_number", json!("1".repeat(41))), ("address", json!("a".repeat(501))),
            ("preferences", json!(7)), ("preferences", json!([])), ("preferences", json!("x".repeat(20_000))),
        ] {
            assert_eq!(fault(&ann.put(SETTINGS, json!({field: wrong})).await), json!(["body", field]));
        }
        assert_eq!((traces(house).await, ann.get(SETTINGS).await.text()), before);
    }

    async fn preferences_are_json_text_or_an_object(house) {
        let ann = person(house, "ann").await;
        let kept = async |sent: Value| {
            ann.put(SETTINGS, json!({"preferences": sent})).await.expect(200)["preferences"].clone()
        };
        assert_eq!(kept(json!(r#"{ "theme": "dark" }"#)).await, r#"{ "theme": "dark" }"#);
        assert_eq!(kept(json!({"theme": "light"})).await, r#"{"theme":"light"}"#);
        let before = traces(house).await;
        for bad in [json!("{theme}"), json!(""), json!({"a": "b".repeat(16_384)})] {
            ann.put(SETTINGS, json!({"preferences": bad})).await.refused(400);
        }
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.get(SETTINGS).await.expect(200)["preferences"], r#"{"theme":"light"}"#);
        assert_eq!(kept(Value::Null).await, Value::Null);
    }

    async fn a_flag_switches_no_second_factor(house) {
        let ann = person(house, "ann").await;
        // The settings page sends all its fields: what is as it is changes nothing.
        ann.put(SETTINGS, json!({"two_factor_enabled": false, "email_notifications": false})).await.expect(200);
        let said = ann.put(SETTINGS, json!({"two_factor_enabled": true, "sms_notifications": true})).await.refused(400);
        assert!(said.contains("/api/v1/settings/2fa/enable"), "{said}");
        two_factor_on(house, &ann).await;
        assert_eq!(ann.get(SETTINGS).await.expect(200)["two_factor_enabled"], true);
        ann.put(SETTINGS, json!({"two_factor_enabled": true})).await.expect(200);
        let said = ann.put(SETTINGS, json!({"two_factor_enabled": false})).await.refused(400);
        assert!(said.contains("/api/v1/settings/2fa/disable"), "{said}");
        let now = ann.get(SETTINGS).await.expect(200);
        assert_eq!((&now["two_factor_enabled"], &now["sms_notifications"]), (&json!(true), &json!(false)));
    }

    async fn the_telephone_number_is_one(house) {
        let ann = person(house, "ann").await;
        ann.put("/api/auth/me", json!({"phone": "+49 1"})).await.expect(200);
        assert_eq!(ann.get(SETTINGS).await.expect(200)["phone_number"], "+49 1");
        ann.put(SETTINGS, json!({"phone_number": "+49 2"})).await.expect(200);
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["phone"], "+49 2");
        ann.put(PROFILE, json!({"phone": "+49 3"})).await.expect(200);
        assert_eq!(ann.get(SETTINGS).await.expect(200)["phone_number"], "+49 3");
        ann.put(SETTINGS, json!({"phone_number": null})).await.expect(200);
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["phone"], Value::Null);
        assert_eq!(told(house, "identity.user.updated").await, 4);
    }

    async fn a_stale_copy_of_settings_overwrites_nothing(house) {
        let ann = person(house, "ann").await;
        let old = ann.get(SETTINGS).await.header("etag").to_owned();
        let new = ann.header("if-match", &old).put(SETTINGS, json!({"address": "One"})).await;
        new.expect(200);
        ann.header("if-match", &old).put(SETTINGS, json!({"address": "Two"})).await.refused(412);
        assert_eq!(ann.get(SETTINGS).await.expect(200)["address"], "One");
        ann.header("if-match", new.header("etag")).put(SETTINGS, json!({"address": "Two"})).await.expect(200);
    }

    async fn everyone_has_his_own_and_strangers_none(house) {
        let (ann, bob) = (person(house, "ann").await, person(house, "bob").await);
        ann.put(SETTINGS, json!({"email_notifications": false})).await.expect(200);
        assert_eq!(bob.get(SETTINGS).await.expect(200)["email_notifications"], true);
        let before = traces(house).await;
        let nobody = house.client();
        for refused in [
            nobody.get(SETTINGS).await,
            nobody.put(SETTINGS, json!({})).await,
            nobody.put(PROFILE, json!({"full_name": "X"})).await,
            nobody.put(SECRET, json!({})).await,
            nobody.put("/api/v1/settings/2fa/toggle", json!({})).await,
        ] {
            assert_eq!(refused.refused(401), "Could not validate credentials");
        }
        assert_eq!((traces(house).await, rows(house).await), (before, 2));
    }

    async fn a_page_may_send_its_json_without_saying_so(house) {
        let ann = person(house, "ann").await;
        // What a browser makes of a string as a body.
        let page = ann.header("content-type", "text/plain;charset=UTF-8");
        let body = json!({"full_name": "New Name"}).to_string();
        let said = page.send(Method::PUT, PROFILE, body).await.expect(200);
        assert_eq!(said, json!({"message": "Profile updated successfully"}));
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["name"], "New Name");
        let body = json!({"old_password": PASSWORD, "new_password": OTHER}).to_string();
        assert_eq!(page.send(Method::PUT, SECRET, body).await.status, 204);
        login(house, "ann", OTHER).await.expect(200);
        let begun = ann.send(Method::PUT, "/api/v1/settings/2fa/enable", "").await.expect(200);
        assert!(begun["two_factor_enabled"] == false && begun["secret"].is_string(), "{begun}");
    }

    async fn a_profile_needs_something_to_change(house) {
        let ann = person(house, "ann").await;
        let before = (traces(house).await, ann.get("/api/auth/me").await.text());
        for nothing in [json!({}), json!({"nickname": "A"}), json!({"full_name": null})] {
            assert_eq!(ann.put(PROFILE, nothing).await.refused(400), "No valid fields to update");
        }
        assert_eq!(fault(&ann.put(PROFILE, json!({"full_name": ""})).await), json!(["body", "full_name"]));
        ann.put(PROFILE, json!({"full_name": 7})).await.refused(422);
        assert_eq!((traces(house).await, ann.get("/api/auth/me").await.text()), before);
        ann.put(PROFILE, json!({"name": "Ann"})).await.expect(200);
        assert_eq!(ann.get("/api/user/profile").await.expect(200)["full_name"], "Ann");
        assert_eq!(logged(house, "action = 'update_profile' AND admin_id = 'ann'").await, 1);
    }

    async fn a_password_is_refused_in_the_order_of_the_contract(house) {
        let ann = person(house, "ann").await;
        let before = traces(house).await;
        let refused = async |old: Value, new: Value| {
            ann.put(SECRET, json!({"old_password": old, "new_password": new})).await.refused(400)
        };
        for (old, new) in [(json!(null), json!("x")), (json!("x"), json!(null)), (json!(""), json!("")), (json!("x"), json!(""))] {
            assert_eq!(refused(old, new).await, "Both old_password and new_password are required");
        }
        assert_eq!(ann.put(SECRET, json!({})).await.refused(400), "Both old_password and new_password are required");
        assert_eq!(refused(json!("wrong"), json!("short-1")).await, "Password must be at least 8 characters");
        assert_eq!(refused(json!("wrong"), json!(OTHER)).await, "Old password is incorrect");
        let weak = json!({"old_password": PASSWORD, "new_password": "password"});
        assert_eq!(fault(&ann.put(SECRET, weak).await), json!(["body", "new_password"]));
        assert_eq!(traces(house).await, before);
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn guesses_at_the_old_password_are_counted(house) {
        let ann = person(house, "ann").await;
        let guess = json!({"old_password": "wrong", "new_password": OTHER});
        for _ in 0..5 {
            ann.put(SECRET, guess.clone()).await.refused(400);
        }
        let right = json!({"old_password": PASSWORD, "new_password": OTHER});
        let locked = ann.put(SECRET, right.clone()).await;
        locked.refused(429);
        assert!(!locked.header("retry-after").is_empty());
        house.app.clock.advance(chrono::Duration::minutes(30));
        ann.put(SECRET, right).await.expect(204);
    }

    async fn a_new_password_ends_the_other_sessions_and_a_temporary_one_ends_with_it(house) {
        let ann = person(house, "ann").await;
        let elsewhere = bearer(house, &login(house, "ann", PASSWORD).await.expect(200));
        ann.put(SECRET, json!({"old_password": PASSWORD, "new_password": OTHER})).await.expect(204);
        ann.get(SETTINGS).await.expect(200);
        elsewhere.get(SETTINGS).await.refused(401);
        login(house, "ann", PASSWORD).await.refused(401);
        let temporary = identity::operator::reset_password(&house.app, "ann", false).await.expect("a password");
        let ann = bearer(house, &login(house, "ann", &temporary).await.expect(200));
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["must_change_password"], true);
        ann.put(SECRET, json!({"old_password": temporary, "new_password": PASSWORD})).await.expect(204);
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["must_change_password"], false);
        assert_eq!(logged(house, "details = 'Password changed; all other sessions ended'").await, 2);
    }

    async fn the_second_factor_is_enabled_or_disabled_and_nothing_else(house) {
        let ann = person(house, "ann").await;
        let before = traces(house).await;
        for word in ["toggle", "Enable", "on", "%2F"] {
            let path = format!("/api/v1/settings/2fa/{word}");
            assert_eq!(ann.put(&path, json!({})).await.refused(400), "Action must be 'enable' or 'disable'");
        }
        assert_eq!(traces(house).await, before);
    }

    async fn settings_go_with_their_owner(house) {
        let (ann, root) = (person(house, "ann").await, officer(house, "root", Role::SuperAdmin).await);
        ann.get(SETTINGS).await.expect(200);
        root.delete("/api/admin/users/ann").await.expect(200);
        assert_eq!(rows(house).await, 0);
    }

    async fn other_modules_learn_who_people_are_and_whether_they_take_mail(house) {
        let (ann, bob) = (person(house, "ann").await, person(house, "bob").await);
        ann.put(SETTINGS, json!({"email_notifications": false})).await.expect(200);
        bob.get(SETTINGS).await.expect(200);
        let root = officer(house, "root", Role::SuperAdmin).await;
        for (handle, role) in [("old", Role::Admin), ("boss", Role::Manager)] {
            account(house, handle, role).await;
        }
        root.post("/api/admin/users/old/deactivate", json!({})).await.expect(200);
        let people = house.app.people([1, 2, 4, 4, 99]).await.expect("people");
        let seen = |id: i64| (people[&id].handle.as_str(), people[&id].wants_mail, people[&id].is_active);
        assert_eq!((people.len(), seen(1), seen(2)), (3, ("ann", false, true), ("bob", true, true)));
        assert_eq!(seen(4), ("old", true, false));
        assert_eq!((people[&1].email.as_str(), people[&1].name.as_str()), ("ann@example.com", "ann"));
        let holders = house.app.holders::<identity::permissions::ReadUsers>().await.expect("people");
        assert_eq!(holders.iter().map(|person| person.handle.as_str()).collect::<Vec<_>>(), ["root"]);
        assert!(identity::permissions::ReadUsers::PERMISSION.roles.contains(&Role::Admin));
        let who = identity::MODULE.people.expect("the module that knows people");
        let managers = who(&house.app, Who::Roles(vec![Role::Manager])).await.expect("people");
        assert_eq!(managers.len(), 1);
        assert!(house.app.people([]).await.expect("nobody").is_empty());
    }
}
