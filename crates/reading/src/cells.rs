//! Cells that are ruled: where letters are small, the OCR takes the lines of a cell for letters, and what stands in it
//! for a drawing. The inside of each is read once more, without its lines.

use crate::scan::{self, Blot, Posture};
use crate::strips;
use crate::tesseract::Seen;
use image::{GrayImage, Luma, imageops};
use std::borrow::Cow;

/// A cell of which a word is less sure is read again.
const UNSURE: f32 = 0.75;
/// The second reading counts where it is this sure and surer than the first by so much; or where it is much surer.
const SURE: f32 = 0.6;
const SURER: f32 = 0.05;
const MUCH: f32 = 0.3;
/// This sure, it counts where it says more.
const WHOLE: f32 = 0.75;
/// Ink that reaches further than its words by so many heights of a letter was not read.
const CUT: f32 = 1.5;
/// So many pixels of a line may be left at the edges of a cell.
const LEFT: u32 = 2;
/// Where there are more, it is a drawing.
const MOST: usize = 80;
/// The blocks of these words are numbered from here, so that they are lines of their own.
const BLOCK: u32 = 4000;

/// A cell, and the ink in it.
pub struct Cell {
    inside: Blot,
    pub ink: Blot,
}

impl Cell {
    /// Whether a word stands in it.
    pub fn holds(&self, word: &Seen) -> bool {
        let (x, y) = (word.left + word.width / 2.0, word.top + word.height / 2.0);
        let (across, down) =
            (self.inside.x0 as f32..self.inside.x1 as f32, self.inside.y0 as f32..self.inside.y1 as f32);
        across.contains(&x) && down.contains(&y)
    }

    /// Whether the words that stand in it reach as far as its ink.
    fn filled(&self, seen: &[Seen], slack: f32) -> bool {
        let (x0, x1) = (self.ink.x0 as f32 + slack, self.ink.x1 as f32 - slack);
        let own = || seen.iter().filter(|word| self.holds(word));
        own().any(|word| word.left < x0) && own().any(|word| word.left + word.width > x1)
    }

    /// Whether a word is nothing but one of its lines.
    fn draws(&self, word: &Seen) -> bool {
        let (x, y) = (word.left + word.width / 2.0, word.top + word.height / 2.0);
        let beside = |edge: u32| (x - edge as f32).abs() < word.height.max(4.0);
        let level = y > self.inside.y0 as f32 && y < self.inside.y1 as f32;
        let line = |c: char| matches!(c, '|' | '[' | ']' | '_' | '—');
        level && (beside(self.inside.x0) || beside(self.inside.x1)) && word.text.chars().all(line)
    }

    /// Whether a word reaches over one of its lines by more than a blur.
    fn crossed(&self, word: &Seen, letter: f32) -> bool {
        let (left, right) = (self.inside.x0 as f32 - letter, self.inside.x1 as f32 + letter);
        let y = word.top + word.height / 2.0;
        let level = y > self.inside.y0 as f32 && y < self.inside.y1 as f32;
        let meets = word.left < right && word.left + word.width > left;
        level && meets && (word.left < left || word.left + word.width > right)
    }
}

/// The ruled cells of a page in which there is print.
pub fn ruled(image: &GrayImage, posture: &Posture) -> Vec<Cell> {
    let letter = posture.letter;
    if letter < 5.0 {
        return Vec::new();
    }
    let dark = scan::threshold(image);
    let cells = scan::cells(image, letter).into_iter().filter_map(|cell| {
        let inside = trimmed(image, &cell, dark);
        let ink = ink(image, &inside, dark).filter(|ink| ink.height() as f32 > letter * 0.5)?;
        Some(Cell { inside, ink })
    });
    cells.collect()
}

/// Those of which something was not read, or not surely. The lines of all of them are no words.
pub fn doubtful(mut cells: Vec<Cell>, posture: &Posture, seen: &mut Vec<Seen>) -> Vec<Cell> {
    seen.retain(|word| !cells.iter().any(|cell| cell.draws(word)));
    cells.retain(|cell| {
        let mut own = seen.iter().filter(|word| cell.holds(word)).peekable();
        own.peek().is_none()
            || own.any(|word| word.confidence < UNSURE)
            || !cell.filled(seen, posture.letter * CUT)
            || seen.iter().any(|word| cell.crossed(word, posture.letter))
    });
    if cells.len() > MOST { Vec::new() } else { cells }
}

/// A place without what is left of a line at its edges.
fn trimmed(image: &GrayImage, place: &Blot, dark: u8) -> Blot {
    let black = |x: u32, y: u32| image.get_pixel(x, y).0[0] <= dark;
    // Of a line that falls, a piece is dark.
    let row =
        |y: u32| (place.x0..=place.x1).filter(|x| black(*x, y)).count() * 5 > place.width() as usize * 3;
    let column =
        |x: u32| (place.y0..=place.y1).filter(|y| black(x, *y)).count() * 3 > place.height() as usize * 2;
    let from = |at: u32, dark: &dyn Fn(u32) -> bool| {
        (at..at + LEFT).rev().find(|edge| dark(*edge)).map_or(at, |edge| edge + 1)
    };
    let until = |at: u32, dark: &dyn Fn(u32) -> bool| {
        (at + 1 - LEFT..=at).find(|edge| dark(*edge)).map_or(at, |edge| edge - 1)
    };
    if place.width().min(place.height()) <= 2 * LEFT + 1 {
        return *place;
    }
    Blot {
        x0: from(place.x0, &column),
        x1: until(place.x1, &column),
        y0: from(place.y0, &row),
        y1: until(place.y1, &row),
    }
}

/// The bounds of the ink in a place.
fn ink(image: &GrayImage, place: &Blot, dark: u8) -> Option<Blot> {
    let mut found: Option<Blot> = None;
    for y in place.y0..=place.y1 {
        for x in (place.x0..=place.x1).filter(|x| image.get_pixel(*x, y).0[0] <= dark) {
            let ink = found.get_or_insert(Blot { x0: x, y0: y, x1: x, y1: y });
            (ink.x0, ink.x1, ink.y1) = (ink.x0.min(x), ink.x1.max(x), y);
        }
    }
    found
}

/// The picture without the lines around these cells, as far as they would be cut out with their letters.
pub fn unruled<'a>(image: &'a GrayImage, cells: &[Cell], letter: f32) -> Cow<'a, GrayImage> {
    if cells.is_empty() {
        return Cow::Borrowed(image);
    }
    let mut plain = image.clone();
    let ring = strips::margin(letter) + 1;
    for Cell { inside, .. } in cells {
        let paper = strips::paper(
            &imageops::crop_imm(image, inside.x0, inside.y0, inside.width(), inside.height()).to_image(),
        );
        let (right, bottom) =
            ((inside.x1 + ring).min(image.width() - 1), (inside.y1 + ring).min(image.height() - 1));
        for y in inside.y0.saturating_sub(ring)..=bottom {
            let level = (inside.y0..=inside.y1).contains(&y);
            let around = (inside.x0.saturating_sub(ring)..=right)
                .filter(|x| !level || !(inside.x0..=inside.x1).contains(x));
            around.for_each(|x| plain.put_pixel(x, y, Luma([paper])));
        }
    }
    Cow::Owned(plain)
}

/// What was seen, with the words of those cells that were read better by themselves.
pub fn settled(seen: &mut Vec<Seen>, cells: &[Cell], answers: Vec<Vec<Seen>>) {
    for (at, (cell, answer)) in cells.iter().zip(answers).enumerate() {
        let own = || seen.iter().filter(|word| cell.holds(word));
        let letters =
            |words: &mut dyn Iterator<Item = &Seen>| words.map(|word| word.text.len()).sum::<usize>();
        let (first, second) = (sure(own()), sure(answer.iter()));
        let longer = second >= WHOLE && letters(&mut answer.iter()) > letters(&mut own()) + 1;
        if !longer && second < first + if second < SURE { MUCH } else { SURER } {
            continue;
        }
        seen.retain(|word| !cell.holds(word));
        let block = BLOCK + u32::try_from(at).unwrap_or_default();
        seen.extend(answer.into_iter().map(|word| Seen { line: (block, 0, word.line.2), ..word }));
    }
}

/// How sure words are, by their letters.
fn sure<'a>(words: impl Iterator<Item = &'a Seen>) -> f32 {
    let (mut sum, mut letters) = (0.0, 0.0);
    for word in words {
        let count = word.text.chars().count() as f32;
        sum += word.confidence * count;
        letters += count;
    }
    if letters > 0.0 { sum / letters } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, left: f32, width: f32, confidence: f32) -> Seen {
        Seen { text: text.into(), left, top: 106.0, width, height: 9.0, confidence, line: (1, 1, 1) }
    }

    fn cell(x0: u32, x1: u32) -> Cell {
        let inside = Blot { x0, y0: 102, x1, y1: 120 };
        Cell { inside, ink: inside }
    }

    #[test]
    fn what_is_surer_alone_takes_the_place_of_what_was_read_before() {
        let cells = [cell(50, 150), cell(152, 300)];
        let mut words = vec![seen("|Caoessss", 50.0, 80.0, 0.1), seen("9609", 160.0, 50.0, 0.9)];
        assert!(!cells[0].crossed(&words[0], 8.0) && cells[0].crossed(&seen("le", 100.0, 90.0, 0.9), 8.0));
        let answers = vec![vec![seen("A085358", 60.0, 60.0, 0.9)], vec![seen("96339", 160.0, 50.0, 0.91)]];
        settled(&mut words, &cells, answers);
        let said: Vec<_> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(said, ["9609", "A085358"]);
    }
}
