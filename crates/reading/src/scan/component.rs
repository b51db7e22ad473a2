//! Blots of ink that hang together: letters, mostly.

use super::level;
use image::GrayImage;

/// More than this is noise or a photo of something else.
const MOST: usize = 60_000;

/// The bounds of a blot, in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Blot {
    pub x0: u32,
    pub y0: u32,
    pub x1: u32,
    pub y1: u32,
}

impl Blot {
    pub fn width(&self) -> u32 {
        self.x1 - self.x0 + 1
    }

    pub fn height(&self) -> u32 {
        self.y1 - self.y0 + 1
    }
}

/// A row's stretch of ink, and the blot to which it belongs.
struct Run {
    from: u32,
    to: u32,
    blot: usize,
}

/// All blots of a picture.
pub fn blots(image: &GrayImage) -> Vec<Blot> {
    let dark = level::threshold(image);
    let width = image.width() as usize;
    let mut parents: Vec<usize> = Vec::new();
    let mut found: Vec<Blot> = Vec::new();
    let mut above: Vec<Run> = Vec::new();
    for (y, row) in image.as_raw().chunks_exact(width.max(1)).enumerate() {
        let mut runs: Vec<Run> = Vec::new();
        let (mut x, mut first) = (0, 0);
        while x < width {
            if row[x] > dark {
                x += paper(&row[x..], dark);
                continue;
            }
            let from = x as u32;
            while x < width && row[x] <= dark {
                x += 1;
            }
            let to = x as u32 - 1;
            while first < above.len() && above[first].to + 1 < from {
                first += 1;
            }
            let mut blot = usize::MAX;
            for upper in above[first..].iter().take_while(|upper| upper.from <= to + 1) {
                let root = root(&mut parents, upper.blot);
                blot = if blot == usize::MAX { root } else { merge(&mut parents, &mut found, blot, root) };
            }
            if blot == usize::MAX {
                if found.len() >= MOST {
                    return Vec::new();
                }
                blot = found.len();
                parents.push(blot);
                found.push(Blot { x0: from, y0: y as u32, x1: to, y1: y as u32 });
            }
            let bounds = &mut found[blot];
            (bounds.x0, bounds.x1, bounds.y1) = (bounds.x0.min(from), bounds.x1.max(to), y as u32);
            runs.push(Run { from, to, blot });
        }
        above = runs;
    }
    found.iter().enumerate().filter(|(index, _)| parents[*index] == *index).map(|(_, blot)| *blot).collect()
}

/// How many pixels of paper come next. Most of a page is paper: it is passed many pixels at a time.
fn paper(row: &[u8], dark: u8) -> usize {
    const STEP: usize = 32;
    let is_paper = |step: &&[u8]| step.iter().fold(u8::MAX, |least, shade| least.min(*shade)) > dark;
    let clear = row.chunks_exact(STEP).take_while(is_paper).count() * STEP;
    clear + row[clear..].iter().take(STEP).take_while(|shade| **shade > dark).count()
}

fn root(parents: &mut [usize], mut index: usize) -> usize {
    while parents[index] != index {
        parents[index] = parents[parents[index]];
        index = parents[index];
    }
    index
}

fn merge(parents: &mut [usize], found: &mut [Blot], one: usize, two: usize) -> usize {
    let (keep, gone) = (one.min(two), one.max(two));
    if keep != gone {
        parents[gone] = keep;
        let other = found[gone];
        let blot = &mut found[keep];
        (blot.x0, blot.y0) = (blot.x0.min(other.x0), blot.y0.min(other.y0));
        (blot.x1, blot.y1) = (blot.x1.max(other.x1), blot.y1.max(other.y1));
    }
    keep
}
