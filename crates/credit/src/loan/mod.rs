//! Loans: what a portfolio is made of.
pub mod asked;
pub mod commands;
pub mod export;
pub mod filter;
pub mod http;
pub mod list;
pub mod model;
pub mod store;
