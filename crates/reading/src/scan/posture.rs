//! How a scanned page lies: turned by quarters, skewed by a few degrees, and how large its letters are.

use super::component::{Blot, blots};
use image::GrayImage;

/// The largest skew that is looked for, in degrees.
const SKEW: f32 = 9.0;

/// Letters lower or narrower than this are tiny, in pixels.
const TINY: f32 = 9.0;

/// How a page lies, and what would put it upright.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Posture {
    /// Quarter turns clockwise that put it upright.
    pub turns: u8,
    /// Degrees by which it is turned clockwise still, after the quarters.
    pub angle: f32,
    /// Height of its letters in pixels; 0 where none were found.
    pub letter: f32,
    /// How wide its print is, in heights of its letters; 0 where none were found.
    pub across: f32,
}

/// Finds how a page lies, by the edges of its letters: on lines of text they stand in rows.
pub fn posture(image: &GrayImage) -> Posture {
    let letters = letters(blots(image));
    if letters.len() < 30 {
        return Posture::default();
    }
    let height = typical(letters.iter().map(|blot| blot.height()));
    let width = typical(letters.iter().map(|blot| blot.width()));
    let bin = (height.min(width) / 5.0).max(1.0);
    let edge = |pick: fn(&Blot) -> (f32, f32)| letters.iter().map(pick).collect::<Vec<_>>();
    let bottoms = edge(|b| ((b.x0 + b.x1) as f32 / 2.0, b.y1 as f32));
    let tops = edge(|b| ((b.x0 + b.x1) as f32 / 2.0, b.y0 as f32));
    // Seen from the side, columns are rows: x becomes the height.
    let lefts = edge(|b| (-((b.y0 + b.y1) as f32) / 2.0, b.x0 as f32));
    let rights = edge(|b| (-((b.y0 + b.y1) as f32) / 2.0, b.x1 as f32));
    let (bottom, top) = (sharpest(&bottoms, bin), sharpest(&tops, bin));
    let (left, right) = (sharpest(&lefts, bin), sharpest(&rights, bin));
    let sideways = left.1 + right.1 > (bottom.1 + top.1) * 1.15;
    // Baselines are sharper than the tops of letters, some of which rise above the others.
    // The edges of tiny letters tell little; upright is what most scans are.
    let clear = if height.min(width) < TINY { 1.4 } else { 1.12 };
    let (turns, angle) = match (sideways, bottom.1 * clear < top.1, left.1 > right.1) {
        (false, false, _) => (0, bottom.0),
        (false, true, _) => (2, top.0),
        (true, _, true) => (3, left.0),
        (true, _, false) => (1, right.0),
    };
    let letter = if sideways { width } else { height };
    let places = letters.iter().map(|blot| if sideways { blot.y0 } else { blot.x0 });
    Posture { turns, angle, letter, across: extent(places) / letter.max(1.0) }
}

/// From the first to the last, but for the few that stand alone at the edges.
fn extent(places: impl Iterator<Item = u32>) -> f32 {
    let mut places: Vec<u32> = places.collect();
    places.sort_unstable();
    let few = places.len() / 50;
    match (places.get(few), places.get(places.len().saturating_sub(1 + few))) {
        (Some(first), Some(last)) => (last - first) as f32,
        _ => 0.0,
    }
}

/// Blots that may be letters.
fn letters(blots: Vec<Blot>) -> Vec<Blot> {
    let fits = |blot: &Blot| {
        let (low, high) = (blot.width().min(blot.height()), blot.width().max(blot.height()));
        low >= 2 && (5..=160).contains(&high) && high <= low * 8
    };
    let likely: Vec<Blot> = blots.into_iter().filter(fits).collect();
    let size = weighty(likely.iter().map(|blot| blot.height().max(blot.width())));
    let near = |blot: &Blot| {
        let larger = blot.height().max(blot.width()) as f32;
        larger > size * 0.4 && larger < size * 2.5
    };
    likely.into_iter().filter(near).take(20_000).collect()
}

/// The value in the middle when each counts as much as it is large: specks of noise count little.
fn weighty(values: impl Iterator<Item = u32>) -> f32 {
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    let all: u64 = values.iter().map(|value| u64::from(*value)).sum();
    let mut sum = 0;
    let middle = values.iter().find(|value| {
        sum += u64::from(**value);
        sum * 2 >= all
    });
    middle.copied().unwrap_or(0) as f32
}

/// The middle value.
fn typical(values: impl Iterator<Item = u32>) -> f32 {
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or(0) as f32
}

/// The angle at which points fall into rows best, and how well.
fn sharpest(points: &[(f32, f32)], bin: f32) -> (f32, f32) {
    let mut best = (0.0, sharpness(points, 0.0, bin));
    let steps = (SKEW / 0.5) as i32;
    for step in -steps..=steps {
        let angle = step as f32 * 0.5;
        let sharp = sharpness(points, angle, bin);
        if sharp > best.1 {
            best = (angle, sharp);
        }
    }
    for step in -5..=5 {
        let angle = best.0 + step as f32 * 0.1;
        let sharp = sharpness(points, angle, bin);
        if sharp > best.1 {
            best = (angle, sharp);
        }
    }
    best
}

/// How unevenly points fall into rows at an angle: the sum of squares, for each point.
fn sharpness(points: &[(f32, f32)], angle: f32, bin: f32) -> f32 {
    let (sin, cos) = angle.to_radians().sin_cos();
    let rows: Vec<f32> = points.iter().map(|(x, y)| (y * cos - x * sin) / bin).collect();
    let low = rows.iter().copied().fold(f32::MAX, f32::min);
    let high = rows.iter().copied().fold(f32::MIN, f32::max);
    let mut counts = vec![0u32; (high - low) as usize + 2];
    for row in &rows {
        counts[(row - low) as usize] += 1;
    }
    let sum: f64 = counts.iter().map(|count| f64::from(*count).powi(2)).sum();
    (sum / points.len() as f64) as f32
}
