//! Pictures made larger and smaller. Shades of grey only, a row at a time: several times faster than a resampler for any
//! colours, and scans spend their time here.

use image::GrayImage;

/// How far the kernel reaches, in pixels of the larger picture.
const REACH: f32 = 2.0;

/// What one pixel takes from the other picture: its first pixel there, and the share of each from there on.
struct Taps {
    first: usize,
    shares: Vec<f32>,
}

/// The picture in another size, by the cubic curve of Catmull and Rom: edges stay sharp.
pub fn resized(image: &GrayImage, scale: f32) -> GrayImage {
    sized(image, scale, 0.0)
}

/// The picture made larger by a softer cubic curve: the steps and the noise of a coarse scan run into strokes. It is as a
/// blur of 0.4 of its pixels behind the sharp curve, and costs nothing.
pub fn softened(image: &GrayImage, scale: f32) -> GrayImage {
    sized(image, scale, 0.48)
}

/// `soft` is the B of the curves of Mitchell and Netravali (Reconstruction filters in computer graphics, 1988), on their
/// line B + 2C = 1; it is three times the variance of the blur.
fn sized(image: &GrayImage, scale: f32, soft: f32) -> GrayImage {
    let side = |pixels: u32| (pixels as f32 * scale).round().max(1.0) as u32;
    let (width, height) = (side(image.width()), side(image.height()));
    let (across, down) = (taps(image.width(), width, soft), taps(image.height(), height, soft));
    let row = image.width().max(1) as usize;
    let mut pixels = Vec::with_capacity(width as usize * height as usize);
    let mut line = vec![0.0f32; row];
    for taps in &down {
        line.fill(0.0);
        let rows = image.as_raw().chunks_exact(row).skip(taps.first);
        for (share, shades) in taps.shares.iter().zip(rows) {
            line.iter_mut().zip(shades).for_each(|(sum, shade)| *sum += f32::from(*shade) * share);
        }
        pixels.extend(across.iter().map(|taps| {
            let shades = &line[taps.first..taps.first + taps.shares.len()];
            let sum: f32 = shades.iter().zip(&taps.shares).map(|(shade, share)| shade * share).sum();
            (sum + 0.5).clamp(0.0, 255.0) as u8
        }));
    }
    GrayImage::from_raw(width, height, pixels).unwrap_or_else(|| image.clone())
}

/// The taps of each of `to` pixels that come from `from` pixels.
fn taps(from: u32, to: u32, soft: f32) -> Vec<Taps> {
    let step = from as f32 / to.max(1) as f32;
    // Of a smaller picture, each pixel gathers all that it stands for.
    let wide = step.max(1.0);
    (0..to)
        .map(|at| {
            let middle = (at as f32 + 0.5) * step;
            let last = from.saturating_sub(1);
            let first = ((middle - REACH * wide).ceil().max(0.0) as u32).min(last);
            let end = ((middle + REACH * wide).floor() as u32).min(last).max(first);
            let mut shares: Vec<f32> =
                (first..=end).map(|x| cubic((x as f32 + 0.5 - middle) / wide, soft)).collect();
            let all: f32 = shares.iter().sum();
            shares.iter_mut().for_each(|share| *share /= all);
            Taps { first: first as usize, shares }
        })
        .collect()
}

/// The curve for this B; of Catmull and Rom for 0.
fn cubic(x: f32, b: f32) -> f32 {
    let (x, c) = (x.abs(), (1.0 - b) / 2.0);
    let curve = if x < 1.0 {
        ((12.0 - 9.0 * b - 6.0 * c) * x - 18.0 + 12.0 * b + 6.0 * c) * x * x + 6.0 - 2.0 * b
    } else if x < 2.0 {
        (((-b - 6.0 * c) * x + 6.0 * b + 30.0 * c) * x - 12.0 * b - 48.0 * c) * x + 8.0 * b + 24.0 * c
    } else {
        0.0
    };
    curve / 6.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_size_shows_the_same() {
        let image = GrayImage::from_fn(60, 40, |x, y| image::Luma([(x * 3 + y) as u8]));
        for scale in [0.5, 0.7, 2.0, 3.0] {
            let other = resized(&image, scale);
            assert_eq!(other.dimensions(), ((60.0 * scale) as u32, (40.0 * scale) as u32));
            let middle = other.get_pixel(other.width() / 2, other.height() / 2).0[0];
            assert!(middle.abs_diff(30 * 3 + 20) <= 3, "{middle} at {scale}");
        }
        assert_eq!(resized(&image, 1.0), image);
    }

    #[test]
    fn the_softer_curve_takes_noise_away() {
        let noisy =
            GrayImage::from_fn(60, 40, |x, y| image::Luma([if (x + y) % 2 == 0 { 140 } else { 100 }]));
        let range = |image: &GrayImage| {
            let inner =
                || image.enumerate_pixels().filter(|(x, y, _)| (20..100).contains(x) && (20..60).contains(y));
            let shades = || inner().map(|(_, _, shade)| shade.0[0]);
            shades().max().unwrap_or(0) - shades().min().unwrap_or(0)
        };
        let (sharp, soft) = (range(&resized(&noisy, 2.0)), range(&softened(&noisy, 2.0)));
        assert!(soft * 3 < sharp * 2, "{soft} {sharp}");
    }
}
