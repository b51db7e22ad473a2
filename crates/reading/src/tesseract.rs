//! Tesseract as a child process: a grey picture in, words with places and confidence out.

use crate::Unreadable;
use image::GrayImage;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc;
use std::time::Duration;

/// The languages that are asked for where nobody says which, as far as they are installed.
const LANGUAGES: [&str; 10] = ["eng", "deu", "fra", "nld", "spa", "ita", "por", "pol", "swe", "ell"];
const ABSENT: &str = "This document is a scan, and the program that reads scans is not installed. \
     Install tesseract-ocr on the server, and try again.";
const SLOW: &str = "This scan takes too long to read. Scan it again at 300 dpi, one page at a time.";
const BROKEN: &str = "The program that reads scans could not read this page. Scan it again at 300 dpi.";

/// A word, in pixels of the picture.
#[derive(Debug, Clone)]
pub struct Seen {
    pub text: String,
    pub left: f32,
    pub top: f32,
    pub width: f32,
    pub height: f32,
    /// 0 to 1.
    pub confidence: f32,
    /// Which line of the page it stands in.
    pub line: (u32, u32, u32),
}

impl Seen {
    /// The same word in a picture of another size.
    pub fn scaled(self, by: f32) -> Self {
        let (left, top) = (self.left * by, self.top * by);
        Self { left, top, width: self.width * by, height: self.height * by, ..self }
    }
}

/// How the layout of a page is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Columns and blocks are found.
    Page,
    /// One column of text of different sizes.
    Column,
    /// One even block.
    Block,
    /// Whatever stands anywhere.
    Sparse,
}

impl Layout {
    fn number(self) -> &'static str {
        match self {
            Self::Page => "3",
            Self::Column => "4",
            Self::Block => "6",
            Self::Sparse => "11",
        }
    }
}

/// The languages that are installed; none where Tesseract is absent.
pub fn installed() -> &'static [String] {
    static INSTALLED: OnceLock<Vec<String>> = OnceLock::new();
    INSTALLED.get_or_init(|| {
        let listed = Command::new("tesseract").arg("--list-langs").stdin(Stdio::null()).output();
        let text =
            listed.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
        let known = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.contains(' '));
        known.filter(|line| *line != "osd").map(str::to_owned).collect()
    })
}

/// Of the wanted languages, those that are installed; of our own choice where none is wanted.
pub fn languages(wanted: &[String]) -> Vec<String> {
    let has = |language: &str| installed().iter().any(|known| known == language);
    let mut chosen: Vec<String> = wanted.iter().filter(|language| has(language)).cloned().collect();
    if chosen.is_empty() {
        chosen = LANGUAGES.iter().filter(|language| has(language)).map(|l| (*l).to_owned()).collect();
    }
    if chosen.is_empty() {
        chosen = installed().iter().take(1).cloned().collect();
    }
    chosen
}

/// Reads a picture.
pub fn recognise(
    image: &GrayImage,
    languages: &[String],
    layout: Layout,
    limit: Duration,
) -> Result<Vec<Seen>, Unreadable> {
    if languages.is_empty() {
        return Err(Unreadable::because(ABSENT));
    }
    let mut child = Command::new("tesseract")
        .args([
            "stdin",
            "stdout",
            "--dpi",
            "300",
            "--psm",
            layout.number(),
            "-l",
            &languages.join("+"),
            "tsv",
        ])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| Unreadable::because(ABSENT))?;
    let table = talk(&mut child, image, limit);
    // Whatever came of it, no child stays behind.
    let _ = child.kill();
    let ended = child.wait();
    let table = table?;
    match ended {
        Ok(status) if status.success() || !table.is_empty() => Ok(parse(&table)),
        _ => Err(Unreadable::because(BROKEN)),
    }
}

/// Gives the picture in and takes the table out; both at once, since pipes are short.
fn talk(child: &mut Child, image: &GrayImage, limit: Duration) -> Result<String, Unreadable> {
    let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
        return Err(Unreadable::because(BROKEN));
    };
    let (sender, receiver) = mpsc::channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let header = format!("P5\n{} {}\n255\n", image.width(), image.height());
            // A child that ended early says so by its output.
            let _ = input.write_all(header.as_bytes()).and_then(|()| input.write_all(image.as_raw()));
        });
        scope.spawn(move || {
            let mut table = Vec::new();
            let read = output.read_to_end(&mut table);
            let _ = sender.send(read.map(|_| table));
        });
        let table = receiver.recv_timeout(limit);
        if table.is_err() {
            let _ = child.kill();
        }
        match table {
            Ok(Ok(table)) => Ok(String::from_utf8_lossy(&table).into_owned()),
            Ok(Err(_)) => Err(Unreadable::because(BROKEN)),
            Err(_) => Err(Unreadable::because(SLOW)),
        }
    })
}

/// The rows of words of the table.
fn parse(table: &str) -> Vec<Seen> {
    table.lines().filter_map(row).collect()
}

fn row(line: &str) -> Option<Seen> {
    let columns: Vec<&str> = line.splitn(12, '\t').collect();
    let [level, _, block, paragraph, row, _, left, top, width, height, confidence, text] = columns[..] else {
        return None;
    };
    let text = text.trim();
    if level != "5" || text.is_empty() {
        return None;
    }
    let confidence = confidence.parse::<f32>().ok()?;
    Some(Seen {
        text: text.to_owned(),
        left: left.parse().ok()?,
        top: top.parse().ok()?,
        width: width.parse().ok()?,
        height: height.parse().ok()?,
        confidence: (confidence / 100.0).clamp(0.0, 1.0),
        line: (block.parse().ok()?, paragraph.parse().ok()?, row.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_table_are_read_and_all_else_is_left() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t10\t20\t300\t30\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t10\t20\t100\t30\t96.5\tTotal\n\
                     5\t1\t1\t1\t1\t2\t120\t20\t100\t30\t12\t \n";
        let seen = parse(table);
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].text, "Total");
        assert!((seen[0].confidence - 0.965).abs() < 1e-4);
        assert_eq!(seen[0].line, (1, 1, 1));
    }
}
