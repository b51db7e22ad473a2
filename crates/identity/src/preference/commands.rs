//! Looking at one's preferences, and changing them.
use kernel::{Act, Caller, Change, Error, Given, Result};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{
    http::{ChangePassword, ChangePreferences, ChangeProfile, Preferences},
    model, store,
};
use crate::{
    events,
    settings::Settings,
    user::{self, http::ChangeMe, store as users},
};

fn nobody() -> Error {
    Error::unauthenticated("Could not validate credentials")
}

/// A person's preferences; the first look writes down what everyone begins with.
pub async fn look(caller: &Caller) -> Result<Preferences> {
    let user = users::by_id(caller.db(), caller.user_id).await?.ok_or_else(nobody)?;
    if let Some(row) = store::of(caller.db(), user.id, false).await? {
        return Ok(Preferences::new(&user, row));
    }
    let change = caller.change().await?;
    let row = begun(&change, user.id).await?;
    change.commit(Act::new("create_settings").on(&user.user_id).saying("Settings begun")).await?;
    Ok(Preferences::new(&user, row))
}

async fn begun(change: &Change, user_id: i64) -> Result<store::Model> {
    store::begin(change.db(), user_id, change.now()).await?;
    store::of(change.db(), user_id, true).await?.ok_or_else(|| Error::internal("settings that are not there"))
}

/// Changes what was sent; `fresh` judges whether the caller knew the present state.
pub async fn change(
    caller: &Caller,
    body: ChangePreferences,
    fresh: impl Fn(&Preferences) -> Result<()>,
) -> Result<Preferences> {
    let preferences = match body.preferences {
        Given(Some(sent)) => Given(Some(model::kept(sent)?)),
        Given(None) => Given(None),
    };
    let mut change = caller.change().await?;
    let user = users::by_handle(change.db(), &caller.handle, true).await?;
    let user = user.filter(|user| user.id == caller.user_id).ok_or_else(nobody)?;
    model::leaves_two_factor(user.two_factor_enabled, body.two_factor_enabled.0)?;
    let row = begun(&change, user.id).await?;
    let id = row.id;
    let before = Preferences::new(&user, row);
    fresh(&before)?;
    let sent = store::Sent {
        email_notifications: body.email_notifications,
        sms_notifications: body.sms_notifications,
        address: body.address,
        preferences,
    };
    let row = store::save(change.db(), id, sent, change.now()).await?;
    let user = match body.phone_number.0 {
        Some(phone) if phone != user.phone => telephone(&mut change, user.id, phone).await?,
        _ => user,
    };
    let after = Preferences::new(&user, row);
    let act = Act::new("update_settings").on(&user.user_id).before(&before).after(&after);
    change.commit(act).await?;
    Ok(after)
}

/// The telephone number is the account's: here and at `/api/auth/me` it is one.
async fn telephone(change: &mut Change, id: i64, phone: Option<String>) -> Result<users::Model> {
    let now = change.now();
    let row = users::ActiveModel {
        id: Set(id),
        phone: Set(phone),
        updated_at: Set(Some(now)),
        ..Default::default()
    };
    let user = row.update(change.db()).await?;
    events::tell(change, events::UPDATED, &user)?;
    Ok(user)
}

/// Changes name and telephone number.
pub async fn profile(caller: &Caller, body: ChangeProfile) -> Result<()> {
    let name = body.full_name.or(body.name);
    if name.is_none() && body.phone.0.is_none() {
        return Err(Error::bad_request("No valid fields to update"));
    }
    let body = ChangeMe { name: Given(name), phone: body.phone, ..Default::default() };
    user::commands::change_me(caller, body, |_| Ok(())).await.map(drop)
}

/// Changes the password. The order of refusals is the contract's.
pub async fn password(caller: &Caller, body: ChangePassword) -> Result<()> {
    let sent = |text: Option<String>| text.filter(|text| !text.is_empty());
    let (Some(old), Some(new)) = (sent(body.old_password), sent(body.new_password)) else {
        return Err(Error::bad_request("Both old_password and new_password are required"));
    };
    let least = Settings::of(caller.app())?.password_min;
    if new.chars().count() < least {
        return Err(Error::bad_request(format!("Password must be at least {least} characters")));
    }
    let body = ChangeMe { old_password: Some(old), new_password: Some(new), ..Default::default() };
    user::commands::change_me(caller, body, |_| Ok(())).await.map(drop)
}
