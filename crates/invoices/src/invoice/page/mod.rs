//! Lists of invoices.
pub mod http;
pub mod store;
