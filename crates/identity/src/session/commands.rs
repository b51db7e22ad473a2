//! Signing in and out.
use std::{sync::Arc, time::Duration};

use kernel::{
    Act, App, Caller, Change, Credentials, Error, Origin, Principal, Result, Visitor, limit::Growing,
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{
    model::{Grant, actor, fingerprint, is_alive},
    store::{self, tokens},
};
use crate::{
    events,
    password::{self, Verdict},
    settings::Settings,
    token, two_factor,
    user::store as users,
};

const WRONG: &str = "Incorrect user ID or password";
const INACTIVE: &str = "User account is inactive. Please contact administrator.";

/// The lock-out of this house.
pub struct LockOut(pub Growing);

impl LockOut {
    /// Shared by all replicas.
    pub fn of(app: &App) -> Result<Arc<Self>> {
        let free = Settings::of(app)?.free_failures;
        Ok(app.own(|| Self(Growing::new("sign-in", free, app.shared.clone()))))
    }

    /// 429 while the key is locked.
    pub async fn check(&self, app: &App, key: &str) -> Result<()> {
        match self.0.blocked_for(key, app.clock.now()).await {
            None => Ok(()),
            Some(left) => {
                let seconds = left.as_secs_f64().ceil() as u64;
                Err(Error::too_many(format!("Too many failed attempts. Please wait {seconds} s."), seconds))
            }
        }
    }
}

/// How a sign-in went.
pub enum SignIn {
    /// All the way.
    Done(Box<users::Model>, Grant),
    /// A second factor is due; the token completes it.
    Halfway(String),
}

/// Checks identifier and password. Unknown, wrong and locked look alike and take alike.
pub async fn sign_in(
    visitor: &Visitor,
    identifier: &str,
    password: &str,
    user_type: Option<users::UserType>,
) -> Result<SignIn> {
    let app = visitor.app();
    let lock = LockOut::of(app)?;
    let user = users::by_login(app.db.read(), identifier).await?;
    // Handle and e-mail of an account count together.
    let who = user.as_ref().map_or_else(|| identifier.to_lowercase(), |user| format!("#{}", user.id));
    let key = format!("{who}@{}", visitor.origin.network());
    lock.check(app, &key).await?;
    let verdict = password::verify(password, user.as_ref().map(|user| user.password_hash.as_str())).await?;
    let fits = |user: &users::Model| user_type.is_none_or(|kind| user.user_type == Some(kind));
    let mut user = match user {
        Some(user) if verdict != Verdict::Wrong && fits(&user) => user,
        known => {
            lock.0.fail(&key, app.clock.now()).await;
            let mut act = Act::new("login_failed").on(identifier.chars().take(100).collect::<String>());
            if let Some(user) = known {
                act = act.by(actor(&user, &visitor.origin));
            }
            visitor.change().await?.commit(act.saying("Wrong identifier or password")).await?;
            return Err(Error::unauthenticated(WRONG));
        }
    };
    if !user.is_active {
        return Err(Error::forbidden(INACTIVE));
    }
    lock.0.clear(&key).await;
    if verdict == Verdict::RightButOld {
        rehash(app, &mut user, password).await?;
    }
    if user.two_factor_enabled {
        return Ok(SignIn::Halfway(token::halfway(app, user.id)?));
    }
    let (user, grant) = begin(visitor, user, "Signed in").await?;
    Ok(SignIn::Done(Box::new(user), grant))
}

/// Keeps a password in the present way, unless it was changed meanwhile.
async fn rehash(app: &App, user: &mut users::Model, password: &str) -> Result<()> {
    let hash = password::hash(password).await?;
    let tx = app.db.begin().await?;
    users::replace_hash(&*tx, user.id, &user.password_hash, &hash).await?;
    tx.commit().await?;
    user.password_hash = hash;
    Ok(())
}

/// The second step: a code of the authenticator, or a recovery code.
pub async fn second_factor(visitor: &Visitor, mfa_token: &str, code: &str) -> Result<(users::Model, Grant)> {
    let app = visitor.app();
    let expired = || Error::unauthenticated("This sign-in has expired. Please start again.");
    let claims = token::read_halfway(app, mfa_token)?.ok_or_else(expired)?;
    let (lock, key) = (LockOut::of(app)?, format!("2fa:{}", claims.uid));
    lock.check(app, &key).await?;
    let user = users::by_id(app.db.read(), claims.uid).await?.ok_or_else(expired)?;
    if !user.is_active {
        return Err(Error::forbidden(INACTIVE));
    }
    if !two_factor::commands::accept(app, &user, code).await? {
        lock.0.fail(&key, app.clock.now()).await;
        let act = Act::new("login_failed").on(&user.user_id).by(actor(&user, &visitor.origin));
        visitor.change().await?.commit(act.saying("Wrong second factor")).await?;
        return Err(Error::unauthenticated("This code is not valid."));
    }
    lock.0.clear(&key).await;
    begin(visitor, user, "Signed in with a second factor").await
}

async fn begin(visitor: &Visitor, proven: users::Model, says: &str) -> Result<(users::Model, Grant)> {
    let mut change = visitor.change().await?;
    // Checking a password takes a while: it must not have been changed meanwhile, nor the account switched off.
    let user = users::by_handle(change.db(), &proven.user_id, true).await?;
    let same = |user: &users::Model| user.is_active && user.password_hash == proven.password_hash;
    let mut user = user.filter(same).ok_or_else(|| Error::unauthenticated(WRONG))?;
    let grant = open(&change, visitor.app(), &mut user, &visitor.origin).await?;
    events::tell(&mut change, events::SIGNED_IN, &user)?;
    change.commit(Act::new("login").on(&user.user_id).saying(says).by(actor(&user, &visitor.origin))).await?;
    Ok((user, grant))
}

/// Opens a session within a change, and notes the sign-in on the account.
pub async fn open(change: &Change, app: &App, user: &mut users::Model, origin: &Origin) -> Result<Grant> {
    let settings = Settings::of(app)?;
    let now = change.now();
    let id = app.dice.uuid();
    let session = store::ActiveModel {
        id: Set(id.clone()),
        user_id: Set(user.id),
        created_at: Set(now),
        last_activity: Set(now),
        expires_at: Set(now + chrono::Duration::days(settings.session_days)),
        ip_address: Set(origin.ip.map(|ip| ip.to_string())),
        user_agent: Set(origin.user_agent.clone()),
        revoked_at: Set(None),
    };
    session.insert(change.db()).await?;
    let row = users::ActiveModel { id: Set(user.id), last_login: Set(Some(now)), ..Default::default() };
    *user = row.update(change.db()).await?;
    grant(change, app, user, &id, &settings).await
}

/// The next pair of tokens of a session.
async fn grant(
    change: &Change,
    app: &App,
    user: &users::Model,
    session: &str,
    settings: &Settings,
) -> Result<Grant> {
    let refresh_token = app.dice.token();
    let row = tokens::ActiveModel {
        hash: Set(fingerprint(&refresh_token)),
        session_id: Set(session.to_owned()),
        created_at: Set(change.now()),
        used_at: Set(None),
    };
    row.insert(change.db()).await?;
    Ok(Grant {
        access_token: token::access(app, &user.user_id, user.role, session, settings.access_seconds)?,
        refresh_token,
        expires_in: settings.access_seconds,
        session_seconds: settings.session_days * 86_400,
    })
}

/// Exchanges a refresh token for the next pair. One that comes a second time was stolen or lost: its whole
/// session ends.
pub async fn refresh(visitor: &Visitor, refresh_token: &str) -> Result<(users::Model, Grant)> {
    let app = visitor.app();
    let refused = || Error::unauthenticated("This refresh token is not valid. Please sign in again.");
    let settings = Settings::of(app)?;
    let change = visitor.change().await?;
    let now = change.now();
    let Some(token) = store::token(change.db(), &fingerprint(refresh_token)).await? else {
        return Err(refused());
    };
    let Some((session, user)) = store::with_owner(change.db(), &token.session_id).await? else {
        return Err(refused());
    };
    let idle = chrono::Duration::days(settings.idle_days);
    if !user.is_active || !is_alive(session.revoked_at, session.expires_at, session.last_activity, idle, now)
    {
        return Err(refused());
    }
    let act = Act::new("refresh_session").on(&user.user_id).by(actor(&user, &visitor.origin));
    if token.used_at.is_some() {
        store::revoke(change.db(), user.id, &session.id, now).await?;
        change.commit(act.saying("A used refresh token came again; the session was ended")).await?;
        app.forget(user.id).await;
        return Err(refused());
    }
    tokens::ActiveModel { used_at: Set(Some(now)), ..token.into_active_model() }.update(change.db()).await?;
    store::touch(change.db(), &session.id, now).await?;
    let grant = grant(&change, app, &user, &session.id, &settings).await?;
    change.commit(act.saying("Session continued")).await?;
    Ok((user, grant))
}

/// Ends the session of a caller.
pub async fn sign_out(caller: &Caller) -> Result<()> {
    revoke(caller, &caller.session.clone(), Act::new("logout").saying("Signed out")).await
}

/// Ends one session of a caller; 404 where he has none of that name.
pub async fn revoke(caller: &Caller, id: &str, act: Act) -> Result<()> {
    let change = caller.change().await?;
    if !store::revoke(change.db(), caller.user_id, id, change.now()).await? {
        return Err(Error::not_found("Session not found"));
    }
    change.commit(act.on(&caller.handle)).await?;
    caller.app().forget(caller.user_id).await;
    Ok(())
}

/// Ends all sessions of a caller but the one that asks.
pub async fn revoke_others(caller: &Caller) -> Result<()> {
    let change = caller.change().await?;
    store::revoke_all(change.db(), caller.user_id, Some(&caller.session), change.now()).await?;
    change.commit(Act::new("revoke_sessions").on(&caller.handle).saying("All other sessions ended")).await?;
    caller.app().forget(caller.user_id).await;
    Ok(())
}

/// The sessions of a person that have not ended, not even by idleness.
pub async fn living(app: &App, user_id: i64) -> Result<Vec<store::Model>> {
    let idle = chrono::Duration::days(Settings::of(app)?.idle_days);
    store::living(app.db.read(), user_id, app.clock.now(), idle).await
}

/// Who an access token stands for: a living session of an active account, or nobody.
pub async fn authenticate(app: &App, credentials: &Credentials) -> Result<Option<Principal>> {
    let Some(claims) = token::read_access(app, &credentials.token)? else { return Ok(None) };
    let Some((session, user)) = store::with_owner(app.db.read(), &claims.sid).await? else { return Ok(None) };
    let settings = Settings::of(app)?;
    let now = app.clock.now();
    let idle = chrono::Duration::days(settings.idle_days);
    let lives = is_alive(session.revoked_at, session.expires_at, session.last_activity, idle, now);
    if !user.is_active || !lives || claims.sub != user.user_id {
        return Ok(None);
    }
    if now - session.last_activity > chrono::Duration::minutes(5) {
        // Nobody waits for this, and nothing is lost when it fails.
        let (app, id) = (app.clone(), session.id.clone());
        tokio::spawn(async move {
            if let Ok(tx) = app.db.begin().await
                && store::touch(&*tx, &id, now).await.is_ok()
            {
                tx.commit().await.ok();
            }
        });
    }
    Ok(Some(Principal {
        user_id: user.id,
        handle: user.user_id,
        name: user.name,
        role: user.role,
        session: session.id,
        must_change_password: user.must_change_password,
    }))
}

/// Removes what ended a month ago.
pub async fn sweep(app: &App) -> Result<()> {
    let tx = app.db.begin().await?;
    store::sweep(&*tx, app.clock.now() - Duration::from_secs(30 * 86_400)).await?;
    tx.commit().await
}
