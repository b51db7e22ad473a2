//! The bell on a screen, over a real socket.
use std::time::Duration;

use axum::Router;
use futures::StreamExt;
use kernel::server::{Door, serve};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::people::*;

/// A token of this person, by a further sign-in.
async fn token(house: &kernel::testing::House, handle: &str) -> String {
    let body = json!({"user_id": handle, "password": "violet tram 42 anchor"});
    let answer = house.client().post("/api/auth/login", body).await.expect(200);
    answer["access_token"].as_str().expect("a token").to_owned()
}

kernel::stories! { MODULES;
    async fn a_notice_rings_the_bell_of_its_reader_only(house) {
        let (ann, bob) = (reader(house, "ann").await, reader(house, "bob").await);
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
        lay(house, &notice(number_of(&ann).await, "bank.paid")).await;
        let rung = async {
            loop {
                if let Some(Ok(Message::Text(text))) = screens[0].next().await {
                    return serde_json::from_str::<Value>(&text).expect("JSON");
                }
            }
        };
        let rung = tokio::time::timeout(Duration::from_secs(20), rung).await.expect("in time");
        assert_eq!(rung["topic"], "notifications.notification.created");
        assert_eq!((&rung["body"]["title"], &rung["body"]["unread_count"]), (&json!("Rent paid"), &json!(1)));
        let silent = tokio::time::timeout(Duration::from_millis(500), screens[1].next()).await;
        assert!(!matches!(silent, Ok(Some(Ok(Message::Text(_))))), "{silent:?}");
        assert_eq!((unread(&ann).await, unread(&bob).await), (1, 0));
        serving.abort();
    }
}
