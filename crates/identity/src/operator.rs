//! What whoever runs the server does with accounts from the command line.
use kernel::{Act, Actor, App, Change, Error, Result, Role};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use crate::{
    events,
    password::{self, Policy},
    session,
    user::{
        commands::{NewAccount, insert},
        http::User,
        store,
    },
};

/// Opens an account; without a password, with a temporary one, which is returned.
pub async fn create(
    app: &App,
    email: &str,
    name: Option<String>,
    handle: Option<String>,
    role: Role,
    chosen: Option<String>,
) -> Result<(User, Option<String>)> {
    let temporary = chosen.is_none().then(|| app.dice.readable(16));
    if let Some(password) = &chosen {
        password::check(app, Policy::House, "password", password, &[email])?;
    }
    let password_hash =
        password::hash(chosen.as_ref().or(temporary.as_ref()).map_or("", String::as_str)).await?;
    let mut change = Change::begin(app, Actor::system()).await?;
    let account = NewAccount {
        handle,
        email: email.into(),
        name,
        password_hash,
        role,
        user_type: None,
        phone: None,
        is_active: true,
        must_change_password: temporary.is_some(),
    };
    let user = insert(&change, account).await?;
    events::tell(&mut change, events::CREATED, &user)?;
    let act = Act::new("create_user").on(&user.user_id).saying("Created from the command line");
    change.commit(act.after(&User::from(&user))).await?;
    Ok(((&user).into(), temporary))
}

/// The newest accounts, at most `limit`.
pub async fn list(app: &App, limit: u64) -> Result<(Vec<User>, u64)> {
    let newest = store::Sort::CreatedDown;
    let (users, total) = store::page(app.db.read(), store::Filter::default(), newest, 0, limit).await?;
    Ok((users.iter().map(User::from).collect(), total))
}

async fn known(change: &Change, handle: &str) -> Result<store::Model> {
    let user = store::by_login(change.db(), handle).await?;
    user.ok_or_else(|| {
        Error::not_found(format!("no account has the handle or e-mail `{handle}`; see `bursar user list`"))
    })
}

/// Gives an account a temporary password, which is returned, and ends its sessions. Clears a lost second factor too.
pub async fn reset_password(app: &App, handle: &str, clear_two_factor: bool) -> Result<String> {
    let temporary = app.dice.readable(16);
    let password_hash = password::hash(&temporary).await?;
    let change = Change::begin(app, Actor::system()).await?;
    let user = known(&change, handle).await?;
    let now = change.now();
    let row = store::ActiveModel {
        id: Set(user.id),
        password_hash: Set(password_hash),
        must_change_password: Set(true),
        updated_at: Set(Some(now)),
        ..Default::default()
    };
    row.update(change.db()).await?;
    if clear_two_factor {
        crate::two_factor::store::switch_off(change.db(), user.id).await?;
    }
    session::store::revoke_all(change.db(), user.id, None, now).await?;
    let says = "Password reset from the command line";
    change.commit(Act::new("reset_password").on(&user.user_id).saying(says)).await?;
    app.forget(user.id).await;
    Ok(temporary)
}

/// Gives an account another role.
pub async fn promote(app: &App, handle: &str, role: Role) -> Result<User> {
    let mut change = Change::begin(app, Actor::system()).await?;
    let before = known(&change, handle).await?;
    let row = store::ActiveModel {
        id: Set(before.id),
        role: Set(role),
        updated_at: Set(Some(change.now())),
        ..Default::default()
    };
    let after = row.update(change.db()).await?;
    if before.role == Role::SuperAdmin && role != Role::SuperAdmin {
        crate::user::model::keeps_a_super_admin(store::other_super_admins(change.db(), &[after.id]).await?)?;
    }
    events::tell(&mut change, events::UPDATED, &after)?;
    let act = Act::new("update_user").on(&after.user_id).saying("Role changed from the command line");
    change.commit(act.before(&User::from(&before)).after(&User::from(&after))).await?;
    app.forget(after.id).await;
    Ok((&after).into())
}
