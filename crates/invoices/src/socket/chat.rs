//! `/ws/chat?batch_id=`: questions, and answers word by word.
use std::time::Duration;

use axum::{extract::Query, http::Uri, response::Response};
use kernel::{
    Caller, Error, Result,
    realtime::{Dial, Heard, Line},
};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{batch::commands::seen, chat::commands, settings::Settings};

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
    let answer = match commands::ask(&caller, batch_id, question).await {
        Ok(answer) => answer.message,
        Err(e) => {
            return super::say(line, &json!({ "type": "error", "content": e.detail, "done": true })).await;
        }
    };
    let pause = Settings::of(caller.app()).map_or(100, |settings| settings.word_milliseconds);
    for word in answer.content.split_inclusive([' ', '\n']) {
        if !super::say(line, &json!({ "type": "content", "content": word, "done": false })).await {
            return false;
        }
        tokio::time::sleep(Duration::from_millis(pause)).await;
    }
    let end = json!({ "type": "complete", "done": true, "subtasks": answer.subtasks, "links": answer.links });
    super::say(line, &end).await
}
