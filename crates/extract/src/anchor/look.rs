//! Where a value stands, and what stands at a place.

use std::ops::Range;

use reading::Area;

use super::{Anchor, Field, Says, Side, Sight, Value, compact};
use crate::{
    layout::Sheet,
    values::{Form, Values, number},
};

/// A word of more tokens says no more than its last ones.
const LONGEST: usize = 4;
/// So many occurrences of a value are looked at.
const MOST: usize = 6;

/// The places from which this value could be found again in a document like this one.
pub(super) fn places(sheet: &Sheet, values: &Values, field: Field, value: &Value) -> Vec<Anchor> {
    let mut found = vec![];
    for tokens in spots(sheet, values, value).into_iter().take(MOST) {
        let page = sheet.tokens[tokens.start].page;
        let Some(area) = part_of_page(sheet, page, &sheet.area(tokens.clone())) else { continue };
        let mut add = |side: Side, label: Range<usize>| {
            let label_key = key(sheet, label.clone());
            if side == Side::Here || label_key.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
                let (label, printed) = (label_key, sheet.text(label));
                found.push(Anchor { field, label, printed, side, page, area, right: 0, seen: 0 });
            }
        };
        for label in before(sheet, values, &tokens) {
            add(Side::Behind, label);
        }
        if let Some(label) = above(sheet, values, &tokens) {
            add(Side::Below, label);
        }
        add(Side::Here, tokens.start..tokens.start);
    }
    found
}

/// Where the value is printed.
fn spots(sheet: &Sheet, values: &Values, value: &Value) -> Vec<Range<usize>> {
    match value {
        Value::Day(_) => {
            let days = values.days.iter().filter(|day| Says::Day(day.written).is(value));
            days.map(|day| day.tokens.clone()).collect()
        }
        Value::Amount(_) => {
            let amounts = values.amounts.iter().filter(|one| Says::Amount(one.value).is(value));
            amounts.map(|one| one.tokens.clone()).collect()
        }
        Value::Text(text) => {
            let wanted = compact(text);
            (0..sheet.tokens.len()).filter_map(|start| spelled(sheet, start, &wanted)).collect()
        }
    }
}

/// The tokens from here on that spell this, all in one row.
fn spelled(sheet: &Sheet, start: usize, wanted: &str) -> Option<Range<usize>> {
    let row = sheet.tokens[start].row;
    let mut rest = wanted;
    for at in start..sheet.tokens.len().min(start + 12) {
        let token = &sheet.tokens[at];
        let part = compact(&token.text);
        if token.row != row || at == start && part.is_empty() {
            return None;
        }
        rest = rest.strip_prefix(part.as_str())?;
        if rest.is_empty() {
            return Some(start..at + 1);
        }
    }
    None
}

/// Whether a token may be a part of a word that announces a value.
fn wordy(sheet: &Sheet, values: &Values, at: usize) -> bool {
    let token = &sheet.tokens[at];
    values.form[at] == Form::Word && !token.text.bytes().any(|b| b.is_ascii_digit())
}

/// Words before a value in its row: the last one, and a few together.
fn before(sheet: &Sheet, values: &Values, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let row = sheet.row_of(tokens.start).tokens.start;
    let mut end = tokens.start;
    while end > row && sheet.tokens[end - 1].key.is_empty() {
        end -= 1;
    }
    let mut start = end;
    while start > row && end - start < LONGEST && wordy(sheet, values, start - 1) {
        // A word in a cell of its own is no part of the one before.
        if start < end && sheet.tokens[start - 1].cell != sheet.tokens[end - 1].cell {
            break;
        }
        start -= 1;
    }
    let (all, last) = ((end > start).then_some(start..end), (end > start + 1).then(|| end - 1..end));
    all.into_iter().chain(last).collect()
}

/// The words above a value.
fn above(sheet: &Sheet, values: &Values, tokens: &Range<usize>) -> Option<Range<usize>> {
    let first = &sheet.tokens[tokens.start];
    let area = sheet.area(tokens.clone());
    let reach = first.size.max(6.0) * 3.2;
    for row in sheet.rows[..first.row].iter().rev().take(4) {
        if row.page != first.page || area.y0 - row.area.y1 > reach {
            return None;
        }
        let over = |cell: &usize| shared(&sheet.cells[*cell].area, &area) > 0.0;
        let Some(cell) = row.cells.clone().find(over) else { continue };
        let words = sheet.cells[cell].tokens.clone();
        let few = words.len() <= LONGEST + 1 && words.clone().all(|at| wordy(sheet, values, at));
        return few.then_some(words);
    }
    None
}

fn shared(one: &Area, other: &Area) -> f32 {
    one.x1.min(other.x1) - one.x0.max(other.x0)
}

fn key(sheet: &Sheet, tokens: Range<usize>) -> String {
    sheet.tokens[tokens].iter().map(|token| token.key.as_str()).collect()
}

fn part_of_page(sheet: &Sheet, page: u32, area: &Area) -> Option<Area> {
    let (width, height) = *sheet.pages.get(page as usize)?;
    (width > 1.0 && height > 1.0).then(|| Area {
        x0: area.x0 / width,
        y0: area.y0 / height,
        x1: area.x1 / width,
        y1: area.y1 / height,
    })
}

/// How far a value stands from where it stood, in parts of the page; another page is farther than any place of one.
fn distance(sheet: &Sheet, anchor: &Anchor, tokens: &Range<usize>) -> f32 {
    let page = sheet.tokens[tokens.start].page;
    let Some(area) = part_of_page(sheet, page, &sheet.area(tokens.clone())) else { return f32::MAX };
    let pages = page.abs_diff(anchor.page) as f32 * 4.0;
    pages
        + (area.x0 - anchor.area.x0).abs().min((area.x1 - anchor.area.x1).abs())
        + (area.middle_y() - anchor.area.middle_y()).abs()
}

/// What stands at a place: of several such words the one that is nearest to where the value stood.
pub(super) fn at(sheet: &Sheet, values: &Values, anchor: &Anchor) -> Option<Sight> {
    let sights: Vec<Sight> = match anchor.side {
        Side::Here => here(sheet, values, anchor).into_iter().collect(),
        Side::Behind => named(sheet, &anchor.label)
            .filter_map(|label| {
                let end = sheet.row_of(label.start).tokens.end;
                value(sheet, values, anchor.field, label.end..end)
            })
            .collect(),
        Side::Below => named(sheet, &anchor.label)
            .filter_map(|label| below(sheet, values, anchor.field, &label))
            .collect(),
    };
    let far = |sight: &Sight| distance(sheet, anchor, &sight.tokens);
    sights.into_iter().min_by(|one, other| far(one).total_cmp(&far(other)))
}

/// Where this word is printed.
fn named<'a>(sheet: &'a Sheet, label: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    (0..sheet.tokens.len()).filter_map(move |start| {
        let first = &sheet.tokens[start];
        let mut rest = label.strip_prefix(first.key.as_str()).filter(|_| !first.key.is_empty())?;
        let mut at = start + 1;
        while !rest.is_empty() {
            let next = sheet.tokens.get(at).filter(|next| next.row == first.row)?;
            rest = rest.strip_prefix(next.key.as_str())?;
            at += 1;
        }
        Some(start..at)
    })
}

/// The value that begins with these tokens, after signs at most.
fn value(sheet: &Sheet, values: &Values, field: Field, tokens: Range<usize>) -> Option<Sight> {
    let mut start = tokens.start;
    while start < tokens.end && start < tokens.start + 3 && sheet.tokens[start].key.is_empty() {
        start += 1;
    }
    let near = |at: usize| (tokens.start..=start + 1).contains(&at) && at < tokens.end;
    if field.is_day() {
        let day = values.days.iter().find(|day| near(day.tokens.start))?;
        return Some(Sight { tokens: day.tokens.clone(), says: Says::Day(day.written) });
    }
    if field.is_amount() {
        let amount = values.amounts.iter().find(|one| near(one.tokens.start) || near(one.number))?;
        return Some(Sight { tokens: amount.tokens.clone(), says: Says::Amount(amount.value) });
    }
    let found = number::number(sheet, values, start..tokens.end)?;
    let text = number::clean(&sheet.text(found.clone()));
    Some(Sight { tokens: found, says: Says::Text(text) })
}

/// The value under a word.
fn below(sheet: &Sheet, values: &Values, field: Field, label: &Range<usize>) -> Option<Sight> {
    let first = &sheet.tokens[label.start];
    let area = sheet.area(label.clone());
    let reach = first.size.max(6.0) * 3.2;
    for row in sheet.rows[first.row + 1..].iter().take(4) {
        if row.page != first.page || row.area.y0 - area.y1 > reach {
            return None;
        }
        let under = |cell: &usize| shared(&sheet.cells[*cell].area, &area) > 0.0;
        let Some(cell) = row.cells.clone().find(under) else { continue };
        let tokens = sheet.cells[cell].tokens.clone();
        return tokens.clone().find_map(|at| {
            let starts = at == tokens.start || shared(&sheet.tokens[at].area, &area) > 0.0;
            starts.then(|| value(sheet, values, field, at..tokens.end)).flatten()
        });
    }
    None
}

/// The value that stands where it stood, within a line's height and two hundredths of the width.
fn here(sheet: &Sheet, values: &Values, anchor: &Anchor) -> Option<Sight> {
    let (width, height) = *sheet.pages.get(anchor.page as usize)?;
    let near = |at: &usize| {
        let token = &sheet.tokens[*at];
        let (x, y) = (token.area.x0 / width, token.area.middle_y() / height);
        token.page == anchor.page
            && (anchor.area.x0 - 0.02..=anchor.area.x1 + 0.02).contains(&x)
            && (y - anchor.area.middle_y()).abs() < 0.008
    };
    let tokens = (0..sheet.tokens.len()).filter(near);
    tokens.filter_map(|at| value(sheet, values, anchor.field, at..sheet.row_of(at).tokens.end)).next()
}
