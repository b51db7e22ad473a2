//! Sessions: signing in, staying in, going out.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
