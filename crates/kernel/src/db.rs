//! The only file that knows that there are two databases.
//!
//! SQLite has one connection that writes and a few that read; every write transaction begins
//! IMMEDIATE, so nobody ever meets SQLITE_BUSY half-way. PostgreSQL has one pool for both.
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

pub use base::sql::{contains, slice, sum};
use sea_orm::{
    ActiveModelTrait, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbErr, EntityName, EntityTrait, Iden, Iterable, SqliteTransactionMode, Statement, TransactionOptions,
    TransactionTrait,
    sea_query::{Expr, Func, IntoColumnRef, SimpleExpr},
    sqlx::{self, postgres::PgPoolCopyExt, sqlite::SqliteConnectOptions},
};
use sha2::{Digest, Sha256};

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

/// A write transaction. Dropped without [`Tx::commit`], it never happened.
pub struct Tx(DatabaseTransaction);

impl Tx {
    /// Makes it so.
    pub async fn commit(self) -> Result<()> {
        Ok(self.0.commit().await?)
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
            database: file_name(path),
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
        Ok(Tx(self.write.begin_with_options(options).await?))
    }

    /// Adds rows in a transaction of its own, as fast as the database takes them: COPY on PostgreSQL, wide inserts
    /// on SQLite. A column that the first row leaves out keeps its default in all of them.
    pub async fn load<A>(&self, rows: Vec<A>) -> Result<()>
    where
        A: ActiveModelTrait,
    {
        let Some(first) = rows.first() else { return Ok(()) };
        let set = |column: &<A::Entity as EntityTrait>::Column| !first.get(*column).is_not_set();
        let columns = <A::Entity as EntityTrait>::Column::iter().filter(set).collect::<Vec<_>>();
        if self.is_shared() {
            let names = columns.iter().map(|c| c.to_string()).collect::<Vec<_>>().join(", ");
            let table = A::Entity::default();
            let copy = format!("COPY {} ({names}) FROM STDIN", table.table_name());
            let mut text = String::new();
            for row in &rows {
                base::copy::line(&mut text, columns.iter().map(|c| row.get(*c).into_value()))?;
            }
            let mut copying = self
                .write
                .get_postgres_connection_pool()
                .copy_in_raw(&copy)
                .await
                .map_err(Error::internal)?;
            copying.send(text.as_bytes()).await.map_err(Error::internal)?;
            copying.finish().await.map_err(Error::internal)?;
            return Ok(());
        }
        // SQLite binds at most 32,766 values.
        let most = 32_766 / columns.len().max(1);
        let tx = self.begin().await?;
        let mut rows = rows.into_iter().peekable();
        while rows.peek().is_some() {
            A::Entity::insert_many(rows.by_ref().take(most)).exec_without_returning(&*tx).await?;
        }
        tx.commit().await
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
        tx.execute_unprepared(
            "CREATE TABLE IF NOT EXISTS schema_migrations \
             (name TEXT PRIMARY KEY, checksum TEXT NOT NULL, applied_at TEXT NOT NULL)",
        )
        .await?;
        let applied = applied(&*tx).await?;
        let mut done = vec![];
        for (module, step) in steps {
            let name = format!("{module}/{}", step.name);
            let checksum = hex(&Sha256::digest(step.sql));
            if let Some((_, before)) = applied.iter().find(|(a, _)| *a == name) {
                if *before != checksum {
                    return Err(Error::internal(format!(
                        "migration {name} was changed after it ran; add a new one"
                    )));
                }
                continue;
            }
            for statement in base::ddl::spell(step.sql, self.is_shared()) {
                let failed = |e| Error::internal(format!("migration {name}: {e}"));
                tx.execute_unprepared(&statement).await.map_err(failed)?;
            }
            let insert = "INSERT INTO schema_migrations (name, checksum, applied_at) VALUES ($1, $2, $3)";
            let values = [name.clone().into(), checksum.into(), clock.now().to_rfc3339().into()];
            tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), insert, values)).await?;
            done.push(name);
        }
        tx.commit().await?;
        Ok(done)
    }
}

async fn applied(db: &impl ConnectionTrait) -> Result<Vec<(String, String)>, DbErr> {
    let all =
        Statement::from_string(db.get_database_backend(), "SELECT name, checksum FROM schema_migrations");
    db.query_all_raw(all)
        .await?
        .iter()
        .map(|row| Ok((row.try_get("", "name")?, row.try_get("", "checksum")?)))
        .collect()
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The day (`YYYY-MM-DD`, UTC) of a time column, as text.
pub fn day_of(db: &Db, column: impl IntoColumnRef) -> SimpleExpr {
    part_of(db, column, "YYYY-MM-DD", 1, 10)
}

/// The hour (`00` to `23`, UTC) of a time column, as text.
pub fn hour_of(db: &Db, column: impl IntoColumnRef) -> SimpleExpr {
    part_of(db, column, "HH24", 12, 2)
}

fn part_of(db: &Db, column: impl IntoColumnRef, format: &str, from: i32, length: i32) -> SimpleExpr {
    // Spelt out rather than bound: in GROUP BY a bound value counts as another expression.
    let word = |text: String| Expr::cust(text);
    let column = Expr::col(column);
    if db.is_shared() {
        let utc = Func::cust("timezone").arg(word("'UTC'".into())).arg(column);
        return Func::cust("to_char").arg(utc).arg(word(format!("'{format}'"))).into();
    }
    // The text begins YYYY-MM-DDTHH.
    Func::cust("substr").arg(column).arg(word(from.to_string())).arg(word(length.to_string())).into()
}
