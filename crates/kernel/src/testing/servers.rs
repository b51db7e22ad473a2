//! Private servers for tests: they start with the first test that needs them and end with the process.
use std::{
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    time::Duration,
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// The URL of a fresh, empty database.
pub async fn postgres() -> String {
    static CLUSTER: OnceLock<Server> = OnceLock::new();
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let cluster =
        tokio::task::spawn_blocking(|| CLUSTER.get_or_init(start_postgres)).await.expect("a cluster");
    let base = format!("postgres://postgres@127.0.0.1:{}", cluster.port);
    let name = format!("story_{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let mut options = sea_orm::ConnectOptions::new(format!("{base}/postgres"));
    options.max_connections(1).sqlx_logging(false);
    let admin = Database::connect(options).await.expect("the private PostgreSQL answers");
    // A finished test's database goes before the next one comes, so that they never fill the disk.
    let finished = std::mem::take(&mut *FINISHED.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
    for old in finished {
        admin
            .execute_unprepared(&format!("DROP DATABASE IF EXISTS {old} WITH (FORCE)"))
            .await
            .expect("DROP DATABASE");
    }
    admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("CREATE DATABASE");
    admin.close().await.expect("close");
    format!("{base}/{name}")
}

static FINISHED: Mutex<Vec<String>> = Mutex::new(vec![]);

/// The test that had the database at `url` is over.
pub fn finished(url: &str) {
    if let Some((_, name)) = url.rsplit_once('/') {
        FINISHED.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(name.to_owned());
    }
}

/// The URL of a private Redis, shared by the tests of this process.
pub async fn redis() -> String {
    static REDIS: OnceLock<Server> = OnceLock::new();
    let redis = tokio::task::spawn_blocking(|| {
        REDIS.get_or_init(|| {
            let (folder, port) = (TempDir::new().expect("a folder"), free_port());
            let mut command = tied(Path::new("redis-server"), false);
            command.args([
                "--port",
                &port.to_string(),
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
            ]);
            command.current_dir(folder.path());
            start(command, port, folder, "redis-server: install it with `apt-get install redis-server`")
        })
    });
    format!("redis://127.0.0.1:{}", redis.await.expect("a Redis").port)
}

struct Server {
    port: u16,
    _folder: TempDir,
}

fn start_postgres() -> Server {
    let bin = postgres_binaries();
    sweep();
    let folder = tempfile::Builder::new().prefix(&format!("{CLUSTERS}{}-", std::process::id())).tempdir();
    let (folder, port) = (folder.expect("a folder"), free_port());
    let data = folder.path().join("data");
    std::fs::create_dir(&data).expect("a data folder");
    // A server refuses to run as root, so root lends it the user that Debian made for it.
    if is_root() {
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(folder.path(), open).expect("permissions");
        let given = Command::new("chown").args(["-R", "postgres"]).arg(&data).status();
        assert!(
            given.is_ok_and(|s| s.success()),
            "PostgreSQL needs the user `postgres`: apt-get install postgresql"
        );
    }
    let mut initdb = tied(&bin.join("initdb"), is_root());
    initdb.args(["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-D"]).arg(&data);
    let made = initdb.stdout(Stdio::null()).status();
    assert!(made.is_ok_and(|s| s.success()), "initdb failed: {}", data.display());
    let mut server = tied(&bin.join("postgres"), is_root());
    server.arg("-D").arg(&data).args(["-p", &port.to_string(), "-k", ""]);
    for quick in ["listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=200"] {
        server.args(["-c", quick]);
    }
    start(server, port, folder, "PostgreSQL: install it with `apt-get install postgresql`")
}

const CLUSTERS: &str = "bursar-postgres-";

/// A process does not clean up after its statics: the next one removes the clusters of those that are gone.
fn sweep() {
    for entry in std::fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let owner = name.strip_prefix(CLUSTERS).and_then(|rest| rest.split('-').next());
        if owner.is_some_and(|pid| !Path::new("/proc").join(pid).exists()) {
            std::fs::remove_dir_all(entry.path()).ok();
        }
    }
}

/// A command that ends when its parent does, and runs as `postgres` where it is lent.
fn tied(program: &Path, lent: bool) -> Command {
    let mut command = Command::new("setpriv");
    if lent {
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]);
    }
    command.args(["--pdeathsig=TERM", "--"]).arg(program);
    command
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|me| std::os::unix::fs::MetadataExt::uid(&me) == 0)
}

/// Starts a server in a thread of its own that lives as long as the process: the signal at a
/// parent's death follows the thread, and a test's thread ends with the test.
#[expect(clippy::disallowed_methods, reason = "a thread of its own, which blocks no worker")]
fn start(mut command: Command, port: u16, folder: TempDir, needs: &'static str) -> Server {
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        let child: Result<Child, _> = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        if tell.send(child.map(drop)).is_ok() {
            // Parking may end for no reason, so it is asked for again and again.
            std::iter::repeat_with(std::thread::park).for_each(drop);
        }
    });
    told.recv().expect("the thread tells").unwrap_or_else(|e| panic!("cannot start {needs} ({e})"));
    for _ in 0..200 {
        if std::net::TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Server { port, _folder: folder };
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    panic!("does not answer: {needs}");
}

/// A port that is free now.
pub fn free_port() -> u16 {
    let socket = TcpListener::bind(("127.0.0.1", 0)).expect("a socket");
    socket.local_addr().expect("its address").port()
}

/// Where PostgreSQL's programs are.
pub fn postgres_binaries() -> PathBuf {
    let debian = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let newest =
        debian.map(|entry| entry.path().join("bin")).filter(|bin| bin.join("postgres").exists()).max();
    newest.unwrap_or_else(|| {
        let asked = Command::new("pg_config").arg("--bindir").output();
        let asked = asked.expect("PostgreSQL is not installed: apt-get install postgresql");
        PathBuf::from(String::from_utf8_lossy(&asked.stdout).trim())
    })
}
