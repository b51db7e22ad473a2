//! What was learned of a vendor from what people said of his invoices: seen, used, and forgotten.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
