//! Accounts: where a client's money lies, and what it adds up to.
pub mod commands;
pub mod http;
pub mod store;
pub mod view;
