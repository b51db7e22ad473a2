//! Spreadsheets: a sheet becomes a table of text, row by row, and is read like one.
use std::{
    io::{BufReader, Seek},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{Data, DataRef, DataType, Reader, Xlsx};
use chrono::{Days, NaiveDate};
use kernel::{
    Error, Result,
    archive::unpack,
    spool::{Reel, ReelReader, Spool},
};

use super::fault::own_text;

/// What a sheet has at most, as Excel itself: rows, and more columns than any of ours.
const MOST_ROWS: u32 = 1_048_576;
const MOST_COLUMNS: u32 = 500;
/// Sheets of a file that are looked at.
const MOST_SHEETS: usize = 20;
/// What is held in memory of a file: texts that its cells share, styles and names.
const MOST_HELD: u64 = 150_000_000;
/// No text of a cell is longer; whatever lies between two marks of the file is less.
const LONGEST_TEXT: u64 = 1_000_000;

type Book = Xlsx<BufReader<ReelReader>>;

const BROKEN: &str =
    "is no spreadsheet, is broken, or has a password: open it, save it as XLSX or CSV, and send that";

fn broken<E>(_: E) -> Error {
    Error::invalid("file", BROKEN)
}

/// The sheets of a file as texts, each made when it is asked for. For a thread that may block.
pub struct Sheets {
    book: Book,
    names: std::vec::IntoIter<String>,
}

impl Sheets {
    /// Of a file that unpacks to so many bytes at most: 422 where it is larger, or no spreadsheet. It is unpacked once
    /// before anything is kept of it, as its own word for its size is not to be trusted.
    pub fn open(reel: &Reel, most: u64) -> Result<Self> {
        let mut look = Look { most, held: MOST_HELD, text: 0 };
        let fits = unpack(reel.reader(), |name, bytes| look.fits(name, bytes)).map_err(broken)?;
        if !fits {
            let says = format!("unpacks to more than {} MB: save it as CSV, and send that", most / 1_000_000);
            return Err(Error::invalid("file", says));
        }
        let mut file = BufReader::new(reel.reader());
        file.rewind()?;
        let book = caught(|| Xlsx::new(file).map_err(broken))?;
        let mut names = book.sheet_names();
        names.truncate(MOST_SHEETS);
        Ok(Self { book, names: names.into_iter() })
    }

    /// The next sheet, with commas; none after the last.
    pub fn next(&mut self, spool: impl FnOnce() -> Result<Spool>) -> Result<Option<Reel>> {
        let Some(name) = self.names.next() else { return Ok(None) };
        let spool = spool()?;
        let book = &mut self.book;
        caught(AssertUnwindSafe(|| text(book, &name, spool))).map(Some)
    }
}

/// The library was made for files that Excel wrote; from others it may not come back in good order.
fn caught<T>(read: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(broken(())))
}

/// What is left of what a file may unpack to.
struct Look {
    most: u64,
    held: u64,
    /// Bytes since the last mark.
    text: u64,
}

impl Look {
    fn fits(&mut self, name: &str, bytes: &[u8]) -> bool {
        let length = bytes.len() as u64;
        let cells = name.starts_with("xl/worksheets/");
        let left = |room: u64, taken| room.checked_sub(taken);
        let (Some(most), Some(held)) =
            (left(self.most, length), left(self.held, if cells { 0 } else { length }))
        else {
            return false;
        };
        (self.most, self.held) = (most, held);
        for part in bytes.split_inclusive(|byte| matches!(byte, b'<' | b'>')) {
            self.text += part.len() as u64;
            // Pictures have few marks, and are not read.
            if self.text > LONGEST_TEXT && name.ends_with(".xml") {
                return false;
            }
            if part.ends_with(b"<") || part.ends_with(b">") {
                self.text = 0;
            }
        }
        true
    }
}

/// A sheet as a text with commas. A row without cells is an empty line, so that rows keep their numbers.
fn text(book: &mut Book, name: &str, mut spool: Spool) -> Result<Reel> {
    // A chart is a sheet without cells.
    let Ok(mut cells) = book.worksheet_cells_reader(name) else { return Ok(spool.finish()?) };
    let (mut row, mut at) = (Vec::<String>::new(), None);
    while let Some(cell) = cells.next_cell().map_err(broken)? {
        let (line, column) = cell.get_position();
        if line >= MOST_ROWS || column >= MOST_COLUMNS || at.is_some_and(|at| line < at) {
            continue;
        }
        let Some(written) = written(cell.get_value()) else { continue };
        if at != Some(line) {
            end_row(&mut spool, &mut row, at, line)?;
            at = Some(line);
        }
        let column = column as usize;
        if row.len() <= column {
            row.resize(column + 1, String::new());
        }
        row[column] = written;
    }
    if let Some(last) = at {
        end_row(&mut spool, &mut row, at, last + 1)?;
    }
    Ok(spool.finish()?)
}

fn end_row(spool: &mut Spool, row: &mut Vec<String>, at: Option<u32>, next: u32) -> Result<()> {
    // The first row that has cells names the columns: it is row 1, wherever it stands.
    let Some(at) = at else { return Ok(()) };
    spool.write(own_text(row.iter().map(String::as_str)).as_bytes())?;
    spool.write(b"\n")?;
    for _ in at + 1..next {
        spool.write(b"\"\"\n")?;
    }
    row.clear();
    Ok(())
}

fn written(value: &DataRef<'_>) -> Option<String> {
    let value = match value {
        DataRef::SharedString(text) => return Some((*text).to_owned()),
        other => Data::from(other.clone()),
    };
    Some(match &value {
        Data::String(text) | Data::DurationIso(text) => text.clone(),
        Data::DateTimeIso(text) => text.get(..10).unwrap_or(text).to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => decimal(*number),
        Data::Bool(yes) => yes.to_string(),
        Data::DateTime(date) if value.is_datetime() => day(date.as_f64())?,
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

/// A number as Excel shows it, with 15 digits: it keeps 0.1 + 0.2 as 0.30000000000000004. Three decimals get a fourth, so
/// that nobody takes the point for a mark of thousands.
fn decimal(number: f64) -> String {
    let size = number.abs();
    if !(1e-9..1e15).contains(&size) {
        return number.to_string();
    }
    let whole = size.log10().floor() as i32 + 1;
    let decimals = usize::try_from((15 - whole).clamp(0, 12)).unwrap_or_default();
    let text = format!("{number:.decimals$}");
    let text = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    let three = text.split_once('.').is_some_and(|(_, decimals)| decimals.len() == 3);
    if three { format!("{text}0") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_days_are_written_as_they_are_shown() {
        let shown = [0.1 + 0.2, 1_250.0, 5.125, -0.5, 1e9, 1_234.567, 0.0].map(decimal);
        assert_eq!(shown, ["0.3", "1250", "5.1250", "-0.5", "1000000000", "1234.5670", "0"]);
        assert_eq!((day(47_664.0), day(-1.0)), (Some("2030-06-30".into()), None));
    }

    #[test]
    fn a_file_is_left_alone_that_grows_too_large() {
        let mut look = Look { most: 100, held: 50, text: 0 };
        assert!(
            look.fits("xl/worksheets/sheet1.xml", &[b'<'; 40]) && look.fits("xl/styles.xml", &[b'<'; 50])
        );
        assert!(!look.fits("xl/styles.xml", b"<"), "too much to hold");
        assert!(!look.fits("xl/worksheets/sheet1.xml", &[b'<'; 11]), "too much in all");
        let mut look = Look { most: 1 << 40, held: 1 << 40, text: 0 };
        let step = vec![b'x'; 400_000];
        assert!((0..5).all(|_| look.fits("xl/media/image1.png", &step)));
        let mut look = Look { most: 1 << 40, held: 1 << 40, text: 0 };
        assert!(look.fits("xl/worksheets/sheet1.xml", &step) && look.fits("xl/worksheets/sheet1.xml", &step));
        assert!(!look.fits("xl/worksheets/sheet1.xml", &step), "a text without an end");
    }
}
