//! Puts the marks of a sheet onto a page of the file.

use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, SpanTag};

use crate::sheet::{Anchor, Mark, Meaning, NodeId, Sheet};
use crate::style::{Colour, Type};
use crate::text::fonts::Fonts;

/// Draws a sheet; what belongs to the story is handed to `found`, with its place in the tree.
pub(crate) fn draw(
    surface: &mut Surface,
    sheet: &Sheet,
    fonts: &mut Fonts,
    mut found: impl FnMut(NodeId, Identifier),
) {
    for mark in &sheet.marks {
        match mark {
            Mark::Box { left, top, width, height, colour } => {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
                fill(surface, [*left, *top, *width, *height], *colour);
                surface.end_tagged();
            }
            Mark::Text { anchor, baseline, kind, text, meaning } => {
                let tag = match meaning {
                    Meaning::Part(_) => ContentTag::Span(SpanTag::empty()),
                    Meaning::Furniture => {
                        ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther))
                    }
                };
                let id = surface.start_tagged(tag);
                line(surface, fonts, (*anchor, *baseline), *kind, text);
                surface.end_tagged();
                if let Meaning::Part(node) = meaning {
                    found(*node, id);
                }
            }
        }
    }
}

fn fill(surface: &mut Surface, [left, top, width, height]: [f32; 4], colour: Colour) {
    let Some(rect) = Rect::from_xywh(left, top, width.max(0.0), height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.set_fill(Some(ink(colour)));
        surface.draw_path(&path);
    }
}

fn line(surface: &mut Surface, fonts: &mut Fonts, (anchor, baseline): (Anchor, f32), kind: Type, text: &str) {
    let set = fonts.line(text, kind);
    let mut x = match anchor {
        Anchor::Left(left) => left,
        Anchor::Right(right) => right - set.width * kind.size,
    };
    surface.set_fill(Some(ink(kind.colour)));
    for run in &set.runs {
        let (at, font) = (Point::from_xy(x, baseline), fonts.font(run.slot));
        surface.draw_glyphs(at, &run.glyphs, font, text, kind.size, false);
        x += run.width * kind.size;
    }
}

fn ink([red, green, blue]: Colour) -> Fill {
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: Default::default(),
    }
}
