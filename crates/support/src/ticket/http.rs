//! Tickets over HTTP, as their owners see them.
use std::collections::HashMap;

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{
    App, Can, Created, Given, JsonOrForm, Listed, One, Path, Person, Query, Result, Routes, Slice, Valid,
    Visitor, page::etag,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    model::{self, LINE, TEXT},
    store::{self, Filter, Priority, Side, Sort, Status, messages},
};
use crate::permissions::Ask;

/// A request for help.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Ticket {
    id: i64,
    /// What to name when you write about it.
    ticket_number: String,
    /// Whose it is; empty where a stranger wrote.
    user_id: Option<i64>,
    subject: String,
    message: String,
    status: Status,
    priority: Priority,
    created_at: DateTime<Utc>,
    resolved_at: Option<DateTime<Utc>>,
}

impl From<&store::Model> for Ticket {
    fn from(row: &store::Model) -> Self {
        Self {
            id: row.id,
            ticket_number: row.ticket_number.clone(),
            user_id: row.user_id,
            subject: row.subject.clone(),
            message: row.message.clone(),
            status: row.status,
            priority: row.priority,
            created_at: row.created_at,
            resolved_at: row.resolved_at,
        }
    }
}

/// Whose turn it is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum WaitingFor {
    Staff,
    Owner,
    Nobody,
}

/// A request for help, and how it goes.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "TicketView")]
pub struct View {
    #[serde(flatten)]
    ticket: Ticket,
    updated_at: DateTime<Utc>,
    /// Who asked: the name of the account, or what a stranger left.
    name: Option<String>,
    /// Where mail reaches him.
    email: Option<String>,
    /// Who answers it: the number of his account.
    assignee_id: Option<i64>,
    /// Who answers it.
    assignee: Option<String>,
    /// Whose turn it is.
    waiting_for: WaitingFor,
    /// Where it usually goes next.
    next: &'static [Status],
    first_answered_at: Option<DateTime<Utc>>,
    /// From its opening to the first answer.
    first_answer_seconds: Option<i64>,
    /// From its opening to where it was resolved.
    resolution_seconds: Option<i64>,
}

impl View {
    fn new(row: &store::Model, people: &HashMap<i64, Person>) -> Self {
        let owner = row.user_id.and_then(|id| people.get(&id));
        let assignee = row.assignee_id.and_then(|id| people.get(&id));
        Self {
            ticket: row.into(),
            updated_at: row.updated_at,
            name: owner.map(|person| person.name.clone()).or_else(|| row.name.clone()),
            email: owner.map(|person| person.email.clone()).or_else(|| row.email.clone()),
            assignee_id: row.assignee_id,
            assignee: assignee.map(|person| person.name.clone()),
            waiting_for: match row.last_from {
                _ if !model::is_open(row.status) => WaitingFor::Nobody,
                Side::Owner => WaitingFor::Staff,
                Side::Staff => WaitingFor::Owner,
            },
            next: model::next(row.status),
            first_answered_at: row.first_answered_at,
            first_answer_seconds: model::seconds(row.created_at, row.first_answered_at),
            resolution_seconds: model::seconds(row.created_at, row.resolved_at),
        }
    }

    /// Tickets with the names of the people on them.
    pub async fn of(app: &App, rows: &[store::Model]) -> Result<Vec<Self>> {
        let people = app.people(on(rows)).await?;
        Ok(rows.iter().map(|row| Self::new(row, &people)).collect())
    }

    /// One ticket with the names of the people on it.
    pub async fn one(app: &App, row: &store::Model) -> Result<Self> {
        let people = app.people(on(std::slice::from_ref(row))).await?;
        Ok(Self::new(row, &people))
    }
}

/// The people on these tickets, by number.
pub fn on(rows: &[store::Model]) -> Vec<i64> {
    rows.iter().flat_map(|row| [row.user_id, row.assignee_id]).flatten().collect()
}

/// What you need help with.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example())]
pub struct NewTicket {
    /// In a few words.
    #[garde(length(chars, min = 1, max = 200), custom(model::line))]
    #[schemars(regex(pattern = LINE))]
    pub(crate) subject: String,
    /// All of it.
    #[garde(length(chars, min = 1, max = 10_000), custom(model::text))]
    #[schemars(regex(pattern = TEXT))]
    pub(crate) message: String,
    /// How much it presses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) priority: Priority,
    /// Your name, if you are not signed in.
    #[garde(length(chars, min = 1, max = 100), inner(custom(model::line)))]
    #[schemars(regex(pattern = LINE))]
    pub(crate) name: Option<String>,
    /// Where the answer is to go, if you are not signed in.
    #[garde(email, length(chars, max = 255))]
    pub(crate) email: Option<String>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "subject": "Cannot reset password", "message": "The mail does not arrive.", "priority": "high" })
}

/// What is decided over a ticket; what is left out stays.
#[derive(Default, Deserialize, JsonSchema, Validate)]
pub struct ChangeTicket {
    /// Where it stands.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) status: Given<Status>,
    /// How much it presses.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) priority: Given<Priority>,
    /// Who answers it: somebody who may answer tickets; `null` for nobody.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) assignee_id: Given<Option<i64>>,
}

/// Something to say on a ticket.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(rename = "NewTicketMessage")]
pub struct NewMessage {
    /// What.
    #[garde(length(chars, min = 1, max = 10_000), custom(model::text))]
    #[schemars(regex(pattern = TEXT))]
    pub(crate) message: String,
    /// For those who answer only; the owner does not see it.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) internal: bool,
}

/// Something said on a ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub struct TicketMessage {
    id: i64,
    ticket_id: i64,
    /// Who said it; empty once his account is gone.
    user_id: Option<i64>,
    /// His name then.
    author: String,
    /// Whether he spoke for the house.
    staff: bool,
    /// For those who answer only.
    internal: bool,
    message: String,
    created_at: DateTime<Utc>,
}

impl From<messages::Model> for TicketMessage {
    fn from(row: messages::Model) -> Self {
        Self {
            id: row.id,
            ticket_id: row.ticket_id,
            user_id: row.user_id,
            author: row.author,
            staff: row.staff,
            internal: row.internal,
            message: row.message,
            created_at: row.created_at,
        }
    }
}

/// Which of your tickets.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct Mine {
    /// Only those that stand so.
    #[garde(skip)]
    status: Option<Status>,
}

/// 201 with a new ticket as the contract shows it. The ETag is that of the ticket as it is read later.
pub struct Opened(Created<Ticket>, String);

impl IntoResponse for Opened {
    fn into_response(self) -> Response {
        let mut answer = self.0.into_response();
        if let Ok(tag) = HeaderValue::from_str(&self.1) {
            answer.headers_mut().insert(header::ETAG, tag);
        }
        answer
    }
}

impl aide::OperationOutput for Opened {
    type Inner = Ticket;

    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        operation: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        Created::<Ticket>::inferred_responses(ctx, operation)
    }
}

async fn create_ticket(visitor: Visitor, body: JsonOrForm<NewTicket>) -> Result<Opened> {
    let (app, caller) = (visitor.app(), visitor.caller().await?);
    commands::allow(app, caller.as_ref(), &visitor.origin).await?;
    let ticket = commands::open(app, caller.as_ref(), &visitor.origin, body.0).await?;
    let tag = etag(&View::one(app, &ticket).await?);
    let location = format!("/api/v1/support/{}", ticket.id);
    Ok(Opened(Created { body: (&ticket).into(), location }, tag))
}

async fn list_my_tickets(can: Can<Ask>, which: Query<Mine>, slice: Query<Slice>) -> Result<Listed<View>> {
    let filter = Filter { owner: Some(can.user_id), status: which.0.status, ..Default::default() };
    let (rows, total) = store::page(can.db(), filter, Sort::CreatedDown, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: View::of(can.app(), &rows).await?, total })
}

async fn get_ticket(can: Can<Ask>, id: Path<i64>) -> Result<One<View>> {
    let ticket = store::seen(can.db(), can.user_id, commands::is_staff(&can), id.0, false).await?;
    View::one(can.app(), &ticket).await.map(One)
}

async fn list_ticket_messages(
    can: Can<Ask>,
    id: Path<i64>,
    slice: Query<Slice>,
) -> Result<Listed<TicketMessage>> {
    store::seen(can.db(), can.user_id, commands::is_staff(&can), id.0, false).await?;
    let all = commands::is_staff(&can);
    let (rows, total) = store::conversation(can.db(), id.0, all, slice.0.skip, slice.0.limit).await?;
    Ok(Listed { items: rows.into_iter().map(Into::into).collect(), total })
}

async fn create_ticket_message(
    can: Can<Ask>,
    id: Path<i64>,
    body: Valid<NewMessage>,
) -> Result<Created<TicketMessage>> {
    let message = commands::say(&can, id.0, body.0).await?;
    let location = format!("/api/v1/support/{}/messages", id.0);
    Ok(Created { body: message.into(), location })
}

/// The operations of those who ask.
pub fn routes() -> Routes {
    let one = "/api/v1/support/{id}";
    Routes::new()
        .post("/api/v1/support", create_ticket, "Ask for help, signed in or not")
        .get("/api/v1/support/my-tickets", list_my_tickets, "List your own tickets")
        .get(one, get_ticket, "Get a ticket")
        .get(format!("{one}/messages"), list_ticket_messages, "Read the conversation on a ticket")
        .post(format!("{one}/messages"), create_ticket_message, "Say something on a ticket")
}
