//! What labels make of amounts: beside them, under them, between the rows of a label.

use std::ops::Range;

use super::context::Context;
use crate::{
    arithmetic::{Guess, Role},
    found::TaxKind,
    labels::{Class, Label},
};

/// What a label makes of an amount.
fn roles(class: Class, letters: usize) -> &'static [(Role, f32)] {
    match class {
        Class::Subtotal => &[(Role::Lines, 0.8), (Role::Net, 0.5), (Role::Base, 0.3)],
        Class::Net if letters > 5 => &[(Role::Net, 0.9), (Role::Lines, 0.4), (Role::Base, 0.4)],
        Class::Net => &[(Role::Net, 0.75), (Role::Lines, 0.4), (Role::Base, 0.5)],
        Class::Tax | Class::Cgst | Class::Sgst | Class::Igst | Class::Cess => &[(Role::Tax, 0.9)],
        Class::Gross => &[(Role::Gross, 0.95), (Role::Due, 0.2)],
        Class::Total => &[(Role::Gross, 0.6), (Role::Net, 0.25), (Role::Due, 0.15)],
        Class::Due => &[(Role::Due, 0.95), (Role::Gross, 0.55)],
        Class::Paid => &[(Role::Prepaid, 0.9)],
        Class::RoundOff => &[(Role::RoundOff, 0.95)],
        Class::Discount => &[(Role::Discount, 0.8)],
        Class::Shipping => &[(Role::Charge, 0.7)],
        _ => &[],
    }
}

fn kind(class: Class) -> Option<TaxKind> {
    match class {
        Class::Cgst => Some(TaxKind::Cgst),
        Class::Sgst => Some(TaxKind::Sgst),
        Class::Igst => Some(TaxKind::Igst),
        Class::Cess => Some(TaxKind::Cess),
        Class::Tax => Some(TaxKind::Vat),
        _ => None,
    }
}

fn suggest(guesses: &mut Vec<Guess>, class: Class, letters: usize, factor: f32, rate: Option<i64>) {
    for (role, weight) in roles(class, letters) {
        let weight = weight * factor;
        let guess = Guess { role: *role, weight, kind: kind(class), rate };
        match guesses.iter_mut().find(|g| g.role == *role) {
            Some(old) if old.weight >= weight => {}
            Some(old) => *old = guess,
            None => guesses.push(guess),
        }
    }
}

/// "MwSt.-% 19,0": the label of a rate, and of no amount.
fn is_rate(context: &Context<'_>, label: &Label) -> bool {
    let next = context.sheet.tokens.get(label.tokens.end).filter(|t| t.row == label.row);
    context.sheet.tokens[label.tokens.end - 1].text.contains('%')
        || next.is_some_and(|t| t.text.contains('%') && !t.text.bytes().any(|b| b.is_ascii_digit()))
}

/// Amounts to the right of a label, up to the next label of an amount.
pub fn beside(context: &Context<'_>, label: &Label, tokens: &[Range<usize>], guesses: &mut [Vec<Guess>]) {
    let row = &context.sheet.rows[label.row];
    let next = context.labels.iter().find(|l| {
        l.row == label.row
            && l.tokens.start >= label.tokens.end
            && l.class.is_amount()
            && (l.leads || l.colon)
    });
    let end = next.map_or(row.tokens.end, |l| l.tokens.start);
    let from = tokens.partition_point(|t| t.start < label.tokens.end);
    let until = tokens.partition_point(|t| t.start < end);
    // A label in the middle of a sentence says little.
    if label.class == Class::Tax && is_rate(context, label) {
        return;
    }
    let second = !label.leads
        && context.labels.iter().any(|l| {
            l.row == label.row && l.leads && l.class.is_amount() && l.tokens.end <= label.tokens.start
        });
    let prose = second || !label.leads && context.sheet.cell_of(label.tokens.start).tokens.len() > 9;
    let factor = if prose {
        0.35
    } else if label.leads || label.colon {
        1.0
    } else {
        0.7
    };
    let rate = context
        .values
        .rates
        .iter()
        .find(|r| {
            r.at >= label.tokens.start.saturating_sub(2)
                && r.at < end
                && context.sheet.tokens[r.at].row == label.row
        })
        .map(|r| r.value);
    let count = until.saturating_sub(from);
    for (place, at) in (from..until).enumerate() {
        let last = place + 1 == count;
        let part = if last { 1.0 } else { 0.3 };
        suggest(&mut guesses[at], label.class, label.letters, factor * part, rate);
        if !last && label.class == Class::Tax {
            suggest_base(&mut guesses[at], 0.5 * factor);
        }
    }
    if count == 0
        && (between(context, label, tokens, guesses, rate) || upper(context, label, tokens, guesses, rate))
    {
        return;
    }
    if count == 0 && label.leads {
        lower(context, label, tokens, guesses, rate);
    }
}

/// The amount beside a label of two rows, at half their height.
fn between(
    context: &Context<'_>,
    label: &Label,
    tokens: &[Range<usize>],
    guesses: &mut [Vec<Guess>],
    rate: Option<i64>,
) -> bool {
    let page = context.sheet.cells[label.cell].page;
    let first = context.sheet.rows[..=label.row]
        .iter()
        .rposition(|r| r.page != page || r.area.y1 < label.area.y0)
        .map_or(0, |r| r + 1);
    for row in first..label.row {
        let row = &context.sheet.rows[row];
        let from = tokens.partition_point(|t| t.start < row.tokens.start);
        let until = tokens.partition_point(|t| t.start < row.tokens.end);
        let hit = (from..until).rev().find(|at| {
            let area = context.sheet.area(tokens[*at].clone());
            area.x0 > label.area.x1 && area.middle_y() > label.area.y0 && area.middle_y() < label.area.y1
        });
        if let Some(at) = hit {
            suggest(&mut guesses[at], label.class, label.letters, 1.0, rate);
            return true;
        }
    }
    false
}

/// On a picture, the amount beside a label of two rows may have been taken into the upper one: its middle lies between
/// both, and nothing else in that row is the label of an amount.
fn upper(
    context: &Context<'_>,
    label: &Label,
    tokens: &[Range<usize>],
    guesses: &mut [Vec<Guess>],
    rate: Option<i64>,
) -> bool {
    let above = label.row.checked_sub(1).filter(|_| context.sheet.recognised && label.leads);
    let Some(above) = above else { return false };
    let row = &context.sheet.rows[above];
    let named = context.labels.iter().any(|l| l.row == above && l.class.is_amount());
    let from = tokens.partition_point(|t| t.start < row.tokens.start);
    let until = tokens.partition_point(|t| t.start < row.tokens.end);
    if row.page != context.sheet.cells[label.cell].page || named || until != from + 1 {
        return false;
    }
    let head = &context.sheet.tokens[row.tokens.start].area;
    let area = context.sheet.area(tokens[from].clone());
    let apart = head.height().max(4.0) * 0.25;
    let beside = area.x0 > label.area.x1 && head.x0 < label.area.x1;
    let halfway =
        area.middle_y() > head.middle_y() + apart && area.middle_y() < label.area.middle_y() - apart;
    if beside && halfway {
        suggest(&mut guesses[from], label.class, label.letters, 0.95, rate);
    }
    beside && halfway
}

fn suggest_base(guesses: &mut Vec<Guess>, weight: f32) {
    guesses.push(Guess::new(Role::Base, weight));
}

/// A label of two or three rows whose amount stands in the row of its last word, or just under it.
fn lower(
    context: &Context<'_>,
    label: &Label,
    tokens: &[Range<usize>],
    guesses: &mut [Vec<Guess>],
    rate: Option<i64>,
) {
    let size = context.sheet.cells[label.cell].size.max(4.0);
    let alone = context.sheet.rows[label.row].cells.len() <= 2;
    for row in context.sheet.rows.iter().skip(label.row + 1).take(2) {
        let gap = row.area.y0 - label.area.y1;
        if row.page != context.sheet.cells[label.cell].page || gap > size * 1.2 || !alone {
            return;
        }
        let first = &context.sheet.tokens[row.tokens.start];
        let goes_on = first.area.x0 >= label.area.x0 - size;
        let other = context
            .labels
            .iter()
            .any(|l| l.row == first.row && l.class.is_amount() && l.leads && l.class != Class::Due);
        let from = tokens.partition_point(|t| t.start < row.tokens.start);
        let until = tokens.partition_point(|t| t.start < row.tokens.end);
        if goes_on && !other && until == from + 1 && row.tokens.len() <= 4 {
            suggest(&mut guesses[from], label.class, label.letters, 0.85, rate);
            return;
        }
    }
}

/// Amounts under a label that is the head of a column of totals.
pub fn under(
    context: &Context<'_>,
    label: &Label,
    tokens: &[Range<usize>],
    values: &[i64],
    guesses: &mut [Vec<Guess>],
) {
    let hits = column(context, label, tokens, guesses);
    if !context.heads.get(label.row).copied().unwrap_or(false) {
        sum_up(label, &hits, values, guesses);
    }
}

/// Suggests to each amount of the column; gives their places.
fn column(
    context: &Context<'_>,
    label: &Label,
    tokens: &[Range<usize>],
    guesses: &mut [Vec<Guess>],
) -> Vec<usize> {
    let mut hits = Vec::new();
    let columns = context.heads.get(label.row).copied().unwrap_or(false);
    let cells = context.sheet.rows[label.row].cells.clone();
    let lonely = cells.len() < 2 && !label.alone;
    if lonely || title(context, label) || context.sheet.cells[label.cell].tokens.len() > 6 {
        return hits;
    }
    let size = context.sheet.cells[label.cell].size.max(4.0);
    let page = context.sheet.cells[label.cell].page;
    let mut bottom = label.area.y1;
    let mut factor = if columns { 0.25 } else { 0.75 };
    for row in context.sheet.rows.iter().skip(label.row + 1).take(30) {
        let gap = row.area.y0 - bottom;
        if row.page != page || gap > size * 4.0 {
            return hits;
        }
        let from = tokens.partition_point(|t| t.start < row.tokens.start);
        let until = tokens.partition_point(|t| t.start < row.tokens.end);
        let hit = (from..until).find(|at| {
            let area = context.sheet.area(tokens[*at].clone());
            let shared = area.x1.min(label.area.x1) - area.x0.max(label.area.x0);
            shared > -size * 0.3
                && ((area.x1 - label.area.x1).abs() < size * 2.5 || shared > area.width() * 0.5)
        });
        let Some(at) = hit else { continue };
        // A row that has its own label of a total is read by that.
        let own = context.labels.iter().any(|l| {
            l.row == context.sheet.tokens[tokens[at].start].row
                && l.class.is_amount()
                && l.leads
                && l.class != Class::Tax
                && l.class != Class::Total
        });
        suggest(&mut guesses[at], label.class, label.letters, if own { factor * 0.4 } else { factor }, None);
        hits.push(at);
        bottom = row.area.y1;
        factor *= 0.93;
    }
    hits
}

/// Whether a word for taxes stands alone over the heads of a table: its title, and the head of no column.
fn title(context: &Context<'_>, label: &Label) -> bool {
    let below = context.sheet.rows.get(label.row + 1).filter(|_| label.class == Class::Tax && label.alone);
    let Some(below) = below.filter(|_| context.sheet.rows[label.row].cells.len() == 1) else { return false };
    let figures =
        context.sheet.tokens[below.tokens.clone()].iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit()));
    let heads = context.labels.iter().filter(|l| l.row == label.row + 1 && l.leads).count();
    heads >= 2 && !figures
}

/// The last amount of a column that is the sum of those above it is the one that the head announces.
fn sum_up(label: &Label, hits: &[usize], values: &[i64], guesses: &mut [Vec<Guess>]) {
    let Some((last, parts)) = hits.split_last().filter(|(_, parts)| parts.len() >= 2) else { return };
    let sum = parts.iter().fold(0_i64, |sum, at| sum.saturating_add(values[*at]));
    if sum != values[*last] || sum == 0 {
        return;
    }
    let roles = roles(label.class, label.letters);
    for at in parts {
        let mine = guesses[*at].iter_mut().filter(|g| roles.iter().any(|(role, _)| *role == g.role));
        mine.for_each(|g| g.weight *= 0.4);
    }
    suggest(&mut guesses[*last], label.class, label.letters, 1.0, None);
}
