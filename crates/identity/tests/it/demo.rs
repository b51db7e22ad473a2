//! The acceptance walk through the demo world: ten people, as the document lists them.
use kernel::{
    Demo,
    testing::{Client, House},
};
use serde_json::{Value, json};

use crate::people::*;

/// The demo world without the test accounts of other clients, and its administrator.
async fn world(house: &House) -> House {
    let house = another(house, &[("identity.demo_guests", "false"), ("environment", "demo")]).await;
    let demo = Demo::new(house.app.clone()).expect("a demo");
    (identity::MODULE.demo)(&demo).await.expect("loaded");
    house
}

async fn admin(house: &House) -> Client<'_> {
    bearer(house, &login(house, "admin", "admin123").await.expect(200))
}

fn handles(page: &Value) -> Vec<&str> {
    page["users"].as_array().expect("users").iter().map(|user| text(user, "user_id")).collect()
}

kernel::stories! { MODULES;
    async fn the_administrator_sees_ten_people(house) {
        let house = world(house).await;
        let page = admin(&house).await.get("/api/admin/users").await.expect(200);
        assert_eq!(page["total"], 10);
        let order = "testuser diana charlie bob alice user123 eve inactive_user manager admin";
        assert_eq!(handles(&page).join(" "), order);
        assert_eq!(page["users"][9]["created_at"], "2024-01-01T10:00:00Z");
        assert_eq!(page["users"][9]["name"], "System Administrator");
        login(&house, "user123", "password123").await.expect(200);
        login(&house, "manager@secondarymarket.com", "admin123").await.expect(200);
        login(&house, "inactive_user", "test123").await.refused(403);
    }

    async fn searching_and_filtering_finds_whom_the_document_names(house) {
        let house = world(house).await;
        let admin = admin(&house).await;
        let found = async |query: &str| admin.get(&format!("/api/admin/users?{query}")).await.expect(200);
        assert_eq!(handles(&found("search=john").await), ["alice", "user123"]);
        assert_eq!(handles(&found("role=admin").await), ["manager"]);
        assert_eq!(handles(&found("is_admin=true").await), ["manager", "admin"]);
        assert_eq!(handles(&found("is_active=false").await), ["eve", "inactive_user"]);
    }

    async fn switching_an_account_shows_in_the_recent_activity(house) {
        let house = world(house).await;
        let admin = admin(&house).await;
        for (verb, active) in [("activate", true), ("deactivate", false)] {
            let path = format!("/api/admin/users/inactive_user/{verb}");
            assert_eq!(admin.post(&path, json!({})).await.expect(200)["is_active"], active);
        }
        let log = admin.get("/api/admin/audit-logs?admin_id=admin&target=inactive_user").await.expect(200);
        let lines = log["logs"].as_array().expect("lines").iter();
        let lines = lines.map(|line| (text(line, "action"), text(line, "timestamp"))).collect::<Vec<_>>();
        assert_eq!(
            lines,
            [
                ("deactivate_user", "2026-03-15T10:00:00Z"),
                ("activate_user", "2026-03-15T10:00:00Z"),
                ("deactivate_user", "2026-03-15T08:00:00Z"),
            ]
        );
        assert_eq!(admin.get("/api/admin/audit-logs/verify").await.expect(200)["ok"], true);
    }

    async fn the_figures_are_the_documents(house) {
        let house = world(house).await;
        let figures = admin(&house).await.get("/api/admin/analytics/users").await.expect(200);
        assert_eq!((&figures["total_users"], &figures["active_users"]), (&json!(10), &json!(8)));
        assert_eq!((&figures["inactive_users"], &figures["activity_rate"]), (&json!(2), &json!(80.0)));
        assert_eq!(figures["role_distribution"], json!({"admin": 1, "super_admin": 1, "user": 8}));
    }
}
