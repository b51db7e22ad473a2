//! Words into rows and cells.

use reading::{Area, Word};

use super::{Cell, Row, Sheet, Token, token};
use crate::labels::dictionary;

/// A gap of this many font heights ends a cell.
const GAP: f32 = 0.8;

/// The boxes of recognised words end where the OCR thinks; those of a label may stand this far apart.
const LOOSE: f32 = 1.6;

/// Words of one line differ by less than this share of their height; those of the next column's line, by less than that.
const BETWEEN: f32 = 0.42;
const LEVEL: f32 = 0.15;

/// A page narrower than this, in points, is a receipt, whose lines stand too close to be told by their middles.
const WIDE: f32 = 400.0;

struct Band {
    area: Area,
    size: f32,
    tokens: Vec<Token>,
}

/// Lays the words of a page behind what the sheet has.
pub fn lay(sheet: &mut Sheet, page: u32, words: &[Word]) {
    let mut tokens = Vec::with_capacity(words.len() + 8);
    words.iter().filter(|w| !w.text.is_empty()).for_each(|word| token::cut(word, page, &mut tokens));
    let mut order: Vec<usize> = (0..tokens.len()).collect();
    order.sort_by(|a, b| tokens[*a].area.middle_y().total_cmp(&tokens[*b].area.middle_y()));
    let mut bands: Vec<Band> = Vec::new();
    let wide = sheet.pages.get(page as usize).is_none_or(|(width, _)| *width >= WIDE);
    for place in 0..order.len() {
        let next = order.get(place + 1).map(|next| tokens[*next].area.middle_y());
        let token = std::mem::take(&mut tokens[order[place]]);
        let fits = bands.iter_mut().rev().take(6).find(|band| same_line(band, &token, wide));
        match fits.filter(|band| !between_lines(band, &token, next)) {
            Some(band) => {
                band.area = band.area.union(&token.area);
                band.tokens.push(token);
            }
            None => bands.push(Band { area: token.area, size: token.size, tokens: vec![token] }),
        }
    }
    bands.sort_by(|a, b| a.area.middle_y().total_cmp(&b.area.middle_y()));
    bands.into_iter().for_each(|band| settle(sheet, page, band));
}

/// Whether a word stands in the line of this band, and not just beside a larger one.
fn same_line(band: &Band, token: &Token, wide: bool) -> bool {
    let Some(first) = band.tokens.first() else { return false };
    let (a, b) = (&first.area, &token.area);
    let (small, large) = (a.height().min(b.height()).max(1.0), a.height().max(b.height()));
    if large > small * 1.7 {
        // What is recognised from a picture may have a box that is much too high, around the middle of its line.
        let seen = wide && first.confidence < 0.999 && token.confidence < 0.999;
        let level = seen && large < small * 2.5 && (a.middle_y() - b.middle_y()).abs() < small * 0.3;
        return level || (a.y1 - b.y1).abs() < small * 0.45;
    }
    let shared = a.y1.min(b.y1) - a.y0.max(b.y0);
    shared > small * 0.5 && (a.middle_y() - b.middle_y()).abs() < small * 0.6 && band.size > 0.0
}

/// Whether a word that was recognised begins a line of its own between two others: the lines of two columns may not be
/// level. A page that is crooked by so much was straightened.
fn between_lines(band: &Band, token: &Token, next: Option<f32>) -> bool {
    let middle = |token: &Token| token.area.middle_y();
    let (Some(last), Some(next)) = (band.tokens.last(), next) else { return false };
    let height = last.area.height().min(token.area.height()).max(1.0);
    let seen = last.confidence < 0.999 && token.confidence < 0.999;
    seen && middle(token) - middle(last) > height * BETWEEN && next - middle(token) < height * LEVEL
}

/// Whether two words that were recognised are a label together: "NUMERO FATTURA".
fn one_label(first: &Token, second: &Token) -> bool {
    let seen = first.confidence < 0.999 && second.confidence < 0.999;
    let words = !first.key.is_empty() && !second.key.is_empty() && !first.colon();
    seen && words && dictionary().get(&format!("{}{}", first.key, second.key)).is_some()
}

fn settle(sheet: &mut Sheet, page: u32, mut band: Band) {
    band.tokens.sort_by(|a, b| a.area.x0.total_cmp(&b.area.x0));
    let (row, first_token, first_cell) = (sheet.rows.len(), sheet.tokens.len(), sheet.cells.len());
    for mut token in band.tokens {
        let at = sheet.tokens.len();
        let open = sheet.cells.len() > first_cell;
        let joined = open
            && sheet.tokens.last().is_some_and(|last| {
                let (size, gap) = (last.size.max(token.size).max(1.0), token.area.x0 - last.area.x1);
                token.glued || gap < size * GAP || gap < size * LOOSE && one_label(last, &token)
            });
        if joined && let Some(cell) = sheet.cells.last_mut() {
            cell.tokens.end = at + 1;
            cell.area = cell.area.union(&token.area);
            cell.size = cell.size.max(token.size);
        } else {
            let (area, size) = (token.area, token.size);
            sheet.cells.push(Cell { page, row, tokens: at..at + 1, area, size, block: 0 });
        }
        token.row = row;
        token.cell = sheet.cells.len() - 1;
        sheet.tokens.push(token);
    }
    let tokens = first_token..sheet.tokens.len();
    sheet.rows.push(Row { page, tokens, cells: first_cell..sheet.cells.len(), area: band.area });
}
