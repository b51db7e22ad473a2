//! Ratings of loans over time.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
