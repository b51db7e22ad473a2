//! What the OCR is not sure of, figures most of all: cut out and alone, it is often read right. What it takes for other signs
//! within a line ("27:90" for -2,90, "Oyo" for 0,92) is drawn there by its neighbours.

use crate::scan::{Blot, Posture};
use crate::tesseract::Seen;
use std::ops::Range;

/// Figures that are less sure are looked at again.
const UNSURE: f32 = 0.75;
/// And so are words that are less sure.
const STRANGE: f32 = 0.55;
/// A second reading counts from here on, and where it is surer than the first by so much.
const SURE: f32 = 0.8;
const SURER: f32 = 0.1;
/// A second reading that is no figure counts from here on, and where the first was less sure than that.
const SURE_WORD: f32 = 0.85;
const LOST_WORD: f32 = 0.5;
/// Where more is doubtful than this, the page is.
const MOST: usize = 40;
/// Doubtful words that stand closer than so many heights of a letter are one.
const CLOSE: f32 = 0.7;

/// The doubtful words of a page, as ranges of what was seen.
pub fn words(seen: &[Seen], posture: &Posture) -> Vec<Range<usize>> {
    let letter = posture.letter;
    let doubtful = |word: &Seen| {
        let figure = word.text.contains(|c: char| c.is_ascii_digit());
        let sized = word.height < letter * 2.2 && word.width > letter * 0.5;
        let strange = word.text.chars().nth(1).is_some() && word.confidence < STRANGE;
        sized && (strange || figure && word.confidence < UNSURE)
    };
    let mut groups: Vec<Range<usize>> = Vec::new();
    for (at, word) in seen.iter().enumerate().filter(|(_, word)| doubtful(word)) {
        match groups.last_mut().filter(|group| group.end == at && close(&seen[at - 1], word, letter)) {
            Some(group) => group.end = at + 1,
            None => groups.push(at..at + 1),
        }
    }
    if groups.len() > MOST { Vec::new() } else { groups }
}

fn close(left: &Seen, right: &Seen, letter: f32) -> bool {
    left.line == right.line && (right.left - left.left - left.width).abs() < letter * CLOSE
}

/// Where words stand.
pub fn place(words: &[Seen]) -> Blot {
    let least = |edge: fn(&Seen) -> f32| words.iter().map(edge).fold(f32::MAX, f32::min).max(0.0) as u32;
    let most = |edge: fn(&Seen) -> f32| words.iter().map(edge).fold(0.0, f32::max) as u32;
    Blot {
        x0: least(|word| word.left),
        y0: least(|word| word.top),
        x1: most(|word| word.left + word.width),
        y1: most(|word| word.top + word.height),
    }
}

/// What stands there now, where the second reading is much surer.
pub fn settled(first: &[Seen], second: &[Seen]) -> Option<Vec<Seen>> {
    let text: String = second.iter().map(|word| word.text.as_str()).collect();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let figure = digits > 0 && digits * 2 >= text.chars().filter(|c| c.is_alphanumeric()).count();
    let least = |words: &[Seen]| words.iter().map(|word| word.confidence).fold(1.0, f32::min);
    let (was, is) = (least(first), least(second));
    let surer = if figure { is >= SURE && is > was + SURER } else { is >= SURE_WORD && was < LOST_WORD };
    let line = first.first()?.line;
    (surer && !text.is_empty()).then(|| second.iter().map(|word| Seen { line, ..word.clone() }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, left: f32, confidence: f32) -> Seen {
        let width = text.len() as f32 * 8.0;
        Seen { text: text.into(), left, top: 100.0, width, height: 14.0, confidence, line: (1, 1, 4) }
    }

    #[test]
    fn what_is_doubtful_is_asked_again() {
        let posture = Posture { letter: 14.0, ..Posture::default() };
        let words = [
            seen("Bruttosumme", 0.0, 0.7),
            seen("37,", 200.0, 0.2),
            seen("19)", 226.0, 0.3),
            seen("Oyo", 300.0, 0.1),
            seen("12,50", 400.0, 0.9),
        ];
        assert_eq!(super::words(&words, &posture), [1..3, 3..4]);
        let place = place(&words[1..3]);
        assert_eq!((place.x0, place.x1), (200, 250));
    }

    #[test]
    fn only_what_is_much_surer_counts() {
        let first = [seen("37,", 200.0, 0.2), seen("19)", 226.0, 0.3)];
        let text = |second: &[Seen]| settled(&first, second).map(|words| words[0].text.clone());
        assert_eq!(text(&[seen("-8,79", 200.0, 0.91)]).as_deref(), Some("-8,79"));
        assert_eq!(text(&[seen("-8,79", 200.0, 0.6)]), None);
        assert_eq!(text(&[seen("Stk", 200.0, 0.97)]).as_deref(), Some("Stk"));
        assert_eq!(text(&[seen("Stk", 200.0, 0.82)]), None);
        assert_eq!(text(&[]), None);
    }
}
