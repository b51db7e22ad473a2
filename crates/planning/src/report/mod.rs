//! The monthly statement: what a client keeps on paper.
pub mod http;
mod sheet;
pub mod store;
