//! Many units at once: floors × stacks.
pub mod commands;
pub mod http;
pub mod model;
