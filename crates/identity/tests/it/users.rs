//! The list of accounts: narrowed, sorted, in pages.
use kernel::{
    Role,
    testing::{Client, House},
};
use serde_json::{Value, json};

use crate::people::*;

const USERS: &str = "/api/admin/users";

/// An administrator, and five accounts a minute apart.
async fn people(house: &House) -> Client<'_> {
    for (handle, role) in [
        ("root", Role::SuperAdmin),
        ("mgr", Role::Manager),
        ("ann", Role::User),
        ("bob_x", Role::User),
        ("bobyx", Role::Builder),
    ] {
        account(house, handle, role).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
    }
    bearer(house, &login(house, "root", PASSWORD).await.expect(200))
}

fn handles(page: &Value) -> String {
    let users = page["users"].as_array().expect("users").iter();
    users.map(|user| text(user, "user_id")).collect::<Vec<_>>().join(" ")
}

kernel::stories! { MODULES;
    async fn a_page_tells_of_all_the_others(house) {
        let root = people(house).await;
        let page = root.get(USERS).await.expect(200);
        assert_eq!(keys(&page), ["page", "page_size", "total", "total_pages", "users"]);
        assert_eq!(
            (&page["total"], &page["page"], &page["page_size"], &page["total_pages"]),
            (&json!(5), &json!(1), &json!(10), &json!(1))
        );
        assert_eq!(handles(&page), "bobyx bob_x ann mgr root");
        let second = root.get(&format!("{USERS}?page=2&page_size=2")).await.expect(200);
        assert_eq!((handles(&second).as_str(), &second["total_pages"]), ("ann mgr", &json!(3)));
        let beyond = root.get(&format!("{USERS}/?page=9&page_size=100")).await.expect(200);
        assert_eq!((handles(&beyond).as_str(), &beyond["total"]), ("", &json!(5)));
        let user = &page["users"][0];
        assert!(user.get("password_hash").is_none() && user.get("two_factor_secret").is_none(), "{user}");
    }

    async fn it_can_be_narrowed(house) {
        let root = people(house).await;
        root.post(&format!("{USERS}/ann/deactivate"), json!({})).await.expect(200);
        for (query, found) in [
            ("search=BOB", "bobyx bob_x"),
            ("search=_x", "bob_x"),
            ("search=%25", ""),
            ("search=", "bobyx bob_x ann mgr root"),
            ("search=ann%40EXAMPLE", "ann"),
            ("role=manager", "mgr"),
            ("role=admin", ""),
            ("role=super_admin", "root"),
            ("is_admin=true", "root"),
            ("is_admin=no&search=a", "bobyx bob_x ann mgr"),
            ("is_active=false", "ann"),
            ("is_active=0", "ann"),
            ("is_active=on", "bobyx bob_x mgr root"),
            ("is_active=YES&role=user&search=bob", "bob_x"),
            ("unknown=1&role=user", "bob_x ann"),
        ] {
            let page = root.get(&format!("{USERS}?{query}")).await.expect(200);
            assert_eq!(handles(&page), found, "{query}");
            assert_eq!(page["total"], found.split_whitespace().count(), "{query}");
        }
    }

    async fn it_can_be_sorted(house) {
        let root = people(house).await;
        for (sort, order) in [
            ("created_at", "root mgr ann bob_x bobyx"),
            ("-created_at", "bobyx bob_x ann mgr root"),
            ("user_id", "ann bob_x bobyx mgr root"),
            ("-email", "root mgr bobyx bob_x ann"),
            ("role", "bobyx mgr root ann bob_x"),
            ("last_login", "root mgr ann bob_x bobyx"),
            ("-last_login", "root bobyx bob_x ann mgr"),
        ] {
            assert_eq!(
                handles(&root.get(&format!("{USERS}?sort={sort}")).await.expect(200)),
                order,
                "{sort}"
            );
        }
    }

    async fn what_cannot_be_asked_is_refused(house) {
        let root = people(house).await;
        for (query, field) in [
            ("page=0", "page"),
            ("page=-1", "page"),
            ("page=x", "page"),
            ("page_size=0", "page_size"),
            ("page_size=101", "page_size"),
            ("role=root", "role"),
            ("is_active=perhaps", "is_active"),
            ("is_admin=2", "is_admin"),
            ("sort=password_hash", "sort"),
            ("search=%00", ""),
            ("search=x&role=Admin", "role"),
        ] {
            let refused = root.get(&format!("{USERS}?{query}")).await.expect(422);
            let loc = if field.is_empty() { json!(["query"]) } else { json!(["query", field]) };
            assert_eq!(refused["errors"][0]["loc"], loc, "{query}");
        }
        let said = root.get(&format!("{USERS}?role=root")).await.refused(422);
        assert!(
            said.contains("user, customer, builder, portfolio_manager, manager, admin, super_admin"),
            "{said}"
        );
    }

    async fn one_account_is_found_by_its_handle(house) {
        let root = people(house).await;
        let ann = root.get(&format!("{USERS}/ann")).await;
        assert_eq!(ann.expect(200)["email"], "ann@example.com");
        assert!(!ann.header("etag").is_empty());
        assert_eq!(root.get(&format!("{USERS}/ann/")).await.text(), ann.text());
        for unknown in ["ANN", "ann%40example.com", "3"] {
            root.get(&format!("{USERS}/{unknown}")).await.refused(404);
        }
    }
}
