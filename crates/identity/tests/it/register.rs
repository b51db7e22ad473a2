//! Opening an account.
use kernel::Role;
use serde_json::{Value, json};

use crate::people::*;

const REGISTER: &str = "/api/auth/register";
const COMPOSED: &str = "/api/v1/auth/register";

/// A registration of `handle`, with more keys.
fn body(handle: &str, more: Value) -> Value {
    let mut body = json!({"email": format!("{handle}@example.com"), "password": PASSWORD, "user_id": handle});
    more.as_object().expect("keys").iter().for_each(|(key, value)| body[key] = value.clone());
    body
}

kernel::stories! { MODULES;
    async fn the_answer_is_the_account_and_a_session(house) {
        let reply =
            house.client().post(REGISTER, body("ann", json!({"name": "Ann Lee", "phone": "+49 1"}))).await;
        let answer = reply.expect(201);
        assert_eq!(reply.header("location"), "/api/admin/users/ann");
        assert_eq!(reply.headers.get_all("set-cookie").iter().count(), 2);
        for (key, value) in answer["user"].as_object().expect("the account") {
            assert_eq!(&answer[key], value, "{key} at the top level");
        }
        assert_eq!((&answer["user_id"], &answer["name"]), (&json!("ann"), &json!("Ann Lee")));
        assert_eq!((&answer["role"], &answer["is_active"]), (&json!("user"), &json!(true)));
        assert_eq!((&answer["phone"], &answer["user_name"]), (&json!("+49 1"), &json!("Ann Lee")));
        assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("bearer"), &json!(3600)));
        assert_eq!(bearer(house, &answer).get("/api/auth/me").await.expect(200)["id"], answer["id"]);
        let refresh = json!({"refresh_token": answer["refresh_token"]});
        house.client().post("/api/auth/refresh", refresh).await.expect(200);
        assert_eq!(told(house, "identity.user.created").await, 1);
        assert_eq!(logged(house, "action = 'register' AND admin_id = 'ann' AND target = 'ann'").await, 1);
    }

    async fn a_handle_and_a_name_are_made_where_none_is_chosen(house) {
        let post = async |email: &str, more: Value| {
            let mut body = json!({"email": email, "password": PASSWORD});
            more.as_object().expect("keys").iter().for_each(|(key, value)| body[key] = value.clone());
            let made = house.client().post(REGISTER, body).await.expect(201);
            (text(&made, "user_id").to_owned(), text(&made, "full_name").to_owned())
        };
        assert_eq!(post("Ann.Lee+x@Example.com", json!({})).await, ("ann.lee-x".into(), "ann.lee-x".into()));
        assert_eq!(post("bob@a.example", json!({})).await.0, "bob");
        assert_eq!(post("bob@b.example", json!({})).await.0, "bob-2");
        assert_eq!(post("bob@c.example", json!({"full_name": "Bob"})).await, ("bob-3".into(), "Bob".into()));
        assert_eq!(
            post("eve@c.example", json!({"username": "eve.1", "name": "E"})).await,
            ("eve.1".into(), "E".into())
        );
    }

    async fn four_roles_can_be_chosen_and_no_other(house) {
        for role in ["user", "customer", "builder", "portfolio_manager"] {
            let made = house.client().post(REGISTER, body(role, json!({"role": role}))).await.expect(201);
            assert_eq!((&made["role"], &made["is_admin"]), (&json!(role), &json!(false)));
        }
        let ann = person(house, "ann").await;
        let before = traces(house).await;
        for role in ["manager", "admin", "super_admin"] {
            for client in [&house.client(), &ann] {
                for path in [REGISTER, COMPOSED] {
                    let said = client.post(path, body("eve", json!({"role": role}))).await.refused(403);
                    assert_eq!(
                        said,
                        format!("Only an administrator can open an account with the role '{role}'.")
                    );
                }
            }
        }
        let unknown = house.client().post(REGISTER, body("eve", json!({"role": "root"}))).await;
        assert_eq!(
            unknown.refused(422),
            "role: must be one of: user, customer, builder, portfolio_manager, \
            manager, admin, super_admin"
        );
        assert_eq!(traces(house).await, before);
    }

    async fn a_user_type_makes_the_role(house) {
        let profile = json!({"user_type": "builder", "builder_data": {"company": "Bricks"}});
        let bob = house.client().post(REGISTER, body("bob", profile)).await.expect(201);
        assert_eq!((&bob["role"], &bob["user_type"]), (&json!("builder"), &json!("builder")));
        let profile = json!({"user_type": "customer", "customer_data": {"city": "Bonn"}});
        let eve = house.client().post(COMPOSED, body("eve", profile)).await.expect(201);
        assert_eq!((&eve["role"], &eve["user_type"]), (&json!("customer"), &json!("customer")));
        // No module of this house keeps profiles.
        assert_eq!((&bob["builder_id"], &eve["customer_id"]), (&json!(null), &json!(null)));
    }

    async fn duplicates_are_named_the_handle_first(house) {
        register(house, "ann").await;
        let before = traces(house).await;
        let client = house.client();
        for path in [REGISTER, COMPOSED] {
            assert_eq!(
                client.post(path, body("ann", json!({}))).await.refused(400),
                "User ID already registered"
            );
            let same = body("ann2", json!({"email": "ANN@Example.com"}));
            assert_eq!(client.post(path, same).await.refused(400), "Email already registered");
        }
        assert_eq!(traces(house).await, before);
    }

    async fn weak_passwords_are_refused_with_the_reason(house) {
        let before = traces(house).await;
        for (password, why) in [
            ("Tram-42", "at least 8 characters"),
            ("", "at least 8"),
            ("password", "most common"),
            ("12345678", "most common"),
            ("qwerty123", "most common"),
            ("annalena.lee", "must not be your name"),
            ("Annalena.Lee@example.com", "must not be your name"),
            (&"long-Tram-1".repeat(24), "at most 256"),
        ] {
            let refused =
                house.client().post(REGISTER, body("annalena.lee", json!({"password": password}))).await;
            assert_eq!(fault(&refused), json!(["body", "password"]), "{password}");
            assert!(refused.refused(422).contains(why), "{password}: {}", refused.text());
        }
        assert_eq!(traces(house).await, before);
    }

    async fn the_versioned_path_wants_a_composed_password(house) {
        let before = traces(house).await;
        for password in ["violet-tram-42", "violet-Tram-xy", "violetTram42"] {
            let refused = house.client().post(COMPOSED, body("ann", json!({"password": password}))).await;
            let said = "password: must have an uppercase letter, a digit and a special character";
            assert_eq!(refused.refused(422), said, "{password}");
        }
        assert_eq!(traces(house).await, before);
        house.client().post(REGISTER, body("ann", json!({"password": "violet-tram-42"}))).await.expect(201);
        house.client().post(COMPOSED, body("bob", json!({}))).await.expect(201);
    }

    async fn what_cannot_be_an_account_is_refused(house) {
        let before = traces(house).await;
        for (more, field) in [
            (json!({"email": "nobody"}), "email"),
            (json!({"email": "a@b@c"}), "email"),
            (json!({"email": 5}), "email"),
            (json!({"email": format!("{}@example.com", "x".repeat(260))}), "email"),
            (json!({"user_id": "ab"}), "user_id"),
            (json!({"user_id": "a/b/c"}), "user_id"),
            (json!({"user_id": "x".repeat(101)}), "user_id"),
            (json!({"name": ""}), "name"),
            (json!({"name": "x".repeat(101)}), "name"),
            (json!({"phone": "1".repeat(41)}), "phone"),
            (json!({"user_type": "tenant"}), "user_type"),
        ] {
            let refused = house.client().post(REGISTER, body("ann", more.clone())).await.expect(422);
            assert_eq!(refused["errors"][0]["loc"], json!(["body", field]), "{more}");
        }
        let missing = house.client().post(REGISTER, json!({})).await.expect(422);
        assert_eq!(missing["detail"], "email: Field required; password: Field required");
        assert_eq!(traces(house).await, before);
    }

    async fn the_settings_narrow_who_may_come(house) {
        let narrow = another(house, &[("identity.self_registration", "user,customer")]).await;
        narrow.client().post(REGISTER, body("ann", json!({"role": "customer"}))).await.expect(201);
        narrow.client().post(REGISTER, body("bob", json!({"role": "builder"}))).await.refused(403);
        narrow.client().post(REGISTER, body("bob", json!({"user_type": "builder"}))).await.refused(403);
        let closed = another(house, &[("identity.self_registration", "")]).await;
        closed.client().post(REGISTER, body("ann", json!({}))).await.refused(403);
        assert_eq!(closed.number("SELECT COUNT(*) FROM users").await, 0);
        for (house, open) in [(house, true), (&narrow, true), (&closed, false)] {
            assert_eq!(house.client().get("/api/setup").await.expect(200)["self_registration"], open);
        }
    }

    async fn administrators_open_what_they_may_manage(house) {
        let (root, admin) =
            (officer(house, "root", Role::SuperAdmin).await, officer(house, "adm", Role::Admin).await);
        admin.post(REGISTER, body("mia", json!({"role": "manager"}))).await.expect(201);
        assert_eq!(logged(house, "action = 'register' AND admin_id = 'adm' AND target = 'mia'").await, 1);
        let before = traces(house).await;
        for role in ["admin", "super_admin"] {
            let said = admin.post(REGISTER, body("eve", json!({"role": role}))).await.refused(403);
            assert_eq!(said, format!("Cannot give the role '{role}': only a super_admin may."));
        }
        assert_eq!(traces(house).await, before);
        root.post(REGISTER, body("eve", json!({"role": "super_admin"}))).await.expect(201);
    }
}
