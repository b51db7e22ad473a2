//! Accounts to which a vendor asked to be paid.
pub mod store;
