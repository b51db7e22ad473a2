//! Tables as text: understood by a first pass in constant memory, then read row by row.
//!
//! An importer that holds the file on disk calls [`survey`] once, keeps or changes the mapping, and then takes
//! the entries from [`Rows`].
mod columns;
mod lines;
mod row;
mod shape;
mod survey;
mod words;

use std::io::{self, Cursor, Read};

pub(crate) use lines::Record;
pub(crate) use row::RowReader;
pub(crate) use shape::of as shape_of;
pub(crate) use survey::{Survey, fingerprint};
pub(crate) use words::normal;

use crate::{Entry, Mapping, Problem, Understanding, text};
use lines::Records;

/// Understands a table from its beginning: 256 KB are plenty. What it says about the order of day and month holds
/// for the sample only; [`survey`] looks at all of the file.
pub fn understand(sample: &[u8]) -> Understanding {
    // A row that the sample cuts in two would be a strange one.
    let whole = if sample.len() < text::SAMPLE { None } else { sample.iter().rposition(|b| *b == b'\n') };
    let sample = whole.map_or(sample, |end| &sample[..=end]);
    survey(Cursor::new(sample)).unwrap_or_default()
}

/// Understands a table from all of its rows, in constant memory. The mapping that comes back is complete when
/// entries can be read with it: see [`Mapping::is_complete`].
pub fn survey(mut source: impl Read) -> io::Result<Understanding> {
    let mut sample = Vec::new();
    source.by_ref().take(text::SAMPLE as u64).read_to_end(&mut sample)?;
    let encoding = text::detect(&sample);
    let shape = shape::find(&sample, encoding);
    let mut records = Records::new(Cursor::new(sample).chain(source), encoding, shape.separator);
    let mut survey = Survey::new(&shape);
    while let Some(record) = records.next()? {
        survey.see(&record);
    }
    Ok(survey.finish(text::name(encoding), shape.separator))
}

/// The entries of a table, one at a time, in constant memory. Blank rows, titles and sums are passed over.
pub struct Rows<R> {
    records: Records<R>,
    reader: RowReader,
    /// Rows that were read while looking for the header.
    ahead: std::vec::IntoIter<Record>,
    mapping: Option<Mapping>,
    ended: bool,
}

impl<R: Read> Rows<R> {
    /// Reads `source` from its beginning as the mapping says.
    pub fn new(source: R, mapping: &Mapping) -> Self {
        let encoding = text::by_label(&mapping.encoding).unwrap_or(encoding_rs::UTF_8);
        Self {
            records: Records::new(source, encoding, mapping.separator),
            reader: RowReader::new(mapping.clone()),
            ahead: vec![].into_iter(),
            mapping: Some(mapping.clone()),
            ended: false,
        }
    }

    /// What was left out that is no entry (titles, sums, failed payments), in sentences; complete at the end.
    pub fn notes(&self) -> Vec<String> {
        self.reader.notes()
    }

    fn record(&mut self) -> io::Result<Option<Record>> {
        if let Some(mapping) = self.mapping.take() {
            let mut first = Vec::new();
            while first.len() < LOOK_AHEAD {
                let Some(record) = self.records.next()? else { break };
                first.push(record);
            }
            if let Some(header) = below_header(&mut first, &mapping) {
                self.reader.name_columns(header.fields);
            }
            self.ahead = first.into_iter();
        }
        match self.ahead.next() {
            Some(record) => Ok(Some(record)),
            None => self.records.next(),
        }
    }
}

/// How many rows may stand above the header.
const LOOK_AHEAD: usize = 100;

/// Takes away the header and what stands above it. It is known by its fingerprint, else by its line.
pub(crate) fn below_header(rows: &mut Vec<Record>, mapping: &Mapping) -> Option<Record> {
    let line = mapping.header_line?;
    let is_header = |row: &Record| fingerprint(Some(&row.fields), 0) == mapping.fingerprint;
    let at = rows.iter().take(LOOK_AHEAD).position(is_header);
    let at = at.or_else(|| rows.iter().position(|row| row.line == line))?;
    rows.drain(..=at).next_back()
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Entry, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            match self.record() {
                Ok(Some(record)) => {
                    if let Some(result) = self.reader.entry(record.line, &record.fields) {
                        return Some(result);
                    }
                }
                Ok(None) => self.ended = true,
                Err(_) => {
                    self.ended = true;
                    return Some(Err(Problem::new(
                        0,
                        "The file could not be read to its end. Upload it again.",
                    )));
                }
            }
        }
        None
    }
}
