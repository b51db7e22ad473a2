//! PDF files: text with places, drawn lines, pictures.

mod clean;
mod device;
mod fragment;
pub mod sheet;
mod weight;
mod words;

pub use device::{Ink, Picture};
pub use fragment::Quality;

use crate::Unreadable;
use crate::order;
use crate::page::{Area, Document, Page, Rule, Source};
use crate::render::quarter;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use fragment::{Collector, Fragment};
use hayro::hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};
use hayro::hayro_syntax::object::DateTime;
use hayro::hayro_syntax::{self, DecryptionError, LoadPdfError, Pdf};
use hayro::kurbo::Rect;
use std::panic::{AssertUnwindSafe, catch_unwind};
pub use weight::Weights;

/// A page and what the OCR needs to know of it.
pub struct Leaf {
    pub page: Page,
    pub quality: Quality,
    pub pictures: Vec<Picture>,
    pub squares: (usize, Option<Area>),
    /// Quarters clockwise by which the page was turned to be read.
    pub turns: u8,
    /// Whether most of its text is drawn without ink, as OCR layers are.
    pub hidden: bool,
}

/// Opens a file; the reasons are for people.
pub fn open(bytes: &[u8], most_pages: usize) -> Result<Pdf, Unreadable> {
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let pdf = Pdf::new(bytes.to_vec())?;
        let count = pdf.pages().len();
        Ok((pdf, count))
    }));
    let (pdf, count) = match opened {
        Ok(Ok(opened)) => opened,
        Ok(Err(LoadPdfError::Decryption(DecryptionError::UnsupportedAlgorithm))) => {
            return Err(Unreadable::because(
                "This PDF is encrypted in a way that we do not know. Print it into a new PDF, and upload that.",
            ));
        }
        Ok(Err(LoadPdfError::Decryption(_))) => {
            return Err(Unreadable::because(
                "This PDF asks for a password. Save a copy without a password, and upload that.",
            ));
        }
        Ok(Err(LoadPdfError::Invalid)) | Err(_) => {
            return Err(Unreadable::because(
                "This PDF is damaged and cannot be opened. Ask the sender for it again.",
            ));
        }
    };
    match count {
        0 => Err(Unreadable::because("This PDF has no pages. Ask the sender for it again.")),
        _ if count > most_pages => Err(Unreadable::because(format!(
            "This PDF has {count} pages, and at most {most_pages} are read. Split it, and upload the parts."
        ))),
        _ => Ok(pdf),
    }
}

/// Every page of a file with its text layer, and a document that has no pages yet but knows who wrote it.
pub fn leaves(pdf: &Pdf) -> (Vec<Leaf>, Document) {
    let cache = InterpreterCache::new();
    let mut weights = Weights::default();
    let leaves = pdf.pages().iter().map(|page| leaf(page, &cache, &mut weights)).collect();
    let metadata = pdf.metadata();
    let writer = metadata.producer.as_deref().or(metadata.creator.as_deref());
    let document = Document {
        pages: Vec::new(),
        producer: writer.map(text).filter(|text| !text.is_empty()),
        created: metadata.creation_date.as_ref().and_then(moment),
        modified: metadata.modification_date.as_ref().and_then(moment),
    };
    (leaves, document)
}

/// One page with its text layer. A page whose text runs sideways is turned until it can be read.
pub fn leaf<'a>(
    page: &'a hayro_syntax::page::Page<'a>,
    cache: &InterpreterCache<'a>,
    weights: &mut Weights,
) -> Leaf {
    let (mut width, mut height) = page.render_dimensions();
    let mut ink = listen(page, cache, weights, 0);
    let mut collected = Collector::collect(&ink.glyphs);
    let turns = (4 - most_turned(&collected.fragments)) % 4;
    if turns > 0 {
        ink = listen(page, cache, weights, turns);
        collected = Collector::collect(&ink.glyphs);
        if turns % 2 == 1 {
            (width, height) = (height, width);
        }
    }
    let Collector { fragments, quality, .. } = collected;
    let hidden = fragments.iter().filter(|fragment| fragment.hidden).count() * 2 > fragments.len();
    let fragments = without_ghosts(fragments, &ink.pictures);
    let (straight, turned): (Vec<_>, Vec<_>) = fragments.into_iter().partition(|fragment| fragment.turn == 0);
    let (words, mut rules) = words::words(straight);
    let mut words = order::sort(words);
    let (aside, more) = words::words(turned);
    words.extend(aside);
    rules.extend(more);
    rules.extend(ink.rules);
    let page = Page { width, height, words, rules: unique(rules), codes: Vec::new(), source: Source::Text };
    Leaf { page, quality, pictures: ink.pictures, squares: ink.squares, turns, hidden }
}

/// What a page draws, turned clockwise by quarters.
fn listen<'a>(
    page: &'a hayro_syntax::page::Page<'a>,
    cache: &InterpreterCache<'a>,
    weights: &mut Weights,
    turns: u8,
) -> Ink {
    let (width, height) = page.render_dimensions();
    let place = quarter(f64::from(width), f64::from(height), turns);
    let whole = place.transform_rect_bbox(Rect::new(0.0, 0.0, f64::from(width), f64::from(height)));
    let mut listener = device::Listener::new(whole, weights);
    let start = place * page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, whole, cache, page.xref(), InterpreterSettings::default());
    // A page that the interpreter stumbles over keeps what was drawn until then.
    let _ = catch_unwind(AssertUnwindSafe(|| interpret_page(page, &mut context, &mut listener)));
    listener.ink
}

/// The direction of most of the text, in quarters clockwise.
fn most_turned(fragments: &[Fragment]) -> u8 {
    let mut letters = [0; 5];
    for fragment in fragments {
        letters[usize::from(fragment.turn.min(4))] += fragment.letters;
    }
    let all: usize = letters.iter().sum();
    (1..4u8).find(|turn| all >= 20 && letters[usize::from(*turn)] * 10 > all * 7).unwrap_or(0)
}

/// Text without ink is the text of a scan when a picture lies under it; beside visible text it is a ghost else.
fn without_ghosts(fragments: Vec<Fragment>, pictures: &[Picture]) -> Vec<Fragment> {
    if fragments.iter().all(|fragment| fragment.hidden) || !fragments.iter().any(|fragment| fragment.hidden) {
        return fragments;
    }
    let seen = |fragment: &Fragment| {
        let across = hayro::kurbo::Vec2::new(-fragment.along.y, fragment.along.x);
        let middle = fragment.along * ((fragment.from + fragment.to) / 2.0) + across * fragment.base;
        let (x, y) = (middle.x as f32, middle.y as f32);
        let holds = |area: &Area| area.x0 <= x && x <= area.x1 && area.y0 <= y && y <= area.y1;
        !fragment.hidden || pictures.iter().any(|picture| holds(&picture.area))
    };
    fragments.into_iter().filter(seen).collect()
}

/// Rules without those that were drawn twice.
fn unique(mut rules: Vec<Rule>) -> Vec<Rule> {
    let key = |rule: &Rule| {
        let Area { x0, y0, x1, y1 } = rule.area;
        [y0, x0, y1, x1].map(|edge| (edge * 2.0) as i32)
    };
    rules.sort_by_key(key);
    rules.dedup_by_key(|rule| key(rule));
    rules
}

/// A text of the document's own description: UTF-16 with a mark, or one byte a letter.
fn text(bytes: &[u8]) -> String {
    let text: String = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.chars().filter(|c| !c.is_control()).take(200).collect::<String>().trim().to_owned()
}

/// The moment in UTC.
fn moment(date: &DateTime) -> Option<NaiveDateTime> {
    let local = NaiveDate::from_ymd_opt(i32::from(date.year), date.month.into(), date.day.into())?
        .and_hms_opt(date.hour.into(), date.minute.into(), date.second.into())?;
    let minutes = i64::from(date.utc_offset_minute) * i64::from(date.utc_offset_hour.signum());
    local.checked_sub_signed(TimeDelta::minutes(i64::from(date.utc_offset_hour) * 60 + minutes))
}
