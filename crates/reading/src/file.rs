//! Image files: JPEG, PNG, WebP and TIFF with all of its pages.

use crate::Unreadable;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageFormat, ImageReader, Limits, RgbImage,
};
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The longest side that is decoded, in pixels.
const SIDE: u32 = 20_000;
/// What decoding may take, in bytes.
const MEMORY: u64 = 400 << 20;
/// More pixels than this are made fewer before anything else.
const MOST: u64 = 24_000_000;

/// Which kind of image these bytes are, by their beginning.
pub fn format(bytes: &[u8]) -> Option<ImageFormat> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::Tiff | ImageFormat::WebP)) => {
            Some(format)
        }
        _ => None,
    }
}

/// The pages of an image file, upright as its camera meant them.
pub fn pages(bytes: &[u8], format: ImageFormat, most: usize) -> Result<Vec<DynamicImage>, Unreadable> {
    let decoded = catch_unwind(AssertUnwindSafe(|| match format {
        ImageFormat::Tiff => tiff(bytes, most),
        _ => one(bytes, format).map(|image| vec![image]),
    }));
    decoded.unwrap_or_else(|_| Err(damaged()))
}

fn damaged() -> Unreadable {
    Unreadable::because("This image is damaged and cannot be opened. Scan or photograph the document again.")
}

fn too_large() -> Unreadable {
    Unreadable::because("This image is too large. Save it with at most 20000 pixels a side, and upload that.")
}

fn one(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, Unreadable> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits());
    let mut decoder = reader.into_decoder().map_err(reason)?;
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder).map_err(reason)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(smaller(image))
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE);
    limits.max_image_height = Some(SIDE);
    limits.max_alloc = Some(MEMORY);
    limits
}

fn reason(error: image::ImageError) -> Unreadable {
    match error {
        image::ImageError::Limits(_) => too_large(),
        _ => damaged(),
    }
}

fn smaller(image: DynamicImage) -> DynamicImage {
    let pixels = u64::from(image.width()) * u64::from(image.height());
    if pixels <= MOST {
        return image;
    }
    let scale = (MOST as f64 / pixels as f64).sqrt();
    let side = |pixels: u32| (f64::from(pixels) * scale).max(1.0) as u32;
    image.thumbnail_exact(side(image.width()), side(image.height()))
}

/// As PNG, quickly rather than small.
pub fn png(image: &RgbImage) -> Result<Vec<u8>, Unreadable> {
    let mut bytes = Vec::with_capacity(image.as_raw().len() / 8);
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive);
    encoder
        .write_image(image.as_raw(), image.width(), image.height(), ExtendedColorType::Rgb8)
        .map_err(|_| damaged())?;
    Ok(bytes)
}

/// TIFF keeps its pages in one file. The image crate reads the first only, so each page's directory is put first.
fn tiff(bytes: &[u8], most: usize) -> Result<Vec<DynamicImage>, Unreadable> {
    let places = directories(bytes);
    if places.is_empty() {
        return Err(damaged());
    }
    if places.len() > most {
        let count = places.len();
        return Err(Unreadable::because(format!(
            "This image has {count} pages, and at most {most} are read. Split it, and upload the parts."
        )));
    }
    let mut copy = bytes.to_vec();
    let mut pages = Vec::with_capacity(places.len());
    for place in places {
        copy[4..8].copy_from_slice(&place);
        pages.push(one(&copy, ImageFormat::Tiff)?);
    }
    Ok(pages)
}

/// Where the directories of a TIFF stand, as the file itself writes it: one for a page.
fn directories(bytes: &[u8]) -> Vec<[u8; 4]> {
    let little = bytes.starts_with(b"II");
    let four = |at: usize| -> Option<[u8; 4]> { bytes.get(at..at.checked_add(4)?)?.try_into().ok() };
    let two = |at: usize| -> Option<[u8; 2]> { bytes.get(at..at.checked_add(2)?)?.try_into().ok() };
    let number = |raw: [u8; 4]| if little { u32::from_le_bytes(raw) } else { u32::from_be_bytes(raw) };
    let mut places: Vec<[u8; 4]> = Vec::new();
    let mut next = four(4);
    while let Some(raw) = next {
        let at = number(raw) as usize;
        // A chain that leads back to itself ends here.
        if at == 0 || places.contains(&raw) || places.len() > 10_000 {
            break;
        }
        let Some(entries) = two(at) else { break };
        let entries = if little { u16::from_le_bytes(entries) } else { u16::from_be_bytes(entries) };
        places.push(raw);
        next = four(at.saturating_add(2 + usize::from(entries) * 12));
    }
    places
}
