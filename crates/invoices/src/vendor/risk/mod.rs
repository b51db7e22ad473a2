//! How the risk of a vendor moved.
pub mod store;
