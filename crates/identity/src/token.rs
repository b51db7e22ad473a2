//! Access tokens: signed, short-lived, worth something only while their session lives.
use chrono::{DateTime, Duration, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use kernel::{App, Error, Result, Role};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

const ISSUER: &str = "bursar";

/// What an access token says. The role informs; rights come from the account at each request.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Access {
    /// The handle.
    pub sub: String,
    /// The role when it was made.
    pub role: Role,
    /// The session.
    pub sid: String,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
    /// Ours have none; a token that has one is not good before it.
    #[serde(default, skip_serializing)]
    nbf: i64,
}

/// What the token between password and second factor says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Halfway {
    /// `users.id`.
    pub uid: i64,
    iss: String,
    aud: String,
    iat: i64,
    exp: i64,
}

struct Keys {
    signing: EncodingKey,
    verifying: DecodingKey,
}

impl Keys {
    fn of(app: &App) -> Result<std::sync::Arc<Self>> {
        app.try_own(|| {
            let given = app.settings.security.secret_key.as_bytes();
            let secret = match given.len() {
                0 => app.secret::<32>("secret.key")?.to_vec(),
                1..32 => return Err(Error::internal("security.secret_key must have at least 32 characters")),
                _ => given.to_vec(),
            };
            let (signing, verifying) = (EncodingKey::from_secret(&secret), DecodingKey::from_secret(&secret));
            Ok(Self { signing, verifying })
        })
    }
}

/// Makes or reads the key now: a bad one stops the start, not the first sign-in.
pub fn prepare(app: &App) -> Result<()> {
    Keys::of(app).map(drop)
}

/// Makes the access token of a session.
pub fn access(app: &App, handle: &str, role: Role, session: &str, life: i64) -> Result<String> {
    let now = app.clock.now();
    let exp = (now + Duration::seconds(life)).timestamp();
    let (iss, aud) = (ISSUER.into(), "access".into());
    sign(
        app,
        &Access {
            sub: handle.into(),
            role,
            sid: session.into(),
            iss,
            aud,
            iat: now.timestamp(),
            exp,
            nbf: 0,
        },
    )
}

/// Makes the token that the second factor completes; good for five minutes.
pub fn halfway(app: &App, user_id: i64) -> Result<String> {
    let now = app.clock.now();
    let (iat, exp) = (now.timestamp(), (now + Duration::minutes(5)).timestamp());
    sign(app, &Halfway { uid: user_id, iss: ISSUER.into(), aud: "mfa".into(), iat, exp })
}

fn sign(app: &App, claims: &impl Serialize) -> Result<String> {
    encode(&Header::new(Algorithm::HS256), claims, &Keys::of(app)?.signing).map_err(Error::internal)
}

/// Reads an access token; `None` where anything about it is wrong.
pub fn read_access(app: &App, token: &str) -> Result<Option<Access>> {
    Ok(read::<Access>(app, token, "access")?.filter(|claims| {
        let now = app.clock.now();
        fresh(claims.exp, now) && begun(claims.iat.max(claims.nbf), now)
    }))
}

/// Reads a token of [`halfway`]; `None` where anything about it is wrong.
pub fn read_halfway(app: &App, token: &str) -> Result<Option<Halfway>> {
    Ok(read::<Halfway>(app, token, "mfa")?.filter(|claims| fresh(claims.exp, app.clock.now())))
}

fn fresh(exp: i64, now: DateTime<Utc>) -> bool {
    exp > now.timestamp()
}

/// The clocks of two replicas may differ a little.
fn begun(at: i64, now: DateTime<Utc>) -> bool {
    at <= now.timestamp() + 60
}

fn read<T: DeserializeOwned + Clone>(app: &App, token: &str, audience: &str) -> Result<Option<T>> {
    // The key fixes the algorithm; the house's clock, not the library's, says what is over.
    let mut rules = Validation::new(Algorithm::HS256);
    rules.validate_exp = false;
    rules.set_audience(&[audience]);
    rules.set_issuer(&[ISSUER]);
    rules.set_required_spec_claims(&["exp", "aud", "iss"]);
    if token.len() > 4096 {
        return Ok(None);
    }
    let read = decode::<T>(token, &Keys::of(app)?.verifying, &rules).ok();
    // What a header calls critical must be understood (RFC 7515), and ours calls nothing so.
    Ok(read.filter(|data| data.header.crit.is_none()).map(|data| data.claims))
}
