//! The inbox over HTTP.
use axum::Json;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Created, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Valid, extract::flag, page::etag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{self, LINE, LINK, TEXT},
    store::{self, Filter, NotificationType},
};
use crate::permissions::{Read, Write};

/// Something that you were told.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Notification {
    /// A few words.
    title: String,
    /// A sentence or two.
    message: String,
    /// How it is filed.
    notification_type: NotificationType,
    /// Whether you have read it.
    is_read: bool,
    /// Its number.
    pub(crate) id: i64,
    /// Whose it is.
    user_id: i64,
    /// When it happened.
    created_at: DateTime<Utc>,
    /// `module.what_happened`; see the channels.
    kind: String,
    /// Where to read more in the console.
    link: Option<String>,
    /// When you read it.
    read_at: Option<DateTime<Utc>>,
}

impl From<store::Model> for Notification {
    fn from(row: store::Model) -> Self {
        Self {
            title: row.title,
            message: row.message,
            notification_type: row.notification_type,
            is_read: row.is_read,
            id: row.id,
            user_id: row.user_id,
            created_at: row.created_at,
            kind: row.kind,
            link: row.link,
            read_at: row.read_at,
        }
    }
}

/// Something to note for yourself.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct NewNotification {
    /// A few words.
    #[garde(length(chars, min = 1, max = 255), custom(model::line))]
    #[schemars(regex(pattern = LINE))]
    pub(crate) title: String,
    /// A sentence or two.
    #[garde(length(chars, min = 1, max = 5_000), custom(model::text))]
    #[schemars(regex(pattern = TEXT))]
    pub(crate) message: String,
    /// How to file it.
    #[garde(skip)]
    pub(crate) notification_type: NotificationType,
    /// Whether you know it already; you do not by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) is_read: bool,
    /// A path of the console.
    #[garde(length(chars, max = 500), inner(custom(model::link)))]
    #[schemars(regex(pattern = LINK))]
    pub(crate) link: Option<String>,
}

/// Something that another should know.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct SendNotification {
    /// Who: the number of his account.
    #[garde(skip)]
    pub(crate) user_id: i64,
    /// A few words.
    #[garde(length(chars, min = 1, max = 255), custom(model::line))]
    #[schemars(regex(pattern = LINE))]
    pub(crate) title: String,
    /// A sentence or two.
    #[garde(length(chars, min = 1, max = 5_000), custom(model::text))]
    #[schemars(regex(pattern = TEXT))]
    pub(crate) message: String,
    /// How to file it; as an alert by default.
    #[serde(default = "alert")]
    #[garde(skip)]
    pub(crate) notification_type: NotificationType,
    /// A path of the console.
    #[garde(length(chars, max = 500), inner(custom(model::link)))]
    #[schemars(regex(pattern = LINK))]
    pub(crate) link: Option<String>,
}

fn alert() -> NotificationType {
    NotificationType::Alert
}

/// Which part of the inbox to show.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Which {
    /// How many to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    skip: u64,
    /// How many to give.
    #[serde(default = "fifty")]
    #[garde(range(min = 1, max = 500))]
    limit: u64,
    /// Only those that you have read, or only the others.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    is_read: Option<bool>,
    /// Only those filed so.
    #[garde(skip)]
    notification_type: Option<NotificationType>,
    /// Only those of this kind.
    #[garde(length(chars, max = 100))]
    kind: Option<String>,
    /// Only those older than the one with this number.
    #[garde(range(min = 1))]
    before: Option<i64>,
}

fn fifty() -> u64 {
    50
}

/// How many are left to read.
#[derive(Serialize, JsonSchema)]
pub struct UnreadCount {
    unread_count: u64,
}

/// Which to mark as read.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Marks {
    /// Their numbers. What is not yours is left alone.
    #[garde(length(min = 1, max = 500))]
    ids: Vec<i64>,
}

/// What became of it.
#[derive(Serialize, JsonSchema)]
pub struct Marked {
    /// How many were marked as read now.
    marked: u64,
    /// How many are left to read.
    unread_count: u64,
}

async fn list_notifications(can: Can<Read>, which: Query<Which>) -> Result<Listed<Notification>> {
    let Which { skip, limit, is_read, notification_type, kind, before } = which.0;
    let filter = Filter { is_read, notification_type, kind, before, matter: None };
    let (rows, total) = store::page(can.db(), can.user_id, filter, skip, limit).await?;
    Ok(Listed { items: rows.into_iter().map(Into::into).collect(), total })
}

async fn count_unread_notifications(can: Can<Read>) -> Result<Json<UnreadCount>> {
    Ok(Json(UnreadCount { unread_count: store::unread(can.db(), can.user_id).await? }))
}

async fn get_notification(can: Can<Read>, id: Path<i64>) -> Result<One<Notification>> {
    Ok(One(store::mine(can.db(), can.user_id, id.0, false).await?.into()))
}

async fn create_notification(can: Can<Read>, body: Valid<NewNotification>) -> Result<Created<Notification>> {
    commands::note(&can, body.0).await.map(created)
}

async fn send_notification(can: Can<Write>, body: Valid<SendNotification>) -> Result<Created<Notification>> {
    commands::send(&can, body.0).await.map(created)
}

fn created(body: Notification) -> Created<Notification> {
    Created { location: format!("/api/v1/notifications/{}", body.id), body }
}

async fn read_notification(can: Can<Read>, id: Path<i64>) -> Result<One<Notification>> {
    Ok(One(commands::read(&can, id.0).await?.into()))
}

async fn read_some_notifications(can: Can<Read>, body: Valid<Marks>) -> Result<Json<Marked>> {
    let (marked, unread_count) = commands::read_many(&can, Some(body.0.ids)).await?;
    Ok(Json(Marked { marked, unread_count }))
}

async fn read_all_notifications(can: Can<Read>) -> Result<Gone> {
    commands::read_many(&can, None).await?;
    Ok(Gone)
}

async fn delete_notification(can: Can<Read>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, id.0, |now| if_match.check(&etag(now))).await?;
    Ok(Gone)
}

async fn delete_read_notifications(can: Can<Read>) -> Result<Gone> {
    commands::remove_read(&can).await?;
    Ok(Gone)
}

/// The operations on the inbox.
pub fn routes() -> Routes {
    let all = "/api/v1/notifications";
    let one = "/api/v1/notifications/{id}";
    Routes::new()
        .get(all, list_notifications, "List your notifications")
        .post(all, create_notification, "Note something for yourself")
        .get(format!("{all}/unread/count"), count_unread_notifications, "Count what you have not read")
        .post(format!("{all}/send"), send_notification, "Write into another's inbox")
        .post(format!("{all}/mark-as-read"), read_some_notifications, "Mark many notifications as read")
        .put(format!("{all}/mark-all-as-read"), read_all_notifications, "Mark all notifications as read")
        .delete(format!("{all}/read"), delete_read_notifications, "Delete all that you have read")
        .get(one, get_notification, "Get a notification")
        .put(format!("{one}/mark-as-read"), read_notification, "Mark a notification as read")
        .delete(one, delete_notification, "Delete a notification")
}
