//! A picture of a page to words: made ready, read, and read again where the first try is poor.

use crate::page::{Area, Page, Source, Word};
use crate::scan::{self, Posture, Style};
use crate::tesseract::{self, Layout, Seen};
use crate::{Limits, Unreadable, look, lost, order, print};
use image::GrayImage;
use std::time::{Duration, Instant};

/// A result below this is tried another way: mean confidence, weighted by letters.
const POOR: f32 = 0.62;
/// A poor page of fewer words is looked at a third time.
const FEW: usize = 20;
/// Words that only one language has, and how Tesseract calls it.
const TELLTALES: [(&str, &[&str]); 6] = [
    (
        "deu",
        &[
            "und",
            "der",
            "die",
            "für",
            "fur",
            "rechnung",
            "mwst",
            "betrag",
            "datum",
            "nr",
            "summe",
            "zahlung",
            "steuer",
            "ihre",
            "von",
            "vom",
            "zum",
            "zur",
            "bis",
            "des",
            "mit",
            "rechnungen",
            "steuernummer",
            "straße",
        ],
    ),
    (
        "fra",
        &[
            "facture", "de", "le", "la", "les", "du", "tva", "montant", "et", "des", "date", "pour",
            "client", "ttc",
        ],
    ),
    ("nld", &["factuur", "van", "het", "een", "btw", "bedrag", "datum", "totaal", "voor", "uw", "te"]),
    (
        "spa",
        &["factura", "de", "la", "el", "los", "iva", "importe", "fecha", "por", "cliente", "para", "del"],
    ),
    ("ita", &["fattura", "di", "il", "della", "iva", "importo", "data", "per", "totale", "cliente", "del"]),
    ("por", &["fatura", "de", "da", "do", "iva", "valor", "para", "cliente", "data", "não", "em"]),
];

/// Reads a picture that stands upright already. `points` is how many points a pixel is; 0 where nobody knows.
/// The languages that it turned out to be in go into `limits`, so that the next page is read in them at once.
pub fn page(
    image: GrayImage,
    posture: &Posture,
    points: f32,
    limits: &mut Limits,
) -> Result<Page, Unreadable> {
    let (width, height) = (image.width() as f32, image.height() as f32);
    let known_points = points;
    let points = if points > 0.0 { points } else { guess(posture, width) };
    let narrow = scan::is_narrow(&image, posture, known_points);
    let seen = best(&scan::even(image, narrow), posture, narrow, limits)?;
    let words = order::sort(words(&seen, points));
    Ok(Page {
        width: width * points,
        height: height * points,
        words,
        rules: Vec::new(),
        codes: Vec::new(),
        source: Source::Ocr,
    })
}

/// How many points a pixel of a photo is: its letters are taken for those of common print.
fn guess(posture: &Posture, width: f32) -> f32 {
    const LETTER: f32 = 5.6;
    if posture.letter > 0.0 { (LETTER / posture.letter).clamp(0.1, 1.5) } else { 595.0 / width.max(1.0) }
}

/// The best of one, two or three looks at the picture.
fn best(
    image: &GrayImage,
    posture: &Posture,
    narrow: bool,
    limits: &mut Limits,
) -> Result<Vec<Seen>, Unreadable> {
    let (started, seconds) = (Instant::now(), limits.seconds);
    let left = || Duration::from_secs(seconds).saturating_sub(started.elapsed());
    let known = tesseract::languages(&limits.languages);
    let asked = !limits.languages.is_empty();
    let page = if narrow {
        Paper::Roll
    } else if posture.letter <= 0.0 {
        Paper::Bare
    } else if scan::is_coarse(posture) {
        Paper::Coarse
    } else {
        Paper::Page
    };
    let [first, second, third] = looks(limits.attempt, page);
    let mut languages = if asked { known.clone() } else { known.iter().take(1).cloned().collect() };
    let look = |(style, layout): Look, languages: &[String]| -> Result<Vec<Seen>, Unreadable> {
        let prepared = scan::prepare(image, posture, style);
        let seen = tesseract::recognise(&prepared.image, languages, layout, left())?;
        Ok(seen.into_iter().map(|word| word.scaled(1.0 / prepared.scale)).collect())
    };
    let mut seen = look(first, &languages)?;
    if let Some(other) = spoken(&seen, &known, &languages).filter(|_| !asked) {
        languages = vec![other];
        languages.extend(known.first().cloned());
        limits.languages.clone_from(&languages);
        seen = better(seen, look(first, &languages).unwrap_or_default());
    }
    // On a page without letters, a second look sees no more.
    if page == Paper::Bare && limits.attempt == 0 && seen.len() < 6 {
        return Ok(seen);
    }
    // A receipt without a day was not read well enough, whatever the rest says.
    let good = |seen: &[Seen]| look::sure(seen) >= POOR && seen.len() >= 6;
    if !good(&seen) || narrow && !look::says_day(&seen) {
        seen = look::both(&seen, &look(second, &languages).unwrap_or_default());
    }
    if !good(&seen) && seen.len() < FEW {
        seen = better(seen, look(third, &languages).unwrap_or_default());
    }
    let lost = if narrow { None } else { lost::strips(image, &scan::blots(image), posture, &seen) };
    if let Some(strips) = lost {
        let prepared = scan::prepare(&strips.image, posture, Style::Page);
        let more =
            tesseract::recognise(&prepared.image, &languages, Layout::Block, left()).unwrap_or_default();
        let more = more.into_iter().map(|word| word.scaled(1.0 / prepared.scale)).collect();
        let more = strips.back(more, &seen);
        seen.extend(more);
    }
    Ok(seen)
}

/// How a picture is made ready, and how its layout is looked at.
type Look = (Style, Layout);

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paper {
    /// A receipt: one narrow block.
    Roll,
    /// A page with next to no letters on it: the back of another, a cover.
    Bare,
    /// A page in a few pixels: where columns and blocks are looked for, amounts that stand alone are left out.
    Coarse,
    /// Any other.
    Page,
}

/// The looks that are taken, each where the one before it was poor.
fn looks(attempt: u8, paper: Paper) -> [Look; 3] {
    let narrow = paper == Paper::Roll;
    let (soft, crisp) = if narrow { (Style::Soft, Style::Crisp) } else { (Style::Page, Style::Page) };
    match attempt {
        0 if paper == Paper::Bare => [(soft, Layout::Sparse), (soft, Layout::Page), (crisp, Layout::Block)],
        0 if paper == Paper::Coarse => [(soft, Layout::Block), (crisp, Layout::Sparse), (soft, Layout::Page)],
        0 if narrow => [(soft, Layout::Block), (crisp, Layout::Column), (soft, Layout::Sparse)],
        0 => [(soft, Layout::Page), (crisp, Layout::Block), (soft, Layout::Sparse)],
        1 if narrow => [(crisp, Layout::Column), (soft, Layout::Sparse), (soft, Layout::Page)],
        1 => [(soft, Layout::Block), (crisp, Layout::Sparse), (soft, Layout::Column)],
        _ => [(soft, Layout::Sparse), (crisp, Layout::Column), (soft, Layout::Page)],
    }
}

/// The language that the words are of, when it is another than the one that they were read in.
fn spoken(seen: &[Seen], known: &[String], read_in: &[String]) -> Option<String> {
    let words: Vec<String> = seen
        .iter()
        .map(|word| word.text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|word| word.len() > 1)
        .collect();
    let hits = |list: &[&str]| words.iter().filter(|word| list.contains(&word.as_str())).count();
    let (language, count) =
        TELLTALES.iter().map(|(language, list)| (*language, hits(list))).max_by_key(|(_, count)| *count)?;
    let english = hits(&[
        "the", "and", "of", "to", "for", "invoice", "date", "total", "tax", "amount", "number", "your",
    ]);
    let enough = count >= 3 && count > english;
    (enough && known.iter().any(|k| k == language) && !read_in.iter().any(|k| k == language))
        .then(|| language.to_owned())
}

/// Whichever says more with more confidence.
fn better(one: Vec<Seen>, two: Vec<Seen>) -> Vec<Seen> {
    let worth = |seen: &[Seen]| seen.iter().map(|w| w.text.len() as f32 * (w.confidence - 0.35)).sum::<f32>();
    if worth(&two) > worth(&one) { two } else { one }
}

/// Words in points, as high as their font.
fn words(seen: &[Seen], factor: f32) -> Vec<Word> {
    let mut words = Vec::with_capacity(seen.len());
    let mut rest = seen;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|word| word.line == first.line).count();
        let placed = print::line(&rest[..count]);
        let all = rest[..count].iter().zip(placed);
        words.extend(all.filter_map(|(word, (area, size))| in_points(word, &area, size, factor)));
        rest = &rest[count..];
    }
    words
}

/// A word in points; none where the OCR saw nothing but a line or a speck.
fn in_points(seen: &Seen, area: &Area, size: f32, factor: f32) -> Option<Word> {
    let text: String = seen.text.chars().map(plain).collect();
    let text = bare(&text).to_owned();
    let drawn = text.chars().all(|c| matches!(c, '|' | '_' | '—' | '-' | '=' | '~' | '.' | '\'' | '`'));
    if drawn && (seen.confidence < 0.8 || text.len() > 2) {
        return None;
    }
    let area =
        Area { x0: area.x0 * factor, y0: area.y0 * factor, x1: area.x1 * factor, y1: area.y1 * factor };
    Some(Word { text, area, size: size * factor, bold: false, confidence: seen.confidence })
}

/// Figures without the strokes that the OCR saw at their edges: folds and shadows.
fn bare(text: &str) -> &str {
    let figures = text.bytes().filter(u8::is_ascii_digit).count();
    let stroke = |c: char| matches!(c, '=' | '~' | '_' | '|' | '«' | '»' | '—' | '‘' | '\'' | '"' | '`');
    if figures * 2 >= text.len() { text.trim_matches(stroke) } else { text }
}

/// Quotes and dashes that the OCR likes to see curly.
fn plain(c: char) -> char {
    match c {
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '\u{ad}' | '\u{2010}' | '\u{2011}' => '-',
        _ => c,
    }
}
