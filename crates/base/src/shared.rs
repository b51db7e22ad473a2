//! What replicas share through Redis, when there is one. Its loss degrades and never fails a request.
use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use fred::{
    clients::{Client, SubscriberClient},
    interfaces::{ClientLike, EventInterface, KeysInterface, LuaInterface, PubsubInterface},
    types::{
        Builder, Expiration, Value,
        config::{Config, ReconnectPolicy, UnresponsiveConfig},
    },
};
use tokio::sync::{broadcast::error::RecvError, mpsc};

use crate::{Error, Result};

/// A request waits no longer than this for Redis …
const PATIENCE: Duration = Duration::from_millis(300);
/// … and after a failure nobody asks again for so long.
const PAUSE_MILLIS: u64 = 1_000;
const INCREMENT: &str = "local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return n";

/// Redis, or nothing. Cheap to clone. Keys and channels get the prefix `bursar:`.
///
/// Every call answers `None` or `false` while Redis is away, after 300 ms at most.
#[derive(Clone, Default)]
pub struct Shared(Option<Arc<Redis>>);

struct Redis {
    commands: Client,
    events: SubscriberClient,
    started: Instant,
    down: AtomicBool,
    /// Milliseconds since the start before which nobody asks.
    paused_until: AtomicU64,
}

impl Shared {
    /// No Redis.
    pub fn none() -> Self {
        Self::default()
    }

    /// Connects to `redis://…` or `rediss://…`; `None` or an empty text mean no Redis. Fails for a bad URL only:
    /// a Redis that is away is waited for in the background.
    pub async fn connect(url: Option<&str>) -> Result<Self> {
        let Some(url) = url.filter(|url| !url.is_empty()) else { return Ok(Self::none()) };
        let ours = url.starts_with("redis://") || url.starts_with("rediss://"); // the library takes any scheme
        let bad = || Error::internal("redis.url is not like redis://user:password@host:6379/0"); // has no password
        let mut config = Config::from_url_centralized(url).ok().filter(|_| ours).ok_or_else(bad)?;
        config.fail_fast = false;
        let mut builder = Builder::from_config(config);
        builder.set_policy(ReconnectPolicy::new_exponential(0, 100, 2_000, 2));
        builder.with_connection_config(|c| {
            c.connection_timeout = Duration::from_secs(2);
            c.internal_command_timeout = Duration::from_secs(2);
            c.max_command_attempts = 1;
            c.unresponsive =
                UnresponsiveConfig { max_timeout: Some(Duration::from_secs(2)), interval: PATIENCE };
        });
        builder.with_performance_config(|p| p.broadcast_channel_capacity = 1_024);
        let events = builder.build_subscriber_client().map_err(|_| bad())?;
        builder.with_performance_config(|p| p.default_command_timeout = PATIENCE);
        let commands = builder.build().map_err(|_| bad())?;
        events.manage_subscriptions();
        events.connect();
        commands.connect();
        let (started, down, paused_until) = (Instant::now(), AtomicBool::new(false), AtomicU64::new(0));
        let redis = Redis { commands, events, started, down, paused_until };
        if tokio::time::timeout(Duration::from_secs(2), redis.commands.wait_for_connect()).await.is_err() {
            redis.failed("it does not answer");
        }
        Ok(Self(Some(Arc::new(redis))))
    }

    /// Asks, and tells `connected`, `disabled` (none is configured) or `down`.
    pub async fn status(&self) -> &'static str {
        match self.ask(async |redis| redis.ping::<()>(None).await).await {
            _ if self.0.is_none() => "disabled",
            Some(()) => "connected",
            None => "down",
        }
    }

    /// Whether the last that was heard of Redis was good. Asks nobody.
    pub fn is_up(&self) -> bool {
        self.0.as_ref().is_some_and(|redis| !redis.down.load(Relaxed))
    }

    /// The value of a key; `None` also where Redis is away.
    pub async fn get(&self, key: &str) -> Option<Bytes> {
        self.ask(async |redis| redis.get::<Option<Bytes>, _>(ours(key)).await).await.flatten()
    }

    /// Keeps a value for a time. Tells whether that worked.
    pub async fn set(&self, key: &str, value: impl Into<Bytes>, ttl: Duration) -> bool {
        let (value, ttl) = (Value::Bytes(value.into()), Some(Expiration::PX(millis(ttl))));
        self.ask(async |redis| redis.set::<(), _, _>(ours(key), value, ttl, None, false).await)
            .await
            .is_some()
    }

    /// Forgets a key. Tells whether that worked, also where there was none.
    pub async fn del(&self, key: &str) -> bool {
        self.ask(async |redis| redis.del::<(), _>(ours(key)).await).await.is_some()
    }

    /// Counts up from 0 and tells the count, which is forgotten `ttl` after the first.
    pub async fn incr(&self, key: &str, ttl: Duration) -> Option<i64> {
        self.script(INCREMENT, key, &[millis(ttl)]).await?.first().copied()
    }

    /// Runs a Lua script over one key; it returns an integer or a list of integers.
    pub async fn script(&self, lua: &'static str, key: &str, arguments: &[i64]) -> Option<Vec<i64>> {
        self.ask(async |redis| redis.eval(lua, vec![ours(key)], arguments.to_vec()).await).await
    }

    /// Tells everyone who listens to a channel, in this process too. Tells whether Redis took it.
    pub async fn publish(&self, channel: &str, payload: impl Into<Bytes>) -> bool {
        let payload = Value::Bytes(payload.into());
        self.ask(async |redis| redis.publish::<(), _, _>(ours(channel), payload).await).await.is_some()
    }

    /// What is published on a channel from now on, across reconnects; what is said during an outage is lost, as
    /// is what a listener more than 256 messages behind can't take. `None` without Redis.
    pub fn subscribe(&self, channel: &str) -> Option<mpsc::Receiver<Bytes>> {
        let redis = self.0.clone()?;
        let (sender, receiver) = mpsc::channel(256);
        let channel = ours(channel);
        let mut messages = redis.events.message_rx();
        tokio::spawn(async move {
            while redis.events.subscribe(channel.as_str()).await.is_err() && !sender.is_closed() {
                tokio::time::sleep(PATIENCE).await;
            }
            loop {
                let message = tokio::select! {
                    message = messages.recv() => message,
                    () = sender.closed() => break,
                };
                match message {
                    Ok(message) if message.channel == channel => {
                        let payload = message.value.into_owned_bytes().unwrap_or_default();
                        sender.try_send(payload.into()).ok(); // full: the listener is too slow; closed: see above
                    }
                    Err(RecvError::Closed) => break,
                    _ => {} // another channel, or we were too slow ourselves
                }
            }
        });
        Some(receiver)
    }

    async fn ask<T>(&self, command: impl AsyncFnOnce(&Client) -> Result<T, fred::error::Error>) -> Option<T> {
        let redis = self.0.as_deref()?;
        if redis.millis() < redis.paused_until.load(Relaxed) {
            return None;
        }
        if !redis.commands.is_connected() {
            redis.failed("not connected");
            return None;
        }
        match command(&redis.commands).await {
            Ok(answer) => {
                if redis.down.swap(false, Relaxed) {
                    tracing::info!("Redis answers again");
                }
                Some(answer)
            }
            Err(e) => {
                redis.failed(e.details());
                None
            }
        }
    }
}

impl Redis {
    fn millis(&self) -> u64 {
        self.started.elapsed().as_millis() as u64
    }

    /// Logs the first failure of an outage, and keeps everyone from waiting for the next.
    fn failed(&self, why: &str) {
        self.paused_until.store(self.millis() + PAUSE_MILLIS, Relaxed);
        if !self.down.swap(true, Relaxed) {
            tracing::warn!(why, "Redis is away; going on without what replicas share");
        }
    }
}

fn ours(name: &str) -> String {
    format!("bursar:{name}")
}

fn millis(ttl: Duration) -> i64 {
    i64::try_from(ttl.as_millis()).unwrap_or(i64::MAX).max(1)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::process::{Child, Command, Stdio};

    /// A private Redis server, which ends with the test.
    pub(crate) struct Server {
        child: Child,
        port: u16,
        _folder: tempfile::TempDir,
    }

    impl Server {
        pub(crate) fn start() -> Self {
            Self::on(std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port())
        }

        fn on(port: u16) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let mut command = Command::new("redis-server");
            command.args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]);
            command.args(["--port", &port.to_string(), "--dir"]).arg(folder.path()).stdout(Stdio::null());
            let child = command.spawn().expect("this test needs Redis: apt-get install redis-server");
            Self { child, port, _folder: folder }
        }

        pub(crate) async fn shared(&self) -> Shared {
            let shared = Shared::connect(Some(&format!("redis://127.0.0.1:{}", self.port))).await.unwrap();
            connected(&shared).await;
            shared
        }
    }

    impl Drop for Server {
        fn drop(&mut self) {
            self.child.kill().ok();
            self.child.wait().ok();
        }
    }

    async fn connected(shared: &Shared) {
        for _ in 0..200 {
            if shared.status().await == "connected" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("not within 10 s");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn shares_and_survives_an_outage() {
        let server = Server::start();
        let (one, two) = (server.shared().await, server.shared().await);
        let ttl = Duration::from_millis(400);
        assert!(one.set("k", "v", ttl).await);
        assert_eq!(two.get("k").await.as_deref(), Some(&b"v"[..]));
        assert_eq!((one.incr("n", ttl).await, two.incr("n", ttl).await), (Some(1), Some(2)));
        tokio::time::sleep(ttl).await;
        assert_eq!((two.get("k").await, one.incr("n", ttl).await), (None, Some(1)));
        assert!(one.set("k", "v", ttl).await && two.del("k").await && one.get("k").await.is_none());
        let (mut heard, mut other) = (two.subscribe("c").unwrap(), two.subscribe("d").unwrap());
        hears(&one, "c", &mut heard).await;

        let port = server.port;
        drop(server);
        let start = Instant::now();
        assert!(!one.set("k", "v", ttl).await && one.incr("n", ttl).await.is_none());
        assert!(!one.publish("c", "lost").await && one.get("k").await.is_none());
        assert!(start.elapsed() < Duration::from_millis(700) && one.status().await == "down");

        let _server = Server::on(port);
        connected(&one).await;
        hears(&one, "c", &mut heard).await;
        assert!(other.try_recv().is_err());
    }

    /// Publishes until it is heard: subscribing and coming back take a moment.
    async fn hears(from: &Shared, channel: &str, heard: &mut mpsc::Receiver<Bytes>) {
        for _ in 0..100 {
            from.publish(channel, "hello").await;
            if let Ok(said) = tokio::time::timeout(Duration::from_millis(100), heard.recv()).await {
                return assert_eq!(said.as_deref(), Some(&b"hello"[..]));
            }
        }
        panic!("not heard within 10 s");
    }

    #[tokio::test]
    async fn none_and_nobody_there() {
        let none = Shared::connect(Some("")).await.unwrap();
        assert!(
            none.status().await == "disabled"
                && none.subscribe("c").is_none()
                && !none.publish("c", "x").await
        );
        for url in ["redis://127.0.0.1:1", "rediss://127.0.0.1:1"] {
            let away = Shared::connect(Some(url)).await.unwrap();
            assert!(away.status().await == "down" && away.get("k").await.is_none());
        }
        for url in ["http://u:hunter2@h", "hunter2", "redis://:hunter2@"] {
            let e = Shared::connect(Some(url)).await.err().unwrap();
            assert!(e.cause().is_some_and(|cause| !cause.contains("hunter2")), "{e}");
        }
    }
}
