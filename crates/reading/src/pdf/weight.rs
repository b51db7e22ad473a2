//! Whether a glyph is bold: by the name of its font, and else by the thickness of its stem.

use hayro::hayro_interpret::font::{GlyphIdentifier, OutlineGlyph};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::kurbo::{BezPath, PathEl, flatten};
use std::collections::HashMap;

/// Letters with an upright stem or bowl at their left.
const STEMS: &str = "lIiHhnmrtLTEFdbpkPRBDu1068OCGQoceUNMK";
/// A thicker stem is bold, in thousandths of the font's height.
const THICK: f64 = 108.0;

/// What is known of the glyphs of a document.
#[derive(Default)]
pub struct Weights(HashMap<GlyphIdentifier, Option<bool>>);

impl Weights {
    /// Whether it is bold; none where neither its font nor its form says so.
    pub fn bold(&mut self, glyph: &OutlineGlyph) -> Option<bool> {
        *self.0.entry(glyph.identifier()).or_insert_with(|| by_name(glyph).or_else(|| by_stem(glyph)))
    }
}

fn by_name(glyph: &OutlineGlyph) -> Option<bool> {
    let font = glyph.font_data()?;
    if font.weight.is_some_and(|weight| weight >= 600) {
        return Some(true);
    }
    let name = font.postscript_name?.to_ascii_lowercase();
    ["bold", "black", "heavy", "semibd", "demi", "-bd"].iter().any(|part| name.contains(part)).then_some(true)
}

fn by_stem(glyph: &OutlineGlyph) -> Option<bool> {
    let BfString::Char(letter) = glyph.as_unicode()? else { return None };
    if !STEMS.contains(letter) {
        return None;
    }
    stem(&glyph.outline()).map(|width| width > THICK)
}

/// How wide the leftmost ink is, a quarter of the font's height above the baseline.
fn stem(outline: &BezPath) -> Option<f64> {
    const AT: f64 = 250.5;
    let mut crossings: Vec<f64> = Vec::new();
    let (mut start, mut last) = ((0.0, 0.0), (0.0, 0.0));
    flatten(outline.iter(), 4.0, |element| {
        let next = match element {
            PathEl::MoveTo(point) => {
                (start, last) = ((point.x, point.y), (point.x, point.y));
                return;
            }
            PathEl::LineTo(point) => (point.x, point.y),
            _ => start,
        };
        if (last.1 > AT) != (next.1 > AT) {
            crossings.push(last.0 + (AT - last.1) / (next.1 - last.1) * (next.0 - last.0));
        }
        last = next;
    });
    crossings.sort_by(f64::total_cmp);
    Some(crossings.get(1)? - crossings.first()?)
}
