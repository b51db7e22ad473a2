//! Two invoices that may be the same.
pub mod store;
