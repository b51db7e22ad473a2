//! The link, and what it is good for: until there is a super_admin. Accounts that people open for themselves
//! don't count, or a stranger could shut out the owner.
use kernel::{Act, App, Error, Result, Role, Visitor, db::hex};
use subtle::ConstantTimeEq;

use super::http::FirstAccount;
use crate::{
    events,
    password::{self, Policy},
    session::{
        self,
        model::{Grant, actor},
    },
    user::{
        commands::{NewAccount, insert},
        http::User,
        store,
    },
};

/// The link that makes the first administrator; `None` once there is one.
pub async fn link(app: &App) -> Result<Option<String>> {
    if store::any_super_admin(app.db.read()).await? {
        return Ok(None);
    }
    let token = hex(&app.secret::<16>("setup.token")?);
    Ok(Some(format!("{}/setup?token={token}", app.settings.server.public_url.trim_end_matches('/'))))
}

/// Opens the first account, a super_admin, for whoever holds the link.
pub async fn open(visitor: &Visitor, body: FirstAccount) -> Result<(store::Model, Grant)> {
    let app = visitor.app();
    let over = || Error::forbidden("This link is not valid, or the first account exists already.");
    if store::any_super_admin(app.db.read()).await? {
        return Err(over());
    }
    let token = hex(&app.secret::<16>("setup.token")?);
    if !bool::from(token.as_bytes().ct_eq(body.token.as_bytes())) {
        return Err(over());
    }
    password::check(app, Policy::House, "password", &body.password, &[&body.email, &body.name])?;
    let password_hash = password::hash(&body.password).await?;
    let mut change = visitor.change().await?;
    let new = NewAccount {
        handle: body.user_id,
        email: body.email,
        name: Some(body.name),
        password_hash,
        role: Role::SuperAdmin,
        user_type: None,
        phone: None,
        is_active: true,
        must_change_password: false,
    };
    // Of two who hold the link at the same time, only one may be first.
    change.alone().await?;
    if store::any_super_admin(change.db()).await? {
        return Err(over());
    }
    let mut user = insert(&change, new).await?;
    events::tell(&mut change, events::CREATED, &user)?;
    let grant = session::commands::open(&change, app, &mut user, &visitor.origin).await?;
    let act = Act::new("create_user").on(&user.user_id).saying("First account, by the setup link");
    change.commit(act.after(&User::from(&user)).by(actor(&user, &visitor.origin))).await?;
    Ok((user, grant))
}
