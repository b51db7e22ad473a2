//! Refresh tokens follow one another; only the newest is good.
use kernel::Role;
use serde_json::json;

use crate::people::*;

const REFRESH: &str = "/api/auth/refresh";
const REFUSED: &str = "This refresh token is not valid. Please sign in again.";

kernel::stories! { MODULES;
    async fn the_token_may_come_in_json_a_form_or_the_query(house) {
        let mut token = text(&register(house, "ann").await, "refresh_token").to_owned();
        for path in [REFRESH, "/api/v1/auth/refresh"] {
            let form = house.client().header("content-type", "application/x-www-form-urlencoded");
            for way in 0..3 {
                let reply = match way {
                    0 => house.client().post(path, json!({"refresh_token": token})).await,
                    1 => {
                        form.send("POST".parse().expect("a method"), path, format!("refresh_token={token}"))
                            .await
                    }
                    _ => {
                        house
                            .client()
                            .send(
                                "POST".parse().expect("a method"),
                                &format!("{path}?refresh_token={token}"),
                                "",
                            )
                            .await
                    }
                };
                let answer = reply.expect(200);
                assert_eq!((&answer["user_id"], &answer["expires_in"]), (&json!("ann"), &json!(3600)));
                assert_eq!(reply.headers.get_all("set-cookie").iter().count(), 2);
                bearer(house, &answer).get("/api/auth/me").await.expect(200);
                assert_ne!(text(&answer, "refresh_token"), token);
                token = text(&answer, "refresh_token").to_owned();
            }
        }
        assert_eq!(house.number("SELECT COUNT(*) FROM sessions").await, 1);
        let kept = format!("SELECT COUNT(*) FROM session_tokens WHERE hash LIKE '%{token}%'");
        assert_eq!(house.number(&kept).await, 0);
    }

    async fn the_cookie_does_too_from_this_site(house) {
        let token = text(&register(house, "ann").await, "refresh_token").to_owned();
        let cookie = house.client().header("cookie", &format!("refresh_token={token}"));
        for foreign in [cookie.clone(), cookie.header("origin", "https://evil.example")] {
            let said = foreign.post(REFRESH, json!({})).await.refused(401);
            assert_eq!(said, "There is no refresh token: please sign in.");
        }
        cookie.header("sec-fetch-site", "same-origin").post(REFRESH, json!({})).await.expect(200);
    }

    async fn a_token_that_comes_twice_ends_its_whole_family(house) {
        let first = register(house, "ann").await;
        let other = login(house, "ann", PASSWORD).await.expect(200);
        let second =
            house.client().post(REFRESH, json!({"refresh_token": first["refresh_token"]})).await.expect(200);
        let third =
            house.client().post(REFRESH, json!({"refresh_token": second["refresh_token"]})).await.expect(200);
        bearer(house, &third).get("/api/auth/me").await.expect(200);
        let stolen = house.client().post(REFRESH, json!({"refresh_token": first["refresh_token"]})).await;
        assert_eq!((stolen.refused(401).as_str(), stolen.header("www-authenticate")), (REFUSED, "Bearer"));
        for answer in [&first, &second, &third] {
            bearer(house, answer).get("/api/auth/me").await.refused(401);
            let again = json!({"refresh_token": answer["refresh_token"]});
            assert_eq!(house.client().post(REFRESH, again).await.refused(401), REFUSED);
        }
        bearer(house, &other).get("/api/auth/me").await.expect(200);
        let line = "details = 'A used refresh token came again; the session was ended' AND admin_id = 'ann'";
        assert_eq!(logged(house, line).await, 1);
    }

    async fn what_is_no_token_is_refused(house) {
        let answer = register(house, "ann").await;
        let before = traces(house).await;
        for token in [json!("nonsense"), json!(""), answer["access_token"].clone()] {
            let reply = house.client().post(REFRESH, json!({"refresh_token": token})).await;
            assert_eq!((reply.refused(401).as_str(), reply.header("www-authenticate")), (REFUSED, "Bearer"));
        }
        for empty in [json!({}), json!({"refresh_token": null})] {
            house.client().post(REFRESH, empty).await.refused(401);
        }
        let long = json!({"refresh_token": "x".repeat(513)});
        assert_eq!(fault(&house.client().post(REFRESH, long).await), json!(["body", "refresh_token"]));
        assert_eq!(traces(house).await, before);
    }

    async fn two_who_use_it_at_once_get_one_pair(house) {
        let token = register(house, "ann").await["refresh_token"].clone();
        let client = house.client();
        let try_it = || client.post(REFRESH, json!({"refresh_token": token}));
        let (one, two) = tokio::join!(try_it(), try_it());
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 401]);
    }

    async fn a_refreshed_token_tells_the_present_role(house) {
        let token = register(house, "ann").await["refresh_token"].clone();
        let root = officer(house, "root", Role::SuperAdmin).await;
        root.put("/api/admin/users/ann", json!({"role": "manager"})).await.expect(200);
        let answer = house.client().post(REFRESH, json!({"refresh_token": token})).await.expect(200);
        assert_eq!((&answer["role"], &answer["user"]["role"]), (&json!("manager"), &json!("manager")));
    }
}
