//! The four sockets of the contract: an invoice, a batch, the dashboard, the chat.
//!
//! Who may not hear is refused with 403 before the socket opens, where the request says who he is; else it is closed
//! with 4403 once he has said so.
pub mod batch;
pub mod chat;
pub mod dashboard;
pub mod invoice;

use axum::{
    extract::RawPathParams,
    response::{IntoResponse, Response},
};
use kernel::{Caller, Error, Event, Grant, Result, Routes, realtime::Line};
use serde_json::Value;

use crate::permissions::View;

/// The number in the address; anything else is refused as the contract says.
fn id(params: &RawPathParams) -> Result<i64> {
    let text = params.iter().next().map(|(_, value)| value);
    text.and_then(|text| text.parse().ok()).ok_or_else(|| Error::forbidden("There is no such socket."))
}

/// 403 unless the caller may see invoices at all.
fn may(caller: &Caller) -> Result<()> {
    if View::PERMISSION.granted_to(caller.role) && !caller.must_change_password {
        return Ok(());
    }
    Err(Error::forbidden("Your role may not see invoices."))
}

/// What is wrong with a socket that may not be opened: 403 whatever it is, as the contract says.
fn refusal(e: Error) -> Response {
    if e.status.is_server_error() || e.status == 401 {
        return e.into_response();
    }
    Error::forbidden(e.detail).into_response()
}

/// The body of an event, if it is of this topic.
fn body(event: &Event, topic: &str) -> Option<Value> {
    (event.topic == topic).then(|| event.read().ok()).flatten()
}

/// The text of a frame, without the control characters that would break it.
async fn say(line: &mut Line, frame: &Value) -> bool {
    line.say(frame.to_string()).await
}

/// The sockets.
pub fn routes() -> Routes {
    Routes::new()
        .socket("/ws/invoices/{id}", invoice::open)
        .socket("/ws/batches/{id}", batch::open)
        .socket("/ws/dashboard/metrics", dashboard::open)
        .socket("/ws/chat", chat::open)
}
