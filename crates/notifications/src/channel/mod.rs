//! Channels: by which ways a person wants a kind of notice.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
