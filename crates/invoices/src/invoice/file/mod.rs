//! The files of invoices: their bytes, and their removal.
pub mod commands;
pub mod http;
