//! What a person prefers: mail, address, and what a screen keeps for him; with name, password and second factor beside it.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
