//! Prints the words of a document with their places: `words FILE…`, `words --json FILE`, `words --text FILE`,
//! `words --time FILE…`; `--attempt=1` looks at scans in another way.

#![expect(clippy::print_stdout, reason = "an example prints")]

use reading::Limits;
use std::time::Instant;

fn main() {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let style = flags.first().cloned().unwrap_or_default();
    let attempt = flags.iter().find_map(|flag| flag.strip_prefix("--attempt=")?.parse().ok()).unwrap_or(0);
    let limits = Limits { attempt, ..Limits::default() };
    for file in &files {
        let bytes = match std::fs::read(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                eprintln!("{file}: {error}");
                continue;
            }
        };
        let started = Instant::now();
        let read = reading::read(&bytes, &limits);
        let took = started.elapsed();
        match (read, style.as_str()) {
            (Err(why), _) => eprintln!("{file}: {why}"),
            (Ok(document), "--json") => println!("{}", serde_json::to_string(&document).unwrap_or_default()),
            (Ok(document), "--text") => println!("{}", document.text()),
            (Ok(document), "--time") => {
                let words: usize = document.pages.iter().map(|page| page.words.len()).sum();
                println!(
                    "{:8.2} ms {:3} pages {words:6} words {file}",
                    took.as_secs_f64() * 1e3,
                    document.pages.len()
                );
            }
            (Ok(document), _) => print(&document),
        }
    }
}

fn print(document: &reading::Document) {
    println!("{:?} {:?} {:?}", document.producer, document.created, document.modified);
    for (number, page) in document.pages.iter().enumerate() {
        let (width, height, rules) = (page.width, page.height, page.rules.len());
        println!(
            "page {number}: {width} x {height}, {:?}, {rules} rules, codes {:?}",
            page.source, page.codes
        );
        for word in &page.words {
            let area = word.area;
            println!(
                "{:7.1} {:7.1} {:7.1} {:7.1} {:5.1} {} {:.2} {}",
                area.x0,
                area.y0,
                area.x1,
                area.y1,
                word.size,
                if word.bold { 'b' } else { ' ' },
                word.confidence,
                word.text
            );
        }
    }
}
