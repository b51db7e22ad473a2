//! The morning's look: where the money stands.
pub mod http;
pub mod model;
pub mod store;
