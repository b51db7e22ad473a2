//! Tables of text, row by row in constant memory.
use std::{
    cell::Cell,
    io::{Error as IoError, Read, Result as IoResult},
    rc::Rc,
};

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{
    layout::{Column, known},
    page::Page,
};

/// The separators that are known, the likeliest first.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];
/// So much of a file is looked at to find its separator.
const SAMPLE: u64 = 64 * 1024;
/// A row of more bytes is a quotation mark that was never closed.
const MOST: u64 = 1 << 20;

/// Reads a table of text.
pub struct Table<R> {
    reader: Reader<Guarded<R>>,
    record: ByteRecord,
    read: Rc<Cell<u64>>,
    room: Rc<Cell<u64>>,
    next: u64,
}

/// Gives up on a row without an end, before it fills the memory.
struct Guarded<R> {
    text: R,
    read: Rc<Cell<u64>>,
    room: Rc<Cell<u64>>,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> IoResult<usize> {
        if self.read.get() > self.room.get() {
            return Err(IoError::other("a row without an end"));
        }
        let read = self.text.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

/// What divides the fields of a text: under which its first row names most of these columns.
pub fn separator(text: impl Read, columns: &[Column]) -> IoResult<u8> {
    let mut sample = vec![];
    text.take(SAMPLE).read_to_end(&mut sample)?;
    let names = |separator: &u8| {
        let mut table = Table::new(sample.as_slice(), *separator);
        let mut page = Page::starting(1);
        table.fill(&mut page, 1).map_or(0, |()| known(columns, &page))
    };
    // Of several with as many, the first.
    Ok(SEPARATORS.into_iter().rev().max_by_key(names).unwrap_or(b','))
}

impl<R: Read> Table<R> {
    /// Of this text, which begins with its header.
    pub fn new(text: R, separator: u8) -> Self {
        let (read, room) = (Rc::new(Cell::new(0)), Rc::new(Cell::new(MOST)));
        let guarded = Guarded { text, read: read.clone(), room: room.clone() };
        let mut builder = ReaderBuilder::new();
        builder.delimiter(separator).flexible(true).has_headers(false).buffer_capacity(256 * 1024);
        Self { reader: builder.from_reader(guarded), record: ByteRecord::new(), read, room, next: 1 }
    }

    /// The next rows, at most so many; none at the end. An error is said about the row that comes after those.
    pub fn fill(&mut self, page: &mut Page, most: usize) -> Result<(), String> {
        while page.len() < most && !page.is_full() {
            self.room.set(self.read.get() + MOST);
            match self.reader.read_byte_record(&mut self.record) {
                Ok(true) => {}
                Ok(false) => break,
                Err(_) => {
                    let row = self.next;
                    return Err(format!(
                        "can't be read from row {row} on: a quotation mark may not be closed"
                    ));
                }
            }
            self.next += 1;
            self.record.iter().for_each(|field| page.field(field));
            page.end_row();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column { name: "loan_id", title: "", also: &[], needed: true, number: false },
        Column { name: "amount", title: "", also: &[], needed: true, number: true },
    ];

    #[test]
    fn the_separator_is_the_one_that_parts_the_names() {
        for (text, expected) in [
            ("loan_id,amount\n1,2", b','),
            ("loan_id;amount\n1;2,5", b';'),
            ("loan_id\tamount\n1\t2", b'\t'),
            ("\"loan_id\";\"a,b\";amount\n", b';'),
            ("nothing", b','),
            ("", b','),
        ] {
            assert_eq!(separator(text.as_bytes(), COLUMNS).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn rows_come_page_by_page() {
        let text = "a,b\r\n\r\n1,\"x\ny\"\r\n2,\"z\"\"\"";
        let mut table = Table::new(text.as_bytes(), b',');
        let mut page = Page::starting(1);
        table.fill(&mut page, 2).unwrap();
        assert_eq!((page.len(), page.get(1, 1)), (2, "x\ny"));
        let mut page = Page::starting(3);
        table.fill(&mut page, 9).unwrap();
        assert_eq!((page.len(), page.get(0, 1)), (1, "z\""));
        let mut page = Page::starting(4);
        table.fill(&mut page, 9).unwrap();
        assert_eq!(page.len(), 0);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_ends_the_reading() {
        let text = format!("a,b\n1,2\n2,\"{}", "x\n".repeat(1_000_000));
        let mut table = Table::new(text.as_bytes(), b',');
        let mut page = Page::starting(1);
        let said = table.fill(&mut page, 99).unwrap_err();
        assert_eq!((page.len(), said.contains("from row 3 on")), (2, true));
    }
}
