//! Cells that are ruled: between lines from side to side, and from top to bottom.

use super::{Blot, level};
use image::GrayImage;

/// A line across is at least so many heights of a letter long, which no word is.
const LONG: f32 = 15.0;
/// A cell is so many heights of a letter high; what is higher is the frame of something else.
const HIGH: std::ops::Range<f32> = 1.2..6.0;
/// And at least so many wide.
const WIDE: f32 = 1.5;
/// A line down is dark over this share of a cell's height: its corners are round, and its print is not.
const DARK: f32 = 0.9;
/// Lines run out by this many pixels.
const BLUR: u32 = 2;

/// The insides of ruled cells, without their lines.
pub fn cells(image: &GrayImage, letter: f32) -> Vec<Blot> {
    let dark = level::threshold(image);
    let rules = rules(image, dark, letter);
    let mut cells = Vec::new();
    for (at, upper) in rules.iter().enumerate() {
        let over = |lower: &&Blot| lower.x0.max(upper.x0) + (letter * LONG) as u32 <= lower.x1.min(upper.x1);
        let Some(lower) = rules[at + 1..].iter().filter(|lower| lower.y0 > upper.y1).find(over) else {
            continue;
        };
        let inside = upper.y1 + BLUR..lower.y0.saturating_sub(BLUR - 1);
        if inside.is_empty() || !HIGH.contains(&((lower.y0 - upper.y1) as f32 / letter)) {
            continue;
        }
        // From line to line, as no letter does.
        let down = upper.y1 + 1..lower.y0;
        let black = |x: u32, y: u32| image.get_pixel(x, y).0[0] <= dark;
        let stands = |x: &u32| {
            // One that leans a little meets the others beside its place.
            let near = |y: u32| (x.saturating_sub(1)..=(x + 1).min(image.width() - 1)).any(|x| black(x, y));
            let ends = near(down.start) && near(down.end - 1);
            ends && down.clone().filter(|y| black(*x, *y)).count() as f32 >= down.len() as f32 * DARK
        };
        let across = upper.x0.max(lower.x0)..upper.x1.min(lower.x1) + 1;
        let downs: Vec<u32> = across.filter(stands).collect();
        let between = downs.windows(2).filter(|pair| (pair[1] - pair[0]) as f32 > letter * WIDE);
        cells.extend(between.map(|pair| Blot {
            x0: pair[0] + BLUR,
            y0: inside.start,
            x1: pair[1] - BLUR,
            y1: inside.end - 1,
        }));
    }
    cells
}

/// The lines across, from top to bottom. One that falls a little over its length is a line.
fn rules(image: &GrayImage, dark: u8, letter: f32) -> Vec<Blot> {
    let (width, least) = (image.width() as usize, (letter * LONG) as usize);
    let thick = (letter * 0.6).max(5.0) as u32;
    let raw = image.as_raw();
    let mut found: Vec<Blot> = Vec::new();
    for y in 1..image.height().saturating_sub(1) as usize {
        let row = |y: usize| &raw[y * width..(y + 1) * width];
        let (above, own, below) = (row(y - 1), row(y), row(y + 1));
        let ink = |x: usize| own[x].min(above[x]).min(below[x]) <= dark;
        let mut x = least / 2;
        // A line is met wherever half of it has passed.
        while x < width {
            if !ink(x) {
                x += least / 2;
                continue;
            }
            let from = (0..x).rev().find(|x| !ink(*x)).map_or(0, |x| x + 1);
            let to = (x..width).find(|x| !ink(*x)).unwrap_or(width) - 1;
            if to - from >= least {
                let next = Blot { x0: from as u32, x1: to as u32, y0: y as u32, y1: y as u32 };
                match found.iter_mut().rev().take(8).find(|rule| goes_on(rule, &next)) {
                    Some(rule) => {
                        (rule.x0, rule.x1, rule.y1) = (rule.x0.min(next.x0), rule.x1.max(next.x1), next.y1);
                    }
                    None => found.push(next),
                }
            }
            x = to + least / 2;
        }
    }
    found.retain(|rule| rule.y1 - rule.y0 <= thick);
    found.sort_by_key(|rule| rule.y0);
    found
}

fn goes_on(rule: &Blot, next: &Blot) -> bool {
    next.y0 <= rule.y1 + 2 && next.x0 <= rule.x1 + 2 && rule.x0 <= next.x1 + 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;

    #[test]
    fn cells_lie_between_lines() {
        let mut image = GrayImage::from_pixel(700, 300, Luma([240]));
        let mut line = |xs: std::ops::Range<u32>, ys: std::ops::Range<u32>| {
            ys.for_each(|y| xs.clone().for_each(|x| image.put_pixel(x, y, Luma([20]))));
        };
        // Two rows of three; the lower line falls by two pixels.
        line(50..650, 100..101);
        line(50..650, 120..121);
        (0..3).for_each(|piece| line(50 + piece * 200..250 + piece * 200, 140 + piece..141 + piece));
        [50, 200, 400, 649].into_iter().for_each(|x| line(x..x + 1, 100..142));
        // A word, and a line under it.
        line(60..100, 106..114);
        line(50..650, 200..201);
        let cells = cells(&image, 8.0);
        let found: Vec<_> = cells.iter().map(|cell| (cell.x0, cell.x1, cell.y0)).collect();
        let row = |y| [(52, 198, y), (202, 398, y), (402, 647, y)];
        assert_eq!(found, [row(found[0].2), row(found[3].2)].concat());
        assert!(cells[0].y0 > 101 && cells[0].y1 < 120 && cells[3].y0 > 121 && cells[3].y1 < 140);
    }
}
