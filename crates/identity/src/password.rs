//! Passwords: what is good enough, and how they are kept.
use std::sync::{Arc, LazyLock};

use argon2::{
    Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash,
};
use kernel::{App, Error, Result};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

use crate::settings::Settings;

/// Longest password: beyond it hashing only serves whoever wants to keep us busy.
const MAX_CHARS: usize = 256;
/// Fewer guesses than this and a password is among the most common.
const COMMON: u64 = 10_000;

/// Which rules a new password must keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Long enough, and not common.
    House,
    /// Also an uppercase letter, a digit and a special character (seed 004's clients promise that).
    Composed,
}

/// Refuses a password that is too easy to guess, and says why. `context` are words that say nothing
/// new: the handle, the name, the e-mail.
pub fn check(app: &App, policy: Policy, field: &str, password: &str, context: &[&str]) -> Result<()> {
    let least = Settings::of(app)?.password_min;
    let chars = password.chars().count();
    let complaint = if chars < least {
        format!("must have at least {least} characters")
    } else if chars > MAX_CHARS {
        format!("must have at most {MAX_CHARS} characters")
    } else if context.iter().any(|word| word.eq_ignore_ascii_case(password)) {
        "must not be your name, your handle or your e-mail".to_owned()
    } else if zxcvbn::zxcvbn(password, &[]).guesses() < COMMON {
        "is among the most common passwords; choose another".to_owned()
    } else if policy == Policy::Composed && !composed(password) {
        "must have an uppercase letter, a digit and a special character".to_owned()
    } else {
        return Ok(());
    };
    Err(Error::invalid(field, complaint))
}

fn composed(password: &str) -> bool {
    let has = |test: fn(char) -> bool| password.chars().any(test);
    has(char::is_uppercase) && has(|c| c.is_ascii_digit()) && has(|c| !c.is_alphanumeric())
}

/// Argon2id with 19 MiB, two passes, one lane (OWASP's minimum of 2025).
fn argon2() -> Argon2<'static> {
    let params = Params::new(19 * 1024, 2, 1, None).unwrap_or_default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

/// As many hashes at once as there are cores; each takes 19 MiB and a core for itself.
static CORES: LazyLock<Arc<Semaphore>> = LazyLock::new(|| {
    Arc::new(Semaphore::new(std::thread::available_parallelism().map_or(2, std::num::NonZero::get)))
});

async fn on_a_core<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(std::time::Duration::from_secs(2), CORES.clone().acquire_owned());
    let Ok(Ok(turn)) = turn.await else {
        return Err(Error::busy("Many people sign in just now. Please try again.", 2));
    };
    let done = tokio::task::spawn_blocking(move || {
        let result = work();
        drop(turn);
        result
    });
    done.await.map_err(Error::internal)
}

/// Hashes a password for keeping.
pub async fn hash(password: &str) -> Result<String> {
    let password = password.nfkc().collect::<String>();
    let hashed = on_a_core(move || argon2().hash_password(password.as_bytes()).map(|hash| hash.to_string()));
    hashed.await?.map_err(Error::internal)
}

/// What a password turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Right.
    Right,
    /// Right, but kept in an old way: hash it anew.
    RightButOld,
    /// Wrong.
    Wrong,
}

/// Compares a password with what is kept; with nothing kept it takes as long and is wrong.
pub async fn verify(password: &str, kept: Option<&str>) -> Result<Verdict> {
    // The hash of nobody's password, so that a stranger can't tell by the time whether an account exists.
    const NOBODY: &str =
        "$argon2id$v=19$m=19456,t=2,p=1$Ym9keSBoYXMgdGhpcw$2VvGyL9s4S7qxHjFb3kQn3fXG3mB1lH3m0kT4p5fD1E";
    let password = password.nfkc().collect::<String>();
    let (kept, known) = (kept.unwrap_or(NOBODY).to_owned(), kept.is_some());
    on_a_core(move || {
        if kept.starts_with("$2") {
            return match bcrypt::verify(&password, &kept) {
                Ok(true) => Verdict::RightButOld,
                _ => Verdict::Wrong,
            };
        }
        let right = PasswordHash::new(&kept)
            .is_ok_and(|hash| argon2().verify_password(password.as_bytes(), &hash).is_ok());
        if right && known { Verdict::Right } else { Verdict::Wrong }
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn old_hashes_are_verified_and_recognised() {
        let old = bcrypt::hash("Tr0ub4dor&3", 4).expect("bcrypt");
        assert_eq!(verify("Tr0ub4dor&3", Some(&old)).await.expect("verified"), Verdict::RightButOld);
        assert_eq!(verify("tr0ub4dor&3", Some(&old)).await.expect("verified"), Verdict::Wrong);
    }

    #[tokio::test]
    async fn a_hash_fits_its_password_only_in_any_normal_form() {
        let kept = hash("Zoe\u{308} 20 26").await.expect("hashed");
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        assert_eq!(verify("Zo\u{eb} 20 26", Some(&kept)).await.expect("verified"), Verdict::Right);
        assert_eq!(verify("Zoe 20 26", Some(&kept)).await.expect("verified"), Verdict::Wrong);
        assert_eq!(verify("Zoe 20 26", None).await.expect("verified"), Verdict::Wrong);
    }
}
