//! Amounts that a narrow column broke at the space between thousands: "1" over "810,00".

use std::borrow::Cow;

use reading::{Area, Document, Page, Source, Word};

/// The document with such amounts put together; itself where there are none.
///
/// One pair may be a quantity over a price, so a document must show two of them.
pub fn join(document: &Document) -> Cow<'_, Document> {
    let pairs: Vec<Vec<(usize, usize)>> = document.pages.iter().map(pairs).collect();
    if pairs.iter().map(Vec::len).sum::<usize>() < 2 {
        return Cow::Borrowed(document);
    }
    let mut document = document.clone();
    for (page, pairs) in document.pages.iter_mut().zip(pairs) {
        for (head, tail) in &pairs {
            let area = place(&page.words, *head, *tail);
            let text = std::mem::take(&mut page.words[*head].text);
            let word = &mut page.words[*tail];
            word.text.insert_str(0, &text);
            word.area = area;
        }
        page.words.retain(|word| !word.text.is_empty());
    }
    Cow::Owned(document)
}

/// Heads and tails by their places in the page's words.
fn pairs(page: &Page) -> Vec<(usize, usize)> {
    // Ink that was recognised lies where it lies by a share of its height.
    let (slack, sizes) = if page.source == Source::Ocr { (0.15, 0.45) } else { (0.0, 0.1) };
    let tails: Vec<usize> = (0..page.words.len()).filter(|at| is_tail(&page.words[*at].text)).collect();
    if tails.len() < 2 {
        return Vec::new();
    }
    let is_head = |word: &Word| {
        let digits = word.text.strip_prefix('-').unwrap_or(&word.text);
        (1..=3).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let heads: Vec<usize> = (0..page.words.len()).filter(|at| is_head(&page.words[*at])).collect();
    let under = |head: &Word, tail: &Word| {
        let size = if slack > 0.0 { tail } else { head }.area.height().max(4.0);
        let drop = tail.area.middle_y() - head.area.middle_y();
        let near = (size * slack).max(1.0);
        let aligned =
            (tail.area.x0 - head.area.x0).abs() < near || (tail.area.x1 - head.area.x1).abs() < near;
        let alike = (tail.area.height() - head.area.height()).abs() < size * sizes;
        aligned && drop > size * 0.8 && drop < size * 1.4 && alike
    };
    let found = tails.into_iter().filter_map(|tail| {
        let head = heads.iter().find(|head| under(&page.words[**head], &page.words[tail]))?;
        alone(&page.words, *head).then_some((*head, tail))
    });
    found.collect()
}

/// Three digits, a comma, two digits.
fn is_tail(text: &str) -> bool {
    text.len() == 6
        && text.bytes().enumerate().all(|(at, b)| if at == 3 { b == b',' } else { b.is_ascii_digit() })
}

/// Whether no word stands close beside it.
fn alone(words: &[Word], at: usize) -> bool {
    let area = &words[at].area;
    let reach = area.height() * 0.8;
    !words.iter().enumerate().any(|(other, word)| {
        other != at
            && (word.area.middle_y() - area.middle_y()).abs() < area.height() * 0.5
            && word.area.x0 < area.x1 + reach
            && word.area.x1 > area.x0 - reach
    })
}

/// Between the two lines where a label stands at that height, and at the lower one else.
fn place(words: &[Word], head: usize, tail: usize) -> Area {
    let (first, last) = (words[head].area, words[tail].area);
    let x0 = last.x0.min(first.x0);
    let middle = Area { x0, y0: (first.y0 + last.y0) / 2.0, x1: last.x1, y1: (first.y1 + last.y1) / 2.0 };
    let labelled = words.iter().any(|word| {
        (word.area.middle_y() - middle.middle_y()).abs() < middle.height() * 0.25 && word.area.x1 < middle.x0
    });
    if labelled { middle } else { Area { x0, ..last } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, x0: f32, y0: f32) -> Word {
        let area = Area { x0, y0, x1: x0 + 6.0 * text.len() as f32, y1: y0 + 12.0 };
        Word { text: text.into(), area, size: 12.0, bold: false, confidence: 1.0 }
    }

    fn joined(words: Vec<Word>) -> Vec<String> {
        joined_of(words, Source::Text)
    }

    fn joined_of(words: Vec<Word>, source: Source) -> Vec<String> {
        let page = Page { width: 595.0, height: 842.0, words, rules: Vec::new(), codes: Vec::new(), source };
        let document = Document { pages: vec![page], producer: None, created: None, modified: None };
        join(&document).pages[0].words.iter().map(|w| w.text.clone()).collect()
    }

    #[test]
    fn thousands_above_their_hundreds_are_one_amount() {
        let words = vec![
            word("1", 146.0, 587.0),
            word("Sum", 64.0, 594.0),
            word("810,00", 146.0, 601.0),
            word("2", 146.0, 635.0),
            word("224,80", 146.0, 649.0),
        ];
        assert_eq!(joined(words), ["Sum", "1810,00", "2224,80"]);
    }

    #[test]
    fn recognised_ones_need_not_lie_exactly() {
        let words = || {
            vec![
                word("1", 145.3, 586.1),
                word("810,00", 145.9, 600.4),
                word("2", 144.8, 634.1),
                word("224,80", 145.6, 648.7),
            ]
        };
        let words = || {
            words().into_iter().enumerate().map(|(at, mut word)| {
                word.area.y1 += at as f32 * 0.4;
                word
            })
        };
        assert_eq!(joined_of(words().collect(), Source::Ocr), ["1810,00", "2224,80"]);
    }

    #[test]
    fn a_single_number_over_an_amount_stays_alone() {
        let words = vec![word("1", 146.0, 587.0), word("810,00", 146.0, 601.0)];
        assert_eq!(joined(words), ["1", "810,00"]);
    }
}
