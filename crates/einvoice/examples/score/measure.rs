//! Measures the rules with the test sets of EN 16931.
use std::path::{Path, PathBuf};

use einvoice::{File, Severity, rule};

/// Files of a folder and of those within it, by name.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// How many assertions hold, of how many, and those that do not.
#[derive(Default)]
pub struct Score {
    /// Those that hold.
    pub right: usize,
    /// All.
    pub all: usize,
    /// Those that do not hold, in words.
    pub wrong: Vec<String>,
}

/// Every assertion of the test sets in a folder.
pub fn sets(folder: &Path) -> Score {
    let mut score = Score::default();
    for path in files(folder) {
        let Ok(xml) = std::fs::read_to_string(&path) else { continue };
        if xml.contains("<testSet") {
            set(&path, &xml, &mut score);
        }
    }
    score
}

/// Texts of the elements of a name, in order.
fn texts<'a>(xml: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!("<{name}");
    let pieces = xml.split(start.as_str()).skip(1);
    pieces.filter_map(|piece| Some(piece.split_once('>')?.1.split_once('<')?.0.trim())).collect()
}

fn broken(file: &File, id: &str) -> Option<bool> {
    let mut rules = rule::europe().iter().copied().filter(|rule| rule.id == id);
    rules.next().map(|rule| !rule.broken(file).is_empty())
}

fn set(path: &Path, xml: &str, score: &mut Score) {
    for (at, test) in xml.split("<test").skip(2).enumerate() {
        let Some((head, rest)) = test.split_once("</assert>") else { continue };
        let Some((body, _)) = rest.split_once("</test>") else { continue };
        let file = einvoice::read_xml(body.trim().as_bytes());
        for (name, should) in [("success", false), ("error", true), ("warning", true)] {
            for id in texts(head, name) {
                let is = file.as_ref().ok().and_then(|file| broken(file, id));
                score.all += 1;
                if is == Some(should) {
                    score.right += 1;
                } else {
                    let place = path.display();
                    score
                        .wrong
                        .push(format!("{place}, test {}: {id} is {is:?} and should be {should}", at + 1));
                }
            }
        }
    }
}

/// Rules that a file breaks with an error, by name; none when it cannot be read.
pub fn errors(bytes: &[u8]) -> Result<Vec<&'static str>, einvoice::Unreadable> {
    let file = einvoice::read(bytes)?;
    let findings = einvoice::check(&file);
    let errors = findings.iter().filter(|finding| finding.rule.severity == Severity::Error);
    let mut errors: Vec<&str> = errors.map(|finding| finding.rule.id).collect();
    errors.dedup();
    Ok(errors)
}
