//! Words in the order of eyes: tokens, rows, cells, blocks.
//!
//! A token is a word or, where a label is glued to its value ("Date:12.3.2024"), a part of one. A row is a line over
//! the width of a page. A cell is a run of tokens without a gap. A block is a stack of cells, as an address is.

mod block;
mod row;
mod token;
mod wrapped;

use std::ops::Range;

use reading::{Area, Document, Source};

pub use token::{Token, key};
pub use wrapped::join;

/// A line over the width of a page.
#[derive(Debug, Clone)]
pub struct Row {
    /// The page, from 0.
    pub page: u32,
    /// Its tokens, from left to right.
    pub tokens: Range<usize>,
    /// Its cells, from left to right.
    pub cells: Range<usize>,
    /// Where it stands.
    pub area: Area,
}

/// A run of tokens without a gap.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The page, from 0.
    pub page: u32,
    /// The row that it stands in.
    pub row: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Where it stands.
    pub area: Area,
    /// The largest font in it.
    pub size: f32,
    /// The block that it belongs to.
    pub block: usize,
}

/// A stack of cells.
#[derive(Debug, Clone)]
pub struct Block {
    /// The page, from 0.
    pub page: u32,
    /// Its cells from top to bottom.
    pub cells: Vec<usize>,
    /// Where it stands.
    pub area: Area,
}

/// A whole document, laid out.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// All tokens, row by row.
    pub tokens: Vec<Token>,
    /// All rows, page by page from top to bottom.
    pub rows: Vec<Row>,
    /// All cells, row by row.
    pub cells: Vec<Cell>,
    /// All blocks.
    pub blocks: Vec<Block>,
    /// Width and height of each page.
    pub pages: Vec<(f32, f32)>,
    /// Whether words were recognised, and not given.
    pub recognised: bool,
}

/// Words beyond this many are not looked at: no invoice needs them, and time is bounded.
const MOST_WORDS: usize = 60_000;

impl Sheet {
    /// Lays out a document.
    pub fn new(document: &Document) -> Self {
        let mut sheet = Self::default();
        let mut left = MOST_WORDS;
        for (number, page) in document.pages.iter().enumerate() {
            sheet.pages.push((page.width, page.height));
            sheet.recognised |= page.source == Source::Ocr;
            let words = &page.words[..page.words.len().min(left)];
            left -= words.len();
            row::lay(&mut sheet, number as u32, words);
        }
        block::stack(&mut sheet);
        sheet
    }

    /// The text of some tokens, with spaces where words end.
    pub fn text(&self, tokens: Range<usize>) -> String {
        let tokens = &self.tokens[tokens];
        let backwards =
            tokens.iter().filter(|t| t.text.chars().any(right_to_left)).count() * 2 > tokens.len();
        let mut text = String::new();
        let mut add = |token: &Token, glued: bool| {
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            text.push_str(&token.text);
        };
        if backwards {
            tokens.iter().rev().for_each(|token| add(token, false));
        } else {
            tokens.iter().for_each(|token| add(token, token.glued));
        }
        text
    }

    /// Where some tokens stand.
    pub fn area(&self, tokens: Range<usize>) -> Area {
        let mut areas = self.tokens[tokens].iter().map(|t| t.area);
        let first = areas.next().unwrap_or_default();
        areas.fold(first, |sum, area| sum.union(&area))
    }

    /// The row of a token.
    pub fn row_of(&self, token: usize) -> &Row {
        &self.rows[self.tokens[token].row]
    }

    /// The cell of a token.
    pub fn cell_of(&self, token: usize) -> &Cell {
        &self.cells[self.tokens[token].cell]
    }

    /// The text of a cell.
    pub fn cell_text(&self, cell: usize) -> String {
        self.text(self.cells[cell].tokens.clone())
    }
}

/// Whether a letter is written from right to left.
pub(crate) fn right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}
