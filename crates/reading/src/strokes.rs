//! Strokes between figures: the OCR takes "43292/23" for 43292123 and is sure of it. A stroke leans, and a one does not.

use crate::scan::{self, Blot};
use crate::tesseract::Seen;
use image::GrayImage;

/// How far the upper third of a stroke stands to the right of its lower third, as a share of its height. Italic letters
/// lean by 0.14, but none of them is higher than the figures beside it, as a stroke is.
const LEAN: f32 = 0.18;
const LEAN_HIGH: f32 = 0.08;
/// Letters lower than this are too coarse to see it, in pixels.
const LOW: u32 = 10;

/// Writes the strokes that were read as ones, or as letters that look like them.
pub fn told(words: &mut [Seen], image: &GrayImage, blots: &[Blot]) {
    let open = |word: &&mut Seen| {
        let signs = word.text.as_bytes();
        let plain = signs
            .iter()
            .all(|b| b.is_ascii_digit() || b.is_ascii_uppercase() || matches!(b, b'/' | b'-' | b'l'));
        plain
            && signs.len() >= 5
            && (1..signs.len() - 1).any(|at| upright(signs[at]))
            && signs.iter().any(u8::is_ascii_digit)
    };
    let mut dark = None;
    for word in words.iter_mut().filter(open) {
        let mut letters: Vec<&Blot> = blots.iter().filter(|blot| within(word, blot)).collect();
        letters.sort_by_key(|blot| blot.x0);
        // Where letters touch or fall apart, nobody knows which is which.
        if letters.len() != word.text.len() {
            continue;
        }
        let dark = *dark.get_or_insert_with(|| scan::threshold(image));
        let mut heights: Vec<u32> = letters.iter().map(|blot| blot.height()).collect();
        heights.sort_unstable();
        let common = heights[heights.len() / 2];
        let signs = word.text.bytes().zip(&letters).enumerate();
        let leans = |(at, (sign, blot)): (usize, (u8, &&Blot))| {
            let inside = at > 0 && at + 1 < letters.len() && upright(sign) && blot.height() >= LOW;
            let least = if blot.height() > common { LEAN_HIGH } else { LEAN };
            char::from(if inside && lean(image, blot, dark) > least { b'/' } else { sign })
        };
        word.text = signs.map(leans).collect();
    }
}

fn upright(sign: u8) -> bool {
    matches!(sign, b'1' | b'I' | b'l')
}

/// Whether some ink stands in a word, and is no speck.
fn within(word: &Seen, blot: &Blot) -> bool {
    let (x, y) = ((blot.x0 + blot.x1) as f32 / 2.0, (blot.y0 + blot.y1) as f32 / 2.0);
    let inside = x > word.left && x < word.left + word.width && y > word.top && y < word.top + word.height;
    inside && (blot.height() as f32 > word.height * 0.4 || blot.width() as f32 > word.height * 0.15)
}

/// How far the ink's upper third stands to the right of its lower third, as a share of its height.
fn lean(image: &GrayImage, blot: &Blot, dark: u8) -> f32 {
    let third = blot.height() / 3;
    let middle = |from: u32| {
        let (mut sum, mut count) = (0, 0);
        for y in from..from + third {
            for x in (blot.x0..=blot.x1).filter(|x| image.get_pixel(*x, y).0[0] <= dark) {
                (sum, count) = (sum + x - blot.x0, count + 1);
            }
        }
        sum as f32 / count.max(1) as f32
    };
    (middle(blot.y0) - middle(blot.y1 + 1 - third)) / blot.height() as f32
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn a_stroke_leans_and_a_one_does_not() {
        let mut image = GrayImage::from_pixel(200, 60, Luma([250]));
        let mut ink = |x: u32, y: u32| (0..2).for_each(|more| image.put_pixel(x + more, y, Luma([10])));
        for letter in 0..8u32 {
            let left = 10 + letter * 20;
            (0..21).for_each(|y| ink(left + if letter == 5 { (20 - y) / 3 } else { 3 }, 20 + y));
        }
        let word = |text: &str| Seen {
            text: text.into(),
            left: 8.0,
            top: 18.0,
            width: 160.0,
            height: 25.0,
            confidence: 0.9,
            line: (1, 1, 1),
        };
        let mut words = [word("11292123"), word("1129212"), word("11292.23")];
        told(&mut words, &image, &scan::blots(&image));
        let said: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(said, ["11292/23", "1129212", "11292.23"]);
    }
}
