//! A mailbox on a real mail server: Dovecot, private to these tests.
use std::{
    fs,
    net::TcpStream,
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};

use invoices::settings::Watched;
use kernel::{
    Role,
    testing::{House, On, servers::free_port},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    kit::{MODULES, drift, invoice, person, traces},
    letters::{attached, mail},
    places::{names, place, round, watching},
};

const NEEDS: &str = "Dovecot: install it with `apt-get install dovecot-imapd`";

/// A mail server with one mailbox; it ends with the story.
struct Server {
    folder: TempDir,
    plain: u16,
    tls: u16,
    child: std::process::Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let stop = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        if stop.is_ok() {
            self.child.wait().ok();
        }
    }
}

/// Debian keeps it where only root looks.
fn dovecot() -> &'static str {
    let debian = "/usr/sbin/dovecot";
    if Path::new(debian).exists() { debian } else { "dovecot" }
}

fn run(program: &str, folder: &Path, arguments: &str) {
    let mut command = Command::new(program);
    command
        .args(arguments.split_whitespace())
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let done = command.status().unwrap_or_else(|e| panic!("{program}: {e}; {NEEDS}"));
    assert!(done.success(), "{program} {arguments}");
}

/// An authority of this story only, and the certificate of `localhost` that it signed.
fn certify(folder: &Path) {
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    run(
        "openssl",
        folder,
        &format!("req -x509 {key} -days 2 -subj /CN=authority -keyout ca.key -out ca.pem"),
    );
    run("openssl", folder, &format!("req {key} -subj /CN=localhost -keyout key.pem -out wish.pem"));
    fs::write(folder.join("ext"), "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n")
        .expect("a file");
    let sign =
        "x509 -req -in wish.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out cert.pem";
    run("openssl", folder, sign);
}

/// The settings of the server; version 2.4 spells some of them otherwise.
fn settings(folder: &str, (user, group): (&str, &str), plain: u16, tls: u16, is_new: bool) -> String {
    let login = if is_new {
        format!(
            "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\nauth_allow_cleartext = yes\nmail_driver = maildir\n\
             mail_path = ~/Maildir\nssl_server_cert_file = {folder}/cert.pem\nssl_server_key_file = {folder}/key.pem\n\
             passdb static {{\n password = hunter2\n}}\n\
             userdb static {{\n fields {{\n uid = {user}\n gid = {group}\n home = {folder}/home\n }}\n}}\n"
        )
    } else {
        format!(
            "disable_plaintext_auth = no\nmail_location = maildir:~/Maildir\nssl_cert = <{folder}/cert.pem\n\
             ssl_key = <{folder}/key.pem\npassdb {{\n driver = static\n args = password=hunter2\n}}\n\
             userdb {{\n driver = static\n args = uid={user} gid={group} home={folder}/home\n}}\n"
        )
    };
    format!(
        "{login}base_dir = {folder}/run\nstate_dir = {folder}/run\nlog_path = {folder}/log\nprotocols = imap\nlisten = 127.0.0.1\n\
         default_internal_user = {user}\ndefault_internal_group = {group}\ndefault_login_user = {user}\nfirst_valid_uid = 1\nssl = yes\n\
         service anvil {{\n chroot =\n}}\nservice imap-login {{\n chroot =\n inet_listener imap {{\n port = {plain}\n }}\n\
         inet_listener imaps {{\n port = {tls}\n ssl = yes\n }}\n}}\n"
    )
}

fn told(program: &str, arguments: &[&str]) -> String {
    let said = Command::new(program).args(arguments).output();
    let said = said.unwrap_or_else(|e| panic!("{program}: {e}; {NEEDS}"));
    String::from_utf8_lossy(&said.stdout).trim().to_owned()
}

impl Server {
    /// A server with these mails in its mailbox. It runs as nobody where the story is root.
    async fn start(mails: &[Vec<u8>]) -> Self {
        let (folder, plain, tls) = (TempDir::new().expect("a folder"), free_port(), free_port());
        let path = folder.path().display().to_string();
        certify(folder.path());
        let is_root = fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0);
        let who = if is_root { "nobody" } else { "" };
        let id = |what: &str| told("id", &if is_root { vec![what, who] } else { vec![what] });
        let (user, group) = (id("-un"), id("-gn"));
        let is_new = !told(dovecot(), &["--version"]).starts_with("2.3");
        let text = settings(&path, (&user, &group), plain, tls, is_new);
        fs::write(folder.path().join("dovecot.conf"), text).expect("a file");
        for box_ in ["new", "cur", "tmp"] {
            fs::create_dir_all(folder.path().join("home/Maildir").join(box_)).expect("a folder");
        }
        for (n, bytes) in mails.iter().enumerate() {
            let name = format!("home/Maildir/new/{}.M1P1.story", 1_700_000_000 + n);
            fs::write(folder.path().join(name), bytes).expect("a mail");
        }
        let mut command = Command::new("setpriv");
        if is_root {
            fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("permissions");
            run("chown", folder.path(), &format!("-R {user}:{group} ."));
            command.args([&format!("--reuid={user}"), &format!("--regid={group}"), "--clear-groups"]);
        }
        command
            .args(["--pdeathsig=TERM", "--", "dovecot", "-F", "-c"])
            .arg(folder.path().join("dovecot.conf"));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.unwrap_or_else(|e| panic!("cannot start {NEEDS} ({e})"));
        let server = Self { folder, plain, tls, child };
        for _ in 0..200 {
            if TcpStream::connect(("127.0.0.1", plain)).is_ok() {
                return server;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{NEEDS}: {}", fs::read_to_string(server.folder.path().join("log")).unwrap_or_default());
    }

    fn maildir(&self, name: &str) -> PathBuf {
        self.folder.path().join("home/Maildir").join(name)
    }

    /// How many mails in this folder have these flags.
    fn flagged(&self, folder: &str, flags: &str) -> usize {
        let ending = format!(":2,{flags}");
        names(&self.maildir(folder)).iter().filter(|name| name.ends_with(&ending)).count()
    }

    /// Has a house ask this server, over TLS.
    fn asked_by(&self, house: &House) {
        let authority = fs::read_to_string(self.folder.path().join("ca.pem")).expect("a certificate");
        watching(house, |watched| {
            watched.imap_host = "localhost".into();
            watched.imap_port = self.tls;
            watched.imap_authority = authority;
            watched.imap_user = "invoices".into();
            watched.imap_password = "hunter2".into();
            watched.imap_done = "Übernommen & done".into();
            watched.mail_max_bytes = 100_000;
        });
    }
}

fn three() -> Vec<Vec<u8>> {
    vec![
        mail("Jo <jo@acme.example>", "Invoice 1", &[(&attached("1.pdf"), &invoice("1", "Acme", "10"))]),
        mail("spam@example.com", "Win!", &[("Content-Type: text/plain", b"Click here")]),
        mail("big@example.com", "Big", &[("Content-Type: text/plain", &[b'x'; 100_000])]),
    ]
}

kernel::stories! { MODULES;
    async fn unread_mails_are_taken_over_tls_and_marked(house) {
        let (ann, eva) = (person(house, "ann", Role::User).await, person(house, "eva", Role::Admin).await);
        let server = Server::start(&three()).await;
        server.asked_by(house);
        round(house).await;
        house.settle().await;
        let place = place(&eva, "imap").await;
        assert_eq!((&place["failure"], &place["taken"], &place["refused"]), (&Value::Null, &json!(1), &json!(2)));
        let all = ann.get("/api/invoices").await.expect(200);
        assert_eq!((&all["total"], &all["items"][0]["source"]), (&json!(1), &json!("imap")));
        assert_eq!(all["items"][0]["origin"], "Jo <jo@acme.example>: Invoice 1");
        assert_eq!((server.flagged("cur", "FS"), server.flagged("cur", "S")), (2, 0));
        assert_eq!(server.flagged(".&ANw-bernommen &- done/cur", "S"), 1);
        let before = traces(house).await;
        round(house).await;
        assert_eq!(traces(house).await, before, "what is read is left alone");
        let late = mail("jo@acme.example", "Late", &[(&attached("2.pdf"), &invoice("2", "Acme", "20"))]);
        fs::write(server.maildir("new/1800000000.M1P1.story"), late).expect("a mail");
        round(house).await;
        assert_eq!(ann.get("/api/invoices").await.expect(200)["total"], 2);
        assert_eq!(server.flagged(".&ANw-bernommen &- done/cur", "S"), 2);
        assert_eq!(drift(house).await, 0);
    }
}

#[tokio::test]
async fn a_wrong_password_or_an_unknown_authority_is_told() {
    let server = Server::start(&three()).await;
    type Mistake = fn(&mut Watched);
    let cases: [(Mistake, &str); 4] = [
        (|it| it.imap_password = "wrong".into(), "The mail server refuses the user's name or password."),
        (|it| it.imap_authority.clear(), "The mail server does not answer"),
        (|it| it.imap_mailbox = "Nowhere".into(), "The mail server refuses opening Nowhere"),
        (|it| it.imap_port = 1, "The mail server does not answer"),
    ];
    for (wrong, says) in cases {
        let house = House::new(On::Sqlite, MODULES).await;
        let eva = person(&house, "ann", Role::Admin).await;
        let authority = fs::read_to_string(server.folder.path().join("ca.pem")).expect("a certificate");
        watching(&house, |it| {
            it.imap_host = "localhost".into();
            (it.imap_port, it.imap_user) = (server.tls, "invoices".into());
            (it.imap_password, it.imap_authority) = ("hunter2".into(), authority);
            wrong(it);
        });
        let before = traces(&house).await;
        round(&house).await;
        let place = place(&eva, "imap").await;
        let failure = place["failure"].as_str().expect("a reason");
        assert!(failure.starts_with(says) && !failure.contains("hunter2"), "{failure}");
        assert_eq!((&place["failures"], traces(&house).await), (&json!(1), before));
    }
    assert_eq!(
        (
            names(&server.maildir("new")).len() + names(&server.maildir("cur")).len(),
            server.flagged("cur", "S")
        ),
        (3, 0)
    );
}

#[tokio::test]
async fn without_tls_only_this_machine_is_asked() {
    let server = Server::start(&three()).await;
    let house = House::new(On::Sqlite, MODULES).await;
    let ann = person(&house, "ann", Role::User).await;
    watching(&house, |it| {
        (it.imap_host, it.imap_port, it.imap_tls) = ("localhost".into(), server.plain, false);
        (it.imap_user, it.imap_password) = ("invoices".into(), "hunter2".into());
    });
    round(&house).await;
    assert_eq!(ann.get("/api/invoices").await.expect(200)["total"], 1);
    assert_eq!(
        (server.flagged("cur", "S"), server.flagged("cur", "FS")),
        (1, 2),
        "without `imap_done` they stay"
    );
}
