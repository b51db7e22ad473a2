//! Files of strangers, read by the real program in processes of their own: a hostile one ends with words and harms
//! nobody else, and whoever is killed in the middle, every file is read once.
use std::{collections::BTreeSet, io::Write, process::Command, time::Duration};

use flate2::{Compression, write::ZlibEncoder};
use kernel::{
    Role,
    testing::{House, On, servers},
};
use serde_json::{Value, json};

use crate::program::Program;

/// A PDF of these objects; the first is the catalogue.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = vec![];
    for (number, object) in (1..).zip(objects) {
        places.push(bytes.len());
        bytes.extend(format!("{number} 0 obj\n").bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    let (start, size) = (bytes.len(), objects.len() + 1);
    bytes.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
    places.iter().for_each(|at| bytes.extend(format!("{at:010} 00000 n \n").bytes()));
    bytes.extend(
        format!("trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
    );
    bytes
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{dictionary}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// A file of one page that draws this.
fn page(content: &[u8], resources: &str, more: Vec<Vec<u8>>, trailer: &str) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>")
            .into(),
        stream("", content),
    ];
    objects.extend(more);
    pdf(&objects, trailer)
}

const FONT: &str = "/Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>";

/// An invoice as anybody may print it.
pub fn invoice(number: usize) -> Vec<u8> {
    let (net, tax) = (1_000 + number, 190 + number / 5);
    let lines = [
        "Northwind Traders Limited".into(),
        "14 Harbour Street, Bristol BS1 5UH".into(),
        "INVOICE".into(),
        format!("Invoice number: NW-2026-{number:04}"),
        "Invoice date: 3 March 2026".into(),
        "Bill to: Bursar Test Company, 1 Main Street, London".into(),
        "Description Quantity Price Amount".into(),
        format!("Consulting services 1 {net}.00 {net}.00"),
        format!("Net amount GBP {net}.00"),
        format!("VAT GBP {tax}.00"),
        format!("Total amount GBP {}.00", net + tax),
    ];
    let text =
        |(row, line): (usize, &String)| format!("BT /F1 11 Tf 60 {} Td ({line}) Tj ET\n", 780 - row * 28);
    page(lines.iter().enumerate().map(text).collect::<String>().as_bytes(), FONT, vec![], "")
}

fn packed(content: &[u8]) -> Vec<u8> {
    let mut packer = ZlibEncoder::new(vec![], Compression::fast());
    packer.write_all(content).expect("packed");
    packer.finish().expect("packed")
}

/// A picture of 900 megabytes that comes in one.
fn greedy() -> Vec<u8> {
    let row = vec![0; 30_000];
    let mut packer = ZlibEncoder::new(vec![], Compression::fast());
    (0..30_000).for_each(|_| packer.write_all(&row).expect("packed"));
    let bytes = packer.finish().expect("packed");
    let head = "/Type/XObject/Subtype/Image/Width 30000/Height 30000/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode";
    page(b"595 0 0 842 0 0 cm /I Do", "/XObject<</I 5 0 R>>", vec![stream(head, &bytes)], "")
}

/// Drawings within drawings: ten to the power of nine lines.
fn endless() -> Vec<u8> {
    let form = |n: usize| {
        let inner = if n < 9 { format!("/Resources<</XObject<</F {} 0 R>>>>", n + 5) } else { String::new() };
        let drawing = if n < 9 { "/F Do ".repeat(10) } else { "0 0 m 9 9 l S ".repeat(10) };
        stream(&format!("/Type/XObject/Subtype/Form/BBox[0 0 600 800]{inner}"), drawing.as_bytes())
    };
    page(b"/F Do", "/XObject<</F 5 0 R>>", (1..=9).map(form).collect(), "")
}

/// A file that opens with a password only.
fn locked() -> Vec<u8> {
    let [owner, user] = ["5A", "C3"].map(|byte| byte.repeat(32));
    let lock = format!(
        "/Encrypt<</Filter/Standard/V 1/R 2/Length 40/P -4/O<{owner}>/U<{user}>>>/ID[<00112233445566778899AABBCCDDEEFF><00112233445566778899AABBCCDDEEFF>]"
    );
    page(b"BT /F1 11 Tf 60 700 Td (Secret) Tj ET", FONT, vec![], &lock)
}

/// Makes a batch of these files; its id and the answer.
pub async fn bring(program: &Program, token: &str, files: &[(String, Vec<u8>)]) -> (i64, Value) {
    let (status, batch) = program.post("/api/batches", token, &json!({ "name": "A pile" })).await;
    assert_eq!(status, 201, "{batch}");
    let id = batch["id"].as_i64().expect("an id");
    let mut body =
        format!("--XX\r\nContent-Disposition: form-data; name=\"batch_id\"\r\n\r\n{id}\r\n").into_bytes();
    for (name, content) in files {
        let head =
            format!("--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        body.extend([head.as_bytes(), content, b"\r\n"].concat());
    }
    body.extend(b"--XX--\r\n");
    let request =
        reqwest::Client::new().post(format!("{}/api/invoices/upload", program.base)).bearer_auth(token);
    let request = request.header("content-type", "multipart/form-data; boundary=XX").body(body);
    let answer = request.send().await.expect("an answer");
    assert!(answer.status().is_success(), "{}", answer.status());
    (id, answer.json().await.expect("JSON"))
}

/// Waits until so many files of the batch are ended, and shows it.
pub async fn ended(program: &Program, token: &str, batch: i64, wanted: i64) -> Value {
    for _ in 0..2_400 {
        let (status, seen) = program.get(&format!("/api/batches/{batch}"), token).await;
        assert_eq!(status, 200, "{seen}");
        let count = |name: &str| seen[name].as_i64().unwrap_or(0);
        if count("processed_count") + count("failed_count") >= wanted {
            return seen;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let (_, seen) = program.get(&format!("/api/batches/{batch}"), token).await;
    panic!("{wanted} were to end: {seen}");
}

async fn invoices(program: &Program, token: &str, batch: i64) -> Vec<Value> {
    let path = format!("/api/invoices?batch_id={batch}&page_size=100");
    let (status, found) = program.get(&path, token).await;
    assert_eq!(status, 200, "{found}");
    let mut whole = vec![];
    for one in found["items"].as_array().expect("a list") {
        whole.push(program.get(&format!("/api/invoices/{}", one["id"]), token).await.1);
    }
    whole
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_files_end_with_a_reason_and_their_neighbours_are_read() {
    let small = [("BURSAR_INVOICES_STAGE_SECONDS", "6"), ("BURSAR_INVOICES_READER_MEGABYTES", "500")];
    let program = Program::start(&small).await;
    let token = program.register("ann").await;
    let nothing =
        pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[]/Count 0>>".to_vec()], "");
    let mut half = invoice(900);
    half.truncate(half.len() / 3);
    let bomb = stream("/Filter[/FlateDecode/FlateDecode]", &packed(&packed(&vec![b' '; 256 << 20])));
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("endless.pdf".into(), endless()),
        ("greedy.pdf".into(), greedy()),
        (
            "bomb.pdf".into(),
            pdf(
                &[
                    b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                    b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
                    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>".to_vec(),
                    bomb,
                ],
                "",
            ),
        ),
        ("locked.pdf".into(), locked()),
        ("nothing.pdf".into(), nothing),
        (
            "noise.pdf".into(),
            [b"%PDF-1.4\n".to_vec(), (0..9_999_u32).map(|n| (n * n % 251) as u8).collect()].concat(),
        ),
        ("half.png".into(), [b"\x89PNG\r\n\x1a\n".to_vec(), vec![0; 400]].concat()),
        ("empty.pdf".into(), vec![]),
        ("half.pdf".into(), half),
    ];
    files.extend((0..12).map(|n| (format!("good{n}.pdf"), invoice(n))));
    let (batch, _) = bring(&program, &token, &files).await;
    let seen = ended(&program, &token, batch, files.len() as i64 - 1).await;
    let all = invoices(&program, &token, batch).await;
    assert_eq!(all.len(), files.len() - 1, "the empty one is refused at the door");
    for one in &all {
        let name = one["filename"].as_str().unwrap_or("");
        let why = one["failure"].as_str().unwrap_or("");
        if name.starts_with("good") {
            assert_eq!(
                (&one["status"], &one["invoice_number"].is_string()),
                (&json!("completed"), &true),
                "{name}: {why}"
            );
        }
        if ["endless.pdf", "greedy.pdf", "locked.pdf", "nothing.pdf", "noise.pdf", "half.png"].contains(&name)
        {
            assert_eq!(one["status"], "failed", "{name}");
            assert!(why.ends_with('.') && why.split(' ').count() > 4, "{name} says why: {why}");
        }
    }
    assert!(seen["processed_count"].as_i64() >= Some(12), "{seen}");
    assert_eq!(program.get("/health/ready", "").await.0, 200, "the server never noticed");
}

/// The processes that this server started for reading.
fn children(program: &Program) -> BTreeSet<u32> {
    let id = program.id().to_string();
    let found = Command::new("ps").args(["-o", "pid=", "--ppid", &id]).output().expect("ps runs");
    String::from_utf8_lossy(&found.stdout).split_whitespace().filter_map(|pid| pid.parse().ok()).collect()
}

fn kill(pid: u32) {
    Command::new("kill").args(["-9", &pid.to_string()]).status().expect("kill runs");
}

async fn survives(settings: &[(&str, &str)]) {
    let mut program = Program::start(settings).await;
    let token = program.register("ann").await;
    let files = (0..60).map(|n| (format!("{n}.pdf"), invoice(n))).collect::<Vec<_>>();
    let (batch, _) = bring(&program, &token, &files).await;
    ended(&program, &token, batch, 4).await;
    let readers = children(&program);
    assert!(!readers.is_empty(), "files are read in processes of their own");
    readers.iter().for_each(|pid| kill(*pid));
    ended(&program, &token, batch, 12).await;
    let orphans = children(&program);
    program.kill_and_restart().await;
    let seen = ended(&program, &token, batch, 60).await;
    let counts = ["total_invoices", "processed_count", "pending_count", "failed_count"]
        .map(|name| seen[name].as_i64());
    assert_eq!(counts, [Some(60), Some(60), Some(0), Some(0)], "{seen}");
    assert_eq!(seen["status"], "completed", "{seen}");
    for one in invoices(&program, &token, batch).await {
        assert_eq!((&one["status"], &one["failure"]), (&json!("completed"), &Value::Null), "{one}");
        let stages = one["stages"].as_array().expect("stages");
        let names = stages.iter().filter_map(|stage| stage["stage"].as_str()).collect::<BTreeSet<_>>();
        assert_eq!((stages.len(), names.len()), (8, 8), "each stage once");
        assert!(stages.iter().all(|stage| stage["outcome"] == "completed"));
    }
    assert!(!orphans.is_empty() && orphans.iter().all(|pid| !lives(*pid)), "who reads ends with its server");
}

/// Whether a process still does something.
fn lives(pid: u32) -> bool {
    let found = Command::new("ps").args(["-o", "stat=", "-p", &pid.to_string()]).output().expect("ps runs");
    let state = String::from_utf8_lossy(&found.stdout).trim().to_owned();
    !state.is_empty() && !state.starts_with('Z')
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_goes_on_on_sqlite() {
    survives(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_killed_goes_on_on_postgres() {
    let url = servers::postgres().await;
    survives(&[("DATABASE_URL", url.as_str())]).await;
}

/// Mails come from strangers too: one that breaks whoever opens it costs only itself.
#[tokio::test(flavor = "multi_thread")]
async fn a_mail_that_breaks_its_reader_is_flagged_and_its_neighbour_is_taken() {
    let mails = tempfile::TempDir::new().expect("a folder");
    let folder = mails.path().display().to_string();
    let watched = [("invoices.mail_folder", folder.as_str()), ("invoices.intake_owner", "ann@example.com")];
    let house = House::with(On::Sqlite, bursar::MODULES, &watched).await;
    invoices::pipeline::reader::apart(&house.app, env!("CARGO_BIN_EXE_bursar").into(), vec![]);
    let password = Some("Korn-Speicher-7".to_owned());
    let made = identity::operator::create(&house.app, "ann@example.com", None, None, Role::User, password);
    made.await.expect("an account");
    let new = mails.path().join("new");
    std::fs::create_dir(&new).expect("a folder");
    let level = "Content-Type: message/rfc822\r\n\r\nFrom: x@y.z\r\n";
    let encoded = "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    let deep =
        |first: &str| format!("From: x@y.z\r\n{first}From: x@y.z\r\n{}\r\nbody\r\n", level.repeat(200_000));
    std::fs::write(new.join("a"), deep(encoded)).expect("a mail");
    std::fs::write(new.join("b"), deep("")).expect("a mail");
    let head = "From: x@y.z\r\nSubject: Invoice\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n";
    std::fs::write(new.join("c"), [head.as_bytes(), &invoice(7)].concat()).expect("a mail");
    invoices::intake::place::commands::look(&house.app).await.expect("a look");
    house.settle().await;
    for name in ["a:2,FS", "b:2,FS", "c:2,S"] {
        assert!(mails.path().join("cur").join(name).exists(), "{name}");
    }
    let read = "SELECT COUNT(*) FROM invoices WHERE status = 'completed' AND source = 'maildir' AND origin = 'x@y.z: Invoice'";
    assert_eq!(house.number(read).await, 1);
    assert_eq!(house.number("SELECT COUNT(*) FROM invoices").await, 1);
}
