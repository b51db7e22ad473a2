//! What came of it.

use std::{collections::BTreeMap, time::Duration};

use extract::Reading;
use serde_json::{Value, json};

use super::compare::{FIELDS, confidence, decimal, plain, said, same, truth};

/// The figures of one field.
#[derive(Default, Clone)]
struct Field {
    truth: usize,
    right: usize,
    wrong: usize,
    beside: usize,
}

/// A value that was read wrong.
struct Wrong {
    file: String,
    field: &'static str,
    said: Option<String>,
    truth: String,
    confidence: f32,
}

/// What must be right in what is accepted.
const KEYS: [&str; 7] = ["number", "date", "seller", "gross", "net", "tax", "currency"];

/// All figures, for all files and by folder.
#[derive(Default)]
pub struct Report {
    fields: BTreeMap<String, BTreeMap<&'static str, Field>>,
    documents: BTreeMap<String, (usize, usize)>,
    rows: (usize, usize, usize, usize),
    accepted: (usize, usize),
    wrong: Vec<Wrong>,
    misled: Vec<String>,
    refused: Vec<String>,
    by_folder: BTreeMap<String, (usize, usize)>,
    problems: BTreeMap<String, usize>,
    time: (Duration, Duration),
}

impl Report {
    /// Adds a document.
    pub fn add(
        &mut self,
        file: &str,
        fields: &Value,
        reading: &Reading,
        read: Duration,
        extracted: Duration,
    ) {
        self.time.0 += read;
        self.time.1 += extracted;
        let folder = file.split('/').next().unwrap_or("").to_owned();
        let mut faults = 0;
        for field in FIELDS {
            let said = said(reading, field);
            let entry = self.fields.entry(folder.clone()).or_default().entry(field).or_default();
            let Some(truth) = truth(fields, field) else {
                entry.beside += usize::from(said.is_some());
                continue;
            };
            entry.truth += 1;
            let right = said.as_deref().is_some_and(|said| same(field, said, &truth, reading));
            entry.right += usize::from(right);
            entry.wrong += usize::from(!right && said.is_some());
            if !right {
                faults += 1;
                let confidence = confidence(reading, field);
                self.wrong.push(Wrong { file: file.into(), field, said, truth, confidence });
            }
        }
        let documents = self.documents.entry(folder.clone()).or_default();
        documents.0 += 1;
        documents.1 += usize::from(faults == 0);
        let key_faults = KEYS.iter().filter(|key| {
            let truth = truth(fields, key);
            truth.is_some_and(|truth| {
                !said(reading, key).is_some_and(|said| same(key, &said, &truth, reading))
            })
        });
        let right = key_faults.count() == 0;
        if reading.accept && !right {
            self.misled.push(file.to_owned());
        }
        let family = self.by_folder.entry(folder).or_default();
        family.0 += usize::from(reading.accept);
        family.1 += usize::from(reading.accept && right);
        if !reading.accept {
            let mark = if right { "right" } else { "wrong" };
            self.refused.push(format!("{mark} {file}: {}", reading.problems.join(" ")));
        }
        self.accepted.0 += usize::from(reading.accept);
        self.accepted.1 += usize::from(reading.accept && right);
        for problem in &reading.problems {
            *self.problems.entry(problem.clone()).or_default() += 1;
        }
        self.rows(fields, reading);
    }

    fn rows(&mut self, fields: &Value, reading: &Reading) {
        let Some(lines) = fields["lines"].as_array().filter(|lines| !lines.is_empty()) else { return };
        self.rows.0 += 1;
        self.rows.1 += usize::from(lines.len() == reading.lines.len());
        for (at, line) in lines.iter().enumerate() {
            let Some(total) = line["total"].as_str().or_else(|| line["amount"].as_str()) else { continue };
            self.rows.2 += 1;
            let line = reading.lines.get(at);
            let read = line.into_iter().flat_map(|line| [line.total, line.net]).flatten().map(decimal);
            self.rows.3 += usize::from(read.into_iter().any(|read| same("net", &read, total, reading)));
        }
    }

    fn sums(&self) -> (BTreeMap<&'static str, Field>, usize, usize) {
        let mut sums: BTreeMap<&'static str, Field> = BTreeMap::new();
        for fields in self.fields.values() {
            for (name, field) in fields {
                let sum = sums.entry(name).or_default();
                sum.truth += field.truth;
                sum.right += field.right;
                sum.wrong += field.wrong;
                sum.beside += field.beside;
            }
        }
        let truth = sums.values().map(|f| f.truth).sum();
        let right = sums.values().map(|f| f.right).sum();
        (sums, truth, right)
    }

    /// As JSON.
    pub fn json(&self) -> Value {
        let (sums, truth, right) = self.sums();
        let fields: BTreeMap<_, _> = sums
            .iter()
            .map(|(name, f)| {
                (*name, json!({"truth": f.truth, "right": f.right, "wrong": f.wrong, "beside": f.beside}))
            })
            .collect();
        let documents = self.documents.values().map(|d| d.0).sum::<usize>();
        let whole = self.documents.values().map(|d| d.1).sum::<usize>();
        let wrong: Vec<_> = self
            .wrong
            .iter()
            .map(|w| json!({"file": w.file, "field": w.field, "said": w.said, "truth": w.truth, "confidence": w.confidence}))
            .collect();
        json!({
            "micro": share(right, truth), "fields": fields, "documents": documents, "documents_right": whole,
            "accepted": self.accepted.0, "accepted_right": self.accepted.1,
            "row_documents": self.rows.0, "row_counts_right": self.rows.1, "row_totals": self.rows.2,
            "row_totals_right": self.rows.3, "seconds_reading": self.time.0.as_secs_f64(),
            "seconds_extracting": self.time.1.as_secs_f64(), "wrong": wrong,
        })
    }

    /// For eyes.
    pub fn print(&self, wrong: bool) {
        let (sums, truth, right) = self.sums();
        println!("{:12} {:>5} {:>5} {:>6} {:>6}  by folder", "field", "truth", "right", "%", "beside");
        for name in FIELDS {
            let Some(f) = sums.get(name) else { continue };
            let parts: Vec<String> = self
                .fields
                .iter()
                .filter_map(|(folder, fields)| fields.get(name).filter(|f| f.truth > 0).map(|f| (folder, f)))
                .map(|(folder, f)| format!("{folder} {}/{}", f.right, f.truth))
                .collect();
            println!(
                "{name:12} {:5} {:5} {:6.1} {:6}  {}",
                f.truth,
                f.right,
                share(f.right, f.truth),
                f.beside,
                parts.join("  ")
            );
        }
        println!("micro {:.2} % of {truth}", share(right, truth));
        for (folder, (all, whole)) in &self.documents {
            let (taken, good) = self.by_folder.get(folder).copied().unwrap_or_default();
            println!("documents all right: {folder} {whole} of {all}; accepted {taken}, right {good}");
        }
        let all: usize = self.documents.values().map(|d| d.0).sum();
        println!(
            "accepted {} of {all}, right {} ({:.1} %)",
            self.accepted.0,
            self.accepted.1,
            share(self.accepted.1, self.accepted.0)
        );
        println!(
            "rows: number right {} of {}, totals right {} of {}",
            self.rows.1, self.rows.0, self.rows.3, self.rows.2
        );
        let (read, extracted) = (self.time.0.as_secs_f64(), self.time.1.as_secs_f64());
        println!(
            "{:.0} documents/s; reading {:.2} ms, extraction {:.2} ms each",
            all as f64 / (read + extracted),
            read * 1e3 / all as f64,
            extracted * 1e3 / all as f64
        );
        self.misled.iter().for_each(|file| println!("accepted though wrong: {file}"));
        self.problems.iter().for_each(|(words, count)| println!("{count:4} × {words}"));
        if wrong {
            self.refused.iter().for_each(|line| println!("not accepted, {line}"));
            for w in &self.wrong {
                let said = w.said.as_deref().map_or("-", |s| s);
                let close = if plain(said) == plain(&w.truth) { "~" } else { " " };
                println!(
                    "{:11}{close}{:.2} {:55} said {said:?}, truth {:?}",
                    w.field, w.confidence, w.file, w.truth
                );
            }
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}
