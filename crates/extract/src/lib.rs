//! From words with places to what an invoice says, without templates: any layout, many languages.
//!
//! [`read`] is pure: the same document gives the same reading. It knows nothing of Bursar.

pub mod anchor;
pub mod arithmetic;
mod fields;
mod found;
pub mod labels;
pub mod layout;
pub mod table;
pub mod template;
pub mod values;

use reading::Document;

pub use found::{Due, Found, Kind, Learned, Line, Party, Reading, TaxId, TaxIdKind, TaxKind, TaxLine};

/// What is known beforehand, and may settle what a document leaves open.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// The country of the issuer, ISO 3166.
    pub country: Option<String>,
    /// Whether the issuer writes the day before the month.
    pub day_first: Option<bool>,
    /// Where people found fields on earlier documents of the same issuer.
    pub anchors: Vec<anchor::Anchor>,
}

/// Reads a document.
pub fn read(document: &Document, hints: &Hints) -> Reading {
    let document = &*layout::join(document);
    let sheet = layout::Sheet::new(document);
    let labels = labels::find(&sheet);
    let values = values::Values::new(&sheet, &labels);
    let context = fields::context::Context::new(&sheet, &labels, &values);
    let tables = table::read(document);
    let mut reading = fields::read(&context, hints, &tables);
    reading.lines = tables.lines;
    reading
}
