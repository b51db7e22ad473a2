//! Tables: widths of columns, rows over pages.

use super::row::{Cell, Row};
use crate::flow::Flow;
use crate::sheet::{Anchor, Meaning, NodeId, Role};
use crate::style::{self, Type};
use crate::table::{Column, Table};
use crate::text::wrap;

/// Between two columns.
const GUTTER: f32 = 12.0;
/// Above and below the texts of a row.
const PAD: f32 = 3.2;
/// What columns as wide as their contents may take of the table together, when others share the rest.
const GREED: f32 = 0.75;

/// A column in its place.
#[derive(Clone, Copy)]
struct Lane {
    left: f32,
    width: f32,
    figure: bool,
}

impl Lane {
    fn anchor(self) -> Anchor {
        if self.figure { Anchor::Right(self.left + self.width) } else { Anchor::Left(self.left) }
    }
}

/// Draws a table over as many pages as it needs.
pub(super) fn table(flow: &mut Flow, table: &Table) {
    if table.columns.is_empty() {
        return;
    }
    let lanes = lanes(flow, table);
    let node = flow.tree.root(Role::Table);
    let titles: Vec<&str> = table.columns.iter().map(|column| column.title.as_str()).collect();
    let head = flow.tree.under(node, Role::Head);
    let first = cells(flow, &titles, &lanes, style::COLUMN_HEAD, Some((head, Role::ColumnHead)));
    let again = cells(flow, &titles, &lanes, style::COLUMN_HEAD, None);
    flow.gap(8.0);
    let mut sheets = Sheets { flow, head: first, again, zebra: table.zebra, drawn: 0 };
    sheets.tame_head();
    let (body, foot) = sheets.parts(node, table);
    let totals: Vec<Row> =
        table.totals.iter().map(|row| sheets.row(row, &lanes, style::CELL.bold(), foot)).collect();
    let kept: f32 = totals.iter().map(Row::height).sum();
    for (at, row) in table.rows.iter().enumerate() {
        let row = sheets.row(row, &lanes, style::CELL, body);
        let last = at + 1 == table.rows.len();
        sheets.put(row, if last { kept } else { 0.0 }, Edge::Row);
    }
    for (at, row) in totals.into_iter().enumerate() {
        sheets.put(row, 0.0, if at == 0 { Edge::Total } else { Edge::Row });
    }
    sheets.head_alone();
    flow.gap(14.0);
}

/// What divides a row from the one above it.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Row,
    Total,
}

/// The pages a table runs over.
struct Sheets<'f, 'a> {
    flow: &'f mut Flow<'a>,
    head: Row,
    /// The head once more, for the pages after the first: there it is furniture.
    again: Row,
    zebra: bool,
    drawn: usize,
}

impl Sheets<'_, '_> {
    fn parts(&mut self, table: NodeId, story: &Table) -> (NodeId, NodeId) {
        let body = self.flow.tree.under(table, Role::Rows);
        let foot = if story.totals.is_empty() { body } else { self.flow.tree.under(table, Role::Foot) };
        (body, foot)
    }

    fn row(&mut self, texts: &[String], lanes: &[Lane], kind: Type, part: NodeId) -> Row {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        cells(self.flow, &texts, lanes, kind, Some((part, Role::Cell)))
    }

    /// A head that would take a third of every page is put once, like a row, and not repeated.
    fn tame_head(&mut self) {
        if self.head.height() <= self.flow.page() / 3.0 {
            return;
        }
        let empty = || Row { cells: Vec::new(), pad: 0.0 };
        self.again = empty();
        for piece in std::mem::replace(&mut self.head, empty()).pieces(self.flow.page()) {
            let top = self.flow.take(piece.height());
            piece.draw(self.flow, top);
        }
    }

    /// Puts a row, if need be below the head on a new page. `kept` is the height of what must stay with it.
    fn put(&mut self, row: Row, kept: f32, edge: Edge) {
        let whole = self.flow.page() - self.head.height();
        let kept = if row.height() + kept > whole { 0.0 } else { kept };
        for piece in row.pieces(whole) {
            let height = piece.height();
            let top = if self.drawn == 0 {
                let top = self.flow.take((self.head.height() + height).min(self.flow.page()));
                self.header(top, true)
            } else if height + kept > self.flow.room() + 0.01 {
                self.flow.next_page();
                let top = self.flow.take(self.again.height() + height);
                self.header(top, false)
            } else {
                let top = self.flow.take(height);
                self.edge(top, height, edge);
                top
            };
            piece.draw(self.flow, top);
            self.drawn += 1;
        }
    }

    /// A table without rows shows at least what would stand in it.
    fn head_alone(&mut self) {
        if self.drawn == 0 {
            let top = self.flow.take(self.head.height().min(self.flow.page()));
            self.header(top, true);
        }
    }

    /// Draws the head, and gives where the rows begin.
    fn header(&mut self, top: f32, first: bool) -> f32 {
        let head = if first { &self.head } else { &self.again };
        head.draw(self.flow, top);
        let end = top + head.height();
        self.flow.line(end, 0.8, style::INK);
        end
    }

    fn edge(&mut self, top: f32, height: f32, edge: Edge) {
        match edge {
            Edge::Total => self.flow.line(top, 0.8, style::INK),
            Edge::Row if !self.zebra => self.flow.line(top, 0.4, style::HAIRLINE),
            Edge::Row if self.drawn % 2 == 1 => {
                let wide = self.flow.width + GUTTER;
                self.flow.fill([self.flow.left - GUTTER / 2.0, top, wide, height], style::ZEBRA);
            }
            Edge::Row => {}
        }
    }
}

/// A row with its texts broken to the widths of the columns. Without a part of the story it is furniture.
fn cells(flow: &mut Flow, texts: &[&str], lanes: &[Lane], kind: Type, part: Option<(NodeId, Role)>) -> Row {
    let row = part.map(|(part, role)| (flow.tree.under(part, Role::Row), role));
    let mut cells = Vec::new();
    for (text, lane) in texts.iter().zip(lanes) {
        let meaning = match &row {
            Some((row, role)) => Meaning::Part(flow.tree.under(*row, role.clone())),
            None => Meaning::Furniture,
        };
        cells.push(Cell::new(flow, text, kind, (lane.anchor(), lane.width), meaning));
    }
    Row { cells, pad: PAD }
}

fn lanes(flow: &mut Flow, table: &Table) -> Vec<Lane> {
    let gutter = GUTTER.min(flow.width / (2 * table.columns.len()) as f32);
    let width = flow.width - gutter * (table.columns.len() - 1) as f32;
    let natural: Vec<f32> = (0..table.columns.len()).map(|at| natural(flow, table, at)).collect();
    let mut left = flow.left;
    let widths = share(&table.columns, &natural, width);
    let placed = table.columns.iter().zip(widths).map(|(column, width)| {
        let lane = Lane { left, width, figure: column.figure };
        left += width + gutter;
        lane
    });
    placed.collect()
}

/// How wide the contents of a column are, where that matters.
fn natural(flow: &mut Flow, table: &Table, at: usize) -> f32 {
    let column = &table.columns[at];
    if !(column.figure || column.fit) {
        return 0.0;
    }
    let bold = table.totals.iter().map(|row| (&row[at], style::CELL.bold()));
    let texts = table.rows.iter().map(|row| (&row[at], style::CELL)).chain(bold);
    let texts = texts.chain(std::iter::once((&column.title, style::COLUMN_HEAD)));
    texts.map(|(text, kind)| wrap::natural(&mut flow.fonts, text, kind)).fold(0.0, f32::max)
}

/// The widths of columns: some as wide as their contents, the others by their shares of what is left.
fn share(columns: &[Column], natural: &[f32], width: f32) -> Vec<f32> {
    let mut fixed: Vec<bool> = columns.iter().map(|column| column.fit).collect();
    let sum = |fixed: &[bool]| -> f32 {
        natural.iter().zip(fixed).filter(|(_, fixed)| **fixed).map(|(w, _)| w).sum()
    };
    loop {
        let rest = (width - sum(&fixed)).max(0.0);
        let shares: f32 =
            columns.iter().zip(&fixed).filter(|(_, fixed)| !**fixed).map(|(c, _)| f32::from(c.share)).sum();
        let narrow = |at: usize| rest * f32::from(columns[at].share) / shares < natural[at];
        let found: Vec<usize> = (0..columns.len()).filter(|at| !fixed[*at] && narrow(*at)).collect();
        found.iter().for_each(|at| fixed[*at] = true);
        if found.is_empty() {
            let all = fixed.iter().all(|fixed| *fixed);
            let most = if all { width } else { width * GREED };
            let taken = sum(&fixed);
            // With nobody to share what is left, all grow alike; with too little, all shrink alike.
            let scale = if taken > most || all { most / taken.max(1.0) } else { 1.0 };
            let rest = width - taken * scale;
            let one = |at: usize| {
                if fixed[at] { natural[at] * scale } else { rest * f32::from(columns[at].share) / shares }
            };
            return (0..columns.len()).map(one).collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_get_what_they_need_and_the_rest_is_shared() {
        let columns = [Column::text("a", 1), Column::text("b", 3), Column::figure("c", 1)];
        assert_eq!(share(&columns, &[0.0, 0.0, 10.0], 100.0), [20.0, 60.0, 20.0]);
        assert_eq!(share(&columns, &[0.0, 0.0, 40.0], 100.0), [15.0, 45.0, 40.0]);
        assert_eq!(share(&columns, &[0.0, 0.0, 400.0], 100.0), [6.25, 18.75, 75.0]);
    }

    #[test]
    fn columns_that_fit_fill_the_table_when_they_are_alone() {
        let columns = [Column::text("a", 1).fit(), Column::text("b", 1).fit()];
        assert_eq!(share(&columns, &[10.0, 30.0], 100.0), [25.0, 75.0]);
        assert_eq!(share(&columns, &[300.0, 100.0], 100.0), [75.0, 25.0]);
        assert_eq!(share(&columns[..1], &[0.0], 100.0), [0.0]);
    }
}
