//! Payments: what a builder asked for and got.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
