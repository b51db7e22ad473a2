//! The inbox: what a person was told.
pub mod commands;
pub mod http;
pub mod model;
pub mod pages;
pub mod store;
