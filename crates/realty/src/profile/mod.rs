//! Profiles: what a builder and a customer say of themselves beyond their accounts.
pub mod commands;
pub mod http;
pub mod store;
