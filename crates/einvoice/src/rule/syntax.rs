//! Rules of the binding to UBL that a reader of invoices meets.
use super::{Rule, error, spots::when, warning};
use crate::{File, Syntax};

pub(super) const RULES: &[Rule] = &[
    error("UBL-DT-01", &["BG-22"], "No amount has more than two decimals.", |file, _| {
        when(super::decimals::RULES.iter().any(|rule| !rule.broken(file).is_empty()))
    }),
    error("UBL-SR-12", &["BT-31"], "The seller has one VAT identifier at most.", |file, _| {
        when(file.written.seller_vat_ids > 1)
    }),
    error("UBL-SR-18", &["BT-48"], "The buyer has one VAT identifier at most.", |file, _| {
        when(file.written.buyer_vat_ids > 1)
    }),
    error("UBL-DT-06", &["BT-125"], "An attached file says of what kind it is.", |file, _| {
        when(file.written.bare_attachments.contains("mimeCode"))
    }),
    error("UBL-DT-07", &["BT-125"], "An attached file has a name.", |file, _| {
        when(file.written.bare_attachments.contains("filename"))
    }),
    warning("UBL-SR-42", &["BT-31", "BT-32"], "A party has two tax registrations at most.", |file, _| {
        when(file.written.registrations > 2)
    }),
    error("UBL-SR-43", &["BT-18", "BG-24"], "Only an invoiced object has a scheme and a kind.", |file, _| {
        when(is_ubl(file) && file.written.odd_documents > 0)
    }),
    warning("UBL-SR-44", &["BT-83"], "All ways to pay share one reference.", |file, _| {
        when(is_ubl(file) && file.written.references.len() > 1)
    }),
    warning("UBL-SR-47", &["BT-81"], "All ways to pay are of one kind.", |file, _| {
        when(is_ubl(file) && file.written.means.len() > 1)
    }),
];

fn is_ubl(file: &File) -> bool {
    matches!(file.syntax, Syntax::UblInvoice | Syntax::UblCreditNote)
}
