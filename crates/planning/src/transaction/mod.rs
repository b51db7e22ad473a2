//! Transactions: what came in, what went out, and what only changed places.
pub mod commands;
pub mod export;
pub mod http;
pub mod model;
pub mod store;
pub mod view;
