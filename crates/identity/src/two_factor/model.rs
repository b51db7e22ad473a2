//! Codes and secrets. Pure.
use aes_gcm::{
    Aes256Gcm, Nonce,
    aead::{Aead, KeyInit},
};
use base64::{Engine, engine::general_purpose::STANDARD_NO_PAD};
use kernel::{Error, Result};
use totp_rs::{Builder, Secret, Totp};

/// How many recovery codes there are.
pub const RECOVERY_CODES: usize = 10;

/// The generator of a secret of 20 bytes: SHA-1, six digits, 30 seconds, one step of leeway.
pub fn totp(secret: &[u8], account: &str) -> Result<Totp> {
    Builder::new()
        .with_secret(Secret::from(secret.to_vec()))
        .with_account_name(account.replace(':', " "))
        .with_issuer(Some("Bursar"))
        .build()
        .map_err(Error::internal)
}

/// The time step of a right code that was not used before; a code works once.
pub fn fresh_step(totp: &Totp, code: &str, seconds: i64, last_step: Option<i64>) -> Option<i64> {
    let code = code.trim().replace(' ', "");
    let digits = code.len() == 6 && code.bytes().all(|b| b.is_ascii_digit());
    let step = digits.then(|| totp.check(&code, u64::try_from(seconds).ok()?))??;
    i64::try_from(step).ok().filter(|step| last_step.is_none_or(|last| *step > last))
}

/// `abcd-efgh-…` and `ABCDEFGH…` are the same recovery code.
pub fn canonical(recovery_code: &str) -> String {
    recovery_code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Encrypts a secret for keeping: `1.nonce.ciphertext`, where 1 names the key.
pub fn seal(key: &[u8; 32], nonce: [u8; 12], secret: &[u8]) -> Result<String> {
    let cipher = Aes256Gcm::new(key.into());
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), secret)
        .map_err(|_| Error::internal("a secret could not be sealed"))?;
    Ok(format!("1.{}.{}", STANDARD_NO_PAD.encode(nonce), STANDARD_NO_PAD.encode(sealed)))
}

/// The secret that [`seal`] hid.
pub fn unseal(key: &[u8; 32], kept: &str) -> Result<Vec<u8>> {
    let broken = || Error::internal("a two-factor secret can't be read: was two_factor.key replaced?");
    let mut parts = kept.split('.');
    let (Some("1"), Some(nonce), Some(sealed)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(broken());
    };
    let nonce =
        STANDARD_NO_PAD.decode(nonce).ok().and_then(|n| <[u8; 12]>::try_from(n).ok()).ok_or_else(broken)?;
    let sealed = STANDARD_NO_PAD.decode(sealed).map_err(|_| broken())?;
    Aes256Gcm::new(key.into()).decrypt(&Nonce::from(nonce), sealed.as_slice()).map_err(|_| broken())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_works_once_and_near_its_time() {
        let totp = totp(b"12345678901234567890", "ann@example.com").expect("a generator");
        let code = totp.generate(59).to_string();
        // RFC 6238, appendix B: at 59 s the eight digits are 94287082.
        assert_eq!(code, "287082");
        assert_eq!(fresh_step(&totp, &code, 59, None), Some(1));
        assert_eq!(fresh_step(&totp, &code, 89, None), Some(1));
        assert_eq!(fresh_step(&totp, &code, 59, Some(1)), None);
        assert_eq!(fresh_step(&totp, &code, 150, None), None);
        assert_eq!(fresh_step(&totp, "28708", 59, None), None);
    }

    #[test]
    fn a_sealed_secret_opens_with_its_key_only() {
        let kept = seal(&[7; 32], [1; 12], b"secret").expect("sealed");
        assert!(!kept.contains("secret"));
        assert_eq!(unseal(&[7; 32], &kept).expect("unsealed"), b"secret");
        assert!(unseal(&[8; 32], &kept).is_err() && unseal(&[7; 32], "1.x.y").is_err());
    }
}
