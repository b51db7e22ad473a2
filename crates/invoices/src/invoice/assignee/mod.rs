//! Who is to look at an invoice.
pub mod commands;
pub mod http;
