//! The rows of a table as text: bytes to lines, lines to fields, in constant memory.
use std::{
    collections::VecDeque,
    io::{self, BufRead, BufReader, Read},
};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::text::line_of;

/// A longer line is no row of a statement; what is beyond is not kept.
const LONGEST: usize = 1024 * 1024;
/// A quoted field goes on over so many lines at most; beyond that, its quote was never closed.
const MOST_LINES: usize = 50;
const MOST_BYTES: usize = 64 * 1024;

/// A row, and the line where it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Record {
    pub line: usize,
    pub fields: Vec<String>,
}

impl Record {
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.trim().is_empty())
    }
}

/// UTF-16 becomes UTF-8 on the way; everything else is decoded line by line.
enum Bytes<R> {
    Plain(R),
    Wide { source: R, decoder: Box<Decoder>, ready: Vec<u8>, at: usize, ended: bool },
}

impl<R: Read> Read for Bytes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Self::Wide { source, decoder, ready, at, ended } = self else {
            let Self::Plain(source) = self else { return Ok(0) };
            return source.read(buffer);
        };
        while *at == ready.len() && !*ended {
            let mut raw = [0; 8192];
            let count = source.read(&mut raw)?;
            *ended = count == 0;
            let mut text =
                String::with_capacity(decoder.max_utf8_buffer_length(count).unwrap_or(3 * count + 16));
            let _ = decoder.decode_to_string(&raw[..count], &mut text, *ended);
            (*ready, *at) = (text.into_bytes(), 0);
        }
        let count = buffer.len().min(ready.len() - *at);
        buffer[..count].copy_from_slice(&ready[*at..*at + count]);
        *at += count;
        Ok(count)
    }
}

/// The rows of a source.
pub(crate) struct Records<R> {
    source: BufReader<Bytes<R>>,
    encoding: &'static Encoding,
    separator: char,
    newline: u8,
    line: usize,
    /// Lines that were read ahead for a quote that was never closed.
    ahead: VecDeque<(usize, String)>,
}

impl<R: Read> Records<R> {
    pub fn new(source: R, encoding: &'static Encoding, separator: char) -> Self {
        let wide = encoding == UTF_16LE || encoding == UTF_16BE;
        let bytes = if wide {
            let decoder = Box::new(encoding.new_decoder_with_bom_removal());
            Bytes::Wide { source, decoder, ready: vec![], at: 0, ended: false }
        } else {
            Bytes::Plain(source)
        };
        let encoding = if wide { UTF_8 } else { encoding };
        let source = BufReader::with_capacity(64 * 1024, bytes);
        Self { source, encoding, separator, newline: 0, line: 0, ahead: VecDeque::new() }
    }

    /// The next row; blank lines too. None at the end.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let Some((line, first)) = self.line()? else { return Ok(None) };
        let mut splitter = Splitter::new(self.separator);
        splitter.take(&first);
        let (mut used, mut bytes) = (vec![], first.len());
        while splitter.is_open() || splitter.broken {
            let next = if splitter.broken {
                None
            } else if used.len() < MOST_LINES && bytes < MOST_BYTES {
                self.line()?
            } else {
                None
            };
            let Some((number, text)) = next else {
                // The quote was a slip: it is text, and the lines after it are rows again.
                used.into_iter().rev().for_each(|line| self.ahead.push_front(line));
                let fields =
                    first.split(self.separator).map(|field| field.trim_matches('"').to_string()).collect();
                return Ok(Some(Record { line, fields }));
            };
            bytes += text.len();
            splitter.take("\n");
            splitter.take(&text);
            used.push((number, text));
        }
        Ok(Some(Record { line, fields: splitter.finish() }))
    }

    fn line(&mut self) -> io::Result<Option<(usize, String)>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut raw = Vec::new();
        if !self.raw_line(&mut raw)? {
            return Ok(None);
        }
        self.line += 1;
        if raw.contains(&0) {
            raw.retain(|b| *b != 0);
        }
        let text = line_of(&raw, self.encoding);
        let text = text.strip_prefix('\u{feff}').filter(|_| self.line == 1).unwrap_or(&text);
        Ok(Some((self.line, text.trim_end_matches('\r').to_string())))
    }

    /// Reads up to the end of a line, and says whether there was one.
    fn raw_line(&mut self, line: &mut Vec<u8>) -> io::Result<bool> {
        let mut any = false;
        loop {
            let buffer = match self.source.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Err(e),
            };
            if buffer.is_empty() {
                return Ok(any);
            }
            any = true;
            if self.newline == 0 {
                // The oldest Macs ended their lines with CR alone.
                let old = !buffer.contains(&b'\n') && buffer.contains(&b'\r');
                self.newline = if old { b'\r' } else { b'\n' };
            }
            let end = buffer.iter().position(|b| *b == self.newline);
            let piece = &buffer[..end.unwrap_or(buffer.len())];
            let room = LONGEST.saturating_sub(line.len());
            line.extend_from_slice(&piece[..piece.len().min(room)]);
            let used = piece.len() + usize::from(end.is_some());
            self.source.consume(used);
            if end.is_some() {
                return Ok(true);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// Behind a quote that may have closed the field.
    Closed,
}

/// Takes a row apart. A quote that closes nothing is text.
struct Splitter {
    separator: char,
    fields: Vec<String>,
    field: String,
    /// Blanks behind a quote, in case it was text.
    blanks: String,
    state: State,
    /// Behind a line break, a quote stands in the middle of a text: the quote before was never closed.
    broken: bool,
}

impl Splitter {
    fn new(separator: char) -> Self {
        Self {
            separator,
            fields: vec![],
            field: String::new(),
            blanks: String::new(),
            state: State::Start,
            broken: false,
        }
    }

    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    fn take(&mut self, text: &str) {
        if self.state == State::Start && self.fields.is_empty() && !text.contains('"') {
            self.fields.extend(text.split(self.separator).map(String::from));
            // The last field is still open for more.
            self.field = self.fields.pop().unwrap_or_default();
            self.state = State::Bare;
            return;
        }
        for c in text.chars() {
            self.push(c);
        }
    }

    fn push(&mut self, c: char) {
        match (self.state, c) {
            (State::Quoted, '"') => self.state = State::Closed,
            (State::Quoted, c) => self.field.push(c),
            (State::Closed, '"') if self.blanks.is_empty() => {
                self.field.push('"');
                self.state = State::Quoted;
            }
            (_, c) if c == self.separator => self.end(),
            (State::Closed, c) if c.is_whitespace() => self.blanks.push(c),
            (State::Closed, c) => {
                self.broken |= self.field.contains('\n');
                self.field.push('"');
                self.field.push_str(&std::mem::take(&mut self.blanks));
                self.field.push(c);
                self.state = State::Quoted;
            }
            (State::Start, '"') => {
                self.field.clear();
                self.state = State::Quoted;
            }
            (State::Start, c) if c.is_whitespace() => self.field.push(c),
            (_, c) => {
                self.field.push(c);
                self.state = State::Bare;
            }
        }
    }

    fn end(&mut self) {
        self.fields.push(std::mem::take(&mut self.field));
        self.blanks.clear();
        self.state = State::Start;
    }

    fn finish(mut self) -> Vec<String> {
        self.end();
        self.fields
    }
}
