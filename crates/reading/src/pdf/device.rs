//! Listens to the drawing of a page and keeps its glyphs, lines and pictures.

use super::weight::Weights;
use crate::page::{Area, Rule};
use hayro::hayro_interpret::font::{Glyph, GlyphRun, PositionedGlyph};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask,
};
use hayro::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};

/// More glyphs than this are no page that somebody could read.
const GLYPHS: usize = 120_000;
/// More lines than this are a drawing and no table.
const RULES: usize = 6_000;
/// A rule is at most this thick, in points.
const THIN: f64 = 2.6;
/// A rule is at least this long, in points.
const LONG: f64 = 5.0;

/// A glyph as it was drawn: y grows downwards, points.
pub struct Drawn {
    pub text: Text,
    /// Where its baseline begins.
    pub at: Vec2,
    /// From there to where the next glyph would begin.
    pub advance: Vec2,
    /// Direction of the baseline, length 1.
    pub along: Vec2,
    /// Height of the font.
    pub size: f64,
    /// None where nobody can say.
    pub bold: Option<bool>,
    /// Drawn with no ink, as OCR layers are.
    pub hidden: bool,
}

/// What a glyph stands for.
pub enum Text {
    One(char),
    Many(String),
    /// The font does not say.
    Unknown,
}

/// A picture on the page, for finding scans and codes.
pub struct Picture {
    pub area: Area,
    pub width: u32,
    pub height: u32,
}

/// What a page holds, as it was drawn.
#[derive(Default)]
pub struct Ink {
    pub glyphs: Vec<Drawn>,
    pub rules: Vec<Rule>,
    pub pictures: Vec<Picture>,
    /// Small filled squares, of which vector codes are made: how many, and where.
    pub squares: (usize, Option<Area>),
}

/// The device for one page.
pub struct Listener<'w> {
    pub ink: Ink,
    page: Rect,
    clips: Vec<Rect>,
    weights: &'w mut Weights,
}

impl<'w> Listener<'w> {
    pub fn new(page: Rect, weights: &'w mut Weights) -> Self {
        Self { ink: Ink::default(), page, clips: Vec::new(), weights }
    }

    /// What can be seen now.
    fn window(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn push_window(&mut self, rect: Rect) {
        let window = self.window().intersect(rect);
        self.clips.push(window);
    }

    fn rule(&mut self, rect: Rect) {
        let rect = rect.intersect(self.window().inflate(1.0, 1.0));
        let (thin, long) = (rect.width().min(rect.height()), rect.width().max(rect.height()));
        let real = rect.x0.is_finite() && rect.y0.is_finite() && thin >= 0.0;
        if real && thin <= THIN && long >= LONG && self.ink.rules.len() < RULES {
            self.ink.rules.push(Rule { area: area(rect) });
        }
    }

    /// A filled shape: a thin one is a rule, a small square may belong to a code.
    fn filled(&mut self, rect: Rect) {
        let (width, height) = (rect.width(), rect.height());
        if (0.2..8.0).contains(&width) && (0.2..8.0).contains(&height) && width < height * 12.0 {
            let (count, whole) = &mut self.ink.squares;
            *count += 1;
            let square = area(rect);
            *whole = Some(whole.map_or(square, |whole| whole.union(&square)));
        }
        self.rule(rect);
    }

    fn stroked(&mut self, path: &BezPath, transform: Affine) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            let next = match *element {
                PathEl::MoveTo(point) => {
                    (start, last) = (transform * point, transform * point);
                    continue;
                }
                PathEl::LineTo(point) => transform * point,
                PathEl::ClosePath => start,
                PathEl::QuadTo(_, point) | PathEl::CurveTo(_, _, point) => {
                    last = transform * point;
                    continue;
                }
            };
            let line = Rect::from_points(last, next);
            if line.width() < 0.5 || line.height() < 0.5 {
                self.rule(line);
            }
            last = next;
        }
    }

    fn glyph(&mut self, glyph: &PositionedGlyph<'_>, whole: Affine, even: bool, mode: &DrawMode) {
        let matrix = (whole * glyph.transform()).as_coeffs();
        let at = Vec2::new(matrix[4], matrix[5]);
        let (across, up) = (Vec2::new(matrix[0], matrix[1]), Vec2::new(matrix[2], matrix[3]));
        let size = up.hypot() * 1000.0;
        if !(0.5..2000.0).contains(&size) || across.hypot() == 0.0 || !at.x.is_finite() || !at.y.is_finite() {
            return;
        }
        if !self.window().inflate(size, size).contains(at.to_point()) {
            return;
        }
        let along = across / across.hypot();
        // A font that stands in for a missing one is stretched glyph by glyph; the advance is not.
        let scale = if even { across.hypot() } else { up.hypot() };
        let (width, bold) = match &**glyph {
            Glyph::Outline(outline) => (outline.advance_width(), self.weights.bold(outline)),
            Glyph::Type3(glyph) => (glyph.advance_width(), None),
        };
        let advance = along * f64::from(width.unwrap_or(500.0)) * scale;
        let text = match glyph.as_unicode() {
            Some(BfString::Char(one)) => Text::One(one),
            Some(BfString::String(many)) => Text::Many(many),
            None => Text::Unknown,
        };
        let bold = if matches!(mode, DrawMode::FillAndStroke(..)) { Some(true) } else { bold };
        let hidden = matches!(mode, DrawMode::Invisible);
        self.ink.glyphs.push(Drawn { text, at, advance, along, size, bold, hidden });
    }
}

impl<'a> Device<'a> for Listener<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        if self.ink.rules.len() >= RULES {
            return;
        }
        if matches!(mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.stroked(path, props.transform);
        }
        if matches!(mode, DrawMode::Fill(_)) {
            for rect in parts(path) {
                self.filled(props.transform.transform_rect_bbox(rect));
            }
        }
    }

    fn push_clip_path(&mut self, clip: &ClipPath) {
        self.push_window(clip.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        self.push_window(*rect);
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, mode: &DrawMode) {
        if self.ink.glyphs.len() >= GLYPHS {
            return;
        }
        let even = evenly_scaled(run.glyphs());
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform, even, mode);
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (image.width(), image.height());
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let rect = props.transform.transform_rect_bbox(whole);
        self.rule(rect);
        let seen = rect.intersect(self.window());
        if seen.width() > 0.0 && seen.height() > 0.0 && self.ink.pictures.len() < RULES {
            self.ink.pictures.push(Picture { area: area(seen), width, height });
        }
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, mode: &DrawMode) {
        match mode {
            DrawMode::Fill(_) => self.filled(props.transform.transform_rect_bbox(*rect)),
            DrawMode::Stroke(_) | DrawMode::FillAndStroke(..) => {
                self.stroked(&rect.to_path(0.1), props.transform);
            }
            DrawMode::Invisible => {}
        }
    }
}

/// Whether all glyphs of a run are as wide for their height: then the text itself is narrow or wide.
fn evenly_scaled(glyphs: &[PositionedGlyph<'_>]) -> bool {
    let mut ratios = glyphs.iter().map(|glyph| {
        let [a, b, c, d, ..] = glyph.transform().as_coeffs();
        a.hypot(b) / c.hypot(d)
    });
    let Some(first) = ratios.next() else { return true };
    ratios.all(|ratio| (ratio - first).abs() < 0.01)
}

/// The bounds of the separate shapes of a path.
fn parts(path: &BezPath) -> Vec<Rect> {
    let mut rects: Vec<Rect> = Vec::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(point) => rects.push(Rect::from_points(point, point)),
            PathEl::LineTo(point) => grow(rects.last_mut(), point),
            PathEl::QuadTo(one, two) => {
                grow(rects.last_mut(), one);
                grow(rects.last_mut(), two);
            }
            PathEl::CurveTo(one, two, three) => {
                grow(rects.last_mut(), one);
                grow(rects.last_mut(), two);
                grow(rects.last_mut(), three);
            }
            PathEl::ClosePath => {}
        }
    }
    rects
}

fn grow(rect: Option<&mut Rect>, point: Point) {
    if let Some(rect) = rect {
        *rect = rect.union_pt(point);
    }
}

fn area(rect: Rect) -> Area {
    Area { x0: rect.x0 as f32, y0: rect.y0 as f32, x1: rect.x1 as f32, y1: rect.y1 as f32 }
}
