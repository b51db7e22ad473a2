//! The house: what every part of the program can reach.
use std::{
    any::{Any, TypeId},
    ops::Deref,
    path::Path,
    sync::{Arc, OnceLock},
    time::Duration,
};

use aide::openapi::OpenApi;
use dashmap::DashMap;
use tokio::sync::{Notify, watch};

use crate::{
    Clock, Credentials, Db, Dice, Error, Migration, Module, Principal, Result, Settings,
    limit::{Limiter, Rule},
    mail::Mailer,
    principals::Principals,
    realtime::Hub,
    scan::Scanner,
    shared::Shared,
    storage::Storage,
};

/// The house; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<House>);

/// What is in it.
pub struct House {
    /// The effective settings.
    pub settings: Settings,
    /// The modules that run here.
    pub modules: Vec<&'static Module>,
    /// The database.
    pub db: Db,
    /// The time.
    pub clock: Clock,
    /// The random.
    pub dice: Dice,
    /// Files.
    pub storage: Storage,
    /// Looks at files before they are kept.
    pub scanner: Scanner,
    /// Outgoing mail.
    pub mailer: Mailer,
    /// What replicas share.
    pub shared: Shared,
    /// Rates.
    pub limiter: Limiter,
    /// Live events.
    pub hub: Hub,
    /// Who was recognised a moment ago.
    pub principals: Principals,
    /// Says that the outbox holds something.
    pub outbox_wake: Notify,
    /// Says that a job is due.
    pub jobs_wake: Notify,
    /// The API document, once the routes are known.
    pub api: OnceLock<Arc<OpenApi>>,
    draining: watch::Sender<bool>,
    own: DashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl Deref for App {
    type Target = House;

    fn deref(&self) -> &House {
        &self.0
    }
}

/// The parts of the outside world that tests replace.
pub struct World {
    /// The time.
    pub clock: Clock,
    /// The random.
    pub dice: Dice,
    /// Outgoing mail; `None` for what the settings say.
    pub mailer: Option<Mailer>,
}

impl World {
    /// The real one.
    pub fn real() -> Self {
        Self { clock: Clock::System, dice: Dice::system(), mailer: None }
    }
}

impl App {
    /// Opens the database, the storage and the mail. Runs no migration and no background work yet.
    pub async fn open(settings: Settings, modules: Vec<&'static Module>, world: World) -> Result<Self> {
        private_folder(&settings.data_dir)?;
        let db = Db::open(&settings.database, &settings.data_dir).await?;
        let storage = Storage::open(&settings.storage, &settings.data_dir)?;
        let mailer = match world.mailer {
            Some(mailer) => mailer,
            None => Mailer::open(&settings.mail, &settings.data_dir)?,
        };
        let redis = Some(settings.redis.url.as_str()).filter(|url| !url.is_empty());
        let shared = Shared::connect(redis).await?;
        Ok(Self(Arc::new(House {
            limiter: Limiter::new(shared.clone()),
            hub: Hub::new(shared.clone()),
            scanner: Scanner::at(&settings.uploads.scanner),
            principals: Principals::default(),
            outbox_wake: Notify::new(),
            jobs_wake: Notify::new(),
            api: OnceLock::new(),
            draining: watch::Sender::new(false),
            own: DashMap::new(),
            clock: world.clock,
            dice: world.dice,
            settings,
            modules,
            db,
            storage,
            mailer,
            shared,
        })))
    }

    /// Every migration, the kernel's first, with the module it belongs to.
    pub fn migrations(&self) -> Vec<(&'static str, &'static Migration)> {
        const OWN: &[Migration] = crate::migrations!["0001_house", "0002_idempotency"];
        let own = OWN.iter().map(|step| ("house", step));
        own.chain(
            self.modules.iter().flat_map(|module| module.migrations.iter().map(|step| (module.name, step))),
        )
        .collect()
    }

    /// Brings the schema up to date; tells what it did.
    pub async fn migrate(&self) -> Result<Vec<String>> {
        self.db.migrate(&self.migrations(), &self.clock).await
    }

    /// A module's own state, made on first use: caches, semaphores, keys.
    pub fn own<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Arc<T> {
        let entry = self.own.entry(TypeId::of::<T>()).or_insert_with(|| Arc::new(make()));
        let any = entry.value().clone();
        drop(entry);
        any.downcast::<T>().unwrap_or_else(|_| unreachable!("stored under its own type"))
    }

    /// The same where making it may fail: what is read from a file or the settings is read once, not per request.
    pub fn try_own<T: Any + Send + Sync>(&self, make: impl FnOnce() -> Result<T>) -> Result<Arc<T>> {
        let known = self.own.get(&TypeId::of::<T>()).map(|entry| entry.value().clone());
        if let Some(known) = known.and_then(|any| any.downcast::<T>().ok()) {
            return Ok(known);
        }
        let made = make()?;
        Ok(self.own(|| made))
    }

    /// Turns credentials into a person, through the module that knows people.
    pub async fn authenticate(&self, credentials: &Credentials) -> Result<Option<Arc<Principal>>> {
        // Without a way to hear of changes made elsewhere, every request asks the database.
        let lasting = !self.db.is_shared() || self.shared.is_up();
        self.principals.find(self, credentials, lasting).await
    }

    /// Forgets, here and on every replica, what is remembered of a person: his rights have changed.
    pub async fn forget(&self, user_id: i64) {
        self.principals.forget(user_id);
        self.hub.announce_forgotten(user_id).await;
    }

    /// Counts a request against the general limit.
    pub async fn limit(&self, kind: &'static str, key: &str) -> Result<()> {
        let rule = Rule { name: kind, burst: self.settings.limits.general, period: Duration::from_secs(60) };
        self.spend(&rule, key).await
    }

    /// Counts against `rule`; 429 when nothing is left.
    pub async fn spend(&self, rule: &Rule, key: &str) -> Result<()> {
        match self.limiter.check(rule, key, self.clock.now()).await {
            Ok(_) => Ok(()),
            Err(wait) => {
                let seconds = wait.0.as_secs_f64().ceil() as u64;
                Err(Error::too_many(format!("Too many requests. Please wait {} s.", seconds.max(1)), seconds))
            }
        }
    }

    /// From now on `/health/ready` says no, so that no new work arrives.
    pub fn drain(&self) {
        self.draining.send_replace(true);
    }

    /// Whether the server is on its way out.
    pub fn is_draining(&self) -> bool {
        *self.draining.borrow()
    }

    /// Waits until the server is told to stop.
    pub async fn drained(&self) {
        // The sender lives as long as this house.
        self.draining.subscribe().wait_for(|draining| *draining).await.ok();
    }

    /// A secret of `N` bytes, made on first use and kept in the data folder, readable by its owner only.
    pub fn secret<const N: usize>(&self, name: &str) -> Result<[u8; N]> {
        let path = self.settings.data_dir.join(name);
        if let Ok(bytes) = read(&path) {
            let wrong = |_| {
                Error::internal(format!(
                    "{} must hold {N} bytes; move it away to make a new one",
                    path.display()
                ))
            };
            return <[u8; N]>::try_from(bytes).map_err(wrong);
        }
        let bytes = self.dice.bytes::<N>();
        write_private(&path, &bytes)?;
        Ok(bytes)
    }
}

/// Secrets and the data folder: the only files that do not go through the storage.
mod files {
    use std::{fs, io::Write, os::unix::fs::DirBuilderExt, os::unix::fs::OpenOptionsExt, path::Path};

    pub fn read(path: &Path) -> std::io::Result<Vec<u8>> {
        fs::read(path)
    }

    pub fn make_private_folder(path: &Path) -> std::io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
    }

    pub fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
        fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?.write_all(bytes)
    }
}
use files::{make_private_folder, read, write_private};

fn private_folder(path: &Path) -> Result<()> {
    make_private_folder(path)
        .map_err(|e| Error::internal(format!("the data folder {} can't be made: {e}", path.display())))
}
