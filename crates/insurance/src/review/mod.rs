//! The desk of those who review: all claims and all policies.
pub mod http;
pub mod store;
