//! Messages between builders and customers: a conversation per other person and development.
pub mod commands;
pub mod http;
pub mod store;
