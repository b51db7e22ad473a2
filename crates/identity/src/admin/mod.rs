//! What administrators do with the accounts of others.
pub mod commands;
pub mod http;
pub mod rights;
