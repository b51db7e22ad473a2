//! IRN: the reference number of an invoice, a hash over what makes it unique.
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use super::year::FinancialYear;
use crate::Fault;

/// What the portal calls a document: `INV`, `CRN`, `DBN`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// An invoice.
    Invoice,
    /// A credit note.
    CreditNote,
    /// A debit note.
    DebitNote,
}

impl Kind {
    /// The portal's three letters.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invoice => "INV",
            Self::CreditNote => "CRN",
            Self::DebitNote => "DBN",
        }
    }

    /// The kind of three letters.
    pub fn of(code: &str) -> Option<Self> {
        [Self::Invoice, Self::CreditNote, Self::DebitNote].into_iter().find(|kind| kind.code() == code)
    }
}

/// The IRN that a document has: 64 hexadecimal digits of SHA-256 over GSTIN, year, kind and number.
pub fn irn(supplier: &str, year: FinancialYear, kind: Kind, number: &str) -> String {
    let text = format!("{supplier}{year}{}{number}", kind.code());
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Reads an IRN: 64 hexadecimal digits, which print often breaks in two.
pub fn form(text: &str) -> Result<String, Fault> {
    let text: String =
        text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_lowercase();
    if text.chars().count() != 64 {
        return Err(Fault::Length);
    }
    if text.chars().all(|c| c.is_ascii_hexdigit()) { Ok(text) } else { Err(Fault::Form) }
}

/// Whether an IRN belongs to a document. The portal takes the number in capitals, so both spellings are tried.
pub fn fits(text: &str, supplier: &str, date: NaiveDate, kind: Kind, number: &str) -> bool {
    let year = FinancialYear::of(date);
    form(text).is_ok_and(|found| {
        found == irn(supplier, year, kind, number)
            || found == irn(supplier, year, kind, &number.to_uppercase())
    })
}

/// Whether the portal takes a document's number: at most 16 letters, digits, dashes and strokes, and no zero,
/// dash or stroke in front. Rule 46(b) asks for the same but the last.
pub fn number_form(number: &str) -> Result<(), Fault> {
    if number.is_empty() || number.chars().count() > 16 {
        return Err(Fault::Length);
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    if !number.chars().all(allowed) || number.starts_with(['0', '-', '/']) {
        Err(Fault::Form)
    } else {
        Ok(())
    }
}
