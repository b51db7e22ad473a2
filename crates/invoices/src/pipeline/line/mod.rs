//! Lines of invoices, as rows: for searching and for sums over many invoices.
pub mod store;
