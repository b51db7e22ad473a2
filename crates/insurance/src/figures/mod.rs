//! The figures of a book of policies: premiums, claims, and what they say of each other.
pub mod http;
pub mod model;
pub mod store;
pub mod summary;
