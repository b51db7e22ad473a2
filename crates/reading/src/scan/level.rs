//! Light and dark: the threshold between ink and paper, and paper lit unevenly.

use image::GrayImage;

/// The side of the blocks in which the light is measured.
const BLOCK: u32 = 48;

/// The shade that divides ink from paper best (Otsu).
pub fn threshold(image: &GrayImage) -> u8 {
    let mut counts = [0u64; 256];
    for shade in image.as_raw() {
        counts[usize::from(*shade)] += 1;
    }
    let total: u64 = counts.iter().sum();
    let sum: f64 = counts.iter().enumerate().map(|(shade, count)| shade as f64 * *count as f64).sum();
    let (mut below, mut sum_below, mut best, mut at) = (0u64, 0.0, 0.0, 127);
    for (shade, count) in counts.iter().enumerate() {
        below += count;
        if below == 0 || below == total {
            continue;
        }
        sum_below += shade as f64 * *count as f64;
        let (dark, light) = (below as f64, (total - below) as f64);
        let apart = sum_below / dark - (sum - sum_below) / light;
        let between = dark * light * apart * apart;
        if between > best {
            (best, at) = (between, shade);
        }
    }
    at as u8
}

/// Brings the paper to white where its light is uneven, as in photos; leaves clean scans alone but where it is asked for always.
pub fn even(mut image: GrayImage, always: bool) -> GrayImage {
    let (width, height) = image.dimensions();
    let (across, down) = (width.div_ceil(BLOCK), height.div_ceil(BLOCK));
    if across < 3 || down < 3 {
        return image;
    }
    let paper = smooth(&blocks(&image, across, down), across, down);
    let mut sorted = paper.clone();
    sorted.sort_unstable_by(f32::total_cmp);
    let (low, high) = (sorted[sorted.len() / 20], sorted[sorted.len() * 19 / 20]);
    if !always && high - low < 28.0 && high > 200.0 {
        return image;
    }
    let row_length = width as usize;
    for (y, row) in image.chunks_exact_mut(row_length).enumerate() {
        let lights = line(&paper, across, down, y as f32);
        for (x, shade) in row.iter_mut().enumerate() {
            let light = between(&lights, x as f32).max(48.0);
            *shade = (f32::from(*shade) * 250.0 / light).min(255.0) as u8;
        }
    }
    image
}

/// The shade of the paper in each block: nine tenths of its pixels are darker.
fn blocks(image: &GrayImage, across: u32, down: u32) -> Vec<f32> {
    let (width, height) = image.dimensions();
    let mut paper = Vec::with_capacity((across * down) as usize);
    for row in 0..down {
        for column in 0..across {
            let mut counts = [0u32; 256];
            let mut total = 0;
            for y in (row * BLOCK..((row + 1) * BLOCK).min(height)).step_by(2) {
                let start = (y * width + column * BLOCK) as usize;
                let end = (y * width + ((column + 1) * BLOCK).min(width)) as usize;
                for shade in image.as_raw()[start..end].iter().step_by(2) {
                    counts[usize::from(*shade)] += 1;
                    total += 1;
                }
            }
            let mut above = 0;
            let light = (0..256usize).rev().find(|shade| {
                above += counts[*shade];
                above * 10 > total
            });
            paper.push(light.unwrap_or(255) as f32);
        }
    }
    paper
}

/// Dark blocks are pictures or bars: they take the light of the brighter ones around, then all are averaged.
fn smooth(paper: &[f32], across: u32, down: u32) -> Vec<f32> {
    let around = |values: &[f32], index: usize, pick: &dyn Fn(&mut dyn Iterator<Item = f32>) -> f32| {
        let (x, y) = ((index as u32 % across) as i64, (index as u32 / across) as i64);
        let mut near =
            (-1..=1).flat_map(|dy| (-1..=1).map(move |dx| (x + dx, y + dy))).filter_map(|(x, y)| {
                let inside = x >= 0 && y >= 0 && x < i64::from(across) && y < i64::from(down);
                inside.then(|| values[(y * i64::from(across) + x) as usize])
            });
        pick(&mut near)
    };
    let bright: Vec<f32> =
        (0..paper.len()).map(|i| around(paper, i, &|near| near.fold(0.0, f32::max))).collect();
    let mean = |near: &mut dyn Iterator<Item = f32>| {
        let (sum, count) = near.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / count
    };
    (0..bright.len()).map(|i| around(&bright, i, &mean)).collect()
}

/// The light along a row of pixels, a value for the middle of each block.
fn line(paper: &[f32], across: u32, down: u32, y: f32) -> Vec<f32> {
    let at = (y / BLOCK as f32 - 0.5).clamp(0.0, (down - 1) as f32);
    let (upper, share) = (at as usize, at.fract());
    let lower = (upper + 1).min(down as usize - 1);
    let row = |row: usize| &paper[row * across as usize..(row + 1) * across as usize];
    row(upper).iter().zip(row(lower)).map(|(a, b)| a * (1.0 - share) + b * share).collect()
}

fn between(lights: &[f32], x: f32) -> f32 {
    let at = (x / BLOCK as f32 - 0.5).clamp(0.0, (lights.len() - 1) as f32);
    let (left, share) = (at as usize, at.fract());
    let right = (left + 1).min(lights.len() - 1);
    lights[left] * (1.0 - share) + lights[right] * share
}
