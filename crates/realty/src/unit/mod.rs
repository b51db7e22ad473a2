//! Units: the homes of a development, one by one, by floors and stacks.
pub mod commands;
pub mod generator;
pub mod http;
pub mod matrix;
pub mod model;
pub mod store;
