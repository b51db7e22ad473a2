//! Lines that the OCR left out: a short one alone between two paragraphs, or one within a box. Their letters are seen, so
//! they are cut out and read once more.

use crate::scan::{Blot, Posture};
use crate::tesseract::Seen;

/// A line has at least so many letters.
const FEW: usize = 4;
/// No more lines than these are read again: there, it is a drawing.
const MOST: usize = 14;
/// A gap of so many heights of a letter parts two lines.
const GAP: f32 = 4.0;
/// Words that are less sure are left out for good.
const SURE: f32 = 0.6;
/// The blocks of these words are numbered from here, so that they are lines of their own.
const BLOCK: u32 = 2000;

/// Where lines stand that were not read; nowhere where all was, or where it is no text.
pub fn lines(blots: &[Blot], posture: &Posture, seen: &[Seen]) -> Vec<Blot> {
    let letter = posture.letter;
    if letter < 5.0 {
        return Vec::new();
    }
    let sized = |blot: &&Blot| {
        let (width, height) = (blot.width() as f32, blot.height() as f32);
        height > letter * 0.5 && height < letter * 1.9 && width < letter * 2.5 && width > letter * 0.1
    };
    let unread = |blot: &&Blot| !seen.iter().any(|word| covers(word, middle(blot), letter * 0.4));
    let mut rest: Vec<&Blot> = blots.iter().filter(sized).filter(unread).collect();
    rest.sort_by(|a, b| middle(a).1.total_cmp(&middle(b).1));
    let bands = rest.chunk_by(|a, b| middle(b).1 - middle(a).1 < letter * 0.35);
    let mut lines: Vec<Blot> = bands.flat_map(|band| parts(band, letter)).collect();
    lines.sort_by_key(|line| line.y0);
    if lines.len() > MOST { Vec::new() } else { lines }
}

/// The lines of a band of letters, each as the bounds of its letters.
fn parts(band: &[&Blot], letter: f32) -> Vec<Blot> {
    let mut letters: Vec<&Blot> = band.to_vec();
    letters.sort_by_key(|blot| blot.x0);
    let lines = letters.chunk_by(|a, b| (b.x0 as f32 - a.x1 as f32) < letter * GAP);
    let long = lines.filter(|line| line.len() >= FEW);
    long.filter_map(|line| {
        line.iter().map(|blot| **blot).reduce(|a, b| Blot {
            x0: a.x0.min(b.x0),
            y0: a.y0.min(b.y0),
            x1: a.x1.max(b.x1),
            y1: a.y1.max(b.y1),
        })
    })
    .collect()
}

fn middle(blot: &Blot) -> (f32, f32) {
    ((blot.x0 + blot.x1) as f32 / 2.0, (blot.y0 + blot.y1) as f32 / 2.0)
}

fn covers(word: &Seen, (x, y): (f32, f32), around: f32) -> bool {
    x > word.left - around
        && x < word.left + word.width + around
        && y > word.top - around
        && y < word.top + word.height + around
}

/// A word of the line with this number, but for one that was read there before.
pub fn found(line: usize, word: Seen, known: &[Seen]) -> Option<Seen> {
    let middle = (word.left + word.width / 2.0, word.top + word.height / 2.0);
    let says = word.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
    let new = !known.iter().any(|other| covers(other, middle, 0.0));
    let line = (BLOCK + line as u32, 0, word.line.2);
    (says && new && word.confidence >= SURE).then_some(Seen { line, ..word })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_not_read_is_found() {
        let letters =
            |y: u32| (0..6).map(move |at| Blot { x0: 50 + at * 15, y0: y, x1: 59 + at * 15, y1: y + 13 });
        let blots: Vec<Blot> = letters(100).chain(letters(200)).collect();
        let seen = |text: &str, top| {
            let text = text.to_owned();
            Seen { text, left: 50.0, top, width: 85.0, height: 14.0, confidence: 0.9, line: (1, 1, 1) }
        };
        let known = [seen("Kunden", 100.0)];
        let lines = lines(&blots, &Posture { letter: 14.0, ..Posture::default() }, &known);
        assert_eq!(lines.iter().map(|line| (line.x0, line.y0)).collect::<Vec<_>>(), [(50, 200)]);
        assert!(found(0, seen("Seller", 200.0), &known).is_some());
        assert!(found(0, seen("Kunden", 100.0), &known).is_none());
    }
}
