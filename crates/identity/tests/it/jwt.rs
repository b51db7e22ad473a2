//! Access tokens that are not ours, not any more, or not for this: each gets the same answer.
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as BASE64};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use kernel::{Role, testing::House};
use serde_json::{Value, json};

use crate::people::*;

/// A token of these parts, signed as `algorithm` says with `key`.
fn token(header: &str, claims: &str, key: &[u8], algorithm: Algorithm) -> String {
    let message = format!("{}.{}", BASE64.encode(header), BASE64.encode(claims));
    let signature =
        crypto::sign(message.as_bytes(), &EncodingKey::from_secret(key), algorithm).expect("signed");
    format!("{message}.{signature}")
}

const HEADER: &str = r#"{"typ":"JWT","alg":"HS256"}"#;

/// A house with ann signed in: its key, her token, and what that says.
struct World {
    key: Vec<u8>,
    good: String,
    claims: Value,
}

impl World {
    async fn of(house: &House) -> Self {
        let good = text(&register(house, "ann").await, "access_token").to_owned();
        let claims = BASE64.decode(good.split('.').nth(1).expect("claims")).expect("base 64");
        let key = house.app.secret::<32>("secret.key").expect("a key").to_vec();
        Self { key, good, claims: serde_json::from_slice(&claims).expect("JSON") }
    }

    /// Our own token with these claims changed; `null` takes one away.
    fn with(&self, changed: Value) -> String {
        let mut claims = self.claims.clone();
        for (key, value) in changed.as_object().expect("claims") {
            claims[key] = value.clone();
            if value.is_null() {
                claims.as_object_mut().expect("claims").remove(key);
            }
        }
        token(HEADER, &claims.to_string(), &self.key, Algorithm::HS256)
    }

    /// Our own token under another header.
    fn under(&self, header: &str) -> String {
        token(header, &self.claims.to_string(), &self.key, Algorithm::HS256)
    }
}

/// Every one of these is a stranger's token, and the answers differ in nothing.
async fn all_refused(house: &House, tokens: Vec<(String, String)>) {
    let mut expected = house.client().get("/api/auth/me").await.expect(401);
    expected["request_id"] = Value::Null;
    for (what, token) in tokens {
        let reply =
            house.client().header("authorization", &format!("Bearer {token}")).get("/api/auth/me").await;
        assert_eq!(reply.status, 401, "{what}: {}", reply.text());
        assert_eq!(reply.header("www-authenticate"), "Bearer", "{what}");
        let mut problem = reply.json();
        problem["request_id"] = Value::Null;
        assert_eq!(problem, expected, "{what}");
    }
}

kernel::stories! { MODULES;
    async fn our_own_token_is_made_as_these_stories_make_theirs(house) {
        let world = World::of(house).await;
        for token in [&world.good, &world.with(json!({})), &world.under(HEADER)] {
            house.client().token(token).get("/api/auth/me").await.expect(200);
        }
        assert_eq!((&world.claims["sub"], &world.claims["role"]), (&json!("ann"), &json!("user")));
        let life = world.claims["exp"].as_i64().zip(world.claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
        assert_eq!(life, Some(3600));
    }

    async fn another_algorithm_opens_nothing(house) {
        let world = World::of(house).await;
        let claims = world.claims.to_string();
        let mut tokens = vec![];
        for none in ["none", "None", "NONE", "nOnE", ""] {
            let header = format!(r#"{{"typ":"JWT","alg":"{none}"}}"#);
            let message = format!("{}.{}", BASE64.encode(&header), BASE64.encode(&claims));
            tokens.push((format!("alg {none} without a signature"), format!("{message}.")));
            tokens.push((format!("alg {none} signed"), world.under(&header)));
        }
        for (name, algorithm) in [("HS384", Algorithm::HS384), ("HS512", Algorithm::HS512)] {
            let header = format!(r#"{{"typ":"JWT","alg":"{name}"}}"#);
            tokens.push((name.into(), token(&header, &claims, &world.key, algorithm)));
            tokens.push((format!("{name} in name only"), world.under(&header)));
        }
        let message =
            format!("{}.{}", BASE64.encode(r#"{"typ":"JWT","alg":"ES256"}"#), BASE64.encode(&claims));
        tokens.push(("ES256 with r = s = 0".into(), format!("{message}.{}", BASE64.encode([0; 64]))));
        for name in ["RS256", "PS256", "ES256", "EdDSA", "hs256", "HS1"] {
            tokens.push((name.into(), world.under(&format!(r#"{{"typ":"JWT","alg":"{name}"}}"#))));
        }
        tokens.push(("no alg".into(), world.under(r#"{"typ":"JWT"}"#)));
        all_refused(house, tokens).await;
    }

    async fn a_token_that_was_touched_opens_nothing(house) {
        let world = World::of(house).await;
        let good = &world.good;
        let (message, signature) = good.rsplit_once('.').expect("a signature");
        let (header, claims) = message.split_once('.').expect("claims");
        let flipped = |at: usize| {
            let mut bytes = BASE64.decode(signature).expect("base 64");
            bytes[at] ^= 1;
            format!("{message}.{}", BASE64.encode(bytes))
        };
        let root = world.claims.to_string().replace(r#""role":"user""#, r#""role":"super_admin""#);
        let tokens = [
            ("no signature", format!("{message}.")),
            ("no third part", message.to_owned()),
            ("a fourth part", format!("{good}.{signature}")),
            ("a truncated signature", good[..good.len() - 4].to_owned()),
            ("an extended signature", format!("{good}AAAA")),
            ("the first bit flipped", flipped(0)),
            ("the last bit flipped", flipped(31)),
            ("other claims", format!("{header}.{}.{signature}", BASE64.encode(root))),
            ("padding", format!("{header}.{claims}.{signature}=")),
            ("padded claims", format!("{header}.{claims}==.{signature}")),
            ("white space within", format!("{header}. {claims}.{signature}")),
            ("a stray last bit", {
                let mut odd = good.clone();
                let last = odd.pop().expect("a letter");
                let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
                let at = letters.find(last).expect("base 64");
                odd.push(letters.as_bytes()[at ^ 1].into());
                odd
            }),
            ("another alphabet", good.replace('-', "+").replace('_', "/") + "/+"),
            ("nothing", String::new()),
            ("dots", "..".into()),
            ("words", "not a token".into()),
        ];
        all_refused(house, tokens.map(|(what, token)| (what.to_owned(), token)).to_vec()).await;
    }

    async fn a_key_of_the_callers_choice_opens_nothing(house) {
        let world = World::of(house).await;
        let claims = world.claims.to_string();
        let long = format!(r#""kid":"{}""#, "k".repeat(10_000));
        let mut tokens = vec![];
        for extra in [
            r#""kid":"../../../../dev/null""#,
            r#""kid":"' UNION SELECT 'x' --""#,
            r#""kid":"https://evil.example/key""#,
            r#""kid":"unknown""#,
            r#""kid":"""#,
            r#""kid":7"#,
            long.as_str(),
            r#""jku":"https://evil.example/jwks.json""#,
            r#""x5u":"https://evil.example/cert.pem""#,
            r#""jwk":{"kty":"oct","k":"QUFBQQ"}"#,
            r#""x5c":["QUFBQQ=="]"#,
        ] {
            let header = format!(r#"{{"typ":"JWT","alg":"HS256",{extra}}}"#);
            for key in [b"".as_slice(), b"x", b"AAAA", b"secret", &[0; 32]] {
                tokens.push((extra.to_owned(), token(&header, &claims, key, Algorithm::HS256)));
            }
        }
        for extra in [r#""crit":["exp"]"#, r#""crit":["made-up"],"made-up":1"#] {
            let header = format!(r#"{{"typ":"JWT","alg":"HS256",{extra}}}"#);
            tokens.push((extra.to_owned(), world.under(&header)));
        }
        for weak in
            ["secret", "changeme", "your-secret-key-change-in-production-please-use-strong-random-key"]
        {
            tokens.push((weak.to_owned(), token(HEADER, &claims, weak.as_bytes(), Algorithm::HS256)));
        }
        all_refused(house, tokens).await;
    }

    async fn claims_that_do_not_hold_open_nothing(house) {
        let world = World::of(house).await;
        let now = house.app.clock.now().timestamp();
        let twice = world.claims.to_string().replacen('{', r#"{"sub":"root","#, 1);
        let deep = format!(r#"{{"sub":"ann","x":{}{}}}"#, "[".repeat(400), "]".repeat(400));
        let mut tokens = vec![
            ("claims twice".to_owned(), token(HEADER, &twice, &world.key, Algorithm::HS256)),
            ("deep claims".to_owned(), token(HEADER, &deep, &world.key, Algorithm::HS256)),
            ("a list".to_owned(), token(HEADER, "[]", &world.key, Algorithm::HS256)),
            ("a megabyte".to_owned(), world.with(json!({"x": "x".repeat(1_000_000)}))),
        ];
        for changed in [
            json!({"exp": now}),
            json!({"exp": now - 1}),
            json!({"exp": 0}),
            json!({"exp": (now + 60).to_string()}),
            json!({"exp": null}),
            json!({"exp": 1e300}),
            json!({"exp": -1}),
            json!({"exp": {}}),
            json!({"nbf": now + 3600}),
            json!({"iat": now + 3600}),
            json!({"iss": "evil"}),
            json!({"iss": null}),
            json!({"iss": ["evil"]}),
            json!({"aud": "mfa"}),
            json!({"aud": "other"}),
            json!({"aud": null}),
            json!({"sid": null}),
            json!({"sid": "00000000-0000-4000-8000-000000000000"}),
            json!({"sid": ""}),
            json!({"sid": 5}),
            json!({"role": "root"}),
            json!({"sub": "bob"}),
            json!({"sub": null}),
        ] {
            tokens.push((changed.to_string(), world.with(changed)));
        }
        all_refused(house, tokens).await;
    }

    async fn no_other_token_of_ours_opens_anything(house) {
        let ann = person(house, "ann").await;
        let refresh = text(&login(house, "ann", PASSWORD).await.expect(200), "refresh_token").to_owned();
        two_factor_on(house, &ann).await;
        let half = text(&login(house, "ann", PASSWORD).await.expect(200), "mfa_token").to_owned();
        house
            .client()
            .post("/api/auth/password/forgot", json!({"email": "ann@example.com"}))
            .await
            .expect(200);
        house.settle().await;
        let mail = house.app.mailer.captured().pop().expect("a mail");
        let reset = mail
            .text
            .split_once("?token=")
            .expect("a link")
            .1
            .split_whitespace()
            .next()
            .expect("one")
            .to_owned();
        all_refused(house, vec![("refresh".into(), refresh), ("mfa".into(), half), ("reset".into(), reset)])
            .await;
        let body = json!({"mfa_token": World::of(&another(house, &[]).await).await.good, "code": "000000"});
        house.client().post("/api/auth/2fa", body).await.refused(401);
    }

    async fn a_token_dies_with_what_it_stands_on(house) {
        let root = officer(house, "root", Role::SuperAdmin).await;
        let mut tokens = vec![];
        for handle in ["out", "off", "gone", "reset"] {
            tokens.push((handle.to_owned(), text(&register(house, handle).await, "access_token").to_owned()));
            house.client().token(&tokens[tokens.len() - 1].1).get("/api/auth/me").await.expect(200);
        }
        house.client().token(&tokens[0].1).post("/api/auth/logout", json!({})).await.expect(200);
        root.post("/api/admin/users/off/deactivate", json!({})).await.expect(200);
        root.delete("/api/admin/users/gone").await.expect(200);
        root.post("/api/admin/users/reset/reset-password", json!({})).await.expect(200);
        all_refused(house, tokens).await;
    }

    async fn another_houses_token_opens_nothing(house) {
        let settings = [("security.secret_key", "another-secret-key-of-forty-characters-x")];
        let elsewhere = World::of(&another(house, &settings).await).await;
        register(house, "ann").await;
        all_refused(house, vec![("another key".to_owned(), elsewhere.good)]).await;
        house.client().get("/api/setup").await.expect(200);
    }
}
