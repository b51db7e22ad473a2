//! How often: so many per period and key, and a lock-out that grows with every failure.
//!
//! The count is shared through Redis when there is one, and kept in this process otherwise, and while Redis is
//! away. The caller gives the time: replicas whose clocks differ are generous or strict by that difference.
use std::{sync::Arc, time::Duration};

use chrono::{DateTime, Utc};
use dashmap::DashMap;

use crate::{Error, shared::Shared};

/// More keys than this are not kept in one process: about 5 MB.
const MOST_KEYS: usize = 50_000;
/// The first lock; each further failure doubles it.
const FIRST_LOCK: i64 = 12 * SECOND;
const LONGEST_LOCK: i64 = 15 * 60 * SECOND;
/// Failures are forgotten so long after the last.
const MEMORY: i64 = 60 * 60 * SECOND;
const SECOND: i64 = 1_000_000;

/// GCRA: a key's number is the time at which it will have all of its burst again. Times are microseconds, which a
/// double holds exactly; `%.0f`, because Lua writes large numbers with 14 digits only.
const TAKE: &str = "local now, each, all = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now) + each
if full - now <= all then
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
end
return full";
const FAIL: &str = "local n = redis.call('HINCRBY', KEYS[1], 'n', 1)
redis.call('PEXPIRE', KEYS[1], ARGV[4])
if n < tonumber(ARGV[2]) then return 0 end
local lock = math.min(2 ^ math.min(n - ARGV[2], 20) * ARGV[5], tonumber(ARGV[3]))
redis.call('HSET', KEYS[1], 'until', string.format('%.0f', ARGV[1] + lock))
return lock";
const UNTIL: &str = "return tonumber(redis.call('HGET', KEYS[1], 'until') or '0')";

/// At most `burst` at once, and then `burst` per `period`, evenly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What is limited; a key is counted for each name apart.
    pub name: &'static str,
    /// How many per period, at least 1.
    pub burst: u32,
    /// The period, at least a microsecond for each of the burst.
    pub period: Duration,
}

/// What is left after a call that was let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// The rule's burst.
    pub limit: u32,
    /// How many may follow at once.
    pub remaining: u32,
    /// When the whole burst is there again.
    pub reset: Duration,
}

/// Not now, but after this time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait(pub Duration);

impl From<Wait> for Error {
    fn from(Wait(time): Wait) -> Self {
        let seconds = time.as_micros().div_ceil(1_000_000).max(1) as u64;
        Self::too_many(format!("Too many attempts. Try again in {seconds} s."), seconds)
    }
}

/// Counts calls. Cheap to clone; clones count together.
#[derive(Clone)]
pub struct Limiter {
    shared: Shared,
    here: Table,
}

impl Limiter {
    /// Nothing counted yet in this process.
    pub fn new(shared: Shared) -> Self {
        Self { shared, here: Table::default() }
    }

    /// Takes one from what the rule allows the key.
    pub async fn check(&self, rule: &Rule, key: &str, now: DateTime<Utc>) -> Result<Quota, Wait> {
        let (now, all) = (now.timestamp_micros(), micros(rule.period));
        let each = (all / i64::from(rule.burst.max(1))).max(1);
        let key = format!("limit:{}:{key}", rule.name);
        let full = match self.shared.script(TAKE, &key, &[now, each, all]).await.as_deref() {
            Some([full]) => *full,
            _ => self.here.with(&key, now, |cell| {
                let full = cell.until.max(now) + each;
                if full - now <= all {
                    (cell.until, cell.expires) = (full, full);
                }
                full
            }),
        };
        if full - now > all {
            return Err(Wait(duration(full - now - all)));
        }
        let remaining = u32::try_from((all - (full - now)) / each).unwrap_or(0);
        Ok(Quota { limit: rule.burst, remaining, reset: duration(full - now) })
    }
}

/// A lock-out: the last of so many failures locks the key for 12 s, the next for 24 s, 48 s … up to 15 minutes.
/// An hour without a failure forgets them. Cheap to clone; clones count together.
#[derive(Clone)]
pub struct Growing {
    name: &'static str,
    attempts: i64,
    shared: Shared,
    here: Table,
}

impl Growing {
    /// The lock-out called `name`, after `attempts` failures; a key is counted for each name apart.
    pub fn new(name: &'static str, attempts: u32, shared: Shared) -> Self {
        Self { name, attempts: i64::from(attempts.max(1)), shared, here: Table::default() }
    }

    /// Counts a failure, and tells for how long that locks the key.
    pub async fn fail(&self, key: &str, now: DateTime<Utc>) -> Option<Duration> {
        let (key, now) = (self.key(key), now.timestamp_micros());
        let lock = match self
            .shared
            .script(FAIL, &key, &[now, self.attempts, LONGEST_LOCK, MEMORY / 1_000, FIRST_LOCK])
            .await
            .as_deref()
        {
            Some([lock]) => *lock,
            _ => self.here.with(&key, now, |cell| {
                cell.count += 1;
                cell.expires = now + MEMORY;
                if cell.count < self.attempts {
                    return 0;
                }
                let lock = (FIRST_LOCK << (cell.count - self.attempts).min(20)).min(LONGEST_LOCK);
                cell.until = now + lock;
                lock
            }),
        };
        (lock > 0).then(|| duration(lock))
    }

    /// Forgets the failures of a key.
    pub async fn clear(&self, key: &str) {
        let key = self.key(key);
        self.here.0.remove(&key);
        self.shared.del(&key).await;
    }

    /// For how long the key is still locked.
    pub async fn blocked_for(&self, key: &str, now: DateTime<Utc>) -> Option<Duration> {
        let (key, now) = (self.key(key), now.timestamp_micros());
        let there = self.shared.script(UNTIL, &key, &[]).await.and_then(|found| found.first().copied());
        let here = self.here.0.get(&key).map_or(0, |cell| cell.until);
        let until = there.unwrap_or(0).max(here); // what was locked while Redis was away stays locked
        (until > now).then(|| duration(until - now))
    }

    fn key(&self, key: &str) -> String {
        format!("lock:{}:{key}", self.name)
    }
}

/// What this process counts, in microseconds since 1970. A cell that has expired is as good as none.
#[derive(Clone, Default)]
struct Table(Arc<DashMap<String, Cell>>);

#[derive(Clone, Copy, Default)]
struct Cell {
    until: i64,
    count: i64,
    expires: i64,
}

impl Table {
    fn with<T>(&self, key: &str, now: i64, change: impl FnOnce(&mut Cell) -> T) -> T {
        if self.0.len() >= MOST_KEYS {
            self.prune(now);
        }
        let mut cell = self.0.entry(key.to_owned()).or_default();
        if cell.expires <= now {
            *cell = Cell::default();
        }
        change(&mut cell)
    }

    /// Drops what has expired, and where that is not enough, the half that expires first: whoever floods us with
    /// new keys does not free the worst offenders.
    fn prune(&self, now: i64) {
        self.0.retain(|_, cell| cell.expires > now);
        let mut ends: Vec<i64> = self.0.iter().map(|cell| cell.expires).collect();
        if ends.len() > MOST_KEYS / 2 {
            let middle = ends.len() / 2;
            let middle = *ends.select_nth_unstable(middle).1;
            self.0.retain(|_, cell| cell.expires > middle);
        }
    }
}

fn micros(time: Duration) -> i64 {
    i64::try_from(time.as_micros()).unwrap_or(i64::MAX / 4)
}

fn duration(micros: i64) -> Duration {
    Duration::from_micros(micros.unsigned_abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::tests::Server;

    const RULE: Rule = Rule { name: "login", burst: 5, period: Duration::from_secs(60) };

    fn at(millis: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(1_795_000_000_000 + millis).unwrap()
    }

    async fn counts(one: Shared, two: Shared) {
        let limiter = Limiter::new(one.clone());
        let other =
            if two.status().await == "connected" { Limiter::new(two.clone()) } else { limiter.clone() };
        for left in (0..5).rev() {
            assert_eq!(limiter.check(&RULE, "ann", at(0)).await.unwrap().remaining, left);
        }
        assert_eq!(other.check(&RULE, "ann", at(0)).await, Err(Wait(Duration::from_secs(12))));
        assert_eq!(other.check(&RULE, "bob", at(0)).await.unwrap().reset, Duration::from_secs(12));
        assert_eq!(other.check(&RULE, "ann", at(11_999)).await, Err(Wait(Duration::from_millis(1))));
        assert_eq!(other.check(&RULE, "ann", at(12_000)).await.unwrap().remaining, 0);
        assert_eq!(limiter.check(&RULE, "ann", at(200_000)).await.unwrap().remaining, 4);

        let lock = Growing::new("login", 5, one);
        let other =
            if two.status().await == "connected" { Growing::new("login", 5, two) } else { lock.clone() };
        let mut locks = vec![];
        for _ in 0..12 {
            locks.push(lock.fail("ann", at(0)).await.map_or(0, |time| time.as_secs()));
        }
        assert_eq!(locks, [0, 0, 0, 0, 12, 24, 48, 96, 192, 384, 768, 900]);
        assert_eq!(other.blocked_for("ann", at(1)).await, Some(Duration::from_millis(899_999)));
        assert_eq!(other.blocked_for("ann", at(900_000)).await, None);
        assert_eq!(other.blocked_for("bob", at(0)).await, None);
        other.clear("ann").await;
        assert_eq!((lock.blocked_for("ann", at(0)).await, lock.fail("ann", at(0)).await), (None, None));
    }

    #[tokio::test]
    async fn counts_in_process() {
        counts(Shared::none(), Shared::none()).await;
        let lock = Growing::new("login", 5, Shared::none());
        for _ in 0..6 {
            lock.fail("ann", at(0)).await;
        }
        assert_eq!(lock.fail("ann", at(3_600_000)).await, None); // an hour forgets
        assert_eq!(Error::from(Wait(Duration::from_millis(1_001))).retry_after, Some(2));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn counts_across_replicas_and_goes_on_alone() {
        let server = Server::start();
        let (one, two) = (server.shared().await, server.shared().await);
        counts(one.clone(), two).await;
        let limiter = Limiter::new(one);
        drop(server);
        for _ in 0..5 {
            limiter.check(&RULE, "eve", at(0)).await.unwrap();
        }
        assert!(limiter.check(&RULE, "eve", at(0)).await.is_err());
    }

    #[test]
    fn memory_is_bounded_and_offenders_stay() {
        let table = Table::default();
        table.with("offender", 0, |cell| cell.expires = i64::MAX);
        for key in 0..3 * MOST_KEYS {
            table.with(&key.to_string(), 0, |cell| cell.expires = 1 + key as i64);
        }
        assert!(table.0.len() <= MOST_KEYS && table.0.contains_key("offender"));
    }
}
