//! Forgotten passwords over HTTP.
use axum::Json;
use garde::Validate;
use kernel::{Result, Routes, Valid, Visitor};
use schemars::JsonSchema;
use serde::Deserialize;

use super::commands;
use crate::session::http::{Message, message};

/// Who forgot.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Forgot {
    /// The account's address.
    #[garde(email, length(chars, max = 255))]
    email: String,
}

/// The link's token, and the new password.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Reset {
    /// From the link.
    #[garde(length(bytes, min = 1, max = 512))]
    token: String,
    /// At least 8 characters, and not among the most common.
    #[garde(length(chars, min = 8, max = 256))]
    password: String,
}

async fn forgot_password(visitor: Visitor, body: Valid<Forgot>) -> Result<Json<Message>> {
    commands::ask(&visitor, &body.0.email).await?;
    Ok(message("If there is an account with this address, a link is on its way to it."))
}

async fn reset_password(visitor: Visitor, body: Valid<Reset>) -> Result<Json<Message>> {
    commands::reset(&visitor, &body.0.token, &body.0.password).await?;
    Ok(message("Your new password is set. Please sign in."))
}

/// The operations for a forgotten password.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/auth/password/forgot", forgot_password, "Ask for a link that resets the password")
        .post("/api/auth/password/reset", reset_password, "Set a new password with a link's token")
}
