//! A whole file: which kind it is, which of its pages need the OCR, and what comes out.

use crate::judge::{self, Need};
use crate::page::{Area, Code, Document, Page, Source};
use crate::pdf::{self, Leaf};
use crate::{Limits, Unreadable, code, file, letterhead, ocr, render, scan};
use hayro::RenderCache;
use hayro::hayro_syntax::Pdf;
use image::{GrayImage, ImageFormat};
use std::time::Instant;

const UNKNOWN: &str = "This is no PDF and no image that we can read. Upload a PDF, JPEG, PNG, WebP or TIFF.";
const EMPTY: &str = "This file is empty. Ask the sender for it again.";

/// What a file is, by its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A PDF.
    Pdf,
    /// An image.
    Image(ImageFormat),
}

/// What these bytes are.
pub fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.is_empty() {
        return Err(Unreadable::because(EMPTY));
    }
    // Some writers put a few lines before the mark.
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|part| part == b"%PDF-") {
        return Ok(Kind::Pdf);
    }
    file::format(bytes).map(Kind::Image).ok_or_else(|| Unreadable::because(UNKNOWN))
}

/// Reads a file.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    match kind(bytes)? {
        Kind::Pdf => read_pdf(bytes, limits),
        Kind::Image(format) => read_image(bytes, format, limits),
    }
}

fn read_pdf(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let pdf = pdf::open(bytes, limits.pages)?;
    let (mut leaves, mut document) = pdf::leaves(&pdf);
    let mut budget = Budget::new(limits);
    let readable =
        leaves.iter().any(|leaf| judge::need(leaf) == Need::Nothing && !leaf.page.words.is_empty());
    let cache = RenderCache::new();
    if letterhead::is_sought(&leaves) {
        read_letterheads(&pdf, &cache, &mut leaves, &mut budget);
    }
    for (number, leaf) in leaves.into_iter().enumerate() {
        let need = judge::need(&leaf);
        // The codes of a scan are looked for in the picture that is drawn for the OCR: drawing takes time.
        let within = need == Need::Instead && own_scale(&leaf) >= FINE;
        let mut codes = if within { Vec::new() } else { code::of_leaf(&pdf, &cache, number, &leaf) };
        let mut page = match need {
            Need::Nothing => text_page(leaf),
            need => match scanned(&pdf, &cache, number, &leaf, &mut budget) {
                Ok(seen) => combined(leaf, seen, need),
                Err(why) if !readable && leaf.page.words.is_empty() => return Err(why),
                Err(_) => leaf.page,
            },
        };
        page.rules.retain(|rule| !codes.iter().any(|code| code.area.shared(&grown(&rule.area)) > 0.0));
        codes.append(&mut page.codes);
        page.codes = codes;
        document.pages.push(page);
    }
    Ok(document)
}

/// The pictures on pages of text: each but once, since a letterhead stands on every page.
fn read_letterheads<'a>(pdf: &'a Pdf, cache: &RenderCache<'a>, leaves: &mut [Leaf], budget: &mut Budget) {
    let mut known: Vec<Area> = Vec::new();
    for (page, leaf) in pdf.pages().iter().zip(leaves) {
        if judge::need(leaf) != Need::Nothing || leaf.page.words.is_empty() {
            continue;
        }
        let areas: Vec<Area> = letterhead::pictures(leaf).iter().map(|picture| picture.area).collect();
        for area in areas {
            if known.iter().any(|one| one.shared(&area) > area.width() * area.height() * 0.9) {
                continue;
            }
            let Ok(limits) = budget.left() else { return };
            if known.len() >= letterhead::MOST {
                return;
            }
            known.push(area);
            letterhead::read(page, cache, leaf, &area, limits);
        }
    }
}

/// A rule with some surface, for asking whether it lies within something.
fn grown(area: &Area) -> Area {
    Area { x0: area.x0 - 0.1, y0: area.y0 - 0.1, x1: area.x1 + 0.1, y1: area.y1 + 0.1 }
}

fn text_page(leaf: Leaf) -> Page {
    let mut page = leaf.page;
    if leaf.hidden {
        page.source = Source::Ocr;
        for word in &mut page.words {
            word.confidence = 0.85;
        }
    }
    page
}

fn combined(leaf: Leaf, seen: Page, need: Need) -> Page {
    match need {
        Need::Beside => judge::merged(leaf.page, seen),
        _ if seen.words.len() < 3 && !judge::nonsense(&leaf.page.words) => {
            Page { codes: seen.codes, ..leaf.page }
        }
        _ => Page { rules: if leaf.turns == 0 { leaf.page.rules } else { Vec::new() }, ..seen },
    }
}

fn scanned<'a>(
    pdf: &'a Pdf,
    cache: &RenderCache<'a>,
    number: usize,
    leaf: &Leaf,
    budget: &mut Budget,
) -> Result<Page, Unreadable> {
    let limits = budget.left()?;
    let (image, scale) = picture_of(pdf, cache, number, leaf)?;
    let posture = scan::posture(&image);
    let image = scan::straighten(image, posture);
    let within = judge::need(leaf) == Need::Instead && own_scale(leaf) >= FINE;
    let codes = within.then(|| code::of_image(&image));
    let mut page = ocr::page(image, &posture, 1.0 / scale, limits)?;
    page.codes = codes.map(|codes| codes(page.width)).unwrap_or_default();
    Ok(page)
}

/// A scan with so many pixels a point shows its codes as well as they can be seen.
const FINE: f32 = 1.9;

/// More pixels a point than this tell the OCR nothing: 300 dpi, and a little for paper that was not quite cut to size.
const DENSE: f32 = 304.0 / 72.0;

/// The pixels a point of the scan that fills the page; 0 where none does.
fn own_scale(leaf: &Leaf) -> f32 {
    let wide = |picture: &&pdf::Picture| picture.area.width() > leaf.page.width * 0.5;
    let scales = leaf.pictures.iter().filter(wide).map(|p| p.width as f32 / p.area.width().max(1.0));
    scales.fold(0.0, f32::max)
}

/// The picture of a page for the OCR, and its pixels a point. The scale follows the scan within the page.
fn picture_of<'a>(
    pdf: &'a Pdf,
    cache: &RenderCache<'a>,
    number: usize,
    leaf: &Leaf,
) -> Result<(GrayImage, f32), Unreadable> {
    let page = pdf.pages().get(number).ok_or_else(|| Unreadable::because(EMPTY))?;
    let (width, height) = page.render_dimensions();
    let own = own_scale(leaf);
    if (1.0..=DENSE).contains(&own)
        && leaf.pictures.len() == 1
        && let Some(scan) = pdf::sheet::of_page(page)
    {
        let scale = scan.width() as f32 / width.max(1.0);
        return Ok((scan, scale));
    }
    let wanted = if own > 0.0 { own.clamp(1.0, DENSE) } else { 220.0 / 72.0 };
    let scale = render::bounded(width, height, wanted);
    Ok((render::gray(page, cache, scale, 0)?, scale))
}

fn read_image(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Document, Unreadable> {
    let mut budget = Budget::new(limits);
    let mut document = Document::default();
    for image in file::pages(bytes, format, limits.pages)? {
        let gray = image.into_luma8();
        let posture = scan::posture(&gray);
        let gray = scan::straighten(gray, posture);
        let codes = code::of_image(&gray);
        let mut page = ocr::page(gray, &posture, 0.0, budget.left()?)?;
        page.codes = codes(page.width);
        document.pages.push(page);
    }
    Ok(document)
}

/// A page as a PNG of this width, lying as its words lie: turned and straightened.
pub fn picture(bytes: &[u8], number: usize, width: u32) -> Result<Vec<u8>, Unreadable> {
    let missing = || Unreadable::because("This document has no such page.");
    let width = width.clamp(16, 4000);
    let colours = match kind(bytes)? {
        Kind::Pdf => {
            let pdf = pdf::open(bytes, usize::MAX)?;
            let page = pdf.pages().get(number).ok_or_else(missing)?;
            let cache = RenderCache::new();
            let leaf = pdf::leaf(page, &Default::default(), &mut Default::default());
            let (mut turns, mut posture) = (leaf.turns, scan::Posture::default());
            if judge::need(&leaf) == Need::Instead {
                let (image, _) = picture_of(&pdf, &cache, number, &leaf)?;
                posture = scan::posture(&image);
                turns = 0;
            }
            let (across, down) = page.render_dimensions();
            let sideways = (turns + posture.turns) % 2 == 1;
            let scale = width as f32 / if sideways { down } else { across }.max(1.0);
            let drawn = render::colours(page, &cache, scale, turns)?;
            scan::straighten(drawn, posture)
        }
        Kind::Image(format) => {
            let mut pages = file::pages(bytes, format, usize::MAX)?;
            if number >= pages.len() {
                return Err(missing());
            }
            let image = pages.swap_remove(number);
            let posture = scan::posture(&image.to_luma8());
            let sideways = posture.turns % 2 == 1;
            let scale = width as f32 / if sideways { image.height() } else { image.width() }.max(1) as f32;
            let image = if scale < 1.0 {
                let side = |pixels: u32| (pixels as f32 * scale).round().max(1.0) as u32;
                image.thumbnail_exact(side(image.width()), side(image.height()))
            } else {
                image
            };
            scan::straighten(image.into_rgb8(), posture)
        }
    };
    file::png(&colours)
}

/// The codes of all pages, and nothing else: for files whose words are known.
pub fn codes(bytes: &[u8]) -> Result<Vec<Code>, Unreadable> {
    match kind(bytes)? {
        Kind::Pdf => {
            let pdf = pdf::open(bytes, usize::MAX)?;
            let (leaves, _) = pdf::leaves(&pdf);
            let cache = RenderCache::new();
            let of = |(number, leaf)| code::of_leaf(&pdf, &cache, number, leaf);
            Ok(leaves.iter().enumerate().flat_map(of).collect())
        }
        Kind::Image(format) => {
            let pages = file::pages(bytes, format, usize::MAX)?;
            Ok(pages
                .into_iter()
                .flat_map(|image| code::of_image(&image.to_luma8())(image.width() as f32))
                .collect())
        }
    }
}

/// What is left of the time for the OCR of a document.
struct Budget {
    limits: Limits,
    seconds: u64,
    started: Instant,
}

impl Budget {
    fn new(limits: &Limits) -> Self {
        Self { limits: limits.clone(), seconds: limits.seconds, started: Instant::now() }
    }

    /// The limits for the next page.
    fn left(&mut self) -> Result<&mut Limits, Unreadable> {
        self.limits.seconds = self.seconds.saturating_sub(self.started.elapsed().as_secs());
        if self.limits.seconds == 0 {
            return Err(Unreadable::because(
                "This document has more scanned pages than can be read in the time for one. Split it, and upload \
                 the parts.",
            ));
        }
        Ok(&mut self.limits)
    }
}
