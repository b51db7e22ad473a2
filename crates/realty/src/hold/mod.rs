//! Holds: a home kept for a customer until a moment. They end by themselves.
pub mod commands;
pub mod http;
pub mod lapse;
pub mod store;
