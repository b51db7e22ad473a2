//! Portfolios: who holds which loans, and what they come to.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
pub mod totals;
