//! Batches: what was brought together, and how far it is.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
