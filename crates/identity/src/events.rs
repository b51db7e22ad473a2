//! What others may hear of accounts.
use kernel::{Audience, Change, Event, Grant, Result};
use serde::{Deserialize, Serialize};

use crate::{permissions::ReadUsers, user::store};

/// An account was opened; body: [`Account`].
pub const CREATED: &str = "identity.user.created";
/// An account was changed, switched on or off; body: [`Account`].
pub const UPDATED: &str = "identity.user.updated";
/// An account is gone; body: [`Account`].
pub const DELETED: &str = "identity.user.deleted";
/// Somebody signed in; body: [`Account`].
pub const SIGNED_IN: &str = "identity.user.signed_in";

/// The snapshot that travels.
#[derive(Debug, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the account")]
pub struct Account {
    pub id: i64,
    pub user_id: String,
    pub email: String,
    pub name: String,
    pub role: kernel::Role,
    pub is_active: bool,
}

/// Tells of an account: modules hear it, administrators see it at once.
pub fn tell(change: &mut Change, topic: &'static str, user: &store::Model) -> Result<()> {
    let account = Account {
        id: user.id,
        user_id: user.user_id.clone(),
        email: user.email.clone(),
        name: user.name.clone(),
        role: user.role,
        is_active: user.is_active,
    };
    change.emit(Event::new(topic, &account, Audience::Holders(ReadUsers::PERMISSION.key.into()))?);
    Ok(())
}
