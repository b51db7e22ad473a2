//! The fonts of a paper, and lines set in them.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use krilla::text::{Font, KrillaGlyph};
use unicode_bidi::{BidiInfo, Level};

use super::clean;
use super::shape::{Run, Slot};
use crate::style::Type;

const REGULAR: &[u8] = include_bytes!("../../fonts/Inter-Regular.otf");
const BOLD: &[u8] = include_bytes!("../../fonts/Inter-SemiBold.otf");
/// Where the fallback font stands, behind regular and bold.
const FALLBACK: usize = 2;
/// Words remembered before memory is worth more than time.
const REMEMBERED: usize = 50_000;

/// Whether these bytes are a font that [`crate::Paper::fallback`] can use: TrueType or OpenType, or the first of a
/// collection.
pub fn is_font(bytes: &[u8]) -> bool {
    Slot::new(bytes, bytes.to_vec().into()).is_some()
}

/// A word or a line as glyphs, from left to right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Set {
    pub runs: Vec<Run>,
    /// For type of size 1.
    pub width: f32,
}

/// What a word looks like depends on these, besides its letters: bold, tabular, from right to left.
type Look = (bool, bool, bool);

/// The fonts, and the words already set in them.
pub(crate) struct Fonts<'a> {
    slots: Vec<Slot<'a>>,
    words: HashMap<Look, HashMap<Box<str>, Rc<Set>>>,
    remembered: usize,
}

impl<'a> Fonts<'a> {
    pub fn new(fallback: Option<&'a Arc<[u8]>>) -> Self {
        let built_in = [REGULAR, BOLD].into_iter().filter_map(|bytes| Slot::new(bytes, bytes.into()));
        let mut slots: Vec<Slot<'a>> = built_in.collect();
        if let Some(bytes) = fallback {
            let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::new(Arc::clone(bytes));
            slots.extend(Slot::new(bytes, shared.into()));
        }
        Self { slots, words: HashMap::new(), remembered: 0 }
    }

    pub fn font(&self, slot: usize) -> Font {
        self.slots[slot].font.clone()
    }

    /// How wide a text is on one line, in points.
    pub fn width(&mut self, text: &str, kind: Type) -> f32 {
        let words = text.split_inclusive(' ');
        words.map(|word| self.word(word, kind, false).width).sum::<f32>() * kind.size
    }

    /// The widths of the clusters of a word, with where each ends, in the order of the text.
    pub fn clusters(&mut self, word: &str, kind: Type) -> Vec<(usize, f32)> {
        let set = self.word(word, kind, false);
        let mut ends: Vec<(usize, f32)> = set
            .runs
            .iter()
            .flat_map(|run| &run.glyphs)
            .map(|glyph: &KrillaGlyph| (glyph.text_range.end, glyph.x_advance * kind.size))
            .collect();
        ends.sort_by_key(|(end, _)| *end);
        ends
    }

    /// One line of clean text.
    pub fn line(&mut self, text: &str, kind: Type) -> Set {
        let mut line = Set::default();
        for (range, rtl) in directions(text) {
            let mut words: Vec<(usize, &str)> = Vec::new();
            let mut at = range.start;
            for word in text[range].split_inclusive(' ') {
                words.push((at, word));
                at += word.len();
            }
            if rtl {
                words.reverse();
            }
            for (at, word) in words {
                self.word(word, kind, rtl).runs.iter().for_each(|run| line.add(run, at));
            }
        }
        line
    }

    fn word(&mut self, text: &str, kind: Type, rtl: bool) -> Rc<Set> {
        let look = (kind.bold, kind.tabular, rtl);
        if let Some(set) = self.words.get(&look).and_then(|words| words.get(text)) {
            return Rc::clone(set);
        }
        let set = Rc::new(self.set(text, kind, rtl));
        if self.remembered == REMEMBERED {
            self.words.clear();
            self.remembered = 0;
        }
        self.remembered += 1;
        self.words.entry(look).or_default().insert(text.into(), Rc::clone(&set));
        set
    }

    fn set(&mut self, text: &str, kind: Type, rtl: bool) -> Set {
        let own = usize::from(kind.bold);
        let mut pieces = self.pieces(text, own);
        if rtl {
            pieces.reverse();
        }
        let mut set = Set::default();
        for (range, slot) in pieces {
            let run = match slot {
                Some(slot) => {
                    self.slots[slot].shape(slot, &text[range.clone()], range.start, kind.tabular, rtl)
                }
                None => self.slots[own].missing(own, &text[range.clone()], range.start),
            };
            set.add(&run, 0);
        }
        set
    }

    /// Which font draws which part of a text; no font is for what all of them lack.
    fn pieces(&self, text: &str, own: usize) -> Vec<(Range<usize>, Option<usize>)> {
        let mut pieces: Vec<(Range<usize>, Option<usize>)> = Vec::new();
        for (start, c) in text.char_indices() {
            let end = start + c.len_utf8();
            let has = |slot: usize| self.slots.get(slot).is_some_and(|font| font.has(c));
            let before = pieces.last().map(|piece| piece.1);
            let slot = match before {
                Some(before) if clean::is_invisible(c) => before,
                Some(Some(before)) if clean::is_attached(c) && has(before) => Some(before),
                _ => [own, FALLBACK].into_iter().find(|slot| has(*slot)),
            };
            match pieces.last_mut() {
                Some(last) if last.1 == slot => last.0.end = end,
                _ => pieces.push((start..end, slot)),
            }
        }
        pieces
    }
}

impl Set {
    fn add(&mut self, run: &Run, at: usize) {
        self.width += run.width;
        let mut run = run.clone();
        run.shift(at);
        match self.runs.last_mut() {
            Some(last) if last.slot == run.slot && last.rtl == run.rtl => {
                last.width += run.width;
                last.glyphs.append(&mut run.glyphs);
            }
            _ => self.runs.push(run),
        }
    }
}

/// The stretches of a line in the order in which they are seen, and whether each is read from right to left.
fn directions(text: &str) -> Vec<(Range<usize>, bool)> {
    if !text.chars().any(clean::is_rtl) {
        return vec![(0..text.len(), false)];
    }
    let info = BidiInfo::new(text, Some(Level::ltr()));
    let Some(paragraph) = info.paragraphs.first() else { return vec![(0..text.len(), false)] };
    let (levels, runs) = info.visual_runs(paragraph, 0..text.len());
    runs.into_iter().map(|run| (run.clone(), levels[run.start].is_rtl())).collect()
}
