//! Making and changing profiles.
use kernel::{
    Act, Change, Error, Result, Role,
    people::{Newcomer, Profile},
};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};
use serde::de::DeserializeOwned;

use super::{
    http::{BuilderProfile, CustomerProfile},
    store::{self, builder, customer},
};

/// Makes the profile of somebody who opens an account and says who he is.
pub async fn welcome(change: &mut Change, newcomer: &Newcomer) -> Result<Option<Profile>> {
    let Some(said) = &newcomer.profile else { return Ok(None) };
    let made = match newcomer.role {
        Role::Builder => {
            let new: BuilderProfile = read("builder_data", said)?;
            Some(("builder", save_builder(change, newcomer.user_id, new).await?.id))
        }
        Role::Customer => {
            let new: CustomerProfile = read("customer_data", said)?;
            Some(("customer", save_customer(change, newcomer.user_id, new).await?.id))
        }
        _ => None,
    };
    Ok(made.map(|(kind, id)| Profile { user_id: newcomer.user_id, kind: kind.into(), id }))
}

/// Reads and checks a profile; what is wrong names its place below `field`.
fn read<T: DeserializeOwned + garde::Validate<Context = ()>>(
    field: &str,
    said: &serde_json::Map<String, serde_json::Value>,
) -> Result<T> {
    let read = serde_json::from_value::<T>(serde_json::Value::Object(said.clone()));
    let profile = read.map_err(|e| Error::invalid(field, e.to_string()))?;
    match profile.validate() {
        Ok(()) => Ok(profile),
        Err(report) => {
            let first = report.iter().next().map(|(path, why)| (format!("{field}.{path}"), why.to_string()));
            let (place, why) = first.unwrap_or_else(|| (field.to_owned(), "is not valid".to_owned()));
            Err(Error::invalid(&place, why))
        }
    }
}

/// Writes a builder's profile: a first one, or another instead. 400 where the licence is somebody else's.
pub async fn save_builder(change: &Change, user_id: i64, new: BuilderProfile) -> Result<builder::Model> {
    let db = change.db();
    let before = store::builder_of(db, user_id).await?;
    if store::licence_taken(db, &new.license_number, before.as_ref().map(|b| b.id)).await? {
        return Err(Error::bad_request("License number already registered"));
    }
    let known = before.is_some();
    let mut row = match before {
        Some(before) => {
            builder::ActiveModel { updated_at: Set(Some(change.now())), ..before.into_active_model() }
        }
        None => builder::ActiveModel {
            user_id: Set(user_id),
            rating: Set(0.0),
            verified: Set(false),
            created_at: Set(change.now()),
            ..Default::default()
        },
    };
    row.company_name = Set(new.company_name);
    row.license_number = Set(new.license_number);
    row.phone = Set(new.phone);
    row.address = Set(new.address);
    row.website = Set(new.website);
    row.description = Set(new.description);
    row.logo_url = Set(new.logo_url);
    Ok(if known { row.update(db).await? } else { row.insert(db).await? })
}

/// Writes a customer's profile: a first one, or another instead.
pub async fn save_customer(change: &Change, user_id: i64, new: CustomerProfile) -> Result<customer::Model> {
    let db = change.db();
    let before = store::customer_of(db, user_id).await?;
    let known = before.is_some();
    let mut row = match before {
        Some(before) => {
            customer::ActiveModel { updated_at: Set(Some(change.now())), ..before.into_active_model() }
        }
        None => customer::ActiveModel {
            user_id: Set(user_id),
            created_at: Set(change.now()),
            ..Default::default()
        },
    };
    row.first_name = Set(new.first_name);
    row.last_name = Set(new.last_name);
    row.phone = Set(new.phone);
    row.address = Set(new.address);
    row.date_of_birth = Set(new.date_of_birth);
    row.preferred_contact_method = Set(new.preferred_contact_method);
    Ok(if known { row.update(db).await? } else { row.insert(db).await? })
}

/// Commits a profile and tells the account its number.
pub async fn finish(mut change: Change, made: Profile) -> Result<()> {
    made.tell(&mut change)?;
    let act = Act::new("save_profile").on(format!("{}:{}", made.kind, made.id));
    change.commit(act).await
}
