//! Forgotten passwords.
use chrono::Duration;
use kernel::testing::House;
use serde_json::json;

use crate::people::*;

const FORGOT: &str = "/api/auth/password/forgot";
const RESET: &str = "/api/auth/password/reset";
const OVER: &str = "This link has been used or has expired. Please ask for a new one.";

/// Asks for a link for ann, and takes it from the newest mail.
async fn link(house: &House) -> String {
    house.client().post(FORGOT, json!({"email": "Ann@Example.com"})).await.expect(200);
    house.settle().await;
    let mail = house.app.mailer.captured().pop().expect("a mail");
    let rest =
        mail.text.split_once("http://localhost:8000/reset-password?token=").expect("a link").1.to_owned();
    rest.split_whitespace().next().expect("a token").to_owned()
}

kernel::stories! { MODULES;
    async fn a_mailed_link_sets_a_new_password_once(house) {
        let ann = person(house, "ann").await;
        let token = link(house).await;
        let mail = house.app.mailer.captured().pop().expect("a mail");
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("ann@example.com", "Your new password"));
        assert!(mail.text.contains("until 10:30 UTC"), "{}", mail.text);
        let kept = format!("SELECT COUNT(*) FROM reset_tokens WHERE hash = '{token}'");
        assert_eq!(house.number(&kept).await, 0);
        let body = json!({"token": token, "password": OTHER});
        house.client().post(RESET, body.clone()).await.expect(200);
        ann.get("/api/auth/me").await.refused(401);
        assert_eq!(login(house, "ann", PASSWORD).await.refused(401), WRONG);
        assert_eq!(login(house, "ann", OTHER).await.expect(200)["user"]["is_verified"], true);
        let before = traces(house).await;
        assert_eq!(house.client().post(RESET, body).await.refused(400), OVER);
        assert_eq!(traces(house).await, before);
        assert_eq!(logged(house, "action = 'reset_own_password' AND admin_id = 'ann'").await, 1);
    }

    async fn whether_there_is_an_account_shows_in_nothing(house) {
        register(house, "ann").await;
        let known = house.client().post(FORGOT, json!({"email": "ann@example.com"})).await;
        let unknown = house.client().post(FORGOT, json!({"email": "nobody@example.com"})).await;
        assert_eq!((known.status, known.text()), (200, unknown.text()));
        house.settle().await;
        assert_eq!(house.app.mailer.captured().len(), 1);
        assert_eq!(house.number("SELECT COUNT(*) FROM reset_tokens").await, 1);
        assert_eq!(
            fault(&house.client().post(FORGOT, json!({"email": "ann"})).await),
            json!(["body", "email"])
        );
    }

    async fn a_link_is_good_for_half_an_hour(house) {
        register(house, "ann").await;
        let token = link(house).await;
        house.app.clock.advance(Duration::minutes(30));
        let before = traces(house).await;
        let late = house.client().post(RESET, json!({"token": token, "password": OTHER})).await;
        assert_eq!(late.refused(400), OVER);
        assert_eq!(traces(house).await, before);
        login(house, "ann", PASSWORD).await.expect(200);
        let token = link(house).await;
        house.app.clock.advance(Duration::minutes(29));
        house.client().post(RESET, json!({"token": token, "password": OTHER})).await.expect(200);
    }

    async fn a_used_link_takes_the_others_with_it(house) {
        register(house, "ann").await;
        let (first, second) = (link(house).await, link(house).await);
        assert_ne!(first, second);
        house.client().post(RESET, json!({"token": second, "password": OTHER})).await.expect(200);
        let refused = house.client().post(RESET, json!({"token": first, "password": PASSWORD})).await;
        assert_eq!(refused.refused(400), OVER);
    }

    async fn a_weak_password_does_not_use_the_link_up(house) {
        register(house, "ann").await;
        let token = link(house).await;
        let before = traces(house).await;
        for weak in ["short-1", "password1", "ann@example.com"] {
            let refused = house.client().post(RESET, json!({"token": token, "password": weak})).await;
            assert_eq!(fault(&refused), json!(["body", "password"]), "{weak}");
        }
        assert_eq!(traces(house).await, before);
        house.client().post(RESET, json!({"token": token, "password": OTHER})).await.expect(200);
    }

    async fn two_who_use_a_link_at_once_change_it_once(house) {
        register(house, "ann").await;
        let token = link(house).await;
        let client = house.client();
        let try_it = |password: &str| client.post(RESET, json!({"token": token, "password": password}));
        let (one, two) = tokio::join!(try_it(OTHER), try_it("scarlet-Bus-19"));
        let mut statuses = [one.status, two.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 400]);
    }

    async fn an_inactive_account_gets_no_link(house) {
        register(house, "ann").await;
        let token = link(house).await;
        sql(house, "UPDATE users SET is_active = FALSE").await.expect("updated");
        house.client().post(FORGOT, json!({"email": "ann@example.com"})).await.expect(200);
        house.settle().await;
        assert_eq!(house.app.mailer.captured().len(), 1);
        let refused = house.client().post(RESET, json!({"token": token, "password": OTHER})).await;
        assert_eq!(refused.refused(400), OVER);
    }

    async fn nobody_is_flooded_with_mail(house) {
        register(house, "ann").await;
        for _ in 0..5 {
            house.client().post(FORGOT, json!({"email": "ann@example.com"})).await.expect(200);
        }
        let before = traces(house).await;
        let slow = house.client().post(FORGOT, json!({"email": "ANN@example.com"})).await;
        slow.refused(429);
        assert_eq!(slow.header("retry-after"), "720");
        assert_eq!(traces(house).await, before);
    }
}
