//! The rows below a head: which lines are items, and what else belongs to each.

use super::columns;
use super::figure::{Number, Style, is_currency};
use super::fold::fold;
use super::grid::Row;
use super::header::{Column, Header};
use super::heads::Head;
use super::sums::{self, Sort};

/// A line of the body with what it holds.
pub(super) struct Info {
    /// Its place among all lines.
    pub at: usize,
    /// Its numbers, each with its column.
    pub numbers: Vec<(Number, usize, usize)>,
    pub sort: Option<Sort>,
    /// Quantity or price, and a sum.
    pub item: bool,
    /// The line right above or below that holds the other half of the row, where cells are centred.
    pub partner: Option<usize>,
}

/// How far a table is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// Up to the first total.
    First,
    /// Over totals of sections as long as items follow.
    Through,
}

/// The body of a table, its columns measured.
pub(super) struct Body {
    pub columns: Vec<Column>,
    pub lines: Vec<Info>,
    /// Lines of the body that are items: places in `lines`.
    pub anchors: Vec<usize>,
    /// The column of the sums.
    pub sum: usize,
}

impl Body {
    pub(super) fn text_zone(&self) -> (f32, f32) {
        let named = self.columns.iter().find(|column| column.head == Head::Text);
        let other = || self.columns.iter().find(|column| !column.head.numeric());
        named.or_else(other).map_or((f32::MIN, f32::MAX), |column| (column.from, column.to))
    }
}

/// Measures the body below one head; None where nothing stands below it.
pub(super) fn below(rows: &[Row], header: &Header, end: usize, style: Style, reach: Reach) -> Option<Body> {
    let start = header.last + 1;
    let mut columns = header.columns.clone();
    let mut lines: Vec<Info> = (start..end).map(|at| info(&rows[at], at, style)).collect();
    let measured: Vec<&Row> = sample(rows, &lines);
    if measured.is_empty() {
        return None;
    }
    columns::bounds(&mut columns, &measured);
    columns::rebalance(&mut columns, &measured, style);
    let priced = columns.iter().any(|column| matches!(column.head, Head::Quantity | Head::Price));
    for line in &mut lines {
        for (_, word, column) in &mut line.numbers {
            *column = columns::of(&columns, rows[line.at].words[*word]);
        }
    }
    let sum = sum_column(&columns, &lines)?;
    for line in &mut lines {
        line.item = is_item(&columns, line, sum, priced, &rows[line.at]);
    }
    if priced {
        pair_halves(rows, &columns, &mut lines, sum);
    }
    strike_totals(&mut lines, sum);
    let stop = stop(rows, &lines, if priced { reach } else { Reach::First }, header);
    lines.truncate(stop);
    // A half below the end of the table is nobody's.
    lines.iter_mut().for_each(|line| line.partner = line.partner.filter(|half| *half < stop));
    let anchors = anchors(rows, &columns, &lines, sum, priced);
    (!anchors.is_empty()).then_some(Body { columns, lines, anchors, sum })
}

fn info(row: &Row, at: usize, style: Style) -> Info {
    let numbers: Vec<_> =
        columns::numbers(&row.words, style).into_iter().map(|(number, word)| (number, word, 0)).collect();
    let label = fold(&label(row, style));
    let heads = || (numbers.is_empty() && sums::heads(&label)).then_some(Sort::Total);
    let sort = sums::sort(&label).or_else(heads);
    Info { at, numbers, sort, item: false, partner: None }
}

/// The words that a line begins with, up to its first amount.
fn label(row: &Row, style: Style) -> String {
    let mut text = String::new();
    for word in &row.words {
        if super::figure::parse(&word.text, style).is_some_and(|number| number.amount()) {
            break;
        }
        text.push_str(&word.text);
        text.push(' ');
    }
    text
}

/// Lines with amounts above the first total: they show where the columns are.
fn sample<'a, 'b>(rows: &'a [Row<'b>], lines: &[Info]) -> Vec<&'a Row<'b>> {
    let mut found: Vec<&Row> = Vec::new();
    for line in lines {
        let row = &rows[line.at];
        let amounts = line.numbers.iter().filter(|(number, ..)| number.amount()).count();
        if line.sort == Some(Sort::Total) && !found.is_empty() && line.numbers.len() < 3 {
            break;
        }
        if (amounts > 0 || line.numbers.len() > 1) && line.sort.is_none() {
            found.push(row);
        }
        if found.len() > 80 {
            break;
        }
    }
    found
}

/// The column of sums: as its head says, if amounts stand in it.
fn sum_column(columns: &[Column], lines: &[Info]) -> Option<usize> {
    let filled = |column: usize| {
        lines.iter().flat_map(|line| &line.numbers).any(|(number, _, at)| *at == column && !number.percent)
    };
    let named = columns::sums(columns).filter(|column| filled(*column));
    let net = || columns.iter().rposition(|column| column.head.sum()).filter(|column| filled(*column));
    let other = || (0..columns.len()).rev().find(|column| columns[*column].head.sum() && filled(*column));
    let last = || {
        (0..columns.len()).rev().find(|column| {
            matches!(columns[*column].head, Head::Price | Head::Other | Head::Tax)
                && lines
                    .iter()
                    .flat_map(|line| &line.numbers)
                    .any(|(number, _, at)| at == column && number.amount())
        })
    };
    named.or_else(net).or_else(other).or_else(last)
}

/// The number of a line in a column; the last one where there are several.
pub(super) fn slot(line: &Info, column: usize) -> Option<Number> {
    line.numbers
        .iter()
        .rev()
        .find(|(number, _, at)| *at == column && !number.percent)
        .map(|(number, ..)| *number)
}

fn has(columns: &[Column], line: &Info, head: Head) -> bool {
    line.numbers.iter().any(|(number, _, at)| columns[*at].head == head && !number.percent)
}

fn is_item(columns: &[Column], line: &Info, sum: usize, priced: bool, row: &Row) -> bool {
    if slot(line, sum).is_none() || line.sort == Some(Sort::Carried) {
        return false;
    }
    let (quantity, price) = (has(columns, line, Head::Quantity), has(columns, line, Head::Price));
    if priced && line.sort.is_some() {
        // An item may be called "Shipping", but then it is counted and priced like one.
        return (quantity && price) || ((quantity || price) && line.numbers.len() >= 4);
    }
    if priced {
        let named = row.words.iter().any(|word| {
            word.area.x1 < columns[sum].from
                && word.text.chars().any(char::is_alphabetic)
                && !is_currency(&word.text)
        });
        // Three amounts without a name are totals side by side.
        let amounts: Vec<i64> = line.numbers.iter().map(|(number, ..)| number.value).collect();
        if !quantity && !named && matches!(amounts.as_slice(), [net, tax, gross] if net + tax == *gross) {
            return false;
        }
        return (quantity || price) && columns[sum].head != Head::Price
            || (quantity && columns[sum].head == Head::Price);
    }
    line.sort.is_none() && row.words.iter().any(|word| word.text.chars().any(char::is_alphabetic))
}

/// A line that begins like a total and holds the sum of the items above it is no item, however many columns it fills.
fn strike_totals(lines: &mut [Info], sum: usize) {
    let mut above = 0_i64;
    let mut count = 0;
    for line in lines {
        let Some(number) = slot(line, sum).filter(|_| line.item) else { continue };
        if line.sort == Some(Sort::Total) && count > 0 && number.value == above {
            line.item = false;
        } else {
            above = above.saturating_add(number.value);
            count += 1;
        }
    }
}

/// Where cells are centred, the sum of a row may stand half a line above or below its quantity: these two are partners.
fn pair_halves(rows: &[Row], columns: &[Column], lines: &mut [Info], sum: usize) {
    for at in 0..lines.len() {
        let line = &lines[at];
        if line.item || line.sort.is_some() || !slot(line, sum).is_some_and(|number| number.amount()) {
            continue;
        }
        let row = &rows[line.at];
        let distance = |other: usize| (rows[lines[other].at].area.middle_y() - row.area.middle_y()).abs();
        let fits = |other: &usize| {
            let half = &lines[*other];
            *other != at
                && rows[half.at].page == row.page
                && half.sort.is_none()
                && slot(half, sum).is_none()
                && (has(columns, half, Head::Quantity) || has(columns, half, Head::Price))
                && distance(*other) < 1.5 * row.height().max(rows[half.at].height())
        };
        let near = (at.saturating_sub(2)..(at + 3).min(lines.len())).filter(fits);
        let best = near.min_by(|a, b| distance(*a).total_cmp(&distance(*b)));
        if best.is_some() {
            lines[at].item = true;
            lines[at].partner = best;
        }
    }
}

/// The first line that is no longer of the table.
fn stop(rows: &[Row], lines: &[Info], reach: Reach, header: &Header) -> usize {
    let items: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].item).collect();
    let more = |from: usize| items.iter().any(|item| *item >= from && *item - from < 60);
    let mut seen = false;
    for (at, line) in lines.iter().enumerate() {
        seen |= line.item;
        let ends = line.sort == Some(Sort::Total) && !line.item;
        if ends && seen && (reach == Reach::First || !more(at + 1)) {
            return at;
        }
        // A page break with nothing like an item behind it.
        let page = at.checked_sub(1).map_or(header_page(rows, header), |before| rows[lines[before].at].page);
        if rows[line.at].page != page && !more(at) {
            return at;
        }
    }
    lines.len()
}

fn header_page(rows: &[Row], header: &Header) -> usize {
    rows[header.first].page
}

/// The lines with a sum of their own that are items.
fn anchors(rows: &[Row], columns: &[Column], lines: &[Info], sum: usize, priced: bool) -> Vec<usize> {
    let amounts = lines.iter().filter(|line| line.item).filter_map(|line| slot(line, sum));
    let decimal = amounts.clone().filter(Number::amount).count() * 2 >= amounts.count().max(1);
    let mut last_item = None;
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Some(number) = slot(line, sum) else { continue };
        if decimal && !number.amount() {
            continue;
        }
        if line.item {
            found.push(at);
            last_item = Some(at);
            continue;
        }
        // An amount with only a name: an item without quantity, between items or right below one.
        let named = rows[line.at].words.iter().any(|word| {
            word.area.x1 < columns[sum].from + 1.0
                && word.text.chars().filter(|letter| letter.is_alphabetic()).count() > 2
        });
        let near = last_item.is_none_or(|last| {
            let (upper, lower) = (&rows[lines[last].at], &rows[line.at]);
            upper.page != lower.page || lower.area.y0 - upper.area.y1 < 6.0 * lower.height()
        });
        let plain = line.sort.is_none_or(|sort| sort == Sort::Adjustment);
        if priced && plain && named && near && number.amount() {
            found.push(at);
        }
    }
    found
}
