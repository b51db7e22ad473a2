//! Other names under which a vendor wrote.
pub mod store;
