//! Words as plain text with the columns kept, for patterns that count on white space.

use reading::{Document, Word};

use crate::table::grid::{Row, rows};

/// A part of a page, in points from its top left; pages from 0.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Region {
    pub first: usize,
    pub last: usize,
    pub x: f32,
    pub y: f32,
    pub width: f32,
    pub height: f32,
}

impl Region {
    fn holds(&self, page: usize, word: &Word) -> bool {
        let (x, y) = (word.area.middle_x(), word.area.middle_y());
        (self.first..=self.last).contains(&page)
            && (self.width <= 0.0 || (self.x..=self.x + self.width).contains(&x))
            && (self.height <= 0.0 || (self.y..=self.y + self.height).contains(&y))
    }
}

/// The text of a document: every line of a page a line, columns by spaces, an empty line for a gap, a form feed after a page.
pub(super) fn text(document: &Document, region: Option<&Region>) -> String {
    let rows = rows(document);
    let mut text = String::new();
    for page in 0..document.pages.len() {
        let mine: Vec<&Row> = rows.iter().filter(|row| row.page == page).collect();
        let left = mine.iter().flat_map(|row| &row.words).map(|word| word.area.x0).fold(f32::MAX, f32::min);
        let wide = letter_width(&mine);
        let mut below: Option<f32> = None;
        for row in mine {
            let words: Vec<&Word> = row
                .words
                .iter()
                .copied()
                .filter(|word| region.is_none_or(|region| region.holds(page, word)))
                .collect();
            if words.is_empty() {
                continue;
            }
            if below.is_some_and(|below| row.area.y0 - below > 0.9 * row.height()) {
                text.push('\n');
            }
            below = Some(row.area.y1);
            line(&words, left, wide, &mut text);
        }
        text.push('\x0c');
    }
    text
}

fn line(words: &[&Word], left: f32, wide: f32, text: &mut String) {
    let mut at = 0_usize;
    let mut end: Option<f32> = None;
    for word in words {
        // What is set in by less than a letter stands at the edge.
        let letters = (word.area.x0 - left) / wide;
        let column = if letters < 0.8 { 0 } else { letters.round().clamp(0.0, 400.0) as usize };
        let gap = end.map_or(0.0, |end| word.area.x0 - end);
        // A gap of a column stays wider than the space between two words.
        let spaces = match end {
            None => column,
            Some(_) if gap > 0.7 * word.size.max(4.0) => column.saturating_sub(at).max(2),
            Some(_) => 1,
        };
        text.extend(std::iter::repeat_n(' ', spaces));
        text.push_str(&word.text);
        at += spaces + word.text.chars().count();
        end = Some(word.area.x1);
    }
    text.push('\n');
}

/// How wide one letter of the grid is: narrow enough that the words of most lines keep their columns.
fn letter_width(rows: &[&Row]) -> f32 {
    let mut widths: Vec<f32> = rows
        .iter()
        .flat_map(|row| &row.words)
        .filter(|word| word.text.chars().count() > 2)
        .map(|word| word.area.width() / word.text.chars().count() as f32)
        .collect();
    widths.sort_by(f32::total_cmp);
    widths.get(widths.len() * 2 / 5).copied().unwrap_or(5.0).max(1.0)
}
