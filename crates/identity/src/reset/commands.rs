//! Asking for a link, and using it.
use kernel::{Act, App, Error, Order, Result, Visitor, limit::Rule, mail::Mail};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::store;
use crate::{
    password::{self, Policy},
    session::{
        self,
        model::{actor, fingerprint},
    },
    settings::Settings,
    user::store as users,
};

/// The job that sends a mail.
pub const SEND_MAIL: &str = "identity.send_mail";

#[derive(Serialize, Deserialize)]
struct Letter {
    to: String,
    subject: String,
    text: String,
}

/// Sends a link, if there is such an account. Whether there is shows in nothing: the answer is the same, and the
/// mail goes out after it.
pub async fn ask(visitor: &Visitor, email: &str) -> Result<()> {
    let app = visitor.app();
    let rule = Rule { name: "forgot", burst: 5, period: std::time::Duration::from_secs(3600) };
    app.spend(&rule, &format!("{}@{}", email.to_lowercase(), visitor.origin.network())).await?;
    let user = users::by_email(app.db.read(), email).await?.filter(|user| user.is_active);
    let mut change = visitor.change().await?;
    let mut act = Act::new("request_password_reset").on(email);
    if let Some(user) = user {
        let token = app.dice.token();
        let now = change.now();
        let expires = now + chrono::Duration::minutes(Settings::of(app)?.reset_minutes);
        store::keep(change.db(), fingerprint(&token), user.id, now, expires).await?;
        let link =
            format!("{}/reset-password?token={token}", app.settings.server.public_url.trim_end_matches('/'));
        let text = format!(
            "Hello {},\n\nchoose a new password here:\n\n{link}\n\nThe link works once, until {} UTC. If you did not \
             ask for it, do nothing: your password stays as it is.\n",
            user.name.replace(['\r', '\n'], " "),
            expires.format("%H:%M")
        );
        letter(&mut change, &user.email, "Your new password", text)?;
        act = act.by(actor(&user, &visitor.origin)).saying("Link sent");
    }
    change.commit(act).await
}

/// Sets a new password with a link's token; ends all sessions.
pub async fn reset(visitor: &Visitor, token: &str, new_password: &str) -> Result<()> {
    let app = visitor.app();
    let over = || Error::bad_request("This link has been used or has expired. Please ask for a new one.");
    let hash = fingerprint(token);
    // Hashing is dear: only for those who bring a good link.
    let known = store::owner(app.db.read(), &hash, app.clock.now()).await?.ok_or_else(over)?;
    let user = users::by_id(app.db.read(), known).await?.filter(|user| user.is_active).ok_or_else(over)?;
    password::check(app, Policy::House, "password", new_password, &[&user.user_id, &user.name, &user.email])?;
    let password_hash = password::hash(new_password).await?;
    let change = visitor.change().await?;
    let now = change.now();
    // Again, under a lock: of two who use it at once, one is too late.
    store::owner(change.db(), &hash, now).await?.ok_or_else(over)?;
    store::use_up(change.db(), user.id, now).await?;
    let row = users::ActiveModel {
        id: Set(user.id),
        password_hash: Set(password_hash),
        must_change_password: Set(false),
        is_verified: Set(true),
        updated_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(change.db()).await?;
    // After the update, whose lock keeps out a sign-in with the old password.
    session::store::revoke_all(change.db(), user.id, None, now).await?;
    let act = Act::new("reset_own_password").on(&user.user_id).by(actor(&user, &visitor.origin));
    change.commit(act.saying("Password reset by a mailed link; all sessions ended")).await?;
    app.forget(user.id).await;
    Ok(())
}

/// Sends a mail that a change enqueued.
pub async fn send(app: &App, payload: &RawValue) -> Result<()> {
    let Letter { to, subject, text } = serde_json::from_str(payload.get())?;
    app.mailer.send(&Mail { to, subject, text }).await
}

/// Enqueues a mail within a change.
pub fn letter(change: &mut kernel::Change, to: &str, subject: &str, text: String) -> Result<()> {
    change.enqueue(Order::new(SEND_MAIL, &Letter { to: to.into(), subject: subject.into(), text })?);
    Ok(())
}
