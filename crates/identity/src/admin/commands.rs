//! Creating, changing, switching and removing accounts. The order of refusals is the contract's: an unknown
//! account, then what the caller may not manage, then what nobody may do to himself.
use kernel::{Act, Can, Change, Error, Result, Role};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::http::{BulkAction, BulkResult, ChangeUser, NewUser};
use crate::{
    events,
    password::{self, Policy},
    permissions::ManageUsers,
    reset, session,
    user::{
        commands::{NewAccount, insert},
        http::User,
        model, store,
    },
};

type Admin = Can<ManageUsers>;

/// The account with this handle, if the caller may manage it; locked for the change.
async fn subject(change: &Change, admin: &Admin, handle: &str) -> Result<store::Model> {
    let user = store::by_handle(change.db(), handle, true).await?;
    let user = user.ok_or_else(|| Error::not_found(format!("User with ID '{handle}' not found")))?;
    model::may_manage(admin.role, user.role)?;
    Ok(user)
}

/// Opens an account. Without a password it gets a temporary one, shown once, to be changed at the first sign-in.
pub async fn create(admin: &Admin, new: NewUser) -> Result<(store::Model, Option<String>)> {
    let role = new.role.unwrap_or(Role::User);
    model::may_grant(admin.role, role)?;
    let temporary = new.password.is_none().then(|| temporary_password(admin));
    if let Some(password) = &new.password {
        password::check(admin.app(), Policy::House, "password", password, &[&new.email, &new.name])?;
    }
    let chosen = new.password.as_ref().or(temporary.as_ref()).map_or("", String::as_str);
    let password_hash = password::hash(chosen).await?;
    let mut change = admin.change().await?;
    let account = NewAccount {
        handle: new.user_id,
        email: new.email,
        name: Some(new.name),
        password_hash,
        role,
        user_type: new.user_type,
        phone: new.phone,
        is_active: new.is_active.unwrap_or(true),
        must_change_password: temporary.is_some(),
    };
    let user = insert(&change, account).await?;
    events::tell(&mut change, events::CREATED, &user)?;
    let act = Act::new("create_user").on(&user.user_id).saying(format!("Created {} account", user.role));
    change.commit(act.after(&User::from(&user))).await?;
    Ok((user, temporary))
}

/// Changes what was sent of an account.
pub async fn update(
    admin: &Admin,
    handle: &str,
    if_match: &kernel::IfMatch,
    body: ChangeUser,
) -> Result<store::Model> {
    let mut change = admin.change().await?;
    let before = subject(&change, admin, handle).await?;
    if_match.check(&kernel::page::etag(&User::from(&before)))?;
    let mut row =
        store::ActiveModel { id: Set(before.id), updated_at: Set(Some(change.now())), ..Default::default() };
    let mut sent = vec![];
    if let Some(email) = body.email.0 {
        let taken = store::by_email(change.db(), &email).await?.is_some_and(|other| other.id != before.id);
        if taken {
            return Err(Error::bad_request("Email already registered"));
        }
        row.email = Set(email);
        sent.push("email");
    }
    if let Some(name) = body.name.0 {
        row.name = Set(name);
        sent.push("name");
    }
    if let Some(role) = body.role.0 {
        if role != before.role {
            model::may_grant(admin.role, role)?;
        }
        row.role = Set(role);
        sent.push("role");
    }
    if let Some(is_active) = body.is_active.0 {
        if !is_active {
            not_yourself(admin, &before, "deactivate")?;
        }
        row.is_active = Set(is_active);
        sent.push("is_active");
    }
    let after = row.update(change.db()).await?;
    if is_super(&before) && !is_super(&after) {
        model::keeps_a_super_admin(store::other_super_admins(change.db(), &[before.id]).await?)?;
    }
    if before.is_active && !after.is_active {
        session::store::revoke_all(change.db(), after.id, None, change.now()).await?;
    }
    events::tell(&mut change, events::UPDATED, &after)?;
    let act = Act::new("update_user").on(handle).saying(format!("Updated user: {}", sent.join(", ")));
    change.commit(act.before(&User::from(&before)).after(&User::from(&after))).await?;
    admin.app().forget(after.id).await;
    Ok(after)
}

fn is_super(user: &store::Model) -> bool {
    user.role == Role::SuperAdmin && user.is_active
}

fn not_yourself(admin: &Admin, user: &store::Model, verb: &str) -> Result<()> {
    if user.id == admin.user_id {
        return Err(Error::bad_request(format!("Cannot {verb} your own account")));
    }
    Ok(())
}

/// Switches accounts on or off; those that may not be are named with the reason, the others are done.
async fn switch(
    change: &mut Change,
    admin: &Admin,
    users: Vec<store::Model>,
    on: bool,
) -> Result<Vec<(store::Model, Result<()>)>> {
    let ids = users.iter().map(|user| user.id).collect::<Vec<_>>();
    // Removing some super_admins is fine as long as one stays who is none of them.
    let others = if on { 1 } else { store::other_super_admins(change.db(), &ids).await? };
    let judge = |user: &store::Model| {
        model::may_manage(admin.role, user.role)?;
        if !on {
            not_yourself(admin, user, "deactivate")?;
        }
        if !on && is_super(user) { model::keeps_a_super_admin(others) } else { Ok(()) }
    };
    let mut judged = users
        .into_iter()
        .map(|user| {
            let verdict = judge(&user);
            (user, verdict)
        })
        .collect::<Vec<_>>();
    let fit =
        judged.iter().filter(|(_, verdict)| verdict.is_ok()).map(|(user, _)| user.id).collect::<Vec<_>>();
    store::set_active(change.db(), &fit, on, change.now()).await?;
    if !on {
        session::store::revoke_of(change.db(), &fit, None, change.now()).await?;
    }
    let (action, says) = if on {
        ("activate_user", "User account activated")
    } else {
        ("deactivate_user", "User account deactivated")
    };
    for (user, _) in judged.iter_mut().filter(|(_, verdict)| verdict.is_ok()) {
        let before = User::from(&*user);
        (user.is_active, user.updated_at) = (on, Some(change.now()));
        events::tell(change, events::UPDATED, user)?;
        change.record(
            Act::new(action).on(&user.user_id).saying(says).before(&before).after(&User::from(&*user)),
        );
    }
    Ok(judged)
}

/// Switches one account on or off.
pub async fn set_active(admin: &Admin, handle: &str, on: bool) -> Result<store::Model> {
    let mut change = admin.change().await?;
    let user = subject(&change, admin, handle).await?;
    let mut done = switch(&mut change, admin, vec![user], on).await?;
    let Some((user, verdict)) = done.pop() else { return Err(Error::internal("one went in, none came out")) };
    verdict?;
    change.commit_recorded().await?;
    admin.app().forget(user.id).await;
    Ok(user)
}

/// Switches many accounts; tells of each how it went.
pub async fn bulk(admin: &Admin, action: BulkAction, handles: Vec<String>) -> Result<Vec<BulkResult>> {
    let mut seen = std::collections::HashSet::new();
    let handles = handles.into_iter().filter(|handle| seen.insert(handle.clone())).collect::<Vec<_>>();
    let mut change = admin.change().await?;
    let users = store::by_handles(change.db(), &handles).await?;
    let mut done = switch(&mut change, admin, users, action == BulkAction::Activate).await?;
    let mut results = Vec::with_capacity(handles.len());
    let mut changed = vec![];
    for handle in handles {
        let verdict = match done.iter().position(|(user, _)| user.user_id == handle) {
            None => Err(Error::not_found(format!("User with ID '{handle}' not found"))),
            Some(at) => {
                let (user, verdict) = done.swap_remove(at);
                changed.extend(verdict.is_ok().then_some(user.id));
                verdict
            }
        };
        let detail = verdict.as_ref().err().map(|e| e.detail.to_string());
        results.push(BulkResult { user_id: handle, ok: verdict.is_ok(), detail });
    }
    if !changed.is_empty() {
        change.commit_recorded().await?;
    }
    for id in changed {
        admin.app().forget(id).await;
    }
    Ok(results)
}

/// Removes an account for good. Its lines in the audit log stay.
pub async fn delete(admin: &Admin, handle: &str, if_match: &kernel::IfMatch) -> Result<()> {
    let mut change = admin.change().await?;
    let user = subject(&change, admin, handle).await?;
    if_match.check(&kernel::page::etag(&User::from(&user)))?;
    not_yourself(admin, &user, "delete")?;
    if is_super(&user) {
        model::keeps_a_super_admin(store::other_super_admins(change.db(), &[user.id]).await?)?;
    }
    store::delete(change.db(), user.id).await?;
    events::tell(&mut change, events::DELETED, &user)?;
    let act = Act::new("delete_user").on(handle).saying("User account deleted permanently");
    change.commit(act.before(&User::from(&user))).await?;
    admin.app().forget(user.id).await;
    Ok(())
}

/// Gives an account a temporary password, shown once, and ends its sessions. By mail too, where there is a server.
pub async fn reset_password(admin: &Admin, handle: &str) -> Result<String> {
    let temporary = temporary_password(admin);
    let password_hash = password::hash(&temporary).await?;
    let mut change = admin.change().await?;
    let user = subject(&change, admin, handle).await?;
    let row = store::ActiveModel {
        id: Set(user.id),
        password_hash: Set(password_hash),
        must_change_password: Set(true),
        updated_at: Set(Some(change.now())),
        ..Default::default()
    };
    row.update(change.db()).await?;
    session::store::revoke_all(change.db(), user.id, None, change.now()).await?;
    let text = "An administrator has reset your password. You will get a temporary one from him; at your next \
                sign-in you choose a new one.\n";
    reset::commands::letter(&mut change, &user.email, "Your password was reset", text.to_owned())?;
    change.commit(Act::new("reset_password").on(handle).saying("Password reset by admin")).await?;
    admin.app().forget(user.id).await;
    Ok(temporary)
}

/// Ends all sessions of an account.
pub async fn end_sessions(admin: &Admin, handle: &str) -> Result<()> {
    let change = admin.change().await?;
    let user = subject(&change, admin, handle).await?;
    session::store::revoke_all(change.db(), user.id, None, change.now()).await?;
    change.commit(Act::new("revoke_sessions").on(handle).saying("All sessions ended by admin")).await?;
    admin.app().forget(user.id).await;
    Ok(())
}

fn temporary_password(admin: &Admin) -> String {
    (0..4).map(|_| admin.app().dice.readable(4)).collect::<Vec<_>>().join("-")
}
