//! Loans: what a portfolio is made of.
pub mod commands;
pub mod filter;
pub mod http;
pub mod model;
pub mod store;
