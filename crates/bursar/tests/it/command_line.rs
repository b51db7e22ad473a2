//! The commands, as an operator uses them.
use std::{io::Write, process::Stdio};

use kernel::testing::servers;
use serde_json::json;
use tempfile::TempDir;

use crate::program::{Program, command, said};

fn run(data: &TempDir, settings: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
    let settings = settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect::<Vec<_>>();
    let mut command = command(data, &settings);
    command.args(arguments);
    said(command)
}

#[test]
fn settings_are_shown_masked_and_unknown_ones_refused() {
    let data = TempDir::new().expect("a folder");
    let (ok, text) = run(&data, &[("SECRET_KEY", "a secret that nobody may ever see")], &["settings"]);
    assert!(
        ok && text.contains("security.secret_key = ********") && text.contains("identity.session_days = 30"),
        "{text}"
    );
    assert!(!text.contains("nobody may ever see"));
    let (ok, text) = run(&data, &[("BURSAR_SERVER_LISTN", "x")], &["settings"]);
    assert!(!ok && text.contains("Did you mean `server.listen`?"), "{text}");
    std::fs::write(data.path().join("bursar.toml"), "[server]\nlisten = \"127.0.0.1:9\"\nbody = 1\n")
        .expect("written");
    let (ok, text) = run(&data, &[], &["settings"]);
    assert!(!ok && text.contains("server.body"), "{text}");
}

#[test]
fn a_key_that_is_too_short_stops_the_start() {
    let data = TempDir::new().expect("a folder");
    let (ok, text) = run(&data, &[("SECRET_KEY", "short")], &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!ok && text.contains("at least 32 characters") && !text.contains("short"), "{text}");
}

#[test]
fn accounts_can_be_made_listed_raised_and_rescued() {
    let data = TempDir::new().expect("a folder");
    let (ok, text) = run(&data, &[], &["user", "create", "root@house.example", "--role", "super_admin"]);
    assert!(ok && text.contains("Temporary password"), "{text}");
    let mut create = command(&data, &[]);
    create.args(["user", "create", "ann@house.example", "--user-id", "ann", "--password-stdin"]);
    let mut child = create.stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("it runs");
    child.stdin.take().expect("its input").write_all(b"Korn-Speicher-7\n").expect("typed");
    assert!(child.wait().expect("a status").success());
    let (ok, text) = run(&data, &[], &["user", "promote", "ann", "--role", "manager"]);
    assert!(ok && text.contains("ann is now manager"), "{text}");
    let (ok, text) = run(&data, &[], &["user", "list"]);
    assert!(ok && text.contains("ann@house.example") && text.contains("2 of 2 accounts"), "{text}");
    assert!(run(&data, &[], &["user", "reset-password", "ann"]).0);
    let (ok, text) = run(&data, &[], &["user", "promote", "nobody"]);
    assert!(!ok && text.contains("no account has the handle or e-mail `nobody`"), "{text}");
    let (ok, text) = run(&data, &[], &["user", "promote", "root", "--role", "user"]);
    assert!(!ok && text.contains("last active super_admin"), "{text}");
    assert!(run(&data, &[], &["audit", "verify"]).0);
}

#[test]
fn demo_data_stays_out_of_production_and_of_a_house_with_people() {
    let data = TempDir::new().expect("a folder");
    let (ok, text) = run(&data, &[("ENVIRONMENT", "production")], &["demo"]);
    assert!(!ok && text.contains("never loaded"), "{text}");
    let (ok, text) = run(&data, &[("ENVIRONMENT", "production")], &["serve", "--demo"]);
    assert!(!ok && text.contains("never loaded"), "{text}");
    assert!(run(&data, &[], &["user", "create", "ann@house.example"]).0);
    let (ok, text) = run(&data, &[], &["demo"]);
    assert!(!ok && text.contains("has accounts already"), "{text}");
}

#[test]
fn doctor_names_what_to_mend() {
    let data = TempDir::new().expect("a folder");
    assert!(run(&data, &[], &["migrate"]).0);
    let (ok, text) =
        run(&data, &[("ENVIRONMENT", "production"), ("REDIS_URL", "redis://127.0.0.1:1")], &["doctor"]);
    assert!(!ok && text.contains("MEND  public_url") && text.contains("MEND  redis"), "{text}");
    let (ok, text) = run(&data, &[("DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")], &["doctor"]);
    assert!(!ok && text.contains("MEND  database"), "{text}");
}

#[test]
fn an_unknown_module_is_refused_and_a_known_one_stands_alone() {
    let data = TempDir::new().expect("a folder");
    let (ok, text) = run(&data, &[], &["openapi", "--modules", "plannin"]);
    assert!(!ok && text.contains("identity, planning"), "{text}");
    let (ok, text) = run(&data, &[], &["openapi", "--modules", "identity"]);
    assert!(ok && text.contains("/api/auth/login") && !text.contains("/api/v1/financial"), "{text}");
}

#[test]
fn secrets_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let data = TempDir::new().expect("a folder");
    let folder = TempDir::new().expect("a folder");
    let inner = folder.path().join("house");
    let settings = [("BURSAR_DATA_DIR", inner.to_str().expect("a path"))];
    assert!(run(&data, &settings, &["user", "create", "ann@house.example"]).0);
    let mode = |path: &std::path::Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(&inner), 0o700);
}

async fn comes_back(settings: &[(&str, &str)], elsewhere: &[(&str, &str)]) {
    let program = Program::start(settings).await;
    let token = program.register("ann").await;
    let body = json!({ "category": "Rent", "limit": 1234.5678, "month": "2026-11" });
    assert_eq!(program.post("/api/v1/financial/budgets", &token, &body).await.0, 201);
    let archive = program.data.path().join("saved.tar.gz");
    let mut backup = program.command();
    backup.arg("backup").arg(&archive);
    let (ok, text) = said(backup);
    assert!(ok && text.contains("Saved to"), "{text}");
    let fresh = TempDir::new().expect("a folder");
    let archive = archive.to_str().expect("a path");
    let (ok, text) = run(&fresh, elsewhere, &["restore", archive]);
    assert!(ok, "{text}");
    let (ok, text) = run(&fresh, elsewhere, &["audit", "verify"]);
    assert!(ok && text.contains("2 rows"), "{text}");
    let (ok, text) = run(&fresh, elsewhere, &["user", "list"]);
    assert!(ok && text.contains("ann@program.example"), "{text}");
    // The secrets came along: a token of the first house opens the second.
    assert_eq!(
        std::fs::read(program.data.path().join("secret.key")).expect("a key"),
        std::fs::read(fresh.path().join("secret.key")).expect("a key")
    );
    let (ok, text) = run(&fresh, elsewhere, &["restore", archive]);
    assert!(!ok && text.contains("--force"), "{text}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_on_sqlite() {
    comes_back(&[], &[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_comes_back_on_postgres() {
    let (one, two) = (servers::postgres().await, servers::postgres().await);
    comes_back(&[("DATABASE_URL", one.as_str())], &[("DATABASE_URL", two.as_str())]).await;
}
