//! Signing in and out over HTTP.
use aide::{
    OperationInput, OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    Json,
    extract::FromRequestParts,
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Act, App, Caller, Error, FieldError, Gone, JsonOrForm, Path, Query, Result, Routes, Visitor,
    caller::{cookie, same_origin},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands::{self, SignIn},
    model::Grant,
    store,
};
use crate::user::{http::User, store::UserType};

/// Identifier and password. The identifier is whichever is sent: handle or e-mail.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(extend("anyOf" = kernel::extract::one_of(&["user_id", "username", "email"])))]
pub struct Login {
    /// The handle, or the e-mail.
    #[garde(length(chars, max = 255))]
    user_id: Option<String>,
    /// The same, under the name that OAuth 2 forms use.
    #[garde(length(chars, max = 255))]
    username: Option<String>,
    /// The same.
    #[garde(length(chars, max = 255))]
    email: Option<String>,
    /// The password.
    #[garde(length(chars, max = 256))]
    password: String,
    /// When sent, it must be the account's.
    #[garde(skip)]
    user_type: Option<UserType>,
}

/// The second step of a sign-in.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct SecondFactor {
    /// From the first step.
    #[garde(length(bytes, max = 4096))]
    mfa_token: String,
    /// Six digits of the authenticator, or a recovery code.
    #[garde(length(chars, min = 1, max = 64))]
    code: String,
}

/// A refresh token; also taken from the query or the cookie.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Refresh {
    /// The token.
    #[garde(length(bytes, max = 512))]
    refresh_token: Option<String>,
}

/// The answer of a sign-in.
#[derive(Serialize, JsonSchema)]
pub struct LoggedIn {
    access_token: String,
    refresh_token: String,
    /// Always `bearer`.
    token_type: &'static str,
    /// Seconds.
    expires_in: i64,
    user_id: String,
    user_name: String,
    email: String,
    role: kernel::Role,
    is_admin: bool,
    user: User,
}

/// Either the tokens, or the wish for a second factor.
#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
pub enum LoginAnswer {
    /// Signed in.
    Done(Box<LoggedIn>),
    /// A second factor is due: `POST /api/auth/2fa`.
    Halfway {
        /// Always true.
        mfa_required: bool,
        /// For the second step; good for five minutes.
        mfa_token: String,
    },
}

impl LoggedIn {
    /// For an account and its new session.
    pub fn new(user: &crate::user::store::Model, grant: &Grant) -> Self {
        Self {
            access_token: grant.access_token.clone(),
            refresh_token: grant.refresh_token.clone(),
            token_type: "bearer",
            expires_in: grant.expires_in,
            user_id: user.user_id.clone(),
            user_name: user.name.clone(),
            email: user.email.clone(),
            role: user.role,
            is_admin: user.role.is_admin(),
            user: user.into(),
        }
    }
}

/// A session as its owner sees it.
#[derive(Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Session {
    pub id: String,
    pub created_at: DateTime<Utc>,
    pub last_activity: DateTime<Utc>,
    pub expires_at: DateTime<Utc>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    /// The one that asks.
    pub current: bool,
}

impl Session {
    /// A session, seen from the session `current`.
    pub fn seen(session: store::Model, current: &str) -> Self {
        Self {
            current: session.id == current,
            id: session.id,
            created_at: session.created_at,
            last_activity: session.last_activity,
            expires_at: session.expires_at,
            ip_address: session.ip_address,
            user_agent: session.user_agent,
        }
    }
}

/// A sentence.
#[derive(Serialize, JsonSchema)]
pub struct Message {
    /// The sentence.
    pub message: String,
}

/// A sentence as an answer.
pub fn message(text: impl Into<String>) -> Json<Message> {
    Json(Message { message: text.into() })
}

/// An answer that sets or clears the cookies of a session.
pub struct SignedIn<T> {
    cookies: Vec<String>,
    answer: T,
}

impl<T: IntoResponse> IntoResponse for SignedIn<T> {
    fn into_response(self) -> Response {
        let mut response = self.answer.into_response();
        for cookie in self.cookies {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(header::SET_COOKIE, value);
            }
        }
        response
    }
}

impl<T: OperationOutput> OperationOutput for SignedIn<T> {
    type Inner = T::Inner;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Doc> {
        T::operation_response(ctx, operation)
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        T::inferred_responses(ctx, operation)
    }
}

/// Hands out the tokens of a grant as cookies too.
pub fn with_cookies<T>(app: &App, grant: &Grant, answer: T) -> SignedIn<T> {
    let cookies = vec![
        bake(app, "access_token", &grant.access_token, "/", "Lax", grant.expires_in),
        bake(
            app,
            "refresh_token",
            &grant.refresh_token,
            "/api/auth/refresh",
            "Strict",
            grant.session_seconds,
        ),
    ];
    SignedIn { cookies, answer }
}

fn bake(app: &App, name: &str, value: &str, path: &str, same_site: &str, seconds: i64) -> String {
    let secure = if app.settings.tls() { "; Secure" } else { "" };
    format!("{name}={value}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite={same_site}{secure}")
}

fn clear<T>(app: &App, answer: T) -> SignedIn<T> {
    let cookies = vec![
        bake(app, "access_token", "", "/", "Lax", 0),
        bake(app, "refresh_token", "", "/api/auth/refresh", "Strict", 0),
    ];
    SignedIn { cookies, answer }
}

/// The refresh token in the cookie, where this site's own page sent it.
pub struct RefreshCookie(Option<String>);

impl FromRequestParts<App> for RefreshCookie {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let token = cookie(&parts.headers, "refresh_token").filter(|token| !token.is_empty());
        Ok(Self(token.filter(|_| same_origin(parts, app).is_ok()).map(str::to_owned)))
    }
}

impl OperationInput for RefreshCookie {}

async fn login(visitor: Visitor, body: JsonOrForm<Login>) -> Result<SignedIn<Json<LoginAnswer>>> {
    let body = body.0;
    let Some(identifier) = body.user_id.or(body.username).or(body.email) else {
        return Err(Error::fields(vec![FieldError::new(
            "body",
            "user_id",
            "Field required (or username, or email)",
            "missing",
        )]));
    };
    let app = visitor.app();
    Ok(match commands::sign_in(&visitor, &identifier, &body.password, body.user_type).await? {
        SignIn::Done(user, grant) => {
            with_cookies(app, &grant, Json(LoginAnswer::Done(Box::new(LoggedIn::new(&user, &grant)))))
        }
        SignIn::Halfway(mfa_token) => {
            SignedIn { cookies: vec![], answer: Json(LoginAnswer::Halfway { mfa_required: true, mfa_token }) }
        }
    })
}

async fn second_factor(visitor: Visitor, body: JsonOrForm<SecondFactor>) -> Result<SignedIn<Json<LoggedIn>>> {
    let (user, grant) = commands::second_factor(&visitor, &body.0.mfa_token, &body.0.code).await?;
    Ok(with_cookies(visitor.app(), &grant, Json(LoggedIn::new(&user, &grant))))
}

async fn refresh(
    visitor: Visitor,
    cookie: RefreshCookie,
    query: Query<Refresh>,
    body: JsonOrForm<Refresh>,
) -> Result<SignedIn<Json<LoggedIn>>> {
    let Some(token) = body.0.refresh_token.or(query.0.refresh_token).or(cookie.0) else {
        return Err(Error::unauthenticated("There is no refresh token: please sign in."));
    };
    let (user, grant) = commands::refresh(&visitor, &token).await?;
    Ok(with_cookies(visitor.app(), &grant, Json(LoggedIn::new(&user, &grant))))
}

async fn logout(visitor: Visitor) -> Result<SignedIn<Json<Message>>> {
    if let Some(caller) = visitor.caller().await? {
        commands::sign_out(&caller).await?;
    }
    Ok(clear(visitor.app(), message("Successfully logged out")))
}

async fn list_sessions(caller: Caller) -> Result<Json<Vec<Session>>> {
    let sessions = commands::living(caller.app(), caller.user_id).await?;
    Ok(Json(sessions.into_iter().map(|session| Session::seen(session, &caller.session)).collect()))
}

async fn end_session(caller: Caller, id: Path<String>) -> Result<Gone> {
    commands::revoke(&caller, &id.0, Act::new("revoke_session").saying("Session ended by its owner")).await?;
    Ok(Gone)
}

async fn end_other_sessions(caller: Caller) -> Result<Gone> {
    commands::revoke_others(&caller).await?;
    Ok(Gone)
}

/// The operations on sessions.
pub fn routes() -> Routes {
    Routes::new()
        .post(["/api/auth/login", "/api/v1/auth/login", "/auth/token"], login, "Sign in")
        .post("/api/auth/2fa", second_factor, "Complete a sign-in with the second factor")
        .post(
            ["/api/auth/refresh", "/api/v1/auth/refresh"],
            refresh,
            "Exchange a refresh token for new tokens",
        )
        .post(["/api/auth/logout", "/api/v1/auth/logout"], logout, "Sign out")
        .get("/api/auth/sessions", list_sessions, "List your sessions")
        .delete("/api/auth/sessions/{id}", end_session, "End one of your sessions")
        .delete("/api/auth/sessions", end_other_sessions, "End all your other sessions")
}
