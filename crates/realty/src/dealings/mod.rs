//! Who has to do with whom: a development's builder, its buyers, and a builder's customers.
pub mod commands;
pub mod http;
pub mod store;
