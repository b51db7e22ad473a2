//! From glyphs, in the order in which they were drawn, to pieces of words.

use super::clean::{self, Kind};
use super::device::{Drawn, Text};
use hayro::kurbo::Vec2;

/// A gap wider than this divides words, in parts of the font's height.
pub const GAP: f64 = 0.16;
/// How far a baseline may be off within a word.
const OFF: f64 = 0.12;

/// A piece of a word, along its own baseline: u runs along it, v downwards across it.
#[derive(Debug, Clone)]
pub struct Fragment {
    pub text: String,
    /// Where it begins, along the baseline.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// Where the baseline is.
    pub base: f64,
    pub size: f64,
    /// Its bold glyphs less the others.
    pub bold: i32,
    pub hidden: bool,
    /// Direction in quarter turns clockwise; 4 for every other.
    pub turn: u8,
    /// Direction of the baseline.
    pub along: Vec2,
    /// How many letters it has; for the average of gaps.
    pub letters: usize,
    /// Whether a space was drawn after it.
    pub spaced: bool,
}

/// How good the text layer is: what the fonts say of their glyphs.
#[derive(Debug, Default, Clone, Copy)]
pub struct Quality {
    /// Glyphs that are not spaces.
    pub glyphs: usize,
    /// Glyphs without a meaning, control characters, private use.
    pub garbage: usize,
}

/// Collects fragments from glyphs.
#[derive(Default)]
pub struct Collector {
    pub fragments: Vec<Fragment>,
    pub quality: Quality,
    open: Option<Fragment>,
}

impl Collector {
    /// All glyphs of a page.
    pub fn collect(glyphs: &[Drawn]) -> Self {
        let mut collector = Self::default();
        let again = drawn_again(glyphs);
        for (glyph, again) in glyphs.iter().zip(again) {
            if again {
                collector.thicken();
            } else {
                collector.add(glyph);
            }
        }
        collector.close(false);
        collector
    }

    fn add(&mut self, glyph: &Drawn) {
        match &glyph.text {
            Text::One(one) => match clean::kind(*one) {
                Kind::Space => self.close(true),
                Kind::Nothing => {}
                Kind::Letter(letter) => self.letter(glyph, letter, None),
                Kind::Garbage(letter) => {
                    self.quality.garbage += 1;
                    self.letter(glyph, letter, None);
                }
            },
            Text::Many(many) => self.many(glyph, many),
            Text::Unknown => {
                self.quality.garbage += 1;
                self.letter(glyph, char::REPLACEMENT_CHARACTER, None);
            }
        }
    }

    /// A glyph for several characters: a ligature, or a letter with its accent.
    fn many(&mut self, glyph: &Drawn, many: &str) {
        let text: String = many
            .chars()
            .filter_map(|c| match clean::kind(c) {
                Kind::Letter(letter) => Some(letter),
                Kind::Garbage(_) | Kind::Nothing => None,
                Kind::Space => Some(' '),
            })
            .collect();
        let text = text.trim();
        match text.chars().next() {
            None => self.close(true),
            Some(first) => self.letter(glyph, first, Some(text)),
        }
    }

    fn letter(&mut self, glyph: &Drawn, letter: char, whole: Option<&str>) {
        self.quality.glyphs += 1;
        let turn = turn(glyph.along);
        let across = Vec2::new(-glyph.along.y, glyph.along.x);
        let (from, base) = (glyph.at.dot(glyph.along), glyph.at.dot(across));
        let to = from + glyph.advance.hypot();
        let goes_on = self.open.as_ref().is_some_and(|open| continues(open, glyph, from, base, turn));
        if !goes_on {
            self.close(false);
        }
        let open = self.open.get_or_insert_with(|| Fragment {
            text: String::new(),
            from,
            to: from,
            base,
            size: glyph.size,
            bold: 0,
            hidden: glyph.hidden,
            turn,
            along: glyph.along,
            letters: 0,
            spaced: false,
        });
        match whole {
            Some(whole) => open.text.push_str(whole),
            None => open.text.push(letter),
        }
        open.letters += 1;
        open.to = open.to.max(to);
        open.size = open.size.max(glyph.size);
        open.bold += glyph.bold.map_or(0, |bold| if bold { 1 } else { -1 });
    }

    /// What is drawn twice is bold: the letter before is, and those of its word that come still are drawn so too.
    fn thicken(&mut self) {
        if let Some(fragment) = self.open.as_mut().or(self.fragments.last_mut()) {
            fragment.bold += 3;
        }
    }

    fn close(&mut self, spaced: bool) {
        if let Some(mut open) = self.open.take() {
            open.spaced = spaced;
            open.text = clean::composed(&open.text);
            if !open.text.is_empty() {
                self.fragments.push(open);
            }
        }
    }
}

/// Which glyphs were drawn before, at next to the same place: so some writers make letters bold.
fn drawn_again(glyphs: &[Drawn]) -> Vec<bool> {
    let mut order: Vec<(char, f32, u32)> = glyphs
        .iter()
        .enumerate()
        .filter_map(|(index, glyph)| match &glyph.text {
            Text::One(one) if !one.is_whitespace() => Some((*one, glyph.at.x as f32, index as u32)),
            _ => None,
        })
        .collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut again = vec![false; glyphs.len()];
    for (position, (letter, x, index)) in order.iter().enumerate() {
        let glyph = &glyphs[*index as usize];
        let near = glyph.size * 0.09;
        for (other, other_x, other_index) in &order[position + 1..] {
            if other != letter || f64::from(other_x - x) > near {
                break;
            }
            let twin = &glyphs[*other_index as usize];
            if (twin.at.y - glyph.at.y).abs() < near && (twin.size - glyph.size).abs() < near {
                again[*index.max(other_index) as usize] = true;
            }
        }
    }
    again
}

/// Whether a glyph goes on where the fragment ends.
fn continues(open: &Fragment, glyph: &Drawn, from: f64, base: f64, turn: u8) -> bool {
    let (small, large) = (open.size.min(glyph.size), open.size.max(glyph.size));
    let gap = from - open.to;
    open.turn == turn
        && (turn < 4 || open.along.dot(glyph.along) > 0.999)
        && open.hidden == glyph.hidden
        && small > large * 0.6
        && (base - open.base).abs() < OFF * small
        && gap < GAP * small
        && gap > -0.5 * small
}

/// A direction in quarter turns clockwise.
fn turn(along: Vec2) -> u8 {
    const STRAIGHT: f64 = 0.9998;
    match (along.x, along.y) {
        (x, _) if x > STRAIGHT => 0,
        (_, y) if y > STRAIGHT => 1,
        (x, _) if x < -STRAIGHT => 2,
        (_, y) if y < -STRAIGHT => 3,
        _ => 4,
    }
}
