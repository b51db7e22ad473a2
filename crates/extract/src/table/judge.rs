//! Chooses between readings of the items: the sum of the rows must be printed somewhere else.

use std::collections::HashSet;

use reading::Document;

use super::body::{self, Reach};
use super::columns;
use super::figure::Style;
use super::grid::Row;
use super::header::{Header, Sort};
use super::heads::Head;
use super::item::{self, Item};
use super::plain;
use crate::found::Line;

/// The items that were chosen.
pub(super) struct Outcome {
    pub lines: Vec<Line>,
    /// Their sum is printed.
    pub proved: bool,
}

/// One way to read the items.
struct Reading {
    items: Vec<Item>,
    /// How much its heads promise.
    promise: f32,
}

/// The best of all ways to read the items.
pub(super) fn choose(document: &Document, rows: &[Row], headers: &[Header], style: Style) -> Outcome {
    let printed = printed(rows, style);
    let mut readings: Vec<Reading> = Vec::new();
    for reach in [Reach::Through, Reach::First] {
        readings.extend(headed(rows, headers, style, reach));
    }
    if readings.iter().all(|reading| reading.items.is_empty()) {
        readings.push(Reading { items: plain::items(document, rows, style), promise: 0.0 });
    }
    let mut best: Option<(f32, Vec<Item>)> = None;
    for reading in readings {
        for items in variants(without_sum(reading.items), &printed) {
            let score = score(&items, &printed) + reading.promise * 0.1;
            if best.as_ref().is_none_or(|(old, _)| score > *old + 0.001) {
                best = Some((score, items));
            }
        }
    }
    let items = best.map(|(_, items)| items).unwrap_or_default();
    let proved = !items.is_empty() && is_printed(&printed, total(&items));
    Outcome { lines: items.into_iter().map(|item| item.line).collect(), proved }
}

/// Amounts beside a total: what the rows may add up to.
fn printed(rows: &[Row], style: Style) -> HashSet<i64> {
    let mut found = HashSet::new();
    let mut below = false;
    for row in rows {
        let text = super::fold::fold(&row.text());
        // Totals side by side stand below their names.
        let named = std::mem::replace(&mut below, super::sums::heads(&text));
        if named || super::sums::sort(&text) == Some(super::sums::Sort::Total) || super::sums::mentions(&text)
        {
            found.extend(columns::numbers(&row.words, style).iter().map(|(number, _)| number.value));
        }
    }
    found.remove(&0);
    found
}

/// Readings by heads: the tables of the best head alone, and all tables of items together.
fn headed(rows: &[Row], headers: &[Header], style: Style, reach: Reach) -> Vec<Reading> {
    let mut tables: Vec<(Vec<Head>, f32, Vec<Item>)> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        if header.sort != Sort::Items {
            continue;
        }
        let end = headers.get(at + 1).map_or(rows.len(), |next| next.first);
        let Some(body) = body::below(rows, header, end, style, reach) else { continue };
        let heads: Vec<Head> = header.columns.iter().map(|column| column.head).collect();
        tables.push((heads, header.score, item::items(rows, &body, style)));
    }
    let mut readings: Vec<Reading> = Vec::new();
    let mut seen: Vec<&Vec<Head>> = Vec::new();
    for (heads, score, _) in &tables {
        if seen.contains(&heads) {
            continue;
        }
        seen.push(heads);
        let same = tables.iter().filter(|(other, ..)| other == heads);
        readings
            .push(Reading { items: same.flat_map(|(.., items)| items.clone()).collect(), promise: *score });
    }
    if seen.len() > 1 {
        let promise = tables.iter().map(|(_, score, _)| *score).fold(0.0, f32::max) - 0.5;
        readings.push(Reading { items: tables.into_iter().flat_map(|(.., items)| items).collect(), promise });
    }
    readings
}

/// A last row without quantity and price that is the sum of those above it is no item, whatever it is called.
fn without_sum(mut items: Vec<Item>) -> Vec<Item> {
    let Some((last, above)) = items.split_last() else { return items };
    let bare = last.line.quantity.is_none() && last.line.unit_price.is_none() && !last.numbered;
    if bare && above.len() >= 2 && last.sum != 0 && total(above) == last.sum {
        items.pop();
    }
    items
}

/// All rows; only those with a quantity or price; without zero rows at the end; where that differs.
fn variants(items: Vec<Item>, printed: &HashSet<i64>) -> Vec<Vec<Item>> {
    if is_printed(printed, total(&items)) {
        return vec![items];
    }
    let counted: Vec<Item> = items
        .iter()
        .filter(|item| item.line.quantity.is_some() || item.line.unit_price.is_some())
        .cloned()
        .collect();
    let proved: Vec<Item> = items.iter().filter(|item| item.proved).cloned().collect();
    // Parts of a set are priced in the row above them.
    let numbered: Vec<Item> = items.iter().filter(|item| item.numbered).cloned().collect();
    let mut found = vec![items];
    for (nth, next) in [numbered, counted, proved].into_iter().enumerate() {
        let enough = nth == 0 || next.len() * 2 >= found[0].len();
        if !next.is_empty() && enough && next.len() < found[0].len() && is_printed(printed, total(&next)) {
            found.push(next);
        }
    }
    found
}

/// Whether a sum is printed, as it is or rounded to hundredths.
fn is_printed(printed: &HashSet<i64>, sum: i64) -> bool {
    printed.contains(&sum) || printed.contains(&crate::arithmetic::share(sum, 1_000_000, 100))
}

fn total(items: &[Item]) -> i64 {
    items.iter().fold(0_i64, |sum, item| sum.saturating_add(item.sum))
}

fn score(items: &[Item], printed: &HashSet<i64>) -> f32 {
    if items.is_empty() {
        return -1.0;
    }
    let count = items.len() as f32;
    let proved = items.iter().filter(|item| item.proved).count() as f32;
    let named = items.iter().filter(|item| !item.line.description.is_empty()).count() as f32;
    let sum = if is_printed(printed, total(items)) { 3.0 } else { 0.0 };
    sum + 1.5 * proved / count + 0.5 * named / count + 0.02 * count.min(20.0)
}
