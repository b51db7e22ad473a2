//! What people do with their own accounts: open one, change it.
use kernel::{
    Act, App, Caller, Change, Error, Event, Result, Role, Visitor,
    people::{Newcomer, Profile},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    http::{ChangeMe, Register, User},
    model,
    store::{self, UserType},
};
use crate::{
    events,
    password::{self, Policy, Verdict},
    session::{self, commands::LockOut},
    settings::Settings,
};

/// What an account begins with.
pub struct NewAccount {
    /// The handle; taken from the e-mail where none was chosen.
    pub handle: Option<String>,
    /// The address.
    pub email: String,
    /// The name; the handle where there is none.
    pub name: Option<String>,
    /// The password, hashed.
    pub password_hash: String,
    /// The role.
    pub role: Role,
    /// The kind of partner, if any.
    pub user_type: Option<UserType>,
    /// A telephone number.
    pub phone: Option<String>,
    /// Whether it can be used at once.
    pub is_active: bool,
    /// Whether its first sign-in must choose a password.
    pub must_change_password: bool,
}

/// Writes a new account into a change. 400 where handle or e-mail are taken.
pub async fn insert(change: &Change, new: NewAccount) -> Result<store::Model> {
    let db = change.db();
    let email = new.email.trim().to_owned();
    let handle = match new.handle {
        Some(handle) => {
            model::check_handle(&handle)?;
            if store::by_handle(db, &handle, false).await?.is_some() {
                return Err(Error::bad_request("User ID already registered"));
            }
            handle
        }
        None => free_handle(change, &model::handle_from(&email)).await?,
    };
    if store::by_email(db, &email).await?.is_some() {
        return Err(Error::bad_request("Email already registered"));
    }
    let row = store::ActiveModel {
        name: Set(new.name.unwrap_or_else(|| handle.clone())),
        user_id: Set(handle),
        email: Set(email),
        password_hash: Set(new.password_hash),
        role: Set(new.role),
        user_type: Set(new.user_type),
        phone: Set(new.phone),
        is_active: Set(new.is_active),
        is_verified: Set(false),
        must_change_password: Set(new.must_change_password),
        two_factor_enabled: Set(false),
        created_at: Set(change.now()),
        ..Default::default()
    };
    Ok(row.insert(db).await?)
}

/// `anna`, else `anna-2`, `anna-3` …: whichever nobody has.
async fn free_handle(change: &Change, wanted: &str) -> Result<String> {
    let candidates = (1..=20).map(|n| if n == 1 { wanted.to_owned() } else { format!("{wanted}-{n}") });
    let candidates = candidates.collect::<Vec<_>>();
    let taken = store::by_handles(change.db(), &candidates).await?;
    let free = candidates.into_iter().find(|one| taken.iter().all(|user| user.user_id != *one));
    free.ok_or_else(|| Error::invalid("user_id", "many people have this handle: choose one yourself"))
}

/// Opens an account for whoever asks, as far as the settings allow; for an administrator, any that he may manage.
/// Answers with the account and a first session.
pub async fn register(
    visitor: &Visitor,
    body: Register,
    policy: Policy,
) -> Result<(store::Model, session::model::Grant)> {
    let app = visitor.app();
    let settings = Settings::of(app)?;
    let caller = visitor.caller().await?;
    let role = match (body.role, body.user_type) {
        (Some(role), _) => role,
        (None, Some(UserType::Builder)) => Role::Builder,
        (None, Some(UserType::Customer)) => Role::Customer,
        (None, None) => Role::User,
    };
    match &caller {
        Some(admin) if admin.role.is_admin() && !admin.must_change_password => {
            model::may_grant(admin.role, role)?
        }
        _ if settings.self_registration.contains(&role) => {}
        _ => {
            return Err(Error::forbidden(format!(
                "Only an administrator can open an account with the role '{role}'."
            )));
        }
    }
    for handle in [&body.user_id, &body.username].into_iter().flatten() {
        model::check_handle(handle)?;
    }
    let handle = body.user_id.or(body.username);
    let name = body.name.or(body.full_name);
    let context = [handle.as_deref(), name.as_deref(), Some(body.email.as_str())].into_iter().flatten();
    password::check(app, policy, "password", &body.password, &context.collect::<Vec<_>>())?;
    let password_hash = password::hash(&body.password).await?;
    let mut change = match &caller {
        Some(caller) => caller.change().await?,
        None => visitor.change().await?,
    };
    let new = NewAccount {
        handle,
        email: body.email,
        name,
        password_hash,
        role,
        user_type: body.user_type,
        phone: body.phone,
        is_active: true,
        must_change_password: false,
    };
    let mut user = insert(&change, new).await?;
    let profile = match user.role {
        Role::Builder => body.builder_data,
        _ => body.customer_data,
    };
    user = welcomed(app, &mut change, user, profile).await?;
    events::tell(&mut change, events::CREATED, &user)?;
    let grant = session::commands::open(&change, app, &mut user, &visitor.origin).await?;
    let act = Act::new("register").on(&user.user_id).saying("Account opened").after(&User::from(&user));
    change
        .commit(if caller.is_none() { act.by(session::model::actor(&user, &visitor.origin)) } else { act })
        .await?;
    Ok((user, grant))
}

/// Lets the modules make their profiles of a newcomer, within the change that opens his account.
async fn welcomed(
    app: &App,
    change: &mut Change,
    mut user: store::Model,
    profile: Option<kernel::extract::Object>,
) -> Result<store::Model> {
    let newcomer = Newcomer { user_id: user.id, role: user.role, profile };
    for welcome in app.modules.iter().filter_map(|module| module.welcome) {
        if let Some(made) = welcome(change, &newcomer).await? {
            store::set_profile(change.db(), &made).await?;
            match made.kind.as_str() {
                "builder" => user.builder_id = Some(made.id),
                _ => user.customer_id = Some(made.id),
            }
        }
    }
    Ok(user)
}

/// Notes a profile that a module made of an account later.
pub async fn follow_profile(app: &App, event: &Event) -> Result<()> {
    let made: Profile = event.read()?;
    let tx = app.db.begin().await?;
    store::set_profile(&*tx, &made).await?;
    tx.commit().await
}

/// Changes one's own name, e-mail, telephone number or password. The last two of one's sign-in, e-mail and
/// password, need the old password; a new password ends all other sessions. `fresh` judges whether the caller knew the present state.
pub async fn change_me(
    caller: &Caller,
    body: ChangeMe,
    fresh: impl Fn(&store::Model) -> Result<()>,
) -> Result<store::Model> {
    let nobody = || Error::unauthenticated("Could not validate credentials");
    let user = store::by_id(caller.db(), caller.user_id).await?.ok_or_else(nobody)?;
    let proven = user.password_hash.clone();
    let email = body.email.0.filter(|email| !email.eq_ignore_ascii_case(&user.email));
    let new_password = body.new_password.or(body.password);
    let old_password = body.old_password.or(body.current_password);
    if email.is_some() || new_password.is_some() {
        prove(caller.app(), &user, old_password).await?;
    }
    let hash = match &new_password {
        Some(new) => {
            let context = [user.user_id.as_str(), &user.name, &user.email];
            password::check(caller.app(), Policy::House, "new_password", new, &context)?;
            Some(password::hash(new).await?)
        }
        None => None,
    };
    let mut change = caller.change().await?;
    // Hashing took a while: what was proven must still hold.
    let user = store::by_handle(change.db(), &user.user_id, true).await?;
    let user = user.filter(|user| user.id == caller.user_id).ok_or_else(nobody)?;
    fresh(&user)?;
    if user.password_hash != proven && (email.is_some() || hash.is_some()) {
        return Err(Error::bad_request("Old password is incorrect"));
    }
    if let Some(email) = &email
        && store::by_email(change.db(), email).await?.is_some()
    {
        return Err(Error::bad_request("Email already registered"));
    }
    let mut row =
        store::ActiveModel { id: Set(user.id), updated_at: Set(Some(change.now())), ..Default::default() };
    if let Some(name) = body.name.0.or(body.full_name.0) {
        row.name = Set(name);
    }
    if let Some(email) = email {
        (row.email, row.is_verified) = (Set(email), Set(false));
    }
    if let kernel::Given(Some(phone)) = body.phone {
        row.phone = Set(phone);
    }
    let mut act = Act::new("update_profile").before(&User::from(&user));
    if let Some(hash) = hash {
        (row.password_hash, row.must_change_password) = (Set(hash), Set(false));
        session::store::revoke_all(change.db(), user.id, Some(&caller.session), change.now()).await?;
        act = act.saying("Password changed; all other sessions ended");
    }
    let user = row.update(change.db()).await?;
    events::tell(&mut change, events::UPDATED, &user)?;
    change.commit(act.on(&user.user_id).after(&User::from(&user))).await?;
    caller.app().forget(user.id).await;
    Ok(user)
}

/// Refuses whoever does not know the present password; guesses count as those of a sign-in do.
async fn prove(app: &App, user: &store::Model, old_password: Option<String>) -> Result<()> {
    let needed = || Error::invalid("old_password", "is needed to change the e-mail or the password");
    let old = old_password.ok_or_else(needed)?;
    let (lock, key) = (LockOut::of(app)?, format!("old:{}", user.id));
    lock.check(app, &key).await?;
    match password::verify(&old, Some(&user.password_hash)).await? {
        Verdict::Wrong => {
            lock.0.fail(&key, app.clock.now()).await;
            Err(Error::bad_request("Old password is incorrect"))
        }
        Verdict::Right | Verdict::RightButOld => {
            lock.0.clear(&key).await;
            Ok(())
        }
    }
}
