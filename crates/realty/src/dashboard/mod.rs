//! What a builder and a customer see first.
pub mod builder;
pub mod customer;
pub mod http;
pub mod model;
pub mod store;
