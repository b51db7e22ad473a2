//! The same inbox for the building clients: pages in an envelope, in their own words.
use axum::Json;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, One, Path, Query, Result, Routes, extract::flag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands, model,
    store::{self, Filter, Matter, NotificationType},
};
use crate::permissions::Read;

/// How much a notification presses.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "NotificationPriority")]
enum Priority {
    Medium,
    High,
}

/// Something that you were told, in the words of building clients.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "NotificationResponse")]
struct Item {
    notification_type: Matter,
    title: String,
    message: String,
    /// What it is about: `claim`.
    related_entity_type: Option<String>,
    /// The number of that.
    related_entity_id: Option<i64>,
    priority: Priority,
    /// By which ways it went: `in_app`, `email`.
    send_via: Option<Vec<&'static str>>,
    /// Where to read more in the console.
    action_url: Option<String>,
    id: i64,
    user_id: i64,
    is_read: bool,
    is_sent: bool,
    scheduled_send_time: Option<DateTime<Utc>>,
    sent_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

impl From<store::Model> for Item {
    fn from(row: store::Model) -> Self {
        let (noun, number) = row.link.as_deref().and_then(model::related).unzip();
        let pressing = row.notification_type == NotificationType::Alert;
        Self {
            notification_type: row.matter,
            title: row.title,
            message: row.message,
            related_entity_type: noun,
            related_entity_id: number,
            priority: if pressing { Priority::High } else { Priority::Medium },
            send_via: Some(if row.by_mail { vec!["in_app", "email"] } else { vec!["in_app"] }),
            action_url: row.link,
            id: row.id,
            user_id: row.user_id,
            is_read: row.is_read,
            is_sent: true,
            scheduled_send_time: None,
            sent_at: Some(row.created_at),
            read_at: row.read_at,
            created_at: row.created_at,
        }
    }
}

/// Which page.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Which {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    page: u64,
    /// How many to a page.
    #[serde(default = "ten")]
    #[garde(range(min = 1, max = 100))]
    limit: u64,
    /// Only those that you have read, or only the others.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    is_read: Option<bool>,
    /// Only those about this.
    #[garde(skip)]
    notification_type: Option<Matter>,
}

fn one() -> u64 {
    1
}

fn ten() -> u64 {
    10
}

/// Where a page stands among all.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NotificationPagination")]
struct Pagination {
    current_page: u64,
    total_pages: u64,
    total_items: u64,
    has_next: bool,
    has_prev: bool,
}

/// A page of the inbox.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "NotificationPage")]
struct Page {
    notifications: Vec<Item>,
    /// How many are left to read in all, whatever the page shows.
    unread_count: u64,
    pagination: Pagination,
}

async fn page_notifications(can: Can<Read>, which: Query<Which>) -> Result<Json<Page>> {
    let Which { page, limit, is_read, notification_type } = which.0;
    let filter = Filter { is_read, matter: notification_type, ..Default::default() };
    let (rows, total) = store::page(can.db(), can.user_id, filter, (page - 1) * limit, limit).await?;
    let unread_count = store::unread(can.db(), can.user_id).await?;
    let total_pages = total.div_ceil(limit);
    let pagination = Pagination {
        current_page: page,
        total_pages,
        total_items: total,
        has_next: page < total_pages,
        has_prev: page > 1,
    };
    Ok(Json(Page { notifications: rows.into_iter().map(Into::into).collect(), unread_count, pagination }))
}

async fn patch_notification_read(can: Can<Read>, id: Path<i64>) -> Result<One<Item>> {
    Ok(One(commands::read(&can, id.0).await?.into()))
}

/// The operations of the second view.
pub fn routes() -> Routes {
    Routes::new().get("/api/notifications", page_notifications, "List your notifications in pages").patch(
        "/api/notifications/{id}/read",
        patch_notification_read,
        "Mark a notification as read",
    )
}
