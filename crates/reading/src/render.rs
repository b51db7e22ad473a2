//! Pages of a PDF as pictures.

use crate::Unreadable;
use crate::page::Area;
use hayro::hayro_interpret::{InterpreterSettings, TransformExt};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{self, Pixmap, RenderContext};
use hayro::{RenderCache, RenderSettings, render_into};
use image::{GrayImage, RgbImage};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// No picture has more pixels.
pub const PIXELS: f32 = 12_000_000.0;
/// No picture has a longer side.
const SIDE: f32 = 16_000.0;

/// The scale for a page, in pixels a point, made smaller where the picture would be too large.
pub fn bounded(width: f32, height: f32, scale: f32) -> f32 {
    let (width, height) = (width.max(1.0), height.max(1.0));
    scale.min((PIXELS / (width * height)).sqrt()).min(SIDE / width.max(height)).max(1e-4)
}

/// Draws a page, turned clockwise by quarters, or a part of it.
fn draw<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    part: Option<&Area>,
    scale: f32,
    turns: u8,
) -> Result<Pixmap, Unreadable> {
    let (mut width, mut height) = page.render_dimensions();
    let mut place = quarter(f64::from(width), f64::from(height), turns);
    if turns % 2 == 1 {
        (width, height) = (height, width);
    }
    if let Some(part) = part {
        place = Affine::translate((-f64::from(part.x0), -f64::from(part.y0))) * place;
        (width, height) = (part.width(), part.height());
    }
    let scale = bounded(width, height, scale);
    let (across, down) = ((width * scale).round().max(1.0) as u16, (height * scale).round().max(1.0) as u16);
    let whole = Affine::scale(f64::from(scale)) * place * page.initial_transform(true).to_kurbo();
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let mut context = RenderContext::new(across, down);
        let settings = InterpreterSettings::default();
        render_into(page, cache, &settings, &RenderSettings::default(), &mut context, whole);
        context.flush();
        let mut pixmap = Pixmap::new(across, down);
        let raster = vello_cpu::RasterizerSettings {
            target_init: vello_cpu::TargetInit::Clear(WHITE),
            ..Default::default()
        };
        context.render_with(&mut pixmap, &mut vello_cpu::Resources::default(), raster);
        pixmap
    }));
    drawn.map_err(|_| {
        Unreadable::because("A page of this PDF is damaged and cannot be drawn. Ask the sender for it again.")
    })
}

/// The page in shades of grey.
pub fn gray<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    scale: f32,
    turns: u8,
) -> Result<GrayImage, Unreadable> {
    shades(draw(page, cache, None, scale, turns)?)
}

/// A part of the page in shades of grey.
pub fn region<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    part: &Area,
    scale: f32,
    turns: u8,
) -> Result<GrayImage, Unreadable> {
    shades(draw(page, cache, Some(part), scale, turns)?)
}

fn shades(pixmap: Pixmap) -> Result<GrayImage, Unreadable> {
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let shades = pixmap.data_as_u8_slice().chunks_exact(4).map(|p| shade(p[0], p[1], p[2])).collect();
    GrayImage::from_raw(width, height, shades).ok_or_else(empty)
}

/// How light a colour is, by the shares of ITU-R BT.601.
pub fn shade(red: u8, green: u8, blue: u8) -> u8 {
    ((u32::from(red) * 77 + u32::from(green) * 150 + u32::from(blue) * 29) >> 8) as u8
}

/// The page in colours.
pub fn colours<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    scale: f32,
    turns: u8,
) -> Result<RgbImage, Unreadable> {
    let pixmap = draw(page, cache, None, scale, turns)?;
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    let colours = pixmap.data_as_u8_slice().chunks_exact(4).flat_map(|p| [p[0], p[1], p[2]]).collect();
    RgbImage::from_raw(width, height, colours).ok_or_else(empty)
}

fn empty() -> Unreadable {
    Unreadable::because("A page of this PDF has no surface. Ask the sender for it again.")
}

/// Turns a page of this size clockwise, back into the quarter where both axes are positive.
pub fn quarter(width: f64, height: f64, turns: u8) -> Affine {
    match turns % 4 {
        0 => Affine::IDENTITY,
        1 => Affine::new([0.0, 1.0, -1.0, 0.0, height, 0.0]),
        2 => Affine::new([-1.0, 0.0, 0.0, -1.0, width, height]),
        _ => Affine::new([0.0, -1.0, 1.0, 0.0, 0.0, width]),
    }
}
