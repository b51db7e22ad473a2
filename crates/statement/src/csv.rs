//! Tables as text: understood by a first pass in constant memory, then read row by row.
use std::io::Read;

use crate::{Entry, Mapping, Problem, Understanding};

/// Understands a table from its beginning: 256 KB are plenty. What it says about dates holds for the
/// sample only; [`survey`] looks at all of the file.
pub fn understand(sample: &[u8]) -> Understanding {
    let _ = sample;
    Understanding::default()
}

/// Understands a table from all of its rows, in constant memory.
pub fn survey(source: impl Read) -> std::io::Result<Understanding> {
    let _ = source;
    Ok(Understanding::default())
}

/// The entries of a table, one at a time.
pub struct Rows<R> {
    source: R,
}

impl<R: Read> Rows<R> {
    /// Reads `source` from its beginning as the mapping says.
    pub fn new(source: R, mapping: &Mapping) -> Self {
        let _ = mapping;
        Self { source }
    }

    /// What was left out that is no entry (titles, sums), in plain sentences; complete at the end.
    pub fn notes(&self) -> Vec<String> {
        let _ = &self.source;
        vec![]
    }
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<Entry, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        None
    }
}

pub(crate) fn normal(text: &str) -> String {
    text.trim().to_lowercase()
}
