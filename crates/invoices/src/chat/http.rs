//! Chat over HTTP.
use chrono::{DateTime, Utc};
use garde::Validate;
use kernel::{Can, Path, Result, Routes, Valid};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{commands, interpreter::Data, store::Speaker, stream::Told};
use crate::permissions::View;

/// How far a part of an answer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum SubtaskStatus {
    Pending,
    InProgress,
    Completed,
    Failed,
}

/// A part of an answer.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Subtask {
    /// Its number.
    pub id: String,
    /// What is done.
    pub name: String,
    /// How far it is.
    pub status: SubtaskStatus,
    /// The same in percent.
    pub progress: u32,
}

/// An invoice that an answer speaks of.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Which.
    pub invoice_id: i64,
    /// Its number, or the name of its file.
    pub label: String,
}

/// A message.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChatMessage {
    /// Who speaks.
    pub role: Speaker,
    /// What.
    pub content: String,
    /// What was done for it.
    pub subtasks: Vec<Subtask>,
    /// The invoices that it speaks of.
    pub links: Vec<Link>,
    /// The figures of a fresh answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Data>,
    /// When.
    pub timestamp: DateTime<Utc>,
}

/// An answer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ChatAnswer {
    /// The answer.
    pub message: ChatMessage,
    /// How long it took, seconds.
    pub processing_time: f64,
}

/// What was said about a batch.
#[derive(Serialize, JsonSchema)]
pub struct ChatHistory {
    /// Which batch.
    pub batch_id: i64,
    /// The messages, the oldest first; of very many the last thousand.
    pub messages: Vec<ChatMessage>,
    /// How many there are in all.
    pub total: u64,
}

/// A question about a batch.
#[derive(Debug, Deserialize, JsonSchema, Validate)]
pub struct Question {
    /// Which batch.
    #[garde(skip)]
    pub(crate) batch_id: i64,
    /// The question.
    #[garde(length(chars, min = 1, max = 4000))]
    pub(crate) message: String,
    /// Whether the answer comes as it comes about, as `text/event-stream`; else it comes whole, as JSON.
    #[serde(default)]
    #[garde(skip)]
    pub(crate) stream: bool,
}

async fn send_chat_message(can: Can<View>, body: Valid<Question>) -> Result<Told> {
    let Question { batch_id, message, stream } = body.0;
    if stream {
        return commands::tell(&can, batch_id, &message).await.map(Told::bit_by_bit);
    }
    commands::ask(&can, batch_id, &message).await.map(Told::whole)
}

async fn get_chat_history(can: Can<View>, id: Path<i64>) -> Result<axum::Json<ChatHistory>> {
    commands::history(&can, id.0).await.map(axum::Json)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().post("/api/chat/message", send_chat_message, "Ask a question about a batch").get(
        "/api/chat/history/{id}",
        get_chat_history,
        "Read what was said about a batch",
    )
}
