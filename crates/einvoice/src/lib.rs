//! Structured invoices: what a machine wrote for a machine.
//!
//! - [`read`] takes UBL 2.1, CII (also ZUGFeRD 1.0) and a PDF that holds one of them, into the semantic model of
//!   EN 16931, [`Invoice`]; [`india::read`] takes India's GST e-invoice in JSON.
//! - [`check`] judges an invoice by the business rules of EN 16931, and by Germany's where it is an XRechnung.
//! - [`ubl::write`] writes an invoice as UBL 2.1 in the profile of Peppol BIS Billing 3.
//! - [`Summary`] is the invoice as a bookkeeper sees it.
//!
//! ```
//! use einvoice::{Invoice, Summary, read, ubl};
//!
//! let mut invoice = Invoice { number: Some("2024-17".into()), currency: Some("EUR".into()), ..Invoice::default() };
//! invoice.totals.due = Some("119.00".parse().unwrap());
//! let xml = ubl::write(&invoice);
//!
//! let file = read(xml.as_bytes()).unwrap();
//! assert_eq!(file.invoice, invoice);
//! assert!(einvoice::check(&file).iter().any(|finding| finding.rule.id == "BR-03"));
//! assert_eq!(Summary::of(&file.invoice).due.map(|due| due.to_string()).as_deref(), Some("119.00"));
//! ```
mod code;
mod embedded;
mod file;
pub mod india;
mod model;
mod read;
pub mod rule;
mod summary;
pub mod ubl;
mod xml;

pub use embedded::{Attached, attached, embedded};
pub use file::{Family, File, Problem, Profile, Syntax, Unreadable, Written};
pub use model::{
    Account, Address, Allowance, Amount, Attachment, Attribute, Card, Contact, Debit, Delivery, Document,
    Identifier, Invoice, Item, Line, Note, Party, Payment, Period, Preceding, Price, Tax, Totals,
};
pub use read::{is_invoice, read, read_xml};
pub use rule::{Finding, Place, Rule, Severity, check};
pub use summary::{Rate, Row, Side, Summary, units};
pub use xml::MOST_BYTES;
