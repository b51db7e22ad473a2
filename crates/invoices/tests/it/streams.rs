//! Answers of the chat as Server-Sent Events.
use std::{net::SocketAddr, time::Duration};

use axum::{body::Body, http::Request};
use kernel::{Role, server::Door, testing::Client};
use serde_json::{Value, json};

use crate::kit::{MODULES, batch, invoice, person, read, token, traces};

/// What came over the line.
pub struct Heard {
    /// Name and data of each event.
    pub events: Vec<(String, Value)>,
    /// The words that count.
    pub words: String,
    /// What came last.
    pub answer: Value,
}

/// Asks, and hears the answer to its end.
pub async fn listen(client: &Client<'_>, batch: i64, text: &str) -> Heard {
    let body = json!({ "batch_id": batch, "message": text, "stream": true });
    let reply = client.post("/api/chat/message", body).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, "text/event-stream"), "{}", reply.text());
    let text = reply.text();
    let event = |event: &str| {
        let (name, data) = event.split_once('\n').expect("two lines");
        let name = name.strip_prefix("event: ").expect("a name");
        let data = data.strip_prefix("data: ").expect("data");
        (name.to_owned(), serde_json::from_str::<Value>(data).expect("JSON"))
    };
    let events = text.split_terminator("\n\n").map(event).collect::<Vec<_>>();
    let mut words = String::new();
    for (name, data) in &events {
        match name.as_str() {
            "content" => words.push_str(data["content"].as_str().expect("a word")),
            "restart" => words.clear(),
            _ => {}
        }
    }
    let (name, answer) = events.last().cloned().expect("an end");
    assert_eq!(name, "complete", "{answer}");
    Heard { events, words, answer }
}

kernel::stories! { MODULES;
    async fn an_answer_comes_in_events(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("INV-1", "Acme", "10")).await;
        let Heard { events, words, answer } = listen(&ann, id, "Which invoices are completed?").await;
        assert!(words.contains("INV-1"), "{words}");
        assert_eq!(words, answer["message"]["content"].as_str().expect("words"));
        let steps = events.iter().filter(|(name, _)| name == "subtask").map(|(_, step)| step).collect::<Vec<_>>();
        assert_eq!((&steps[0]["id"], &steps[0]["status"], &steps[0]["progress"]), (&json!("1"), &json!("in-progress"), &json!(0)));
        assert_eq!((&steps[1]["id"], &steps[1]["status"], &steps[1]["progress"]), (&json!("1"), &json!("completed"), &json!(100)));
        assert_eq!(events[0].0, "subtask");
        assert!(events.iter().filter(|(name, _)| name == "content").count() > 3);
        // The end is what a client that does not stream gets.
        let whole = ann.post("/api/chat/message", json!({ "batch_id": id, "message": "Which invoices are completed?" })).await.expect(200);
        for part in ["role", "content", "subtasks", "links", "data"] {
            assert_eq!(answer["message"][part], whole["message"][part], "{part}");
        }
        assert!(answer["processing_time"].is_number() && answer["message"]["timestamp"].is_string());
        let history = ann.get(&format!("/api/chat/history/{id}")).await.expect(200);
        assert_eq!((&history["total"], &history["messages"][1]["content"]), (&json!(4), &json!(words)));
        let line = "SELECT COUNT(*) FROM audit_logs WHERE action = 'ask_invoice_batch' AND request_id IS NOT NULL";
        assert_eq!(house.number(line).await, 2);
    }

    async fn a_refusal_is_no_stream(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let id = batch(&ann).await;
        let before = traces(house).await;
        let ask = |id: i64, text: &'static str| json!({ "batch_id": id, "message": text, "stream": true });
        assert_eq!(bob.post("/api/chat/message", ask(id, "Hi")).await.refused(403), "You don't have access to this batch");
        assert_eq!(ann.post("/api/chat/message", ask(99, "Hi")).await.refused(404), "Batch not found");
        ann.post("/api/chat/message", ask(id, "")).await.refused(422);
        ann.post("/api/chat/message", json!({ "batch_id": id, "message": "Hi", "stream": "perhaps" })).await.refused(422);
        house.client().post("/api/chat/message", ask(id, "Hi")).await.refused(401);
        assert_eq!(traces(house).await, before);
    }

    async fn who_hangs_up_finds_the_answer_later(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        let body = json!({ "batch_id": id, "message": "What is the total?", "stream": true });
        let request = Request::post("/api/chat/message").header("content-type", "application/json");
        let request = request.header("authorization", format!("Bearer {}", token(house, "ann").await));
        let request = request.body(Body::from(body.to_string())).expect("a request");
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        drop(Door::new(&house.app, axum::Router::new()).answer(request, peer).await);
        for _ in 0..200 {
            if house.number("SELECT COUNT(*) FROM invoice_chat_messages").await == 2 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the answer was lost");
    }
}
