//! One's own account over HTTP.
use aide::OperationOutput;
use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Caller, Given, IfMatch, One, Result, Role, Routes, Valid, Visitor, page::etag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{self, UserType},
};
use crate::{
    password::Policy,
    session::http::{SignedIn, with_cookies},
};

/// An account, as everyone who may see it sees it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct User {
    /// The number by which other things refer to the account.
    pub id: i64,
    /// The handle.
    pub user_id: String,
    /// The handle again.
    pub username: String,
    pub email: String,
    pub name: String,
    /// The name again.
    pub full_name: String,
    pub role: Role,
    pub user_type: Option<UserType>,
    pub is_admin: bool,
    pub is_active: bool,
    /// Whether the e-mail is known to be his.
    pub is_verified: bool,
    pub phone: Option<String>,
    pub builder_id: Option<i64>,
    pub customer_id: Option<i64>,
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<DateTime<Utc>>,
    pub last_login: Option<DateTime<Utc>>,
    pub two_factor_enabled: bool,
    /// He may do nothing but choose a new password.
    pub must_change_password: bool,
}

impl From<&store::Model> for User {
    fn from(user: &store::Model) -> Self {
        Self {
            id: user.id,
            user_id: user.user_id.clone(),
            username: user.user_id.clone(),
            email: user.email.clone(),
            name: user.name.clone(),
            full_name: user.name.clone(),
            role: user.role,
            user_type: user.user_type,
            is_admin: user.role.is_admin(),
            is_active: user.is_active,
            is_verified: user.is_verified,
            phone: user.phone.clone(),
            builder_id: user.builder_id,
            customer_id: user.customer_id,
            created_at: user.created_at,
            updated_at: user.updated_at,
            last_login: user.last_login,
            two_factor_enabled: user.two_factor_enabled,
            must_change_password: user.must_change_password,
        }
    }
}

/// The caller's own account, and what he may do.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Me {
    /// The account.
    #[serde(flatten)]
    user: User,
    /// The keys of the rights that the role holds.
    permissions: Vec<&'static str>,
}

/// A new account.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Register {
    /// Where mail reaches its owner.
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: String,
    /// At least 8 characters, and not among the most common.
    #[garde(length(chars, min = 8, max = 256))]
    pub(crate) password: String,
    /// The handle; taken from the e-mail where it is left out.
    #[garde(length(chars, min = 3, max = 100))]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._@+-]+$"))]
    pub(crate) user_id: Option<String>,
    /// The handle, under its other name.
    #[garde(length(chars, min = 3, max = 100))]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._@+-]+$"))]
    pub(crate) username: Option<String>,
    /// The name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: Option<String>,
    /// The name, under its other name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) full_name: Option<String>,
    /// A telephone number.
    #[garde(length(chars, max = 40))]
    pub(crate) phone: Option<String>,
    /// Only user, customer, builder and portfolio_manager can be chosen; the default is user.
    #[garde(skip)]
    pub(crate) role: Option<Role>,
    /// For builders and their customers.
    #[garde(skip)]
    pub(crate) user_type: Option<UserType>,
    /// A builder's profile.
    #[garde(skip)]
    pub(crate) builder_data: Option<kernel::extract::Object>,
    /// A customer's profile.
    #[garde(skip)]
    pub(crate) customer_data: Option<kernel::extract::Object>,
}

/// What one may change of oneself.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
#[schemars(extend("anyOf" = kernel::extract::only_with(&["email", "new_password", "password"], &["old_password", "current_password"])))]
pub struct ChangeMe {
    /// The name.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: Given<String>,
    /// The name, under its other name.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) full_name: Given<String>,
    /// The address; needs `old_password`.
    #[serde(default)]
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: Given<String>,
    /// The telephone number; `null` removes it.
    #[serde(default)]
    #[garde(length(chars, max = 40))]
    pub(crate) phone: Given<Option<String>>,
    /// The present password.
    #[garde(length(chars, max = 256))]
    pub(crate) old_password: Option<String>,
    /// The present password, under its other name.
    #[garde(length(chars, max = 256))]
    pub(crate) current_password: Option<String>,
    /// The new password; needs `old_password`. Ends all other sessions.
    #[garde(length(chars, min = 8, max = 256))]
    pub(crate) new_password: Option<String>,
    /// The new password, under its other name.
    #[garde(length(chars, min = 8, max = 256))]
    pub(crate) password: Option<String>,
}

/// A new account, and its first session.
#[derive(Serialize, JsonSchema)]
pub struct Registered {
    /// The account at the top level.
    #[serde(flatten)]
    account: User,
    /// What login answers.
    #[serde(flatten)]
    signed_in: Tokens,
    /// The account again.
    user: User,
}

/// The tokens of a session.
#[derive(Serialize, JsonSchema)]
pub struct Tokens {
    access_token: String,
    refresh_token: String,
    token_type: &'static str,
    expires_in: i64,
    user_name: String,
}

impl IntoResponse for Registered {
    fn into_response(self) -> Response {
        let location = [("location", format!("/api/admin/users/{}", self.account.user_id))];
        (StatusCode::CREATED, location, axum::Json(self)).into_response()
    }
}

impl OperationOutput for Registered {
    type Inner = Self;

    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        let response = axum::Json::<Self>::operation_response(ctx, operation);
        response.map(|r| (Some(aide::openapi::StatusCode::Code(201)), r)).into_iter().collect()
    }
}

async fn register_as(visitor: Visitor, body: Register, policy: Policy) -> Result<SignedIn<Registered>> {
    let (user, grant) = commands::register(&visitor, body, policy).await?;
    let answer = Registered {
        account: (&user).into(),
        signed_in: Tokens {
            access_token: grant.access_token.clone(),
            refresh_token: grant.refresh_token.clone(),
            token_type: "bearer",
            expires_in: grant.expires_in,
            user_name: user.name.clone(),
        },
        user: (&user).into(),
    };
    Ok(with_cookies(visitor.app(), &grant, answer))
}

async fn register(visitor: Visitor, body: Valid<Register>) -> Result<SignedIn<Registered>> {
    register_as(visitor, body.0, Policy::House).await
}

async fn register_composed(visitor: Visitor, body: Valid<Register>) -> Result<SignedIn<Registered>> {
    register_as(visitor, body.0, Policy::Composed).await
}

fn seen(caller: &Caller, user: &store::Model) -> Me {
    let mut permissions = caller.permissions().into_iter().collect::<Vec<_>>();
    permissions.sort_unstable();
    Me { user: user.into(), permissions }
}

async fn me(caller: Caller) -> Result<One<Me>> {
    let user = store::by_id(caller.db(), caller.user_id).await?;
    let user = user.ok_or_else(|| kernel::Error::unauthenticated("Could not validate credentials"))?;
    Ok(One(seen(&caller, &user)))
}

async fn change_me(caller: Caller, if_match: IfMatch, body: Valid<ChangeMe>) -> Result<One<Me>> {
    let fresh = |user: &store::Model| if_match.check(&etag(&seen(&caller, user)));
    let user = commands::change_me(&caller, body.0, fresh).await?;
    Ok(One(seen(&caller, &user)))
}

/// The operations on one's own account.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/auth/register", register, "Open an account")
        .post("/api/v1/auth/register", register_composed, "Open an account (composed password)")
        .get(["/api/auth/me", "/api/v1/auth/me", "/api/user/profile"], me, "Get your own account")
        .put("/api/auth/me", change_me, "Change your own account")
}
