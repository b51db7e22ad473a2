//! The chat with a language model, over a real line: the program asks, a server that speaks as such models do answers.
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Json, Router,
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::{
    program::{Program, command, said},
    reading::{bring, ended, invoice},
};

const KEY: &str = "sk-nobody-may-ever-see-this";

/// What the model's server was sent: where to, with which headers, and the body as text.
type Sent = Arc<Mutex<Vec<(Uri, HeaderMap, String)>>>;

/// Starts a model's server; where it is, and what it is sent.
async fn model() -> (String, Sent) {
    let sent = Sent::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/v1", listener.local_addr().expect("an address"));
    let router = Router::new().fallback(answer).with_state(sent.clone());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (base, sent)
}

async fn answer(State(sent): State<Sent>, uri: Uri, headers: HeaderMap, body: String) -> Response {
    let asked: Value = serde_json::from_str(&body).unwrap_or_default();
    sent.lock().expect("a lock").push((uri, headers, body));
    let messages = asked["messages"].as_array().cloned().unwrap_or_default();
    let question = messages.get(1).and_then(|message| message["content"].as_str()).unwrap_or_default();
    match question.split(' ').next_back().unwrap_or_default() {
        // Words that the built-in interpreter passes over.
        "qfail" => (StatusCode::INTERNAL_SERVER_ERROR, format!("out of order, {KEY}")).into_response(),
        "qmove" => (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, "/elsewhere")]).into_response(),
        "qbabble" => vec![b'x'; 3 << 20].into_response(),
        "qsleep" => {
            tokio::time::sleep(Duration::from_secs(10)).await;
            StatusCode::OK.into_response()
        }
        how => talk(messages.last().cloned().unwrap_or_default(), how),
    }
}

/// Asks the tool for the sum, and then says what it gave; or more than that.
fn talk(last: Value, how: &str) -> Response {
    let message = if last["role"] == "tool" {
        let given: Value =
            serde_json::from_str(last["content"].as_str().unwrap_or_default()).unwrap_or_default();
        let amount = if how == "lie" { json!("31337.00") } else { given["rows"][0]["amount"].clone() };
        json!({ "content": format!("All in all it is {amount}. That is all I know.") })
    } else {
        let function = json!({ "name": "query", "arguments": "{\"measure\":{\"sum\":\"gross\"}}" });
        json!({ "tool_calls": [{ "index": 0, "id": "c1", "type": "function", "function": function }] })
    };
    if how == "plain" {
        return Json(json!({ "choices": [{ "message": message, "finish_reason": "stop" }] })).into_response();
    }
    let events = format!("data: {}\n\ndata: [DONE]\n\n", json!({ "choices": [{ "delta": message }] }));
    ([(header::CONTENT_TYPE, "text/event-stream")], Body::from(events)).into_response()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_model_answers_with_figures_of_the_data_and_never_gets_in_the_way() {
    let (base, sent) = model().await;
    let program = Program::start(&[
        ("BURSAR_INVOICES_CHAT_URL", &base),
        ("BURSAR_INVOICES_CHAT_MODEL", "tiny"),
        ("BURSAR_INVOICES_CHAT_KEY", KEY),
        ("BURSAR_INVOICES_CHAT_SECONDS", "2"),
        ("BURSAR_TELEMETRY_LOG", "debug"),
    ])
    .await;
    let token = program.register("ann").await;
    let (batch, _) = bring(&program, &token, &[("one.pdf".into(), invoice(7))]).await;
    ended(&program, &token, batch, 1).await;
    let mut answers = vec![];
    for (how, why) in [
        ("stream", None),
        ("plain", None),
        ("lie", Some("named a figure that no tool gave")),
        ("qfail", Some("answered with status 500")),
        ("qmove", Some("answered with status 307")),
        ("qbabble", Some("said too much")),
        ("qsleep", Some("too")),
    ] {
        let body = json!({ "batch_id": batch, "message": format!("What is the total? {how}") });
        let (status, answer) = program.post("/api/chat/message", &token, &body).await;
        let words = answer["message"]["content"].as_str().unwrap_or_default().to_owned();
        assert!(status == 200 && !words.contains("31337"), "{how}: {answer}");
        match why {
            None => assert_eq!(words, "All in all it is 1198.0. That is all I know.", "{how}"),
            Some(why) => assert!(words.contains("1,198.00") && words.contains(why), "{how}: {words}"),
        }
        answers.push(answer.to_string());
    }
    let body = json!({ "batch_id": batch, "message": "What is the total? stream", "stream": true });
    let request = reqwest::Client::new().post(format!("{}/api/chat/message", program.base));
    let answer = request.bearer_auth(&token).json(&body).send().await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    let text = answer.text().await.expect("events");
    assert!(text.contains("event: content\ndata: {\"content\":\"1198.0. \"}"), "{text}");
    assert!(text.contains("event: complete\ndata: {"), "{text}");
    answers.push(text);
    the_key_goes_nowhere_but_into_its_header(&program, &sent, &answers);
}

fn the_key_goes_nowhere_but_into_its_header(program: &Program, sent: &Sent, answers: &[String]) {
    let sent = sent.lock().expect("a lock");
    for (uri, headers, body) in sent.iter() {
        assert_eq!(uri.to_string(), "/v1/chat/completions");
        assert_eq!(headers["authorization"], format!("Bearer {KEY}"));
        let others = headers.iter().filter(|(name, _)| *name != "authorization");
        assert!(others.into_iter().all(|(_, value)| value.to_str().is_ok_and(|value| !value.contains(KEY))));
        assert!(!headers.contains_key("cookie") && !body.contains(KEY) && !body.contains("@program.example"));
    }
    assert!(answers.iter().all(|answer| !answer.contains(KEY)));
    let log = program.log();
    assert!(log.contains("out of order, ********") && !log.contains(KEY), "{log}");
    let mut settings = program.command();
    settings.arg("settings");
    let (ok, text) = said(settings);
    assert!(ok && text.contains("invoices.chat_key = ********") && !text.contains(KEY), "{text}");
}

#[test]
fn a_model_that_can_not_be_used_stops_the_start() {
    let data = TempDir::new().expect("a folder");
    let start = |url: &str, model: &str| {
        let settings = [("BURSAR_INVOICES_CHAT_URL", url), ("BURSAR_INVOICES_CHAT_MODEL", model)];
        let settings = settings.map(|(key, value)| (key.to_owned(), value.to_owned()));
        let mut serve = command(&data, &settings);
        serve.args(["serve", "--listen", "127.0.0.1:0"]);
        said(serve)
    };
    for (url, model, why) in [
        ("http://93.184.216.34/v1", "tiny", "use https://"),
        ("https://me:hidden@llm.example/v1", "tiny", "must not hold a password"),
        ("https://llm.example/v1", "", "needs the name of a model"),
    ] {
        let (ok, text) = start(url, model);
        assert!(!ok && text.contains(why) && !text.contains("hidden"), "{text}");
    }
    let file = format!("[invoices]\nchat_key = \"{KEY}\"\n");
    std::fs::write(data.path().join("bursar.toml"), file).expect("written");
    let (ok, text) = start("https://llm.example/v1", "tiny");
    assert!(!ok && text.contains("from the environment only") && !text.contains(KEY), "{text}");
}
