//! A development's units as they stand: floors × stacks.
pub mod http;
pub mod model;
pub mod store;
