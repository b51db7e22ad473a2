//! Asking and answering.
use chrono::{DateTime, Utc};
use kernel::{
    Act, Caller, Result,
    error::{REQUEST_ID, request_id},
};
use sea_orm::ActiveValue::Set;
use tokio::{
    sync::mpsc::{self, UnboundedReceiver},
    time::Instant,
};
use tracing::Instrument;

use super::{
    http::{ChatAnswer, ChatHistory, ChatMessage, Subtask},
    interpreter::{self, Answer},
    store::{self, Speaker},
    voice::{Piece, Voice},
};
use crate::batch::{commands::seen, store::Model as Batch};

/// How many messages of a batch are shown.
const SHOWN: u64 = 1_000;

/// A question that may be asked.
struct Asked {
    caller: Caller,
    batch: Batch,
    question: String,
    topic: Option<String>,
}

impl Asked {
    async fn of(caller: &Caller, batch_id: i64, question: &str) -> Result<Self> {
        let batch = seen(caller, batch_id).await?;
        let topic = store::topic(caller.db(), batch_id, caller.user_id).await?;
        Ok(Self { caller: caller.clone(), batch, question: question.to_owned(), topic })
    }

    async fn answered(&self, voice: &mut Voice) -> Result<ChatAnswer> {
        let started = Instant::now();
        let topic = self.topic.as_deref();
        let answer = interpreter::answer(&self.caller, &self.batch, &self.question, topic, voice).await?;
        let took = (started.elapsed().as_secs_f64() * 1e6).round() / 1e6;
        let subtasks = voice.steps();
        let timestamp = self.keep(&answer, &subtasks, took).await?;
        Ok(ChatAnswer {
            message: ChatMessage {
                role: Speaker::Assistant,
                content: answer.content,
                subtasks,
                links: answer.links,
                data: answer.data,
                timestamp,
            },
            processing_time: took,
        })
    }

    async fn keep(&self, answer: &Answer, subtasks: &[Subtask], took: f64) -> Result<DateTime<Utc>> {
        let change = self.caller.change().await?;
        let message = |role: Speaker, content: &str| store::ActiveModel {
            batch_id: Set(self.batch.id),
            user_id: Set(self.caller.user_id),
            role: Set(role),
            content: Set(content.to_owned()),
            subtasks: Set("[]".into()),
            links: Set("[]".into()),
            topic: Set(None),
            tokens_used: Set(None),
            model_used: Set(None),
            processing_time: Set(None),
            created_at: Set(change.now()),
            ..Default::default()
        };
        let answered = store::ActiveModel {
            subtasks: Set(serde_json::to_string(subtasks)?),
            links: Set(serde_json::to_string(&answer.links)?),
            topic: Set(answer.topic.clone()),
            model_used: Set(Some(answer.model.clone())),
            tokens_used: Set(answer.tokens),
            processing_time: Set(Some(took)),
            ..message(Speaker::Assistant, &answer.content)
        };
        store::keep(change.db(), vec![message(Speaker::User, &self.question), answered]).await?;
        let timestamp = change.now();
        let act = Act::new("ask_invoice_batch").on(crate::batch::commands::number(self.batch.id));
        change.commit(act.saying("Asked a question about the batch")).await?;
        Ok(timestamp)
    }
}

/// Answers a question about a batch, and keeps both.
pub async fn ask(caller: &Caller, batch_id: i64, question: &str) -> Result<ChatAnswer> {
    Asked::of(caller, batch_id, question).await?.answered(&mut Voice::silent()).await
}

/// The same in pieces as it comes about. Who may not ask is refused at once.
///
/// The answer is made beside the one who listens: a line that stands still must not hold a change open, and who hangs
/// up finds the answer in the history.
pub async fn tell(caller: &Caller, batch_id: i64, question: &str) -> Result<UnboundedReceiver<Piece>> {
    let asked = Asked::of(caller, batch_id, question).await?;
    let (mouth, ear) = mpsc::unbounded_channel();
    let answering = async move {
        let end = asked.answered(&mut Voice::to(mouth.clone())).await;
        mouth.send(Piece::End(end.map(Box::new))).ok();
    };
    tokio::spawn(REQUEST_ID.scope(request_id(), answering.in_current_span()));
    Ok(ear)
}

/// What was said about a batch, the oldest first.
pub async fn history(caller: &Caller, batch_id: i64) -> Result<ChatHistory> {
    seen(caller, batch_id).await?;
    let rows = store::last(caller.db(), batch_id, SHOWN).await?;
    let total = if (rows.len() as u64) < SHOWN {
        rows.len() as u64
    } else {
        store::count(caller.db(), batch_id).await?
    };
    let view = |row: store::Model| ChatMessage {
        role: row.role,
        content: row.content,
        subtasks: serde_json::from_str(&row.subtasks).unwrap_or_default(),
        links: serde_json::from_str(&row.links).unwrap_or_default(),
        data: None,
        timestamp: row.created_at,
    };
    Ok(ChatHistory { batch_id, messages: rows.into_iter().map(view).collect(), total })
}
