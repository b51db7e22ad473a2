//! From a file to an invoice.
mod cii;
mod cii_line;
mod notes;
mod ubl;
mod ubl_party;

use crate::{
    File, Syntax, Unreadable, embedded, file,
    xml::{self, Node},
};
use notes::Notes;

/// Reads an invoice from XML, or from the XML within a PDF.
pub fn read(bytes: &[u8]) -> Result<File, Unreadable> {
    if is_pdf(bytes) {
        let attached = embedded(bytes).ok_or(Unreadable::NoInvoice)?;
        return read_xml(&attached.content);
    }
    read_xml(bytes)
}

fn is_pdf(bytes: &[u8]) -> bool {
    bytes.windows(5).take(1024).any(|window| window == b"%PDF-")
}

/// Reads an invoice from XML.
pub fn read_xml(bytes: &[u8]) -> Result<File, Unreadable> {
    let root = xml::parse(bytes)?;
    from(&root)
}

/// Whether bytes look like an XML invoice of a kind that is read, without reading all of it. Publishers put pages of
/// comments before the first element, so a good piece is looked at.
pub fn is_invoice(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64 * 1024)]).replace('\0', "");
    head.trim_start_matches('\u{feff}').trim_start().starts_with('<')
        && [
            "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
            "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
            "CrossIndustryInvoice",
            "CrossIndustryDocument",
        ]
        .iter()
        .any(|mark| head.contains(mark))
}

/// Reads an invoice from a tree.
pub(crate) fn from(root: &Node) -> Result<File, Unreadable> {
    let notes = Notes::default();
    let (syntax, invoice) = match root.name.as_str() {
        "Invoice" => (Syntax::UblInvoice, ubl::read(root, &notes)),
        "CreditNote" => (Syntax::UblCreditNote, ubl::read(root, &notes)),
        "CrossIndustryInvoice" => (Syntax::Cii, cii::read(root, &notes)),
        "CrossIndustryDocument" => (Syntax::Zugferd1, cii::read(root, &notes)),
        _ => return Err(Unreadable::NoInvoice),
    };
    let (mut family, profile) = file::specification(invoice.specification.as_deref().unwrap_or_default());
    if syntax == Syntax::Zugferd1 {
        family = crate::Family::Zugferd1;
    }
    Ok(File { syntax, family, profile, invoice, written: notes.done() })
}
