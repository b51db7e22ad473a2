//! Spreadsheets: the first sheet with a table becomes rows of text.
use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, DataType, Ods, Reader, Xls, Xlsx};
use chrono::{Days, NaiveDate};

use crate::{DecimalMark, Mapping, Reading, Unreadable, csv::Record, table};

/// Does it begin like a ZIP archive or an old Excel file?
pub(crate) fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// No bank's sheet is larger: rows, columns, and bytes of all unpacked parts.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 200;
const MOST_CELLS: usize = 8_000_000;
const MOST_BYTES: u64 = 512 * 1024 * 1024;

const BROKEN: &str =
    "This spreadsheet is broken, or protected by a password. Open it, save it as XLSX or CSV, and try again.";
const LARGE: &str = "This spreadsheet is too large. Save the sheet with the bookings as CSV, and try again.";

pub(crate) fn read(bytes: &[u8], mapping: Option<&Mapping>) -> Result<Reading, Unreadable> {
    if unpacked(bytes).is_some_and(|size| size > MOST_BYTES) {
        return Err(Unreadable::because(LARGE));
    }
    // The library was made for files that Excel wrote; from others it may not come back in good order.
    let sheets = catch_unwind(AssertUnwindSafe(|| sheets(bytes)))
        .unwrap_or(Err(BROKEN))
        .map_err(Unreadable::because)?;
    let mut first = None;
    for cells in sheets {
        let rows = rows(&cells, mapping.map(|mapping| mapping.decimal));
        match table::sheet(rows, mapping) {
            Ok(reading) => return Ok(reading),
            Err(unreadable) => first = first.or(Some(unreadable)),
        }
    }
    Err(first.unwrap_or_else(|| {
        Unreadable::because("This spreadsheet is empty. Choose the one with the bookings.")
    }))
}

/// How large the parts of a ZIP archive say they are, by its directory.
fn unpacked(bytes: &[u8]) -> Option<u64> {
    let number = |at: usize| Some(u64::from(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?)));
    let end = bytes.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let mut at = usize::try_from(number(end + 16)?).ok()?;
    let mut size = 0_u64;
    while bytes.get(at..at + 4)? == b"PK\x01\x02" {
        size = size.saturating_add(number(at + 24)?);
        let length = |offset: usize| {
            Some(usize::from(u16::from_le_bytes(bytes.get(at + offset..at + offset + 2)?.try_into().ok()?)))
        };
        at += 46 + length(28)? + length(30)? + length(32)?;
    }
    Some(size)
}

/// A cell as we need it.
enum Cell {
    Text(String),
    /// Written with a point.
    Number(String),
}

type Cells = Vec<(u32, u32, Cell)>;

/// The cells of each sheet that has any.
fn sheets(bytes: &[u8]) -> Result<Vec<Cells>, &'static str> {
    let source = Cursor::new(bytes);
    let mut sheets = Vec::new();
    if let Ok(mut book) = Xlsx::new(source.clone()) {
        for name in book.sheet_names() {
            sheets.push(streamed(&mut book, &name)?);
        }
    } else if let Ok(mut book) = Xls::new(source.clone()) {
        book.worksheets().into_iter().for_each(|(_, range)| sheets.push(ranged(&range)));
    } else if let Ok(mut book) = Ods::new(source) {
        book.worksheets().into_iter().for_each(|(_, range)| sheets.push(ranged(&range)));
    } else {
        return Err(BROKEN);
    }
    sheets.retain(|cells| !cells.is_empty());
    Ok(sheets)
}

/// Cell by cell: a sheet with one cell far out would else take the memory of all cells before it.
fn streamed(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Cells, &'static str> {
    let mut cells = Vec::new();
    // A chart is a sheet without cells.
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return Ok(cells) };
    while let Some(cell) = reader.next_cell().map_err(|_| BROKEN)? {
        let (row, column) = cell.get_position();
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            continue;
        }
        if cells.len() >= MOST_CELLS {
            return Err(LARGE);
        }
        let value: Data = match cell.get_value() {
            DataRef::SharedString(text) => Data::String((*text).to_string()),
            other => other.clone().into(),
        };
        cells.extend(written(&value).map(|value| (row, column, value)));
    }
    Ok(cells)
}

fn ranged(range: &calamine::Range<Data>) -> Cells {
    let (top, left) = range.start().unwrap_or_default();
    let cells = range.used_cells().filter_map(|(row, column, value)| {
        let (row, column) = (top + u32::try_from(row).ok()?, left + u32::try_from(column).ok()?);
        (column < MOST_COLUMNS).then_some(())?;
        Some((row, column, written(value)?))
    });
    cells.take(MOST_CELLS).collect()
}

fn written(value: &Data) -> Option<Cell> {
    Some(match value {
        Data::String(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::DateTimeIso(text) => Cell::Text(text.get(..10).unwrap_or(text).to_string()),
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(decimal(*number)),
        Data::Bool(yes) => Cell::Text(yes.to_string()),
        Data::DateTime(date) if value.is_datetime() => Cell::Text(day(date.as_f64())?),
        _ => return None,
    })
}

/// Excel counts days from the end of 1899, and a 29th of February 1900 that never was.
fn day(serial: f64) -> Option<String> {
    let days = serial.floor();
    let whole = (0.0..3_000_000.0).contains(&days).then_some(days as u64)?;
    let date = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(whole))?;
    Some(date.to_string())
}

/// A number as Excel shows it, with 15 digits: it keeps 0.1 + 0.2 as 0.30000000000000004.
fn decimal(number: f64) -> String {
    let size = number.abs();
    if !(1e-9..1e15).contains(&size) {
        return number.to_string();
    }
    let whole = size.log10().floor() as i32 + 1;
    let decimals = usize::try_from((15 - whole).clamp(0, 12)).unwrap_or_default();
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_string() } else { text }
}

/// Cells become rows of text. Numbers get the decimal mark that the texts beside them have, so that one mark holds for all.
fn rows(cells: &Cells, mark: Option<DecimalMark>) -> Vec<Record> {
    let mut vote = crate::amount::MarkVote::default();
    for (_, _, cell) in cells {
        if let Cell::Text(text) = cell
            && crate::amount::parse(text, DecimalMark::Comma).is_ok()
        {
            vote.see(text);
        }
    }
    let comma = match mark {
        Some(mark) => mark == DecimalMark::Comma,
        None => vote.decide() == (DecimalMark::Comma, false),
    };
    let mut rows: Vec<Record> = Vec::new();
    for (row, column, cell) in cells {
        let (line, column) = (*row as usize + 1, *column as usize);
        if rows.last().is_none_or(|last| last.line != line) {
            rows.push(Record { line, fields: vec![] });
        }
        let Some(last) = rows.last_mut() else { continue };
        if last.fields.len() <= column {
            last.fields.resize(column + 1, String::new());
        }
        last.fields[column] = match cell {
            Cell::Text(text) => text.clone(),
            // Two decimals at least: a number without a mark tells nothing about marks.
            Cell::Number(number) if comma => number.replace('.', ","),
            Cell::Number(number) => number.clone(),
        };
    }
    rows
}
