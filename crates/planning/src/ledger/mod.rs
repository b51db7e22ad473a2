//! The books underneath: every transaction is a set of postings that sum to zero in each currency.
pub mod model;
pub mod store;
