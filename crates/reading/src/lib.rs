//! From the bytes of a file to words with their places: text of PDFs, OCR of scans and photos, codes.
//!
//! It knows nothing of invoices, and nothing of Bursar.

mod cells;
mod code;
mod day;
mod doubt;
mod file;
mod judge;
mod language;
mod letterhead;
mod look;
mod lost;
mod ocr;
mod order;
mod page;
mod pdf;
mod print;
pub mod process;
mod read;
mod render;
mod scan;
mod strips;
mod strokes;
mod tesseract;

pub use page::{Area, Code, Document, Page, Rule, Source, Word};
pub use read::{Kind, codes, kind, picture, read};

use serde::{Deserialize, Serialize};

/// Why a file cannot be read, in words for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// A full sentence, and what to do next.
    pub reason: String,
}

impl Unreadable {
    /// With this reason.
    pub fn because(reason: impl Into<String>) -> Self {
        Self { reason: reason.into() }
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unreadable {}

/// What reading may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// A document with more pages is refused.
    pub pages: usize,
    /// Languages of scans, as Tesseract calls them; empty for those of our choice that are installed.
    pub languages: Vec<String>,
    /// Time for the OCR of all pages of a document.
    pub seconds: u64,
    /// 0 for the usual look at scans; 1 and 2 look at them in other ways, for when the first made no sense.
    pub attempt: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self { pages: 100, languages: Vec::new(), seconds: 50, attempt: 0 }
    }
}

/// Reads the text layer of a PDF: words, lines, who wrote it.
pub fn text_of(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    let pdf = pdf::open(bytes, limits.pages)?;
    let (leaves, mut document) = pdf::leaves(&pdf);
    document.pages = leaves.into_iter().map(|leaf| leaf.page).collect();
    Ok(document)
}
