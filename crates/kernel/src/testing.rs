//! A private world for tests: a house on either database, a client, a clock that stands still.
//!
//! Stories run once on each database: `kernel::stories! { MODULES; async fn name(house) { … } }`.
pub mod servers;

use std::net::SocketAddr;

use axum::{
    Router,
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request},
};
use chrono::{DateTime, TimeZone, Utc};
use serde_json::Value;
use tempfile::TempDir;

use crate::{App, Clock, Dice, Module, Settings, World, event, job, mail::Mailer, server::Door};

/// A house for one test, with a database of its own.
pub struct House {
    /// The house.
    pub app: App,
    door: Door,
    served: Option<String>,
    _data: TempDir,
}

impl Drop for House {
    fn drop(&mut self) {
        if let Some(url) = &self.served {
            servers::finished(url);
        }
    }
}

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum On {
    /// The embedded one.
    Sqlite,
    /// A fresh database on a private cluster.
    Postgres,
}

/// When all tests begin: a Sunday morning.
pub fn the_beginning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 15, 10, 0, 0).single().expect("a real date")
}

impl House {
    /// A house with these modules and the default settings.
    pub async fn new(on: On, modules: &[&'static Module]) -> Self {
        Self::with(on, modules, &[]).await
    }

    /// The same with some settings changed: `("limits.general", "5")`.
    pub async fn with(on: On, modules: &[&'static Module], changed: &[(&str, &str)]) -> Self {
        let data = TempDir::new().expect("a temporary folder");
        let mut overrides = vec![
            ("environment", "test".to_owned()),
            ("data_dir", data.path().display().to_string()),
            ("limits.general", "1000000".to_owned()),
            ("limits.bulk", "1000000".to_owned()),
            ("database.synchronous", "NORMAL".to_owned()),
            ("database.pool", "4".to_owned()),
        ];
        let served = if on == On::Postgres { Some(servers::postgres().await) } else { None };
        overrides.extend(served.iter().map(|url| ("database.url", url.clone())));
        overrides.extend(changed.iter().map(|(key, value)| (*key, (*value).to_owned())));
        let settings = Settings::load(modules, None, [], &overrides).expect("settings");
        let world = World {
            clock: Clock::fixed(the_beginning()),
            dice: Dice::seeded(7),
            mailer: Some(Mailer::memory()),
        };
        let app = App::open(settings, modules.to_vec(), world).await.expect("a house");
        app.migrate().await.expect("migrations");
        let door = Door::new(&app, Router::new());
        Self { app, door, served, _data: data }
    }

    /// A client who is nobody yet.
    pub fn client(&self) -> Client<'_> {
        Client { house: self, headers: HeaderMap::new() }
    }

    /// Does all the work that lies in the outbox and in the queue.
    pub async fn settle(&self) {
        loop {
            let events = event::dispatch(&self.app).await.expect("dispatch");
            let jobs = job::work(&self.app, 100).await.expect("work");
            if events + jobs == 0 {
                break;
            }
        }
    }

    /// The only number that `sql` asks for.
    pub async fn number(&self, sql: &str) -> i64 {
        use sea_orm::{ConnectionTrait, Statement};
        let db = self.app.db.read();
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await;
        row.expect("a query").expect("a row").try_get_by_index(0).expect("a number")
    }
}

/// Sends requests to a house, without a socket.
#[derive(Clone)]
pub struct Client<'a> {
    house: &'a House,
    headers: HeaderMap,
}

/// An answer, whole.
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON; `null` where it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header as text; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body, if the status is this; else the test fails and shows the answer.
    #[track_caller]
    pub fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text());
        if status >= 400 {
            assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        }
        self.json()
    }

    /// The detail of a refusal with this status.
    #[track_caller]
    pub fn refused(&self, status: u16) -> String {
        self.expect(status)["detail"].as_str().expect("a detail in words").to_owned()
    }
}

impl<'a> Client<'a> {
    /// The same with a header.
    #[must_use]
    pub fn header(&self, name: &str, value: &str) -> Self {
        let mut client = self.clone();
        let name = HeaderName::try_from(name).expect("a header's name");
        client.headers.insert(name, HeaderValue::from_str(value).expect("a header's value"));
        client
    }

    /// The same, signed in.
    #[must_use]
    pub fn token(&self, token: &str) -> Self {
        self.header("authorization", &format!("Bearer {token}"))
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, body: impl Into<Body>) -> Reply {
        let mut request = Request::builder().method(method).uri(path).body(body.into()).expect("a request");
        *request.headers_mut() = self.headers.clone();
        let peer = SocketAddr::from(([127, 0, 0, 1], 50_000));
        let (parts, body) = self.house.door.answer(request, peer).await.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body");
        Reply { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    async fn json(&self, method: Method, path: &str, body: Value) -> Reply {
        self.header("content-type", "application/json").send(method, path, body.to_string()).await
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, Body::empty()).await
    }

    /// POST of a JSON body.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.json(Method::POST, path, body).await
    }

    /// PUT of a JSON body.
    pub async fn put(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PUT, path, body).await
    }

    /// PATCH of a JSON body.
    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.json(Method::PATCH, path, body).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, Body::empty()).await
    }
}

/// Writes each story as two tests: one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! stories {
    ($modules:expr; $($(#[$doc:meta])* async fn $name:ident($house:ident) $body:block)*) => { $(
        $(#[$doc])*
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn story($house: &$crate::testing::House) $body

            #[tokio::test]
            async fn on_sqlite() {
                story(&$crate::testing::House::new($crate::testing::On::Sqlite, $modules).await).await;
            }

            #[tokio::test]
            async fn on_postgres() {
                story(&$crate::testing::House::new($crate::testing::On::Postgres, $modules).await).await;
            }
        } )*
    };
}
