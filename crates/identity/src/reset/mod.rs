//! Forgotten passwords: a link by mail, good once and for half an hour.
pub mod commands;
pub mod http;
pub mod store;
