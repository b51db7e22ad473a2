//! How well the reading works: measures of each version of the reader.
pub mod http;
pub mod store;
