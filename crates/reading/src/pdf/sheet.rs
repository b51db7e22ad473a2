//! A page that is one scan and nothing else, in the pixels of its scanner: drawing it costs more than all else before the
//! OCR, and each pixel that is drawn anew is a little less sharp.

use crate::render::PIXELS;
use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageData, ImageDrawProps,
    InterpreterCache, InterpreterSettings, LumaData, RgbData, SoftMask, TransformExt, interpret_page,
};
use hayro::hayro_syntax::page::Page;
use hayro::kurbo::{BezPath, Rect, Shape};
use image::GrayImage;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A scan may leave so much of the page's edge free, or reach so far over it, in points.
const EDGE: f64 = 1.0;
/// A pixel is about as wide as it is high: the sides may differ by this share.
const SQUARE: f64 = 0.01;

/// The scan of a page that shows nothing else and stands upright on it.
pub fn of_page<'a>(page: &'a Page<'a>) -> Option<GrayImage> {
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let cache = InterpreterCache::new();
    let mut sheet = Sheet { page: whole, image: None, alone: true };
    let start = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, whole, &cache, page.xref(), InterpreterSettings::default());
    catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut sheet))).ok()?;
    sheet.image.filter(|_| sheet.alone)
}

struct Sheet {
    page: Rect,
    image: Option<GrayImage>,
    /// Whether nothing was drawn but the scan.
    alone: bool,
}

impl Sheet {
    fn covers(&self, rect: Rect) -> bool {
        let (page, edge) = (self.page, EDGE);
        let near = |a: f64, b: f64| (a - b).abs() <= edge;
        near(rect.x0, page.x0) && near(rect.y0, page.y0) && near(rect.x1, page.x1) && near(rect.y1, page.y1)
    }

    /// What is drawn within a part of the page only is no scan of the page.
    fn clipped(&mut self, window: Rect) {
        self.alone &= window.inflate(EDGE, EDGE).contains_rect(self.page);
    }

    fn scan(&self, image: &Image<'_, '_>, props: &ImageDrawProps<'_>) -> Option<GrayImage> {
        let Image::Raster(raster) = image else { return None };
        let [across, skew, lean, down, ..] = props.transform.as_coeffs();
        let (width, height) = (f64::from(raster.width()), f64::from(raster.height()));
        let upright = across > 0.0 && down > 0.0 && skew.abs() + lean.abs() < 1e-6 * across;
        let square = (across / down - 1.0).abs() < SQUARE;
        let covers = self.covers(props.transform.transform_rect_bbox(Rect::new(0.0, 0.0, width, height)));
        let plain = props.soft_mask.is_none() && props.blend_mode == BlendMode::Normal;
        if !(upright && square && covers && plain) || width * height > f64::from(PIXELS) {
            return None;
        }
        let mut scan = None;
        raster.with_rgba(|image, alpha| scan = if alpha.is_none() { gray(image) } else { None }, None);
        scan
    }
}

fn gray(image: ImageData) -> Option<GrayImage> {
    if image.scale_factors() != (1.0, 1.0) {
        return None;
    }
    match image {
        ImageData::Luma(LumaData { data, width, height, .. }) => GrayImage::from_raw(width, height, data),
        ImageData::Rgb(RgbData { data, width, height, .. }) => {
            let shades = data.chunks_exact(3).map(|p| crate::render::shade(p[0], p[1], p[2])).collect();
            GrayImage::from_raw(width, height, shades)
        }
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.alone = false;
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        let bounds = clip.path.bounding_box();
        self.alone &= clip.path.area().abs() > bounds.area() * (1.0 - SQUARE);
        self.clipped(bounds);
    }

    fn push_clip_rect(&mut self, clip: &Rect) {
        self.clipped(*clip);
    }

    fn push_transparency_group(&mut self, opacity: f32, mask: Option<SoftMask<'a>>, blend: BlendMode) {
        self.alone &= opacity >= 1.0 && mask.is_none() && blend == BlendMode::Normal;
    }

    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, mode: &DrawMode) {
        self.alone &= matches!(mode, DrawMode::Invisible);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        self.alone &= self.image.is_none();
        if self.alone {
            self.image = self.scan(&image, &props);
            self.alone = self.image.is_some();
        }
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, Stream, dictionary};

    const SIDE: u32 = 60;

    fn scan() -> GrayImage {
        GrayImage::from_fn(SIDE, SIDE, |x, y| image::Luma([(x * 4 + y) as u8]))
    }

    /// What comes of a page of 30 points that draws the scan, of 60 pixels, like this.
    fn drawn(content: &str) -> Option<GrayImage> {
        let mut document = Document::with_version("1.7");
        let about = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "ColorSpace" => "DeviceGray", "BitsPerComponent" => 8,
            "Width" => i64::from(SIDE), "Height" => i64::from(SIDE),
        };
        let picture = document.add_object(Stream::new(about, scan().into_raw()));
        let content = document.add_object(Stream::new(dictionary! {}, content.as_bytes().to_vec()));
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 30.into(), 30.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "P" => picture } },
        });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, tree.into());
        let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        document.trailer.set("Root", catalog);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).expect("a file");
        let pdf = crate::pdf::open(&bytes, 1).expect("a PDF");
        of_page(&pdf.pages()[0])
    }

    #[test]
    fn a_scan_alone_keeps_its_pixels() {
        assert_eq!(drawn("q 30 0 0 30 0 0 cm /P Do Q"), Some(scan()));
        assert_eq!(drawn("q 0 0 30 30 re W n 30 0 0 30 0 0 cm /P Do Q"), Some(scan()));
    }

    #[test]
    fn what_else_is_on_the_page_is_not_left_out() {
        for content in [
            "q 30 0 0 30 0 0 cm /P Do Q 5 5 10 10 re f",
            "q 20 0 0 20 5 5 cm /P Do Q",
            "q 0 0 15 30 re W n 30 0 0 30 0 0 cm /P Do Q",
            "q 0 30 -30 0 30 0 cm /P Do Q",
            "q 30 0 0 30 0 0 cm /P Do Q q 30 0 0 30 0 0 cm /P Do Q",
        ] {
            assert_eq!(drawn(content), None, "{content}");
        }
    }
}
