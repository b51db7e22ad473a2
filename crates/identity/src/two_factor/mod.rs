//! The second factor: codes that change every 30 seconds (RFC 6238), and recovery codes.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
