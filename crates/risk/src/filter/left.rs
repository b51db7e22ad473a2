//! The loans that the conditions so far have left.
use super::Band;
use crate::tape::{Codes, Rows, Words};

/// What is left of `rows`: all of them, until a first condition has been asked.
pub struct Left<'a> {
    pub rows: Rows<'a>,
    pub kept: Option<Vec<u32>>,
}

impl Left<'_> {
    /// Keeps the rows that pass. Each row is written and then counted or not, so that no branch can be guessed wrong.
    pub fn keep(&mut self, pass: impl Fn(usize) -> bool) {
        let Some(kept) = &mut self.kept else {
            let mut kept = vec![0; self.rows.len()];
            let mut count = 0;
            self.rows.each(|row| {
                kept[count] = row as u32;
                count += usize::from(pass(row));
            });
            kept.truncate(count);
            self.kept = Some(kept);
            return;
        };
        let mut count = 0;
        for at in 0..kept.len() {
            let row = kept[at];
            kept[count] = row;
            count += usize::from(pass(row as usize));
        }
        kept.truncate(count);
    }

    /// Keeps the rows whose value lies in the band.
    pub fn band<T: Copy + Ord>(&mut self, column: &[T], band: Band<T>) {
        match (band.from, band.to) {
            (Some(from), Some(to)) => self.keep(|row| (from <= column[row]) & (column[row] <= to)),
            (Some(from), None) => self.keep(|row| from <= column[row]),
            (None, Some(to)) => self.keep(|row| column[row] <= to),
            (None, None) => {}
        }
    }

    /// Keeps the rows whose word is one of these.
    pub fn words(&mut self, column: &Codes, words: Option<&[Box<str>]>) {
        let Some(words) = words else { return };
        let mut chosen = vec![false; column.words.len() + 1];
        let mut sorted: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        sorted.sort_unstable();
        for (code, word) in column.words.iter().enumerate() {
            chosen[code] = sorted.binary_search(&word).is_ok();
        }
        chosen[column.words.len()] = sorted.first() == Some(&"");
        self.coded(column, &chosen);
    }

    /// Keeps the rows whose code is chosen.
    pub fn coded(&mut self, column: &Codes, chosen: &[bool]) {
        self.keep(|row| chosen[column.slot(column.codes[row])]);
    }

    /// The rows that are left.
    pub fn finish(self) -> Vec<u32> {
        match (self.kept, self.rows) {
            (Some(kept), _) => kept,
            (None, Rows::All(count)) => (0..count).collect(),
            (None, Rows::These(rows)) => rows.to_vec(),
        }
    }
}

/// Per word of the dictionary, and last for none: does it contain `part`, in any case?
pub fn containing(words: &Words, part: &str) -> Vec<bool> {
    let part = part.to_lowercase();
    let mut low = String::new();
    let mut chosen: Vec<bool> = words
        .iter()
        .map(|word| {
            low.clear();
            if word.is_ascii() {
                low.push_str(word);
                low.make_ascii_lowercase();
            } else {
                low.extend(word.chars().flat_map(char::to_lowercase));
            }
            within(low.as_bytes(), part.as_bytes())
        })
        .collect();
    chosen.push(false);
    chosen
}

/// Does `part` occur in `text`, both in small letters? Names are short: looking at each place beats preparing a search.
fn within(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window[0] == part[0] && window == part)
}
