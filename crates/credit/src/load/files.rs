//! A file that was spooled, as pages of rows.
use std::{
    cell::Cell,
    io::{Read, Result as IoResult},
    path::Path,
    rc::Rc,
};

use kernel::{
    Error, Result,
    spool::{Reel, ReelReader, Spool},
};

use super::{
    csv::{Table, separator},
    encoding::{Text, Writing},
    layout::{Column, Layout},
    page::{MOST_ROWS, Page},
    sheet::Sheets,
};

/// How the rows of a text are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Form {
    /// In this writing.
    writing: Writing,
    /// With this between the fields.
    separator: u8,
}

/// A whole file that was understood. Cheap to clone.
#[derive(Clone)]
pub struct Document {
    reel: Reel,
    form: Form,
    /// Whether it is a sheet that became a text.
    sheet: bool,
    /// Where its columns are.
    pub layout: Layout,
}

impl Document {
    /// A text; 422 where its first row does not name the columns. For a thread that may block.
    pub fn text(reel: Reel, writing: Writing, columns: &[Column]) -> Result<Self> {
        let separator = separator(writing.text(reel.reader()), columns)?;
        let form = Form { writing, separator };
        let first = Pages::open(&reel, form).turn()?;
        let layout = Layout::of(columns, &first, separator)?;
        Ok(Self { reel, form, sheet: false, layout })
    }

    /// The first sheet of a spreadsheet that names the columns; 422 where none does. It unpacks to so many bytes at most.
    /// For a thread that may block.
    pub fn sheet(reel: &Reel, most: u64, folder: &Path, columns: &[Column]) -> Result<Self> {
        let (mut sheets, mut first) = (Sheets::open(reel, most)?, None);
        while let Some(text) = sheets.next(|| Spool::new(folder))? {
            match Self::text(text, Writing::UTF_8, columns) {
                Ok(document) => return Ok(Self { sheet: true, ..document }),
                Err(e) => first = first.or(Some(e)),
            }
        }
        Err(first.unwrap_or_else(|| Error::invalid("file", "has no sheet")))
    }

    /// How it is written, such as `UTF-8`.
    pub fn encoding(&self) -> &'static str {
        if self.sheet { "XLSX" } else { self.form.writing.name() }
    }

    /// What divides its fields; none in a spreadsheet.
    pub fn separator(&self) -> Option<u8> {
        (!self.sheet).then_some(self.form.separator)
    }

    /// How many bytes its text has.
    pub fn length(&self) -> u64 {
        self.reel.length()
    }

    /// Its rows from the first on, which is the header. For a thread that may block.
    pub fn pages(&self) -> Pages {
        Pages::open(&self.reel, self.form)
    }
}

/// The rows of a file, page by page.
pub struct Pages {
    table: Table<Text<Counted>>,
    read: Rc<Cell<u64>>,
    next: u64,
}

struct Counted {
    file: ReelReader,
    read: Rc<Cell<u64>>,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> IoResult<usize> {
        let read = self.file.read(into)?;
        self.read.set(self.read.get() + read as u64);
        Ok(read)
    }
}

impl Pages {
    fn open(reel: &Reel, form: Form) -> Self {
        let read = Rc::new(Cell::new(0));
        let Form { writing, separator } = form;
        let file = Counted { file: reel.reader(), read: read.clone() };
        Self { table: Table::new(writing.text(file), separator), read, next: 1 }
    }

    /// The next page; an empty one at the end. 422 where the file can't be read any further.
    pub fn turn(&mut self) -> Result<Page> {
        let mut page = Page::starting(self.next);
        self.table.fill(&mut page, MOST_ROWS).map_err(|says| Error::invalid("file", says))?;
        self.next += page.len() as u64;
        page.bytes = self.read.get();
        Ok(page)
    }
}
