//! The border for hostile files, with real children: this program is its own child.
//!
//! It has no harness of the standard kind, since that would write on the line between parent and child.

#![expect(clippy::print_stdout, reason = "a test without a harness says itself what it did")]

use reading::process::{self, Caps, Done, Failure, Pool, Task, Worker};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a child of these tests can be asked.
#[derive(Debug, Serialize, Deserialize)]
enum Order {
    Echo(String),
    Loop,
    Grab,
    Sink,
    Panic,
    Number,
    Leave,
    Read(Task),
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if arguments.get(1).is_some_and(|first| first == "child") {
        let seconds = arguments.get(2).and_then(|s| s.parse().ok()).unwrap_or(60);
        child(seconds);
        return;
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().expect("a runtime");
    type Story = (&'static str, fn() -> std::pin::Pin<Box<dyn Future<Output = ()> + Send>>);
    let stories: [Story; 8] = [
        ("a_request_is_answered_by_a_child_that_stays", || {
            Box::pin(a_request_is_answered_by_a_child_that_stays())
        }),
        ("an_endless_loop_ends_when_its_time_is_over", || {
            Box::pin(an_endless_loop_ends_when_its_time_is_over())
        }),
        ("processor_time_ends_a_child_that_nobody_watches", || {
            Box::pin(processor_time_ends_a_child_that_nobody_watches())
        }),
        ("ten_gigabytes_are_refused", || Box::pin(ten_gigabytes_are_refused())),
        ("a_panic_is_an_answer_and_the_child_stays", || Box::pin(a_panic_is_an_answer_and_the_child_stays())),
        ("a_child_killed_in_the_middle_costs_nobody_else", || {
            Box::pin(a_child_killed_in_the_middle_costs_nobody_else())
        }),
        ("a_bomb_in_a_pdf_is_answered_in_words", || Box::pin(a_bomb_in_a_pdf_is_answered_in_words())),
        ("a_program_that_is_missing_is_told", || Box::pin(a_program_that_is_missing_is_told())),
    ];
    let wanted = arguments.iter().skip(1).find(|argument| !argument.starts_with('-'));
    for (name, story) in stories {
        if wanted.is_none_or(|wanted| name.contains(wanted.as_str())) {
            runtime.block_on(story());
            println!("test {name} ... ok");
        }
    }
}

fn child(seconds: u64) {
    let caps = Caps { memory: 1 << 30, seconds };
    let ended = process::serve(&caps, |order: Order, bytes: &[u8]| match order {
        Order::Echo(text) => (format!("{text} {}", bytes.len()), bytes.to_vec()),
        Order::Loop => loop {
            std::hint::black_box(1);
        },
        Order::Grab => (vec![1u8; 10 << 30].len().to_string(), Vec::new()),
        Order::Sink => (sink(1).to_string(), Vec::new()),
        Order::Panic => panic!("as asked"),
        Order::Number => (std::process::id().to_string(), Vec::new()),
        Order::Leave => std::process::abort(),
        Order::Read(task) => {
            let (done, picture) = process::work(task, bytes);
            (serde_json::to_string(&done).expect("an answer"), picture)
        }
    });
    ended.expect("the line to the parent");
}

/// Recursion without an end.
fn sink(depth: u64) -> u64 {
    std::hint::black_box(if std::hint::black_box(depth) == 0 { 0 } else { sink(depth + 1) + 1 })
}

fn pool(seats: usize, patience: u64, seconds: u64) -> Pool {
    let worker = Worker {
        program: std::env::current_exe().expect("this program"),
        arguments: vec![OsString::from("child"), OsString::from(seconds.to_string())],
        environment: vec![("PATH".into(), "/usr/local/bin:/usr/bin:/bin".into())],
    };
    Pool::new(worker, seats, Duration::from_millis(patience))
}

async fn ask(pool: &Pool, order: Order) -> Result<String, Failure> {
    pool.ask::<_, String>(&order, b"").await.map(|(answer, _)| answer)
}

async fn a_request_is_answered_by_a_child_that_stays() {
    let pool = pool(1, 10_000, 60);
    let body = vec![7; 3_000_000];
    let (answer, bytes) = pool.ask::<_, String>(&Order::Echo("good".into()), &body).await.expect("an answer");
    assert_eq!(answer, "good 3000000");
    assert_eq!(bytes, body);
    let first = ask(&pool, Order::Number).await.expect("a number");
    assert_eq!(ask(&pool, Order::Number).await, Ok(first));
}

async fn an_endless_loop_ends_when_its_time_is_over() {
    let pool = pool(1, 700, 60);
    let started = Instant::now();
    assert_eq!(ask(&pool, Order::Loop).await, Err(Failure::Slow));
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(ask(&pool, Order::Echo("next".into())).await.as_deref(), Ok("next 0"));
}

async fn processor_time_ends_a_child_that_nobody_watches() {
    let pool = pool(1, 60_000, 1);
    assert_eq!(ask(&pool, Order::Loop).await, Err(Failure::Slow));
    assert_eq!(ask(&pool, Order::Echo("next".into())).await.as_deref(), Ok("next 0"));
}

async fn ten_gigabytes_are_refused() {
    let pool = pool(1, 20_000, 60);
    assert_eq!(ask(&pool, Order::Grab).await, Err(Failure::Greedy));
    assert!(ask(&pool, Order::Sink).await.is_err());
    assert_eq!(ask(&pool, Order::Echo("next".into())).await.as_deref(), Ok("next 0"));
}

async fn a_panic_is_an_answer_and_the_child_stays() {
    let pool = pool(1, 10_000, 60);
    let before = ask(&pool, Order::Number).await;
    assert_eq!(ask(&pool, Order::Panic).await, Err(Failure::Broken));
    assert_eq!(ask(&pool, Order::Number).await, before);
}

async fn a_child_killed_in_the_middle_costs_nobody_else() {
    let pool = Arc::new(pool(3, 20_000, 60));
    let mut tasks = Vec::new();
    for turn in 0..60 {
        let pool = Arc::clone(&pool);
        tasks.push(tokio::spawn(async move {
            if turn % 5 == 0 {
                return ask(&pool, Order::Leave).await.is_err();
            }
            ask(&pool, Order::Echo(turn.to_string())).await == Ok(format!("{turn} 0"))
        }));
    }
    for task in tasks {
        assert!(task.await.expect("a task"), "the answer is its own");
    }
    // A request that is given up takes its child with it; the next has another.
    let waiting = Arc::clone(&pool);
    let given_up = tokio::spawn(async move { ask(&waiting, Order::Loop).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    given_up.abort();
    assert_eq!(ask(&pool, Order::Echo("next".into())).await.as_deref(), Ok("next 0"));
}

async fn a_bomb_in_a_pdf_is_answered_in_words() {
    let pool = pool(1, 15_000, 10);
    let read = |bytes: Vec<u8>| {
        let pool = &pool;
        async move {
            let order = Order::Read(Task::Read(reading::Limits::default()));
            pool.ask::<_, String>(&order, &bytes).await.map(|(answer, _)| answer)
        }
    };
    for bomb in [stream_bomb(), nested_forms(), vec![b'['; 2_000_000], endless_page_tree()] {
        // Refused, read as nothing, or ended: whichever, it takes no more than it may, and the next is answered.
        if let Ok(answer) = read(bomb).await {
            serde_json::from_str::<Done>(&answer).expect("an answer in words");
        }
        assert_eq!(ask(&pool, Order::Echo("next".into())).await.as_deref(), Ok("next 0"));
    }
}

async fn a_program_that_is_missing_is_told() {
    let worker = Worker { program: "/nowhere/reader".into(), arguments: Vec::new(), environment: Vec::new() };
    let pool = Pool::new(worker, 1, Duration::from_secs(1));
    assert_eq!(ask(&pool, Order::Number).await, Err(Failure::Absent));
}

/// A page whose stream is three gigabytes of zeroes, packed twice.
fn stream_bomb() -> Vec<u8> {
    use lopdf::{Document, Object, Stream, dictionary};
    let mut once = Stream::new(dictionary! {}, vec![b'0'; 64 << 20]);
    once.compress().expect("packed");
    let packed = once.content.repeat(48);
    let mut twice = Stream::new(dictionary! {}, packed);
    twice.compress().expect("packed");
    twice.dict.set("Filter", vec![Object::from("FlateDecode"), Object::from("FlateDecode")]);
    let mut document = Document::with_version("1.7");
    let content = document.add_object(twice);
    finish(document, content)
}

/// Forms that draw each other ten times over, eight deep.
fn nested_forms() -> Vec<u8> {
    use lopdf::{Document, Stream, dictionary};
    let mut document = Document::with_version("1.7");
    let mut inner = None;
    for _ in 0..9 {
        let mut dictionary = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 600.into(), 800.into()] };
        if let Some(inner) = inner {
            dictionary.set("Resources", dictionary! { "XObject" => dictionary! { "F" => inner } });
        }
        let drawing = if inner.is_some() { "/F Do ".repeat(10) } else { "0 0 m 9 9 l S ".repeat(10) };
        inner = Some(document.add_object(Stream::new(dictionary, drawing.into_bytes())));
    }
    let content = document.add_object(Stream::new(dictionary! {}, b"/F Do".to_vec()));
    let resources = inner.map(|inner| dictionary! { "XObject" => dictionary! { "F" => inner } });
    let resources = document.add_object(resources.unwrap_or_default());
    finish_with(document, content, Some(resources))
}

/// A tree of pages that is its own child.
fn endless_page_tree() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>endobj\n\
      trailer<</Root 1 0 R>>\n%%EOF"
        .to_vec()
}

fn finish(document: lopdf::Document, content: lopdf::ObjectId) -> Vec<u8> {
    finish_with(document, content, None)
}

fn finish_with(
    mut document: lopdf::Document,
    content: lopdf::ObjectId,
    resources: Option<lopdf::ObjectId>,
) -> Vec<u8> {
    use lopdf::{Object, dictionary};
    let pages = document.new_object_id();
    let mut page = dictionary! { "Type" => "Page", "Parent" => pages, "Contents" => content, "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()] };
    if let Some(resources) = resources {
        page.set("Resources", resources);
    }
    let page = document.add_object(page);
    let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
    document.objects.insert(pages, Object::Dictionary(tree));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).expect("a file");
    bytes
}
