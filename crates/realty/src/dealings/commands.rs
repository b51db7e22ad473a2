//! Who may see more of a development than everybody.
use kernel::{Result, Role, Visitor};

use super::store::{self, Site};
use crate::profile::store as profiles;

/// A development as somebody who may be nobody in particular sees it.
pub struct Look {
    /// The development; `None` where there is none.
    pub site: Option<Site>,
    /// Whether its own builder looks.
    pub owner: bool,
}

/// Who looks at this development.
pub async fn look(visitor: &Visitor, development_id: i64) -> Result<Look> {
    let db = visitor.app().db.read();
    let Some(site) = store::site(db, development_id).await? else {
        return Ok(Look { site: None, owner: false });
    };
    let owner = match visitor.caller().await? {
        Some(caller) if caller.role == Role::Builder => {
            profiles::builder_of(db, caller.user_id).await?.is_some_and(|one| one.id == site.builder_id)
        }
        _ => false,
    };
    Ok(Look { site: Some(site), owner })
}
