//! The administration of accounts over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{Operation, Response as Doc, StatusCode as Code},
};
use axum::{
    Json,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use garde::Validate;
use kernel::{
    Can, Created, Error, Given, Gone, IfMatch, One, Paging, Path, Query, Result, Role, Routes, Valid,
    extract::flag,
    page::etag,
    sheet::{Download, Kind, MOST_ROWS, Sheet},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{commands, rights};
use crate::{
    permissions::{ManageUsers, ReadUsers},
    session::{
        self,
        http::{Message, Session, message},
    },
    user::{
        http::User,
        store::{self, Filter, Sort, UserType},
    },
};

/// Which accounts to list.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
pub struct Which {
    /// Part of the handle, the e-mail or the name.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Exactly this role.
    #[garde(skip)]
    role: Option<Role>,
    /// Only admin and super_admin, or only the others.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    is_admin: Option<bool>,
    /// Only those that can sign in, or only those that can't.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    is_active: Option<bool>,
    /// The order; newest first by default.
    #[garde(skip)]
    sort: Option<Sort>,
}

impl Which {
    fn split(self) -> (Filter, Sort) {
        let filter = Filter {
            search: self.search,
            role: self.role,
            is_admin: self.is_admin,
            is_active: self.is_active,
        };
        (filter, self.sort.unwrap_or(Sort::CreatedDown))
    }
}

/// The form of an export.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
pub struct Format {
    /// CSV by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) format: Kind,
}

/// A page of accounts.
#[derive(Serialize, JsonSchema)]
pub struct Users {
    users: Vec<User>,
    total: u64,
    page: u64,
    page_size: u64,
    total_pages: u64,
}

/// A new account.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewUser {
    /// The handle; taken from the e-mail where it is left out.
    #[garde(length(chars, min = 3, max = 100))]
    #[schemars(regex(pattern = r"^[A-Za-z0-9._@+-]+$"))]
    pub(crate) user_id: Option<String>,
    /// The address.
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: String,
    /// The name.
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: String,
    /// The role; `user` by default.
    #[garde(skip)]
    pub(crate) role: Option<Role>,
    /// For builders and their customers.
    #[garde(skip)]
    pub(crate) user_type: Option<UserType>,
    /// A telephone number.
    #[garde(length(chars, max = 40))]
    pub(crate) phone: Option<String>,
    /// Left out, a temporary one is made and shown once.
    #[garde(length(chars, min = 8, max = 256))]
    pub(crate) password: Option<String>,
    /// Whether it can sign in; true by default.
    #[garde(skip)]
    pub(crate) is_active: Option<bool>,
}

/// A new account as its creator sees it, once.
#[derive(Serialize, JsonSchema)]
pub struct NewUserView {
    #[serde(flatten)]
    user: User,
    /// To be changed at the first sign-in.
    temporary_password: Option<String>,
}

/// 201 with it. The ETag is that of the account, without the password that nobody sees again.
pub struct Opened(Created<NewUserView>);

impl IntoResponse for Opened {
    fn into_response(self) -> Response {
        let tag = HeaderValue::from_str(&etag(&self.0.body.user));
        let mut answer = self.0.into_response();
        if let Ok(tag) = tag {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        answer
    }
}

impl OperationOutput for Opened {
    type Inner = NewUserView;

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        Created::<NewUserView>::inferred_responses(ctx, operation)
    }
}

/// What may be changed of an account; what is left out stays.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ChangeUser {
    /// The address.
    #[serde(default)]
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: Given<String>,
    /// The name.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 100))]
    pub(crate) name: Given<String>,
    /// The role.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) role: Given<Role>,
    /// Whether it can sign in.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_active: Given<bool>,
}

/// What to do with many accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum BulkAction {
    Activate,
    Deactivate,
}

/// Many accounts, and what to do with them.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Bulk {
    /// What to do.
    #[garde(skip)]
    action: BulkAction,
    /// The handles.
    #[garde(length(min = 1, max = 500), inner(length(chars, max = 100)))]
    user_ids: Vec<String>,
}

/// How it went with one of them.
#[derive(Serialize, JsonSchema)]
pub struct BulkResult {
    /// The handle.
    pub user_id: String,
    /// Whether it was done.
    pub ok: bool,
    /// Why not.
    pub detail: Option<String>,
}

/// How it went with all of them.
#[derive(Serialize, JsonSchema)]
pub struct BulkView {
    changed: usize,
    results: Vec<BulkResult>,
}

/// A temporary password, shown once.
#[derive(Serialize, JsonSchema)]
pub struct ResetView {
    message: String,
    temporary_password: String,
    note: &'static str,
}

async fn list_users(can: Can<ReadUsers>, which: Query<Which>, paging: Query<Paging>) -> Result<Json<Users>> {
    let (filter, sort) = which.0.split();
    let paging = paging.0;
    let (users, total) = store::page(can.db(), filter, sort, paging.skip(), paging.page_size).await?;
    let users = users.iter().map(User::from).collect();
    let total_pages = paging.pages(total);
    Ok(Json(Users { users, total, page: paging.page, page_size: paging.page_size, total_pages }))
}

async fn get_user(can: Can<ReadUsers>, handle: Path<String>) -> Result<One<User>> {
    Ok(One((&found(&can, &handle.0).await?).into()))
}

async fn found(can: &Can<ReadUsers>, handle: &str) -> Result<store::Model> {
    let user = store::by_handle(can.db(), handle, false).await?;
    user.ok_or_else(|| Error::not_found(format!("User with ID '{handle}' not found")))
}

async fn create_user(can: Can<ManageUsers>, body: Valid<NewUser>) -> Result<Opened> {
    let (user, temporary_password) = commands::create(&can, body.0).await?;
    let location = format!("/api/admin/users/{}", user.user_id);
    Ok(Opened(Created { body: NewUserView { user: (&user).into(), temporary_password }, location }))
}

async fn update_user(
    can: Can<ManageUsers>,
    handle: Path<String>,
    if_match: IfMatch,
    body: Valid<ChangeUser>,
) -> Result<One<User>> {
    Ok(One((&commands::update(&can, &handle.0, &if_match, body.0).await?).into()))
}

async fn activate_user(can: Can<ManageUsers>, handle: Path<String>) -> Result<One<User>> {
    Ok(One((&commands::set_active(&can, &handle.0, true).await?).into()))
}

async fn deactivate_user(can: Can<ManageUsers>, handle: Path<String>) -> Result<One<User>> {
    Ok(One((&commands::set_active(&can, &handle.0, false).await?).into()))
}

async fn change_many_users(can: Can<ManageUsers>, body: Valid<Bulk>) -> Result<Json<BulkView>> {
    let results = commands::bulk(&can, body.0.action, body.0.user_ids).await?;
    Ok(Json(BulkView { changed: results.iter().filter(|result| result.ok).count(), results }))
}

async fn delete_user(
    can: Can<ManageUsers>,
    handle: Path<String>,
    if_match: IfMatch,
) -> Result<Json<Message>> {
    commands::delete(&can, &handle.0, &if_match).await?;
    Ok(message(format!("User '{}' deleted successfully", handle.0)))
}

async fn reset_user_password(can: Can<ManageUsers>, handle: Path<String>) -> Result<Json<ResetView>> {
    let temporary_password = commands::reset_password(&can, &handle.0).await?;
    Ok(Json(ResetView {
        message: format!("Password reset for user '{}'", handle.0),
        temporary_password,
        note: "Shown once. It must be changed at the next sign-in.",
    }))
}

async fn list_user_sessions(can: Can<ReadUsers>, handle: Path<String>) -> Result<Json<Vec<Session>>> {
    let user = found(&can, &handle.0).await?;
    let sessions = session::commands::living(can.app(), user.id).await?;
    Ok(Json(sessions.into_iter().map(|one| Session::seen(one, &can.session)).collect()))
}

async fn end_user_sessions(can: Can<ManageUsers>, handle: Path<String>) -> Result<Gone> {
    commands::end_sessions(&can, &handle.0).await?;
    Ok(Gone)
}

async fn export_users(can: Can<ReadUsers>, which: Query<Which>, format: Query<Format>) -> Result<Download> {
    let (filter, sort) = which.0.split();
    let (users, _) = store::page(can.db(), filter, sort, 0, MOST_ROWS).await?;
    let time = |at: Option<chrono::DateTime<chrono::Utc>>| at.map(|at| at.to_rfc3339()).unwrap_or_default();
    let row = |user: store::Model| {
        vec![
            user.user_id,
            user.email,
            user.name,
            user.role.to_string(),
            if user.is_active { "active" } else { "inactive" }.to_owned(),
            time(Some(user.created_at)),
            time(user.last_login),
        ]
    };
    let titles = &["user_id", "email", "name", "role", "status", "created_at", "last_login"];
    let sheet = Sheet { name: "users", titles, rows: users.into_iter().map(row).collect() };
    Ok(Download(sheet.download(format.0.format).await?))
}

/// The operations of administrators on accounts.
pub fn routes() -> Routes {
    let one = "/api/admin/users/{user_id}";
    Routes::new()
        .get("/api/admin/users", list_users, "List accounts")
        .post("/api/admin/users", create_user, "Create an account")
        .post("/api/admin/users/bulk", change_many_users, "Activate or deactivate many accounts")
        .get("/api/admin/exports/users", export_users, "Export accounts as CSV or XLSX")
        .get(one, get_user, "Get an account")
        .put(one, update_user, "Change an account")
        .delete(one, delete_user, "Delete an account")
        .post(format!("{one}/activate"), activate_user, "Activate an account")
        .post(format!("{one}/deactivate"), deactivate_user, "Deactivate an account")
        .post(format!("{one}/reset-password"), reset_user_password, "Give an account a temporary password")
        .get(format!("{one}/sessions"), list_user_sessions, "List the sessions of an account")
        .delete(format!("{one}/sessions"), end_user_sessions, "End all sessions of an account")
        .get("/api/admin/rights", rights::list_rights, "Show who may do what")
}
