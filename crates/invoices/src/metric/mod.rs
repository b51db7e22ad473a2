//! How well the reading works: measures of each version of the reader.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
