//! The audit log over HTTP.
use axum::Json;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Error, One, Paging, Path, Query, Result, Routes,
    audit::{self, Verdict},
    extract::{Object, parse_time},
    sheet::{Download, MOST_ROWS, Sheet},
};
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::store::{self, Filter};
use crate::{admin::http::Format, permissions::ReadAudit};

/// Which lines to list.
#[derive(Debug, Default, Deserialize, JsonSchema, Validate)]
pub struct Which {
    /// Exactly this action, such as `update_user`.
    #[garde(length(chars, max = 100))]
    action: Option<String>,
    /// Exactly this person's doing, by handle.
    #[garde(length(chars, max = 100))]
    admin_id: Option<String>,
    /// Exactly this thing.
    #[garde(length(chars, max = 255))]
    target: Option<String>,
    /// Part of a name, an action, a target or the details.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Not before this time or day.
    #[serde(default, deserialize_with = "moment")]
    #[garde(skip)]
    since: Option<DateTime<Utc>>,
    /// Before this time or day.
    #[serde(default, deserialize_with = "moment")]
    #[garde(skip)]
    until: Option<DateTime<Utc>>,
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let wrong = || {
        serde::de::Error::custom("must be a time such as 2026-12-31T10:30:00Z, or a date such as 2026-12-31")
    };
    parse_time(&text).map(Some).ok_or_else(wrong)
}

impl From<Which> for Filter {
    fn from(which: Which) -> Self {
        let given = |text: Option<String>| text.filter(|text| !text.is_empty());
        Self {
            action: given(which.action),
            admin_id: given(which.admin_id),
            target: given(which.target),
            search: which.search,
            since: which.since,
            until: which.until,
            ..Self::default()
        }
    }
}

/// A line of the log.
#[derive(Serialize, JsonSchema)]
#[expect(missing_docs, reason = "the contract names them")]
pub struct Line {
    pub id: i64,
    pub timestamp: DateTime<Utc>,
    /// The handle of who did it; `system` and `anonymous` are nobody's.
    pub admin_id: String,
    pub admin_name: String,
    pub action: String,
    pub target: Option<String>,
    pub details: Option<String>,
    pub ip_address: Option<String>,
    pub user_agent: Option<String>,
    pub request_id: Option<String>,
    /// The thing as it was.
    pub before: Option<Object>,
    /// The thing as it became.
    pub after: Option<Object>,
    /// The hash that ties this line to all before it.
    pub hash: String,
}

impl From<audit::Model> for Line {
    fn from(row: audit::Model) -> Self {
        let object = |text: Option<String>| serde_json::from_str(&text?).ok();
        Self {
            id: row.id,
            timestamp: row.timestamp,
            admin_id: row.admin_id,
            admin_name: row.admin_name,
            action: row.action,
            target: row.target,
            details: row.details,
            ip_address: row.ip_address,
            user_agent: row.user_agent,
            request_id: row.request_id,
            before: object(row.before),
            after: object(row.after),
            hash: row.hash,
        }
    }
}

/// A page of the log.
#[derive(Serialize, JsonSchema)]
pub struct Log {
    logs: Vec<Line>,
    total: u64,
    page: u64,
    page_size: u64,
    total_pages: u64,
}

async fn list_audit_logs(
    can: Can<ReadAudit>,
    which: Query<Which>,
    paging: Query<Paging>,
) -> Result<Json<Log>> {
    let paging = paging.0;
    let (rows, total) = store::page(can.db(), which.0.into(), paging.skip(), paging.page_size).await?;
    let logs = rows.into_iter().map(Line::from).collect();
    let total_pages = paging.pages(total);
    Ok(Json(Log { logs, total, page: paging.page, page_size: paging.page_size, total_pages }))
}

async fn get_audit_log(can: Can<ReadAudit>, id: Path<i64>) -> Result<One<Line>> {
    let line = store::by_id(can.db(), id.0).await?;
    line.map(|row| One(row.into())).ok_or_else(|| Error::not_found("There is no such line in the log"))
}

async fn verify_audit_logs(can: Can<ReadAudit>) -> Result<Json<Verdict>> {
    Ok(Json(audit::verify(can.db(), |_| ()).await?))
}

async fn export_audit_logs(
    can: Can<ReadAudit>,
    which: Query<Which>,
    format: Query<Format>,
) -> Result<Download> {
    let (rows, _) = store::page(can.db(), which.0.into(), 0, MOST_ROWS).await?;
    let row = |row: audit::Model| {
        let text = Option::unwrap_or_default;
        vec![
            row.id.to_string(),
            row.timestamp.to_rfc3339(),
            row.admin_id,
            row.admin_name,
            row.action,
            text(row.target),
            text(row.details),
            text(row.ip_address),
            text(row.user_agent),
            text(row.request_id),
        ]
    };
    let titles = &[
        "id",
        "timestamp",
        "admin_id",
        "admin_name",
        "action",
        "target",
        "details",
        "ip_address",
        "user_agent",
        "request_id",
    ];
    let sheet = Sheet { name: "audit-logs", titles, rows: rows.into_iter().map(row).collect() };
    Ok(Download(sheet.download(format.0.format).await?))
}

/// The operations on the log.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/admin/audit-logs", list_audit_logs, "List the audit log")
        .get("/api/admin/audit-logs/{id}", get_audit_log, "Get a line of the audit log")
        .get("/api/admin/audit-logs/verify", verify_audit_logs, "Prove that the audit log is whole")
        .get("/api/admin/exports/audit-logs", export_audit_logs, "Export the audit log as CSV or XLSX")
}
