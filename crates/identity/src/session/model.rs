//! The rules of sessions. Pure.
use chrono::{DateTime, Duration, Utc};
use kernel::{Actor, Origin, db::hex};
use sha2::{Digest, Sha256};

use crate::user::store::Model as User;

/// What a sign-in gives its owner.
#[derive(Clone)]
pub struct Grant {
    /// Opens everything for an hour.
    pub access_token: String,
    /// Gets the next pair; good once.
    pub refresh_token: String,
    /// Life of the access token, seconds.
    pub expires_in: i64,
    /// Life of the session, seconds.
    pub session_seconds: i64,
}

/// How a token is kept: only its owner has the token itself.
pub fn fingerprint(token: &str) -> String {
    hex(&Sha256::digest(token))
}

/// The owner of an account, as the audit log names him.
pub fn actor(user: &User, origin: &Origin) -> Actor {
    Actor { user_id: Some(user.id), ..Actor::of(&user.user_id, &user.name, origin) }
}

/// Whether a session still lives.
pub fn is_alive(
    revoked_at: Option<DateTime<Utc>>,
    expires_at: DateTime<Utc>,
    last_activity: DateTime<Utc>,
    idle: Duration,
    now: DateTime<Utc>,
) -> bool {
    revoked_at.is_none() && now < expires_at && now < last_activity + idle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_ends_by_its_age_by_idleness_and_by_its_owner() {
        let start = DateTime::from_timestamp(1_000_000, 0).expect("a moment");
        let alive = |revoked, at: i64, active: i64| {
            let moment = |seconds| start + Duration::seconds(seconds);
            is_alive(revoked, moment(100), moment(active), Duration::seconds(10), moment(at))
        };
        assert!(alive(None, 9, 0) && !alive(None, 10, 0));
        assert!(alive(None, 99, 95) && !alive(None, 100, 95));
        assert!(!alive(Some(start), 1, 0));
    }
}
