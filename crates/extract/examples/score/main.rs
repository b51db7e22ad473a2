//! Scores the reading of a folder against its truth file:
//! `score --data DIR [--kind pdf-text] [--words CACHE] [--json] [--wrong] [--only PART]`.
//!
//! CACHE keeps the words of each document as JSON, so that a change of the rules is measured without reading again.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

mod compare;
mod report;

use std::{path::PathBuf, time::Instant};

use extract::{Hints, Reading};
use reading::{Document, Limits};
use serde_json::Value;

/// What the command line says.
#[derive(Default)]
struct Wish {
    data: PathBuf,
    kind: Option<String>,
    words: Option<PathBuf>,
    only: Option<String>,
    json: bool,
    wrong: bool,
}

fn main() {
    let wish = wish();
    let truth = std::fs::read_to_string(wish.data.join("truth.jsonl")).unwrap_or_default();
    let cases: Vec<Value> = truth.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut report = report::Report::default();
    for case in &cases {
        let file = case["file"].as_str().unwrap_or_default();
        let kind = case["kind"].as_str().unwrap_or_default();
        let wanted = wish.kind.as_deref().is_none_or(|k| k == kind)
            && wish.only.as_deref().is_none_or(|part| file.contains(part));
        if !wanted {
            continue;
        }
        let started = Instant::now();
        let document = match document(&wish, file, kind) {
            Ok(document) => document,
            Err(why) => {
                eprintln!("{file}: {why}");
                continue;
            }
        };
        let read = started.elapsed();
        let started = Instant::now();
        let reading = extract::read(&document, &Hints::default());
        let extracted = started.elapsed();
        report.add(file, &case["fields"], &reading, read, extracted);
        if wish.only.is_some() && !wish.json {
            print(&reading);
        }
    }
    if wish.json {
        println!("{}", report.json());
    } else {
        report.print(wish.wrong);
    }
}

fn wish() -> Wish {
    let mut wish = Wish::default();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--data" => wish.data = words.next().unwrap_or_default().into(),
            "--kind" => wish.kind = words.next(),
            "--words" => wish.words = words.next().map(PathBuf::from),
            "--only" => wish.only = words.next(),
            "--json" => wish.json = true,
            "--wrong" => wish.wrong = true,
            "--debug" => {}
            other => eprintln!("unknown: {other}"),
        }
    }
    wish
}

fn document(wish: &Wish, file: &str, kind: &str) -> Result<Document, String> {
    let kept = wish.words.as_ref().map(|folder| folder.join(file.replace('/', "_") + ".json"));
    if let Some(text) = kept.as_ref().and_then(|path| std::fs::read_to_string(path).ok()) {
        return serde_json::from_str(&text).map_err(|e| e.to_string());
    }
    let bytes = std::fs::read(wish.data.join(file)).map_err(|e| e.to_string())?;
    let document = match kind {
        "pdf-text" => reading::text_of(&bytes, &Limits::default()).map_err(|e| e.to_string())?,
        _ => reading::read(&bytes, &Limits::default()).map_err(|e| e.to_string())?,
    };
    if let Some(path) = kept {
        let text = serde_json::to_string(&document).map_err(|e| e.to_string())?;
        std::fs::write(path, text).map_err(|e| e.to_string())?;
    }
    Ok(document)
}

fn print(reading: &Reading) {
    println!("{}", serde_json::to_string_pretty(reading).unwrap_or_default());
}
