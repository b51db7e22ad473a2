//! System settings: values that clients ask for, kept by administrators.
pub mod commands;
pub mod http;
pub mod store;
