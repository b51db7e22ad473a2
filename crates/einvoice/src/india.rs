//! India's GST e-invoice: the JSON of the portal (INV-01, schema 1.1), as it is sent and as it comes back, and the
//! signed code that is printed.
//!
//! ```
//! let json = r#"{"Version":"1.1","TranDtls":{"TaxSch":"GST","SupTyp":"B2B"},
//!     "DocDtls":{"Typ":"INV","No":"A/17","Dt":"18/08/2024"},
//!     "SellerDtls":{"Gstin":"27AAPFU0939F1ZV","LglNm":"Ume & Co"},"ValDtls":{"TotInvVal":118.0}}"#;
//! let read = einvoice::india::read(json.as_bytes()).unwrap();
//! assert_eq!(read.document.number.as_deref(), Some("A/17"));
//! assert_eq!(read.invoice().totals.gross.map(|gross| gross.to_string()).as_deref(), Some("118.0"));
//! ```
mod map;
mod model;
mod qr;
mod read;

pub use model::{Cess, Charges, Details, Gst, GstLine, GstParty, Registration, Values};
pub use qr::{Claims, Difference, Key, Keys, Printed, Signature, Signed, compare, decode};
pub use read::{is_json, read};
