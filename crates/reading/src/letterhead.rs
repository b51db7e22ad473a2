//! Senders who stand in a picture: some companies print their name, their address and their account as one, on a page
//! whose other text is text. Where the text does not say how to reach the sender, the pictures are read.

use crate::page::{Area, Source, Word};
use crate::pdf::{Leaf, Picture};
use crate::{Limits, judge, ocr, render, scan};
use hayro::RenderCache;
use hayro::hayro_syntax::page::Page;

/// A picture that may hold lines of text is at least so wide and so high, in points, and so wide in pixels.
const WIDE: f32 = 90.0;
const HIGH: f32 = 18.0;
const FINE: u32 = 250;
/// One that takes a larger share of the page is a background.
const LARGE: f32 = 0.4;
/// So many pictures of a document are read.
pub const MOST: usize = 4;
/// Fewer words are a logo: it shows a brand, and not who sends the invoice.
const FEW: usize = 4;
/// Words that are less sure are parts of drawings.
const SURE: f32 = 0.6;

/// Whether no word says how to reach the sender: no mail, no page of the web, no account.
pub fn is_sought(leaves: &[Leaf]) -> bool {
    let mut words = leaves.iter().flat_map(|leaf| &leaf.page.words).peekable();
    words.peek().is_some() && !words.any(|word| reaches(&word.text))
}

fn reaches(text: &str) -> bool {
    let mut signs = text.bytes();
    let country = signs.by_ref().take(2).all(|sign| sign.is_ascii_uppercase());
    let figures = signs.by_ref().take(2).filter(u8::is_ascii_digit).count();
    let account =
        country && figures == 2 && text.len() >= 15 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    let web = || text.as_bytes().windows(4).any(|part| part.eq_ignore_ascii_case(b"www."));
    account || text.contains('@') || web()
}

/// The pictures of a page that may be a letterhead.
pub fn pictures(leaf: &Leaf) -> Vec<&Picture> {
    let page = (leaf.page.width * leaf.page.height).max(1.0);
    let fits = |picture: &&Picture| {
        let (width, height) = (picture.area.width(), picture.area.height());
        width >= WIDE && height >= HIGH && picture.width >= FINE && width * height < page * LARGE
    };
    // A few pictures are letterheads and stamps; many are goods.
    let found: Vec<&Picture> = leaf.pictures.iter().filter(fits).collect();
    if leaf.turns == 0 && found.len() <= MOST { found } else { Vec::new() }
}

/// Adds the words of a picture to those of its page.
pub fn read<'a>(
    page: &'a Page<'a>,
    cache: &RenderCache<'a>,
    leaf: &mut Leaf,
    picture: &Area,
    limits: &mut Limits,
) {
    let scale = render::bounded(picture.width(), picture.height(), 300.0 / 72.0);
    let Ok(image) = render::region(page, cache, picture, scale, 0) else { return };
    let posture = scan::Posture { turns: 0, angle: 0.0, ..scan::posture(&image) };
    // What can't be read stays a picture, as it was.
    let Ok(seen) = ocr::page(image, &posture, 1.0 / scale, limits) else { return };
    let placed = |word: Word| {
        let Area { x0, y0, x1, y1 } = word.area;
        let (left, top) = (picture.x0, picture.y0);
        Word { area: Area { x0: x0 + left, y0: y0 + top, x1: x1 + left, y1: y1 + top }, ..word }
    };
    let sure = |word: &Word| word.confidence >= SURE && word.text.chars().any(char::is_alphanumeric);
    let words: Vec<Word> = seen.words.into_iter().filter(sure).map(placed).collect();
    if words.len() >= FEW {
        leaf.page.words = judge::beside(words, std::mem::take(&mut leaf.page.words));
        leaf.page.source = Source::Mixed;
    }
}
