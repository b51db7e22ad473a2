//! QR and other codes, looked for only where a page has something that may be one.

use crate::page::{Area, Code};
use crate::pdf::Leaf;
use crate::{render, scan};
use hayro::RenderCache;
use hayro::hayro_syntax::Pdf;
use image::GrayImage;
use rxing::common::HybridBinarizer;
use rxing::multi::MultipleBarcodeReader;
use rxing::multi::qrcode::QRCodeMultiReader;
use rxing::{BinaryBitmap, DecodeHints, Luma8LuminanceSource};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Fewer squares than this make no code.
const SQUARES: usize = 120;
/// A code is at least this wide, in points.
const SMALL: f32 = 24.0;

/// The codes of a page of a PDF.
pub fn of_leaf<'a>(pdf: &'a Pdf, cache: &RenderCache<'a>, number: usize, leaf: &Leaf) -> Vec<Code> {
    let places = places(leaf);
    let Some(page) = pdf.pages().get(number) else { return Vec::new() };
    let mut codes: Vec<Code> = Vec::new();
    for place in places {
        let side = place.width().max(place.height());
        // Small codes are drawn larger: their dots need some pixels each.
        let scale = (900.0 / side).clamp(3.0, 8.0);
        let scale = render::bounded(place.width(), place.height(), scale);
        let Ok(image) = render::region(page, cache, &place, scale, leaf.turns) else { continue };
        for (text, area) in find(&image) {
            let area = Area {
                x0: place.x0 + area.x0 / scale,
                y0: place.y0 + area.y0 / scale,
                x1: place.x0 + area.x1 / scale,
                y1: place.y0 + area.y1 / scale,
            };
            if !codes.iter().any(|code| code.text == text && code.area.shared(&area) > 0.0) {
                codes.push(Code { text, area });
            }
        }
    }
    codes
}

/// Where a code may be: pictures that are about square, whole scans, and heaps of small squares.
fn places(leaf: &Leaf) -> Vec<Area> {
    let page = Area { x0: 0.0, y0: 0.0, x1: leaf.page.width, y1: leaf.page.height };
    let mut places: Vec<Area> = Vec::new();
    let squares = leaf.squares.1.filter(|_| leaf.squares.0 >= SQUARES);
    for area in
        leaf.pictures.iter().filter(|p| p.width >= 21 && p.height >= 21).map(|p| p.area).chain(squares)
    {
        let (width, height) = (area.width(), area.height());
        let large = width.max(height) > page.x1 * 0.5;
        let square = width < height * 1.4 && height < width * 1.4;
        if width.min(height) < SMALL || !(square || large) {
            continue;
        }
        let wide = Area { x0: area.x0 - 10.0, y0: area.y0 - 10.0, x1: area.x1 + 10.0, y1: area.y1 + 10.0 };
        let inside = Area {
            x0: wide.x0.max(0.0),
            y0: wide.y0.max(0.0),
            x1: wide.x1.min(page.x1),
            y1: wide.y1.min(page.y1),
        };
        if !places.iter().any(|place| place.shared(&inside) > inside.width() * inside.height() * 0.9) {
            places.push(inside);
        }
    }
    places.truncate(12);
    places
}

/// The codes of a picture; how wide the page is in points is known only later.
pub fn of_image(image: &GrayImage) -> impl FnOnce(f32) -> Vec<Code> + use<> {
    let found = find(image);
    let pixels = image.width().max(1) as f32;
    move |width: f32| {
        let points = width / pixels;
        let place = |area: Area| Area {
            x0: area.x0 * points,
            y0: area.y0 * points,
            x1: area.x1 * points,
            y1: area.y1 * points,
        };
        found.into_iter().map(|(text, area)| Code { text, area: place(area) }).collect()
    }
}

/// Codes with their places in pixels. Further looks are taken at other sizes, since noise, and the hairlines between
/// drawn squares, hide at one of them.
pub fn find(image: &GrayImage) -> Vec<(String, Area)> {
    if !has_marks(image) {
        return Vec::new();
    }
    let found = look(image, 1.0);
    if !found.is_empty() {
        return found;
    }
    let sizes = if image.width().max(image.height()) < 500 { [2.0, 0.5] } else { [0.5, 0.7] };
    for size in sizes {
        let other = scan::resized(image, size);
        let found = look(&other, size);
        if !found.is_empty() {
            return found;
        }
    }
    Vec::new()
}

/// A place where a row of the picture crosses what may be a mark in the corner of a QR code.
struct Crossing {
    middle: f32,
    /// How many rows one below the other cross it.
    rows: u32,
    /// Whether the column through its middle crosses it, too.
    whole: bool,
}

/// Whether rows and columns of the picture cross the marks that a QR code has in its corners: dark, light, three times
/// dark, light, dark. It costs a hundredth of a search.
fn has_marks(image: &GrayImage) -> bool {
    let dark = scan::threshold(image);
    let mut marks = 0;
    let mut above: Vec<Crossing> = Vec::new();
    let rows = image.as_raw().chunks_exact(image.width().max(1) as usize);
    for (y, row) in rows.enumerate().step_by(2) {
        let mut here: Vec<Crossing> = Vec::new();
        let (mut runs, mut length, mut is_dark) = ([0u32; 5], 0u32, false);
        for (x, shade) in row.iter().enumerate() {
            if (*shade <= dark) == is_dark {
                length += 1;
                continue;
            }
            runs.rotate_left(1);
            runs[4] = length;
            if is_dark && is_mark(&runs) {
                let wide = runs.iter().sum::<u32>() as f32;
                let middle = x as f32 - wide / 2.0;
                let upper = above.iter().find(|other| (other.middle - middle).abs() < wide / 7.0 + 1.0);
                let rows = upper.map_or(1, |upper| upper.rows + 1);
                let known = upper.is_some_and(|upper| upper.whole);
                let whole = known || rows >= 3 && is_mark(&column(image, dark, middle as u32, y as u32));
                marks += u32::from(whole && !known);
                here.push(Crossing { middle, rows, whole });
            }
            (length, is_dark) = (1, !is_dark);
        }
        if marks >= 2 {
            return true;
        }
        above = here;
    }
    false
}

/// The dark and light stretches of a column around a dark place: two above it, its own, two below.
fn column(image: &GrayImage, dark: u8, x: u32, y: u32) -> [u32; 5] {
    let is_dark = |y: u32| image.get_pixel(x, y).0[0] <= dark;
    let stretches = |rows: &mut dyn Iterator<Item = u32>| {
        let mut lengths = [0u32; 3];
        let mut at = 0;
        for y in rows {
            if is_dark(y) == (at == 1) {
                at += 1;
            }
            let Some(length) = lengths.get_mut(at) else { break };
            *length += 1;
        }
        lengths
    };
    let (up, down) = (stretches(&mut (0..y).rev()), stretches(&mut (y..image.height())));
    [up[2], up[1], up[0] + down[0], down[1], down[2]]
}

fn is_mark(runs: &[u32; 5]) -> bool {
    let unit = runs.iter().sum::<u32>() as f32 / 7.0;
    let near = |run: u32, wanted: f32| (run as f32 - wanted * unit).abs() <= 0.6 * unit + 0.4;
    unit >= 1.0
        && runs[0] > 0
        && near(runs[2], 3.0)
        && [0, 1, 3, 4].iter().all(|index| near(runs[*index], 1.0))
}

fn look(image: &GrayImage, scale: f32) -> Vec<(String, Area)> {
    let (width, height) = image.dimensions();
    let pixels = image.as_raw().clone();
    let results = catch_unwind(AssertUnwindSafe(|| {
        let Ok(source) = Luma8LuminanceSource::new(pixels, width, height) else { return Vec::new() };
        let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
        let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
        QRCodeMultiReader::new().decode_multiple_with_hints(&mut bitmap, &hints).unwrap_or_default()
    }));
    let results = results.unwrap_or_default();
    results.iter().map(|result| (result.getText().to_owned(), bounds(result.getPoints(), scale))).collect()
}

/// Around the marks in the corners of a code, with the half of a mark that lies outside.
fn bounds(points: &[rxing::Point], scale: f32) -> Area {
    let mut area = Area { x0: f32::MAX, y0: f32::MAX, x1: f32::MIN, y1: f32::MIN };
    for point in points {
        let dot = Area { x0: point.x, y0: point.y, x1: point.x, y1: point.y };
        area = area.union(&dot);
    }
    if area.x0 > area.x1 {
        return Area::default();
    }
    let edge = (area.width() + area.height()) * 0.06;
    Area {
        x0: ((area.x0 - edge) / scale).max(0.0),
        y0: ((area.y0 - edge) / scale).max(0.0),
        x1: (area.x1 + edge) / scale,
        y1: (area.y1 + edge) / scale,
    }
}
