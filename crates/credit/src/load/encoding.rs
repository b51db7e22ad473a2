//! Bytes become text: UTF-8, UTF-16 with or without a mark at its start, and Windows-1252 for what is neither. Pure.
use std::io::{Read, Result};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// So much of a file's start is looked at.
const HEAD: usize = 4_096;
/// So many bytes are decoded at once.
const STEP: usize = 64 * 1024;

/// Sees a whole file go by, and says how it is written.
#[derive(Default)]
pub struct Witness {
    head: Vec<u8>,
    /// The beginning of a character that the next bytes go on with.
    open: Vec<u8>,
    broken: bool,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Writing {
    encoding: &'static Encoding,
    /// Bytes at the start that say so, and are no text.
    mark: usize,
}

impl Witness {
    /// The next bytes.
    pub fn see(&mut self, bytes: &[u8]) {
        let room = HEAD.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(&bytes[..room]);
        if self.broken || bytes.is_empty() {
            return;
        }
        let mut rest = bytes;
        while !self.open.is_empty() && !self.broken {
            let Some((next, more)) = rest.split_first() else { return };
            self.open.push(*next);
            rest = more;
            match std::str::from_utf8(&self.open) {
                Ok(_) => self.open.clear(),
                Err(e) => self.broken = e.error_len().is_some(),
            }
        }
        if let Err(e) = std::str::from_utf8(rest) {
            self.broken |= e.error_len().is_some();
            self.open = rest[e.valid_up_to()..].to_vec();
        }
    }

    /// What it is.
    pub fn writing(&self) -> Writing {
        if let Some((encoding, mark)) = Encoding::for_bom(&self.head) {
            return Writing { encoding, mark };
        }
        // Plain letters in UTF-16 have a zero on one side, and no other writing has any.
        let zeros = |from: usize| self.head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
        let (even, odd, half) = (zeros(0), zeros(1), self.head.len() / 2);
        let encoding = match () {
            () if half > 0 && odd > half / 2 && even < half / 8 => UTF_16LE,
            () if half > 0 && even > half / 2 && odd < half / 8 => UTF_16BE,
            () if self.broken || !self.open.is_empty() => WINDOWS_1252,
            () => UTF_8,
        };
        Writing { encoding, mark: 0 }
    }
}

impl Writing {
    /// UTF-8 without a mark.
    pub const UTF_8: Self = Self { encoding: UTF_8, mark: 0 };

    /// Its name, such as `UTF-8`.
    pub fn name(self) -> &'static str {
        self.encoding.name()
    }

    /// The text of a file from its start.
    pub fn text<R: Read>(self, file: R) -> Text<R> {
        let decoder = (self.encoding != UTF_8).then(|| self.encoding.new_decoder_without_bom_handling());
        Text { file, skip: self.mark, decoder, raw: vec![], held: vec![], at: 0, over: false }
    }
}

/// A text as UTF-8.
pub struct Text<R> {
    file: R,
    skip: usize,
    decoder: Option<Decoder>,
    raw: Vec<u8>,
    held: Vec<u8>,
    at: usize,
    over: bool,
}

impl<R: Read> Text<R> {
    fn decode(&mut self) -> Result<()> {
        let Some(decoder) = &mut self.decoder else { return Ok(()) };
        self.raw.resize(STEP, 0);
        let read = self.file.read(&mut self.raw)?;
        self.over = read == 0;
        let raw = &self.raw[..read];
        let most = decoder.max_utf8_buffer_length(read).unwrap_or(STEP * 4);
        self.held.resize(most, 0);
        let (_, _, written, _) = decoder.decode_to_utf8(raw, &mut self.held, self.over);
        self.held.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.skip > 0 {
            let mut mark = vec![0; std::mem::take(&mut self.skip)];
            self.file.read_exact(&mut mark)?;
        }
        if self.decoder.is_none() {
            return self.file.read(into);
        }
        while self.at == self.held.len() && !self.over {
            self.decode()?;
        }
        let n = into.len().min(self.held.len() - self.at);
        into[..n].copy_from_slice(&self.held[self.at..self.at + n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(bytes: &[u8], step: usize) -> (&'static str, String) {
        let mut witness = Witness::default();
        bytes.chunks(step).for_each(|part| witness.see(part));
        let writing = witness.writing();
        let mut text = String::new();
        writing.text(bytes).read_to_string(&mut text).unwrap();
        (writing.name(), text)
    }

    fn utf16(text: &str, swap: bool) -> Vec<u8> {
        let turned = |unit: u16| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(turned).collect()
    }

    #[test]
    fn each_writing_is_known_and_read() {
        let text = "loan_id;borrower\nL1;Müller & Söhne €\n";
        assert_eq!(read(text.as_bytes(), 7), ("UTF-8", text.into()));
        assert_eq!(read(format!("\u{feff}{text}").as_bytes(), 1), ("UTF-8", text.into()));
        for marked in [text.to_owned(), format!("\u{feff}{text}")] {
            assert_eq!(read(&utf16(&marked, false), 5), ("UTF-16LE", text.into()));
            assert_eq!(read(&utf16(&marked, true), 5), ("UTF-16BE", text.into()));
        }
        let (old, _, _) = WINDOWS_1252.encode(text);
        assert_eq!(read(&old, 9), ("windows-1252", text.into()));
        // Cut within a character: not UTF-8.
        assert_eq!(read("x€".as_bytes().split_last().unwrap().1, 2).0, "windows-1252");
        assert_eq!(read(b"", 1), ("UTF-8", String::new()));
    }

    proptest! {
        #[test]
        fn any_text_is_utf_8_however_it_comes_in_parts(text in "\\PC{1,200}", step in 1_usize..9) {
            prop_assume!(!text.contains('\0') && !text.starts_with('\u{feff}'));
            prop_assert_eq!(read(text.as_bytes(), step), ("UTF-8", text));
        }
    }
}
