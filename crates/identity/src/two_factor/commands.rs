//! Switching the second factor on and off, and accepting it.
use kernel::{Act, App, Caller, Error, Result};

use super::{model, store};
use crate::{
    password::{self, Verdict},
    session::{commands::LockOut, model::fingerprint},
    user::store as users,
};

fn key(app: &App) -> Result<[u8; 32]> {
    app.secret::<32>("two_factor.key")
}

async fn me(caller: &Caller) -> Result<users::Model> {
    let user = users::by_id(caller.db(), caller.user_id).await?;
    user.ok_or_else(|| Error::unauthenticated("Could not validate credentials"))
}

/// Begins an enrolment, or shows the one under way again: the secret, and the account it is for.
pub async fn enrol(caller: &Caller) -> Result<(Vec<u8>, users::Model)> {
    let (app, user) = (caller.app(), me(caller).await?);
    if user.two_factor_enabled {
        return Err(Error::bad_request(
            "Two-factor authentication is on already. Switch it off first to enrol anew.",
        ));
    }
    if let Some(kept) = &user.two_factor_secret {
        return Ok((model::unseal(&key(app)?, kept)?, user));
    }
    let secret = app.dice.bytes::<20>();
    let sealed = model::seal(&key(app)?, app.dice.bytes(), &secret)?;
    let change = caller.change().await?;
    store::keep_secret(change.db(), user.id, Some(sealed)).await?;
    change.commit(Act::new("start_two_factor").on(&user.user_id).saying("Enrolment begun")).await?;
    Ok((secret.to_vec(), user))
}

/// Completes an enrolment with a first code; answers with the recovery codes, shown this once.
pub async fn switch_on(caller: &Caller, code: &str) -> Result<Vec<String>> {
    let (app, user) = (caller.app(), me(caller).await?);
    let Some(kept) = user.two_factor_secret.as_ref().filter(|_| !user.two_factor_enabled) else {
        return Err(Error::bad_request("Begin an enrolment first: send this request without a code."));
    };
    let totp = model::totp(&model::unseal(&key(app)?, kept)?, &user.email)?;
    let Some(step) = model::fresh_step(&totp, code, app.clock.now().timestamp(), None) else {
        return Err(Error::bad_request(
            "This code is not valid: check the clock of your device, and use the newest code.",
        ));
    };
    let group = |_| (0..6).map(|_| app.dice.readable(4)).collect::<Vec<_>>().join("-");
    let codes = (0..model::RECOVERY_CODES).map(group).collect::<Vec<String>>();
    let hashes = codes.iter().map(|code| fingerprint(&model::canonical(code))).collect();
    let change = caller.change().await?;
    store::switch_on(change.db(), user.id, step, hashes).await?;
    change
        .commit(Act::new("enable_two_factor").on(&user.user_id).saying("Two-factor authentication on"))
        .await?;
    Ok(codes)
}

/// Switches it off with the password or a code.
pub async fn switch_off(caller: &Caller, password: Option<&str>, code: Option<&str>) -> Result<()> {
    let (app, user) = (caller.app(), me(caller).await?);
    let (lock, lock_key) = (LockOut::of(app)?, format!("2fa:{}", user.id));
    lock.check(app, &lock_key).await?;
    let proven = match (password, code) {
        (Some(password), _) => password::verify(password, Some(&user.password_hash)).await? != Verdict::Wrong,
        (None, Some(code)) => accept(app, &user, code).await?,
        (None, None) => return Err(Error::invalid("password", "is needed, or a code")),
    };
    if !proven {
        lock.0.fail(&lock_key, app.clock.now()).await;
        return Err(Error::bad_request("Password or code is incorrect"));
    }
    let change = caller.change().await?;
    store::switch_off(change.db(), user.id).await?;
    change
        .commit(Act::new("disable_two_factor").on(&user.user_id).saying("Two-factor authentication off"))
        .await
}

/// Whether a code proves the second factor of an account. It is used up thereby.
pub async fn accept(app: &App, user: &users::Model, code: &str) -> Result<bool> {
    let Some(kept) = user.two_factor_secret.as_ref().filter(|_| user.two_factor_enabled) else {
        return Ok(false);
    };
    let totp = model::totp(&model::unseal(&key(app)?, kept)?, &user.email)?;
    let tx = app.db.begin().await?;
    let now = app.clock.now();
    let accepted = match model::fresh_step(&totp, code, now.timestamp(), user.two_factor_step) {
        Some(step) => store::use_step(&*tx, user.id, step).await?,
        None => store::use_code(&*tx, user.id, &fingerprint(&model::canonical(code)), now).await?,
    };
    tx.commit().await?;
    Ok(accepted)
}
