//! Sessions: seen, ended, run out.
use chrono::Duration;
use kernel::Role;
use serde_json::json;

use crate::people::*;

const SESSIONS: &str = "/api/auth/sessions";
const ME: &str = "/api/auth/me";

kernel::stories! { MODULES;
    async fn everyone_sees_where_he_is_signed_in(house) {
        let ann = person(house, "ann").await;
        person(house, "bob").await;
        house.app.clock.advance(Duration::minutes(1));
        let body = json!({"user_id": "ann", "password": PASSWORD});
        house.client().header("user-agent", "Phone/2").post("/api/auth/login", body).await.expect(200);
        let listed = ann.get(SESSIONS).await;
        let sessions = listed.expect(200);
        assert_eq!(sessions.as_array().map(Vec::len), Some(2));
        let all = "created_at current expires_at id ip_address last_activity user_agent";
        assert_eq!(keys(&sessions[0]).join(" "), all);
        assert_eq!((&sessions[0]["current"], &sessions[1]["current"]), (&json!(false), &json!(true)));
        assert_eq!(
            (&sessions[0]["user_agent"], &sessions[0]["ip_address"]),
            (&json!("Phone/2"), &json!("127.0.0.1"))
        );
        assert_eq!(sessions[1]["expires_at"], "2026-04-14T10:00:00Z");
        assert!(!listed.text().contains("token"), "{}", listed.text());
    }

    async fn a_session_can_be_ended_from_another(house) {
        let ann = person(house, "ann").await;
        let phone = bearer(house, &login(house, "ann", PASSWORD).await.expect(200));
        phone.get(ME).await.expect(200);
        let sessions = ann.get(SESSIONS).await.expect(200);
        let other =
            sessions.as_array().expect("a list").iter().find(|one| one["current"] == false).expect("it");
        let path = format!("{SESSIONS}/{}", text(other, "id"));
        let bob = person(house, "bob").await;
        let before = traces(house).await;
        assert_eq!(bob.delete(&path).await.refused(404), "Session not found");
        assert_eq!(ann.delete(&format!("{SESSIONS}/nonsense")).await.refused(404), "Session not found");
        assert_eq!(traces(house).await, before);
        ann.delete(&path).await.expect(204);
        phone.get(ME).await.refused(401);
        ann.get(ME).await.expect(200);
        ann.delete(&path).await.refused(404);
        assert_eq!(logged(house, "action = 'revoke_session' AND admin_id = 'ann'").await, 1);
        assert_eq!(ann.get(SESSIONS).await.expect(200).as_array().map(Vec::len), Some(1));
    }

    async fn all_others_can_be_ended_at_once(house) {
        let (ann, bob) = (person(house, "ann").await, person(house, "bob").await);
        let phone = bearer(house, &login(house, "ann", PASSWORD).await.expect(200));
        let tablet = bearer(house, &login(house, "ann", PASSWORD).await.expect(200));
        ann.delete(SESSIONS).await.expect(204);
        for (client, status) in [(&ann, 200), (&phone, 401), (&tablet, 401), (&bob, 200)] {
            assert_eq!(client.get(ME).await.status, status);
        }
    }

    async fn a_session_ends_when_nobody_uses_it_for_a_week(house) {
        let mut answer = register(house, "ann").await;
        for days in [6, 6, 6, 6, 5] {
            house.app.clock.advance(Duration::days(days));
            let body = json!({"refresh_token": answer["refresh_token"]});
            answer = house.client().post("/api/auth/refresh", body).await.expect(200);
        }
        let idle = register(house, "bob").await;
        house.app.clock.advance(Duration::days(1)); // thirty days: its age ends it, though it is in use
        let body = json!({"refresh_token": answer["refresh_token"]});
        house.client().post("/api/auth/refresh", body).await.refused(401);
        bearer(house, &answer).get(ME).await.refused(401);
        house.app.clock.advance(Duration::days(6));
        let body = json!({"refresh_token": idle["refresh_token"]});
        house.client().post("/api/auth/refresh", body).await.refused(401);
    }

    async fn administrators_see_and_end_the_sessions_of_others(house) {
        let ann = person(house, "ann").await;
        let (admin, root) =
            (officer(house, "adm", Role::Admin).await, officer(house, "root", Role::SuperAdmin).await);
        let path = "/api/admin/users/ann/sessions";
        let sessions = admin.get(path).await.expect(200);
        assert_eq!((sessions.as_array().map(Vec::len), &sessions[0]["current"]), (Some(1), &json!(false)));
        ann.get(path).await.refused(403);
        ann.delete(path).await.refused(403);
        let unknown = admin.delete("/api/admin/users/nobody/sessions").await.refused(404);
        assert_eq!(unknown, "User with ID 'nobody' not found");
        let refused = admin.delete("/api/admin/users/root/sessions").await.refused(403);
        assert_eq!(refused, "Cannot manage user with role 'super_admin'");
        root.get(ME).await.expect(200);
        ann.get(ME).await.expect(200);
        admin.delete(path).await.expect(204);
        ann.get(ME).await.refused(401);
        assert_eq!(admin.get(path).await.expect(200), json!([]));
        assert_eq!(
            logged(house, "action = 'revoke_sessions' AND admin_id = 'adm' AND target = 'ann'").await,
            1
        );
    }

    async fn what_ended_a_month_ago_is_swept_away(house) {
        let ann = person(house, "ann").await;
        ann.post("/api/auth/logout", json!({})).await.expect(200);
        login(house, "ann", PASSWORD).await.expect(200);
        house.app.clock.advance(Duration::days(31));
        identity::session::commands::sweep(&house.app).await.expect("swept");
        assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 1);
        house.app.clock.advance(Duration::days(30));
        identity::session::commands::sweep(&house.app).await.expect("swept");
        assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 0);
        assert_eq!(house.number("SELECT COUNT(*) FROM session_tokens").await, 0);
    }
}
