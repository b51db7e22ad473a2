//! Construction updates: the news of a development, with pictures and delays.
pub mod commands;
pub mod http;
pub mod store;
