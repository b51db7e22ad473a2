//! The public files of other projects, where they are at hand: in the folder that BURSAR_DATA names, or beside the repository.
use std::{collections::BTreeMap, fs, path::PathBuf};

use statement::{Format, Reading};

#[expect(
    clippy::disallowed_methods,
    reason = "a test has no settings; the variable says where the files are"
)]
fn folder() -> Option<PathBuf> {
    let named = std::env::var("BURSAR_DATA").ok().map(PathBuf::from);
    let beside =
        || Some(PathBuf::from(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3)?.join("shared").join("data"));
    named.or_else(beside).map(|data| data.join("bank")).filter(|bank| bank.is_dir())
}

/// Files of a folder, by name, without descriptions and other projects' expectations.
fn files(kind: &str) -> Vec<(String, Vec<u8>)> {
    let Some(folder) = folder() else { return vec![] };
    let found = fs::read_dir(folder.join(kind)).into_iter().flatten().flatten();
    let named = found.map(|file| (file.file_name().to_string_lossy().into_owned(), file.path()));
    let mut files: Vec<_> =
        named.filter(|(name, _)| !name.ends_with(".json") && !name.ends_with(".md")).collect();
    files.sort();
    files.into_iter().map(|(name, path)| (name, fs::read(path).unwrap())).collect()
}

fn count(reading: &Reading) -> usize {
    reading.statements.iter().map(|statement| statement.entries.len()).sum()
}

/// Reads all files of a kind; those that hold no statement are named with what is said of them.
fn check(kind: &str, format: Format, files_expected: usize, entries: usize, without: &[&str]) {
    let files = files(kind);
    if files.is_empty() {
        println!("The public files are not here; this test reads nothing.");
        return;
    }
    let mut counts = BTreeMap::new();
    let mut silent = vec![];
    for (name, bytes) in &files {
        match statement::read(name, bytes, None) {
            Ok(reading) => {
                assert_eq!(reading.format, format, "{name}");
                let bare = reading.statements.is_empty();
                assert!(!bare || !reading.problems.is_empty(), "{name} says nothing");
                if bare {
                    silent.push(name.as_str());
                }
                counts.insert(name, count(&reading));
            }
            Err(_) => silent.push(name.as_str()),
        }
    }
    assert_eq!(silent, without);
    assert_eq!((files.len(), counts.values().sum::<usize>()), (files_expected, entries), "{counts:?}");
}

#[test]
fn ofx_files_are_read() {
    let without = [
        "account_listing_aggregation.ofx",
        "bank_small.ofx",
        "error_message.ofx",
        "signon_fail.ofx",
        "signon_success.ofx",
        "signon_success_no_message.ofx",
    ];
    check("ofx", Format::Ofx, 30, 733, &without);
}

#[test]
fn qif_files_are_read() {
    check("qif", Format::Qif, 18, 73, &["lists.qif", "prices.qif"]);
}

#[test]
fn mt940_files_are_read() {
    check("mt940", Format::Mt940, 24, 387, &["mt942_1.sta"]);
}

#[test]
fn camt_files_are_read() {
    check("camt", Format::Camt, 13, 11, &["camt053.v2.wrong.xml"]);
}

#[test]
fn tables_are_read() {
    // Not a statement: five numbers of a mortgage, without a date.
    check("csv", Format::Csv, 18, 31, &["pipe.txt"]);
}
