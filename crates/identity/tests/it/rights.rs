//! Who may do what, as the program itself goes by.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

kernel::stories! { MODULES;
    async fn the_matrix_lists_roles_rights_and_operations(house) {
        let admin = officer(house, "adm", Role::Admin).await;
        let rights = admin.get("/api/admin/rights").await.expect(200);
        let roles = ["user", "customer", "builder", "portfolio_manager", "manager", "admin", "super_admin"];
        assert_eq!(rights["roles"], json!(roles));
        for (key, title) in [
            ("identity:read", "See all accounts and their analytics"),
            ("identity:manage", "Create, change and remove accounts"),
            ("identity:audit", "Read and verify the audit log"),
        ] {
            let right =
                json!({"key": key, "title": title, "module": "identity", "roles": ["admin", "super_admin"]});
            assert!(rights["permissions"].as_array().expect("rights").contains(&right), "{key}");
        }
        let one = |id: &str| -> Value {
            let all = rights["operations"].as_array().expect("operations").iter();
            all.clone().find(|operation| operation["id"] == id).unwrap_or_else(|| panic!("{id}")).clone()
        };
        let delete = one("identity.delete_user");
        assert_eq!(
            (&delete["method"], &delete["path"]),
            (&json!("DELETE"), &json!("/api/admin/users/{user_id}"))
        );
        assert_eq!(
            (&delete["permission"], &delete["roles"]),
            (&json!("identity:manage"), &json!(["admin", "super_admin"]))
        );
        assert_eq!(
            (&one("identity.login")["public"], &one("identity.me")["public"]),
            (&json!(true), &json!(false))
        );
        assert_eq!(
            (&one("identity.me")["permission"], &one("identity.me")["roles"]),
            (&json!(null), &json!(roles))
        );
    }

    async fn what_it_says_is_what_happens(house) {
        let admin = officer(house, "adm", Role::Admin).await;
        let rights = admin.get("/api/admin/rights").await.expect(200);
        let mut people = vec![];
        for role in Role::ALL {
            people.push((role.to_string(), officer(house, &format!("{role}-2"), *role).await));
        }
        for operation in rights["operations"].as_array().expect("operations") {
            if operation["permission"].is_null() || operation["method"] != "GET" {
                continue;
            }
            let path = text(operation, "path").replace("{user_id}", "adm").replace("{id}", "1");
            for (role, client) in &people {
                let status = client.get(&path).await.status;
                let may = operation["roles"].as_array().expect("roles").contains(&json!(role));
                assert_eq!(status, if may { 200 } else { 403 }, "{role} at {path}");
            }
        }
    }

    async fn ones_own_rights_are_told_at_sign_in(house) {
        for (role, rights) in [
            (Role::Manager, json!([])),
            (Role::Admin, json!(["identity:audit", "identity:manage", "identity:read"])),
        ] {
            let client = officer(house, &role.to_string(), role).await;
            assert_eq!(client.get("/api/auth/me").await.expect(200)["permissions"], rights);
        }
    }
}
