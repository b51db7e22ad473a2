//! The first account over HTTP.
use axum::Json;
use garde::Validate;
use kernel::{Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::commands;
use crate::{
    session::http::{LoggedIn, SignedIn, with_cookies},
    settings::Settings,
    user::store,
};

/// What the sign-in page needs to know of the house.
#[derive(Serialize, JsonSchema)]
pub struct SetupState {
    needed: bool,
    /// Whether people may open an account for themselves.
    self_registration: bool,
}

/// The first account, a super_admin.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct FirstAccount {
    /// From the link that the server printed.
    #[garde(length(bytes, min = 1, max = 128))]
    pub(crate) token: String,
    /// The address.
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: String,
    /// The name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: String,
    /// The handle; taken from the e-mail where it is left out.
    #[garde(length(chars, min = 3, max = 100))]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._@+-]+$"))]
    pub(crate) user_id: Option<String>,
    /// The password.
    #[garde(length(chars, min = 8, max = 256))]
    pub(crate) password: String,
}

async fn setup_state(visitor: Visitor) -> Result<Json<SetupState>> {
    let app = visitor.app();
    let self_registration = !Settings::of(app)?.self_registration.is_empty();
    Ok(Json(SetupState { needed: !store::any_super_admin(app.db.read()).await?, self_registration }))
}

async fn set_up(visitor: Visitor, body: Valid<FirstAccount>) -> Result<SignedIn<Json<LoggedIn>>> {
    let (user, grant) = commands::open(&visitor, body.0).await?;
    Ok(with_cookies(visitor.app(), &grant, Json(LoggedIn::new(&user, &grant))))
}

/// The operations of an empty house.
pub fn routes() -> Routes {
    Routes::new().get("/api/setup", setup_state, "Tell whether the first account is missing").post(
        "/api/setup",
        set_up,
        "Open the first account with the setup link",
    )
}
