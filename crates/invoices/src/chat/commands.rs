//! Asking and answering.
use kernel::{Act, Caller, Result};
use sea_orm::ActiveValue::Set;
use tokio::time::Instant;

use super::{
    http::{ChatAnswer, ChatHistory, ChatMessage},
    interpreter,
    store::{self, Speaker},
};
use crate::batch::commands::seen;

/// How many messages of a batch are shown.
const SHOWN: u64 = 1_000;

/// Answers a question about a batch, and keeps both.
pub async fn ask(caller: &Caller, batch_id: i64, question: &str) -> Result<ChatAnswer> {
    let batch = seen(caller, batch_id).await?;
    let started = Instant::now();
    let topic = store::topic(caller.db(), batch_id, caller.user_id).await?;
    let answer = interpreter::answer(caller, &batch, question, topic.as_deref()).await?;
    let took = (started.elapsed().as_secs_f64() * 1e6).round() / 1e6;
    let change = caller.change().await?;
    let message = |role: Speaker, content: &str| store::ActiveModel {
        batch_id: Set(batch_id),
        user_id: Set(caller.user_id),
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
        subtasks: Set(serde_json::to_string(&answer.subtasks)?),
        links: Set(serde_json::to_string(&answer.links)?),
        topic: Set(answer.topic.clone()),
        model_used: Set(Some(answer.model.clone())),
        tokens_used: Set(answer.tokens),
        processing_time: Set(Some(took)),
        ..message(Speaker::Assistant, &answer.content)
    };
    store::keep(change.db(), vec![message(Speaker::User, question), answered]).await?;
    let timestamp = change.now();
    let act = Act::new("ask_invoice_batch").on(crate::batch::commands::number(batch_id));
    change.commit(act.saying("Asked a question about the batch")).await?;
    Ok(ChatAnswer {
        message: ChatMessage {
            role: Speaker::Assistant,
            content: answer.content,
            subtasks: answer.subtasks,
            links: answer.links,
            data: answer.data,
            timestamp,
        },
        processing_time: took,
    })
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
