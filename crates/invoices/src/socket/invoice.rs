//! `/ws/invoices/{id}`: silent until something happens to the invoice, or its listener speaks.
use axum::{extract::RawPathParams, response::Response};
use kernel::{
    Caller, Result,
    realtime::{Dial, Heard, Line},
};
use serde_json::{Value, json};

use crate::{events, invoice::commands::seen};

/// Opens it.
pub async fn open(params: RawPathParams, dial: Dial) -> Response {
    let id = match super::id(&params) {
        Ok(id) => id,
        Err(e) => return super::refusal(e),
    };
    if let Some(caller) = dial.caller()
        && let Err(e) = check(&caller, id).await
    {
        return super::refusal(e);
    }
    dial.open(move |line| serve(line, id))
}

async fn check(caller: &Caller, id: i64) -> Result<()> {
    super::may(caller)?;
    seen(caller, id).await.map(drop)
}

async fn serve(mut line: Line, id: i64) {
    if check(&line.caller(), id).await.is_err() {
        return line.close(4403, "this is not yours").await;
    }
    while let Some(heard) = line.hear().await {
        let said = match heard {
            Heard::Text(text) => {
                let ack = json!({ "type": "ack", "invoice_id": id, "message": format!("Received: {text}") });
                super::say(&mut line, &ack).await
            }
            Heard::Event(event) => match frame(&event, id) {
                Some(frame) => super::say(&mut line, &frame).await,
                None => true,
            },
            Heard::Missed => {
                super::say(&mut line, &json!({ "event": "resync", "data": { "invoice_id": id } })).await
            }
        };
        if !said {
            break;
        }
    }
}

/// What an event says of this invoice.
fn frame(event: &kernel::Event, id: i64) -> Option<Value> {
    if let Some(body) = super::body(event, events::STAGE).filter(|body| body["invoice_id"] == id) {
        return Some(json!({ "event": "ocr_processing_update", "data": step(&body) }));
    }
    let body = super::body(event, events::INVOICE_CHANGED)?;
    let listed = body["invoice_ids"].as_array().is_some_and(|ids| ids.iter().any(|one| *one == id));
    (body["id"] == id || listed).then(|| json!({ "event": "invoice_update", "data": body }))
}

/// A stage as older clients know it.
pub fn step(body: &Value) -> Value {
    let stage = body["stage"].as_str().unwrap_or_default();
    let step = match (body["status"].as_str(), stage) {
        (Some("error"), _) => "FAILED",
        (Some("in_progress"), "ocr") => "TEXTRACT_RUNNING",
        (_, "ocr") => "TEXTRACT_COMPLETE",
        (_, "review") => "COMPLETED",
        (_, "upload") => "INIT",
        _ => "FINALIZING",
    };
    let mut data = body.clone();
    if let Some(data) = data.as_object_mut() {
        data.insert(
            "kind".into(),
            if step == "FAILED" { "processing_failed" } else { "processing_step" }.into(),
        );
        data.insert("step".into(), step.into());
        data.insert("step_name".into(), stage.into());
        let says = data.get("message").cloned().filter(|says| !says.is_null());
        let plain = || format!("{stage}: {}", body["status"].as_str().unwrap_or_default()).into();
        data.insert("step_description".into(), says.unwrap_or_else(plain));
    }
    data
}
