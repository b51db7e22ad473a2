//! The places over HTTP.
use axum::Json;
use chrono::{DateTime, Utc};
use kernel::{Can, Result, Routes};
use schemars::JsonSchema;
use serde::Serialize;

use super::{commands, store::Model};
use crate::{invoice::store::Source, permissions::Manage};

/// A place from which invoices come by themselves, and how the looks at it go.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IntakePlace {
    /// Which: `folder`, `maildir` or `imap`.
    pub source: Source,
    /// Whether the settings of this server name it.
    pub is_on: bool,
    /// When it was last looked at.
    pub looked_at: Option<DateTime<Utc>>,
    /// When something was last taken.
    pub taken_at: Option<DateTime<Utc>>,
    /// How many invoices came from here.
    pub taken: i64,
    /// How many files or mails from here were no invoices.
    pub refused: i64,
    /// The last batch that was made of what came from here.
    pub batch_id: Option<i64>,
    /// How often in a row looking failed.
    pub failures: i64,
    /// Why it last did, while it does.
    pub failure: Option<String>,
    /// When it is looked at next, at the earliest.
    pub next_at: Option<DateTime<Utc>>,
}

impl IntakePlace {
    /// The view of a place that was perhaps looked at.
    pub fn of(source: Source, is_on: bool, row: Option<&Model>) -> Self {
        Self {
            source,
            is_on,
            looked_at: row.and_then(|row| row.looked_at),
            taken_at: row.and_then(|row| row.taken_at),
            taken: row.map_or(0, |row| row.taken),
            refused: row.map_or(0, |row| row.refused),
            batch_id: row.and_then(|row| row.batch_id),
            failures: row.map_or(0, |row| row.failures),
            failure: row.and_then(|row| row.failure.clone()),
            next_at: row.filter(|_| is_on).map(|row| row.next_at),
        }
    }
}

async fn list_intake_places(can: Can<Manage>) -> Result<Json<Vec<IntakePlace>>> {
    commands::list(&can).await.map(Json)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().get(
        "/api/invoices/intake",
        list_intake_places,
        "List the places from which invoices come by themselves",
    )
}
