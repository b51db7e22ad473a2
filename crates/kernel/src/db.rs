//! The only file that knows that there are two databases.
//!
//! SQLite has one connection that writes and a few that read; every write transaction begins
//! IMMEDIATE, so nobody ever meets SQLITE_BUSY half-way. PostgreSQL has one pool for both.
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

use base::{ddl::applied, sql::part_of};
pub use base::{
    pour::{Batch, Target},
    sql::{contains, hex, slice, sum},
};
use futures::future::BoxFuture;
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseExecutor,
    DatabaseTransaction, SqliteTransactionMode, SqlxPostgresConnector, TransactionOptions, TransactionTrait,
    sea_query::{IntoColumnRef, SimpleExpr},
    sqlx::{
        self, PgConnection, Postgres,
        pool::PoolConnection,
        postgres::{PgCopyIn, PgPoolCopyExt, PgPoolOptions},
        sqlite::SqliteConnectOptions,
    },
};

use crate::{Clock, Error, Migration, Result, settings::DatabaseSettings};

/// Where data lives: readers, and writers.
#[derive(Clone)]
pub struct Db {
    read: DatabaseConnection,
    write: DatabaseConnection,
    place: Arc<Place>,
}

/// The Debian package with the programs that copy a served database.
pub const CLIENT_PACKAGE: &str = "postgresql-client";

/// Whether a URL names a database server, which several replicas may share.
pub fn is_served(url: &str) -> bool {
    url.starts_with("postgres")
}

/// What `/health` tells of the database.
#[derive(Clone, Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Place {
    /// `sqlite` or `postgres`.
    pub kind: &'static str,
    /// The server's name; `localhost` for SQLite.
    pub host: String,
    /// The server's port, as text; empty for SQLite.
    pub port: String,
    /// The database's name, or the file's.
    pub database: String,
}

/// A write transaction. Dropped without [`Tx::commit`], it never happened. One that a [`Pour`] leaves lies within the
/// transaction that is all of its own connection.
pub struct Tx(DatabaseTransaction, Option<DatabaseConnection>);

impl Tx {
    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        self.0.commit().await?;
        if let Some(line) = self.1 {
            line.execute_unprepared("COMMIT").await?;
        }
        Ok(())
    }
}

impl std::ops::Deref for Tx {
    type Target = DatabaseTransaction;

    fn deref(&self) -> &DatabaseTransaction {
        &self.0
    }
}

impl Db {
    /// Opens the database that the settings name; `data_dir` holds the file where none is named.
    pub async fn open(settings: &DatabaseSettings, data_dir: &Path) -> Result<Self> {
        let cores = std::thread::available_parallelism().map_or(2, |n| n.get() as u32);
        let url = match settings.url.as_str() {
            "" => format!("sqlite:{}", data_dir.join("bursar.db").display()),
            url => url.to_owned(),
        };
        if is_served(&url) {
            let pool = if settings.pool == 0 { cores * 4 } else { settings.pool };
            Self::postgres(&url, pool).await
        } else if let Some(path) = url.strip_prefix("sqlite:") {
            let readers = if settings.pool == 0 { Ord::max(cores, 2) } else { settings.pool };
            Self::sqlite(path.trim_start_matches("//"), readers, &settings.synchronous).await
        } else {
            Err(Error::internal("database.url must begin with postgres:// or sqlite:"))
        }
    }

    async fn postgres(url: &str, pool: u32) -> Result<Self> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(pool)
            .acquire_timeout(Duration::from_secs(3))
            .connect_timeout(Duration::from_secs(5))
            .test_before_acquire(false)
            .sqlx_logging(false);
        let both = Database::connect(options).await?;
        let parsed = sqlx::postgres::PgConnectOptions::from_str(url).map_err(Error::internal)?;
        let place = Place {
            kind: "postgres",
            host: parsed.get_host().to_owned(),
            port: parsed.get_port().to_string(),
            database: parsed.get_database().unwrap_or_default().to_owned(),
        };
        Ok(Self { read: both.clone(), write: both, place: Arc::new(place) })
    }

    async fn sqlite(path: &str, readers: u32, synchronous: &str) -> Result<Self> {
        let synchronous = match synchronous.to_ascii_uppercase().as_str() {
            "FULL" => sqlx::sqlite::SqliteSynchronous::Full,
            "NORMAL" => sqlx::sqlite::SqliteSynchronous::Normal,
            _ => return Err(Error::internal("database.synchronous must be FULL or NORMAL")),
        };
        let url = format!("sqlite:{path}");
        let tune = move |options: SqliteConnectOptions| {
            options
                .create_if_missing(true)
                .journal_mode(sqlx::sqlite::SqliteJournalMode::Wal)
                .synchronous(synchronous)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .statement_cache_capacity(256)
                // Rows go from thread to thread: with fifty at a time, a long list is mostly waking up.
                .row_buffer_size(4_096)
                .pragma("temp_store", "memory")
                .pragma("cache_size", "-8000")
        };
        let mut options = ConnectOptions::new(&url);
        options.acquire_timeout(Duration::from_secs(5)).test_before_acquire(false).sqlx_logging(false);
        let mut writer = options.clone();
        writer.max_connections(1).min_connections(1).map_sqlx_sqlite_opts(tune);
        // A transaction still open when its connection comes back is one that failed to end (a full
        // disk, a failed fsync): such a connection answers "locked" for ever, so it is closed.
        writer.map_sqlx_sqlite_pool_opts(|pool| {
            pool.after_release(|connection, _| {
                Box::pin(async move { Ok(sqlx::Executor::execute(connection, "ROLLBACK").await.is_err()) })
            })
        });
        let write = Database::connect(writer).await?;
        options.max_connections(readers).map_sqlx_sqlite_opts(move |o| tune(o).pragma("query_only", "on"));
        let read = Database::connect(options).await?;
        let place = Place {
            kind: "sqlite",
            host: "localhost".into(),
            port: String::new(),
            database: base::storage::plain_name(path),
        };
        Ok(Self { read, write, place: Arc::new(place) })
    }

    /// What people may know of where the data lives.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Whether several servers may share this database.
    pub fn is_shared(&self) -> bool {
        self.place.kind == "postgres"
    }

    /// For reading. Writes go through [`Db::begin`], and in a request through [`crate::Change`].
    pub fn read(&self) -> &DatabaseConnection {
        &self.read
    }

    /// Begins a write transaction.
    pub async fn begin(&self) -> Result<Tx> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..Default::default()
        };
        Ok(Tx(self.write.begin_with_options(options).await?, None))
    }

    /// Adds rows in a transaction of its own, as fast as the database takes them: COPY on PostgreSQL, wide inserts
    /// on SQLite. A column that the first row leaves out keeps its default in all of them.
    pub async fn load<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait,
    {
        match base::pour::rows(self.is_shared(), &rows)? {
            (target, Batch::Lines(text)) => {
                let (pool, copy) = (self.write.get_postgres_connection_pool(), target.copy());
                let mut copying = pool.copy_in_raw(&copy).await.map_err(Error::internal)?;
                copying.send(text.as_bytes()).await.map_err(Error::internal)?;
                copying.finish().await.map(drop).map_err(Error::internal)
            }
            (target, Batch::Values(values)) => {
                let tx = self.begin().await?;
                target.insert_all(&*tx, values).await?;
                tx.commit().await
            }
        }
    }

    /// Begins a transaction that rows are poured into by the million.
    pub async fn pour(&self) -> Result<Pour> {
        if !self.is_shared() {
            return Ok(Pour { tx: Some(self.begin().await?), line: None, copying: None });
        }
        // SeaORM does not lend the connection of a transaction, and COPY wants it: so a connection of its own, which
        // is in a transaction from the start. What SeaORM begins on it is a savepoint.
        let options = self.write.get_postgres_connection_pool().connect_options();
        let begin: fn(&mut PgConnection, _) -> BoxFuture<'_, _> =
            |one, _| Box::pin(async move { sqlx::Connection::begin(one).await.map(std::mem::forget) });
        let pool = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let pool = pool.after_connect(begin).connect_with((*options).clone()).await;
        let line = Some(SqlxPostgresConnector::from_sqlx_postgres_pool(pool.map_err(Error::internal)?));
        Ok(Pour { tx: None, line, copying: None })
    }

    /// Proves that the database takes writes: what `/health/ready` stands on.
    pub async fn probe(&self) -> Result<()> {
        let tx = self.begin().await?;
        tx.execute_unprepared("UPDATE audit_head SET id = id").await?;
        Ok(tx.0.rollback().await?)
    }

    /// Copies the whole of an embedded database into one file, while it is in use.
    pub async fn copy_to(&self, file: &Path) -> Result<()> {
        let target = file.display().to_string().replace('\'', "''");
        self.write.execute_unprepared(&format!("VACUUM INTO '{target}'")).await?;
        Ok(())
    }

    /// Closes every connection; what is under way is rolled back.
    pub async fn close(&self) {
        for connection in [self.read.clone(), self.write.clone()] {
            if let Err(e) = connection.close().await {
                tracing::debug!(%e, "a connection did not close");
            }
        }
    }

    /// The names of the migrations that have not run yet, as `module/name`.
    pub async fn pending(&self, steps: &[(&str, &Migration)]) -> Result<Vec<String>> {
        let applied = applied(&self.read).await.unwrap_or_default();
        Ok(steps
            .iter()
            .map(|(m, s)| format!("{m}/{}", s.name))
            .filter(|n| !applied.iter().any(|a| a.0 == *n))
            .collect())
    }

    /// Runs what has not run yet, all or nothing, one server at a time. Tells what it did.
    pub async fn migrate(&self, steps: &[(&str, &Migration)], clock: &Clock) -> Result<Vec<String>> {
        let tx = self.begin().await?;
        if self.is_shared() {
            tx.execute_unprepared("SELECT pg_advisory_xact_lock(7308315)").await?;
        }
        let steps = steps.iter().map(|(module, step)| (format!("{module}/{}", step.name), step.sql));
        let done = base::ddl::run(&*tx, self.is_shared(), steps, &clock.now().to_rfc3339()).await?;
        tx.commit().await?;
        Ok(done)
    }
}

/// Rows on their way into a table, by COPY on PostgreSQL and by wide inserts on SQLite. Dropped before the [`Tx`] that
/// it becomes is committed, nothing happened.
pub struct Pour {
    tx: Option<Tx>,
    line: Option<DatabaseConnection>,
    copying: Option<PgCopyIn<PoolConnection<Postgres>>>,
}

impl Pour {
    /// The transaction, for statements before the first row.
    pub fn db(&self) -> Result<DatabaseExecutor<'_>> {
        let tx = self.tx.as_ref().map(|tx| DatabaseExecutor::from(&tx.0));
        let all = tx.or_else(|| self.line.as_ref().map(DatabaseExecutor::from));
        all.ok_or_else(|| Error::internal("rows are poured without a transaction"))
    }

    /// Adds rows of one table; all calls name the same.
    pub async fn send(&mut self, target: &Target, rows: Batch) -> Result<()> {
        match (rows, &self.line) {
            (Batch::Lines(text), Some(line)) => {
                if self.copying.is_none() {
                    let copying = line.get_postgres_connection_pool();
                    self.copying = Some(copying.copy_in_raw(&target.copy()).await.map_err(Error::internal)?);
                }
                let Some(copying) = &mut self.copying else { return Ok(()) };
                copying.send(text.as_bytes()).await.map(drop).map_err(Error::internal)
            }
            (Batch::Values(values), None) => Ok(target.insert_all(&self.db()?, values).await?),
            _ => Err(Error::internal("rows in the form of another database")),
        }
    }

    /// Ends the rows: what follows in the transaction goes through the [`Tx`].
    pub async fn end(self) -> Result<Tx> {
        if let Some(copying) = self.copying {
            copying.finish().await.map_err(Error::internal)?;
        }
        match (self.tx, self.line) {
            (Some(tx), _) => Ok(tx),
            (None, Some(line)) => Ok(Tx(line.begin().await?, Some(line))),
            (None, None) => Err(Error::internal("rows are poured without a transaction")),
        }
    }
}

/// The day (`YYYY-MM-DD`, UTC) of a time column, as text.
pub fn day_of(db: &Db, column: impl IntoColumnRef) -> SimpleExpr {
    part_of(db.is_shared(), column, ("YYYY-MM-DD", 1, 10))
}

/// The hour (`00` to `23`, UTC) of a time column, as text.
pub fn hour_of(db: &Db, column: impl IntoColumnRef) -> SimpleExpr {
    part_of(db.is_shared(), column, ("HH24", 12, 2))
}
