//! From lines to transactions: which are new, and booking them in portions.
mod commands;
pub mod store;

pub use commands::run;
