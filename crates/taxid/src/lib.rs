//! Identifiers and rates that stand on invoices: tax numbers of India and Europe, registers of companies, accounts,
//! references of payments, and the rates of GST by date. Pure: nothing here reads a clock, a file or the network.
//!
//! Every reader takes any spelling and answers the plain one, or a [`Fault`] that says what is wrong:
//!
//! ```
//! use taxid::{Fault, find, gstin, iban, vat};
//!
//! let id = gstin("27 AAPFU 0939F 1ZV").unwrap();
//! assert_eq!(id.state().unwrap().name, "Maharashtra");
//! assert_eq!(gstin("27AAPFU0939F1ZO"), Err(Fault::CheckDigit));
//! assert_eq!(taxid::repair("27AAPFUO939F1ZV").unwrap().text, "27AAPFU0939F1ZV");
//! assert_eq!(vat("NL 8104.33.941.B01").unwrap().text(), "NL810433941B01");
//! assert_eq!(iban("DE12123456781234567890"), Err(Fault::CheckDigit));
//!
//! let found = find("USt-IdNr.: DE 232 446 240, IBAN NL50 INGB 0683 2513 09");
//! assert_eq!(found[0].value, "DE232446240");
//! assert_eq!(found[1].country, "NL");
//! ```
mod bank;
pub mod company;
pub mod country;
mod fault;
mod find;
pub mod india;
pub mod reference;
mod slip;
mod sum;
pub mod vat;

pub use bank::{Iban, bic, iban, iban_length, ifsc};
pub use fault::Fault;
pub use find::{Id, Kind, find};
pub use india::gstin::{Gstin, gstin, repair};
pub use india::hsn::{Hsn, hsn};
pub use india::pan::{Pan, pan};
pub use india::year::FinancialYear;
pub use slip::{mended, spelled};
pub use vat::{Vat, vat};
