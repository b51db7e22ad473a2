//! Where a request's token is read, and when the cookie counts.
use serde_json::json;

use crate::people::*;

const ME: &str = "/api/auth/me";

kernel::stories! { MODULES;
    async fn no_token_is_a_401_that_says_how(house) {
        let nobody = house.client();
        for refused in [
            nobody.get(ME).await,
            nobody.get("/api/v1/auth/me/").await,
            nobody.get("/api/user/profile").await,
            nobody.put(ME, json!({"name": 5})).await,
            nobody.get("/api/auth/sessions").await,
            nobody.delete("/api/auth/sessions").await,
            nobody.delete("/api/auth/sessions/x").await,
            nobody.put("/api/v1/settings/2fa/enable", json!({})).await,
            nobody.put("/api/v1/settings/2fa/disable", json!({})).await,
            nobody.get("/api/admin/users").await,
            nobody.post("/api/admin/users", json!({})).await,
            nobody.get("/api/admin/audit-logs?page=0").await,
        ] {
            assert_eq!(refused.refused(401), "Could not validate credentials");
            assert_eq!(refused.header("www-authenticate"), "Bearer");
            assert_eq!(refused.json()["request_id"], refused.header("x-request-id"));
        }
    }

    async fn the_header_wins_over_the_cookie(house) {
        let token = text(&register(house, "ann").await, "access_token").to_owned();
        let cookie = house.client().header("cookie", &format!("theme=dark; access_token={token}; lang=en"));
        assert_eq!(cookie.get(ME).await.expect(200)["user_id"], "ann");
        for scheme in ["Bearer", "bearer", "BEARER"] {
            let header = house.client().header("authorization", &format!("{scheme} {token}"));
            assert_eq!(header.get(ME).await.expect(200)["user_id"], "ann");
        }
        for header in ["Bearer nonsense", "Bearer", "Basic YW5uOng=", &token] {
            cookie.header("authorization", header).get(ME).await.refused(401);
        }
        house.client().header("cookie", &format!("other={token}")).get(ME).await.refused(401);
        house.client().get(&format!("{ME}?token={token}&access_token={token}")).await.refused(401);
    }

    async fn a_change_with_the_cookie_must_come_from_this_site(house) {
        let token = text(&register(house, "ann").await, "access_token").to_owned();
        let cookie = house.client().header("cookie", &format!("access_token={token}"));
        let cookie = cookie.header("host", "bursar.example");
        let (before, rename) = (traces(house).await, json!({"name": "Ann"}));
        for foreign in [
            cookie.clone(),
            cookie.header("origin", "https://evil.example"),
            cookie.header("origin", "https://bursar.example.evil.example"),
            cookie.header("origin", "null"),
            cookie.header("sec-fetch-site", "cross-site"),
            cookie.header("sec-fetch-site", "same-site"),
            cookie.header("origin", "https://evil.example").header("sec-fetch-site", "same-origin"),
        ] {
            let said = foreign.put(ME, rename.clone()).await.refused(403);
            assert!(said.contains("must come from this site"), "{said}");
            foreign.delete("/api/auth/sessions").await.refused(403);
            foreign.get(ME).await.expect(200);
            foreign.post("/api/auth/logout", json!({})).await.expect(200);
        }
        assert_eq!(traces(house).await, before);
        for ours in [
            cookie.header("origin", "http://bursar.example"),
            cookie.header("origin", "http://localhost:8000"),
            cookie.header("sec-fetch-site", "same-origin"),
        ] {
            ours.put(ME, rename.clone()).await.expect(200);
        }
        house.client().token(&token).put(ME, rename).await.expect(200);
    }

    async fn a_front_end_named_in_the_settings_may_use_the_cookie(house) {
        let house = another(house, &[("server.cors_origins", "https://app.example")]).await;
        let token = text(&register(&house, "ann").await, "access_token").to_owned();
        let cookie = house.client().header("cookie", &format!("access_token={token}"));
        let named = cookie.header("origin", "https://app.example");
        let answer = named.put(ME, json!({"name": "Ann"})).await;
        answer.expect(200);
        assert_eq!(answer.header("access-control-allow-origin"), "https://app.example");
        assert_eq!(answer.header("access-control-allow-credentials"), "true");
        let refused = named.put(ME, json!({"name": ""})).await;
        assert_eq!(fault(&refused), json!(["body", "name"]));
        assert_eq!(refused.header("access-control-allow-origin"), "https://app.example");
        let other = cookie.header("origin", "https://other.example").put(ME, json!({})).await;
        other.refused(403);
        assert_eq!(other.header("access-control-allow-origin"), "");
    }

    async fn a_token_ends_after_an_hour(house) {
        let ann = person(house, "ann").await;
        house.app.clock.advance(chrono::Duration::seconds(3599));
        ann.get(ME).await.expect(200);
        // What was recognised is remembered for five seconds.
        house.app.clock.advance(chrono::Duration::seconds(1 + 5));
        ann.get(ME).await.refused(401);
    }
}
