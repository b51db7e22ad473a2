//! Decisions: approving, rejecting, four eyes, taking back, many at once.
pub mod commands;
pub mod http;
pub mod store;
