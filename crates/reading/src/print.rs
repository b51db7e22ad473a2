//! Words of a picture as high as their font. The OCR gives the bounds of the ink: "vom" is half as high as "Tag", and
//! what stands in one line does not lie in one line. Text of PDFs has the height of its font, and the paper that belongs
//! to its letters, and so must these.

use crate::page::Area;
use crate::tesseract::Seen;

/// Shares of a font's height, as they are in common print: of capitals and figures, of small letters, and of what
/// hangs below the line.
const CAPITAL: f32 = 0.72;
const SMALL: f32 = 0.53;
const HANGS: f32 = 0.21;
/// How far the box of a word goes below its line, as a share of the font's height.
const BELOW: f32 = 0.22;
/// How much paper belongs to a letter beside its ink, as a share of the font's height; and to a narrow one or a sign.
const BESIDE: f32 = 0.08;
const BESIDE_NARROW: f32 = 0.16;
/// A word whose font seems to differ from its line's by less than this is in the font of the line.
const ALIKE: std::ops::Range<f32> = 0.6..1.75;
/// One that differs by less than this has the bounds that its ink has; of others, they were taken with a speck or a rule.
const SAME: std::ops::Range<f32> = 0.85..1.18;

/// The ink of a word, in shares of the height of its font: above the line, and below.
fn ink(text: &str) -> Option<(f32, f32)> {
    if !text.contains(char::is_alphanumeric) {
        return None;
    }
    let hangs = |c: char| matches!(c, 'g' | 'j' | 'p' | 'q' | 'y' | 'Q' | 'ç' | '(' | ')' | '[' | ']' | '|');
    let low = |c: char| {
        matches!(c, 'a' | 'c' | 'e' | 'm'..='s' | 'u'..='z' | 'g')
            || matches!(c, '.' | ',' | ':' | ';' | '-' | '~' | '_' | '+' | '=' | '«' | '»')
    };
    let above = if text.chars().all(low) { SMALL } else { CAPITAL };
    let below = match text {
        _ if text.contains(hangs) => HANGS,
        _ if text.contains([',', ';']) => HANGS * 0.6,
        _ => 0.0,
    };
    Some((above, below))
}

/// The heights of the fonts of a line's words, and the areas that they take. Both in pixels.
pub fn line(words: &[Seen]) -> Vec<(Area, f32)> {
    let font = |word: &Seen| ink(&word.text).map(|(above, below)| word.height / (above + below));
    let mut fonts: Vec<f32> = Vec::new();
    for word in words {
        // A long word tells more than a short one.
        fonts.extend(
            font(word).into_iter().flat_map(|font| std::iter::repeat_n(font, word.text.len().min(20))),
        );
    }
    fonts.sort_by(f32::total_cmp);
    let common = fonts.get(fonts.len() / 2).copied();
    // Where the line runs, by the words whose ink fits the font.
    let feet: Vec<(f32, f32)> = words
        .iter()
        .filter_map(|word| {
            let (common, (_, below)) = (common?, ink(&word.text)?);
            let fits = SAME.contains(&(font(word)? / common));
            fits.then_some((word.left, word.top + word.height - below * common))
        })
        .collect();
    let nearest = |left: f32| {
        let near = feet.iter().min_by(|a, b| (a.0 - left).abs().total_cmp(&(b.0 - left).abs()));
        near.map(|(_, foot)| *foot)
    };
    let place = |at: usize, word: &Seen| {
        let (left, right) = (word.left, word.left + word.width);
        let ink_only = Area { x0: left, y0: word.top, x1: right, y1: word.top + word.height };
        let (Some(common), Some(own), Some((_, below))) = (common, font(word), ink(&word.text)) else {
            return (ink_only, common.unwrap_or(word.height));
        };
        let size = if ALIKE.contains(&(own / common)) { common } else { own };
        let own_foot = word.top + word.height - below * size;
        let strange = ALIKE.contains(&(own / common)) && !SAME.contains(&(own / common));
        let foot = if strange { nearest(left).unwrap_or(own_foot) } else { own_foot };
        // Words that stand close keep most of the gap between them.
        let before = at.checked_sub(1).map_or(size, |at| (left - words[at].left - words[at].width).max(0.0));
        let behind = words.get(at + 1).map_or(size, |next| (next.left - right).max(0.0));
        let x0 = (left - beside(word.text.chars().next(), size).min(before * 0.3)).max(0.0);
        let x1 = right + beside(word.text.chars().next_back(), size).min(behind * 0.3);
        (Area { x0, y0: foot - (1.0 - BELOW) * size, x1, y1: foot + BELOW * size }, size)
    };
    words.iter().enumerate().map(|(at, word)| place(at, word)).collect()
}

/// The paper beside the first or the last letter of a word.
fn beside(letter: Option<char>, size: f32) -> f32 {
    let narrow = |c: char| !c.is_alphanumeric() || matches!(c, '1' | 'i' | 'l' | 'I' | 'j');
    size * if letter.is_some_and(narrow) { BESIDE_NARROW } else { BESIDE }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str, top: f32, height: f32) -> Seen {
        let text = text.to_owned();
        Seen { text, left: 0.0, top, width: 30.0, height, confidence: 1.0, line: (1, 1, 1) }
    }

    #[test]
    fn words_of_one_line_lie_in_one_line() {
        let placed =
            line(&[seen("vom", 110.0, 10.6), seen("13.06.2018", 106.2, 14.4), seen("Tag", 106.2, 18.6)]);
        for (area, size) in &placed {
            assert!((size - 20.0).abs() < 0.1, "{size}");
            assert!(
                (area.y0 - placed[0].0.y0).abs() < 0.3 && (area.y1 - placed[0].0.y1).abs() < 0.3,
                "{area:?}"
            );
        }
    }

    #[test]
    fn paper_beside_the_ink_belongs_to_the_word() {
        let first = seen("Version:", 106.2, 14.4);
        let next = Seen { left: 48.0, ..seen("2.0", 106.2, 14.4) };
        let placed = line(&[first, next]);
        let gap = placed[1].0.x0 - placed[0].0.x1;
        assert!(gap > 18.0 * 0.4 && gap < 18.0 * 0.8, "{gap}");
    }

    #[test]
    fn a_word_whose_ink_was_taken_with_a_speck_lies_in_its_line() {
        let placed =
            line(&[seen("Total", 100.0, 20.0), seen("10.544", 102.0, 14.4), seen("Summe", 102.0, 14.4)]);
        assert!(
            (placed[0].1 - 20.0).abs() < 0.1 && (placed[0].0.y1 - placed[1].0.y1).abs() < 0.1,
            "{placed:?}"
        );
    }

    #[test]
    fn a_larger_word_keeps_its_height() {
        let placed = line(&[seen("Summe", 100.0, 14.4), seen("Betrag", 100.0, 18.6), seen("99", 80.0, 43.2)]);
        assert!((placed[2].1 - 60.0).abs() < 0.1);
    }
}
