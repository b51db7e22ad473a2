//! The second factor over HTTP.
use axum::Json;
use garde::Validate;
use kernel::{Caller, Error, Result, Routes, Valid};
use qrcode::{QrCode, render::svg};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use totp_rs::Secret;

use super::{commands, model};

/// Nothing begins an enrolment; a code completes it.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Enable {
    /// Six digits from the authenticator.
    #[garde(length(chars, max = 16))]
    code: Option<String>,
}

/// What proves that it is really you.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(extend("anyOf" = kernel::extract::one_of(&["password", "code"])))]
pub struct Disable {
    /// The password.
    #[garde(length(chars, max = 256))]
    password: Option<String>,
    /// Six digits from the authenticator, or a recovery code.
    #[garde(length(chars, max = 64))]
    code: Option<String>,
}

/// Where two-factor authentication stands.
#[derive(Default, Serialize, JsonSchema)]
pub struct TwoFactor {
    /// Whether it is on.
    two_factor_enabled: bool,
    /// To type into the authenticator (base 32).
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// The same as a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    otpauth_url: Option<String>,
    /// The same as a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    qr_svg: Option<String>,
    /// Shown once: each opens the account once without the authenticator.
    #[serde(skip_serializing_if = "Option::is_none")]
    recovery_codes: Option<Vec<String>>,
}

async fn enable_two_factor(caller: Caller, body: Valid<Enable>) -> Result<Json<TwoFactor>> {
    if let Some(code) = &body.0.code {
        let codes = commands::switch_on(&caller, code).await?;
        return Ok(Json(TwoFactor {
            two_factor_enabled: true,
            recovery_codes: Some(codes),
            ..Default::default()
        }));
    }
    let (secret, user) = commands::enrol(&caller).await?;
    let url = model::totp(&secret, &user.email)?.to_url().map_err(Error::internal)?;
    let picture = QrCode::new(&url).map_err(Error::internal)?;
    let picture = picture.render::<svg::Color<'_>>().min_dimensions(200, 200).build();
    Ok(Json(TwoFactor {
        secret: Some(Secret::from(secret).to_base32()),
        otpauth_url: Some(url),
        qr_svg: Some(picture),
        ..Default::default()
    }))
}

async fn disable_two_factor(caller: Caller, body: Valid<Disable>) -> Result<Json<TwoFactor>> {
    commands::switch_off(&caller, body.0.password.as_deref(), body.0.code.as_deref()).await?;
    Ok(Json(TwoFactor::default()))
}

/// The operations on one's own second factor.
pub fn routes() -> Routes {
    Routes::new()
        .put("/api/v1/settings/2fa/enable", enable_two_factor, "Switch two-factor authentication on")
        .put("/api/v1/settings/2fa/disable", disable_two_factor, "Switch two-factor authentication off")
}
