//! A row of cells: the texts that stand side by side and stay together.

use crate::flow::Flow;
use crate::sheet::{Anchor, Meaning};
use crate::style::Type;
use crate::text::wrap;

/// A text in its column.
pub(super) struct Cell {
    pub lines: Vec<String>,
    pub kind: Type,
    pub anchor: Anchor,
    pub meaning: Meaning,
}

impl Cell {
    /// A text broken to fit `width`.
    pub fn new(
        flow: &mut Flow,
        text: &str,
        kind: Type,
        (anchor, width): (Anchor, f32),
        meaning: Meaning,
    ) -> Self {
        Self { lines: wrap::wrap(&mut flow.fonts, text, kind, width), kind, anchor, meaning }
    }
}

/// Cells side by side.
pub(super) struct Row {
    pub cells: Vec<Cell>,
    /// Free above and below the texts.
    pub pad: f32,
}

impl Row {
    pub fn height(&self) -> f32 {
        2.0 * self.pad + self.leading() * self.lines() as f32
    }

    /// Draws the row on this page, its upper edge at `top`.
    pub fn draw(&self, flow: &mut Flow, top: f32) {
        for cell in &self.cells {
            flow.lines(&cell.lines, cell.kind, cell.anchor, top + self.pad, cell.meaning);
        }
    }

    /// Rows that each fit in `most` points. That is one, but for a cell longer than a page.
    pub fn pieces(self, most: f32) -> Vec<Row> {
        let fits = (((most - 2.0 * self.pad) / self.leading()) as usize).max(1);
        if self.lines() <= fits {
            return vec![self];
        }
        let piece = |at: usize| {
            let cells = self.cells.iter().map(|cell| Cell {
                lines: cell.lines.iter().skip(at * fits).take(fits).cloned().collect(),
                ..*cell
            });
            Row { cells: cells.collect(), pad: self.pad }
        };
        (0..self.lines().div_ceil(fits)).map(piece).collect()
    }

    fn lines(&self) -> usize {
        self.cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default()
    }

    fn leading(&self) -> f32 {
        self.cells.iter().map(|cell| cell.kind.leading).fold(1.0, f32::max)
    }
}
