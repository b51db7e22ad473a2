//! Keeping system settings.
use kernel::{Act, Audience, Can, Change, Event, Grant, IfMatch, Listed, Result, Slice, Visitor, page::etag};

use super::{
    http::{NewSystemSetting, SystemSetting, SystemSettingPatch},
    store::{self, Model},
};
use crate::permissions::KeepSettings;

/// A setting was made, changed or removed; body: the setting.
pub const CHANGED: &str = "realty.setting.changed";

/// Whether the visitor keeps settings, and so sees the hidden ones.
async fn keeps(visitor: &Visitor) -> Result<bool> {
    let caller = visitor.caller().await?;
    Ok(caller.is_some_and(|caller| KeepSettings::PERMISSION.granted_to(caller.role)))
}

/// A page of the settings that the visitor may see.
pub async fn list(visitor: &Visitor, category: Option<&str>, slice: Slice) -> Result<Listed<SystemSetting>> {
    let all = keeps(visitor).await?;
    let (rows, total) = store::page(visitor.app().db.read(), all, category, slice.skip, slice.limit).await?;
    let items = rows.into_iter().map(SystemSetting::try_from).collect::<Result<_>>()?;
    Ok(Listed { items, total })
}

/// One setting; a hidden one is there for its keepers only.
pub async fn get(visitor: &Visitor, key: &str) -> Result<SystemSetting> {
    let row = store::by_key(visitor.app().db.read(), key).await?.ok_or_else(store::missing)?;
    if !row.is_public && !keeps(visitor).await? {
        return Err(store::missing());
    }
    row.try_into()
}

/// Makes a setting.
pub async fn create(can: &Can<KeepSettings>, new: NewSystemSetting) -> Result<SystemSetting> {
    let change = can.change().await?;
    let row = Model {
        id: 0,
        setting_key: new.setting_key,
        setting_value: new.setting_value.to_string(),
        setting_type: new.setting_type,
        description: new.description,
        category: new.category,
        is_public: new.is_public,
        created_at: change.now(),
        updated_at: None,
    };
    let row = store::insert(change.db(), row).await?;
    let act = Act::new("create_setting").after(&row);
    finish(change, row, act).await
}

async fn finish(mut change: Change, row: Model, act: Act) -> Result<SystemSetting> {
    let act = act.on(format!("setting:{}", row.setting_key));
    let view = SystemSetting::try_from(row)?;
    let keepers = Audience::Holders(KeepSettings::PERMISSION.key.into());
    change.emit(Event::new(CHANGED, &view, keepers)?);
    change.commit(act).await?;
    Ok(view)
}

/// Changes a setting.
pub async fn update(
    can: &Can<KeepSettings>,
    key: &str,
    if_match: &IfMatch,
    body: SystemSettingPatch,
) -> Result<SystemSetting> {
    let change = can.change().await?;
    let before = store::lock(change.db(), key).await?;
    if_match.check(&etag(&SystemSetting::try_from(before.clone())?))?;
    let mut row = before.clone();
    if let Some(value) = body.setting_value.0 {
        row.setting_value = value.to_string();
    }
    macro_rules! put {
        ($($field:ident),*) => { $( if let Some(value) = body.$field.0 { row.$field = value; } )* };
    }
    put!(setting_type, description, category, is_public);
    if row == before {
        return before.try_into();
    }
    row.updated_at = Some(change.now());
    let row = store::save(change.db(), row).await?;
    let act = Act::new("update_setting").before(&before).after(&row);
    finish(change, row, act).await
}

/// Removes a setting.
pub async fn remove(can: &Can<KeepSettings>, key: &str, if_match: &IfMatch) -> Result<()> {
    let change = can.change().await?;
    let row = store::lock(change.db(), key).await?;
    if_match.check(&etag(&SystemSetting::try_from(row.clone())?))?;
    store::remove(change.db(), row.id).await?;
    let act = Act::new("delete_setting").before(&row);
    finish(change, row, act).await.map(drop)
}
