//! A mail folder: what is an invoice in a mail is taken, a mail without one is marked, and hostile mails harm nobody.
use std::{fs, path::PathBuf};

use kernel::{Role, testing::House};
use serde_json::json;
use tempfile::TempDir;

use crate::{
    kit::{MODULES, drift, invoice, person, traces},
    places::{names, place, round, watching},
};

/// A mail of these parts: the head and the body of each.
pub fn mail(from: &str, subject: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = format!(
        "From: {from}\r\nTo: invoices@example.com\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/mixed; boundary=\"XX\"\r\n\r\n"
    )
    .into_bytes();
    for (head, body) in parts {
        bytes.extend(format!("--XX\r\n{head}\r\n\r\n").bytes());
        bytes.extend(*body);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"--XX--\r\n");
    bytes
}

/// The head of an attached PDF.
pub fn attached(name: &str) -> String {
    format!("Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=\"{name}\"")
}

/// A mail folder of this house, with these mails.
fn mails(house: &House, mails: &[(&str, Vec<u8>)]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().to_path_buf();
    watching(house, |watched| {
        watched.mail_folder = path.display().to_string();
        watched.mail_max_bytes = 3_000_000;
    });
    fs::create_dir(path.join("new")).expect("a folder");
    for (name, bytes) in mails {
        fs::write(path.join("new").join(name), bytes).expect("a mail");
    }
    (folder, path)
}

kernel::stories! { MODULES;
    async fn attachments_become_invoices_with_their_sender(house) {
        let (ann, eva) = (person(house, "ann", Role::User).await, person(house, "eva", Role::Admin).await);
        let logo = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[7; 500]].concat();
        let inner = mail("Bob <bob@acme.example>", "Late", &[(&attached("inner.pdf"), &invoice("3", "Acme", "30"))]);
        let (_kept, folder) = mails(house, &[
            ("1.a.host", mail("=?UTF-8?Q?J=C3=BCrgen?= <j@acme.example>", "Invoices 1 and 2", &[
                ("Content-Type: text/plain", b"Please pay."),
                (&attached("../../etc/one.pdf"), &invoice("1", "Acme", "10")),
                (&attached("two"), &invoice("2", "Acme", "20")),
                ("Content-Type: image/png; name=logo.png\r\nContent-ID: <logo>", &logo),
            ])),
            ("2.b.host", mail("carl@example.com", "Fwd: Late", &[("Content-Type: message/rfc822", &inner)])),
            ("3.c.host", mail("spam@example.com", "Win!", &[("Content-Type: text/plain", b"Click here")])),
        ]);
        round(house).await;
        assert_eq!((names(&folder.join("new")).len(), names(&folder.join("cur"))), (0, vec!["1.a.host:2,S".into(), "2.b.host:2,S".into(), "3.c.host:2,FS".into()]));
        assert_eq!(house.number("SELECT COUNT(*) FROM outbox WHERE topic = 'house.notice' AND body LIKE '%The mail from spam@example.com holds no invoice%'").await, 1);
        house.settle().await;
        let all = ann.get("/api/invoices").await.expect(200);
        assert_eq!(all["total"], 3);
        let seen = |n: usize| (all["items"][n]["filename"].clone(), all["items"][n]["origin"].clone(), all["items"][n]["source"].clone());
        assert_eq!(seen(2), (json!("one.pdf"), json!("Jürgen <j@acme.example>: Invoices 1 and 2"), json!("maildir")));
        assert_eq!(seen(1), (json!("two.pdf"), json!("Jürgen <j@acme.example>: Invoices 1 and 2"), json!("maildir")));
        assert_eq!(seen(0), (json!("inner.pdf"), json!("carl@example.com: Fwd: Late"), json!("maildir")));
        let batch = ann.get("/api/batches").await.expect(200)["items"][0].clone();
        assert_eq!(batch["description"], "Jürgen <j@acme.example>: Invoices 1 and 2\ncarl@example.com: Fwd: Late");
        let refused = ann.get(&format!("/api/batches/{}/refused", batch["id"])).await.expect(200);
        assert_eq!(refused.as_array().map(Vec::len), Some(1));
        assert_eq!(place(&eva, "maildir").await["taken"], 3);
        // The same mails once more, as after a crash: nothing new, and moved again.
        let before = traces(house).await;
        fs::rename(folder.join("cur/1.a.host:2,S"), folder.join("new/1.a.host")).expect("moved back");
        round(house).await;
        house.settle().await;
        assert_eq!((traces(house).await, names(&folder.join("new")).len()), (before, 0));
        assert_eq!(drift(house).await, 0);
    }

    async fn hostile_mails_end_with_a_flag_and_harm_nobody(house) {
        let ann = person(house, "ann", Role::User).await;
        let pdf = invoice("1", "Acme", "10");
        let deep = |levels: usize, one: &str| {
            let mut bytes = b"From: evil@example.com\r\n".to_vec();
            (0..levels).for_each(|n| bytes.extend(one.replace("{n}", &n.to_string()).bytes()));
            bytes.extend(b"Content-Type: application/pdf; name=deep.pdf\r\n\r\n");
            bytes.extend(invoice("7", "Deep", "7"));
            bytes
        };
        let many = (0..1_000).map(|_| ("Content-Type: application/pdf; name=x.pdf", b"no pdf".as_slice())).collect::<Vec<_>>();
        let (_kept, folder) = mails(house, &[
            ("a", deep(1_000, "Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n")),
            ("b", deep(1_000, "Content-Type: message/rfc822\r\n\r\nFrom: x@y.z\r\n")),
            ("c", vec![b'x'; 3_000_001]),
            ("d", vec![]),
            ("e", b"\0\xff\xfe\n\n--\n".to_vec()),
            ("f", mail("evil@example.com", "many", &many)),
            ("g", mail("evil@example.com", &"long ".repeat(9_000), &[("Content-Type: application/pdf; name=\"\r\n\0.pdf", b"%PD")])),
            ("h", mail("evil@example.com", "bad base64", &[("Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64", b"%%%%")])),
            ("i", mail("evil@example.com", "name", &[(&attached("/etc/passwd\\..\\..\\boot.ini"), &invoice("8", "Evil", "8"))])),
            ("z", mail("good@example.com", "after all that", &[(&attached("good.pdf"), &pdf)])),
        ]);
        let link = folder.join("new/l");
        std::os::unix::fs::symlink("/etc/passwd", &link).expect("a link");
        round(house).await;
        house.settle().await;
        assert_eq!(names(&folder.join("new")), ["l"]);
        let flagged = names(&folder.join("cur")).iter().filter(|name| name.ends_with(":2,FS")).count();
        let good = names(&folder.join("cur")).iter().filter(|name| name.ends_with(":2,S")).count();
        assert_eq!(flagged + good, 10);
        for name in ["c:2,FS", "d:2,FS", "e:2,FS", "f:2,FS", "g:2,FS", "h:2,FS", "i:2,S", "z:2,S"] {
            assert!(folder.join("cur").join(name).exists(), "{name}: {:?}", names(&folder.join("cur")));
        }
        let all = ann.get("/api/invoices?search=good.pdf").await.expect(200);
        assert_eq!((&all["total"], &all["items"][0]["status"]), (&json!(1), &json!("completed")));
        assert_eq!(ann.get("/api/invoices?search=boot.ini.pdf").await.expect(200)["total"], 1);
        assert_eq!(drift(house).await, 0);
    }
}
