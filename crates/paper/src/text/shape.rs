//! Turns a run of characters into glyphs of one font.

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::ttf_parser::Tag;
use rustybuzz::{Direction, Face, Feature, Script, ShapePlan, UnicodeBuffer};

/// Glyphs of one font, from left to right. Their text ranges are those of the line they stand in.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub slot: usize,
    pub rtl: bool,
    pub glyphs: Vec<KrillaGlyph>,
    /// For type of size 1.
    pub width: f32,
}

impl Run {
    /// Moves the text ranges: the run stands further right in a longer text.
    pub fn shift(&mut self, by: usize) {
        for glyph in &mut self.glyphs {
            glyph.text_range = glyph.text_range.start + by..glyph.text_range.end + by;
        }
    }
}

/// A font file, ready to be measured and drawn.
pub(crate) struct Slot<'a> {
    pub font: Font,
    face: Face<'a>,
    plans: Vec<(Direction, Script, bool, ShapePlan)>,
}

impl<'a> Slot<'a> {
    /// `bytes` for measuring and `data` for drawing are the same file.
    pub fn new(bytes: &'a [u8], data: krilla::Data) -> Option<Self> {
        let font = Font::new(data, 0)?;
        let face = Face::from_slice(bytes, 0)?;
        (face.units_per_em() > 0).then_some(Self { font, face, plans: Vec::new() })
    }

    pub fn has(&self, c: char) -> bool {
        self.face.glyph_index(c).is_some_and(|glyph| glyph.0 != 0)
    }

    /// One □ for each character that has a shape.
    pub fn missing(&self, slot: usize, text: &str, at: usize) -> Run {
        let id = self.face.glyph_index('□').unwrap_or_default();
        let width = f32::from(self.face.glyph_hor_advance(id).unwrap_or_default()) / self.em();
        let mut glyphs: Vec<KrillaGlyph> = Vec::new();
        for (start, c) in text.char_indices().map(|(start, c)| (at + start, c)) {
            let end = start + c.len_utf8();
            match glyphs.last_mut() {
                Some(last) if super::clean::is_invisible(c) => last.text_range.end = end,
                _ => glyphs.push(glyph(GlyphId::new(u32::from(id.0)), [width, 0.0, 0.0], start..end)),
            }
        }
        Run { slot, rtl: false, width: width * glyphs.len() as f32, glyphs }
    }

    pub fn shape(&mut self, slot: usize, text: &str, at: usize, tabular: bool, rtl: bool) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let plan = self.plan(buffer.direction(), buffer.script(), tabular);
        let shaped = rustybuzz::shape_with_plan(&self.face, &self.plans[plan].3, buffer);
        let mut starts: Vec<usize> = shaped.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        starts.sort_unstable();
        starts.dedup();
        let end_of = |start: usize| {
            let next = starts.partition_point(|other| *other <= start);
            starts.get(next).copied().unwrap_or(text.len())
        };
        let missing = self.face.glyph_index('□').unwrap_or_default();
        let em = self.em();
        let pairs = shaped.glyph_infos().iter().zip(shaped.glyph_positions());
        let glyphs: Vec<KrillaGlyph> = pairs
            .map(|(info, place)| {
                let id = if info.glyph_id == 0 { u32::from(missing.0) } else { info.glyph_id };
                let start = info.cluster as usize;
                let numbers = [place.x_advance, place.x_offset, place.y_offset].map(|n| n as f32 / em);
                glyph(GlyphId::new(id), numbers, at + start..at + end_of(start))
            })
            .collect();
        Run { slot, rtl, width: glyphs.iter().map(|glyph| glyph.x_advance).sum(), glyphs }
    }

    fn em(&self) -> f32 {
        self.face.units_per_em() as f32
    }

    /// A plan takes longer to make than a word to shape, so each is made once.
    fn plan(&mut self, direction: Direction, script: Script, tabular: bool) -> usize {
        let known =
            self.plans.iter().position(|plan| (plan.0, plan.1, plan.2) == (direction, script, tabular));
        known.unwrap_or_else(|| {
            let wanted = [Feature::new(Tag::from_bytes(b"tnum"), 1, ..)];
            let wanted = if tabular { &wanted[..] } else { &[] };
            let plan = ShapePlan::new(&self.face, direction, Some(script), None, wanted);
            self.plans.push((direction, script, tabular, plan));
            self.plans.len() - 1
        })
    }
}

fn glyph(id: GlyphId, [advance, x, y]: [f32; 3], text: std::ops::Range<usize>) -> KrillaGlyph {
    KrillaGlyph::new(id, advance, x, y, 0.0, text, None)
}
