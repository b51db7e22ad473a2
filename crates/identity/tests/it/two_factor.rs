//! The second factor: enrolled, used, lost, switched off.
use chrono::Duration;
use serde_json::{Value, json};

use crate::people::*;

const ENABLE: &str = "/api/v1/settings/2fa/enable";
const DISABLE: &str = "/api/v1/settings/2fa/disable";
const SECOND: &str = "/api/auth/2fa";

kernel::stories! { MODULES;
    async fn an_enrolment_shows_its_secret_until_it_is_completed(house) {
        let ann = person(house, "ann").await;
        let begun = ann.send("PUT".parse().expect("a method"), ENABLE, "").await.expect(200);
        assert_eq!(keys(&begun), ["otpauth_url", "qr_svg", "secret", "two_factor_enabled"]);
        assert_eq!(begun["two_factor_enabled"], false);
        let (secret, url) = (text(&begun, "secret"), text(&begun, "otpauth_url"));
        assert!(url.starts_with("otpauth://totp/Bursar:ann%40example.com?"), "{url}");
        assert!(url.contains(secret) && url.contains("issuer=Bursar"), "{url}");
        assert!(text(&begun, "qr_svg").contains("<svg"));
        assert_eq!(ann.put(ENABLE, json!({})).await.expect(200)["secret"], begun["secret"]);
        login(house, "ann", PASSWORD).await.expect(200)["access_token"]
            .as_str()
            .expect("no second factor yet");
        let on = ann.put(ENABLE, json!({"code": code(house, secret)})).await.expect(200);
        assert_eq!(keys(&on), ["recovery_codes", "two_factor_enabled"]);
        assert_eq!(
            (&on["two_factor_enabled"], on["recovery_codes"].as_array().map(Vec::len)),
            (&json!(true), Some(10))
        );
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["two_factor_enabled"], true);
        assert_eq!(
            logged(house, "admin_id = 'ann' AND action IN ('start_two_factor', 'enable_two_factor')").await,
            2
        );
        ann.put(ENABLE, json!({})).await.refused(400);
        ann.put(ENABLE, json!({"code": code(house, secret)})).await.refused(400);
    }

    async fn a_wrong_first_code_switches_nothing_on(house) {
        let ann = person(house, "ann").await;
        let before = traces(house).await;
        assert!(
            ann.put(ENABLE, json!({"code": "000000"})).await.refused(400).starts_with("Begin an enrolment")
        );
        assert_eq!(traces(house).await, before);
        let secret = text(&ann.put(ENABLE, json!({})).await.expect(200), "secret").to_owned();
        let before = traces(house).await;
        house.app.clock.advance(Duration::minutes(-10));
        let early = code(house, &secret);
        house.app.clock.advance(Duration::minutes(10));
        for wrong in [early.as_str(), "12345", "abcdef", "", "1234567"] {
            let said = ann.put(ENABLE, json!({"code": wrong})).await.refused(400);
            assert!(said.starts_with("This code is not valid"), "{wrong}: {said}");
        }
        let long = ann.put(ENABLE, json!({"code": "0".repeat(17)})).await;
        assert_eq!(fault(&long), json!(["body", "code"]));
        assert_eq!(traces(house).await, before);
        assert_eq!(ann.get("/api/auth/me").await.expect(200)["two_factor_enabled"], false);
    }

    async fn signing_in_takes_two_steps(house) {
        let ann = person(house, "ann").await;
        let (secret, _) = two_factor_on(house, &ann).await;
        house.app.clock.advance(Duration::seconds(30));
        let before = traces(house).await;
        let half = login(house, "ann", PASSWORD).await;
        assert_eq!(keys(&half.expect(200)), ["mfa_required", "mfa_token"]);
        assert_eq!((&half.json()["mfa_required"], half.header("set-cookie")), (&json!(true), ""));
        assert_eq!(traces(house).await, before);
        let now = code(house, &secret);
        let step =
            json!({"mfa_token": half.json()["mfa_token"], "code": format!("{} {}", &now[..3], &now[3..])});
        let whole = house.client().post(SECOND, step).await;
        let answer = whole.expect(200);
        assert_eq!((&answer["user_id"], &answer["token_type"]), (&json!("ann"), &json!("bearer")));
        assert_eq!(whole.headers.get_all("set-cookie").iter().count(), 2);
        bearer(house, &answer).get("/api/auth/me").await.expect(200);
        assert_eq!(logged(house, "action = 'login' AND details = 'Signed in with a second factor'").await, 1);
    }

    async fn a_code_works_once(house) {
        let ann = person(house, "ann").await;
        let (secret, _) = two_factor_on(house, &ann).await;
        let half = half(house).await;
        let used = json!({"mfa_token": half, "code": code(house, &secret)});
        assert_eq!(house.client().post(SECOND, used).await.refused(401), "This code is not valid.");
        house.app.clock.advance(Duration::seconds(30));
        let fresh = json!({"mfa_token": half, "code": code(house, &secret)});
        house.client().post(SECOND, fresh.clone()).await.expect(200);
        let before = traces(house).await;
        assert_eq!(house.client().post(SECOND, fresh).await.refused(401), "This code is not valid.");
        let after = traces(house).await;
        assert_eq!(after[..7], before[..7]);
        assert_eq!(after[7], before[7] + 1, "a failure is logged");
    }

    async fn a_recovery_code_opens_the_account_once(house) {
        let ann = person(house, "ann").await;
        let (_, codes) = two_factor_on(house, &ann).await;
        let half = half(house).await;
        let with =
            async |code: &str| house.client().post(SECOND, json!({"mfa_token": half, "code": code})).await;
        with(&codes[0]).await.expect(200);
        assert_eq!(with(&codes[0]).await.refused(401), "This code is not valid.");
        with(&codes[1].to_uppercase().replace('-', "")).await.expect(200);
        assert_eq!(house.number("SELECT COUNT(*) FROM two_factor_codes WHERE used_at IS NULL").await, 8);
        let bob = person(house, "bob").await;
        let (_, his) = two_factor_on(house, &bob).await;
        with(&his[0]).await.refused(401);
    }

    async fn what_is_kept_opens_nothing(house) {
        let ann = person(house, "ann").await;
        let (secret, codes) = two_factor_on(house, &ann).await;
        let plain = format!("SELECT COUNT(*) FROM users WHERE two_factor_secret LIKE '%{secret}%'");
        assert_eq!(house.number(&plain).await, 0);
        assert_eq!(house.number("SELECT COUNT(*) FROM users WHERE two_factor_secret LIKE '1.%.%'").await, 1);
        let bare = codes[0].replace('-', "");
        let plain = format!("SELECT COUNT(*) FROM two_factor_codes WHERE hash IN ('{}', '{bare}')", codes[0]);
        assert_eq!(house.number(&plain).await, 0);
        assert!(bare.len() * 5 >= 112, "a code of {} letters can be guessed", bare.len());
    }

    async fn the_token_between_the_steps_is_good_for_five_minutes(house) {
        let ann = person(house, "ann").await;
        let (secret, _) = two_factor_on(house, &ann).await;
        let half = half(house).await;
        house.app.clock.advance(Duration::seconds(299));
        let wrong = json!({"mfa_token": half, "code": "nonsense"});
        assert_eq!(house.client().post(SECOND, wrong).await.refused(401), "This code is not valid.");
        house.app.clock.advance(Duration::seconds(1));
        let before = traces(house).await;
        let late = json!({"mfa_token": half, "code": code(house, &secret)});
        let said = house.client().post(SECOND, late).await;
        assert_eq!(said.refused(401), "This sign-in has expired. Please start again.");
        assert_eq!(said.header("www-authenticate"), "Bearer");
        assert_eq!(traces(house).await, before);
    }

    async fn it_is_switched_off_with_the_password_or_a_code(house) {
        let ann = person(house, "ann").await;
        two_factor_on(house, &ann).await;
        let before = traces(house).await;
        assert_eq!(fault(&ann.put(DISABLE, json!({})).await), json!(["body", "password"]));
        assert_eq!(
            ann.put(DISABLE, json!({"password": OTHER})).await.refused(400),
            "Password or code is incorrect"
        );
        assert_eq!(
            ann.put(DISABLE, json!({"code": "000000"})).await.refused(400),
            "Password or code is incorrect"
        );
        assert_eq!(traces(house).await, before);
        let off = ann.put(DISABLE, json!({"password": PASSWORD})).await.expect(200);
        assert_eq!(off, json!({"two_factor_enabled": false}));
        assert_eq!(house.number("SELECT COUNT(*) FROM two_factor_codes").await, 0);
        assert_eq!(login(house, "ann", PASSWORD).await.expect(200)["user_id"], "ann");
        let (secret, _) = two_factor_on(house, &ann).await;
        house.app.clock.advance(Duration::seconds(30));
        ann.put(DISABLE, json!({"code": code(house, &secret)})).await.expect(200);
        let (_, codes) = two_factor_on(house, &ann).await;
        ann.put(DISABLE, json!({"code": codes[9]})).await.expect(200);
        assert_eq!(logged(house, "action = 'disable_two_factor' AND admin_id = 'ann'").await, 3);
    }

    async fn guessing_codes_locks_the_second_step(house) {
        let ann = person(house, "ann").await;
        let (secret, codes) = two_factor_on(house, &ann).await;
        house.app.clock.advance(Duration::seconds(30));
        let half = half(house).await;
        for n in 0..5 {
            let guess = json!({"mfa_token": half, "code": if n % 2 == 0 { "000000" } else { "aaaa-bbbb" }});
            house.client().post(SECOND, guess).await.refused(401);
        }
        let before = traces(house).await;
        for right in [code(house, &secret), codes[0].clone()] {
            let locked = house.client().post(SECOND, json!({"mfa_token": half, "code": right})).await;
            assert_eq!(
                (locked.refused(429), locked.header("retry-after")),
                ("Too many failed attempts. Please wait 12 s.".into(), "12")
            );
        }
        assert_eq!(traces(house).await, before);
        house.app.clock.advance(Duration::seconds(12));
        let right = json!({"mfa_token": half, "code": code(house, &secret)});
        house.client().post(SECOND, right).await.expect(200);
    }

    async fn an_old_hash_is_replaced_in_two_steps_as_well(house) {
        let ann = person(house, "ann").await;
        let (_, codes) = two_factor_on(house, &ann).await;
        let old = bcrypt::hash(PASSWORD, 4).expect("bcrypt");
        sql(house, &format!("UPDATE users SET password_hash = '{old}'")).await.expect("updated");
        let half = half(house).await;
        house.client().post(SECOND, json!({"mfa_token": half, "code": codes[0]})).await.expect(200);
        assert_eq!(
            house.number("SELECT COUNT(*) FROM users WHERE password_hash LIKE '$argon2id$%'").await,
            1
        );
    }
}

/// What the first step gives ann.
async fn half(house: &kernel::testing::House) -> Value {
    login(house, "ann", PASSWORD).await.expect(200)["mfa_token"].clone()
}
