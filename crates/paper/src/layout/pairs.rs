//! Names with values: facts, large figures, bars.

use super::row::{Cell, Row};
use crate::bar::Bar;
use crate::flow::Flow;
use crate::sheet::{Anchor, Meaning, NodeId, Role};
use crate::style;
use crate::text::wrap;

/// Between two columns of facts.
const GUTTER: f32 = 28.0;
/// Between a name and its value.
const BETWEEN: f32 = 14.0;
/// Large figures in a row.
const ABREAST: usize = 4;

/// The nodes of a name and its value.
fn item(flow: &mut Flow, list: NodeId) -> (Meaning, Meaning) {
    let item = flow.tree.under(list, Role::Item);
    let label = flow.tree.under(item, Role::Label);
    let body = flow.tree.under(item, Role::Body);
    (Meaning::Part(label), Meaning::Part(body))
}

fn put(flow: &mut Flow, row: Row) {
    for piece in row.pieces(flow.page()) {
        let top = flow.take(piece.height());
        piece.draw(flow, top);
    }
}

/// Names and values in so many columns, filled one after the other.
pub(super) fn facts(flow: &mut Flow, facts: &[(String, String)], columns: usize) {
    let list = flow.tree.root(Role::List);
    let width = (flow.width - GUTTER * (columns - 1) as f32) / columns as f32;
    let label = style::FACT.muted();
    let widest =
        facts.iter().map(|(name, _)| wrap::natural(&mut flow.fonts, name, label)).fold(0.0, f32::max);
    let name_width = widest.min(flow.width * 0.3).min(width * 0.45);
    let meanings: Vec<_> = facts.iter().map(|_| item(flow, list)).collect();
    let rows = facts.len().div_ceil(columns);
    flow.gap(6.0);
    for row in 0..rows {
        let mut cells = Vec::new();
        for column in 0..columns {
            let at = column * rows + row;
            let (Some((name, value)), Some((label_part, body_part))) = (facts.get(at), meanings.get(at))
            else {
                continue;
            };
            let left = flow.left + column as f32 * (width + GUTTER);
            let after = name_width + BETWEEN;
            cells.push(Cell::new(flow, name, label, (Anchor::Left(left), name_width), *label_part));
            let place = (Anchor::Left(left + after), width - after);
            cells.push(Cell::new(flow, value, style::FACT, place, *body_part));
        }
        put(flow, Row { cells, pad: 1.5 });
    }
    flow.gap(10.0);
}

/// Large figures side by side, their names above them.
pub(super) fn figures(flow: &mut Flow, figures: &[(String, String)]) {
    let list = flow.tree.root(Role::List);
    let abreast = figures.len().clamp(1, ABREAST);
    let step = (flow.width + BETWEEN) / abreast as f32;
    let width = step - BETWEEN;
    for group in figures.chunks(abreast) {
        let (mut names, mut values) = (Vec::new(), Vec::new());
        for (at, (name, value)) in group.iter().enumerate() {
            let place = (Anchor::Left(flow.left + at as f32 * step), width);
            let (label, body) = item(flow, list);
            names.push(Cell::new(flow, name, style::NOTE, place, label));
            values.push(Cell::new(flow, value, style::FIGURE, place, body));
        }
        let (names, values) = (Row { cells: names, pad: 2.0 }, Row { cells: values, pad: 1.0 });
        flow.gap(10.0);
        let height = names.height() + values.height() + 6.0;
        if height > flow.page() {
            put(flow, names);
            put(flow, values);
            continue;
        }
        let top = flow.take(height);
        for at in 0..group.len() {
            flow.fill([flow.left + at as f32 * step, top, width, 1.0], style::HAIRLINE);
        }
        names.draw(flow, top + 6.0);
        values.draw(flow, top + 6.0 + names.height());
    }
    flow.gap(14.0);
}

/// Bars under each other, with names before them and figures behind.
pub(super) fn bars(flow: &mut Flow, bars: &[Bar]) {
    let list = flow.tree.root(Role::List);
    let mut widest = |of: fn(&Bar) -> &str, share: f32| {
        let widths = bars.iter().map(|bar| wrap::natural(&mut flow.fonts, of(bar), style::FACT));
        widths.fold(0.0, f32::max).min(flow.width * share)
    };
    let (names, figures) = (widest(|bar| &bar.label, 0.3), widest(|bar| &bar.figure, 0.3));
    let left = flow.left + names + BETWEEN;
    let track = flow.right() - figures - BETWEEN - left;
    flow.gap(6.0);
    for bar in bars {
        let (label, body) = item(flow, list);
        let right = flow.right();
        let cells = vec![
            Cell::new(flow, &bar.label, style::FACT, (Anchor::Left(flow.left), names), label),
            Cell::new(flow, &bar.figure, style::FACT, (Anchor::Right(right), figures), body),
        ];
        let row = Row { cells, pad: 2.5 };
        for (at, piece) in row.pieces(flow.page()).into_iter().enumerate() {
            let top = flow.take(piece.height());
            if at == 0 {
                meter(flow, [left, top + 2.5 + style::FACT.leading / 2.0, track], bar.part);
            }
            piece.draw(flow, top);
        }
    }
    flow.gap(10.0);
}

fn meter(flow: &mut Flow, [left, middle, width]: [f32; 3], part: f32) {
    const THICK: f32 = 6.0;
    let colour = if part > 1.0 { style::WARNING } else { style::ACCENT };
    flow.fill([left, middle - THICK / 2.0, width, THICK], style::TRACK);
    flow.fill([left, middle - THICK / 2.0, width * part.min(1.0), THICK], colour);
}
