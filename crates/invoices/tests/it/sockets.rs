//! The four sockets, over a real server.
use std::time::Duration;

use axum::Router;
use futures::{SinkExt, StreamExt};
use kernel::{
    Role,
    server::{Door, serve},
    testing::{House, On},
};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{Error, Message},
};

use crate::kit::{MODULES, batch, invoice, person, token, upload};

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Serves a house; its address, for sockets.
async fn served(house: &House) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let (app, door) = (house.app.clone(), Door::new(&house.app, Router::new()));
    tokio::spawn(
        async move { serve(app, door, listener, std::future::pending::<()>()).await.expect("served") },
    );
    format!("ws://{address}")
}

async fn open(address: &str) -> Socket {
    connect_async(address).await.expect("a socket").0
}

async fn next(socket: &mut Socket) -> Value {
    loop {
        match tokio::time::timeout(Duration::from_secs(10), socket.next()).await.expect("in time") {
            Some(Ok(Message::Text(text))) => return serde_json::from_str(&text).expect("JSON"),
            Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
            other => panic!("{other:?}"),
        }
    }
}

async fn until(socket: &mut Socket, wanted: impl Fn(&Value) -> bool) -> Value {
    loop {
        let frame = next(socket).await;
        if wanted(&frame) {
            return frame;
        }
    }
}

async fn refused(address: &str) -> u16 {
    match connect_async(address).await {
        Err(Error::Http(answer)) => answer.status().as_u16(),
        other => panic!("{other:?}"),
    }
}

const QUICK: &[(&str, &str)] = &[("invoices.metrics_seconds", "1"), ("invoices.word_milliseconds", "1")];

async fn stories(on: On) {
    let house = House::with(on, MODULES, QUICK).await;
    let (ann, _bob) = (person(&house, "ann", Role::User).await, person(&house, "bob", Role::User).await);
    let (anns, bobs) = (token(&house, "ann").await, token(&house, "bob").await);
    let ws = served(&house).await;
    let id = batch(&ann).await;
    what_may_not_be_heard_is_refused(&ws, &anns, &bobs, id).await;
    let mut progress = open(&format!("{ws}/ws/batches/{id}?token={anns}")).await;
    let first = next(&mut progress).await;
    assert_eq!(first, json!({"type": "status", "batch_id": id, "status": "created", "progress": 0.0}));
    let mut figures = open(&format!("{ws}/ws/dashboard/metrics?token={anns}")).await;
    let first = next(&mut figures).await;
    assert_eq!((&first["type"], &first["total_invoices"]), (&json!("metrics_update"), &json!(0)));
    let file = invoice("INV-1", "Acme", "10");
    ann.put(&format!("/api/batches/{id}"), json!({"status": "paused"})).await.expect(200);
    upload(&ann, id, &[("a.pdf", &file)]).await.expect(201);
    let mut one = open(&format!("{ws}/ws/invoices/1?token={anns}")).await;
    one.send(Message::text("ping")).await.expect("sent");
    // What happened to it meanwhile may come first.
    let ack = until(&mut one, |frame| frame["type"] == "ack").await;
    assert_eq!(ack, json!({"type": "ack", "invoice_id": 1, "message": "Received: ping"}));
    ann.put(&format!("/api/batches/{id}"), json!({"status": "processing"})).await.expect(200);
    let done = until(&mut progress, |frame| frame["data"]["status"] == "completed").await;
    assert_eq!(
        (&done["event"], &done["data"]["batchId"]),
        (&json!("batch_progress_update"), &json!("BATCH-000001"))
    );
    assert_eq!(
        (&done["data"]["totalCount"], &done["data"]["completedCount"], &done["data"]["errorCount"]),
        (&json!(1), &json!(1), &json!(0))
    );
    let step = until(&mut one, |frame| frame["event"] == "ocr_processing_update").await;
    assert_eq!(
        (&step["data"]["kind"], &step["data"]["step"]),
        (&json!("processing_step"), &json!("TEXTRACT_RUNNING"))
    );
    let read =
        until(&mut one, |frame| frame["event"] == "invoice_update" && frame["data"]["status"] == "completed")
            .await;
    assert_eq!(read["data"]["invoice_number"], "INV-1");
    let figure =
        until(&mut figures, |frame| frame["type"] == "metrics_update" && frame["processed"] == 1).await;
    assert_eq!((&figure["total_invoices"], &figure["flagged"]), (&json!(1), &json!(0)));
    chat(&ws, &anns, id).await;
}

async fn what_may_not_be_heard_is_refused(ws: &str, anns: &str, bobs: &str, id: i64) {
    for path in [format!("/ws/batches/{id}"), format!("/ws/chat?batch_id={id}&x=1")] {
        let with = if path.contains('?') { '&' } else { '?' };
        assert_eq!(refused(&format!("{ws}{path}{with}token={bobs}")).await, 403, "{path}");
    }
    for path in ["/ws/batches/x", "/ws/batches/99", "/ws/invoices/99", "/ws/invoices/x", "/ws/chat"] {
        assert_eq!(refused(&format!("{ws}{path}?token={anns}")).await, 403, "{path}");
    }
    assert_eq!(refused(&format!("{ws}/ws/batches/{id}?token=nonsense")).await, 401);
    // Who says later who he is hears later that it is not his.
    let mut late = open(&format!("{ws}/ws/batches/{id}")).await;
    late.send(Message::text(json!({"token": bobs}).to_string())).await.expect("sent");
    let closed = loop {
        match tokio::time::timeout(Duration::from_secs(5), late.next()).await.expect("in time") {
            Some(Ok(Message::Close(frame))) => break frame,
            Some(Ok(_)) => {}
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(closed.map(|frame| u16::from(frame.code)), Some(4403));
    let mut ours = open(&format!("{ws}/ws/batches/{id}")).await;
    ours.send(Message::text(json!({"token": anns}).to_string())).await.expect("sent");
    assert_eq!(next(&mut ours).await["type"], "status");
}

async fn chat(ws: &str, anns: &str, id: i64) {
    let mut chat = open(&format!("{ws}/ws/chat?batch_id={id}&token={anns}")).await;
    chat.send(Message::text("not json")).await.expect("sent");
    assert_eq!(next(&mut chat).await["type"], "error");
    chat.send(Message::text(json!({"content": "Which invoices are completed?"}).to_string()))
        .await
        .expect("sent");
    let mut words = String::new();
    loop {
        let frame = next(&mut chat).await;
        if frame["done"] == true {
            assert_eq!(frame["type"], "complete");
            break;
        }
        assert_eq!(frame["type"], "content");
        words.push_str(frame["content"].as_str().expect("a word"));
    }
    assert!(words.contains("INV-1"), "{words}");
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_on_sqlite() {
    stories(On::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_on_postgres() {
    stories(On::Postgres).await;
}
