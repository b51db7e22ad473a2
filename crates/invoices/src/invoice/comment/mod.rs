//! Comments: what people say to each other about an invoice.
pub mod commands;
pub mod http;
pub mod store;
