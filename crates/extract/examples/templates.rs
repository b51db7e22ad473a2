//! How many of a truth file's values templates in the YAML of invoice2data find: `templates --data DIR --templates DIR`.
//!
//! Counted are the fields of each document and every cell of its lines, as far as the truth has them.

#![expect(clippy::print_stdout, reason = "its output is what it is for")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use extract::template::{Template, Value, folder, likeliest};
use reading::Limits;
use serde_json::Value as Json;

/// How the truth calls what templates call otherwise.
const NAMES: [(&str, &[&str]); 10] = [
    ("number", &["invoice_number"]),
    ("date", &["date", "date_invoice"]),
    ("due_date", &["date_due", "due_date"]),
    ("currency", &["currency", "currency_code"]),
    ("seller", &["issuer", "partner_name"]),
    ("seller_vat", &["vat", "partner_vat", "tax_id", "gstin"]),
    ("iban", &["iban"]),
    ("net", &["amount_untaxed", "amount_net"]),
    ("tax", &["amount_tax", "vat_amount"]),
    ("gross", &["amount", "amount_total"]),
];

fn main() {
    let option = |name: &str| {
        let mut words = std::env::args().skip_while(|word| word != name);
        words.nth(1).map(PathBuf::from).unwrap_or_default()
    };
    let data = option("--data");
    let templates = templates(&option("--templates"));
    let truth = std::fs::read_to_string(data.join("truth.jsonl")).unwrap_or_default();
    let (mut all, mut right) = (0, 0);
    for case in truth.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok()) {
        let file = case["file"].as_str().unwrap_or_default();
        let (name, fields) = findings(&templates, &data.join(file)).unwrap_or_default();
        let (found, wanted, missed) = score(&case["fields"], &fields);
        println!("{found:4} of {wanted:4}  {file}  {name}  {}", missed.join(", "));
        (all, right) = (all + wanted, right + found);
    }
    println!("{right} of {all} values");
}

/// The templates of a folder and of the folders in it.
fn templates(from: &Path) -> Vec<Template> {
    let mut found = Vec::new();
    let mut folders = vec![from.to_path_buf()];
    while let Some(here) = folders.pop() {
        let inner = std::fs::read_dir(&here).into_iter().flatten().flatten().map(|entry| entry.path());
        folders.extend(inner.filter(|path| path.is_dir()));
        let stamp = folder::stamp(&here).unwrap_or_default();
        let sheets = folder::sheets(&here, &stamp);
        found.extend(sheets.iter().filter_map(|sheet| Template::parse(&sheet.name, &sheet.yaml).ok()));
    }
    found
}

/// The template that fits a file, and what it finds there.
fn findings(templates: &[Template], path: &Path) -> Option<(String, BTreeMap<String, Value>)> {
    let bytes = std::fs::read(path).ok()?;
    if path.extension().is_some_and(|ending| ending == "txt") {
        let text = String::from_utf8_lossy(&bytes);
        let mut all = templates.iter().filter_map(|template| Some((template, template.read_text(&text)?)));
        let (template, findings) = all.find(|(_, findings)| findings.missing.is_empty())?;
        return Some((template.name().to_owned(), findings.fields));
    }
    let document = reading::read(&bytes, &Limits::default()).ok()?;
    let (template, findings) = likeliest(templates.iter(), &document)?;
    Some((template.name().to_owned(), findings.fields))
}

fn score(truth: &Json, found: &BTreeMap<String, Value>) -> (usize, usize, Vec<String>) {
    let (mut right, mut all, mut missed) = (0, 0, Vec::new());
    let mut count = |name: String, wanted: &Json, said: Option<&Value>| {
        all += 1;
        if said.is_some_and(|said| same(wanted, said)) {
            right += 1;
        } else {
            missed.push(name);
        }
    };
    for (name, names) in NAMES {
        if let Some(wanted) = truth.get(name) {
            count(name.to_owned(), wanted, names.iter().find_map(|name| found.get(*name)));
        }
    }
    let empty = Vec::new();
    let rows = match found.get("lines") {
        Some(Value::Rows(rows)) => rows,
        _ => &empty,
    };
    for (at, line) in truth["lines"].as_array().into_iter().flatten().enumerate() {
        for (name, wanted) in line.as_object().into_iter().flatten() {
            count(format!("line {at} {name}"), wanted, rows.get(at).and_then(|row| row.get(name)));
        }
    }
    (right, all, missed)
}

fn same(wanted: &Json, said: &Value) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let wanted = wanted.as_str().map_or_else(|| wanted.to_string(), str::to_owned);
    match said {
        Value::Text(said) => {
            plain(said) == plain(&wanted) || said.parse::<f64>().ok().is_some_and(|n| wanted.parse() == Ok(n))
        }
        Value::Number(units) => wanted.parse::<f64>().is_ok_and(|n| (n * 10_000.0).round() as i64 == *units),
        Value::Day(day) => day.to_string() == wanted,
        Value::List(all) => all.first().is_some_and(|said| same(&Json::String(wanted.clone()), said)),
        Value::Rows(_) => false,
    }
}
