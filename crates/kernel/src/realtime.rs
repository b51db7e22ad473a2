//! Live events: from the outbox to the screens they concern, on every replica.
//!
//! One socket a screen, at `/ws`. It sends `{"topic", "body"}` for what its caller may see, and
//! `{"topic": "house.resync"}` when some were missed and the screen should read anew. A module's own socket is a
//! handler that takes a [`Dial`] and speaks on the [`Line`].
use std::{sync::Arc, time::Duration};

use axum::{
    extract::{
        FromRequestParts, Query,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade},
    },
    http::request::Parts,
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::broadcast;

use crate::{
    App, Caller, Credentials, Error, Event, Origin, Principal, Result,
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
struct Token {
    token: Option<String>,
}

/// A socket about to be opened: `?token=`, the cookie, `Authorization`, or a first frame `{"token": …}` say by whom.
pub struct Dial {
    app: App,
    origin: Origin,
    known: Option<(Arc<Principal>, Credentials)>,
    upgrade: WebSocketUpgrade,
}

impl FromRequestParts<App> for Dial {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let given = match Query::<Token>::try_from_uri(&parts.uri).ok().and_then(|query| query.0.token) {
            Some(token) => Some(Credentials { token }),
            None => credentials(parts, app)?,
        };
        // A socket is opened with GET, yet acts like an unsafe method: it must not ride on the cookie.
        if parts.headers.contains_key("origin") && parts.headers.contains_key("cookie") {
            let mut post = parts.clone();
            post.method = axum::http::Method::POST;
            same_origin(&post, app)?;
        }
        let known = match given {
            Some(credentials) => match app.authenticate(&credentials).await? {
                Some(principal) => Some((principal, credentials)),
                None => return Err(Error::unauthenticated("Could not validate credentials")),
            },
            None => None,
        };
        let upgrade = WebSocketUpgrade::from_request_parts(parts, app).await;
        let upgrade = upgrade.map_err(|_| Error::bad_request("This address is opened as a WebSocket."))?;
        Ok(Self { app: app.clone(), origin: Origin::of(parts, app), known, upgrade })
    }
}

impl Dial {
    /// Who asks, where the request says so already: what he may not hear is refused with its answer.
    pub fn caller(&self) -> Option<Caller> {
        let (principal, _) = self.known.as_ref()?;
        Some(Caller::new(&self.app, principal.clone(), self.origin.clone()))
    }

    /// Opens it. `serve` speaks on it, once it is known with whom.
    pub fn open<F: Future<Output = ()> + Send>(
        self,
        serve: impl FnOnce(Line) -> F + Send + 'static,
    ) -> Response {
        let Self { app, origin, known, upgrade } = self;
        let upgrade = upgrade.read_buffer_size(4096).write_buffer_size(0).max_message_size(64 * 1024);
        upgrade.on_upgrade(move |mut socket| async move {
            let known = if known.is_some() { known } else { greet(&app, &mut socket).await };
            let Some((principal, credentials)) = known else {
                return close(&mut socket, 4401, "sign in first").await;
            };
            let (notices, heartbeat) = (app.hub.local.subscribe(), tokio::time::interval(HEARTBEAT));
            metrics::gauge!("bursar_websockets").increment(1.0);
            serve(Line { app, origin, principal, credentials, socket, notices, heartbeat }).await;
            metrics::gauge!("bursar_websockets").decrement(1.0);
        })
    }
}

async fn greet(app: &App, socket: &mut WebSocket) -> Option<(Arc<Principal>, Credentials)> {
    let Ok(Some(Ok(Message::Text(text)))) = tokio::time::timeout(PATIENCE, socket.recv()).await else {
        return None;
    };
    let token = serde_json::from_str::<Token>(&text).ok()?.token?;
    let credentials = Credentials { token };
    let caller = app.authenticate(&credentials).await.ok()??;
    Some((caller, credentials))
}

/// An open socket with a person at its other end.
pub struct Line {
    app: App,
    origin: Origin,
    principal: Arc<Principal>,
    credentials: Credentials,
    socket: WebSocket,
    notices: broadcast::Receiver<Arc<Notice>>,
    heartbeat: tokio::time::Interval,
}

/// What comes to a [`Line`].
pub enum Heard {
    /// An event that concerns the person.
    Event(Event),
    /// What he says.
    Text(String),
    /// Some events were missed: read anew.
    Missed,
}

impl Line {
    /// The person, with the rights that he has now.
    pub fn caller(&self) -> Caller {
        Caller::new(&self.app, self.principal.clone(), self.origin.clone())
    }

    /// Waits for what comes next; `None` once it is over. May be given up and called again.
    pub async fn hear(&mut self) -> Option<Heard> {
        loop {
            tokio::select! {
                notice = self.notices.recv() => match notice.as_deref() {
                    Ok(Notice::Event(event)) if concerns(&self.app, &self.principal, event) => return Some(Heard::Event(event.clone())),
                    Ok(Notice::Forgotten(id)) if *id == self.principal.user_id && !self.lasts(false).await => return None,
                    Ok(_) => {}
                    Err(broadcast::error::RecvError::Lagged(_)) => return Some(Heard::Missed),
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
                _ = self.heartbeat.tick() => {
                    if !self.lasts(true).await || !put(&mut self.socket, Message::Ping(Default::default())).await { return None }
                },
                () = self.app.drained() => { self.close(1012, "the server restarts").await; return None },
                frame = self.socket.recv() => match frame {
                    Some(Ok(Message::Text(text))) => return Some(Heard::Text(text.to_string())),
                    Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                    Some(Ok(_)) => {}
                },
            }
        }
    }

    /// Whether the session goes on; where that can't be asked, `benefit` of the doubt.
    async fn lasts(&mut self, benefit: bool) -> bool {
        match self.app.authenticate(&self.credentials).await {
            Ok(Some(now)) => self.principal = now,
            Err(_) if benefit => {}
            _ => {
                self.close(4401, "the session has ended").await;
                return false;
            }
        }
        true
    }

    /// Says something; `false` where nobody takes it.
    pub async fn say(&mut self, text: impl Into<String>) -> bool {
        put(&mut self.socket, Message::Text(text.into().into())).await
    }

    /// Ends it, with a reason.
    pub async fn close(&mut self, code: u16, reason: &'static str) {
        close(&mut self.socket, code, reason).await;
    }
}

/// The socket of every screen.
pub async fn socket(dial: Dial) -> Response {
    dial.open(serve)
}

async fn serve(mut line: Line) {
    while let Some(heard) = line.hear().await {
        let said = match heard {
            Heard::Event(event) => line.say(told(&event.topic, &event.body)).await,
            Heard::Missed => line.say(told("house.resync", RawValue::NULL)).await,
            Heard::Text(_) => true,
        };
        if !said {
            break;
        }
    }
}

fn concerns(app: &App, caller: &Principal, event: &Event) -> bool {
    let holds = |key: &str| {
        let mut all = app.modules.iter().flat_map(|module| module.permissions);
        all.any(|p| p.key == key && p.granted_to(caller.role))
    };
    match &event.audience {
        Audience::Modules => false,
        Audience::User(id) => *id == caller.user_id,
        Audience::Holders(key) => holds(key),
        Audience::UserAndHolders(id, key) => *id == caller.user_id || holds(key),
    }
}

fn told(topic: &str, body: &RawValue) -> String {
    let text = serde_json::to_string(&serde_json::json!({ "topic": topic })).unwrap_or_default();
    // Spliced rather than nested, so that exact numbers in the body stay exact.
    format!("{},\"body\":{}}}", &text[..text.len() - 1], body.get())
}

/// A screen that does not take its messages is let go; it never holds up the others.
async fn put(socket: &mut WebSocket, message: Message) -> bool {
    matches!(tokio::time::timeout(PATIENCE, socket.send(message)).await, Ok(Ok(())))
}

async fn close(socket: &mut WebSocket, code: u16, reason: &'static str) {
    put(socket, Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await;
}
