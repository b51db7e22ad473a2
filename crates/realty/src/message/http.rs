//! Messages over HTTP.
use std::collections::HashMap;

use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Created, One, Path, Person, Query, Result, Routes, Valid, extract::flag};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    commands,
    store::{MessageType, Model},
};
use crate::{lines::Lines, permissions::TakePart, update::store::Priority};

/// A message between a builder and a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DirectMessage {
    /// To whom: his account.
    pub recipient_id: i64,
    /// In a few words.
    pub subject: Option<String>,
    /// All of it.
    pub message_content: String,
    /// What it is about.
    pub message_type: MessageType,
    /// How much it matters.
    pub priority: Priority,
    /// Files, as addresses.
    pub attachments: Option<Vec<String>>,
    /// Its id.
    pub id: i64,
    /// Who wrote it: his account.
    pub sender_id: i64,
    /// About which development.
    pub project_id: Option<i64>,
    /// About which booking.
    pub booking_id: Option<i64>,
    /// Whether it was read.
    pub is_read: bool,
    /// To what it is an answer.
    pub parent_message_id: Option<i64>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// Who wrote it: his name.
    pub sender_name: Option<String>,
    /// To whom: his name.
    pub recipient_name: Option<String>,
}

impl DirectMessage {
    /// With names.
    pub fn of(row: Model, people: &HashMap<i64, Person>) -> Self {
        let name = |id: i64| people.get(&id).map(|person| person.name.clone());
        Self {
            sender_name: name(row.sender_id),
            recipient_name: name(row.recipient_id),
            recipient_id: row.recipient_id,
            subject: row.subject,
            message_content: row.message_content,
            message_type: row.message_type,
            priority: row.priority,
            attachments: row.attachments.map(|texts| texts.0),
            id: row.id,
            sender_id: row.sender_id,
            project_id: row.development_id,
            booking_id: row.booking_id,
            is_read: row.is_read,
            parent_message_id: row.parent_message_id,
            created_at: row.created_at,
            read_at: row.read_at,
        }
    }
}

/// A message to send. A customer writes to builders of developments, a builder to customers who have dealings with
/// him. `content` stands for `message_content`; one of them is needed.
#[derive(Deserialize, JsonSchema, Validate)]
#[schemars(example = example(), extend("anyOf" = kernel::extract::one_of(&["message_content", "content"])))]
pub struct NewDirectMessage {
    /// To whom: his account.
    #[garde(skip)]
    pub(crate) recipient_id: i64,
    /// All of it.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 10_000))]
    pub(crate) message_content: Option<String>,
    /// The same by another name.
    #[serde(default)]
    #[garde(length(chars, min = 1, max = 10_000))]
    pub(crate) content: Option<String>,
    /// In a few words.
    #[serde(default)]
    #[garde(length(chars, max = 255))]
    pub(crate) subject: Option<String>,
    /// What it is about; general by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) message_type: Option<MessageType>,
    /// How much it matters; medium by default.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) priority: Option<Priority>,
    /// Files, as addresses: your own uploads become readable for the recipient.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) attachments: Option<Lines>,
    /// About which development.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) project_id: Option<i64>,
    /// About which booking.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) booking_id: Option<i64>,
    /// To what it is an answer.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) parent_message_id: Option<i64>,
}

fn example() -> serde_json::Value {
    serde_json::json!({ "recipient_id": 1, "project_id": 1, "message_content": "When is the roof done?" })
}

/// All that a person and another wrote to each other about one development, or about none.
#[derive(Serialize, JsonSchema)]
pub struct DirectConversation {
    /// The other person: his account.
    pub other_user_id: i64,
    /// His name; `null` where the account is gone.
    pub other_user_name: Option<String>,
    /// The development; `null` where it is about none.
    pub project_id: Option<i64>,
    /// Its name.
    pub project_name: Option<String>,
    /// What was said last.
    pub last_message: DirectMessage,
    /// How many messages you have not read.
    pub unread_count: i64,
    /// How many messages there are.
    pub message_count: i64,
}

/// Your conversations, the latest first.
#[derive(Serialize, JsonSchema)]
pub struct DirectConversations {
    /// This slice of them.
    pub conversations: Vec<DirectConversation>,
    /// How many there are in all.
    pub total: i64,
    /// How many messages you have not read, in all of them.
    pub unread: u64,
}

/// A page of messages.
#[derive(Serialize, JsonSchema)]
pub struct DirectMessagePage {
    /// This page of them.
    pub messages: Vec<DirectMessage>,
    /// How many there are in all.
    pub total: u64,
    /// Which page.
    pub page: u64,
    /// How many to a page.
    pub limit: u64,
}

/// Messages were marked as read.
#[derive(Serialize, JsonSchema)]
pub struct MarkedRead {
    success: bool,
    marked_read: u64,
}

/// A conversation, by the other person and the development.
#[derive(Deserialize, JsonSchema)]
pub struct ConversationKey {
    /// The other person: his account.
    pub(crate) other_user_id: i64,
    /// The development; 0 for messages about none.
    pub(crate) project_id: i64,
}

/// A page of a conversation.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ConversationPage {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "fifty")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
    /// Whether page 1 holds the latest messages; else it holds the oldest. Within a page the oldest is first.
    #[serde(default, deserialize_with = "flag")]
    #[garde(skip)]
    pub(crate) latest: Option<bool>,
}

/// A page of all messages.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct MessagesPage {
    /// Which page; the first is 1.
    #[serde(default = "one")]
    #[garde(range(min = 1, max = 10_000_000))]
    pub(crate) page: u64,
    /// How many to a page.
    #[serde(default = "twenty")]
    #[garde(range(min = 1, max = 100))]
    pub(crate) limit: u64,
    /// Only messages from this number on.
    #[garde(skip)]
    pub(crate) conversation_id: Option<i64>,
}

fn one() -> u64 {
    1
}

fn twenty() -> u64 {
    20
}

fn fifty() -> u64 {
    50
}

/// Which conversations.
#[derive(Deserialize, JsonSchema, Validate)]
pub struct ConversationSlice {
    /// How many to pass over.
    #[serde(default)]
    #[garde(range(max = 1_000_000_000))]
    pub(crate) skip: u64,
    /// How many to give.
    #[serde(default = "hundred")]
    #[garde(range(min = 1, max = 500))]
    pub(crate) limit: u64,
}

fn hundred() -> u64 {
    100
}

async fn list_conversations(
    can: Can<TakePart>,
    slice: Query<ConversationSlice>,
) -> Result<One<DirectConversations>> {
    commands::conversations(&can, slice.0).await.map(One)
}

async fn read_conversation(
    can: Can<TakePart>,
    key: Path<ConversationKey>,
    page: Query<ConversationPage>,
) -> Result<One<DirectMessagePage>> {
    commands::read(&can, key.0, page.0).await.map(One)
}

async fn send_message(can: Can<TakePart>, body: Valid<NewDirectMessage>) -> Result<Created<DirectMessage>> {
    let body = commands::send(&can, body.0).await?;
    Ok(Created { location: format!("/api/messages/{}", body.id), body })
}

async fn get_message(can: Can<TakePart>, id: Path<i64>) -> Result<One<DirectMessage>> {
    commands::seen(&can, id.0).await.map(One)
}

async fn list_messages(can: Can<TakePart>, page: Query<MessagesPage>) -> Result<One<DirectMessagePage>> {
    commands::list(&can, page.0).await.map(One)
}

async fn mark_read(can: Can<TakePart>, id: Path<i64>) -> Result<One<MarkedRead>> {
    let marked_read = commands::mark_read(&can, id.0).await?;
    Ok(One(MarkedRead { success: true, marked_read }))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/messages", list_messages, "List your messages, the latest first")
        .post("/api/messages", send_message, "Send a message")
        .get("/api/messages/conversations", list_conversations, "List your conversations")
        .get(
            "/api/messages/conversation/{other_user_id}/{project_id}",
            read_conversation,
            "Read a conversation",
        )
        .patch("/api/messages/conversation/{id}/read", mark_read, "Mark messages to you as read, from one on")
        .get("/api/messages/{id}", get_message, "Get a message")
}
