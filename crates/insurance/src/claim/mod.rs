//! Claims: filed by the holder of a policy, decided by others, paid.
pub mod commands;
pub mod decision;
pub mod http;
pub mod model;
pub mod store;
