//! `/ws/batches/{id}`: how far the batch is, now and whenever it moves.
use axum::{extract::RawPathParams, response::Response};
use kernel::{
    Caller, Result,
    realtime::{Dial, Heard, Line},
};
use serde_json::{Value, json};

use crate::{
    batch::{commands::seen, http::Batch},
    events,
};

/// Opens it.
pub async fn open(params: RawPathParams, dial: Dial) -> Response {
    let id = match super::id(&params) {
        Ok(id) => id,
        Err(e) => return super::refusal(e),
    };
    if let Some(caller) = dial.caller()
        && let Err(e) = batch(&caller, id).await
    {
        return super::refusal(e);
    }
    dial.open(move |line| serve(line, id))
}

async fn batch(caller: &Caller, id: i64) -> Result<Batch> {
    super::may(caller)?;
    seen(caller, id).await.map(Batch::of)
}

async fn greet(line: &mut Line, id: i64) -> bool {
    let Ok(batch) = batch(&line.caller(), id).await else {
        line.close(4403, "this is not yours").await;
        return false;
    };
    let progress = batch.progress_percentage;
    let status = json!({ "type": "status", "batch_id": id, "status": batch.status, "progress": progress });
    super::say(line, &status).await
}

async fn serve(mut line: Line, id: i64) {
    if !greet(&mut line, id).await {
        return;
    }
    let mut last = Value::Null;
    while let Some(heard) = line.hear().await {
        let said = match heard {
            Heard::Text(text) => {
                let ack = json!({ "type": "ack", "batch_id": id, "message": format!("Received: {text}") });
                super::say(&mut line, &ack).await
            }
            Heard::Event(event) => match frame(&event, id).filter(|frame| *frame != last) {
                Some(frame) => {
                    let said = super::say(&mut line, &frame).await;
                    last = frame;
                    said
                }
                None => true,
            },
            Heard::Missed => greet(&mut line, id).await,
        };
        if !said {
            break;
        }
    }
}

fn frame(event: &kernel::Event, id: i64) -> Option<Value> {
    let changed = super::body(event, events::BATCH_CHANGED);
    let body = changed.or_else(|| super::body(event, events::BATCH_PROGRESS))?;
    if body["id"] != id {
        return None;
    }
    let status = match body["status"].as_str()? {
        "created" | "paused" => "in_progress",
        other => other,
    };
    Some(json!({ "event": "batch_progress_update", "data": {
        "batchId": body["batch_number"],
        "status": status,
        "totalCount": body["total_invoices"],
        "completedCount": body["processed_count"],
        "errorCount": body["failed_count"],
        "flaggedCount": body["flagged_count"],
        "timestamp": body["updated_at"],
    }}))
}
