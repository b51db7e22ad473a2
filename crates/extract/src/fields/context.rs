//! The document as all fields see it, and what stands where a label points.

use std::ops::Range;

use crate::{
    labels::{Class, Label},
    layout::Sheet,
    values::Values,
};

/// The document with its labels and values.
pub struct Context<'a> {
    /// The layout.
    pub sheet: &'a Sheet,
    /// The labels in reading order.
    pub labels: &'a [Label],
    /// The values in reading order.
    pub values: &'a Values,
    /// The label that begins each cell.
    pub lead: Vec<Option<usize>>,
    /// The label that each token is a part of.
    pub label_at: Vec<Option<usize>>,
    /// Rows that are the head of a table of items.
    pub heads: Vec<bool>,
}

/// How a value stands to its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Behind it in the same run of words.
    Same,
    /// In the next cell to the right.
    Right,
    /// Under it.
    Below,
}

/// A place that a label points to.
#[derive(Debug, Clone)]
pub struct Target {
    /// What stands there.
    pub tokens: Range<usize>,
    /// How it stands to the label.
    pub relation: Relation,
    /// How far away, in heights of the font.
    pub distance: f32,
}

impl<'a> Context<'a> {
    /// Looks where labels stand.
    pub fn new(sheet: &'a Sheet, labels: &'a [Label], values: &'a Values) -> Self {
        let mut lead = vec![None; sheet.cells.len()];
        let mut label_at = vec![None; sheet.tokens.len()];
        let mut columns = vec![(0, 0); sheet.rows.len()];
        for (at, label) in labels.iter().enumerate() {
            label_at[label.tokens.clone()].fill(Some(at));
            if label.leads {
                lead[label.cell] = Some(at);
            }
            let count = &mut columns[label.row];
            count.0 += usize::from(label.class == Class::Column);
            count.1 += 1;
        }
        let heads = columns.iter().map(|(columns, all)| *columns >= 2 && *all >= 3).collect();
        Self { sheet, labels, values, lead, label_at, heads }
    }

    /// Labels of one sort.
    pub fn of(&self, class: Class) -> impl Iterator<Item = &'a Label> {
        self.labels.iter().filter(move |label| label.class == class)
    }

    /// Whether nothing but signs stands there.
    fn empty(&self, tokens: Range<usize>) -> bool {
        self.sheet.tokens[tokens].iter().all(|t| t.key.is_empty() || t.key == "#")
    }

    /// Whether a token is a sign or a part of a label, and has no digit.
    fn is_head(&self, at: usize) -> bool {
        let token = &self.sheet.tokens[at];
        token.key.is_empty() || self.label_at[at].is_some() && !token.text.bytes().any(|b| b.is_ascii_digit())
    }

    /// Where the run behind a label ends: at the next label with a value of its own.
    pub fn run(&self, tokens: Range<usize>) -> Range<usize> {
        let own = |at: &usize| {
            self.label_at[*at].is_some_and(|label| {
                let label = &self.labels[label];
                *at == label.tokens.start && *at > tokens.start && (label.colon || label.letters >= 7)
            })
        };
        let end = tokens.clone().find(own).unwrap_or(tokens.end);
        tokens.start..end
    }

    /// All places that a label points to, the likeliest first.
    pub fn targets(&self, label: &Label) -> Vec<Target> {
        let cell = &self.sheet.cells[label.cell];
        let size = cell.size.max(4.0);
        let mut behind = self.run(label.tokens.end.min(cell.tokens.end)..cell.tokens.end);
        // "Nummer / Datum" over "4711 / 3.4.2024": other labels behind this one are no value of it.
        let rest = behind.start..cell.tokens.end;
        let value = label.class.is_number()
            || label.class.is_date()
            || matches!(label.class, Class::Terms | Class::Buyer | Class::Seller | Class::Currency);
        if value && rest.clone().all(|at| self.is_head(at)) {
            behind = cell.tokens.end..cell.tokens.end;
        }
        if !self.empty(behind.clone()) {
            return vec![Target { tokens: behind, relation: Relation::Same, distance: 0.0 }];
        }
        let mut targets = Vec::with_capacity(2);
        if behind.end == cell.tokens.end
            && let Some(right) = self.right(label)
        {
            let gap = self.sheet.tokens[right.start].area.x0 - label.area.x1;
            targets.push(Target { tokens: right, relation: Relation::Right, distance: gap / size });
        }
        if let Some((below, gap)) = self.below(label) {
            let target = Target { tokens: below, relation: Relation::Below, distance: gap / size };
            let beside = self.labels.iter().filter(|l| l.row == label.row && l.alone && !l.colon).count();
            if beside >= 2 && !label.colon { targets.insert(0, target) } else { targets.push(target) }
        }
        targets
    }

    /// The next cell to the right that says something, unless it is a label itself.
    fn right(&self, label: &Label) -> Option<Range<usize>> {
        let row = &self.sheet.rows[label.row];
        let next =
            (label.cell + 1..row.cells.end).find(|c| !self.empty(self.sheet.cells[*c].tokens.clone()))?;
        let cell = &self.sheet.cells[next];
        let is_label = self.lead[next].is_some_and(|l| {
            let other = &self.labels[l];
            let class = other.class;
            let values = class.is_number() || class.is_date() || class.is_amount() || class.is_identifier();
            other.alone || other.colon || other.letters >= 8 && values
        });
        (!is_label).then(|| self.run(cell.tokens.clone()))
    }

    /// The cell under a label, and the gap between.
    pub fn below(&self, label: &Label) -> Option<(Range<usize>, f32)> {
        let size = self.sheet.cells[label.cell].size.max(4.0);
        let page = self.sheet.cells[label.cell].page;
        for row in self.sheet.rows.iter().skip(label.row + 1).take(4) {
            let gap = row.area.y0 - label.area.y1;
            if row.page != page || gap > size * 2.6 {
                return None;
            }
            let Some(cell) = self.under(label, row.cells.clone()) else { continue };
            let is_label = self.lead[cell].is_some_and(|l| self.labels[l].alone || self.labels[l].colon);
            let tokens = self.column(label, self.sheet.cells[cell].tokens.clone());
            return (!is_label).then(|| (self.run(tokens), gap.max(0.0)));
        }
        None
    }

    /// Of a cell that spans several labels above, the words under this one.
    fn column(&self, label: &Label, tokens: Range<usize>) -> Range<usize> {
        let row = &self.sheet.rows[label.row];
        let size = self.sheet.cells[label.cell].size.max(4.0);
        let next = self.sheet.tokens[label.tokens.end..row.tokens.end].iter().find(|t| !t.key.is_empty());
        let x1 = next.map_or(f32::MAX, |t| t.area.x0 - size * 0.2);
        let alone = label.tokens.start == row.tokens.start;
        let x0 = if alone { f32::MIN } else { label.area.x0 - size * 0.6 };
        let inside = |at: &usize| {
            let area = &self.sheet.tokens[*at].area;
            area.x0 >= x0 && area.x0 < x1
        };
        let whole = tokens.clone().all(|at| inside(&at));
        let heads = self.labels.iter().filter(|l| l.row == label.row && !l.colon).count();
        let Some(first) = tokens.clone().find(inside).filter(|_| !whole && heads >= 2) else { return tokens };
        let end = (first..tokens.end).find(|at| !inside(at)).unwrap_or(tokens.end);
        first..end
    }

    /// The cell of these that stands under the label, and under no other label more.
    fn under(&self, label: &Label, cells: Range<usize>) -> Option<usize> {
        let size = self.sheet.cells[label.cell].size.max(4.0);
        let shared = |cell: usize, area: &reading::Area| {
            let other = &self.sheet.cells[cell].area;
            other.x1.min(area.x1) - other.x0.max(area.x0)
        };
        let best = cells
            .filter(|cell| shared(*cell, &label.area) > -size * 0.4)
            .max_by(|a, b| shared(*a, &label.area).total_cmp(&shared(*b, &label.area)))?;
        let own = shared(best, &label.area);
        let rival = self.sheet.rows[label.row].cells.clone().filter(|c| *c != label.cell);
        let rival = rival.map(|c| shared(best, &self.sheet.cells[c].area)).fold(f32::MIN, f32::max);
        (own >= rival - 0.5).then_some(best)
    }

    /// The tokens in front of a label in its row, at most so many.
    pub fn before(&self, label: &Label, most: usize) -> Range<usize> {
        let start = self.sheet.cells[label.cell].tokens.start;
        label.tokens.start.saturating_sub(most).max(start)..label.tokens.start
    }
}
