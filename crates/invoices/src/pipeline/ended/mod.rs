//! The stages that ended, as rows: what a restart goes on from, and what people see.
pub mod store;
