//! The shape of a table, from its beginning: what separates the columns, and which row names them.
use std::io::Cursor;

use encoding_rs::Encoding;

use super::{
    lines::{Record, Records},
    words,
};
use crate::{Role, date};

const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];
/// Rows that are looked at.
const ROWS: usize = 200;
/// A header stands among the first rows, below a title and what the bank says about the account.
const TITLES: usize = 60;

/// What the beginning of a table tells.
pub(crate) struct Shape {
    pub separator: char,
    /// The header row.
    pub header: Option<Record>,
    /// The usual number of columns; below two it is no table.
    pub width: usize,
}

/// Tries each separator, and takes that which makes a table with a header of names that banks use.
pub(crate) fn find(sample: &[u8], encoding: &'static Encoding) -> Shape {
    let cut = sample.len().min(64 * 1024);
    let try_one = |separator: char| {
        let mut records = Records::new(Cursor::new(&sample[..cut]), encoding, separator);
        let mut rows = Vec::new();
        while let Ok(Some(row)) = records.next() {
            rows.push(row);
            if rows.len() == ROWS {
                break;
            }
        }
        (separator, rows)
    };
    let (separator, rows) = try_one(',');
    if let Some(said) = rows.first().and_then(|row| said(&row.fields.join(","))) {
        return of(&try_one(said).1, said).0;
    }
    let first = of(&rows, separator);
    let others = SEPARATORS[1..].iter().map(|separator| of(&try_one(*separator).1, *separator));
    others.fold(first, |best, other| if other.1 > best.1 { other } else { best }).0
}

/// Excel's own first line, `sep=;`.
pub(crate) fn said(line: &str) -> Option<char> {
    let rest = line.trim().trim_matches('"');
    let mut rest = rest.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).and(rest.get(4..))?.chars();
    rest.next().filter(|_| rest.next().is_none())
}

/// The shape of rows, and how much of a table they are.
pub(crate) fn of(rows: &[Record], separator: char) -> (Shape, u32) {
    let full: Vec<&Record> = rows.iter().filter(|row| !row.is_blank()).collect();
    let mut counts = std::collections::BTreeMap::<usize, u32>::new();
    full.iter().for_each(|row| *counts.entry(row.fields.len()).or_default() += 1);
    // Titles have fewer columns than the table, and in a short file there may be as many of them.
    let common =
        counts.iter().filter(|(width, _)| **width > 1).max_by_key(|(width, count)| (**count, **width));
    let (width, count) = common.map_or((1, 0), |(width, count)| (*width, *count));
    let candidates = full.iter().take(TITLES).filter(|row| row.fields.len() > 1);
    let mut header: Option<(&Record, u32)> = None;
    for row in candidates {
        let names = names(row);
        if names >= 2 && header.is_none_or(|(_, most)| names > most) {
            header = Some((row, names));
        }
    }
    // Dates stand alone in their fields: cut at the wrong mark, they don't.
    let dated = full.iter().filter(|row| row.fields.iter().any(|field| date::shape(field).is_some())).count();
    let dated = if full.is_empty() { 0 } else { 5 * dated / full.len() };
    let share = if full.is_empty() { 0 } else { 10 * count / u32::try_from(full.len()).unwrap_or(u32::MAX) };
    let score = header.map_or(0, |(_, names)| names * 10)
        + if width > 1 { share + 1 + u32::try_from(dated).unwrap_or_default() } else { 0 };
    let header = header.map(|(row, _)| row.clone());
    // Some forget to name the last columns.
    let width = header.as_ref().map_or(width, |header| header.fields.len().max(width));
    (Shape { separator, header, width }, score)
}

/// How many of a row's fields are names of columns; none when it holds dates, or no name that a statement needs.
fn names(row: &Record) -> u32 {
    let mut roles: Vec<Role> = Vec::new();
    let mut filled = 0;
    for field in row.fields.iter().filter(|field| !field.trim().is_empty()) {
        filled += 1;
        if field.len() > 80 || date::shape(field).is_some() {
            return 0;
        }
        if let Some(hit) = words::roles(field).first()
            && !roles.contains(&hit.role)
        {
            roles.push(hit.role);
        }
    }
    let needed = [Role::Date, Role::ValueDate, Role::Amount, Role::Debit, Role::Credit];
    if roles.len() * 4 < filled || !roles.iter().any(|role| needed.contains(role)) {
        return 0;
    }
    u32::try_from(roles.len()).unwrap_or_default()
}
