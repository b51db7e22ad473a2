//! Live events over real sockets.
use std::time::Duration;

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message, client::IntoClientRequest},
};

use crate::program::Program;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

fn address(program: &Program, query: &str) -> String {
    format!("{}/ws{query}", program.base.replace("http", "ws"))
}

/// A screen that listens with this token.
pub async fn listen(program: &Program, token: &str) -> Socket {
    let (mut socket, _) =
        connect_async(address(program, &format!("?token={token}"))).await.expect("a socket");
    // Its first ping says that it is served.
    let first = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.expect("in time");
    assert!(matches!(first, Some(Ok(Message::Ping(_)))));
    socket
}

async fn next_text(socket: &mut Socket) -> Option<Value> {
    loop {
        match tokio::time::timeout(Duration::from_secs(4), socket.next()).await {
            Ok(Some(Ok(Message::Text(text)))) => return serde_json::from_str(&text).ok(),
            Ok(Some(Ok(Message::Ping(_) | Message::Pong(_)))) => {}
            _ => return None,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_shows_its_owner_what_happens_to_him_only() {
    let program = Program::start(&[]).await;
    let (ann, bob) = (program.register("ann").await, program.register("bob").await);
    let (mut anns, mut bobs) = (listen(&program, &ann).await, listen(&program, &bob).await);
    let body = json!({ "category": "Rent", "limit": 1000, "month": "2026-11" });
    program.post("/api/v1/financial/budgets", &ann, &body).await;
    let seen = next_text(&mut anns).await.expect("an event");
    assert_eq!(seen["topic"], "planning.budget.created");
    assert_eq!(seen["body"]["category"], "Rent");
    assert_eq!(next_text(&mut bobs).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_listens_without_a_token_or_with_a_bad_one() {
    let program = Program::start(&[]).await;
    let refused = connect_async(address(&program, "?token=nonsense")).await;
    assert!(matches!(refused, Err(Error::Http(answer)) if answer.status() == 401));
    let (mut silent, _) = connect_async(address(&program, "")).await.expect("a socket");
    silent.send(Message::text(r#"{"token":"nonsense"}"#)).await.expect("sent");
    let closed = tokio::time::timeout(Duration::from_secs(6), silent.next()).await.expect("in time");
    assert!(matches!(closed, Some(Ok(Message::Close(Some(frame)))) if u16::from(frame.code) == 4401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_frame_may_bring_the_token_and_logout_ends_the_socket() {
    let program = Program::start(&[]).await;
    let token = program.register("ann").await;
    let (mut socket, _) = connect_async(address(&program, "")).await.expect("a socket");
    socket.send(Message::text(json!({ "token": token }).to_string())).await.expect("sent");
    let first = tokio::time::timeout(Duration::from_secs(5), socket.next()).await.expect("in time");
    assert!(matches!(first, Some(Ok(Message::Ping(_)))));
    program.post("/api/auth/logout", &token, &json!({})).await;
    let closed = tokio::time::timeout(Duration::from_secs(4), socket.next()).await.expect("in time");
    assert!(matches!(closed, Some(Ok(Message::Close(Some(frame)))) if u16::from(frame.code) == 4401));
}

#[tokio::test(flavor = "multi_thread")]
async fn another_sites_page_cannot_ride_on_the_cookie() {
    let program = Program::start(&[]).await;
    let token = program.register("ann").await;
    let mut request = address(&program, "").into_client_request().expect("a request");
    let headers = request.headers_mut();
    headers.insert("cookie", format!("access_token={token}").parse().expect("a cookie"));
    headers.insert("origin", "https://evil.example".parse().expect("an origin"));
    let refused = connect_async(request).await;
    assert!(matches!(refused, Err(Error::Http(answer)) if answer.status() == 403));
}
