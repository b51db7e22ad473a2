//! Pages that are laid out by hand.

use extract::{Hints, Reading};
use reading::{Area, Document, Page, Source, Word};

/// A page from lines of "x: text", each line 14 points under the last; several places of a line stand apart by " | ".
pub fn page(lines: &[&str]) -> Page {
    let mut words = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let y = 40.0 + row as f32 * 14.0;
        for part in line.split(" | ").filter(|part| !part.trim().is_empty()) {
            let (x, text) = part.split_once(':').expect("a place");
            let mut x: f32 = x.trim().parse().expect("a number");
            for word in text.split_whitespace() {
                let width = word.chars().count() as f32 * 5.0;
                let area = Area { x0: x, y0: y, x1: x + width, y1: y + 10.0 };
                words.push(Word { text: word.into(), area, size: 10.0, bold: false, confidence: 1.0 });
                x += width + 2.8;
            }
        }
    }
    Page { width: 595.0, height: 842.0, words, rules: Vec::new(), codes: Vec::new(), source: Source::Text }
}

/// The reading of such a page.
pub fn read(lines: &[&str]) -> Reading {
    let document = Document { pages: vec![page(lines)], ..Document::default() };
    extract::read(&document, &Hints::default())
}
