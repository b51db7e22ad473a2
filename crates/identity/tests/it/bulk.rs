//! Many accounts at once.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

const BULK: &str = "/api/admin/users/bulk";

kernel::stories! { MODULES;
    async fn each_row_tells_how_it_went(house) {
        let (ann, bob) = (person(house, "ann").await, person(house, "bob").await);
        let admin = officer(house, "adm", Role::Admin).await;
        account(house, "root", Role::SuperAdmin).await;
        let who = json!(["ann", "nobody", "root", "adm", "bob"]);
        let done = admin.post(BULK, json!({"action": "deactivate", "user_ids": who})).await.expect(200);
        let row = |handle: &str, why: Value| json!({"user_id": handle, "ok": why.is_null(), "detail": why});
        assert_eq!(
            done,
            json!({"changed": 2, "results": [
                row("ann", Value::Null),
                row("nobody", json!("User with ID 'nobody' not found")),
                row("root", json!("Cannot manage user with role 'super_admin'")),
                row("adm", json!("Cannot manage user with role 'admin'")),
                row("bob", Value::Null),
            ]})
        );
        for client in [&ann, &bob] {
            client.get("/api/auth/me").await.refused(401);
        }
        admin.get("/api/auth/me").await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM users WHERE is_active").await, 2);
        assert_eq!(logged(house, "action = 'deactivate_user' AND admin_id = 'adm'").await, 2);
        let back =
            admin.post(BULK, json!({"action": "activate", "user_ids": ["ann", "bob"]})).await.expect(200);
        assert_eq!(back["changed"], 2);
        login(house, "ann", PASSWORD).await.expect(200);
    }

    async fn a_name_twice_is_one_row(house) {
        register(house, "ann").await;
        let root = officer(house, "root", Role::SuperAdmin).await;
        let done =
            root.post(BULK, json!({"action": "deactivate", "user_ids": ["ann", "ann"]})).await.expect(200);
        assert_eq!(done, json!({"changed": 1, "results": [{"user_id": "ann", "ok": true, "detail": null}]}));
        assert_eq!(logged(house, "action = 'deactivate_user'").await, 1);
    }

    async fn where_nothing_can_be_done_nothing_is_written(house) {
        register(house, "ann").await;
        let admin = officer(house, "adm", Role::Admin).await;
        let before = traces(house).await;
        let done = admin
            .post(BULK, json!({"action": "deactivate", "user_ids": ["adm", "nobody"]}))
            .await
            .expect(200);
        assert_eq!((&done["changed"], &done["results"][0]["ok"]), (&json!(0), &json!(false)));
        for (body, field) in [
            (json!({"action": "delete", "user_ids": ["ann"]}), "action"),
            (json!({"action": "activate", "user_ids": []}), "user_ids"),
            (json!({"action": "activate", "user_ids": vec!["ann"; 501]}), "user_ids"),
            (json!({"action": "activate", "user_ids": "ann"}), "user_ids"),
            (json!({"action": "activate"}), "user_ids"),
        ] {
            let refused = admin.post(BULK, body).await.expect(422);
            assert_eq!(refused["errors"][0]["loc"][1], field, "{refused}");
        }
        let ann = bearer(house, &login(house, "ann", PASSWORD).await.expect(200));
        let before_ann = traces(house).await;
        ann.post(BULK, json!({"action": "deactivate", "user_ids": ["adm"]})).await.refused(403);
        assert_eq!(traces(house).await, before_ann);
        assert_eq!(before[0], before_ann[0]);
        assert_eq!(logged(house, "action IN ('activate_user', 'deactivate_user')").await, 0);
    }

    async fn all_other_super_admins_can_go_but_never_the_caller(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        account(house, "roy", Role::SuperAdmin).await;
        account(house, "rex", Role::SuperAdmin).await;
        let who = json!(["roy", "rex"]);
        let done = root.post(BULK, json!({"action": "deactivate", "user_ids": who})).await.expect(200);
        assert_eq!(done["changed"], 2);
        let done = root.post(BULK, json!({"action": "deactivate", "user_ids": ["root"]})).await.expect(200);
        assert_eq!(done["results"][0]["detail"], "Cannot deactivate your own account");
        root.get("/api/admin/users").await.expect(200);
    }
}
