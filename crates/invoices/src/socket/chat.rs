//! `/ws/chat?batch_id=`: questions, and answers word by word.
use std::time::Duration;

use axum::{extract::Query, http::Uri, response::Response};
use kernel::{
    Caller, Error, Result,
    realtime::{Dial, Heard, Line},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    batch::commands::seen,
    chat::{commands, http::ChatMessage, voice::Piece},
    settings::Settings,
};

#[derive(Deserialize)]
struct Which {
    batch_id: i64,
}

/// Opens it.
pub async fn open(uri: Uri, dial: Dial) -> Response {
    let Ok(Query(Which { batch_id })) = Query::<Which>::try_from_uri(&uri) else {
        return super::refusal(Error::forbidden("Name a batch: /ws/chat?batch_id=1"));
    };
    if let Some(caller) = dial.caller()
        && let Err(e) = check(&caller, batch_id).await
    {
        return super::refusal(e);
    }
    dial.open(move |line| serve(line, batch_id))
}

async fn check(caller: &Caller, batch_id: i64) -> Result<()> {
    super::may(caller)?;
    seen(caller, batch_id).await.map(drop)
}

/// The longest question.
const LONGEST: usize = 4_000;

async fn serve(mut line: Line, batch_id: i64) {
    if check(&line.caller(), batch_id).await.is_err() {
        return line.close(4403, "this is not yours").await;
    }
    while let Some(heard) = line.hear().await {
        let Heard::Text(text) = heard else { continue };
        let said = match question(&text) {
            Some(question) => answer(&mut line, batch_id, &question).await,
            None => {
                let says = "Send {\"content\": \"your question\"}, of 4000 characters at most.";
                super::say(&mut line, &json!({ "type": "error", "content": says, "done": true })).await
            }
        };
        if !said {
            break;
        }
    }
}

fn question(text: &str) -> Option<String> {
    let frame: Value = serde_json::from_str(text).ok()?;
    let said = frame["content"].as_str().or(frame["message"].as_str())?;
    let fits = (1..=LONGEST).contains(&said.trim().chars().count());
    fits.then(|| said.replace('\0', " "))
}

async fn answer(line: &mut Line, batch_id: i64, question: &str) -> bool {
    let caller = line.caller();
    let mut ear = match commands::tell(&caller, batch_id, question).await {
        Ok(ear) => ear,
        Err(e) => return failed(line, e).await,
    };
    let pause = Settings::of(caller.app()).map_or(100, |settings| settings.word_milliseconds);
    while let Some(piece) = ear.recv().await {
        // Every frame before the last is a word, so that a client that only adds words up stays right.
        let frame = match piece {
            Piece::Text(word) => json!({ "type": "content", "content": word, "done": false }),
            Piece::Step(step) => {
                json!({ "type": "content", "content": "", "done": false, "subtask": step })
            }
            Piece::Again => json!({ "type": "content", "content": "\n\n", "done": false, "restart": true }),
            Piece::End(Ok(answer)) => {
                let ChatMessage { subtasks, links, .. } = answer.message;
                let end = json!({ "type": "complete", "done": true, "subtasks": subtasks, "links": links });
                return super::say(line, &end).await;
            }
            Piece::End(Err(e)) => return failed(line, e).await,
        };
        if !super::say(line, &frame).await {
            return false;
        }
        if frame["content"] != "" {
            tokio::time::sleep(Duration::from_millis(pause)).await;
        }
    }
    failed(line, Error::internal("an answer without an end")).await
}

async fn failed(line: &mut Line, e: Error) -> bool {
    let said = json!({ "type": "error", "content": e.detail, "done": true });
    // The log learns what the person does not.
    e.into_problem("");
    super::say(line, &said).await
}
