//! What a file is, and what of it the model does not hold.
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::Invoice;

/// How an invoice is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Syntax {
    /// UBL 2.1, an invoice.
    UblInvoice,
    /// UBL 2.1, a credit note.
    UblCreditNote,
    /// UN/CEFACT Cross Industry Invoice.
    Cii,
    /// The document of ZUGFeRD 1.0.
    Zugferd1,
}

/// Whose specification an invoice follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// EN 16931 and nothing more, or an unknown specification.
    En16931,
    /// Peppol BIS Billing 3 and its kin.
    Peppol,
    /// Germany's XRechnung.
    Xrechnung,
    /// Factur-X, and ZUGFeRD from 2.0.
    FacturX,
    /// ZUGFeRD 1.0.
    Zugferd1,
}

/// How much of EN 16931 an invoice promises to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// A few terms: the paper is the invoice.
    Minimum,
    /// Header without lines.
    BasicWl,
    /// A part of EN 16931, with lines.
    Basic,
    /// All of EN 16931.
    Full,
    /// More than EN 16931.
    Extended,
}

/// An invoice that was read, and what it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct File {
    /// How it is written.
    pub syntax: Syntax,
    /// Whose specification it follows.
    pub family: Family,
    /// How much it holds.
    pub profile: Profile,
    /// What it says.
    pub invoice: Invoice,
    /// What stands in the file beside that.
    pub written: Written,
}

impl File {
    /// An invoice that was not read from a file, to be checked.
    pub fn of(invoice: Invoice) -> Self {
        let (family, profile) = specification(invoice.specification.as_deref().unwrap_or_default());
        let written = Written { tax_totals: usize::from(invoice.totals.tax.is_some()), ..Written::default() };
        Self { syntax: Syntax::UblInvoice, family, profile, invoice, written }
    }

    /// Whether the rules of EN 16931 are meant for it: not for ZUGFeRD 1.0, nor for a profile without lines.
    pub fn is_bound(&self) -> bool {
        self.syntax != Syntax::Zugferd1 && self.profile >= Profile::Basic
    }
}

/// What a file says that is no term of the model, and that rules speak of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Written {
    /// Every currency that stands beside an amount.
    pub currencies: BTreeSet<String>,
    /// Every kind of payment means.
    pub means: BTreeSet<String>,
    /// Every reference that a payer is told.
    pub references: BTreeSet<String>,
    /// Most tax registrations that one party has.
    pub registrations: usize,
    /// How many VAT identifiers the seller has.
    pub seller_vat_ids: usize,
    /// How many VAT identifiers the buyer has.
    pub buyer_vat_ids: usize,
    /// How many totals of VAT there are in the currency of the invoice.
    pub tax_totals: usize,
    /// How many totals of VAT are not the sum of their parts.
    pub uneven_tax_totals: usize,
    /// Names of attributes that an attached file lacks.
    pub bare_attachments: BTreeSet<String>,
    /// Documents whose reference is neither an object nor a supporting document.
    pub odd_documents: usize,
    /// What could not be understood.
    pub problems: Vec<Problem>,
}

/// Something that could not be understood, and was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Name of the element.
    pub element: String,
    /// What stands there.
    pub text: String,
}

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// It is no invoice of a kind that is known.
    NoInvoice,
    /// It is not well formed.
    Broken,
    /// It has a document type, which no invoice needs, and with which files attack their readers.
    DocumentType,
    /// It is larger or deeper than an invoice can be.
    TooLarge,
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::NoInvoice => "This file holds no invoice that we can read.",
            Self::Broken => "This file is damaged. Ask for it again.",
            Self::DocumentType => {
                "This file defines entities of its own, which no invoice needs. It was refused."
            }
            Self::TooLarge => "This file is larger than an invoice can be.",
        })
    }
}

impl std::error::Error for Unreadable {}

/// Whose specification the text of BT-24 names, and how much of EN 16931 that is.
pub(crate) fn specification(text: &str) -> (Family, Profile) {
    let text = text.trim().to_lowercase();
    let has = |part: &str| text.contains(part);
    if has("crossindustrydocument:invoice:1p0") {
        let profile = if has("extended") {
            Profile::Extended
        } else if has("comfort") {
            Profile::Full
        } else {
            Profile::Basic
        };
        return (Family::Zugferd1, profile);
    }
    let family = if has("xrechnung") || has("xeinkauf") {
        Family::Xrechnung
    } else if has("peppol") {
        Family::Peppol
    } else if has("factur-x") || has("zugferd") {
        Family::FacturX
    } else {
        Family::En16931
    };
    let profile = if has("minimum") {
        Profile::Minimum
    } else if has("basicwl") {
        Profile::BasicWl
    } else if has(":basic") {
        Profile::Basic
    } else if has("extended") {
        Profile::Extended
    } else {
        Profile::Full
    };
    (family, profile)
}
