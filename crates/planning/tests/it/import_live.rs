//! An import as its owner's screen sees it, over a real socket.
use std::time::Duration;

use axum::Router;
use futures::{Stream, StreamExt};
use kernel::{
    server::{Door, serve},
    testing::House,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Error, Message},
};

use crate::{
    books::account,
    people::{MODULES, saver},
    uploads::bring,
};

/// A token of this person, by a further sign-in.
async fn token(house: &House, handle: &str) -> String {
    let body = json!({"user_id": handle, "password": "violet tram 42 anchor"});
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    answer["access_token"].as_str().expect("a token").to_owned()
}

/// What a screen is told within a moment.
async fn told(screen: &mut (impl Stream<Item = Result<Message, Error>> + Unpin)) -> Vec<Value> {
    let mut all = vec![];
    while let Ok(Some(Ok(message))) = tokio::time::timeout(Duration::from_secs(2), screen.next()).await {
        if let Message::Text(text) = message {
            all.push(serde_json::from_str(&text).expect("JSON"));
        }
    }
    all
}

kernel::stories! { MODULES;
    async fn how_far_an_import_is_reaches_its_owners_screen_only(house) {
        let (ann, _bob) = (saver(house, "ann").await, saver(house, "bob").await);
        let here = account(&ann, "EUR").await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a socket");
        let address = listener.local_addr().expect("an address");
        let door = Door::new(&house.app, Router::new());
        let serving = tokio::spawn(serve(house.app.clone(), door, listener, std::future::pending()));
        let mut screens = vec![];
        for handle in ["ann", "bob"] {
            let address = format!("ws://{address}/ws?token={}", token(house, handle).await);
            let (mut screen, _) = connect_async(address).await.expect("a screen");
            // Its first ping says that it is served.
            let first = tokio::time::timeout(Duration::from_secs(10), screen.next()).await.expect("in time");
            assert!(matches!(first, Some(Ok(Message::Ping(_)))));
            screens.push(screen);
        }
        bring(&ann, "a.csv", "Date,Payee,Amount\n2026-01-02,A,-1.00\n2026-01-03,B,-2.00\n", here).await;
        house.settle().await;
        let all = told(&mut screens[0]).await;
        let of = |topic: &str| all.iter().filter(|event| event["topic"] == topic).map(|event| event["body"].clone()).collect::<Vec<_>>();
        let progress = of("planning.import.progress");
        assert_eq!(progress[0], json!({"id": 1, "step": "reading", "lines": 2, "of": 0}));
        assert_eq!(progress[1], json!({"id": 1, "step": "booking", "lines": 2, "of": 2}));
        assert_eq!(of("planning.import.read"), [json!({"id": 1, "status": "ready"})]);
        assert_eq!(of("planning.import.done"), [json!({"id": 1, "status": "done"})]);
        assert_eq!(told(&mut screens[1]).await, Vec::<Value>::new());
        serving.abort();
    }
}
