//! The ceiling: a handler that answers a constant.
//!
//! Usage: `bare LIST_FILE CREATE_FILE PORT`: a GET answers the first file, a POST reads its body and answers the second.
use axum::{
    Router,
    body::Bytes,
    http::{StatusCode, header},
    routing::get,
};
use tokio::net::TcpListener;

const JSON: [(header::HeaderName, &str); 1] = [(header::CONTENT_TYPE, "application/json")];

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().expect("usage: bare LIST_FILE CREATE_FILE PORT");
    let (list, create) = (Bytes::from(std::fs::read(next())?), Bytes::from(std::fs::read(next())?));
    let port = next();
    let handlers = get(move || async move { (JSON, list) })
        .post(move |_: Bytes| async move { (StatusCode::CREATED, JSON, create) });
    let listener = TcpListener::bind(format!("127.0.0.1:{port}")).await?;
    axum::serve(listener, Router::new().route("/api/v1/financial/budgets", handlers)).await
}
