//! Parts of a page under each other on one sheet, so that the OCR looks at them once more, and at nothing else.

use crate::scan::Blot;
use crate::tesseract::Seen;
use image::{GrayImage, imageops};

/// Paper darker than this is grey.
const GREY: u32 = 245;

/// A part that was cut out: where it stood, and where it stands now.
struct Strip {
    x: u32,
    y: u32,
    height: u32,
    now: u32,
}

/// The parts, under each other.
pub struct Strips {
    pub image: GrayImage,
    strips: Vec<Strip>,
    /// The paper around each part.
    edge: u32,
}

impl Strips {
    /// Cuts out these places, each with the little paper that belongs to its letters.
    pub fn cut(image: &GrayImage, places: &[Blot], letter: f32) -> Self {
        let edge = (letter * 1.5).ceil() as u32;
        let margin = margin(letter);
        let (mut now, mut widest, mut strips, mut parts) = (edge, 0, Vec::new(), Vec::new());
        for place in places {
            let (x, y) = (place.x0.saturating_sub(margin), place.y0.saturating_sub(margin));
            let width = (place.x1 + margin + 1).min(image.width()).saturating_sub(x);
            let height = (place.y1 + margin + 1).min(image.height()).saturating_sub(y);
            parts.push(whitened(imageops::crop_imm(image, x, y, width, height).to_image()));
            strips.push(Strip { x, y, height, now });
            (now, widest) = (now + height + edge, widest.max(width));
        }
        let mut sheet = GrayImage::from_pixel(widest + 2 * edge, now, image::Luma([255]));
        for (strip, part) in strips.iter().zip(&parts) {
            imageops::replace(&mut sheet, part, i64::from(edge), i64::from(strip.now));
        }
        Self { image: sheet, strips, edge }
    }

    /// A word of the sheet at the place where it stood, and of which part it is.
    pub fn back(&self, word: Seen) -> Option<(usize, Seen)> {
        let middle = word.top + word.height / 2.0;
        let here = |strip: &Strip| middle > strip.now as f32 && middle < (strip.now + strip.height) as f32;
        let at = self.strips.iter().position(here)?;
        let strip = &self.strips[at];
        let left = word.left - self.edge as f32 + strip.x as f32;
        let top = word.top - strip.now as f32 + strip.y as f32;
        Some((at, Seen { left, top, ..word }))
    }
}

/// The paper that is cut out around letters, in pixels.
pub fn margin(letter: f32) -> u32 {
    (letter * 0.3).ceil() as u32
}

/// The shade of the paper under some print: most of it is paper.
pub fn paper(part: &GrayImage) -> u8 {
    let mut shades = part.as_raw().clone();
    let place = shades.len() * 3 / 4;
    if place < shades.len() { *shades.select_nth_unstable(place).1 } else { 255 }
}

/// Print on grey, as the heads of tables are, with its paper brought to the white of the sheet.
fn whitened(mut part: GrayImage) -> GrayImage {
    let paper = u32::from(paper(&part)).max(100);
    if paper < GREY {
        part.iter_mut().for_each(|shade| *shade = (u32::from(*shade) * 250 / paper).min(255) as u8);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn print_on_grey_comes_on_white() {
        let mut part = GrayImage::from_pixel(40, 20, image::Luma([200]));
        (10..14).for_each(|x| part.put_pixel(x, 10, image::Luma([40])));
        let white = whitened(part);
        assert_eq!((white.get_pixel(0, 0).0, white.get_pixel(12, 10).0), ([250], [50]));
    }

    #[test]
    fn a_word_goes_back_to_where_it_was_cut_out() {
        let image = GrayImage::from_pixel(400, 300, image::Luma([250]));
        let place = |y0| Blot { x0: 50, y0, x1: 134, y1: y0 + 13 };
        let strips = Strips::cut(&image, &[place(100), place(200)], 14.0);
        let word = |at: usize| Seen {
            text: "Seller".into(),
            left: strips.edge as f32 + 5.0,
            top: strips.strips[at].now as f32 + 5.0,
            width: 85.0,
            height: 14.0,
            confidence: 0.9,
            line: (1, 1, 1),
        };
        for (at, top) in [(0, 100.0), (1, 200.0)] {
            let (strip, word) = strips.back(word(at)).expect("a part");
            assert!(strip == at && (word.left - 50.0).abs() < 1.0 && (word.top - top).abs() < 1.0);
        }
    }
}
