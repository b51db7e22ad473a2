//! Live events: from the outbox to the screens they concern, on every replica.
//!
//! One socket a screen, at `/ws`. It sends `{"topic", "body"}` for what its caller may see, and
//! `{"topic": "house.resync"}` when some were missed and the screen should read anew.
use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        Query, State,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    http::request::Parts,
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::broadcast;

use crate::{
    App, Credentials, Error, Event, Principal, Result,
    caller::{credentials, same_origin},
    event::Audience,
    shared::Shared,
};

const CHANNEL: &str = "bursar:live";
const PATIENCE: Duration = Duration::from_secs(5);
const HEARTBEAT: Duration = Duration::from_secs(30);

/// What goes from replica to replica.
#[derive(Clone, Debug, Serialize, Deserialize)]
enum Notice {
    Event(Event),
    Forgotten(i64),
}

/// Spreads events to the sockets of this process, and through Redis to those of the others.
pub struct Hub {
    local: broadcast::Sender<Arc<Notice>>,
    shared: Shared,
}

impl Hub {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { local: broadcast::channel(1024).0, shared }
    }

    /// Shows an event to everyone whom it concerns.
    pub async fn publish(&self, event: &Event) {
        if event.audience != Audience::Modules {
            self.spread(Notice::Event(event.clone())).await;
        }
    }

    pub(crate) async fn announce_forgotten(&self, user_id: i64) {
        self.spread(Notice::Forgotten(user_id)).await;
    }

    async fn spread(&self, notice: Notice) {
        // What comes back from Redis reaches our own sockets too; without Redis it goes straight.
        let sent = match serde_json::to_string(&notice) {
            Ok(text) => self.shared.publish(CHANNEL, text).await,
            Err(_) => false,
        };
        if !sent {
            // Nobody listening is no fault.
            self.local.send(Arc::new(notice)).ok();
        }
    }
}

/// Passes on what other replicas say, for as long as the program runs.
pub(crate) async fn listen(app: App) {
    let Some(mut channel) = app.shared.subscribe(CHANNEL) else { return };
    while let Some(text) = channel.recv().await {
        let Ok(notice) = serde_json::from_slice::<Notice>(&text) else { continue };
        if let Notice::Forgotten(user_id) = notice {
            app.principals.forget(user_id);
        }
        app.hub.local.send(Arc::new(notice)).ok();
    }
}

/// The query of a socket's address.
#[derive(Deserialize)]
pub struct Token {
    token: Option<String>,
}

/// Opens a socket: `?token=`, the cookie, `Authorization`, or a first frame `{"token": …}`.
pub async fn socket(
    State(app): State<App>,
    query: Query<Token>,
    parts: Parts,
    upgrade: WebSocketUpgrade,
) -> Result<Response> {
    let given = match query.0.token {
        Some(token) => Some(Credentials { token }),
        None => credentials(&parts, &app)?,
    };
    // A socket is opened with GET, yet acts like an unsafe method: it must not ride on the cookie.
    if parts.headers.contains_key("origin") && parts.headers.contains_key("cookie") {
        let mut post = parts.clone();
        post.method = axum::http::Method::POST;
        same_origin(&post, &app)?;
    }
    let caller = match &given {
        Some(credentials) => match app.authenticate(credentials).await? {
            Some(principal) => Some(principal),
            None => return Err(Error::unauthenticated("Could not validate credentials")),
        },
        None => None,
    };
    let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(64 * 1024);
    Ok(upgrade.on_upgrade(move |socket| async move {
        let mut socket = socket;
        if let Some((caller, credentials)) = greet(&app, &mut socket, caller, given).await {
            serve(&app, &mut socket, caller, credentials).await;
        } else {
            close(&mut socket, 4401, "sign in first").await;
        }
    }))
}

async fn greet(
    app: &App,
    socket: &mut WebSocket,
    caller: Option<Arc<Principal>>,
    given: Option<Credentials>,
) -> Option<(Arc<Principal>, Credentials)> {
    if let (Some(caller), Some(given)) = (caller, given) {
        return Some((caller, given));
    }
    let Ok(Some(Ok(Message::Text(text)))) = tokio::time::timeout(PATIENCE, socket.recv()).await else {
        return None;
    };
    let token = serde_json::from_str::<Token>(&text).ok()?.token?;
    let credentials = Credentials { token };
    let caller = app.authenticate(&credentials).await.ok()??;
    Some((caller, credentials))
}

async fn serve(app: &App, socket: &mut WebSocket, mut caller: Arc<Principal>, credentials: Credentials) {
    let mut notices = app.hub.local.subscribe();
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    metrics::gauge!("bursar_websockets").increment(1.0);
    loop {
        tokio::select! {
            notice = notices.recv() => match notice.as_deref() {
                Ok(Notice::Event(event)) if concerns(app, &caller, event) => {
                    if !send(socket, &event.topic, &event.body).await { break }
                }
                Ok(Notice::Event(_)) => {}
                Ok(Notice::Forgotten(id)) if *id == caller.user_id => match app.authenticate(&credentials).await {
                    Ok(Some(now)) => caller = now,
                    _ => { close(socket, 4401, "the session has ended").await; break }
                },
                Ok(Notice::Forgotten(_)) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    if !send(socket, "house.resync", RawValue::NULL).await { break }
                }
                Err(broadcast::error::RecvError::Closed) => break,
            },
            _ = heartbeat.tick() => {
                match app.authenticate(&credentials).await {
                    Ok(Some(now)) => caller = now,
                    Ok(None) => { close(socket, 4401, "the session has ended").await; break }
                    Err(_) => {}
                }
                if !put(socket, Message::Ping(Default::default())).await { break }
            },
            () = app.drained() => { close(socket, 1012, "the server restarts").await; break }
            frame = socket.recv() => match frame {
                Some(Ok(Message::Close(_)) | Err(_)) | None => break,
                Some(Ok(_)) => {}
            },
        }
    }
    metrics::gauge!("bursar_websockets").decrement(1.0);
}

fn concerns(app: &App, caller: &Principal, event: &Event) -> bool {
    match &event.audience {
        Audience::Modules => false,
        Audience::User(id) => *id == caller.user_id,
        Audience::Holders(key) => {
            let mut all = app.modules.iter().flat_map(|module| module.permissions);
            all.any(|p| p.key == *key && p.granted_to(caller.role))
        }
    }
}

async fn send(socket: &mut WebSocket, topic: &str, body: &RawValue) -> bool {
    let text = serde_json::to_string(&serde_json::json!({ "topic": topic })).unwrap_or_default();
    // Spliced rather than nested, so that exact numbers in the body stay exact.
    let text = format!("{},\"body\":{}}}", &text[..text.len() - 1], body.get());
    put(socket, Message::Text(text.into())).await
}

/// A screen that does not take its messages is let go; it never holds up the others.
async fn put(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    put(socket, Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}
