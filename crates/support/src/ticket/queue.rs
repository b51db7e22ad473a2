//! The queue over HTTP: tickets as those who answer and decide see them.
use axum::Json;
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    Can, Error, Gone, IfMatch, Listed, One, Path, Query, Result, Routes, Slice, Valid,
    sheet::{Download, Kind, MOST_ROWS, Sheet},
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    http::{ChangeTicket, View, on},
    model::{self, Times},
    store::{self, Assignee, Filter, Model, Priority, Sort, Status},
};
use crate::permissions::{Answer, Manage};

/// Which tickets of the queue.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
#[schemars(rename = "WhichTickets")]
pub struct Which {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<Status>,
    /// The same, under its other name.
    #[garde(skip)]
    status_filter: Option<Status>,
    /// Only those that press so.
    #[garde(skip)]
    priority: Option<Priority>,
    /// Part of the number, the subject, the message, or a stranger's name or address.
    #[garde(length(chars, max = 200))]
    search: Option<String>,
    /// Only those given to `me`, to `none`, or to the account of this number.
    #[garde(length(chars, max = 20))]
    #[schemars(regex(pattern = r"^(me|none|[0-9]{1,18})$"))]
    assignee: Option<String>,
    /// The order; newest first by default.
    #[garde(skip)]
    sort: Option<Sort>,
}

impl Which {
    fn split(self, me: i64) -> Result<(Filter, Sort)> {
        let wrong = || {
            let says = "must be me, none, or the number of an account";
            Error::fields(vec![kernel::FieldError::new("query", "assignee", says, "invalid")])
        };
        let assignee = match self.assignee.as_deref() {
            None => None,
            Some("me") => Some(Assignee::Person(me)),
            Some("none") => Some(Assignee::Nobody),
            Some(text) if text.len() <= 18 && text.bytes().all(|b| b.is_ascii_digit()) => {
                Some(Assignee::Person(text.parse().map_err(|_| wrong())?))
            }
            Some(_) => return Err(wrong()),
        };
        let status = self.status.or(self.status_filter);
        let filter = Filter { owner: None, status, priority: self.priority, search: self.search, assignee };
        Ok((filter, self.sort.unwrap_or_default()))
    }
}

/// Over how many days.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(rename = "TicketPeriod")]
pub struct Period {
    /// Days before the present.
    #[serde(default = "thirty")]
    #[garde(range(min = 1, max = 366))]
    days: i64,
}

fn thirty() -> i64 {
    30
}

/// The form of an export.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(rename = "TicketFormat")]
pub struct Format {
    /// CSV by default.
    #[serde(default)]
    #[garde(skip)]
    format: Kind,
}

/// How many stand where.
#[derive(Default, Serialize, JsonSchema)]
struct TicketsByStatus {
    open: i64,
    in_progress: i64,
    resolved: i64,
    closed: i64,
}

/// How many press how much.
#[derive(Default, Serialize, JsonSchema)]
struct TicketsByPriority {
    low: i64,
    normal: i64,
    high: i64,
    urgent: i64,
}

/// How the queue does.
#[derive(Serialize, JsonSchema)]
pub struct TicketFigures {
    /// The days that `created` and the times are about.
    days: i64,
    since: DateTime<Utc>,
    /// All tickets, now.
    by_status: TicketsByStatus,
    /// Those that are open or in progress, now.
    open_by_priority: TicketsByPriority,
    /// Opened in these days.
    created: usize,
    /// From the opening to the first answer, of those opened in these days.
    first_answer: Times,
    /// From the opening to where they were resolved, of those opened in these days.
    resolution: Times,
    /// Open for more than 24 hours without an answer, now.
    unanswered_over_24h: u64,
}

/// Somebody who may answer tickets.
#[derive(Serialize, JsonSchema)]
pub struct Answerer {
    id: i64,
    user_id: String,
    name: String,
}

async fn list_queue(can: Can<Answer>, which: Query<Which>, slice: Query<Slice>) -> Result<Listed<View>> {
    let (filter, sort) = which.0.split(can.user_id)?;
    let (rows, total) = store::page(can.db(), filter, sort, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: View::of(can.app(), &rows).await?, total })
}

async fn list_tickets(can: Can<Manage>, which: Query<Which>, slice: Query<Slice>) -> Result<Listed<View>> {
    let (filter, sort) = which.0.split(can.user_id)?;
    let (rows, total) = store::page(can.db(), filter, sort, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: View::of(can.app(), &rows).await?, total })
}

async fn update_ticket(
    can: Can<Manage>,
    id: Path<i64>,
    if_match: IfMatch,
    body: Valid<ChangeTicket>,
) -> Result<One<View>> {
    let ticket = commands::decide(&can, id.0, Some(&if_match), body.0).await?;
    View::one(can.app(), &ticket).await.map(One)
}

async fn delete_ticket(can: Can<Manage>, id: Path<i64>, if_match: IfMatch) -> Result<Gone> {
    commands::remove(&can, id.0, Some(&if_match)).await?;
    Ok(Gone)
}

async fn get_ticket_figures(can: Can<Manage>, period: Query<Period>) -> Result<Json<TicketFigures>> {
    let (now, days) = (can.app().clock.now(), period.0.days);
    let since = now - chrono::Duration::days(days);
    let (mut by_status, mut open) = (TicketsByStatus::default(), TicketsByPriority::default());
    for (status, priority, n) in store::counts(can.db(), None).await? {
        match status {
            Status::Open => by_status.open += n,
            Status::InProgress => by_status.in_progress += n,
            Status::Resolved => by_status.resolved += n,
            Status::Closed => by_status.closed += n,
        }
        match priority {
            _ if !model::is_open(status) => {}
            Priority::Low => open.low += n,
            Priority::Normal => open.normal += n,
            Priority::High => open.high += n,
            Priority::Urgent => open.urgent += n,
        }
    }
    let moments = store::moments(can.db(), since, MOST_ROWS).await?;
    Ok(Json(TicketFigures {
        days,
        since,
        by_status,
        open_by_priority: open,
        created: moments.len(),
        first_answer: Times::of(moments.iter().filter_map(|m| model::seconds(m.0, m.1)).collect()),
        resolution: Times::of(moments.iter().filter_map(|m| model::seconds(m.0, m.2)).collect()),
        unanswered_over_24h: store::unanswered(can.db(), now - model::PATIENCE).await?,
    }))
}

async fn list_answerers(can: Can<Manage>) -> Result<Json<Vec<Answerer>>> {
    let people = can.app().holders::<Answer>().await?;
    let seen = |person: kernel::Person| Answerer { id: person.id, user_id: person.handle, name: person.name };
    Ok(Json(people.into_iter().map(seen).collect()))
}

async fn export_tickets(can: Can<Manage>, which: Query<Which>, format: Query<Format>) -> Result<Download> {
    let (filter, sort) = which.0.split(can.user_id)?;
    let (rows, _) = store::page(can.db(), filter, sort, 0, MOST_ROWS).await?;
    let people = can.app().people(on(&rows)).await?;
    let name = |id: Option<i64>| id.and_then(|id| people.get(&id)).map(|person| person.name.clone());
    let text = |field: Option<String>| field.unwrap_or_default();
    let time = |at: Option<DateTime<Utc>>| text(at.map(|at| at.to_rfc3339()));
    let row = |row: Model| {
        let owner = row.user_id.and_then(|id| people.get(&id));
        vec![
            row.ticket_number,
            word(&row.status),
            word(&row.priority),
            row.subject,
            text(owner.map(|person| person.name.clone()).or(row.name)),
            text(owner.map(|person| person.email.clone()).or(row.email)),
            text(name(row.assignee_id)),
            time(Some(row.created_at)),
            time(row.first_answered_at),
            time(row.resolved_at),
            row.message,
        ]
    };
    let titles = &[
        "ticket_number",
        "status",
        "priority",
        "subject",
        "name",
        "email",
        "assignee",
        "created_at",
        "first_answered_at",
        "resolved_at",
        "message",
    ];
    let sheet = Sheet { name: "tickets", titles, rows: rows.into_iter().map(row).collect() };
    Ok(Download(sheet.download(format.0.format).await?))
}

/// A value by its name on the wire.
fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// The operations of those who answer and decide.
pub fn routes() -> Routes {
    let (all, one) = ("/api/v1/support/admin", "/api/v1/support/{id}");
    Routes::new()
        .get("/api/v1/support/queue", list_queue, "List everybody's tickets, to answer them")
        .get(format!("{all}/all"), list_tickets, "List everybody's tickets")
        .get(format!("{all}/figures"), get_ticket_figures, "Show how the queue does")
        .get(format!("{all}/answerers"), list_answerers, "List those who may answer tickets")
        .get(format!("{all}/export"), export_tickets, "Export the queue as CSV or XLSX")
        .put(one, update_ticket, "Decide over a ticket")
        .delete(one, delete_ticket, "Delete a ticket")
}
