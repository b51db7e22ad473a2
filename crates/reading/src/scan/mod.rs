//! Scans and photos made ready for the OCR: straight, even, and as large as it likes them.

mod component;
mod level;
mod posture;
mod ruled;
mod size;

pub use component::{Blot, blots};
pub use level::threshold;
pub use posture::{Posture, posture};
pub use ruled::cells;
pub use size::resized;

use image::imageops::{FilterType, fast_blur, resize, rotate90, rotate180, rotate270};
use image::{GrayImage, ImageBuffer, Pixel};
use std::borrow::Cow;

/// A picture of any colours.
type Sheet<P> = ImageBuffer<P, Vec<u8>>;

/// Letters lower than this are made larger, in pixels.
const SMALL: f32 = 12.5;
/// Letters higher than this are made smaller: it reads them no better, and takes longer.
const LARGE: f32 = 44.0;
/// The height to which letters are brought.
const BEST: f32 = 20.0;
/// How far ink runs in the soft style, in pixels.
const SOFT: f32 = 1.2;
/// Lines that fall or rise by fewer heights of a letter, from end to end, are straight.
const DROP: f32 = 0.4;
/// The height to which letters of receipts are brought, but at most twice their own.
const TALL: f32 = 66.0;
/// Print of fewer heights of a letter across is a receipt's; that of a page is 80 wide and more.
const NARROW: f32 = 62.0;
/// The rolls of tills are 80 mm wide at most, in points; paper that is known to be twice as wide is none.
const ROLL: f32 = 240.0;

/// A picture ready for the OCR, and the way back to the page.
pub struct Prepared<'a> {
    pub image: Cow<'a, GrayImage>,
    /// Pixels of this picture for a pixel of the straightened one.
    pub scale: f32,
}

/// How a picture is made ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As large as the OCR likes it.
    Page,
    /// Large and soft: the dots of a till's printer run into strokes.
    Soft,
    /// Large, with the edges as they are.
    Crisp,
}

/// Whether it is printed by a till: narrow. Of one printed in dots, the letters are not seen, but its shape is. `points`
/// is how many points a pixel is; 0 where nobody knows. Where the size of the paper is known, large letters
/// make no receipt of a page.
pub fn is_narrow(image: &GrayImage, posture: &Posture, points: f32) -> bool {
    let strip = image.height() as f32 > image.width() as f32 * 1.6;
    let wide = image.width() as f32 * points > 2.0 * ROLL;
    strip || posture.letter > 0.0 && posture.across < NARROW && !wide
}

/// Whether its letters are so small that they are made larger.
pub fn is_coarse(posture: &Posture) -> bool {
    posture.letter > 0.0 && posture.letter < SMALL
}

/// What the picture needs to stand upright: quarter turns, then the small angle.
pub fn straighten<P>(image: Sheet<P>, posture: Posture) -> Sheet<P>
where
    P: Pixel<Subpixel = u8> + Send + Sync + 'static,
{
    let image = match posture.turns % 4 {
        0 => image,
        1 => rotate90(&image),
        2 => rotate180(&image),
        _ => rotate270(&image),
    };
    // The OCR follows lines that fall or rise by less than this, and each turn costs some sharpness.
    if posture.angle.to_radians().tan().abs() * posture.across < DROP {
        return image;
    }
    rotated(&image, posture.angle)
}

/// Turned counter-clockwise around its middle by a small angle, on white.
fn rotated<P>(image: &Sheet<P>, degrees: f32) -> Sheet<P>
where
    P: Pixel<Subpixel = u8> + Send + Sync + 'static,
{
    const ONE: f32 = 256.0;
    let (width, height) = image.dimensions();
    let channels = usize::from(P::CHANNEL_COUNT);
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (middle_x, middle_y) = (width as f32 / 2.0, height as f32 / 2.0);
    let (row, raw) = (width as usize * channels, image.as_raw());
    let mut turned = vec![255u8; raw.len()];
    for (y, line) in turned.chunks_exact_mut(row).enumerate() {
        let down = y as f32 - middle_y;
        for (x, pixel) in line.chunks_exact_mut(channels).enumerate() {
            let across = x as f32 - middle_x;
            let from_x = across * cos - down * sin + middle_x;
            let from_y = across * sin + down * cos + middle_y;
            if from_x < 0.0 || from_y < 0.0 || from_x >= (width - 1) as f32 || from_y >= (height - 1) as f32 {
                continue;
            }
            let start = from_y as usize * row + from_x as usize * channels;
            let (right, below) = ((from_x.fract() * ONE) as u32, (from_y.fract() * ONE) as u32);
            for (channel, shade) in pixel.iter_mut().enumerate() {
                let at = |offset: usize| u32::from(raw[start + offset + channel]);
                let upper = at(0) * (256 - right) + at(channels) * right;
                let lower = at(row) * (256 - right) + at(row + channels) * right;
                *shade = ((upper * (256 - below) + lower * below) >> 16) as u8;
            }
        }
    }
    ImageBuffer::from_raw(width, height, turned).unwrap_or_else(|| image.clone())
}

/// Evens the light out; of receipts always, whose print is pale.
pub fn even(image: GrayImage, narrow: bool) -> GrayImage {
    level::even(image, narrow)
}

/// Brings letters to the best size.
pub fn prepare<'a>(image: &'a GrayImage, posture: &Posture, style: Style) -> Prepared<'a> {
    let scale = match (posture.letter, style) {
        (letter, _) if letter > LARGE => BEST * 1.5 / letter,
        (letter, Style::Soft | Style::Crisp) if letter > 0.0 => (TALL / letter).clamp(1.0, 2.0),
        (letter, Style::Page) if is_coarse(posture) => (BEST / letter).min(3.0),
        _ => 1.0,
    };
    let most = crate::render::bounded(image.width() as f32, image.height() as f32, scale);
    let scale = scale.min(most);
    if (scale - 1.0).abs() <= 0.05 {
        return Prepared { image: Cow::Borrowed(image), scale: 1.0 };
    }
    let image = match style {
        Style::Page if scale > 1.0 => size::softened(image, scale),
        Style::Page => resized(image, scale),
        // Receipts are small, and what is read of their pale print hangs by rounding.
        Style::Soft | Style::Crisp => {
            let side = |pixels: u32| (pixels as f32 * scale).round().max(1.0) as u32;
            let filter = if scale < 1.0 { FilterType::Triangle } else { FilterType::CatmullRom };
            resize(image, side(image.width()), side(image.height()), filter)
        }
    };
    let image = if style == Style::Soft { fast_blur(&image, SOFT) } else { image };
    Prepared { image: Cow::Owned(image), scale }
}
