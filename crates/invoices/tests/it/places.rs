//! A watched folder: what rests in it becomes a batch, what is no invoice is put aside, and nothing is lost or doubled.
use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::Duration;
use invoices::{
    intake::place::commands::{LOOK, is_wanted, look},
    settings::Watched,
};
use kernel::{
    Role,
    testing::{Client, House, On},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::kit::{MODULES, drift, invoice, person, traces};

/// Changes how this house watches, before anybody looks.
pub fn watching(house: &House, change: impl FnOnce(&mut Watched)) {
    let mut watched: Watched = house.app.settings.of("invoices").expect("settings");
    watched.intake_owner = "ann@example.com".into();
    change(&mut watched);
    house.app.own(|| watched);
}

/// A round of looks, half a minute after the last.
pub async fn round(house: &House) {
    house.app.clock.advance(Duration::seconds(30));
    look(&house.app).await.expect("a round");
}

/// How the looks at this place go.
pub async fn place(client: &Client<'_>, source: &str) -> Value {
    let all = client.get("/api/invoices/intake").await.expect(200);
    let found = all.as_array().and_then(|all| all.iter().find(|one| one["source"] == source));
    found.expect("the place").clone()
}

/// The names in a folder, sorted.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect::<Vec<_>>();
    names.sort();
    names
}

/// A watched folder of this house.
fn folder(house: &House) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().to_path_buf();
    watching(house, |watched| watched.watch_folder = path.display().to_string());
    (folder, path)
}

fn lay(folder: &Path, name: &str, bytes: &[u8]) {
    fs::write(folder.join(name), bytes).expect("a file");
}

kernel::stories! { MODULES;
    async fn files_that_rest_become_a_batch(house) {
        let (ann, eva) = (person(house, "ann", Role::User).await, person(house, "eva", Role::Admin).await);
        let (_kept, folder) = folder(house);
        let outside = TempDir::new().expect("a folder");
        lay(outside.path(), "secret.pdf", &invoice("9", "Secret", "9"));
        std::os::unix::fs::symlink(outside.path().join("secret.pdf"), folder.join("link.pdf")).expect("a link");
        for name in [".hidden.pdf", "half.pdf.part", "half.TMP", "~lock.pdf"] {
            lay(&folder, name, &invoice("8", "Half", "8"));
        }
        lay(&folder, "a.pdf", &invoice("1", "Acme", "10"));
        lay(&folder, "b.pdf", &invoice("2", "Acme", "20"));
        lay(&folder, "c.pdf", b"no invoice at all");
        lay(&folder, "empty.pdf", b"");
        let before = traces(house).await;
        round(house).await;
        assert_eq!(traces(house).await, before, "what is new may still be written");
        assert_eq!(names(&folder).len(), 11);
        lay(&folder, "b.pdf", &invoice("2", "Acme", "20.00"));
        round(house).await;
        assert_eq!(names(&folder.join("taken")), ["a.pdf"]);
        assert_eq!(names(&folder.join("refused")), ["c.pdf", "c.pdf.txt", "empty.pdf", "empty.pdf.txt"]);
        let note = fs::read_to_string(folder.join("refused/c.pdf.txt")).expect("a note");
        assert_eq!(note, "File type text/plain not allowed\n");
        assert_eq!(house.number("SELECT COUNT(*) FROM outbox WHERE topic = 'house.notice'").await, 1);
        round(house).await;
        house.settle().await;
        assert_eq!(names(&folder.join("taken")), ["a.pdf", "b.pdf"]);
        assert_eq!(names(&folder), [".hidden.pdf", "half.TMP", "half.pdf.part", "link.pdf", "refused", "taken", "~lock.pdf"]);
        let batches = ann.get("/api/batches").await.expect(200);
        assert_eq!((&batches["total"], &batches["items"][1]["name"]), (&json!(2), &json!("2026-03-15 10:01 from the watched folder")));
        let all = ann.get("/api/invoices").await.expect(200);
        assert_eq!((&all["total"], &all["items"][0]["source"], &all["items"][0]["origin"]), (&json!(2), &json!("folder"), &Value::Null));
        assert_eq!((&all["items"][1]["filename"], &all["items"][1]["status"]), (&json!("a.pdf"), &json!("completed")));
        let refused = ann.get(&format!("/api/batches/{}/refused", batches["items"][1]["id"])).await.expect(200);
        assert_eq!(refused[1]["filename"], "c.pdf");
        let told = "SELECT COUNT(*) FROM audit_logs WHERE action = 'take_in_invoices' AND admin_id <> 'system' AND details LIKE '%from the watched folder%'";
        assert_eq!(house.number(told).await, 2);
        let place = place(&eva, "folder").await;
        assert_eq!((&place["taken"], &place["refused"], &place["failures"], &place["is_on"]), (&json!(2), &json!(2), &json!(0), &json!(true)));
        ann.get("/api/invoices/intake").await.refused(403);
        assert_eq!(drift(house).await, 0);
    }

    async fn the_same_bytes_make_no_second_invoice(house) {
        let ann = person(house, "ann", Role::User).await;
        let (_kept, folder) = folder(house);
        lay(&folder, "a.pdf", &invoice("1", "Acme", "10"));
        round(house).await;
        round(house).await;
        house.settle().await;
        let before = traces(house).await;
        // As if the server had died before it could move the file, and as if somebody brought it again.
        fs::rename(folder.join("taken/a.pdf"), folder.join("a.pdf")).expect("moved back");
        lay(&folder, "copy.pdf", &invoice("1", "Acme", "10"));
        round(house).await;
        round(house).await;
        house.settle().await;
        assert_eq!(traces(house).await, before);
        assert_eq!(names(&folder.join("taken")), ["a.pdf", "copy.pdf"]);
        lay(&folder, "a.pdf", &invoice("2", "Acme", "20"));
        round(house).await;
        round(house).await;
        assert_eq!(names(&folder.join("taken")), ["a (2).pdf", "a.pdf", "copy.pdf"], "no file is written over");
        assert_eq!(ann.get("/api/invoices").await.expect(200)["total"], 2);
    }

    async fn without_an_owner_nothing_is_taken_and_the_reason_is_told(house) {
        let eva = person(house, "eva", Role::Admin).await;
        person(house, "bob", Role::Customer).await;
        let kept = TempDir::new().expect("a folder");
        let path = kept.path().to_path_buf();
        watching(house, |watched| {
            watched.watch_folder = path.display().to_string();
            watched.intake_owner = "bob@example.com".into();
        });
        lay(&path, "a.pdf", &invoice("1", "Acme", "10"));
        let before = traces(house).await;
        round(house).await;
        round(house).await;
        let place = place(&eva, "folder").await;
        let says = place["failure"].as_str().expect("a reason");
        assert!(says.starts_with("bob@example.com (invoices.intake_owner) is no account"), "{says}");
        assert_eq!(place["failures"], 1, "the pause has grown");
        round(house).await;
        round(house).await;
        assert_eq!(house.number("SELECT failures FROM invoice_places").await, 2);
        assert_eq!((traces(house).await, names(&path)), (before, vec!["a.pdf".to_owned()]));
    }

    async fn one_look_takes_no_more_than_the_settings_allow(house) {
        person(house, "ann", Role::User).await;
        let kept = TempDir::new().expect("a folder");
        let path = kept.path().to_path_buf();
        watching(house, |watched| {
            watched.watch_folder = path.display().to_string();
            watched.intake_most = 3;
            watched.watch_rest_seconds = 0;
        });
        for n in 0..5 {
            lay(&path, &format!("{n}.pdf"), &invoice(&n.to_string(), "Acme", "10"));
        }
        round(house).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 3);
        look(&house.app).await.expect("a round");
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 3, "it is not time yet");
        round(house).await;
        assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 5);
        assert_eq!((house.number("SELECT taken FROM invoice_places").await, names(&path.join("taken")).len()), (5, 5));
    }
}

#[tokio::test]
async fn while_the_scanner_is_away_files_wait() {
    let house = House::with(On::Sqlite, MODULES, &[("uploads.scanner", "127.0.0.1:1")]).await;
    let eva = person(&house, "ann", Role::Admin).await;
    let (_kept, folder) = folder(&house);
    lay(&folder, "a.pdf", &invoice("1", "Acme", "10"));
    let before = traces(&house).await;
    round(&house).await;
    round(&house).await;
    let place = place(&eva, "folder").await;
    assert_eq!(place["failure"], "The file could not be checked for viruses. Please try again in a minute.");
    assert_eq!(traces(&house).await, before);
    assert_eq!(names(&folder), ["a.pdf", "refused", "taken"]);
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_told_and_holds_up_nothing() {
    let house = House::new(On::Sqlite, MODULES).await;
    let eva = person(&house, "ann", Role::Admin).await;
    let kept = TempDir::new().expect("a folder");
    let mails = kept.path().join("mails");
    fs::create_dir(&mails).expect("a folder");
    watching(&house, |watched| {
        watched.watch_folder = "/nowhere/at/all".into();
        watched.mail_folder = mails.display().to_string();
    });
    assert!(is_wanted(&house.app));
    round(&house).await;
    let folder = place(&eva, "folder").await;
    let says = folder["failure"].as_str().expect("a reason");
    assert!(says.starts_with("The folder can't be reached") && !says.contains("nowhere"), "{says}");
    let maildir = place(&eva, "maildir").await;
    assert_eq!((&maildir["failure"], maildir["looked_at"].is_null()), (&Value::Null, false));
    assert_eq!(place(&eva, "imap").await["is_on"], false);
}

#[tokio::test]
async fn where_no_place_is_watched_nothing_comes_round() {
    let house = House::new(On::Sqlite, MODULES).await;
    let looks = invoices::MODULE.jobs.iter().find(|job| job.kind == LOOK).expect("the look");
    assert!(looks.every.is_some() && !(looks.wanted)(&house.app));
}
