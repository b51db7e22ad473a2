//! Words to lines.

use reading::{Area, Document, Page, Word};

/// A line of a page.
pub(crate) struct Row<'a> {
    pub page: usize,
    pub words: Vec<&'a Word>,
    pub area: Area,
}

impl Row<'_> {
    /// Its words with a space between.
    pub(crate) fn text(&self) -> String {
        joined(&self.words)
    }

    /// The height of a line of its letters.
    pub(crate) fn height(&self) -> f32 {
        self.area.height().max(4.0)
    }
}

/// Words with a space between.
pub(crate) fn joined(words: &[&Word]) -> String {
    let mut text = String::new();
    for word in words {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&word.text);
    }
    text
}

/// The area of some words.
pub(crate) fn area_of(words: &[&Word]) -> Area {
    let mut areas = words.iter().map(|word| word.area);
    let first = areas.next().unwrap_or_default();
    areas.fold(first, |area, next| area.union(&next))
}

/// The lines of all pages, from top to bottom.
pub(crate) fn rows(document: &Document) -> Vec<Row<'_>> {
    document.pages.iter().enumerate().flat_map(|(number, page)| lines(number, page)).collect()
}

fn lines(number: usize, page: &Page) -> Vec<Row<'_>> {
    let mut words: Vec<&Word> = page.words.iter().filter(|word| !word.text.trim().is_empty()).collect();
    words.sort_by(|a, b| a.area.middle_y().total_cmp(&b.area.middle_y()));
    let mut found: Vec<Row> = Vec::new();
    for word in words {
        // Only the last few lines can still take a word: words come in the order of their middles.
        let open = found.len().saturating_sub(3);
        let place =
            found[open..].iter().position(|row| beside(&row.area, &word.area)).map(|place| place + open);
        match place {
            Some(place) => {
                found[place].area = found[place].area.union(&word.area);
                found[place].words.push(word);
            }
            None => found.push(Row { page: number, words: vec![word], area: word.area }),
        }
    }
    for row in &mut found {
        row.words.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
        row.area = area_of(&row.words);
    }
    found.sort_by(|a, b| a.area.middle_y().total_cmp(&b.area.middle_y()));
    found
}

fn beside(line: &Area, word: &Area) -> bool {
    let shared = line.y1.min(word.y1) - line.y0.max(word.y0);
    let lower = line.height().min(word.height()).max(0.1);
    // Boxes of letters are higher than the letters: two lines set tightly overlap, but their middles lie apart.
    let apart = (line.middle_y() - word.middle_y()).abs();
    shared > 0.55 * lower && apart < 0.45 * lower.max(0.6 * line.height().max(word.height()))
}
