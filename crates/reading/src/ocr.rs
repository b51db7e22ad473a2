//! A picture of a page to words: made ready, read, and read again where the first try is poor.

use crate::page::{Area, Page, Source, Word};
use crate::scan::{self, Blot, Posture, Style};
use crate::strips::Strips;
use crate::tesseract::{self, Layout, Seen};
use crate::{Limits, Unreadable, cells, doubt, language, look, lost, order, print, strokes};
use image::GrayImage;
use std::time::{Duration, Instant};
use unicode_normalization::char::{compose, decompose_canonical};

/// A result below this is tried another way: mean confidence, weighted by letters.
const POOR: f32 = 0.62;
/// A page read in its own language is taken where it is worth this share of what it is in English: its accents are right.
const NATIVE: f32 = 0.85;
/// A single sign that is less sure says nothing.
const NOTHING: f32 = 0.05;
/// A poor page of fewer words is looked at a third time.
const FEW: usize = 20;

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
    if let Some(other) = language::of(&seen, &known, &languages).filter(|_| !asked) {
        languages = vec![other];
        languages.extend(known.first().cloned());
        limits.languages.clone_from(&languages);
        let own = look(first, &languages).unwrap_or_default();
        seen = if worth(&own) > worth(&seen) * NATIVE { own } else { seen };
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
    if !narrow {
        seen = again(seen, image, posture, |sheet| {
            let prepared = scan::prepare(sheet, posture, Style::Page);
            // Figures are alike in all languages, and each that is asked for costs its start.
            let more = tesseract::recognise(&prepared.image, &languages[..1], Layout::Block, left());
            more.unwrap_or_default().into_iter().map(|word| word.scaled(1.0 / prepared.scale)).collect()
        });
    }
    Ok(seen)
}

/// What was seen, with ruled cells, lines that were left out, and doubtful words as they are read alone.
fn again(
    mut seen: Vec<Seen>,
    image: &GrayImage,
    posture: &Posture,
    look: impl FnOnce(&GrayImage) -> Vec<Seen>,
) -> Vec<Seen> {
    let cells = cells::doubtful(cells::ruled(image, posture), posture, &mut seen);
    let mut doubtful = doubt::words(&seen, posture);
    doubtful
        .retain(|words| !seen[words.clone()].iter().any(|word| cells.iter().any(|cell| cell.holds(word))));
    let mut places: Vec<Blot> = doubtful.iter().map(|words| doubt::place(&seen[words.clone()])).collect();
    places.extend(cells.iter().map(|cell| cell.ink));
    let lost = places.len();
    let blots = scan::blots(image);
    places.extend(lost::lines(&blots, posture, &seen));
    if places.is_empty() {
        strokes::told(&mut seen, image, &blots);
        return seen;
    }
    let plain = cells::unruled(image, &cells, posture.letter);
    let strips = Strips::cut(&plain, &places, posture.letter);
    let mut answers: Vec<Vec<Seen>> = vec![Vec::new(); lost];
    let mut found = Vec::new();
    for (at, word) in look(&strips.image).into_iter().filter_map(|word| strips.back(word)) {
        match answers.get_mut(at) {
            Some(answer) => answer.push(word),
            None => found.extend(lost::found(at - lost, word, &seen)),
        }
    }
    let inside = answers.split_off(doubtful.len());
    let mut words = Vec::with_capacity(seen.len() + found.len());
    let mut from = 0;
    for (range, answer) in doubtful.iter().zip(&answers) {
        words.extend_from_slice(&seen[from..range.start]);
        let first = &seen[range.clone()];
        words.extend(doubt::settled(first, answer).unwrap_or_else(|| first.to_vec()));
        from = range.end;
    }
    words.extend_from_slice(&seen[from..]);
    found.retain(|word| !cells.iter().any(|cell| cell.holds(word)));
    words.extend(found);
    cells::settled(&mut words, &cells, inside);
    strokes::told(&mut words, image, &blots);
    words
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

/// Whichever says more with more confidence.
fn better(one: Vec<Seen>, two: Vec<Seen>) -> Vec<Seen> {
    if worth(&two) > worth(&one) { two } else { one }
}

fn worth(seen: &[Seen]) -> f32 {
    seen.iter().map(|w| w.text.len() as f32 * (w.confidence - 0.35)).sum()
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
    limited(&mut words);
    words
}

/// "%2,745.00", "X3,239.10": the OCR has no sign of the rupee. A share is not written like this, and none has groups.
fn rupees(text: &str) -> String {
    let Some(amount) = text.strip_prefix(['%', 'X']).map(|rest| rest.trim_start_matches(['€', '$', '£']))
    else {
        return text.to_owned();
    };
    let cents = amount.split_once('.').filter(|(_, cents)| cents.len() == 2);
    let whole = |whole: &str| whole.len() >= 3 && whole.bytes().all(|b| b.is_ascii_digit() || b == b',');
    match cents {
        Some((units, cents)) if whole(units) && cents.bytes().all(|b| b.is_ascii_digit()) => {
            format!("₹{amount}")
        }
        _ => text.to_owned(),
    }
}

/// "Sp. z 0.0.": the limited company of Poland, whose letters look like noughts.
fn limited(words: &mut [Word]) {
    for at in 1..words.len() {
        let form = matches!(words[at].text.as_str(), "0.0." | "0.0" | "o.0." | "0.o." | "0.0.," | "O.O.");
        if form && words[at - 1].text == "z" {
            words[at].text = "o.o.".to_owned();
        }
    }
}

/// A word in points; none where the OCR saw nothing but a line or a speck.
fn in_points(seen: &Seen, area: &Area, size: f32, factor: f32) -> Option<Word> {
    let text: String = seen.text.chars().map(plain).collect();
    let text = rupees(bare(&text));
    // A colon that is read as something else, surely wrong.
    if seen.confidence < NOTHING && text.chars().nth(1).is_none() && !text.bytes().any(|b| b.is_ascii_digit())
    {
        return None;
    }
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
        '\u{1f00}'..='\u{1fff}' => modern(c),
        _ => c,
    }
}

/// A Greek letter without the breathings of old print, which the OCR sees in specks: only the acute is written today.
fn modern(c: char) -> char {
    let (mut base, mut accent) = (c, false);
    decompose_canonical(c, |part| match part {
        '\u{300}' | '\u{301}' | '\u{342}' => accent = true,
        '\u{313}' | '\u{314}' | '\u{345}' => {}
        letter => base = letter,
    });
    if accent { compose(base, '\u{301}').unwrap_or(base) } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limited_company_of_poland_has_letters() {
        let word = |text: &str| Word {
            text: text.to_owned(),
            area: Area::default(),
            size: 10.0,
            bold: false,
            confidence: 0.8,
        };
        let mut words = ["Kowal", "Sp.", "z", "0.0.", "0.0."].map(word);
        limited(&mut words);
        assert_eq!(words.map(|word| word.text), ["Kowal", "Sp.", "z", "o.o.", "0.0."]);
    }

    #[test]
    fn a_share_before_an_amount_is_a_rupee() {
        let read = ["%2,745.00", "%€8,699.80", "%247.05", "X3,239.10"];
        assert_eq!(read.map(rupees), ["₹2,745.00", "₹8,699.80", "₹247.05", "₹3,239.10"]);
        assert_eq!(["%18", "%18.00", "18%", "%1.234,50"].map(rupees), ["%18", "%18.00", "18%", "%1.234,50"]);
    }

    #[test]
    fn greek_is_written_as_today() {
        let plain = |text: &str| text.chars().map(plain).collect::<String>();
        assert_eq!(plain("Ἑλληνικὰ Τρόφιμα"), "Ελληνικά Τρόφιμα");
        assert_eq!(plain("ἄλφα ᾧ"), "άλφα ώ");
    }
}
