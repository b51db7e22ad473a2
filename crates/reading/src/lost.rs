//! Lines that the OCR left out: a short one alone between two paragraphs, or one within a box. Their letters are seen, so
//! they are cut out, put under each other, and read once more.

use crate::scan::{Blot, Posture};
use crate::tesseract::Seen;
use image::{GrayImage, imageops};

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

/// A line that was cut out: where it stood, and where it stands now.
struct Strip {
    x: u32,
    y: u32,
    height: u32,
    now: u32,
}

/// The lines that were left out, under each other.
pub struct Strips {
    pub image: GrayImage,
    strips: Vec<Strip>,
    /// The paper around each line.
    edge: u32,
}

/// Cuts out what was not read; none where all was, or where it is no text.
pub fn strips(image: &GrayImage, blots: &[Blot], posture: &Posture, seen: &[Seen]) -> Option<Strips> {
    let letter = posture.letter;
    if letter < 5.0 {
        return None;
    }
    let sized = |blot: &&Blot| {
        let (width, height) = (blot.width() as f32, blot.height() as f32);
        height > letter * 0.5 && height < letter * 1.9 && width < letter * 2.5 && width > letter * 0.1
    };
    let unread = |blot: &&Blot| !seen.iter().any(|word| covers(word, middle(blot), letter * 0.4));
    let mut rest: Vec<&Blot> = blots.iter().filter(sized).filter(unread).collect();
    rest.sort_by(|a, b| middle(a).1.total_cmp(&middle(b).1));
    let bands = rest.chunk_by(|a, b| middle(b).1 - middle(a).1 < letter * 0.35);
    let mut lines: Vec<Blot> = bands.flat_map(|band| lines(band, letter)).collect();
    if lines.is_empty() || lines.len() > MOST {
        return None;
    }
    lines.sort_by_key(|line| line.y0);
    let edge = (letter * 1.5).ceil() as u32;
    let margin = (letter * 0.3).ceil() as u32;
    let (mut now, mut widest, mut strips, mut parts) = (edge, 0, Vec::new(), Vec::new());
    for line in lines {
        let (x, y) = (line.x0.saturating_sub(margin), line.y0.saturating_sub(margin));
        let width = (line.x1 + margin + 1).min(image.width()) - x;
        let height = (line.y1 + margin + 1).min(image.height()) - y;
        parts.push(imageops::crop_imm(image, x, y, width, height).to_image());
        strips.push(Strip { x, y, height, now });
        (now, widest) = (now + height + edge, widest.max(width));
    }
    let mut sheet = GrayImage::from_pixel(widest + 2 * edge, now, image::Luma([255]));
    for (strip, part) in strips.iter().zip(&parts) {
        imageops::replace(&mut sheet, part, i64::from(edge), i64::from(strip.now));
    }
    Some(Strips { image: sheet, strips, edge })
}

/// The lines of a band of letters, each as the bounds of its letters.
fn lines(band: &[&Blot], letter: f32) -> Vec<Blot> {
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

impl Strips {
    /// Words of the strips, at the places where they stood; but for those that were read there before.
    pub fn back(&self, words: Vec<Seen>, known: &[Seen]) -> Vec<Seen> {
        let place = |word: Seen| {
            let middle = word.top + word.height / 2.0;
            let mut strips = self.strips.iter().enumerate();
            let (at, strip) = strips
                .find(|(_, strip)| middle > strip.now as f32 && middle < (strip.now + strip.height) as f32)?;
            let left = word.left - self.edge as f32 + strip.x as f32;
            let top = word.top - strip.now as f32 + strip.y as f32;
            let word = Seen { left, top, line: (BLOCK + at as u32, 0, word.line.2), ..word };
            let middle = (word.left + word.width / 2.0, word.top + word.height / 2.0);
            let says = word.text.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
            let new = !known.iter().any(|other| covers(other, middle, 0.0));
            (says && new && word.confidence >= SURE).then_some(word)
        };
        words.into_iter().filter_map(place).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_not_read_is_cut_out_and_put_back() {
        let image = GrayImage::from_pixel(400, 300, image::Luma([255]));
        let letters =
            |y: u32| (0..6).map(move |at| Blot { x0: 50 + at * 15, y0: y, x1: 59 + at * 15, y1: y + 13 });
        let blots: Vec<Blot> = letters(100).chain(letters(200)).collect();
        let seen = |text: &str, left, top, width| Seen {
            text: text.into(),
            left,
            top,
            width,
            height: 14.0,
            confidence: 0.9,
            line: (1, 1, 1),
        };
        let known = [seen("Kunden", 50.0, 100.0, 85.0)];
        let posture = Posture { letter: 14.0, ..Posture::default() };
        let strips = strips(&image, &blots, &posture, &known).expect("one line");
        assert_eq!(strips.strips.len(), 1);
        let read = seen("Seller", strips.edge as f32 + 5.0, strips.strips[0].now as f32 + 5.0, 85.0);
        let back = strips.back(vec![read], &known);
        assert!((back[0].left - 50.0).abs() < 1.0 && (back[0].top - 200.0).abs() < 1.0, "{back:?}");
    }
}
