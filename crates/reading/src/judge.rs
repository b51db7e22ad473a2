//! Whether the text layer of a page can be trusted, or its picture has to be read.

use crate::page::{Page, Word};
use crate::pdf::Leaf;

/// What a page needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Its text layer says all.
    Nothing,
    /// A picture says what the text layer does not.
    Beside,
    /// The text layer says nothing, or nonsense.
    Instead,
}

/// What this page needs.
pub fn need(leaf: &Leaf) -> Need {
    let drawn = !leaf.pictures.is_empty() || leaf.squares.0 > 20 || !leaf.page.rules.is_empty();
    if leaf.page.words.is_empty() {
        return if drawn || leaf.quality.glyphs > 0 { Need::Instead } else { Need::Nothing };
    }
    if garbled(leaf) {
        return Need::Instead;
    }
    let letters: usize = leaf.page.words.iter().map(|word| word.text.len()).sum();
    if !leaf.hidden && letters < 400 && covered(leaf) > 0.55 { Need::Beside } else { Need::Nothing }
}

/// How much of the page its largest picture covers; thin strips of one scan count together.
fn covered(leaf: &Leaf) -> f32 {
    let page = (leaf.page.width * leaf.page.height).max(1.0);
    // A background of a few pixels is paint, and no scan.
    let real = leaf.pictures.iter().filter(|picture| picture.width >= 400 || picture.height >= 400);
    real.map(|picture| picture.area.width() * picture.area.height()).sum::<f32>() / page
}

/// Whether the text layer is nonsense.
fn garbled(leaf: &Leaf) -> bool {
    let glyphs = leaf.quality.glyphs.max(1) as f32;
    leaf.quality.garbage as f32 / glyphs > 0.2 || nonsense(&leaf.page.words)
}

/// Whether words are no words: hardly any letters, or letters that no language uses so.
pub fn nonsense(words: &[Word]) -> bool {
    let (mut all, mut plain, mut letters, mut ascii, mut common) = (0, 0, 0, 0, 0);
    for c in words.iter().flat_map(|word| word.text.chars()) {
        all += 1;
        plain += usize::from(c.is_alphanumeric());
        letters += usize::from(c.is_alphabetic());
        ascii += usize::from(c.is_ascii_alphabetic());
        common += usize::from(matches!(
            c.to_ascii_lowercase(),
            'e' | 't' | 'a' | 'o' | 'i' | 'n' | 's' | 'r' | 'l'
        ));
    }
    if all < 20 {
        return false;
    }
    let few = (plain as f32) < all as f32 * 0.35;
    // The nine commonest letters are two thirds of every European language; of shuffled letters they are a third.
    let shuffled = ascii > 150 && ascii * 10 > letters * 8 && (common as f32) < ascii as f32 * 0.42;
    few || shuffled
}

/// The words of a text layer with those of the picture that stand where the layer has none.
pub fn merged(layer: Page, mut seen: Page) -> Page {
    let (wide, high) = (layer.width / seen.width.max(1.0), layer.height / seen.height.max(1.0));
    for word in &mut seen.words {
        let area = &mut word.area;
        (area.x0, area.x1, area.y0, area.y1) =
            (area.x0 * wide, area.x1 * wide, area.y0 * high, area.y1 * high);
    }
    let count = layer.words.len();
    let words = beside(seen.words, layer.words);
    let source = if words.len() == count { layer.source } else { crate::Source::Mixed };
    Page { words, source, ..layer }
}

/// Words of a text layer, and those of a picture that stand where it has none.
pub fn beside(seen: Vec<Word>, layer: Vec<Word>) -> Vec<Word> {
    let apart = |word: &Word| {
        let own = (word.area.width() * word.area.height()).max(0.1);
        !layer.iter().any(|other| other.area.shared(&word.area) > own * 0.3)
    };
    let mut words: Vec<Word> = seen.into_iter().filter(apart).collect();
    words.extend(layer);
    crate::order::sort(words)
}
