//! Values that clients ask for, kept by administrators.
use kernel::{
    Role,
    testing::{Client, House},
};
use serde_json::{Value, json};

use crate::{
    marks::marks,
    people::{MODULES, builder},
    sale::texts,
    site::events,
};

const ALL: &str = "/api/system-settings";

/// An administrator, signed in.
async fn admin(house: &House) -> Client<'_> {
    let password = "violet tram 42 anchor";
    let made = identity::operator::create(
        &house.app,
        "root@example.com",
        None,
        None,
        Role::Admin,
        Some(password.into()),
    );
    let (user, _) = made.await.expect("an account");
    let body = json!({"user_id": user.user_id, "password": password});
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    house.client().token(answer["access_token"].as_str().expect("a token"))
}

fn setting(key: &str, public: bool) -> Value {
    json!({
        "setting_key": key, "setting_value": {"from": "09:00", "days": [1, 2]}, "setting_type": "object",
        "category": "visits", "is_public": public,
    })
}

kernel::stories! { MODULES;
    async fn everybody_reads_the_public_ones_and_administrators_all(house) {
        let root = admin(house).await;
        let (ann, _) = builder(house, "ann").await;
        let reply = root.post(ALL, setting("visits.hours", true)).await;
        let made = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/system-settings/visits.hours");
        assert_eq!(made["setting_value"], json!({"from": "09:00", "days": [1, 2]}));
        root.post(ALL, setting("secret", false)).await.expect(201);
        let more = json!({"setting_key": "a.flag", "setting_value": true, "setting_type": "boolean", "is_public": true});
        root.post(ALL, more).await.expect(201);
        let keys = |all: Value| all.as_array().expect("a list").iter().map(|one| one["setting_key"].clone()).collect::<Vec<_>>();
        for client in [&house.client(), &ann] {
            assert_eq!(keys(client.get(ALL).await.expect(200)), [json!("a.flag"), json!("visits.hours")]);
            assert_eq!(client.get(&format!("{ALL}/secret")).await.refused(404), "Setting not found");
            assert_eq!(client.get(&format!("{ALL}/visits.hours")).await.expect(200), made);
        }
        let all = root.get(ALL).await;
        assert_eq!((keys(all.expect(200)).len(), all.header("x-total-count")), (3, "3"));
        assert_eq!(keys(root.get(&format!("{ALL}?category=visits&limit=1")).await.expect(200)), [json!("secret")]);
        root.get(&format!("{ALL}/secret")).await.expect(200);
    }

    async fn only_administrators_keep_them(house) {
        let root = admin(house).await;
        let (ann, _) = builder(house, "ann").await;
        root.post(ALL, setting("visits.hours", true)).await.expect(201);
        let one = format!("{ALL}/visits.hours");
        let before = marks(house).await;
        assert_eq!(ann.post(ALL, setting("x", true)).await.refused(403), "Admin privileges required");
        ann.put(&one, json!({"is_public": false})).await.expect(403);
        ann.delete(&one).await.expect(403);
        house.client().post(ALL, setting("x", true)).await.expect(401);
        assert!(root.post(ALL, setting("visits.hours", true)).await.refused(409).contains("visits.hours"));
        for wrong in ["", "a b", "../x", ".x", "a/b"] {
            root.post(ALL, setting(wrong, true)).await.expect(422);
        }
        root.post(ALL, json!({"setting_key": "x"})).await.expect(422);
        root.put(&one, json!({"setting_type": null})).await.expect(422);
        root.header("if-match", "\"old\"").put(&one, json!({"is_public": false})).await.expect(412);
        root.put(&format!("{ALL}/none"), json!({})).await.expect(404);
        assert_eq!(root.delete(&format!("{ALL}/none")).await.refused(404), "Setting not found");
        assert_eq!(marks(house).await, before);
    }

    async fn any_json_is_a_value(house) {
        let root = admin(house).await;
        root.post(ALL, setting("x", true)).await.expect(201);
        let one = format!("{ALL}/x");
        for value in [json!(null), json!(3.5), json!("text"), json!([]), json!({"deep": {"er": [null]}})] {
            let seen = root.patch(&one, json!({"setting_value": value, "category": null})).await.expect(200);
            assert_eq!((&seen["setting_value"], &seen["category"]), (&value, &Value::Null));
            assert_eq!(house.client().get(&one).await.expect(200)["setting_value"], value);
        }
        assert_eq!(events(house, "realty.setting.changed").await.len(), 6);
        root.delete(&one).await.expect(204);
        house.client().get(&one).await.expect(404);
        let lines = texts(house, "SELECT action FROM audit_logs WHERE target = 'setting:x' ORDER BY id").await;
        assert_eq!((lines.len(), lines[0].as_str(), lines[6].as_str()), (7, "create_setting", "delete_setting"));
    }
}
